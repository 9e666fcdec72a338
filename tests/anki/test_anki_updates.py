"""Stories that do not fit into the matrix: more than two releases, learners who edit, options, two banks.

Each is told twice, to a learner with default import options and to one with "merge note types" on.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from banks import bank, keypoint, question
from releases import FEBRUARY, JANUARY, MARCH, Learner, Log, Publisher

from dlexport.exporters.anki.options import AnkiOptions

if TYPE_CHECKING:
    from collections.abc import Callable

A = question("a", extra=keypoint("先 **甲** 后 **乙**"))
B = question("b")
C = question("c", topic="two")
FIRST = bank(A, B, C)                   # notes: a, a/k, b, c; cards: 1 + 2 + 1 + 1
SOON = 4_102_444_800                    # 2100: later than whatever clock a learner's edit is dated by


def test_a_release_of_the_same_bank_at_another_time_is_the_same_file(publisher: Publisher) -> None:
    """Dates are those of changes."""
    assert publisher.release(FIRST, JANUARY) == publisher.release(FIRST, FEBRUARY)


def test_a_question_added_at_the_front_is_the_only_new_note(publisher: Publisher, learner: Learner) -> None:
    """All numbers move, no note does: a note shows its new number at its next change."""
    learner.take(publisher.release(FIRST, JANUARY))
    learner.review("a")
    before = learner.all_states()
    added = bank(question("z"), A, B, C)
    assert learner.take(publisher.release(added, FEBRUARY)) == Log(new=1, duplicate=4)
    assert {key: state for key, state in learner.all_states().items() if key[0] != "z"} == before
    assert learner.note("z")["Number"] == "1"
    assert learner.note("a")["Number"] == "1"
    changed = bank(question("z"), A, question("b", answer="改了"), C)
    assert learner.take(publisher.release(changed, MARCH)) == Log(updated=1, duplicate=4)
    assert learner.note("b")["Number"] == "3"


def test_new_cards_come_in_the_order_of_the_bank(publisher: Publisher, learner: Learner) -> None:
    """The note of a question, then its key points, whose blanks share a place."""
    learner.take(publisher.release(FIRST, JANUARY))
    due = {key: state.due for key, state in learner.all_states().items()}
    assert due == {("a", 0): 1, ("a/k", 0): 2, ("a/k", 1): 2, ("b", 0): 3, ("c", 0): 4}


def test_a_retired_question_empties_an_old_learners_card(publisher: Publisher, learner: Learner) -> None:
    """Its note is emptied and tagged, its cards are what Empty Cards offers to remove, its reviews are kept."""
    learner.take(publisher.release(FIRST, JANUARY))
    card = learner.review("a")
    blanks = [learner.card("a/k", ordinal).id for ordinal in (0, 1)]
    assert learner.take(publisher.release(bank(B, C), FEBRUARY)) == Log(updated=2, duplicate=2)
    note = learner.note("a")
    assert note.tags == ["dlexport::retired"]
    assert {name: text for name, text in note.items() if text} == {
        "Id": "a", "Title": "问题 a", "Retired": "已移出题库：问题 a",
    }
    assert learner.note("a/k")["Text"] == "已移出题库：问题 a"
    assert sorted(learner.empty_cards()) == sorted([card, *blanks])
    assert learner.state(card).reviews == 1


def test_a_retired_question_gives_a_fresh_learner_no_card(publisher: Publisher, learner: Learner) -> None:
    """The note comes, so that later releases find it; there is nothing to learn."""
    publisher.release(FIRST, JANUARY)
    assert learner.take(publisher.release(bank(B, C), FEBRUARY)) == Log(new=4)
    assert set(learner.all_states()) == {("b", 0), ("c", 0)}
    assert learner.empty_cards() == []
    assert "dlexport::retired" in learner.note("a").tags


def test_a_learner_who_skipped_the_release_is_told_of_a_retirement_all_the_same(
    publisher: Publisher, learner: Learner,
) -> None:
    """Retired notes are in every later release."""
    learner.take(publisher.release(FIRST, JANUARY))
    publisher.release(bank(B, C), FEBRUARY)
    later = bank(B, C, question("d"))
    assert learner.take(publisher.release(later, MARCH)) == Log(new=1, updated=2, duplicate=2)
    assert len(learner.empty_cards()) == 3


def test_a_restored_question_returns_with_its_reviews(publisher: Publisher, learner: Learner) -> None:
    """The same content under the same id: the note and its card are as before."""
    learner.take(publisher.release(FIRST, JANUARY))
    card = learner.review("a")
    before = learner.all_states()
    learner.take(publisher.release(bank(B, C), FEBRUARY))
    assert learner.take(publisher.release(FIRST, MARCH)) == Log(updated=2, duplicate=2)
    assert learner.all_states() == before
    assert learner.empty_cards() == []
    assert learner.note("a")["Answer"] == "<p>答案</p>"
    assert learner.note("a").tags == ["标签"]
    assert learner.state(card).reviews == 1


def test_a_restored_question_gets_cards_where_they_had_been_removed(
    publisher: Publisher, learner: Learner,
) -> None:
    """A learner who removed the empty cards, or who came while it was retired, gets new ones."""
    publisher.release(FIRST, JANUARY)
    learner.take(publisher.release(bank(B, C), FEBRUARY))
    assert learner.take(publisher.release(FIRST, MARCH)) == Log(updated=2, duplicate=2)
    assert learner.ordinals("a") == [0]
    assert learner.ordinals("a/k") == [0, 1]


def test_a_blank_added_before_another_gets_a_number_of_its_own(publisher: Publisher, learner: Learner) -> None:
    """The review of "乙" stays with "乙"."""
    learner.take(publisher.release(FIRST, JANUARY))
    card = learner.review("a/k", 1)
    added = bank(question("a", extra=keypoint("**起初** 先 **甲** 后 **乙**")), B, C)
    assert learner.take(publisher.release(added, FEBRUARY)) == Log(updated=1, duplicate=3)
    assert learner.note("a/k")["Text"] == "{{c3::起初}} 先 {{c1::甲}} 后 {{c2::乙}}"
    assert learner.ordinals("a/k") == [0, 1, 2]
    assert 'data-cloze="乙"' in learner.collection.get_card(card).question()
    assert learner.state(card).reviews == 1


def test_a_blank_that_goes_leaves_its_card_empty_and_its_number_unused(
    publisher: Publisher, learner: Learner,
) -> None:
    """A later blank does not inherit the reviews of the one that went."""
    learner.take(publisher.release(FIRST, JANUARY))
    gone = learner.card("a/k", 0).id
    learner.take(publisher.release(bank(question("a", extra=keypoint("先 甲 后 **乙**")), B, C), FEBRUARY))
    assert learner.empty_cards() == [gone]
    learner.take(publisher.release(bank(question("a", extra=keypoint("**先** 甲 后 **乙**")), B, C), MARCH))
    assert learner.note("a/k")["Text"] == "{{c3::先}} 甲 后 {{c2::乙}}"
    assert learner.empty_cards() == [gone]


def test_what_a_learner_edited_stays_until_the_note_changes(publisher: Publisher, learner: Learner) -> None:
    """An update replaces a whole note, its tags too, and nothing less than a newer note does."""
    learner.take(publisher.release(FIRST, JANUARY))
    learner.edited("b", "Spare1", "我的笔记")
    note = learner.note("b")
    note.tags.append("mine")
    learner.collection.update_note(note)
    changed = bank(question("a", answer="改了", extra=keypoint("先 **甲** 后 **乙**")), B, C)
    assert learner.take(publisher.release(changed, FEBRUARY)) == Log(updated=1, duplicate=3)
    assert learner.note("b")["Spare1"] == "我的笔记"
    assert learner.note("b").tags == ["mine", "标签"]
    both = bank(question("b", answer="也改了"), C)
    learner.take(publisher.release(both, SOON))
    assert learner.note("b")["Answer"] == "<p>也改了</p>"
    assert learner.note("b")["Spare1"] == ""
    assert learner.note("b").tags == ["标签"]


def test_a_note_edited_after_a_release_is_not_updated_by_that_release(
    publisher: Publisher, learner: Learner,
) -> None:
    """Anki keeps the newer of the two; the learner's edit is newer than a release of last year."""
    learner.take(publisher.release(FIRST, JANUARY))
    learner.edited("b", "Answer", "我的答案")
    changed = bank(A, question("b", answer="改了"), C)
    assert learner.take(publisher.release(changed, JANUARY + 60)) == Log(duplicate=4)
    assert learner.note("b")["Answer"] == "我的答案"


