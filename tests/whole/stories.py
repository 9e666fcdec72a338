"""Stories of hints: a project is spoiled, a command says so with its advice, the advice is followed, it is well."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from projects import MINIMAL, dlexport

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
BANK, LOCK, THEME = "source/questions.yaml", "source/questions.lock", "styles/print/handout.yaml"
SECOND = "  - {id: b, topic: one, title: 第二题, prompt: 乙, answer: 丙, analysis: 丁}\n"
OTHER = "  - {id: c, topic: one, title: 第三题, prompt: 戊, answer: 己, analysis: 庚}\n"


class Story(NamedTuple):
    """What went wrong, what is said, and how the advice is followed.

    Attributes:
        spoil: makes the problem; the folder holds `MINIMAL` with its lock.
        command: meets it.
        mend: follows the advice, to the letter.
        again: what runs then; the command itself, if it is not another.
        lowered: a limit that would take seconds to reach, and what it is in this story.
        remains: it is still told, as a warning, as its hint says.
    """

    code: str
    spoil: Callable[[Path], object]
    command: str
    advice: str
    mend: Callable[[Path], object]
    again: str = ""
    lowered: tuple[str, int] | None = None
    remains: bool = False


def bank(*changes: tuple[str, str], more: str = "") -> Callable[[Path], object]:
    """Writes the bank with some texts replaced, and more at its end."""
    def write(folder: Path) -> None:
        text = MINIMAL + more
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        (folder / BANK).write_text(text, encoding="utf-8")
    return write


def file(name: str, text: str | bytes) -> Callable[[Path], object]:
    """Writes a file."""
    def write(folder: Path) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return write


def run(words: str) -> Callable[[Path], object]:
    """A command that must succeed."""
    def go(folder: Path) -> None:
        done = dlexport(*words.split(), cwd=folder)
        assert done.returncode == 0, done.stderr
    return go


def all_of(*steps: Callable[[Path], object]) -> Callable[[Path], object]:
    """One after another."""
    def go(folder: Path) -> None:
        for step in steps:
            step(folder)
    return go


def picture(name: str, data: bytes) -> Callable[[Path], object]:
    """A picture of that name, shown in the answer."""
    return all_of(file(f"source/media/{name}", data), bank(("答案", f"'![甲](media/{name})'")))


def theme(find: str, put: str) -> Callable[[Path], object]:
    """The theme of prints with a text replaced."""
    def write(folder: Path) -> None:
        text = (ROOT / THEME).read_text(encoding="utf-8")
        assert find in text
        file(THEME, text.replace(find, put))(folder)
    return write


def nothing(_: Path) -> None:
    """It is the command that was wrong."""


def tell(story: Story, folder: Path) -> None:
    """Play a story in a folder that holds `MINIMAL` with its lock: the problem is said, and then it is gone."""
    (folder / "source").mkdir()
    bank()(folder)
    run("lock")(folder)
    story.spoil(folder)
    said = dlexport(*story.command.split(), cwd=folder)
    assert f"[{story.code}]" in said.stderr, said.stderr
    assert story.advice in said.stderr
    story.mend(folder)
    done = dlexport(*(story.again or story.command).split(), cwd=folder)
    assert f"error[{story.code}]" not in done.stderr
    assert (f"[{story.code}]" in done.stderr) == story.remains, done.stderr
    assert "error[" not in done.stderr, done.stderr
    assert done.returncode == 0
