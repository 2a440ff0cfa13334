"""Which column means what: suggested from headings, corrected by hand."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from attrs import field, frozen

from .presets import COMMON, Preset, StaffField, recognise
from .table import as_heading

_NAMES = (StaffField.FIRST_NAME, StaffField.LAST_NAME)
_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
_BETWEEN_LANGUAGES = re.compile(r"\s*[/|\n]\s*")
_OF_ANOTHER = re.compile(
    r"(?i).*\b(?:former|previous|maiden|birth|contact|kin|manager|personal|home|private|secondary|other|contract|role)\b.*"
)
"""A heading of something else than its words alone say: "Start Date (contract)"."""
_IN_A_HEADING = {
    StaffField.FIRST_NAME: re.compile(
        r"(?!.*(?:former|previous|contact|kin|manager)).*(?:firstname|forename|givenname).*"
    ),
    StaffField.LAST_NAME: re.compile(
        r"(?!.*(?:former|previous|maiden|birth|contact|kin|manager)).*(?:lastname|surname|familyname).*"
    ),
    StaffField.FULL_NAME: re.compile(
        r"(?!.*(?:former|previous|maiden|contact|kin|manager|user|file|school|first|fore|last|sur|middle))"
        r".*(?:full|display|staff|employee|formal)name"
    ),
    StaffField.NUMBER: re.compile(
        r"(?!.*(?:manager|contact|previous|former|old))"
        r".*(?:staff|employee|payroll|personnel|worker)(?:id|no|num|number|code|ref|reference)(?:number|no)?"
    ),
    StaffField.EMAIL: re.compile(
        r"(?!.*(?:personal|home|private|second|other|contact|kin|manager|voice|alternat|recovery|backup|emergency))"
        r".*email(?:address(?:es)?|s)?(?:work|school|main|primary)?"
    ),
}
"""Words by which a heading is known where no heading is one of the usual."""
_LAST_FIRST = re.compile(r"(?i)\b(?:surname|last(?: name)?|family(?: name)?)\W{1,3}(?:first|fore|given|init)")
_FIRST_OF_BOTH = re.compile(r"(?:first|given)names?|forenames?|vorname|prénom|nombre|imię")
_LAST_OF_BOTH = re.compile(r"(?:last|family)name|surname|nachname|familienname|apellidos?|nazwisko")


class MatchingFault(StrEnum):
    """Why a list cannot be read with this matching."""

    NO_NUMBER = "no column holds the staff number"
    NO_NAME = "no columns hold the names"
    NO_SUCH_COLUMN = "there is no such column"
    TWICE = "one column has two meanings"


@frozen(kw_only=True)
class Matching:
    """Field → position of its column, from 0."""

    columns: Mapping[StaffField, int] = field(factory=dict)
    preset: str = ""

    def with_column(self, what: StaffField, column: int | None) -> "Matching":
        """The same with a field moved to another column, or to none."""
        columns = {each: at for each, at in self.columns.items() if each is not what}
        if column is not None:
            columns[what] = column
        return Matching(columns=columns, preset=self.preset)

    def faults(self, width: int) -> tuple[MatchingFault, ...]:
        """What is wrong with it for a table with this many columns."""
        found = []
        if StaffField.NUMBER not in self.columns:
            found.append(MatchingFault.NO_NUMBER)
        if StaffField.FULL_NAME not in self.columns and not all(name in self.columns for name in _NAMES):
            found.append(MatchingFault.NO_NAME)
        if any(not 0 <= at < width for at in self.columns.values()):
            found.append(MatchingFault.NO_SUCH_COLUMN)
        # An e-mail address may serve as the number, where a school has no numbers; and a school may be called a group.
        single = [at for what, at in self.columns.items() if what not in (StaffField.EMAIL, StaffField.SCHOOL)]
        if len(set(single)) < len(single):
            found.append(MatchingFault.TWICE)
        return tuple(found)


def suggest(headings: Sequence[str], preset: Preset | None = None) -> Matching:
    """A first matching: the preset's words (given, else recognised), then common ones. A heading that stands twice is
    not matched: which of the two is meant, only a person can say.
    """
    chosen = preset or recognise(headings)
    spelled = ["" if _holds_both(heading) else as_heading(heading) for heading in headings]
    columns: dict[StaffField, int] = {}
    for words in (chosen.words if chosen else {}, COMMON):
        for what, known in words.items():
            at = _column(known, spelled, columns)
            if what not in columns and at is not None and not _named(what, columns):
                columns[what] = at
    columns = _other_name(_nearly_named(spelled, _in_part(headings, columns)))
    both = [at for at, heading in enumerate(headings) if _holds_both(heading)]
    if len(both) == 1 and StaffField.FULL_NAME not in columns and not _named(StaffField.FULL_NAME, columns):
        columns[StaffField.FULL_NAME] = both[0]
    return Matching(columns=columns, preset=chosen.id if chosen else "")


def last_name_comes_first(heading: str) -> bool:
    """Whether it says so of the names in its column: "Surname Forename"."""
    if _LAST_FIRST.search(heading):
        return True
    first, last = _first_and_last(heading)
    return first is not None and last is not None and last.start() < first.start()


def says_an_order(heading: str) -> bool:
    """Whether the heading says which name comes first in its column: "Forename Surname" does, "Name" does not."""
    return last_name_comes_first(heading) or _holds_both(heading)


def may_be(what: StaffField, heading: str) -> bool:
    """Whether a column with this heading may hold it, too."""
    spelled = as_heading(heading)
    if _holds_both(heading) or _OF_ANOTHER.fullmatch(heading):
        return False
    return spelled in map(as_heading, COMMON[what]) or _IN_A_HEADING[what].fullmatch(spelled) is not None


def _holds_both(heading: str) -> bool:
    return all(_first_and_last(heading))


def _first_and_last(heading: str) -> tuple[re.Match[str] | None, re.Match[str] | None]:
    spelled = as_heading(heading)
    return _FIRST_OF_BOTH.search(spelled), _LAST_OF_BOTH.search(spelled)


def _in_part(headings: Sequence[str], columns: dict[StaffField, int]) -> dict[StaffField, int]:
    """With columns whose heading is known without its brackets, or in one of its languages: "Start Date (dd/mm/yyyy)",
    "Cyfenw / Surname".
    """
    found = dict(columns)
    parts = [set[str]() if _OF_ANOTHER.fullmatch(each) or _holds_both(each) else _parts(each) for each in headings]
    for what, known in COMMON.items():
        words = set(map(as_heading, known))
        fitting = [at for at, own in enumerate(parts) if own & words and at not in found.values()]
        if what not in found and len(fitting) == 1 and not _named(what, found):
            found[what] = fitting[0]
    return found


def _parts(heading: str) -> set[str]:
    return set(map(as_heading, _BETWEEN_LANGUAGES.split(_BRACKETS.sub("", heading))))


def _nearly_named(spelled: Sequence[str], columns: dict[StaffField, int]) -> dict[StaffField, int]:
    """With the one column whose heading has the word in it: "Employee Surname"."""
    found = dict(columns)
    for what, pattern in _IN_A_HEADING.items():
        fitting = [at for at, word in enumerate(spelled) if pattern.fullmatch(word) and at not in columns.values()]
        if what not in columns and len(fitting) == 1 and not _named(what, found):
            found[what] = fitting[0]
    return found


def _other_name(columns: dict[StaffField, int]) -> dict[StaffField, int]:
    """Beside a column of last names, one called "Name" holds the first names, and the other way round."""
    both = [what for what in _NAMES if what in columns]
    if len(both) != 1 or StaffField.FULL_NAME not in columns:
        return columns
    other = next(what for what in _NAMES if what not in columns)
    return {other if what is StaffField.FULL_NAME else what: at for what, at in columns.items()}


def _column(known: Sequence[str], spelled: Sequence[str], taken: Mapping[StaffField, int]) -> int | None:
    for word in map(as_heading, known):
        if spelled.count(word) == 1 and spelled.index(word) not in taken.values():
            return spelled.index(word)
    return None


def _named(what: StaffField, columns: Mapping[StaffField, int]) -> bool:
    """Whether a whole name would be one too many."""
    return what is StaffField.FULL_NAME and all(name in columns for name in _NAMES)
