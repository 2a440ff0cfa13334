"""Rows of a file that were left out, each with its line and the reason."""

from ....domain.staff_plan import HeldBack
from ....i18n import _
from ....office.staff_sentences import ROW_FAULTS
from ...kit.table import RowColumn


def held_back_columns() -> list[RowColumn[HeldBack]]:
    """The columns of their table."""
    return [
        RowColumn(heading=_("Line"), text=lambda held: str(held.line)),
        RowColumn(heading=_("Column"), text=lambda held: held.column),
        RowColumn(heading=_("What stands there"), text=lambda held: held.shown),
        RowColumn(heading=_("Why"), text=lambda held: str(ROW_FAULTS[held.fault])),
    ]
