"""The example packages can be imported, as if they were installed."""

from __future__ import annotations

import sys
from pathlib import Path

EXAMPLES = Path(__file__).parents[2] / "examples"
sys.path += [str(EXAMPLES / name / "src") for name in ("dlexport-markdown", "dlexport-moodle")]
