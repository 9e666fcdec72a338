"""Zstandard frames, unpacked piece by piece within a budget."""

from __future__ import annotations

from typing import Final

from dlexport.foreign.budget import Budget, ForeignError

_PIECE: Final = 2**18           # bytes
_WINDOW: Final = 2**27          # bytes that a frame may have set aside: what `zstd` takes without being told


def unpacked(data: bytes, budget: Budget | None = None) -> bytes:
    """The content of one frame or of several in a row.

    Args:
        data: the frames.
        budget: for what comes out; by default one that fits their size.

    Raises:
        ForeignError: they are damaged or cut short, or the budget is used up.
    """
    import zstandard  # noqa: PLC0415 - only where something is packed so

    budget = budget or Budget.of(len(data))
    try:
        whole = zstandard.frame_content_size(data)      # -1 where the frame does not tell
        if whole > budget.left:
            budget.take(whole)
        pieces = []
        with zstandard.ZstdDecompressor(max_window_size=_WINDOW).stream_reader(data, read_across_frames=True) as stream:
            while piece := stream.read(_PIECE):
                budget.take(len(piece))
                pieces.append(piece)
    except (zstandard.ZstdError, MemoryError) as error:
        raise ForeignError(f"it is not whole Zstandard data ({error})") from error
    out = b"".join(pieces)
    if len(out) < whole:        # a stream that ends in a frame says nothing of it
        raise ForeignError("its Zstandard data is cut short")
    return out
