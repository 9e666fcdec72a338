"""Three kinds of print, set by a text engine of our own: the handout, the quiz, the cards."""

from __future__ import annotations

from dlexport.exporters.pdf.card_exporter import CardExporter
from dlexport.exporters.pdf.exporter import PdfExporter
from dlexport.exporters.pdf.quiz_exporter import QuizExporter

__all__ = ["CardExporter", "PdfExporter", "QuizExporter"]
