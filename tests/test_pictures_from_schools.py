"""Logos and scans as schools have them: each is looked at to its end when it is taken, and never first at signing."""

import base64
import io
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageOps, ImageStat

from privacy_wizard.attestation.statement import LogoPart
from privacy_wizard.domain.school_profile import LOGO_LIMIT
from privacy_wizard.intake.renderer import NotDrawn, Renderer
from privacy_wizard.pdf.faults import LogoFault
from privacy_wizard.pdf.pictures import logo as drawn_logo
from privacy_wizard.pdf.pictures import usable_logo
from privacy_wizard.ui.kit.widgets.logo_picker import PictureFault, RefusedPicture, read_picture
from tests.in_turn import in_turn

FROM_SCHOOLS = Path(__file__).parent / "shelf" / "from_schools"
CMYK, CUT = (FROM_SCHOOLS / "cmyk.jpg").read_bytes(), (FROM_SCHOOLS / "trunc.jpg").read_bytes()


def picture(kind: str = "PNG", mode: str = "RGB", size: tuple[int, int] = (60, 40), **how: object) -> bytes:
    made = io.BytesIO()
    drawn = Image.effect_noise(size, 90) if max(size) < 1_000 else Image.linear_gradient("L").resize(size)
    drawn.convert(mode).save(made, kind, **how)
    return made.getvalue()


def is_drawn(content: bytes) -> bool:
    kind = "image/png" if content.startswith(b"\x89PNG") else "image/jpeg"
    return drawn_logo(LogoPart(media_type=kind, base64=base64.b64encode(content).decode()))[1] > 0


@in_turn(
    ("kind", "mode"), [("PNG", "RGB"), ("JPEG", "RGB"), ("JPEG", "L"), ("PNG", "P"), ("PNG", "RGBA"), ("PNG", "1")]
)
def test_a_picture_that_can_be_printed_stays_as_it_is(kind: str, mode: str) -> None:
    content = picture(kind, mode)
    assert usable_logo(content, LOGO_LIMIT) == content
    assert is_drawn(content)


TURNED = Image.Exif()
TURNED[0x0112] = 6


@pytest.mark.parametrize(
    "made",
    [
        lambda: CMYK,
        partial(picture, "JPEG", "CMYK"),
        partial(picture, "JPEG", "RGB", (2001, 2000)),
        partial(picture, "PNG", "L", (2001, 2000)),
        partial(picture, "PNG", "RGB", (500, 500)),
        partial(picture, "JPEG", exif=TURNED),
    ],
    ids=["cmyk.jpg", "CMYK", "too many pixels", "as PNG", "too many bytes", "on its side"],
)
def test_a_picture_that_could_not_be_printed_so_is_written_anew(made: Callable[[], bytes]) -> None:
    content = made()
    found = usable_logo(content, 200_000)
    assert found != content
    assert len(found) <= 200_000
    assert is_drawn(found)


def test_a_picture_in_finer_greys_keeps_them_as_near_as_can_be_printed() -> None:
    fine, made = Image.new("I", (3, 1)), io.BytesIO()
    fine.putdata([0, 32_768, 65_535])
    fine.convert("I;16").save(made, "PNG")
    with Image.open(io.BytesIO(usable_logo(made.getvalue(), LOGO_LIMIT))) as found:
        assert [found.getpixel((at, 0))[0] for at in range(3)] == [0, 128, 255]


@in_turn("orientation", range(1, 9))
def test_a_picture_on_its_side_is_turned_upright(orientation: int) -> None:
    said = Image.Exif()
    said[0x0112] = orientation
    content = picture("JPEG", exif=said)
    with Image.open(io.BytesIO(usable_logo(content, LOGO_LIMIT))) as found, Image.open(io.BytesIO(content)) as given:
        meant = ImageOps.exif_transpose(given)
        assert found.size == meant.size == ((60, 40) if orientation < 5 else (40, 60))
        assert max(ImageStat.Stat(ImageChops.difference(found.convert("L"), meant.convert("L"))).mean) < 9


def test_what_is_odd_in_what_a_picture_says_of_itself_breaks_no_picture() -> None:
    said = Image.Exif()
    said[0x0112], said[0x011A] = 6, 1.5  # how many dots to an inch
    content = picture("JPEG", exif=said)
    tag = b"\x01\x1a\x00\x05"
    assert tag in content
    odd = content.replace(tag, tag[:3] + b"\x02")  # said to be a text
    with Image.open(io.BytesIO(usable_logo(odd, LOGO_LIMIT))) as found:
        assert found.size == (40, 60)


@in_turn(
    ("content", "sentence"),
    [
        (CUT, "cut off"),
        (picture()[:-30], "cut off"),
        (picture("JPEG")[:-200], "cut off"),
        (b"\x89PNG\r\n\x1a\n" + bytes(90), "cut off"),
        (picture().replace(b"IHDR", b"JHDR"), "cut off"),
        (b"", "neither"),
        (b"GIF89a" + bytes(90), "neither"),
        (b"<svg/>", "neither"),
    ],
)
def test_a_picture_that_is_cut_off_or_none_is_refused_with_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(LogoFault, match=f"The logo cannot be used: .*{sentence}"):
        usable_logo(content, LOGO_LIMIT)


@pytest.mark.parametrize("side", [6_400, 9_500, 13_400])  # above our own bound, and above both of the library's
def test_a_picture_of_far_too_many_pixels_is_said_to_be_that(side: int) -> None:
    made = io.BytesIO()
    Image.new("1", (side, side)).save(made, "PNG")
    with pytest.raises(LogoFault, match="larger than 40 megapixels"):
        usable_logo(made.getvalue(), LOGO_LIMIT)


def test_the_window_takes_no_picture_that_is_cut_off(tmp_path: Path, qapp: object) -> None:
    (tmp_path / "logo.jpg").write_bytes(CUT)
    with pytest.raises(RefusedPicture) as refused:
        read_picture(tmp_path / "logo.jpg")
    assert refused.value.fault is PictureFault.NOT_A_PICTURE
    (tmp_path / "logo.jpg").write_bytes(CMYK)
    assert read_picture(tmp_path / "logo.jpg").startswith(b"\x89PNG")


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    made = Renderer()
    yield made
    made.close()


def test_a_scan_that_is_cut_off_is_refused_and_a_whole_one_taken(renderer: Renderer) -> None:
    for cut in ((FROM_SCHOOLS / "scan-trunc.jpg").read_bytes(), picture()[:-30]):
        with pytest.raises(NotDrawn):
            renderer.count(cut)
    assert [renderer.count(each) for each in (picture("JPEG", "CMYK"), picture(), picture("JPEG"))] == [1, 1, 1]
