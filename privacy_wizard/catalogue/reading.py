"""Strict YAML: plain tables, lists and text, each with its line; nothing that runs, repeats or guesses.

YAML 1.1 and 1.2 disagree about bare words ("on" is a yes/no to one and text to the other), so a bare word that either
takes for something other than text is kept apart as `Unquoted` and refused where text is wanted.
"""

import re
from collections.abc import Callable
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from ..i18n import _
from .document import Document, Path, Rows, Unquoted, Value, YamlTable, quoted, shown

DEEPEST = 12  # our own files need seven
MOST_VALUES = 20_000  # of one file; our largest has a tenth of it
_Event = Any  # one event class has fields that another lacks, and the stubs know none of libyaml's
_Parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_PLAIN = {"true": True, "false": False, "null": None, "": None}
_WHOLE_NUMBER = re.compile(r"0|-?[1-9][0-9]{0,8}")
_NOT_ALWAYS_TEXT = re.compile(
    r"""~?|y|n|yes|no|on|off|true|false|null|=|<<
    |[-+]?(0b[01_]+|0x[0-9a-f_]+|0o[0-7]+|[0-9][0-9_]*)                      # whole numbers
    |[-+]?([0-9][0-9_]*(\.[0-9_]*)?|\.[0-9_]+)(e[-+]?[0-9]+)?|[-+]?\.(inf|nan)    # decimals
    |[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?                            # sixties: 1:30
    |[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([t\s].*)?                                # days and times
    """,
    re.VERBOSE | re.IGNORECASE,
)


def reads_as_text(word: str) -> bool:
    """Whether a bare word is text to every YAML reader."""
    return not _NOT_ALWAYS_TEXT.fullmatch(word)


class _TooMuch(Exception):
    """The file nests deeper, or holds more, than any of ours; carries the place and the sentence."""

    def __init__(self, path: Path, line: int, sentence: str) -> None:
        super().__init__()
        self.path, self.line, self.sentence = path, line, sentence


def read_yaml(text: str, document: Document) -> None:
    """Fill `document.root` from the text; whatever is wrong is reported to the document, nothing is raised."""
    try:
        _YamlReader(text, document).read()
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else 1
        problem = fault.problem or _("it cannot be read")
        document.report(
            (),
            _(
                "This is not YAML from here on: {problem}. Check the indentation and the quotes.",
                problem=shown(problem, 200),
            ),
            line,
        )
    except yaml.YAMLError:
        document.report((), _("This is not YAML: it has a character that text must not have. Remove the character."))
    except _TooMuch as much:
        document.report(much.path, much.sentence, much.line)


class _YamlReader:
    """Walks the parser's events once; recursion ends at `DEEPEST`."""

    def __init__(self, text: str, document: Document) -> None:
        self._next: Callable[[], _Event] = _Parser(text).get_event
        self._document = document
        self._path: list[str | int] = []
        self._values = 0

    def read(self) -> None:
        """The first document of the stream; a second one is a fault."""
        self._next()
        start = self._next()
        if isinstance(start, StreamEndEvent):
            self._document.report((), _("The file is empty."))
            return
        if isinstance(start, DocumentStartEvent) and (start.version or start.tags):
            self._report(start, _("A line that begins with % is not allowed here."))
        self._document.root = self._value(self._next())
        while not isinstance(self._next(), DocumentEndEvent):
            pass
        after = self._next()
        if not isinstance(after, StreamEndEvent):
            self._report(after, _('A second document begins here ("---"). One file holds one document.'))

    def _report(self, event: _Event, sentence: str) -> None:
        self._document.report(tuple(self._path), sentence, event.start_mark.line + 1)

    def _too_much(self, event: _Event, sentence: str) -> _TooMuch:
        return _TooMuch(tuple(self._path), event.start_mark.line + 1, sentence)

    def _value(self, event: _Event) -> Value:
        self._values += 1
        if self._values > MOST_VALUES:
            raise self._too_much(
                event,
                _("The file has more than {most} values. No file needs that.", most=f"{MOST_VALUES:,}"),
            )
        kind = type(event)
        if kind is ScalarEvent:
            if event.anchor is not None or event.tag is not None:
                self._refuse_marks(event)
            return _plain(event.value) if not event.style else event.value
        if kind is AliasEvent:
            self._report(
                event, _("A repetition (*{anchor}) is not allowed. Write the text out.", anchor=shown(event.anchor))
            )
            return None
        if event.anchor is not None or event.tag is not None:
            self._refuse_marks(event)
        if len(self._path) >= DEEPEST:
            raise self._too_much(event, _("This nests more than {most} levels deep. No file needs that.", most=DEEPEST))
        return self._table(event) if kind is MappingStartEvent else self._rows(event)

    def _refuse_marks(self, event: _Event) -> None:
        if event.anchor is not None:
            self._report(
                event,
                _(
                    "An anchor (&{anchor}) is not allowed. Write the text out where it is needed.",
                    anchor=shown(event.anchor),
                ),
            )
        if event.tag is not None:
            self._report(event, _("A tag ({tag}) is not allowed. Remove it.", tag=shown(event.tag)))

    def _rows(self, start: _Event) -> Rows:
        rows = Rows(start.start_mark.line + 1)
        path, take = self._path, self._next
        while type(event := take()) is not SequenceEndEvent:
            path.append(len(rows))
            rows.lines.append(event.start_mark.line + 1)
            rows.append(self._value(event))
            path.pop()
        return rows

    def _table(self, start: _Event) -> YamlTable:
        table = YamlTable(start.start_mark.line + 1)
        path, take, lines = self._path, self._next, table.lines
        while type(event := take()) is not MappingEndEvent:
            key = self._key(event)
            path.append(key)
            if key in lines:
                self._report(
                    event,
                    _("{key} appears here twice; the first is on line {lines}.", key=quoted(key), lines=lines[key]),
                )
            value = self._value(take())
            if key not in lines:
                lines[key] = event.start_mark.line + 1
                table[key] = value
            path.pop()
        return table

    def _key(self, event: _Event) -> str:
        if type(event) is ScalarEvent:
            if event.anchor is not None or event.tag is not None:
                self._refuse_marks(event)
            if not event.style and type(_plain(event.value)) is not str:
                self._report(
                    event,
                    _(
                        "Put quotes around the name {name}, like this: {quoted}.",
                        name=shown(event.value),
                        quoted=quoted(event.value),
                    ),
                )
            return str(event.value)
        self._report(event, _("A name before a colon must be a word, not a list or a table."))
        self._path.append("?")
        self._value(event)
        self._path.pop()
        return ""


def _plain(text: str) -> Value:
    if len(text) > 30 or not _NOT_ALWAYS_TEXT.fullmatch(text):
        return text
    if text in _PLAIN:
        return _PLAIN[text]
    return int(text) if _WHOLE_NUMBER.fullmatch(text) else Unquoted(text)
