"""Drawing apart: pages and scans are drawn in a process of its own, and nothing that comes in reaches ours."""

from io import BytesIO

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from privacy_wizard.intake.renderer import NotDrawn, Renderer
from privacy_wizard.intake.rendering import MOST_PIXELS
from privacy_wizard.sandbox import Limits


def pdf(pages: int = 2) -> bytes:
    file = BytesIO()
    canvas = Canvas(file, pagesize=(595, 842))
    for _ in range(pages):
        canvas.setFillColorRGB(1, 0, 0)
        canvas.rect(0, 0, 595, 842, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def picture(kind: str, size: tuple[int, int] = (300, 400), mode: str = "RGB") -> bytes:
    file = BytesIO()
    Image.new(mode, size, 0 if mode == "1" else (0, 128, 0)).save(file, kind)
    return file.getvalue()


@pytest.fixture(scope="module")
def renderer():
    renderer = Renderer()
    yield renderer
    renderer.close()


def test_a_page_is_as_wide_as_asked_and_has_its_colours(renderer: Renderer) -> None:
    assert renderer.count(pdf()) == 2
    drawn = renderer.draw(pdf(), 1, 200)
    assert abs(drawn.width - 200) <= 1
    assert abs(drawn.height - 283) <= 1
    assert drawn.pixels[:3] == b"\xff\x00\x00"


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_scan_is_a_document_of_one_page(renderer: Renderer, kind: str) -> None:
    drawn = renderer.draw(picture(kind), 0, 150)
    assert (renderer.count(picture(kind)), drawn.width, drawn.height) == (1, 150, 200)
    assert drawn.pixels[1] in (127, 128)


def test_a_photograph_of_a_good_phone_is_drawn_and_one_with_two_pictures_in_it(renderer: Renderer) -> None:
    large, twice = picture("JPEG", (8064, 6048)), BytesIO()
    Image.new("RGB", (300, 400)).save(twice, "MPO", save_all=True, append_images=[Image.new("RGB", (75, 100))])
    for content in (large, twice.getvalue()):
        assert (renderer.count(content), renderer.draw(content, 0, 150).width) == (1, 150)
    with pytest.raises(NotDrawn):
        renderer.count(large[:-2000])


@pytest.mark.parametrize(
    "content", [b"", b"GIF89a", b"%PDF-1.7 nothing", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", pdf()[:200]]
)
def test_what_cannot_be_drawn_says_so_and_the_next_is_drawn(renderer: Renderer, content: bytes) -> None:
    with pytest.raises(NotDrawn):
        renderer.draw(content, 0, 100)
    assert renderer.count(pdf(1)) == 1


def test_a_small_file_that_unfolds_into_a_vast_picture_is_not_decoded(renderer: Renderer) -> None:
    vast = picture("PNG", (12_000, 12_000), "1")
    assert len(vast) < 100_000 < MOST_PIXELS < 12_000 * 12_000
    with pytest.raises(NotDrawn):
        renderer.draw(vast, 0, 100)


def test_a_page_that_does_not_exist_is_not_drawn(renderer: Renderer) -> None:
    for index in (-1, 2, 10**9):
        with pytest.raises(NotDrawn):
            renderer.draw(pdf(), index, 100)


def test_a_worker_that_takes_too_long_is_ended_and_replaced() -> None:
    renderer, large = Renderer(Limits(seconds=0.0)), picture("PNG", (3000, 3000))
    for _ in range(2):
        with pytest.raises(NotDrawn):
            renderer.draw(large, 0, 2500)
    renderer.close()
