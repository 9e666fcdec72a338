"""Check whether the output folder already holds the artifacts that a run would make. Hashes files, reads no bank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlexport.plugin import installed as distributions
from dlexport.publish import manifest, publish
from dlexport.run import provenance
from dlexport.run.request import Made, Report

if TYPE_CHECKING:
    from dlexport.run.request import Request


def unchanged(request: Request) -> Report | None:
    """The report of the artifacts on disk if this run would make the same again; else None.

    A run with warnings is repeated, so that the warnings are shown again.
    """
    if request.file or request.again or publish.unfinished(request.out):
        return None
    kept = manifest.read(request.out)
    if (
        not kept.artifacts
        or kept.warnings
        or kept.tool != provenance.tool()
        or kept.packages != distributions.versions(kept.packages)
        or kept.inputs != provenance.inputs(request, kept.inputs.get("media", ()))
        or manifest.disagreements(request.out, kept)
        or not manifest.sums_agree(request.out, kept)
    ):
        return None
    listed = [entry for entry in kept.artifacts if request.exporters is None or entry.exporter in request.exporters]
    return Report(kept.bank.get("questions", 0), tuple(Made(request.out / entry.name, entry, 0.0) for entry in listed),
                  unchanged=True)
