"""`source/questions.imported`: the record of an import, by which the next tells the source's changes from the user's.

JSON Lines sorted by question, like the lock: for each question the source's own key and a fingerprint of each field
as it was imported.
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
        question: its id in the bank.
        source: the name of the file from which it came.
        key: its key in that file.
        fields: name of a field -> fingerprint of its imported value.
    """

    question: str
    source: str
    key: str
    fields: Mapping[str, str]


def path_of(bank: Path) -> Path:
    """The path of the record, beside the bank."""
    return bank.with_suffix(SUFFIX)


def read(path: Path) -> dict[str, Imported]:
    """Id of a question -> its record; empty if there is no file.

    Raises:
        SourceError: the file cannot be read.
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
    """The bytes of a record's file."""
    rows = [
        {"question": one.question, "from": one.source, "key": one.key, "fields": dict(sorted(one.fields.items()))}
        for _, one in sorted(record.items())
    ]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def fingerprint(value: Tree) -> str:
    """The fingerprint of a field's value; line feeds at its end do not count."""
    plain = plain_value(value)
    text = json.dumps(plain.strip() if isinstance(plain, str) else plain, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
