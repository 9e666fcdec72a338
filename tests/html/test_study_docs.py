"""docs/learners.md on the study page, sentence by sentence: each names the tests that show what it promises."""

from __future__ import annotations

from pathlib import Path

from learners_docs import begun, told

OF_BROWSERS: tuple[str, ...] = ()   # what browsers do with any page, no promise of ours
SHOWN_BY: dict[str, tuple[str, ...]] = {
    "The `.html` file is one page": ("test_the_page_leads_nowhere_by_itself",),
    "Everything in it can also be read": ("test_without_script_it_is_a_list", "test_all_is_printed"),
    "**The list.** `/` or a tap": ("test_every_term_of_a_search_must_occur",),
    "*Filters* narrow the list": ("test_each_choice_of_a_filter_says_how_many_questions_it_leaves",),
    "*Self-test* hides the answers": ("test_answers_wait_to_be_asked_for_in_a_self_test",
                                      "test_a_hint_shows_while_its_blank_is_closed"),
    "*Settings* has text size": ("test_text_size_and_theme_are_chosen_and_stay",
                                 "test_how_many_new_cards_a_day_and_of_what_is_the_learner_s_choice"),
    "**A session.** *Study* asks": ("test_ten_days",
                                    "test_how_many_new_cards_a_day_and_of_what_is_the_learner_s_choice"),
    "A card is a question or a key point.": ("test_ten_days",),
    "Show the answer (Space, a tap, a swipe)": (
        "test_a_card_is_graded_only_after_its_answer_was_shown", "test_a_tap_on_the_card_shows_its_answer",
        "test_a_swipe_turns_the_card_and_never_leaves_the_page", "test_the_grades_are_in_view_wherever_one_reads"),
    "*Again* comes back in the same session.": (
        "test_again_comes_back_in_the_session_but_not_at_once",
        "test_an_undo_takes_back_what_was_given_also_at_the_end"),
    "Of one question at most one new card": ("test_ten_days",),
    "Back or Esc leaves": ("test_a_reload_in_the_middle_goes_on", "test_a_link_in_a_card_leads_out_and_back_leads_in"),
    "**Options and blanks.** Tap an option": ("test_one_option_is_judged_at_once",
                                              "test_digits_choose_where_the_focus_is"),
    "Where several are right": ("test_several_options_wait_to_be_checked",),
    "Type into a blank": ("test_a_blank_takes_what_is_the_same", "test_formulas_and_percent_count_too"),
    "Show the answer of a card without choosing": (
        "test_a_card_that_is_turned_without_a_choice_marks_what_is_right",),
    "In a session the grade that follows": ("test_in_a_session_an_option_turns_the_card",
                                            "test_typed_blanks_suggest_a_grade"),
    "**When a card comes back**": ("test_the_schedule_is_that_of_the_reference_implementation",),
    "Days are your own": ("test_a_day_ends_at_four_in_the_morning",),
    "**Your reviews are in this browser only**": ("test_a_bank_keeps_to_its_own_part_of_the_store",),
    "*Export reviews* writes a file": ("test_two_devices_are_united", "test_a_file_is_taken_whole_or_not_at_all"),
    "Export now and then:": OF_BROWSERS,
    "Firefox may forget": OF_BROWSERS,
    "A private window keeps nothing.": OF_BROWSERS,
    "Chromium keeps one store": ("test_what_another_tab_wrote_or_another_page_emptied_is_not_lost",),
    "If the browser keeps nothing": ("test_a_store_that_fails_is_said_and_the_session_goes_on",
                                     "test_a_store_that_was_full_for_a_while_is_caught_up_with"),
    "A new version of the page": ("test_marks_of_older_pages_are_taken_over",
                                  "test_a_bank_keeps_to_its_own_part_of_the_store"),
}


def test_each_sentence_names_what_shows_it() -> None:
    """In the order of the docs; what is added or changed there must be shown here, by tests that there are."""
    assert begun("The study page", "An error in a card", SHOWN_BY) == list(SHOWN_BY)
    assert {name for names in SHOWN_BY.values() for name in names} - told(Path(__file__).parent) == set()
