"""What the hint of a run tells to do – of lock, theme, exporters, outputs, pictures – is done; the problem is gone."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from projects import MINIMAL, dlexport

from dlexport.theme.fonts import PACKAGED, packaged

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
SINK = ROOT / "tests/cases/valid/kitchen-sink/media"
BANK, LOCK, THEME = "source/questions.yaml", "source/questions.lock", "styles/print/handout.yaml"
SECOND = "  - {id: b, topic: one, title: 第二题, prompt: 乙, answer: 丙, analysis: 丁}\n"
OTHER = "  - {id: c, topic: one, title: 第三题, prompt: 戊, answer: 己, analysis: 庚}\n"


class Story(NamedTuple):
    """What went wrong, what is said, and how the advice is followed.

    Attributes:
        spoil: makes the problem; the folder holds `MINIMAL` with its lock.
        command: meets it.
        mend: follows the advice, to the letter.
        again: what runs then; the command itself, if it is not another.
    """

    code: str
    spoil: Callable[[Path], object]
    command: str
    advice: str
    mend: Callable[[Path], object]
    again: str = ""


def bank(*changes: tuple[str, str], more: str = "") -> Callable[[Path], object]:
    """Writes the bank with some texts replaced, and more at its end."""
    def write(folder: Path) -> None:
        text = MINIMAL + more
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        (folder / BANK).write_text(text, encoding="utf-8")
    return write


def file(name: str, text: str | bytes) -> Callable[[Path], object]:
    """Writes a file."""
    def write(folder: Path) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return write


def run(words: str) -> Callable[[Path], object]:
    """A command that must succeed."""
    def go(folder: Path) -> None:
        done = dlexport(*words.split(), cwd=folder)
        assert done.returncode == 0, done.stderr
    return go


def all_of(*steps: Callable[[Path], object]) -> Callable[[Path], object]:
    """One after another."""
    def go(folder: Path) -> None:
        for step in steps:
            step(folder)
    return go


def picture(name: str, data: bytes) -> Callable[[Path], object]:
    """A picture of that name, shown in the answer."""
    return all_of(file(f"source/media/{name}", data), bank(("答案", f"'![甲](media/{name})'")))


def theme(find: str, put: str) -> Callable[[Path], object]:
    """The theme of prints with a text replaced."""
    def write(folder: Path) -> None:
        text = (ROOT / THEME).read_text(encoding="utf-8")
        assert find in text
        file(THEME, text.replace(find, put))(folder)
    return write


def nothing(_: Path) -> None:
    """It is the command that was wrong."""


DOT, JPEG = (SINK / "dot.png").read_bytes(), (SINK / "photo.jpg").read_bytes()
SHOWN = (ROOT / THEME).read_text(encoding="utf-8")
EMPTY_SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{}</svg>'
TWO, THREE = bank(more=SECOND), bank(more=SECOND + OTHER)
RETIRED = all_of(TWO, run("lock"), bank(), run("lock"))      # the question `b` was there and left
STORIES = [
    Story("file-missing", nothing, "check --source elsewhere.yaml", "dlexport", nothing, "check"),
    Story("file-unreadable", nothing, "check --source source", "", nothing, "check"),
    Story("byte-order-mark", file(BANK, MINIMAL.encode("utf-16")), "check", "UTF-8", bank()),
    Story("not-utf8", file(BANK, MINIMAL.encode("gb18030")), "check", "save the file as UTF-8", bank()),
    Story("empty-file", file(BANK, "# nothing\n"), "check", "", bank()),
    Story("merge-conflict", file(BANK, "<<<<<<< HEAD\n" + MINIMAL), "check", "delete", bank()),
    Story("format-version", bank(("format: 1", "format: 2")), "check", "", bank()),
    Story("duplicate-id", bank(more=SECOND.replace("id: b", "id: a")), "check", "", TWO),
    Story("label", bank(("version: '1'", "version: '1', labels: {count: 很多}")), "check",
          "in English: {count} questions",
          bank(("version: '1'", "version: '1', labels: {count: '{count}道'}"))),
    Story("language-words", bank(("zh-CN", "it")), "check", "there are words for zh-Hans, zh-Hant, zh-HK, ja",
          bank(("zh-CN", "ja"))),
    Story("right-to-left", bank(("zh-CN", "he")), "check", "outputs: {apkg: , epub: , html: }",
          all_of(bank(("zh-CN", "he")), lambda folder: (folder / BANK).write_text(
              (folder / BANK).read_text(encoding="utf-8") + "outputs: {apkg: , epub: , html: }\n", encoding="utf-8"))),
    Story("missing-glyph", bank(("答案", "𓀀")), "check", "--allow-missing-glyphs", nothing,
          "check --allow-missing-glyphs"),
    Story("missing-glyph", bank(("答案", "𓀀")), "check", "replace it", bank()),
    # ── the lock ──
    Story("lock-stale", TWO, "all --locked --quiet", "run `dlexport lock`", run("lock"), "export apkg --locked"),
    Story("lock-conflict", file(LOCK, '{"format": 1}\n<<<<<<< HEAD\n'), "lock", "",
          lambda folder: (folder / LOCK).unlink()),
    Story("lock-exists", run("export apkg"), "lock --from build/demo.apkg", "move it away to rebuild it from one",
          lambda folder: (folder / LOCK).rename(folder / "away.lock")),
    Story("lock-blank", nothing, "lock --new-blank a/k 别的", "its blanks are: 要点", nothing,
          "lock --new-blank a/k 要点"),
    Story("lock-blank", nothing, "lock --new-blank k 要点", "write it as question/keypoint", nothing,
          "lock --new-blank a/k 要点"),
    Story("not-retired", RETIRED, "lock --forget x", "those with a `retired` date in the lock", nothing,
          "lock --forget b"),
    Story("retired-returns", all_of(RETIRED, bank(more=SECOND.replace("丙", "辛"))), "lock",
          "say that it is the same one: dlexport lock --restore b", run("lock --restore b")),
    Story("retired-returns", all_of(RETIRED, bank(more=SECOND.replace("丙", "辛"))), "lock", "give it a new id",
          bank(more=SECOND.replace("丙", "辛").replace("id: b", "id: new"))),
    Story("renamed-unmarked", all_of(TWO, run("lock"), bank(more=SECOND.replace("id: b", "id: bb"))), "lock",
          "add   renamed_from: b", bank(more=SECOND.replace("id: b", "id: bb, renamed_from: b"))),
    Story("renamed-unmarked", all_of(TWO, run("lock"), bank(more=SECOND.replace("id: b", "id: bb"))), "lock",
          "dlexport lock --forget b", run("lock --forget b")),
    Story("bank-renamed", bank(("id: demo", "id: other")), "lock", "write `id: demo` again", bank()),
    Story("bank-renamed", bank(("id: demo", "id: other")), "lock", "delete the copied questions.lock",
          lambda folder: (folder / LOCK).unlink()),
    # ── exporters and outputs ──
    Story("exporter-unknown", nothing, "export ekub", "did you mean `epub`?", nothing, "export epub"),
    Story("option-unknown", nothing, "export html -O apkg.revers=true", "these run: html", nothing, "export html"),
    Story("option-unknown", nothing, "export apkg -O apkg.revers=true", "did you mean `reverse`?", nothing,
          "export apkg -O apkg.reverse=true"),
    Story("option-value", nothing, "export cards-pdf -O cards-pdf.dx=300", "a number from -10 to 10", nothing,
          "export cards-pdf -O cards-pdf.dx=10"),
    Story("output-write", nothing, "export html -o source/questions.yaml", "", nothing, "export html -o page.html"),
    Story("output-write", file("build", "no folder"), "export html", "mend the cause",
          lambda folder: (folder / "build").unlink()),
    # ── the theme ──
    Story("styles-missing", nothing, "check --styles themes", "--styles", file("themes/print/none.txt", ""),
          "check --styles themes"),
    Story("theme-value", theme("measure: 36", "measure: x"), "export pdf --styles styles", "",
          lambda folder: (folder / THEME).unlink()),
    Story("theme-face", file(THEME, f"{SHOWN}\nfaces:\n  mono: {{file: no.otf}}\n"), "export pdf",
          "the path starts at the folder of the theme's file",
          all_of(file("styles/print/no.otf", packaged(*PACKAGED["symbols"]).read_bytes()))),
    Story("theme-face", file(THEME, f"{SHOWN}\nfaces:\n  monu: {{file: no.otf}}\n"), "export pdf", "the roles are sans",
          file(THEME, SHOWN)),
    # ── pictures ──
    Story("media-missing", bank(("答案", "'![甲](media/x.png)'")), "check", "", picture("x.png", DOT)),
    Story("media-type", picture("x.jpg", DOT), "check",
          "save it in the format its name says", picture("x.jpg", JPEG)),
    Story("media-damaged", picture("x.png", DOT[:60]), "check", "save it again", picture("x.png", DOT)),
    Story("media-damaged", picture("x.png", b""), "check", "save it again", picture("x.png", DOT)),
    Story("svg", picture("x.svg", EMPTY_SVG.format("<script/>").encode()), "check", "",
          picture("x.svg", EMPTY_SVG.format('<path d="M0 0h9"/>').encode())),
    Story("no-description", all_of(file("source/media/x.png", DOT), bank(("答案", "'![](media/x.png)'"))), "check",
          "", picture("x.png", DOT)),
]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: f"{story.code}-{story.advice[:24]}")
def test_the_advice_of_a_run_works(story: Story, tmp_path: Path) -> None:
    """It is said with its code and hint; afterwards the run has no problem of this code."""
    shutil.rmtree(tmp_path / "source", ignore_errors=True)
    (tmp_path / "source").mkdir()
    bank()(tmp_path)
    run("lock")(tmp_path)
    story.spoil(tmp_path)
    said = dlexport(*story.command.split(), cwd=tmp_path)
    assert f"[{story.code}]" in said.stderr, said.stderr
    assert story.advice in said.stderr
    story.mend(tmp_path)
    done = dlexport(*(story.again or story.command).split(), cwd=tmp_path)
    assert f"error[{story.code}]" not in done.stderr
    assert "error[" not in done.stderr, done.stderr
    assert done.returncode == 0
