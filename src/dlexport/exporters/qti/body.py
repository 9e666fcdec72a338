"""Rich text in the XHTML subset of QTI 2.1: few elements and attributes; other elements become classes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from dlexport.math.mathml.write import to_mathml
from dlexport.richtext.escape import attribute, escape
from dlexport.richtext.xhtml import Dialect, write_blocks, write_inlines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from dlexport.book.book import Book
    from dlexport.exporters.qti.options import QtiOptions
    from dlexport.math.tree import Element
    from dlexport.plugin.contract import Part
    from dlexport.richtext.nodes import Gap, Inline, RichText

    GapWriter = Callable[[Gap, Sequence[str]], str]

MEDIA: Final = "media/"
_OTHERWISE: Final = {"figure": "div", "figcaption": "p", "section": "div", "del": "span", "u": "span", "mark": "span",
                     "cite": "span", "small": "span"}
_KEPT: Final = {"a": ("id", "href"), "img": ("src", "alt"), "th": ("scope",), "li": ("id",), "div": ("id",),
                "textEntryInteraction": ("responseIdentifier", "expectedLength")}
_MATHML: Final = "{http://www.w3.org/1998/Math/MathML}"


class QtiBody:
    """Writes the texts of one item and collects their pictures.

    Attributes:
        pictures: file name -> bytes of the pictures used so far.
    """

    def __init__(self, book: Book, options: QtiOptions) -> None:
        self._book, self._options = book, options
        self._fields = 0
        self.pictures: dict[str, bytes] = {}

    def rich(self, content: RichText, gap: GapWriter | None = None) -> str:
        """The markup of a field of blocks; `gap` writes each gap."""
        dialect = self._dialect()
        written = write_blocks(content.blocks, replace(dialect, gap=gap) if gap else dialect)
        return "".join(_allowed(ET.fromstring(f"<div>{written}</div>")))    # noqa: S314 - our own

    def line(self, children: Sequence[Inline]) -> str:
        """The markup of a line."""
        written = write_inlines(children, self._dialect())
        return "".join(_allowed(ET.fromstring(f"<div>{written}</div>")))    # noqa: S314 - our own

    def _dialect(self) -> Dialect:
        self._fields += 1
        return Dialect(math=self._math, image_src=self._picture, question_href=lambda _question: None,
                       footnote_prefix=f"note{self._fields}-", heading_shift=3, labels=self._book.labels)

    def _picture(self, path: str) -> str:
        media = self._book.bank.media[path]
        name = f"{media.sha256[:20]}.{'jpg' if media.kind == 'jpeg' else media.kind}"
        self.pictures[name] = media.data
        return f"../{MEDIA}{name}"

    def _math(self, latex: str, tree: Element, display: bool) -> str:   # noqa: FBT001 - the dialect's signature
        if self._options.math == "mathml":
            return to_mathml(tree, display=display, latex=latex)
        name, opens, closes = ("div", r"\[", r"\]") if display else ("span", r"\(", r"\)")
        if self._options.math == "openolat":
            opens = closes = ""
        return f'<{name} class="math">{opens}{escape(latex)}{closes}</{name}>'


def marked(part: Part, inner: str, element: str = "div") -> str:
    """Markup in an element with the class by which `read_back` finds the part; empty if the markup is empty."""
    return f'<{element} class="part-{part}">{inner}</{element}>' if inner else ""


def _allowed(element: ET.Element) -> Iterator[str]:
    """The content of an element, with elements that QTI lacks replaced by allowed ones."""
    if element.text:
        yield escape(element.text)
    for child in element:
        if child.tag.startswith(_MATHML):
            yield from _mathml(child, root=True)
        else:
            name = _OTHERWISE.get(child.tag, child.tag)
            classes = child.get("class", "").split() + ([child.tag] if name != child.tag else [])
            kept = {key: child.attrib[key] for key in _KEPT.get(name, ()) if key in child.attrib}
            kept |= {"class": " ".join(classes)} if classes and name != "textEntryInteraction" else {}
            written = "".join(f' {key}="{attribute(value)}"' for key, value in kept.items())
            inner = "".join(_allowed(child))
            yield f"<{name}{written}>{inner}</{name}>" if inner or name not in {"img", "br", "hr", "col"} else \
                f"<{name}{written}/>"
        if child.tail:
            yield escape(child.tail)


def _mathml(element: ET.Element, *, root: bool = False) -> Iterator[str]:
    """MathML in its own namespace, without the attributes and elements meant for browsers."""
    name = element.tag.removeprefix(_MATHML)
    kept = {key: value for key, value in element.attrib.items() if key not in {"style", "class", "displaystyle"}
            or (key == "displaystyle" and name == "mstyle")}
    written = "".join(f' {key}="{attribute(value)}"' for key, value in kept.items())
    space = f' xmlns="{_MATHML[1:-1]}"' if root else ""
    inner = escape(element.text or "") + "".join(
        "".join(_mathml(child)) + escape(child.tail or "") for child in element)
    yield f"<{name}{space}{written}>{inner}</{name}>"
