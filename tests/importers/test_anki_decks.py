"""Packages of Anki's as banks: of other makes by what they show, our own as themselves."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import genanki
import pytest
import yaml
import zstandard
from anki.collection import Collection, ExportAnkiPackageOptions, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from dlexport.cli.commands import cli
from dlexport.importers.anki.package import read_package
from dlexport.importers.contract import ImportOptions
from dlexport.importers.html_text import markdown_of
from dlexport.problems import SourceError
from dlexport.richtext.markdown.parse import parse_blocks
from dlexport.richtext.plain import plain
from dlexport.run.import_files import ImportRequest, ImportResult, import_files
from dlexport.source.located import Located

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[2]
REAL = ROOT / "source" / "questions.yaml"
PNG = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010806000000"
                    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082")


def brought(folder: Path, deck: Path) -> tuple[ImportResult, list[dict[str, Any]]]:
    done = import_files(ImportRequest((deck,), folder / "out", ImportOptions()))
    found: list[dict[str, Any]] = yaml.safe_load(done.path.read_text(encoding="utf-8"))["questions"]
    return done, found


def exported(source: Path, deck: Path) -> Path:
    result = CliRunner().invoke(cli, ["export", "apkg", "--source", str(source), "-o", str(deck), "--quiet"])
    assert result.exit_code == 0, result.output
    return deck


def fields(deck: Path) -> dict[str, tuple[dict[str, str], tuple[str, ...], str]]:
    return {note.guid: (dict(note.fields), note.tags, note.deck) for note in read_package(deck.read_bytes()).notes}


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    made = Collection(str(tmp_path / "learner.anki2"))
    yield made
    made.close()


def take(collection: Collection, deck: Path) -> tuple[int, int, int]:
    """New, updated and conflicting notes of an import with a fresh profile's options."""
    log = collection.import_anki_package(ImportAnkiPackageRequest(
        package_path=str(deck), options=ImportAnkiPackageOptions())).log
    return len(log.new), len(log.updated), len(log.conflicting)


@pytest.mark.slow
@pytest.mark.long
def test_our_deck_comes_back_as_itself(tmp_path: Path, collection: Collection) -> None:
    """Each note with its GUID, fields, tags and blanks; who has the deck gets nothing new and no conflict."""
    first = exported(REAL, tmp_path / "first.apkg")
    done, found = brought(tmp_path, first)
    wanted = yaml.safe_load(REAL.read_text(encoding="utf-8"))
    assert {question["id"] for question in found} == {question["id"] for question in wanted["questions"]}
    assert done.remarks == ()
    second = exported(done.path, tmp_path / "second.apkg")
    assert fields(second) == fields(first)
    assert take(collection, first)[0] == len(fields(first))
    assert take(collection, second)[::2] == (0, 0)


def test_every_construct_comes_back(tmp_path: Path) -> None:
    """Code, callouts, tasks, lists, notes, marks, blanks, choices, true and false, hints, sections, key points."""
    bank = tmp_path / "bank" / "questions.yaml"
    bank.parent.mkdir()
    bank.write_text(CONSTRUCTS, encoding="utf-8")
    done, found = brought(tmp_path, exported(bank, tmp_path / "first.apkg"))
    assert found[0]["true_false"] is True
    assert found[1]["prompt"] == "F1 is [[a|b]] of [[c]]. `[[x]]`"
    assert [choice.get("why") for choice in found[2]["choices"]] == [None, "no!"]
    assert fields(exported(done.path, tmp_path / "second.apkg")) == fields(tmp_path / "first.apkg")


def test_parts_on_notes_of_their_own_come_back_as_one_question(tmp_path: Path) -> None:
    """In the order of the deck, as text, with a word about it; none was found in the bank before."""
    bank = tmp_path / "bank" / "questions.yaml"
    bank.parent.mkdir()
    bank.write_text("""\
format: 1
bank: {id: parted, title: Parted, language: en}
outputs: {apkg: {parts: each}}
topics: [{id: t, title: T}]
questions:
  - {id: one, topic: t, title: Before, answer: an answer}
  - id: many
    topic: t
    title: Sums
    prompt: Let $x=1$.
    parts:
      - {prompt: 'What is $x+1$?', answer: two, points: 2}
      - {prompt: Which?, choices: [{text: this, correct: true}, {text: that}]}
""", encoding="utf-8")
    done, found = brought(tmp_path, exported(bank, tmp_path / "first.apkg"))
    assert [question["id"] for question in found] == ["one", "many"]
    prompt = "Let $x=1$. (1) (2 points) What is $x+1$? (2) Which? A. that B. this"
    assert " ".join(found[1]["prompt"].split()) == prompt
    assert " ".join(found[1]["answer"].split()) == "(1) two (2) B. this"
    assert [remark.code for remark in done.remarks] == ["import-left"]


