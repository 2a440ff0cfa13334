"""Which files of an export are read, by which pattern, for which account."""

import re
from datetime import date
from functools import lru_cache
from pathlib import Path

from attrs import define, field, frozen

from .containers import ExportContainer
from .export_days import day_in_name
from .gathering import ExportDraft
from .members import ExportMember
from .patterns import FilePattern
from .platforms import READERS, Claim, claims_of

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
