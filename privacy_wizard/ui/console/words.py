"""The closed vocabularies of the office in the officer's words, and events as sentences."""

from datetime import date, datetime

from PySide6.QtCore import QDate, QLocale

from ...domain import register_events as events
from ...domain.campaign import CampaignState
from ...domain.register_events import AttestationStanding, DocumentKind, Event
from ...domain.register_views import CertificateState
from ...i18n import Message, _
from ...office.event_sentences import event_sentence
from ..kit.tag import TagMood

_NOT_TOLD = (events.SchoolEntered, events.AccessGiven, events.AccessTaken, events.CampaignEntered, events.Erased)
_TOLD_ALREADY = (DocumentKind.ATTESTATION, DocumentKind.COUNTERSIGNED)  # with what came in, and was countersigned
WINDOW_TITLE = Message("Privacy Wizard – the office")
STAFF_LIST_FILES = Message("Staff lists (*.csv *.txt *.tsv *.xlsx);;All files (*)")
CHOOSE_STAFF_LIST = Message("Choose the staff list")
READ_STAFF_LIST = Message("Read in a staff list")
SET_UP_SCHOOL = Message("Set up my school")
WRITE_SCHOOL_NAME = Message("Write the name of your school.")
WHAT_KIND = Message("What kind?")
TO_BE_HANDED_IN_BY = Message("To be handed in by")
NAME_OR_NUMBER = Message("Name or staff number")
SEARCH_FOR_PERSON = Message("Search for the person")
WHOSE_IS_IT = Message("Whose is it?")
WHICH_CAMPAIGN = Message("Which campaign does it answer?")
NOT_IN_REGISTER = Message("Not in the register")
ENTER_PAPER = Message("Enter a paper checklist")
FILES_PER_PERSON = Message("Files into a folder per person")
AS_WORKBOOK = Message("As a workbook (XLSX)")
WHERE_DRAFTS_GO = Message("Where are the drafts to go?")
READING_REGISTER = Message("Reading the register …")
READING_RECORD = Message("Going through the record …")
WRITING_LIST = Message("Writing the list …")
SAVED = Message("Saved as {path}.")
SAVED_ON_RECORD = Message("Saved as {path}. It is on record.")


def line_of(event: Event) -> str:
    """What happened, in a sentence; empty for what says nothing to a reader."""
    if isinstance(event, _NOT_TOLD) or (isinstance(event, events.DocumentKept) and event.of in _TOLD_ALREADY):
        return ""
    return event_sentence(event)


def short_date(day: date) -> str:
    """ "27 Nov 2026", for the columns of tables."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMM yyyy")


def short_moment(at: datetime) -> str:
    """ "27 Nov 2026, 14:05" by this computer's clock, for the columns of tables."""
    local = at.astimezone()
    return _("{day}, {time}", day=short_date(local.date()), time=local.strftime("%H:%M"))


def state_mood(state: CampaignState) -> TagMood:
    """Its colour."""
    moods: dict[CampaignState, TagMood] = {
        CampaignState.DUE: "plain",
        CampaignState.OPEN: "accent",
        CampaignState.OVERDUE: "bad",
        CampaignState.HANDED_IN: "warn",
        CampaignState.EXCUSED: "plain",
        CampaignState.DONE: "good",
    }
    return moods[state]


def certificate_mood(state: CertificateState) -> TagMood:
    """Its colour."""
    moods: dict[CertificateState, TagMood] = {
        CertificateState.LIVE: "good",
        CertificateState.RUN_OUT: "plain",
        CertificateState.SUPERSEDED: "plain",
        CertificateState.REVOKED: "bad",
    }
    return moods[state]


def standing_mood(standing: AttestationStanding) -> TagMood:
    """Its colour."""
    moods: dict[AttestationStanding, TagMood] = {
        AttestationStanding.ACCEPTED: "good",
        AttestationStanding.NEEDS_A_LOOK: "warn",
        AttestationStanding.REJECTED: "bad",
        AttestationStanding.SENT_BACK: "plain",
    }
    return moods[standing]
