"""The statement: everything that is signed, as one JSON document that holds finished text and nothing private."""

from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from attrs import field, frozen

from ..domain.accents import overloaded
from ..domain.invitation import NamedInvitation
from ..domain.model import PolicyPack
from ..domain.versions import FIRST_RULES
from ..domain.vocabulary import (
    AccountKind,
    Area,
    Basis,
    ExceptionReason,
    HowKnown,
    Level,
    NotApplicable,
    Occasion,
    Outcome,
    PersonKind,
    Severity,
    Verdict,
)
from ..serialization import (
    Refused,
    ShapeFault,
    canonical_text,
    document_schema,
    from_plain,
    parsed,
    to_canonical,
    to_plain,
)
from . import first_statement

FORMAT = "privacy-wizard-attestation/2"
LOGO_LIMIT = 1_400_000  # characters of base64, about one megabyte of picture
TEXT_LIMIT = 1_500_000  # bytes of JSON without the logo: every one of them may have to be drawn
SIZE_LIMIT = LOGO_LIMIT + TEXT_LIMIT  # bytes of JSON
POINT_LIMIT = 20_000  # of a visible signature; one that is drawn for half a minute has about 4,000
COMMENT_LIMIT = 1500  # characters of the signer's own comment
WITHOUT_REVIEW = ("1", "2", "3")  # the layouts that do not say when the policy was to be reviewed

_SHA256 = {"pattern": "[0-9a-f]{64}"}
_ID = {"pattern": r"[a-z0-9][a-z0-9.\-]{0,99}"}
_NAME: dict[str, Any] = {"limit": 200}
_VERSION = {"pattern": r"[0-9A-Za-z][0-9A-Za-z.+!\-]{0,49}"}  # it stands in the file under the program's name
_PERCENT = {"most": 100}


class SignatureKind(StrEnum):
    """How the visible signature was given."""

    DRAWN = "drawn"
    TYPED = "typed"


class StatementFault(Exception):
    """A document is not a statement of this format. `faults` says where and why; nothing in the document may be
    believed.
    """

    def __init__(self, faults: tuple[ShapeFault, ...]) -> None:
        super().__init__("; ".join(str(fault) for fault in faults))
        self.faults = faults


@frozen(kw_only=True)
class PersonPart:
    """Who makes the statement."""

    name: str = field(metadata=_NAME)
    role: str = field(metadata=_NAME)
    kind: PersonKind
    identifier: str = field(metadata={"limit": 64})  # the staff number, else a random person identifier
    has_staff_number: bool


@frozen(kw_only=True)
class LogoPart:
    """The school's logo, as it was given."""

    media_type: str = field(metadata={"pattern": "image/(png|jpeg)"})
    base64: str = field(metadata={"limit": LOGO_LIMIT, "pattern": "[A-Za-z0-9+/]+={0,2}"})


@frozen(kw_only=True)
class SchoolPart:
    """The school that the statement is addressed to."""

    name: str = field(metadata=_NAME)
    other_names: tuple[str, ...] = field(metadata=_NAME)
    email_domains: tuple[str, ...] = field(metadata=_NAME)
    logo: LogoPart | None


@frozen(kw_only=True)
class PolicyPart:
    """The policy pack that was applied."""

    id: str = field(metadata=_ID)
    title: str
    issuer: str
    date: str = field(metadata=_NAME)
    version: str = field(metadata=_NAME)
    sha256: str = field(metadata=_SHA256)
    next_review: str | None = field(default=None, metadata=_NAME | {"later": True})  # in the policy's own words

    @classmethod
    def of(cls, pack: PolicyPack) -> "PolicyPart":
        """The pack as the statement names it."""
        return cls(
            id=pack.id,
            title=pack.title,
            issuer=pack.issuer,
            date=pack.date,
            version=pack.version,
            sha256=pack.sha256,
            next_review=pack.next_review,
        )


@frozen(kw_only=True)
class ChecklistPart:
    """One checklist that was used."""

    id: str = field(metadata=_ID)
    title: str
    version: str = field(metadata=_NAME)
    sha256: str = field(metadata=_SHA256)


@frozen(kw_only=True)
class AccountPart:
    """One account: the platform as it is to be shown, and a running number; never a handle."""

    id: str = field(metadata=_ID)  # public: platform as shown and number, "instagram-1"
    platform: str = field(metadata=_NAME)  # as shown: "Instagram" or "Another platform"
    checklist: str = field(metadata=_ID)  # as shown: "other" where it is shown as another platform
    kind: AccountKind
    number: int = field(metadata={"least": 1})
    score: int | None = field(metadata=_PERCENT)  # None: nothing that counts was asked


