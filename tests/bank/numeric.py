"""Derivatives by differences, to check what the bank states of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    Array = npt.NDArray[np.float64]


def rng() -> np.random.Generator:
    """The same numbers in every run."""
    return np.random.default_rng(0)


def gradient(f: Callable[[Array], float], x: Array, h: float = 1e-5) -> Array:
    """Central differences of a function with one value."""
    found = np.zeros_like(x)
    for place in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[place] = h
        found[place] = (f(x + step) - f(x - step)) / (2 * h)
    return found


def jacobian(f: Callable[[Array], Array], x: Array, h: float = 1e-5) -> Array:
    """Central differences of a function with many values: one row for each."""
    return np.array([(f(x + h * unit) - f(x - h * unit)) / (2 * h) for unit in np.eye(len(x))]).T


def softmax(z: Array) -> Array:
    """Along the last axis."""
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def sigmoid(x: Array | float) -> Array:
    """The logistic function."""
    return 1 / (1 + np.exp(-np.asarray(x)))
