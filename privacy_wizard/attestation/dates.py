"""Dates as people write them in Britain."""

import re
from datetime import date, datetime

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def long_date(day: date) -> str:
    """As in 20 November 2026."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def long_moment(moment: datetime) -> str:
    """As in 20 November 2026, 16:05 (UTC+01:00)."""
    zone = moment.strftime("%z")
    offset = f"UTC{zone[:3]}:{zone[3:5]}" if zone.strip("+-0") else "UTC"
    return f"{long_date(moment)}, {moment:%H:%M} ({offset})"


def vague_date(written: str | None) -> str:
    """A date as exact as it is known, from 2026, 2026-05 or 2026-05-02; anything else as it stands."""
    parts = re.fullmatch(r"(\d{4})(?:-(0[1-9]|1[0-2]))?(?:-(\d\d))?", written or "")
    if not parts:
        return written or ""
    year, month, day = parts.groups()
    return " ".join(part for part in (day and str(int(day)), month and _MONTHS[int(month) - 1], year) if part)
