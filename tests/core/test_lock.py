"""What the lock remembers from release to release."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from small_banks import HEAD, keypoints, question

from dlexport.lock import lock as locks
from dlexport.lock.lock import Retired
from dlexport.problems import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable

    from dlexport.book.book import Book
    from dlexport.lock.lock import Lock

    Make = Callable[..., Book]



def release(book: Book, lock: Lock | None = None, now: int = 100, **options: object) -> Lock:
    """The lock after a release without problems."""
    new, problems = locks.refresh(book, lock or {}, now, {"apkg/revision": "1"}, **options)  # type: ignore[arg-type]
    assert problems == ()
    return new


def dates(lock: Lock) -> dict[str, int]:
    """Id -> date of what is in the source."""
    return {record.id: record.changed for record in lock.values()
            if not record.retired and record.kind not in {"bank", "topic"}}


def test_a_new_bank_is_dated_now(make_book: Make) -> None:
    """Questions, key points and stamps."""
    lock = release(make_book(question("a", extra=keypoints("记住**甲**"))))
    assert dates(lock) == {"a": 100, "a/k1": 100, "apkg/revision": 100}


def test_a_number_is_no_content(make_book: Make) -> None:
    """Numbered in another way, or by another question before it, nothing has changed: no learner's note is replaced."""
    questions = [question("b", "two"), question("a", extra=keypoints("记住**甲**"))]
    lock = release(make_book(*questions))
    assert release(make_book(*questions, head=HEAD.replace("'1'}", "'1', numbering: source}")), lock, 200) == lock
    assert dates(release(make_book(question("new"), *questions), lock, 200)) == {**dates(lock), "new": 200}


def test_what_did_not_change_keeps_its_date(make_book: Make) -> None:
    """Inserting, reordering and another number touch nothing."""
    lock = release(make_book(question("a"), question("b")))
    again = release(make_book(question("c"), question("b"), question("a")), lock, now=200)
    assert dates(again) == {"a": 100, "b": 100, "c": 200, "apkg/revision": 100}


@pytest.mark.parametrize("changed", [
    question("a", answer="答案二"),
    question("a", "two"),
    question("a", extra="    tags: [t]\n"),
    question("a", extra="    difficulty: 1\n"),
    question("a", extra="    summary: 摘要\n"),
    question("a", extra="    sections:\n      - {title: 作用, body: 文}\n"),
    question("a", extra="    references:\n      - {title: 书}\n"),
])
def test_every_change_that_is_rendered_is_dated(make_book: Make, changed: str) -> None:
    """Also the topic's title, which every card shows."""
    lock = release(make_book(question("a")))
    assert dates(release(make_book(changed), lock, now=200))["a"] == 200


def test_a_topic_renamed_dates_its_questions(make_book: Make) -> None:
    """The note shows the topic's title."""
    lock = release(make_book(question("a", extra=keypoints("**甲**乙"))))
    renamed = HEAD.replace("甲}", "丙}")
    again = release(make_book(question("a", extra=keypoints("**甲**乙")), head=renamed), lock, now=200)
    assert dates(again) == {"a": 200, "a/k1": 200, "apkg/revision": 100}


def test_the_yaml_style_of_a_text_is_not_a_change(make_book: Make) -> None:
    """Quoting a value differently renders the same card."""
    lock = release(make_book(question("a")))
    assert dates(release(make_book(question("a", answer="|\n      答案一")), lock, now=200))["a"] == 100


def test_dates_always_rise_even_when_the_clock_does_not(make_book: Make) -> None:
    """A note imports only when it is newer than the last one."""
    lock = release(make_book(question("a")))
    assert dates(release(make_book(question("a", answer="二")), lock, now=50))["a"] == 101


def test_a_stamp_changes_alone_and_those_of_others_stay(make_book: Make) -> None:
    """A new style of the deck does not date the questions."""
    book = make_book(question("a"))
    lock = release(book)
    again, _ = locks.refresh(book, lock, 200, {"apkg/revision": "2", "pdf/revision": "1"})
    last, _ = locks.refresh(book, again, 300, {"pdf/revision": "1"})
    assert dates(last) == {"a": 100, "apkg/revision": 200, "pdf/revision": 200}


