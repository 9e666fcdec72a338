"""The drawing of a bank: what every output may count on."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from dlexport.pictures.cover_drawing import lattice, to_svg

FIELDS = [(1200.0, 900.0), (600.0, 200.0), (300.0, 800.0), (1.0, 1.0), (10_000.0, 10.0)]


def test_same_bank_same_drawing() -> None:
    """Two calls give equal lattices; another id gives another."""
    assert lattice("dl-interview", 100, 80) == lattice("dl-interview", 100, 80)
    assert lattice("dl-interview", 100, 80) != lattice("another", 100, 80)


@pytest.mark.parametrize(("width", "height"), FIELDS)
def test_everything_lies_inside_the_field(width: float, height: float) -> None:
    """No centre leaves the field, whatever its shape, and every edge joins two centres."""
    drawing = lattice("bank", width, height)
    centres = {(node.x, node.y) for node in drawing.nodes}
    assert all(0 < x < width and 0 < y < height for x, y in centres)
    assert {(e.x1, e.y1) for e in drawing.edges} | {(e.x2, e.y2) for e in drawing.edges} == centres


@pytest.mark.parametrize("bank", ["a", "b", "dl-interview", "深度学习"])
def test_one_path_is_lit_from_side_to_side(bank: str) -> None:
    """The lit edges form one chain through all lit nodes, and come last, on top of the others."""
    drawing = lattice(bank, 120, 90)
    lit = [edge for edge in drawing.edges if edge.lit]
    assert len([node for node in drawing.nodes if node.lit]) == len(lit) + 1
    assert [(e.x2, e.y2) for e in lit[:-1]] == [(e.x1, e.y1) for e in lit[1:]]
    assert lit == list(drawing.edges[-len(lit):])


@pytest.mark.parametrize(("width", "height"), [(0, 1), (1, -1)])
def test_a_field_without_room_is_refused(width: float, height: float) -> None:
    """A caller's slip is named, not drawn."""
    with pytest.raises(ValueError, match="needs room"):
        lattice("bank", width, height)


def test_the_svg_holds_each_shape_once() -> None:
    """The group is well-formed: one path an edge, one circle a node, and the two colours asked for."""
    drawing = lattice("bank", 120, 90)
    group = ET.fromstring(f"<svg>{to_svg(drawing, accent='#000000', rule='#aaaaaa')}</svg>")   # noqa: S314 - our own
    assert len(list(group.iter("path"))) == len(drawing.edges)
    assert len(list(group.iter("circle"))) == len(drawing.nodes)
    assert {path.get("stroke") for path in group.iter("path")} == {"#000000", "#aaaaaa"}
