"""Exporters of other people: what happens when they are wrong."""

from __future__ import annotations

import hashlib
import json
import os
from typing import TYPE_CHECKING

import pytest
from projects import MINIMAL, Result, dlexport

from dlexport.run.workers import processors
from forks import as_main, forked

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.slow

GOOD = """
from dataclasses import dataclass
from dlexport.plugin.contract import Artifact, Part, Passage
from dlexport.problems import Problem

@dataclass(frozen=True)
class Options:
    pass

class Exporter:
    suffix = ".txt"
    revision = 1
    Options = Options
    def promises(self, options):
        return frozenset({Part.TITLE})
    def export(self, book, options, context):
        return Artifact(b"".join(e.question.title.source.value.encode() + b"\\n" for e in book.book.entries()))
    def read_back(self, data, cache):
        return [Passage("a", Part.TITLE, data.decode())]
"""


@pytest.fixture
def with_plugin(project: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Result]:
    """Run `dlexport` in a project with a package `plug` 1.0 installed that holds this code."""
    site = tmp_path_factory.mktemp("site")
    folder = project(MINIMAL + "outputs: {apkg: {}, plug: {}}\n")

    def run(code: str, *arguments: str, name: str = "plug", package: str = "plug") -> Result:
        (site / f"{package}.py").write_text(code, encoding="utf-8")
        info = site / f"{package}-1.0.dist-info"
        info.mkdir(exist_ok=True)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[dlexport.exporters]\n{name} = {package}:Exporter\n")
        path = os.pathsep.join([str(site), *filter(None, [os.environ.get("PYTHONPATH")])])
        done = forked(*(arguments or ("all",)), cwd=folder, program=as_main, PYTHONPATH=path)
        assert "Traceback" not in done.stderr
        return done

    return run


def hashes(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("build/*")}


def test_a_good_one_joins_in(
    with_plugin: Callable[..., Result], project: Callable[[str], Path], tmp_path: Path,
) -> None:
    """Where the bank does not say otherwise; and it is listed with the package that brings it."""
    project(MINIMAL)
    done = with_plugin(GOOD)
    assert (done.returncode, (tmp_path / "build/demo.txt").read_text(encoding="utf-8")) == (0, "第一题\n"), done.stderr
    assert "plug  (*.txt, plug 1.0)" in with_plugin(GOOD, "exporters").stdout


def test_one_may_date_what_its_format_dates(with_plugin: Callable[..., Result], tmp_path: Path) -> None:
    """Under its own names; its revision is dated without its help. It knows what it is called, and by whom."""
    own = "def stamps(self, book, options, styles):\n        return {'deck': 'x'}\n    def export("
    asked = ("assert sorted(book.stamps) == ['deck', 'revision'] and "
             "(context.exporter, context.version) == ('plug', '0.1.0'), (book.stamps, context); return Artifact(")
    done = with_plugin(GOOD.replace("def export(", own).replace("return Artifact(", asked))
    assert done.returncode == 0, done.stderr
    lock = (tmp_path / "source" / "questions.lock").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in lock.splitlines()]
    assert {row["stamp"]: row["content"] for row in rows if row.get("stamp", "").startswith("plug/")} == {
        "plug/deck": "x", "plug/revision": "1"}


