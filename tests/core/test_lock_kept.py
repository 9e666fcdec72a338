"""Fingerprints of chapters are kept between runs: the lock is the same as without."""

from __future__ import annotations

import pickle
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from small_banks import HEAD, keypoints, question

from by_hand import KITCHEN_SINK
from dlexport.book.book import compose
from dlexport.book.fingerprints import digest, typed
from dlexport.cache import Cache
from dlexport.lock import lock as locks
from dlexport.lock import prints
from dlexport.reader import read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dlexport.book.book import Book

    Make = Callable[..., Book]

BEFORE = [question("a", extra=keypoints("记住**甲**")), question("b", "two"), question("c")]
EDITS = {
    "nothing": BEFORE,
    "an answer": [question("a", extra=keypoints("记住**甲**"), answer="答案二"), *BEFORE[1:]],
    "a blank": [question("a", extra=keypoints("记住**乙**")), *BEFORE[1:]],
    "a key point more": [question("a", extra=keypoints("记住**甲**", "还有**乙**")), *BEFORE[1:]],
    "another order": BEFORE[::-1],
    "a question less": BEFORE[1:],
    "kinds of cards": [question("a", extra=keypoints("记住**甲**")), question("b", "two"),
                       question("c", extra="    cards: [question]\n")],
}


def refreshed(book: Book, cache: Cache | None) -> object:
    """The lock of a book, and the problems of it."""
    lock = locks.refresh(book, {}, 100, {}, cache=cache)
    if cache:
        cache.close()
    return lock


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_gives_the_lock_of_a_run_without_a_cache(make_book: Make, tmp_path: Path, edit: str) -> None:
    """Whatever was edited; and of what is the same nothing is made again."""
    refreshed(make_book(*BEFORE), Cache(tmp_path))
    book = make_book(*EDITS[edit])
    assert refreshed(book, Cache(tmp_path)) == refreshed(book, None)


MACROS = HEAD.replace("'1'}", "'1', macros: {'\\R': '\\mathbb{N}'}}")


@pytest.mark.parametrize("head", [HEAD.replace("title: ", "title: 新"), MACROS.replace("{N}", "{R}")])
def test_the_head_counts(make_book: Make, tmp_path: Path, head: str) -> None:
    """The titles of topics, and macros that are used."""
    texts = [question("a", answer="$\\R$"), question("b", "two")] if "macros" in head else BEFORE
    before = MACROS if "macros" in head else HEAD
    refreshed(make_book(*texts, head=before), Cache(tmp_path))
    book = make_book(*texts, head=head)
    assert refreshed(book, Cache(tmp_path)) == refreshed(book, None)
    assert refreshed(book, None) != refreshed(make_book(*texts, head=before), None)


def test_pictures_count(tmp_path: Path) -> None:
    """The bank of every construct, one of its pictures exchanged for another."""
    book = compose(read(KITCHEN_SINK / "questions.yaml"))
    refreshed(book, Cache(tmp_path))
    media = {path: replace(one, origin=f"other {path}") for path, one in book.bank.media.items()}
    other = replace(book, bank=replace(book.bank, media=media))
    assert refreshed(other, Cache(tmp_path)) == refreshed(other, None) != refreshed(book, None)


@pytest.mark.parametrize("wrong", [
    b"x", pickle.dumps(1), pickle.dumps([]), pickle.dumps([("x", "y")]), pickle.dumps([("x", "", "")]),
    pickle.dumps([("", "", "", "", 1)] * 3), pickle.dumps([(1, "", "", "")] * 3)])
def test_a_forged_entry_is_not_believed(make_book: Make, tmp_path: Path, wrong: bytes,
                                        monkeypatch: pytest.MonkeyPatch) -> None:
    """Of another form than what is kept."""
    book, cache = make_book(*BEFORE), Cache(tmp_path)
    keys: list[bytes] = []
    monkeypatch.setattr(Cache, "put", lambda _, key, __: keys.append(key))
    list(prints.contents(book, cache))
    monkeypatch.undo()
    assert keys
    for key in keys:
        cache.put(key, wrong)
    assert refreshed(book, cache) == refreshed(book, None)


def test_what_is_known_is_not_made_again(make_book: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a chapter whose questions are the same."""
    expected = refreshed(make_book(*BEFORE), Cache(tmp_path))
    monkeypatch.setattr(prints, "_records", None)
    assert refreshed(make_book(*BEFORE), Cache(tmp_path)) == expected


def test_a_digest_is_that_of_the_text(tmp_path: Path) -> None:
    """Read first, or known; a changed copy has one of its own."""
    for cache in (None, Cache(tmp_path), Cache(tmp_path)):
        bank = read(KITCHEN_SINK / "questions.yaml", cache)
        for one in bank.questions:
            assert digest(one) == sha256(typed(one)).digest()
            assert digest(replace(one, tags=("other",))) != digest(one)
        if cache:
            cache.close()
            assert any(one.digest for one in bank.questions)


TYPED_ALIKE = [     # what differs, and which fields
    ("title", "title: 'AT&amp;T'", "prompt: 'AT&amp;T'"),
    ("title", "title: 'H<sub>2</sub>O'", "prompt: 'H<sub>2</sub>O'"),
    ("summary", f"prompt: '{'字' * 150}'", f"prompt: '{'字' * 150}'\n    summary: '{'字' * 150}'"),
    ("summary", "prompt: 'AT&amp;T'", "prompt: 'AT&amp;T'\n    summary: 'AT&amp;T'"),
]


@pytest.mark.parametrize(("name", "one", "other"), TYPED_ALIKE)
def test_the_grammar_counts(name: str, one: str, other: str, make_book: Make) -> None:
    """The same text in another field may show something else: then digest and lock differ too."""
    books = [make_book(f"  - id: a\n    topic: one\n    {asked}\n    answer: 水\n") for asked in (one, other)]
    first, second = (next(book.entries()).question for book in books)
    assert getattr(first, name).source.value == getattr(second, name).source.value
    assert getattr(first, name).children != getattr(second, name).children
    assert digest(first) != digest(second)
    contents = {locks.refresh(book, {}, 100, {})[0]["question", "a"].content for book in books}
    assert len(contents) == len(books)


def test_a_prompt_for_a_title_is_as_a_title(make_book: Make) -> None:
    """Where both show the same, nothing moves: neither digest nor lock."""
    one, other = (make_book(f"  - id: a\n    topic: one\n    {name}: '什么是**甲** $a^2$'\n    answer: 水\n")
                  for name in ("title", "prompt"))
    assert digest(next(one.entries()).question) == digest(next(other.entries()).question)
    assert refreshed(one, None) == refreshed(other, None)
