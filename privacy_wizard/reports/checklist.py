"""A checklist as a file, for a meeting or the staff room: a table, or paper to tick and sign."""

from datetime import datetime
from enum import StrEnum

from ..domain.model import Catalogue
from ..i18n import Message
from ..system import Trouble
from .checklist_questions import PrintedQuestion, questions_of


class NothingToAsk(Trouble):
    """The policy asks nothing about this."""

    sentence = Message(
        "This policy asks nothing about that, so there is no sheet to make. Choose another policy or platform."
    )


class SheetKind(StrEnum):
    """The kinds of file a checklist can be written as."""

    CSV = "csv"
    XLSX = "xlsx"
    PDF = "pdf"


def make_sheet(catalogue: Catalogue, asked: PrintedQuestion, kind: SheetKind, now: datetime) -> bytes:
    """The checklist as the bytes of a file. Raises NothingToAsk where the policy has no such question; Unprintable."""
    questions = questions_of(catalogue, asked)
    if all(question.check.control is None for question in questions):
        raise NothingToAsk
    if kind is SheetKind.PDF:
        from .checklist_sheet import draw_paper, paper_sheet

        return draw_paper(paper_sheet(asked, questions), now)
    from .checklist_questions import HEADINGS, checklist_rows
    from .spreadsheet import to_csv, to_xlsx

    headings, rows = [str(each) for each in HEADINGS], checklist_rows(catalogue, asked, questions)
    return to_csv(headings, rows) if kind is SheetKind.CSV else to_xlsx(headings, rows, asked.title)
