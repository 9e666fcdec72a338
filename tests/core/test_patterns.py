"""Regular expressions that every supported Python takes alike, and that take little memory."""

from __future__ import annotations

import ast
import importlib
import re
import tracemalloc
from typing import TYPE_CHECKING

import pytest

from by_hand import ROOT
from dlexport.patterns import many

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

POSSESSIVE_GROUP = re.compile(r"(?:^|\0|(?:[^(\\]|\\\\)\))(?:[*+?]|\{[0-9,]+\})\+")
REPEATED_IN_ATOMIC = re.compile(r"\(\?>\((?!\?[=!<])")
VALUE = "\0"        # of an f-string: what stands there may be a group

VISIBLE, READ_BACK = "exporters.anki.fields.visible_text", "exporters.anki.read_back"
OWN, CLEAN, MARKDOWN = "importers.anki.own", "importers.clean", "importers.markdown"
GAPS = "richtext.markdown.rules.gaps"
DEAR = [        # module, pattern, how a text begins that takes many turns, what a turn takes
    *[(VISIBLE, "_PIECE", begins, turn) for begins, turn in (
        ("<p ", "a"), ("<p ", '""'), (r"\(", "a"), (r"\(", r"\\"), (r"\(", "{a}"), (r"\({", "a"), (r"\({", r"\a"),
        ('<sup class="note">', "<"), ('<a class="back"', "a"))],
    (VISIBLE, "_CLOZE_PIECE", "::", "} "),
    *[(READ_BACK, "_BLANK_TEXT", "{{c1::", turn) for turn in ("a", ": ", "} ", "{")],
    (OWN, "_CLOZE", "{{c1::", "a"),
    (OWN, "_SECTION", "<section><h3>", "a"),
    *[(OWN, "_SECTION", "<section><h3></h3>", turn) for turn in ("a", "</section>")],
    (OWN, "_WHY", "", "a"),
    (OWN, "_SIGN", '<span class="sign"', "a"),
    (OWN, "_HINT", '<details class="more"><summary>', "a"),
    (OWN, "_HINT", '<details class="more"><summary></summary><div data-part="hint">', "a"),
    *[(OWN, "_BEHIND", '<div class="answer" data-part="answer">', turn) for turn in ("a", "</div>")],
    *[(OWN, "_REFERENCE", begins, "a") for begins in ('<li><a href="">', '<li><a href=""></a><small>')],
    *[("importers.answers", "_LETTERS", "a", turn) for turn in (" a", "#", "###")],
    ("importers.bank.mend", "_LANGUAGE", "", "- "),
    *[(CLEAN, "_IMAGE_TAG", "<img ", turn) for turn in ('""', "'a' ")],
    (CLEAN, "_UNWRAPPED", "<p ", '""'),
    (CLEAN, "_LINK_TAG", "<a>", "a"),
    (CLEAN, "_COMMENT", "<!--", "a"),
    *[(CLEAN, "_ASIDE", begins, "a") for begins in (r"\[", r"\(")],
    (CLEAN, "_INDENT", "", "&emsp;"),
    *[(module, "_SCHEDULE", "<!--SR:", "a") for module in (CLEAN, f"{MARKDOWN}.cards")],
    (f"{MARKDOWN}.papers", "_PLATFORM", "我的答案：", "a"),
    *[(CLEAN, name, f"<{tag}>", "a") for name, tag in (("_MARKED", "em"), ("_CODED", "code"))],
    (CLEAN, "_BREAKS", "", "<br>"),
    *[(CLEAN, "_PICTURE", begins, turn) for begins, turn in (("![", "[]"), ("![](", "()"), ("![](", '\n"'))],
    *[(CLEAN, "_LINK", begins, turn) for begins, turn in (("[", "[]"), ("[](", "()"), ('[](a "', '" '))],
    ("importers.html_text", "_SOUND", "[sound:", "[]"),
    (f"{MARKDOWN}.folded", "_SUMMARY", "<summary>", "a"),
    *[(f"{MARKDOWN}.headed", "_EMPTY", begins, "<details>") for begins in ("", "</summary>")],
    (f"{MARKDOWN}.papers", "_RANGE", "1-2:a", " a"),
    *[(f"{MARKDOWN}.titles", name, begins, "()") for name, begins in (("_LINK", "[]("), ("_PICTURE", "![]("))],
    *[(GAPS, "_GAP", "[[", turn) for turn in ("a", r"\a", "$$")],
    *[(GAPS, "_ANSWER", "", turn) for turn in ("a", r"\a", "``")],
]
TURNS = 20_000


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """The line and the text of each string of a module; values of f-strings are one sign."""
    parts: set[ast.expr] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):      # what holds others comes before them
        if isinstance(node, ast.JoinedStr):
            parts.update(node.values)
            yield node.lineno, "".join(
                one.value if isinstance(one, ast.Constant) and isinstance(one.value, str) else VALUE
                for one in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in parts:
            yield node.lineno, node.value


def patterns() -> Iterator[tuple[str, int, str]]:
    """File, line and text of each string that may be part of a pattern."""
    for path in [*ROOT.glob("src/**/*.py"), *ROOT.glob("examples/**/*.py")]:
        for line, text in strings(path):
            if path.name != "patterns.py":
                yield path.name, line, text


def test_no_group_is_possessive() -> None:
    """Python before 3.11.5 takes less than there is with `(?:…)*+` (gh-106052); `patterns.many` is right everywhere.

    Debian 12 has 3.11.2: there no deck with a footnote was found whole.
    """
    found = [*patterns()]
    assert [one for one in found if POSSESSIVE_GROUP.search(one[2])] == []
    assert sum("(?" in text for *_, text in found) > 200


def test_no_repeated_group_is_atomic() -> None:
    """`(?>(?:…)*)` holds memory for each turn until it ends: `patterns.many`, or `(?>.*?(?=…))`, in place of it."""
    assert [one for one in patterns() if REPEATED_IN_ATOMIC.search(one[2])] == []


def test_what_the_rules_look_for(tmp_path: Path) -> None:
    """Groups, also those that an f-string puts in, and no single character."""
    assert POSSESSIVE_GROUP.search("(?:a|b)*+c")
    assert POSSESSIVE_GROUP.search("(?:a|b){2,3}+c")
    assert POSSESSIVE_GROUP.search(r"(?:a\\)*+")
    assert not POSSESSIVE_GROUP.search(r"(?>(?:a|[bc]*+)*)[de]++f?+\)*+")
    module = tmp_path / "module.py"
    module.write_text('A = rf"{GROUP}*+"\nB = "(?:a)" rf"{2}" "*+"\nC = GROUP + "*+"\nD = f"{a}[b]*+"\n')
    assert [line for line, text in strings(module) if POSSESSIVE_GROUP.search(text)] == [1, 2, 3]
    assert REPEATED_IN_ATOMIC.search("a(?>(?:b)*)")
    assert REPEATED_IN_ATOMIC.search("a(?>(b)*)")
    assert not REPEATED_IN_ATOMIC.search("a(?>[b]*|c)")


def test_many() -> None:
    """Takes as many turns as there are, however many, and gives none back."""
    for turns in (0, 1, 999, 1000, 1001, 2500):
        text = "ab" * turns + "a"
        match = re.match(many("ab|a(?=b)"), text)
        assert match is not None
        assert match.end() == 2 * turns
        assert not re.match(many("ab") + "aba", text)


@pytest.mark.parametrize(("module", "name", "begins", "turn"), DEAR)
def test_memory(module: str, name: str, begins: str, turn: str) -> None:
    """What a pattern holds while it looks at a text does not grow with the text: a stranger's may be 32 MB long."""
    pattern = getattr(importlib.import_module(f"dlexport.{module}"), name)
    text = begins + turn * TURNS
    pattern.search(text[:100])
    tracemalloc.start()
    try:
        pattern.search(text)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 20 * TURNS


def test_sections_that_never_end() -> None:
    """The importer of our own decks looks at each heading of a section once, also where none of them ends."""
    pattern = vars(importlib.import_module(f"dlexport.{OWN}"))["_SECTION"]
    found = pattern.findall("<section><h3>" * 100_000 + "a</h3>b</section>")
    assert found == [("a", "b")]
