"""Exports opened, planned, and read file by file, in short steps, so that the user sees progress and can stop."""

import hashlib
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from attrs import define, evolve, field

from .containers import ExportContainer, open_container
from .export_notes import CannotRead, CannotReadMember, ExportFault, FaultyExport, NoteKind
from .export_texts import plain
from .gathering import ExportDraft, FileReading, joined
from .limits import ReadingBudget
from .member_reading import read_member
from .observation import ExportsRead
from .planning import PlannedExport, ReadingStep, first_part_of, folders_before, missing_parts, part_of, planned
from .platforms import is_wanted, may_be_read

_TRIFLE = 64  # bytes: a smaller file may be as good as empty


@define
class _Counted:
    """What the bytes of a file come to; their digest only where there is another export to compare them with."""

    digest: "hashlib._Hash | None"
    size: int = 0

    def take(self, content: bytes) -> None:
        self.size += len(content)
        if self.digest is not None:
            self.digest.update(content)


@define
class OpenedExports:
    """Everything that was opened together; `steps` are still to be taken."""

    posts: bool = False
    containers: list[ExportContainer] = field(factory=list)
    faulty: list[FaultyExport] = field(factory=list)
    drafts: list[list[ExportDraft]] = field(factory=list)  # of each container
    steps: list[ReadingStep] = field(factory=list)
    budget: ReadingBudget = field(factory=ReadingBudget)

    def open(self, path: Path) -> None:
        """Look at one file or folder, and plan what is read of it. Never raises for what is in it."""
        before = folders_before(path)
        try:
            container = self._opened(path, before, alone=path.is_file() and not _is_zip(path))
            found = self._planned(container, before)
            if not container.is_out_of_folders and (_is_flat(container) or not _has_sign(found)):
                container, found = self._by_last_part(container, found, before)
        except CannotRead as cannot:
            self.faulty.append(FaultyExport(path=plain(path.name), fault=cannot.fault))
            return
        self.containers.append(container)
        if _has_sign(found):
            found = [each for each in found if each.draft.has_sign]
        self.drafts.append([each.draft for each in found])
        self.steps += [step for each in found for step in each.steps]

    def _opened(self, path: Path, before: str, *, alone: bool) -> ExportContainer:
        return open_container(path, partial(_wanted, before=before, posts=self.posts, alone=alone))

    def _by_last_part(
        self, container: ExportContainer, found: list[PlannedExport], before: str
    ) -> tuple[ExportContainer, list[PlannedExport]]:
        """Files may have been taken out of their folders and packed anew: then they are known by the last part of their
        names. Raises CannotRead.
        """
        other = evolve(self._opened(container.path, before, alone=True), is_out_of_folders=True)
        if _has_sign(found) and len(other.members) <= len(container.members):
            other.close()
            return container, found
        container.close()
        return other, self._planned(other, before)

    def _planned(self, container: ExportContainer, before: str) -> list[PlannedExport]:
        return planned(container, before, posts=self.posts)

    def read(self, step: ReadingStep) -> None:
        """Read the next file."""
        has_others = sum(map(len, self.drafts)) > 1
        name, counted = step.member.name, _Counted(hashlib.sha256() if has_others else None)
        found = FileReading(name=name, pattern=step.pattern, order=step.order, made=step.made or step.member.written)
        found.same_as = (step.order, name.rpartition("/")[2].lower())
        step.draft.files.append(found)
        fault: NoteKind | None = None
        try:
            for reading in read_member(step.member, step.pattern, self.budget, counted.take):
                found.take(reading)
        except CannotReadMember as cannot:
            fault = cannot.kind
        found.digest = counted.digest.digest() if counted.digest is not None else b""
        if (
            fault is None
            and counted.size > _TRIFLE
            and not (found.shows_something or found.lists or found.notes or found.is_known)
        ):
            fault = NoteKind.UNKNOWN_LAYOUT
        if fault is not None and not (step.pattern.guessed and fault is NoteKind.UNKNOWN_LAYOUT):
            found.say(fault)

    def finish(self) -> ExportsRead:
        """The exports that were read; the containers are closed."""
        kept, unknown, known_parts = list[ExportDraft](), list[str](), set[str]()
        for container, drafts in zip(self.containers, self.drafts, strict=True):
            container.close()
            known = _recognised(drafts, alone=container.is_out_of_folders)
            if not known:
                unknown.append(container.path.name)
            else:
                known_parts.add(part_of(container.path.name) or first_part_of(container.path.name))
            for draft in known[:1]:
                draft.notes += container.notes
            kept += known
        self.faulty += [_unknown(name) for name in unknown if not part_of(name) or part_of(name) not in known_parts]
        found = joined(kept)
        parts = missing_parts(each.path.name for each in self.containers)
        for draft in found[:1]:
            draft.notes += parts
        return ExportsRead(exports=tuple(each.finished() for each in found), faulty=tuple(self.faulty))


def _unknown(name: str) -> FaultyExport:
    fault = ExportFault.OTHER_PART if part_of(name) else ExportFault.NOT_RECOGNISED
    return FaultyExport(path=plain(name), fault=fault)


def _has_sign(found: Sequence[PlannedExport]) -> bool:
    return any(each.draft.has_sign for each in found)


def _is_flat(container: ExportContainer) -> bool:
    folder = container.names[0].rpartition("/")[0] if container.names else ""
    return bool(container.names) and all(name.rpartition("/")[0] == folder for name in container.names)


def _is_zip(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return stream.read(2) == b"PK"
    except (OSError, ValueError):
        return False


def _wanted(name: str, *, before: str, posts: bool, alone: bool) -> bool:
    return may_be_read(name) and is_wanted(before + name, posts=posts, alone=alone)


def _recognised(drafts: Sequence[ExportDraft], *, alone: bool) -> list[ExportDraft]:
    """Those that bear their platform's sign and, where none does, those of which anything was understood.

    The name of a file that was taken out of its folders is no sign, and it is of one platform: that of which most was
    understood.
    """
    known = [each for each in drafts if each.shows_something or (each.has_sign and not (alone and each.files))]
    return sorted(known, key=lambda each: -each.understood)[:1] if alone else known
