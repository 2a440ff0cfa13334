"""`attestation`: what was handed in, its standing and why, with the digest that the other acts take."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..domain.names import outcome_words, score_name, standing_name
from ..domain.register_events import AttestationStanding
from ..domain.register_views import AttestationRow, Holder, PersonRow, corrected
from ..domain.vocabulary import Outcome
from ..i18n import _, ngettext
from ..intake.acceptance_rules import Judgement, RuleFinding, described, judge_against
from ..intake.file_checker import FileChecker
from ..intake.handing_back import DEFAULT_PATTERN
from ..intake.not_decided import NotHeld
from ..intake.receiving import gather
from ..intake.sentences import recorded_reason
from ..register import Register, queries, records
from ..serialization import PrintedDocument, given, given_entries, worked_out
from .attestation_decisions import (
    accept_one,
    correct_attestation,
    countersign_many,
    enter_paper,
    hand_on,
    judge_waiting_again,
    send_one_back,
    tell_not_ours,
)
from .context import DONE, SOME_NEED_A_LOOK, CliContext, a_day, say
from .intake import REASON
from .judging_options import JudgedBy, judged_by, judging_options
from .options import WHO_SIGNS, json_option
from .register_acts import ENTRY, HELD, MANY, HeldAttestation, RecordEntries, RegisterAct, record_entries, say_record

_PAGE = 1000


def add_options(command: ArgumentParser) -> None:
    """Add the acts and options of the command."""
    acts = command.add_subparsers(dest="act", required=True, metavar="ACT")
    _add_looking(acts)
    _add_deciding(acts)
    _add_paper(acts)
    doing: dict[str, RegisterAct] = {"list": list_all, "show": show, "accept": accept_one, "send-back": send_one_back}
    doing |= {
        "not-ours": tell_not_ours,
        "judge-again": judge_waiting_again,
        "countersign": countersign_many,
        "copy": hand_on,
        "paper": enter_paper,
        "correct": correct_attestation,
    }
    for name, act in acts.choices.items():
        json_option(act)
        judging_options(act, doing[name], writes=name not in ("list", "show"))


def _add_looking(acts: "_SubParsersAction[Any]") -> None:
    found = acts.add_parser("list", help=_("what was handed in, with the digest that the other commands ask for"))
    found.add_argument("--standing", choices=[*AttestationStanding], default="", help=_("if omitted: whatever it is"))
    found.add_argument("--campaign", default="", metavar="ID")
    shown = acts.add_parser("show", help=_("one of them: how it stands, why, what to confirm, and its history"))
    shown.add_argument("attestation", metavar="SHA256")


def _add_deciding(acts: "_SubParsersAction[Any]") -> None:
    accept = acts.add_parser("accept", help=_("accept what needs a look"))
    accept.add_argument("attestation", metavar="SHA256")
    accept.add_argument("--words", default="", help=_("the words of an unknown key, as the person read them out"))
    accept.add_argument(
        "--key-not-compared", action="store_true", help=_("accept it without the words; it is recorded so")
    )
    accept.add_argument(
        "--confirm", action="append", default=[], metavar="EXCEPTION", help=_("an exception, as it was shown")
    )
    accept.add_argument(
        "--number", default="", metavar="STAFF-NUMBER", help=_("whose it is, where the file does not say")
    )
    accept.add_argument("--reason", default="")
    send_back = acts.add_parser("send-back", help=_("ask for it again; writes the draft of a mail"))
    send_back.add_argument("attestation", metavar="SHA256")
    send_back.add_argument("--reason", required=True)
    send_back.add_argument("--out", type=Path, metavar="FILE.eml")
    send_back.add_argument("--officer", default="", help=_("who signs the mail"))
    not_ours = acts.add_parser(
        "not-ours", help=_("say of a letter, or of a stranger’s file, that it is no attestation of your school’s")
    )
    not_ours.add_argument("attestations", nargs="+", metavar="SHA256")
    not_ours.add_argument("--undo", action="store_true", help=_("take that back: it stands as it did before"))
    acts.add_parser("judge-again", help=_("judge what waits again, as after another school’s file was taken into use"))
    countersign = acts.add_parser("countersign", help=_("countersign what was accepted, one or many"))
    countersign.add_argument("attestations", nargs="*", metavar="SHA256")
    countersign.add_argument("--all", action="store_true", help=_("all that are accepted and not countersigned"))
    copy = acts.add_parser(
        "copy", help=_("hand the files on: into a folder, a folder per person, or as drafts of mails")
    )
    copy.add_argument("attestations", nargs="+", metavar="SHA256")
    copy.add_argument("--out", type=Path, required=True, metavar="DIR")
    copy.add_argument("--as", dest="how", choices=["files", "folder-per-person", "mails"], default="files")
    copy.add_argument(
        "--pattern", default=DEFAULT_PATTERN, help=_("what the files are called: {number} {last} {date} …")
    )
    copy.add_argument("--officer", default="", help=str(WHO_SIGNS))


def _add_paper(acts: "_SubParsersAction[Any]") -> None:
    wrong = acts.add_parser("correct", help=_("take one back, or say whose it is; the original entry stays on record"))
    wrong.add_argument("attestation", metavar="SHA256")
    wrong.add_argument("--reason", required=True)
    wrong.add_argument("--take-back", action="store_true", help=_("as if it had never been handed in"))
    wrong.add_argument("--number", default="", metavar="STAFF-NUMBER", help=_("whose it is"))
    wrong.add_argument("--campaign", default="", metavar="ID", help=_("what it answers"))
    paper: ArgumentParser = acts.add_parser("paper", help=_("enter a signed paper checklist, with its scan"))
    paper.add_argument("number", metavar="STAFF-NUMBER")
    paper.add_argument("--scan", type=Path, required=True, metavar="FILE", help=_("a PDF, JPEG or PNG"))
    paper.add_argument(
        "--signed", type=a_day, required=True, metavar="DAY", help=_("the day on the paper, as 2026-11-20")
    )
    paper.add_argument("--campaign", default="", metavar="ID", help=_("the campaign that it answers"))
    paper.add_argument("--answers", type=Path, metavar="FILE", help=_("what was ticked, as audit --template makes it"))
    paper.add_argument("--policy", default="", metavar="PACK", help=_("without answers: the policy on the paper"))
    outcomes = [each.value for each in Outcome if each is not Outcome.NOT_SCORED]
    paper.add_argument("--outcome", choices=outcomes, default="", help=_("without answers: what it comes to"))


def list_all(arguments: Namespace, _tools: CliContext, register: Register) -> int:
    """All attestations, or those with one standing or for one campaign; latest first."""
    standing = AttestationStanding(arguments.standing) if arguments.standing else None
    rows = _rows(register, arguments, standing)
    names = _names(register, arguments.school, rows)
    if arguments.json:
        found = [HeldAttestation(row=each, holder=names.get(each.person or "")) for each in rows]
        say(ATTESTATIONS.text(school=arguments.school, attestations=found))
        return DONE
    for each in rows:
        say(f"{each.attestation}  {_line(each, names.get(each.person or ''))}")
    say(ngettext("{n} in all.", "{n} in all.", len(rows)) if rows else _("There are none."))
    return DONE


def show(arguments: Namespace, tools: CliContext, register: Register) -> int:
    """One attestation: its standing, the reasons, and its history. One that needs a look is judged again as of now;
    exits with 2 if it still does.
    """
    with register.reading() as connection:
        row = queries.attestation_by_id(connection, arguments.school, arguments.attestation)
        if row is None:
            raise NotHeld
        written = list(records.records(connection, arguments.school, records.is_about([], [arguments.attestation])))
        wrong = set(records.corrections(connection, arguments.school))
    judged = _judged(row, judged_by(arguments, tools, register), tools, register)
    who = _names(register, arguments.school, [row]).get(row.person or "")
    reasons = judged.findings if judged is not None else tuple(map(_recorded, row.reasons))
    exceptions = tuple(map(described, judged.exceptions)) if judged is not None else ()
    record = record_entries(written, wrong | corrected(written))
    if arguments.json:
        held = HeldAttestation(row=row, holder=who)
        said = SHOWN.text(held, school=row.school, reasons=reasons, exceptions=exceptions, record=record)
        say(said)
    else:
        say(_line(row, who))
        _say_why(row, reasons, exceptions)
        say_record(record)
    return SOME_NEED_A_LOOK if row.standing is AttestationStanding.NEEDS_A_LOOK else DONE


def _judged(row: AttestationRow, school: JudgedBy, tools: CliContext, register: Register) -> Judgement | None:
    if row.standing is not AttestationStanding.NEEDS_A_LOOK or row.on_paper:
        return None
    with FileChecker(school.trust, workers=1, own=school.own) as checker:
        checked = checker.check(row.file_name, register.document(row.school, row.attestation), tools.now())
    with register.reading() as connection:
        return judge_against(checked, gather(connection, row.school, checked), school.rules, tools.now())


def _rows(register: Register, arguments: Namespace, standing: AttestationStanding | None) -> list[AttestationRow]:
    register.require_school(arguments.school)
    found: list[AttestationRow] = []
    with register.reading() as connection:
        while page := queries.attestations(
            connection,
            [arguments.school],
            campaign_id=arguments.campaign or None,
            standing=standing,
            offset=len(found),
            limit=_PAGE,
        ):
            found += page
    return found


def _names(register: Register, school: str, rows: Iterable[AttestationRow]) -> Mapping[str, Holder]:
    """By person."""
    wanted = {each.person for each in rows if each.person}
    with register.reading() as connection:
        people: Sequence[PersonRow | None] = [queries.person_by_id(connection, school, each) for each in wanted]
    found = [each for each in people if each is not None]
    return {each.person: Holder(staff_number=each.member.number, name=each.member.name) for each in found}


def _line(row: AttestationRow, who: Holder | None) -> str:
    said = [
        standing_name(row.standing),
        f"{who.name}, {who.staff_number}" if who else _("not known whose"),
        str(row.audited or ""),
    ]
    said += [score_name(row.score) if row.score is not None else outcome_words(row.outcome), row.campaign or ""]
    said += [_("on paper") if row.on_paper else "", _("countersigned") if row.countersigned else "", row.file_name]
    return " · ".join(each for each in said if each)


def _say_why(row: AttestationRow, reasons: Iterable[RuleFinding], exceptions: Iterable[str]) -> None:
    for reason in reasons:
        say(f"  - {reason.sentence}" + (f" ({reason.detail})" if reason.detail else ""))
    for exception in exceptions:
        say(_('  to confirm: --confirm "{exception}"', exception=exception))
    if row.decision:
        say(_("  decided: {decision}", decision=row.decision))


def _recorded(code: str) -> RuleFinding:
    """A reason as it was recorded."""
    reason = recorded_reason(code)
    return RuleFinding(code=code, sentence=reason.sentence, rejects=reason.rejects)


def _itself(held: HeldAttestation) -> HeldAttestation:
    return held


ATTESTATIONS = PrintedDocument(
    "privacy-wizard-attestations/1",
    "What `attestation list --json` prints.",
    given("school", str),
    given("attestations", tuple[HeldAttestation, ...], **MANY),
    views=(HELD,),
)
SHOWN = PrintedDocument(
    "privacy-wizard-attestation/1",
    "What `attestation show --json` prints; `exceptions` as they are confirmed.",
    given("school", str),
    worked_out("attestation", _itself),
    given("reasons", tuple[RuleFinding, ...]),
    given("exceptions", tuple[str, ...]),
    "decision=row.decision",
    given_entries(given("record", RecordEntries, **MANY), *ENTRY),
    of=HeldAttestation,
    views=(HELD, REASON),
    file="attestation-shown-1",
)
