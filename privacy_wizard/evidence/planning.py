"""Which files of an export are read, by which pattern, for which account; when it was made, according to its
file and folder names, and which of several parts a file is.
"""

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path

from attrs import define, field, frozen

from .containers import ExportContainer
from .export_notes import ExportNote, NoteKind
from .export_texts import day_of
from .gathering import ExportDraft
from .members import ExportMember, note
from .patterns import FilePattern
from .platforms import READERS, Claim, claims_of

_YEARS = range(2005, 2100)
_STAMP = re.compile(r"(?<!\d)(20\d\d)(\d\d)(\d\d)T\d{6}")
_NAMED_MONTH = re.compile(r"(?<!\d)(20\d\d)-([A-Z][a-z]{2})-(\d\d)(?!\d)")
_ISO = re.compile(r"(?<!\d)(20\d\d)[-_.](\d\d)[-_.](\d\d)(?!\d)")
_MONTH_FIRST = re.compile(r"(?<!\d)(\d\d)-(\d\d)-(20\d\d)(?!\d)")  # LinkedIn's
_PART = re.compile(
    r"((?:takeout|mydata|facebook|instagram|meta|twitter|snapchat)[^/]*?)"
    r"(?<!\d{4}-\d\d)[-_ ](\d{1,3})(?: ?\(\d+\))?\.zip",  # the day of a date is no number of a part
    re.IGNORECASE,
)


def day_in_name(name: str) -> date | None:
    """The day in a file or folder name, in the formats that platforms use."""
    for pattern, order in ((_STAMP, "{0}-{1}-{2}"), (_ISO, "{0}-{1}-{2}"), (_MONTH_FIRST, "{2}-{0}-{1}")):
        if (found := pattern.search(name)) and (day := day_of(order.format(*found.groups()))):
            return day if day.year in _YEARS else None
    if found := _NAMED_MONTH.search(name):
        return day_of(f"{found[3]} {found[2]} {found[1]}")
    return None


def part_of(name: str) -> str:
    """What a file is a part of, one of several that a platform numbered; empty where its name says no such thing."""
    found = _PART.fullmatch(name)
    return found[1] if found is not None else ""


def first_part_of(name: str) -> str:
    """What the other parts are numbered after where the first has no number, as Snapchat's."""
    return name[: -len(".zip")] if name.lower().endswith(".zip") else name


def missing_parts(names: Iterable[str]) -> tuple[ExportNote, ...]:
    """A note for each export of which some numbered parts are there and earlier ones are not."""
    opened = tuple(names)
    numbers: dict[str, set[int]] = {}
    for name in opened:
        if found := _PART.fullmatch(name):
            numbers.setdefault(found[1], set()).add(int(found[2]))
    for first in map(first_part_of, opened):
        numbers.get(first, set()).add(1)
    return tuple(
        note(NoteKind.PART_MISSING, stem)
        for stem, there in sorted(numbers.items())
        if there and set(range(1, max(there) + 1)) - there
    )


_ROOT = re.compile(
    r"(?:facebook|instagram|threads|twitter|mydata|linkedin|tiktok|snapchat|pinterest|discord|telegram|reddit)"
    r"[-_~ ].*|whatsapp[-~ ].*|takeout|data ?export.*",  # what begins with `whatsapp_` is a part of one account's
    re.IGNORECASE,
)
_ROOT_WITHIN = 3  # folders from the top; further down, such a name may be somebody's
_FOLDERS_BEFORE = 3  # as many as the longest pattern has


@frozen(kw_only=True)
class ReadingStep:
    """One file to read, its pattern, and its export."""

    draft: ExportDraft
    member: ExportMember
    pattern: FilePattern
    order: int
    made: date | None  # as the names say it


@define
class PlannedExport:
    """One account's export of one platform, and how it is read."""

    draft: ExportDraft
    steps: list[ReadingStep] = field(factory=list)


def folders_before(path: Path) -> str:
    """The folders that stand before every name in a folder that was opened: an inner one may have been chosen."""
    return "/".join((*path.absolute().parts[-_FOLDERS_BEFORE:], "")) if path.is_dir() else ""


def planned(container: ExportContainer, before: str, *, posts: bool) -> list[PlannedExport]:
    """What is read for each platform, apart for each account whose folder can be told."""
    found: dict[tuple[str, str], PlannedExport] = {}
    alone = container.is_out_of_folders
    for name in container.looked_at:
        for claim in claims_of(before + name, alone=alone):
            draft = ExportDraft(reader=claim.reader, names=container.names)
            export = found.setdefault(_whose(claim, name), PlannedExport(draft))
            export.draft.has_sign |= claim.has_sign
            export.draft.is_web_pages |= claim.is_page
    day = day_in_name(container.path.name)
    for member in container.members:
        made = day_in_name(account_folder(member.name)) or day
        for claim in claims_of(before + member.name, alone=alone):
            if claim.pattern is not None and (posts or not claim.pattern.posts):
                export = found[_whose(claim, member.name)]
                export.draft.days |= {made} if made is not None else set()
                export.steps.append(
                    ReadingStep(draft=export.draft, member=member, pattern=claim.pattern, order=claim.order, made=made)
                )
    return sorted(found.values(), key=lambda each: READERS.index(each.draft.reader))


def _whose(claim: Claim, name: str) -> tuple[str, str]:
    """The platform, and the folder of the account; that of what is never opened may be somebody else's."""
    return claim.reader.id, "" if claim.is_closed else account_folder(name)


def account_folder(name: str) -> str:
    """The folder of one account's export within what was opened; two of them may lie side by side."""
    return _account_of(name.rpartition("/")[0])


@lru_cache(maxsize=1_000)  # many files lie in one folder
def _account_of(folder: str) -> str:
    folders = folder.split("/")[:_ROOT_WITHIN]
    at = next((at for at, each in enumerate(folders, start=1) if _ROOT.fullmatch(each)), 0)
    return "/".join(folders[:at])
