"""The closed vocabularies in the reader's words. Asked anew at each use, so that they follow the language."""

import re
from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from ...audit.session import AuditSession
from ...domain.audit import Account
from ...domain.vocabulary import AccountKind, Area, Level, Occasion, Outcome, PersonKind, Verdict


def area_name(area: Area) -> str:
    """What a group of questions is about."""
    translate = QCoreApplication.translate
    return {
        Area.VISIBILITY: translate("Words", "Who can see you"),
        Area.TAGGING: translate("Words", "Tags and mentions"),
        Area.CONNECTIONS: translate("Words", "People you are connected with"),
        Area.IDENTITY: translate("Words", "What your profile says"),
        Area.DISCOVERABILITY: translate("Words", "Being found"),
        Area.CONTENT: translate("Words", "What you post"),
        Area.SECURITY: translate("Words", "Keeping accounts safe"),
        Area.CONDUCT: translate("Words", "Conduct and the policy"),
    }[area]


def level_name(level: Level) -> str:
    """How strictly a policy asks for something."""
    translate = QCoreApplication.translate
    return {
        Level.MUST: translate("Words", "Must"),
        Level.SHOULD: translate("Words", "Should"),
        Level.INFORM: translate("Words", "Good to know"),
    }[level]


def verdict_name(verdict: Verdict) -> str:
    """How one requirement stands."""
    translate = QCoreApplication.translate
    return {
        Verdict.MET: translate("Words", "Met"),
        Verdict.PARTLY_MET: translate("Words", "Partly met"),
        Verdict.NOT_MET: translate("Words", "Not met"),
        Verdict.NOT_SURE: translate("Words", "Not sure"),
        Verdict.NOT_APPLICABLE: translate("Words", "Does not apply"),
        Verdict.EXCEPTED: translate("Words", "Exception"),
        Verdict.ACKNOWLEDGED: translate("Words", "Acknowledged"),
        Verdict.NOT_ANSWERED: translate("Words", "Not answered"),
    }[verdict]


def outcome_name(outcome: Outcome) -> str:
    """What an audit comes to."""
    translate = QCoreApplication.translate
    return {
        Outcome.MEETS: translate("Words", "Meets the policy"),
        Outcome.MEETS_WITH_RECOMMENDATIONS: translate("Words", "Meets the policy, with recommendations"),
        Outcome.ACTION_NEEDED: translate("Words", "Action needed"),
        Outcome.NOT_SCORED: translate("Words", "Not scored"),
    }[outcome]


def person_kind_name(kind: PersonKind) -> str:
    """In which capacity someone works with the school."""
    translate = QCoreApplication.translate
    return {
        PersonKind.EMPLOYEE: translate("Words", "Employee"),
        PersonKind.GOVERNOR: translate("Words", "Governor"),
        PersonKind.VOLUNTEER: translate("Words", "Volunteer"),
        PersonKind.AGENCY: translate("Words", "Agency worker"),
        PersonKind.CONTRACTOR: translate("Words", "Contractor"),
    }[kind]


def occasion_name(occasion: Occasion) -> str:
    """Why the audit is made."""
    translate = QCoreApplication.translate
    return {
        Occasion.INDUCTION: translate("Words", "Induction"),
        Occasion.ANNUAL_REVIEW: translate("Words", "Annual review"),
        Occasion.RE_CHECK: translate("Words", "Re-check"),
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
    translate = QCoreApplication.translate
    return translate("Words", "{day}, {time}").format(day=long_date(local.date()), time=local.strftime("%H:%M"))


def account_name(session: AuditSession, account: Account) -> str:
    """As its owner knows it, and whether it is one that is run for the school."""
    title = session.account_title(account)
    if account.kind is AccountKind.PERSONAL:
        return title
    return QCoreApplication.translate("Words", "{account}, for the school").format(account=title)


def shortened(text: str, most: int = 60) -> str:
    """At most so many characters, for buttons: they have one line only."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
