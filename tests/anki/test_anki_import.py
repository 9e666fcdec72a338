"""What the real Anki makes of a package: notes, cards, decks, tags, media."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from banks import bank, keypoint, question
from releases import FEBRUARY, JANUARY, MARCH, Learner, Log, Publisher

from dlexport.cache import Cache
from dlexport.exporters.anki import AnkiExporter
from dlexport.exporters.anki.fields.cloze import LAST_CLOZE
from dlexport.exporters.anki.options import AnkiOptions
from dlexport.lock.lock import forget
from dlexport.plugin.contract import Part
from dlexport.verify.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
BANKS = {
    "real": ROOT / "source" / "questions.yaml",
    "kitchen-sink": ROOT / "tests" / "cases" / "valid" / "kitchen-sink" / "questions.yaml",
}


@pytest.mark.unmeasured
@pytest.mark.parametrize("name", BANKS)
@pytest.mark.parametrize("cards", ["both", "qa", "keypoints"])
@pytest.mark.parametrize("reverse", [False, True], ids=["", "reverse"])
def test_every_note_is_new_and_has_exactly_the_cards_promised(
    name: str, cards: str, reverse: bool, publisher: Publisher, learners: Callable[..., Learner],   # noqa: FBT001
) -> None:
    """By the cards table: a card per question (two with reverse), and one per blank of each key point."""
    shutil.copytree(BANKS[name].parent / "media", publisher.folder / "media")
    publisher.options = AnkiOptions(cards=cards, reverse=reverse)   # type: ignore[arg-type] # one of the literals
    dated = publisher.date(publisher.book(BANKS[name].read_text(encoding="utf-8")), JANUARY)
    promised = {}
    for entry in dated.book.entries():
        if cards != "keypoints":
            turned = reverse and entry.question.kind == "open"      # options say what is asked for
            promised[entry.question.id] = [0, 1] if turned else [0]
        for point in entry.question.keypoints if cards != "qa" else ():
            key = f"{entry.question.id}/{point.id}"
            promised[key] = sorted(number - 1 for number in dated.blanks[key].values())
            assert promised[key]
    learner = learners()
    assert learner.take(publisher.export(dated)) == Log(new=len(promised))
    assert {ident: learner.ordinals(ident) for ident in promised} == promised
    assert learner.collection.card_count() == sum(map(len, promised.values()))
    assert learner.empty_cards() == []
    media = learner.collection.media.check()
    assert (list(media.missing), list(media.unused), media.have_trash) == ([], [], False)


@pytest.fixture
def sink(publisher: Publisher, learners: Callable[..., Learner]) -> Learner:
    """A learner who took the bank with every construct, with reverse cards."""
    shutil.copytree(BANKS["kitchen-sink"].parent / "media", publisher.folder / "media")
    publisher.options = AnkiOptions(reverse=True)
    learner = learners()
    learner.take(publisher.release(BANKS["kitchen-sink"].read_text(encoding="utf-8"), JANUARY))
    return learner


def test_no_template_has_an_error(sink: Learner) -> None:
    """The backend raises on a field that does not exist, a section that is not closed, a cloze without a blank."""
    backend = sink.collection._backend   # noqa: SLF001 - the public method shows the error as the card's text
    for card in sink.collection.find_cards("deck:*"):
        rendered = backend.render_existing_card(card_id=card, browser=False, partial_render=False)
        assert not rendered.is_empty


def test_anki_counts_the_same_blanks_as_the_lock(sink: Learner) -> None:
    """Text that looks like a blank, in whatever field, is none."""
    backend = sink.collection._backend   # noqa: SLF001 - there is no public method
    for found in sink.collection.find_notes('"note:kitchen-sink · Key point"'):
        note = sink.collection.get_note(found)
        numbers = backend.cloze_numbers_in_note(note._to_backend_note())   # noqa: SLF001 - its argument
        assert sorted(numbers) == [ordinal + 1 for ordinal in sink.ordinals(note["Id"])]


def test_cards_name_their_language(sink: Learner) -> None:
    """So that the system picks Chinese glyphs and a screen reader a Chinese voice."""
    for card in sink.collection.find_cards("deck:*"):
        assert '<main class="page" lang="zh-CN" dir="ltr">' in sink.collection.get_card(card).question()


def test_no_card_plays_a_sound_or_runs_a_script(sink: Learner) -> None:
    """What looks like `[sound:…]`, `[anki:tts]` or `<script>` in the bank is text."""
    for found in sink.collection.find_cards("deck:*"):
        card = sink.collection.get_card(found)
        output = card.render_output()
        assert (output.question_av_tags, output.answer_av_tags) == ([], [])
        for html in (output.question_text, output.answer_text):
            assert "<script" not in html
            assert "[latex]" not in html
            assert "[anki:" not in html
            assert "onerror" not in html or "&lt;img src=x onerror" in html


def test_no_latex_is_left_for_anki_to_draw(sink: Learner) -> None:
    """`[latex]…[/latex]` in the bank would be run through a LaTeX of the learner's."""
    from anki.latex import render_latex_returning_errors  # noqa: PLC0415 - slow, and used here only

    for found in sink.collection.find_notes("deck:*"):
        note = sink.collection.get_note(found)
        for text in note.fields:
            assert render_latex_returning_errors(text, note.note_type(), sink.collection) == (text, [])


