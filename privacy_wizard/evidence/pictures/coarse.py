"""Where the logo may be: every place, size and rotation in a picture, compared by correlation."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from .logo_views import Floats, LogoView, SchoolLogo

Spectrum: TypeAlias = NDArray[np.complex64]
Offsets: TypeAlias = NDArray[np.intp]
_EMPTY = 0.25  # of a logo's edges: a place that has fewer is no likelier for it
_LEAST_SEEN = 0.35  # of a logo's edges are in the picture
_BESIDE = 0.3  # of a view's size: two places so near are one
_PER_VIEW, _PER_LEVEL = 2, 5


@frozen(kw_only=True)
class PyramidLevel:
    """A picture made so small that a logo is 34 to 60 pixels large in it: then all sizes cost little."""

    side: int  # pixels, of the picture's longer side
    square: int  # within which it is compared; the rest is room for a logo that the picture's edge cuts
    least: float  # of the logo: pixels, the square root of its area
    most: float
    step: float = 1.15  # from one size to the next
    turns: tuple[float, ...] = (-20.0, -10.0, 0.0, 10.0, 20.0)  # degrees


LEVELS = (
    PyramidLevel(side=896, square=896, least=34, most=50, step=1.2, turns=(-12.0, 0.0, 12.0)),
    PyramidLevel(side=512, square=512, least=34, most=60),
    PyramidLevel(side=256, square=320, least=34, most=60),
    PyramidLevel(side=128, square=192, least=34, most=60),
    PyramidLevel(side=64, square=160, least=34, most=104),
)


@frozen(kw_only=True)
class LikelyPlace:
    """Where a logo may be, in pixels of the level: its middle, and `side`, the square root of its area."""

    score: float
    x: float
    y: float
    side: float
    degrees: float
    level: int


@frozen(kw_only=True)
class _Turned:
    """The spectra of the logo's edges at one rotation."""

    degrees: float
    cosine: Spectrum
    sine: Spectrum


@frozen(kw_only=True)
class _Sized:
    """The logo in one size; `tall` and `wide` are of the room that it takes in every turn."""

    side: float
    tall: int
    wide: int
    turned: tuple[_Turned, ...]
    shape: Spectrum  # unturned
    energy: Floats  # of its edges, unturned: above and left of each pixel


@frozen(kw_only=True)
class _Looked:
    """The spectra of a picture at one level."""

    level: PyramidLevel
    height: int
    width: int
    cosine: Spectrum
    sine: Spectrum
    energy: Spectrum


class CoarseSearch:
    """Prepared once for each logo."""

    def __init__(self, logo: SchoolLogo, first_level: int = 0) -> None:
        """From a level on: without the first ones, smaller logos are not looked for, in half the time."""
        self._sized = {at: tuple(_sized(logo, LEVELS[at])) for at in range(first_level, len(LEVELS))}

    def places(self, pyramid: Mapping[int, Floats], most: int) -> list[LikelyPlace]:
        """The likeliest places, of the edges of a picture at each level that it is large enough for."""
        found: list[LikelyPlace] = []
        for number in self._sized.keys() & pyramid.keys():
            looked = _looked(LEVELS[number], pyramid[number])
            found += _apart(place for sized in self._sized[number] for place in _places(number, looked, sized))
        return sorted(found, key=lambda each: -each.score)[:most]


def _sized(logo: SchoolLogo, level: PyramidLevel) -> Iterator[_Sized]:
    side = level.least
    while side <= level.most:
        views = [logo.view(side, degrees) for degrees in level.turns]
        tall, wide = (max(each.shape.shape[axis] for each in views) for axis in (0, 1))
        if max(tall, wide) <= level.square:
            middle = min(views, key=lambda each: abs(each.degrees))
            turned = tuple(_turned(each, tall, wide, level) for each in views)
            shape = _view_spectrum(middle.shape, tall, wide, level)
            energy = np.pad(_in_room((middle.edges**2).sum(0), tall, wide).cumsum(0).cumsum(1), ((1, 0), (1, 0)))
            yield _Sized(side=side, tall=tall, wide=wide, turned=turned, shape=shape, energy=energy)
        side *= level.step


def _turned(view: LogoView, tall: int, wide: int, level: PyramidLevel) -> _Turned:
    cosine, sine = (_view_spectrum(each, tall, wide, level) for each in view.edges)
    return _Turned(degrees=view.degrees, cosine=cosine, sine=sine)


