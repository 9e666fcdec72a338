"""What each problem code means: `dlexport explain CODE`, and docs/problems.md."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Explanation:
    """A code in a line, and at more length: why it is a problem, and how to mend it."""

    title: str
    text: str


_GROUPS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "The file": {
        "file-missing": ("there is no such file", """
The source is `source/questions.yaml` below the folder you are in, unless `--source FILE` says otherwise."""),
        "file-unreadable": ("a file cannot be read", """
It is a folder, or the system refuses to hand it out. Name the file itself; see who may read it."""),
        "file-limit": ("a file is too large", """
A source may have 64 MB; ten thousand questions take about fifteen. Pictures belong into the folder `media`."""),
        "byte-order-mark": ("the file begins with a byte order mark", """
Some editors put an invisible character before the first line, and some of them save UTF-16. A source is UTF-8 without
such a mark: choose that when saving."""),
        "not-utf8": ("the file is not UTF-8", """
Chinese files of older programs are often in GB 18030. Convert them, for example:

    iconv -f GB18030 -t UTF-8 old.yaml > questions.yaml"""),
        "empty-file": ("the file holds nothing", """
A bank begins with the line `format: 1`. docs/bank-format.md has a complete small one to begin with."""),
        "merge-conflict": ("a merge-conflict marker was left in the file", """
Git could not join two versions and wrote both. Keep what is right and delete the lines that begin with `<<<<<<<`,
`=======` and `>>>>>>>`."""),
        "control-character": ("a character that cannot be seen and must not be there", """
Control characters, byte order marks inside the text and Unicode's line separators come in by copying. Some programs
drop them, some stop at them. Delete the character; for a line break in Markdown end the line with a backslash."""),
    },
    "YAML": {
        "yaml-syntax": ("YAML cannot be read here", """
