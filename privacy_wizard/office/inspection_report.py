"""The inspection report: policy, coverage, outcomes and cases in figures, and the check of the register. It names
nobody.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from attrs import frozen

from ..domain.campaign import Campaign
from ..domain.certificate_events import AuthorityHandedOver, AuthorityMade
from ..domain.names import outcome_name
from ..domain.register_events import AttestationStanding, EventKind
from ..domain.register_views import AttestationRow, ChainHead, CheckReport, Overview, PeopleAsked
from ..domain.versions import PolicyVersion
from ..domain.vocabulary import Outcome
from ..i18n import Message, _, long_date, long_moment, ngettext
from ..identity import fingerprint_words
from ..register import SchoolRegister
from ..reports.report_sheet import Letterhead, Part, ReportDocument, ReportTable, Section, Small
from ..system.progress import UNWATCHED, WorkProgress, WorkStopped
from .authority_store import AuthoritySummary
from .home_table import home_rows
from .open_actions import OpenAction, how_many_open, open_actions


class InspectionStopped(WorkStopped):
    """The user stopped it. A report on part of the record would prove nothing."""

    sentence = Message("Stopped, so there is no document. Nothing was saved. Make it again when you are ready.")


@frozen(kw_only=True)
class InspectionReport:
    """The findings at one moment."""

    at: datetime
    school: str
    policies: Mapping[str, str]  # identifier → title
    people: int
    campaigns: Sequence[tuple[Campaign, Overview]]
    accepted: Sequence[AttestationRow]
    needs_a_look: int
    sent_back: int
    still_open: Sequence[OpenAction]  # by the accepted attestations of whoever works there now
    report: CheckReport
    words: tuple[str, ...]  # of the school's authority; empty where there is none
    fingerprint: str

    def by_policy(self) -> Sequence[tuple[str, str, int]]:
        """Title, version and the number accepted under it, largest first."""
        named = (PolicyVersion.recorded(each.policy) for each in self.accepted)
        counted = Counter(policy for policy in named if policy is not None)
        return [
            (self.policies.get(policy.id, policy.id), policy.version, count) for policy, count in counted.most_common()
        ]


def read_inspection(
    register: SchoolRegister,
    *,
    at: datetime,
    policies: Mapping[str, str],
    card: AuthoritySummary | None,
    known: Sequence[ChainHead],
    progress: WorkProgress = UNWATCHED,
) -> InspectionReport:
    """Goes through the whole record, so it is slow; `known` are the heads that this computer saw signed.

    Raises InspectionStopped.
    """
    progress, today = progress.ending_in(InspectionStopped), at.date()
    sent_back: list[AttestationRow] = []
    while page := register.attestations.listed(AttestationStanding.SENT_BACK, offset=len(sent_back), limit=1000):
        sent_back += page
    fingerprint = _authority(register, card)
    return InspectionReport(
        at=at,
        school=register.name(),
        policies=policies,
        people=register.people.count(PeopleAsked(schools=(register.school,)), today),
        campaigns=[(each, register.overview(each.id, today)) for each in register.campaigns()],
        accepted=register.attestations.accepted(),
        needs_a_look=register.overview(None, today).needs_a_look,
        sent_back=len(sent_back),
        still_open=open_actions(register, home_rows(register, None, today), progress.stopped),
        report=register.check(known, progress),
        words=fingerprint_words(bytes.fromhex(fingerprint)) if fingerprint else (),
        fingerprint=fingerprint,
    )


def _authority(register: SchoolRegister, card: AuthoritySummary | None) -> str:
    """The fingerprint of the school's authority, or nothing: on record, even where its file lies on no disk at hand."""
    if card is not None:
        return card.fingerprint
    last = register.records_of((EventKind.AUTHORITY_MADE, EventKind.AUTHORITY_HANDED_OVER), 1)
    events = [each.event for each in last if isinstance(each.event, AuthorityMade | AuthorityHandedOver)]
    return events[0].fingerprint if events else ""


def inspection_document(found: InspectionReport, head: Letterhead) -> ReportDocument:
    """Every text of the report."""
    return ReportDocument(
        head=head,
        kicker=_("Inspection report"),
        title=_("Privacy of staff accounts"),
        below=f"{head.school} · {long_moment(found.at)}",
        lead=_(
            "How to read this: it says in numbers how far the school has come, and what proves it. It "
            "names nobody. Anyone who wants to see for themselves can take a sample, as the end explains."
        ),
        sections=(_policy(found), _coverage(found), _cases(found), _record(found), _verifying(found)),
    )


def _policy(found: InspectionReport) -> Section:
    headings = (_("Policy"), _("Version"), _("Accepted attestations"))
    rows = tuple((title, version or "–", f"{count:,}") for title, version, count in found.by_policy())
    what = _(
        "For each of their accounts, staff answer what the policy asks, look up each setting, and sign "
        "what they found with their own key. The school checks each signature, and decides."
    )
    return Section(
        heading=_("Policy"), parts=(what, ReportTable(headings=headings, rows=rows, shares=(6, 2, 2), numbers=1))
    )


