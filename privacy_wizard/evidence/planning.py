"""Which files of an export are read, by which pattern, for which account."""

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path

from attrs import define, field, frozen

from .containers import ExportContainer
from .export_days import day_in_name
from .gathering import ExportDraft
from .members import ExportMember
from .never_opened import NeverOpened, is_media, never_opened
from .patterns import FileForm, FilePattern, PlatformReader
from .platforms import has_sign, is_web_page, pattern_of

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


def planned(container: ExportContainer, reader: PlatformReader, before: str, *, posts: bool) -> Iterable[PlannedExport]:
    """What is read for one platform, apart for each account whose folder can be told."""
    found: dict[str, PlannedExport] = {}
    for name, closed in _without_media(container.names):
        pattern = None if closed else pattern_of(reader, before + name, alone=container.is_out_of_folders)
        is_page = is_web_page(reader, before + name) or (pattern is not None and pattern.form is FileForm.PAGE)
        signed = has_sign(reader, before + name, pattern)
        if pattern is not None or is_page or signed:
            root = "" if closed else account_folder(name)
            export = found.setdefault(root, PlannedExport(ExportDraft(reader=reader, names=container.names)))
            export.draft.has_sign |= signed
            export.draft.is_web_pages |= is_page
    for member in container.members:
        pattern = pattern_of(reader, before + member.name, alone=container.is_out_of_folders)
        if pattern is not None and (posts or not pattern.posts):
            root = account_folder(member.name)
            made = day_in_name(root) or day_in_name(container.path.name)
            export, order = found[root], reader.files.index(pattern)
            export.draft.days |= {made} if made is not None else set()
            export.steps.append(ReadingStep(draft=export.draft, member=member, pattern=pattern, order=order, made=made))
    return found.values()


@lru_cache(maxsize=2)
def _without_media(names: tuple[str, ...]) -> tuple[tuple[str, NeverOpened | None], ...]:
    """The names with the reason why a file stays closed; of many thousand pictures none is looked at again."""
    return tuple((name, never_opened(name.lower())) for name in names if not is_media(name))


def account_folder(name: str) -> str:
    """The folder of one account's export within what was opened; two of them may lie side by side."""
    folders = name.split("/")[:-1][:_ROOT_WITHIN]
    at = next((at for at, each in enumerate(folders, start=1) if _ROOT.fullmatch(each)), 0)
    return "/".join(folders[:at])
