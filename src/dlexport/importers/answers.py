"""Answers as people type them: letters of options, true and false in all their spellings, options in running text."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from dlexport.importers.draft import DraftChoice
from dlexport.patterns import many

if TYPE_CHECKING:
    from collections.abc import Sequence

Kind: TypeAlias = Literal["single", "multiple", "truefalse", "blank", "open", ""]

_LETTERS: Final = re.compile(
    r"[A-Za-z]" + many(many(r"[\s,，、;；/&+]++|###|和|与|and") + "[A-Za-z]") + "[.。]?", re.IGNORECASE)
_TRUE: Final = {
    "对",
    "正确",
    "√",
    "✓",
    "✔",
    "t",
    "true",
    "right",
    "yes",
    "是",
    "同意",
    "1",
    "y",
    "correct",
    "对的",
    "vrai",
}
_FALSE: Final = {
    "错",
    "错误",
    "×",
    "✗",
    "✘",
    "x",
    "f",
    "false",
    "wrong",
    "no",
    "否",
    "不同意",
    "0",
    "n",
    "incorrect",
    "不正确",
    "不对",
    "错的",
    "faux",
}
_DOUBTFUL: Final = {
    "1",
    "0",
    "y",
    "n",
    "x",
    "yes",
    "no",
    "是",
    "否",
    "t",
    "f",
    "同意",
    "不同意",
    "right",
    "wrong",
    "correct",
}
_OPTION: Final = re.compile(
    r"^[ \t]*(?:[-*+][ \t]+)?(?:\*\*)?[(（\[【]?([A-Za-z])[)）\]】]?[ \t]*[.、．:：)）][ \t]*(?:\*\*)?[ \t]*(.*)$"
)
_LOOSE: Final = re.compile(r"(?:(?<=^)|(?<=[\s　,，;；]))[(（]?([A-Z])[)）]?[ \t]*[.、．:：)）][ \t]*")
_SLOT: Final = re.compile(r"[(（]([ \t　]*)([A-Za-z](?:[ \t　,，、]*[A-Za-z])*|√|×|对|错)([ \t　]*)[)）]")
_BLANK: Final = re.compile(r"_{3,}|＿{2,}|[（(][ \t　]{2,}[)）]|[（(][ \t　]*[)）](?=\S)|\{\}|\(%_+%\)")
_BETWEEN: Final = re.compile(r"[|｜；;\n]")
_NUMBERED: Final = re.compile(r"[（(]?(\d+)(?:[)）、]|[.．](?!\d))\s*")
_MOST: Final = 26


def kind_of(words: str) -> Kind:
    """The kind of question named by a column, a heading or a sheet; empty if none is named."""
    text = unicodedata.normalize("NFKC", words)
    for kind, names in _KINDS.items():
        if re.search(names, text, re.IGNORECASE):
            return kind
    return ""


_KINDS: Final[dict[Kind, str]] = {
    "multiple": r"多(?:项)?选|不定项|multiple.?(?:answer|select|response)",
    "single": r"单(?:项)?选|选择题|single|multiple.?choice|mcq",
    "truefalse": r"判断|是非|对错|true.?(?:or.?)?false",
    "blank": r"填空|fill|blank|cloze",
    "open": r"简答|问答|论述|名词解释|计算|主观|案例|essay|short.?answer|open",
}


def letters(answer: str) -> list[int] | None:
    """Indices (from 0) of the options that an answer names by letters: `C`, `ABD`, `A、B`, `Ｂ`, `A###B`; else None."""
    text = unicodedata.normalize("NFKC", answer).strip().strip("()[]【】.。*` ")
    if not text or not _LETTERS.fullmatch(text):
        return None
    found = re.findall(r"[A-Za-z]", re.sub(r"和|与|\band\b|###", " ", text, flags=re.IGNORECASE))
    if len(found) > 1 and len(set(map(str.upper, found))) != len(found):
        return None  # a word
    return sorted(ord(letter.upper()) - ord("A") for letter in found)


def truth(answer: str, *, sure: bool = False) -> bool | None:
    """True or false, as an answer says; None if it says neither.

    Args:
        answer: the answer as typed.
        sure: whether the question is known to be true or false, so that `1`, `T` and `是` count too.
    """
    text = unicodedata.normalize("NFKC", answer).strip().strip("()[]【】.。!* ").casefold()
    if text in _DOUBTFUL and not sure:
        return None
    if sure and text in {"a", "b"}:
        return text == "a"
    return True if text in _TRUE else False if text in _FALSE else None


def options_in(rows: Sequence[str]) -> tuple[list[str], list[str], list[str]] | None:
    """Rows before the options, the options, and rows after them; None if there are fewer than two options.

    Options begin with A and continue in the order of the alphabet, one or more per row; rows between two options
    belong to the first.
    """
    start = 0
    while start < len(rows):
        match = _OPTION.match(rows[start])
        if not match or match[1].upper() != "A":
            start += 1
            continue
        found, end = _collected(rows, start)
        if len(found) > 1:
            return list(rows[:start]), found, list(rows[end:])
        start = end     # another A above would meet no B either
    return None


def _collected(rows: Sequence[str], start: int) -> tuple[list[str], int]:
    options: list[list[str]] = []
    index, fence, blank = start, "", 0
    while index < len(rows):
        row = rows[index]
        stripped = row.strip()
        if fence or stripped.startswith(("```", "~~~")):
            if options:
                options[-1].append(row)
            fence = "" if fence and stripped.startswith(fence) else fence or stripped[:3]
        elif not stripped:
            blank = 1
            if options:
                options[-1].append("")
            index += 1
            continue
        elif pieces := _in_row(row, len(options)):
            options += [[piece] for piece in pieces]
        elif blank and not row.startswith((" ", "\t")):
            break
        elif options:
            options[-1].append(row.strip() if not row.startswith("    ") else row)
        blank = 0
        index += 1
    return ["\n".join(option).strip() for option in options], index


def _in_row(row: str, place: int) -> list[str]:
    """The options in a row such as `A. x   B. y`, if it continues with the letter at index `place`."""
    match = _OPTION.match(row)
    if not match or ord(match[1].upper()) - ord("A") != place:
        return []
    rest = match[2]
    pieces: list[str] = []
    while True:
        place += 1
        following = next((one for one in _LOOSE.finditer(rest) if ord(one[1]) - ord("A") == place), None)
        if following is None or place >= _MOST:
            return [*pieces, rest.strip()]
        pieces.append(rest[: following.start()].strip().rstrip(",，;；"))
        rest = rest[following.end() :]


def answer_in_stem(stem: str) -> tuple[str, str]:
    """The stem of `…是（  C  ）。` with an empty slot, and the letters from the slot; empty if there are none."""
    found = list(_SLOT.finditer(stem))
    if len(found) != 1 or not (found[0][1] or found[0][3] or stem.rstrip("。.？? ").endswith(found[0][0])):
        return stem, ""
    match = found[0]
    return stem[: match.start()] + "（    ）" + stem[match.end() :], match[2]


def marked(options: Sequence[str], right: Sequence[int]) -> tuple[DraftChoice, ...]:
    """The options as choices; those at the indices `right` are correct."""
    return tuple(DraftChoice(text, place in right) for place, text in enumerate(options))


def right_by_text(options: Sequence[str], answer: str) -> list[int] | None:
    """Indices of the options that an answer names by text, or by letter and text; None if it names none."""
    plain = [_plain(option) for option in options]
    whole = _plain(answer)
    if whole in plain:
        return [plain.index(whole)]
    found = []
    for piece in re.split(r"###|[;；|\n]", answer):
        text = _plain(piece)
        match = re.match(r"^([a-z])[.、．:：)]\s*(.*)$", text)
        if text in plain:
            found.append(plain.index(text))
        elif (
            match and (place := ord(match[1]) - ord("a")) < len(options) and (not match[2] or match[2] in plain[place])
        ):
            found.append(place)
        else:
            return None
    return sorted(found) or None


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split()).strip(".。 ").casefold()


def gapped(stem: str, answer: str) -> str | None:
    """The stem with its blanks replaced by `[[…]]`; None if the numbers of blanks and answers differ.

    Answers of several blanks are separated by `|`, `；`, `;` or line ends; `a/b` means either of two.
    """
    blanks = list(_BLANK.finditer(stem))
    answers = [piece.strip() for piece in _BETWEEN.split(answer) if piece.strip()]
    answers = _unnumbered(answers)
    if not blanks or len(blanks) != len(answers) or any(re.search(r"[\[\]\n]", piece) for piece in answers):
        return None
    made, end = [], 0
    for blank, text in zip(blanks, answers, strict=True):
        made += [
            stem[end : blank.start()],
            f"[[{text.replace('/', '|') if re.fullmatch(r'[^/$]+(/[^/$]+)+', text) else text}]]",
        ]
        end = blank.end()
    return "".join(made) + stem[end:]


def _unnumbered(pieces: list[str]) -> list[str]:
    """Answers without the numbers 1, 2, 3 … before them; `3.14` alone is no third answer."""
    found = [_NUMBERED.match(piece) for piece in pieces]
    if len(pieces) > 1 and [match[1] for match in found if match] == [str(one + 1) for one in range(len(pieces))]:
        return [piece[match.end() :] for piece, match in zip(pieces, found, strict=True) if match]
    return pieces
