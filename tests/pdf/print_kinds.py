"""The real bank and small ones as quiz and cards."""

from __future__ import annotations

import fcntl
import hashlib
import os
import pickle
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from by_hand import MOMENT, ROOT
from dlexport.book.book import compose
from dlexport.cache import Cache
from dlexport.exporters.pdf.cards.exporter import CardExporter
from dlexport.exporters.pdf.quiz.answer_sheet.exporter import SheetExporter
from dlexport.exporters.pdf.quiz.exporter import QuizExporter
from dlexport.exporters.pdf.quiz.key_exporter import KeyExporter
from dlexport.lock.lock import DatedBook
from dlexport.plugin.contract import ExportContext, Omitting, Part, carried
from dlexport.reader import read
from dlexport.theme.fonts import Fonts
from dlexport.theme.styles import theme
from dlexport.verify.verify import verify

if TYPE_CHECKING:
    from dlexport.plugin.contract import Artifact, Exporter
    from dlexport.problems import Problem

QUIZ, CARDS, KEY, SHEET = QuizExporter(), CardExporter(), KeyExporter(), SheetExporter()
Printer = QuizExporter | CardExporter | KeyExporter | SheetExporter


@cache
def real() -> DatedBook:
    """The real bank."""
    return DatedBook(compose(read(ROOT / "source" / "questions.yaml")), {}, {}, {})


def context(styles: Path | None = None) -> ExportContext:
    """With the default theme, or a folder that overrides files of it."""
    return ExportContext(MOMENT, theme(styles), Fonts())


def made(exporter: Printer, dated: DatedBook, **options: Any) -> Artifact:  # noqa: ANN401 - any option
    """A print with some options; of the real bank it is made once, see `of_real`."""
    chosen = exporter.Options(**options)
    return of_real(exporter, chosen) if dated is real() else exporter.export(dated, chosen, context())


@cache
def of_real(exporter: Exporter[Any], options: object) -> Artifact:
    """A print of the real bank, made once for all processes of a run of the suite: it takes seconds."""
    name = hashlib.sha256(f"{type(exporter).__name__} {options}".encode()).hexdigest()
    kept = Path(os.environ["DLEXPORT_TEST_CACHE"], f"{name}.artifact")
    with kept.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            kept.write_bytes(pickle.dumps(exporter.export(real(), options, context())))
        artifact: Artifact = pickle.loads(kept.read_bytes())    # noqa: S301 - we wrote it
    return artifact


def lacks(exporter: Printer, dated: DatedBook, data: bytes,
          **options: Any) -> tuple[Problem, ...]:  # noqa: ANN401 - any option
    """What a full verification of a print finds missing."""
    chosen = exporter.Options(**options)
    held = carried(exporter, dated.book, chosen)
    omitted = (lambda question: exporter.omitted(question, chosen)) if isinstance(exporter, Omitting) else lambda _: ()
    return verify(held, exporter.promises(chosen), exporter.read_back(data, Cache()), "x.pdf", omitted=omitted)


def found(exporter: Printer, data: bytes, ident: str, part: Part) -> str:
    """The text of a part of a question, as read back."""
    return "".join(p.text for p in exporter.read_back(data, Cache()) if (p.question, p.part) == (ident, part))
