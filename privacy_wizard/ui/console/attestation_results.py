"""Columns and filters for the results of attestations, shared by every list of people or attestations."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from ...domain.names import outcome_name
from ...domain.register_views import AttestationRow, HowSigned, ListOrder, ResultAsked
from ...domain.vocabulary import Outcome
from ...i18n import _
from ..kit.chooser import Chooser
from ..kit.table import RowColumn

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