def test_a_renamed_question_keeps_its_note_and_reviews(publisher: Publisher, learner: Learner) -> None:
    """`renamed_from` keeps the GUID, also of the key points."""
    learner.take(publisher.release(FIRST, JANUARY))
    card, blank = learner.review("a"), learner.review("a/k", 1)
    renamed = A.replace("id: a\n", "id: alpha\n    renamed_from: a\n")
    assert learner.take(publisher.release(bank(renamed, B, C), FEBRUARY)) == Log(updated=2, duplicate=2)
    assert learner.card("alpha").id == card
    assert learner.card("alpha/k", 1).id == blank
    assert [learner.state(one).reviews for one in (card, blank)] == [1, 1]


def test_a_renamed_topic_leaves_cards_where_the_learner_has_them(publisher: Publisher, learner: Learner) -> None:
    """Anki knows decks by name: a new name is another deck, for new cards only."""
    learner.take(publisher.release(FIRST, JANUARY))
    renamed = bank(A, B, C, question("n"), one="新甲")
    assert learner.take(publisher.release(renamed, FEBRUARY)) == Log(new=1, updated=3, duplicate=1)
    decks = {key: state.deck for key, state in learner.all_states().items()}
    assert decks["a", 0] == "题库::甲"
    assert decks["n", 0] == "题库::新甲"
    assert learner.note("a")["Topic"] == "新甲"