def test_tags_are_those_of_the_question_and_its_difficulty(sink: Learner) -> None:
    """As typed, whatever signs they hold."""
    tags = ("dialect::markdown", "difficulty::1", "inline", "topic::writing", "中文标签")
    assert sink.note("inlines").tags == [f"kitchen-sink::{tag}" for tag in tags]
    assert sink.note("inlines/strong").tags == sink.note("inlines").tags
    assert set(sink.note("hostile").tags) == {
        f"kitchen-sink::{tag}" for tag in ("a&b", "<tag>", 'q"uote', "topic::writing")}
    assert sink.note("bare").tags == ["kitchen-sink::topic::figures"]


def test_each_topic_is_a_subdeck_named_in_plain_text(sink: Learner) -> None:
    """A formula in a title is its Unicode; the parent deck describes the bank."""
    names = {deck.name for deck in sink.collection.decks.all_names_and_ids()} - {"Default"}
    title = "样样俱全的题库：E = mc² 与 <b>标题</b>"
    assert names == {title, f"{title}::01 文字与版式 <i>&amp;</i>", f"{title}::02 公式 ∇f、代码与图"}
    about = sink.collection.decks.by_name(title)["desc"]
    for text in ("版本 2.1.0", "CC-BY-4.0", "Fish &amp; chips &lt; 5.", "张三",
                 'href="https://example.org/bank?a=1&amp;b=2"', "发现错误"):
        assert text in about
    assert "<script" not in about


def test_a_title_cannot_make_a_deck_of_its_own(publisher: Publisher, learners: Callable[..., Learner]) -> None:
    """Anki splits names at `::`."""
    learner = learners()
    text = bank(question("a"), question("b", topic="two"), one="'A::B:'").replace("乙", "'a：：b：'")
    learner.take(publisher.release(text, JANUARY))
    assert {deck.name for deck in learner.collection.decks.all_names_and_ids()} == {
        "Default", "题库", "题库::01 A：：B：", "题库::02 a：：b： (two)",
    }


def test_pictures_arrive_once_whatever_their_names(publisher: Publisher, learners: Callable[..., Learner]) -> None:
    """Two pictures of one basename both arrive, one picture in two places arrives once; descriptions stay."""
    for folder, source in (("a", "dot.png"), ("b", "gradient.png"), ("c", "dot.png")):
        target = publisher.folder / "media" / folder / "same.png"
        target.parent.mkdir(parents=True)
        shutil.copy(BANKS["kitchen-sink"].parent / "media" / source, target)
    learner = learners()
    pictures = "'![一](media/a/same.png) ![二](media/b/same.png) ![三](media/c/same.png)'"
    learner.take(publisher.release(bank(question("a", answer=pictures)), JANUARY))
    folder = Path(learner.collection.media.dir())
    wanted = {(BANKS["kitchen-sink"].parent / "media" / name).read_bytes() for name in ("dot.png", "gradient.png")}
    assert {path.read_bytes() for path in folder.iterdir()} == wanted
    assert len(list(folder.iterdir())) == 2
    for alt in ("一", "二", "三"):
        assert f'alt="{alt}"' in learner.card("a").answer()


def test_a_bank_without_url_and_licence_says_whom_to_tell(publisher: Publisher) -> None:
    """Every deck tells how to report an error."""
    text = bank(question("a")).replace("  license: CC-BY-4.0\n  url: https://example.org/bank\n", "")
    learner = Learner(publisher.folder / "learner")
    learner.take(publisher.release(text, JANUARY))
    assert "请告诉题库的作者" in learner.collection.decks.by_name("题库")["desc"]
    learner.close()


