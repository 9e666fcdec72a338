"""Drawings that matplotlib makes for the tests."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from matplotlib.figure import Figure

PLOTTED: Final = ("matplotlib", "matplotlib-image", "matplotlib-polar", "matplotlib-text")
"""Their names."""


def plotted() -> dict[str, bytes]:
    """Drawings by matplotlib: lines, points, hatches, a legend, formulas; an image; a surface."""
    import matplotlib as mpl  # noqa: PLC0415 - takes a second, and most processes of the tests draw nothing
    from matplotlib import pyplot as plt  # noqa: PLC0415 - the same

    drawn = {}
    points = np.linspace(0, 6, 100)
    random = np.random.default_rng(1)
    with mpl.rc_context({"svg.hashsalt": "a"}):
        figure, (left, right) = plt.subplots(1, 2, figsize=(7, 3))
        left.plot(points, np.sin(points), label=r"sin $\theta$")
        left.scatter(random.random(30) * 6, random.random(30), c=random.random(30), alpha=0.6)
        left.fill_between(points, -0.5, 0.5, alpha=0.2)
        left.legend()
        right.bar([1, 2, 3], [3, 5, 2], alpha=0.6, hatch=["/", "\\", "x"], color=["#8cf", "#fc8", "#cfc"],
                  edgecolor="k")
        drawn["matplotlib"] = saved(figure)
        figure, axes = plt.subplots(figsize=(4, 3))
        axes.imshow(random.random((8, 8)))
        drawn["matplotlib-image"] = saved(figure)
        figure, axes = plt.subplots(figsize=(4, 3), subplot_kw={"projection": "polar"})
        axes.plot(points, points, "--")
        drawn["matplotlib-polar"] = saved(figure)
    with mpl.rc_context({"svg.fonttype": "none"}):
        figure, axes = plt.subplots(figsize=(4, 3))
        axes.set_xlabel("epoch & more", rotation=10)
        drawn["matplotlib-text"] = saved(figure)
    plt.close("all")
    return drawn


def saved(figure: Figure) -> bytes:
    buffer = io.BytesIO()
    figure.savefig(buffer, format="svg")
    return buffer.getvalue()