def _coverage(found: InspectionReport) -> Section:
    headings = (
        *(_("Campaign"), _("Due"), _("Done"), _("Handed in"), _("Problem"), _("Missing"), _("of them overdue")),
        *(_("Excused"), _("Done of those asked")),
    )
    rows = tuple(_campaign(campaign, overview) for campaign, overview in found.campaigns)
    parts: list[Part] = [
        ngettext("{n} person works at the school now.", "{n} people work at the school now.", found.people),
        ReportTable(headings=headings, rows=rows, shares=(3.8, 3.1, 1.3, 1.6, 1.7, 1.6, 1.7, 1.7, 2.0), numbers=7),
    ]
    days = sorted(each.audited for each in found.accepted if each.audited is not None)
    if days:
        first, last = long_date(days[0]), long_date(days[-1])
        sentence = _(
            "The first accepted attestation was signed on {first}, the last on {last}.", first=first, last=last
        )
        parts.append(sentence)
    return Section(heading=_("Coverage"), parts=tuple(parts))


def _campaign(campaign: Campaign, overview: Overview) -> tuple[str, ...]:
    numbers = (overview.done, overview.handed_in, overview.problem, overview.missing, overview.overdue)
    return (
        campaign.title,
        long_date(campaign.due) if campaign.due else "–",
        *(f"{number:,}" for number in (*numbers, overview.excused)),
        _share(overview.done, overview.asked),
    )


def _cases(found: InspectionReport) -> Section:
    accepted = found.accepted
    rows = (
        (_("Accepted"), f"{len(accepted):,}"),
        (_("of these countersigned"), f"{sum(each.countersigned is not None for each in accepted):,}"),
        (_("of these signed on paper"), f"{sum(each.on_paper for each in accepted):,}"),
        (_("Waiting for an officer to look"), f"{found.needs_a_look:,}"),
        (_("Sent back"), f"{found.sent_back:,}"),
    )
    counted = Counter(each.outcome for each in accepted)
    outcomes = tuple(
        (outcome_name(outcome), f"{counted[outcome]:,}", _share(counted[outcome], len(accepted)))
        for outcome in Outcome
        if counted[outcome] or outcome is not Outcome.NOT_SCORED
    )
    done = _(
        "Done means that an attestation is accepted. Action needed means that something in it is still to be put "
        "right, by a day that the person named."
    )
    return Section(
        heading=_("Cases in numbers"),
        parts=(
            ReportTable(headings=(_("Attestations"), _("Number")), rows=rows, shares=(5, 2), numbers=1),
            ReportTable(
                headings=(_("Outcome of those accepted"), _("Number"), _("Share")),
                rows=outcomes,
                shares=(5, 1, 1),
                numbers=2,
            ),
            done,
            how_many_open(found.still_open, found.at.date()) if found.still_open else _("Nothing is open."),
        ),
    )


def _record(found: InspectionReport) -> Section:
    report = found.report
    if report.holds:
        state = _(
            "The register was checked when this was made, and it is whole: {events} entries, {files} files.",
            events=f"{report.events:,}",
            files=f"{report.documents:,}",
        )
    else:
        state = ngettext(
            "The register was checked when this was made, and it is NOT whole: {n} fault found.",
            "The register was checked when this was made, and it is NOT whole: {n} faults found.",
            len(report.faults),
        )
    parts: list[Part] = [state]
    if report.head is not None:
        last = _(
            "Last signed entry: {number}, {moment}. Its digest, by which a later change would show: {digest}",
            number=report.head.number,
            moment=long_moment(report.head.signed_at),
            digest=report.head.digest,
        )
        parts.append(last)
    return Section(heading=_("The record"), parts=tuple(parts))


def _verifying(found: InspectionReport) -> Section:
    steps = (
        _("1. Choose any attestations from the school's files, and copy them to your own computer."),
        _("2. Get the school's certificate from the office as a file, and compare its words with those below."),
        _("3. Run: privacy-wizard verify --trust school.pem FILE. Nothing is sent anywhere."),
        _("4. Or open the files in another program that checks signatures, and trust that certificate in it."),
    )
    if found.words:
        words = _("The words of the school's certificate:")
        proof: tuple[Part, ...] = (words, " ".join(found.words), Small(text=found.fingerprint))
    else:
        proof = (
            _(
                "This school has no certificate of its own. The words of each person's key are on their "
                "attestation; the record says which keys were compared with their owners."
            ),
        )
    return Section(heading=_("How to verify a sample yourself"), parts=(*steps, *proof))


def _share(count: int, of: int) -> str:
    return f"{round(100 * count / of)}\u00a0%" if of else "–"
