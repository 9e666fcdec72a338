"""From what somebody typed to an exporter's options."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import pytest

from dlexport.plugin.options import Described, OptionSetting, describe, parse
from dlexport.problems import Problem, Span


@dataclass(frozen=True, slots=True)
class Options:
    """What a PDF exporter might take."""

    paper: Literal["a4", "letter"] = field(default="a4", metadata={"help": "Paper size."})
    reverse: bool = False
    take: int = 0
    scale: float = 1.0
    name: str = ""


def test_values_get_the_type_of_their_field() -> None:
    """What is typed is text; the exporter gets what it declared."""
    typed = {"paper": "letter", "reverse": "yes", "take": "3", "scale": "1.5", "name": "甲"}
    options, problems = parse("pdf", Options, {key: OptionSetting(value) for key, value in typed.items()})
    assert problems == []
    assert options == Options("letter", reverse=True, take=3, scale=1.5, name="甲")


@pytest.mark.parametrize(("key", "value", "takes"), [
    ("paper", "a3", "a4 | letter"), ("reverse", "perhaps", "true | false"), ("take", "x", "a whole number"),
    ("scale", "x", "a number"), ("scale", "nan", "a number"), ("scale", "-inf", "a number"),
])
def test_a_value_that_does_not_fit_is_a_problem(key: str, value: str, takes: str) -> None:
    """It says what the option takes, at the place in the bank."""
    span = Span("bank.yaml", 3, 4)
    options, problems = parse("pdf", Options, {key: OptionSetting(value, span)})
    assert options == Options()
    assert problems == [Problem("option-value", f"pdf.{key} cannot be {value!r}", span, f"it takes {takes}")]


@pytest.mark.parametrize(("key", "hint"), [
    ("papper", "did you mean `paper`?"), ("x", "it has: paper, reverse, take, scale, name"),
])
def test_an_unknown_option_is_a_problem(key: str, hint: str) -> None:
    """With the nearest known one, or all of them."""
    assert parse("pdf", Options, {key: OptionSetting("1")})[1] == [
        Problem("option-unknown", f"pdf has no option {key!r}", None, hint)]


def test_options_describe_themselves() -> None:
    """For `dlexport exporters` and the docs."""
    assert describe(Options)[:2] == [
        Described("paper", "a4 | letter", "a4", "Paper size."), Described("reverse", "true | false", "false", "")]


def test_an_option_without_default_describes_none() -> None:
    """The contract asks for one; the list does not fall over."""
    @dataclass
    class Bare:
        """One option, no default."""

        name: str

    assert describe(Bare) == [Described("name", "text", "", "")]
