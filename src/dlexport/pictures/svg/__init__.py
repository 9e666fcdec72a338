"""Drawings in SVG: read, simplified, written for every format, and turned into shapes for prints."""
