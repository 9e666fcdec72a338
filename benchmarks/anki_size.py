"""How large a deck is beside what Anki itself writes for the same notes: `python benchmarks/anki_size.py 10000`.

Needs the packages the tests need. Prints the two sizes, their ratio and the processor time of each.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from anki.collection import Collection, DeckIdLimit, ExportAnkiPackageOptions, ImportAnkiPackageRequest
from generate import bank

from dlexport.book.book import compose
from dlexport.exporters.anki import AnkiExporter
from dlexport.exporters.anki.options import AnkiOptions
from dlexport.lock import lock as locks
from dlexport.plugin.contract import ExportContext
from dlexport.reader import read
from dlexport.theme.fonts import Fonts
from dlexport.theme.styles import theme


def deck(text: str, folder: Path) -> bytes:
    """The `.apkg` of a bank, as dlexport writes it."""
    source = folder / "questions.yaml"
    source.write_text(text, encoding="utf-8")
    book = compose(read(source))
    lock, _ = locks.refresh(book, {}, 1, {})
    context = ExportContext(1, theme(None), Fonts())
    return AnkiExporter().export(locks.date(book, lock, "apkg"), AnkiOptions(), context).data


def of_anki(data: bytes, folder: Path, *, legacy: bool) -> int:
    """The size of the package that Anki exports after importing this one; `legacy` is the format every Anki reads."""
    ours, theirs = folder / "ours.apkg", folder / "theirs.apkg"
    ours.write_bytes(data)
    collection = Collection(str(folder / "collection.anki2"))
    collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(ours)))
    top = next(one for one in collection.decks.all_names_and_ids() if one.name != "Default" and "::" not in one.name)
    collection.export_anki_package(
        out_path=str(theirs), limit=DeckIdLimit(top.id),
        options=ExportAnkiPackageOptions(with_media=True, legacy=legacy),
    )
    collection.close()
    return theirs.stat().st_size


def main(questions: int) -> None:
    """Measure and print."""
    text = bank(questions)
    for legacy in (True, False):
        with tempfile.TemporaryDirectory() as name:
            start = time.process_time()
            data = deck(text, Path(name))
            seconds = time.process_time() - start
            size = of_anki(data, Path(name), legacy=legacy)
            kind = "legacy" if legacy else "newest"
            print(f"{questions} questions: dlexport {len(data):,} bytes in {seconds:.1f} s with reading; "
                  f"Anki's {kind} format {size:,}; ratio {len(data) / size:.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
