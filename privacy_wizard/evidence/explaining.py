"""What would be read of an export and what never is, without reading any of it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import field, frozen

from .export_notes import ExportNote, FaultyExport
from .export_texts import plain
from .never_opened import NeverOpened, never_opened
from .observation import TEXT_SHOWN
from .planning import ReadingStep
from .reading import OpenedExports


@frozen(kw_only=True)
class PlannedFile:
    """A file to be read, and what in it: words for kinds of observations and lists."""

    name: str = field(metadata={"limit": TEXT_SHOWN})
    platform: str
    kinds: tuple[str, ...]
    has_messages: bool  # within the same file; they are passed over as it is read
    proven: bool


@frozen(kw_only=True)
class ClosedFiles:
    """How many files are never opened, for one reason."""

    reason: NeverOpened
    count: int


@frozen(kw_only=True)
class ExplainedExport:
    """One file or folder: what is read, what never is, and how many other files are left alone."""

    path: str = field(metadata={"limit": TEXT_SHOWN})
    platforms: tuple[str, ...]
    read: tuple[PlannedFile, ...] = field(metadata={"limit": 5_000})
    never: tuple[ClosedFiles, ...]
    left: int
    notes: tuple[ExportNote, ...] = field(metadata={"limit": 5_000})


@frozen(kw_only=True)
class ExportsExplained:
    """What reading everything opened together would give."""

    exports: tuple[ExplainedExport, ...]
    faulty: tuple[FaultyExport, ...]


def explain(paths: Sequence[Path]) -> ExportsExplained:
    """Looks at names only, and opens no file."""
    opened = OpenedExports(posts=True)
    for path in paths:
        opened.open(path)
    found = tuple(_explained(opened))
    for container in opened.containers:
        container.close()
    return ExportsExplained(exports=found, faulty=tuple(opened.faulty))


def _explained(opened: OpenedExports) -> Iterator[ExplainedExport]:
    for container, drafts in zip(opened.containers, opened.drafts, strict=True):
        signed = [each for each in drafts if each.has_sign] or drafts
        steps = [step for step in opened.steps if any(step.draft is each for each in signed)]
        closed = Counter(why for each in container.names if (why := never_opened(each.lower())) is not None)
        files = {each.member.name: _planned(each) for each in steps}
        yield ExplainedExport(
            path=plain(container.path.name),
            platforms=tuple(dict.fromkeys(each.reader.id for each in signed)),
            read=tuple(files.values()),
            never=tuple(ClosedFiles(reason=why, count=closed[why]) for why in NeverOpened),
            left=len(container.names) - len(files) - closed.total(),
            notes=container.notes,
        )


def _planned(step: ReadingStep) -> PlannedFile:
    kinds = dict.fromkeys(str(kind) for find in step.pattern.finds for kind in find.kinds)
    return PlannedFile(
        name=plain(step.member.name),
        platform=step.draft.reader.id,
        kinds=tuple(kinds),
        has_messages=step.pattern.streamed,
        proven=step.pattern.proven,
    )
