"""`register person`, `record`, `note`, `correct` and `confirm-key`: what a person's page shows and does."""

import re
from argparse import Namespace
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from attrs import frozen
from cryptography import x509

from ..certificates import fingerprint
from ..domain.campaign import CampaignState
from ..domain.event_sentences import CORRECTION_RECORDED, NOTE_RECORDED, event_sentence
from ..domain.names import (
    certificate_state_name,
    outcome_words,
    person_kind_name,
    score_name,
    standing_name,
    state_name,
)
from ..domain.register_events import Noted
from ..domain.register_views import CertificateRow, CertificateState, DocumentRow, Holder, InvitationRow, corrected
from ..i18n import _, local_time, long_date
from ..identity.authority import read_request
from ..office.certificates import confirm_key
from ..office.corrections import reword, strike
from ..register import PersonFile, Register, SchoolRegister
from ..school.invitation_files import CERTIFICATE_LIMIT, read_certificates, read_request_file
from ..school.profile_file import read_some
from ..serialization import PrintedDocument, View, given, given_entries, the, worked_out
from ..system import Trouble
from .context import DONE, WRONG_USE, CliContext, a_number, say, stop
from .register_acts import (
    ENTRY,
    HELD,
    MANY,
    SHA256,
    HeldAttestation,
    Making,
    RecordEntries,
    known_person,
    record_entries,
    say_entered,
    say_record,
)

_LONGEST_NOTE = 5000
_FINGERPRINT = re.compile(r"[0-9a-fA-F]{64}")


@frozen(kw_only=True)
class PersonCampaign:
    """Where a person stands in one campaign."""

    campaign: str
    title: str
    state: CampaignState
    due: date | None


def add_person(make: Making) -> None:
    """The acts; `make` takes a name, a help text, what to do, and whether it is about `one` school and `writes`."""
    shown = make(
        "person", _("everything about one person: attestations, keys, certificates, history"), person, one=True
    )
    listed = make("record", _("the newest entries, whatever they are about"), record, one=True)
    listed.add_argument("--last", type=a_number, default=50, metavar="NUMBER", help=_("how many"))
    noted = make("note", _("write a note about a person"), note, one=True, writes=True)
    noted.add_argument("--text", required=True)
    confirmed = make("confirm-key", _("a key's words were compared face to face"), confirm, one=True, writes=True)
    confirmed.add_argument("--of", required=True, metavar="KEY", help=_("64 digits, or a certificate or request"))
    confirmed.add_argument("--words", required=True, help=_("as the person read them out"))
    for act in (shown, noted, confirmed):
        act.add_argument("number", metavar="STAFF-NUMBER")
    wrong = make("correct", _("put a wrong entry right; both stay on record"), correct, one=True, writes=True)
    wrong.add_argument("entry", type=a_number, metavar="ENTRY", help=_("its number, as person and record show it"))
    wrong.add_argument("--reason", required=True)
    how = wrong.add_mutually_exclusive_group(required=True)
    how.add_argument("--take-back", action="store_true", help=_("as if it had never been said"))
    how.add_argument("--text", default="", help=_("what a note, or the reason of an excuse, says instead"))


def person(arguments: Namespace, tools: CliContext, register: Register) -> int:
    """Everything about one person, on one page."""
    row = known_person(arguments, register)
    school_register = SchoolRegister(register=register, school=arguments.school)
    found = school_register.people.file(row.person, tools.now().date())
    if found is None:  # erased between the two looks
        stop(_("Nobody in {school} has the staff number {number}.", school=arguments.school, number=arguments.number))
    titles = {each.id: each.title for each in school_register.campaigns()}
    campaigns = tuple(
        PersonCampaign(campaign=each, title=titles.get(each, each), state=state, due=due)
        for each, (state, due) in found.standing.items()
    )
    keys = tuple(school_register.certificates.keys_of(row.person))
    written = record_entries(found.records, corrected(found.records))
    if arguments.json:
        say(PERSON.text(found, campaigns=campaigns, keys=keys, record=written))
        return DONE
    _say_person(found, campaigns, tools.now())
    for key in keys:
        say(_("  key {key}", key=key))
    say(_("  Record, the newest first:"))
    say_record(written)
    return DONE


def record(arguments: Namespace, _tools: CliContext, register: Register) -> int:
    """The newest entries of a school."""
    register.require_school(arguments.school)
    found = list(reversed(register.records(arguments.school, last=max(1, arguments.last))))
    if arguments.json:
        say(RECORD.text(school=arguments.school, record=record_entries(found, corrected(found))))
        return DONE
    for each in found:
        say(f"{each.number}. {local_time(each.at):%Y-%m-%d %H:%M}  {event_sentence(each.event)}")
    return DONE


def note(arguments: Namespace, _tools: CliContext, register: Register) -> int:
    """A note about a person, who may ask to read it."""
    row, text = known_person(arguments, register), arguments.text.strip()
    if not 0 < len(text) <= _LONGEST_NOTE:
        stop(
            _(
                "A note has between one and {most:,} characters. Nothing was recorded.",
                most=_LONGEST_NOTE,
            ),
            WRONG_USE,
        )
    SchoolRegister(register=register, school=arguments.school).record(Noted(person=row.person, text=text))
    return say_entered(arguments, str(NOTE_RECORDED))


