"""The words that only an e-book adds, in the bank's language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BookWords:
    """One language's words. `{…}` are filled by `str.format`."""

    questions: str
    answers: str
    to_answer: str
    to_question: str
    hint: str
    """With `{number}`: the link to a key point, as a hint."""
    start: str
    identifier: str
    modified: str
    made_with: str
    homepage: str
    authors: str
    language: str
    levels: str
    """With `{level}`: a difficulty of three, for those who hear it."""
    accessibility: str
    """What the book does for readers with disabilities, in sentences."""


_CHINESE = BookWords(
    questions="题目", answers="答案与解析", to_answer="看答案", to_question="回到题目", hint="提示{number}",
    start="正文", identifier="标识符", modified="修订时间", made_with="制作工具", homepage="主页", authors="作者",
    language="语言", levels="{level} 级，共 3 级",
    accessibility=(
        "本书全部内容均可调整字号与版式，并按阅读顺序排列；标题分级，目录可达每一道题；"
        "图片有替代文字，公式有 LaTeX 文字；不含闪烁、动画与声音。"
    ),
)
_ENGLISH = BookWords(
    questions="Questions", answers="Answers", to_answer="Answer", to_question="Back to the question",
    hint="Hint {number}", start="Text", identifier="Identifier", modified="Last changed", made_with="Made with",
    homepage="Home page", authors="Authors", language="Language", levels="level {level} of 3",
    accessibility=(
        "All text can be resized and reflowed and stands in reading order; headings are nested, and the contents "
        "lead to every question; pictures have alternative text, formulas their LaTeX; nothing flashes, moves or "
        "sounds."
    ),
)


def words_for(language: str) -> BookWords:
    """The words of a BCP 47 language tag: Chinese for `zh…`, English for all else."""
    return _CHINESE if language.lower().split("-")[0] == "zh" else _ENGLISH