CONSTRUCTS = r"""
format: 1
bank: {id: constructs, title: Constructs, language: en}
topics: [{id: t, title: T}]
questions:
  - {id: tf, topic: t, title: The sky is blue., true_false: true, analysis: It is.}
  - {id: gap, topic: t, prompt: 'F1 is [[a|b]] of [[c]]. `[[x]]`'}
  - id: ch
    topic: t
    title: Which *one* of $x_{a_{b}}$?
    shuffle: false
    choices: [{text: 'one $5 \* 3', correct: true}, {text: '`two`', why: no!}]
  - id: code
    topic: t
    title: Signs
    hint: a *hint*
    answer: |
      ```python
      def f(a):
          return a  # x
      ```

      > [!WARNING]
      > n

      - [x] a
      - [ ] b

      1. x

         y
      2. z

      A[^1] ==h== ~~s~~ H~2~O x^2^ <u>u</u> [l](https://a.b/c) line\
      two. a\*b\*c \$5, a_b_c \`x\` &lt;b> \[[z]]

      $$
      \frac{a}{b}
      $$

      | a | b |
      | -- | -- |
      | 1 | 2 |

      [^1]: note
    sections:
      - {title: 'S *e*', body: b}
    keypoints:
      - {id: k, text: 'a **$x^2$** b **c**'}
    references:
      - {title: A title, authors: [A. B., C. D.], year: 2016, venue: V, doi: 10.1000/x}
      - {title: Another, url: 'https://a.b/c'}
"""


def stranger(path: Path) -> Path:
    """A deck by genanki: basic, reversed, cloze and multiple choice, pictures, formulas in all their delimiters."""
    basic = genanki.Model(1, "Basic (and reversed)", fields=[{"name": "Front"}, {"name": "Back"}], templates=[
        {"name": "1", "qfmt": "{{Front}}", "afmt": "{{FrontSide}}<hr id=answer>{{Back}}"},
        {"name": "2", "qfmt": "{{Back}}", "afmt": "{{FrontSide}}<hr id=answer>{{Front}}"}])
    cloze = genanki.Model(2, "Cloze", fields=[{"name": "Text"}, {"name": "Back Extra"}], model_type=1, templates=[
        {"name": "1", "qfmt": "{{cloze:Text}}", "afmt": "{{cloze:Text}}<br>{{Back Extra}}"}])
    names = ("题号", "问题", "选项", "答案", "解析", "出处语")
    choice = genanki.Model(3, "单选题", fields=[{"name": name} for name in names], templates=[
        {"name": "1", "qfmt": "{{问题}}{{选项}}", "afmt": "{{FrontSide}}{{答案}}{{解析}}{{出处语}}"}])
    parent, child = genanki.Deck(10, "深度学习::激活"), genanki.Deck(11, "深度学习::优化::动量")
    formula = r"\[\frac{e^{x_i} }{\sum_j e^{x_j}&nbsp;}\]"
    parent.add_note(genanki.Note(
        basic, ["写出 softmax。<br>", f'<div>{formula}</div><img src="图 一.png">'], guid="g-1", tags=["formula"]))
    parent.add_note(genanki.Note(choice, [
        "7", "哪个有上界？", "A. ReLU<br>B. sigmoid<br>C. 线性", "B", "在 <b>0</b> 与 <b>1</b> 之间。<br>", "书",
    ], guid="g-2"))
    child.add_note(genanki.Note(cloze, [
        "动量{{c1::加速::hint}}并{{c2::减小{{c3::振荡}}}}，即 \\({{c4::v_t}}\\)。",
        "[latex]$x^2$[/latex] [$]y&lt;1[/$][sound:a.mp3]"], guid="g-3"))
    child.add_note(genanki.Note(basic, ["代码？", "<pre><code>v = b*v + g&lt;br&gt;\n</code></pre>"], guid="g-4"))
    child.add_note(genanki.Note(basic, ["没有答案？", ""], guid="g-5"))
    package = genanki.Package([parent, child])
    picture = path.parent / "图 一.png"
    picture.write_bytes(PNG)
    package.media_files = [str(picture)]
    package.write_to_file(str(path))
    return path


def shown(found: list[dict[str, Any]]) -> None:
    """What is in `stranger`, however it was packed."""
    by_title = {question.get("title"): question for question in found}
    softmax = by_title["写出 softmax。"]
    assert softmax["answer"].split("\n\n")[0] == "$$\n\\frac{e^{x_i}}{\\sum_j e^{x_j} }\n$$".replace("} }", "}}")
    assert "![](media/tu-yi.png)" in softmax["answer"]
    assert (softmax["topic"], softmax["tags"]) == ("ji-huo", ["formula"])
    assert [choice.get("correct") for choice in by_title["哪个有上界？"]["choices"]] == [None, True, None]
    assert by_title["哪个有上界？"]["analysis"] == "在 **0** 与 **1** 之间。"
    assert by_title["哪个有上界？"]["sections"] == [{"title": "出处语", "body": "书"}]
    cloze = by_title["动量____并____，即 ____。"]
    assert [point["text"] for point in cloze["keypoints"]] == ["动量**加速**{hint}并**减小振荡**，即 **$v_t$**。"]
    assert cloze["answer"] == "动量加速并减小振荡，即 $v_t$。"
    assert cloze["analysis"] == "$x^2$ $y<1$"
    assert by_title["代码？"]["answer"] == "```\nv = b*v + g<br>\n```\n"
    assert len(found) == 4


