"""The statement's texts by key, and dates as written in Britain; the layout has no texts of its own."""

import re
from datetime import date, datetime

from .faults import WordingMissing
from .statement import Statement

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

_NUMBERS = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)


def in_words(number: int) -> str:
    """A number in a sentence: a word up to twelve, then figures."""
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def long_date(day: date) -> str:
    """As in 20 November 2026."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def long_moment(moment: datetime) -> str:
    """As in 20 November 2026, 16:05 (UTC+01:00)."""
    zone = moment.strftime("%z")
    offset = f"UTC{zone[:3]}:{zone[3:5]}" if zone.strip("+-0") else "UTC"
    return f"{long_date(moment)}, {moment:%H:%M} ({offset})"


def vague_date(written: str | None) -> str:
    """A date as precise as it is known, from 2026, 2026-05 or 2026-05-02; anything else unchanged."""
    parts = re.fullmatch(r"(\d{4})(?:-(0[1-9]|1[0-2]))?(?:-(\d\d))?", written or "")
    if not parts:
        return written or ""
    year, month, day = parts.groups()
    return " ".join(part for part in (day and str(int(day)), month and _MONTHS[int(month) - 1], year) if part)


def say(statement: Statement, key: str) -> str:
    """The finished text of that key. Raises WordingMissing."""
    try:
        return statement.wording.texts[key]
    except KeyError:
        raise WordingMissing(key) from None


def account_name(statement: Statement, account: str | None) -> str:
    """How an account, or the person where it is None, is called on the page. Raises WordingMissing."""
    return say(statement, "account.person" if account is None else f"account.{account}")


def weakest_first(statement: Statement) -> list[tuple[str | None, int | None]]:
    """The accounts, and None for the person if they were asked anything, with their scores, lowest first. Those
    without a score come last.
    """
    subjects: list[tuple[str | None, int | None]] = [(account.id, account.score) for account in statement.accounts]
    if any(finding.account is None for finding in statement.findings):
        subjects.append((None, statement.person_score))
    return sorted(subjects, key=lambda subject: (subject[1] is None, subject[1] or 0))
