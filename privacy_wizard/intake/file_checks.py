"""The rules of acceptance: what the file shows, held against the shipped policy, the trusted keys and the clock."""

from base64 import b64decode
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from attrs import frozen
from cryptography.x509.oid import NameOID

from ..attestation.reasons import Reason
from ..attestation.seal import Seal, subject_text
from ..attestation.statement import Statement
from ..attestation.verify import Doubt, Examination
from ..certificates import serial_of
from ..domain.likeness import Likeness, as_certified, both, likeness
from ..i18n import _
from ..identity import fingerprint_words
from .findings import findings_doubts
from .reference_library import ReferenceLibrary
from .report import SignerPart, StatedPart, VerificationReport, plain_text, reason_parts, standing
from .trust import Trust, is_named_service

_AHEAD = timedelta(days=1)  # how far a clock may be ahead of ours, of a time stamp and of whoever countersigns
_ABOUT_FINDINGS = frozenset(
    (
        *(Reason.NOT_THE_EXPECTED_SET, Reason.FINDING_WRONG, Reason.LEFT_OUT_WRONG),
        *(Reason.EXCEPTION_WRONG, Reason.SCORE_WRONG),
    )
)
_NOT_HERE = frozenset((Reason.UNKNOWN_POLICY, Reason.UNKNOWN_CHECKLIST))


@frozen(kw_only=True)
class KnownKeys:
    """Which of the signatures lead to a trusted key; None where nobody was named as trusted."""

    attestor: bool | None
    officer: bool | None
    may_countersign: bool | None = None
    forged: tuple[str, ...] = ()  # whose certificate names a trusted authority that never signed it


def judge(
    examination: Examination, references: ReferenceLibrary, trust: Trust | None, now: datetime
) -> VerificationReport:
    """The report on an examined file; `trust` is None where nobody was named as trusted; `now` is aware.

    The file's name and digest are for the caller to fill in.
    """
    known = _known(examination, trust)
    about_findings: tuple[Doubt, ...] = ()
    if examination.statement is not None:
        about_findings = _of_findings(examination.statement, references)
    doubts = (
        *examination.doubts,
        *about_findings,
        *_of_key(examination.statement),
        *compared(examination, references.school_names),
        *_of_time(examination, now),
        *_of_time_service(examination, references),
        *_of_trust(examination, known, now),
        *_of_revocation(examination, references),
        *_of_versions(examination.statement, references),
        *_of_further(examination.statement, references),
        *_of_logo(examination.statement, references),
    )
    return VerificationReport(
        file="",
        sha256=None,
        verdict=standing(doubts),
        intact=examination.intact,
        valid=examination.valid,
        trusted=known.attestor,
        covers_whole_file=examination.covers_whole_file,
        page_agrees=examination.page_agrees,
        score_agrees=_score_agrees(examination.statement, about_findings),
        countersigned=examination.officer is not None,
        signer=_signer(examination.attestor, known.attestor),
        officer=_signer(examination.officer, known.officer),
        stated=_stated(examination.statement),
        reasons=reason_parts(doubts),
    )


def _known(examination: Examination, trust: Trust | None) -> KnownKeys:
    attestor, officer = examination.attestor, examination.officer
    may = None
    if (
        trust is not None
        and attestor is not None
        and officer is not None
        and officer.fingerprint != attestor.fingerprint
    ):
        may = trust.may_countersign(officer, attestor)  # the same key is doubted already, by the file itself
    seals = [each for each in (attestor, officer) if each is not None]
    return KnownKeys(
        attestor=_covered(attestor, trust),
        officer=_covered(officer, trust),
        may_countersign=may,
        forged=tuple(each.name for each in seals if trust is not None and trust.is_named_falsely(each)),
    )


def _covered(seal: Seal | None, trust: Trust | None) -> bool | None:
    return None if seal is None or trust is None else trust.covers(seal)


def _of_findings(statement: Statement, references: ReferenceLibrary) -> tuple[Doubt, ...]:
    """Nothing where some library of the school leaves nothing to doubt; else what the first one finds."""
    first: tuple[Doubt, ...] = ()
    for library in references.libraries(statement):
        found = findings_doubts(statement, library)
        if not found:
            return ()
        first = first or found
    return first


def _of_versions(statement: Statement | None, references: ReferenceLibrary) -> Iterator[Doubt]:
    """Versions that no longer count."""
    if statement is None:
        return
    policy = (statement.policy.id, statement.policy.version)
    for identifier, version in (policy, *((part.id, part.version) for part in statement.checklists)):
        why = references.withdrawn(identifier, version)
        if why is not None:
            yield Doubt(reason=Reason.WITHDRAWN, detail=f"{identifier} {version}: {why.reason}")


def _of_further(statement: Statement | None, references: ReferenceLibrary) -> Iterator[Doubt]:
    """What the school asks for beyond its policy, and the signer was not asked."""
    if statement is not None and statement.further is None and references.asks_further:
        yield Doubt(reason=Reason.WITHOUT_FURTHER, detail="")


def _of_logo(statement: Statement | None, references: ReferenceLibrary) -> Iterator[Doubt]:
    """A picture of the signer's own, where page 1 shows the school's logo. None is fine: school files differ."""
    logo = None if statement is None else statement.school.logo
    if logo is not None and not references.may_show(b64decode(logo.base64)):
        yield Doubt(reason=Reason.OTHER_LOGO)