def test_a_deck_of_another_make(tmp_path: Path) -> None:
    """Fields by names and templates; a reversed card is no second question; what is lost is told with its note."""
    done, found = brought(tmp_path, stranger(tmp_path / "deck.apkg"))
    shown(found)
    told = [remark.message for remark in done.remarks]
    assert [any(part in message for message in told) for part in ("题号", "a.mp3", "没有答案")] == [False, True, True]
    lock = list(map(json.loads, done.path.with_suffix(".lock").read_text(encoding="utf-8").splitlines()))
    assert {row["guid"] for row in lock if "guid" in row} == {"g-1", "g-2", "g-3", "g-4"}


@pytest.mark.parametrize("form", ["legacy", "new", "colpkg", "legacy colpkg"])
def test_packages_of_the_real_anki(tmp_path: Path, collection: Collection, form: str) -> None:
    """With media and review history; the note in a new package that says to update Anki is not taken."""
    take(collection, stranger(tmp_path / "deck.apkg"))
    card = collection.sched.getCard() if hasattr(collection.sched, "getCard") else None
    if card:
        card.start_timer()
        collection.sched.answerCard(card, 3)
    out = tmp_path / ("real.colpkg" if "colpkg" in form else "real.apkg")
    if "colpkg" in form:
        collection.export_collection_package(str(out), include_media=True, legacy="legacy" in form)
        collection.reopen()
    else:
        collection.export_anki_package(
            out_path=str(out), limit=None,
            options=ExportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True, with_media=True,
                                             legacy="legacy" in form))
    shown(brought(tmp_path, out)[1])


def packed(**members: bytes) -> bytes:
    with zipfile.ZipFile(buffer := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "."), data)
    return buffer.getvalue()


def empty_database() -> bytes:
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE TABLE notes (id)")
        data = connection.serialize()
    connection.close()
    return data


@pytest.mark.parametrize(("data", "says"), [
    (b"", "not a whole zip archive"),
    (b"no zip", "not a whole zip archive"),
    (packed(media=b"{}"), "no collection of Anki's"),
    (packed(collection__anki2=b"SQLite format 3\0" + b"\xff" * 5000), "database is damaged"),
    (packed(collection__anki2=empty_database()), "database"),
    (packed(collection__anki21b=b"no zstd"), "not whole Zstandard data"),
    (lambda: packed(collection__anki21b=zstandard.compress(b"\0" * 200_000_000)), "unpacks to more than"),
    (lambda: packed(collection__anki2=b"\0" * 200_000_000), "unpacks to more than"),
], ids=["empty", "no-zip", "no-collection", "damaged", "no-tables", "no-zstd", "zstd-bomb", "zip-bomb"])
def test_what_is_no_deck_is_refused_in_a_sentence(
    tmp_path: Path, data: bytes | Callable[[], bytes], says: str,
) -> None:
    """Nothing is written. What takes a second to pack is packed here."""
    (tmp_path / "a.apkg").write_bytes(data if isinstance(data, bytes) else data())
    with pytest.raises(SourceError) as caught:
        brought(tmp_path, tmp_path / "a.apkg")
    assert [says in problem.message for problem in caught.value.problems] == [True]
    assert not (tmp_path / "out").exists()


def test_media_names_lead_nowhere(tmp_path: Path) -> None:
    """A picture called `../../x.png` gets a name of ours, in the folder of pictures."""
    model = genanki.Model(1, "Basic", fields=[{"name": "Front"}, {"name": "Back"}], templates=[
        {"name": "1", "qfmt": "{{Front}}", "afmt": "{{Back}}"}])
    deck = genanki.Deck(1, "D")
    deck.add_note(genanki.Note(model, ["Q?", '<img src="../../../x.png"> A']))
    genanki.Package([deck]).write_to_file(str(tmp_path / "a.apkg"))
    members = {}
    with zipfile.ZipFile(tmp_path / "a.apkg") as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members |= {"media": b'{"0": "../../../x.png"}', "0": PNG}
    (tmp_path / "b.apkg").write_bytes(packed(**{name.replace(".", "__"): data for name, data in members.items()}))
    _, found = brought(tmp_path, tmp_path / "b.apkg")
    assert found[0]["answer"] == "![](media/x.png) A"
    files = sorted(str(path.relative_to(tmp_path / "out")) for path in (tmp_path / "out").rglob("*") if path.is_file())
    assert files == ["source/media/x.png", *(f"source/questions.{end}" for end in ("imported", "lock", "yaml"))]


@given(st.text(alphabet=st.sampled_from("ab*_`~^$=[]()<>&;!\\ \n|#-1.中"), max_size=60))
def test_plain_text_shows_as_it_was(text: str) -> None:
    """Escaped HTML without a tag becomes Markdown that says the same words (spaces apart)."""
    made = markdown_of(f"<p>{escape(text)}</p>", None, lambda _: None)
    nodes, _ = parse_blocks(Located(made, "", 1, 1, "|", ["|", *(f" {row}" for row in made.split("\n"))]))
    assert "".join(plain(nodes).split()) == "".join(text.split())
