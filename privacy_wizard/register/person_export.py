"""Everything held about one person, as a zip that they can read: in plain words first, then the data, the files."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from attrs import evolve, frozen
from sqlalchemy import Connection

from ..domain.event_sentences import event_sentence
from ..domain.names import document_name, event_name
from ..domain.register_event_index import attestation_of, person_of
from ..domain.register_events import Corrected, DocumentKept, Event, Received
from ..domain.register_views import ChainHead, PersonRow, RecordedEvent
from ..i18n import _, long_date, ngettext
from ..system.progress import WorkProgress
from . import codec, queries, records
from .documents import Documents
from .errors import DocumentLost

_STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.25rem .75rem .25rem 0}"
    "section{border-top:1px solid #999;margin-top:1.5rem}code{word-break:break-all}"
)


@frozen(kw_only=True)
class _File:
    """A kept file in the zip; with `content` None it is lost, and the index says so."""

    name: str
    kept: DocumentKept
    content: bytes | None


def person_export(
    connection: Connection,
    documents: Documents,
    who: PersonRow,
    school_name: str,
    head: ChainHead | None,
    now: datetime,
    progress: WorkProgress,
) -> bytes:
    """The zip, while its files are counted; the entries are as they were written, corrections as some of their own."""
    found = list(_of_their_own(connection, who))
    files = _files(connection, documents, who.school, found, progress)
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as made:
        _add(made, "index.html", _index(who, school_name, found, files, head, now).encode(), now)
        _add(made, "entries.json", _entries(found), now)
        for each in files:
            if each.content is not None:
                _add(made, each.name, each.content, now)
    return out.getvalue()


def _of_their_own(connection: Connection, who: PersonRow) -> Iterable[RecordedEvent]:
    """What is on record about the person, and nothing about anyone else.

    What was taken for theirs by mistake is another person's: of it only stands that it was corrected, and why.
    """
    foreign = {
        row.attestation
        for attestation in records.attestations_of(connection, who.school, [who.person])
        if (row := queries.attestation_by_id(connection, who.school, attestation))
        and row.person not in (None, who.person)
    }
    corrected: set[int] = set()
    for each in records.of_person(connection, who.school, who.person):
        other = person_of(each.event) not in (None, who.person) or attestation_of(each.event) in foreign
        if not other:
            corrected.add(each.number)
            yield each
        elif person_of(each.event) == who.person:
            corrected.add(each.number)
        elif isinstance(each.event, Corrected) and each.event.wrong in corrected:
            yield evolve(each, event=evolve(each.event, instead=None, person=None, attestation=None))


def _files(
    connection: Connection, documents: Documents, school: str, found: Iterable[RecordedEvent], progress: WorkProgress
) -> Sequence[_File]:
    kept = {each.event.document: each.event for each in found if isinstance(each.event, DocumentKept)}
    return [
        _File(
            name=f"files/{number:03d}{_ending(event.name)}",
            kept=event,
            content=_content(connection, documents, school, event),
        )
        for number, event in enumerate(progress.through(kept.values(), len(kept)), 1)
    ]


def _content(connection: Connection, documents: Documents, school: str, kept: DocumentKept) -> bytes | None:
    try:
        return documents.get(connection, school, kept.document)
    except DocumentLost:
        return None


def _ending(name: str) -> str:
    """The ending of a file's name, where it is a plain one: names from outside never become names in the zip."""
    ending = name.rpartition(".")[2].lower()
    plain = ending.isascii() and ending.isalnum() and len(ending) < len(name) and len(ending) <= 10
    return f".{ending}" if plain else ""


def _entries(found: Iterable[RecordedEvent]) -> bytes:
    plain = [
        {"number": each.number, "at": each.at.isoformat(), "kind": each.event.kind.value, "entry": _plain(each)}
        for each in found
    ]
    return json.dumps(plain, ensure_ascii=False, indent=2).encode()


def _plain(record: RecordedEvent) -> dict[str, Any]:
    entry: dict[str, Any] = codec.plain(record.event)
    return entry


