"""The Anki deck: a question-and-answer note per question, a cloze note per key point."""

from __future__ import annotations

from dlexport.exporters.anki.exporter import AnkiExporter

__all__ = ["AnkiExporter"]
