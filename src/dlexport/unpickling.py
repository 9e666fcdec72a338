"""Unpickling of data that cannot name code: whoever can write to the cache must not be able to run a program."""

from __future__ import annotations

import io
import pickle
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType


def classes(*modules: ModuleType) -> dict[tuple[str, str], type]:
    """The classes that these modules define, as a pickle names them."""
    return {(module.__name__, name): one for module in modules for name, one in vars(module).items()
            if isinstance(one, type) and one.__module__ == module.__name__}


class DataUnpickler(pickle.Unpickler):
    """An unpickler that knows a list of names; `pickle.Unpickler` imports and calls whatever a pickle names.

    Args:
        data: the pickle.
        known: (module, name) -> what may be named.
    """

    def __init__(self, data: bytes, known: Mapping[tuple[str, str], Any]) -> None:
        super().__init__(io.BytesIO(data))
        self._known = known

    def find_class(self, module_name: str, global_name: str, /) -> Any:  # noqa: ANN401 - whatever is known
        """The class that a pickle names.

        Raises:
            pickle.UnpicklingError: it is not known.
        """
        try:
            return self._known[module_name, global_name]
        except KeyError:
            raise pickle.UnpicklingError(f"{module_name}.{global_name} is no data") from None


def plain(data: bytes) -> Any:  # noqa: ANN401 - numbers, texts, tuples, lists and mappings
    """A pickle of plain values.

    Raises:
        pickle.UnpicklingError: it names anything else.
    """
    return DataUnpickler(data, {}).load()


DAMAGE = (pickle.UnpicklingError, EOFError, AttributeError, IndexError, KeyError, TypeError, ValueError, ImportError,
          OverflowError, MemoryError, RecursionError)
"""The errors that a manipulated pickle can raise (documentation of `pickle.UnpicklingError`); the last two of sizes and
depths that it claims or has. No error, but the end of the process, is a key of a hundred thousand nested tuples."""