def test_what_leaves_is_retired_and_stays(make_book: Make) -> None:
    """Learners may skip the release in which it left."""
    lock = release(make_book(question("a"), question("b", "two", extra=keypoints("**甲**乙"))))
    gone = release(make_book(question("a")), lock, now=200)
    assert gone == release(make_book(question("a")), gone, now=300)
    assert locks.date(make_book(question("a")), gone, "apkg").retired == (
        Retired("question", "b", "b", "two", "问题b", 200),
        Retired("keypoint", "b/k1", "b/k1", "two", "问题b", 200, {"甲": 1}),
    )


def test_a_selection_retires_nothing(make_book: Make) -> None:
    """What `--only-topic` leaves out has not left the bank."""
    lock = release(make_book(question("a"), question("b", "two")))
    assert dates(release(make_book(question("a")), lock, now=200, whole=False)) == dates(lock)


def test_restored_with_the_same_content_it_simply_returns(make_book: Make) -> None:
    """Newer than its retirement, so that the card comes back everywhere."""
    full = make_book(question("a"), question("b"))
    gone = release(make_book(question("a")), release(full), now=200)
    assert dates(release(make_book(question("a"), question("b")), gone, now=150))["b"] == 201


def test_an_id_used_again_for_other_content_is_a_problem(make_book: Make) -> None:
    """Reviews of the old card would pass to the new one; the author can say that it is meant."""
    gone = release(make_book(question("a")), release(make_book(question("a"), question("b"))), now=200)
    book = make_book(question("a"), question("b", answer="别的"))
    _, problems = locks.refresh(book, gone, 300, {})
    assert [(p.code, p.span and p.span.line) for p in problems] == [("retired-returns", 13)]
    assert dates(release(book, gone, now=300, restore=["b"]))["b"] == 300


@pytest.mark.parametrize("answer", ["答案", "别的"], ids=["same content as the retired one", "other content"])
def test_a_rename_to_a_retired_id_takes_over_the_id_when_told(make_book: Make, answer: str) -> None:
    """Whose history goes on is what `renamed_from` says; nobody decides that in silence."""
    first = release(make_book(question("a", extra=keypoints("记住**甲**")), question("b", answer="第二")))
    gone = release(make_book(question("b", answer="第二")), first, now=200)
    book = make_book(question("a", answer=answer, extra="    renamed_from: b\n" + keypoints("记住**甲**")))
    _, problems = locks.refresh(book, gone, 300, {})
    assert "retired-returns" in {p.code for p in problems}
    assert "the reviews of b:\ndlexport lock --restore a" in problems[0].hint
    lock = release(book, gone, now=300, restore=["a"])
    assert (lock["question", "a"].identity, lock["question", "a"].changed) == ("b", 300)
    assert ("question", "b") not in lock
    assert release(book, lock, now=400) == lock


def test_a_key_point_renamed_to_a_retired_id_takes_it_over_when_told(make_book: Make) -> None:
    """Likewise."""
    first = release(make_book(question("a", extra=keypoints("记住**甲**", "记住**乙**"))))
    gone = release(make_book(question("a", extra=keypoints("记住**甲**"))), first, now=200)
    renamed = keypoints("记住**甲**").replace("id: k1", "id: k2, renamed_from: k1")
    book = make_book(question("a", extra=renamed))
    _, problems = locks.refresh(book, gone, 300, {})
    assert [p.code for p in problems] == ["retired-returns"]
    lock = release(book, gone, now=300, restore=["a/k2"])
    assert (lock["keypoint", "a/k2"].identity, lock["keypoint", "a/k2"].blanks) == ("a/k1", {"甲": 1})


def test_an_unmarked_rename_is_a_problem(make_book: Make) -> None:
    """Same content, new id: without a word the learner would start anew."""
    title = question("b").replace("问题b", "问题a")
    _, problems = locks.refresh(make_book(title), release(make_book(question("a"))), 200, {})
    assert [p.code for p in problems] == ["renamed-unmarked"]
    assert "renamed_from: a" in problems[0].hint


