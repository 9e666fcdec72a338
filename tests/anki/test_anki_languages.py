"""Decks of banks in nine languages, and in one from right to left, in the real Anki."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from by_hand import MOMENT
from dlexport.book.book import compose
from dlexport.exporters.anki.exporter import AnkiExporter
from dlexport.labels import direction, labels_for
from dlexport.lock import lock as locks
from dlexport.plugin.contract import ExportContext
from dlexport.reader import read
from dlexport.theme.fonts import Fonts
from dlexport.theme.styles import theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from releases import Learner

BANKS = Path(__file__).parents[1] / "cases" / "languages"
EXPORTER = AnkiExporter()


def test_cards_speak_the_language_of_their_bank(learners: Callable[..., Learner]) -> None:
    """Labels, language and direction of each card; all banks side by side in one collection."""
    learner = learners()
    for path in sorted(BANKS.glob("*.yaml")):
        book = compose(read(path))
        lock, _ = locks.refresh(book, {}, MOMENT, {})
        deck = EXPORTER.export(locks.date(book, lock, "apkg"), EXPORTER.Options(),
                               ExportContext(MOMENT, theme(None), Fonts())).data
        assert learner.take(deck).new == (1 if path.stem == "ar" else 5)
        language, labels = book.bank.language, labels_for(book.bank.language)
        (found,) = learner.collection.find_notes(f'"note:{book.bank.id} ·*" "Id:{book.bank.questions[0].id}"')
        back = learner.collection.get_note(found).cards()[0].answer()
        assert f'lang="{language}"' in back
        assert f'dir="{direction(language)}"' in back
        assert labels.analysis in back


@pytest.mark.parametrize("path", sorted(BANKS.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_banks_have_no_problem(path: Path) -> None:
    """But the one whose language has no words of ours."""
    assert [one.code for one in read(path).warnings] == ["language-words"] * (path.stem == "ar")
