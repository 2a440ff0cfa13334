"""What `campaign … --json` prints, as values whose schemas are shipped."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from attrs import field, frozen

from ..domain.campaign import Campaign, CampaignStanding, count
from ..domain.staff import StaffChange, StaffMember
from ..domain.staff_plan import HeldBack, ImportPlan, PlanNotice
from ..office.staff_sentences import NOTICES, ROW_FAULTS
from ..serialization import Printer, View, format_field, the, worked_out
from ..staff_import import Matching, StaffTable

_MANY = {"limit": 200_000, "each": {}}


@frozen(kw_only=True)
class MatchedOut:
    """A column that was matched: what it means, and its heading."""

    means: str
    heading: str


@frozen(kw_only=True)
class StaffOut:
    """What `campaign staff --json` prints. `imported` is false for a preview; confirm one with its `digest`."""

    format: str = format_field("privacy-wizard-staff/1")
    imported: bool
    digest: str = field(metadata={"pattern": "[0-9a-f]{16}"})
    encoding: str
    delimiter: str
    sheet: str
    headings_line: int = field(metadata={"least": 1, "most": 10_000_000})
    preset: str
    matched: tuple[MatchedOut, ...]
    not_matched: tuple[str, ...]
    notes: tuple[str, ...]
    unchanged: int
    changes: tuple[StaffChange, ...] = field(metadata=_MANY)
    held_back: tuple[HeldBack, ...] = field(metadata=_MANY)
    notices: tuple[PlanNotice, ...] = field(metadata=_MANY)


@frozen(kw_only=True)
class CampaignsOut:
    """What `campaign list --json` and `campaign new --json` print."""

    format: str = format_field("privacy-wizard-campaigns/1")
    campaigns: tuple[Campaign, ...] = field(metadata=_MANY)


@frozen(kw_only=True)
class CampaignCountsOut:
    """How many stand how."""

    due: int
    open: int
    overdue: int
    handed_in: int
    excused: int
    done: int
    done_on_paper: int  # among the done


@frozen(kw_only=True)
class Shown:
    """A standing, with the file of the mail that was written to the person, if any."""

    standing: CampaignStanding
    draft: str | None = None


@frozen(kw_only=True)
class StandingsOut:
    """What `campaign show --json` and `campaign remind --json` print. `counts` is of the whole campaign."""

    format: str = format_field("privacy-wizard-standings/1")
    campaign: str
    on: date
    recorded: bool
    counts: CampaignCountsOut
    people: tuple[Shown, ...] = field(metadata=_MANY)


def staff_out(plan: ImportPlan, table: StaffTable, matching: Matching, *, imported: bool) -> StaffOut:
    """A plan, with how the file was read."""
    taken = set(matching.columns.values())
    return StaffOut(
        imported=imported,
        digest=plan.digest,
        encoding=table.encoding,
        delimiter=table.delimiter,
        sheet=table.sheet,
        headings_line=table.headings_line,
        preset=matching.preset,
        matched=tuple(MatchedOut(means=what, heading=table.headings[at]) for what, at in matching.columns.items()),
        not_matched=tuple(heading for at, heading in enumerate(table.headings) if at not in taken and heading),
        notes=tuple(sorted(table.notes)),
        unchanged=plan.unchanged,
        changes=plan.changes,
        held_back=plan.held_back,
        notices=plan.notices,
    )


def differing(before: StaffMember | None, after: StaffMember) -> tuple[str, ...]:
    """The names of the fields that differ."""
    if before is None:
        return ()
    return tuple(name for name in StaffMember.__annotations__ if getattr(before, name) != getattr(after, name))


def standings_out(
    campaign: str,
    on: date,
    everyone: Sequence[CampaignStanding],
    shown: Iterable[CampaignStanding],
    *,
    recorded: bool = False,
    drafts: Mapping[str, str] = MappingProxyType({}),
) -> StandingsOut:
    """How the people shown stand, with the numbers of everyone. `drafts`: staff number → file of the mail."""
    counts, on_paper = count(everyone), sum(each.on_paper for each in everyone)
    return StandingsOut(
        campaign=campaign,
        on=on,
        recorded=recorded,
        counts=CampaignCountsOut(
            **{state.name.lower(): number for state, number in counts.items()}, done_on_paper=on_paper
        ),
        people=tuple(Shown(standing=each, draft=drafts.get(each.member.number)) for each in shown),
    )


def campaign_schemas() -> dict[str, dict[str, Any]]:
    """File name → schema, as shipped."""
    return PRINTER.schemas(StaffOut, CampaignsOut, StandingsOut)


def _earlier_name(change: StaffChange) -> str | None:
    before = change.before
    return before.name if before and before.name != change.after.name else None


def _fields(change: StaffChange) -> tuple[str, ...]:
    return differing(change.before, change.after)


def _fault_sentence(row: HeldBack) -> str:
    return str(ROW_FAULTS[row.fault])


def _notice_sentence(notice: PlanNotice) -> str:
    return str(NOTICES[notice.kind])


_LINE = {"least": 1, "most": 10_000_000}
PRINTER = Printer(
    View(
        StaffChange,
        "What would become of one person; `fields` names what differs.",
        "change=kind",
        "number=after.number",
        "name=after.name",
        worked_out("was", _earlier_name),
        worked_out("fields", _fields),
    ),
    View(
        HeldBack,
        "A row that is not imported, and why.",
        the("line", **_LINE),
        "number",
        "column",
        "shown",
        "fault",
        worked_out("sentence", _fault_sentence),
    ),
    View(
        PlanNotice,
        "What to look at before confirming.",
        "notice=kind",
        the("numbers", **_MANY),
        worked_out("sentence", _notice_sentence),
    ),
    View(Campaign, "One campaign.", "campaign=id", "title", "occasion", "opens", "due", "days", "ends", "groups"),
    View(
        Shown,
        "How one person stands.",
        "number=standing.member.number",
        "name=standing.member.name",
        "state=standing.state",
        "opens=standing.opens",
        "due=standing.due",
        "done_on=standing.done_on",
        "on_paper=standing.on_paper",
        "reason=standing.reason",
        "draft",
    ),
)
