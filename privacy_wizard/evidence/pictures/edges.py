"""Edges of a picture by direction alone, so that colours may differ, and light and dark be swapped."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Colours: TypeAlias = NDArray[np.uint8]  # height, width, 3
Floats: TypeAlias = NDArray[np.float32]
_NOISE = 3.0  # levels of 255; what changes less is no edge


def edges_of(colours: Colours, around: int) -> Floats:
    """Two layers, cosine and sine of twice the direction, as long as the edge is strong: 0 to 1.

    Doubled, so that an edge from dark to light and one from light to dark are the same. How strong an edge is, is
    measured against those within so many pixels around it, and contrast says nothing.
    """
    levels = _soft(np.moveaxis(colours.astype(np.float32), 2, 0))
    across, down = np.zeros_like(levels), np.zeros_like(levels)
    across[:, :, 1:-1] = levels[:, :, 2:] - levels[:, :, :-2]
    down[:, 1:-1, :] = levels[:, 2:, :] - levels[:, :-2, :]
    found = np.stack(((across * across - down * down).sum(0), (2 * across * down).sum(0)))
    found /= np.sqrt(_length(found)) + 1e-3
    found = _soft(found)
    strength = _length(found)
    usual = np.sqrt(_mean_around(strength * strength, around))
    found /= np.maximum(strength, 1e-6)
    found *= np.minimum(strength / (1.5 * usual + _NOISE), 1.0)
    return found


def _length(found: Floats) -> Floats:
    return np.asarray(np.sqrt(found[0] * found[0] + found[1] * found[1]), np.float32)


def _soft(layers: Floats) -> Floats:
    """Each layer mixed with its neighbours: 1, 2, 1."""
    wide = np.pad(layers, ((0, 0), (1, 1), (1, 1)), mode="edge")
    tall = (wide[:, :-2] + 2 * wide[:, 1:-1] + wide[:, 2:]) / 4
    return np.asarray((tall[:, :, :-2] + 2 * tall[:, :, 1:-1] + tall[:, :, 2:]) / 4, np.float32)


def _mean_around(values: Floats, around: int) -> Floats:
    """The mean over a square of so many pixels to each side, of what of it is in the picture."""
    return _mean_of_rows(_mean_of_rows(values, around).T, around).T


def _mean_of_rows(values: Floats, around: int) -> Floats:
    height = values.shape[0]
    sums = np.concatenate((np.zeros((1, values.shape[1]), np.float64), np.cumsum(values, 0, dtype=np.float64)))
    rows = np.arange(height)
    last, first = np.minimum(rows + around + 1, height), np.maximum(rows - around, 0)
    return np.asarray((sums[last] - sums[first]) / (last - first)[:, None], np.float32)
