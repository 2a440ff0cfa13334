"""How well a logo matches a picture at one place, after fine adjustment."""

from collections.abc import Iterator, Sequence

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from .edges import Colours, Floats, edges_of
from .faults import CannotUsePicture, PictureProblem
from .logo_views import AROUND, SchoolLogo

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
