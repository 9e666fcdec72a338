"""What each question of the real bank must have."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from bank_text import ROOT, choices, everything, questions, text

ORDER = [
    "deep-learning", "cnn", "rnn", "gan", "attention", "resnet", "autoencoder", "transfer-learning",
    "reinforcement-learning", "bert", "gnn", "generative-discriminative", "vanishing-exploding-gradients", "dropout",
    "cross-validation", "activation-function", "backpropagation", "data-preprocessing", "feature-extraction",
    "model-fusion",
]
POINTS = [(ident, point["id"]) for ident, question in questions().items() for point in question["keypoints"]]


def test_the_questions_stand_in_the_order_of_the_document() -> None:
    """Their numbers are their places."""
    assert list(questions()) == ORDER


def test_the_choice_questions_follow_them() -> None:
    """In the same order and topics, after all of them: so the twenty keep their numbers."""
    assert list(everything())[:20] == ORDER
    assert list(choices()) == ORDER
    for ident, question in choices().items():
        assert question["topic"] == questions()[ident]["topic"]


@pytest.mark.parametrize("ident", ORDER)
def test_a_choice_question_says_why(ident: str) -> None:
    """Of every option; at least three are wrong; none is much longer than the others, which would give it away."""
    options = choices()[ident]["choices"]
    assert all(option["why"].endswith("。") for option in options)
    assert sum(not option.get("correct", False) for option in options) >= 3
    assert sum(option.get("correct", False) for option in options) >= 1
    right = max(len(str(option["text"])) for option in options if option.get("correct"))
    wrong = max(len(str(option["text"])) for option in options if not option.get("correct"))
    assert right <= 1.7 * wrong + 4


def test_the_right_option_is_anywhere() -> None:
    """No letter is right more than twice as often as it would be by chance."""
    places = [next(n for n, option in enumerate(question["choices"]) if option.get("correct"))
              for question in choices().values()]
    assert set(places) == {0, 1, 2, 3}
    assert max(map(places.count, range(4))) <= 10


@pytest.mark.parametrize("ident", ORDER)
def test_an_answer_takes_about_a_minute(ident: str) -> None:
    """Chinese is spoken at some 240 characters a minute; a formula is a few words."""
    spoken = re.sub(r"\$[^$]*\$", "公式公式", questions()[ident]["answer"])
    count = len(re.findall(r"[\u4e00-\u9fff]", spoken)) + 2 * len(re.findall(r"[A-Za-z0-9]+", spoken))
    assert 180 <= count <= 330, count


@pytest.mark.parametrize("ident", ORDER)
def test_an_interviewer_asks_on_at_least_twice(ident: str) -> None:
    """Each follow-up names its question; none is bare."""
    analysis = questions()[ident]["analysis"]
    assert len(re.findall(r"\*\*追问：[^*]+？\*\*", analysis)) >= 2
    assert len(re.findall("追问：", analysis)) == len(re.findall(r"\*\*追问：[^*]+？\*\*", analysis))


@pytest.mark.parametrize("ident", ORDER)
def test_every_reference_leads_somewhere(ident: str) -> None:
    """With a title, authors, a year, a venue."""
    references = questions()[ident]["references"]
    assert references
    for reference in references:
        assert {"title", "authors", "year", "venue"} <= set(reference)
        assert {"doi", "arxiv", "url"} & set(reference), reference["title"]


def test_one_work_is_cited_in_one_way() -> None:
    """Wherever it is cited."""
    cited: dict[str, dict[str, object]] = {}
    for question in questions().values():
        for reference in question["references"]:
            assert cited.setdefault(reference["title"], reference) == reference


@pytest.mark.parametrize(("ident", "point"), POINTS, ids=[f"{ident}/{point}" for ident, point in POINTS])
def test_nothing_gives_a_blank_away(ident: str, point: str) -> None:
    """Neither the title nor the rest of the sentence holds the word that is asked for."""
    question = questions()[ident]
    sentence = next(one["text"] for one in question["keypoints"] if one["id"] == point)
    blanks = re.findall(r"\*\*(.+?)\*\*", sentence)
    assert 1 <= len(blanks) <= 2
    for blank in blanks:
        rest = sentence.replace(f"**{blank}**", "___")
        assert blank.casefold() not in rest.casefold()
        assert blank.casefold() not in question["title"].casefold()


def test_no_two_blanks_of_the_bank_ask_for_the_same_sentence() -> None:
    """A double is a card too many."""
    bare = [re.sub(r"\W", "", one["text"]) for question in questions().values() for one in question["keypoints"]]
    grams = [{line[n:n + 2] for n in range(len(line) - 1)} for line in bare]
    alike = [(bare[a], bare[b]) for a in range(len(bare)) for b in range(a)
             if len(grams[a] & grams[b]) > 0.6 * min(len(grams[a]), len(grams[b]))]
    assert alike == []


def test_means_of_the_format_are_used_where_they_teach() -> None:
    """Formulas, tables and figures; and each figure is in the bank."""
    texts = {ident: text(ident) for ident in questions()}
    assert sum("$$" in one for one in texts.values()) >= 12
    assert sum("| -- |" in one for one in texts.values()) >= 3
    shown = {name for one in texts.values() for name in re.findall(r"\(media/([\w-]+\.svg)", one)}
    assert len(shown) >= 4
    assert shown == {path.name for path in (ROOT / "source" / "media").iterdir()}


def test_compound_names_have_a_short_hyphen() -> None:
    """GB/T 15834-2011, 4.13.3.1 c: the dash of one em is for spans of time and place."""
    source = (ROOT / "source" / "questions.yaml").read_text(encoding="utf-8")
    prose = [line for line in source.splitlines() if not re.match(r"\s+- title: ", line)]
    assert [line for line in prose if "—" in line or "–" in line] == []


def test_topics_follow_each_other_in_the_file_as_they_like() -> None:
    """The file is in the document's order, not grouped: some neighbours are of different topics."""
    topics = [question["topic"] for question in questions().values()]
    assert sum(a != b for a, b in pairwise(topics)) > len(set(topics))
