"""The words that only the study page adds, in the bank's language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageWords:
    """One language's words. `{…}` are filled by `str.format`, or by the script where there is no value yet."""

    language: str
    """The BCP 47 tag by which numbers and spans of time are written."""
    skip: str
    tools: str
    search: str
    find: str
    every: str
    levels: str
    """With `{level}`: a difficulty of three, for those who hear it."""
    found: str
    """With `{count}`: how many questions are shown."""
    nothing: str
    clear: str
    filters: str
    standing: str
    fresh: str
    due: str
    known: str
    link: str
    """With `{number}`: the address of a question."""

    selftest: str
    show: str
    hide: str
    blank: str

    settings: str
    limit: str
    no_limit: str
    points: str
    swipes: str
    smaller: str
    larger: str
    theme: str
    system: str
    day: str
    night: str

    save: str
    load: str
    imported: str
    """With `{count}`: how many records are new."""
    bad_file: str
    newer_file: str
    unkept: str
    full: str
    damaged: str
    private: str

    study: str
    offer: str
    """With `{due}` and `{new}`: how many cards wait."""
    leave: str
    undo: str
    progress: str
    counts: str
    """With `{new}`, `{learning}` and `{due}`."""
    grade: str
    grades: tuple[str, str, str, str]
    keys: str
    graded: str
    """With `{grade}`, `{wait}` and `{left}`: what was done, for those who hear it."""
    undone: str
    ended: str
    done: str
    """With `{count}`, `{again}` and `{time}`: what was done in a session."""
    next: str
    """With `{wait}` and `{count}`: when the next cards are due."""
    unexported: str
    """With `{count}`: records that no file holds yet."""
    more: str


_CHINESE = PageWords(
    language="zh",
    skip="跳到正文", tools="查找与学习", search="搜索（空格分隔，须全部出现）", find="搜索",
    every="全部",
    levels="{level} 级，共 3 级", found="共 {count} 题", nothing="没有找到符合条件的题目。", clear="清除搜索与筛选",
    filters="筛选", standing="掌握情况", fresh="没学过", due="该复习", known="会了", link="第 {number} 题的链接",
    selftest="自测", show="显示答案", hide="收起答案", blank="填空，点按显示",
    settings="设置", limit="每天新卡", no_limit="不限", points="也学要点",
    swipes="看过答案后滑动评分（右：良好，左：重来）",
    smaller="缩小字号", larger="放大字号", theme="外观", system="跟随系统", day="白天", night="夜间",
    save="导出复习记录", load="导入复习记录", imported="已导入，新增 {count} 条记录",
    bad_file="这个文件不是本题库的复习记录", newer_file="这个文件来自更新的版本，请先更新学习页",
    unkept="浏览器不为本页保存数据：复习记录只留到关闭页面为止，请在关闭前导出。",
    full="浏览器的存储已满：新的复习记录只留到关闭页面为止，请在关闭前导出。",
    damaged="浏览器里有一部分复习记录已损坏，只能读到损坏处为止；损坏的部分原样保留。",
    private="记录只存在这个浏览器里。导出的文件含卡片编号、时间和评分；导入时两边的记录合并，不会互相覆盖。",
    study="学习", offer="复习 {due}，新 {new}", leave="退出", undo="撤销", progress="学习进度",
    counts="新 {new} · 学习中 {learning} · 复习 {due}", grade="评分", grades=("重来", "困难", "良好", "简单"),
    keys="空格显示答案；1 重来，2 困难，3 或空格 良好，4 简单；U 撤销，Esc 退出",
    graded="{grade}，{wait}后再见；还剩 {left} 张", undone="已撤销", ended="今天的学完了",
    done="答了 {count} 次，其中重来 {again} 次，用时{time}", next="{wait}后到期 {count} 张",
    unexported="{count} 条记录还没有导出", more="再学 10 张新卡",
)
_ENGLISH = PageWords(
    language="en",
    skip="Skip to the questions", tools="Find and study", search="Search (every word must occur)", find="Search",
    every="All",
    levels="level {level} of 3", found="Questions: {count}", nothing="No question fits.",
    clear="Clear search and filters", filters="Filters", standing="Standing", fresh="New", due="Due", known="Known",
    link="Link to question {number}",
    selftest="Self-test", show="Show answer", hide="Hide answer", blank="Blank: activate to show",
    settings="Settings", limit="New cards a day", no_limit="No limit", points="Key points too",
    swipes="Grade by swiping once the answer is shown (right: good, left: again)",
    smaller="Smaller text", larger="Larger text", theme="Look", system="As the system", day="Day", night="Night",
    save="Export reviews", load="Import reviews", imported="Imported. New records: {count}",
    bad_file="This file holds no reviews of this bank",
    newer_file="This file comes from a newer version: update the study page first",
    unkept="This browser keeps nothing for this page: reviews last until it is closed. Export them before.",
    full="The browser's storage is full: new reviews last until the page is closed. Export them before.",
    damaged="Some of the reviews in this browser are damaged: they are read up to there, and left as they are.",
    private="Reviews are kept in this browser only. The exported file holds card ids, times and grades; an import "
    "unites both sides and overwrites nothing.",
    study="Study", offer="due {due}, new {new}", leave="Leave", undo="Undo", progress="Progress",
    counts="New {new} · Learning {learning} · Due {due}", grade="Grade", grades=("Again", "Hard", "Good", "Easy"),
    keys="Space shows the answer; 1 again, 2 hard, 3 or space good, 4 easy; U undoes, Esc leaves",
    graded="{grade}, next in {wait}; left: {left}", undone="Undone", ended="Done for today",
    done="Answers: {count}, of these again: {again}, in {time}", next="Next in {wait}: {count}",
    unexported="Records not exported yet: {count}", more="10 more new cards",
)


def words_for(language: str) -> PageWords:
    """The words of a BCP 47 language tag: Chinese for `zh…`, English for all else."""
    return _CHINESE if language.lower().split("-")[0] == "zh" else _ENGLISH
