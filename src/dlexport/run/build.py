"""Entry point of a run; if nothing has changed since the last one, nothing is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlexport.run.unchanged import unchanged

if TYPE_CHECKING:
    from dlexport.run.pipeline import Watch
    from dlexport.run.request import Report, Request


def build(request: Request, watch: Watch | None = None) -> Report:
    """Make, verify and publish the artifacts of a request; if nothing has changed, only compare their hashes.

    Args:
        request: sources, formats and options.
        watch: called with the progress of the formats every tenth of a second; not called if nothing is made.

    Raises:
        SourceError: something must be mended first; nothing was published.
    """
    report = unchanged(request)
    if report is None:
        from dlexport.run import pipeline  # noqa: PLC0415 - Markdown alone costs 50 ms, and a bank unchanged needs none

        report = pipeline.make(request, watch)
    return report
