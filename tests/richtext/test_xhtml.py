"""What a format decides for itself when rich text is written as XHTML."""

from __future__ import annotations

from dataclasses import replace

import pytest
from richtext_cases import DIALECT, located

from dlexport.labels import labels_for
from dlexport.richtext.escape import attribute, escape
from dlexport.richtext.markdown.parse import parse_blocks
from dlexport.richtext.nodes import CodeBlock, Image, Link, Paragraph, Strong, Text
from dlexport.richtext.xhtml import Dialect, write_blocks, write_inlines


def written(text: str, dialect: Dialect) -> str:
    """The XHTML of a field without problems."""
    rich, problems = parse_blocks(located(text))
    assert problems == ()
    return write_blocks(rich.blocks, dialect)


@pytest.mark.parametrize(("shift", "names"), [(0, "h1 h4 h6"), (2, "h3 h6 h6"), (5, "h6 h6 h6")])
def test_headings_move_down_to_the_sixth_level(shift: int, names: str) -> None:
    """There is no h7."""
    expected = "\n".join(f"<{name}>a</{name}>" for name in names.split())
    assert expected == written("# a\n\n#### a\n\n###### a", replace(DIALECT, heading_shift=shift))


@pytest.mark.parametrize(("language", "space"), [("fr", "\xa0"), ("fr-CA", "\xa0"), ("en", " ")])
def test_no_french_sign_begins_a_line(language: str, space: str) -> None:
    """Browsers would part it from its word at a plain space; code stays as it is."""
    dialect = replace(DIALECT, labels=labels_for(language))
    assert written("Un « mot » : quoi ? `a ? b` *si* ; non !", dialect) == (
        "<p>Un « mot » : quoi ? <code>a ? b</code> <em>si</em> ; non !</p>".replace(" :", f"{space}:")
        .replace("« mot »", f"«{space}mot{space}»").replace("quoi ?", f"quoi{space}?").replace(" ;", f"{space};")
        .replace(" !", f"{space}!"))


def test_a_link_to_a_question_that_is_not_there_is_its_words() -> None:
    """As in an output that leaves questions out."""
    none = replace(DIALECT, question_href=lambda _: None)
    assert written('a [b *c*](#d "e")', none) == "<p>a b <em>c</em></p>"


def test_pictures_and_questions_get_the_addresses_of_the_format() -> None:
    """The hooks give them as they are; the writer escapes them."""
    dialect = replace(DIALECT, image_src=lambda path: f'../"{path}"&', question_href=lambda name: f"q.xhtml?<{name}>")
    assert written("a ![b](c.png)[d](#e)", dialect) == (
        '<p>a <img src="../&quot;c.png&quot;&amp;" alt="b"/>'
        '<a class="question" href="q.xhtml?&lt;e&gt;">d</a></p>')


def test_strong_and_text_may_be_written_otherwise() -> None:
    """As a cloze does; the hook of text is asked for code and captions too, not for attributes."""
    dialect = replace(DIALECT, strong=lambda node, inner: f"{{{{{len(node.children)}::{inner}}}}}",
                      text=lambda text: escape(text).upper())
    assert written('**a *b*** `c<`\n\n![d](e.png "f")\n\n    g', dialect) == (
        "<p>{{2::A <em>B</em>}} <code>C&LT;</code></p>\n"
        '<figure><img src="e.png" alt="d"/><figcaption>F</figcaption></figure>\n'
        '<pre class="code"><code>G\n</code></pre>')


def test_notes_in_a_book() -> None:
    """EPUB's types stand beside the roles, within the item; the ids begin as the format asks."""
    dialect = replace(DIALECT, epub=True, footnote_prefix='q"1-')
    assert written("a[^1]b[^1]\n\n[^1]:\n    ```\n    c\n    ```", dialect) == """\
<p>a<sup class="note"><a id="q&quot;1-1-ref" href="#q&quot;1-1" epub:type="noteref" role="doc-noteref">1</a></sup>\
b<sup class="note"><a id="q&quot;1-1-ref-2" href="#q&quot;1-1" epub:type="noteref" role="doc-noteref">1</a></sup></p>
<section class="footnotes" epub:type="footnotes" role="doc-endnotes">
<ol>
<li><div id="q&quot;1-1" epub:type="footnote" role="doc-footnote"><pre class="code"><code>c
</code></pre>
<p><a class="back" href="#q&quot;1-1-ref" role="doc-backlink">↑</a></p></div></li>
</ol>
</section>"""


def test_nodes_made_by_hand_are_escaped_too() -> None:
    """An exporter may write nodes that no parser made."""
    bad = '</p>"\'&--]]>\n\x00\x1f\ufffe'
    assert write_inlines((Link(bad, (Strong((Text(bad),)),), bad), Image(bad, bad, bad)), DIALECT) == (
        f'<a href="{attribute(bad)}" title="{attribute(bad)}"><strong>{escape(bad)}</strong></a>'
        f'<img src="{attribute(bad)}" alt="{attribute(bad)}" title="{attribute(bad)}"/>')
    assert escape(bad) == "&lt;/p&gt;\"'&amp;--]]&gt;\n\ufffd\ufffd\ufffd"
    assert attribute(bad) == "&lt;/p&gt;&quot;'&amp;--]]&gt;&#10;\ufffd\ufffd\ufffd"


def test_blocks_stand_on_lines_of_their_own() -> None:
    """Code without a line is empty, not a blank line."""
    assert write_blocks((Paragraph(()), CodeBlock("")), DIALECT) == '<p></p>\n<pre class="code"><code></code></pre>'


@pytest.mark.parametrize(("comment", "begins"), [
    ("# 形状 (n, 4)", "# 形"), ("#  a & b", "#  a"), ("#形状", ""), ("#", ""),
])
def test_where_lines_wrap_the_sign_of_a_comment_keeps_its_first_word(comment: str, begins: str) -> None:
    """It would stand alone at the end of a line; where they do not wrap, nothing is added."""
    code = f"```python\nx = 1  {comment}\n```"
    plain = written(code, DIALECT)
    assert f'<span class="comment">{escape(comment)}</span>' in plain
    wrapped = written(code, replace(DIALECT, code_lines=True))
    held = f'<span class="begins">{escape(begins)}</span>' if begins else ""
    assert f'<span class="comment">{held}{escape(comment.removeprefix(begins))}</span>' in wrapped
