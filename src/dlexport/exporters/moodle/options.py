"""The options of the exporter `moodle`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class MoodleXmlOptions:
    """The options of `moodle`."""

    lines: Literal[5, 10, 15, 20, 25, 30, 35, 40] = field(
        default=15, metadata={"help": "height of the box for an answer in words, where the question does not say"})
