"""The words a deck adds that no other output needs, in the bank's language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DeckWords:
    """`{…}` are filled by `str.format`.

    Attributes:
        retired: with `{title}`, what a note says that the bank no longer has, where it is marked.
        left: with `{names}`, in the deck's description: which questions left, before the search that finds them.
        masked: stands for the term that a reverse card asks for.
        which: what the reverse card asks.
        report: how to report an error; `{address}` is a link.
        report_how: the same, where the bank names no address.
        topic: with `{topic}` and `{bank}`, a subdeck's description.
    """

    retired: str
    left: str
    masked: str
    which: str
    report: str
    report_how: str
    topic: str


_CHINESE = DeckWords(
    retired="这道题已从题库移除，请勿再学：{title}",
    left="已移出题库：{names}。它们的卡片仍保留原样；要删除，请在浏览器里用下面的搜索找到它们。",
    masked="▁▁▁",
    which="这是哪道题的答案？",
    report="发现错误？请到 {address} 反馈，并附上卡片上的题号。",
    report_how="发现错误？请告诉题库的作者，并附上卡片上的题号。",
    topic="{bank}：{topic}",
)
_ENGLISH = DeckWords(
    retired="Removed from the bank; do not learn it any more: {title}",
    left="No longer in the bank: {names}. Your cards of them stay as they are; this search in the browser finds them:",
    masked="▁▁▁",
    which="Which question does this answer?",
    report="Found an error? Tell us at {address}, with the number on the card.",
    report_how="Found an error? Tell the authors of the bank, with the number on the card.",
    topic="{bank}: {topic}",
)


def words_for(language: str) -> DeckWords:
    """The words of a BCP 47 language tag: Chinese for `zh…`, English for all else."""
    return _CHINESE if language.lower().split("-")[0] == "zh" else _ENGLISH