def _view_spectrum(layer: Floats, tall: int, wide: int, level: PyramidLevel) -> Spectrum:
    """Of a layer in the middle of the room; conjugated, for correlation."""
    return np.conj(_spectrum(_in_room(layer, tall, wide), level))


def _in_room(layer: Floats, tall: int, wide: int) -> Floats:
    above, before = (tall - layer.shape[0]) // 2, (wide - layer.shape[1]) // 2
    room = np.zeros((tall, wide), np.float32)
    room[above : above + layer.shape[0], before : before + layer.shape[1]] = layer
    return room


def _looked(level: PyramidLevel, edges: Floats) -> _Looked:
    height, width = edges.shape[1:]
    cosine, sine, energy = (_spectrum(each, level) for each in (*edges, (edges**2).sum(0)))
    return _Looked(level=level, height=height, width=width, cosine=cosine, sine=sine, energy=energy)


def _spectrum(layer: Floats, level: PyramidLevel) -> Spectrum:
    return np.fft.rfft2(layer, (level.square, level.square)).astype(np.complex64, copy=False)


def _at_offsets(spectrum: Spectrum, rows: Offsets, columns: Offsets, level: PyramidLevel) -> Floats:
    """What the inverse of a spectrum has there; rows that nobody asks for are not worked out."""
    return np.asarray(np.fft.irfft(np.fft.ifft(spectrum, axis=0)[rows], level.square)[:, columns])


def _places(number: int, looked: _Looked, sized: _Sized) -> Iterator[LikelyPlace]:
    """The best places of the logo in one size, of each turn."""
    level = looked.level
    rows, columns = _offsets(looked.height, sized.tall, level), _offsets(looked.width, sized.wide, level)
    both = _edges_of_both(looked, sized, rows, columns)
    beside = max(2, round(_BESIDE * min(sized.tall, sized.wide)))
    for each in sized.turned:
        shared = looked.cosine * each.cosine
        shared += looked.sine * each.sine
        score = _at_offsets(shared, rows, columns, level) / both
        for _ in range(_PER_VIEW):
            row, column = divmod(int(score.argmax()), score.shape[1])
            x, y = float(columns[column]) + sized.wide / 2, float(rows[row]) + sized.tall / 2
            best = float(score[row, column])
            yield LikelyPlace(score=best, x=x, y=y, side=sized.side, degrees=each.degrees, level=number)
            score[max(row - beside, 0) : row + beside, max(column - beside, 0) : column + beside] = -1


def _offsets(picture: int, view: int, level: PyramidLevel) -> Offsets:
    """Where a view may begin along one side; negative where the picture cuts it."""
    over = min(view // 2, level.square - picture)
    return np.arange(-over, max(picture - view + over, -over) + 1)


def _edges_of_both(looked: _Looked, sized: _Sized, rows: Offsets, columns: Offsets) -> Floats:
    """What edges the logo and the picture have at each place, by which what they share is measured."""
    here = np.maximum(_at_offsets(looked.energy * sized.shape, rows, columns, looked.level), 0)
    least = _LEAST_SEEN * sized.energy[-1, -1]
    seen = np.maximum(_seen_energy(looked, sized, rows, columns), least)
    found: Floats = np.sqrt(seen * (here + _EMPTY * seen))
    return found


def _seen_energy(looked: _Looked, sized: _Sized, rows: Offsets, columns: Offsets) -> Floats:
    """Of the logo's edges, those that are in the picture at each place."""
    above, below = np.clip(-rows, 0, sized.tall), np.clip(looked.height - rows, 0, sized.tall)
    before, behind = np.clip(-columns, 0, sized.wide), np.clip(looked.width - columns, 0, sized.wide)
    strips = sized.energy[below] - sized.energy[above]
    return strips[:, behind] - strips[:, before]


def _apart(places: Iterator[LikelyPlace]) -> list[LikelyPlace]:
    kept: list[LikelyPlace] = []
    for place in sorted(places, key=lambda each: -each.score):
        if all(abs(place.x - each.x) + abs(place.y - each.y) >= _BESIDE * each.side for each in kept):
            kept.append(place)
        if len(kept) == _PER_LEVEL:
            break
    return kept
