"""The book as Chromium shows it on a six-inch screen, in the page colours that readers offer."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from epub_books import epub, kitchen_sink, real

from by_hand import book, question, rich
from dlexport.book.book import compose
from dlexport.exporters.epub.options import EpubOptions
from dlexport.reader import read

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from chromium import Chromium
    from dlexport.book.book import Book

pytestmark = [pytest.mark.slow, pytest.mark.unmeasured]

TERMS = "+".join(f"x_{{{n}}}w_{{{n}}}" for n in range(40))
CELLS = "|".join(["一个很长的单元格", "Transformer", "3.14"] * 3)
WIDE = (
    f"行内 ${TERMS}$ 公式\n\n$$\n\\sqrt{{y}}={TERMS}\n$$\n\n"
    f"$$\n\\begin{{pmatrix}}{'x_1&' * 14}x\\end{{pmatrix}}\n$$\n\n"
    f"|{CELLS}|\n|{'-|' * 9}\n|{CELLS}|\n\n```python\n{'a_long_name = ' * 12}1\n```\n\n`{'a_b.' * 40}`\n\n"
    f"https://example.org/{'abc/' * 40}\n\n> - > - {'很长' * 40}\n"
)
LANGUAGES = Path(__file__).parents[1] / "cases" / "languages"
BOOKS: dict[str, Callable[[], Book]] = {
    "real": real, "sink": kitchen_sink,
    "from right to left": lambda: compose(read(LANGUAGES / "ar.yaml")),
    "wide": lambda: book(question("wide", prompt=rich(WIDE), answer=rich("> " + WIDE.replace("\n", "\n> ")))),
}
# paper and ink of the reader
THEMES = {"light": ("#ffffff", "#000000"), "sepia": ("#f4ecd8", "#5b4636"), "dark": ("#000000", "#b0b0b0")}
PROBE = """(() => {
  const visible = page => [...page.querySelectorAll('body *')]
    .filter(e => !e.closest('svg, math, mark') && e.innerText?.trim());
  return [...document.querySelectorAll('iframe')].map(frame => {
    const page = frame.contentDocument, view = frame.contentWindow, ink = view.getComputedStyle(page.body).color;
    const width = page.documentElement.clientWidth;
    return {
      name: frame.title, overflow: page.documentElement.scrollWidth - width,
      inks: [...new Set(visible(page).map(e => view.getComputedStyle(e).color))].filter(c => c !== ink),
      grounds: visible(page).map(e => view.getComputedStyle(e).backgroundColor).filter(c => c !== 'rgba(0, 0, 0, 0)'),
      outside: [...page.querySelectorAll('body *')].filter(e => !e.closest('[hidden]') && !e.closest('.table > *'))
        .filter(e => e.getBoundingClientRect().right > width + 1 || e.getBoundingClientRect().left < -1 ||
          e.matches('pre .line') && parseFloat(view.getComputedStyle(e).paddingLeft) < 1)
        .map(e => e.outerHTML.slice(0, 80)),
    };
  });
})()"""


CUT = """[...document.querySelectorAll('iframe')].flatMap(frame =>
  [...frame.contentDocument.querySelectorAll('div.math')]
  .filter(box => box.scrollWidth > box.clientWidth + 1)
  .map(box => [box.className, box.scrollWidth / box.clientWidth, box.textContent.slice(0, 60)]))"""

TORN_OFF = """(() => {
  const found = [];
  for (const frame of document.querySelectorAll('iframe')) {
    const page = frame.contentDocument;
    for (const one of page.querySelectorAll(':is(math, svg.math):not(div.math > *)')) {
      let last = one;
      while (last && !last.nextSibling) last = last.parentElement;
      const text = last?.nextSibling;
      if (text?.nodeType !== 3 || !/^[，。、；：！？）,.;:!?)]/.test(text.data)) continue;
      const range = page.createRange();
      range.setStart(text, 0);
      range.setEnd(text, 1);
      if (range.getBoundingClientRect().left < one.getBoundingClientRect().right - 9)
        found.push(one.textContent.slice(0, 20) + text.data.slice(0, 9));
    }
  }
  return found;
})()"""


def shown(files: Mapping[str, bytes], theme: str, folder: Path, browser: Chromium, margin: int = 0,
          ) -> list[dict[str, object]]:
    """What Chromium makes of each page of a book, at 600 × 800 with 24 px to the em."""
    paper, ink = THEMES[theme]
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        look = (f"<style>html {{ margin: 0 {margin}px; font-size: 24px; background: {paper}; color: {ink}; }}"
                "</style></head>")
        path.write_bytes(data.replace(b"</head>", look.encode()) if name.endswith(".xhtml") else data)
    frames = "".join(f'<iframe width="600" height="800" title="{escape(page.name)}" src="{page.as_uri()}"></iframe>'
                     for page in sorted((folder / "EPUB").glob("*.xhtml")))
    (folder / "book.html").write_text(f"<!doctype html><meta charset=utf-8>{frames}", encoding="utf-8")
    browser.open((folder / "book.html").as_uri())
    found: list[dict[str, object]] = browser.evaluate(PROBE)
    assert found
    return found


@pytest.mark.parametrize("math", ["mathml", "svg"])
@pytest.mark.parametrize("name", BOOKS)
def test_nothing_runs_off_a_small_screen(name: str, math: str, tmp_path: Path, browser: Chromium) -> None:
    """Wide formulas, code, words and nested lists end before the page does, and so does the box of a wide table."""
    options = EpubOptions(math=math)    # type: ignore[arg-type] # both are options
    found = shown(epub(BOOKS[name](), options), "light", tmp_path, browser)
    assert {page["name"]: page["outside"] for page in found if page["outside"]} == {}
    assert {page["overflow"] for page in found} == {0}


def without(sheet: bytes, feature: str) -> bytes:
    """A style sheet as an engine reads it that lacks a feature."""
    start = sheet.index(f"@supports ({feature}".encode())
    return sheet[:start] + sheet[sheet.index(b"\n}\n", start) + 3:]


@pytest.mark.parametrize("name", BOOKS)
def test_no_formula_is_cut(name: str, tmp_path: Path, browser: Chromium) -> None:
    """On a line of 18 em, as on calibre's A5 page; by engines without container queries at least not in this bank."""
    files, margin = epub(BOOKS[name]()), (600 - 18 * 24) // 2
    shown(files, "light", tmp_path / "new", browser, margin)
    assert browser.evaluate(CUT) == []
    files["EPUB/styles/book.css"] = without(files["EPUB/styles/book.css"], "width: 1cqi")
    shown(files, "light", tmp_path / "old", browser, margin)
    assert [one for one in browser.evaluate(CUT) if name != "wide"] == []


