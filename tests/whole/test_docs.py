"""The docs run: each command of the README works, each example is a bank without problems."""

from __future__ import annotations

import re
import shutil
import tomllib
from importlib.util import module_from_spec, spec_from_file_location

import pytest
from projects import dlexport

from by_hand import ROOT
from dlexport.cli.commands import cli
from dlexport.codes import CODES
from dlexport.plugin.contract import Part
from dlexport.plugin.registry import installed

pytestmark = pytest.mark.slow

READMES = ["README.md", "README.zh-CN.md"]
# `.ci/run` runs these two; the wheel's test installs; the release workflow checks the sums of its build
ELSEWHERE = {"make", "make test", "pipx install '.[preview,xlsx]'", "uv tool install '.[preview,xlsx]'",
             "python3 -m venv ~/.dlexport && ~/.dlexport/bin/pip install '.[preview,xlsx]'",
             "mkdir -p mybank/source && cd mybank",
             "cd build && sha256sum --check SHA256SUMS"}


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def commands(name: str) -> list[str]:
    """The command lines of a document's shell blocks, without comments."""
    blocks = re.findall(r"```sh\n(.*?)```", read(name), re.DOTALL)
    return [line.split("#")[0].strip() for block in blocks for line in block.splitlines()]


@pytest.mark.parametrize("name", READMES)
def test_the_readme_works_as_typed(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """In order, with the bank it shows, in an empty folder."""
    folder = tmp_path_factory.mktemp("mybank")
    (folder / "source").mkdir()
    bank = re.search(r"<!-- file: mybank/source/questions.yaml -->\n```yaml\n(.*?)```", read(name), re.DOTALL)
    assert bank
    (folder / "source" / "questions.yaml").write_text(bank[1], encoding="utf-8")
    typed = commands(name)
    assert typed[:2] == ["make", "make test"]
    assert all(command in ELSEWHERE or command.startswith("dlexport ") for command in typed)
    ran = [command for command in typed if command.startswith("dlexport ")]
    assert len(ran) >= 5
    for command in ran:
        done = dlexport(*command.split()[1:], cwd=folder)
        assert done.returncode == 0, (command, done.stderr)


@pytest.mark.parametrize("name", READMES)
def test_the_readme_shows_a_problem_as_it_is_printed(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The excerpt of the terminal is no invention."""
    folder = tmp_path_factory.mktemp("broken")
    (folder / "source").mkdir()
    shown = re.search(r"```text\n(error.*?)```", read(name), re.DOTALL)
    bank = re.search(r"```yaml\n(.*?)```", read(name), re.DOTALL)
    assert shown
    assert bank
    (folder / "source" / "questions.yaml").write_text(bank[1].replace("analysis:", "anaylsis:"), encoding="utf-8")
    assert shown[1] in dlexport("check", cwd=folder).stderr


def test_both_readmes_keep_step() -> None:
    """The same commands, examples and pictures, in the same order."""
    english, chinese = (re.sub(r" {2,}#.*", "", read(name)) for name in READMES)
    patterns = r"```(?:sh|yaml|text)\n.*?```", r"docs/pictures/\w+\.png", r"^\| `[^|]*`(?= \|)", r"^#+(?= )"
    for pattern in patterns:
        shown = re.findall(pattern, chinese, re.DOTALL | re.MULTILINE)
        assert shown == re.findall(pattern, english, re.DOTALL | re.MULTILINE)[:len(shown)], pattern
    assert len(re.findall(r"^## ", english, re.MULTILINE)) == len(re.findall(r"^## ", chinese, re.MULTILINE))


@pytest.mark.parametrize("name", [
    "bank-format", "e-readers", "importing", "math", "printing", "tutorial", "verification", "writing"])
def test_the_chinese_pages_keep_step(name: str) -> None:
    """The same headings, tables, commands and options; of examples all but the comments."""
    english, chinese = (re.sub(r" +# .*", "", read(f"docs/{name}{tail}.md")) for tail in ("", ".zh-CN"))
    for pattern in (r"```(?:sh|yaml)\n.*?```", r"^#+(?= )", r"^\| (?:-- \| )+--|^\| (?!--)"):
        found = [re.findall(pattern, text, re.DOTALL | re.MULTILINE) for text in (english, chinese)]
        assert found[0] == found[1], pattern
    spans = [sorted(set(re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))))
             for text in (english, chinese)]
    assert spans[0] == spans[1]


@pytest.mark.parametrize("page", ["verification.md", "verification.zh-CN.md", "adding-an-exporter.md"])
def test_every_part_is_described(page: str) -> None:
    """What verification looks for in it, in a row of a table."""
    table = re.split(r"^\| (?:part|部分) \|", read(f"docs/{page}"), flags=re.MULTILINE)[1].partition("\n\n")[0]
    rows = re.findall(r"^\| (`[a-z]+`(?:[,、 ]*`[a-z]+`)*) \|", table, re.MULTILINE)
    assert sorted(part for row in rows for part in re.findall("[a-z]+", row)) == sorted(Part)


def test_every_problem_is_explained_in_chinese_too() -> None:
    """A row for each code, once."""
    listed = re.findall(r"^\| `([a-z0-9-]+)` \|", read("docs/problems.zh-CN.md"), re.MULTILINE)
    assert sorted(listed) == sorted(CODES)


def test_every_command_is_in_both_readmes() -> None:
    """A new command has to be written down."""
    for name in READMES:
        assert [command for command in cli.commands if f"dlexport {command}" not in read(name)] == []


@pytest.mark.parametrize("page", ["bank-format.md", "bank-format.zh-CN.md"])
def test_the_example_of_the_format_is_a_bank_without_problems(
    page: str, tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """The page's example can be copied as it stands."""
    folder = tmp_path_factory.mktemp("format")
    (folder / "source").mkdir()
    example = re.search(r"```yaml\n(.*?)```", read(f"docs/{page}"), re.DOTALL)
    assert example
    (folder / "source" / "questions.yaml").write_text(example[1], encoding="utf-8")
    done = dlexport("check", cwd=folder)
    assert (done.returncode, done.stderr) == (
        0, "source/questions.yaml: 1 question in 1 topic, no problems\n")


def test_links_in_the_docs_lead_somewhere() -> None:
    """Every relative link of every document."""
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]:
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text(encoding="utf-8")):
            if not target.startswith(("http", "media/", "mailto")):
                assert (path.parent / target).exists(), (path.name, target)


