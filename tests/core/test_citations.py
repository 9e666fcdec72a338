"""How references are cited, in the words that every output shares."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlexport.book.bank import Reference
from dlexport.book.citations import cited, named

RESNET = Reference("Deep Residual Learning", ("Kaiming He", "Xiangyu Zhang", "Shaoqing Ren", "Jian Sun"), 2016, "CVPR",
                   "10.1109/CVPR.2016.90", "1512.03385")
MANY = tuple("ABCDEFG")


@pytest.mark.parametrize(("language", "reference", "text"), [
    ("zh-CN", RESNET, ("Kaiming He, Xiangyu Zhang, Shaoqing Ren, et al. Deep Residual Learning. CVPR, 2016. "
                      "DOI:10.1109/CVPR.2016.90. arXiv:1512.03385.")),
    ("en", RESNET, ("Kaiming He, Xiangyu Zhang, Shaoqing Ren, and Jian Sun. Deep Residual Learning. CVPR, 2016. "
                   "DOI:10.1109/CVPR.2016.90. arXiv:1512.03385.")),
    ("zh-CN", Reference("统计学习方法", ("李航",), 2019, "清华大学出版社"),
     "李航. 统计学习方法. 清华大学出版社, 2019."),
    ("zh", Reference("机器学习", ("周志华", "甲", "乙", "丙")), "周志华, 甲, 乙, 等. 机器学习."),
    ("zh-Hant", Reference("Mamba", ("Albert Gu", "Tri Dao"), 2023, arxiv="2312.00752"),
     "Albert Gu, Tri Dao. Mamba[EB/OL]. 2023. arXiv:2312.00752."),
    ("en", Reference("Mamba", ("Albert Gu", "Tri Dao"), 2023, arxiv="2312.00752"),
     "Albert Gu and Tri Dao. Mamba. 2023. arXiv:2312.00752."),
    ("en", Reference("What is it?", MANY, venue="ICML 2019", year=2019), "A, B, C, et al. What is it? ICML 2019."),
    ("zh-CN", Reference("为什么？", url="https://a.example/x"), "为什么？[EB/OL]. https://a.example/x"),
    ("zh-CN", Reference("为什么？"), "为什么？"),
    ("en", Reference("A book", ("Martin Luther King Jr.",), 1963), "Martin Luther King Jr. A book. 1963."),
    ("en", Reference("A book"), "A book."),
])
def test_how_a_reference_is_cited(language: str, reference: Reference, text: str) -> None:
    """GB/T 7714 in Chinese, IEEE's form in other languages; what is absent leaves no trace."""
    assert "".join(piece.text for piece in cited(reference, language)) == text


@given(st.builds(
    Reference, st.text(min_size=1), st.lists(st.text("甲a.", min_size=1), max_size=9).map(tuple),
    st.none() | st.integers(1500, 2100), st.sampled_from(["", "ICLR", "Springer."]), st.sampled_from(["", "10.1/a"]),
    st.sampled_from(["", "1512.03385"]), st.sampled_from(["", "https://a.example"])),
    st.sampled_from(["zh-CN", "en", "ja"]))
def test_every_fact_is_cited_once_and_every_address_leads_somewhere(reference: Reference, language: str) -> None:
    """The title as it is; the authors that are named in their order; no two stops in a row, no space at the end."""
    pieces = list(cited(reference, language))
    title, = (piece for piece in pieces if piece.role == "title")
    assert (title.text, title.address) == (reference.title, reference.address)
    assert pieces[0].text.startswith(", ".join(named(reference, language)[:1]))
    assert [piece.text for piece in pieces if piece.role == "address"] == [
        shown for shown in (f"DOI:{reference.doi}" * bool(reference.doi), f"arXiv:{reference.arxiv}" *
                            bool(reference.arxiv), reference.url) if shown]
    assert all(piece.address for piece in pieces if piece.role == "address")
    after = "".join(piece.text for piece in pieces[pieces.index(title) + 1:])
    assert ".." not in after
    assert after == after.rstrip()
