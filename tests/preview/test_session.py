"""A session holds the last good state of a bank, and shows a question as the real artifacts do."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from dlexport.cache import Cache
from dlexport.run import pipeline, provenance
from dlexport.session import Session
from dlexport.session import session as module
from dlexport.session.one_question import one_question

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlexport.run.request import Request


@pytest.fixture
def session(request_here: Request) -> Iterator[Session]:
    one = Session(request_here)
    yield one
    one.close()


def save(request: Request, old: str, new: str) -> None:
    text = request.source.read_text(encoding="utf-8")
    assert old in text
    request.source.write_text(text.replace(old, new), encoding="utf-8")


def shown(session: Session, question: str, exporter: str = "apkg") -> str:
    return b"".join(view.data for view in session.views(question, exporter)).decode("utf-8", "replace")


def test_what_changed_is_named(session: Session, request_here: Request) -> None:
    """Those that are new or others, and those that left; nothing where nothing was written."""
    assert session.change.questions == ("a", "b")
    assert session.refresh().questions == ()
    save(request_here, "答案一", "新的答案")
    assert session.refresh().questions == ("a",)
    assert "新的答案" in shown(session, "a")
    save(request_here, "id: b", "id: c")
    change = session.refresh()
    assert (change.questions, change.gone) == (("c",), ("b",))
    with pytest.raises(KeyError):
        session.views("b", "apkg")


def test_pieces_of_a_plug_in_installed_since_are_kept_under_its_code(
    session: Session, request_here: Request, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The cache is that of the code at work: opened once more where there is more of it, and only then."""
    opened: list[Cache] = []
    usual = pipeline.opened_cache
    monkeypatch.setattr(module, "opened_cache", lambda request: opened.append(usual(request)) or opened[-1])
    session.refresh()
    assert opened == []
    monkeypatch.setattr(provenance, "at_work", lambda: "with a plug-in")
    session.refresh()
    (cache,) = opened
    save(request_here, "答案一", "新的答案")
    assert session.refresh().questions == ("a",)
    assert opened == [cache]
    assert cache.key("x") == Cache(base="with a plug-in").key("x")


def test_a_question_on_another_line_has_not_changed(session: Session, request_here: Request) -> None:
    """Its content is the same object, its place is the new one."""
    assert session.book
    before = {entry.question.id: (entry.question.span.line, session.content(entry.question.id))
              for entry in session.book.entries()}
    text = request_here.source.read_text(encoding="utf-8")
    for lines in (1, 2):        # the first time texts come from the file, then from the cache
        request_here.source.write_text(text.replace("topics:", "# a word\n" * lines + "topics:"), encoding="utf-8")
        assert session.refresh().questions == ()
        for entry in session.book.entries():
            line, content = before[entry.question.id]
            assert entry.question.span.line == line + lines
            assert session.content(entry.question.id) is content or lines == 1


def test_a_broken_source_leaves_the_last_good_state(session: Session, request_here: Request) -> None:
    """The problems are told beside it; mended, it goes on."""
    save(request_here, "answer: 答案一", "anwser: 新的")
    change = session.refresh()
    assert {problem.code for problem in change.problems} >= {"unknown-key"}
    assert change.sources
    assert "答案一" in shown(session, "a")
    save(request_here, "anwser: 新的", "answer: 新的")
    assert session.refresh().problems == ()
    assert "新的" in shown(session, "a")


def test_a_source_that_is_broken_from_the_first(request_here: Request) -> None:
    """There is nothing to show yet, and then there is."""
    save(request_here, "format: 1", "format: 9")
    session = Session(request_here)
    assert session.book is None
    assert session.change.problems
    save(request_here, "format: 9", "format: 1")
    assert session.refresh().questions == ("a", "b")
    session.close()


def test_the_bank_s_head_and_the_theme_are_every_question_s(session: Session, request_here: Request) -> None:
    """A new title of a topic is on the card although its question is the same."""
    assert "甲类" in shown(session, "a")
    save(request_here, "甲类", "丙类")
    assert session.refresh().questions == ()
    assert "丙类" in shown(session, "a")


def test_every_format_shows_a_question(session: Session) -> None:
    """Cards and pages hold this question and no other; prints are pictures of pages."""
    assert set(session.exporters) >= {"apkg", "cards-pdf", "epub", "html", "pdf", "quiz-pdf"}
    for name in session.exporters:
        views = session.views("b", name)
        assert views, name
        assert len({view.name for view in views}) == len(views)
        for view in views:
            if view.media_type == "image/jpeg":
                assert Image.open(io.BytesIO(view.data)).width > 400
            else:
                text = view.data.decode()
                assert "第二题" in text
                assert "答案一" not in text
                assert not re.search(r"""<link\b[^>]*href=["'](?!data:)|src=["'](?!data:)""", text), name


def test_one_question_keeps_its_number(session: Session) -> None:
    """The book of one question has it in its chapter, under the number that it has in the whole."""
    assert session.book is not None
    book = one_question(session.book, "b")
    ((chapter, entry),) = book.by_number()
    assert (chapter.number, entry.number, entry.question.id, book.count) == (2, 2, "b", 1)
    with pytest.raises(KeyError):
        one_question(session.book, "nothing")


def test_nothing_is_written(session: Session, request_here: Request) -> None:
    """No lock and no output: to look changes nothing."""
    for name in session.exporters:
        session.views("a", name)
    assert sorted(path.name for path in request_here.source.parent.iterdir()) == ["questions.yaml"]
    assert not request_here.out.exists()
