"""Word documents: papers with automatic numbers, headings, tables, marked answers, formulas, and what is refused."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import docx
import pytest
import yaml
from click.testing import CliRunner
from docx.enum.text import WD_COLOR_INDEX
from docx.shared import RGBColor
from PIL import Image

from dlexport.cli.commands import cli
from dlexport.importers.contract import ImportOptions
from dlexport.importers.docx.formulas import latex_of
from dlexport.importers.docx.numbering import Numbering
from dlexport.math.latex.parse import parse
from dlexport.problems import SourceError
from dlexport.run.import_files import ImportRequest, ImportResult, import_files
from word import TYPES, M, W, document, levels, numbering, p, run, saved, table

if TYPE_CHECKING:
    from pathlib import Path

PAPER_LISTS = numbering(
    levels(("decimal", "%1、"), ("upperLetter", "%2．")), levels(("chineseCountingThousand", "%1、")),
    levels(("decimal", "%1."), ("bullet", "")))
RED, UNDER, BOLD = '<w:color w:val="FF0000"/>', '<w:u w:val="single"/>', "<w:b/>"
OMML = f"""<m:oMath {M}><m:r><m:t>σ(x)=</m:t></m:r>
<m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>1+</m:t></m:r>
<m:sSup><m:e><m:r><m:t>e</m:t></m:r></m:e><m:sup><m:r><m:t>−x</m:t></m:r></m:sup></m:sSup></m:den></m:f></m:oMath>"""
GRID = '<w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" r:embed="pic"/></w:drawing>'


def brought(folder: Path, data: bytes, **options: Any) -> tuple[ImportResult, list[dict[str, Any]]]:  # noqa: ANN401 - of an import
    (folder / "a.docx").write_bytes(data)
    done = import_files(ImportRequest((folder / "a.docx",), folder / "out", ImportOptions(**options)))
    found: list[dict[str, Any]] = yaml.safe_load(done.path.read_text(encoding="utf-8"))["questions"]
    return done, found


def right(question: dict[str, Any]) -> str:
    return "".join("ABCDEFGH"[place] for place, choice in enumerate(question["choices"]) if choice.get("correct"))


def texts(question: dict[str, Any]) -> list[str]:
    return [choice["text"] for choice in question["choices"]]


def picture() -> bytes:
    Image.new("RGB", (8, 8), "blue").save(file := io.BytesIO(), "PNG")
    return file.getvalue()


def test_underlined_answers_beside_a_key(tmp_path: Path) -> None:
    """The key tells the options; the words on the lines were replaced by blanks, and lost."""
    body = "".join((
        p("一、单选题"), p("1. 甲？"), p("A. 一"), p("B. ", run("二", RED)), p("二、填空题"),
        p("2. 首都是", run("  北京  ", UNDER), "。"), p("参考答案"), p("1. A")))
    done, found = brought(tmp_path, document(body))
    assert (right(found[0]), found[1]["prompt"], done.remarks) == ("A", "首都是[[北京]]。", ())


def test_a_paper_with_automatic_numbers(tmp_path: Path) -> None:
    """Numbers that are in no text, options by tabs, letters of a list, formulas, a picture, a table, a slot."""
    body = "".join((
        p("神经网络小测", style="Title"),
        p("单项选择题（每题 5 分）", style="Heading1", number=(2, 0)),
        p("下列哪个函数恒为非负？（  C  ）", number=(1, 0)), p("A．Tanh\tB．线性函数\tC．ReLU\tD．sin"),
        p("【解析】取较大者。"),
        p("曲线 ", OMML, " 在零点的值是", number=(1, 0)), p("0", number=(1, 1)), p("0.5", number=(1, 1)),
        p("1", number=(1, 1)), p("答案：B"),
        p("判断题", style="Heading1", number=(2, 0)), p("3．动量法总更快。（×）"), p("【解析】取决于步长。"),
        p("简答题", style="Heading1", number=(2, 0)), p("4．说出下图的颜色。"), p(f"<w:r>{GRID}</w:r>"),
        p("【答案】", f"<m:oMathPara>{OMML}</m:oMathPara>"), p("原因有二："), p("其一", number=(3, 0)),
        p("其二", number=(3, 0)), table(("方法", "内存"), ("SGD", "小"))))
    styles = (f'<w:styles {W}><w:style w:styleId="Title"><w:name w:val="Title"/></w:style>'
              '<w:style w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>')
    done, found = brought(
        tmp_path, document(body, {"numbering.xml": PAPER_LISTS, "styles.xml": styles, "media/图1.png": picture()},
                           f'<Relationship Id="pic" Type="{TYPES}/image" Target="media/图1.png"/>'))
    assert done.remarks == ()
    assert yaml.safe_load(done.path.read_text(encoding="utf-8"))["bank"]["title"] == "神经网络小测"
    assert [topic["title"] for topic in yaml.safe_load(done.path.read_text(encoding="utf-8"))["topics"]] == [
        "单项选择题", "判断题", "简答题"]
    assert [(one["title"], texts(one), right(one), one.get("analysis")) for one in found[:2]] == [
        ("下列哪个函数恒为非负？", ["Tanh", "线性函数", "ReLU", "sin"], "C", "取较大者。"),
        (r"曲线 $\sigma(x)=\frac{1}{1+e^{-x}}$ 在零点的值是", ["0", "0.5", "1"], "B", None)]
    assert [found[2][name] for name in ("title", "true_false", "analysis")] == ["动量法总更快。", False, "取决于步长。"]
    assert found[3]["prompt"].startswith("说出下图的颜色。\n\n![](media/")
    assert found[3]["answer"].strip() == (
        "$$\n\\sigma(x)=\\frac{1}{1+e^{-x}}\n$$\n\n原因有二：\n\n1. 其一\n2. 其二\n\n"
        "| 方法 | 内存 |\n| --- | --- |\n| SGD | 小 |")
    assert len(done.media) == 1


@pytest.mark.parametrize("looks", ["colour", "highlight", "underline", "bold"])
def test_answers_that_looks_tell(looks: str, tmp_path: Path) -> None:
    """In paragraphs of their own or several on a line; what all options share marks none."""
    made = docx.Document()

    def option(where: Any, text: str, *, marked: bool) -> None:  # noqa: ANN401 - python-docx's
        one = where.add_run(text)
        if marked and looks == "colour":
            one.font.color.rgb = RGBColor(255, 0, 0)
        elif marked and looks == "highlight":
            one.font.highlight_color = WD_COLOR_INDEX.YELLOW
        elif marked and looks == "underline":
            one.underline = True
        elif marked:
            one.bold = True

    made.add_paragraph("1．哪些是优化器？")
    for place, text in enumerate(("Adam", "ReLU", "SGD", "BN")):
        where = made.add_paragraph(f"{'ABCD'[place]}. ")
        option(where, text, marked=place in {0, 2})
    where = made.add_paragraph("2．哪个更大？\n")
    for place, text in enumerate(("A. 一    ", "B. 二    ", "C. 三")):
        option(where, text, marked=place == 1)
    _, found = brought(tmp_path, saved(made))
    assert [(right(one), texts(one)) for one in found] == [
        ("AC", ["Adam", "ReLU", "SGD", "BN"]), ("B", ["一", "二", "三"])]


def test_blanks(tmp_path: Path) -> None:
    """Underlined space is a blank; underlined words are what belongs there."""
    body = "".join((
        p("填空题", style=""), p("一、填空题"),
        p("1. 动量法的英文是", run(" momentum ", UNDER), "，学习率常记作", run("η", UNDER), "。"),
        p("2. 均值是", run("      ", UNDER), "之和除以 n。"), p("答案：样本")))
    _, found = brought(tmp_path, document(body))
    assert [one["prompt"] for one in found] == [
        "动量法的英文是[[momentum]]，学习率常记作[[η]]。", "均值是[[样本]]之和除以 n。"]


def test_a_key_at_the_end(tmp_path: Path) -> None:
    """It says more than any look."""
    body = "".join((
        p("一、选择题"), p("1. 甲？"), p("A. 一"), p("B. ", run("二", BOLD)), p("2. 乙？"), p("A. 三"), p("B. 四"),
        p("参考答案"), p("1-2 AB")))
    assert [right(one) for one in brought(tmp_path, document(body))[1]] == ["A", "B"]


def test_a_list_that_shows_no_number(tmp_path: Path) -> None:
    """Its paragraphs are text."""
    body = "".join((p("1. 甲？"), p("答案：一"), p("二", number=(1, 0))))
    _, found = brought(tmp_path, document(body, {"numbering.xml": numbering(levels(("decimal", "")))}))
    assert found[0]["answer"].split() == ["一", "二"]


def test_headings_and_labels(tmp_path: Path) -> None:
    """The owner's kind of document, typed in Word: labels in bold, other labels, lists, an appendix, code, links."""
    made = docx.Document()
    made.add_heading("机器学习", 0)
    made.add_heading("1. 什么是梯度？", 1)
    for label, text in (("题目：", "说明梯度。"), ("答案：", "一阶导数组成的"), ("作用：", ""), ("解析：", "水是 H")):
        where = made.add_paragraph()
        where.add_run(label).bold = True
        where.add_run(text)
        if label == "答案：":
            where.add_run("向量").bold = True
        elif label == "作用：":
            made.add_paragraph("指出方向", style="List Bullet")
            made.add_paragraph("深一层", style="List Bullet 2")
        elif label == "解析：":
            where.add_run("2").font.subscript = True
            where.add_run("O，a*b*c，<div>，snake_case，5$。")
    made.add_heading("2. 什么是海森矩阵？", 1)
    made.add_paragraph("答案：二阶导数。")
    made.add_heading("附录：汇总", 1)
    made.add_paragraph("梯度的概念", style="List Number")
    made.add_paragraph("海森矩阵的概念", style="List Number")
    done, found = brought(tmp_path, saved(made))
    assert done.remarks == ()
    assert {name: found[0][name] for name in ("title", "prompt", "answer", "summary")} == {
        "title": "什么是梯度？", "prompt": "说明梯度。", "answer": "一阶导数组成的**向量**", "summary": "梯度的概念"}
    assert found[0]["sections"] == [{"title": "作用", "body": "- 指出方向\n    - 深一层\n"}]
    assert found[0]["analysis"] == r"水是 H<sub>2</sub>O，a\*b\*c，&lt;div>，snake_case，5\$。"
    assert (found[1]["answer"], found[1]["summary"]) == ("二阶导数。", "海森矩阵的概念")


