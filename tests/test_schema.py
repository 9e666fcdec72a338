"""The schema for editors takes what the reader takes, as far as a schema can tell."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft7Validator

from dlexport.cli import commands as cli
from dlexport.reader import keys, shapes

if TYPE_CHECKING:
    from collections.abc import Callable

    Bank = dict[str, Any]

ROOT = Path(__file__).parents[1]
FILE = ROOT / "src" / "dlexport" / "reader" / "schema.json"
SCHEMA = json.loads(FILE.read_text(encoding="utf-8"))
VALID = sorted((ROOT / "tests" / "cases" / "valid").glob("*/questions.yaml"))

BANK: Bank = {
    "format": 1,
    "bank": {"id": "demo", "title": "题库", "language": "zh-CN", "version": "1.0"},
    "topics": [{"id": "one", "title": "甲"}],
    "questions": [{
        "id": "a", "topic": "one", "title": "第一题", "prompt": "题", "answer": "答", "analysis": "解",
        "sections": [{"title": "节", "body": "文"}], "keypoints": [{"id": "k", "text": "**要点**"}],
        "references": [{"title": "Deep Learning", "authors": "Ian Goodfellow", "year": 2016}],
    }],
}


def wrong(bank: object) -> list[str]:
    return [f"{'/'.join(map(str, error.path))}: {error.message}" for error in Draft7Validator(SCHEMA).iter_errors(bank)]


def test_it_is_a_schema() -> None:
    """Of the draft that every editor knows."""
    Draft7Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "http://json-schema.org/draft-07/schema#"


@pytest.mark.parametrize("path", [ROOT / "source" / "questions.yaml", *VALID], ids=lambda path: path.parent.name)
def test_a_bank_without_problems_keeps_to_it(path: Path) -> None:
    """The real one too."""
    assert wrong(yaml.safe_load(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(("name", "of"), [
    ("", keys.FILE), ("bank", keys.BANK), ("topic", keys.TOPIC), ("question", keys.QUESTION),
    ("part", keys.SUBQUESTION), ("choice", keys.CHOICE), ("section", keys.SECTION), ("keypoint", keys.KEYPOINT),
    ("reference", keys.REFERENCE)])
def test_its_keys_are_those_of_the_reader(name: str, of: keys.Keys) -> None:
    """Required and optional, and no others."""
    found = SCHEMA["definitions"][name] if name else SCHEMA
    assert sorted(found["properties"]) == sorted(of.all)
    assert sorted(found["required"]) == sorted(of.required)
    assert found["additionalProperties"] is False


@pytest.mark.parametrize(("shape", "where"), [
    (shapes.ID, "id"), (shapes.BANK_ID, "bank-id"), (shapes.TAG, "tag"), (shapes.URL, "url"),
    (shapes.LANGUAGE, "bank/language"),
    (shapes.VERSION, "bank/version"), (shapes.DOI, "reference/doi"), (shapes.ARXIV, "reference/arxiv")])
def test_its_patterns_take_what_the_reader_takes(shape: shapes.Shape, where: str) -> None:
    """Each of these texts in each of these places."""
    name, _, key = where.partition("/")
    found = SCHEMA["definitions"][name]
    validator = Draft7Validator(found["properties"][key] if key else found)
    texts = [
        "", "a", "-a", "a-", "a-b", "a--b", "A", "0", "a_b", "a b", "图",
        "残差-2", "é", "ß-3", "が", "한국", "№", "a。b", "「a」", "（a）", "a!", "a" * 64, "a" * 65, "a" * 101,
        "a::b", "::a", "a::", "a:::b", "a:b", "a,b", "a，b", "#a", "zh", "zh-CN", "zh-Hant-TW", "zh_CN", "chinese-",
        "de-1996", "1.0", " 1.0", "1.0 beta", "10.1109/CVPR.2016.90", "10.1/x", "10.1234.5/x y", "doi:10.1109/5",
        "1512.03385", "1512.03385v2", "cs/0112017", "math.GT/0309136", "arXiv:1512.03385", "1512.3",
        "https://example.org", "http://example.org/a?b#c", "https://", "ftp://example.org", "example.org",
        "https://example.org/a b",
    ]
    assert [text for text in texts if validator.is_valid(text)] == [text for text in texts if shape.fits(text)]


def test_the_smallest_bank_of_this_file_is_right() -> None:
    """Else what follows would prove nothing."""
    assert wrong(BANK) == []


@pytest.mark.parametrize("spoil", [
    lambda b: b.pop("format"), lambda b: b.update(format=2), lambda b: b.update(extra=1),
    lambda b: b.update(topics=[]), lambda b: b.update(questions=None), lambda b: b.update(outputs={}),
    lambda b: b.update(outputs={"pdf": {"paper": ["a4"]}}), lambda b: b["bank"].update(version=1.0),
    lambda b: b["bank"].update(title=" "), lambda b: b["bank"].update(authors=[]),
    lambda b: b["questions"][0].pop("answer"), lambda b: b["questions"][0].update(anaylsis="解"),
    lambda b: b["questions"][0].pop("title") and b["questions"][0].pop("prompt"),
    lambda b: b["questions"][0].update(choices=[{"text": "甲", "correct": True}]),
    lambda b: b["questions"][0].update(choices=[{"text": "甲", "correct": "yes"}, {"text": "乙"}]),
    lambda b: b["questions"][0].update(fixed="first"), lambda b: b["questions"][0].update(points=0),
    lambda b: b["questions"][0].update(parts=[{"prompt": "题"}]), lambda b: b["questions"][0].update(lines=0),
    lambda b: b["questions"][0].update(difficulty=4), lambda b: b["questions"][0].update(difficulty="2"),
    lambda b: b["questions"][0].update(tags="cnn"), lambda b: b["questions"][0].update(tags=["a", "a"]),
    lambda b: b["questions"][0]["keypoints"][0].pop("id"), lambda b: b["questions"][0]["sections"][0].pop("body"),
    lambda b: b["questions"][0]["references"][0].update(arxiv=1706.0376),
    lambda b: b["questions"][0]["references"][0].update(year=20016)])
def test_it_says_no(spoil: Callable[[Bank], object]) -> None:
    """To each of these, once."""
    bank = deepcopy(BANK)
    spoil(bank)
    assert len(wrong(bank)) == 1


def test_the_command_prints_it() -> None:
    """As it is in the package, so that a project can keep a copy for its editors."""
    assert CliRunner().invoke(cli.cli, ["schema"]).output == FILE.read_text(encoding="utf-8")
