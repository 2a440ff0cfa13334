"""The school's logo in pictures, over a tiny set; benchmarks/bench_pictures.py has a large one."""

from itertools import cycle
from random import Random

import pytest
from PIL import Image

from privacy_wizard.evidence.pictures.logo_matcher import Corners, LogoMatcher
from privacy_wizard.evidence.pictures.logo_views import emblem_of
from privacy_wizard.evidence.pictures.search_result import CannotUsePicture, PictureProblem

from .grounds import made_up_ground
from .pasted import KINDS, with_logo
from .school_logos import school_logo

CREST, RING, BESIDE_NAME = 0, 1, 2


@pytest.fixture(scope="module")
def matchers() -> dict[int, LogoMatcher]:
    return {number: LogoMatcher(school_logo(number, on_white=number == RING)) for number in (CREST, RING)}


def near(corners: Corners, middle: tuple[float, float]) -> bool:
    found = [sum(each[at] for each in corners) / 4 for at in (0, 1)]
    return all(abs(a - b) < 0.12 for a, b in zip(found, middle, strict=True))


@pytest.mark.parametrize(("kind", "number"), [*zip(KINDS, cycle((RING, CREST)), strict=False)])
def test_the_logo_is_pointed_at_where_it_is(kind: str, number: int, matchers: dict[int, LogoMatcher]) -> None:
    picture, middle = with_logo(made_up_ground(number), school_logo(number), kind, Random(f"{kind} {number}"))
    corners = matchers[number].place_in(picture)
    assert corners
    assert near(corners, middle)


def test_what_stands_beside_the_name_is_found_without_it() -> None:
    logo = school_logo(BESIDE_NAME)
    emblem = logo.crop((0, 0, logo.height, logo.height))
    picture, middle = with_logo(made_up_ground(BESIDE_NAME), emblem, "scaled", Random("alone"))
    corners = LogoMatcher(logo).place_in(picture)
    assert corners
    assert near(corners, middle)
    assert emblem_of(school_logo(CREST)) is None


def test_what_is_not_the_logo_is_not_pointed_at(matchers: dict[int, LogoMatcher]) -> None:
    crest, ring = matchers[CREST], matchers[RING]
    petals, _middle = with_logo(made_up_ground(3), school_logo(3), "scaled", Random(3))
    grey = Image.new("RGB", (300, 300), "grey")
    for matcher, picture in ((ring, made_up_ground(2)), (crest, petals), (ring, petals), (crest, grey)):
        assert matcher.place_in(picture) == ()


def test_a_picture_of_any_shape_is_looked_through(matchers: dict[int, LogoMatcher]) -> None:
    for size in ((24, 1600), (1600, 24), (24, 24), (1500, 560)):
        matchers[CREST].place_in(made_up_ground(5).resize(size))


def test_a_logo_with_hardly_any_lines_is_refused() -> None:
    for plain in (Image.new("RGB", (300, 300), "white"), Image.new("RGBA", (40, 40), (0, 0, 0, 0))):
        with pytest.raises(CannotUsePicture) as refused:
            LogoMatcher(plain)
        assert refused.value.fault is PictureProblem.PLAIN