@pytest.mark.parametrize("kind", ["numbers", "bold"])
def test_notes_without_headings(kind: str, tmp_path: Path) -> None:
    """An automatic number, or bold, makes a question of a paragraph; what stands below answers."""
    made = docx.Document()
    for asked, told in (("什么是学习率？", "步长。"), ("什么是批大小？", "一次的样本数。\n影响显存。")):
        where = made.add_paragraph(style="List Number" if kind == "numbers" else None)
        where.add_run(asked).bold = kind == "bold"
        made.add_paragraph(told)
    assert [(one["title"], one["answer"].strip()) for one in brought(tmp_path, saved(made))[1]] == [
        ("什么是学习率？", "步长。"), ("什么是批大小？", "一次的样本数。\\\n影响显存。")]


def test_a_table_of_questions(tmp_path: Path) -> None:
    """Its header says what its columns are; options may lie in cells of a table without lines."""
    body = table(
        ("题干", "选项A", "选项B", "正确答案", "解析"), ("1+1=?", "1", "2", "B", "算术"), ("2+2=?", "4", "5", "A", ""))
    _, found = brought(tmp_path, document(body))
    assert [(one["title"], right(one)) for one in found] == [("1+1=?", "B"), ("2+2=?", "A")]
    other = p("1. 哪个？") + table(("A. 甲", "B. 乙"), ("C. 丙", "D. 丁")) + p("答案：D") + p("2. 几？") + p("答案：二")
    (tmp_path / "other").mkdir()
    _, found = brought(tmp_path / "other", document(other))
    assert (texts(found[0]), right(found[0])) == (["甲", "乙", "丙", "丁"], "D")