def test_what_runs_off_would_be_seen(tmp_path: Path, browser: Chromium) -> None:
    """Without the style sheet the same book does run off: the test above can fail."""
    found = shown({**epub(BOOKS["wide"]()), "EPUB/styles/book.css": b""}, "light", tmp_path, browser)
    names = [page["name"] for page in found if page["outside"] and page["overflow"]]
    assert names == ["cover.xhtml", "topic-topic.xhtml"]


@pytest.mark.parametrize("theme", THEMES)
def test_all_words_are_in_the_ink_of_the_reader(theme: str, tmp_path: Path, browser: Chromium) -> None:
    """So their contrast is the reader's own on its own paper: no text has another colour or ground, also no link."""
    found = shown(epub(kitchen_sink()), theme, tmp_path, browser)
    assert {page["name"]: (page["inks"], page["grounds"]) for page in found if page["inks"] or page["grounds"]} == {}


def test_figures_keep_a_light_ground_in_any_theme(tmp_path: Path, browser: Chromium) -> None:
    """They are drawn in dark ink. Beside them it takes no room of theirs, which may be a few pixels."""
    shown(epub(kitchen_sink()), "dark", tmp_path, browser)
    grounds = browser.evaluate("""[...document.querySelectorAll('iframe')].flatMap(frame =>
      [...frame.contentDocument.querySelectorAll('figure img')].map(one => frame.contentWindow.getComputedStyle(one))
        .map(style => style.backgroundColor + ' ' + style.padding))""")
    assert len(grounds) > 0
    assert set(grounds) == {"rgb(255, 255, 255) 0px"}


def test_a_root_is_drawn_in_the_font_that_the_book_carries(tmp_path: Path, browser: Chromium) -> None:
    """A font that lacks its sign would leave what is under the root, and another meaning."""
    shown(epub(book(question(prompt=rich("$\\sqrt{x}$")))), "light", tmp_path, browser)
    widths = browser.evaluate("""Promise.all([...document.querySelectorAll('iframe')].map(async frame => {
      await frame.contentDocument.fonts.ready;
      return [...frame.contentDocument.querySelectorAll('msqrt')].map(root =>
        root.getBoundingClientRect().width - root.firstChild.getBoundingClientRect().width);
    })).then(found => found.flat())""")
    assert len(widths) > 0
    assert min(widths) > 8      # of 24 pixels to the em