def test_an_english_bank_speaks_english(publisher: Publisher, learners: Callable[..., Learner]) -> None:
    """Labels, descriptions and what is left of a retired question."""
    text = bank(question("a"), question("b", extra=keypoint("a **b**"))).replace("zh-CN", "en-GB")
    learner = learners()
    learner.take(publisher.release(text, JANUARY))
    assert "<summary>Analysis</summary>" in learner.card("a").answer()
    assert "Chapter 1, question 1 (no. 1)" in learner.card("a").answer()
    learner.take(publisher.release(text.split("  - id: b")[0], FEBRUARY))
    assert "No longer in the bank: 问题 b." in learner.collection.decks.by_name("题库")["desc"]


def test_the_back_of_a_card_has_all_the_parts(sink: Learner) -> None:
    """Answer, named sections, the analysis folded under a heading that opens without script, references, place."""
    back = sink.card("blocks").answer()
    order = ["块级写法有哪些？", '<hr id="answer">', "紧凑列表第一项", "<section><h3>表格与 ", "只有一句话的小节",
             "<details", "<summary>解析</summary>", "四级以下的标题", "</details>", "第1章第2题（总第2题）"]
    places = [back.index(text) for text in order]
    assert places == sorted(places)
    references = sink.card("inlines").answer()
    assert '<a href="https://arxiv.org/abs/1706.03762">Attention Is All You Need</a>' in references
    assert "<small>Ashish Vaswani, Noam Shazeer, Niki Parmar. </small>" in references
    assert "<small>. NeurIPS, 2017.</small>" in references


def test_what_was_asked_stands_above_the_answer_and_references_are_folded(sink: Learner) -> None:
    """Difficulty and prompt before the rule; the references inside what the heading of the analysis opens."""
    asked, _, answered = sink.card("inlines").answer().partition('<hr id="answer">')
    assert 'class="difficulty" aria-label="难度">●○○<' in asked
    assert '<div class="prompt asked"><p>请说出<strong>行内</strong>写法。' in asked
    folded = answered[answered.index('<details class="analysis">'):answered.index("<footer>")]
    assert re.search(r'<section class="references">.*</section></details>\s*$', folded, re.DOTALL)


def test_a_key_points_back_folds_its_siblings_and_the_whole_answer(sink: Learner) -> None:
    """All key points of the question, the asked one lit."""
    back = sink.card("inlines/strong", 1).answer()
    (siblings,) = re.findall(r'<details class="more siblings"><summary>要点</summary><ul>(.*?)</ul></details>', back)
    assert re.findall(r"<li[^>]*>", siblings) == ['<li class="asked">', "<li>", "<li>"]
    assert '<details class="more"><summary>答案</summary><div class="answer"><p>行内代码' in back


def test_a_key_points_card_asks_in_the_context_of_its_question(sink: Learner) -> None:
    """The title above; the other blanks of the sentence are shown."""
    front = sink.card("inlines/strong", 1).question()
    assert "行内写法有哪些？" in front
    assert 'class="cloze-inactive" data-ordinal="1">两个星号<' in front
    assert 'data-ordinal="2">[...]<' in front


def test_equal_blanks_are_asked_for_together(sink: Learner) -> None:
    """One card hides both."""
    assert sink.ordinals("inlines/twice") == [0]
    assert sink.card("inlines/twice").question().count("[...]") == 2


def test_a_hint_shows_while_its_term_is_hidden(publisher: Publisher, learner: Learner) -> None:
    """In the brackets of the blank, as plain text whatever it holds; it is no part of the sentence."""
    text = "由**何恺明**{第一作者 <b> }在**2015 年**{a::b, [sound:x]}提出**$F(x)$**{函数}，其**优点**。"
    learner.take(publisher.release(bank(question("a", extra=keypoint(text))), JANUARY))
    fronts = [learner.card("a/k", number).question().partition('<div class="keypoint">')[2] for number in range(4)]
    asked = [re.findall(r"\[([^\[\]]*(?:\[sound:x\])?)\]", re.sub("<[^>]*>", "", front)) for front in fronts]
    assert asked == [["第一作者 &lt;b&gt;"], ["a::b, [sound:x]"], ["函数"], ["..."]]
    assert learner.card("a/k", 1).render_output().question_av_tags == []
    back = re.sub("<[^>]*>", "", learner.card("a/k", 1).answer())
    assert "由何恺明在2015 年提出" in back
    assert "a::b" not in back


