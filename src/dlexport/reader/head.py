"""The bank file's head: the fields of `bank`, the topics, the outputs asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from dlexport.book.bank import Output, OutputOption, Topic
from dlexport.reader import keys, shapes
from dlexport.reader.ids import new_id
from dlexport.reader.macros import read_macros
from dlexport.reader.own_labels import read_labels
from dlexport.reader.tag_names import read_tag_names
from dlexport.reader.texts import title, title_if_any
from dlexport.source.yaml_tree import MappingNode, ScalarNode, kind

if TYPE_CHECKING:
    from dlexport.book.bank import Numbering
    from dlexport.labels.own import OwnLabels
    from dlexport.math.rewriting.macros import Macros
    from dlexport.reader.fields import Reading
    from dlexport.reader.keys import Fields
    from dlexport.richtext.nodes import Line
    from dlexport.source.yaml_tree import Node


class Head(TypedDict):
    """The fields of `bank`, named as `Bank` names them."""

    id: str
    title: Line
    language: str
    version: str
    subtitle: Line | None
    authors: tuple[str, ...]
    license: str
    description: str
    url: str
    numbering: Numbering
    macros: Macros
    labels: OwnLabels
    tag_names: tuple[tuple[str, str], ...]


def head(file: Fields, reading: Reading) -> Head:
    """The fields of `bank`, read; its macros are in force from here on."""
    fields = (reading.mapping(file["bank"], keys.BANK) if "bank" in file else None) or {}
    reading.define(read_macros(fields, reading))      # titles may use them
    language = reading.shaped(fields, "language", shapes.LANGUAGE)
    return Head(
        id=reading.shaped(fields, "id", shapes.BANK_ID),
        title=title(fields, "title", reading),
        language=language,
        version=reading.shaped(fields, "version", shapes.VERSION) or "1",
        subtitle=title_if_any(fields, "subtitle", reading),
        authors=reading.words(fields, "authors"),
        license=reading.plain(fields, "license"),
        description=reading.plain(fields, "description"),
        url=reading.shaped(fields, "url", shapes.URL),
        numbering="source" if reading.shaped(fields, "numbering", shapes.NUMBERING) == "source" else "topics",
        macros=reading.macros,
        labels=read_labels(fields, language, reading),
        tag_names=read_tag_names(fields, reading),
    )


def topics(file: Fields, reading: Reading) -> tuple[Topic, ...]:
    """The topics, in the order of the file."""
    seen: dict[str, int] = {}
    found = []
    for node in reading.items(file, "topics"):
        fields = reading.mapping(node, keys.TOPIC)
        if fields is not None:
            found.append(Topic(new_id(fields, seen, "topic", reading), title(fields, "title", reading)))
    return tuple(found)


def outputs(file: Fields, reading: Reading) -> tuple[Output, ...] | None:
    """The exporters and options of `outputs`; None if the file has no such key. Names and values are not checked."""
    node = file.get("outputs")
    if node is None:
        return None
    if not isinstance(node, MappingNode) or not node.entries:
        reading.note("wrong-type", "`outputs` must be a mapping of exporters to their options", node,
                     "for example `outputs: {pdf: {paper: a4}}`; without it every exporter runs")
        return ()
    return tuple(Output(key.value, _options(key.value, value, reading), reading.span(key))
                 for key, value in node.entries)


def _options(exporter: str, node: Node, reading: Reading) -> dict[str, OutputOption]:
    if isinstance(node, ScalarNode) and kind(node) == "null":
        return {}
    if not isinstance(node, MappingNode):
        reading.note("wrong-type", f"the options of `{exporter}` must be a mapping", node,
                     f"for example `{exporter}: {{name: value}}`, or `{exporter}:` for none")
        return {}
    options = {}
    for key, value in node.entries:
        if isinstance(value, ScalarNode) and kind(value) != "null":
            options[key.value] = OutputOption(reading.document.located(value), reading.span(key))
        else:
            reading.note("wrong-type", f"`{exporter}.{key.value}` must have one value", value,
                         "a word, a number, or true or false")
    return options
