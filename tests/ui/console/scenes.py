"""Offices as the gallery and the tests show them, with real attestations in them."""

from collections.abc import Callable, Hashable
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from attrs import evolve
from PySide6.QtCore import QDeadlineTimer, QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from privacy_wizard.attestation.sign import sign
from privacy_wizard.attestation.statement import KeyPart, SignatureKind, SignaturePart
from privacy_wizard.audit.batch import NotKept
from privacy_wizard.audit.session import AuditSession
from privacy_wizard.audit.state import Audit
from privacy_wizard.audit.statement_builder import StatementBuilder
from privacy_wizard.certificates import fingerprint
from privacy_wizard.domain.audit import Person, School
from privacy_wizard.domain.model import Catalogue
from privacy_wizard.domain.register_events import AttestationStanding, Noted
from privacy_wizard.domain.staff import StaffMember
from privacy_wizard.domain.vocabulary import HowKnown, Occasion, PersonKind
from privacy_wizard.identity import SigningKey, fingerprint_words, make_key
from privacy_wizard.office.declaration_reader import stated
from privacy_wizard.office.workshop import PolicyDrafts, begin_draft
from privacy_wizard.register import SchoolRegister
from privacy_wizard.register.documents import digest
from privacy_wizard.reports.checklist import SheetKind, make_sheet
from privacy_wizard.reports.checklist_questions import PrintedQuestion
from privacy_wizard.ui.console.certificates.protected_list_page import ProtectedListPage
from privacy_wizard.ui.console.context import ConsoleContext
from privacy_wizard.ui.console.intake.hand_in_page import HandInPage
from privacy_wizard.ui.console.intake.paper_page import PaperPage
from privacy_wizard.ui.console.page import ConsolePlace, PlaceId
from privacy_wizard.ui.console.policies.workshop_page import PolicyPage
from privacy_wizard.ui.console.window import ConsoleWindow
from privacy_wizard.ui.kit.background import is_busy
from tests.register.made import Fill
from tests.settling import respond
from tests.shipped import shipped
from tests.ui.console.offices import (
    NOW,
    REVIEW,
    SCHOOL,
    Came,
    amid_the_review,
    catalogue,
    context_of,
    empty_context,
    member,
    opened,
    person_id,
    take,
)


@cache
def key_of(at: int) -> SigningKey:
    return key_named(member(at))


def key_named(who: StaffMember) -> SigningKey:
    return make_key(
        name=who.name, identifier=who.number, school="Bradley Primary School", now=NOW - timedelta(days=500)
    )


@cache
def attestation(
    at: int, *, days_ago: int = 1, spoil: int = 7, platforms: tuple[str, ...] = ("instagram", "whatsapp")
) -> bytes:
    """A real one: every `spoil`th answer is the last option instead of the first."""
    return attestation_with(key_of(at), at, days_ago=days_ago, spoil=spoil, platforms=platforms)


def attestation_with(key: SigningKey, at: int, **how: Any) -> bytes:
    """One that is signed with this key, as with one that the school has certified."""
    return attestation_of(member(at), key, **how)


def attestation_of(
    who: StaffMember,
    key: SigningKey,
    *,
    days_ago: int = 1,
    spoil: int = 7,
    platforms: tuple[str, ...] = ("instagram", "whatsapp"),
    has_staff_number: bool = True,
    catalogue: Catalogue | None = None,
) -> bytes:
    """Somebody's, whether or not they are on the list."""
    when = NOW - timedelta(days=days_ago)
    session = AuditSession(catalogue or shipped(), NotKept(), lambda: when)
    person = Person(
        name=who.name,
        role=who.role,
        kind=PersonKind.EMPLOYEE,
        identifier=who.number,
        has_staff_number=has_staff_number,
    )
    session.describe_person(person, Occasion.ANNUAL_REVIEW)
    session.choose_school(School(name="Bradley Primary School"))
    session.choose_policy("bradley-primary-2023")
    for platform in platforms:
        session.add_account(platform)
    _answer(session, spoil)
    for weeks, action in enumerate(session.actions(), 2):
        session.set_due(action.finding, (when + timedelta(weeks=weeks)).date())
    part = KeyPart(fingerprint=fingerprint(key.certificate).hex(), words=fingerprint_words(key.certificate))
    look = SignaturePart(kind=SignatureKind.TYPED, strokes=(), text=who.name)
    return sign(StatementBuilder(session, when).build(look, part), key).pdf


# Whoever has the same accounts answers alike; the catalogue is held, so that no other ever has its `id`.
_answered: dict[Hashable, tuple[Catalogue, Audit]] = {}


def _answer(session: AuditSession, spoil: int) -> None:
    asked = session.audit.accounts, session.today, spoil, id(session.catalogue)
    if asked in _answered:
        _catalogue, like = _answered[asked]
        session.change(evolve(session.audit, responses=like.responses, asked_as=like.asked_as))
        assert session.first_open is None
        return
    count = 0
    while (place := session.first_open) is not None:
        options = session.checks[place[1][0]].options
        respond(session, place[1], options[-1 if count % spoil == spoil - 1 else 0].id, HowKnown.LOOKED)
        if session.contradictions:  # nobody may sign two answers that are at odds
            respond(session, place[1], options[0].id, HowKnown.LOOKED)
        count += 1
    _answered[asked] = session.catalogue, session.audit


