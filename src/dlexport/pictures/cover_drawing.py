"""The drawing on a bank's cover: a layered lattice of nodes, computed from the bank's id."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ACCENT = "#0F5C6E"
RULE = "#C9D3D6"

_CELLS = 42             # approximate number of nodes, for every shape of the drawing
_LAYERS = range(4, 13)
_JITTER = 0.32          # of the distance between two neighbours, in each direction
_THINNEST = 0.0016      # strokes and radii, as parts of the drawing's geometric mean side


@dataclass(frozen=True, slots=True)
class Node:
    """A disc; `lit` if the highlighted path runs through it."""

    x: float
    y: float
    radius: float
    lit: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """A straight stroke between the centres of two nodes of neighbouring layers."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    lit: bool


@dataclass(frozen=True, slots=True)
class Lattice:
    """A drawing of `width` × `height`, origin at the top left, y downwards.

    Draw edges before nodes, each in the order given: highlighted ones come last and lie on top.
    """

    width: float
    height: float
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def lattice(bank_id: str, width: float, height: float) -> Lattice:
    """The drawing of a bank in a field of any unit; the same id and sides give the same drawing.

    Raises:
        ValueError: a side is not above zero.
    """
    if width <= 0 or height <= 0:
        raise ValueError(f"a drawing needs room, not {width} × {height}")
    chance = _chances(bank_id)
    unit = (width * height) ** 0.5
    count = min(max(round((_CELLS * width / height) ** 0.5), _LAYERS.start), _LAYERS.stop - 1)
    per_layer = max(2, round(_CELLS / count))
    across = width / count
    layers = [
        [(x + across * column, y) for x, y in _layer(chance, per_layer, across, height)] for column in range(count)
    ]
    path = _path(chance, layers)
    nodes = [
        Node(x, y, unit * (0.0085 if lit else 0.0035 + 0.0035 * next(chance)), lit)
        for column, layer in enumerate(layers) for row, (x, y) in enumerate(layer) for lit in [row == path[column]]
    ]
    edges = [
        Edge(*left[a], *right[b], unit * _THINNEST * (2.2 if lit else 1.0), lit)
        for column, (left, right) in enumerate(pairwise(layers))
        for a, b in sorted(_links(chance, left, right) | {(path[column], path[column + 1])})
        for lit in [(a, b) == (path[column], path[column + 1])]
    ]
    return Lattice(width, height, tuple(sorted(nodes, key=lambda node: node.lit)),
                   tuple(sorted(edges, key=lambda edge: edge.lit)))


def to_svg(drawing: Lattice, *, accent: str = ACCENT, rule: str = RULE) -> str:
    """The drawing as an SVG group in its own coordinates, to be put inside an `<svg>` or moved by a `transform`."""
    strokes = "".join(
        f'<path d="M{_number(e.x1)} {_number(e.y1)}L{_number(e.x2)} {_number(e.y2)}"'
        f' stroke="{accent if e.lit else rule}" stroke-width="{_number(e.width)}"/>' for e in drawing.edges
    )
    discs = "".join(
        f'<circle cx="{_number(n.x)}" cy="{_number(n.y)}" r="{_number(n.radius)}"'
        f' fill="{accent if n.lit else rule}"/>' for n in drawing.nodes
    )
    return f'<g fill="none" stroke-linecap="round">{strokes}</g><g>{discs}</g>'


def _chances(seed: str) -> Iterator[float]:
    """Endless numbers in [0, 1) that follow from `seed` on every platform and version of Python."""
    block = 0
    while True:
        digest = hashlib.sha256(f"lattice\0{seed}\0{block}".encode()).digest()
        yield from (int.from_bytes(digest[n:n + 4]) / 2**32 for n in range(0, len(digest), 4))
        block += 1


def _layer(chance: Iterator[float], about: int, width: float, height: float) -> list[tuple[float, float]]:
    """The centres of one layer's nodes (`about` their number), from top to bottom within its strip."""
    size = max(2, about + round(3 * next(chance)) - 2)
    down = height / size
    return [
        (width * (0.5 + _JITTER * (next(chance) - 0.5)), down * (row + 0.5 + _JITTER * (next(chance) - 0.5)))
        for row in range(size)
    ]


def _path(chance: Iterator[float], layers: list[list[tuple[float, float]]]) -> list[int]:
    """The highlighted path: the index of one node per layer, from the middle of the first, each near the one before."""
    path = [int((0.25 + 0.5 * next(chance)) * len(layers[0]))]
    for left, right in pairwise(layers):
        near = _by_distance(left[path[-1]][1], right)
        path.append(near[0 if next(chance) < 0.5 else 1])   # noqa: PLR2004 - an even chance
    return path


def _links(chance: Iterator[float], left: list[tuple[float, float]], right: list[tuple[float, float]],
           ) -> set[tuple[int, int]]:
    """Pairs (node, node of the next layer) to join: two or three near ones for each; no node is left alone."""
    links = {
        (a, b) for a, (_, y) in enumerate(left) for b in _by_distance(y, right)[:2 + round(next(chance))]
    }
    reached = {b for _, b in links}
    return links | {(_by_distance(y, left)[0], b) for b, (_, y) in enumerate(right) if b not in reached}


def _by_distance(y: float, layer: list[tuple[float, float]]) -> list[int]:
    """The rows of a layer, the nearest to the height `y` first."""
    return sorted(range(len(layer)), key=lambda row: (abs(layer[row][1] - y), row))


def _number(value: float) -> str:
    """At most two decimals, no trailing zeros, never an exponent."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
