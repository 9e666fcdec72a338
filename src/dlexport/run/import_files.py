"""`dlexport import`: files -> drafts -> a bank in a folder. The bank is complete and valid, or nothing is written."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dlexport import reader
from dlexport.importers.bank import record as records
from dlexport.importers.bank.settle import give_ids
from dlexport.importers.bank.together import pictures_in, together
from dlexport.importers.bank.tree import bank_tree
from dlexport.importers.bank.update import first_record, topics_for, update
from dlexport.importers.draft import unusable
from dlexport.importers.registry import importer_for
from dlexport.importers.slugs import slug
from dlexport.lock import file as lockfile
from dlexport.lock.records import Record
from dlexport.pictures.media import FOLDER
from dlexport.problems import Problem, SourceError
from dlexport.publish import publish
from dlexport.run.relock import Wish, relock
from dlexport.run.request import Request
from dlexport.source import files as regular
from dlexport.writer import yaml_style

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dlexport.book.bank import Bank
    from dlexport.importers.bank.record import Imported
    from dlexport.importers.contract import ImportOptions
    from dlexport.importers.draft import Draft, DraftQuestion

BANK: Final = Path("source/questions.yaml")
_LIMIT: Final = 64_000_000
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_KANA: Final = re.compile(r"[\u3040-\u30ff]")


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """The request of an import.

    Attributes:
        files: the files to read.
        folder: the project's folder, in which `source/questions.yaml` is written.
        options: the options of the importers.
        importer: name of the importer to use; empty: chosen by the files' names.
        id, title, language: of the bank; empty: taken from the files.
        force: an existing bank may be replaced.
        update: an existing bank is brought up to date.
        dry: nothing is written.
    """

    files: tuple[Path, ...]
    folder: Path
    options: ImportOptions
    importer: str = ""
    id: str = ""
    title: str = ""
    language: str = ""
    force: bool = False
    update: bool = False
    dry: bool = False


@dataclass(frozen=True, slots=True)
class ImportResult:
    """The report of an import, or of what it would do.

    Attributes:
        path: the bank's file.
        questions, topics: their numbers in the bank afterwards.
        new, changed, same, gone: ids of questions.
        media: names of the pictures that were written.
        remarks: warnings, with positions, about content that could not be imported.
    """

    path: Path
    questions: int
    topics: int
    new: tuple[str, ...]
    changed: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    remarks: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Made:
    """A bank that is ready to be written.

    Attributes:
        text: the YAML.
        media: path below the source folder -> bytes of the pictures to write.
        record: the record that `--update` compares with next time.
        result: the report.
        guids: question id -> GUID of the note from which the question came.
        old: whether the bank keeps the pictures that are in the folder already.
    """

    text: str
    media: Mapping[str, bytes]
    record: Mapping[str, Imported]
    result: ImportResult
    guids: Mapping[str, str]
    old: bool = False


def import_files(request: ImportRequest) -> ImportResult:
    """Import files and write the bank, its pictures and its lock, unless `request.dry`.

    Raises:
        SourceError: a file cannot be used, there is a bank already, or the result is not valid; nothing is written.
    """
    path = request.folder / BANK
    there = os.path.lexists(path)
    if there and not (request.force or request.update) and not request.dry:
        raise SourceError(
            [
                Problem(
                    "import-exists",
                    f"there is a bank already: {path}",
                    None,
                    "--update brings it up to date and keeps what was made by hand; --force replaces it",
                )
            ]
        )
    drafts = [importer_for(file, request.importer).read(file, request.options) for file in request.files]
    made = _updated(request, path, drafts) if there and request.update else _new(request, path, drafts)
    publish.see_places(request.folder, _written(path, made))
    bank = _checked(made, path)
    result = replace(made.result, questions=len(bank.questions), topics=len(bank.topics))
    if not request.dry:
        _write(path, made)
        result = replace(result, remarks=(*result.remarks, *_lock(request, path, drafts, made, there=there)))
    return result


def _lock(
    request: ImportRequest, path: Path, drafts: Sequence[Draft], made: _Made, *, there: bool,
) -> tuple[Problem, ...]:
    """Write the notes' GUIDs, by which a learner's Anki identifies them, into the lock; returns warnings.

    A deck that dlexport made restores the whole lock: dates, numbers of blanks, retired ids.
    """
    lock = Request(path, path.parent).lock
    ours = [file for file, draft in zip(request.files, drafts, strict=True) if draft.deck]
    try:
        if ours and not (there and request.update):
            with publish.turn(lock):
                lock.unlink(missing_ok=True)
            relock(path, None, Wish(deck=ours[0]))
        elif guids := {ident: guid for ident, guid in made.guids.items() if ident in made.result.new}:
            with publish.turn(lock):
                known = dict(lockfile.read(lock)) if there and request.update else {}
                known |= {("question", ident): Record("question", ident, "", 0, guid=guid)
                          for ident, guid in guids.items()}
                publish.replace_file(lock, lockfile.write(known))
            relock(path, None, Wish())
    except (SourceError, OSError) as error:
        reason = error.problems[0].message if isinstance(error, SourceError) else str(error)
        return (Problem("import-left", f"the lock could not be written: {reason}", None,
                        "dlexport lock --from DECK keeps what learners have", "warning"),)
    return ()


def _new(request: ImportRequest, path: Path, drafts: Sequence[Draft]) -> _Made:
    found, media, remarks = together(drafts, {})
    questions = give_ids(found)
    title = request.title or next((draft.title for draft in drafts if draft.title), "") or _stem(request.files[0])
    topics, order = topics_for(questions, [topic for draft in drafts for topic in draft.topics], {}, title)
    ident = request.id or next((draft.id for draft in drafts if draft.id), "") or slug(title, "bank")
    head = {
        "id": ident,
        "title": title,
        "language": request.language
        or next((draft.language for draft in drafts if draft.language), "")
        or _language(found),
        "version": "1.0",
        "numbering": next((draft.numbering for draft in drafts if draft.numbering), ""),
        "description": next((draft.description for draft in drafts if draft.description), ""),
    }
    tree = bank_tree(head, order, [(question, topics[question.topic or title]) for question in questions])
    result = ImportResult(
        path,
        len(questions),
        len(order),
        tuple(question.id for question in questions),
        media=tuple(media),
        remarks=remarks,
    )
    return _Made(yaml_style.dump(tree), media, first_record(questions), result,
                 {question.id: question.guid for question in questions if question.guid})


def _updated(request: ImportRequest, path: Path, drafts: Sequence[Draft]) -> _Made:
    reader.read(path)  # a bank with errors is mended first, by hand
    text = regular.contents(path, _LIMIT).decode("utf-8-sig")
    try:
        tree = yaml_style.load(text)
    except yaml_style.UnreadableError as error:
        raise SourceError([unusable(str(path), f"cannot be brought up to date: {error}")]) from error
    found, media, remarks = together(drafts, pictures_in(path.parent / FOLDER))
    record = records.read(records.path_of(path))
    changes = update(
        tree,
        found,
        [topic for draft in drafts for topic in draft.topics],
        record,
        request.title or next((draft.title for draft in drafts if draft.title), "") or _stem(request.files[0]),
    )
    result = ImportResult(
        path,
        0,
        0,
        tuple(changes.new),
        tuple(changes.changed),
        tuple(changes.same),
        tuple(changes.gone),
        tuple(media),
        (*remarks, *changes.remarks),
    )
    touched = changes.new or changes.changed
    said = yaml_style.dump(tree) if touched else text
    return _Made(said, media if touched else {}, changes.record, result, changes.guids, old=True)


def _checked(made: _Made, path: Path) -> Bank:
    """The bank as it will be, read from a temporary folder.

    Raises:
        SourceError: it is not valid.
    """
    with tempfile.TemporaryDirectory(prefix="dlexport-import-") as name:
        folder = Path(name)
        media = folder / FOLDER
        media.mkdir()
        for picture, data in made.media.items():
            (media / picture).write_bytes(data)
        old = path.parent / FOLDER
        for file in sorted(old.rglob("*")) if made.old and old.is_dir() else ():
            copied = media / file.relative_to(old)
            if file.is_file() and not regular.leads_out(file, old) and not copied.exists():
                copied.parent.mkdir(parents=True, exist_ok=True)
                try:
                    shutil.copyfile(file, copied)
                except OSError as error:
                    raise SourceError([Problem("file-unreadable", f"{file} cannot be read: {error.strerror}",
                                               hint="see whether it may be read, and by whom")]) from error
        staged = folder / path.name
        staged.write_text(made.text, encoding="utf-8")
        try:
            return reader.read(staged)
        except SourceError as error:
            raise SourceError(_named(error, str(staged), str(path)), {str(path): made.text.split("\n")}) from error


def _named(error: SourceError, staged: str, path: str) -> list[Problem]:
    """The problems of an error, with the final name of the file in place of the temporary one."""
    return [replace(problem, span=replace(problem.span, file=path))
            if problem.span and problem.span.file == staged else problem for problem in error.problems]


def _written(path: Path, made: _Made) -> list[Path]:
    """The files that the import will write."""
    return [*(path.parent / FOLDER / name for name in made.media), records.path_of(path),
            Request(path, path.parent).lock, path]


def _write(path: Path, made: _Made) -> None:
    """Write the pictures first and the bank last, so that a bank never names a missing picture."""
    with publish.folder_for(path):
        for name, data in made.media.items():
            file = path.parent / FOLDER / name
            with publish.folder_for(file):
                publish.replace_file(file, data)
        publish.replace_file(records.path_of(path), records.written(made.record))
        publish.replace_file(path, made.text.encode())


def _stem(file: Path) -> str:
    return re.sub(r"[_\s]+", " ", file.stem).strip() or "bank"


def _language(questions: Sequence[DraftQuestion]) -> str:
    """The language guessed from the characters: Chinese if at least a tenth are Han."""
    text = "".join(question.title + question.prompt + question.answer for question in questions[:200])
    han, kana = len(_HAN.findall(text)), len(_KANA.findall(text))
    if kana * 5 > han and kana:
        return "ja"
    return "zh-CN" if han * 10 > len(text) else "en"
