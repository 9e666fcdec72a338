"""The words a deck adds that no other output needs, in the bank's language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """`{…}` are filled by `str.format`.

    Attributes:
        retired: with `{title}`, what is left of a note that the bank no longer has.
        which: what the reverse card asks.
        report: how to report an error; `{address}` is a link.
        report_how: the same, where the bank names no address.
        topic: with `{topic}` and `{bank}`, a subdeck's description.
    """

    retired: str
    which: str
    report: str
    report_how: str
    topic: str


_CHINESE = Words(
    retired="已移出题库：{title}",
    which="这是哪道题的答案？",
    report="发现错误？请到 {address} 反馈，并附上卡片上的题号。",
    report_how="发现错误？请告诉题库的作者，并附上卡片上的题号。",
    topic="{bank}：{topic}",
)
_ENGLISH = Words(
    retired="No longer in the bank: {title}",
    which="Which question does this answer?",
    report="Found an error? Tell us at {address}, with the number on the card.",
    report_how="Found an error? Tell the authors of the bank, with the number on the card.",
    topic="{bank}: {topic}",
)


def words_for(language: str) -> Words:
    """The words of a BCP 47 language tag: Chinese for `zh…`, English for all else."""
    return _CHINESE if language.lower().split("-")[0] == "zh" else _ENGLISH
