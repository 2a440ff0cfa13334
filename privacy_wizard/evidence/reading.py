"""Exports opened, planned, and read file by file: each step is short, so that whoever waits sees it and can stop it."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from attrs import define, field, frozen

from .containers import ExportContainer, open_container
from .export_days import day_in_name, missing_parts
from .export_notes import CannotRead, CannotReadMember, ExportFault, FaultyExport, NoteKind
from .export_texts import plain
from .gathering import ExportDraft, FileReading, joined
from .limits import ReadingRoom
from .member_reading import read_member
from .members import ExportMember
from .never_opened import NeverOpened, never_opened
from .observation import ExportsRead
from .patterns import FilePattern
from .platforms import READERS, has_sign, is_wanted, is_web_page, pattern_of

_ROOT = re.compile(
    r"(?:.*/)?(?:(?:facebook|instagram|threads|twitter|takeout|mydata|linkedin|tiktok|snapchat|whatsapp|pinterest|discord|"
    r"telegram|reddit|x)[-_~ ][^/]*|takeout|data ?export[^/]*)(?=/)",
    re.IGNORECASE,
)
_TRIFLE = 64  # bytes: a smaller file may be as good as empty


@frozen(kw_only=True)
class ReadingStep:
    """One file that is to be read, by which pattern, and for which export."""

    draft: ExportDraft
    member: ExportMember
    pattern: FilePattern
    order: int
    made: date | None  # as the names say it


@define
class _Counted:
    """What the bytes of a file come to."""

    size: int = 0
    digest: "hashlib._Hash" = field(factory=hashlib.sha256)

    def take(self, content: bytes) -> None:
        self.size += len(content)
        self.digest.update(content)


@define
class OpenedExports:
    """Everything that was opened together; `steps` are still to be taken."""

    posts: bool = False
    containers: list[ExportContainer] = field(factory=list)
    faulty: list[FaultyExport] = field(factory=list)
    drafts: list[list[ExportDraft]] = field(factory=list)  # of each container
    steps: list[ReadingStep] = field(factory=list)
    room: ReadingRoom = field(factory=ReadingRoom)

    def open(self, path: Path) -> None:
        """Look at one file or folder, and plan what is read of it. Never raises for what is in it."""
        single = not path.is_dir() and not _is_zip(path)
        try:
            container = open_container(path, partial(_wanted, path, posts=self.posts, alone=single))
        except CannotRead as cannot:
            self.faulty.append(FaultyExport(path=plain(path.name), fault=cannot.fault))
            return
        self.containers.append(container)
        drafts = list(_drafts(container, self.posts))
        if any(draft.has_sign for draft, _ in drafts) and not single:
            drafts = [each for each in drafts if each[0].has_sign]
        self.drafts.append([draft for draft, _ in drafts])
        self.steps += [step for _, steps in drafts for step in steps]

    def read(self, step: ReadingStep) -> None:
        """Take one step."""
        name, counted = step.member.name, _Counted()
        found = FileReading(name=name, pattern=step.pattern, order=step.order, made=step.made or step.member.written)
        found.same_as = (step.order, name.rpartition("/")[2].lower())
        step.draft.files.append(found)
        try:
            for reading in read_member(step.member, step.pattern, self.room, counted.take):
                found.take(reading)
        except CannotReadMember as cannot:
            found.say(cannot.kind)
        found.digest = counted.digest.digest()
        if counted.size > _TRIFLE and not (found.shows_something or found.lists or found.notes):
            found.say(NoteKind.UNKNOWN_LAYOUT)

    def finish(self) -> ExportsRead:
        """What came of it; the containers are closed."""
        kept = []
        for container, drafts in zip(self.containers, self.drafts, strict=True):
            container.close()
            known = _recognised(drafts, alone=container.is_single_file)
            if not known:
                fault = FaultyExport(path=plain(container.path.name), fault=ExportFault.NOT_RECOGNISED)
                self.faulty.append(fault)
            for draft in known[:1]:
                draft.notes += container.notes
            kept += known
        found = joined(kept)
        parts = missing_parts(each.path.name for each in self.containers)
        for draft in found[:1]:
            draft.notes += parts
        return ExportsRead(exports=tuple(each.finished() for each in found), faulty=tuple(self.faulty))


def _is_zip(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return stream.read(2) == b"PK"
    except (OSError, ValueError):
        return False


def _wanted(path: Path, name: str, *, posts: bool, alone: bool) -> bool:
    return is_wanted(_whole_name(path, name), posts=posts, alone=alone)


def _whole_name(path: Path, name: str) -> str:
    """A member's name after that of the folder that was opened: an inner one may have been chosen."""
    if path.is_dir():
        return "/".join((*path.absolute().parts[-3:], name))
    return name


def _drafts(container: ExportContainer, posts: bool) -> Iterator[tuple[ExportDraft, list[ReadingStep]]]:
    alone = container.is_single_file
    names = [each for each in container.names if never_opened(each.lower()) is not NeverOpened.MEDIA]
    whole = {name: _whole_name(container.path, name) for name in names}
    for reader in READERS:
        found: dict[str, tuple[ExportDraft, list[ReadingStep]]] = {}
        for name in names:
            pattern = pattern_of(reader, whole[name], alone=alone)
            is_page = is_web_page(reader, whole[name])
            if pattern is None and not is_page and not has_sign(reader, whole[name], None):
                continue
            draft, _ = found.setdefault(_root(name), (ExportDraft(reader=reader, names=container.names), []))
            draft.has_sign |= has_sign(reader, whole[name], pattern)
            draft.is_web_pages |= is_page
        for member in container.members:
            pattern = pattern_of(reader, whole[member.name], alone=alone)
            if pattern is not None and (posts or not pattern.posts):
                draft, steps = found[_root(member.name)]
                order = reader.files.index(pattern)
                made = day_in_name(_root(member.name)) or day_in_name(container.path.name)
                steps.append(ReadingStep(draft=draft, member=member, pattern=pattern, order=order, made=made))
        yield from found.values()


def _root(name: str) -> str:
    """The folder of one account's export within what was opened; two of them may lie side by side."""
    found = _ROOT.match(name)
    return found[0] if found else ""


def _recognised(drafts: Sequence[ExportDraft], *, alone: bool) -> list[ExportDraft]:
    """Those that bear their platform's sign and, where none does, those of which anything was understood.

    The name of a file that was taken out of its folders is no sign.
    """
    return [each for each in drafts if each.shows_something or (each.has_sign and not (alone and each.files))]
