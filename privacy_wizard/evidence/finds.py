"""What is made of a value: a text, a switch, an audience, a list entry. The vocabulary of the readers' tables."""

from collections.abc import Callable, Iterator
from typing import Any

from .answer_words import is_everyone, is_yes
from .export_notes import NoteKind
from .export_texts import day_of, link_of, plain
from .key_paths import at
from .observation import ConnectionKind, ExportedConnection, ObservationKind, Observed
from .patterns import ExportedFact, Find, ListEntry, NotUnderstood, Reading

Paths = str | tuple[str, ...]  # where a field of an entry may stand, the first that is there counts
Judging = Callable[[Any], bool | None]


def text(kind: ObservationKind, path: str, *, proven: bool = True) -> Find:
    """Finds a text; an empty one says that there is none."""

    def make(value: Any, key: str) -> Iterator[Reading]:
        if value is not None and not isinstance(value, dict | list):
            yield text_fact(kind, value, key, proven=proven)

    return Find(path, make, (kind,))


def text_fact(
    kind: ObservationKind, value: Any, key: str, *, since: object = None, proven: bool = True
) -> ExportedFact:
    """A text as an observation."""
    shown = plain(value)
    return ExportedFact(
        kind=kind, shown=Observed.YES if shown else Observed.NO, value=shown, key=key, since=since, proven=proven
    )


def judged(kind: ObservationKind, path: str, judge: Judging, *, proven: bool = True) -> Find:
    """Finds whether a claim is true; `judge` returns None if the value does not tell."""

    def make(value: Any, key: str) -> Iterator[Reading]:
        yield from judged_facts(kind, value, key, judge, proven=proven)

    return Find(path, make, (kind,))


def judged_facts(
    kind: ObservationKind, value: Any, key: str, judge: Judging, *, since: object = None, proven: bool = True
) -> Iterator[Reading]:
    """A claim as an observation; where the value does not tell, that is said too."""
    answer = None if value in (None, "") else judge(value)
    shown = {True: Observed.YES, False: Observed.NO, None: Observed.NOT_IN_EXPORT}[answer]
    yield ExportedFact(kind=kind, shown=shown, value=plain(value), key=key, since=since, proven=proven)
    if answer is None and value not in (None, ""):
        yield NotUnderstood(kind=NoteKind.UNKNOWN_VALUE, detail=f"{key}: {plain(value)}")


def switch(kind: ObservationKind, path: str, *, proven: bool = True) -> Find:
    """Finds whether something is switched on."""
    return judged(kind, path, is_yes, proven=proven)


def audience(kind: ObservationKind, path: str, *, proven: bool = True) -> Find:
    """Finds whether the audience is everyone, or fewer."""
    return judged(kind, path, is_everyone, proven=proven)


def person(
    *,
    key: str,
    kind: ConnectionKind,
    entry: Any,
    name: Paths = (),
    handle: Paths = (),
    link: Paths = (),
    email: Paths = (),
    phone: Paths = (),
    employer: Paths = (),
    position: Paths = (),
    source: Paths = (),
    since: Paths = (),
) -> ListEntry | None:
    """A list entry; None if nothing in it identifies anybody."""
    found = ExportedConnection(
        name=_joined(entry, name),
        handle=_first(entry, handle),
        link=link_of(_value(entry, link)),
        email=_first(entry, email),
        phone=_first(entry, phone),
        employer=_first(entry, employer),
        position=_first(entry, position),
        source=_first(entry, source),
        since=day_of(_value(entry, since)),
        key=plain(key),
    )
    is_said = found.name or found.handle or found.link or found.email or found.phone
    return ListEntry(kind=kind, connection=found) if is_said else None


def people(kind: ConnectionKind, path: str, **fields: Paths) -> Find:
    """The entries of a list; the fields are those of `person`, each with the paths where it may stand in an entry."""

    def make(entry: Any, key: str) -> Iterator[Reading]:
        found = person(kind=kind, entry=entry, key=key, **fields)
        if found is not None:
            yield found

    return Find(path, make, (kind,))


def _value(entry: Any, paths: Paths) -> Any:
    for each in (paths,) if isinstance(paths, str) else paths:
        if (found := at(entry, each)) is not None:
            return found
    return None


def _first(entry: Any, paths: Paths) -> str:
    return plain(_value(entry, paths))


def _joined(entry: Any, paths: Paths) -> str:
    """A name, whose parts may stand apart: `First Name + Last Name`."""
    for each in (paths,) if isinstance(paths, str) else paths:
        parts = [plain(at(entry, part)) for part in each.split(" + ")]
        if any(parts):
            return plain(" ".join(part for part in parts if part))
    return ""
