"""The peers on the same bank: Anki's own backend, pandoc and typst, each where it is installed."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from measuring import Cost, median

from dlexport.book.book import compose
from dlexport.reader import read
from epub import markdown

if TYPE_CHECKING:
    from collections.abc import Iterator

PEERS = ("anki", "pandoc", "typst")

# What Anki's own backend does for the same notes: a collection filled through its API, and exported.
_ANKI = """
import json, sys
from anki.collection import Collection, DeckIdLimit, ExportAnkiPackageOptions
notes = json.load(open(sys.argv[1], encoding="utf-8"))
collection = Collection(sys.argv[2])
deck = collection.decks.id("bench")
for model, fields in notes:
    note = collection.new_note(collection.models.by_name(model))
    note.fields = fields + [""] * (len(note.fields) - len(fields))
    collection.add_note(note, deck)
collection.export_anki_package(out_path=sys.argv[3], limit=DeckIdLimit(deck), options=ExportAnkiPackageOptions(
    with_media=True, legacy=True))
collection.close()
"""
_TYPST = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])"


def peers(runs: int, folder: Path, source: Path) -> Iterator[tuple[str, Cost]]:
    """The cost of each peer that is installed, by its name, of so many runs."""
    book = compose(read(source))
    (folder / "bank.md").write_text(markdown(book), encoding="utf-8")
    if importlib.util.find_spec("anki"):
        notes = [("Basic", [entry.question.title.source.value, entry.question.answer.source.value])
                 for entry in book.entries()]
        notes += [("Cloze", [point.text.source.value.replace("**", "{{c1::", 1).replace("**", "}}", 1)])
                  for entry in book.entries() for point in entry.question.keypoints]
        (folder / "notes.json").write_text(json.dumps(notes), encoding="utf-8")
        yield "anki", median(runs, [sys.executable, "-c", _ANKI, "notes.json", "collection.anki2", "anki.apkg"], folder,
                             lambda: (folder / "collection.anki2").unlink(missing_ok=True))
    if pandoc := _pandoc():
        yield "pandoc", median(runs, [pandoc, "bank.md", "-o", "pandoc.epub", "--mathml", "--quiet"], folder)
        if importlib.util.find_spec("typst"):
            subprocess.run([pandoc, "bank.md", "-o", "bank.typ", "--standalone", "--quiet"], cwd=folder, check=True)
            found = median(runs, [sys.executable, "-c", _TYPST, "bank.typ", "typst.pdf"], folder)
            yield "typst", replace(found, size=(folder / "typst.pdf").stat().st_size)


def _pandoc() -> str:
    """Where the program is that pypandoc_binary brings along; empty where it is not."""
    spec = importlib.util.find_spec("pypandoc")
    path = Path(spec.origin or "").parent / "files" / "pandoc" if spec else Path()
    return str(path) if path.is_file() else ""
