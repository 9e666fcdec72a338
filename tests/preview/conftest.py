"""A small bank under work, and a server over it in a thread of its own."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.request import Request as Asking
from urllib.request import urlopen

import pytest

from dlexport.preview.server import prepared
from dlexport.run.request import Request

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BANK = """\
format: 1
bank: {id: desk, title: 工作台, language: zh-CN, version: '1'}
topics: [{id: one, title: 甲类}, {id: two, title: 乙类}]
questions:
  - id: a
    topic: one
    title: 第一题
    prompt: 题目一
    answer: 答案一
    analysis: 解析一
  - id: b
    topic: two
    title: 第二题
    prompt: 题目二
    answer: 答案二，$x^2$
    analysis: 解析二
    keypoints:
      - {id: k, text: 记住**要点**二字}
"""


@pytest.fixture
def request_here(tmp_path: Path) -> Request:
    """A request for the bank in a folder of its own."""
    (tmp_path / "source").mkdir()
    source = tmp_path / "source" / "questions.yaml"
    source.write_text(BANK, encoding="utf-8")
    return Request(source, tmp_path / "build")


@dataclass
class Desk:
    """A running preview."""

    request: Request
    address: str

    @property
    def port(self) -> int:
        """The server's."""
        return int(self.address.split("/")[2].split(":")[1])

    def ask(self, path: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
        """Status, body and headers of an answer."""
        asking = Asking(self.address + path if not path.startswith("http") else path,      # noqa: S310 - our own
                        headers={name.replace("_", "-"): value for name, value in headers.items()})
        try:
            with urlopen(asking, timeout=600) as answer:     # noqa: S310 - the same
                return answer.status, answer.read(), dict(answer.headers)
        except HTTPError as error:
            return error.code, error.read(), dict(error.headers)

    def save(self, old: str, new: str) -> None:
        """Change the bank on disk, all at once: no moment at which it is empty."""
        text = self.request.source.read_text(encoding="utf-8")
        assert old in text
        beside = self.request.source.with_suffix(".new")
        beside.write_text(text.replace(old, new), encoding="utf-8")
        beside.replace(self.request.source)


@pytest.fixture
def desk(request_here: Request) -> Iterator[Desk]:
    """The server, ended when the test is."""
    with prepared(request_here, "vscode://file{path}:{line}:{column}") as running:
        thread = threading.Thread(target=running.server.run, kwargs={"sockets": [running.listening]})
        thread.start()
        yield Desk(request_here, running.address)
        running.server.should_exit = True
        thread.join()
