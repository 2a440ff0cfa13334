"""Texts and dates in exports, prepared for showing and comparing."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from ..domain.accents import without_overload
from .observation import TEXT_SHOWN, moment_of

_KEPT_FORMATS = "\u200c\u200d"  # they join letters of some scripts, and the parts of an emoji
_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
# Letters with their accents, punctuation, signs and emoji: none of these stands upon another character.
MAY_STACK = re.compile("[^\x00-\u02ff\u2010-\u2027\u20a0-\u20bf\u2100-\u2bff\u4e00-\u9fff\U0001f300-\U0001faff]")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FIRST_DAY, _SECONDS_OF_A_DAY = date(1970, 1, 1).toordinal(), 86_400
_MILLISECONDS = 10**11  # no second of an export is that late
_MONTHS_ELSEWHERE = {"ene": 1, "abr": 4, "ago": 8, "dic": 12}  # Spanish, where it differs
_ISO = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d\d?)[ -]([A-Za-z]{3})[a-z]*\.?[ -](\d{4})(?!\d)")
_AMERICAN = re.compile(r"(\d\d?)/(\d\d?)/(\d\d)(?:, \d\d?:\d\d\s[AP]M)?")
_MONTH_FIRST = re.compile(r"\b([A-Za-z]{3})[a-z]*\.? (\d\d?)(?:,? |\b.* )(\d{4})(?!\d)")
_FEW = 8
_ENDS_AS_SPACES = bytes.maketrans(b"\n", b" ")
_USUAL = bytes(range(0x20, 0x7F)) + b"\n"  # what is left out of these is little, and looked at letter by letter


def plain(value: object) -> str:
    """A value on one line, cut where it is long; no control characters, changes of direction, towers of accents."""
    if isinstance(value, str):
        text = value if len(value) <= TEXT_SHOWN else value[: TEXT_SHOWN * 4]
    elif isinstance(value, bool):
        return "true" if value else "false"
    else:
        text = "" if value is None or isinstance(value, dict | list) else str(value)[: TEXT_SHOWN * 4]
    if not text.isprintable() or (not text.isascii() and MAY_STACK.search(text)):
        shown = (" " if each.isspace() else each for each in text if _is_shown(each))
        text = without_overload("".join(shown))
    return " ".join(text.split())[:TEXT_SHOWN]


def _is_shown(character: str) -> bool:
    return character in _KEPT_FORMATS or character.isspace() or unicodedata.category(character) not in _HIDDEN


def repaired(text: str) -> str:
    """Meta writes UTF-8 as if each byte were a letter; a text that was not written so is left as it is."""
    if text.isascii():
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text


@lru_cache(maxsize=20_000)
def folded(label: str) -> str:
    """A label or word for comparing: repaired, lower case, with uniform apostrophes and spaces."""
    text = unicodedata.normalize("NFC", repaired(label[:TEXT_SHOWN])).casefold()
    return " ".join(text.replace("\u2019", "'").replace("\u02bc", "'").split()).strip(" :?")


def day_of(value: object) -> date | None:
    """The day of a moment, as a number of seconds or milliseconds or as one of the ways in which exports write it."""
    if isinstance(value, bool) or value is None:
        return None
    if not isinstance(value, str):
        return _day_of_number(value)
    text = value.strip()[:60]
    if text.isascii() and text.isdigit():
        return _day_of_number(int(text))
    if found := _ISO.search(text):
        return _day(found[1], found[2], found[3])
    if found := _AMERICAN.fullmatch(text):  # LinkedIn's, in whichever country
        return _day(f"20{found[3]}", found[1], found[2])
    if (found := _DAY_FIRST.search(text)) and _month(found[2]):
        return _day(found[3], _month(found[2]), found[1])
    if found := _MONTH_FIRST.search(text):
        return _day(found[3], _month(found[1]), found[2])
    return None


def all_moments(moments: Sequence[Any]) -> Sequence[int]:
    """A moment of the `day_of` each, in seconds since 1970, 0 for none; plain seconds stay as they are."""
    if {*map(type, moments)} == {int} and min(moments) >= 0 and max(moments) <= _MILLISECONDS:
        return moments
    return [moment_of(day_of(each)) for each in moments]


def _day_of_number(value: object) -> date | None:
    try:
        seconds = float(value)  # type: ignore[arg-type]  # whatever JSON has
        seconds = seconds / 1000 if abs(seconds) > _MILLISECONDS else seconds
        return date.fromordinal(_FIRST_DAY + int(seconds // _SECONDS_OF_A_DAY)) if seconds > 0 else None
    except (TypeError, ValueError, OverflowError):
        return None


def _month(name: str) -> int:
    lower = name.lower()
    return _MONTHS.index(lower) + 1 if lower in _MONTHS else _MONTHS_ELSEWHERE.get(lower, 0)


def _day(year: str, month: str | int, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def link_of(value: object) -> str:
    """A web address as it stands in an export, or nothing; it is shown, and never opened unasked."""
    text = plain(value) if value else ""
    return text if text.lower().startswith(("https://", "http://")) and " " not in text else ""


def all_plain_repaired(texts: Sequence[str]) -> list[str]:
    """`plain` of each text, `repaired` before.

    Where some text needs more than a glance, the halves are looked at apart, so that it costs only its neighbours.
    Raises TypeError where one is no text.
    """
    whole = "\n".join(texts)
    if len(texts) <= _FEW:
        return [plain(repaired(each)) for each in texts]
    together, written = _repaired_bytes(whole)  # no letter is made of bytes around a line's end
    if written and _has_short_lines(whole) and _stands_as_it_is(written):
        found = together.split("\n")
        if len(found) == len(texts):
            return found
    half = len(texts) // 2
    return all_plain_repaired(texts[:half]) + all_plain_repaired(texts[half:])


def _has_short_lines(text: str) -> bool:
    """Whether no line is longer than what is shown of a text, going from the end of one to the last that is near."""
    end = -1
    while len(text) - end > TEXT_SHOWN + 1:
        start, end = end + 1, text.rfind("\n", end + 1, end + TEXT_SHOWN + 2)
        if end < start:
            return False
    return True


def _repaired_bytes(text: str) -> tuple[str, bytes]:
    """The text `repaired`, and its UTF-8 that Meta wrote letter by letter; none where it was not written so."""
    try:
        written = text.encode("latin-1")
        return written.decode("utf-8"), written
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text, b""


def _stands_as_it_is(written: bytes) -> bool:
    """Whether lines are printable, without needless spaces and without signs that stand upon others."""
    if b"  " in written.translate(_ENDS_AS_SPACES) or written[:1] == b" " or written[-1:] == b" ":
        return False
    other = written.translate(None, _USUAL).decode("utf-8")
    return not other or (other.isprintable() and not MAY_STACK.search(other))
