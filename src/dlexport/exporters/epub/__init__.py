"""The e-book: EPUB 3.3, one XHTML file per topic."""

from __future__ import annotations

from dlexport.exporters.epub.exporter import EpubExporter

__all__ = ["EpubExporter"]
