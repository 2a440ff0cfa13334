"""A staff number understood: what is none, or is one no longer, is not taken for one."""

import re
import unicodedata
from collections.abc import Container, Iterable

from ..domain.accents import overloaded
from ..domain.staff_plan import RowFault
from .cells import NOTHING, Unfit, no_date, require_said, shown, text, without_apostrophe

_ROUNDED = re.compile(r"\d(?:[.,]\d+)?(?:E|[Ee]\+)\d+|\d[.,]\d+e\d+|\d+[.,]0+|[1-9]\d{14}0+", re.ASCII)
_SIGN_OF_A_NUMBER = re.compile(r"(?:#|[Nn][or](?:[.:]| (?=\d)))\s*(?=\d)", re.ASCII)
"""Ahead of figures it only says that a number follows: "#0102", "No. 0102"."""
_KIND_OF_A_COLUMN = re.compile(r"(?i)[(\[].*[)\]]|text|string|required|mandatory|optional|example|e\.g\..*|eg[ :].*")
"""Below headings some programs say what a column holds, and templates show an example."""
_LINE_OF_A_REPORT = re.compile(
    r"(?i)(?:(?:grand |sub-?)?totals?|printed|generated|exported|produced|report|page \d|seite \d|gesamt\w*|summe"
    r"|anzahl|count|number of|records? ?:|end of|filters? |applied filters|criteria|copyright|©|as at|date ?:|gedruckt"
    r"|erstellt|imprimé|effectif|run date|notes?|source|summary|last updated|confidential)(?:\W.*|$)"
    r"|\d+ (?:records?|rows?|staff|employees|people|of \d+)\b.*"
)
_WORDS = re.compile(r"[^\W\d_]{3,}(?:\W+[^\W\d_]{3,})+.*")
"""Two words and more: no staff number is written so, and lines below a report are."""
_AMOUNT = re.compile(r"\d{1,3}(?:[,’'\u00a0\u202f]\d{3})+")
_NO_NUMBER_YET = re.compile(r"(?i)to be .*|unknown|not known|n/k|awaiting|none yet|\W+")
_PERHAPS_A_CODE = re.compile(r"(?i)tb[acd]|nk|new|pending|nil|nan|nat")
"""Where a number is still to come, and also initials: Nia Kay's code is NK."""
_LONGEST_NUMBER = 64
_LONGEST_INITIALS = 5
_FORMULA = re.compile(r"=.*[(\"&]")
_SEVERAL = re.compile(r"\s*[\w./-]*\d[\w./-]*(?:\s*[&;,\n]\s*[\w./-]*\d[\w./-]*)+\s*")
_HAS_LEFT = re.compile(r"(?i)left|leavers?|gone")
_FOOTNOTE = "*†‡§"
_PHONE = re.compile(r"\+\d[\d ()-]{7,}|\(0\d+\)[\d -]{5,}|0[1-9]\d{1,3}[ -]\d{3,4}[ -]?\d{3,4}|07\d{9}", re.ASCII)


def number(cell: str, initials: Container[str] | None = None) -> str:
    """A staff number. Raises Unfit.

    `initials`: how codes of letters alone are written in its column, see `initials_in`; None: in any way.
    """
    found = _as_number(text(cell, _LONGEST_NUMBER))
    if _PERHAPS_A_CODE.fullmatch(found):
        is_none = initials is not None and _capitals(found) not in initials
    else:
        is_none = not found or found.casefold() in NOTHING or bool(_NO_NUMBER_YET.fullmatch(found))
    if is_none:
        raise Unfit(RowFault.NO_NUMBER, shown(found))
    require_said(found)
    if _ROUNDED.fullmatch(found) or _AMOUNT.fullmatch(cell.strip()):
        raise Unfit(RowFault.ROUNDED_NUMBER, found)
    if _FORMULA.match(found):
        raise Unfit(RowFault.FORMULA, shown(found))
    if any(each.fullmatch(found) for each in (_LINE_OF_A_REPORT, _WORDS, _KIND_OF_A_COLUMN)):
        raise Unfit(RowFault.REPORT_LINE, shown(found))
    return no_date(found)


def listed_number(cell: str, initials: Container[str]) -> str:
    """The same of a list, in whose columns other numbers stand as well, or those of several people. Raises Unfit."""
    found = number(cell, initials).rstrip(_FOOTNOTE).rstrip()
    if _HAS_LEFT.fullmatch(found):
        raise Unfit(RowFault.HAS_LEFT, found)
    if _PHONE.fullmatch(found):
        raise Unfit(RowFault.PHONE, shown(found))
    if _SEVERAL.fullmatch(cell):
        raise Unfit(RowFault.SEVERAL_NUMBERS, shown(found))
    return found


def stands_for_a_number_to_come(number: str, name: str) -> bool:
    """Whether it is a word such as TBC or NEW, and cannot be the initials of the name."""
    return bool(_PERHAPS_A_CODE.fullmatch(number)) and number[0].casefold() not in (
        word[0].casefold() for word in name.split()
    )


def unread_number(cell: str) -> str:
    """What stands where no staff number could be read, written as one: a person on record may have it. Or empty."""
    found = _as_number("".join(filter(str.isprintable, " ".join(cell.split()))))
    return "" if len(found) > _LONGEST_NUMBER or overloaded(found) else found


def initials_in(column: Iterable[str]) -> frozenset[str]:
    """How the staff codes that are letters alone are written in a column; empty where it has none."""
    return frozenset(_capitals(code) for code in map(str.strip, column) if _is_initials(code)) - {""}


def _is_initials(code: str) -> bool:
    no_code = (_PERHAPS_A_CODE, _NO_NUMBER_YET, _LINE_OF_A_REPORT, _KIND_OF_A_COLUMN)
    return (
        1 < len(code) <= _LONGEST_INITIALS
        and code.isalpha()
        and code.casefold() not in NOTHING
        and not any(each.fullmatch(code) for each in no_code)
    )


def _capitals(code: str) -> str:
    """Which of its letters are capitals: AB, Ab or ab; empty where it is another mixture, such as NaN."""
    written = {"AB": code.isupper(), "Ab": code.istitle(), "ab": code.islower()}
    return next((way for way, is_so in written.items() if is_so), "")


def _as_number(found: str) -> str:
    found = unicodedata.normalize("NFKC", found)  # figures of any width
    found = found[1:-1] if found[:1] == found[-1:] == "'" else without_apostrophe(found)
    return _SIGN_OF_A_NUMBER.sub("", found, count=1) if _SIGN_OF_A_NUMBER.match(found) else found
