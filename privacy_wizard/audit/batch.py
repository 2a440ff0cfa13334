"""The wizard's use cases for scripts: score or sign what an answers file says."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from attrs import frozen

from .. import identity
from ..attestation.statement import KeyPart, SignatureKind, SignaturePart
from ..certificates import certified_number, fingerprint
from ..domain.audit import Account
from ..domain.judgement import Finding
from ..domain.model import Catalogue
from ..domain.scoring import Score, XccdfScore, xccdf_score
from ..domain.vocabulary import Area, Verdict
from ..identity import SigningKey
from .actions import Action
from .answers import read_answers
from .answers_form import AnswersForm
from .own_school import OwnSchool, at_school
from .session import AuditSession
from .signing import names_exactly, require_named, time_stamper
from .state import Audit
from .statement_builder import StatementBuilder


@frozen(kw_only=True)
class JudgedAudit:
    """The result of the answers so far."""

    policy: str  # its id
    accounts: tuple[Account, ...]
    findings: tuple[Finding, ...]
    score: Score
    actions: tuple[Action, ...]

    @property
    def unanswered(self) -> int:
        """How many requirements count as open because nothing was answered."""
        return sum(each.verdict is Verdict.NOT_ANSWERED for each in self.findings)

    @property
    def by_area(self) -> Mapping[Area, int | None]:
        """The score of each area that was asked about."""
        return {area: self.score.by_area[area] for area in Area if area in self.score.by_area}

    @property
    def by_account(self) -> Mapping[Account, int | None]:
        """The score of each account; None where nothing that counts was asked."""
        return {account: self.score.by_account.get(account.id) for account in self.accounts}

    @property
    def of_person(self) -> int | None:
        """The score of what is asked once of the person."""
        return self.score.by_account.get(None)

    @property
    def xccdf(self) -> XccdfScore:
        """The same findings, scored as XCCDF does."""
        return xccdf_score(self.findings)


@frozen(kw_only=True)
class Finished:
    """A signed attestation and what it says."""

    pdf: bytes
    identifier: str
    fingerprint: str
    words: tuple[str, ...]
    judged: JudgedAudit


class NotKept:
    """A store that keeps nothing: an unattended run leaves only the file that was asked for."""

    keeps = False

    def hold(self, draft_id: str) -> None:
        """There is nothing that others could write to, and nothing to delete."""

    let_go = delete = hold

    def save(self, draft_id: str, document: dict[str, Any]) -> None:
        """Nothing is kept."""

    def load(self, draft_id: str) -> dict[str, Any]:
        """There is nothing to load."""
        raise KeyError(draft_id)

    load_kept = load

    def save_kept(self, draft_id: str, document: dict[str, Any]) -> None:
        """Nothing is kept."""

    def archive(self, draft_id: str, document: dict[str, Any], pdf: bytes) -> None:
        """Nothing is kept."""


def session_of(
    catalogue: Catalogue, audit: Audit, now: Callable[[], datetime], own: OwnSchool | None = None
) -> AuditSession:
    """A session over an audit that was read from a file; `own` is the school whose profile is in use here."""
    session = AuditSession(catalogue, NotKept(), now, lambda: own)
    session.catalogue = catalogue  # the policy may stand in a file beside the school's profile
    session.audit = at_school(audit, own)
    return session


def score_answers(path: Path, catalogue: Catalogue, now: Callable[[], datetime]) -> AuditSession:
    """The answers so far, judged; questions may still be open. Raises CatalogueFaults."""
    audit = read_answers(path, catalogue, identity.new_person_identifier(), now(), complete=False)
    return session_of(catalogue, audit, now)


def judged(session: AuditSession) -> JudgedAudit:
    """The current result of its findings."""
    audit = session.audit
    return JudgedAudit(
        policy=audit.pack or "",
        accounts=audit.accounts,
        findings=session.findings(),
        score=session.score(),
        actions=session.actions(),
    )


def sign_answers(
    path: Path, catalogue: Catalogue, key: SigningKey, now: Callable[[], datetime], own: OwnSchool | None = None
) -> Finished:
    """The answers, complete, as a signed attestation; an audit for the school known here has its logo and wording.

    Someone without a staff number is known by the identifier that the key names. Raises CatalogueFaults,
    KeyNamesSomeoneElse, DrawingFault.
    """
    from ..attestation.sign import sign

    audit = read_answers(path, catalogue, certified_number(key.certificate), now(), complete=True)
    session = session_of(catalogue, audit, now, own)
    audit = session.audit
    if audit.person is None or audit.school is None:  # read_answers never gives such an audit
        raise KeyError(path)
    if not key.is_self_signed:
        require_named(key.certificate, audit.person)
    elif not names_exactly(key.certificate, audit.person, audit.school.name):
        key = identity.certify_again(
            key, name=audit.person.name, identifier=audit.person.identifier, school=audit.school.name, now=now()
        )
    shown = KeyPart(fingerprint=fingerprint(key.certificate).hex(), words=identity.fingerprint_words(key.certificate))
    visible = SignaturePart(kind=SignatureKind.TYPED, strokes=(), text=_signature(path) or audit.person.name)
    stamper = time_stamper(audit.school)
    statement = StatementBuilder(session, now()).build(visible, shown, timestamped=stamper is not None)
    signed = sign(statement, key, timestamper=stamper)
    return Finished(
        pdf=signed.pdf,
        identifier=statement.identifier,
        fingerprint=shown.fingerprint,
        words=shown.words,
        judged=judged(session),
    )


def _signature(path: Path) -> str | None:
    from ..catalogue.loading import read_form

    return read_form(path, AnswersForm)[0].signature
