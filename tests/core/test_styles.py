"""The theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dlexport.styles import Styles, default_folder, theme

if TYPE_CHECKING:
    from pathlib import Path


def test_a_project_overrides_file_by_file(tmp_path: Path) -> None:
    """What the project lacks comes from the default theme."""
    own = tmp_path / "styles"
    (own / "anki").mkdir(parents=True)
    (own / "anki" / "card.css").write_bytes(b"a{}\r\n")
    styles = theme(own)
    assert styles.text("anki/card.css") == "a{}\n"
    assert styles.folders == (own, default_folder())
    assert styles.fingerprint() != theme(None).fingerprint()


def test_a_folder_that_is_absent_or_the_default_one_overrides_nothing(tmp_path: Path) -> None:
    """`--styles styles` in our own checkout is the default theme."""
    assert theme(tmp_path / "absent") == theme(default_folder()) == theme(None)


def test_a_missing_style_says_where_it_was_looked_for(tmp_path: Path) -> None:
    """An exporter's author reads this."""
    with pytest.raises(FileNotFoundError, match=r"no theme folder has x/y\.css"):
        Styles((tmp_path,)).read("x/y.css")
