"""A table as the file that a command was asked for: CSV or XLSX, by its name."""

from collections.abc import Sequence
from pathlib import Path

from ..i18n import _
from ..reports.spreadsheet import Cell, to_csv, to_xlsx
from .context import WRONG_USE, stop


def table_file(
    file: Path, headings: Sequence[str], rows: Sequence[Sequence[Cell]], title: str, foot: Sequence[Sequence[Cell]] = ()
) -> bytes:
    """What is to be written there; `title` names the sheet of a workbook. Raises Stop for any other ending."""
    ending = file.suffix.lower()
    if ending not in (".csv", ".xlsx"):
        stop(_("Name a file that ends in .csv or .xlsx."), WRONG_USE)
    return to_csv(headings, rows, foot) if ending == ".csv" else to_xlsx(headings, rows, title, foot)