def test_reverse_cards_can_be_added_later_and_taken_away(publisher: Publisher, learner: Learner) -> None:
    """The first card keeps its reviews; without reverse, the second card is empty."""
    learner.take(publisher.release(FIRST, JANUARY))
    card = learner.review("a")
    publisher.options = AnkiOptions(reverse=True)
    assert learner.take(publisher.release(FIRST, FEBRUARY)) == Log(updated=4)
    assert learner.ordinals("a") == [0, 1]
    assert learner.state(card).reviews == 1
    reverse = [learner.card(ident, 1).id for ident in "abc"]
    publisher.options = AnkiOptions()
    assert learner.take(publisher.release(FIRST, MARCH)) == Log(updated=4)
    assert sorted(learner.empty_cards()) == sorted(reverse)


def test_two_banks_with_the_same_ids_live_in_one_collection(
    publisher: Publisher, learner: Learner,
) -> None:
    """Neither note types nor notes nor decks of one touch those of the other."""
    other = Publisher(publisher.folder)
    learner.take(publisher.release(FIRST, JANUARY))
    before = learner.all_states()
    second = bank(question("a", answer="别的"), ident="other").replace("title: 题库", "title: 另一题库")
    other.restyle("anki/card.css", "--ink: #1b1f23", "--ink: #000000")
    assert learner.take(other.release(second, FEBRUARY)) == Log(new=1)
    assert len(learner.collection.find_notes("Id:a")) == 2
    assert learner.collection.card_count() == len(before) + 1
    assert len(learner.collection.find_cards('"deck:另一题库::甲"')) == 1
    sheets = {name: learner.collection.models.by_name(f"{name} · Q&A")["css"] for name in ("demo", "other")}
    assert "--ink: #000000" in sheets["other"]
    assert "--ink: #000000" not in sheets["demo"]


def test_a_new_version_of_the_bank_renews_the_descriptions_alone(
    publisher: Publisher, learner: Learner,
) -> None:
    """No note is touched."""
    learner.take(publisher.release(FIRST, JANUARY))
    assert "版本 1 " in learner.collection.decks.by_name("题库")["desc"]
    assert learner.take(publisher.release(bank(A, B, C, version="2"), FEBRUARY)) == Log(duplicate=4)
    assert "版本 2 " in learner.collection.decks.by_name("题库")["desc"]


def test_a_note_is_as_new_as_the_newest_thing_in_it(publisher: Publisher) -> None:
    """Without dates of its own for note types and decks, what is exported is as new as the whole book."""
    dated = publisher.date(publisher.book(FIRST), JANUARY)
    assert publisher.export(dated) == publisher.export(replace(dated, stamps={}))


def test_whichever_releases_a_learner_took_the_last_one_decides(
    publisher: Publisher, learners: Callable[..., Learner],
) -> None:
    """Every release, some, or only the last: the same texts, but for the numbers of what did not change."""
    second = bank(question("a", answer="改", extra=keypoint("只有 **乙**")), C)
    third = bank(question("d"), question("a", answer="改", extra=keypoint("只有 **乙**")), C)
    releases = [publisher.release(text, now)
                for text, now in ((FIRST, JANUARY), (second, FEBRUARY), (third, MARCH))]
    every, some, last = learners(), learners(), learners()
    for learner, taken in ((every, releases), (some, releases[::2]), (last, releases[2:])):
        for deck in taken:
            learner.take(deck)

    def texts(learner: Learner) -> dict[str, list[str]]:
        notes = [learner.collection.get_note(found) for found in learner.collection.find_notes("Id:*")]
        return {note["Id"]: [*(text for name, text in note.items() if name not in ("Number", "Place", "Extra")),
                             *note.tags] for note in notes}

    assert set(texts(last)) == {"a", "a/k", "b", "c", "d"}
    assert texts(every) == texts(some) == texts(last)