@pytest.mark.parametrize("order", [("b", "n"), ("n", "b")])
@pytest.mark.parametrize("former", ["a/k1", "n/k1"])
def test_a_key_point_moves_while_its_question_is_renamed(make_book: Make, order: tuple[str, str], former: str) -> None:
    """Whichever question comes first, and whichever name of it is given."""
    before = question("a", extra=keypoints("**甲**乙", "**丙**丁"))
    lock, _ = locks.refresh(make_book(before + question("b", answer="答案二")), {}, 1000, {})
    lock, _ = locks.refresh(make_book(before.replace("**甲**乙", "**起****甲**乙") + question("b", answer="答案二")),
                            lock, 2000, {})
    after = {
        "n": question("n", extra=keypoints("**丙**丁").replace("id: k1", "id: k2") + "    renamed_from: a\n"),
        "b": question("b", answer="答案二",
                      extra=keypoints("**起****甲**乙").replace("}", f", renamed_from: {former}}}")),
    }
    new, problems = locks.refresh(make_book("".join(after[ident] for ident in order)), lock, 3000, {})
    assert problems == ()
    moved = new["keypoint", "b/k1"]
    assert (moved.identity, dict(moved.blanks), moved.retired) == ("a/k1", dict(lock["keypoint", "a/k1"].blanks), 0)
    assert {key[1] for key in new if key[0] == "keypoint"} == {"b/k1", "n/k2"}


def test_without_a_lock_a_key_point_renamed_with_its_question_has_its_first_id(make_book: Make) -> None:
    """What its GUID was derived from."""
    extra = keypoints("**甲**乙").replace("k1", "k9").replace("}", ", renamed_from: k1}") + "    renamed_from: a\n"
    lock, _ = locks.refresh(make_book(question("b", extra=extra)), {}, 1000, {})
    assert lock["keypoint", "b/k9"].identity == "a/k1"


@pytest.mark.parametrize(("extra", "said"), [
    (keypoints("**甲**乙").replace("}", ", renamed_from: k1}"), "`a/k1` has it"),
    (keypoints("**甲**乙", "**丙**丁").replace("**甲**乙'", "**甲**乙', renamed_from: k2"), "`a/k2` has it"),
    (keypoints("**甲**乙", "**丙**丁").replace("}", ", renamed_from: k3}"), "two key points: `a/k1` and `a/k2`"),
    (keypoints("**甲**乙", "**丙**丁").replace("乙'", "乙', renamed_from: old/k2") + "    renamed_from: old\n",
     "`a/k2` has it"),
])
def test_a_former_id_of_a_key_point_is_of_one_and_not_in_use(make_book: Make, extra: str, said: str) -> None:
    """Its reviews would pass to another, or two notes have one GUID."""
    with pytest.raises(SourceError, match=said) as caught:
        make_book(question("a", extra=extra))
    assert [(p.code, p.span and p.span.line) for p in caught.value.problems] == [("renamed-from", 7)]


def test_renamed_from_keeps_identity_key_points_and_history(make_book: Make) -> None:
    """The GUID stays the old one's, also after `renamed_from` has been taken out again."""
    lock = release(make_book(question("a", extra=keypoints("**甲**乙", "**丙**丁"))))
    renamed = make_book(question("b", extra=keypoints("**甲**乙") + "    renamed_from: a\n"))
    again = release(renamed, lock, now=200)
    assert locks.date(renamed, again, "apkg").identities == {"b": "a", "b/k1": "a/k1"}
    assert dates(again) == {"b": 200, "b/k1": 200, "apkg/revision": 100}
    assert [r.id for r in again.values() if r.retired] == ["b/k2"]
    later = make_book(question("b", extra=keypoints("**甲**乙")))
    assert locks.date(later, release(later, again, now=300), "apkg").identities == {"b": "a", "b/k1": "a/k1"}


def test_a_lost_lock_loses_dates_but_no_identity(make_book: Make) -> None:
    """What the source says of a rename is enough for the GUIDs."""
    book = make_book(question("b", extra=keypoints("**甲**乙") + "    renamed_from: a\n"))
    dated = locks.date(book, release(book), "apkg")
    assert (dated.identity("b"), dated.identity("b/k1"), dated.identity("c")) == ("a", "a/k1", "c")


def test_blanks_keep_their_numbers(make_book: Make) -> None:
    """A blank put before another gets the next unused number; numbers are never used again."""
    def numbers(text: str, lock: Lock | None = None) -> tuple[Lock, dict[str, int]]:
        new = release(make_book(question("a", extra=keypoints(text))), lock)
        return new, dict(new["keypoint", "a/k1"].blanks)

    lock, first = numbers("**甲**与**乙**")
    assert first == {"甲": 1, "乙": 2}
    lock, second = numbers("**丙**、**甲**与**乙**", lock)
    assert second == {"甲": 1, "乙": 2, "丙": 3}
    lock, _ = numbers("**甲**", lock)
    lock, last = numbers("**甲**和**丁**", lock)
    assert (last["甲"], last["丁"]) == (1, 4)


