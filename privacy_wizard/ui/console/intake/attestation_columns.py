"""The columns of a list of attestations."""

from collections.abc import Mapping, Sequence

from ....domain.names import standing_name
from ....domain.register_events import AttestationStanding
from ....domain.register_views import AttestationRow, ListOrder
from ....i18n import _, local_time
from ....intake.in_order import needs_words, waits_for_words_alone
from ....intake.sentences import gravest_first
from ....register import NamedPerson
from ...kit.table import RowColumn
from ..attestation_results import result_columns
from ..event_words import standing_mood
from ..words import WAITS_TO_BE_ACCEPTED, short_date


def attestation_columns(people: Mapping[str, NamedPerson]) -> Sequence[RowColumn[AttestationRow]]:
    """The columns of the list; `people` maps the register's identifiers to whose attestations they are."""
    results: Sequence[RowColumn[AttestationRow]] = result_columns(lambda row: row)
    return [
        RowColumn(
            heading=_("State"),
            text=state_words,
            mood=lambda row: standing_mood(row.standing),
            order=lambda row: list(AttestationStanding).index(row.standing),
            key=ListOrder.STATE,
            share=14,
        ),
        RowColumn(
            heading=_("Person"), text=lambda row: _whose(row, people), key=ListOrder.NAME, share=18, is_whole=True
        ),
        *results,
        RowColumn(
            heading=_("Came in"),
            text=lambda row: short_date(local_time(row.received).date()),
            cell=lambda row: local_time(row.received).replace(tzinfo=None, microsecond=0),
            key=ListOrder.RECEIVED,
            share=11,
            is_whole=True,
            hides=6,
        ),
        RowColumn(heading=_("Why"), text=why, key=ListOrder.REASON, share=30, hides=5, takes_rest=True),
        RowColumn(heading=_("File"), text=lambda row: row.file_name, key=ListOrder.FILE, share=16, hides=1),
    ]


def number_column(people: Mapping[str, NamedPerson]) -> RowColumn[AttestationRow]:
    """The staff number, for lists that another program reads."""
    return RowColumn(
        heading=_("Staff number"),
        text=lambda row: people[row.person].member.number if row.person in people else "",
    )


def _whose(row: AttestationRow, people: Mapping[str, NamedPerson]) -> str:
    found = people.get(row.person or "")
    if found is not None:
        return found.listed_name
    is_settled = row.standing in (AttestationStanding.REJECTED, AttestationStanding.NOT_OURS)
    return _("Not known") if is_settled else _("Not known yet")


def why(row: AttestationRow) -> str:
    """Why an attestation stands as it does: the officer's reason, or what the check found, the gravest first."""
    if row.decision:
        return row.decision
    found = [each.sentence for each in gravest_first(row.reasons)]
    return " ".join([str(WAITS_TO_BE_ACCEPTED), *found] if waits_for_words_alone(row) else found)


def state_words(row: AttestationRow) -> str:
    """How an attestation stands; one that is in order and waits to be accepted does not count as needing a look."""
    if not waits_for_words_alone(row):
        return standing_name(row.standing)
    return _("Handed in, key not compared") if needs_words(row.reasons) else _("Handed in")
