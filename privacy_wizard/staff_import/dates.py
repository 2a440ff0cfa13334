"""Dates as exports write them. If two readings are possible, nothing is guessed."""

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from ..domain.staff_plan import RowFault
from .cells import NOTHING, Unfit, require_said, shown, text, without_apostrophe

_MIDNIGHT = r"(?:[T ](?:0?0:00(?::00(?:\.0{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?|12:00(?::00)? ?[Aa][Mm]))?"
_MIDNIGHT_HERE = r"(?:[T ]00:00(?::00(?:\.0{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?"
"""In figures, 9/1/2020 0:00 and 12:00 AM are written where the month comes first."""
_AT_A_TIME = r"[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})([-/.])(\d\d?)\2(\d\d?)(?:{_AT_A_TIME}|{_MIDNIGHT})", re.ASCII)
_FIGURES = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)
_DAY_FIRST = re.compile(r"(\d\d?)([/. -])(\d\d?)\2(\d{4})" + _MIDNIGHT_HERE, re.ASCII)
_TWO_FIGURES = re.compile(r"(\d\d?)([/.-])(\d\d?)\2(\d\d)" + _MIDNIGHT_HERE, re.ASCII)
_AS_DATABASES_WRITE = re.compile(
    r"(\d\d?)([/.-])(\d\d?)\2(\d{4})[T ](?:0:00(?::00)?|12:00(?::00)? ?[Aa][Mm])", re.ASCII
)
_MONTH_FIRST_IN_A_HEADING = re.compile(r"(?i)\bmm?\W{1,3}dd?\W{1,3}y|\bus (?:date|format)")
_DAY_FIRST_IN_A_HEADING = re.compile(r"(?i)\bdd?\W{1,3}mm?\W{1,3}y")
_WEEKDAY = r"(?:([^\W\d_]{2,10})\.?,? )?"
_NAMED = re.compile(
    _WEEKDAY
    + r"(\d\d?)(?:st|nd|rd|th|er|\.)?[ -](?:de |of )?([^\W\d_]{3,10})\.?,?[ -](?:de )?(\d{4}|['’]?\d\d)"
    + _MIDNIGHT
)
_LIKE_JAVA = re.compile(r"([A-Z][a-z]{2}) ([A-Z][a-z]{2}) (\d\d?) 00:00:00 [A-Z]{1,5} (\d{4})", re.ASCII)
_EAST_ASIAN = re.compile(r"(\d{4})年(\d\d?)月(\d\d?)日", re.ASCII)
_MONTH_FIRST = re.compile(_WEEKDAY + r"([^\W\d_]{3,10})\.? (\d\d?)(?:st|nd|rd|th)?,? (\d{4})" + _MIDNIGHT)
_MONTHS = (
    "jan january januar janvier janv januari ionawr enero gennaio",
    "feb february februar février fév févr februari chwefror febrero febbraio",
    "mar march märz mär mars maart mawrth marzo", "apr april avril avr ebrill abril aprile", "may mai mei mayo maggio",
    "jun june juni juin mehefin junio giugno", "jul july juli juillet juil gorffennaf julio luglio",
    "aug august août augustus awst agosto", "sep sept september septembre medi septiembre settembre",
    "oct october okt oktober octobre hydref octubre ottobre", "nov november novembre tachwedd noviembre",
    "dec december dez dezember décembre déc rhagfyr diciembre dicembre",
)  # fmt: skip
_MONTHS_A_YEAR, _MOST_DAYS = len(_MONTHS), 31
_MONTH_OF = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()}
_WEEKDAYS = (
    "mon monday montag mo lundi", "tue tues tuesday dienstag di mardi", "wed wednesday mittwoch mi mercredi",
    "thu thur thurs thursday donnerstag do jeudi", "fri friday freitag fr vendredi", "sat saturday samstag sa samedi",
    "sun sunday sonntag so dimanche",
)  # fmt: skip
_WEEKDAY_OF = {word: number for number, words in enumerate(_WEEKDAYS) for word in words.split()}
_NO_DAY = frozenset(
    ("0000-00-00", "00/00/0000", "00.00.0000", "1900-01-00", "00/01/1900", "1899-12-30", "1899-12-31", "00:00:00", "0")
)
"""An empty date as databases and formulas show it."""
_FIRST_DAYS = frozenset((date(1, 1, 1), date(1753, 1, 1), date(1900, 1, 1)))
"""With which programs begin to count: what they show for no date at all."""
_NO_END = frozenset(("permanent", "ongoing", "on-going", "open", "open ended", "open-ended", "current", "present",
    "indefinite", "no end date", "unbefristet", "cdi"))  # fmt: skip
_FAR_YEAR = re.compile(
    r"\d\d?[/.-]\d\d?[/.-](2[1-9]\d\d|[3-9]\d{3})(?: .*)?|(2[1-9]\d\d|[3-9]\d{3})-\d\d-\d\d .*", re.ASCII
)
_THIS_CENTURY, _LAST_CENTURY = range(40), range(60, 100)  # years in two figures that are of one alone
_OPEN_ENDED = 2090  # from this year on it is the end of a contract that has none


@lru_cache(maxsize=4096)
def day(cell: str, short: bool) -> date | None:
    """A date that can be read in one way only: as it is written here (day first), in words, or year first; or nothing.
    Raises Unfit.

    `short`: of 01/09/20 and 1/9/2020 0:00:00, too, it is known that the day stands first and the year last.
    """
    found = _date(cell, short)
    if found is not None and not 1930 <= found.year < _OPEN_ENDED:
        raise Unfit(RowFault.NOT_A_DATE, shown(cell))
    return found


