"""KaTeX's list of commands as `katex.txt` has it: `read` or `refused`, a name, an example, with tabs between.

Run as a script it writes `docs/math.md` and its Chinese twin.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dlexport.math.rewriting.aliases import ALIASES

HERE = Path(__file__).parent
DOCS = HERE.parents[1] / "docs"

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

_CHINESE_HEAD = r"""# 公式

公式是写在美元符号之间的LaTeX。能读的，就是每种输出都能显示的：打印件、图、MathML，以及Anki里的MathJax。不是每种输出都认得的写法，
只要意思相同，就替所有输出改写成别的写法（见最后一节）。其他的都报告为问题，带有位置和提示；没有什么会悄悄丢掉。

化学式按mhchem的写法写在`\ce{…}`和`\pu{…}`里；数量、列表和范围按siunitx的写法，用`\qty{…}{…}`、`\SI`、`\num`、`\unit`、`\si`、
`\ang`。它们也都以普通的LaTeX写进输出：Anki的MathJax只有较新的版本才装载mhchem，siunitx则从不装载。

本页按KaTeX的命令表排列，由`python tests/math/katex_list.py`从`tests/math/katex.txt`生成，其中每个名字都有一个
例子；测试会把它们全部读一遍。

"""

_CHINESE_OTHERWISE = r"""## 改写成别的写法

左边是输入的写法，右边是写进每种输出的写法；`#1`是命令后面花括号里的内容。

| 输入 | 写成 |
| -- | -- |"""

_CHINESE = {
    "Accents": "重音与上下标记",
    "Arrows": "箭头",
    "Binary operators": "二元运算符",
    "Delimiters": "定界符",
    "Dots and punctuation": "省略号与标点",
    "Environments": "环境",
    "Fonts": "字体",
    "Fractions and roots": "分数与根式",
    "Greek": "希腊字母",
    "Large operators": "大型运算符",
    "Letters and signs": "字母与符号",
    "Marks, colours and tags": "删除线、颜色与编号",
    "Named functions": "函数名",
    "Operators and classes": "运算符与类别",
    "Relations": "关系符",
    "Spaces and phantoms": "空白与占位",
    "Stacks and labelled arrows": "堆叠与带字的箭头",
    "Styles": "显示样式",
    "Words": "文字",
    "Other": "其他",
    "Refused": "不接受",
}


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


def pages() -> dict[str, str]:
    """The names of the pages in `docs` and their texts."""
    return {"math.md": _page(_HEAD, _OTHERWISE, {group: group for group in _CHINESE}),
            "math.zh-CN.md": _page(_CHINESE_HEAD, _CHINESE_OTHERWISE, _CHINESE)}


def _page(head: str, otherwise: str, titles: dict[str, str]) -> str:
    groups: dict[str, list[str]] = {group: [] for group in titles}
    for entry in LISTED:
        if entry.read and entry.name in ALIASES:
            continue   # the last section has it, with what it is written as
        quoted = f"`` {entry.name} ``" if "`" in entry.name else f"`{entry.name}`"
        groups[_section(entry)].append(quoted)
    return head + "\n".join([
        *(f"## {titles[group]}\n\n{' '.join(names)}\n" for group, names in groups.items()),
        "\n".join([otherwise, *(f"| {_code(name)} | {_code(known)} |" for name, known in ALIASES.items()), ""])])


def _section(entry: Listed) -> str:
    """The heading of a command: what KaTeX has among its oddities and is read here is not among the refused."""
    return "Other" if entry.read and entry.group == "Refused" else entry.group


def _code(latex: str) -> str:
    return "`" + latex.replace("|", "\\|") + "`"


if __name__ == "__main__":
    for name, text in pages().items():
        (DOCS / name).write_text(text, encoding="utf-8")
