"""The e-book against its peers: `python benchmarks/epub.py 20 1000 10000`.

`pip install pypandoc_binary ebooklib` beside dlexport first (neither is a dependency of it; EbookLib is AGPL); a
peer that is missing is left out. Printed as Markdown: CPU seconds, the best of three (one for the largest), from
the bank in YAML or Markdown to the file; then of packing alone, from pages in memory to the bytes of the zip.
"""

from __future__ import annotations

import importlib.util
import io
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from generate import bank

from dlexport.book.book import compose
from dlexport.publish.zip import ZipEntry, deterministic_zip
from dlexport.reader import read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dlexport.book.book import Book, Chapter

RUNS = 3
LARGE = 5000
STORED = ("mimetype", ".png", ".woff2")


def main(sizes: list[int]) -> None:
    """Measure banks of these sizes."""
    print("| questions | dlexport, s | pandoc, s | ratio | packing, s | EbookLib, s | file, MB | EbookLib, MB |")
    print("| --: " * 8 + "|")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            print(f"| {size:,} | {' | '.join(measured(size, Path(folder)))} |", flush=True)


def measured(size: int, folder: Path) -> Iterator[str]:
    """The cells of a row."""
    runs = RUNS if size < LARGE else 1
    source, text, book = folder / "bank.yaml", folder / "bank.md", folder / "book.epub"
    source.write_text(bank(size), encoding="utf-8")
    text.write_text(markdown(compose(read(source))), encoding="utf-8")
    ours = best(runs, child, sys.executable, "-m", "dlexport", "export", "epub", "--quiet",
                "--source", str(source), "--out", str(folder / "out"), "-o", str(book))
    theirs = None
    if pandoc := _pandoc():
        theirs = best(runs, child, pandoc, str(text), "-o", str(folder / "pandoc.epub"), "--mathml", "--quiet")
    yield f"{ours:.2f}"
    yield from (f"{theirs:.2f}", f"{ours / theirs:.2f}") if theirs else ("–", "–")
    files = unpacked(book)
    packed = pack(files)
    yield f"{best(runs, inside, pack, files):.2f}"
    library = importlib.util.find_spec("ebooklib") is not None
    yield f"{best(runs, inside, ebooklib, files):.2f}" if library else "–"
    yield f"{len(packed) / 1e6:.2f}"
    yield f"{len(ebooklib(files)) / 1e6:.2f}" if library else "–"


def best(runs: int, measure: Callable[..., float], *arguments: object) -> float:
    """The least of so many measurements."""
    return min(measure(*arguments) for _ in range(runs))


def child(*command: str) -> float:
    """CPU seconds of a program, its start included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def inside(work: Callable[[dict[str, bytes]], bytes], files: dict[str, bytes]) -> float:
    """CPU seconds of a call."""
    before = time.process_time()
    work(files)
    return time.process_time() - before


def unpacked(book: Path) -> dict[str, bytes]:
    """The files of an EPUB."""
    with zipfile.ZipFile(book) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(files: dict[str, bytes]) -> bytes:
    """The files as dlexport packs them."""
    return deterministic_zip(ZipEntry(name, data, not name.endswith(STORED)) for name, data in files.items())


def ebooklib(files: dict[str, bytes]) -> bytes:
    """The same pages, pictures, style and contents as EbookLib packs them."""
    from ebooklib import epub  # noqa: PLC0415 - may not be there

    kinds = {".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png"}
    book = epub.EpubBook()
    book.set_title("bench")
    book.set_language("zh-CN")
    pages = []
    for name, data in files.items():
        path = Path(name)
        href = name.removeprefix("EPUB/")
        if path.suffix == ".xhtml" and path.name != "nav.xhtml":
            pages.append(epub.EpubHtml(title=path.stem, file_name=href, content=data))
            book.add_item(pages[-1])
        elif path.suffix in kinds:
            book.add_item(epub.EpubItem(file_name=href, media_type=kinds[path.suffix], content=data))
    book.spine = pages
    links = ET.fromstring(files["EPUB/nav.xhtml"]).iterfind(".//{*}nav[1]//{*}a")  # noqa: S314 - our own
    book.toc = [epub.Link(link.get("href"), link.text, f"stop-{number}") for number, link in enumerate(links)]
    book.add_item(epub.EpubNcx())
    book.add_item(epub.EpubNav())
    buffer = io.BytesIO()
    epub.write_epub(buffer, book)
    return buffer.getvalue()


def markdown(book: Book) -> str:
    """The same words as Markdown, a chapter per topic."""
    return "\n".join(["---", "title: bench", "...", *(row for chapter in book.chapters for row in _chapter(chapter))])


def _chapter(chapter: Chapter) -> Iterator[str]:
    labels = ("答案", "解析", "要点", "参考资料")
    yield from (f"# {chapter.topic.title.source.value}", "")
    for entry in chapter.entries:
        question = entry.question
        yield from (f"## {entry.number} {question.title.source.value}", "", question.prompt.source.value, "")
        points = "\n".join(f"- {point.text.source.value}" for point in question.keypoints)
        references = "\n".join(f"- {reference.title}" for reference in question.references)
        parts = (question.answer.source.value, question.analysis.source.value, points, references)
        for label, part in zip(labels, parts, strict=True):
            yield from (f"### {label}", "", part, "")


def _pandoc() -> str:
    """Where the program is that pypandoc_binary brings along; empty where it is not."""
    found = importlib.util.find_spec("pypandoc")
    path = Path(found.origin or "").parent / "files/pandoc" if found else Path()
    return str(path) if path.is_file() else ""


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [20, 1000])