@frozen(kw_only=True)
class FindingPart:
    """How one requirement stands on one account, or for the person if `account` is null."""

    control: str = field(metadata=_ID)
    title: str
    area: Area
    level: Level
    severity: Severity
    weight: int
    account: str | None = field(metadata=_ID)
    verdict: Verdict
    reason: str
    clauses: tuple[str, ...] = field(metadata=_NAME)
    basis: Basis  # a reading never counts
    critical: bool
    known: HowKnown | None
    looked_on: date | None  # when what was only confirmed was last looked up; of a data export, its own day
    as_far_as_seen: bool  # the platform shows only a part, and the answer is about that part
    changed: bool  # put right during the audit


@frozen(kw_only=True)
class LeftOutPart:
    """A requirement that left the expected set on one account, and why."""

    control: str = field(metadata=_ID)
    title: str
    area: Area
    level: Level
    account: str | None = field(metadata=_ID)
    clauses: tuple[str, ...] = field(metadata=_NAME)
    basis: Basis
    reason_code: NotApplicable
    reason: str


@frozen(kw_only=True)
class ExceptionPart:
    """A declared exception; the related person is never named."""

    control: str = field(metadata=_ID)
    account: str | None = field(metadata=_ID)
    reason: ExceptionReason
    approver_role: str = field(metadata=_NAME)
    approver_name: str = field(metadata=_NAME)
    until: date


@frozen(kw_only=True)
class AreaPart:
    """The score of one area."""

    area: Area
    score: int | None = field(metadata=_PERCENT)


@frozen(kw_only=True)
class XccdfPart:
    """The scores of XCCDF's default and flat models (NIST IR 7275r4, 7.3.2), beside the headline score."""

    default: float | None = field(metadata={"most": 100.0})  # rounded to two places; None: nothing was scored
    flat: int
    flat_maximum: int


@frozen(kw_only=True)
class ActionPart:
    """What is still to do, what it gains, and by when."""

    text: str
    control: str = field(metadata=_ID)
    account: str | None = field(metadata=_ID)
    gain: int = field(metadata=_PERCENT)
    lifts: int | None = field(metadata=_PERCENT)  # the limit on the score that doing this alone lifts
    due: date | None


@frozen(kw_only=True)
class FurtherPart:
    """How many of the further questions are settled; they stand among the findings, and never count."""

    settled: int
    offered: int


@frozen(kw_only=True)
class GuidancePart:
    """How old the guidance behind the checks was."""

    oldest_source: str | None = field(metadata=_NAME)
    newest_source: str | None = field(metadata=_NAME)
    never_seen: int  # checks whose screen nobody has looked at yet
    checks: int
    text: str


@frozen(kw_only=True)
class SignaturePart:
    """The visible signature.

    Strokes are lists of points. The pad is 1000 units wide, and y runs downwards in the same unit, so that a stroke
    keeps its proportions. A typed signature has a text and no strokes.
    """

    kind: SignatureKind
    strokes: tuple[tuple[tuple[int, int], ...], ...] = field(
        metadata={"limit": 500, "each": {"limit": 5000, "each": {"most": 1000}}}
    )
    text: str = field(metadata=_NAME)


@frozen(kw_only=True)
class KeyPart:
    """The key that signs."""

    fingerprint: str = field(metadata=_SHA256)  # SHA-256 of the public key (SubjectPublicKeyInfo, DER)
    words: tuple[str, ...] = field(metadata={"limit": 24})


@frozen(kw_only=True)
class WordingPart:
    """Every heading, label and sentence on the page, as finished plain text."""

    declaration: tuple[str, ...] = field(metadata={"limit": 20, "each": {}})
    template_sha256: str = field(metadata=_SHA256)
    texts: dict[str, str]


