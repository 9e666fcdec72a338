"""A QTI 2.1 package: its files, and what its items score, played by an evaluator of the rules that they use."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from dlexport.exporters.qti.exporter import QtiExporter
from dlexport.exporters.qti.options import QtiOptions
from dlexport.plugin.testing import book, exported

if TYPE_CHECKING:
    from collections.abc import Mapping

KINDS = Path(__file__).parents[1] / "cases" / "valid" / "kinds" / "questions.yaml"
Q = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"


@pytest.fixture(scope="module")
def items() -> Mapping[str, ET.Element]:
    """The items by their identifiers."""
    with zipfile.ZipFile(io.BytesIO(exported(QtiExporter, "qti", book(KINDS)).data)) as archive:
        roots = [ET.fromstring(archive.read(name)) for name in archive.namelist() if name.startswith("items/")]  # noqa: S314 - our own
    return {root.get("identifier", ""): root for root in roots}


def test_the_package_lists_what_it_holds() -> None:
    """Manifest first, every file in it, ids of any script in ASCII, the test in the order of the book."""
    with zipfile.ZipFile(io.BytesIO(exported(QtiExporter, "qti", book()).data)) as archive:
        names = archive.namelist()
        manifest = ET.fromstring(archive.read("imsmanifest.xml"))     # noqa: S314 - our own
        test = ET.fromstring(archive.read("test.xml"))                # noqa: S314 - our own
    assert names[0] == "imsmanifest.xml"
    assert all(name.isascii() for name in names)
    listed = {file.get("href") for file in manifest.iter() if file.tag.endswith("}file")}
    assert listed == set(names) - {"imsmanifest.xml"}
    assert [one.get("identifier") for one in test.iter(f"{Q}assessmentItemRef")] == [
        "q_inlines", "q_blocks", "q_pictures", *(f"q_{name}" for name in ("choice", "_5224__65ad_", "blanks", "parts"))]


def score(item: ET.Element, *answers: str | list[str]) -> float:
    """What the item's response processing makes of these answers, in the order of the declarations."""
    declared = list(item.iterfind(f"{Q}responseDeclaration"))
    given = {one.get("identifier", ""): answer for one, answer in zip(declared, answers, strict=False)}
    by_name = {one.get("identifier", ""): one for one in declared}
    outcomes: dict[str, float] = {"SCORE": 0.0}

    def same(entry: ET.Element, said: str) -> bool:
        key = entry.get("mapKey", "")
        return key == said or (entry.get("caseSensitive") == "false" and key.lower() == said.lower())

    def value(node: ET.Element) -> float:
        name, ident = node.tag.removeprefix(Q), node.get("identifier", "")
        if name == "sum":
            return sum(map(value, node))
        if name == "baseValue":
            return float(node.text or 0) if node.get("baseType") == "float" else 0.0
        if name == "variable":
            return outcomes[ident] if ident in outcomes else float(str(given.get(ident, "nan")))
        assert name == "mapResponse"
        mapping = by_name[ident].find(f"{Q}mapping")
        assert mapping is not None
        answer = given.get(ident, [])
        total = 0.0
        for said in answer if isinstance(answer, list) else [answer]:
            total += next((float(entry.get("mappedValue", "0")) for entry in mapping if same(entry, said)), 0.0)
        low, high = mapping.get("lowerBound"), mapping.get("upperBound")
        return min(max(total, float(low) if low else total), float(high) if high else total)

    def holds(node: ET.Element) -> bool:
        if node.tag == f"{Q}or":
            return any(map(holds, node))
        first, second = map(value, node)
        near = float(node.get("tolerance", "0").split()[0])
        far = near if node.get("toleranceMode") == "absolute" else abs(second) * near / 100
        return abs(first - second) <= far + 1e-9

    processing = item.find(f"{Q}responseProcessing")
    assert processing is not None
    for rule in processing:
        if rule.tag == f"{Q}setOutcomeValue" and rule.get("identifier") == "SCORE":
            outcomes["SCORE"] = value(rule[0])
        elif rule.tag == f"{Q}responseCondition" and holds(rule[0][0]):
            outcomes["SCORE"] = value(rule[0][1][0])
    return outcomes["SCORE"]


def choice(item: ET.Element, text: str, place: int = 0) -> str:
    """The identifier of an option."""
    interaction = list(item.iter(f"{Q}choiceInteraction"))[place]
    return next(one.get("identifier", "") for one in interaction if "".join(one.itertext()).strip() == text)


def test_one_option_scores_all_or_nothing(items: Mapping[str, ET.Element]) -> None:
    """Its points, three here."""
    item = items["q__5355__9009_-1"]
    assert [score(item, choice(item, text)) for text in ("tanh", "sigmoid", "ReLU")] == [3, 0, 0]


def test_several_options_score_in_part_and_never_below_nothing(items: Mapping[str, ET.Element]) -> None:
    """A half each; one that is wrong takes a half again. The last one stays last."""
    item = items["q_multi"]
    names = {text: choice(item, text) for text in ("权重衰减", "Dropout", "增大模型", "以上都不对")}
    assert [score(item, [names[text] for text in said]) for said in (
        ("权重衰减", "Dropout"), ("Dropout",), ("Dropout", "增大模型"), ("增大模型",), ())] == [1, 0.5, 0, 0, 0]
    fixed = [one.get("fixed") for one in item.iter(f"{Q}simpleChoice")]
    assert fixed == [None, None, None, "true"]


def test_blanks_score_alternatives_case_and_tolerance(items: Mapping[str, ET.Element]) -> None:
    """A half each; one hundredth off, one percent off."""
    assert [score(items["q_fill"], *said) for said in (
        ("巴黎", "3.14"), ("PARIS", "3.15"), ("里昂", "3.13"), ("Paris", "3.2"), ("x", "1"))] == [1, 1, 0.5, 0.5, 0]
    assert score(items["q_marks"], *"1234567", "2.52") == pytest.approx(1 / 8)


def test_parts_add_up(items: Mapping[str, ET.Element]) -> None:
    """Those in words are left to graders; the others score their points."""
    item = items["q_parts"]
    right = choice(item, "误差与输入的乘积")
    assert score(item, "2(y-t)x", right, "0") == pytest.approx(6 + 10 / 3)
    assert score(item, "", right, "7") == 6


def test_true_or_false_is_not_shuffled(items: Mapping[str, ET.Element]) -> None:
    """And options that may not be are not either."""
    shuffles = {name: one.get("shuffle") for name, item in items.items() for one in item.iter(f"{Q}choiceInteraction")}
    assert (shuffles["q_tf"], shuffles["q__45_xact-_49_ds"], shuffles["q_multi"]) == ("false", "false", "true")
    assert score(items["q_tf"], "c_false") == 1


@pytest.mark.parametrize(("math", "found"), [("tex", r"\(\pi\)"), ("openolat", r"\pi")])
def test_formulas_as_the_platform_wants_them(math: str, found: str) -> None:
    """As text in an element of the class `math`."""
    made = exported(QtiExporter, "qti", book(KINDS), QtiOptions(math=math))     # type: ignore[arg-type] # one of three
    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        item = ET.fromstring(archive.read("items/q_fill.xml"))      # noqa: S314 - our own
    assert [one.text for one in item.iter(f"{Q}span") if one.get("class") == "math"][:1] == [found]
