"""A walk through the whole wizard, as somebody would take it, which takes a picture of every kind of page."""

import os
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from attrs import evolve
from PySide6.QtCore import QEventLoop, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from docs.make_pictures import HERE, as_picture, grab, png
from privacy_wizard.attestation.statement import SignatureKind
from privacy_wizard.audit.answers import read_answers
from privacy_wizard.audit.handover import action_lines, hand_in, remind, suggested_day
from privacy_wizard.audit.interview import acts
from privacy_wizard.audit.interview.page import QuestionPage
from privacy_wizard.audit.my_school import MySchool
from privacy_wizard.audit.saved_audits import SavedAudits
from privacy_wizard.audit.session import AuditSession
from privacy_wizard.audit.signing import Signing, VisibleSignature
from privacy_wizard.audit.state import HandInWay, Key
from privacy_wizard.audit.steps import Step, StepId
from privacy_wizard.catalogue import load_catalogue, shipped_folder
from privacy_wizard.domain.audit import School, Waiver
from privacy_wizard.domain.judgement import option_verdict
from privacy_wizard.domain.model import AllowedException, Catalogue
from privacy_wizard.domain.questions import Question
from privacy_wizard.domain.vocabulary import ExceptionReason, HowKnown, Unresolved, Verdict
from privacy_wizard.drafts import DraftStore
from privacy_wizard.identity import KeyStore
from privacy_wizard.ui.kit.application import dressed
from privacy_wizard.ui.kit.background import is_busy
from privacy_wizard.ui.kit.pdf_pages import draw_page
from privacy_wizard.ui.kit.settings import SettingsFile
from privacy_wizard.ui.kit.theme import Looks
from privacy_wizard.ui.kit.widgets.card import Disclosure
from privacy_wizard.ui.wizard.accounts.page import AccountsPage
from privacy_wizard.ui.wizard.connections.window import ConnectionsWindow
from privacy_wizard.ui.wizard.context import WizardContext
from privacy_wizard.ui.wizard.interview.page import InterviewPage
from privacy_wizard.ui.wizard.way_back import WayBack
from privacy_wizard.ui.wizard.window import build
from tests.evidence.samples import instagram
from tests.evidence.samples.building import write_zip
from tests.settling import respond

ANSWERS = HERE / "examples" / "answers.yaml"
START = datetime(2026, 11, 20, 15, 40, tzinfo=UTC)
PASSPHRASE = "kettle orbit maple fourteen"  # noqa: S105 - of a key that lives for a second
WELCOME, RESULTS = Step(id=StepId.WELCOME), Step(id=StepId.RESULTS)
PEOPLE, SIGN, DONE = Step(id=StepId.PEOPLE), Step(id=StepId.SIGN), Step(id=StepId.DONE)
_AROUND = (
    *(StepId.WELCOME, StepId.YOU, StepId.SCHOOL, StepId.ACCOUNTS),
    *(StepId.RESULTS, StepId.FURTHER, StepId.SIGN, StepId.DONE),
)


