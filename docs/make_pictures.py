"""Makes the pictures of the documents from the real program, with an invented person and school.

Run it from the top of the repository with the Python in ``.venv``: ``python docs/make_pictures.py``.
It opens no window and touches no file of yours: the wizard works in a folder that goes away.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_SCALE_FACTOR"] = "1"

from attrs import evolve
from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QEventLoop, QLocale, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter, QPainterPath
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from privacy_wizard.attestation.statement import SignatureKind
from privacy_wizard.audit.answers import read_answers
from privacy_wizard.audit.handover import hand_in
from privacy_wizard.audit.my_school import MySchool
from privacy_wizard.audit.saved_audits import SavedAudits
from privacy_wizard.audit.session import AuditSession
from privacy_wizard.audit.signing import KeyCabinet, Signing, VisibleSignature
from privacy_wizard.audit.state import HandInWay, Key
from privacy_wizard.audit.steps import Step, StepId
from privacy_wizard.catalogue import load_catalogue, shipped_folder
from privacy_wizard.domain.audit import School
from privacy_wizard.drafts import DraftStore
from privacy_wizard.ui.kit.application import dressed
from privacy_wizard.ui.kit.background import is_busy
from privacy_wizard.ui.kit.pdf_pages import draw_page
from privacy_wizard.ui.kit.settings import SettingsFile
from privacy_wizard.ui.kit.theme import Appearance, Looks
from privacy_wizard.ui.wizard.context import WizardContext
from privacy_wizard.ui.wizard.window import build

HERE = Path(__file__).resolve().parent
PICTURES = HERE / "pictures"
ANSWERS = HERE / "examples" / "answers.yaml"
NOW = datetime(2026, 11, 20, 15, 40, tzinfo=UTC)
SIZE = (1120, 800)
LARGEST = 150_000  # bytes of one picture
PASSPHRASE = "kettle orbit maple fourteen"  # noqa: S105 - of a key that lives for a second
FIRST = Step(id=StepId.WELCOME)


def main() -> int:
    """Make them all."""
    app = QApplication(sys.argv[:1])
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        Tour(app, Path(folder)).run()
    return 0


class Tour:
    """Walks through the wizard as Zoë Hartley would, and takes a picture of each page."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        self._app = app
        self._context = new_context(folder)
        settings = SettingsFile(folder / "settings.json")
        settings.keep_looks(Looks(appearance=Appearance.LIGHT, reduced_motion=True))
        self._controller = build(dressed(app, settings), self._context)
        self._controller.shell.resize(*SIZE)
        self._controller.shell.show()
        whole = read_answers(ANSWERS, self._context.catalogue, "", NOW, complete=True)
        self._whole = evolve(whole, school=with_logo(whole.school), comment=whole.comment)

    def run(self) -> None:
        """From welcome to done."""
        session = self._context.session
        self._take("welcome", FIRST)
        session.describe_person(self._whole.person, self._whole.occasion)
        self._take("you", Step(id=StepId.YOU))
        session.choose_school(self._whole.school)
        session.choose_policy(self._whole.pack)
        self._take("school", Step(id=StepId.SCHOOL))
        session.add_account("instagram", label="family")
        session.add_account("whatsapp")
        self._take("accounts", Step(id=StepId.ACCOUNTS))
        instagram = Step(id=StepId.ACCOUNT, account="instagram-1")
        asked = [question.key for question in session.questions_at(instagram)]
        self._answer(lambda key: key in asked[:4])
        self._take("account", instagram, asked[4])
        self._answer(lambda key: key[1] is not None and "parents" not in key[0])
        self._take("connections", Step(id=StepId.CONNECTIONS))
        self._answer(lambda key: key[1] is not None or key[0] in ("person.devices", "person.passwords"))
        self._take("policy", Step(id=StepId.POLICY))
        self._answer(lambda _key: True)
        session.comment(self._whole.comment)
        for action in session.actions():
            about = action.finding
            key = (about.requirement.control.id, about.account.id if about.account else None)
            session.set_due(about, self._whole.due.get(key))
        self._take("results", Step(id=StepId.RESULTS))
        self._take_below("results-actions", 0.34)
        self._take("sign", Step(id=StepId.SIGN))
        self._take_below("sign-signature")
        signed = self._context.signing.sign(signature(), PASSPHRASE)
        self._take("done", Step(id=StepId.DONE))
        hand_in(session, HandInWay.FOLDER)
        self._take("handed-in", Step(id=StepId.DONE))
        attestation(signed.pdf)

    def _answer(self, wanted: Callable[[Key], bool]) -> None:
        """Give the answers of the example to the questions that are wanted, as far as they are asked."""
        session = self._context.session
        for key, response in self._whole.responses.items():
            if not wanted(key) or key in session.audit.responses:
                continue
            if response.before is not None:
                session.respond(key, response.before, response.known)
            session.respond(key, response.answer, response.known, just_changed=response.before is not None)

    def _take(self, name: str, step: Step, question: Key | None = None) -> None:
        self._controller.show(step, question)
        self._wait()
        save(grab(self._controller.shell), PICTURES / f"{name}.png")

    def _take_below(self, name: str, share: float = 1.0) -> None:
        """The same page, scrolled down by a share of its length."""
        column = next(area for area in self._controller.shell.findChildren(QScrollArea) if area.isVisible())
        bar = column.verticalScrollBar()
        bar.setValue(round(bar.maximum() * share))
        self._wait()
        save(grab(self._controller.shell), PICTURES / f"{name}.png")

    def _wait(self) -> None:
        """Until everything is laid out, and work in the background is done."""
        for _ in range(4):
            loop = QEventLoop()
            QTimer.singleShot(60, loop.quit)
            loop.exec()
            while is_busy():
                self._app.processEvents()


