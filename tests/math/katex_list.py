"""KaTeX's list of commands as `katex.txt` has it: `read` or `refused`, a name, an example, with tabs between.

Run as a script it writes `docs/math.md`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dlexport.math.rewriting.aliases import ALIASES

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs/math.md"

_HEAD = r"""# Formulas

Formulas are LaTeX between dollar signs. What is read is what every output can show: the prints, the drawings, MathML,
and the MathJax inside Anki. What not all of them know is written in other words for them all, if it means the same
(the last section says how). Anything else is a problem with its place and a hint; nothing is left out in silence.

Chemistry is written with `\ce{…}` and `\pu{…}` as mhchem has them, quantities with `\qty{…}{…}`, `\SI`, `\num`,
`\unit`, `\si`, `\ang`, lists and ranges as siunitx has them. They too go into the outputs as plain LaTeX: the MathJax
of Anki loads mhchem only in recent versions, and siunitx in none.

This page follows KaTeX's list of commands. It is written by `python tests/math/katex_list.py` from
`tests/math/katex.txt`, where each name stands with an example; the tests read them all.

"""


_OTHERWISE = r"""## Written in other words

What is typed on the left goes into every output as on the right; `#1` is what stands in the braces behind the command.

| typed | written |
| -- | -- |"""


@dataclass(frozen=True, slots=True)
class Listed:
    """A command or an environment of KaTeX's."""

    group: str
    read: bool
    name: str
    example: str


def _listed() -> list[Listed]:
    found = []
    group = ""
    for line in (HERE / "katex.txt").read_text(encoding="utf-8").split("\n"):
        if line.startswith("# "):
            group = line[2:]
        elif line:
            verdict, name, example = line.split("\t")
            found.append(Listed(group, verdict == "read", name, example))
    return found


LISTED = _listed()


def page() -> str:
    """The text of `docs/math.md`."""
    groups: dict[str, list[str]] = {}
    for entry in LISTED:
        quoted = f"`` {entry.name} ``" if "`" in entry.name else f"`{entry.name}`"
        groups.setdefault(entry.group, []).append(quoted)
    return _HEAD + "\n".join([
        *(f"## {group}\n\n{' '.join(names)}\n" for group, names in groups.items()),
        "\n".join([_OTHERWISE, *(f"| {_code(name)} | {_code(known)} |" for name, known in ALIASES.items()), ""])])


def _code(latex: str) -> str:
    return "`" + latex.replace("|", "\\|") + "`"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
