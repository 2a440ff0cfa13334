"""Texts that several pages of the office share, and dates as shown in tables."""

from datetime import date, datetime

from PySide6.QtCore import QDate, QLocale

from ...i18n import Message, _, local_time, ngettext

WINDOW_TITLE = Message("Privacy Wizard – the office")
STAFF_LIST_FILES = Message(
    "Staff lists (*.csv *.txt *.tsv *.xls *.xlsx *.ods *.fods *.html *.htm *.xml);;All files (*)"
)
CHOOSE_STAFF_LIST = Message("Choose the staff list")
READ_STAFF_LIST = Message("Read in a staff list")
READING_FILE = Message("Reading the file …")
WHOLE_NAME = Message("Whole name in one column")
PROTECTED_LIST = Message("Protected list")
SET_UP_SCHOOL = Message("Set up my school")
WRITE_SCHOOL_NAME = Message("Write the name of your school.")
WHAT_KIND = Message("What kind?")
TO_BE_HANDED_IN_BY = Message("To be handed in by")
DAYS_AFTER_FIRST = Message("Days after the first day")
ADD_ME = Message("I am not on the staff list: add me")
NAME_OR_NUMBER = Message("Name or staff number")
SEARCH_FOR_PERSON = Message("Search for the person")
OPENS_A_ROW = Message("Double-click a row to open it, or choose it and press Return.")
WHOSE_IS_IT = Message("Whose is it?")
WHICH_CAMPAIGN = Message("Which campaign does it answer?")
NOT_IN_REGISTER = Message("Not in the register")
CHANGE_STAFF_LIST = Message("Change what the staff list says")
ENTER_AS_PAPER = Message("Enter it as a paper checklist")
ENTER_PAPER = Message("Enter a paper checklist")
FILES_PER_PERSON = Message("Files into a folder per person")
AS_WORKBOOK = Message("As a workbook (XLSX)")
DELETING = Message("Deleting …")
WAITS_TO_BE_ACCEPTED = Message("The file is in order. It waits to be accepted.")
REASON_STAYS = Message("Long leave, for example. The reason stays in the register.")
EXCUSE_ENDED = Message("The excuse ended when the attestation came in.")
STILL_BARRED = Message("It was checked once more, and cannot be accepted as it is: the reason is below.")
CHECKING_AGAIN = Message("Checking them once more …")
READING_LIST = Message("Reading the list …")
WRITING = Message("Writing …")
READING_REGISTER = Message("Reading the register …")
READING_RECORD = Message("Going through the record …")
WRITING_LIST = Message("Writing the list …")
SCHOOLS_FILE = Message("The school's file for its staff")
SCHOOL_FILES = Message("School files (*.pwschool)")
PUT_BACK_A_BACKUP = Message("Put back a backup")
OR_DROP_IT_HERE = Message("Or drop it here.")
SAVED_WITHOUT_SECRET = Message("Saved as {path}. It holds no secret.")
SAVED_ON_RECORD = Message("Saved as {path}. The register notes it.")


def to_countersign(n: int) -> str:
    """How many attestations wait to be countersigned."""
    return ngettext(
        "{n} accepted attestation waits for a countersignature.",
        "{n} accepted attestations wait for a countersignature.",
        n,
    )


def accepted_sentence(n: int) -> str:
    """How many attestations were accepted."""
    return ngettext("{n} attestation accepted.", "{n} attestations accepted.", n)


def short_date(day: date) -> str:
    """As "27 Nov 2026", for the columns of tables."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMM yyyy")


def short_moment(at: datetime) -> str:
    """As "27 Nov 2026, 14:05" by this computer's clock, for the columns of tables."""
    local = local_time(at)
    return _("{day}, {time}", day=short_date(local.date()), time=local.strftime("%H:%M"))


def whose_number(number: str, name: str) -> str:
    """The name that the staff list has under a staff number; empty if nobody has it."""
    if name:
        return _("{name}, staff number {number}.", name=name, number=number)
    return _("Staff number {number}: nobody on the staff list has it.", number=number)
