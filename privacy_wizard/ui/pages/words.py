"""The closed vocabularies in the reader's words. Asked anew at each use, so that they follow the language."""

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from ...domain.vocabulary import Area, Level, Occasion, Outcome, PersonKind, Verdict


def area_name(area: Area) -> str:
    """What a group of questions is about."""
    tr = QCoreApplication.translate
    return {
        Area.VISIBILITY: tr("Words", "Who can see you"),
        Area.TAGGING: tr("Words", "Tags and mentions"),
        Area.CONNECTIONS: tr("Words", "People you are connected with"),
        Area.IDENTITY: tr("Words", "What your profile says"),
        Area.DISCOVERABILITY: tr("Words", "Being found"),
        Area.CONTENT: tr("Words", "What you post"),
        Area.SECURITY: tr("Words", "Keeping accounts safe"),
        Area.CONDUCT: tr("Words", "You and the policy"),
    }[area]


def level_name(level: Level) -> str:
    """How strictly a policy asks for something."""
    tr = QCoreApplication.translate
    return {
        Level.MUST: tr("Words", "Must"),
        Level.SHOULD: tr("Words", "Should"),
        Level.INFORM: tr("Words", "Good to know"),
    }[level]


def verdict_name(verdict: Verdict) -> str:
    """How one requirement stands."""
    tr = QCoreApplication.translate
    return {
        Verdict.MET: tr("Words", "Met"),
        Verdict.PARTLY_MET: tr("Words", "Partly met"),
        Verdict.NOT_MET: tr("Words", "Not met"),
        Verdict.NOT_SURE: tr("Words", "Not sure"),
        Verdict.NOT_APPLICABLE: tr("Words", "Does not apply"),
        Verdict.EXCEPTED: tr("Words", "Exception"),
        Verdict.ACKNOWLEDGED: tr("Words", "Acknowledged"),
        Verdict.NOT_ANSWERED: tr("Words", "Not answered"),
    }[verdict]


def outcome_name(outcome: Outcome) -> str:
    """What an audit comes to."""
    tr = QCoreApplication.translate
    return {
        Outcome.MEETS: tr("Words", "Meets the policy"),
        Outcome.MEETS_WITH_RECOMMENDATIONS: tr("Words", "Meets the policy, with recommendations"),
        Outcome.ACTION_NEEDED: tr("Words", "Action needed"),
        Outcome.NOT_SCORED: tr("Words", "Not scored"),
    }[outcome]


def person_kind_name(kind: PersonKind) -> str:
    """In which capacity someone works with the school."""
    tr = QCoreApplication.translate
    return {
        PersonKind.EMPLOYEE: tr("Words", "Employee"),
        PersonKind.GOVERNOR: tr("Words", "Governor"),
        PersonKind.VOLUNTEER: tr("Words", "Volunteer"),
        PersonKind.AGENCY: tr("Words", "Agency worker"),
        PersonKind.CONTRACTOR: tr("Words", "Contractor"),
    }[kind]


def occasion_name(occasion: Occasion) -> str:
    """Why the audit is made."""
    tr = QCoreApplication.translate
    return {
        Occasion.INDUCTION: tr("Words", "Induction"),
        Occasion.ANNUAL_REVIEW: tr("Words", "Annual review"),
        Occasion.RE_CHECK: tr("Words", "Re-check"),
    }[occasion]


def long_date(day: date) -> str:
    """ "20 November 2026", as the reader's language writes it."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMMM yyyy")


def moment(at: datetime) -> str:
    """ "20 November 2026, 14:05" by this computer's clock."""
    local = at.astimezone()
    tr = QCoreApplication.translate
    return tr("Words", "{day}, {time}").format(day=long_date(local.date()), time=local.strftime("%H:%M"))
