"""The words that only the study page adds, in the bank's language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """One language's words. `{…}` are filled by `str.format`, or by the script where there is no value yet."""

    skip: str
    tools: str
    search: str
    every: str
    levels: str
    """With `{level}`: a difficulty of three, for those who hear it."""
    found: str
    """With `{count}`: how many questions are shown."""
    marks: str
    unmarked: str
    known: str
    again: str
    cards: str
    leave: str
    flip: str
    previous: str
    following: str
    keys: str
    save: str
    load: str
    bad_file: str
    link: str
    """With `{number}`: the address of a question."""


_CHINESE = Words(
    skip="跳到正文", tools="查找与学习", search="搜索（空格分隔，须全部出现）", every="全部",
    levels="{level} 级，共 3 级", found="共 {count} 题", marks="掌握情况", unmarked="未标记",
    known="会了", again="再看", cards="翻卡学习", leave="退出翻卡", flip="翻面", previous="上一题", following="下一题",
    keys="空格翻面，←→换题，1 再看，2 会了，Esc 退出；触屏左右滑动换题",
    save="导出标记", load="导入标记", bad_file="这个文件不是本题库的标记", link="第 {number} 题的链接",
)
_ENGLISH = Words(
    skip="Skip to the questions", tools="Find and study", search="Search (every word must occur)", every="All",
    levels="level {level} of 3", found="{count} questions", marks="Marks", unmarked="Unmarked", known="Known",
    again="Again", cards="Flip cards", leave="Leave the cards", flip="Flip", previous="Previous", following="Next",
    keys="Space flips, ← → move, 1 again, 2 known, Esc leaves; on a touch screen swipe left or right",
    save="Export marks", load="Import marks", bad_file="This file holds no marks of this bank",
    link="Link to question {number}",
)


def words_for(language: str) -> Words:
    """The words of a BCP 47 language tag: Chinese for `zh…`, English for all else."""
    return _CHINESE if language.lower().split("-")[0] == "zh" else _ENGLISH
