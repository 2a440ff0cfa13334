"""The result of a verification: values with a shipped schema, and a sentence for each reason."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum

from attrs import evolve, field, frozen

from ..attestation.reasons import Reason
from ..attestation.verify import Doubt
from ..domain.invitation import NamedInvitation
from ..domain.vocabulary import Occasion, Outcome
from .sentences import SENTENCES

FORMAT = "privacy-wizard-verify/1"
_DETAIL_LIMIT = 300
# Whose key it is, the register knows better than the file: who used it before, and since when it is not believed.
# And it says itself which school it is of.
FOR_THE_REGISTER = frozenset(
    (Reason.UNKNOWN_KEY, Reason.NOT_TRUSTED, Reason.REVOKED, Reason.REVOKED_SINCE, Reason.OTHER_SCHOOL)
)
_NOT_TEXT = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]+"
)
_SHA256 = {"pattern": "[0-9a-f]{64}"}


class FileVerdict(StrEnum):
    """What happens to a file."""

    ACCEPTED = "accepted"
    NEEDS_A_LOOK = "needs a look"
    REJECTED = "rejected"


@frozen(kw_only=True)
class ReasonPart:
    """One reason: its code, its sentence, and where or what in a few words."""

    code: Reason
    sentence: str
    detail: str = field(metadata={"limit": _DETAIL_LIMIT})


@frozen(kw_only=True)
class SignerPart:
    """Who signed, according to the certificate; only if `trusted` is true does somebody vouch for it."""

    name: str
    identifier: str
    fingerprint: str = field(metadata=_SHA256)
    words: tuple[str, ...]
    self_signed: bool
    valid_until: date
    signed_at: datetime  # by the signer's own clock
    time_stamp: datetime | None  # by a time-stamping service
    time_stamp_by: str  # the name that this service gives itself; nobody vouches for it here
    trusted: bool | None  # null: nobody was named as trusted


@frozen(kw_only=True)
class StatedPart:
    """A summary of what the attestation states; believe it only if the file is accepted."""

    identifier: str
    person: str
    person_identifier: str
    school: str
    occasion: Occasion
    invitation: NamedInvitation | None
    policy: str
    policy_version: str
    created: datetime
    score: int | None = field(metadata={"most": 100})
    outcome: Outcome


@frozen(kw_only=True)
class VerificationReport:
    """What is known about one file. Null means that it could not be determined."""

    format: str = field(default=FORMAT, metadata={"pattern": FORMAT})
    file: str
    sha256: str | None = field(metadata=_SHA256)
    verdict: FileVerdict
    intact: bool | None  # not a byte of what was signed is changed
    valid: bool | None  # the signatures are right
    trusted: bool | None  # it is known whose key it is; null: nobody was named as trusted
    covers_whole_file: bool | None
    page_agrees: bool | None
    score_agrees: bool | None
    countersigned: bool
    signer: SignerPart | None
    officer: SignerPart | None
    stated: StatedPart | None
    reasons: tuple[ReasonPart, ...]


def standing(doubts: Iterable[Doubt]) -> FileVerdict:
    """The worst of the reasons decides; a file with none is accepted."""
    rejects = [doubt.reason.rejects for doubt in doubts]
    if any(rejects):
        return FileVerdict.REJECTED
    return FileVerdict.NEEDS_A_LOOK if rejects else FileVerdict.ACCEPTED


def is_barred(report: VerificationReport) -> bool:
    """Whether the file itself has something about it that nobody may accept here."""
    return any(each.code.bars for each in report.reasons if each.code not in FOR_THE_REGISTER)


def reason_parts(doubts: Iterable[Doubt]) -> tuple[ReasonPart, ...]:
    """Reasons with their sentences, those that reject first, each once."""
    ordered = sorted(dict.fromkeys(doubts), key=lambda doubt: not doubt.reason.rejects)
    return tuple(
        ReasonPart(
            code=each.reason, sentence=str(SENTENCES[each.reason]), detail=plain_text(each.detail)[:_DETAIL_LIMIT]
        )
        for each in ordered[:20]
    )


def by_own_key(report: VerificationReport) -> VerificationReport:
    """The report for whoever holds the key that signed: they know whose it is, whatever name it was signed under."""
    reasons = tuple(each for each in report.reasons if each.code is not Reason.NOT_TRUSTED)
    signer = None if report.signer is None else evolve(report.signer, trusted=True)
    verdict = standing(Doubt(reason=each.code) for each in reasons)
    return evolve(report, verdict=verdict, trusted=True, signer=signer, reasons=reasons)


def worded(report: VerificationReport) -> VerificationReport:
    """The report with sentences of this process: those of a worker that has read a hostile file are not believed."""
    return evolve(report, reasons=tuple(evolve(each, sentence=str(SENTENCES[each.code])) for each in report.reasons))


def failed(reason: Reason, detail: str = "", *, file: str = "", sha256: str | None = None) -> VerificationReport:
    """The report on a file of which nothing else is known."""
    return VerificationReport(
        file=file,
        sha256=sha256,
        verdict=standing([Doubt(reason=reason)]),
        intact=None,
        valid=None,
        trusted=None,
        covers_whole_file=None,
        page_agrees=None,
        score_agrees=None,
        countersigned=False,
        signer=None,
        officer=None,
        stated=None,
        reasons=reason_parts([Doubt(reason=reason, detail=detail)]),
    )


def plain_text(text: str) -> str:
    """Text from a hostile file, fit to be shown on a terminal: no control characters, no changes of direction."""
    return " ".join(_NOT_TEXT.sub(" ", text).split())
