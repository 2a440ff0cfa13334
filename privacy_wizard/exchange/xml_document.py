"""XML written: namespaces, our identifiers in them, text that XML can hold. XML of unknown origin read: no
document type, no entities, and no more of anything than a checklist needs.
"""

import re
import xml.etree.ElementTree as ET
from datetime import datetime
from enum import Enum
from xml.parsers import expat

from ..i18n import Message, _, local_time
from ..system import Trouble

XCCDF = "http://checklists.nist.gov/xccdf/1.2"
OCIL = "http://scap.nist.gov/schema/ocil/2.0"
OCIL_CHECKS = "http://scap.nist.gov/schema/ocil/2"  # how an XCCDF check names the system, see SCAP 1.3, table 9
SCE_CHECKS = "http://open-scap.org/page/SCE"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
OURS = "urn:x-privacy-wizard:exchange:1"  # what the standards have no place for

DEFAULT_MODEL = "urn:xccdf:scoring:default"
FLAT_MODEL = "urn:xccdf:scoring:flat"
PERSON = "person"  # the group of what is asked once


def xccdf_id(kind: str, name: str) -> str:
    """For instance ``xccdf_privacy-wizard_rule_instagram-1_visibility.audience``."""
    return f"xccdf_privacy-wizard_{kind}_{name}"


def rule_id(group: str, control: str) -> str:
    """The rule for one control in one group."""
    return xccdf_id("rule", f"{group}_{control}")


def ocil_id(kind: str, name: str, number: int = 1) -> str:
    """For instance ``ocil:instagram.private-account:question:1``; the name keeps our own identifier readable."""
    return f"ocil:{name}:{kind}:{number}"


def choice_id(check: str, option: str) -> str:
    """Our identifiers have no underscore, so the two parts cannot run together."""
    return ocil_id("choice", f"{check}_{option}")


ET.register_namespace("dc", DUBLIN_CORE)
ET.register_namespace("pw", OURS)

# What XML 1.0 cannot hold even as a reference. Names of schools may come from anywhere.
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def tidy(text: str) -> str:
    """On one line, without characters that XML cannot hold; a mark replaces each of those."""
    if text.isprintable():  # most of it is, and XML holds all of that
        return text
    return _NOT_IN_XML.sub("\ufffd", re.sub(r"[\t\n\r]", " ", text))


def moment(when: datetime) -> str:
    """As xsd:dateTime, to the second, with its zone."""
    return local_time(when).replace(microsecond=0).isoformat()


class XmlWriter:
    """Makes elements of one namespace."""

    def __init__(self, namespace: str) -> None:
        self._namespace = namespace

    def root(self, name: str, /, **attributes: str | None) -> ET.Element:
        """An element on its own."""
        return ET.Element(self._name(name), _given(attributes))

    def add(self, parent: ET.Element, name: str, text: str | None = None, /, **attributes: str | None) -> ET.Element:
        """A child at the end. An attribute that is None is left out."""
        child = ET.SubElement(parent, self._name(name), _given(attributes))
        child.text = None if text is None else tidy(text)
        return child

    def _name(self, name: str) -> str:
        return f"{{{self._namespace}}}{name}"


def as_file(root: ET.Element) -> bytes:
    """The document, indented, with its own namespace as the default one. The tree is used up.

    Indented on purpose: OpenSCAP 1.3.7 reads only the first of two `model` elements with nothing between them.
    """
    own = root.tag[1:].partition("}")[0]
    for element in root.iter():  # ElementTree refuses a default namespace beside attributes without one
        element.tag = element.tag.removeprefix(f"{{{own}}}")
    root.set("xmlns", own)
    ET.indent(root)
    body = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'.encode()


def _given(attributes: dict[str, str | None]) -> dict[str, str]:
    return {name: tidy(value) for name, value in attributes.items() if value is not None}


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
