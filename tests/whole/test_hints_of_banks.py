"""What hints on kinds of questions, exams, limits and style tell to do, and on what comes from elsewhere, works."""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from stories import BANK, LOCK, Story, all_of, bank, file, nothing, picture, run, tell

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ANSWER, TITLE, VERSION, POINT = "    answer: 答案\n", "    title: 第一题\n", "version: '1'", "记住**要点**"
RIGHT, WRONG = "{text: 对的, correct: true}", "{text: 错的}"
LONG_MACRO = rf"{VERSION}, macros: {{'\x': '{'y' * 900}'}}"
LONG = "深度学习模型的训练过程往往需要大量的数据和计算资源才能收敛到较好的结果"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}<path d="M0 0h9"/></svg>'
BLUR = '<filter id="f"><feGaussianBlur stdDeviation="1"/></filter><path filter="url(#f)" d="M0 0h9v9z"/>'
FEW, MANY = (f"{'| value ' * columns}|\n{'| - ' * columns}|\n{'| value ' * columns}|" for columns in (3, 25))


def answer(text: str) -> Callable[[Path], object]:
    """The bank with another answer, in as many lines as it has."""
    lines = "".join(f"      {line}\n" for line in text.splitlines())
    return bank((ANSWER, f"    answer: |\n{lines}"))


def lines(text: str) -> Callable[[Path], object]:
    """The bank with lines in the place of the answer's."""
    return bank((ANSWER, "".join(f"    {line}\n" for line in text.splitlines())))


def exam(lines: str) -> Callable[[Path], object]:
    """The bank with an exam of these lines; its question has a tag."""
    return bank((VERSION, f"{VERSION}, exams: [{{id: e, questions: [{lines}]}}]"), (TITLE, f"{TITLE}    tags: [x]\n"))


def second(title: str = "另一道完全不同的题", text: str = "乙", tags: str = "x") -> str:
    """A second question."""
    return f"  - {{id: b, topic: one, title: {title}, prompt: {title}, answer: {text}, tags: [{tags}]}}\n"


def keypoint(text: str) -> Callable[[Path], object]:
    """The bank with another key point."""
    return bank((POINT, text))


def gif(frames: int) -> bytes:
    """An animation, or a picture that stands still."""
    first, *others = [Image.new("RGB", (16, 16), (number * 90, 0, 0)) for number in range(frames)]
    stream = io.BytesIO()
    first.save(stream, "GIF", save_all=True, append_images=others)
    return stream.getvalue()


def png(side: int) -> bytes:
    """A picture of one grey."""
    stream = io.BytesIO()
    Image.new("L", (side, 1)).save(stream, "PNG")
    return stream.getvalue()


def huge(name: str) -> Callable[[Path], object]:
    """A file of 70 MB, with nothing in it."""
    return all_of(file(name, ""), lambda folder: os.truncate(folder / name, 70_000_000))