The message says what was found and the hint how to write it. Most often a text needs quotes, because it begins with a
sign that means something to YAML (`*`, `` ` ``, `%`, `@`, `[`, `{`) or holds `: `. Inside single quotes an apostrophe
is written twice. Longer texts are easiest after `|`, indented, in the next lines: nothing in them is special."""),
        "yaml-documents": ("a second document begins", """
A bank is one YAML document. A line `---` further down begins another: delete it."""),
        "yaml-tag": ("a YAML tag", """
`!word` in front of a value tells YAML to make something else of it. A bank needs none. A text that begins with `!`
wants quotes."""),
        "yaml-key": ("a key that is no plain word", """
The keys of a bank are the words of docs/bank-format.md, never lists or mappings."""),
        "yaml-alias": ("an alias that stands for nothing", """
`*name` stands for a value marked `&name` before. A text that begins with `*`, such as `**strong**`, wants quotes."""),
        "alias-limit": ("aliases that stand for too much", """
A few aliases of aliases can stand for billions of values. Write out what they stand for."""),
        "node-limit": ("too many values in one file", """
Divide the bank."""),
        "scalar-limit": ("a text that is too long", """
One text of a bank may have a million characters, and a field of Markdown 200,000. Divide it into several questions or
sections."""),
        "depth-limit": ("lists or mappings nested too deeply", """
A bank needs seven levels; 64 are taken. Mostly a `[` or `{` begins a text that wants quotes."""),
        "duplicate-key": ("a key that is there twice", """
YAML would silently keep the last of them and lose the other. Delete one."""),
    },
    "The bank": {
        "format-version": ("a bank of another format", """
`format` says by which rules the file is written. This program reads format 1."""),
        "missing-key": ("a key that must be there is not", """
docs/bank-format.md lists what a bank, topic, question, key point and reference must have."""),
        "unknown-key": ("a key that the format does not have", """
Mostly a slip of the pen: what stands under a misspelt key would be missing in every output."""),
        "wrong-type": ("a value of the wrong kind", """
A list where a text belongs, a text where a number belongs, and the like. A text that YAML takes for a list, because it
begins with `[`, wants quotes."""),
        "not-text": ("YAML does not read this as a text", """
`yes`, `on`, `null`, `1706.03760` and `2017-06-12` are not texts to YAML but truth values, nothing, numbers and dates,
and numbers lose digits: `1706.03760` would become 1706.0376. Put them in quotes."""),
        "empty": ("there is nothing here", """
A key with nothing behind it. Write something, or delete the key if it may be absent."""),
        "cut-by-comment": ("a text cut short by a comment", """
To YAML, ` #` begins a comment: of `title: C# and F #` only `C# and F` would be left. Put the text in quotes, or the
comment in a line of its own."""),
        "bad-number": ("a number out of bounds", """
The hint says what is taken. Numbers have no leading zeros."""),
        "bad-id": ("an id that cannot be one", """
Ids are permanent: file names, links and learners' cards hang on them. They have small letters, digits and hyphens."""),
        "bad-tag": ("a tag that cannot be one", """
Anki ends a tag at a space. `::` separates the levels of a tree of tags, as in `cnn::pooling`."""),
        "bad-language": ("no language tag", """
`language` is a BCP 47 tag: `zh-CN`, `zh-Hant`, `en`. It decides labels, fonts and how screen readers speak."""),
        "bad-version": ("a version that cannot be one", """
The bank's version is one line of text, in quotes where YAML would take it for a number: `version: '1.0'`."""),
        "bad-doi": ("no DOI", """
Write it as `10.1109/5.771073`, without `https://doi.org/`."""),
        "bad-arxiv": ("no arXiv identifier", """
Write it as `'1706.03762'`, in quotes, without address."""),
        "bad-url": ("no web address", """
An address begins with `https://` or `http://`."""),
        "duplicate-id": ("an id that is there twice", """
Learners' reviews belong to the id. Give the newer question, topic or key point another one."""),
        "duplicate-tag": ("a tag that is there twice", """
Delete one."""),
        "unknown-topic": ("a topic that the bank does not have", """
`topic` names the `id` of one of the bank's `topics`; so does `--only-topic`."""),
        "unknown-question": ("a link to a question that is not there", """
`[words](#id)` leads to the question of that id."""),
        "renamed-from": ("a former id that cannot be right", """
`renamed_from` names the id that the question had in earlier releases, and which no other question has now."""),
        "no-blank": ("a key point with nothing to recall", """
The strong words of a key point become the blank of a cloze card. Mark what the learner has to recall:

    text: softmax的输出之和等于**1**。"""),
        "no-description": ("a picture without a description", """
Who cannot see the picture gets its description: `![a graph of the loss falling over the epochs](media/loss.svg)`."""),
    },
    "Markdown": {
        "formula": ("a formula that cannot be read", """
The place is that of the command or bracket at fault. docs/bank-format.md says what is understood. A dollar sign that
is meant as such is written `\\$`."""),
        "stray-emphasis": ("`**` without a partner", """
The stars would be shown. Between them and the words they make strong there is no space, and both stand in the same
paragraph. Write `\\*\\*` where stars are meant."""),
        "link-scheme": ("a link that may not be", """
Links lead to `https:`, `http:` and `mailto:` addresses, and to questions of the bank as `#id`. Anything else is either
a slip or something that a reader's program should not run."""),
        "missing-footnote": ("a mark of a footnote that is not there", """
`[^1]` wants a line `[^1]: the note` in the same field. Write `\\[^1]` to show the signs."""),
        "unused-definition": ("a definition that nothing uses", """
A line such as `[word]: text` defines a link, and `[^1]: text` a footnote. Neither is shown by itself, so the text would
be lost. Write `\\[` where the line is meant to be read."""),
        "not-inline": ("more than one paragraph where only one may be", """
A key point is one paragraph of running text: no lists, tables, displayed formulas or second paragraphs."""),
        "text-limit": ("a field that is too long or too intricate", """
A field may have 200,000 characters and some thousands of blocks. Split the question."""),
        "nesting-limit": ("quotes, lists or marks nested too deeply", """
Most readers' screens are full after a handful of levels. 64 are taken; beyond that text would be lost."""),
        "delimiter-limit": ("too many signs that may begin or end something", """
Pairing thousands of `*`, `[` or `$` in one paragraph takes longer with each. Split the paragraph, or put what is no
Markdown into a block of code."""),
        "table-row": ("a row with more cells than the table has columns", """
What is beyond the last column would not be shown. A `|` inside a cell is written `\\|`."""),
    },
    "Pictures": {
        "media-path": ("a picture outside the folder of pictures", """
Pictures are in the folder `media` beside the bank and are named `media/name.png`: no absolute path, no `..`, no link
that leads out, no web address, since every output works offline."""),
        "media-missing": ("a picture that is not there", """
See to the spelling, capitals included: they matter on other people's systems."""),
        "media-type": ("a file that is no picture we know", """
Every output shows PNG, JPEG and SVG. The ending of the name must be that of what is inside."""),
        "media-damaged": ("a picture that is damaged", """
It ends too early or its header is wrong. Save it again."""),
        "media-limit": ("a picture that is too large", """
Phones have to show it. Make it smaller, or draw it as SVG."""),
        "svg": ("a drawing that cannot be used as it is", """
A drawing may hold shapes, paths, text and groups, which every output can show: no script, style sheet, animation,
gradient, foreign content or reference to anything. docs/bank-format.md says more."""),
    },
    "The lock": {
        "lock-syntax": ("the lock cannot be read", """
`questions.lock` holds one JSON object a line and is written by the program. Take it from the version control again. Do
not delete it: the dates of all cards and the list of retired ones would be lost."""),
        "lock-conflict": ("the lock holds a merge conflict", """
Two branches changed the bank. Keep the lines of both sides; of two lines for one id, the one with the later `changed`.
Then run `dlexport lock`."""),
        "lock-stale": ("the lock is older than the source", """
With `--locked` nothing is dated by the clock. Run `dlexport lock`, look at what changed, and commit the lock with the
source."""),
        "retired-returns": ("a retired id returns with other content", """
Learners have reviewed cards under that id. If it is the same question, say `dlexport lock --restore ID`; if not, give
the new one an id of its own."""),
        "renamed-unmarked": ("a new id with the content of one that is gone", """
To Anki a new id is a new card. `renamed_from: old-id` keeps the learners' reviews."""),
    },
    "Exporters and options": {
        "exporter-unknown": ("there is no such exporter", """
`dlexport exporters` lists those that are installed."""),
        "exporter-clash": ("two exporters claim the same name or ending", """
Uninstall one of the two packages."""),
        "exporter-failed": ("an exporter failed", """
This is a fault of the exporter, not of the bank. Nothing was published. Report it to the authors of the package that
the message names, with the message."""),
        "option-unknown": ("there is no such option", """
`dlexport exporters` lists the options of each exporter."""),
        "option-value": ("a value that the option does not take", """
`dlexport exporters` says what each option takes."""),
        "theme-value": ("a value of a theme that cannot be used", """
The place is in the theme's own file. Compare with the default theme of the same name."""),
        "missing-glyph": ("a character that no font of the theme has", """
It would be an empty box in print. Use another character, or `--allow-missing-glyphs` to draw the box; the text can
still be copied."""),
    },
    "Outputs": {
        "output-write": ("an output cannot be written", """
The folder is not yours to write, the disk is full, or something else is in the place of the file. What was there before
is still there."""),
        "output-busy": ("another run is writing to the folder", """
Two runs must not mix their files. Wait until the other has ended, or write elsewhere with `--out`."""),
        "manifest-mismatch": ("a file is not what the manifest says", """
It was changed after it was made, or a run was killed between two files. Run `dlexport all` again."""),
        "not-verified": ("an output lacks part of a question", """
Each output is read back and each promised part of each question is looked for in its place. Nothing was published. If
the file is your own make, mend it; else this is a fault of the exporter: please report it."""),
        "not-reproducible": ("the same run gave other bytes", """
An exporter let a clock, the environment or the order of a set into its output. Report it to its authors."""),
    },
}

CODES: Final[Mapping[str, Explanation]] = {
    code: Explanation(title, text.strip("\n")) for group in _GROUPS.values() for code, (title, text) in group.items()}


def reference() -> str:
    """All of them as Markdown, by group: docs/problems.md."""
    parts = ["# Problems\n\nWhat `dlexport` may say, by the code in brackets. `dlexport explain CODE` says the same.\n"]
    for group, codes in _GROUPS.items():
        parts.append(f"\n## {group}\n")
        parts += [f"\n### {code}\n\n{_sentence(title)}\n\n{text.strip()}\n" for code, (title, text) in codes.items()]
    return "".join(parts)


def _sentence(title: str) -> str:
    return f"**{title[0].upper()}{title[1:]}.**"
