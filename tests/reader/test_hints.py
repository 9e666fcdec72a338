"""What a hint tells to do is done, to the letter, and the problem is gone."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import by_hand
from dlexport.problems import SourceError
from dlexport.reader import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlexport.problems import Problem

PNG = Path(__file__).parents[1] / "cases" / "valid" / "kitchen-sink" / "media" / "dot.png"


def works(code: str, typed: str, advice: str, mended: str, folder: Path) -> None:
    """The hint at a bank says so, and the bank that follows it has no problem of this code left."""
    said = [one.hint for one in found(typed, folder) if one.code == code]
    assert any(advice in hint for hint in said), said
    assert [one for one in found(mended, folder) if one.code == code] == []


def found(text: str, folder: Path) -> Iterator[Problem]:
    """The problems of a bank."""
    (folder / "questions.yaml").write_text(text, "utf-8")
    try:
        yield from read(folder / "questions.yaml").warnings
    except SourceError as error:
        yield from error.problems


@pytest.mark.parametrize(("code", "typed", "advice", "mended"), [
    # ── texts ──
    ("stray-emphasis", "甲 **乙", "close it with another `**` in the same paragraph", "甲 **乙**"),
    ("stray-emphasis", "甲 **乙", r"write `\*\*` to show two stars", r"甲 \*\*乙"),
    ("stray-emphasis", "甲 ** 乙", "no space may stand between `**` and the words it makes strong", "甲 **乙**"),
    ("stray-emphasis", "甲乙**", "find the `**` that should open before it", "甲**乙**"),
    ("stray-emphasis", "5*3=15, 2*4=8", r"write `\*` to show the sign", r"5\*3=15, 2\*4=8"),
    ("stray-emphasis", "y_1*y_2*z", "or `×` for a product", "y_1×y_2×z"),
    ("stray-emphasis", "un*believ*able", "put a space before it", "un *believ* able"),
    ("formula", "甲 $$ x", "close the formula with `$$` before the next blank line", "甲 $$ x $$"),
    ("formula", "甲 $$ x", r"write `\$\$` to show the signs", r"甲 \$\$ x"),
    ("formula", "**$$x$$**", "use single dollar signs", "**$x$**"),
    ("formula", r"甲 \(\frac{}\) 乙", "write it between dollar signs where a formula is meant", r"甲 $\frac{1}{2}$ 乙"),
    ("latex-in-text", r"率\alpha是", r"put the formula between dollar signs: `$\alpha…$`", r"率$\alpha$是"),
    ("latex-in-text", r"率\alpha是", r"put it into code: `` `\alpha` ``", r"率`\alpha`是"),
    ("html", "<div>甲</div>", "between backticks if it is to be read", "`<div>`甲`</div>`"),
    ("html", '<b class="x">甲</b>', "`<u>` alone are read", "<b>甲</b>"),
    ("html", "<strong>甲</strong>", "write it in Markdown", "**甲**"),
    ("stray-picture", "![甲](media/a b)", "write `![what there is to see](media/name.png)`", "![甲](media/dot.png)"),
    ("stray-picture", "![甲](media/a b)", r"write `\![` to show the signs", r"\![甲](media/a b)"),
    ("list-number", "|\n      1. 甲\n      3. 乙", "number the items one after another", "|\n      1. 甲\n      2. 乙"),
    ("list-number", "|\n      1989. 甲\n      1986. 乙", "write a backslash before the dot",
     "|\n      1989\\. 甲\n      1986\\. 乙"),
    ("stray-markup", "\uf0b7 甲", "type the sign itself, such as `•`", "• 甲"),
    ("stray-markup", "甲\ufffd", "type the character again", "甲乙"),
    ("stray-markup", "见 __init__ 方法", "write a name in code", "见 `__init__` 方法"),
    ("stray-markup", "见 __init__ 方法", "write `**…**` for strong text", "见 **init** 方法"),
    ("stray-table", "|\n      甲\t乙\n      1\t2", "write `| a | b |` for each row, and below the first row",
     "|\n      | 甲 | 乙 |\n      | -- | -- |\n      | 1 | 2 |"),
    ("stray-table", "|\n      | 甲 | 乙 |\n      | 1 | 2 |", "put the rows into a block of code",
     "|\n      ```\n      | 甲 | 乙 |\n      | 1 | 2 |\n      ```"),
    ("stray-markup", "见 [[残差|残差]]", "write its words alone, or `[words](#id)` for another question",
     "见[残差](#a)"),
    ("stray-markup", "见 [[残差]]", r"write `\[[` to show the signs", r"见 \[[残差]]"),
    ("stray-markup", "甲%%待查%%", "delete it, or make it a comment of YAML", "甲"),
    ("stray-markup", "甲%%待查%%", r"write `\%%` to show the signs", r"甲\%%待查%%"),
    ("stray-markup", "甲。 ^37066d", r"delete it; write `\^` to show the sign", r"甲。 \^37066d"),
    ("stray-markup", "甲((65a1b2c3-12ab-12ab-12ab-65a1b2c3d4e5))", r"write `\((` to show the signs",
     r"甲\((65a1b2c3-12ab-12ab-12ab-65a1b2c3d4e5))"),
    ("stray-markup", "{{c1::甲}}是乙", "write a backslash before the signs to show them", r"\{{c1::甲}}是乙"),
    ("stray-markup", "|\n      :::tip\n      甲\n      :::", "write `> [!NOTE]`, and `> ` before each line of it",
     "|\n      > [!NOTE]\n      > 甲"),
    ("stray-markup", "[$]x^2[/$]", "write a formula as `$…$`", "$x^2$"),
    ("stray-markup", "甲【12†source】", "delete it, and name the source under `references`", "甲"),
    ("stray-markup", "[图片]", "put the formula or picture itself there", "![甲](media/dot.png)"),
    ("stray-markup", r"甲\n乙", "begin a new line in a text after `|`", "|\n      甲\n      乙"),
    ("stray-markup", r"甲\n乙", r"write the sign in code: `` `\n` ``", r"甲`\n`乙"),
    ("code-language", "|\n      ```某 语言\n      x\n      ```", "write its name alone behind the fence",
     "|\n      ```python\n      x\n      ```"),
    ("link-scheme", "[甲](b.md)", "write the whole address (https://…)", "[甲](https://example.org/b.md)"),
    ("link-scheme", "[甲](b.md)", "or `#id` for another question", "[甲](#a)"),
    ("link-scheme", "[甲](https:///x)", "write it as https://host/…", "[甲](https://host/x)"),
    ("link-scheme", "[甲](ftp://x)", "only http, https and mailto addresses may be linked", "[甲](mailto:a@b.org)"),
    ("missing-footnote", "甲[^1]", "add a line `[^1]: …` to the field", "|\n      甲[^1]\n\n      [^1]: 乙"),
    ("missing-footnote", "甲[^1]", r"write `\[^` to show the signs", r"甲\[^1]"),
    ("unused-definition", "|\n      甲\n\n      [乙]: 丙", r"write `\[` where it is meant to be read",
     "|\n      甲\n\n      \\[乙]: 丙"),
    ("unused-definition", "|\n      甲\n\n      [^乙]: 丙", "write `[^乙]` where it belongs",
     "|\n      甲[^乙]\n\n      [^乙]: 丙"),
    ("unused-definition", "|\n      甲[^乙]\n\n      [^乙]: 丙\n      [^乙]: 丁", "give one of the two another name",
     "|\n      甲[^乙][^己]\n\n      [^乙]: 丙\n\n      [^己]: 丁"),
    ("table-row", "|\n      |a|\n      |-|\n      |b|c|", r"write a `|` that is no border as `\|`",
     "|\n      |a|\n      |-|\n      |b\\|c|"),
    ("table-row", "|\n      |a|\n      |-|\n      |b|c|", "or widen the head",
     "|\n      |a|d|\n      |-|-|\n      |b|c|"),
    ("control-character", "甲&#0;", "leave it out", "甲"),
    ("control-character", "甲&#0;", r"write `\&` to show the sign itself", r"甲\&#0;"),
    ("nesting-limit", "'" + "> " * 70 + "甲'", "lift the inner ones out", "'> 甲'"),
    # ── what only the whole bank can tell ──
    ("unknown-question", "[甲](#bb)", "link to a question by its id: `[…](#id)`", "[甲](#a)"),
    ("no-description", "![](media/dot.png)", "say what it shows, for those who cannot see it",
     "![a graph](media/dot.png)"),
    ("media-missing", "![甲](media/DOT.png)", "write `media/dot.png`", "![甲](media/dot.png)"),
    ("media-missing", "![甲](media/dt.png)", "did you mean `media/dot.png`?", "![甲](media/dot.png)"),
    ("media-path", "![甲](dot.png)", "copy the file into the folder `media` beside the bank and write `media/name.png`",
     "![甲](media/dot.png)"),
    # ── YAML ──
    ("radical", "⽤", "write `用` (U+7528)", "用"),
    ("yaml-syntax", "|\n      甲\n　　乙", "delete it, and type spaces in its place", "|\n      甲\n      乙"),
    ("yaml-syntax", "甲: 乙", "put it in quotes: answer: '甲: 乙'", "'甲: 乙'"),
    ("yaml-syntax", "*甲*", "put it in quotes: answer: '*甲*'", "'*甲*'"),
    ("yaml-syntax", "'甲", "close it with the same quote", "'甲'"),
    ("yaml-syntax", '"\\甲"', "after `|` once", "|\n      \\甲"),
    ("yaml-tag", "!important 甲", "a text that begins with `!` wants quotes", "'!important 甲'"),
    ("cut-by-comment", "甲 #1", "quote it: answer: '甲 #1'", "'甲 #1'"),
    ("not-text", "yes", "quote it: answer: 'yes'", "'yes'"),
    ("not-text", "2016-01-01", "quote it: answer: '2016-01-01'", "'2016-01-01'"),
    ("wrong-type", "[甲]", "quote it: answer: '[甲]'", "'[甲]'"),
    ("empty", "''", "write something", "甲"),
    ("control-character", '"$\\frac{1}{2}$"', "in single quotes it is text: answer: '$\\frac{1}{2}$'",
     "'$\\frac{1}{2}$'"),
])
def test_the_advice_works(code: str, typed: str, advice: str, mended: str, tmp_path: Path) -> None:
    """The hint says so, and after that the bank has no problem of this code left."""
    (tmp_path / "media").mkdir()
    shutil.copy(PNG, tmp_path / "media" / "dot.png")
    answer = typed if typed[:1] in "|'\"" or code.startswith(("yaml", "cut", "not-text", "wrong")) else f"'{typed}'"
    after = mended if mended[:1] in "|'\"" else f"'{mended}'"
    works(code, by_hand.MINIMAL.replace("答案", answer), advice, by_hand.MINIMAL.replace("答案", after), tmp_path)


TITLE = "    title: 第一题\n"


@pytest.mark.parametrize(("code", "line", "typed", "advice", "mended"), [
    ("unknown-key", TITLE, f"{TITLE}    promt: 甲\n", "did you mean `prompt`?", TITLE),
    ("missing-key", "    topic: one\n", "", "add the line `topic: …`", "    topic: one\n"),
    ("duplicate-key", TITLE, TITLE * 2, "YAML would drop one of them: delete one", TITLE),
    ("yaml-documents", TITLE, f"{TITLE}---\n", "delete the line `---`", TITLE),
    ("yaml-syntax", TITLE, "    title:第一题\n", "put one there, else it belongs to the key", TITLE),
    ("yaml-syntax", TITLE, "    title：第一题\n", "write `:` and a space", TITLE),
    ("yaml-syntax", TITLE, "\ttitle: 第一题\n", "indent with spaces", TITLE),
    ("bad-id", "  - id: a\n", "  - id: A b\n", "for example `a-b`", "  - id: a-b\n"),
    ("bad-tag", TITLE, f"{TITLE}    tags: ['a b']\n", "for example `a-b`", f"{TITLE}    tags: ['a-b']\n"),
    ("bad-language", "zh-CN", "zh_CN", "for example `zh-CN`", "zh-CN"),
    ("bad-number", TITLE, f"{TITLE}    difficulty: 4\n", "it is from 1 to 3", f"{TITLE}    difficulty: 3\n"),
    ("wrong-type", TITLE, f"{TITLE}    difficulty: '2'\n", "without quotes: difficulty: 2",
     f"{TITLE}    difficulty: 2\n"),
    ("wrong-type", TITLE, f"{TITLE}    tags: a\n", "a list is `[one, two]`", f"{TITLE}    tags: [a]\n"),
    ("empty", TITLE, f"{TITLE}    tags: []\n", "or delete the key", TITLE),
    ("duplicate-tag", TITLE, f"{TITLE}    tags: [a, a]\n", "delete one", f"{TITLE}    tags: [a]\n"),
    ("unknown-topic", "topic: one", "topic: ono", "did you mean `one`?", "topic: one"),
    ("unknown-topic", "topic: one", "topic: two", "list it under `topics`", "topic: one"),
    ("renamed-from", TITLE, f"{TITLE}    renamed_from: a\n", "delete `renamed_from`", TITLE),
    ("no-blank", TITLE, f"{TITLE}    keypoints: [{{id: k, text: 甲}}]\n", "between `**` and `**`",
     f"{TITLE}    keypoints: [{{id: k, text: '**甲**'}}]\n"),
    ("not-inline", TITLE, f"{TITLE}    keypoints: [{{id: k, text: '# **甲**'}}]\n", "write a backslash before a sign",
     f"{TITLE}    keypoints: [{{id: k, text: '\\# **甲**'}}]\n"),
    *((code, TITLE, f"{TITLE}    references: [{{title: 甲, {typed}}}]\n", advice,
       f"{TITLE}    references: [{{title: 甲, {mended}}}]\n") for code, typed, advice, mended in (
        ("bad-doi", "doi: 'https://doi.org/10.1109/x'", "for example `10.1109/x`", "doi: 10.1109/x"),
        ("bad-arxiv", "arxiv: 'https://arxiv.org/abs/1706.03762'", "for example `1706.03762`", "arxiv: '1706.03762'"),
        ("bad-url", "url: example.org", "for example `https://example.org`", "url: 'https://example.org'"),
        ("bad-url", "url: 'https://e.org:99999/'", "at most 65535", "url: 'https://u:p@e.org:65535/a#b'"),
        ("bad-url", "url: 'https://[::1/'", "and a host", "url: 'https://[::1]:80?q'"))),
])
def test_the_advice_on_a_field_works(  # noqa: PLR0913, PLR0917 - a line, what becomes of it, and what is said
    code: str, line: str, typed: str, advice: str, mended: str, tmp_path: Path,
) -> None:
    """The same, of fields that are no texts."""
    before, after = (by_hand.MINIMAL.replace(line, other, 1) for other in (typed, mended))
    works(code, before, advice, after, tmp_path)
