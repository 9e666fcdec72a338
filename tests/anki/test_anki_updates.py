"""Stories that do not fit into the matrix: more than two releases, learners who edit, options, two banks.

Each is told twice, to a learner with default import options and to one with "merge note types" on.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from anki.import_export_pb2 import IMPORT_ANKI_PACKAGE_UPDATE_CONDITION_ALWAYS as ALWAYS
from anki.import_export_pb2 import IMPORT_ANKI_PACKAGE_UPDATE_CONDITION_NEVER as NEVER
from banks import bank, keypoint, question
from releases import FEBRUARY, JANUARY, MARCH, Learner, Log, Publisher

from dlexport.exporters.anki.options import AnkiOptions

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.unmeasured
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


def queue(learner: Learner) -> list[str]:
    """The Ids in the order in which Anki's scheduler shows new cards of the bank's deck."""
    collection = learner.collection
    collection.decks.select(collection.decks.id("题库"))
    config = collection.decks.config_dict_for_deck_id(collection.decks.id("题库"))
    config["new"]["perDay"] = 9_999
    collection.decks.update_config(config)
    shown = []
    while queued := collection.sched.get_queued_cards().cards:
        card = collection.get_card(queued[0].card.id)
        shown.append(card.note()["Id"])
        collection.sched.suspend_cards([card.id])
    return shown


TOPICS = "".join(f"  - {{id: t{n}, title: {title}}}\n" for n, title in enumerate("戊丁丙乙甲", 1))
ORDERED = bank(*(question(f"q{n}", topic=f"t{n}") for n in range(1, 6))).replace(
    "  - {id: one, title: 甲}\n  - {id: two, title: 乙}\n", TOPICS)


@pytest.mark.parametrize("style", ["numbered", "single"])
def test_new_cards_are_asked_in_the_order_of_the_bank(style: str, publisher: Publisher, learner: Learner) -> None:
    """Anki takes new cards deck by deck in the order of their names, whatever the titles of the topics."""
    publisher.options = AnkiOptions(decks=style)
    learner.take(publisher.release(ORDERED, JANUARY))
    assert queue(learner) == ["q1", "q2", "q3", "q4", "q5"]


def test_a_topic_inserted_later_comes_where_it_belongs(publisher: Publisher, learner: Learner) -> None:
    """No other deck is renamed for it."""
    publisher.release(ORDERED, JANUARY)
    more = ORDERED.replace("  - {id: t3,", "  - {id: new, title: 新}\n  - {id: t3,") + question("n", topic="new")
    learner.take(publisher.release(more, FEBRUARY))
    assert queue(learner) == ["q1", "q2", "n", "q3", "q4", "q5"]
    assert {"题库::01 戊", "题库::02.5 新", "题库::03 丙"} <= {
        deck.name for deck in learner.collection.decks.all_names_and_ids()}


def test_plain_decks_have_the_titles_alone(publisher: Publisher, learner: Learner) -> None:
    """For banks whose titles sort by themselves."""
    publisher.options = AnkiOptions(decks="plain")
    learner.take(publisher.release(FIRST, JANUARY))
    assert learner.all_states()["a", 0].deck == "题库::甲"


def test_tags_as_the_bank_has_them(publisher: Publisher, learner: Learner) -> None:
    """With `apkg.tags=plain`."""
    publisher.options = AnkiOptions(tags="plain")
    learner.take(publisher.release(FIRST, JANUARY))
    assert learner.note("a").tags == ["标签"]


@pytest.mark.parametrize("tag", ["leech", "marked"])
def test_a_tag_of_anki_s_own_holds_a_correction_back_until_it_is_asked_for(
    tag: str, publisher: Publisher, learner: Learner,
) -> None:
    """Anki sets it now, and a correction dated earlier is older than that; "Update notes: Always" takes it."""
    learner.take(publisher.release(FIRST, JANUARY))
    note = learner.note("b")
    note.add_tag(tag)
    learner.collection.update_note(note)
    corrected = publisher.release(bank(A, question("b", answer="改了"), C), FEBRUARY)
    assert learner.take(corrected) == Log(duplicate=4)
    assert learner.note("b")["Answer"] == "<p>答案</p>"
    learner.update_notes = ALWAYS
    learner.take(corrected)
    assert learner.note("b")["Answer"] == "<p>改了</p>"


def test_restyling_in_place_stays_with_update_note_types_never(publisher: Publisher, learner: Learner) -> None:
    """The learner's style sheet is kept, and corrections still come."""
    learner.take(publisher.release(FIRST, JANUARY))
    own = learner.collection.models.by_name("demo · Q&A")
    own["css"] = ".card { color: teal }"
    learner.collection.models.update_dict(own)
    publisher.restyle("anki/card.css", "--paper: #ffffff", "--paper: #fffffe")
    learner.update_notetypes = NEVER
    log = learner.take(publisher.release(bank(A, question("b", answer="改了"), C), FEBRUARY))
    assert log == Log(updated=1, duplicate=3)
    assert learner.collection.models.by_name("demo · Q&A")["css"] == ".card { color: teal }"


