"""Files that nobody would import: a bank that is valid, or problems; no traceback, no hang, nothing outside the folder.

`make fuzz` runs this at length; what it found is kept in the folder `found/imports`.
"""

from __future__ import annotations

import io
import random
import time
import zipfile
from itertools import count
from typing import TYPE_CHECKING, Final

import genanki
import openpyxl
import pytest
import zstandard
from test_fuzz import FOUND, NEVER, SECONDS, SEED, SNIPPETS, TooSlow, cpu_limit
from test_fuzz_files import MEMORY, mutated, peak, repacked

from dlexport import SourceError, reader
from dlexport.importers.contract import ImportOptions
from dlexport.run.import_files import BANK, ImportRequest, import_files
from word import document, levels, numbering, p, run, table

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.unmeasured
FILES: Final = 60       # the same ones each time
CPU_SECONDS: Final = 12
KEPT: Final = FOUND / "imports"
MARKUP: Final = [
    *SNIPPETS, "题目：", "**答案：** ", "【解析】", "答案：C\n", "参考答案\n1-3 ABC\n", "A. 甲  B. 乙\n", "1. ",
    "3．", "一、", "# ", "###### ", "Q: ", "A: ", "C: [x]", " :: ", ":::", "\n?\n", "==x==", "{{c1::x::y}}",
    "- [x] ", "- [ ] ", "<details>", "</details>", "<summary>x</summary>", "<br>", "<img src=x.png>", "[[x]]",
    "![[x]]", "____", "（  C  ）", "（×）", "---\ntitle: x\n---\n", "+++\n", "<!--", "-->", "[TOC]",
    "[a](#b)\n" * 4, "#separator:tab\n", "#html:true\n", "#guid column:1\n", '"', '""', ",", "\t", ";", "|",
    "题型,题干,选项A,答案\n", "\ue0f00\ue0f1", "[sound:x.mp3]", "[latex]x[/latex]", "\\[", "\\]", "&emsp;",
    "&nbsp;", "\u3000", "\\" * 300, "*" * 300, "[" * 300, "(" * 300, "$" * 99, "<" * 300, "> " * 60, "- " * 60,
    "1. " * 60, "`" * 99, "_" * 999,
]
HEADED: Final = """\
# 题库

前言。

## 1. 什么是动量？

**题目：** 说明动量。

**答案：** $v$ 的累积，见[此](https://example.org)。

**作用：** 加速

**解析：** 略有<br>不同。

| a | b |
|---|---|
| 1 | 2 |

## 2. 什么是学习率？

```python
lr = 1
```

步长

## 附录：汇总

1. 动量
2. 学习率
"""
PAPER: Final = """\
一、单选题（共2题）

1. 下列哪个？（  B  ）
A. 甲    B. 乙
C. 丙
【解析】略

2. 哪个更大？
A．一
B．二
答案：A

二、判断题

3. 天是蓝的。（√）

三、填空题

4. F1 是____与____的平均。
答案：精确率|召回率
"""
CARDS: Final = """\
Q: 期望是线性的吗？
A: 是。

C: 方差是[二阶矩]减去[均值的平方]。

正面::背面

问
?
答

这是==要点==。

- [ ] a
- [x] b
"""
FOLDED: Final = """\
<details><summary>What is a leaf?</summary><br><b>

A node.

</b></details>

<details><summary>Two?</summary>- A: x
- B: y

#### Answer: B
</details>
"""
TABLE: Final = """\
题型,题干（必填）,选项A,选项B,选项C,正确答案,解析,难度
单选题,下列哪一项？（　）,甲,乙,丙,C,"见""一""。",易
多选题,"有
哪些",甲,乙,丙,"A,B",,中
判断题,可以。,,,,√,,易
填空题,是____。,,,,甲,,
"""
NOTES: Final = ("#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:6\n"
                "g1\tBasic\tDL::优化\t作用？\t<ul><li>加速</li></ul>\ta b\n"
                'g2\tCloze\tDL\t"\\(x^2\\) is {{c1::even::hint}} &amp; {{c2::smooth}}"\t\t\n')


def sheet() -> bytes:
    """A workbook."""
    book = openpyxl.Workbook()
    for row in TABLE.split("\n")[:2]:
        book.active.append(row.split(","))
    book.save(made := io.BytesIO())
    return made.getvalue()


def decks(folder: Path) -> dict[str, bytes]:
    """A deck as older and newer programs pack it."""
    model = genanki.Model(1, "Basic", fields=[{"name": "Front"}, {"name": "Back"}], templates=[
        {"name": "C", "qfmt": "{{Front}}", "afmt": "{{FrontSide}}<hr id=answer>{{Back}}"}])
    cloze = genanki.Model(2, "Cloze", fields=[{"name": "Text"}], model_type=1, templates=[
        {"name": "C", "qfmt": "{{cloze:Text}}", "afmt": "{{cloze:Text}}"}])
    deck = genanki.Deck(1, "A::B")
    deck.add_note(genanki.Note(model, ["Q <b>1</b>?", r'<div>\(x\)</div><img src="a.png">[sound:b.mp3]'], tags=["t"]))
    deck.add_note(genanki.Note(cloze, ["{{c1::a::h}} of {{c2::{{c3::b}} c}}"]))
    genanki.Package([deck]).write_to_file(str(folder / "deck.apkg"))
    old = (folder / "deck.apkg").read_bytes()
    with zipfile.ZipFile(io.BytesIO(old)) as archive, zipfile.ZipFile(made := io.BytesIO(), "w") as newer:
        packed = zstandard.ZstdCompressor()
        newer.writestr("meta", b"\x08\x03")
        newer.writestr("collection.anki21b", packed.compress(archive.read("collection.anki2")))
        newer.writestr("media", packed.compress(b"\x0a\x07\x0a\x05a.png"))
        newer.writestr("0", packed.compress(b"\x89PNG\r\n"))
    return {"deck.apkg": old, "newer.colpkg": made.getvalue()}


