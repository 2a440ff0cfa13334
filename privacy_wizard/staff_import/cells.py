"""One cell understood: text, dates, addresses. Nothing is guessed where two readings are possible."""

import re
import unicodedata
from datetime import date
from functools import lru_cache

from attrs import frozen

from ..domain.accents import overloaded, without_overload
from ..domain.staff_plan import RowFault
from ..domain.vocabulary import PersonKind

_MOST_GROUPS = 20
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ]00:00(?::00(?:\.0+)?)?)?", re.ASCII)
_DAY_FIRST = re.compile(r"(\d\d?)([/.-])(\d\d?)\2(\d{4})(?: 00:00(?::00)?)?", re.ASCII)
_NAMED = re.compile(r"(\d\d?)[ -]([A-Za-z]{3,9})[ -](\d{4})", re.ASCII)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONG_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_EMAIL = re.compile(r"[^@\s<>\"(),:;\[\]\\]{1,64}@[^@\s<>\"(),:;\[\]\\.]+(?:\.[^@\s<>\"(),:;\[\]\\.]+)+")
_ROUNDED = re.compile(r"\d(\.\d+)?E\+?\d+", re.ASCII)
_BETWEEN_GROUPS = re.compile(r"[;|\n]")
_GUARDED = re.compile(r"'[\s']*[=+\-@＝＋－＠]")
_KINDS = {
    **{kind.value: kind for kind in PersonKind},
    "staff": PersonKind.EMPLOYEE,
    "agency": PersonKind.AGENCY,
}


@frozen
class Unfit(Exception):
    """A cell cannot be what its column says."""

    fault: RowFault
    shown: str


def text(cell: str, limit: int) -> str:
    """The text on one line, without invisible characters. Raises Unfit."""
    if not (cell.isascii() and cell.isprintable()):
        cell = _visible(cell)
    found = " ".join(cell.split()) if "  " in cell or not cell.isprintable() else cell.strip()
    if _GUARDED.match(found):
        found = found[1:].strip()  # what our own exports put there against formulas
    if len(found) > limit:
        raise Unfit(RowFault.TOO_LONG, shown(found))
    if overloaded(found):
        raise Unfit(RowFault.ACCENTS, shown(without_overload(found)))
    return found


def _visible(cell: str) -> str:
    kept = []
    for char in unicodedata.normalize("NFC", cell):
        category = unicodedata.category(char)
        if category in ("Zs", "Zl", "Zp") or char in "\t\r\n":
            kept.append("\n" if char == "\n" else " ")
        elif category == "Cc" or char == "\ufffd" or category == "Cs":
            raise Unfit(RowFault.NOT_TEXT, shown(cell))
        elif category != "Cf":
            kept.append(char)
    return "".join(kept)


def shown(cell: str) -> str:
    """A cell fit to be shown in a sentence."""
    cut = cell if len(cell) <= 40 else cell[:39] + "…"
    return "".join(char if char.isprintable() else "�" for char in cut)


def number(cell: str) -> str:
    """A staff number. Raises Unfit."""
    found = text(cell, 64)
    if not found:
        raise Unfit(RowFault.NO_NUMBER, "")
    if _ROUNDED.fullmatch(found):
        raise Unfit(RowFault.ROUNDED_NUMBER, found)
    return found


def email(cell: str) -> str:
    """An address, or nothing. Raises Unfit."""
    found = text(cell, 254)
    if found and not _EMAIL.fullmatch(found):
        raise Unfit(RowFault.NOT_AN_EMAIL, shown(found))
    return found


@lru_cache(maxsize=4096)
def kind(cell: str) -> PersonKind | None:
    """In which capacity the person works here, or nothing. Raises Unfit."""
    found = text(cell, 80)
    if found and found.casefold() not in _KINDS:
        raise Unfit(RowFault.NOT_A_KIND, shown(found))
    return _KINDS.get(found.casefold())


@lru_cache(maxsize=4096)
def groups(cell: str) -> tuple[str, ...]:
    """Groups parted by semicolons, bars or lines. Raises Unfit."""
    found = tuple(dict.fromkeys(filter(None, (text(part, 80) for part in _BETWEEN_GROUPS.split(cell)))))
    if len(found) > _MOST_GROUPS:
        raise Unfit(RowFault.TOO_LONG, shown(cell))
    return found


@lru_cache(maxsize=4096)
def day(cell: str) -> date | None:
    """A date as it is written here (day first) or by ISO 8601, with four figures for the year; or nothing.

    Raises Unfit.
    """
    found = text(cell, 80)
    if not found:
        return None
    try:
        read = date(*_figures(found))
    except (ValueError, TypeError):
        raise Unfit(RowFault.NOT_A_DATE, shown(found)) from None
    if not 1930 <= read.year <= 2100:
        raise Unfit(RowFault.NOT_A_DATE, shown(found))
    return read


def _figures(found: str) -> tuple[int, int, int]:
    if matched := _ISO.fullmatch(found):
        return int(matched[1]), int(matched[2]), int(matched[3])
    if matched := _DAY_FIRST.fullmatch(found):
        return int(matched[4]), int(matched[3]), int(matched[1])
    if matched := _NAMED.fullmatch(found):
        month = matched[2].casefold()
        months = _MONTHS if len(month) == 3 else _LONG_MONTHS
        return int(matched[3]), months.index(month) + 1, int(matched[1])
    raise ValueError(found)


def whole_name(cell: str) -> tuple[str, str]:
    """First and last name of "Sam Lee" (the last word is the last name) or "Lee, Sam". Raises Unfit."""
    found = text(cell, 200)
    if "," in found:
        last, _, first = found.partition(",")
        return first.strip(), last.strip()
    first, _, last = found.rpartition(" ")
    return first, last