def test_no_word_of_a_table_is_torn(tmp_path: Path, browser: Chromium) -> None:
    """A cell is as wide as its longest word; where that is too wide for the page, the box of the table scrolls."""
    words = ["Reparameterisation", "Backpropagation", "Regularisation", "Normalisation"]
    text = f"| {' | '.join(words)} |\n|{' -- |' * 4}\n| {' | '.join(words)} |\n"
    files = epub(book(question(answer=rich(text))))
    probe = """[...document.querySelectorAll('iframe')].flatMap(frame =>
        [...frame.contentDocument.querySelectorAll('td, th')].map(cell => {
            const range = frame.contentDocument.createRange();
            range.selectNodeContents(cell);
            return range.getClientRects().length;
        }))"""
    shown(files, "light", tmp_path, browser)
    assert browser.evaluate(probe) == [1] * 8


@pytest.mark.parametrize(("size", "drawn"), [(8, 304), (12, 456), (24, 532)])
def test_the_lettering_of_drawings_is_as_large_as_the_text_allows(
    size: int, drawn: int, tmp_path: Path, browser: Chromium,
) -> None:
    """It grows with the text (here of analyses, at 0.95 em) until the drawing is as wide as the page."""
    files = dict(epub(real()))
    files["EPUB/styles/book.css"] += f"html {{ font-size: {size}px !important; margin: 0 12px !important }}".encode()
    shown(files, "light", tmp_path, browser)
    boxes = browser.evaluate("""[...document.querySelectorAll('iframe')].flatMap(frame =>
      [...frame.contentDocument.querySelectorAll('figure img')].filter(one => one.src.endsWith('.svg'))
        .map(one => [one.clientWidth, one.naturalWidth]))""")
    assert len(boxes) > 10
    assert {width for width, natural in boxes if natural == 640} == {drawn}


@pytest.mark.parametrize(("language", "face"), [("en", ""), ("zh-CN", "Book Sans"), ("ja", "Book Sans"), ("de", "")])
def test_a_book_in_letters_keeps_the_readers_serif(language: str, face: str, tmp_path: Path, browser: Chromium) -> None:
    """With fonts embedded its text has the face of the reader still; a Chinese one has the face that it carries."""
    source = real()
    if language != "zh-CN":
        head = replace(source.bank, language=language, questions=source.bank.questions[:1])
        source = compose(head)
    shown(epub(source, EpubOptions(embed_fonts=True)), "light", tmp_path, browser)
    faces = browser.evaluate("""[...document.querySelectorAll('iframe')].flatMap(frame =>
      [...frame.contentDocument.querySelectorAll('p:not([class]), li')].map(one =>
        frame.contentWindow.getComputedStyle(one).fontFamily))""")
    assert len(faces) > 3
    assert {name.split(",")[0].strip('"') for name in faces} == {face or "Times New Roman"}


def test_a_table_wider_than_the_page_fades_where_there_is_more(tmp_path: Path, browser: Chromium) -> None:
    """At its right, then at its left once it was scrolled to its end; one that fits does not, and nothing scrolls."""
    text = f"| {'Reparameterisation | ' * 4}\n|{' -- |' * 4}\n\n| a |\n| -- |\n"
    shown(epub(book(question(answer=rich(text)))), "light", tmp_path, browser)
    probe = """(async () => {
      const found = [];
      const boxes = [...document.querySelectorAll('iframe')].flatMap(
        frame => [...frame.contentDocument.querySelectorAll('.table')]);
      for (const end of [0, 9999]) for (const box of boxes) {
        box.scrollLeft = end;
        await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
        const style = box.ownerDocument.defaultView.getComputedStyle(box);
        found.push(style.maskImage === 'none' ? 'none' : style.maskPosition);
      }
      return found;
    })()"""
    assert browser.evaluate(probe) == ["-48px 0px", "none", "0px 0px", "none"]


def test_a_line_of_code_that_is_turned_over_goes_on_further_in(tmp_path: Path, browser: Chromium) -> None:
    """Under a hook; what is copied is the code alone."""
    code = "short = 1\n" + "a_long_name_of_a_function(" + ", ".join(f"argument_{n}" for n in range(12)) + ")\n"
    shown(epub(book(question(answer=rich(f"```python\n{code}```\n")))), "light", tmp_path, browser)
    probe = """[...document.querySelectorAll('iframe')].flatMap(frame =>
        [...frame.contentDocument.querySelectorAll('pre .line')].map(line => {
            const range = frame.contentDocument.createRange();
            range.selectNodeContents(line);
            const lefts = [...range.getClientRects()].filter(r => r.width).map(r => Math.round(r.left));
            return [Math.min(...lefts) === lefts[0], new Set(lefts.filter((x, n) => n && x <= lefts[0] + 60)).size];
        }))"""
    assert [first for first, _ in browser.evaluate(probe)] == [True, True]
    copied = browser.evaluate("""[...document.querySelectorAll('iframe')].map(frame =>
        frame.contentDocument.querySelector('pre')?.textContent).find(text => text)""")
    assert copied == code


