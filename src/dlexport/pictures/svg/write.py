"""A drawing's elements -> SVG in the supported subset only; the same bytes for the same picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dlexport.pictures.svg.shapes import Drawing
    from dlexport.pictures.svg.tree import Element

_TABLE = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


def write(drawing: Drawing) -> bytes:
    """The drawing as UTF-8 without an XML declaration, always with size and view box; attributes are sorted."""
    size = {"width": f"{drawing.width:g}", "height": f"{drawing.height:g}"}
    box = {"viewBox": drawing.root.attributes.get("viewBox") or f"0 0 {drawing.width:g} {drawing.height:g}"}
    parts: list[str] = []
    _element(drawing.root, {**drawing.root.attributes, **size, **box, "xmlns": "http://www.w3.org/2000/svg"}, parts)
    if any(part.startswith(" xlink:href=") for part in parts):
        parts.insert(1, ' xmlns:xlink="http://www.w3.org/1999/xlink"')
    return "".join(parts).encode()


def _element(element: Element, attributes: dict[str, str], parts: list[str]) -> None:
    """Append an element to `parts`. The recursion is bounded, as the reader refuses deep nesting."""
    parts.append("<" + element.name)
    parts += [f' {"xlink:href" if name == "href" else name}="{value.translate(_TABLE)}"'
              for name, value in sorted(attributes.items())]
    if not element.children:
        parts.append("/>")
        return
    parts.append(">")
    for child in element.children:
        if isinstance(child, str):
            parts.append(child.translate(_TABLE))
        else:
            _element(child, child.attributes, parts)
    parts.append(f"</{element.name}>")
