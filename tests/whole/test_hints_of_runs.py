"""What the hint of a run tells to do – of lock, theme, exporters, outputs, pictures – is done; the problem is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from projects import MINIMAL
from stories import (
    BANK,
    LOCK,
    OTHER,
    ROOT,
    SECOND,
    THEME,
    Story,
    all_of,
    bank,
    file,
    nothing,
    picture,
    run,
    tell,
    theme,
)

from dlexport.theme.fonts import PACKAGED, packaged

if TYPE_CHECKING:
    from pathlib import Path

SINK = ROOT / "tests/cases/valid/kitchen-sink/media"
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
          "check --allow-missing-glyphs", remains=True),
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
    tell(story, tmp_path)