@pytest.mark.parametrize(("fault", "message"), [
    (("return Artifact(", "raise RuntimeError('no ink'); return Artifact("), "failed to export: RuntimeError: no ink"),
    (("return Artifact(", "raise SystemExit(0); return Artifact("), "failed to export: SystemExit: 0"),
    (("return Artifact(", "return str("), "gave a str where Artifact is due in `export`"),
    (('b"".join(', 'str(b"").join('), "failed to export: TypeError"),
    (("return [Passage", "raise KeyError('x'); return [Passage"), "failed to read back: KeyError: 'x'"),
    (("return [Passage", "raise ValueError('cut'); return [Passage"), "failed to read back: ValueError: cut"),
    (("return [Passage", "return ['x'] or [Passage"), "gave a str where Passage is due in `read_back`"),
    (("def export(", "stamps = 1\n    def export("), "failed to say what it dates: TypeError"),
    (("def export(", "stamps = lambda *_: {'a': 1}\n    def export("), "gave a int where str is due in `stamps`"),
    (("def export(", "select = lambda *_: 1 / 0\n    def export("), "failed to select its questions: ZeroDiv"),
    (("frozenset({Part.TITLE})", "frozenset({'moral'})"), "failed to say what it promises: ValueError: 'moral' is not"),
    (("frozenset({Part.TITLE})", "1 / 0"), "failed to say what it promises: ZeroDivisionError"),
    (("import Artifact", "import Artefact"), "failed to load: ImportError"),
    (("from dataclasses", "import sys; sys.exit(3)\nfrom dataclasses"), "failed to load: SystemExit: 3"),
    (("    pass", "    def __post_init__(self):\n        raise KeyError('x')"), "failed to load: KeyError: 'x'"),
    (('suffix = ".txt"', 'suffix = "/../x.txt"'), "does not keep to the contract: its suffix is '/../x.txt'"),
    (('suffix = ".txt"', 'suffix = ".txt"\n    api = 2'), "it is written for version 2 of it, and this dlexport has"),
    (("revision = 1", "edition = 1"), "does not keep to the contract: it has no revision"),
    (("revision = 1", "revision = 'a'"), "its revision is 'a', not a whole number"),
    (("    Options = Options", "    Options = dict"), "its Options are no dataclass"),
    (("    pass", "    size: tuple = ()"), "its option size has the type tuple, which no command line can give"),
    (("    pass", "    size: int"), "its option size has no default"),
    (("    pass", "    size: int = 'x'"), "its option size cannot be its own default 'x': a whole number"),
    (("    pass", "    size: Missing = 1"), "failed to load: "),
    (("return Artifact", "raise KeyboardInterrupt\n        return Artifact"), "failed to export: KeyboardInterrupt"),
    (("return Artifact", "raise GeneratorExit\n        return Artifact"), "failed to export: GeneratorExit"),
    (("return Artifact", "raise BaseException('x')\n        return Artifact"), "failed to export: BaseException: x"),
    (("from dataclasses", "raise KeyboardInterrupt\nfrom dataclasses"), "failed to load: KeyboardInterrupt"),
    (("from dataclasses", "raise BaseException('x')\nfrom dataclasses"), "failed to load: BaseException: x"),
    (("    pass", "    def __post_init__(self):\n        raise KeyboardInterrupt"), "failed to load: Keyb"),
    (("return Artifact", "class E(Exception):\n            __str__ = None\n        raise E\n        return Artifact"),
     "failed to export: E: (its message cannot be read)"),
    (("book.entries()))", "book.entries()), {3: 1})"), "gave a int where str is due in `export`"),
    (("book.entries()))", "book.entries()), {}, [Problem(3, 4, 5, 6, 7)])"), "gave a int where str is due in `export`"),
    (("book.entries()))", "book.entries()), {}, [Problem('x\\n::error::', 'y')])"),
     r"gave a problem of code 'x\n::error::' and severity 'error'"),
    (("book.entries()))", "book.entries()), {}, [Problem('x', 'y', None, '', 'fatal')])"),
     "gave a problem of code 'x' and severity 'fatal'"),
])
def test_one_that_raises_is_named_with_its_version(
    with_plugin: Callable[..., Result], tmp_path: Path, fault: tuple[str, str], message: str,
) -> None:
    """Wherever it raises: exit 1, the other formats are made, and it is never taken for done."""
    faulty = GOOD.replace(*fault)
    assert faulty != GOOD
    for run in ("first", "second"):
        done = with_plugin(faulty)
        assert done.returncode == 1, (run, done.stderr)
        assert message in done.stderr.split("error[exporter-failed]: the exporter plug (plug 1.0) ")[1].split("\n")[0]
        assert done.stderr.count("error[") == 1
    assert sorted(hashes(tmp_path)) == ["SHA256SUMS", "demo.apkg", "manifest.json"]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_what_one_prints_is_no_result(with_plugin: Callable[..., Result], jobs: str) -> None:
    """Standard output has the report alone, in this process and in a worker."""
    loud = "print('LOAD')\n" + GOOD.replace("return Artifact", "print('EXPORT')\n        return Artifact")
    done = with_plugin(loud, "all", "--json", "--jobs", jobs)
    assert done.returncode == 0
    assert {one["exporter"] for one in json.loads(done.stdout)["artifacts"]} == {"apkg", "plug"}
    assert {"LOAD", "EXPORT"} <= set(done.stderr.split())


def test_a_message_without_end_is_cut(with_plugin: Callable[..., Result]) -> None:
    """What a person reads; the place at its end stays."""
    done = with_plugin(GOOD.replace("return Artifact", "raise ValueError('x' * 10**6)\n        return Artifact"))
    assert len(done.stderr) < 3_000
    assert "plug.py:17\n" in done.stderr


