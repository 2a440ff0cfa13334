"""The columns and filters of attestations, and of what they came to, for every list of people or attestations."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from ...domain.names import outcome_name, standing_name
from ...domain.register_events import AttestationStanding
from ...domain.register_views import AttestationRow, HowSigned, ListOrder, ResultAsked
from ...domain.vocabulary import Outcome
from ...i18n import _, local_time
from ...intake.sentences import gravest_first
from ...intake.waiting import needs_words, waits_for_words_alone
from ...register import NamedPerson
from ..kit.chooser import Chooser
from ..kit.table import RowColumn
from .event_words import standing_mood
from .words import WAITS_TO_BE_ACCEPTED, short_date

R = TypeVar("R")
Held = AttestationRow | None
_RANKS: dict[Outcome | None, int] = {each: at for at, each in enumerate(Outcome)}


def result_columns(of: Callable[[R], AttestationRow | None]) -> Sequence[RowColumn[R]]:
    """Outcome, score, countersigned, paper: of the attestation that `of` gives for a row."""
    return [each.through(of) for each in _columns()]


def without_use(
    columns: Sequence[RowColumn[R]], rows: Iterable[AttestationRow | None], *, signs: bool
) -> Sequence[int]:
    """Result columns to hide: nobody countersigns here, or nothing shown is countersigned or on paper."""
    held = [each for each in rows if each is not None]
    unused = set()
    if not (signs or any(each.is_countersigned for each in held)):
        unused.add(ListOrder.COUNTERSIGNED)
    if not any(each.on_paper for each in held):
        unused.add(ListOrder.PAPER)
    return [at for at, each in enumerate(columns) if each.key in unused]


def _columns() -> Sequence[RowColumn[Held]]:
    return (
        RowColumn(
            heading=_("Outcome"),
            text=lambda held: "" if (came := _outcome(held)) is None else _in_short(came),
            mood=lambda held: "bad" if _outcome(held) is Outcome.ACTION_NEEDED else "",  # what is still to be done
            order=lambda held: _RANKS.get(_outcome(held)),
            cell=lambda held: "" if (came := _outcome(held)) is None else outcome_name(came),
            key=ListOrder.OUTCOME,
            share=17,
            is_whole=True,
        ),
        RowColumn(
            heading=_("Score"),
            text=lambda held: "" if (worth := _score(held)) is None else str(worth),
            cell=_score,
            key=ListOrder.SCORE,
            share=7,
            hides=7,
        ),
        RowColumn(
            heading=_("Countersigned"),
            text=lambda held: _yes_or_no(_is_countersigned(held)),
            order=_is_countersigned,
            key=ListOrder.COUNTERSIGNED,
            share=12,
            hides=4,
        ),
        RowColumn(
            heading=_("Paper"),
            text=lambda held: _yes_or_no((held is not None and held.on_paper) or None),
            key=ListOrder.PAPER,
            share=7,
            hides=3,
        ),
    )


def _outcome(held: Held) -> Outcome | None:
    return None if held is None else held.result


def _score(held: Held) -> int | None:
    return None if held is None else held.counted_score


def _is_countersigned(held: Held) -> bool | None:
    return None if held is None else held.is_countersigned


def _in_short(outcome: Outcome) -> str:
    """Short enough for a column."""
    return _("With recommendations") if outcome is Outcome.MEETS_WITH_RECOMMENDATIONS else outcome_name(outcome)


def _yes_or_no(value: bool | None) -> str:
    return "" if value is None else _("Yes") if value else _("No")


class ResultFilters(QObject):
    """Two lists to choose from, by outcome and by countersignature; `chosen` when the user chooses."""

    chosen = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.outcome, self.signed = Chooser(_("Outcome")), Chooser(_("Countersigned"))
        self.outcome.offer([("", _("Any outcome")), *((each.value, outcome_name(each)) for each in Outcome)])
        self.signed.offer(
            [
                ("", _("Countersigned or not")),
                (HowSigned.COUNTERSIGNED, _("Countersigned")),
                (HowSigned.NOT_COUNTERSIGNED, _("Not countersigned")),
                (HowSigned.ON_PAPER, _("On paper")),
            ]
        )
        for chooser in self.choosers:
            chooser.chosen.connect(self.chosen)

    @property
    def choosers(self) -> tuple[Chooser, Chooser]:
        """The widgets, for laying out among the other filters."""
        return self.outcome, self.signed

    @property
    def asked(self) -> ResultAsked:
        """The current choice."""
        return ResultAsked(
            outcome=Outcome(self.outcome.value) if self.outcome.value else None,
            signed=HowSigned(self.signed.value) if self.signed.value else None,
        )

    def clear(self) -> None:
        """Remove both filters; emits nothing."""
        for chooser in self.choosers:
            chooser.choose("")


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
