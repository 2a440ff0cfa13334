"""What Facebook, Instagram and Threads have in common: how records name their fields, and people."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

from .export_notes import NoteKind
from .export_texts import all_moments, all_plain_repaired, day_of, link_of, plain, repaired
from .finds import Judging, is_yes, judged_facts, text_fact
from .labels import PROVEN_LANGUAGES, Label, meaning_of
from .limits import LARGEST_PAGE
from .observation import ConnectionColumns, ConnectionKind, ExportedConnection, ObservationKind, Observed
from .patterns import (
    ExportedFact,
    ExportMoment,
    FileForm,
    FilePattern,
    Find,
    ListEntries,
    ListEntry,
    NotUnderstood,
    Reading,
    SpokenLanguage,
    at,
    below,
)

_HANDLE = re.compile(
    r"https?://(?:www\.)?(?:instagram|threads)\.(?:com|net)/(?:_u/|@)?([A-Za-z0-9._]{1,60})/?(?:\?.*)?$"
)
_EMAIL = re.compile(r"[^@\s]{1,100}@[^@\s]{1,100}\.[^@\s.]{2,20}")
_DEEPEST = 8
_BY_FORM = (Label.EMAIL, Label.PRIVATE)
_PARTS = frozenset({"string_map_data", "label_values", "dict", "vec"})


@frozen(kw_only=True)
class LabelledField:
    """One field of a record: its label, its content, its place.

    `entity` is what the newest files call it beside that, in no language of whoever asked.
    """

    label: str
    value: Any
    key: str
    since: object = None
    entity: str = ""

    @property
    def meaning(self) -> Label | None:
        """Its meaning, if the label is known, or the name that is in no language."""
        return meaning_of(self.label)[0] or meaning_of(self.entity)[0]

    @property
    def languages(self) -> frozenset[str]:
        """The languages that use the label."""
        return meaning_of(self.label)[1]

    @property
    def is_proven(self) -> bool:
        """Whether the label was compared with a real export, or needs no table of languages."""
        return bool((self.languages or meaning_of(self.entity)[1]) & PROVEN_LANGUAGES)


@frozen
class Says:
    """Reads a field that holds a text."""

    kind: ObservationKind

    def __call__(self, found: LabelledField) -> Iterator[Reading]:
        """What the field says."""
        yield text_fact(self.kind, found.value, found.key, since=found.since, proven=found.is_proven)


@frozen
class Tells:
    """Reads a field that holds an answer."""

    kind: ObservationKind
    judge: Judging
    proven: bool = True

    def __call__(self, found: LabelledField) -> Iterator[Reading]:
        """What the field tells."""
        proven = found.is_proven and self.proven
        yield from judged_facts(self.kind, found.value, found.key, self.judge, since=found.since, proven=proven)


Meanings = Mapping[Label, Says | Tells]


def fields_of(record: Any, key: str, depth: int = 0) -> Iterator[LabelledField]:
    """The fields of a record, in whichever of Meta's forms it is written."""
    if not isinstance(record, dict) or depth > _DEEPEST or _PARTS.isdisjoint(record):
        return
    for name, inner in _items(record.get("string_map_data")):
        place = below(f"{key}.string_map_data", name)
        yield _field(name, inner, place, "value")
    for part in ("label_values", "dict", "vec"):
        entries = record.get(part)
        for number, each in enumerate(entries if isinstance(entries, list) else ()):
            place = f"{key}.{part}[{number}]".lstrip(".")
            is_leaf = isinstance(each, Mapping) and "dict" not in each and "vec" not in each
            if is_leaf and isinstance(each.get("label"), str):
                yield _field(each["label"], each, place, "value")
            yield from fields_of(each, place, depth + 1)


def _items(value: Any) -> list[tuple[str, Any]]:
    return list(value.items()) if isinstance(value, Mapping) else []