def test_where_one_fails_all_else_goes_on(
    with_plugin: Callable[..., Result], project: Callable[[str], Path], tmp_path: Path,
) -> None:
    """`check` tells the source's problems too, `verify` reads what others made, `exporters` lists them."""
    assert with_plugin(GOOD).returncode == 0
    before = hashes(tmp_path)
    broken = GOOD.replace("import Artifact", "import Artefact")
    failed = "error[exporter-failed]: the exporter plug (plug 1.0) failed to load"
    done = with_plugin(broken)
    assert (done.returncode, failed in done.stderr) == (1, True)
    now = hashes(tmp_path)
    assert {name for name in before if now[name] != before[name]} == {"manifest.json"}       # it keeps the former file
    done = with_plugin(broken, "verify", "build/demo.apkg")
    assert (done.returncode, "build/demo.apkg: the one question is there" in done.stderr) == (0, True)
    done = with_plugin(broken, "verify")
    assert (done.returncode, failed in done.stderr, done.stderr.count("error[")) == (1, True, 1)
    done = with_plugin(broken, "exporters")
    assert (done.returncode, failed in done.stderr, "apkg  (*.apkg" in done.stdout) == (1, True, True)
    rows = json.loads(with_plugin(broken, "exporters", "--json").stdout)
    assert [problem["code"] for problem in rows["problems"]] == ["exporter-failed"]
    done = with_plugin(broken, "lock", "--forget", "nothing")
    assert "error[not-retired]" in done.stderr
    done = with_plugin(broken, "lock")
    assert (done.returncode, failed in done.stderr) == (1, True)
    done = with_plugin(broken, "export", "plug", "-o", "x.txt")
    assert (done.returncode, failed in done.stderr, (tmp_path / "x.txt").exists()) == (1, True, False)
    project(MINIMAL + "outputs: {plug: {}, pdf: {paper: a3}}\n")
    done = with_plugin(broken, "check")
    assert (done.returncode, failed in done.stderr, "error[option-value]" in done.stderr) == (1, True, True)


RANGES = """    size: int = field(default=5, metadata={"min": 1, "max": 9, "help": "how big"})
    room: float = field(default=0.0, metadata={"min": 0})
    look: str = field(default="plain", metadata={"choices": ("plain", "rich")})
    def __post_init__(self):
        if self.look == "rich" and self.size < 3:
            raise ValueError("rich looks want a size of 3 at least")
"""


@pytest.mark.parametrize(("typed", "message", "help_"), [
    ("size=10", "plug.size cannot be '10'", "it takes a whole number from 1 to 9"),
    ("size=0", "plug.size cannot be '0'", "it takes a whole number from 1 to 9"),
    ("room=-0.5", "plug.room cannot be '-0.5'", "it takes a number from 0"),
    ("look=poor", "plug.look cannot be 'poor'", "it takes plain | rich"),
    ("look=rich size=2", "the options of plug do not go together: rich looks want a size of 3 at least",
     "they are look=rich, size=2"),
])
def test_options_have_ranges(with_plugin: Callable[..., Result], typed: str, message: str, help_: str) -> None:
    """Of one's own making; what they are is told with the problem."""
    code = GOOD.replace("    pass\n", RANGES).replace("import dataclass", "import dataclass, field")
    arguments = [word for setting in typed.split() for word in ("-O", f"plug.{setting}")]
    done = with_plugin(code, "all", *arguments)
    assert done.returncode == 2     # as other mistakes on the command line
    assert f"error[option-value]: {message}\n  help: {help_}" in done.stderr
    assert "size=a whole number from 1 to 9   (default 5) how big" in with_plugin(code, "exporters").stdout


@pytest.mark.parametrize(("typed", "takes"), [
    ("cards-pdf.dx=300", "a number from -10 to 10"), ("cards-pdf.dy=-10.5", "a number from -10 to 10"),
    *((f"quiz-pdf.take={text}", "a whole number from 0") for text in ("-3", "1_0", "１", "٣", "9" * 400, "nan", " 1")),
    *((f"cards-pdf.dx={text}", "a number from -10 to 10") for text in ("nan", "inf", "1e999", "１", "0x1")),
])
def test_our_own_options_have_ranges(project: Callable[[str], Path], typed: str, takes: str) -> None:
    """What would print nothing, or everything, is refused."""
    name, value = typed.split("=")
    done = dlexport("export", name.split(".")[0], "-O", typed, cwd=project(MINIMAL))
    assert done.returncode == 2
    assert f"error[option-value]: {name} cannot be '{value}'\n  help: it takes {takes}\n" in done.stderr


def test_one_that_drops_a_question_is_not_published(with_plugin: Callable[..., Result], tmp_path: Path) -> None:
    """What it promises is not there: nothing of the run is published."""
    done = with_plugin(GOOD.replace('b"".join(', 'b"" and b"".join('))
    assert done.returncode == 1
    assert "error[not-verified]: demo.txt: question a, title, block 1 is missing: '第一题'" in done.stderr
    assert hashes(tmp_path) == {}


