"""The school's logo as it may appear in a picture: in many sizes, slightly rotated, without its surroundings;
by the direction of its edges alone, so that colours may differ.
"""

from typing import TypeAlias

import numpy as np
from attrs import frozen
from numpy.typing import NDArray
from PIL import Image

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


_LIKE_GROUND = 40  # levels, over three colours: so little from the colour at the edge is the ground
_EVEN = 0.9  # of a logo's rim is of one colour: a ground, and no part of the logo
_WIDE = 1.8  # times as wide as tall: a logo with its name beside it
_GAP = 0.015  # of its width, between the two
_WEAKEST = 0.2  # of an outline: how far the ground is from that part of it counts
_SEEN = 128  # of 255: less of it is not there
_MARGIN = 5  # pixels of ground around a view, so that the outline is one of its edges
AROUND = 8  # pixels within which an edge's strength is measured


@frozen(kw_only=True)
class LogoView:
    """Edges of the logo in one size and turn; `shape` is 1 where the logo is. `width` and `height` are unturned."""

    edges: Floats
    shape: Floats
    width: float
    height: float
    degrees: float


class SchoolLogo:
    """A logo, free of its ground."""

    def __init__(self, picture: Image.Image) -> None:
        whole = picture.convert("RGBA")
        whole.thumbnail((512, 512), Image.Resampling.LANCZOS)
        pixels = np.asarray(whole)
        shape = _shape(pixels)
        rows, columns = np.flatnonzero(shape.any(1)), np.flatnonzero(shape.any(0))
        box = (columns[0], rows[0], columns[-1] + 1, rows[-1] + 1) if rows.size else (0, 0, *whole.size)
        self._ground = _ground(pixels, shape)
        page = Image.new("RGBA", whole.size, self._ground)
        page.alpha_composite(whole)
        self._colours = page.convert("RGB").crop(box)
        self._shape = Image.fromarray(_filled(shape).astype(np.uint8) * 255).crop(box)
        self._upright: dict[tuple[int, int], tuple[Image.Image, Image.Image]] = {}

    def view(self, side: float, degrees: float) -> LogoView:
        """The logo so large that the square root of its area is `side`, turned by so many degrees to the left."""
        by = side / (self._colours.width * self._colours.height) ** 0.5
        width, height = (max(3, round(each * by)) for each in self._colours.size)
        colours, shape = self._upright.get((width, height)) or self._resized(width, height)
        if degrees:
            colours = colours.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=self._ground)
            shape = shape.rotate(degrees, Image.Resampling.BILINEAR, expand=True)
        within = _grown(np.asarray(shape) > 60, 2).astype(np.float32)
        edges = edges_of(np.asarray(colours), AROUND) * within
        return LogoView(edges=edges, shape=within, width=width, height=height, degrees=degrees)

    def _resized(self, width: int, height: int) -> tuple[Image.Image, Image.Image]:
        """The logo and its shape so large, with ground around; kept, since each size is turned several times."""
        colours = Image.new("RGB", (width + 2 * _MARGIN, height + 2 * _MARGIN), self._ground)
        colours.paste(self._colours.resize((width, height), Image.Resampling.LANCZOS), (_MARGIN, _MARGIN))
        shape = Image.new("L", colours.size, 0)
        shape.paste(self._shape.resize((width, height), Image.Resampling.BOX), (_MARGIN, _MARGIN))
        self._upright[width, height] = colours, shape
        return colours, shape


def emblem_of(picture: Image.Image) -> Image.Image | None:
    """Of a logo that is a small picture beside a name, the picture: it often stands alone. None for other logos."""
    whole = picture.convert("RGBA")
    shape = _shape(np.asarray(whole))
    columns, rows = np.flatnonzero(shape.any(0)), np.flatnonzero(shape.any(1))
    if not columns.size or np.ptp(columns) < _WIDE * np.ptp(rows):
        return None
    at = int(np.diff(columns).argmax())  # the widest gap
    if columns[at + 1] - columns[at] < _GAP * np.ptp(columns):
        return None
    sides = [whole.crop((first, rows[0], last + 1, rows[-1] + 1)) for first, last in _sides(columns, at)]
    part = min(sides, key=lambda each: each.width)
    is_emblem = part.height / _WIDE <= part.width <= part.height * _WIDE
    return part if is_emblem else None


def _sides(columns: np.ndarray, at: int) -> tuple[tuple[int, int], tuple[int, int]]:
    return (int(columns[0]), int(columns[at])), (int(columns[at + 1]), int(columns[-1]))


def _shape(pixels: np.ndarray) -> np.ndarray:
    """Where the logo is: what is not transparent and, where its rim is of one colour, not of that."""
    there = pixels[:, :, 3] >= _SEEN
    if not there.all():
        rim_is_clear = _rim(~there).mean() > 0.25
        if rim_is_clear:
            return there
    colours = pixels[:, :, :3].astype(np.int32)
    rim = np.concatenate((colours[0], colours[-1], colours[:, 0], colours[:, -1]))
    usual = _at_part(rim, 0.5)
    if (np.abs(rim - usual).sum(1) <= _LIKE_GROUND).mean() < _EVEN:
        return np.ones_like(there)
    return np.asarray(np.abs(colours - usual).sum(2) > _LIKE_GROUND)


def _rim(values: np.ndarray) -> np.ndarray:
    return np.concatenate((values[0], values[-1], values[:, 0], values[:, -1]))


def _ground(pixels: np.ndarray, shape: np.ndarray) -> tuple[int, int, int]:
    """White, black or grey: from which the outline of the logo stands out most."""
    rim = shape & ~_shrunk(shape, 3)
    colours = pixels[:, :, :3][rim].astype(np.int32)
    if not colours.size:
        return (255, 255, 255)
    grounds = ((255, 255, 255), (0, 0, 0), (128, 128, 128))
    return max(grounds, key=lambda each: int(_at_part(np.abs(colours - np.array(each)).sum(1), _WEAKEST)))


def _at_part(values: np.ndarray, part: float) -> np.ndarray:
    """The value below which so large a part of them lies; of each column where there are several."""
    return np.asarray(np.sort(values, axis=0)[int(part * (len(values) - 1))])


def _filled(shape: np.ndarray) -> np.ndarray:
    """The shape with what it holds within: ground in a ring, gaps between letters."""
    return np.asarray(_between(shape) & _between(shape.T).T)


def _between(shape: np.ndarray) -> np.ndarray:
    before = np.logical_or.accumulate(shape, axis=1)
    after = np.logical_or.accumulate(shape[:, ::-1], axis=1)[:, ::-1]
    return np.asarray(before & after)


def _grown(shape: np.ndarray, by: int) -> np.ndarray:
    wide = np.pad(shape, by)
    for axis in (0, 1):
        wide = np.logical_or.reduce([np.roll(wide, at, axis) for at in range(-by, by + 1)])
    return np.asarray(wide[by:-by, by:-by])


def _shrunk(shape: np.ndarray, by: int) -> np.ndarray:
    return np.asarray(~_grown(~shape, by))
