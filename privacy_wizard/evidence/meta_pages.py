"""The web pages of Facebook, Instagram and Threads: rows by label, people by address or date."""

from collections.abc import Iterator
from typing import Any

from .export_notes import NoteKind
from .export_texts import day_of, link_of, plain
from .key_paths import at
from .limits import LARGEST_PAGE
from .meta import Meanings, fields_of, handle_of, labelled_person
from .observation import ConnectionKind, ExportedConnection
from .patterns import ExportMoment, FileForm, FilePattern, Find, ListEntry, NotUnderstood, Reading, SpokenLanguage


def page(name: str, *finds: Find, proven: bool = True) -> FilePattern:
    """A web page where others have JSON."""
    moment = Find("made", lambda made, _: iter((ExportMoment(moment=made),) if made else ()))
    return FilePattern(
        name=rf"{name}\.html", form=FileForm.PAGE, finds=(*finds, moment), proven=proven, most=LARGEST_PAGE
    )


def page_labels(meanings: Meanings, *, whole: bool = False) -> Find:
    """The rows of a page whose labels are known.

    Of the others nothing is said, since any table may stand there; in a table that is `whole`, that they are unknown.
    """

    def make(record: Any, key: str) -> Iterator[Reading]:
        found = [each for each in fields_of(record, key) if each.value]
        for each in found:
            if each.meaning is None and whole:
                yield NotUnderstood(kind=NoteKind.UNKNOWN_LABEL, detail=f"{each.key}: {plain(each.label)}")
            elif each.meaning is not None and each.meaning in meanings:
                yield from (SpokenLanguage(code=code) for code in sorted(each.languages))
                yield from meanings[each.meaning](each)

    return Find("tables[]", make, tuple(each.kind for each in meanings.values()))


def page_people(kind: ConnectionKind) -> Find:
    """The people of a page, by the addresses of its links."""

    def make(link: Any, key: str) -> Iterator[Reading]:
        address = link_of(at(link, "href"))
        if handle := handle_of(address):
            moment = day_of(at(link, "timestamp"))
            person = ExportedConnection(handle=handle, link=address, since=moment, key=key)
            yield ListEntry(kind=kind, connection=person)

    return Find("links[]", make, (kind,))


def page_names(kind: ConnectionKind) -> Find:
    """The people of a page that has their names, each with a moment after it."""

    def make(entry: Any, key: str) -> Iterator[Reading]:
        if name := plain(at(entry, "name")):
            person = ExportedConnection(name=name, since=day_of(at(entry, "timestamp")), key=key)
            yield ListEntry(kind=kind, connection=person)

    return Find("people[]", make, (kind,))


def page_records(kind: ConnectionKind) -> Find:
    """The people of a page that has a table of labels for each."""

    def make(table: Any, key: str) -> Iterator[Reading]:
        found = labelled_person(table, key)
        if found.name or found.phone or found.email:
            yield ListEntry(kind=kind, connection=found)

    return Find("tables[]", make, (kind,))
