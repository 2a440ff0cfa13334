"""Whether a picture shows the school's logo."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from attrs import frozen

from .coarse import LEVELS, CoarseSearch, LikelyPlace
from .edges import Floats, edges_of
from .faults import CannotUsePicture
from .fine import SIDE, Agreement, FineComparison, Pose, turn
from .logo_views import AROUND, SchoolLogo, emblem_of

if TYPE_CHECKING:
    from PIL import Image

Corners: TypeAlias = tuple[tuple[float, float], ...]
Pyramid: TypeAlias = Mapping[int, Floats]
_COMPARED = 12
_WITHOUT_SMALLEST = 1  # the first level
_WINDOW = 1.45  # times the logo: what is cut out around a place
_ENLARGED = 1.3  # times: a picture that would have to be made larger than that shows no more in it
_FARTHEST = 1.9  # widths or heights that a corner of a logo which is cut off may lie outside
# How much each figure of an agreement says. Found on the training half of benchmarks/bench_pictures.py.
_EMBLEM_SURER = 1.5  # an emblem alone has less in it that could tell it from others
_LIKENESS, _STANDS_OUT, _EXPLAINED, _POINTED_AT = 5.0, 25.0, 9.0, 14.0


@frozen(kw_only=True)
class ComparedPlace:
    """A place that was compared; `corners` are in parts of the picture's width and height."""

    agreement: Agreement
    corners: Corners

    @property
    def surety(self) -> float:
        """Above 0 where it is pointed at."""
        found = self.agreement
        said = _LIKENESS * found.likeness + _STANDS_OUT * found.stands_out + _EXPLAINED * found.explained
        return said - _POINTED_AT


class LogoMatcher:
    """Looks for one logo in many pictures. Raises CannotUsePicture for a logo with hardly any edges."""

    def __init__(self, logo: "Image.Image") -> None:
        self._emblem = _emblem_search(logo)
        first_level = 0 if self._emblem is None else _WITHOUT_SMALLEST  # so that both together take no longer
        self._whole = _LogoSearch(SchoolLogo(logo), _COMPARED, first_level)

    def place_in(self, picture: "Image.Image") -> Corners:
        """The four corners of what looks like the logo in an RGB picture; empty where nothing does.

        Where the logo is a small picture beside a name, that picture alone counts, too, when it is surer.
        """
        pyramid = _pyramid(picture)
        best = self._whole.best(picture, pyramid)
        if best is None or best.surety <= 0:
            best = self._emblem.best(picture, pyramid) if self._emblem is not None else None
            return best.corners if best is not None and best.surety > _EMBLEM_SURER else ()
        return best.corners


def _emblem_search(logo: "Image.Image") -> "_LogoSearch | None":
    emblem = emblem_of(logo)
    try:
        return _LogoSearch(SchoolLogo(emblem), _COMPARED // 2, _WITHOUT_SMALLEST) if emblem is not None else None
    except CannotUsePicture:
        return None


def _pyramid(picture: "Image.Image") -> Pyramid:
    """The picture's edges at each level that it is large enough for."""
    most = max(max(picture.size) * _ENLARGED, LEVELS[1].side)
    levels = ((number, level.side) for number, level in enumerate(LEVELS) if level.side <= most)
    return {number: edges_of(np.asarray(_sized(picture, side)), AROUND) for number, side in levels}


class _LogoSearch:
    """One logo, or the emblem of one, prepared: looked for everywhere, and compared at the likeliest places."""

    def __init__(self, logo: SchoolLogo, compared: int, first_level: int) -> None:
        self._fine, self._coarse, self._compared = FineComparison(logo), CoarseSearch(logo, first_level), compared

    def best(self, picture: "Image.Image", pyramid: Pyramid) -> ComparedPlace | None:
        """The surest of the likeliest places."""
        places = self._coarse.places(pyramid, self._compared)
        return max((self._at(picture, each) for each in places), key=lambda each: each.surety, default=None)

    def _at(self, picture: "Image.Image", place: LikelyPlace) -> ComparedPlace:
        scale = max(picture.size) / LEVELS[place.level].side
        x, y, by = place.x * scale, place.y * scale, SIDE / (place.side * scale)
        reach_x, reach_y = (_WINDOW / 2 * each / by for each in (self._fine.width, self._fine.height))
        left, top = max(0, int(x - reach_x)), max(0, int(y - reach_y))
        right, bottom = min(picture.width, int(x + reach_x) + 1), min(picture.height, int(y + reach_y) + 1)
        size = (max(8, round((right - left) * by)), max(8, round((bottom - top) * by)))
        window = picture.resize(size, _bilinear(), box=(left, top, right, bottom))
        start = Pose(matrix=turn(place.degrees), middle=np.array([(x - left) * by, (y - top) * by], np.float32))
        found = self._fine.agreement(np.asarray(window), start)
        corners = self._corners(found.pose) / by + np.array([[left], [top]])
        parts = corners / np.array([[picture.width], [picture.height]])
        within = np.clip(parts, -_FARTHEST, 1 + _FARTHEST)
        return ComparedPlace(agreement=found, corners=tuple((float(x), float(y)) for x, y in within.T))

    def _corners(self, pose: Pose) -> np.ndarray:
        wide, tall = self._fine.width / 2, self._fine.height / 2
        corners = np.array([[-wide, wide, wide, -wide], [-tall, -tall, tall, tall]], np.float32)
        return np.asarray(pose.matrix @ corners + pose.middle[:, None])


def _sized(picture: "Image.Image", side: int) -> "Image.Image":
    by = side / max(picture.size)
    size = (max(8, round(picture.width * by)), max(8, round(picture.height * by)))
    return picture.resize(size, _bilinear(), reducing_gap=2.0)


def _bilinear() -> "Image.Resampling":
    from PIL import Image

    return Image.Resampling.BILINEAR