def score_of(pdf: bytes) -> int | None:
    """As it stands in the file."""
    found = stated(pdf)
    return found.score if found is not None else None


def finger(at: int) -> str:
    return fingerprint(key_of(at).certificate).hex()


_SPOILS = (29, 23, 4)  # nothing open; one thing that must hold; several, and critical ones


def filled_context(folder: Path, *, accepted: int = 9, address: str = "") -> tuple[ConsoleContext, str]:
    """Amid the review: some accepted, one to look at (whose identifier is returned), one rejected, one unknown."""
    context = context_of(folder, address, with_what_came(accepted))
    return context, digest(attestation(20, spoil=6))


@cache
def with_what_came(accepted: int) -> Fill:
    def fill(address: str) -> None:
        amid_the_review(40, 400)(address)
        office = opened(address)
        old = Came(person=person_id(20), standing=AttestationStanding.ACCEPTED, score=61, campaign=None)
        take(office, attestation(20, days_ago=380, spoil=4), old, days_ago=380, fingerprint=finger(20))
        for at in reversed(range(accepted)):
            pdf = attestation(at, spoil=_SPOILS[at % len(_SPOILS)])
            came = Came(person=person_id(at), standing=AttestationStanding.ACCEPTED, score=score_of(pdf))
            take(office, pdf, came, days_ago=at * 6 % 43, fingerprint=finger(at))
        _take_what_waits(office)
        office.record(Noted(person=person_id(20), text="Asked for a paper copy of the polcy."))
        office.close()

    return fill


def _take_what_waits(office: SchoolRegister) -> None:
    now = attestation(20, spoil=6)
    known = Came(
        person=person_id(20),
        standing=AttestationStanding.NEEDS_A_LOOK,
        reasons=("unknown key",),
        score=score_of(now),
    )
    rejected = Came(person=None, standing=AttestationStanding.REJECTED, reasons=("not signed",), score=None)
    nobody = Came(
        person=None, standing=AttestationStanding.NEEDS_A_LOOK, reasons=("unknown key", "unknown policy version")
    )
    take(office, now, known, fingerprint=finger(20))
    take(office, b"%PDF-1.7 no attestation", rejected)
    take(office, attestation(33), nobody, fingerprint=finger(33))


def scene(home: Path) -> tuple[ConsoleContext, ConsoleContext, dict[str, ConsolePlace]]:
    """An empty office, a busy one, and the places of the busy one."""
    for name in ("empty", "busy"):
        (home / name).mkdir()
    busy, look = filled_context(home / "busy")
    busy.school_place.authority_store.make("Bradley Primary School", "lantern river oak")
    places = {
        "overview": ConsolePlace(id=PlaceId.OVERVIEW),
        "people": ConsolePlace(id=PlaceId.PEOPLE, of=REVIEW.id),
        "person": ConsolePlace(id=PlaceId.PERSON, of=person_id(20)),
        "import": ConsolePlace(id=PlaceId.STAFF_IMPORT),
        "campaigns": ConsolePlace(id=PlaceId.CAMPAIGNS),
        "campaign": ConsolePlace(id=PlaceId.CAMPAIGN, of=REVIEW.id),
        "send": ConsolePlace(id=PlaceId.SEND, of=REVIEW.id, filter="remind"),
        "school": ConsolePlace(id=PlaceId.SCHOOL),
        "protected-list": ConsolePlace(id=PlaceId.PROTECTED_LIST),
        "certificates": ConsolePlace(id=PlaceId.CERTIFICATES),
        "picture": ConsolePlace(id=PlaceId.PICTURE),
        "inspection-report": ConsolePlace(id=PlaceId.INSPECTION),
        "check": ConsolePlace(id=PlaceId.CHECK),
        "keeping": ConsolePlace(id=PlaceId.KEEPING),
        "policies": ConsolePlace(id=PlaceId.POLICIES),
        "policy": ConsolePlace(id=PlaceId.POLICY, of=_begin_policy(busy)),
        "policy-changes": ConsolePlace(id=PlaceId.POLICY, of=_begin_policy(busy), filter="changes"),
        "hand-in": ConsolePlace(id=PlaceId.HAND_IN),
        "watch": ConsolePlace(id=PlaceId.HAND_IN, filter="watch"),
        "correction": ConsolePlace(id=PlaceId.PERSON, of=person_id(20), filter="correction"),
        "paper": ConsolePlace(id=PlaceId.PAPER, of=person_id(2)),
        "attestation": ConsolePlace(id=PlaceId.ATTESTATION, of=look),
    }
    return empty_context(home / "empty"), busy, places