def test_what_cannot_come_along_is_told(tmp_path: Path) -> None:
    """With its paragraph: embedded objects, charts, comments, endnotes, colours; footnotes come in brackets."""
    notes = f'<w:footnotes {W}><w:footnote w:id="2">{p("见第三章")}</w:footnote></w:footnotes>'
    body = "".join((
        p("1. 甲？"), p("答案：", run("红字", RED), '<w:r><w:object/></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'),
        p("2. 乙？"), p("答案：乙", "<w:r><w:drawing/></w:r><w:r><w:commentReference/></w:r>",
                        "<w:r><w:endnoteReference/></w:r>",
                        "<w:del><w:r><w:delText>删去的</w:delText></w:r></w:del><w:ins><w:r><w:t>丁</w:t></w:r></w:ins>"),
        p('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>EQ \\f(1,2)</w:instrText></w:r>'
          '<w:r><w:fldChar w:fldCharType="end"/></w:r>', "丙", '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>')))
    done, found = brought(tmp_path, document(body, {"footnotes.xml": notes}))
    assert [one["answer"].strip() for one in found] == ["红字（见第三章）", "乙丁\n\n丙√"]
    told = [remark.message.split(": ", 1)[1] for remark in done.remarks]
    assert told == [
        "an embedded object is left out: a formula of MathType, or another program's",
        "a footnote stands in brackets where it was called", "a drawing or chart is left out", "a comment is left out",
        "an endnote is left out", r"a formula in a field is left out: `EQ \f(1,2)`",
        "the colour of 1 stretches of text is left out"]
    assert "paragraph 2 “答案：红字" in done.remarks[0].message


