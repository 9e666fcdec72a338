"""The theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dlexport.problems import SourceError
from dlexport.theme.styles import Styles, default_folder, theme

if TYPE_CHECKING:
    from pathlib import Path


def test_a_project_overrides_file_by_file(tmp_path: Path) -> None:
    """What the project lacks comes from the default theme. What Windows adds to a text file goes."""
    own = tmp_path / "styles"
    (own / "anki").mkdir(parents=True)
    (own / "anki" / "card.css").write_bytes(b"\xef\xbb\xbfa{}\r\n")
    styles = theme(own)
    assert styles.text("anki/card.css") == "a{}\n"
    assert styles.folders == (own, default_folder())
    assert styles.fingerprint() != theme(None).fingerprint()


def test_the_default_folder_overrides_nothing() -> None:
    """`--styles styles` in our own checkout is the default theme."""
    assert theme(default_folder()) == theme(None)


def test_a_folder_that_is_none_is_a_problem(tmp_path: Path) -> None:
    """It was asked for: to go on without would publish the wrong looks."""
    (tmp_path / "file").touch()
    for name, message in (("absent", f"there is no folder {tmp_path}/absent"),
                          ("file", f"{tmp_path}/file is a file, not a folder")):
        with pytest.raises(SourceError) as caught:
            theme(tmp_path / name)
        assert [(p.code, p.message) for p in caught.value.problems] == [("styles-missing", message)]


def test_what_a_link_leads_to_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A change of a file that is read through a link is a change of the theme; a circle of links is left."""
    monkeypatch.chdir(tmp_path)     # a link may lead anywhere in the project
    (tmp_path / "own").mkdir()
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "card.css").write_text("a")
    (tmp_path / "own" / "anki").symlink_to(tmp_path / "shared")
    (tmp_path / "own" / "circle").symlink_to(tmp_path / "own")
    styles = theme(tmp_path / "own")
    before = styles.fingerprint()
    (tmp_path / "shared" / "card.css").write_text("b")
    assert (styles.text("anki/card.css"), styles.fingerprint() == before) == ("b", False)


def test_a_missing_style_says_where_it_was_looked_for(tmp_path: Path) -> None:
    """An exporter's author reads this."""
    with pytest.raises(FileNotFoundError, match=r"no theme folder has x/y\.css"):
        Styles((tmp_path,)).read("x/y.css")
