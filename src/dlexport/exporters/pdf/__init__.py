"""The handout: question and answer on paper, set by a text engine of our own."""

from __future__ import annotations

from dlexport.exporters.pdf.exporter import PdfExporter

__all__ = ["PdfExporter"]
