"""Reading XML of unknown origin: no document type, no entities, and no more of anything than a checklist needs."""

import xml.etree.ElementTree as ET
from enum import Enum
from xml.parsers import expat

from ..i18n import Message, _
from ..system import Trouble

LARGEST_DOCUMENT = 4_000_000  # bytes; our longest checklist makes about a thirtieth of it
DEEPEST = 24  # our own documents need seven
MOST_ELEMENTS = 20_000  # our longest has a tenth of it
MOST_ATTRIBUTES = 40  # of one element


class XmlRefusal(Enum):
    """Why a document was not read; the value is the sentence's first half."""

    UNREADABLE = Message("it cannot be opened")
    TOO_LARGE = Message("it is larger than any checklist")
    NOT_XML = Message("it is not well-formed XML")
    DOCUMENT_TYPE = Message("it has a document type or entities of its own, which can hide an attack")
    TOO_DEEP = Message("its elements nest deeper than in any checklist")
    TOO_MANY = Message("it has more elements or attributes than any checklist")
    NOT_OCIL = Message("it is not an OCIL 2.0 document")
    NO_QUESTIONS = Message("it has no question that a checklist could take")


class DocumentRefused(Trouble):
    """An outside document was not read; `reason` and, where known, the line."""

    def __init__(self, reason: XmlRefusal, line: int | None = None) -> None:
        super().__init__(reason, line)
        self.reason, self.line = reason, line

    def __str__(self) -> str:
        reason = str(self.reason.value)
        if self.line:
            reason = _("{reason} (line {line})", reason=reason, line=self.line)
        return _("The document was not read: {reason}. Nothing was written. Ask where it comes from.", reason=reason)


def parse(content: bytes) -> ET.Element:
    """The root element, names as ``{namespace}name``. Raises DocumentRefused."""
    if len(content) > LARGEST_DOCUMENT:
        raise DocumentRefused(XmlRefusal.TOO_LARGE)
    return _Parsing().run(content)


class _Parsing:
    """One document, checked while it is read."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate(namespace_separator="}")
        self._builder = ET.TreeBuilder()
        self._depth = self._elements = 0
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._builder.data
        self._parser.StartDoctypeDeclHandler = self._document_type
        self._parser.EntityDeclHandler = self._document_type
        self._parser.ExternalEntityRefHandler = self._document_type

    def run(self, content: bytes) -> ET.Element:
        try:
            self._parser.Parse(content, True)
        except expat.ExpatError as fault:
            raise DocumentRefused(XmlRefusal.NOT_XML, fault.lineno) from None
        except (LookupError, ValueError):  # an encoding that there is not, or not for this content
            raise DocumentRefused(XmlRefusal.NOT_XML) from None
        return self._builder.close()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth > DEEPEST:
            raise self._refused(XmlRefusal.TOO_DEEP)
        if self._elements > MOST_ELEMENTS or len(attributes) > MOST_ATTRIBUTES:
            raise self._refused(XmlRefusal.TOO_MANY)
        self._builder.start(_qualified(name), {_qualified(key): value for key, value in attributes.items()})

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._builder.end(_qualified(name))

    def _document_type(self, *_: object) -> int:
        raise self._refused(XmlRefusal.DOCUMENT_TYPE)

    def _refused(self, reason: XmlRefusal) -> DocumentRefused:
        return DocumentRefused(reason, self._parser.CurrentLineNumber)


def visible(text: str) -> str:
    """Outside text on one line, without characters that cannot be seen or that a terminal takes as orders."""
    if text.isprintable():  # as nearly all are, without tabs and line breaks
        return text.strip()
    if any(char in text for char in "\t\n\r"):
        text = " ".join(text.split())
    return "".join(char for char in text if char.isprintable()).strip()


def _qualified(name: str) -> str:
    return f"{{{name}" if "}" in name else name
