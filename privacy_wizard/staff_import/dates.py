"""Dates as exports write them. Nothing is guessed where two readings are possible."""

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from ..domain.staff_plan import RowFault
from .cells import NOTHING, Unfit, shown, text, without_apostrophe

_MIDNIGHT = r"(?:[T ]00:00(?::00(?:\.0{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?"
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d\d?)\2(\d\d?)" + _MIDNIGHT, re.ASCII)
_FIGURES = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)
_DAY_FIRST = re.compile(r"(\d\d?)([/.-])(\d\d?)\2(\d{4})" + _MIDNIGHT, re.ASCII)
_WEEKDAY = r"(?:([^\W\d_]{2,10})\.?,? )?"
_NAMED = re.compile(
    _WEEKDAY + r"(\d\d?)(?:st|nd|rd|th|er|\.)?[ -](?:de |of )?([^\W\d_]{3,9})\.?,?[ -](\d{4})" + _MIDNIGHT
)
_MONTH_FIRST = re.compile(_WEEKDAY + r"([^\W\d_]{3,9})\.? (\d\d?)(?:st|nd|rd|th)?,? (\d{4})" + _MIDNIGHT)
_MONTHS = (
    "jan january januar janvier janv", "feb february februar février fév févr", "mar march märz mär mars",
    "apr april avril avr", "may mai", "jun june juni juin", "jul july juli juillet juil", "aug august août",
    "sep sept september septembre", "oct october okt oktober octobre", "nov november novembre",
    "dec december dez dezember décembre déc",
)  # fmt: skip
_MONTHS_A_YEAR = len(_MONTHS)
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
_OPEN_ENDED = 2090  # from this year on it is the end of a contract that has none


@lru_cache(maxsize=4096)
def day(cell: str) -> date | None:
    """A date that can be read in one way only, with four figures for the year: as it is written here (day first), in
    words, or year first; or nothing. Raises Unfit.
    """
    found = _date(cell)
    if found is not None and not 1930 <= found.year < _OPEN_ENDED:
        raise Unfit(RowFault.NOT_A_DATE, shown(cell))
    return found


@lru_cache(maxsize=4096)
def last_day(cell: str) -> date | None:
    """The same for the end of a contract; nothing, too, where it has no end: personnel systems write 31/12/9999."""
    found = _date(cell)
    if found is not None and found.year < 1930:
        raise Unfit(RowFault.NOT_A_DATE, shown(cell))
    return None if found is None or found.year >= _OPEN_ENDED else found


def month_comes_first(cells: Iterable[str]) -> bool:
    """Whether half of a column's dates in figures can only be read so (09/25/2020), as they are where all are meant so.

    A single one is a slip, and makes the others none.
    """
    pairs = [pair for cell in cells if (pair := _first_figures(cell)) is not None]
    only_so = sum(first <= _MONTHS_A_YEAR < second for first, second in pairs)
    return only_so > 0 and 2 * only_so >= len(pairs)


def has_two_readings(cell: str) -> bool:
    """Whether it is another day if the month comes first: 01/09/2020."""
    pair = _first_figures(cell)
    return pair is not None and pair[0] != pair[1] and max(pair) <= _MONTHS_A_YEAR


def _first_figures(cell: str) -> tuple[int, int] | None:
    found = _DAY_FIRST.fullmatch(without_apostrophe(cell.strip()))
    return None if found is None else (int(found[1]), int(found[3]))


def _date(cell: str) -> date | None:
    found = without_apostrophe(text(cell, 80))
    if not found or found.casefold() in NOTHING or found in _NO_DAY:
        return None
    try:
        weekday, *figures = _figures(found)
        read = date(*figures)
    except (ValueError, TypeError, KeyError):
        raise Unfit(RowFault.NOT_A_DATE, shown(found)) from None
    if weekday is not None and weekday != read.weekday():
        raise Unfit(RowFault.NOT_A_DATE, shown(found))
    return read


def _figures(found: str) -> tuple[int | None, int, int, int]:
    """Day of the week where it is told, year, month, day. Raises ValueError, KeyError."""
    if matched := _YEAR_FIRST.fullmatch(found):
        return None, int(matched[1]), int(matched[3]), int(matched[4])
    if matched := _FIGURES.fullmatch(found):
        return None, int(matched[1]), int(matched[2]), int(matched[3])
    if matched := _DAY_FIRST.fullmatch(found):
        return None, int(matched[4]), int(matched[3]), int(matched[1])
    if matched := _NAMED.fullmatch(found):
        return _weekday(matched[1]), int(matched[4]), _MONTH_OF[matched[3].casefold()], int(matched[2])
    if matched := _MONTH_FIRST.fullmatch(found):
        return _weekday(matched[1]), int(matched[4]), _MONTH_OF[matched[2].casefold()], int(matched[3])
    raise ValueError(found)


def _weekday(word: str | None) -> int | None:
    return None if word is None else _WEEKDAY_OF[word.casefold()]
