"""The study page: one HTML file that needs nothing but a browser."""

from __future__ import annotations

from dlexport.exporters.html.exporter import HtmlExporter

__all__ = ["HtmlExporter"]