def with_member(name: str, content: bytes | str) -> bytes:
    data = document(p("1. 甲？") + p("答案：乙"))
    with zipfile.ZipFile(made := io.BytesIO(data), "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return made.getvalue()


def linked(kind: str, target: str) -> bytes:
    link = f'<Relationship Id="x" Type="{TYPES}/{kind}" Target="{target}" TargetMode="External"/>'
    return document(p("1. 甲？") + p("答案：乙"), links=link)


@pytest.mark.parametrize(("data", "why"), [
    (b"no zip", "cannot be read as a Word document"),
    (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old Word"),
    (document(""), "has no question"),
    (document(p("只有一段话。")), "has no question"),
    (with_member("word/vbaProject.bin", b"x"), "has macros"),
    (with_member("word/styles.xml", "<a/>")[:-30], "cannot be read"),
    (linked("image", "http://example.org/a.png"), "takes a part from elsewhere"),
    (linked("attachedTemplate", "http://example.org/a.dotm"), "takes a part from elsewhere"),
    (linked("oleObject", "file:///etc/passwd"), "takes a part from elsewhere"),
    (document('<!DOCTYPE x [<!ENTITY a "aaaa">]>'), "has XML entities"),
    (document("<w:p>" * 400 + "</w:p>" * 400), "elements in each other"),
    (document("<w:p>"), "is no XML"),
], ids=["no-zip", "old", "empty", "no-question", "macros", "cut", "picture", "template", "object", "entities", "deep",
        "no-xml"])
def test_what_is_refused(data: bytes, why: str, tmp_path: Path) -> None:
    """In one sentence, with status 1, and nothing is written."""
    (tmp_path / "a.docx").write_bytes(data)
    done = CliRunner().invoke(cli, ["import", str(tmp_path / "a.docx"), "-o", str(tmp_path / "out")])
    assert isinstance(done.exception, SourceError)
    problem, = done.exception.problems
    assert (problem.code, why in problem.message) == ("import-unusable", True), problem.message
    assert not (tmp_path / "out").exists()


def test_a_template_of_this_machine_and_links_are_no_parts(tmp_path: Path) -> None:
    """Every document of an office names its template, and many have links."""
    (tmp_path / "x").mkdir()
    assert brought(tmp_path / "x", linked("attachedTemplate", "file:///C:/Normal.dotm"))[1]
    link = '<w:hyperlink r:id="x"><w:r><w:t>此</w:t></w:r></w:hyperlink>'
    about = f'<Relationship Id="x" Type="{TYPES}/hyperlink" Target="https://example.org/a" TargetMode="External"/>'
    _, found = brought(tmp_path, document(p("1. 甲？") + p("答案：见", link, "。"), links=about))
    assert found[0]["answer"] == "见[此](https://example.org/a)。"


def r(text: str, about: str = "") -> str:
    return f"<m:r>{f'<m:rPr>{about}</m:rPr>' if about else ''}<m:t>{text}</m:t></m:r>"


def e(text: str, name: str = "e") -> str:
    return f"<m:{name}>{text if text.startswith('<') else r(text)}</m:{name}>"


@pytest.mark.parametrize(("omml", "latex"), [
    (f"<m:sSub>{e('x')}{e('i', 'sub')}</m:sSub>", "x_{i}"),
    (f"<m:sSubSup>{e('w')}{e('2', 'sub')}{e('2', 'sup')}</m:sSubSup>", "w_{2}^{2}"),
    (f"<m:sSup>{e('a+b')}{e('2', 'sup')}</m:sSup>", "{a+b}^{2}"),
    (f"<m:sPre>{e('n', 'sub')}{e('k', 'sup')}{e('C')}</m:sPre>", "{}_{n}^{k}C"),
    (f"<m:rad><m:radPr><m:degHide/></m:radPr><m:deg/>{e('x')}</m:rad>", r"\sqrt{x}"),
    (f"<m:rad>{e('3', 'deg')}{e('x')}</m:rad>", r"\sqrt[3]{x}"),
    (f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr>{e("i=1", "sub")}{e("n", "sup")}{e("x")}</m:nary>',
     r"\sum_{i=1}^{n}x"),
    (f"<m:nary>{e('0', 'sub')}{e('1', 'sup')}{e('x')}</m:nary>", r"\int_{0}^{1}x"),
    (f"<m:d>{e('x')}</m:d>", "(x)"),
    (f'<m:d><m:dPr><m:begChr m:val="|"/><m:endChr m:val="|"/></m:dPr>{e("x")}</m:d>', "|x|"),
    (f"<m:d><m:e><m:f>{e('a', 'num')}{e('b', 'den')}</m:f></m:e></m:d>", r"\left(\frac{a}{b}\right)"),
    (f'<m:d><m:e><m:f><m:fPr><m:type m:val="noBar"/></m:fPr>{e("n", "num")}{e("k", "den")}</m:f></m:e></m:d>',
     r"\binom{n}{k}"),
    (f"<m:d><m:e><m:m><m:mr>{e('a')}{e('b')}</m:mr><m:mr>{e('c')}{e('d')}</m:mr></m:m></m:e></m:d>",
     r"\begin{pmatrix}a & b \\ c & d\end{pmatrix}"),
    ((f'<m:d><m:dPr><m:begChr m:val="{{"/><m:endChr m:val=""/></m:dPr><m:e><m:eqArr>{e("x&amp;,x&gt;0")}'
     f'{e("0&amp;,x≤0")}</m:eqArr></m:e></m:d>'), r"\begin{cases}x&,x>0 \\ 0&,x\le0\end{cases}"),
    (f"<m:eqArr>{e('a&amp;=b')}{e('c&amp;=d')}</m:eqArr>", r"\begin{aligned}a&=b \\ c&=d\end{aligned}"),
    (f"<m:func>{e('sin', 'fName')}{e('x')}</m:func>", r"\sin x"),
    (f"<m:func>{e('softmax', 'fName')}{e('x')}</m:func>", r"\operatorname{softmax} x"),
    (f"<m:limLow>{e('lim')}{e('n→∞', 'lim')}</m:limLow>", r"\lim_{n\to\infty}"),
    (f"<m:limLow>{e('argmax')}{e('θ', 'lim')}</m:limLow>", r"\operatorname*{argmax}_{\theta}"),
    (f"<m:limUpp>{e('=')}{e('!', 'lim')}</m:limUpp>", r"\overset{!}{=}"),
    (f"<m:acc>{e('y')}</m:acc>", r"\hat{y}"),
    (f'<m:acc><m:accPr><m:chr m:val="⃗"/></m:accPr>{e("AB")}</m:acc>', r"\overrightarrow{AB}"),
    (f'<m:bar><m:barPr><m:pos m:val="top"/></m:barPr>{e("x")}</m:bar>', r"\overline{x}"),
    (f"<m:groupChr>{e('a+b')}</m:groupChr>", r"\underbrace{a+b}"),
    (f"<m:borderBox>{e('x')}</m:borderBox>", r"\boxed{x}"),
    (r("W", '<m:sty m:val="b"/>'), r"\mathbf{W}"), (r("R", '<m:scr m:val="double-struck"/>'), r"\mathbb{R}"),
    (r("loss", '<m:sty m:val="p"/>'), r"\mathrm{loss}"), (r("if x", "<m:nor/>"), r"\text{if x}"),
    (r("准确率=50%"), r"\text{准确率}=50\%"), (r("𝐖∈ℝ, 𝑥≤ℎ"), r"\mathbf{W}\in\mathbb{R}, x\le h"),
    (r("∇L·η≥0"), r"\nabla L\cdot\eta\ge0"), (f"<m:d>{e('x')}{e('y')}</m:d>", r"\left(x\middle|y\right)"),
    (f'<m:f><m:fPr><m:type m:val="lin"/></m:fPr>{e("a", "num")}{e("b", "den")}</m:f>', "{a}/{b}"),
])
def test_formulas(omml: str, latex: str) -> None:
    """Every element of Office's formulas, as LaTeX that outputs set."""
    found = latex_of(ET.fromstring(f"<m:oMath {M} {W}>{omml}</m:oMath>"))  # noqa: S314 - our own
    assert found == latex
    assert parse(found)


def test_numbers_of_lists() -> None:
    """Formats, levels in each other, restarts, starts of their own."""
    more = ('<w:num w:numId="9"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
            "</w:lvlOverride></w:num>")
    lists = Numbering.of(ET.fromstring(numbering(  # noqa: S314 - our own
        levels(("decimal", "%1."), ("decimal", "%1.%2"), ("lowerRoman", "(%3)")),
        levels(("chineseCountingThousand", "（%1）")), levels(("upperLetter", "%1．"), ("decimalEnclosedCircle", "%2")),
        levels(("upperRoman", "%1"), ("decimalZero", "%2"), ("decimalFullWidth", "%3")), more=more)))

    def shown(*steps: tuple[str, int]) -> list[str]:
        return [label.text for step in steps if (label := lists.label(*step))]

    assert shown(("1", 0), ("1", 1), ("1", 1), ("1", 2), ("1", 0), ("1", 1), ("9", 0)) == [
        "1.", "1.1", "1.2", "(i)", "2.", "2.1", "5."]
    assert shown(*[("2", 0)] * 21)[8:] == [
        f"（{number}）" for number in ("九", "十", "十一", "十二", "十三", "十四", "十五", "十六", "十七", "十八",
                                         "十九", "二十", "二十一")]
    assert shown(*[("3", 0)] * 27)[-2:] == ["Z．", "AA．"]
    assert shown(("3", 1), ("4", 0), ("4", 1), ("4", 2)) == ["①", "I", "01", "１"]
    assert lists.label("77", 0) is None
    assert lists.label("1", 8) is None