def _index(
    who: PersonRow,
    school_name: str,
    found: Sequence[RecordedEvent],
    files: Sequence[_File],
    head: ChainHead | None,
    now: datetime,
) -> str:
    title = _("What {school} holds about {person}", school=school_name, person=who.member.name)
    made = _("Made on {day} at {time}.", day=long_date(now), time=f"{now:%H:%M}")
    order = _("What the school's register of attestations holds about this person, the oldest first:")
    counted = ngettext("{n} entry", "{n} entries", len(found)), ngettext("{n} file", "{n} files", len(files))
    sums = _("{first} and {last}", first=counted[0], last=counted[1])
    data = _("The same entries, field by field, as they are stored. {file} has them for programs to read.")
    stored = data.format(file="<code>entries.json</code>")
    lines = "".join(_line(each) for each in found)
    heads = (_("File"), _("What it is"), _("Name when it came in"))
    listed = "".join(_file_row(each) for each in files)
    entries = "".join(_section(each) for each in found)
    return (
        f'<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style></head><body><h1>{escape(title)}</h1>"
        f"<p>{made} {order} {sums}.</p>"
        f"<h2>{_('In plain words')}</h2><table>{lines}</table>"
        f"<h2>{_('Files')}</h2><table><tr>{''.join(f'<th>{each}</th>' for each in heads)}</tr>{listed}</table>"
        f"<h2>{_('The data')}</h2><p>{stored}</p>{entries}{_foot(head)}</body></html>"
    )


def _file_row(each: _File) -> str:
    where = (
        f'<a href="{escape(each.name)}">{escape(each.name)}</a>'
        if each.content is not None
        else _("This file is missing from the register or was damaged.")
    )
    return f"<tr><td>{where}</td><td>{escape(document_name(each.kept.of))}</td><td>{escape(each.kept.name)}</td></tr>"


def _line(record: RecordedEvent) -> str:
    """What happened and when, as the office sees it."""
    sentence = escape(event_sentence(record.event))
    return f"<tr><th>{record.number}</th><td>{long_date(record.at)}</td><td>{sentence}</td></tr>"


def _section(record: RecordedEvent) -> str:
    rows = "".join(
        f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in _told(_plain(record)) if value
    )
    return (
        f"<section><h3>{record.number}. {escape(_called(record.event))}, {_moment(record.at)}</h3>"
        f"<table>{rows}</table></section>"
    )


def _called(event: Event) -> str:
    if isinstance(event, Received) and event.on_paper:
        return _("{event} (signed paper checklist)", event=event_name(event.kind))
    return event_name(event.kind)


def _moment(at: datetime) -> str:
    """The same everywhere: whoever reads the page later may be in another zone."""
    return _("{day}, {time} UTC", day=long_date(at), time=f"{at:%H:%M}")


def _told(plain: dict[str, Any], before: str = "") -> Iterable[tuple[str, str]]:
    """Each field by its name in the record, as in entries.json."""
    for name, value in plain.items():
        words = f"{before}{name.replace('_', ' ')}"
        if isinstance(value, dict):
            yield from _told(value, f"{words}: ")
        elif isinstance(value, list | tuple):
            yield words, ", ".join(str(each) for each in value)
        elif isinstance(value, bool):
            yield words, _("yes") if value else _("no")
        elif value is not None:
            yield words, str(value)


def _foot(head: ChainHead | None) -> str:
    if head is None:
        return ""
    told = _(
        "The register's last signed entry when this was made: number {number}, {digest}, signed {moment}.",
        number=head.number,
        digest=f"<code>{escape(head.digest)}</code>",
        moment=_moment(head.signed_at),
    )
    return f"<footer><p>{told}</p></footer>"


def _add(made: ZipFile, name: str, content: bytes, now: datetime) -> None:
    entry = ZipInfo(name, date_time=now.timetuple()[:6])
    entry.compress_type = ZIP_DEFLATED
    made.writestr(entry, content)