def _of_revocation(examination: Examination, references: ReferenceLibrary) -> Iterator[Doubt]:
    """Certificates that the school's profile says are not believed any longer."""
    attestor = (examination.attestor, Reason.REVOKED, Reason.REVOKED_SINCE)
    officer = (examination.officer, Reason.OFFICER_REVOKED, Reason.OFFICER_REVOKED_SINCE)
    for seal, before, since in (attestor, officer):
        revoked = None if seal is None else references.revoked_from(serial_of(seal.certificate))
        if seal is not None and revoked is not None:
            yield Doubt(reason=before if seal.moment >= revoked else since, detail=revoked.date().isoformat())


def _score_agrees(statement: Statement | None, doubts: tuple[Doubt, ...]) -> bool | None:
    reasons = {doubt.reason for doubt in doubts}
    if statement is None:
        return None
    if reasons & _ABOUT_FINDINGS:
        return False
    return None if reasons & _NOT_HERE else True


def _of_key(statement: Statement | None) -> Iterator[Doubt]:
    """The words on the page are those of the key: they are what two people compare."""
    if statement is not None and statement.key.words != fingerprint_words(bytes.fromhex(statement.key.fingerprint)):
        yield Doubt(reason=Reason.OTHER_KEY, detail=_("the words of the key"))


def _of_time(examination: Examination, now: datetime) -> Iterator[Doubt]:
    statement, seal, officer = examination.statement, examination.attestor, examination.officer
    moments = [statement.created] if statement else []
    moments += [each.signed_at for each in (seal, officer) if each]
    if any(moment > now + _AHEAD for moment in moments):
        yield Doubt(reason=Reason.IN_THE_FUTURE)
    for each in (seal, officer):
        if each is not None and each.time_stamp is not None and abs(each.time_stamp - each.signed_at) > _AHEAD:
            yield Doubt(reason=Reason.TIMES_DIFFER, detail=_("time stamp"))
    if seal is not None and officer is not None and officer.moment < seal.moment - _AHEAD:
        yield Doubt(reason=Reason.OFFICER_WRONG, detail=_("dated before the signature"))


def _of_time_service(examination: Examination, references: ReferenceLibrary) -> Iterator[Doubt]:
    """A stamp counts only from a service that the school's profile names."""
    for each in (examination.attestor, examination.officer):
        if each is not None and each.time_stamp is not None and not is_named_service(each, references.time_services):
            yield Doubt(reason=Reason.TIME_SERVICE_UNKNOWN, detail=each.time_stamp_by)


def _of_trust(examination: Examination, known: KnownKeys, now: datetime) -> Iterator[Doubt]:
    seal = examination.attestor
    if seal is None:
        return
    if known.forged:
        yield from (Doubt(reason=Reason.ISSUER_FORGED, detail=name) for name in known.forged)
        return
    if known.attestor is None:
        yield Doubt(reason=Reason.UNKNOWN_KEY)
    elif not known.attestor:
        yield Doubt(reason=Reason.NOT_TRUSTED)
    if known.officer is False:
        yield Doubt(reason=Reason.OFFICER_UNKNOWN)
    elif known.may_countersign is False:
        yield Doubt(reason=Reason.NOT_AN_OFFICER)
    if now > seal.certificate.not_valid_after_utc:
        yield Doubt(reason=Reason.CERTIFICATE_RAN_OUT)


def _signer(seal: Seal | None, trusted: bool | None) -> SignerPart | None:
    if seal is None:
        return None
    return SignerPart(
        name=plain_text(seal.name),
        identifier=plain_text(seal.identifier),
        fingerprint=seal.fingerprint,
        words=fingerprint_words(bytes.fromhex(seal.fingerprint)),
        self_signed=seal.certificate.issuer == seal.certificate.subject,
        valid_until=seal.certificate.not_valid_after_utc.date(),
        signed_at=seal.signed_at,
        time_stamp=seal.time_stamp,
        time_stamp_by=plain_text(seal.time_stamp_by),
        trusted=trusted,
    )


def _stated(statement: Statement | None) -> StatedPart | None:
    if statement is None:
        return None
    return StatedPart(
        identifier=statement.identifier,
        person=plain_text(statement.person.name),
        person_identifier=plain_text(statement.person.identifier),
        school=plain_text(statement.school.name),
        occasion=statement.occasion,
        invitation=statement.invitation,
        policy=plain_text(statement.policy.title),
        policy_version=plain_text(statement.policy.version),
        created=statement.created,
        score=statement.score,
        outcome=statement.outcome,
    )


def compared(examination: Examination, schools: Sequence[str]) -> Iterator[Doubt]:
    """What the page says otherwise than the certificate, or than the names by which the school is known here.

    The number is compared by the file's own check already.
    """
    statement, seal = examination.statement, examination.attestor
    if statement is None or seal is None:
        return
    name, school = statement.person.name, statement.school.name
    how = likeness(seal.name, as_certified(name))
    if how is not Likeness.SAME:
        reason = Reason.OTHER_NAME if how is Likeness.OTHER else Reason.NAME_SPELLED_OTHERWISE
        yield Doubt(reason=reason, detail=both(name, _("in the certificate"), seal.name))
    certified = subject_text(seal.certificate, NameOID.ORGANIZATION_NAME)
    is_known_here = any(likeness(each, school) is Likeness.SAME for each in schools)
    if certified and not _is_one_of((school, *(schools if is_known_here else ())), certified):
        yield Doubt(reason=Reason.SCHOOL_DIFFERS, detail=both(school, _("in the certificate"), certified))
    if schools and not is_known_here:
        yield Doubt(reason=Reason.OTHER_SCHOOL, detail=both(school, _("in the school's file"), schools[0]))


def _is_one_of(names: Sequence[str], sought: str) -> bool:
    return any(likeness(as_certified(each), sought) is Likeness.SAME for each in names)
