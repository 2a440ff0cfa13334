"""The inspection report as a document: what is open comes first, technical details last, and names never."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from ..domain.campaign import Campaign
from ..domain.names import outcome_name, staff_area_name
from ..domain.register_views import Overview
from ..domain.vocabulary import Area, Outcome
from ..i18n import _, long_date, long_moment, ngettext
from ..reports.report_sheet import Items, Letterhead, Part, ReportDocument, ReportTable, Section, Small
from .inspection_report import InspectionReport
from .open_actions import OpenAction, how_many_open
from .school_figures import LEAST

_TRUSTING, _ALONE = "privacy-wizard verify --trust school.pem FILE", "privacy-wizard verify FILE"


def inspection_document(found: InspectionReport, head: Letterhead) -> ReportDocument:
    """Every text of the report."""
    return ReportDocument(
        head=head,
        kicker=_("Inspection report"),
        title=_("Privacy of staff accounts"),
        below=" · ".join(filter(None, (head.school, found.group, long_moment(found.at)))),
        lead=_what_it_is(found.group),
        sections=(
            *(_in_short(found), _open(found), _coverage(found), _attestations(found), _policy(found)),
            *(_sample(found), _technique(found)),
        ),
    )


def _what_it_is(group: str) -> str:
    told = _("In numbers, what staff have done and what is still open. It names nobody.")
    alone = _(
        "It counts the people of one group alone, as the staff list has it today: {group}. The check of the register "
        "is of all of it.",
        group=group,
    )
    return f"{told} {alone}" if group else told


def _in_short(found: InspectionReport) -> Section:
    told = [
        ngettext("{n} person of this group works here now.", "{n} people of this group work here now.", found.people)
        if found.group
        else ngettext("{n} person works at the school now.", "{n} people work at the school now.", found.people)
    ]
    told += [_answered(campaign, overview) for campaign, overview in found.campaigns[:1]]
    told.append(_how_many_open(found))
    if len(found.policy_changes) > 1:
        day, _policies = found.policy_changes[-1]
        told.append(_("The policy was changed on {day}.", day=long_date(day)))
    told.append(_whole(found))
    return Section(heading=_("In short"), parts=(Items(texts=tuple(told)),))


def _answered(campaign: Campaign, overview: Overview) -> str:
    """Whoever is excused was asked, too."""
    nobody_excused = _(
        "{campaign}: the school has accepted the attestations of {done} of the {asked} people asked ({share})."
    )
    some_excused = _(
        "{campaign}: {asked} people were asked. The attestations of {done} are accepted, {excused} excused ({share} of "
        "those not excused)."
    )
    return (some_excused if overview.excused else nobody_excused).format(
        campaign=campaign.title,
        done=f"{overview.done:,}",
        asked=f"{overview.asked + overview.excused:,}",
        excused=f"{overview.excused:,}",
        share=_share(overview.done, overview.asked),
    )


def _how_many_open(found: InspectionReport) -> str:
    return how_many_open(found.still_open, found.at.date()) if found.still_open else _("Nothing is open.")


def _whole(found: InspectionReport) -> str:
    if found.report.holds:
        return _(
            "Everything that was recorded is still there, unchanged: {events} entries and {files} files were checked "
            "when this was made.",
            events=f"{found.report.events:,}",
            files=f"{found.report.documents:,}",
        )
    return ngettext(
        "The register was checked when this was made, and it is NOT whole: {n} fault found.",
        "The register was checked when this was made, and it is NOT whole: {n} faults found.",
        len(found.report.faults),
    )


def _open(found: InspectionReport) -> Section:
    rows = _rows_by_area(found.still_open, found.at.date())
    if not rows:
        return Section(heading=_("What is open"), parts=(_how_many_open(found),))
    what = _(
        "An accepted attestation may name points that the person is still putting right, each by a day of its own. "
        "Areas that concern fewer than {n} people are put together.",
        n=LEAST,
    )
    headings = (*(_("Area"), _("People"), _("Points")), *(_("Overdue"), _("Next day"), _("Last day")))
    table = ReportTable(headings=headings, rows=rows, shares=(5, 1.2, 1.2, 1.4, 2.6, 2.6), numbers=5)
    return Section(heading=_("What is open"), parts=(what, table))


def _rows_by_area(still_open: Sequence[OpenAction], today: date) -> tuple[tuple[str, ...], ...]:
    """Those of most people first; areas of few people are one row at the end, so that no figure points at somebody."""
    by_area: dict[Area | None, list[OpenAction]] = {}
    for each in still_open:
        by_area.setdefault(each.area, []).append(each)
    few = [each for some in by_area.values() if _people(some) < LEAST for each in some]
    many: Mapping[Area | None, Sequence[OpenAction]] = {
        area: some for area, some in by_area.items() if _people(some) >= LEAST
    }
    rows = [
        _area_row(staff_area_name(area) if area is not None else _("Other"), some, today)
        for area, some in sorted(many.items(), key=lambda each: -_people(each[1]))
    ]
    return (*rows, _area_row(_("Other areas"), few, today)) if few else tuple(rows)


def _people(actions: Sequence[OpenAction]) -> int:
    return len({each.person.person for each in actions})


def _area_row(name: str, actions: Sequence[OpenAction], today: date) -> tuple[str, ...]:
    late = sum(each.is_overdue(today) for each in actions)
    coming = sorted(each.due for each in actions if each.due is not None and each.due >= today)
    days = (_whole_date(coming[0]), _whole_date(coming[-1])) if coming else ("–", "–")
    return (name, *(f"{number:,}" for number in (_people(actions), len(actions), late)), *days)


def _coverage(found: InspectionReport) -> Section:
    done = _(
        "Done: the school has accepted an attestation. That says that somebody has answered and signed, not that "
        "nothing is left to put right."
    )
    headings = (
        *(_("Campaign"), _("Due"), _("Done"), _("Handed in"), _("Problem"), _("Missing"), _("of them overdue")),
        *(_("Excused"), _("Done of those asked")),
    )
    rows = tuple(_campaign(campaign, overview) for campaign, overview in found.campaigns)
    shares = (3.8, 3.1, 1.3, 1.6, 1.7, 1.6, 1.7, 1.7, 2.0)
    parts: list[Part] = [done, ReportTable(headings=headings, rows=rows, shares=shares, numbers=7)]
    days = sorted(each.audited for each in found.accepted if each.audited is not None)
    if days:
        first, last = long_date(days[0]), long_date(days[-1])
        sentence = _(
            "The first accepted attestation was signed on {first}, the last on {last}.", first=first, last=last
        )
        parts.append(sentence)
    return Section(heading=_("Who has answered"), parts=tuple(parts))


def _campaign(campaign: Campaign, overview: Overview) -> tuple[str, ...]:
    numbers = (overview.done, overview.handed_in, overview.problem, overview.missing, overview.overdue)
    return (
        campaign.title,
        _whole_date(campaign.due) if campaign.due else "–",
        *(f"{number:,}" for number in (*numbers, overview.excused)),
        _share(overview.done, overview.asked),
    )


def _attestations(found: InspectionReport) -> Section:
    accepted = found.accepted
    countersigned, on_paper = (
        sum(each.countersigned is not None for each in accepted),
        sum(each.on_paper for each in accepted),
    )
    keys = found.keys
    further = (
        (_("Accepted with others, by one act"), keys.together),
        (_("Accepted, and signed by the school as well"), countersigned),
        (_("Accepted, on paper"), on_paper),
        (_("Waiting for the school to look"), found.needs_a_look),
        (_("Sent back"), found.sent_back),
    )
    rows = ((_("Accepted"), f"{len(accepted):,}"), *((what, f"{many:,}") for what, many in further if many))
    compared = _("{n} of {of}", n=f"{keys.compared:,}", of=f"{keys.signed:,}")
    rows = (*rows, *([(_("Keys compared in person"), compared)] if keys.signed else ()))
    counted = Counter(each.outcome for each in accepted)
    outcomes = tuple(
        (outcome_name(outcome), f"{counted[outcome]:,}", _share(counted[outcome], len(accepted)))
        for outcome in Outcome
        if counted[outcome]
    )
    said = (_("What the accepted ones say"), _("Number"), _("Share"))
    return Section(
        heading=_("The attestations in numbers"),
        parts=(
            ReportTable(headings=(_("Attestations"), _("Number")), rows=rows, shares=(5, 2), numbers=1),
            ReportTable(headings=said, rows=outcomes, shares=(5, 1, 1), numbers=2),
        ),
    )


def _policy(found: InspectionReport) -> Section:
    what = _(
        "For each of their accounts, staff answer what the policy asks, look up each setting, and sign "
        "what they found with their own key. The school checks each signature, and decides."
    )
    changes = tuple(
        _("From {day}: {policies}", day=long_date(day), policies="; ".join(found.titles(applied)))
        for day, applied in found.policy_changes
    )
    applied: tuple[Part, ...] = (_("The policy that applied:"), Items(texts=changes)) if changes else ()
    headings = (_("Policy"), _("Version"), _("Accepted attestations"))
    rows = tuple((title, version or "–", f"{count:,}") for title, version, count in found.by_policy())
    table = ReportTable(headings=headings, rows=rows, shares=(6, 2, 2), numbers=1)
    return Section(heading=_("Policy"), parts=(what, *applied, table))


def _sample(found: InspectionReport) -> Section:
    keys = found.keys
    vouched = _("That it does not know the signer is to be expected: the school vouches for them, not a company.")
    some = _("That it does not know the signer is to be expected: the school vouches for some, and no company does.")
    alone = _(
        "That it does not know the signer is to be expected: each signs with a key of their own, not a company's."
    )
    steps = (
        _("Ask the office for any attestations that you choose: they are PDF files, each signed by one person."),
        _(
            "Open one in a program that shows signatures, such as Adobe Acrobat. It says whether the file was changed "
            "since it was signed. {signer}",
            signer=alone if not keys.certified else vouched if keys.certified == keys.signed else some,
        ),
        _("Ask the office to open the same person's page, and compare score, outcome and days."),
    )
    return Section(heading=_("See for yourself"), parts=(Items(texts=steps),))


def _technique(found: InspectionReport) -> Section:
    """For whoever checks with tools, in small letters."""
    command = _TRUSTING if found.words else _ALONE
    parts = [_("With this program's command line: {command}. Nothing is sent anywhere.", command=command)]
    if found.words:
        certificate = _(
            "The words of the school's certificate (school.pem), to be compared with the office: {words}. In "
            "hexadecimal: {fingerprint}",
            words=" ".join(found.words),
            fingerprint=found.fingerprint,
        )
    else:
        certificate = _(
            "This school has no certificate of its own. The words of each person's key are on their attestation; the "
            "register says which keys were compared with their owners."
        )
    parts.append(certificate)
    head = found.report.head
    if head is not None:
        last = _(
            "Last signed entry of the register: {number}, {moment}. Its digest, by which a later change would show: "
            "{digest}",
            number=head.number,
            moment=long_moment(head.signed_at),
            digest=head.digest,
        )
        parts.append(last)
    return Section(heading=_("Technical details"), parts=tuple(Small(text=each) for each in parts))


def _whole_date(day: date) -> str:
    """For a column, in which it is not broken."""
    return long_date(day).replace(" ", "\u00a0")


def _share(count: int, of: int) -> str:
    return f"{round(100 * count / of)}\u00a0%" if of else "–"