def test_forgetting_ends_a_retirement(make_book: Make) -> None:
    """With its key points; only what is retired can be forgotten."""
    lock = release(make_book(question("a"), question("b", extra=keypoints("**甲**乙"))))
    gone = release(make_book(question("a")), lock, now=200)
    assert {key[1] for key in locks.forget(gone, "b")} == {"a", "apkg/revision", "demo", "one", "two"}
    with pytest.raises(KeyError):
        locks.forget(gone, "a")


def test_a_deck_is_dated_by_its_own_stamps_only(make_book: Make) -> None:
    """Another exporter's form does not make the deck newer."""
    book = make_book(question("a"))
    lock, _ = locks.refresh(book, {}, 100, {"apkg/revision": "1"})
    lock, _ = locks.refresh(book, lock, 500, {"pdf/revision": "1"})
    assert locks.date(book, lock, "apkg").moment == 100
    assert locks.date(book, lock, "pdf").moment == 500


def test_changes_are_said_in_words(make_book: Make) -> None:
    """What `--locked` and `lock` print."""
    before = release(make_book(question("a"), question("b"), question("c")))
    after = release(make_book(question("a", answer="二"), question("d", answer="新"), question("c")), before, now=200)
    back = release(make_book(question("a", answer="二"), question("b"), question("c")), after, now=300)
    assert locks.changes(before, after) == ["question a changed", "question b left the source", "question d is new"]
    assert locks.changes(after, back) == ["question b is back", "question d left the source"]
    assert locks.changes(back, locks.forget(back, "d")) == ["question d was forgotten or renamed"]


def test_a_lock_belongs_to_one_bank(make_book: Make) -> None:
    """Another id would make every learner begin anew."""
    lock = release(make_book(question("a")))
    other = make_book(question("a"), head=HEAD.replace("id: demo", "id: other"))
    _, problems = locks.refresh(other, lock, 200, {})
    assert [problem.code for problem in problems] == ["bank-renamed"]
    assert "`id: demo`" in problems[0].hint


@pytest.mark.parametrize(("new", "looks_like"), [
    (question("n", answer="同一个题目，但是答案改写过了"), None),
    (question("n").replace("title: 问题n", "title: 问题b"), "b"),
    (question("n", answer="一个足够长的答案" * 5), "b"),
], ids=["another", "the same title", "the same answer"])
def test_a_question_renamed_and_edited_is_noticed(make_book: Make, new: str, looks_like: str | None) -> None:
    """By its title, or by an answer that is long enough to be its own."""
    lock = release(make_book(question("a"), question("b", answer="一个足够长的答案" * 5)))
    _, problems = locks.refresh(make_book(question("a"), new), lock, 200, {})
    assert [problem.code for problem in problems] == ["renamed-unmarked"] * (looks_like is not None)
    assert all(f"renamed_from: {looks_like}" in problem.hint for problem in problems)


@pytest.mark.parametrize(("before", "after", "hint"), [
    ("a", question("a", extra=keypoints("**甲**乙").replace("k1", "k9")), "renamed_from: k1"),
    ("a", question("a") + question("b", extra=keypoints("**甲**乙")), "renamed_from: a/k1"),
], ids=["renamed", "moved"])
def test_a_key_point_renamed_or_moved_is_noticed(make_book: Make, before: str, after: str, hint: str) -> None:
    """And the advice works when followed."""
    lock = release(make_book(question(before, extra=keypoints("**甲**乙"))))
    _, problems = locks.refresh(make_book(after), lock, 200, {})
    assert [problem.code for problem in problems] == ["renamed-unmarked"]
    assert hint in problems[0].hint
    followed = after.replace("text: ", f"{hint}, text: ")
    new = release(make_book(followed), lock, now=200)
    (moved,) = (record for record in new.values() if record.kind == "keypoint")
    assert (moved.identity, dict(moved.blanks), moved.retired) == ("a/k1", {"甲": 1}, 0)