def test_a_copy_of_the_note_type_stops_all_updates(publisher: Publisher, learners: Callable[..., Learner]) -> None:
    """Notes moved to it are "conflicting" with every later release."""
    learner = learners()
    learner.take(publisher.release(FIRST, JANUARY))
    models = learner.collection.models
    mine = models.copy(models.by_name("demo · Q&A"))
    info = models.change_notetype_info(
        old_notetype_id=models.by_name("demo · Q&A")["id"], new_notetype_id=mine["id"])
    request = info.input
    request.note_ids.append(learner.note("b").id)
    models.change_notetype_of_notes(request)
    log = learner.take(publisher.release(bank(A, question("b", answer="改了"), C), FEBRUARY))
    assert (log.updated, log.conflicting) == (0, 1)


def test_a_field_of_the_learner_s_own_stops_updates_of_its_note_type(
    publisher: Publisher, learners: Callable[..., Learner],
) -> None:
    """Without merging, that is."""
    learner = learners()
    learner.take(publisher.release(FIRST, JANUARY))
    models = learner.collection.models
    own = models.by_name("demo · Q&A")
    models.add_field(own, models.new_field("Mine"))
    models.update_dict(own)
    log = learner.take(publisher.release(bank(A, question("b", answer="改了"), C), FEBRUARY))
    assert (log.updated, log.conflicting) == (0, 3)


def test_a_retired_question_stays_with_who_has_it(publisher: Publisher, learner: Learner) -> None:
    """Its note and its reviews are as they were; no release ships it."""
    learner.take(publisher.release(FIRST, JANUARY))
    card = learner.review("a")
    fields = list(learner.note("a").fields)
    assert learner.take(publisher.release(bank(B, C), FEBRUARY)) == Log(duplicate=2)
    assert list(learner.note("a").fields) == fields
    assert learner.empty_cards() == []
    assert learner.state(card).reviews == 1


def test_a_retired_question_gives_a_fresh_learner_nothing(publisher: Publisher, learner: Learner) -> None:
    """No note, no card; the description names it for those who have it."""
    publisher.release(FIRST, JANUARY)
    assert learner.take(publisher.release(bank(B, C), FEBRUARY)) == Log(new=2)
    assert set(learner.all_states()) == {("b", 0), ("c", 0)}
    assert "问题 a" in learner.collection.decks.by_name("题库")["desc"]


def test_a_restored_question_returns_with_its_reviews(publisher: Publisher, learner: Learner) -> None:
    """The same content under the same id: the note and its card are as before."""
    learner.take(publisher.release(FIRST, JANUARY))
    card = learner.review("a")
    before = learner.all_states()
    learner.take(publisher.release(bank(B, C), FEBRUARY))
    assert learner.take(publisher.release(FIRST, MARCH)) == Log(updated=2, duplicate=2)
    assert learner.all_states() == before
    assert learner.state(card).reviews == 1


def test_a_restored_question_comes_to_who_began_meanwhile(publisher: Publisher, learner: Learner) -> None:
    """As new notes with all their cards."""
    publisher.release(FIRST, JANUARY)
    learner.take(publisher.release(bank(B, C), FEBRUARY))
    assert learner.take(publisher.release(FIRST, MARCH)) == Log(new=2, duplicate=2)
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
    assert learner.take(publisher.release(changed, FEBRUARY)) == Log(updated=2, duplicate=2)
    assert learner.note("b")["Spare1"] == "我的笔记"
    assert learner.note("b").tags == ["demo::topic::one", "demo::标签", "mine"]
    both = bank(question("b", answer="也改了"), C)
    learner.take(publisher.release(both, SOON))
    assert learner.note("b")["Answer"] == "<p>也改了</p>"
    assert learner.note("b")["Spare1"] == ""
    assert learner.note("b").tags == ["demo::topic::one", "demo::标签"]


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
    assert decks["a", 0] == "题库::01 甲"
    assert decks["n", 0] == "题库::01 新甲"
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
    assert len(learner.collection.find_cards('"deck:另一题库::01 甲"')) == 1
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
        return {note["Id"]: [*(text for name, text in note.items() if name not in ("Number", "Place")),
                             *note.tags] for note in notes}

    assert set(texts(last)) == {"a", "a/k", "c", "d"}
    assert texts(every) == texts(some) == texts(last) | {"b": texts(every)["b"]}
