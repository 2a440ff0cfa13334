"""Whether a picture shows the school's logo: how well it matches at one place, after fine adjustment."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from .coarse import LEVELS, CoarseSearch, LikelyPlace
from .logo_views import AROUND, Colours, Floats, SchoolLogo, edges_of, emblem_of
from .search_result import CannotUsePicture, PictureProblem

if TYPE_CHECKING:
    from PIL import Image

SIDE = 80.0  # pixels: what the square root of the logo's area is made to be
_POINTS = 500
_STRONG = 0.35  # of the strongest: a weaker edge of the logo is not compared
_FEWEST = 60  # points: a logo with fewer is like everything
_LEAST_SEEN = 0.35
_FINEST = 0.12  # of the first step
_FAR = 10  # pixels
_GOLDEN = (5**0.5 - 1) / 2
Complex = NDArray[np.complex64]


@frozen(kw_only=True)
class Pose:
    """How the logo lies: `matrix` (2, 2) and `middle` take a point of the logo, from its middle, to the picture."""

    matrix: Floats
    middle: Floats


@frozen(kw_only=True)
class Agreement:
    """The result of comparing at one place; the figures are at most 1."""

    pose: Pose
    likeness: float  # of the logo's edges: how far the picture has them
    stands_out: float  # how much better than beside, smaller, larger and turned
    explained: float  # of the edges of both: how far they are the same


class FineComparison:
    """Prepared once for a logo. Raises CannotUsePicture for one with hardly any edges."""

    def __init__(self, logo: SchoolLogo) -> None:
        view = logo.view(SIDE, 0)
        self.width, self.height = view.width, view.height
        edges = _as_complex(view.edges)
        strength = np.abs(edges)
        rows, columns = np.nonzero(strength > max(_STRONG * strength.max(), 0.05))
        if rows.size < _FEWEST:
            raise CannotUsePicture(PictureProblem.PLAIN)
        chosen = _spread(rows.size)[:_POINTS]
        self._points, found = _points(edges, rows[chosen], columns[chosen])
        self._turns = (found / np.abs(found)).astype(np.complex64)
        rows, columns = np.nonzero(view.shape > 0)
        self._all_points, self._all_edges = _points(edges, rows[::3], columns[::3])

    def agreement(self, colours: Colours, start: Pose) -> Agreement:
        """At a place in a picture in which the logo is about `SIDE` large."""
        edges = _as_complex(edges_of(colours, AROUND))
        pose = self._put_right(edges, start)
        likeness = float(self._likeness(edges, [pose])[0])
        beside = np.sort(self._likeness(edges, list(_beside(pose))))
        return Agreement(
            pose=pose,
            likeness=likeness,
            stands_out=likeness - float(beside[-3:].mean()),
            explained=self._explained(edges, pose),
        )

    def _put_right(self, edges: Complex, pose: Pose) -> Pose:
        """Moved, turned, stretched and slanted as long as that makes it agree better, in steps that grow smaller."""
        step, best = 1.0, float(self._likeness(edges, [pose])[0])
        while step > _FINEST:
            tried = list(_changed(pose, step))
            found = self._likeness(edges, tried)
            at = int(found.argmax())
            if found[at] > best + 1e-4:
                pose, best = tried[at], float(found[at])
            else:
                step /= 2
        return pose

    def _likeness(self, edges: Complex, poses: Sequence[Pose]) -> Floats:
        here, seen, turned = _laid(edges, poses, self._points)
        agreed = (_along(here, self._turns[None] * turned) * seen).sum(1)
        return np.asarray(agreed / np.maximum(seen.sum(1), _LEAST_SEEN * seen.shape[1]))

    def _explained(self, edges: Complex, pose: Pose) -> float:
        here, seen, turned = _laid(edges, [pose], self._all_points)
        logo = self._all_edges[None] * turned * seen
        both = np.sqrt((np.abs(logo) ** 2).sum() * (np.abs(here * seen) ** 2).sum())
        return float(_along(here, logo).sum() / (both + 1e-6))


def _spread(number: int) -> NDArray[np.intp]:
    """So many places in an order that leaves no part out for long, and is always the same."""
    return np.argsort(np.arange(number) * _GOLDEN % 1.0)


def turn(degrees: float) -> Floats:
    """A turn to the left, in a picture whose rows go down."""
    angle = np.deg2rad(degrees)
    return np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]], np.float32)


def _as_complex(edges: Floats) -> Complex:
    return np.asarray(edges[0] + 1j * edges[1], np.complex64)


def _points(edges: Complex, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> tuple[Floats, Complex]:
    """Points from the middle of the logo, across and down, and the edges there."""
    middle = np.array([[(edges.shape[1] - 1) / 2], [(edges.shape[0] - 1) / 2]], np.float32)
    return np.stack((columns, rows)).astype(np.float32) - middle, edges[rows, columns]


def _laid(edges: Complex, poses: Sequence[Pose], points: Floats) -> tuple[Complex, NDArray[np.bool_], Complex]:
    """Of each pose: the picture's edges at the points, whether these are in the picture, and how edges turn."""
    matrices = np.stack([each.matrix for each in poses])
    places = matrices @ points + np.stack([each.middle for each in poses])[:, :, None]
    height, width = edges.shape
    columns, rows = np.rint(places[:, 0]).astype(np.int32), np.rint(places[:, 1]).astype(np.int32)
    seen = (columns >= 1) & (rows >= 1) & (columns < width - 1) & (rows < height - 1)
    here = edges[np.clip(rows, 0, height - 1), np.clip(columns, 0, width - 1)]
    angles = np.arctan2(matrices[:, 1, 0] - matrices[:, 0, 1], matrices[:, 0, 0] + matrices[:, 1, 1])
    return here, seen, np.exp(2j * angles).astype(np.complex64)[:, None]


def _along(here: Complex, logo: Complex) -> Floats:
    return here.real * logo.real + here.imag * logo.imag


def _changed(pose: Pose, step: float) -> Iterator[Pose]:
    for x, y in ((4, 0), (-4, 0), (0, 4), (0, -4)):
        yield Pose(matrix=pose.matrix, middle=pose.middle + np.array([x, y], np.float32) * step)
    for by in (0.08 * step, -0.08 * step):
        stretch, slant = np.diag([1 + 0.6 * by, 1 - 0.6 * by]), np.array([[1, 0.6 * by], [0.6 * by, 1]])
        for change in (np.eye(2) * (1 + by), turn(75 * by), stretch, slant):
            yield Pose(matrix=pose.matrix @ change.astype(np.float32), middle=pose.middle)


def _beside(pose: Pose) -> Iterator[Pose]:
    for angle in np.arange(8) * np.pi / 4:
        away = _FAR * np.array([np.cos(angle), np.sin(angle)], np.float32)
        yield Pose(matrix=pose.matrix, middle=pose.middle + away)
    for change in (np.eye(2) * 0.75, np.eye(2) * 1.33, turn(-25), turn(25)):
        yield Pose(matrix=pose.matrix @ change.astype(np.float32), middle=pose.middle)


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
