"""`source/questions.imported`: what an import wrote, by which the next one tells changes of the source from others.

JSON Lines, sorted by question, as the lock is: a line for each question with what its source knows it by and a
fingerprint of each field as it was imported.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dlexport.problems import Problem, SourceError
from dlexport.source import files
from dlexport.writer.yaml_style import plain_value

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from dlexport.writer.yaml_style import Tree

SUFFIX: Final = ".imported"
_LIMIT: Final = 64_000_000
_DIGITS: Final = 12


@dataclass(frozen=True, slots=True)
class Imported:
    """A question as it was imported.

    Attributes:
        source: the name of the file it came from.
        key: what that file knows it by.
        fields: name -> fingerprint of what was imported.
    """

    question: str
    source: str
    key: str
    fields: Mapping[str, str]


def path_of(bank: Path) -> Path:
    """The record's file, beside the bank."""
    return bank.with_suffix(SUFFIX)


def read(path: Path) -> dict[str, Imported]:
    """The record, by question; empty where there is none.

    Raises:
        SourceError: it cannot be read.
    """
    try:
        text = files.contents(path, _LIMIT).decode("utf-8")
        rows = [json.loads(row) for row in text.splitlines() if row.strip()]
        return {
            row["question"]: Imported(row["question"], row["from"], row["key"], dict(row["fields"])) for row in rows
        }
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise SourceError(
            [
                Problem(
                    "import-unusable",
                    f"{path} cannot be read: {error}",
                    None,
                    "restore it from version control, or delete it: then each difference is a change of the source",
                )
            ]
        ) from error


def written(record: Mapping[str, Imported]) -> bytes:
    """The bytes of the file."""
    rows = [
        {"question": one.question, "from": one.source, "key": one.key, "fields": dict(sorted(one.fields.items()))}
        for _, one in sorted(record.items())
    ]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def fingerprint(value: Tree) -> str:
    """Of a field's value; line ends at its end do not count."""
    plain = plain_value(value)
    text = json.dumps(plain.strip() if isinstance(plain, str) else plain, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