def test_one_that_finds_a_question_of_its_own_is_not_published(with_plugin: Callable[..., Result]) -> None:
    """It reads back what the bank does not have."""
    done = with_plugin(GOOD.replace("return [Passage(", "return [Passage('z', None, ''), Passage("))
    assert "demo.txt holds a question 'z' that the bank does not have" in done.stderr


def test_warnings_are_shown_and_with_strict_they_fail(with_plugin: Callable[..., Result], tmp_path: Path) -> None:
    """An exporter can say what it had to do without."""
    code = GOOD.replace("entries()))", "entries()), problems=(Problem('missing-glyph', 'no ☃', severity='warning'),))")
    done = with_plugin(code, "all", "--strict")
    assert (done.returncode, hashes(tmp_path)) == (1, {})
    done = with_plugin(code)
    assert (done.returncode, "warning[missing-glyph]: no ☃" in done.stderr) == (0, True)


def test_two_of_one_name_are_both_named(with_plugin: Callable[..., Result]) -> None:
    """Which one would run must not depend on luck."""
    done = with_plugin(GOOD, name="pdf")
    assert done.returncode == 1
    assert "error[exporter-clash]: two exporters are called 'pdf'" in done.stderr
    assert "plug 1.0 (plug:Exporter)" in done.stderr
    assert "dlexport 0.1.0 (dlexport.exporters.pdf.handout.exporter:PdfExporter)" in done.stderr
    assert "uninstall one of the two packages" in done.stderr
    assert with_plugin(GOOD, "export", "pdf").returncode == 0       # its name is free again


def test_two_of_one_suffix_are_both_named(
    with_plugin: Callable[..., Result], project: Callable[[str], Path],
) -> None:
    """They would write the same file."""
    project(MINIMAL)
    done = with_plugin(GOOD.replace('".txt"', '".pdf"'))
    assert done.returncode == 1
    assert "error[exporter-clash]: two exporters write files that end in '.pdf'" in done.stderr


def test_reading_back_a_file_may_fail_too(with_plugin: Callable[..., Result], tmp_path: Path) -> None:
    """`verify` names the exporter, or says that the file is not whole."""
    (tmp_path / "x.txt").write_bytes(b"")
    done = with_plugin(GOOD.replace("return [Passage", "raise KeyError('x'); return [Passage"), "verify", "x.txt")
    assert (done.returncode, "plug (plug 1.0) failed to read back" in done.stderr) == (1, True)
    done = with_plugin(GOOD.replace("return [Passage", "raise ValueError('cut'); return [Passage"), "verify", "x.txt")
    assert (done.returncode, "x.txt is not a whole plug file: cut" in done.stderr) == (1, True)
    done = with_plugin(GOOD, "verify", "y.txt")
    assert (done.returncode, "cannot read y.txt: No such file" in done.stderr) == (1, True)


def test_one_that_looks_at_the_environment_is_found_out(with_plugin: Callable[..., Result]) -> None:
    """`--check-reproducible` makes everything again where hash order, time zone and process differ."""
    faulty = GOOD.replace("return Artifact(", "import os; return Artifact(str(os.getpid()).encode() + ")
    faulty = faulty.replace("return [Passage", "data += '第一题'.encode(); return [Passage")
    assert with_plugin(GOOD, "all", "--check-reproducible").returncode == 0
    done = with_plugin(faulty, "all", "--check-reproducible")
    assert (done.returncode, "error[not-reproducible]: demo.txt came out different" in done.stderr) == (1, True)


@pytest.mark.skipif(processors() < 2, reason="with one processor, or not on Linux, exporters run in our own process")
def test_one_whose_process_is_killed_is_named(with_plugin: Callable[..., Result], tmp_path: Path) -> None:
    """As the system does when memory runs out [exporter-failed]; the other formats are published."""
    killed = GOOD.replace("return Artifact(", "import os; os.kill(os.getpid(), 9); return Artifact(")
    done = with_plugin(killed)
    assert done.returncode == 1
    assert "the process of the exporter plug (plug 1.0) ended without a result, with status -9" in done.stderr
    assert sorted(path.name for path in (tmp_path / "build").iterdir()) == ["SHA256SUMS", "demo.apkg", "manifest.json"]
    assert "make this format alone with `dlexport export plug`" in done.stderr
    assert with_plugin(GOOD, "export", "plug").returncode == 0


def test_one_that_fails_only_the_second_time_is_found_out(with_plugin: Callable[..., Result]) -> None:
    """The second run of `--check-reproducible` tells what it said."""
    check = "import os; assert os.environ.get('TZ') != 'Pacific/Kiritimati', 'too early'"
    moody = GOOD.replace("return Artifact(", f"{check}; return Artifact(")
    done = with_plugin(moody, "all", "--check-reproducible")
    assert (done.returncode, "the second run failed" in done.stderr, "too early" in done.stderr) == (1, True, True)
