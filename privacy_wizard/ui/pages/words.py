"""The closed vocabularies in the reader's words. Asked anew at each use, so that they follow the language."""

import re
from datetime import date, datetime

from PySide6.QtCore import QDate, QLocale

from ...audit.session import AuditSession
from ...domain.audit import Account
from ...domain.vocabulary import AccountKind, Area, Level, Occasion, Outcome, PersonKind, Verdict
from ...i18n import _


def area_name(area: Area) -> str:
    """What a group of questions is about."""
    return {
        Area.VISIBILITY: _("Who can see you"),
        Area.TAGGING: _("Tags and mentions"),
        Area.CONNECTIONS: _("People you are connected with"),
        Area.IDENTITY: _("What your profile says"),
        Area.DISCOVERABILITY: _("Being found"),
        Area.CONTENT: _("What you post"),
        Area.SECURITY: _("Keeping accounts safe"),
        Area.CONDUCT: _("Conduct and the policy"),
    }[area]


def level_name(level: Level) -> str:
    """How strictly a policy asks for something."""
    return {
        Level.MUST: _("Must"),
        Level.SHOULD: _("Should"),
        Level.INFORM: _("Good to know"),
    }[level]


def verdict_name(verdict: Verdict) -> str:
    """How one requirement stands."""
    return {
        Verdict.MET: _("Met"),
        Verdict.PARTLY_MET: _("Partly met"),
        Verdict.NOT_MET: _("Not met"),
        Verdict.NOT_SURE: _("Not sure"),
        Verdict.NOT_APPLICABLE: _("Does not apply"),
        Verdict.EXCEPTED: _("Exception"),
        Verdict.ACKNOWLEDGED: _("Acknowledged"),
        Verdict.NOT_ANSWERED: _("Not answered"),
    }[verdict]


def outcome_name(outcome: Outcome) -> str:
    """What an audit comes to."""
    return {
        Outcome.MEETS: _("Meets the policy"),
        Outcome.MEETS_WITH_RECOMMENDATIONS: _("Meets the policy, with recommendations"),
        Outcome.ACTION_NEEDED: _("Action needed"),
        Outcome.NOT_SCORED: _("Not scored"),
    }[outcome]


def person_kind_name(kind: PersonKind) -> str:
    """In which capacity someone works with the school."""
    return {
        PersonKind.EMPLOYEE: _("Employee"),
        PersonKind.GOVERNOR: _("Governor"),
        PersonKind.VOLUNTEER: _("Volunteer"),
        PersonKind.AGENCY: _("Agency worker"),
        PersonKind.CONTRACTOR: _("Contractor"),
    }[kind]


def occasion_name(occasion: Occasion) -> str:
    """Why the audit is made."""
    return {
        Occasion.INDUCTION: _("Induction"),
        Occasion.ANNUAL_REVIEW: _("Annual review"),
        Occasion.RE_CHECK: _("Re-check"),
    }[occasion]


def long_date(day: date) -> str:
    """ "20 November 2026", as the reader's language writes it."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMMM yyyy")


def readable_date(when: str) -> str:
    """ "2023-11-20" → "20 November 2023", "2023-05" → "May 2023"; words stay as they are."""
    iso = re.fullmatch(r"(\d{4})-(\d\d)(?:-(\d\d))?", when)
    if iso is None:
        return when
    day = long_date(date(int(iso[1]), int(iso[2]), int(iso[3] or 1)))
    return day if iso[3] else day.partition(" ")[2]


def moment(at: datetime) -> str:
    """ "20 November 2026, 14:05" by this computer's clock."""
    local = at.astimezone()
    return _("{day}, {time}", day=long_date(local.date()), time=local.strftime("%H:%M"))


def account_name(session: AuditSession, account: Account) -> str:
    """As its owner knows it, and whether it is one that is run for the school."""
    title = session.account_title(account)
    if account.kind is AccountKind.PERSONAL:
        return title
    return _("{account}, for the school", account=title)


def shortened(text: str, most: int = 60) -> str:
    """At most so many characters, for buttons: they have one line only."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