def test_every_installed_exporter_is_described() -> None:
    """By the README's table, through its suffix."""
    for one in installed().values():
        assert f"`dl-interview{one.exporter.suffix}`" in read("README.md")


def test_the_checkout_holds_what_the_owner_fixed() -> None:
    """The top level is part of the contract."""
    for name in ("pyproject.toml", "src/dlexport", "source/questions.yaml", "styles", "build", "tests"):
        assert (ROOT / name).exists(), name
    assert shutil.which("python3")


def test_how_it_works_names_every_room() -> None:
    """A module or folder of the package that the README does not mention is one that nobody will find."""
    package = ROOT / "src" / "dlexport"
    rooms = {path.name + "/" * path.is_dir() for path in package.iterdir()
             if path.name[0] != "_" and (path.is_dir() or path.suffix == ".py")}
    table = read("README.md").split("## How it works")[1].split("A room imports only")[0]
    named = set(re.findall(r"`([a-z_]+(?:\.py|/))`", table))
    inside = {"anki/", "pdf/", "epub/", "html/", "moodle/", "qti/", "markdown/", "latex/", "mathml/", "layout/"}
    assert sorted(rooms) == sorted(named - inside)


def test_the_readme_s_table_is_in_the_order_of_the_layers() -> None:
    """It says that a room imports only from rooms below it: those are the layers of `make lint`."""
    (layers,) = [one["layers"] for one in tomllib.loads(read("pyproject.toml"))["tool"]["importlinter"]["contracts"]
                 if one["name"] == "The stages only look back"]
    floor = {room.strip().removeprefix("dlexport."): number for number, row in enumerate(layers)
             for room in row.split("|")}
    rows = re.findall(r"(?m)^\| ((?:`[\w.]+/?`(?:, )?)+) \|", read("README.md").split("## How it works")[1])
    rooms = [re.sub(r"/$|\.py$", "", room) for row in rows for room in re.findall(r"`([^`]+)`", row)]
    assert set(rooms) >= set(floor)
    order = [floor[room] for room in rooms if room in floor]
    assert order == sorted(order)


def test_the_architecture_s_paths_are_true() -> None:
    """Every file that the page names is there, and each room of the package is on the way."""
    named = set(re.findall(r"`((?:src|styles|docs|tests)/[^`]+)`", read("docs/architecture.md")))
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []
    rooms = {path.name for path in (ROOT / "src" / "dlexport").iterdir() if path.is_dir() and path.name[0] != "_"}
    met = {path.split("/")[2] for path in named if path.startswith("src/dlexport/")}
    assert rooms - met == set()


def test_the_readme_s_pictures_are_of_today() -> None:
    """Made since bank, theme and exporters last changed: else run `make && .venv/bin/python docs/pictures.py`."""
    spec = spec_from_file_location("the_readme_s_pictures", ROOT / "docs/pictures.py")
    assert spec
    assert spec.loader
    script = module_from_spec(spec)
    spec.loader.exec_module(script)
    assert read("docs/pictures/made-from.txt").strip() == script.made_from()
    shown = {name for readme in READMES for name in re.findall(r"docs/pictures/([\w-]+)\.png", read(readme))}
    assert shown == {"handout", "quiz", "cards", "card", "book", "study-page", "session", "key", "preview", "stats",
                     "terminal"}
    assert shown == {path.stem for path in (ROOT / "docs/pictures").glob("*.png")}
