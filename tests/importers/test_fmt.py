"""`dlexport fmt`: one form, the same bank, every comment."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import assume, given
from hypothesis import strategies as st

from dlexport import reader
from dlexport.cli.commands import cli
from dlexport.writer.formatted import formatted

ROOT = Path(__file__).parents[2]
REAL = ROOT / "source" / "questions.yaml"
BANKS = [REAL, *sorted((ROOT / "tests/cases/valid").glob("*/questions.yaml"))]
COMMENTED = """\
# before all
format: 1   # the version
bank:
    # of the title
    title: "X: y"
    id: a
    language: 'en'
topics:
- {id: t,   title: T}   # in a row
questions:
- topic: t
  id: q
  answer: "one\\n\\ntwo\\n"
  title: 'Plain'

  # between questions
- id: r
  # of the title
  title: yes it is
  topic: t
  true_false: yes
  analysis: >
      folded
      text

      $\\frac{1}{2}$
# at the end
"""
IN_FORM = """\
# before all
format: 1   # the version
bank:
    # of the title
  title: 'X: y'
  id: a
  language: en
topics:
  - {id: t, title: T}   # in a row
"""


@pytest.mark.parametrize("path", [pytest.param(REAL, marks=[pytest.mark.long, pytest.mark.unmeasured]), *BANKS[1:]],
                         ids=lambda path: path.parent.name)
def test_the_bank_is_the_same(path: Path, tmp_path: Path) -> None:
    """Values and their kinds; the second time nothing changes."""
    text = path.read_text(encoding="utf-8")
    made = formatted(text)
    assert yaml.safe_load(made) == yaml.safe_load(text)
    assert formatted(made) == made
    shutil.copytree(path.parent, tmp_path / "bank")
    (tmp_path / "bank" / "questions.yaml").write_text(made, encoding="utf-8")
    assert [question.id for question in reader.read(tmp_path / "bank" / "questions.yaml").questions] == \
        [question.id for question in reader.read(path).questions]


def test_comments_stay(tmp_path: Path) -> None:
    """Each where it was, and in a mapping that has one the keys, too; `yes` stays true."""
    bank = tmp_path / "questions.yaml"
    bank.write_text(COMMENTED, encoding="utf-8")
    runner = CliRunner()
    result = runner.invoke(cli, ["fmt", "--source", str(bank)])
    assert (result.exit_code, "put in form" in result.output) == (0, True)
    made = bank.read_text(encoding="utf-8")
    assert made.startswith(IN_FORM)
    assert re.findall("#.*", made) == re.findall("#.*", COMMENTED)
    assert "answer: |\n      one\n\n      two\n" in made
    assert yaml.safe_load(made) == yaml.safe_load(COMMENTED)
    assert "in form" in runner.invoke(cli, ["fmt", "--check", "--source", str(bank)]).output


def test_check_says_so_and_changes_nothing(tmp_path: Path) -> None:
    """Exit status 1 where something would change."""
    bank = tmp_path / "questions.yaml"
    bank.write_text("bank: {id: a}\nformat: 1\n", encoding="utf-8")
    result = CliRunner().invoke(cli, ["fmt", "--check", "--source", str(bank)])
    assert (result.exit_code, bank.read_text(encoding="utf-8")) == (1, "bank: {id: a}\nformat: 1\n")


def test_what_is_no_yaml_is_told_and_stays(tmp_path: Path) -> None:
    """With its place."""
    bank = tmp_path / "questions.yaml"
    bank.write_text("a: [1\nb: 2\n", encoding="utf-8")
    result = CliRunner().invoke(cli, ["fmt", "--source", str(bank)])
    assert result.exit_code != 0
    assert bank.read_text(encoding="utf-8") == "a: [1\nb: 2\n"


SCALARS = st.one_of(
    st.text(max_size=30), st.integers(-99, 99), st.booleans(), st.none(),
    st.text(alphabet=st.sampled_from("ab :#-'\"\n|>%@`!&*{}[],?=~\t."), max_size=14),
    st.sampled_from(["yes", "0x10", "1.10", "1e3", "2016-01-01", "null", "~", "=", "<<", "0o7", "010", " a", "a "]),
)
TREES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
    st.sampled_from(["id", "title", "answer", "prompt", "questions", "bank", "x"]), inner, max_size=4), max_leaves=12)


@given(st.dictionaries(st.sampled_from(["format", "bank", "topics", "questions"]), TREES, min_size=1),
       st.sampled_from([None, "'", '"', "|", ">"]), st.booleans())
def test_any_tree_says_the_same(tree: object, style: str | None, flow: bool) -> None:  # noqa: FBT001 - a state
    """However PyYAML spells it; formatted twice is formatted once."""
    text = yaml.safe_dump(tree, default_style=style, default_flow_style=flow, allow_unicode=True)
    assume("!!" not in text)        # a bank has no such marks
    made = formatted(text)
    assert yaml.safe_load(made) == yaml.safe_load(text)
    assert formatted(made) == made