def test_a_number_that_anki_does_not_count_to_is_told(publisher: Publisher, learner: Learner) -> None:
    """500 has a card of its own; beyond it all would share one, so that is a problem with its place."""
    text = bank(question("a", extra=keypoint("**甲**")))
    publisher.release(text, JANUARY)
    key = ("keypoint", "a/k")
    publisher.lock = {**publisher.lock, key: replace(publisher.lock[key], next=500)}
    dated = publisher.date(publisher.book(bank(question("a", extra=keypoint("**甲**，**乙**")))), FEBRUARY)
    assert publisher.artifact(dated).problems == ()
    learner.take(publisher.export(dated))
    assert learner.ordinals("a/k") == [0, LAST_CLOZE - 1]
    dated = publisher.date(publisher.book(bank(question("a", extra=keypoint("**甲**，**乙**，**丙**")))), MARCH)
    problem, = publisher.artifact(dated).problems
    assert (problem.code, problem.severity) == ("blank-limit", "error")
    assert "`a/k` has a blank of number 501" in problem.message
    assert problem.span == dated.book.chapters[0].entries[0].question.keypoints[0].text.source.span()
    assert "give the key point a new id" in problem.hint
    renewed = bank(question("a", extra=keypoint("**甲**，**乙**，**丙**").replace("id: k", "id: new")))
    assert "id: new" in renewed
    assert "dlexport lock --forget a/k" in problem.hint
    publisher.lock = forget(publisher.lock, "a/k", publisher.book(renewed))
    assert publisher.artifact(publisher.date(publisher.book(renewed), MARCH)).problems == ()


@pytest.mark.parametrize(("cards", "options", "notes", "part"), [
    ("[keypoints]", AnkiOptions(), {"a/k": [0]}, Part.TITLE),
    ("[question]", AnkiOptions(), {"a": [0]}, Part.KEYPOINTS),
    ("[question]", AnkiOptions(reverse=True), {"a": [0]}, Part.KEYPOINTS),
    ("[reverse]", AnkiOptions(), {"a": [0, 1]}, Part.KEYPOINTS),
    ("[reverse, keypoints]", AnkiOptions(), {"a": [0, 1], "a/k": [0]}, None),
    ("[reverse, keypoints]", AnkiOptions(cards="qa"), {"a": [0, 1]}, None),
    ("[question, keypoints]", AnkiOptions(cards="keypoints"), {"a/k": [0]}, None),
])
def test_a_question_says_which_cards_it_gives(   # noqa: PLR0913, PLR0917 - a table, and who is concerned
    cards: str, options: AnkiOptions, notes: dict[str, list[int]], part: Part | None, publisher: Publisher,
    learners: Callable[..., Learner],
) -> None:
    """The deck's options decide for the others; `part` is left out, and only for that reason not missed."""
    publisher.options = options
    text = bank(question("a", extra=f"    cards: {cards}\n" + keypoint("记住**甲**")), question("b"))
    dated = publisher.date(publisher.book(text), JANUARY)
    learner, deck = learners(), publisher.export(dated)
    learner.take(deck)
    held = {note["Id"]: learner.ordinals(note["Id"])
            for note in map(learner.collection.get_note, learner.collection.find_notes("Id:a*"))}
    assert held == notes
    exporter = AnkiExporter()
    found, promised = list(exporter.read_back(deck, Cache())), exporter.promises(options)
    assert verify(dated.book, promised, found, "deck", omitted=lambda one: exporter.omitted(one, options)) == ()
    missed = " ".join(problem.message for problem in verify(dated.book, promised, found, "deck"))
    assert (f"question a, {part}" in missed) if part else not missed


def test_a_reverse_card_that_is_left_out_later_is_empty_and_goes(publisher: Publisher, learner: Learner) -> None:
    """The question's card keeps its reviews."""
    with_both = question("a", extra="    cards: [reverse]\n")
    learner.take(publisher.release(bank(with_both), JANUARY))
    first = learner.state(learner.review("a"))
    learner.take(publisher.release(bank(with_both.replace("reverse", "question")), FEBRUARY))
    learner.remove_empty_cards()
    assert learner.ordinals("a") == [0]
    assert learner.state(learner.card("a").id) == first
