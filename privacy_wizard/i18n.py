"""Texts in the reader's language: marked where they are written, translated when they are shown.

Whoever writes a text that somebody reads calls `_` or `ngettext`; whoever only keeps one for later, beside an enum or
an error, makes a `Message`. What stands on a signed page is worded by version (`resources/wording`) and never comes
here.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from gettext import NullTranslations, translation
from pathlib import Path

DOMAIN = "privacy_wizard"
_translations = NullTranslations()


def _(text: str, /, **facts: object) -> str:
    """A text in the language spoken now, its placeholders filled in: `_("{file} is open.", file=name)`."""
    found = _translations.gettext(text)
    return found.format(**facts) if facts else found


def ngettext(one: str, more: str, n: int, /, **facts: object) -> str:
    """The text for a number, its placeholders filled in: `ngettext("{n} file in {folder}", "{n} files in …", 2, …)`."""
    return _translations.ngettext(one, more, n).format(n=n, **facts)


@dataclass(frozen=True, init=False)
class Message:
    """A text that is translated when it is shown: `str()` of it follows the language, whenever it was made.

    `Message("{file} is open.", file=name)`, or for a number `Message("{n} file", "{n} files", 2)`.
    """

    text: str
    more: str
    n: int
    facts: tuple[tuple[str, object], ...]

    def __init__(self, text: str, more: str = "", n: int = 1, /, **facts: object) -> None:
        for name, value in (("text", text), ("more", more), ("n", n), ("facts", tuple(facts.items()))):
            object.__setattr__(self, name, value)

    def __str__(self) -> str:
        facts = dict(self.facts)
        return ngettext(self.text, self.more, self.n, **facts) if self.more else _(self.text, **facts)

    def format(self, **facts: object) -> str:
        """The same with its placeholders filled in now."""
        return str(self).format(**facts)


def choose_language(folder: Path, languages: Sequence[str] | None = None) -> str:
    """Speak the first of these languages that has a catalogue in the folder, else English; the one spoken now ("cy").

    Without `languages`, those that the environment names (LANGUAGE, LC_ALL, LC_MESSAGES, LANG) are tried.
    """
    use_translations(translation(DOMAIN, folder, languages, fallback=True))
    return spoken_language()


def spoken_language() -> str:
    """The one spoken now ("cy")."""
    return _translations.info().get("language", "en")


def use_translations(found: NullTranslations) -> None:
    """Speak from this catalogue from now on."""
    global _translations
    _translations = found


def long_date(day: date) -> str:
    """As "3 May 2026"."""
    return _("{day} {month} {year}", day=day.day, month=_MONTHS[day.month - 1], year=day.year)


def long_month(day: date) -> str:
    """As "May 2026"."""
    return _("{month} {year}", month=_MONTHS[day.month - 1], year=day.year)


def local_time(at: datetime) -> datetime:
    """By this computer's clock; as it is where that is beyond any calendar of the system, as a file may say."""
    try:
        return at.astimezone()
    except (OverflowError, ValueError, OSError):
        return at


def long_moment(at: datetime) -> str:
    """As "3 May 2026, 14:05", by this computer's clock."""
    local = local_time(at)
    return _("{day}, {time}", day=long_date(local), time=f"{local:%H:%M}")


def listed(names: Sequence[str]) -> str:
    """As "a, b and c"."""
    if len(names) < 2:
        return "".join(names)
    return _("{first} and {last}", first=", ".join(names[:-1]), last=names[-1])


_MONTHS = (
    Message("January"),
    Message("February"),
    Message("March"),
    Message("April"),
    Message("May"),
    Message("June"),
    Message("July"),
    Message("August"),
    Message("September"),
    Message("October"),
    Message("November"),
    Message("December"),
)


def readable_date(when: str) -> str:
    """From "2023-11-20" to "20 November 2023", from "2023-05" to "May 2023"; words stay as they are."""
    iso = re.fullmatch(r"(\d{4})-(\d\d)(?:-(\d\d))?", when)
    if iso is None:
        return when
    day = long_date(date(int(iso[1]), int(iso[2]), int(iso[3] or 1)))
    return day if iso[3] else day.partition(" ")[2]
