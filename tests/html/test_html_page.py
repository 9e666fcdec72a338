"""The study page as a file: whole, self-contained, refused when damaged."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from study_pages import BANKS, EXPORTER, book, study_page

from by_hand import MINIMAL, question, title
from by_hand import book as bank_of
from dlexport.book.book import compose
from dlexport.cache import Cache
from dlexport.exporters.html.cached import terse
from dlexport.labels import labels_for
from dlexport.plugin.contract import own_stamps
from dlexport.reader import read
from dlexport.theme.styles import theme
from dlexport.verify.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

    from dlexport.book.book import Book

pytestmark = pytest.mark.usefixtures("within_bounds")


@pytest.mark.parametrize("name", BANKS)
def test_every_part_of_every_question_is_read_back(name: str) -> None:
    """With another parser than what wrote it."""
    passages = EXPORTER.read_back(study_page(book(name)), Cache())
    assert verify(book(name), EXPORTER.promises(EXPORTER.Options()), passages, "page") == ()


def drawn(folder: Path, text: str) -> Book:
    """A book with a bitmap and a drawing; `text` is the answer of its only question."""
    (folder / "media").mkdir()
    Image.new("RGB", (40, 20), "red").save(folder / "media/a.png")
    (folder / "media/b.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10">'
                                        '<rect width="30" height="10" fill="#00f"/></svg>', encoding="utf-8")
    bank = MINIMAL.replace("答案", f"'{text}'")
    (folder / "questions.yaml").write_text(bank, encoding="utf-8")
    return compose(read(folder / "questions.yaml"))


def test_the_contents_say_nothing_twice() -> None:
    """A summary that is the title is not repeated below it, but read back all the same."""
    one, other = question("one", summary=title("问题 one")), question("other", summary=title("短述"))
    source = bank_of(one, other)
    data = study_page(source)
    assert data.count(b"<span class=summary") == 1
    assert verify(source, EXPORTER.promises(EXPORTER.Options()), EXPORTER.read_back(data, Cache()), "page") == ()


OFTEN = '![甲](media/a.png) ![乙](media/b.svg "名") ![](media/a.png =10x8) ![丙](media/a.png)'


def test_a_picture_that_is_shown_often_is_there_once(tmp_path: Path) -> None:
    """Each of its places is read back with its own description; one that is shown once stands where it is shown."""
    source = drawn(tmp_path, OFTEN)
    data = study_page(source)
    assert data.count(b"data:image/png;base64,") == 1
    assert data.count(b'<img src="data:image/svg+xml;base64,') == 1
    assert verify(source, EXPORTER.promises(EXPORTER.Options()), EXPORTER.read_back(data, Cache()), "page") == ()
    fewer = data.replace(b"<use ", b"<use xlink:", 1)
    missed = verify(source, EXPORTER.promises(EXPORTER.Options()), EXPORTER.read_back(fewer, Cache()), "page")
    assert {problem.code for problem in missed} == {"not-verified"}


def test_what_is_defined_once_is_part_of_what_was_read(tmp_path: Path) -> None:
    """With a cache too: another picture in the same place is another page."""
    source, cache = drawn(tmp_path, OFTEN), Cache(tmp_path / "cache")
    data = study_page(source)
    promised = EXPORTER.promises(EXPORTER.Options())
    assert verify(source, promised, EXPORTER.read_back(data, cache), "page") == ()
    picture = re.search(rb'<image [^>]*base64,([^"]*)', data)
    assert picture
    other = data.replace(picture[1], picture[1][:40])
    assert verify(source, promised, EXPORTER.read_back(other, cache), "page") != ()


@pytest.mark.parametrize("name", BANKS)
def test_the_page_leads_nowhere_by_itself(name: str) -> None:
    """No address but in links: what is loaded is in the file."""
    page = study_page(book(name)).decode()
    sources = re.findall(r'<(?!a |use )[^<>]* (?:src|href|srcset|data)="([^"]*)"', page)
    assert [source for source in sources if not source.startswith("data:")] == []


def test_the_policy_names_the_very_script_and_style() -> None:
    """By their hashes, so that nothing else runs."""
    page = study_page(book("real")).decode()
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    for element in ("style", "script"):
        (content,) = re.findall(f"<{element}>(.*?)</{element}>", page, re.DOTALL)
        assert f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe-inline" not in policy


def test_the_same_book_gives_the_same_bytes_and_dates_nothing() -> None:
    """The page has no clock."""
    assert study_page(book("sink")) == study_page(book("sink"))
    assert own_stamps(EXPORTER, book("sink"), EXPORTER.Options(), theme(None)) == {"revision": str(EXPORTER.revision)}


def test_anchors_are_unique_and_inner_links_lead_to_them() -> None:
    """Also those of footnotes and key points."""
    page = study_page(book("sink")).decode()
    ids = re.findall(r' id="([^"]*)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'<a [^<>]*href="#([^"]*)"', page)) <= set(ids)


def test_a_bank_in_english_has_english_tools() -> None:
    """The words follow the language of the bank; what need not be there is left out."""
    bank = book("sink").bank
    source = replace(book("sink"), bank=replace(bank, language="en", subtitle=None))
    page = study_page(source).decode()
    assert '<html lang="en"' in page
    assert labels_for("en").page.selftest in page
    assert "<header>\n<h1>" in page
    assert "</h1>\n</header>" in page


@pytest.mark.parametrize("damage", [
    lambda data: data[:0], lambda data: data[:-20], lambda data: b"\xff" + data,
    lambda data: data.replace(b"</article>", b"", 1), lambda data: data.replace(b"</body>\n", b""),
    lambda data: data.replace(b"</html>", b"</html></html>"),
    lambda data: data.replace(b"<script>", b"<p><script>").replace(b"</body>\n</html>", b"</html>"),
])
def test_a_damaged_page_is_refused(damage: object) -> None:
    """As the contract says."""
    assert callable(damage)
    with pytest.raises(ValueError, match=r"it is|does not end|ends what"):
        list(EXPORTER.read_back(damage(study_page(book("sink"))), Cache()))


def test_what_a_script_can_derive_is_not_said_twice() -> None:
    """A large page is mostly marks: names of articles, tags and levels for the filters come from the text."""
    page = study_page(book("sink")).decode()
    main = page[page.index("<article"):page.index("</main>")]
    assert not re.findall(r"<[^<>]* (?:data-tags|data-level|tabindex|aria-labelledby=.[^>]*_title)", main)


@pytest.mark.parametrize(("markup", "expected"), [
    ('<div class="text" data-part="answer">', "<div class=text data-part=answer>"),
    ('<span class="blank gap" data-answers="a">', '<span class="blank gap" data-answers="a">'),
    ('<mo stretchy="false" lspace="0em">(</mo>', "<mo stretchy=false lspace=0em>(</mo>"),
    ('<mspace class="a"/>', '<mspace class="a"/>'),         # the slash would be part of the value
    ('<p class="a">in class="b" &lt;y class="c"&gt;</p>', '<p class=a>in class="b" &lt;y class="c"&gt;</p>'),
    ('<i title="&lt;b class=&quot;c&quot;&gt;">', '<i title="&lt;b class=&quot;c&quot;&gt;">'),
])
def test_only_attributes_lose_their_quotes(markup: str, expected: str) -> None:
    """Not the text, nor what stands in a value."""
    assert terse(markup) == expected
