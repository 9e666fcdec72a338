"""The bank's own labels: words that outputs add, in place of ours; and the languages that we have none for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dlexport.labels import LANGUAGES, spoken_by_us
from dlexport.labels.own import GROUPS, braces, shapes
from dlexport.source.yaml_tree import MappingNode, SequenceNode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlexport.labels.own import LabelPath, LabelShape, OwnLabel, OwnLabels
    from dlexport.reader.fields import Reading
    from dlexport.reader.keys import Fields
    from dlexport.source.yaml_tree import Node, ScalarNode

_EXAMPLE: Final = "for example `labels: {analysis: Why, callouts: {note: Remark}}`"
_LONGEST: Final = 600       # signs: the book's sentences on accessibility have 300
_NAMED: Final = 6           # words that stay English, in the warning


def read_labels(bank: Fields, language: str, reading: Reading) -> OwnLabels:
    """The labels of `bank.labels`; those with a problem, which is noted, are left out."""
    node = bank.get("labels")
    own = tuple(_mapping("labels", node, (), reading)) if node is not None else ()
    if language and not spoken_by_us(language):
        _tell_language(language, bank["language"], own, reading)
    return own


def _mapping(name: str, node: Node, path: LabelPath, reading: Reading) -> Iterator[OwnLabel]:
    if not isinstance(node, MappingNode) or not node.entries:
        reading.note("wrong-type", f"`{name}` must be a mapping of labels to words", node, _EXAMPLE)
        return
    for key, value in node.entries:
        here = (*path, key.value)
        if here in shapes():
            yield from _label(here, key, value, reading)
        elif not path and key.value in GROUPS:
            yield from _mapping(key.value, value, here, reading)
        else:
            _unknown(path, key, reading)


def _unknown(path: LabelPath, key: ScalarNode, reading: Reading) -> None:
    known = sorted({one[len(path)] for one in shapes() if one[:len(path)] == path})
    what = f"`labels.{'.'.join(path)}`" if path else "`labels`"
    reading.note("unknown-key", f"{what} has no label `{key.value[:60]}`", key,
                 reading.suggestion(key.value, known) or f"it may have: {', '.join(known)}")


def _label(path: LabelPath, key: ScalarNode, value: Node, reading: Reading) -> Iterator[OwnLabel]:
    shape = shapes()[path]
    if shape.members:
        items = value.items if isinstance(value, SequenceNode) else ()
        texts = [reading.scalar_text(key.value, item) for item in items]
        if len(items) != shape.members:
            reading.note("label", f"`{key.value}` wants {shape.members} words in a list", value,
                         f"in English: [{shape.default}]")
        elif all(texts):
            yield path, tuple(text.value.strip() for text in texts if text)
        return
    text = reading.scalar_text(key.value, value)
    if text is None:
        return
    word = text.value.rstrip("\n")
    wrong = _wrong(word, shape)
    if wrong:
        reading.note("label", f"`{key.value}` {wrong}", value, f"in English: {shape.default}")
    else:
        yield path, word


def _wrong(word: str, shape: LabelShape) -> str:
    """The fault of a label, as a predicate after the label's name; empty if there is none."""
    names, odd = braces(word)
    if "\n" in word or len(word) > _LONGEST:
        return f"must be one line of at most {_LONGEST} signs"
    if odd or not names <= shape.takes:
        allowed = ", ".join(f"{{{name}}}" for name in sorted(shape.takes))
        return f"can have only {allowed} in braces" if allowed else "can have no braces"
    missing = ", ".join(f"{{{name}}}" for name in sorted(shape.needs - names))
    return f"must have {missing} in it" if missing else ""


def _tell_language(language: str, node: Node, own: OwnLabels, reading: Reading) -> None:
    """A warning that names the words which stay English."""
    given = dict(own)
    left = [(path, shape.default) for path, shape in shapes().items() if path not in given]
    if not left:
        return
    named = ", ".join(f"`{'.'.join(path)}: {word}`" for path, word in left[:_NAMED])
    more = " and others" if len(left) > _NAMED else ""
    reading.note("language-words",
                 f"there are no words for `{language}`: what outputs add stays English: {named}{more}", node,
                 f"write yours under `bank.labels`; there are words for {', '.join(LANGUAGES)}", "warning")