def _field(name: str, inner: Any, place: str, inside: str) -> LabelledField:
    if not isinstance(inner, Mapping):
        return LabelledField(label=name, value=inner, key=place)
    value, since = inner.get(inside), inner.get("timestamp") or inner.get("timestamp_value")
    if value in (None, "") and inner.get("href"):
        value, inside = inner["href"], "href"
    if value is None and since:
        value, inside = since, "timestamp" if inner.get("timestamp") else "timestamp_value"
    entity = inner.get("ent_field_name")
    return LabelledField(
        label=name,
        value=repaired(value) if isinstance(value, str) else value,
        key=f"{place}.{inside}",
        since=since,
        entity=entity if isinstance(entity, str) else "",
    )


def labelled(path: str, meanings: Meanings, *, unknown_as_settings: bool = False) -> Find:
    """The fields of a record by their labels.

    One whose label no table knows is said to be so, or shown as it stands; an e-mail address and the switch for a
    private account are still found by their form and order, and marked as not proven.
    """

    def make(record: Any, key: str) -> Iterator[Reading]:
        found = list(fields_of(record, key))
        for each in found:
            yield from (SpokenLanguage(code=code) for code in sorted(each.languages))
            if (meaning := each.meaning) is not None:
                yield from meanings[meaning](each) if meaning in meanings else ()
            elif unknown_as_settings:
                yield _as_setting(each)
            else:
                yield NotUnderstood(kind=NoteKind.UNKNOWN_LABEL, detail=f"{each.key}: {plain(repaired(each.label))}")
        if not meanings.keys().isdisjoint(_BY_FORM):
            yield from _by_form(found, meanings)

    return Find(path, make, tuple(each.kind for each in meanings.values()))


def _as_setting(found: LabelledField) -> ExportedFact:
    said = f"{plain(repaired(found.label))}: {plain(found.value)}"
    return ExportedFact(
        kind=ObservationKind.SETTING, shown=Observed.YES, value=said, key=found.key, since=found.since, proven=False
    )


def _by_form(found: list[LabelledField], meanings: Meanings) -> Iterator[Reading]:
    known = {each.meaning for each in found}
    unknown = [each for each in found if each.meaning is None]
    if Label.EMAIL in meanings and Label.EMAIL not in known:
        addresses = (each for each in unknown if isinstance(each.value, str) and _EMAIL.fullmatch(each.value))
        yield from (text_fact(ObservationKind.EMAIL, each.value, each.key, proven=False) for each in addresses)
    if Label.PRIVATE in meanings and Label.PRIVATE not in known:
        switches = [each for each in unknown if is_yes(each.value) is not None]
        if switches and (Label.PHONE_CONFIRMED in known or len(switches) > 1):  # that one stands before
            last = switches[-1]
            yield from judged_facts(ObservationKind.PRIVATE, last.value, last.key, is_yes, proven=False)


_BARE = frozenset({"name", "timestamp"})
_LONGEST_KEY = 400  # characters; with a number it is shown whole


def meta_people(kind: ConnectionKind, path: str) -> Find:
    """The entries of a list in any of Meta's forms."""

    def make(entry: Any, key: str) -> Iterable[Reading]:
        own = entry if isinstance(entry, dict) else {}
        if own.keys() <= _BARE and (name := plain(_text(own.get("name")))):  # thousands of friends are written so
            person = ExportedConnection(name=name, since=day_of(own.get("timestamp")), key=plain(key))
            return (ListEntry(kind=kind, connection=person),)
        found = labelled_person(own, key) if not _PARTS.isdisjoint(own) else _person(own, key, {})
        is_said = found.name or found.handle or found.link or found.phone or found.email
        return (ListEntry(kind=kind, connection=found),) if is_said else _not_understood(own)

    def make_many(entries: list[Any], key: str) -> ListEntries | None:
        columns = _names_and_moments(entries)
        if columns is None or len(key) > _LONGEST_KEY or plain(key) != key:
            return None
        try:
            names, moments = all_plain_repaired(columns[0]), all_moments(columns[1])
        except TypeError:  # a name that is no text
            return None
        found = ConnectionColumns(name=tuple(names), since=tuple(moments), numbered=key)
        if not all(names):  # nobody is left out of what is numbered
            found = ConnectionColumns.of([each for each in found.entries() if each.name])
        return ListEntries(kind=kind, columns=found)

    return Find(path, make, (kind,), make_many)


