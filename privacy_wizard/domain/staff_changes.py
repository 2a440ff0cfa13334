"""What the record of one person says only when its entries are read together: what changed, what was excused."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from ..i18n import _, long_date
from .campaign_events import Excused
from .names import person_kind_name
from .register_events import PersonEntered
from .register_views import RecordedEvent, corrected
from .staff import StaffMember


def staff_change_sentence(before: StaffMember, after: StaffMember) -> str:
    """Each thing that changed, with what it was; empty where nothing did."""
    then, now = _told(before), _told(after)
    changes = [_change(field, then[field], now[field]) for field in now if then[field] != now[field]]
    return _("Changed on the staff list: {changes}.", changes="; ".join(changes)) if changes else ""


def staff_changes(records: Sequence[RecordedEvent]) -> Mapping[int, str]:
    """For each entry of a person that changed an earlier one, by its number, what changed; the newest come first."""
    return dict(_changes(records))


def excused_in(records: Sequence[RecordedEvent]) -> frozenset[str]:
    """The campaigns in which the person was excused, and that was not taken back."""
    wrong = corrected(records)
    return frozenset(
        each.event.campaign for each in records if isinstance(each.event, Excused) and each.number not in wrong
    )


def excused_until(records: Sequence[RecordedEvent], campaign: str) -> date | None:
    """The last day of the excuse that holds, by the newest entry; None for the whole campaign, or where none holds."""
    wrong = corrected(records)
    found = [
        (each.number, each.event.until)
        for each in records
        if isinstance(each.event, Excused) and each.event.campaign == campaign and each.number not in wrong
    ]
    return max(found, key=lambda each: each[0])[1] if found else None


def _changes(records: Sequence[RecordedEvent]) -> Iterator[tuple[int, str]]:
    before: StaffMember | None = None
    for record in reversed(records):
        if isinstance(record.event, PersonEntered):
            said = "" if before is None else staff_change_sentence(before, record.event.member)
            if said:
                yield record.number, said
            before = record.event.member


def _change(field: str, before: str, after: str) -> str:
    if not after:
        return _("{field} removed ({before})", field=field, before=before)
    if not before:
        return _("{field} added ({after})", field=field, after=after)
    return _("{field} is now {after}, and was {before}", field=field, after=after, before=before)


def _told(member: StaffMember) -> Mapping[str, str]:
    return {
        _("name"): member.name,
        _("staff number"): member.number,
        _("e-mail address"): member.email,
        _("job title"): member.role,
        _("kind of work"): person_kind_name(member.kind),
        _("groups"): ", ".join(member.groups),
        _("first day at the school"): "" if member.start is None else long_date(member.start),
        _("last day at the school"): "" if member.last_day is None else long_date(member.last_day),
    }