@pytest.mark.parametrize("math", ["mathml", "svg"])
@pytest.mark.parametrize("width", [432, 500, 600])
def test_no_line_begins_with_the_comma_after_a_formula(
    math: str, width: int, tmp_path: Path, browser: Chromium,
) -> None:
    """However long the formula, and whether it is drawn or not."""
    files = epub(real(), EpubOptions(math=math))    # type: ignore[arg-type] # both are options
    found = shown(files, "light", tmp_path, browser, (600 - width) // 2)
    assert {page["overflow"] for page in found} == {0}
    assert browser.evaluate(TORN_OFF) == []


SCROLLS = """[...document.querySelectorAll('iframe')].flatMap(frame =>
  [...frame.contentDocument.querySelectorAll('.table')].filter(box => box.scrollWidth > box.clientWidth)
    .map(box => [box.textContent.trim().slice(0, 30), box.scrollWidth, box.clientWidth]))"""


def test_the_tables_of_the_bank_fit_a_phone(tmp_path: Path, browser: Chromium) -> None:
    """On a line of 22 em, such as 390 pixels less the margins of a reader: four columns, one of formulas."""
    shown(epub(real()), "light", tmp_path, browser, (600 - 22 * 24) // 2)
    assert browser.evaluate(SCROLLS) == []


def test_nothing_of_a_table_is_cut_on_paper(tmp_path: Path, browser: Chromium) -> None:
    """Where no one can push it aside: on an A5 page eight columns of long words fit, with words parted."""
    text = f"| {'Regularisation | ' * 8}\n|{' -- |' * 8}\n| {'Regularisation 是 3.14 | ' * 8}\n"
    files = epub(book(question(answer=rich(text))))
    shown(files, "light", tmp_path, browser, 60)
    assert len(browser.evaluate(SCROLLS)) == 1
    browser.call("Emulation.setEmulatedMedia", media="print")
    try:
        assert browser.evaluate(SCROLLS) == []
    finally:
        browser.call("Emulation.setEmulatedMedia", media="")


def test_a_reader_that_justifies_all_does_not_spread_lists_of_links(tmp_path: Path, browser: Chromium) -> None:
    """Foliate has such a rule for every paragraph and item; what is short or has long words is not justified."""
    files = dict(epub(real()))
    files["EPUB/styles/book.css"] += b"\np, li, blockquote, dd { text-align: justify; }\n"
    shown(files, "light", tmp_path, browser)
    aligned = """(selector => [...new Set([...document.querySelectorAll('iframe')].flatMap(frame =>
        [...frame.contentDocument.querySelectorAll(selector)].map(
          e => frame.contentWindow.getComputedStyle(e).textAlign)))])"""
    for selector in ("nav li", ".all li", ".references li", ".pair dd", ".facts", ".jump"):
        assert browser.evaluate(f"{aligned}('{selector}')") == ["start"], selector
    assert browser.evaluate(f"{aligned}('.title-page p')") == ["center"]
    assert browser.evaluate(f"{aligned}('.answer > p')") == ["justify"]


def test_what_follows_the_first_words_of_an_option_stands_under_them(tmp_path: Path, browser: Chromium) -> None:
    """A second paragraph and code are further in than the letter; from right to left on the other side."""
    text = (LANGUAGES / "ar.yaml").read_text(encoding="utf-8").split("    prompt:")[0]
    option = '{text: "kilo\\n\\nmega\\n\\n```\\nx\\n```", correct: true}'
    for tag, side, sign in (("ar", "right", -1), ("de", "left", 1)):
        path = tmp_path / f"{tag}.yaml"
        path.write_text(text.replace("language: ar", f"language: {tag}")
                        + f"    choices: [{option}, {{text: giga}}]\n", encoding="utf-8")
        shown(epub(compose(read(path))), "light", tmp_path / tag, browser)
        insets = browser.evaluate("""[...document.querySelectorAll('iframe')].flatMap(frame =>
            [...frame.contentDocument.querySelectorAll('.choices .option')].map(option =>
                [...option.children].map(e => Math.round(e.getBoundingClientRect()[SIDE]))))""".replace(
                    "SIDE", repr(side)))
        (other,), (first, second, code) = sorted(insets, key=len)       # in whatever order
        assert first == other
        assert min(sign * (second - first), sign * (code - first)) > 24