def _not_understood(own: Mapping[str, Any]) -> Iterable[Reading]:
    """An entry that says something, and not of whom; where all of it is empty, an account is gone."""
    labels = [plain(repaired(each.label)) for each in fields_of(own, "") if _text(each.value)]
    return (NotUnderstood(kind=NoteKind.UNKNOWN_LABEL, detail=", ".join(labels)),) if labels else ()


def _names_and_moments(entries: list[Any]) -> tuple[Sequence[str], Sequence[object]] | None:
    """Of entries that have a name and a moment, and nothing else."""
    try:
        names, moments = [each["name"] for each in entries], [each["timestamp"] for each in entries]
    except (KeyError, TypeError):  # no dictionary, or of something else
        return None
    return (names, moments) if sum(map(len, entries)) == len(_BARE) * len(entries) else None


def labelled_person(own: Mapping[str, Any], key: str) -> ExportedConnection:
    """The person a record is about, by its labels."""
    said = {each.meaning: each for each in fields_of(own, "")}
    if None in said and not (said.keys() & _WHO):
        said |= _by_their_form([each for each in fields_of(own, "") if each.meaning is None])
    return _person(own, key, said)


_WHO = {Label.USERNAME, Label.NAME, Label.FIRST_NAME, Label.LAST_NAME, Label.CONTACT_INFORMATION}
_USER_NAME = re.compile(r"(?=.*[a-z_])[a-z0-9._]{1,30}")


def _by_their_form(unknown: Sequence[LabelledField]) -> Mapping[Label | None, LabelledField]:
    """The user name, and the name before it, where no table has their labels."""
    said = [each for each in unknown if _text(each.value)]
    if not said or not _USER_NAME.fullmatch(_text(said[-1].value)):
        return {}
    return {Label.USERNAME: said[-1], **({Label.NAME: said[0]} if len(said) > 1 else {})}


def _person(own: Mapping[str, Any], key: str, said: Mapping[Label | None, LabelledField]) -> ExportedConnection:
    """Most entries are short and have no labels: what cannot be there is not asked for, since there are thousands."""
    title, name, handle, link, moment = _text(own.get("title")), _text(own.get("name")), "", "", None
    listed = at(own, "string_list_data[]") if "string_list_data" in own else None
    if isinstance(listed, dict):
        handle, link, moment = _text(listed.get("value")), link_of(listed.get("href")), listed.get("timestamp")
    link = link or (link_of(own["url"]) if "url" in own else "")
    moment = moment or own.get("timestamp")
    contact = ""
    if said:
        link = link or link_of(_said(said, Label.URL))
        handle = handle or _said(said, Label.USERNAME)
        parts = (_said(said, Label.FIRST_NAME), _said(said, Label.LAST_NAME))
        name = name or " ".join(filter(None, parts)) or _said(said, Label.NAME)
        contact = _said(said, Label.CONTACT_INFORMATION) or _said(said, Label.PHONE) or _said(said, Label.EMAIL)
        moment = said[Label.TIME].since if moment is None and Label.TIME in said else moment
    if link and not _USER_NAME.fullmatch(handle) and (from_link := handle_of(link)):
        name = name or (handle if handle.casefold() != from_link.casefold() else "")  # some write the name there
        handle = handle if handle.casefold() == from_link.casefold() else from_link
    handle = handle or title
    name = name or (title if title.casefold() != handle.casefold() else "")
    is_email = "@" in contact
    return ExportedConnection(
        name=plain(name) if name else "",
        handle=plain(handle) if handle else "",
        link=link,
        email=plain(contact) if is_email else "",
        phone=plain(contact) if contact and not is_email else "",
        since=day_of(moment),
        key=plain(key),
    )


def _text(value: Any) -> str:
    return repaired(value) if isinstance(value, str) else ""


def _said(said: Mapping[Label | None, LabelledField], label: Label) -> str:
    return plain(said[label].value) if label in said else ""


def handle_of(link: str) -> str:
    """Whose page of Instagram or Threads an address leads to; empty where to none."""
    found = _HANDLE.match(link)
    return found[1] if found else ""


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
