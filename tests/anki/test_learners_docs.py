"""docs/learners.md, sentence by sentence: each that promises something of the deck names the tests that show it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from banks import bank, keypoint, question
from releases import FEBRUARY, JANUARY, MARCH, Learner, Log, Publisher
from test_anki_stories import STORIES

from learners_docs import begun, told

if TYPE_CHECKING:
    from collections.abc import Callable

HOW_TO: tuple[str, ...] = ()      # a step of the hands, part of the sentence before or after it
SHOWN_BY: dict[str, tuple[str, ...]] = {    # how a sentence begins -> tests by their names, or stories by theirs
    "A new release of the deck is imported": ("a text changed",),
    "**File › Import**": HOW_TO,
    "**If newer**), Import.": ("a text changed",),
    "It does not matter how many releases": ("test_whichever_releases_a_learner_took_the_last_one_decides",),
    "Anki tells how many notes": ("nothing changed", "a question added at the front"),
    "All of this is tested": ("test_a_second_release",),
    "**Your reviews, always**": ("test_a_second_release", "test_flags_suspension_and_decks_are_the_learners"),
    "Nothing in a release touches them.": ("test_a_second_release",),
    "**The deck a card is in.**": ("test_flags_suspension_and_decks_are_the_learners",),
    "New cards come into the bank's decks.": ("test_new_cards_come_in_the_order_of_the_bank",),
    "**Notes that have not changed**": ("test_what_a_learner_edited_stays_until_the_note_changes",),
    "**Notes that you edited after": ("test_a_note_edited_after_a_release_is_not_updated_by_that_release",),
    "Anki keeps the newer of the two.": ("test_a_note_edited_after_a_release_is_not_updated_by_that_release",),
    "The next change of the note": ("test_what_a_learner_edited_stays_until_the_note_changes",),
    "**Each blank's own card**": ("a blank added before another",),
    "One that was corrected keeps": ("a correction inside a blank",),
    "**A question with options keeps its card**": ("test_options_that_change_are_the_same_card",
                                                   "test_what_is_reordered_is_the_same"),
    "The front shows them in a new order": ("test_every_order_comes",),
    "Tap one, or several": ("test_what_is_tapped_is_marked_and_the_order_kept",),
    "A client that runs no script": ("test_without_script_it_reads_well",
                                     "test_the_right_one_is_not_always_the_first"),
    "**A question with blanks**": ("test_a_blank_keeps_its_card",),
    "When a note has changed in the bank": ("test_what_a_learner_edited_stays_until_the_note_changes",),
    "**all its fields**": ("test_what_a_learner_edited_stays_until_the_note_changes",),
    "**its tags**": ("test_what_a_learner_edited_stays_until_the_note_changes", "retagged"),
    "So write notes of your own": ("test_flags_suspension_and_decks_are_the_learners",),
    "The look of the cards": ("the style sheet changed", "a template changed"),
    "Its notes stay in your collection": ("retired", "test_a_retired_question_stays_with_who_has_it"),
    "The description of the deck": ("test_the_search_finds_what_left_and_nothing_else",),
    "To remove their notes:": HOW_TO,
    "**Browse**, and paste the search": ("test_the_search_finds_what_left_and_nothing_else",),
    "select all, **Notes › Delete**": ("test_the_search_finds_what_left_and_nothing_else",),
    "No later release brings them back": ("test_the_search_finds_what_left_and_nothing_else",),
    "If the question returns": ("test_a_restored_question_returns_with_its_reviews",
                                "test_what_was_deleted_and_returns_comes_as_new"),
    "A bank that withdraws something wrong": ("retired, and marked",),
    "Who begins with a later release": ("test_an_old_and_a_new_learner_of_a_marked_question",),
    "When a blank is no longer": ("a blank gone",),
    "**Tools › Empty Cards…**": ("a blank gone", "test_empty_cards_lists_the_learner_s_own_too"),
    "Anki knows decks by their names.": ("test_a_renamed_topic_leaves_cards_where_the_learner_has_them",),
    "Cards that you have stay in the deck": ("test_a_renamed_topic_leaves_cards_where_the_learner_has_them",
                                             "a topic renamed"),
    "To put them together": ("test_cards_of_a_renamed_topic_can_be_put_together",),
    "A question that moves to another topic": ("moved to another topic",),
    "Numbers of questions can change": ("test_a_question_added_at_the_front_is_the_only_new_note",),
    "**Tags that Anki sets": ("test_a_tag_of_anki_s_own_holds_a_correction_back_until_it_is_asked_for",),
    "A correction that was dated before": ("test_a_tag_of_anki_s_own_holds_a_correction_back_until_it_is_asked_for",),
    "Import that release once more": HOW_TO,
    "**Always** to have it.": ("test_a_tag_of_anki_s_own_holds_a_correction_back_until_it_is_asked_for",),
    "**A note type of your own.**": ("test_a_copy_of_the_note_type_stops_all_updates",),
    "**A field of your own**": ("test_a_field_of_the_learner_s_own_stops_updates_of_its_note_type",),
    "Change the style of the bank's note type": HOW_TO,
    "**Never**.": ("test_restyling_in_place_stays_with_update_note_types_never",),
    "Your style stays": ("test_restyling_in_place_stays_with_update_note_types_never",),
    "Do not restyle a copy": ("test_a_copy_of_the_note_type_stops_all_updates",),
    "Every bank has its own note types": ("test_two_banks_with_the_same_ids_live_in_one_collection",),
    "Two banks never change": ("test_two_banks_with_the_same_ids_live_in_one_collection",),
}
ON_ERRORS: dict[str, tuple[str, ...]] = {
    "The description of the deck": ("test_an_error_can_be_told_with_version_and_number",),
    "Name the number": ("test_an_error_can_be_told_with_version_and_number",),
}


def test_an_error_can_be_told_with_version_and_number(publisher: Publisher, learners: Callable[..., Learner]) -> None:
    """The deck that one clicks on says which version it is and where to go; both sides of each card show the number."""
    learner = learners()
    learner.take(publisher.release(bank(question("a", extra=keypoint("甲**乙**"))), JANUARY))
    about = str(learner.collection.decks.by_name("题库")["desc"])      # type: ignore[index] # it is there
    assert "版本" in about
    assert 'href="https://example.org/bank"' in about
    number = f'<span class="number">{learner.note("a")["Number"]}</span>'
    for name in ("a", "a/k"):
        assert number in learner.card(name).question()
        assert number in learner.card(name).answer()


def test_each_sentence_has_its_story() -> None:
    """In the order of the docs; what is added or changed there must be shown here."""
    assert begun("The deck", "The study page", SHOWN_BY) == list(SHOWN_BY)
    assert begun("An error in a card", None, ON_ERRORS) == list(ON_ERRORS)


def test_each_story_is_told() -> None:
    """By a test of this folder, or as one of the releases of `test_anki_stories`."""
    named = {name for names in SHOWN_BY.values() for name in names}
    assert named - told(Path(__file__).parent) - STORIES.keys() == set()


def test_what_was_deleted_and_returns_comes_as_new(publisher: Publisher, learner: Learner) -> None:
    """With new cards; the old reviews went with the notes."""
    full = bank(question("a", extra=keypoint("记住**甲**")), question("b"))
    learner.take(publisher.release(full, JANUARY))
    learner.review("a")
    second = publisher.release(bank(question("b")), FEBRUARY)
    learner.take(second)
    learner.collection.remove_notes(learner.removable(second))
    assert learner.take(publisher.release(full, MARCH)) == Log(new=2, duplicate=1)
    assert learner.state(learner.card("a").id).reviews == 0


def test_empty_cards_lists_the_learner_s_own_too(publisher: Publisher, learner: Learner) -> None:
    """So the list must be read before anything in it is deleted."""
    learner.take(publisher.release(bank(question("a", extra=keypoint("先**甲**后**乙**"))), JANUARY))
    own = learner.collection.new_note(learner.collection.models.by_name("Cloze"))
    own["Text"] = "{{c1::一}}{{c2::二}}"
    learner.collection.add_note(own, learner.collection.decks.id("我的"))
    own["Text"] = "{{c1::一}}"
    learner.collection.update_note(own)
    learner.take(publisher.release(bank(question("a", extra=keypoint("先甲后**乙**"))), FEBRUARY))
    listed = {learner.collection.get_card(card).nid for card in learner.empty_cards()}
    assert listed == {own.id, learner.note("a/k").id}


@pytest.mark.parametrize("style", ["numbered", "plain"])
def test_cards_of_a_renamed_topic_can_be_put_together(
    style: str, publisher: Publisher, learners: Callable[..., Learner],
) -> None:
    """Moved, the old deck is empty and can be deleted; later releases leave the cards in the new one."""
    publisher.options = type(publisher.options)(decks=style)   # type: ignore[arg-type] # one of the literals
    learner = learners()
    learner.take(publisher.release(bank(question("a"), question("b")), JANUARY))
    card = learner.review("a")
    old = learner.state(card).deck
    renamed = bank(question("a"), question("b"), question("c"), one="新甲")
    learner.take(publisher.release(renamed, FEBRUARY))
    new = learner.state(learner.card("c").id).deck
    assert (learner.state(card).deck, new == old) == (old, False)
    cards = learner.collection.find_cards(f'"deck:{old}"')
    target = learner.collection.decks.id(new)
    assert target is not None
    learner.collection.set_deck(cards, target)
    assert learner.collection.find_cards(f'"deck:{old}"') == []
    learner.collection.decks.remove([learner.collection.decks.id(old)])
    learner.take(publisher.release(renamed.replace("答案", "更好", 1), MARCH))
    assert (learner.state(card).deck, learner.state(card).reviews) == (new, 1)
    assert learner.collection.decks.by_name(old) is None
