"""docs/e-readers.md on what is done for all readers, sentence by sentence: each names the tests that show it."""

from __future__ import annotations

from pathlib import Path

from learners_docs import begun, told

OF_READERS: tuple[str, ...] = ()    # what readers do, no promise of ours
SHOWN_BY: dict[str, tuple[str, ...]] = {
    "**Formulas.** Each `math` element": ("test_a_formula_leads_to_a_drawing_of_itself",),
    "No reader breaks formulas": OF_READERS,
    "A formula wider than 20 em": ("test_a_formula_wider_than_a_small_screen_stands_in_rows",
                                   "test_what_cannot_be_broken_says_how_wide_it_is", "test_no_formula_is_cut"),
    "**Small screens.** Long lines of code": (
        "test_a_line_of_code_that_is_turned_over_goes_on_further_in", "test_no_word_of_a_table_is_torn",
        "test_a_table_wider_than_the_page_fades_where_there_is_more"),
    "Where lines are short, tables": ("test_the_tables_of_the_bank_fit_a_phone",),
    "On paper, and in engines": ("test_nothing_of_a_table_is_cut_on_paper", "test_the_widest_tables_have_a_class"),
    "Drawings shrink": ("test_the_lettering_of_drawings_is_as_large_as_the_text_allows",),
    "A test renders every page": ("test_nothing_runs_off_a_small_screen", "test_what_runs_off_would_be_seen"),
    "**Light, sepia, dark.** The book sets no colour": (
        "test_no_colour_of_text_is_fixed", "test_all_words_are_in_the_ink_of_the_reader",
        "test_drawn_formulas_take_the_colour_of_the_text"),
    "Only figures, which are drawn": ("test_figures_keep_a_light_ground_in_any_theme",),
    "**Links.** Question": ("test_every_link_inside_the_book_leads_somewhere",),
    "Key points are notes": ("test_key_points_pop_up_beside_the_question_and_stand_in_the_answer",),
    "Nothing depends on scripts": ("test_nothing_runs_and_nothing_hides",),
    "**Old readers.** An NCX": ("test_old_readers_get_the_same_contents", "test_both_files_are_of_the_same_size"),
    "**Accessibility.** EPUB Accessibility 1.1": (
        "test_every_type_has_its_role_beside_it", "test_no_level_of_heading_is_left_out",
        "test_every_page_says_its_language_and_its_title", "test_pictures_and_formulas_can_be_heard",
        "test_what_readers_with_disabilities_are_told"),
    "The book does not claim": ("test_a_picture_without_description_withdraws_the_claim",),
    "EPUBCheck and Ace by DAISY": ("test_every_construct_and_the_real_bank_are_valid_with_every_option",
                                   "test_the_book_passes"),
    "**Your own style.** `styles/epub/book.css`": ("test_formulas_bring_their_font",),
}


def test_each_sentence_names_what_shows_it() -> None:
    """In the order of the docs; what is added or changed there must be shown here, by tests that there are."""
    assert begun("What is done for all of them", None, SHOWN_BY, "e-readers.md") == list(SHOWN_BY)
    assert {name for names in SHOWN_BY.values() for name in names} - told(Path(__file__).parent) == set()