@frozen(kw_only=True)
class Statement:
    """A privacy attestation before it is signed."""

    format: str = field(metadata={"pattern": f"{FORMAT}|{first_statement.FORMAT}"})
    rules_version: str = field(metadata={"pattern": "[0-9]{1,4}"})  # the rules of judgement that it was made under
    identifier: str = field(metadata={"pattern": "[0-9a-f]{32}"})
    program_version: str = field(metadata=_VERSION)
    layout_version: str = field(metadata={"pattern": "[0-9]{1,4}"})
    created: datetime  # by the signer's own clock, with its zone, in whole seconds
    person: PersonPart
    school: SchoolPart
    occasion: Occasion
    invitation: NamedInvitation | None  # the one that it answers
    policy: PolicyPart
    checklists: tuple[ChecklistPart, ...]
    accounts: tuple[AccountPart, ...]
    no_accounts: bool
    findings: tuple[FindingPart, ...]
    left_out: tuple[LeftOutPart, ...]
    exceptions: tuple[ExceptionPart, ...]
    score: int | None = field(metadata=_PERCENT)
    raw_score: int | None = field(metadata=_PERCENT)  # without the limits that what is open sets; None under rules 1
    outcome: Outcome
    further: FurtherPart | None  # None: the school does not ask for them
    areas: tuple[AreaPart, ...]
    person_score: int | None = field(metadata=_PERCENT)
    xccdf: XccdfPart
    actions: tuple[ActionPart, ...]
    guidance: GuidancePart
    comment: str | None = field(metadata={"limit": COMMENT_LIMIT})
    signature: SignaturePart
    key: KeyPart
    time_note: str
    wording: WordingPart


def to_json(statement: Statement) -> bytes:
    """The one JSON document of a statement: UTF-8, sorted keys, no spaces; the same bytes each time."""
    if statement.format == first_statement.FORMAT:
        return canonical_text(first_statement.as_first(to_plain(statement))).encode()
    return to_canonical(statement)


def from_json(document: bytes) -> Statement:
    """The statement in a JSON document from anywhere.

    Raises StatementFault; nothing is converted, guessed or skipped.
    """
    if len(document) > SIZE_LIMIT:
        raise StatementFault((ShapeFault("", "is larger than any statement"),))
    try:
        statement: Statement = from_plain(first_statement.as_present(parsed(document)), Statement)
    except Refused as refused:
        raise StatementFault((refused.fault,)) from None
    logo = statement.school.logo
    if len(document) - (len(logo.base64) if logo else 0) > TEXT_LIMIT:
        raise StatementFault((ShapeFault("", "is larger than any statement"),))
    if faults := _contradictions(statement):
        raise StatementFault(faults)
    return statement


def schema() -> dict[str, Any]:
    """The JSON Schema of the format, as shipped in resources/schemas/attestation-2.schema.json."""
    found = document_schema(Statement, FORMAT)
    return found | {"properties": found["properties"] | {"format": {"const": FORMAT}}}


def _contradictions(statement: Statement) -> tuple[ShapeFault, ...]:
    """What does not fit together although each part has the right shape."""
    faults = []
    if sum(map(len, statement.signature.strokes)) > POINT_LIMIT:
        faults.append(ShapeFault("signature.strokes", "has more points than any signature"))
    if (statement.format == first_statement.FORMAT) != (statement.rules_version == FIRST_RULES):
        faults.append(ShapeFault("rules_version", "is not that of this format"))
    ids = [account.id for account in statement.accounts]
    if len(set(ids)) != len(ids):
        faults.append(ShapeFault("accounts", "names an account twice"))
    faults += [ShapeFault(place, "is empty") for place, said in _never_empty(statement) if not said.strip()]
    if statement.no_accounts and ids:
        faults.append(ShapeFault("no_accounts", "is true although accounts are listed"))
    for place, text in _written_by_people(statement):
        if overloaded(text):
            faults.append(ShapeFault(place, "has more accents on a letter than a line has room for"))
    for name in ("findings", "left_out", "exceptions", "actions"):
        for at, part in enumerate(getattr(statement, name)):
            if part.account is not None and part.account not in ids:
                faults.append(ShapeFault(f"{name}[{at}].account", "is not among the accounts"))
    return tuple(faults)


def _never_empty(statement: Statement) -> Iterator[tuple[str, str]]:
    """Without these a page names nobody, or bears no signature."""
    yield "person.name", statement.person.name
    yield "person.identifier", statement.person.identifier
    if not any(statement.signature.strokes):
        yield "signature", statement.signature.text


def _written_by_people(statement: Statement) -> Iterator[tuple[str, str]]:
    """Text typed by people that is printed on the page, with its place; all other text comes from checklists and
    wordings.
    """
    yield "person.name", statement.person.name
    yield "person.role", statement.person.role
    yield "school.name", statement.school.name
    yield from (("school.other_names", each) for each in statement.school.other_names)
    yield "comment", statement.comment or ""
    yield "signature.text", statement.signature.text
    for at, part in enumerate(statement.exceptions):
        yield f"exceptions[{at}].approver_name", part.approver_name
        yield f"exceptions[{at}].approver_role", part.approver_role
    yield from (("wording.declaration", each) for each in statement.wording.declaration)
