"""What counts as a difference between two releases."""

from __future__ import annotations

import itertools
import random

from dlexport.plugin.contract import Note, Part, Passage
from dlexport.verify.changelist import as_data, as_markdown, as_text
from dlexport.verify.difference import Changed, Difference, Moved, compare


def note(ident: str, topic: str = "甲", **more: object) -> Note:
    """A note whose key is its id, unless said otherwise."""
    return Note(**{"key": ident, "id": ident, "title": f"题{ident}", "topic": topic, **more})   # type: ignore[arg-type] # of one type each


def release(*notes: Note, answer: str = "答案", markup: str = "<p>答案</p>") -> list[Passage]:
    """These notes, all with the same answer."""
    return [Passage(one.id, Part.ANSWER, answer, one, markup) for one in notes]


A, B, C, D = (note(ident) for ident in "abcd")


def test_the_same_release_does_not_differ() -> None:
    """White space is no difference either."""
    difference = compare(release(A, B), release(A, B, answer="答\n案"))
    assert difference == Difference(untouched=(A, B))
    assert not difference


def test_what_comes_and_what_goes() -> None:
    """Added notes are in the new release only, retired ones in the old one."""
    difference = compare(release(A, B), release(C, B))
    assert difference == Difference(added=(C,), retired=(A,), untouched=(B,))
    assert difference


def test_each_field_that_changed_is_named() -> None:
    """Words, tags and titles; a part that is new."""
    now = note("a", title="新题", tags=("t",))
    later = [*release(now, answer="改"), Passage("a", Part.ANALYSIS, "新", now)]
    assert compare(release(A), later).changed == (Changed(now, ("title", "tags", "answer", "analysis"), ()),)


def test_the_same_words_in_another_look() -> None:
    """Another picture, other emphasis, another address."""
    difference = compare(release(A), release(A, markup="<p><b>答案</b></p>"))
    assert difference.changed == (Changed(A, (), ("answer",)),)


def test_a_renamed_note_is_the_same_note() -> None:
    """By its key: its id is what changed."""
    renamed = note("z", key="a", title="题a")
    assert compare(release(A), release(renamed)).changed == (Changed(renamed, ("id",), ()),)


def test_a_note_in_another_topic_has_moved() -> None:
    """With the topic it was in."""
    moved = note("b", "乙")
    assert compare(release(A, B, note("c", "乙")), release(A, note("c", "乙"), moved)).moved == (Moved(moved, "甲"),)


def test_a_renamed_topic_changes_its_notes_and_moves_none() -> None:
    """All of it, under a name that is new."""
    now = note("a", "丙"), note("b", "丙")
    difference = compare(release(A, B, note("c", "乙")), release(*now, note("c", "乙")))
    assert difference.moved == ()
    assert [(one.note.id, one.fields) for one in difference.changed] == [("a", ("topic",)), ("b", ("topic",))]


def test_the_fewest_moves_explain_a_new_order() -> None:
    """Of four notes of which one went to the front, one has moved; what was added moved nothing."""
    assert compare(release(A, B, C), release(C, D, A, B)).moved == (Moved(C, "甲"),)


def test_what_did_not_move_is_always_in_order() -> None:
    """Over every order of five notes, and no smaller number of moves would do."""
    notes = [note(str(n)) for n in range(5)]
    for order in itertools.permutations(notes):
        moved = {one.note for one in compare(release(*notes), release(*order)).moved}
        stayed = [int(one.id) for one in order if one not in moved]
        assert stayed == sorted(stayed)
        longest = max(len(some) for size in range(6) for some in itertools.combinations(order, size)
                      if [one.id for one in some] == sorted(one.id for one in some))
        assert len(stayed) == longest


def test_every_note_is_accounted_for() -> None:
    """In some group, whatever happened."""
    dice = random.Random(3)  # noqa: S311 - no secret
    for _ in range(50):
        old, new = ([note(str(n), dice.choice("甲乙")) for n in dice.sample(range(9), 6)] for _ in range(2))
        found = compare(release(*old), release(*new))
        groups = (found.added, found.untouched, (one.note for one in found.changed), (one.note for one in found.moved))
        assert {one.id for group in groups for one in group} == {one.id for one in new}
        assert {one.id for one in found.retired} == {one.id for one in old} - {one.id for one in new}


def test_formats_without_notes_are_compared_question_by_question() -> None:
    """By part, or by all of the question's text where the format knows no parts."""
    def book(text: str) -> list[Passage]:
        return [Passage("a", None, text), Passage("a", Part.TITLE, "题")]

    assert compare(book("文"), book("章")).changed == (Changed(Note("a", "a"), ("text",), ()),)


EVERYTHING = Difference(
    added=(note("n", title="a_b"),), changed=(Changed(A, ("answer",), ("prompt",)),), retired=(B,),
    moved=(Moved(C, "甲"), Moved(note("d", "乙"), "*甲*")), untouched=(note("u"),),
)


def test_a_difference_as_text() -> None:
    """A line a note, and the sum."""
    assert as_text(EVERYTHING).splitlines() == [
        "added    n  a_b", "changed  a  题a  (answer, look of prompt)", "retired  b  题b",
        "moved    c  题c  (within its topic)", "moved    d  题d  (from *甲*)",
        "1 added, 1 changed, 1 retired, 2 moved, 1 untouched",
    ]


def test_a_difference_as_markdown() -> None:
    """What Markdown would take for markup is escaped; kinds of change that there are not have no section."""
    assert as_markdown(EVERYTHING).splitlines() == [
        "## Added (1)", "", "- a\\_b (`n`)", "", "## Changed (1)", "", "- 题a (`a`): answer, look of prompt", "",
        "## Retired (1)", "", "- 题b (`b`)", "", "## Moved (2)", "", "- 题c (`c`): within its topic",
        "- 题d (`d`): from \\*甲\\*", "", "Untouched: 1 notes.",
    ]
    assert as_markdown(Difference()) == "Untouched: 0 notes."


def test_a_difference_as_data() -> None:
    """Each note with all that is known of it."""
    data = as_data(EVERYTHING)
    assert list(data) == ["added", "changed", "retired", "moved", "untouched", "removal"]
    assert data["added"] == [{"key": "n", "id": "n", "title": "a_b", "topic": "甲", "tags": (), "bank": "",
                              "modified": 0, "cards": ()}]
    assert data["changed"][0]["fields"] == ("answer",)
    assert data["changed"][0]["looks"] == ("prompt",)
    assert data["moved"][1]["from"] == "*甲*"
