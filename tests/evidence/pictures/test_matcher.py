"""The school's logo in pictures, over a tiny set; benchmarks/bench_pictures.py has a large one."""

from random import Random

import numpy as np
import pytest
from PIL import Image

from privacy_wizard.evidence.pictures import coarse
from privacy_wizard.evidence.pictures.logo_matcher import Corners, LogoMatcher
from privacy_wizard.evidence.pictures.logo_views import emblem_of
from privacy_wizard.evidence.pictures.search_result import CannotUsePicture, PictureProblem

from .grounds import made_up_ground
from .pasted import KINDS, with_logo
from .school_logos import school_logo

CREST, RING, BESIDE_NAME = 0, 1, 2


def near(corners: Corners, middle: tuple[float, float]) -> bool:
    found = [sum(each[at] for each in corners) / 4 for at in (0, 1)]
    return all(abs(a - b) < 0.12 for a, b in zip(found, middle, strict=True))


def not_it(number: int) -> tuple[Image.Image, ...]:
    petals, _middle = with_logo(made_up_ground(3), school_logo(3), "scaled", Random(3))
    return petals, (made_up_ground(2) if number == RING else Image.new("RGB", (300, 300), "grey"))


@pytest.mark.parametrize("number", [CREST, RING], ids=["crest", "ring"])
def test_the_logo_is_pointed_at_where_it_is_and_nothing_else_is(number: int) -> None:
    """Also in pictures of any shape; each logo is prepared once, which takes a second."""
    matcher = LogoMatcher(school_logo(number, on_white=number == RING))
    for kind in KINDS[1 - number :: 2]:
        picture, middle = with_logo(made_up_ground(number), school_logo(number), kind, Random(f"{kind} {number}"))
        corners = matcher.place_in(picture)
        assert corners, kind
        assert near(corners, middle), kind
    for picture in not_it(number):
        assert matcher.place_in(picture) == ()
    for size in ((24, 1600), (24, 24)) if number == RING else ((1600, 24), (1500, 560)):
        matcher.place_in(made_up_ground(5).resize(size))


def test_what_the_edge_of_a_picture_cuts_off_a_logo_does_not_count() -> None:
    level, edges = coarse.LEVELS[-1], np.random.default_rng(7).random((5, 7), np.float32)
    none, sums = np.zeros((1, 1), np.complex64), np.pad(edges.cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    sized = coarse._Sized(side=40, tall=5, wide=7, turned=(), shape=none, energy=sums)
    looked = coarse._Looked(level=level, height=6, width=4, cosine=none, sine=none, energy=none)
    rows, columns = np.arange(-4, 6), np.arange(-6, 4)
    seen = coarse._seen_energy(looked, sized, rows, columns)
    within = [[edges[max(-y, 0) : 6 - y, max(-x, 0) : 4 - x].sum() for x in columns] for y in rows]
    assert np.allclose(seen, within, atol=1e-4)


def test_what_stands_beside_the_name_is_found_without_it() -> None:
    logo = school_logo(BESIDE_NAME)
    emblem = logo.crop((0, 0, logo.height, logo.height))
    picture, middle = with_logo(made_up_ground(BESIDE_NAME), emblem, "scaled", Random("alone"))
    corners = LogoMatcher(logo).place_in(picture)
    assert corners
    assert near(corners, middle)
    assert emblem_of(school_logo(CREST)) is None


def test_a_logo_with_hardly_any_lines_is_refused() -> None:
    for plain in (Image.new("RGB", (300, 300), "white"), Image.new("RGBA", (40, 40), (0, 0, 0, 0))):
        with pytest.raises(CannotUsePicture) as refused:
            LogoMatcher(plain)
        assert refused.value.fault is PictureProblem.PLAIN
