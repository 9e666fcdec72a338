"""Wide formulas in rows: where they may be broken, and that nothing is lost."""

from __future__ import annotations

import pytest

from dlexport.math.latex.parse import parse
from dlexport.math.mathml.wrapping import wrapped
from dlexport.math.tree import Element


def words(element: Element) -> str:
    """The characters of a formula in order."""
    return element.text + "".join(map(words, element.children))


def tree(latex: str) -> Element:
    """The tree of a good formula."""
    found = parse(latex)
    assert isinstance(found, Element)
    return found


def rows(latex: str, room: int) -> list[str]:
    """The rows of a formula where so many characters fit."""
    found = wrapped(tree(latex), lambda row: len(words(row)) <= room, display=True)
    assert words(found) == words(tree(latex))
    return [words(row) for table in found.children if table.tag == "mtable" for row in table.children]


@pytest.mark.parametrize(("latex", "room", "expected"), [
    ("a+b", 3, []),                                         # it fits
    ("a=b+c-d", 3, ["a=b", "+c", "\u2212d"]),
    ("a=b+c-d", 5, ["a=b+c", "\u2212d"]),
    ("a=-b", 2, ["a", "=\u2212b"]),                              # a sign is no operator
    ("a,b,c", 2, ["a,", "b,", "c"]),
    ("a:=b", 2, ["a", ":=b"]),                              # two relations side by side are one
    ("x=f(a+b)+c", 7, ["x", "=f(a+b)", "+c"]),              # outside of brackets, if that is enough
    ("x=f(a+b+c+d)", 6, ["x=f(a", "+b+c", "+d)"]),          # else within them
    (r"x=\left(a+b\right)", 4, ["x", "=(a+b)"]),            # never within brackets that grow together
    (r"\sqrt{a+b+c+d}", 3, []),
    (r"a+b\quad+c", 2, ["a", "+b", "+c"]),                  # a space stays at the end of its row
    (r"a=b,\qquad c=d", 6, ["a=b,", "c=d"]),                # at a space first
    (r"a=b\quad c=d", 5, ["a=b", "c=d"]),
    (r"a=b,c=d", 6, ["a=b,", "c=d"]),                       # then after a comma
    (r"x=a+b", 4, ["x", "=a+b"]),                           # then before a relation
    (r"a=b,\qquad c=d+e+f", 6, ["a=b,", "c", "=d+e+f"]),
    (r"a=b+c+d\tag{1}", 3, []),                             # a number of its own: left whole
])
def test_rows_begin_where_a_line_may(latex: str, room: int, expected: list[str]) -> None:
    """Before relations and operators and after commas; every character stays."""
    assert rows(latex, room) == expected


def test_a_formula_in_a_line_keeps_the_size_of_its_parts() -> None:
    """Only a display is set in display style."""
    found = [wrapped(tree("a+b"), lambda row: len(words(row)) < 3, display=display).children[0].get("displaystyle")
             for display in (True, False)]
    assert found == ["true", None]
