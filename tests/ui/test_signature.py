"""Signing: with mouse, pen and finger, or typed."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from privacy_wizard.attestation.statement import POINT_LIMIT
from privacy_wizard.ui.kit.widgets.signature_pad import HEIGHT, UNITS, SignatureCanvas, SignaturePad
from tests.ui.hands import draw_on


@pytest.fixture
def canvas(qtbot: QtBot) -> SignatureCanvas:
    canvas = SignatureCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(500, 160)
    canvas.show()
    return canvas


def draw(qtbot: QtBot, canvas: SignatureCanvas, *places: tuple[int, int]) -> None:
    first, *others = [QPoint(*place) for place in places]
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=first)
    for place in others:
        qtbot.mouseMove(canvas, place)
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=places and QPoint(*places[-1]))


def test_a_stroke_of_the_mouse_is_kept_in_thousandths_of_the_width(canvas: SignatureCanvas, qtbot: QtBot) -> None:
    draw(qtbot, canvas, (50, 80), (100, 100))
    assert canvas.strokes == (((100, 160), (200, 200)),)


def test_the_same_signature_comes_out_at_every_size(canvas: SignatureCanvas, qtbot: QtBot) -> None:
    canvas.resize(1000, 320)
    draw(qtbot, canvas, (100, 160), (200, 200))
    assert canvas.strokes == (((100, 160), (200, 200)),)


def test_a_stroke_beyond_the_edge_stays_on_the_pad(canvas: SignatureCanvas, qtbot: QtBot) -> None:
    draw(qtbot, canvas, (490, 150), (900, 900))
    assert canvas.strokes[0][-1] == (UNITS, HEIGHT)


def test_undo_takes_back_one_stroke_and_clear_all(canvas: SignatureCanvas, qtbot: QtBot) -> None:
    for at in (50, 100, 150):
        draw(qtbot, canvas, (at, 80), (at + 20, 90))
    canvas.undo()
    assert len(canvas.strokes) == 2
    canvas.clear()
    assert canvas.strokes == ()


def test_a_finger_draws(canvas: SignatureCanvas, qapp: QApplication) -> None:
    finger = QTest.createTouchDevice()
    QTest.touchEvent(canvas, finger).press(0, QPoint(50, 50), canvas).commit()
    QTest.touchEvent(canvas, finger).move(0, QPoint(100, 60), canvas).commit()
    QTest.touchEvent(canvas, finger).release(0, QPoint(100, 60), canvas).commit()
    assert canvas.strokes == (((100, 100), (200, 120)),)


def test_a_pen_draws(canvas: SignatureCanvas, qapp: QApplication) -> None:
    pen = QPointingDevice()
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for kind, place in (
        (QEvent.Type.TabletPress, QPointF(50, 50)),
        (QEvent.Type.TabletMove, QPointF(100, 60)),
        (QEvent.Type.TabletRelease, QPointF(100, 60)),
    ):
        event = QTabletEvent(kind, pen, place, place, 0.5, 0, 0, 0.0, 0.0, 0.0, none, button, button)
        QApplication.sendEvent(canvas, event)
    assert canvas.strokes == (((100, 100), (200, 120)),)


def test_a_signature_has_an_end(canvas: SignatureCanvas) -> None:
    canvas._begin(QPointF(0, 0))
    for at in range(9000):
        canvas._go_on(QPointF(at % 500, at % 3))
    assert len(canvas.strokes[0]) <= 5000
    for _ in range(20):
        canvas._begin(QPointF(0, 0))
        for at in range(2000):
            canvas._go_on(QPointF(at % 500, at % 3))
    assert 10_000 < sum(map(len, canvas.strokes)) <= POINT_LIMIT


def test_whoever_cannot_draw_types(qtbot: QtBot) -> None:
    pad = SignaturePad()
    qtbot.addWidget(pad)
    pad.show()
    assert not pad.is_signed
    qtbot.mouseClick(pad.way.row("type"), Qt.MouseButton.LeftButton)
    assert pad.name.isVisible()
    assert not pad.canvas.isVisible()
    with qtbot.waitSignal(pad.signed):
        pad.name.setText(" Zoë Nguyễn ")
    assert (pad.typed, pad.strokes) == ("Zoë Nguyễn", ())


def test_a_signature_is_drawn_or_typed_but_never_both(qtbot: QtBot) -> None:
    pad = SignaturePad()
    qtbot.addWidget(pad)
    draw_on(pad.canvas, ((1, 1), (20, 20)))
    pad.name.setText("Zoë")
    assert (bool(pad.strokes), pad.typed) == (True, "")
    pad.choose_way(drawn=False)
    assert (bool(pad.strokes), pad.typed) == (False, "Zoë")


def test_the_pad_is_named_and_says_how_to_do_without_it(qtbot: QtBot) -> None:
    pad = SignaturePad()
    qtbot.addWidget(pad)
    assert pad.canvas.accessibleName() == "Pad for your signature"
    assert "type your name" in pad.canvas.accessibleDescription()
