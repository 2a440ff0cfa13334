"""Pictures that want to do harm, and broken ones: each is said to be what it is, and the next one is looked through."""

import io
import struct
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from privacy_wizard.evidence.pictures import PictureProblem, PictureSource, look_for_logo
from privacy_wizard.evidence.pictures.decoding import LARGEST_FILE, decoded
from privacy_wizard.evidence.pictures.search_result import CannotUsePicture

from .grounds import made_up_ground
from .school_logos import school_logo

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP")


def written(picture: Image.Image, kind: str = "PNG", **said: object) -> bytes:
    made = io.BytesIO()
    picture.save(made, kind, **said)
    return made.getvalue()


def png_that_claims(width: int, height: int) -> bytes:
    """A header that promises so many pixels, and nothing behind it."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


SMALL = made_up_ground(7, 120)
SHELF = {
    "a text": (b"Dear all, here is the picture.", PictureProblem.NOT_A_PICTURE),
    "nothing": (b"", PictureProblem.NOT_A_PICTURE),
    "a drawing": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", PictureProblem.NOT_A_PICTURE),
    "a TIFF": (written(SMALL, "TIFF"), PictureProblem.NOT_A_PICTURE),
    "a PDF": (written(SMALL, "PDF"), PictureProblem.NOT_A_PICTURE),
    "an iPhone's": (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", PictureProblem.HEIC),
    "a bomb": (png_that_claims(60_000, 60_000), PictureProblem.TOO_LARGE),
    "empty promises": (png_that_claims(2_000, 2_000), PictureProblem.DAMAGED),
    "cut off": (written(SMALL, "JPEG")[:-300], PictureProblem.DAMAGED),
    "a dot": (written(Image.new("RGB", (2, 2))), PictureProblem.TOO_SMALL),
    "a thread": (written(Image.new("RGB", (20_000, 3))), PictureProblem.TOO_SMALL),
}


def test_each_is_called_what_it_is_and_the_next_one_is_looked_through(tmp_path: Path) -> None:
    logo = school_logo(1)
    good = made_up_ground(8)
    small = logo.resize((200, 200))
    good.paste(small, (40, 380), small)
    sources = []
    for name, (content, _fault) in SHELF.items():
        (tmp_path / name).write_bytes(content)
        sources.append(PictureSource(name=name, path=tmp_path / name))
    sources.append(PictureSource(name="gone", path=tmp_path / "gone"))
    sources.append(PictureSource(name="good", content=written(good, "JPEG")))
    progress: list[tuple[int, int]] = []
    found = look_for_logo(written(logo), sources, on_progress=lambda *said: progress.append(said))
    said = {each.name: each.fault for each in found.pictures}
    faults = {name: fault for name, (_content, fault) in SHELF.items()}
    assert said == {**faults, "gone": PictureProblem.NOT_THERE, "good": None}
    assert progress[-1] == (len(sources), len(sources))
    looked = found.pictures[-1]
    assert len(looked.pixels) == looked.width * looked.height * 3
    middle = [sum(getattr(each, side) for each in looked.place) / 4 for side in "xy"]
    assert middle == pytest.approx([(40 + 100) / 0.64, (380 + 100) / 0.64], abs=40)


def test_a_logo_that_is_none_is_said_to_be_none() -> None:
    source = PictureSource(name="any", content=written(SMALL))
    found = look_for_logo(b"no picture", [source])
    assert (found.logo_fault, found.pictures) == (PictureProblem.NOT_A_PICTURE, ())


def test_whoever_stops_has_what_was_found_before() -> None:
    source = PictureSource(name="any", content=written(SMALL))
    done: list[int] = []
    found = look_for_logo(
        written(school_logo(1)),
        [source] * 5,
        on_progress=lambda number, _all: done.append(number),
        is_stopped=lambda: len(done) == 2,
    )
    assert (len(found.pictures), found.of) == (2, 5)


def test_a_picture_lies_as_its_camera_says_and_of_a_moving_one_the_first_is_seen() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turn it to the right
    assert decoded(written(SMALL.resize((120, 60)), "JPEG", exif=exif)).size == (60, 120)
    frames = [Image.new("RGB", (50, 50), colour) for colour in ("red", "blue")]
    for kind in ("GIF", "WEBP"):
        first = decoded(written(frames[0], kind, save_all=True, append_images=frames[1:]))
        red, _green, blue = first.convert("RGB").getpixel((25, 25))
        assert red > 200 > 60 > blue


def test_more_bytes_than_any_picture_has_are_not_looked_at() -> None:
    with pytest.raises(CannotUsePicture) as refused:
        decoded(written(SMALL) + b"\0" * LARGEST_FILE)
    assert refused.value.fault is PictureProblem.TOO_LARGE


PICTURES = tuple(written(SMALL.resize((64, 48)), kind) for kind in FORMATS)


@given(st.sampled_from(PICTURES), st.integers(0, 10**6), st.binary(min_size=1, max_size=12), st.booleans())
def test_whatever_the_bytes_are_it_is_a_picture_or_called_none(
    content: bytes, at: int, changed: bytes, cut: bool
) -> None:
    place = at % len(content)
    broken = content[:place] + changed + (b"" if cut else content[place + len(changed) :])
    with suppress(CannotUsePicture):
        found = decoded(broken)
        assert found.mode in ("RGB", "RGBA")
        assert max(found.size) <= 1600
