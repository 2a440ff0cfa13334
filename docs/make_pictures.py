"""Makes the pictures of the documents from the real program, with an invented person and school.

Run it from the top of the repository with the Python in ``.venv``: ``python docs/make_pictures.py``.
It opens no window and touches no file of yours: the wizard works in a folder that goes away. Every page is taken four
times, each in a process of its own, since the scale is settled when a program starts; every-page.md shows them all.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.setdefault("QT_SCALE_FACTOR", "1")

from attrs import evolve
from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QEventLoop, QLocale, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter, QPainterPath
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from privacy_wizard.attestation.statement import SignatureKind
from privacy_wizard.audit.answers import read_answers
from privacy_wizard.audit.handover import SOON, action_lines, hand_in, remind
from privacy_wizard.audit.interview import acts
from privacy_wizard.audit.my_school import MySchool
from privacy_wizard.audit.saved_audits import SavedAudits
from privacy_wizard.audit.session import AuditSession
from privacy_wizard.audit.signing import KeyCabinet, Signing, VisibleSignature
from privacy_wizard.audit.state import HandInWay, Key
from privacy_wizard.audit.steps import Step, StepId
from privacy_wizard.catalogue import load_catalogue, shipped_folder
from privacy_wizard.domain.audit import School
from privacy_wizard.domain.vocabulary import HowKnown
from privacy_wizard.drafts import DraftStore
from privacy_wizard.ui.kit.application import STYLE, dressed
from privacy_wizard.ui.kit.background import is_busy
from privacy_wizard.ui.kit.pdf_pages import draw_page
from privacy_wizard.ui.kit.settings import SettingsFile
from privacy_wizard.ui.kit.theme import Appearance, Looks
from privacy_wizard.ui.wizard.context import WizardContext
from privacy_wizard.ui.wizard.window import build

HERE = Path(__file__).resolve().parent
PICTURES = HERE / "pictures"
ANSWERS = HERE / "examples" / "answers.yaml"
START = datetime(2026, 11, 20, 15, 40, tzinfo=UTC)
SIZE = (1280, 800)
COLOURS, FEWER_COLOURS = 128, 64  # of the guide's pictures, and of the others
LARGEST = 150_000  # bytes of one picture
PASSPHRASE = "kettle orbit maple fourteen"  # noqa: S105 - of a key that lives for a second
WELCOME = Step(id=StepId.WELCOME)


class Variant(NamedTuple):
    """How every page is taken once more."""

    title: str
    size: tuple[int, int] = SIZE  # in the window's own units
    scale: str = "1"
    appearance: Appearance = Appearance.LIGHT


VARIANTS = {
    "": Variant("1280 × 800"),
    "1366x768": Variant("1366 × 768", (1366, 768)),
    "200-percent": Variant("1366 × 768 at 200 %", (683, 384), "2"),
    "dark": Variant("dark", appearance=Appearance.DARK),
}


def main() -> int:
    """Make them all, or those of the variant that is named."""
    if len(sys.argv) == 1:
        return max(_in_its_own_process(name) for name in VARIANTS)
    app = QApplication([sys.argv[0], *STYLE])
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    with tempfile.TemporaryDirectory() as folder:
        tour = Tour(app, Path(folder), sys.argv[1])
        tour.run()
        if not sys.argv[1]:
            show_all(tour.taken)
    return 0


def _in_its_own_process(variant: str) -> int:
    surroundings = {**os.environ, "QT_SCALE_FACTOR": VARIANTS[variant].scale}
    return subprocess.run(  # noqa: S603 - this very program
        [sys.executable, __file__, variant], env=surroundings, check=False
    ).returncode


class Tour:
    """Walks through the wizard as Zoë Hartley would, and takes a picture of each page."""

    def __init__(self, app: QApplication, folder: Path, variant: str) -> None:
        self.taken: list[tuple[str, str]] = []  # each picture with the heading of its page
        self._app, self._now = app, START
        self._variant, self._folder = VARIANTS[variant], PICTURES / variant
        self._colours = FEWER_COLOURS if variant else COLOURS
        self._folder.mkdir(parents=True, exist_ok=True)
        self._context = new_context(folder, lambda: self._now)
        settings = SettingsFile(folder / "settings.json")
        settings.keep_looks(Looks(appearance=self._variant.appearance, reduced_motion=True))
        self._controller = build(dressed(app, settings), self._context)
        self._controller.shell.resize(*self._variant.size)
        self._controller.shell.show()
        whole = read_answers(ANSWERS, self._context.catalogue, "", START, complete=True)
        self._whole = evolve(whole, school=with_logo(whole.school))

    def run(self) -> None:
        """From welcome to the first page a year later."""
        self._begin()
        self._answer_all()
        self._finish()
        self._a_year_later()

    def _begin(self) -> None:
        session = self._context.session
        self._take("welcome", WELCOME)
        session.describe_person(self._whole.person, self._whole.occasion)
        self._take("you", Step(id=StepId.YOU))
        session.choose_school(self._whole.school)
        session.choose_policy(self._whole.pack)
        self._take("school", Step(id=StepId.SCHOOL))
        session.add_account("instagram", label="family")
        session.add_account("whatsapp")
        self._take("accounts", Step(id=StepId.ACCOUNTS))

    def _answer_all(self) -> None:
        """Each page half answered; where there are several of a step, the first."""
        session = self._context.session
        for step in [each for each in session.steps if each.id not in _AROUND]:
            interview = session.interview
            pages = interview.pages_at(step) if interview is not None else ()
            if not pages:
                continue
            some = pages[0].keys
            self._answer(some[: (len(some) + 1) // 2])
            if pages[0].asks_how_known:
                session.change(acts.with_how_known(session.audit, pages[0], HowKnown.LOOKED, session.today))
            self._take(step.account or step.id.value, step)
            self._answer([key for page in pages for key in page.keys])
        self._answer(self._whole.responses)

    def _finish(self) -> None:
        session = self._context.session
        session.comment(self._whole.comment)
        for action in session.actions():
            about = action.finding
            key = (about.requirement.control.id, about.account.id if about.account else None)
            session.set_due(about, self._whole.due.get(key))
        self._take("results", Step(id=StepId.RESULTS))
        self._take_below("results-actions", 0.34)
        further = Step(id=StepId.FURTHER)
        if further in session.steps:
            self._take("further", further)
        self._take("sign", Step(id=StepId.SIGN))
        self._take_below("sign-signature")
        signed = self._context.signing.sign(signature(), PASSPHRASE)
        self._take("done", Step(id=StepId.DONE))
        hand_in(session, HandInWay.FOLDER)
        self._take("handed-in", Step(id=StepId.DONE))
        undated = [line.key for line in action_lines(session) if line.due is None]
        remind(session, dict.fromkeys(undated, session.today + SOON))
        self._take("welcome-next", WELCOME)
        if self._folder == PICTURES:
            attestation(signed.pdf)

    def _a_year_later(self) -> None:
        session = self._context.session
        self._now += timedelta(days=365)
        session.review(session.audit.id)
        self._take("last-year", Step(id=StepId.LAST_YEAR))

    def _answer(self, wanted: Iterable[Key]) -> None:
        """Give the answers of the example to these questions, as far as they are asked and open."""
        session, given = self._context.session, self._whole.responses
        for key in [each for each in wanted if each in given and each not in session.audit.responses]:
            response = given[key]
            if response.before is not None:
                session.respond(key, response.before, response.known)
            session.respond(key, response.answer, response.known, just_changed=response.before is not None)

    def _take(self, name: str, step: Step) -> None:
        self._controller.show(step)
        self._save(name)

    def _take_below(self, name: str, share: float = 1.0) -> None:
        """The same page, scrolled down by a share of its length."""
        column = next(area for area in self._controller.shell.findChildren(QScrollArea) if area.isVisible())
        bar = column.verticalScrollBar()
        bar.setValue(round(bar.maximum() * share))
        self._save(name)

    def _save(self, name: str) -> None:
        self._wait()
        shell = self._controller.shell
        save(grab(shell), self._folder / f"{name}.png", self._colours)
        self.taken.append((name, shell.page(str(shell.current_step)).title))

    def _wait(self) -> None:
        """Until everything is laid out, and work in the background is done."""
        for _ in range(4):
            loop = QEventLoop()
            QTimer.singleShot(60, loop.quit)
            loop.exec()
            while is_busy():
                self._app.processEvents()


_AROUND = (
    *(StepId.WELCOME, StepId.YOU, StepId.SCHOOL, StepId.ACCOUNTS, StepId.LAST_YEAR),
    *(StepId.RESULTS, StepId.FURTHER, StepId.SIGN, StepId.DONE),
)


def show_all(taken: list[tuple[str, str]]) -> None:
    """The page of the documents on which every picture stands."""
    lines = [
        "# Every page",
        "",
        "The pages of the wizard as they are, in four windows: a small one, a usual laptop's, the same with everything",
        "at twice the size, and dark. `python docs/make_pictures.py` makes these pictures anew.",
    ]
    for name, title in taken:
        lines += ["", f"## {title} ({name})", "", *_table(name, title)]
    (HERE / "every-page.md").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def _table(name: str, title: str) -> list[str]:
    cells = [
        (variant.title, f"![{title}, {variant.title}.]({(Path('pictures') / folder / name).as_posix()}.png)")
        for folder, variant in VARIANTS.items()
    ]
    rows = ["| | |", "| --- | --- |"]
    for left, right in (cells[:2], cells[2:]):
        rows += [f"| {left[0]} | {right[0]} |", f"| {left[1]} | {right[1]} |"]
    return rows


def new_context(folder: Path, now: Callable[[], datetime]) -> WizardContext:
    """As the program builds it, without a keyring; with a clock of its own, pictures differ only where it does."""
    catalogue, store = load_catalogue(shipped_folder()), DraftStore(folder / "audits")
    session = AuditSession(catalogue, store, now)
    signing = Signing(session, KeyCabinet(folder / "signing-key.p12", now), now)
    school = MySchool(folder, shipped_folder(), now)
    return WizardContext(
        session=lambda: session, saved_audits=lambda: SavedAudits(store), signing=lambda: signing, school=school
    )


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


def save(picture: Image.Image, path: Path, colours: int = COLOURS) -> None:
    """As small as it gets without looking it."""
    small = picture.quantize(colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    small.save(path, optimize=True)
    size = path.stat().st_size
    print(f"{path.name}: {size / 1000:.0f} KB")
    if size > LARGEST:
        sys.exit(f"{path.name} is larger than {LARGEST / 1000:.0f} KB.")


if __name__ == "__main__":
    sys.exit(main())