def _begin_policy(context: ConsoleContext) -> str:
    """A policy in the making: the school's next one, from the one that it has."""
    source, folder = catalogue().packs["bradley-primary-2023"], context.school_place.folder / "policies"
    title = "Social media policy for all staff"
    draft = begin_draft(source, pack_id="bradley-2027", title=title, issuer="Bradley Primary School", on=NOW.date())
    PolicyDrafts(folder).keep(draft)
    return draft.pack.id


def is_looked_through(page: PolicyPage) -> bool:
    """Whether the linter has looked at the policy as it is now."""
    if page.workshop is None or page.unfinished is None or page._is_opening:
        return False
    return page._looked_at == page.workshop.finished()


def _work_on_policy(page: PolicyPage, panel: str) -> None:
    """Some rules changed; one of them lowers the baseline."""
    wait(lambda: is_looked_through(page))
    for control, level in (
        ("tagging.control", "none"),
        ("security.two-factor", "should"),
        ("connections.no-former-pupils", "must"),
    ):
        page.show_row(control)
        page.panel.level.row(level).click()
        QApplication.processEvents()
    page.show_row(panel or "tagging.control")
    wait(lambda: is_looked_through(page))


STAFF = """Staff No;Forename;Surname;Work Email;Job;Start Date;Department
T-1000;Sam;Lee-Baker;sam.0@bradley.example.org;Class teacher;01/09/2019;Teaching
T-1001;Priya;Nair;priya.1@bradley.example.org;Deputy head;01/09/2019;Office
T-2001;Ffion;Rees;ffion@bradley.example.org;Class teacher;03/11/2026;Teaching
T-2002;Noor;Aziz;noor@bradley.example.org;Class teacher;soon;Teaching
"""


def wait(until: Callable[[], bool]) -> None:
    """Let the window work until something is so, and look again whenever anything has happened."""
    if until():
        return
    limit, waking = QDeadlineTimer(60_000), QTimer()
    waking.start(50)  # for what is so without an event
    while not until() and not limit.hasExpired():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    assert until(), "a minute was not enough"
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def paper(platform: str) -> bytes:
    """A sheet of questions, as it is printed."""
    whole = catalogue()
    asked = PrintedQuestion(checklist=whole.checklists[platform], pack=whole.packs["bradley-primary-2023"])
    return make_sheet(whole, asked, SheetKind.PDF, NOW)


def _watch(page: HandInPage, folder: Path) -> None:
    """A watched folder into which two files were put."""
    folder.mkdir(exist_ok=True)
    page.watch._pause.setInterval(100)
    page.watch.start(folder)
    (folder / "Tom Evans.pdf").write_bytes(attestation(9, days_ago=2))
    (folder / "Agenda.pdf").write_bytes(b"%PDF-1.7 something else")
    wait(lambda: len(page.watch.taken) == 2)
    page.watch._pause.setInterval(60_000)


def _list_pupils(page: ProtectedListPage, file: Path) -> None:
    file.write_text("Forename,Surname\nImke,Vane\nTom,Brook\nFfion,\n", encoding="utf-8")
    page.weighed.click()
    page.open_file(file)


def _copy_paper(page: PaperPage, file: Path) -> None:
    file.write_bytes(paper("instagram"))
    wait(lambda: page.facts.person is not None)
    page.facts.policy.choose("bradley-primary-2023")
    page.take_scan(file)
    wait(lambda: not page.facts.missing)
    page.accounts.platform.choose("instagram")
    page.accounts.add.click()
    page.begin_copying()
    for _ in range(3):
        page.copying.press("1")


def prepare(window: ConsoleWindow, folder: Path) -> None:
    """What a picture shows beyond the page as it opens."""
    if window.place == ConsolePlace(id=PlaceId.STAFF_IMPORT):
        file = folder / "staff.csv"
        file.write_text(STAFF, encoding="utf-8")
        window.page.open_file(file)
    if window.place == ConsolePlace(id=PlaceId.PROTECTED_LIST):
        _list_pupils(window.page, folder / "pupils.csv")
    if window.place == ConsolePlace(id=PlaceId.PAPER, of=person_id(2)):
        _copy_paper(window.page, folder / "scan.pdf")
    if window.place == ConsolePlace(id=PlaceId.HAND_IN, filter="watch"):
        _watch(window.page, folder / "Attestations")
    if window.place == ConsolePlace(id=PlaceId.PERSON, of=person_id(20), filter="correction"):
        wait(lambda: not is_busy())
        about = window.context.register.register.records(SCHOOL, person=person_id(20))
        window.page._on_correct(next(each for each in about if isinstance(each.event, Noted)))
        window.page.correction.reason.setText("A slip of the pen")
    if window.place is not None and window.place.id is PlaceId.POLICY:
        _work_on_policy(window.page, window.place.filter)
    if window.place == ConsolePlace(id=PlaceId.INSPECTION):
        window.page.make_document()
    if window.place == ConsolePlace(id=PlaceId.CHECK):
        window.page.check()
    if window.place == ConsolePlace(id=PlaceId.CAMPAIGNS):
        window.page.form.show()
