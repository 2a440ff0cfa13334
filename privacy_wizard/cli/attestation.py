"""`attestation list` and `show`: what came in, how it stands and why, with the digest that the other acts take."""

from argparse import Namespace
from collections.abc import Iterable, Mapping, Sequence

from ..domain.names import outcome_words, score_name, standing_name
from ..domain.register_events import AttestationStanding
from ..domain.register_views import AttestationRow, Holder, PersonRow, corrected
from ..i18n import _, ngettext
from ..intake.acceptance_rules import Judgement, judge_against
from ..intake.decisions import NotHeld
from ..intake.file_checker import FileChecker
from ..intake.receiving import gather
from ..register import Register, queries, records
from .attestation_outputs import PRINTER, AttestationsOut, Listed, ShownOut, entries, entry_sentence, shown_out
from .context import DONE, SOME_NEED_A_LOOK, CliContext, say
from .trust_options import JudgedBy, judged_by

_PAGE = 1000


def list_all(arguments: Namespace, _tools: CliContext, register: Register) -> int:
    """Everything, or what stands in one way or answers one campaign; the last received first."""
    standing = AttestationStanding(arguments.standing) if arguments.standing else None
    rows = _rows(register, arguments, standing)
    names = _names(register, arguments.school, rows)
    if arguments.json:
        found = tuple(Listed(row=each, holder=names.get(each.person or "")) for each in rows)
        say(PRINTER.text(AttestationsOut(school=arguments.school, attestations=found)))
        return DONE
    for each in rows:
        say(f"{each.attestation}  {_line(each, names.get(each.person or ''))}")
    say(ngettext("{n} in all.", "{n} in all.", len(rows)) if rows else _("There are none."))
    return DONE


def show(arguments: Namespace, tools: CliContext, register: Register) -> int:
    """One attestation: how it stands, why, and its history. What needs a look is judged once more, as things are now;
    ends with 2 where it still does.
    """
    with register.reading() as connection:
        row = queries.attestation_by_id(connection, arguments.school, arguments.attestation)
        if row is None:
            raise NotHeld
        written = list(records.records(connection, arguments.school, records.is_about([], [arguments.attestation])))
        wrong = set(records.corrections(connection, arguments.school))
    judged = _judged(row, judged_by(arguments, tools), tools, register)
    who = _names(register, arguments.school, [row]).get(row.person or "")
    out = shown_out(Listed(row=row, holder=who), judged, entries(written, wrong | corrected(written)))
    if arguments.json:
        say(PRINTER.text(out))
    else:
        _say(out, _line(row, who))
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


def _say(out: ShownOut, line: str) -> None:
    say(line)
    for reason in out.reasons:
        say(f"  - {reason.sentence}" + (f" ({reason.detail})" if reason.detail else ""))
    for exception in out.exceptions:
        say(_('  to confirm: --confirm "{exception}"', exception=exception))
    if out.decision:
        say(_("  decided: {decision}", decision=out.decision))
    for entry in out.record:
        later = _(" (corrected later)") if entry.corrected else ""
        said = f"{entry.record.at.astimezone():%Y-%m-%d %H:%M}  {entry_sentence(entry)}"
        say(f"  {entry.record.number}. {said}{later}")
