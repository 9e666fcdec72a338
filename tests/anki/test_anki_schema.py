"""What must never change once a learner has a deck."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict

from dlexport.exporters.anki.identity import guid, number
from dlexport.exporters.anki.schema import SCHEMAS

RULE = "a released deck relies on it; to use a spare field, rename it (and change this print), nothing else"


def test_the_note_types_are_frozen() -> None:
    """Fields, templates and their order: any change makes every learner's notes conflict with the next release."""
    frozen = {kind: {key: value for key, value in asdict(schema).items() if key != "sort"}
              for kind, schema in SCHEMAS.items()}
    assert hashlib.sha256(json.dumps(frozen).encode()).hexdigest()[:16] == "e26e4fe130d26170", RULE


def test_numbers_and_guids_are_frozen() -> None:
    """They follow from ids by a rule that learners' collections remember."""
    assert guid("demo", "resnet") == "Cro#),@,;Q", RULE
    assert guid("demo", "resnet/residual") == "LlV%Z=yBGr", RULE
    assert number("demo", "notetype", "qa") == 4659715648471185, RULE
    assert number("4659715648471185", "field", "0") == 2654469492942436, RULE


def test_numbers_are_exact_in_javascript() -> None:
    """Positive, below 2^53, and never that of the default deck."""
    numbers = [number("bank", str(n)) for n in range(2000)]
    assert len(set(numbers)) == 2000
    assert min(numbers) > 1
    assert max(numbers) < 2**53


def test_names_are_kept_apart() -> None:
    """Where one name ends and the next begins is part of the identity."""
    assert guid("a", "bc") != guid("ab", "c")
    assert len({guid("bank", str(n)) for n in range(2000)}) == 2000
