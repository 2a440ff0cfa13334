"""A real audit, signed by somebody for whom the school's test authority vouches, and the tools of forgers."""

import itertools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO

import pikepdf
from attrs import evolve
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from privacy_wizard.attestation.layouts import draw
from privacy_wizard.attestation.prepare import Place, prepare_page
from privacy_wizard.attestation.reasons import Reason
from privacy_wizard.attestation.sign import completed, sign
from privacy_wizard.attestation.statement import KeyPart, SignatureKind, SignaturePart, Statement, from_json, to_json
from privacy_wizard.attestation.verify import examine
from privacy_wizard.attestation.wording import worded
from privacy_wizard.audit.batch import NotKept
from privacy_wizard.audit.session import AuditSession
from privacy_wizard.audit.state import Audit, Key
from privacy_wizard.audit.statement_builder import StatementBuilder
from privacy_wizard.certificates import fingerprint
from privacy_wizard.domain.audit import Person, School
from privacy_wizard.domain.model import Catalogue
from privacy_wizard.domain.vocabulary import AccountKind, HowKnown, Occasion, PersonKind
from privacy_wizard.identity import fingerprint_words
from privacy_wizard.intake.file_checks import judge
from privacy_wizard.intake.reference_library import ReferenceLibrary
from privacy_wizard.intake.report import VerificationReport
from privacy_wizard.intake.trust import Trust
from tests.attestation.authority import AUTHORITY, TestKey
from tests.settling import answer_and_settle, responded
from tests.shipped import shipped

NAME, NUMBER = "Zoë O'Brien-Łuczak", "T-20417"
NOW = datetime.now(UTC).replace(microsecond=0)
SIGNED = NOW - timedelta(hours=2)
SCHOOL_TRUST = Trust((AUTHORITY,))
TYPED = SignaturePart(kind=SignatureKind.TYPED, strokes=(), text=NAME)
PACK = "helsby-hillside-primary-2023"


def audited(
    pack: str = PACK, *, spoil: int = 7, hidden: bool = True, catalogue: Catalogue | None = None
) -> AuditSession:
    """Three accounts and one run for the school; every seventh answer is the last option instead of the first."""
    if catalogue is not None:
        return _answered(pack, spoil, hidden, catalogue)
    session = AuditSession(shipped(), NotKept(), lambda: SIGNED)
    session.change(evolve(_once(pack, spoil, hidden).audit, id=session.audit.id))
    return session


@cache
def _once(pack: str, spoil: int, hidden: bool) -> AuditSession:
    """By the library that comes with the program: to answer everything takes half a second."""
    return _answered(pack, spoil, hidden, shipped())


def _answered(pack: str, spoil: int, hidden: bool, catalogue: Catalogue) -> AuditSession:
    session = AuditSession(catalogue, NotKept(), lambda: SIGNED)
    person = Person(
        name=NAME, role="Teaching assistant", kind=PersonKind.EMPLOYEE, identifier=NUMBER, has_staff_number=True
    )
    session.describe_person(person, Occasion.INDUCTION)
    session.choose_school(School(name="St Brigid's Primary School"))
    session.choose_policy(pack)
    for platform in ("instagram", "whatsapp", "facebook"):
        account = session.add_account(platform)
    session.change_account(evolve(account, shown_as_other=hidden))
    session.add_account("facebook", AccountKind.OFFICIAL)
    count = itertools.count()

    def answer(audit: Audit, key: Key) -> Audit:
        options = session.checks[key[0]].options
        return responded(session, audit, key, options[-1 if next(count) % spoil == 0 else 0].id, HowKnown.LOOKED)

    answer_and_settle(session, answer)
    return session


def stated(session: AuditSession, key: TestKey, created: datetime = SIGNED) -> Statement:
    return StatementBuilder(session, created).build(TYPED, key_part(key))


def key_part(key: TestKey) -> KeyPart:
    return KeyPart(fingerprint=fingerprint(key.certificate).hex(), words=fingerprint_words(key.certificate))


def named(statement: Statement, key: TestKey) -> Statement:
    """The statement with that key in it."""
    return evolve(statement, key=key_part(key))


def forged(statement: Statement, by: TestKey, /, **changes: object) -> bytes:
    """Other data, everything else done right: worded, drawn and signed with the proper key."""
    return sign(worded(evolve(statement, **changes)), by).pdf


def drawn(statement: Statement) -> bytes:
    """Its pages, drawn once: for a forger to change."""
    return _drawn(to_json(statement))


@cache
def _drawn(content: bytes) -> bytes:
    return draw(from_json(content))


def signed_page(page: bytes, statement: Statement, key: TestKey) -> bytes:
    """Any page, signed in the way in which attestations are signed."""
    return completed(prepare_page(page, statement, Place(identifier=bytes(16))), key)


def repainted(page: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """A page changed before it is signed, written out in the same plain way."""
    with pikepdf.open(BytesIO(page)) as pdf:
        change(pdf)
        made = BytesIO()
        pdf.save(made, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return made.getvalue()


def added(signed: bytes, change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    """A signed file with an update written behind it."""
    writer = IncrementalPdfFileWriter(BytesIO(signed))
    change(writer)
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def dictionary(**entries: object) -> generic.DictionaryObject:
    return generic.DictionaryObject({generic.pdf_name(f"/{key}"): value for key, value in entries.items()})


@cache
def references() -> ReferenceLibrary:
    """Opened once, as by each worker: where a file does not follow from it, earlier releases are opened too."""
    return ReferenceLibrary(shipped())


def report(pdf: bytes, trust: Trust | None = SCHOOL_TRUST, now: datetime = NOW) -> VerificationReport:
    return judge(examine(pdf), references(), trust, now)


def reasons(found: VerificationReport) -> set[Reason]:
    return {part.code for part in found.reasons}
