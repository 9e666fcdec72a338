"""A deck of ours, imported and exported anew, is the same deck: for any bank, not only for those written by hand."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_anki_decks import brought, exported, fields

from dlexport import SourceError, reader

pytestmark = [pytest.mark.slow, pytest.mark.unmeasured, pytest.mark.long]

WORDS = ["动量", "the *gradient*", "**重点**", "`a<b`", "$x_{1}^2$", r"5\$", "A & B",
         "~~旧~~", "==亮==",
         "[此](https://example.org/a)",
         "H<sub>2</sub>O", "<u>不</u>是", r"a\*b",
         "“引号”", "1. 一", "- x", "&lt;b&gt;", "f(x)", "——", "…", r"\[x\]", "😀"]
INLINE = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join).map(
    lambda text: "词" + text if text[0] in "-1=~*" else text)
BLOCK = st.one_of(
    INLINE, INLINE, st.lists(INLINE, min_size=1, max_size=3).map(lambda rows: "\n".join(f"- {row}" for row in rows)),
    st.lists(INLINE, min_size=2, max_size=3).map(
        lambda rows: "\n".join(f"{number}. {row}" for number, row in enumerate(rows, 1))),
    INLINE.map(lambda text: f"> {text}"), INLINE.map(lambda text: f"| 甲 | 乙 |\n| -- | :-: |\n| {text} | 二 |"),
    st.sampled_from(["```python\nif a < b:\n    c()  # x\n```", "$$\n\\frac{a}{b}\n$$", "- [x] 做了\n- [ ] 没做",
                     "> [!NOTE]\n> 注意", "一行\\\n又一行"]))
BLOCKS = st.lists(BLOCK, min_size=1, max_size=3).map("\n\n".join)
# options are put in order by their Markdown, so that only one spelling of each is taken
OPTION = st.lists(
    st.sampled_from(["动量", "the *gradient*", "**重点**", "`a<b`", "$x_{1}^2$", "A & B", "H<sub>2</sub>O",
                     "f(x)", "😀"]),
    min_size=1, max_size=3).map(" ".join)
TITLE = st.lists(
    st.sampled_from(["动量", "梯度", "*的*", "`x`", "$x^2$", "是什么？", "A & B", "<"]), min_size=1, max_size=3).map(
    lambda words: "题" + "".join(words))
POINT = st.tuples(INLINE, st.sampled_from(["要点", "x_1", "速度"]), st.sampled_from(["", "{提示}"])).map(
    lambda parts: f"{parts[0].replace('**', '')} 是 **{parts[1]}**{parts[2]}。")


@st.composite
def question(draw: st.DrawFn) -> dict[str, Any]:
    """A question of any kind."""
    made: dict[str, Any] = {"topic": draw(st.sampled_from(["one", "two"])), "title": draw(TITLE)}
    kind = draw(st.sampled_from(["open", "choices", "true", "gaps"]))
    if kind == "open":
        made |= {"prompt": draw(BLOCKS), "answer": draw(BLOCKS)}
    elif kind == "choices":
        texts = draw(st.lists(OPTION, min_size=2, max_size=4, unique=True))
        right = draw(st.integers(0, len(texts) - 1))
        made["choices"] = [{"text": text, **({"correct": True} if place == right else {})}
                           for place, text in enumerate(texts)]
    elif kind == "true":
        made |= {"true_false": draw(st.booleans())}
    else:
        made |= {"prompt": f"{draw(INLINE)} 是 [[甲|乙]] 与 [[丙]]。"}
    if draw(st.booleans()):
        made["analysis"] = draw(BLOCKS)
    if draw(st.booleans()):
        made["sections"] = [{"title": draw(TITLE), "body": draw(BLOCKS)}]
    if draw(st.booleans()):
        made["keypoints"] = [{"id": f"k{place}", "text": text} for place, text in enumerate(draw(
            st.lists(POINT, min_size=1, max_size=2, unique=True)))]
    if draw(st.booleans()):
        made["hint"] = draw(INLINE)
    if tags := draw(st.lists(st.sampled_from(["甲", "b::c", "d-e"]), unique=True)):
        made["tags"] = tags
    return made | {"difficulty": draw(st.integers(1, 3))}


def typed(value: Any, indent: str = "") -> str:  # noqa: ANN401 - of YAML
    """A value as YAML in which every text is as it would be typed."""
    if isinstance(value, str):
        return "|-\n" + "\n".join(f"{indent}  {row}" for row in value.split("\n"))
    if isinstance(value, list):
        return "".join(f"\n{indent}- {typed(one, indent + '  ')}" for one in value)
    if isinstance(value, dict):
        return "".join(f"\n{indent}{name}: {typed(one, indent + '  ')}" for name, one in value.items())
    return json.dumps(value)


# a deck holds no empty topic
BANKS = st.lists(question(), min_size=1, max_size=4, unique_by=lambda one: one["title"]).map(lambda found: {
    "format": 1, "bank": {"id": "demo", "title": "题库", "language": "zh-CN", "version": "1"},
    "topics": [{"id": "one", "title": "甲"}, {"id": "two", "title": "乙 & *丙*"}],
    "questions": [{"id": f"q{place}", **one, **({"topic": "one"} if place == 0 else {})}
                  for place, one in enumerate(found)]})


@settings(max_examples=20)
@given(BANKS)
def test_export_import_export_is_a_fixed_point(bank: dict[str, Any]) -> None:
    """GUIDs, fields, tags and blanks of every note."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "bank").mkdir()
        source = folder / "bank" / "questions.yaml"
        source.write_text(typed(bank), encoding="utf-8")
        try:
            reader.read(source)
        except SourceError:
            return      # what is no bank has no deck
        first = exported(source, folder / "first.apkg")
        done, found = brought(folder, first)
        second = exported(done.path, folder / "second.apkg")
        assert [one["id"] for one in found if one["topic"] == "one"] == [
            one["id"] for one in bank["questions"] if one["topic"] == "one"]
        assert fields(second) == fields(first)