class Tour:
    """Walks through the wizard as Zoë Hartley would, and takes a picture of each page into a folder."""

    def __init__(self, app: QApplication, home: Path, folder: Path, looks: Looks, size: tuple[int, int]) -> None:
        self._app, self._home, self._folder, self._now = app, home, folder, START
        self._titles: list[str] = []
        settings = SettingsFile(home / "settings.json")
        settings.keep_looks(looks)
        self._theme, self._size = dressed(app, settings), size
        self._catalogue = load_catalogue(shipped_folder())
        whole = read_answers(ANSWERS, self._catalogue, "", START, complete=True)
        assert whole.person is not None  # noqa: S101 - the example names one
        self._whole, self._person = evolve(whole, school=with_logo(whole.school)), whole.person
        self._open("first", self._catalogue)

    def run(self) -> None:
        """From welcome to the first page a year later, and the ways that not everybody goes."""
        self._begin()
        self._answer_all()
        self._finish()
        self._a_year_later()
        self._with_a_download()
        self._with_an_exception()
        (self._folder / "titles.tsv").write_text("\n".join(self._titles) + "\n", encoding="utf-8")

    def _open(self, home: str, catalogue: Catalogue) -> None:
        """The window of somebody who has nothing saved yet."""
        self._context = new_context(self._home / home, catalogue, lambda: self._now)
        self._controller = build(self._theme, self._context)
        self._controller.shell.resize(*self._size)
        self._controller.shell.show()

    def _introduce(self) -> None:
        session = self._context.session
        session.describe_person(self._person, self._whole.occasion)
        session.choose_school(self._whole.school)
        session.choose_policy(self._whole.pack)

    def _begin(self) -> None:
        session = self._context.session
        self._take("welcome", WELCOME)
        session.describe_person(self._person, self._whole.occasion)
        self._take("you", Step(id=StepId.YOU))
        session.choose_school(self._whole.school)
        session.choose_policy(self._whole.pack)
        self._take("school", Step(id=StepId.SCHOOL))
        self._take_below("school-policy")
        session.add_account("instagram", label="family")
        session.add_account("whatsapp")
        self._take("accounts", Step(id=StepId.ACCOUNTS))
        self._take_below("accounts-below")

    def _answer_all(self) -> None:
        """Every page half answered, as it is left to look something up."""
        session = self._context.session
        for step in [each for each in session.steps if each.id not in _AROUND]:
            name = step.account or step.id.value
            for number, page in enumerate(self._pages(step), start=1):
                some = page.keys[: (len(page.keys) + 1) // 2]
                self._answer(some)
                if page.asks_how_known:
                    session.change(acts.with_how_known(session.audit, page, HowKnown.LOOKED, session.today))
                self._take(name if number == 1 else f"{name}-{number}", step, page.keys[0])
                if name == "instagram-1" and number == 1:
                    self._what_opens(step, page.keys[0])
                self._answer(page.keys)
            if step == PEOPLE:
                self._take("welcome-resume", WELCOME)
        self._answer(self._whole.responses)

    def _what_opens(self, step: Step, key: Key) -> None:
        """A row with its details; what an answer means that the policy does not allow; one that was not found."""
        session, given = self._context.session, self._context.session.audit.responses[key]
        page = self._questions(step, key)
        page.rows[key].show_details()
        self._save("answer-details")
        self._unfold(page, "My screen looks different")
        self._save("answer-my-screen-differs")
        self._unfold(page, "My screen looks different")  # and fold it again
        self._controller.show(step, key)
        worst = not_as_asked(page.rows[key].question)
        page._change(key, lambda audit: acts.with_answer(audit, page.rows[key].question, worst, session.today))
        self._save("answer-not-as-asked")
        answer = Unresolved.CANNOT_FIND
        page._change(key, lambda audit: acts.with_answer(audit, page.rows[key].question, answer, session.today))
        page.heading.setFocus()
        self._save("answer-cannot-find")
        respond(session, key, given.answer, given.known)

    def _finish(self) -> None:
        session = self._context.session
        session.comment(self._whole.comment)
        for action in session.actions():
            about = action.finding
            key = (about.requirement.control.id, about.account.id if about.account else None)
            session.set_due(about, self._whole.due.get(key))
        self._with_some_unanswered()
        self._take("results", RESULTS)
        self._take_below("results-actions", 0.34)
        self._take_below("results-findings", 0.78)
        self._take_below("results-below")
        further = Step(id=StepId.FURTHER)
        for name, page in (("further", self._pages(further)[0]), ("further-oneself", self._pages(further)[-1])):
            self._take(name, further, page.keys[0])
        self._take("sign", SIGN)
        self._take_below("sign-signature")
        signed = self._context.signing.sign(signature(), PASSPHRASE)
        self._take("done", DONE)
        self._take_below("done-below")
        hand_in(session, HandInWay.FOLDER)
        self._take("handed-in", DONE)
        undated = [line.key for line in action_lines(session) if line.due is None]
        remind(session, dict.fromkeys(undated, suggested_day(session.today)))
        self._take("welcome-next", WELCOME)
        for name, at in (("attestation-first", 0), ("attestation-second", 1)):
            as_picture(draw_page(signed.pdf, at, 860)).save(self._folder / f"{name}.png")

    def _with_some_unanswered(self) -> None:
        """The results and the signing page of whoever left some out, and the way from one to the next."""
        session = self._context.session
        whole = dict(session.audit.responses)
        asked = session.interview
        assert asked is not None  # noqa: S101 - a school is chosen
        left = [page.keys[0] for page in asked.core[2:8:2]]
        session.change(evolve(session.audit, responses={k: each for k, each in whole.items() if k not in left}))
        self._take("results-unanswered", RESULTS)
        first = session.first_open
        assert first is not None  # noqa: S101 - some were taken away
        self._controller.show(*first, WayBack(to=RESULTS, unanswered=len(left)))
        self._save("next-unanswered")
        self._take("sign-unanswered", SIGN)
        session.change(evolve(session.audit, responses=whole))

    def _a_year_later(self) -> None:
        session = self._context.session
        self._now += timedelta(days=365)
        session.review(session.audit.id)
        last_year = Step(id=StepId.LAST_YEAR)
        for number, page in enumerate(self._pages(last_year), start=1):
            self._take("last-year" if number == 1 else f"last-year-{number}", last_year, page.keys[0])
        self._take("people-a-year-later", PEOPLE)
        self._now = START

    def _with_a_download(self) -> None:
        """What a download of one's own data shows, before the questions and beside them."""
        self._open("download", self._catalogue)
        self._introduce()
        session = self._context.session
        session.add_account("instagram")
        self._controller.show(Step(id=StepId.ACCOUNTS))
        page = self._controller.shell.page("accounts")
        assert isinstance(page, AccountsPage)  # noqa: S101 - that step's
        file = write_zip(self._home / instagram.NAME, instagram.YEAR_2026.files)
        page.downloads.drop.several_picked.emit([file])
        self._wait()
        self._save("accounts-download")
        self._take_below("accounts-download-below")
        listed = ConnectionsWindow(self._context, page)
        listed.resize(*self._size)
        listed.show()
        self._save("connections", listed)
        listed.close()
        for step in [each for each in session.steps if each.id not in _AROUND]:
            if step.id in (StepId.DOWNLOADS, StepId.PEOPLE, StepId.PROFILE, StepId.ACCOUNT):
                self._take(f"{step.account or step.id.value}-with-download", step)
            if step.id is StepId.PROFILE:
                self._unfold(self._controller.shell.page(step.id.value), "Look for the school's logo in my pictures")
                self._save("logo-search")

    def _with_an_exception(self) -> None:
        """Under a policy that allows one."""
        pack = self._catalogue.packs[str(self._whole.pack)]
        allowed = AllowedException(reasons=(ExceptionReason.RELATIVE,), approver="headteacher")
        asked = tuple(
            evolve(each, exception=allowed) if each.control.id == "connections.no-parents" else each
            for each in pack.requirements
        )
        packs = {**self._catalogue.packs, pack.id: evolve(pack, requirements=asked)}
        self._open("exception", evolve(self._catalogue, packs=packs))
        self._introduce()
        session, key = self._context.session, ("instagram.parents", "instagram-1")
        session.add_account("instagram")
        respond(session, key, not_as_asked(self._questions(PEOPLE, key).rows[key].question))
        page = self._questions(PEOPLE, key)
        page.rows[key].show_details()
        self._unfold(page, "Declare an exception")
        self._save("exception")
        waiver = Waiver(
            reason=ExceptionReason.RELATIVE,
            approver_role="headteacher",
            approver_name="Mary Gale",
            until=date(2027, 11, 20),
        )
        session.declare_exception(key, waiver)
        page = self._questions(PEOPLE, key)
        page.rows[key].show_details()
        self._save("exception-declared")

    def _pages(self, step: Step) -> tuple[QuestionPage, ...]:
        interview = self._context.session.interview
        return interview.pages_at(step) if interview is not None else ()

    def _questions(self, step: Step, key: Key) -> InterviewPage:
        self._controller.show(step, key)
        page = self._controller.shell.page(str(self._controller.shell.current_step))
        assert isinstance(page, InterviewPage)  # noqa: S101 - a step with questions
        return page

    def _answer(self, wanted: Iterable[Key]) -> None:
        """Give the answers of the example to these questions, as far as they are asked and open."""
        session, given = self._context.session, self._whole.responses
        for key in [each for each in wanted if each in given and each not in session.audit.responses]:
            response = given[key]
            if response.before is not None:
                respond(session, key, response.before, response.known)
            respond(session, key, response.answer, response.known, just_changed=response.before is not None)

    def _take(self, name: str, step: Step, question: Key | None = None) -> None:
        self._controller.show(step, question)
        self._save(name)

    def _take_below(self, name: str, share: float = 1.0) -> None:
        """The same page, scrolled down by a share of its length, where it is longer than the window."""
        column = next(area for area in self._controller.shell.findChildren(QScrollArea) if area.isVisible())
        bar = column.verticalScrollBar()
        bar.setValue(round(bar.maximum() * share))
        self._save(name)

    def _unfold(self, page: QWidget, name: str) -> None:
        """Open a part of the page or close it again, and show it as a user would scroll to it."""
        self._wait()
        part = next(each for each in page.findChildren(Disclosure) if each.button.text() == name and each.isVisible())
        part.button.click()
        self._wait()
        column = next(area for area in self._controller.shell.findChildren(QScrollArea) if area.isVisible())
        column.ensureWidgetVisible(part)

    def _save(self, name: str, window: QWidget | None = None) -> None:
        self._wait()
        shell = self._controller.shell
        grab(window or shell).save(self._folder / f"{name}.png")
        title = window.windowTitle() if window is not None else shell.page(str(shell.current_step)).title
        self._titles.append(f"{name}\t{title}")

    def _wait(self) -> None:
        """Until everything is laid out, and work in the background is done."""
        for _ in range(4):
            loop = QEventLoop()
            QTimer.singleShot(60, loop.quit)
            loop.exec()
            while is_busy():
                self._app.processEvents()


def not_as_asked(question: Question) -> str:
    """An answer that the policy does not allow."""
    options = question.check.options
    return next(each.id for each in options if option_verdict(question.own_requirement, each) is Verdict.NOT_MET)


def new_context(folder: Path, catalogue: Catalogue, now: Callable[[], datetime]) -> WizardContext:
    """As the program builds it, without a keyring; with a clock of its own, pictures differ only where it does."""
    store = DraftStore(folder / "audits")
    session = AuditSession(catalogue, store, now)
    signing = Signing(session, KeyStore(folder / "signing-key.p12", now), now)
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
