"""The matrix: what a second release does to a learner who has studied the first, and all that it leaves alone.

Each story is told to a learner with default import options and to one with "merge note types" on, who both have
answered cards in Anki's own scheduler. After the import, every note that the story does not name is the same row as
before, and so are every card's schedule and the whole review log.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pytest
from banks import bank, keypoint, question
from pictures import PNGS
from releases import FEBRUARY, JANUARY, MARCH, Learner, Log, Publisher

from dlexport.lock import lock as locks

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.unmeasured
TAG = "demo::retired"
A = question("a", extra=keypoint("先 **甲** 后 **乙**"))
B = question("b")
C = question("c", topic="two", answer="'![图](media/a.png)'")
FIRST = bank(A, B, C)                       # notes: a, a/k, b, c; cards: 1 + 2 + 1 + 1
NOTES = {"a", "a/k", "b", "c"}
REFERENCE = "    references:\n      - {title: 书, url: 'https://example.org'}\n"
SECTION = "    sections:\n      - {title: 作用, body: 用处}\n"


@dataclass(frozen=True)
class Story:
    """The second release, and what it does.

    Attributes:
        text: the bank; None for the same.
        meanwhile: what else the publisher changes.
        log: what Anki says of the notes.
        shows: (note, field) -> what it holds then; these notes are updated, or new.
        tags: note -> its tags, where they change.
        empty: the cards that Tools > Empty Cards then offers to remove.
        new: the cards that are new.
    """

    log: Log
    text: str | None = None
    meanwhile: Callable[[Publisher], None] = lambda publisher: None   # noqa: ARG005 - nothing
    shows: dict[tuple[str, str], str] = field(default_factory=dict)
    tags: dict[str, list[str]] = field(default_factory=dict)
    empty: frozenset[tuple[str, int]] = frozenset()
    new: frozenset[tuple[str, int]] = frozenset()


def _restyle(name: str, old: str, new: str) -> Callable[[Publisher], None]:
    return lambda publisher: publisher.restyle(name, old, new)


def _redraw(publisher: Publisher) -> None:
    (publisher.folder / "media" / "a.png").write_bytes(PNGS[1])


def _render_otherwise(publisher: Publisher) -> None:
    publisher.revision += 1


def _mark(publisher: Publisher) -> None:
    publisher.options = replace(publisher.options, retired="mark")


MOVED = keypoint("先 **甲** 后 **乙**", "m").replace("}", ", renamed_from: a/k}")
GONE = "这道题已从题库移除，请勿再学：问题 a"
STORIES = {
    "nothing changed": Story(Log(duplicate=4)),
    "a text changed": Story(
        Log(updated=1, duplicate=3), bank(A, question("b", answer="更好"), C), shows={("b", "Answer"): "<p>更好</p>"}),
    "a section and a reference added": Story(
        Log(updated=1, duplicate=3), bank(A, question("b", extra=REFERENCE + SECTION), C),
        shows={("b", "Sections"): "<section><h3>作用</h3><p>用处</p></section>",
               ("b", "References"): '<ul><li><a href="https://example.org">书</a><small>[EB/OL].</small></li></ul>'}),
    "retagged": Story(
        Log(updated=1, duplicate=3), bank(A, B.replace("标签", "别的, 新的"), C),
        shows={("b", "Id"): "b"}, tags={"b": ["demo::topic::one", "demo::别的", "demo::新的"]}),
    "the style sheet changed": Story(
        Log(duplicate=4), meanwhile=_restyle("anki/card.css", "--paper: #ffffff", "--paper: #fffffe")),
    "a template changed": Story(Log(duplicate=4), meanwhile=_restyle("anki/qa-front.html", "</header>", "</header>新")),
    "a question added at the front": Story(
        Log(new=1, duplicate=4), bank(question("z"), A, B, C), shows={("z", "Number"): "1"},
        new=frozenset({("z", 0)})),
    "reordered": Story(Log(duplicate=4), bank(B, C, A)),
    "retired": Story(Log(duplicate=2), bank(B, C)),
    "a key point retired": Story(Log(duplicate=3), bank(question("a"), B, C)),
    "retired, and marked": Story(
        Log(updated=2, duplicate=2), bank(B, C), meanwhile=_mark,
        shows={("a", "Answer"): GONE, ("a", "Retired"): GONE,
               ("a/k", "Text"): f"{GONE} {{{{c1::甲}}}} {{{{c2::乙}}}}"},
        tags={"a": [TAG], "a/k": [TAG]}),
    "a correction inside a blank": Story(
        Log(updated=1, duplicate=3), bank(question("a", extra=keypoint("先 **甲子** 后 **乙**")), B, C),
        shows={("a/k", "Text"): "先 {{c1::甲子}} 后 {{c2::乙}}"}),
    "a key point moved to another question": Story(
        Log(updated=1, duplicate=3),
        bank(question("a"), question("b", extra=MOVED), C),
        shows={("a/k", "Id"): "b/m"}),
    "a question renamed and edited, its key point moved away, renamed and corrected": Story(
        Log(updated=2, duplicate=2),
        bank(question("b", extra=MOVED.replace("甲", "甲子")),
             question("alpha", answer="更好", extra="    renamed_from: a\n"), C),
        shows={("a", "Id"): "alpha", ("a", "Answer"): "<p>更好</p>", ("a/k", "Id"): "b/m",
               ("a/k", "Text"): "先 {{c1::甲子}} 后 {{c2::乙}}"}),
    "renamed": Story(
        Log(updated=2, duplicate=2), bank(A.replace("id: a\n", "id: alpha\n    renamed_from: a\n"), B, C),
        shows={("a", "Id"): "alpha", ("a/k", "Id"): "alpha/k"}),
    "moved to another topic": Story(
        Log(updated=1, duplicate=3), bank(A, question("b", topic="two"), C), shows={("b", "Topic"): "乙"},
        tags={"b": ["demo::topic::two", "demo::标签"]}),
    "a topic renamed": Story(
        Log(updated=3, duplicate=1), bank(A, B, C, one="新甲"),
        shows={("a", "Topic"): "新甲", ("a/k", "Topic"): "新甲", ("b", "Topic"): "新甲"}),
    "a topic renamed, and a question moved into it": Story(
        Log(updated=4), bank(A, B, C.replace("topic: two", "topic: one"), one="新甲"),
        shows={(ident, "Topic"): "新甲" for ident in NOTES}, tags={"c": ["demo::topic::one", "demo::标签"]}),
    "another picture of the same name": Story(
        Log(updated=1, duplicate=3), meanwhile=_redraw, shows={("c", "Id"): "c"}),
    "a blank added before another": Story(
        Log(updated=1, duplicate=3), bank(question("a", extra=keypoint("**起** 先 **甲** 后 **乙**")), B, C),
        shows={("a/k", "Text"): "{{c3::起}} 先 {{c1::甲}} 后 {{c2::乙}}"}, new=frozenset({("a/k", 2)})),
    "a blank gone": Story(
        Log(updated=1, duplicate=3), bank(question("a", extra=keypoint("先 甲 后 **乙**")), B, C),
        shows={("a/k", "Text"): "先 甲 后 {{c2::乙}}"}, empty=frozenset({("a/k", 0)})),
    "the tool renders otherwise": Story(
        Log(updated=4), meanwhile=_render_otherwise, shows={(ident, "Id"): ident for ident in NOTES}),
    "another version of the bank": Story(Log(duplicate=4), bank(A, B, C, version="2")),
}


@dataclass(frozen=True)
class Snapshot:
    """All that a learner could lose, by GUID and card id."""

    notes: dict[str, list[Any]]
    cards: dict[int, list[Any]]
    reviews: list[list[Any]]


def snapshot(learner: Learner) -> Snapshot:
    """The rows of the database."""
    rows = learner.collection.db.all
    notes = {row[0]: row[1:] for row in rows("select guid, id, mid, mod, tags, flds, sfld, flags from notes")}
    cards = rows("select id, nid, did, ord, type, queue, due, ivl, factor, reps, lapses, left, odue, odid, flags "
                 "from cards")
    return Snapshot(notes, {row[0]: row[1:] for row in cards}, rows("select * from revlog order by id"))


def study(learner: Learner) -> None:
    """Answer some cards; leave others new."""
    for ident, ordinal in (("a", 0), ("a/k", 1), ("b", 0)):
        learner.review(ident, ordinal)


@pytest.mark.parametrize("name", STORIES)
def test_a_second_release(name: str, publisher: Publisher, learner: Learner) -> None:
    """Log, texts, tags, cards, schedule and review log."""
    story = STORIES[name]
    (publisher.folder / "media").mkdir()
    (publisher.folder / "media" / "a.png").write_bytes(PNGS[0])
    learner.take(publisher.release(FIRST, JANUARY))
    study(learner)
    guids = {ident: learner.note(ident).guid for ident in NOTES}
    tags = {ident: learner.note(ident).tags for ident in NOTES}
    before = snapshot(learner)
    assert len(before.reviews) == 3

    story.meanwhile(publisher)
    assert learner.take(publisher.release(story.text or FIRST, FEBRUARY)) == story.log

    after = snapshot(learner)
    named = {ident for ident, _ in story.shows}
    assert {ident for ident, guid in guids.items() if after.notes[guid] != before.notes[guid]} == named & NOTES
    assert len(after.notes) == len(before.notes) + story.log.new
    by_guid = {note.guid: note for note in map(learner.collection.get_note, learner.collection.find_notes(""))}
    known = guids | {ident: learner.note(ident).guid for ident in named - NOTES}
    for (ident, part), text in story.shows.items():
        assert by_guid[known[ident]][part] == text
        assert by_guid[known[ident]].mod == FEBRUARY
    assert {ident: by_guid[guid].tags for ident, guid in guids.items()} == tags | story.tags

    assert {card: after.cards[card] for card in before.cards} == before.cards
    assert after.reviews == before.reviews
    names = {card: (learner.collection.get_card(card).note()["Id"], learner.collection.get_card(card).ord)   # type: ignore[arg-type] # a card's id
             for card in after.cards}
    assert {names[card] for card in after.cards.keys() - before.cards.keys()} == story.new
    assert {names[card] for card in learner.empty_cards()} == story.empty
    assert list(learner.collection.media.check().missing) == []


@pytest.mark.parametrize("name", STORIES)
def test_a_learner_who_starts_with_the_second_release_sees_the_same(
    name: str, publisher: Publisher, learners: Callable[..., Learner],
) -> None:
    """Whoever took both has the texts of whoever took the last alone, but for the numbers of unchanged notes."""
    story = STORIES[name]
    (publisher.folder / "media").mkdir()
    (publisher.folder / "media" / "a.png").write_bytes(PNGS[0])
    both, fresh = learners(), learners()
    both.take(publisher.release(FIRST, JANUARY))
    story.meanwhile(publisher)
    second = publisher.release(story.text or FIRST, FEBRUARY)
    both.take(second)
    fresh.take(second)

    def texts(learner: Learner) -> dict[str, list[object]]:
        notes = map(learner.collection.get_note, learner.collection.find_notes(""))
        numbers = ("Number", "Place")
        return {note.guid: [note.tags, *(text for name, text in note.items() if name not in numbers)] for note in notes}

    ours, theirs = texts(both), texts(fresh)
    assert {guid: ours[guid] for guid in theirs} == theirs
    left = {both.collection.get_note(found).guid for found in both.removable(second)}
    assert ours.keys() - theirs.keys() == left - theirs.keys()
    for learner in (both, fresh):
        learner.check_database()
    assert fresh.empty_cards() == []
    assert fresh.blank_cards() == []
    sheets = [{kind["name"]: (kind["css"], kind["tmpls"][0]["qfmt"]) for kind in learner.collection.models.all()
               if kind["name"].startswith("demo")} for learner in (both, fresh)]
    assert sheets[0].items() >= sheets[1].items()


def test_retired_restored_retired_again(publisher: Publisher, learner: Learner) -> None:
    """What left stays as it was; what returns is there already; the reviews are there all the time."""
    (publisher.folder / "media").mkdir()
    (publisher.folder / "media" / "a.png").write_bytes(PNGS[0])
    learner.take(publisher.release(FIRST, JANUARY))
    study(learner)
    before = snapshot(learner)
    for now, text, log in ((FEBRUARY, bank(B, C), Log(duplicate=2)), (MARCH, FIRST, Log(updated=2, duplicate=2)),
                           (MARCH + 9, bank(B, C), Log(duplicate=2))):
        assert learner.take(publisher.release(text, now)) == log
        assert learner.empty_cards() == []
        assert snapshot(learner).cards == before.cards
        assert snapshot(learner).reviews == before.reviews


def test_the_search_finds_what_left_and_nothing_else(publisher: Publisher, learner: Learner) -> None:
    """Also with another bank of the same ids in the collection; deleted, no later release brings it back."""
    (publisher.folder / "media").mkdir()
    (publisher.folder / "media" / "a.png").write_bytes(PNGS[0])
    other = Publisher(publisher.folder)
    second_bank = FIRST.replace("id: demo", "id: other").replace("title: 题库", "title: 另一题库")
    learner.take(other.release(second_bank, JANUARY))
    others = set(learner.collection.find_notes(""))
    learner.take(publisher.release(FIRST, JANUARY))
    second = publisher.release(bank(B, C), FEBRUARY)
    learner.take(second)
    found = learner.removable(second)
    assert sorted(learner.collection.get_note(note)["Id"] for note in found) == ["a", "a/k"]
    assert not others & set(found)
    learner.collection.remove_notes(found)
    learner.check_database()
    third = publisher.release(bank(question("b", answer="改"), C), MARCH)
    assert learner.take(third) == Log(updated=1, duplicate=1)
    assert learner.removable(third) == []
    assert learner.empty_cards() == []


def test_an_old_and_a_new_learner_of_a_marked_question(
    publisher: Publisher, learners: Callable[..., Learner],
) -> None:
    """With *mark*, neither Empty Cards as it opens, nor Check Database, nor a new profile ever shows a blank card."""
    (publisher.folder / "media").mkdir()
    (publisher.folder / "media" / "a.png").write_bytes(PNGS[0])
    publisher.options = replace(publisher.options, retired="mark", reverse=True)
    old, fresh = learners(), learners()
    old.take(publisher.release(FIRST, JANUARY))
    card = old.review("a")
    second = publisher.release(bank(B, C), FEBRUARY)
    for learner in (old, fresh):
        learner.take(second)
        assert learner.empty_cards() == []
    assert ("a", 0) not in fresh.all_states()
    assert GONE in old.collection.get_card(card).question()
    for learner in (old, fresh):
        learner.check_database()
        learner.remove_empty_cards()
        assert learner.blank_cards() == []
    assert old.state(card).reviews == 1


def test_flags_suspension_and_decks_are_the_learners(publisher: Publisher, learner: Learner) -> None:
    """Also those of cards whose notes are updated."""
    learner.take(publisher.release(bank(A, B), JANUARY))
    card = learner.review("b")
    own = learner.collection.decks.id("我的")
    assert own is not None
    learner.collection.set_deck([card], own)
    learner.collection.set_user_flag_for_cards(3, [card])
    learner.collection.sched.suspend_cards([card])
    before = snapshot(learner).cards[card]
    changed = bank(A, question("b", topic="two", answer="改"), one="新甲")
    assert learner.take(publisher.release(changed, FEBRUARY)) == Log(updated=3)
    assert snapshot(learner).cards[card] == before
    assert (learner.state(card).deck, learner.collection.get_card(card).user_flag()) == ("我的", 3)


def test_what_is_forgotten_is_in_no_release_and_stays_with_who_has_it(
    publisher: Publisher, learners: Callable[..., Learner],
) -> None:
    """`lock --forget`: an old learner keeps the note as it is, a fresh one never hears of it."""
    learner, fresh = learners(), learners()
    learner.take(publisher.release(bank(A, B), JANUARY))
    learner.take(publisher.release(bank(B), FEBRUARY))
    publisher.lock = locks.forget(publisher.lock, "a")
    last = publisher.release(bank(B), MARCH)
    assert learner.take(last) == Log(duplicate=1)
    assert learner.removable(last) == []
    assert fresh.take(last) == Log(new=1)


def test_an_id_used_again_for_another_question_is_refused(publisher: Publisher) -> None:
    """Its reviews would pass to a card that they are not of; `--restore` says that this is meant."""
    publisher.release(bank(A, B), JANUARY)
    publisher.release(bank(B), FEBRUARY)
    again = publisher.book(bank(question("a", answer="别的"), B))
    _, problems = locks.refresh(again, publisher.lock, MARCH, {})
    assert [problem.code for problem in problems] == ["retired-returns"]
    lock, problems = locks.refresh(again, publisher.lock, MARCH, {}, restore=["a"])
    assert problems == ()
    assert replace(lock["question", "a"], content="").changed == MARCH