def new_context(folder: Path) -> WizardContext:
    """As the program builds it, without a keyring."""
    catalogue, store = load_catalogue(shipped_folder()), DraftStore(folder / "audits")
    session = AuditSession(catalogue, store, now)
    signing = Signing(session, KeyCabinet(folder / "signing-key.p12", now), now)
    school = MySchool(folder, shipped_folder(), now)
    return WizardContext(
        session=lambda: session, saved_audits=lambda: SavedAudits(store), signing=lambda: signing, school=school
    )


def now() -> datetime:
    """Always the same moment, so that the pictures differ only where the program does."""
    return NOW


def with_logo(school: School | None) -> School:
    """The invented school with an invented logo: a fern leaf on a hill."""
    if school is None:
        sys.exit("The example names no school.")
    image = QImage(240, 240, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#1f6f54"))
    painter.drawEllipse(QRectF(8, 8, 224, 224))
    painter.setBrush(QColor("#f4f1e6"))
    for side in (-1, 1):
        for at in range(6):
            leaf = QPainterPath(QPointF(120, 188 - 24 * at))
            reach = (64 - 9 * at) * side
            leaf.quadTo(120 + reach * 0.5, 150 - 24 * at, 120 + reach, 146 - 24 * at)
            leaf.quadTo(120 + reach * 0.6, 184 - 24 * at, 120, 188 - 24 * at)
            painter.drawPath(leaf)
    painter.drawRect(QRectF(117, 36, 6, 168))
    painter.end()
    return evolve(school, logo=png(image))


def signature() -> VisibleSignature:
    """Drawn, as with a pen."""
    pen = (
        "M60 130 C110 90 220 100 260 104 C210 170 110 250 66 288 C140 262 220 262 300 268",
        "M300 252 C316 214 344 204 346 232 C346 262 312 266 320 244 C334 208 386 200 388 230 C388 262 356 262 366 238",
        "M388 240 C420 240 440 200 420 206 C398 214 410 262 446 252 C520 230 600 214 700 236",
    )
    strokes = [points(each) for each in pen]
    return VisibleSignature(
        kind=SignatureKind.DRAWN, strokes=(*strokes, ((412, 170), (416, 172)), ((444, 168), (448, 170)))
    )


def points(curve: str) -> tuple[tuple[int, int], ...]:
    """The points of one stroke, from a path as SVG writes it ("M x y C x y x y x y …")."""
    numbers = [float(word.lstrip("MC")) for word in curve.split()]
    pairs = [QPointF(*numbers[at : at + 2]) for at in range(0, len(numbers), 2)]
    path = QPainterPath(pairs[0])
    for at in range(1, len(pairs), 3):
        path.cubicTo(*pairs[at : at + 3])
    found = [path.pointAtPercent(part / 40) for part in range(41)]
    return tuple((round(point.x()), round(point.y())) for point in found)


def attestation(pdf: bytes) -> None:
    """The pages of the finished document on which the result and the signature stand."""
    for name, at in (("attestation-first", 0), ("attestation-second", 1)):
        save(as_picture(draw_page(pdf, at, 860)), PICTURES / f"{name}.png")


def grab(widget: QWidget) -> Image.Image:
    """What a window shows."""
    return as_picture(widget.grab().toImage())


def as_picture(image: QImage) -> Image.Image:
    """From Qt's form to one that can be made small."""
    return Image.open(BytesIO(png(image))).convert("RGB")


def png(image: QImage) -> bytes:
    """The image as PNG."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def save(picture: Image.Image, path: Path) -> None:
    """As small as it gets without looking it."""
    small = picture.quantize(128, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    small.save(path, optimize=True)
    size = path.stat().st_size
    print(f"{path.name}: {size / 1000:.0f} KB")
    if size > LARGEST:
        sys.exit(f"{path.name} is larger than {LARGEST / 1000:.0f} KB.")


if __name__ == "__main__":
    sys.exit(main())
