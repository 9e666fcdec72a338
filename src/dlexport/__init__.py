"""One YAML question bank in; an Anki deck, a printed handout and an e-book out.

The same as the command line, from Python:

    import dlexport
    report = dlexport.build(dlexport.Request(source=Path("bank.yaml"), out=Path("build")))
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dlexport.problems import Problem, SourceError
    from dlexport.run.build import build
    from dlexport.run.request import Report, Request

__all__ = ["Problem", "Report", "Request", "SourceError", "build"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module's attributes
    """Import the API when it is used: `import dlexport` itself costs nothing."""
    if name in ("Problem", "SourceError"):
        from dlexport import problems as module  # noqa: PLC0415 - that is the point
    elif name in ("Report", "Request"):
        from dlexport.run import request as module  # type: ignore[no-redef]  # noqa: PLC0415 - that is the point
    elif name in __all__:
        from dlexport.run import build as module  # type: ignore[no-redef]  # noqa: PLC0415 - that is the point
    else:
        raise AttributeError(f"module 'dlexport' has no attribute {name!r}")
    return getattr(module, name)
