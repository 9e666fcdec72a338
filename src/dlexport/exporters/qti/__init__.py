"""A QTI 2.1 package: all kinds of questions for learning platforms such as OpenOlat, TAO and Blackboard."""

from __future__ import annotations

from dlexport.exporters.qti.exporter import QtiExporter
from dlexport.exporters.qti.options import QtiOptions

__all__ = ["QtiExporter", "QtiOptions"]
