"""The closed vocabularies of the office in the officer's words. Asked anew at each use, to follow the language."""

from datetime import date, datetime

from PySide6.QtCore import QDate, QLocale

from ...domain.campaign import CampaignState
from ...domain.register_events import AttestationStanding
from ...i18n import _
from ..kit.tag import TagMood


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
        CampaignState.EXCUSED: "plain",
        CampaignState.DONE: "good",
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