def correct(arguments: Namespace, _tools: CliContext, register: Register) -> int:
    """Take one entry back, or reword it; what was written stays on record."""
    school_register = SchoolRegister(register=register, school=arguments.school)
    if arguments.take_back:
        strike(school_register, arguments.entry, arguments.reason)
    elif not 0 < len(arguments.text.strip()) <= _LONGEST_NOTE:
        stop(
            _(
                "Say it in between one and {most:,} characters. Nothing was changed.",
                most=_LONGEST_NOTE,
            ),
            WRONG_USE,
        )
    else:
        reword(
            school_register,
            arguments.entry,
            arguments.text.strip(),
            arguments.reason,
        )
    return say_entered(arguments, str(CORRECTION_RECORDED))


def confirm(arguments: Namespace, _tools: CliContext, register: Register) -> int:
    """Record that the words of a key were compared face to face."""
    row = known_person(arguments, register)
    confirm_key(register, row, _fingerprint(arguments.of), arguments.words.split())
    return say_entered(arguments, _("The key is on record as that of {member}.", member=row.member.name))


def _fingerprint(given: str) -> str:
    """64 digits as `key fingerprint` prints them, else a file with a certificate or a request."""
    if _FINGERPRINT.fullmatch(given):
        return given.lower()
    content = read_some(Path(given), CERTIFICATE_LIMIT + 1)
    return fingerprint(_key_in(content)).hex()


def _key_in(content: bytes) -> x509.Certificate | x509.CertificateSigningRequest:
    if b"-----BEGIN CERTIFICATE REQUEST" in content:
        return read_request(content)
    try:
        return read_certificates(content)[0]
    except Trouble:
        return read_request(read_request_file(content).request.encode())


def _say_person(found: PersonFile, campaigns: Sequence[PersonCampaign], now: datetime) -> None:
    member = found.row.member
    say(f"{member.name}, {member.number} ({found.row.school})")
    about = [person_kind_name(member.kind), member.role, ", ".join(member.groups), member.email]
    about += [_("first day {long_date}", long_date=long_date(member.start)) if member.start else ""]
    about += [_("last day {long_date}", long_date=long_date(member.last_day)) if member.last_day else ""]
    about += [_("formerly {former_names}", former_names=", ".join(member.former_names)) if member.former_names else ""]
    say("  " + " · ".join(each for each in about if each))
    for standing in campaigns:
        due = _(", due {long_date}", long_date=long_date(standing.due)) if standing.due else ""
        say(f"  {standing.title}: {state_name(standing.state)}{due}")
    for each in found.attestations:
        paper, twice = _(" · on paper") if each.on_paper else "", _(" · countersigned") if each.countersigned else ""
        score = score_name(each.score) if each.score is not None else outcome_words(each.outcome)
        say(f"  {each.attestation}  {standing_name(each.standing)} · {each.audited or ''} · {score}{paper}{twice}")
    for held in found.certificates:
        state = held.state(now)
        is_over = state in (CertificateState.REVOKED, CertificateState.SUPERSEDED)
        ended = f", {certificate_state_name(state)}" if is_over else ""
        said = _("  certificate {serial}, until {long_date}", serial=held.serial, long_date=long_date(held.ends))
        say(said + ended)


def _attestations(found: PersonFile) -> tuple[HeldAttestation, ...]:
    member = found.row.member
    holder = Holder(staff_number=member.number, name=member.name)
    return tuple(HeldAttestation(row=each, holder=holder) for each in found.attestations)


CERTIFICATE = View(
    CertificateRow,
    "A certificate of the school's authority.",
    "serial",
    the("fingerprint", **SHA256),
    "starts",
    "ends",
    "superseded",
    "revoked_from",
)
INVITATION = View(
    InvitationRow,
    "An invitation; `end` is empty while it can be answered.",
    "invitation",
    "campaign",
    "expires",
    "end",
)
FILE = View(DocumentRow, "A kept file.", the("document", **SHA256), "of", "name", "size")
PERSON = PrintedDocument(
    "privacy-wizard-person/1",
    "What `register person --json` prints: everything that the page of a person shows.",
    "school=row.school",
    "number=row.member.number",
    "name=row.member.name",
    "former_names=row.member.former_names",
    "kind=row.member.kind",
    "role=row.member.role",
    "email=row.member.email",
    "groups=row.member.groups",
    "start=row.member.start",
    "last_day=row.member.last_day",
    given("campaigns", tuple[PersonCampaign, ...]),
    worked_out("attestations", _attestations, **MANY),
    "certificates",
    "invitations",
    given("keys", tuple[str, ...]),  # SHA-256 of each public key that is known to be theirs
    the("files=documents", **MANY),
    given_entries(given("record", RecordEntries, **MANY), *ENTRY),  # the newest first
    of=PersonFile,
    views=(HELD, CERTIFICATE, INVITATION, FILE),
)
RECORD = PrintedDocument(
    "privacy-wizard-record/1",
    "What `register record --json` prints; the newest first.",
    given("school", str),
    given_entries(given("record", RecordEntries, **MANY), *ENTRY),
)
