"""English."""

from __future__ import annotations

from typing import Final

from dlexport.labels.words import BookWords, Citation, DeckWords, HandoutWords, Labels, PageWords

LABELS: Final = Labels(
    question="Question", answer="Answer", analysis="Analysis", keypoints="Key points",
    references="References", contents="Contents", cover="Cover", title_page="Title page",
    appendix="Appendix: all questions", colophon="Colophon", tags="Tags", topic="Topic", difficulty="Difficulty",
    chapter="Chapter {number}", place="Chapter {chapter}, question {place} (no. {number})",
    version="Version {version}", license="Licence", show="Show", comma=", ", colon=": ", day="{day} {month} {year}",
    quiz="Quiz", cards="Cards", answer_key="Answer key", name="Name", date="Date", score="Score",
    series="Series {seed}", calibration="Duplex calibration",
    ruler="Print, then look at the back against the light: its crosses should fall on those of the front. By as many "
    "millimetres as it lies too far right or up, lower dx or dy; raise them for left or down.",
    count="{count} questions", elsewhere="{parts}: see the handout", to_do="to do", done="done",
    true="True", false="False", hint="Hint", source="Source", points="{points} points",
    right="Right", why="Why", part="({number})", alternative=" or ",
    excerpt="Excerpt: {topic}",
    callouts={"note": "Note", "tip": "Tip", "important": "Important", "warning": "Warning", "caution": "Caution"},
    months=("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December"),
    citation=Citation(". ", "", ". ", ", ", 6, ", et al"),
    east_citation=Citation(". ", "", ". ", ", ", 6, ", et al"),
    deck=DeckWords(
        retired="Removed from the bank; do not learn it any more: {title}",
        left="No longer in the bank: {names}. Your cards of them stay as they are; this search in the browser finds "
        "them:",
        masked="▁▁▁",
        which="Which question does this answer?",
        report="Found an error? Tell us at {address}, with the number on the card.",
        report_how="Found an error? Tell the authors of the bank, with the number on the card.",
        topic="{bank}: {topic}",
    ),
    book=BookWords(
        questions="Questions", answers="Answers", to_answer="Answer", to_question="Back to the question",
        hint="Hint {number}", start="Text", identifier="Identifier", modified="Last changed", made_with="Made with",
        homepage="Home page", authors="Authors", language="Language", levels="level {level} of 3",
        accessibility=(
            "All text can be resized and reflowed and stands in reading order; headings are nested, and the contents "
            "lead to every question; pictures have alternative text, formulas their LaTeX; nothing flashes, moves or "
            "sounds."
        ),
    ),
    page=PageWords(
        language="en",
        skip="Skip to the questions", tools="Find and study", search="Search (every word must occur)", find="Search",
        every="All",
        levels="level {level} of 3", found="Questions: {count}", nothing="No question fits.",
        clear="Clear search and filters", filters="Filters", standing="Standing", fresh="New", due="Due", known="Known",
        link="Link to question {number}",
        selftest="Self-test", show="Show answer", hide="Hide answer", blank="Blank: activate to show",
        right="Right", wrong="Not right", check="Check", scored="Right: {right} of {all}", typed="Your answer",
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
    ),
    handout=HandoutWords(
        continued="Table, continued", figure="Figure {number}", table="Table {number}", levels=("easy", "medium", "hard"), crib="At a glance: key points",
        made_with="Made with", fonts="Fonts",
    ),
)
