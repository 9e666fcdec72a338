"""Moodle XML: all kinds of questions for the question bank of a Moodle course."""

from __future__ import annotations

from dlexport.exporters.moodle.exporter import MoodleXmlExporter
from dlexport.exporters.moodle.options import MoodleXmlOptions

__all__ = ["MoodleXmlExporter", "MoodleXmlOptions"]
