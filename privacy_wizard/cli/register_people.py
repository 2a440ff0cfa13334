"""`register person`, `record`, `note`, `correct` and `confirm-key`: what the page of a person shows and does."""

import re
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from cryptography import x509

from ..domain.names import (
    certificate_state_name,
    outcome_words,
    person_kind_name,
    score_name,
    standing_name,
    state_name,
)
from ..domain.register_events import Noted
from ..domain.register_views import CertificateState, PersonRow, corrected
from ..i18n import _, long_date
from ..identity import fingerprint
from ..identity.authority import read_request
from ..office.corrections import move_attestation, reword, strike, strike_attestation
from ..office.event_sentences import CORRECTION_RECORDED, NOTE_RECORDED, event_sentence
from ..office.key_confirmation import confirm_key
from ..register import Register, SchoolRegister, queries
from ..school.invitation_files import CERTIFICATE_LIMIT, read_certificates, read_request_file
from ..school.profile_file import read_some
from ..system import Trouble
from .attestation_outputs import entries, entry_sentence
from .context import DONE, WRONG_USE, CliContext, say, stop
from .person_outputs import PRINTER, EnteredOut, PersonOut, RecordOut, person_out

Making = Callable[..., ArgumentParser]  # makes an act of `register`, with the options that they all have

_LONGEST_NOTE = 5000
_FINGERPRINT = re.compile(r"[0-9a-fA-F]{64}")


def add_people(make: Making) -> None:
    """The acts; `make` takes a name, a help text, what to do, and whether it is about `one` school and `writes`."""
    shown = make(
        "person", _("everything about one person: attestations, keys, certificates, history"), person, one=True
    )
    listed = make("record", _("the newest entries, whatever they are about"), record, one=True)
    listed.add_argument("--last", type=int, default=50, metavar="NUMBER", help=_("how many"))
    noted = make("note", _("write a note about a person"), note, one=True, writes=True)
    noted.add_argument("--text", required=True)
    confirmed = make("confirm-key", _("a key's words were compared face to face"), confirm, one=True, writes=True)
    confirmed.add_argument("--of", required=True, metavar="KEY", help=_("64 digits, or a certificate or request"))
    confirmed.add_argument("--words", required=True, help=_("as the person read them out"))
    for act in (shown, noted, confirmed):
        act.add_argument("number", metavar="STAFF-NUMBER")
    wrong = make("correct", _("put a wrong entry right; both stay on record"), correct, one=True, writes=True)
    wrong.add_argument("entry", type=int, metavar="ENTRY", help=_("its number, as person and record show it"))
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
    out = person_out(found, titles, school_register.certificates.keys_of(row.person))
    if arguments.json:
        say(PRINTER.text(out))
    else:
        _say_person(out, tools.now())
    return DONE


def record(arguments: Namespace, _tools: CliContext, register: Register) -> int:
    """The newest entries of a school."""
    register.require_school(arguments.school)
    found = list(reversed(register.records(arguments.school, last=max(1, arguments.last))))
    if arguments.json:
        say(PRINTER.text(RecordOut(school=arguments.school, record=entries(found, corrected(found)))))
        return DONE
    for each in found:
        say(f"{each.number}. {each.at.astimezone():%Y-%m-%d %H:%M}  {event_sentence(each.event)}")
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
    return _entered(arguments, str(NOTE_RECORDED))


def correct(arguments: Namespace, _tools: CliContext, register: Register) -> int:
    """Take one entry back, or say it otherwise; what was written stays on record."""
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
    return _entered(arguments, str(CORRECTION_RECORDED))


def correct_attestation(arguments: Namespace, _tools: CliContext, register: Register) -> int:
    """Take an attestation back, or say that it is somebody else's or answers another campaign."""
    school_register = SchoolRegister(register=register, school=arguments.school)
    if arguments.take_back == bool(arguments.number or arguments.campaign):
        stop(_("Say what holds: --take-back, or whose it is (--number) and what it answers (--campaign)."), WRONG_USE)
    if arguments.take_back:
        strike_attestation(school_register, arguments.attestation, arguments.reason)
        return _entered(arguments, str(CORRECTION_RECORDED))
    row = school_register.attestations.one(arguments.attestation)
    whose = known_person(arguments, register).person if arguments.number else row.person if row else None
    if row is None or whose is None:
        stop(_("The register holds no such attestation, or it is not known whose it is. Nothing was changed."))
    campaign = arguments.campaign or row.campaign
    if campaign is not None and campaign not in {each.id for each in school_register.campaigns()}:
        stop(_("There is no campaign {campaign}. Nothing was changed.", campaign=campaign), WRONG_USE)
    move_attestation(school_register, row.attestation, whose, campaign, arguments.reason)
    return _entered(arguments, str(CORRECTION_RECORDED))


def confirm(arguments: Namespace, _tools: CliContext, register: Register) -> int:
    """The words of a key were compared face to face."""
    row = known_person(arguments, register)
    confirm_key(register, row, _fingerprint(arguments.of), arguments.words.split())
    return _entered(arguments, _("The key is on record as that of {member}.", member=row.member.name))


def known_person(arguments: Namespace, register: Register) -> PersonRow:
    """Whoever has the staff number."""
    register.require_school(arguments.school)
    with register.reading() as view:
        found = queries.person_by_number(view, arguments.school, arguments.number)
    if found is None:
        stop(
            _(
                "Nobody in {school} has the staff number {number}. Nothing was done.",
                school=arguments.school,
                number=arguments.number,
            )
        )
    return found


def _entered(arguments: Namespace, sentence: str) -> int:
    say(PRINTER.text(EnteredOut(school=arguments.school, entered=sentence)) if arguments.json else sentence)
    return DONE


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


def _say_person(out: PersonOut, now: datetime) -> None:
    say(f"{out.name}, {out.number} ({out.school})")
    about = [person_kind_name(out.kind), out.role, ", ".join(out.groups), out.email]
    about += [_("first day {long_date}", long_date=long_date(out.start)) if out.start else ""]
    about += [_("last day {long_date}", long_date=long_date(out.last_day)) if out.last_day else ""]
    about += [_("formerly {former_names}", former_names=", ".join(out.former_names)) if out.former_names else ""]
    say("  " + " · ".join(each for each in about if each))
    for standing in out.campaigns:
        say(
            f"  {standing.title}: {state_name(standing.state)}"
            + (_(", due {long_date}", long_date=long_date(standing.due)) if standing.due else "")
        )
    for each in (listed.row for listed in out.attestations):
        paper, twice = _(" · on paper") if each.on_paper else "", _(" · countersigned") if each.countersigned else ""
        score = score_name(each.score) if each.score is not None else outcome_words(each.outcome)
        say(f"  {each.attestation}  {standing_name(each.standing)} · {each.audited or ''} · {score}{paper}{twice}")
    for held in out.certificates:
        state = held.state(now)
        ended = (
            f", {certificate_state_name(state)}"
            if state in (CertificateState.REVOKED, CertificateState.SUPERSEDED)
            else ""
        )
        said = _("  certificate {serial}, until {long_date}", serial=held.serial, long_date=long_date(held.ends))
        say(said + ended)
    for key in out.keys:
        say(_("  key {key}", key=key))
    say(_("  Record, the newest first:"))
    for entry in out.record:
        later = _(" (corrected later)") if entry.corrected else ""
        said = f"{entry.record.at.astimezone():%Y-%m-%d %H:%M}  {entry_sentence(entry)}"
        say(f"  {entry.record.number}. {said}{later}")
