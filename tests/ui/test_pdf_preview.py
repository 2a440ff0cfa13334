"""The preview: draws real pages, turns and zooms them, survives what is no PDF."""

from io import BytesIO

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from privacy_wizard.ui.kit.pdf_pages import PdfPreview


@pytest.fixture(scope="module")
def pdf() -> bytes:
    file = BytesIO()
    canvas = Canvas(file, pagesize=(595, 842))
    for color in ((1, 0, 0), (0, 1, 0), (0, 0, 1)):
        canvas.setFillColorRGB(*color)
        canvas.rect(0, 0, 595, 842, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


@pytest.fixture
def preview(qtbot: QtBot, pdf: bytes) -> PdfPreview:
    preview = PdfPreview()
    qtbot.addWidget(preview)
    preview.resize(600, 900)
    preview.show()
    with qtbot.waitSignal(preview.drawn):
        preview.show_pdf(pdf)
    return preview


def color(preview: PdfPreview) -> str:
    image = preview.picture.toImage()
    return image.pixelColor(image.width() // 2, image.height() // 2).name()


def test_the_first_page_is_drawn_as_wide_as_the_column(preview: PdfPreview) -> None:
    assert (preview.page, preview.page_label.text()) == (1, "Page 1 of 3")
    assert color(preview) == "#ff0000"
    assert abs(preview.picture.deviceIndependentSize().width() - preview.width()) <= 1


def test_page_keys_turn_the_pages_and_stop_at_the_ends(preview: PdfPreview, qtbot: QtBot) -> None:
    with qtbot.waitSignal(preview.drawn):
        qtbot.keyClick(preview, Qt.Key.Key_PageDown)
    assert color(preview) == "#00ff00"
    with qtbot.waitSignal(preview.drawn):
        qtbot.keyClick(preview, Qt.Key.Key_End)
    assert color(preview) == "#0000ff"
    assert not preview.next.isEnabled()
    qtbot.keyClick(preview, Qt.Key.Key_PageDown)
    assert preview.page == 3


def test_zooming_draws_the_page_larger(preview: PdfPreview, qtbot: QtBot) -> None:
    before = preview.picture.width()
    with qtbot.waitSignal(preview.drawn):
        qtbot.mouseClick(preview.larger, Qt.MouseButton.LeftButton)
    assert preview.picture.width() == pytest.approx(before * 1.25, abs=2)
    assert preview.smaller.isEnabled()


def test_only_the_last_of_many_wishes_is_shown(preview: PdfPreview, qtbot: QtBot) -> None:
    with qtbot.waitSignal(preview.drawn) as told:
        preview.show_page(2)
        preview.show_page(3)
    assert told.args == [3]
    assert color(preview) == "#0000ff"


def test_what_is_no_pdf_is_said_to_be_none(qtbot: QtBot) -> None:
    preview = PdfPreview()
    qtbot.addWidget(preview)
    with qtbot.waitSignal(preview.failed):
        preview.show_pdf(b"%PDF-1.7 broken")
    assert preview.page == 0
