"""What `campaign … --json` prints, as values whose schemas are shipped."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from attrs import field, frozen

from ..domain.campaign import Campaign, CampaignState, Standing, count
from ..domain.staff import ChangeKind, StaffMember
from ..domain.staff_plan import ImportPlan, NoticeKind, RowFault
from ..domain.vocabulary import Occasion
from ..office.staff_sentences import NOTICES, ROW_FAULTS
from ..serialization import document_schema
from ..staff import Matching, Table

_MANY = {"limit": 200_000, "each": {}}


@frozen(kw_only=True)
class MatchedOut:
    """A column that was matched: what it means, and its heading."""

    means: str
    heading: str


@frozen(kw_only=True)
class ChangeOut:
    """What would become of one person; `fields` names what differs."""

    change: ChangeKind
    number: str
    name: str
    was: str | None
    fields: tuple[str, ...]


@frozen(kw_only=True)
class HeldBackOut:
    """A row that is not imported, and why."""

    line: int = field(metadata={"least": 1, "most": 10_000_000})
    number: str
    column: str
    shown: str
    fault: RowFault
    sentence: str


@frozen(kw_only=True)
class NoticeOut:
    """What to look at before confirming."""

    notice: NoticeKind
    numbers: tuple[str, ...] = field(metadata=_MANY)
    sentence: str


@frozen(kw_only=True)
class StaffOut:
    """What `campaign staff --json` prints. `imported` is false for a preview; confirm one with its `digest`."""

    format: str = field(default="privacy-wizard-staff/1", metadata={"pattern": "privacy-wizard-staff/1"})
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
    changes: tuple[ChangeOut, ...] = field(metadata=_MANY)
    held_back: tuple[HeldBackOut, ...] = field(metadata=_MANY)
    notices: tuple[NoticeOut, ...] = field(metadata=_MANY)


@frozen(kw_only=True)
class CampaignOut:
    """One campaign."""

    campaign: str
    title: str
    occasion: Occasion
    opens: date
    due: date | None
    days: int | None
    ends: date | None
    groups: tuple[str, ...]


@frozen(kw_only=True)
class CampaignsOut:
    """What `campaign list --json` and `campaign new --json` print."""

    format: str = field(default="privacy-wizard-campaigns/1", metadata={"pattern": "privacy-wizard-campaigns/1"})
    campaigns: tuple[CampaignOut, ...] = field(metadata=_MANY)


@frozen(kw_only=True)
class CountsOut:
    """How many stand how."""

    due: int
    open: int
    overdue: int
    excused: int
    done: int
    done_on_paper: int  # among the done


@frozen(kw_only=True)
class StandingOut:
    """How one person stands."""

    number: str
    name: str
    state: CampaignState
    opens: date
    due: date
    done_on: date | None
    on_paper: bool
    reason: str
    draft: str | None  # the file with the mail to them, where one was written


@frozen(kw_only=True)
class StandingsOut:
    """What `campaign show --json` and `campaign remind --json` print. `counts` is of the whole campaign."""

    format: str = field(default="privacy-wizard-standings/1", metadata={"pattern": "privacy-wizard-standings/1"})
    campaign: str
    on: date
    recorded: bool
    counts: CountsOut
    people: tuple[StandingOut, ...] = field(metadata=_MANY)


def staff_out(plan: ImportPlan, table: Table, matching: Matching, *, imported: bool) -> StaffOut:
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
        changes=tuple(
            ChangeOut(
                change=each.kind,
                number=each.after.number,
                name=each.after.name,
                was=each.before.name if each.before and each.before.name != each.after.name else None,
                fields=differing(each.before, each.after),
            )
            for each in plan.changes
        ),
        held_back=tuple(
            HeldBackOut(
                line=each.line,
                number=each.number,
                column=each.column,
                shown=each.shown,
                fault=each.fault,
                sentence=ROW_FAULTS[each.fault],
            )
            for each in plan.held_back
        ),
        notices=tuple(
            NoticeOut(notice=each.kind, numbers=each.numbers, sentence=NOTICES[each.kind]) for each in plan.notices
        ),
    )


def differing(before: StaffMember | None, after: StaffMember) -> tuple[str, ...]:
    """The names of the fields that differ."""
    if before is None:
        return ()
    return tuple(name for name in StaffMember.__annotations__ if getattr(before, name) != getattr(after, name))


def campaigns_out(campaigns: Iterable[Campaign]) -> CampaignsOut:
    """The campaigns."""
    return CampaignsOut(
        campaigns=tuple(
            CampaignOut(
                campaign=each.id,
                title=each.title,
                occasion=each.occasion,
                opens=each.opens,
                due=each.due,
                days=each.days,
                ends=each.ends,
                groups=each.groups,
            )
            for each in campaigns
        )
    )


def standings_out(
    campaign: str,
    on: date,
    everyone: Sequence[Standing],
    shown: Iterable[Standing],
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
        counts=CountsOut(**{state.value: number for state, number in counts.items()}, done_on_paper=on_paper),
        people=tuple(
            StandingOut(
                number=each.member.number,
                name=each.member.name,
                state=each.state,
                opens=each.opens,
                due=each.due,
                done_on=each.done_on,
                on_paper=each.on_paper,
                reason=each.reason,
                draft=drafts.get(each.member.number),
            )
            for each in shown
        ),
    )


def campaign_schemas() -> dict[str, dict[str, Any]]:
    """File name → schema, as shipped in resources/schemas."""
    return {
        "staff-1.schema.json": document_schema(StaffOut, "privacy-wizard-staff/1"),
        "campaigns-1.schema.json": document_schema(CampaignsOut, "privacy-wizard-campaigns/1"),
        "standings-1.schema.json": document_schema(StandingsOut, "privacy-wizard-standings/1"),
    }
