"""The theme of all prints, read from the handout's style file, and from that of grey ones."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dlexport.exporters.pdf.style.paper import SIZES, Paper
from dlexport.exporters.pdf.style.slots import EdgeSlots
from dlexport.exporters.pdf.style.values import Level, Values
from dlexport.richtext.highlight import CLASSES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dlexport.exporters.pdf.style.paper import Inks, Name
    from dlexport.theme.styles import Styles

__all__ = ["Level", "Theme", "read_theme"]

_FILE, _GREY = "print/handout.yaml", "print/grey.yaml"
_COLOURS = ("ink", "accent", "tint", "rule", "muted", "code")


@dataclass(frozen=True, slots=True)
class Theme:
    """Measures in points, colours as `#rrggbb`; the style file says what each is."""

    measure: float
    body: Level
    small: Level
    code: Level
    table: Level
    fine: Level
    label: float
    question: float
    chapter: float
    top: float
    lines: Mapping[str, int]
    inner: float
    head: float
    foot: float
    two_sided: bool
    heads: EdgeSlots
    feet: EdgeSlots
    colours: Mapping[str, str]
    syntax: Mapping[str, str]
    inks: Inks = "colour"

    def paper(self, name: Name) -> Paper:
        """The paper of a name in the theme's measures."""
        width, height = SIZES[name]
        return Paper(width, height, self.inner, self.measure, self.top, self.lines[name] * self.body.leading,
                     self.head, self.foot, self.two_sided)


def read_theme(styles: Styles, inks: Inks = "colour") -> Theme:
    """The theme in effect; its colours are those of the grey file where only grey is wanted.

    Raises:
        SourceError: the style file cannot be read, or lacks a value, or has one of another kind.
    """
    values = Values(styles, _FILE)
    body = values.level("text.body")
    theme = Theme(
        measure=values.number("text.measure") * body.size,
        body=body,
        small=values.level("text.small"),
        code=values.level("text.code"),
        table=values.level("text.table"),
        fine=values.level("text.fine"),
        label=values.number("text.label"),
        question=values.number("text.question"),
        chapter=values.number("text.chapter"),
        top=values.number("page.top"),
        lines={paper: int(values.number(f"page.lines.{paper}")) for paper in ("a4", "letter")},
        inner=values.number("page.inner"),
        head=values.number("page.head"),
        foot=values.number("page.foot"),
        two_sided=values.choice("page.sides", "two", "one") == "two",
        heads=_edge(values, "heads"),
        feet=_edge(values, "feet"),
        colours={name: values.colour(f"colours.{name}") for name in _COLOURS},
        syntax={name: values.colour(f"syntax.{name}") for name in CLASSES},
    )
    values.leave("faces")       # they are in the context, as the fonts of all exporters
    values.finish()
    if inks == "colour":
        return theme
    grey = Values(styles, _GREY)
    theme = replace(theme, colours={name: grey.colour(f"colours.{name}") for name in _COLOURS},
                    syntax={name: grey.colour(f"syntax.{name}") for name in CLASSES}, inks=inks)
    grey.finish()
    return theme


def _edge(values: Values, section: str) -> EdgeSlots:
    inside, middle, outside = (values.slot(f"{section}.{slot}") for slot in ("inside", "middle", "outside"))
    return EdgeSlots(inside, middle, outside, values.number(f"{section}.size"), values.switch(f"{section}.rule"))
