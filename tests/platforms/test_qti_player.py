"""A QTI package played: a player from npm shows each item in a browser, is answered by taps and typing, and scores it.

The player wants QTI 3. Between the two the elements and attributes of ours have other names and no other meaning.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from xml.etree import ElementTree as ET

import pytest

from dlexport.exporters.qti.exporter import QtiExporter
from dlexport.plugin.testing import book, exported

if TYPE_CHECKING:
    from chromium import Chromium

pytestmark = pytest.mark.slow
TESTS: Final = Path(__file__).parents[1]
KINDS: Final = TESTS / "cases" / "valid" / "kinds" / "questions.yaml"
NPM: Final = TESTS / "npm" / "node_modules"
PLAYER: Final = NPM / "qti3-item-player" / "dist" / "qti3Player.umd.min.js"
OLD: Final = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
NEW: Final = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
XHTML: Final = frozenset({
    "div", "p", "span", "ul", "ol", "li", "a", "img", "table", "thead", "tbody", "tr", "td", "th", "h3", "h4", "h5",
    "pre", "code", "em", "strong", "sup", "sub", "br", "blockquote", "hr", "col", "colgroup", "caption", "dl", "dt",
    "dd"})
MOST: Final = {"_5355__9009_-1": 3, "parts": 10 + 10 / 3}      # what an item is worth that is not worth 1


class Played(NamedTuple):
    """An item, what is tapped and typed, and what it is worth."""

    item: str
    taps: tuple[str, ...]
    words: tuple[str, ...]
    score: float


PLAYED: Final = (
    *(Played("_5355__9009_-1", (text,), (), score) for text, score in (("tanh", 3), ("sigmoid", 0), ("ReLU", 0))),
    *(Played("multi", taps, (), score) for taps, score in (
        (("权重衰减", "Dropout"), 1), (("Dropout",), 0.5), (("Dropout", "增大模型"), 0), (("增大模型",), 0), ((), 0))),
    Played("tf", ("错误",), (), 1), Played("tf", ("正确",), (), 0),
    *(Played("fill", (), words, score) for words, score in (
        (("巴黎", "3.14"), 1), (("PARIS", "3.15"), 1), (("里昂", "3.13"), 0.5), (("Paris", "3.2"), 0.5),
        (("x", "1"), 0))),
    Played("parts", ("误差与输入的乘积",), ("0",), 6 + 10 / 3), Played("parts", ("学习率",), ("0",), 10 / 3),
    Played("plain", (), (), 0),
    Played("_45_xact-_49_ds", ("大写与小写不同",), (), 1),
)


def renamed(xml: bytes) -> str:
    """The item with the names of QTI 3: `simpleChoice` is `qti-simple-choice`, `maxChoices` is `max-choices`."""
    root = ET.fromstring(xml)       # noqa: S314 - our own
    for element in root.iter():
        name = element.tag.removeprefix(OLD)
        if element.tag.startswith(OLD):
            element.tag = f"{{{NEW}}}{name if name in XHTML else f'qti-{_kebab(name)}'}"
            if name not in XHTML:
                element.attrib = {key if key[0] == "{" else _kebab(key): value for key, value in element.items()}
    return ET.tostring(root, encoding="unicode").replace("xmlns:ns0=", "xmlns=").replace("<ns0:", "<").replace(
        "</ns0:", "</")      # the player goes by names without a prefix


def _kebab(name: str) -> str:
    return re.sub("[A-Z]", lambda match: f"-{match[0].lower()}", name)


@pytest.mark.skipif(not PLAYER.exists(), reason="the player is not installed: npm ci in tests/npm")
def test_a_player_scores_every_kind(browser: Chromium, tmp_path: Path) -> None:
    """As the bank says; options are shuffled only where they may be, and one that is fixed stays last."""
    page = tmp_path / "player.html"
    vue = NPM / "vue" / "dist" / "vue.min.js"
    page.write_text((Path(__file__).with_name("player.html")).read_text(encoding="utf-8").replace(
        "VUE", vue.as_uri()).replace("PLAYER", PLAYER.as_uri()), encoding="utf-8")
    with zipfile.ZipFile(io.BytesIO(exported(QtiExporter, "qti", book(KINDS)).data)) as archive:
        items = {name: renamed(archive.read(f"items/q_{name}.xml")) for name in {one.item for one in PLAYED}}
    browser.open(page.as_uri())
    orders: dict[str, set[tuple[str, ...]]] = {}
    for number, one in enumerate(PLAYED):
        another = f"{items[one.item]}<!--{number}-->"       # the player does nothing with what it has already
        browser.evaluate(f"load({json.dumps(another)})")
        told: dict[str, Any] = browser.evaluate(f"play({json.dumps(one.taps)}, {json.dumps(one.words)})")
        assert told["score"] == pytest.approx(one.score, abs=1e-4), one
        assert told["most"] == pytest.approx(MOST.get(one.item, 1), abs=1e-4), one
        orders.setdefault(one.item, set()).update(tuple(order) for order in told["orders"])
    assert len({order[-1] for order in orders["multi"]}) == 1
    assert orders["tf"] == {("c_true", "c_false")}
    assert len(orders["_45_xact-_49_ds"]) == 1
    assert browser.errors == []
