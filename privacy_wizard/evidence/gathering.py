"""Files read one by one, combined: which files form one export, and what none of them mentions."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from attrs import define, field

from .export_notes import ExportNote, NoteKind
from .export_texts import day_of, plain
from .how_to_ask import HOW_TO_ASK
from .limits import MOST_NOTES
from .members import note
from .observation import (
    MOST_CONNECTIONS,
    MOST_OBSERVATIONS,
    ConnectionColumns,
    ConnectionKind,
    ConnectionList,
    DataExport,
    ExportedConnection,
    ExportForm,
    Observation,
    ObservationKind,
    Observed,
)
from .patterns import (
    ExpectedFile,
    ExportedFact,
    ExportMoment,
    FileForm,
    FilePattern,
    ListEntries,
    ListEntry,
    ListSeen,
    NotUnderstood,
    PlatformReader,
    Reading,
    SpokenLanguage,
)

_SPAN = re.compile(r"(\d{4})-(\d\d)")
_FORMS = {
    FileForm.JSON: ExportForm.JSON,
    FileForm.SCRIPT: ExportForm.JSON,
    FileForm.TABLE: ExportForm.TABLES,
    FileForm.PAGE: ExportForm.WEB_PAGES,
}


@define
class FileReading:
    """What one file of an export shows. `same_as` is equal for the same file in two downloads of one account."""

    name: str
    pattern: FilePattern
    order: int
    made: date | None
    same_as: tuple[int, str] = (0, "")
    digest: bytes = b""
    facts: list[ExportedFact] = field(factory=list)
    lists: dict[ConnectionKind, list[ExportedConnection] | ConnectionColumns] = field(factory=dict)
    languages: Counter[str] = field(factory=Counter)
    expected: list[str] = field(factory=list)
    notes: list[ExportNote] = field(factory=list)
    moment: date | None = None
    is_known: bool = False  # where something may stand, and nothing does

    def take(self, reading: Reading) -> None:
        """Keep what was read. Anything beyond the size of real exports is left out, with a note."""
        if isinstance(reading, ListEntry):
            self._add(reading.kind, (reading.connection,))
        elif isinstance(reading, ListEntries):
            self._add_columns(reading.kind, reading.columns)
        elif isinstance(reading, ExportedFact):
            if len(self.facts) < MOST_OBSERVATIONS:
                self.facts.append(reading)
        elif isinstance(reading, ListSeen):
            self._see(reading.kind)
        elif isinstance(reading, NotUnderstood):
            self.say(reading.kind, reading.detail)
        elif isinstance(reading, SpokenLanguage):
            self.languages[reading.code] += 1
        elif isinstance(reading, ExpectedFile):
            self.expected.append(reading.name)
        elif isinstance(reading, ExportMoment):
            self.moment = day_of(reading.moment)

    def _see(self, kind: ConnectionKind | None) -> None:
        self.is_known = True
        if kind is not None:
            self.lists.setdefault(kind, [])

    def _add_columns(self, kind: ConnectionKind, columns: ConnectionColumns) -> None:
        if self.lists.get(kind) or len(columns) > MOST_CONNECTIONS:
            self._add(kind, tuple(columns.entries()))
        else:
            self.lists[kind] = columns

    def _add(self, kind: ConnectionKind, connections: Sequence[ExportedConnection]) -> None:
        entries = self.lists.setdefault(kind, [])
        if isinstance(entries, ConnectionColumns):
            entries = self.lists[kind] = list(entries.entries())
        left = MOST_CONNECTIONS - len(entries)
        entries += connections[:left]
        if len(connections) > left:
            self.say(NoteKind.TOO_MANY_ENTRIES)

    def say(self, kind: NoteKind, detail: str = "") -> None:
        """Add a note, once."""
        found = note(kind, self.name, detail)
        if found not in self.notes[-3:] and len(self.notes) < MOST_NOTES:
            self.notes.append(found)

    @property
    def shows_something(self) -> bool:
        """Whether anything in it was understood."""
        return bool(self.facts or self.expected or any(self.lists.values()))

    def observations(self) -> Iterator[Observation]:
        """Its facts, with where they stand."""
        file = plain(self.name)
        for fact in self.facts:
            yield Observation(
                kind=fact.kind,
                shown=fact.shown,
                value=plain(fact.value),  # some are put together of several
                file=file,
                key=plain(fact.key),
                since=day_of(fact.since),
                made=self.made,
                proven=fact.proven and self.pattern.proven,
            )

    def connection_lists(self) -> Iterator[ConnectionList]:
        """Its lists, empty ones too."""
        for kind, entries in self.lists.items():
            yield ConnectionList(
                kind=kind,
                shown=Observed.YES if entries else Observed.NO,
                file=plain(self.name),
                made=self.made,
                proven=self.pattern.proven,
                columns=entries if isinstance(entries, ConnectionColumns) else ConnectionColumns.of(entries),
            )


@define
class ExportDraft:
    """The files of one export read so far."""

    reader: PlatformReader
    names: Sequence[str]  # of everything that lies beside them
    has_sign: bool = False
    is_web_pages: bool = False
    days: set[date] = field(factory=set)  # of which it is, as names of folders and archives say
    files: list[FileReading] = field(factory=list)
    notes: list[ExportNote] = field(factory=list)

    @property
    def shows_something(self) -> bool:
        """Whether anything in it was understood."""
        return any(each.shows_something for each in self.files)

    @property
    def understood(self) -> int:
        """How much of it was understood."""
        entries = (len(entries) for each in self.files for entries in each.lists.values())
        return sum(len(each.facts) for each in self.files) + sum(entries)

    def fits(self, other: "ExportDraft") -> bool:
        """Whether the other may be a part of the same export: of no other day, no file in both with other content."""
        if self.days and other.days and self.days.isdisjoint(other.days):
            return False
        mine = {each.same_as: each.digest for each in self.files}
        return all(mine.get(each.same_as, each.digest) == each.digest for each in other.files)

    def add(self, other: "ExportDraft") -> None:
        """Add the files of another part; duplicates only once."""
        mine = {each.same_as for each in self.files}
        self.files += [each for each in other.files if each.same_as not in mine]
        self.names = self.names if other.names is self.names else [*self.names, *other.names]
        self.notes += [each for each in other.notes if each not in self.notes]
        self.is_web_pages |= other.is_web_pages
        self.days |= other.days

    def finished(self) -> DataExport:
        """The export, including what none of its files mentions."""
        files = sorted(self.files, key=lambda each: (each.order, _counted(each.name)))
        own = max((each.moment for each in files if each.moment is not None), default=None)
        for each in files:
            each.made = own or each.made  # what the export itself says is surer than a name
        made = max((each.made for each in files if each.made is not None), default=None)
        seen = [found for each in files for found in each.observations()]
        lists = [found for each in files for found in each.connection_lists()]
        others = (each for each in files if each.pattern.form is not FileForm.PAGE)
        is_only_pages = self.is_web_pages and not any(each.shows_something for each in others)
        return DataExport(
            platform=self.reader.id,
            title=self.reader.title,
            generation=narrowest(each.pattern.generation for each in files),
            form=ExportForm.WEB_PAGES if is_only_pages else _form(files),
            language=_language(files),
            made=made,
            files=tuple(plain(each.name) for each in files),
            observations=tuple(seen[:MOST_OBSERVATIONS] + self._unsaid(seen, made)),
            lists=tuple(lists + self._unsaid_lists(lists, made)),
            notes=tuple(self._all_notes(files, is_only_pages))[:MOST_NOTES],
        )

    def _unsaid(self, seen: list[Observation], made: date | None) -> list[Observation]:
        said = {each.kind for each in seen}
        kinds = [each for each in self.reader.kinds if isinstance(each, ObservationKind) and each not in said]
        return [
            Observation(
                kind=kind, shown=Observed.NOT_IN_EXPORT, value="", file="", key="", since=None, made=made, proven=True
            )
            for kind in kinds
        ]

    def _unsaid_lists(self, lists: list[ConnectionList], made: date | None) -> list[ConnectionList]:
        said = {each.kind for each in lists}
        kinds = [each for each in self.reader.kinds if isinstance(each, ConnectionKind) and each not in said]
        unsaid, nobody = Observed.NOT_IN_EXPORT, ConnectionColumns()
        return [
            ConnectionList(kind=kind, shown=unsaid, file="", made=made, proven=True, columns=nobody) for kind in kinds
        ]

    def _all_notes(self, files: list[FileReading], is_only_pages: bool) -> Iterator[ExportNote]:
        if is_only_pages:
            yield note(NoteKind.HTML, "", str(HOW_TO_ASK[self.reader.id]))
        yield from self.notes
        for each in files:
            yield from each.notes
            if each.shows_something and not each.pattern.proven:
                yield note(NoteKind.UNPROVEN, each.name)
        expected = [name for each in files for name in each.expected][:MOST_NOTES]
        there = {_last_two(name) for name in self.names} if expected else set()
        for name in expected:
            is_read = any(pattern.matches(name.lower()) and not pattern.posts for pattern in self.reader.files)
            if is_read and _last_two(name) not in there:
                yield note(NoteKind.PART_MISSING, name)


def _counted(name: str) -> list[tuple[int, str]]:
    """For sorting: `followers_2.json` before `followers_10.json`, `tweets.js` before `tweets-part1.js`."""
    stem = name.rpartition(".")[0] or name
    parts = re.findall(r"\d+|\D+", stem)
    return [(int(part[:18]), "") if part.isascii() and part.isdigit() else (-1, part) for part in parts]


def _last_two(name: str) -> str:
    return "/".join(name.lower().split("/")[-2:])


def narrowest(generations: Iterable[str]) -> str:
    """The generation that says most of all that files have: the shortest span, of these the latest."""
    spans = [(int(found[1]), 2000 + int(found[2]), each) for each in generations if (found := _SPAN.fullmatch(each))]
    return min(spans, key=lambda span: (span[1] - span[0], -span[0]))[2] if spans else ""


def _form(files: list[FileReading]) -> ExportForm:
    common = Counter(_FORMS.get(each.pattern.form, ExportForm.TEXT) for each in files).most_common(1)
    return common[0][0] if common else ExportForm.JSON


def _language(files: list[FileReading]) -> str:
    """The language of most labels; none if two are equally likely."""
    counted: Counter[str] = Counter()
    for each in files:
        counted.update(each.languages)
    common = counted.most_common(2)
    if not common or (len(common) == 2 and common[0][1] == common[1][1]):
        return ""
    return common[0][0]


def joined(drafts: Iterable[ExportDraft]) -> list[ExportDraft]:
    """The drafts, with the parts of each export combined."""
    found: defaultdict[str, list[ExportDraft]] = defaultdict(list)
    for draft in drafts:
        fitting = next((each for each in found[draft.reader.id] if each.fits(draft)), None)
        if fitting is not None:
            fitting.add(draft)
        else:
            found[draft.reader.id].append(draft)
    return [each for drafts_of_platform in found.values() for each in drafts_of_platform]