TAGGED = (TITLE, f"{TITLE}    tags: [x]\n")
BANKS = [
    # ── kinds of questions ──
    Story("two-answers", lines(f"choices: [{RIGHT}, {WRONG}]\ntrue_false: true"), "check", "keep one of them",
          lines(f"choices: [{RIGHT}, {WRONG}]")),
    Story("two-answers", lines(f"choices: [{RIGHT}, {WRONG}]\ntrue_false: true"), "check",
          "several questions under one prompt are `parts`",
          lines(f"parts: [{{prompt: 甲, choices: [{RIGHT}, {WRONG}]}}, {{prompt: 乙, true_false: true}}]")),
    Story("no-choices", lines("answer: 甲\nshuffle: false"), "check", "delete `shuffle`", bank()),
    Story("no-choices", lines("answer: 甲\nfixed: last"), "check", "or add the choices that it is about",
          lines(f"choices: [{RIGHT}, {WRONG}]\nfixed: last")),
    Story("no-correct-choice", lines("choices: [{text: 甲}, {text: 乙}]"), "check", "add `correct: true` to the one",
          lines("choices: [{text: 甲, correct: true}, {text: 乙}]")),
    Story("few-choices", lines(f"choices: [{RIGHT}]"), "check", "add those that are wrong",
          lines(f"choices: [{RIGHT}, {WRONG}]")),
    Story("equal-choices", lines(f"choices: [{RIGHT}, {{text: 对的}}]"), "check", "choices must differ",
          lines(f"choices: [{RIGHT}, {WRONG}]")),
    Story("bad-fixed", lines(f"choices: [{RIGHT}, {WRONG}]\nfixed: first"), "check", "",
          lines(f"choices: [{RIGHT}, {WRONG}]\nfixed: last")),
    Story("empty-blank", bank(("prompt: 题目", "prompt: 首都是[[ ]]。"), (ANSWER, "")), "check",
          "write what is right between `[[` and `]]`",
          bank(("prompt: 题目", "prompt: 首都是[[巴黎]]。"), (ANSWER, ""))),
    Story("empty-blank", bank(("prompt: 题目", "prompt: 首都是[[ ]]。")), "check",
          r"write `\[[` to show the signs", bank(("prompt: 题目", r"prompt: 首都是\[[ ]]。"))),
    Story("open-blank", bank(("prompt: 题目", "prompt: 首都是[[巴黎。")), "check", "end the blank with `]]`",
          bank(("prompt: 题目", "prompt: 首都是[[巴黎]]。"))),
    Story("open-blank", bank(("prompt: 题目", "prompt: 首都是[[巴黎。")), "check", r"write `\[[` to show the signs",
          bank(("prompt: 题目", r"prompt: 首都是\[[巴黎。"))),
    Story("hint", keypoint("记住**要点**{是要点}"), "check", "without giving the term away",
          keypoint("记住**要点**{两个字}")),
    Story("bad-card", lines("answer: 甲\ncards: [question, question]"), "check", "delete one",
          lines("answer: 甲\ncards: [question]")),
    Story("bad-card", bank((ANSWER, f"{ANSWER}    cards: [keypoints]\n"), (
        "    keypoints:\n      - {id: k, text: '记住**要点**'}\n", "")), "check",
          "add `keypoints`", lines("answer: 答案\ncards: [keypoints]")),
    # ── exams ──
    Story("bad-kind", exam("{kind: choices}"), "check", "", exam("{kind: open}")),
    Story("exam-line", exam("{ids: [a], count: 1}"), "check", "name questions by their ids", exam("{ids: [a]}")),
    Story("exam-line", exam("{ids: [a, a]}"), "check", "delete one", exam("{ids: [a]}")),
    Story("exam-line", exam("{topics: [onne]}"), "check", "did you mean `one`?", exam("{topics: [one]}")),
    Story("exam-line", exam("{tags: [zzz]}"), "check", "write one that is there", exam("{tags: [x]}")),
    Story("exam-short", exam("{count: 2}"), "check", "ask for fewer", exam("{count: 1}")),
    Story("exam-short", exam("{ids: [a]}, {tags: [x]}"), "check", "ask for less", exam("{ids: [a]}")),
    Story("exam-unknown", exam("{ids: [a]}"), "export quiz-pdf -O quiz-pdf.exam=f", "it has: e", nothing,
          "export quiz-pdf -O quiz-pdf.exam=e"),
    Story("exam-unknown", nothing, "export quiz-pdf -O quiz-pdf.exam=e", "add it under `bank.exams`",
          exam("{ids: [a]}")),
    Story("answer-in-sight", bank(("prompt: 题目", "prompt: 首都是[[巴黎]]，不是巴黎。")), "export quiz-pdf",
          "ask for another word", bank(("prompt: 题目", "prompt: 首都是[[巴黎]]，不是里昂。"))),
    # ── the head of the bank ──
    Story("bad-numbering", bank((VERSION, f"{VERSION}, numbering: topic")), "check", "",
          bank((VERSION, f"{VERSION}, numbering: topics"))),
    Story("bad-version", bank((VERSION, r'version: "1\n2"')), "check", "", bank()),
    Story("macro", bank((VERSION, rf"{VERSION}, macros: {{R: '\mathbb{{R}}'}}")), "check", "",
          bank((VERSION, rf"{VERSION}, macros: {{'\R': '\mathbb{{R}}'}}"))),
    Story("macro", bank((VERSION, r"version: '1', macros: {'\a': '\b', '\b': '\a'}")), "check",
          "let it stand for commands that do not use it",
          bank((VERSION, r"version: '1', macros: {'\a': '\b', '\b': x}"))),
    Story("output-limit", bank((VERSION, LONG_MACRO), ("答案", r"$\x$ " * 400)), "check",
          "use fewer of them in one text", bank((VERSION, LONG_MACRO), ("答案", r"$\x$ "))),
    # ── formulas and tables ──
    Story("formula-part", answer(r"$\large x$"), "check", "delete it", answer("$x$")),
    Story("formula-part", answer(r"$x \label{a}$"), "check", r"number by \tag{1}", answer(r"$$x \tag{1}$$")),
    Story("table-attribute", answer("| 甲 | 乙 |\n| - | - |\n| 1 | 2 |\n\n: 表 {.wide}"), "check",
          "write `{widths=30,70}`", answer("| 甲 | 乙 |\n| - | - |\n| 1 | 2 |\n\n: 表 {widths=30,70}")),
    Story("table-stacked", answer(MANY), "export pdf", "split it", answer(FEW)),
    # ── limits ──
    Story("file-limit", huge(BANK), "check", "split the bank", bank()),
    Story("depth-limit", lines("answer: " + "[" * 70 + "]" * 70), "check", "", bank()),
    Story("node-limit", bank(more=second()), "check", "divide the bank", bank(),
          lowered=("dlexport.source.yaml_tree.NODE_LIMIT", 45)),
    Story("scalar-limit", lines(f"answer: {'长' * 400}"), "check", "divide it into several questions or sections",
          lines(f"answer: {'长' * 200}\nsections: [{{title: 乙, body: {'长' * 200}}}]"),
          lowered=("dlexport.source.yaml_tree.SCALAR_LIMIT", 300)),
    Story("alias-limit", lines("answer: &x 长长长长\nsections: [{title: *x, body: *x}]"), "check",
          "write out what they stand for", lines("answer: 长长长长\nsections: [{title: 长长长长, body: 长长长长}]"),
          lowered=("dlexport.source.yaml_tree.ALIAS_TEXT_LIMIT", 7)),
    Story("yaml-alias", lines("answer: *x"), "check", "a text that begins with `*` wants quotes",
          lines("answer: '*x'")),
    Story("yaml-key", lines("answer: 甲\n[x]: y"), "check", "a key is a plain word", lines("answer: 甲\nhint: y")),
    Story("text-limit", answer("长" * 250), "check", "split the question",
          lines(f"answer: {'长' * 99}\nsections: [{{title: 乙, body: {'长' * 99}}}]"),
          lowered=("dlexport.richtext.markdown.parse.TEXT", 200)),
    Story("text-limit", answer("|a|b|\n|-|-|" + 9 * "\n|c|d|"), "check", "split the table, and the question",
          answer("|a|b|\n|-|-|\n|c|d|"), lowered=("dlexport.richtext.markdown.rules.table.CELLS", 10)),
    Story("delimiter-limit", answer("*x" * 4_000), "check", "put what is no Markdown into a block of code",
          answer(f"```\n{'*x' * 4_000}\n```")),
    # ── pictures ──
    Story("media-limit", all_of(picture("x.png", b""), huge("source/media/x.png")), "check", "make it smaller",
          picture("x.png", png(9))),
    Story("media-limit", picture("x.png", png(60_000)), "check", "pixels are allowed", picture("x.png", png(9_000))),
    Story("media-limit", picture("x.svg", SVG.format("").replace("viewBox", "width='.1' height='.1' viewBox").encode()),
          "check", "give its root a larger `width` and `height`", picture("x.svg", SVG.format("").encode())),
    Story("media-total", picture("x.png", png(9_000)), "check", "scale the large ones down", picture("x.png", png(9)),
          lowered=("dlexport.reader.crosscheck.SHOWN_LIMIT", 80)),
    Story("media-reduced", picture("x.gif", gif(2)), "check", "save that frame as a PNG", picture("x.gif", gif(1))),
    Story("media-reduced", picture("x.svg", SVG.format(BLUR).encode()), "check", "take that out of the drawing",
          picture("x.svg", SVG.format("").encode())),
    # ── style ──
    Story("style-keypoint-long", keypoint(f"记住**要点**：{LONG * 3}"), "lint", "divide it",
          keypoint(f"记住**要点**：{LONG}")),
    Story("style-keypoint-facts", keypoint("三要素是**数据、算法和算力以及人**。"), "lint",
          "make the terms blanks of their own", keypoint("三要素是**数据**、**算法**和**算力**以及人。")),
    Story("style-keypoint-context", keypoint("即**要点**"), "lint", "add the words that lead to the answer",
          keypoint("要记住的是**要点**")),
    Story("style-same-beginning", bank(("答案", f"{LONG}甲"), more=second(text=f"{LONG}乙")), "lint",
          "begin with what is its own", bank(("答案", f"{LONG}甲"), more=second(text=f"乙：{LONG}"))),
    Story("style-duplicate", bank((TITLE, f"    title: {LONG}\n"), more=second(title=f"{LONG}吗")), "lint",
          "keep one of them", bank((TITLE, f"    title: {LONG}\n"))),
    Story("style-tag-once", bank(TAGGED, more=second(tags="x, y")), "lint", "use one that others have, or leave it out",
          bank(TAGGED, more=second())),
    Story("style-punctuation", lines("answer: 甲,乙"), "lint", "write ，", lines("answer: 甲，乙")),
    Story("style-punctuation", lines("answer: 甲(乙)丙"), "lint", "write （…）", run("lint --fix")),
    Story("style-space", lines("answer: 用 GPU 算"), "lint", "leave it out", run("lint --fix")),
    Story("style-reference-address", lines("answer: 甲\nreferences: [{title: 甲}]"), "lint", "give doi, arxiv or url",
          lines("answer: 甲\nreferences: [{title: 甲, url: 'https://example.org/'}]")),
    # ── the lock, the files made, what comes from elsewhere ──
    Story("lock-syntax", file(LOCK, "no lock\n"), "lock", "restore it from version control",
          all_of(lambda folder: (folder / LOCK).unlink(), run("lock"))),
    Story("lock-syntax", all_of(lambda folder: (folder / LOCK).rename(folder / "away.lock"),
                                lambda folder: (folder / LOCK).symlink_to("/etc/hostname")),
          "lock", "put the lock itself beside the bank", all_of(
              lambda folder: (folder / LOCK).unlink(), lambda folder: (folder / "away.lock").rename(folder / LOCK))),
    Story("lock-missing", all_of(run("export apkg"), lambda folder: (folder / LOCK).unlink()), "export apkg",
          "dlexport lock --from OLD.apkg", all_of(
              lambda folder: (folder / LOCK).unlink(), run("lock --from build/demo.apkg"))),
    Story("outdated", all_of(run("export html"), lines("answer: 新的")), "verify", "run `dlexport all`",
          run("export html")),
    Story("manifest-mismatch", all_of(run("export html"), file("build/demo.html", "<p>")), "verify",
          "run `dlexport all` again", run("export html")),
    Story("not-verified", all_of(run("export html"), file("build/demo.html", b"\xff")), "verify build/demo.html",
          "make it again", run("export html")),
    Story("not-verified", nothing, "verify", "make the artifacts first", run("export html")),
    Story("init-exists", nothing, "init", "begin in an empty folder: dlexport init DIR", nothing, "init elsewhere"),
    Story("import-exists", file("x.md", "## 甲？\n\n**答案：** 乙\n"), "import x.md", "--update brings it up to date",
          nothing, "import x.md --update"),
    Story("import-exists", file("x.md", "## 甲？\n\n**答案：** 乙\n"), "import x.md", "--force replaces it",
          nothing, "import x.md --force"),
    Story("import-unusable", file("x.xyz", "甲"), "import x.xyz -o out", "", all_of(
        file("x.md", "## 甲？\n\n**答案：** 乙\n")), "import x.md -o out"),
    Story("import-left", file("x.md", "## 甲？\n\n**答案：** ![图](no.png)\n"), "import x.md -o out", "",
          file("x.md", "## 甲？\n\n**答案：** 乙\n"), "import x.md -o out --force"),
]


@pytest.mark.parametrize("story", BANKS, ids=lambda story: f"{story.code}-{story.advice[:24]}")
def test_the_advice_on_a_bank_works(story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said with its code and hint; afterwards nothing of this code is left."""
    if story.lowered:
        monkeypatch.setattr(*story.lowered)
    tell(story, tmp_path)
