"""Exports opened, planned, and read file by file: each step is short, so that whoever waits sees it and can stop it."""

import hashlib
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from attrs import define, field

from .containers import ExportContainer, open_container
from .export_days import missing_parts
from .export_notes import CannotRead, CannotReadMember, ExportFault, FaultyExport, NoteKind
from .export_texts import plain
from .gathering import ExportDraft, FileReading, joined
from .limits import ReadingBudget
from .member_reading import read_member
from .observation import ExportsRead
from .planning import ReadingStep, folders_before, planned
from .platforms import READERS, is_wanted

_TRIFLE = 64  # bytes: a smaller file may be as good as empty


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
    budget: ReadingBudget = field(factory=ReadingBudget)

    def open(self, path: Path) -> None:
        """Look at one file or folder, and plan what is read of it. Never raises for what is in it."""
        alone, before = path.is_file() and not _is_zip(path), folders_before(path)
        try:
            wanted = partial(_wanted, before=before, posts=self.posts, alone=alone)
            container = open_container(path, wanted)
        except CannotRead as cannot:
            self.faulty.append(FaultyExport(path=plain(path.name), fault=cannot.fault))
            return
        self.containers.append(container)
        found = [each for reader in READERS for each in planned(container, reader, before, posts=self.posts)]
        if any(each.draft.has_sign for each in found) and not alone:
            found = [each for each in found if each.draft.has_sign]
        self.drafts.append([each.draft for each in found])
        self.steps += [step for each in found for step in each.steps]

    def read(self, step: ReadingStep) -> None:
        """Read the next file."""
        name, counted = step.member.name, _Counted()
        found = FileReading(name=name, pattern=step.pattern, order=step.order, made=step.made or step.member.written)
        found.same_as = (step.order, name.rpartition("/")[2].lower())
        step.draft.files.append(found)
        try:
            for reading in read_member(step.member, step.pattern, self.budget, counted.take):
                found.take(reading)
        except CannotReadMember as cannot:
            found.say(cannot.kind)
        found.digest = counted.digest.digest()
        if counted.size > _TRIFLE and not (found.shows_something or found.lists or found.notes):
            found.say(NoteKind.UNKNOWN_LAYOUT)

    def finish(self) -> ExportsRead:
        """The exports that were read; the containers are closed."""
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


def _wanted(name: str, *, before: str, posts: bool, alone: bool) -> bool:
    return is_wanted(before + name, posts=posts, alone=alone)


def _recognised(drafts: Sequence[ExportDraft], *, alone: bool) -> list[ExportDraft]:
    """Those that bear their platform's sign and, where none does, those of which anything was understood.

    The name of a file that was taken out of its folders is no sign, and it is of one platform: that of which most was
    understood.
    """
    known = [each for each in drafts if each.shows_something or (each.has_sign and not (alone and each.files))]
    return sorted(known, key=lambda each: -each.understood)[:1] if alone else known
