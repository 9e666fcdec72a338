"""Fonts: shaping text with a face, and embedding the glyphs that were drawn."""