def word() -> bytes:
    """A Word document with some of everything."""
    formula = ("<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>n</m:t></m:r></m:den></m:f>"
               "<m:nary><m:sub><m:r><m:t>i</m:t></m:r></m:sub><m:sup/><m:e><m:d><m:e><m:m><m:mr><m:e/></m:mr></m:m></m:e>"
               "</m:d></m:e></m:nary></m:oMath>")
    body = "".join((
        p("一、单选题"), p("哪个？（ B ）", number=(1, 0)), p("甲", number=(1, 1)), p("乙", number=(1, 1)),
        p("2．哪些？\nA. x\tB. ", run("y", "<w:b/>"), "\tC. z"), p("答案：", formula), table(("a", "b"), ("1", "2")),
        p("填空题", style="Heading1"), p("3. 是", run("  n ", '<w:u w:val="single"/>'), "。"),
        table(("题干", "选项A", "选项B", "答案"), ("1?", "x", "y", "A")),
        p('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "http://a.b/"</w:instrText></w:r>'
          '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', "c", '<w:r><w:fldChar w:fldCharType="end"/></w:r>')))
    return document(body, {"numbering.xml": numbering(levels(("decimal", "%1、"), ("upperLetter", "%2．")))})


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A file of every kind that is imported."""
    texts = {"headed.md": HEADED, "paper.md": PAPER, "cards.md": CARDS, "folded.md": FOLDED, "paper.txt": PAPER,
             "table.csv": TABLE, "table.tsv": TABLE.replace(",", "\t"), "notes.txt": NOTES}
    made = {name: text.encode() for name, text in texts.items()}
    return made | {"chinese.csv": TABLE.encode("gb18030"), "sheet.xlsx": sheet(), "word.docx": word()} | decks(
        tmp_path_factory.mktemp("decks"))


def changed(dice: random.Random, name: str, data: bytes) -> bytes:
    """A file that is not as it was."""
    if name.endswith((".apkg", ".colpkg", ".docx", ".xlsx")):
        return repacked(dice, data) if dice.random() < 0.85 else mutated(dice, data)
    if dice.random() < 0.3:
        return mutated(dice, data)
    text = data.decode("gb18030" if name == "chinese.csv" else "utf-8")
    for _ in range(dice.choice((1, 2, 4, 9))):
        here = dice.randrange(len(text) + 1)
        there = here + dice.choice((0, 0, 1, 9, 60))
        put = dice.choice(MARKUP) * dice.choice((1, 1, 1, 3, 200)) if dice.random() < 0.8 else text[here:there] * 40
        text = text[:here] + put + text[there:]
    return text.encode("utf-8", "surrogatepass")


def examine(folder: Path, name: str, data: bytes) -> None:
    """A bank that can be read, or problems and nothing written; and nothing beside it."""
    source, out = folder / name, folder / "out"
    source.write_bytes(data)
    try:
        import_files(ImportRequest((source,), out, ImportOptions(), force=True))
        reader.read(out / BANK)
    except SourceError as error:
        found = error.problems
    else:
        found = []
    assert all(problem.message and problem.code not in NEVER for problem in found)
    assert {path.name for path in folder.iterdir()} <= {name, "out"}
    assert {path.name for path in out.rglob("*") if path.parent in {out, out / "source"}} <= {
        "source", "media", "questions.yaml", "questions.lock", "questions.imported"}
    source.unlink()


def test_files_that_nobody_would_import(tmp_path: Path, seeds: dict[str, bytes]) -> None:
    """Each kind mutated; bounded in time and memory."""
    for name, data in seeds.items():
        examine(tmp_path, name, data)
    end, before = time.monotonic() + SECONDS, peak()
    for number in count(1):
        if number > FILES and time.monotonic() >= end:
            break
        dice = random.Random(SEED + number)  # noqa: S311 - no secret
        name = dice.choice(sorted(seeds))
        data = changed(dice, name, seeds[name])
        try:
            with cpu_limit(CPU_SECONDS):
                examine(tmp_path, name, data)
            assert peak() - before < MEMORY
        except (Exception, TooSlow):
            KEPT.mkdir(exist_ok=True)
            (KEPT / f"{SEED + number}-{name}").write_bytes(data)
            raise


def test_what_was_found_once(tmp_path: Path) -> None:
    """Each file that ever broke an importer."""
    for path in sorted(KEPT.iterdir()) if KEPT.is_dir() else ():
        with cpu_limit(CPU_SECONDS):
            examine(tmp_path, path.name.partition("-")[2], path.read_bytes())
