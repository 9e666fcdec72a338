"""The example packages can be imported, as if they were installed; in the processes that tests start they are not."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

EXAMPLES = Path(__file__).parents[2] / "examples"
PLACES = [str(EXAMPLES / name / "src") for name in ("dlexport-markdown", "dlexport-moodle")]

sys.path += PLACES
for name in ("dlexport_markdown", "dlexport_moodle.exporter"):
    import_module(name)
for place in PLACES:
    sys.path.remove(place)