@lru_cache(maxsize=4096)
def last_day(cell: str, short: bool) -> date | None:
    """The same for the end of a contract; nothing, too, where it has no end: personnel systems write 31/12/9999."""
    told = without_apostrophe(text(cell, 80))
    if told.casefold() in _NO_END or _FAR_YEAR.fullmatch(told):
        return None
    found = _date(cell, short)
    if found is None or found.year >= _OPEN_ENDED or found in _FIRST_DAYS:
        return None
    is_short_for_no_end = found.year < 2000 and str(found.year) not in told  # 31/12/99 may be of 1999, 2099 or 9999
    if found.year < 1930 or is_short_for_no_end:
        raise Unfit(RowFault.NOT_A_DATE, shown(cell))
    return found


def month_comes_first(heading: str, cells: Iterable[str]) -> bool:
    """Whether the heading of a column says so, or half of its dates in figures can only be read so (09/25/2020), as
    they are where all are meant so.

    A single one is a slip, and makes the others none.
    """
    if _MONTH_FIRST_IN_A_HEADING.search(heading):
        return True
    pairs = [pair for cell in cells if (pair := _first_figures(cell)) is not None]
    only_so = sum(first <= _MONTHS_A_YEAR < second for first, second in pairs)
    return only_so > 0 and 2 * only_so >= len(pairs)


def year_comes_last(heading: str, cells: Iterable[str]) -> bool:
    """Whether a column's dates with two figures for the year, or with a time as the month may stand ahead of, can only
    be read with the day first and the year last: its heading says so; or one of them cannot be read otherwise
    (25/12/98), and none with the month first (12/25/98).

    Between hyphens the year may stand first, as in 20-09-01.
    """
    if _DAY_FIRST_IN_A_HEADING.search(heading):
        return True
    written = [without_apostrophe(cell.strip()) for cell in cells]
    found = [each for cell in written if (each := _TWO_FIGURES.fullmatch(cell) or _AS_DATABASES_WRITE.fullmatch(cell))]
    if any(int(each[3]) > _MONTHS_A_YEAR for each in found):
        return False
    return any(int(each[1]) > _MONTHS_A_YEAR and (each[2] != "-" or int(each[4]) > _MOST_DAYS) for each in found)


def has_two_readings(cell: str) -> bool:
    """Whether month first would give another day: 01/09/2020."""
    pair = _first_figures(cell)
    return pair is not None and pair[0] != pair[1] and max(pair) <= _MONTHS_A_YEAR


def _first_figures(cell: str) -> tuple[int, int] | None:
    found = _DAY_FIRST.fullmatch(without_apostrophe(cell.strip()))
    return None if found is None else (int(found[1]), int(found[3]))


def _date(cell: str, short: bool) -> date | None:
    found = without_apostrophe(text(cell, 80))
    if not found or found.casefold() in (*NOTHING, "na") or found in _NO_DAY:
        return None
    require_said(found)
    try:
        weekday, *figures = _figures(found, short)
        read = date(*figures)
    except (ValueError, TypeError, KeyError):
        raise Unfit(RowFault.NOT_A_DATE, shown(found)) from None
    if weekday is not None and weekday != read.weekday():
        raise Unfit(RowFault.NOT_A_DATE, shown(found))
    return read


def _figures(found: str, short: bool) -> tuple[int | None, int, int, int]:
    """Day of the week where it is told, year, month, day. Raises ValueError, KeyError."""
    if matched := _YEAR_FIRST.fullmatch(found):
        return None, int(matched[1]), int(matched[3]), int(matched[4])
    if matched := _FIGURES.fullmatch(found):
        return None, int(matched[1]), int(matched[2]), int(matched[3])
    if matched := _DAY_FIRST.fullmatch(found):
        return None, int(matched[4]), int(matched[3]), int(matched[1])
    if short and (matched := _AS_DATABASES_WRITE.fullmatch(found) or _TWO_FIGURES.fullmatch(found)):
        return None, _year(matched[4]), int(matched[3]), int(matched[1])
    if matched := _EAST_ASIAN.fullmatch(found):
        return None, int(matched[1]), int(matched[2]), int(matched[3])
    if matched := _LIKE_JAVA.fullmatch(found):
        return _weekday(matched[1]), int(matched[4]), _MONTH_OF[matched[2].casefold()], int(matched[3])
    if matched := _NAMED.fullmatch(found):
        return _weekday(matched[1]), _year(matched[4]), _MONTH_OF[matched[3].casefold()], int(matched[2])
    if matched := _MONTH_FIRST.fullmatch(found):
        return _weekday(matched[1]), int(matched[4]), _MONTH_OF[matched[2].casefold()], int(matched[3])
    raise ValueError(found)


def _year(written: str) -> int:
    """A year in four figures, or in two where it can be of one century alone. Raises ValueError."""
    if len(written) == 4:
        return int(written)
    short = int(written.lstrip("'’"))
    if short in _THIS_CENTURY:
        return 2000 + short
    if short in _LAST_CENTURY:
        return 1900 + short
    raise ValueError(written)


def _weekday(word: str | None) -> int | None:
    return None if word is None else _WEEKDAY_OF[word.casefold()]
