"""What is attached to a message that Outlook saved (`.msg`), and to messages in it; and `winmail.dat`, what
Outlook makes of attachments for other Outlooks (TNEF, MS-OXTNEF), as far as attachments go.
"""

import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from uuid import UUID

from attrs import define, frozen

from .opening_limits import CannotOpen, NothingForUs, OpeningBudget, OpeningFault

if TYPE_CHECKING:
    from oxmsg.storage import Storage

_LARGEST = 150_000_000  # bytes; mail servers stop at a third of it
_MOST_ATTACHMENTS = 2_000
_MOST_ENTRIES = 20_000  # of Outlook's directory; somebody to whom it was sent takes 20 of them
_DEEPEST = 8  # messages in messages
_PROPERTIES = "__properties_version1.0"
_SIGN_OF_A_MESSAGE = _PROPERTIES.encode("utf-16-le")
_CONTENT, _OBJECT = "__substg1.0_37010102", "__substg1.0_3701000D"
_NAMES = ("3707", "3704", "3001")  # long, short, as it is shown


def outlook_parts(name: str, content: bytes, budget: OpeningBudget) -> Iterator[tuple[str, bytes | OpeningFault]]:
    """The attachments of an Outlook message, and of messages attached to it.

    Raises CannotOpen; NothingForUs where it is another document in the same wrapping: an old Word file.
    """
    if len(content) > _LARGEST:
        raise CannotOpen(OpeningFault.TOO_LARGE)
    if _SIGN_OF_A_MESSAGE not in content and not name.lower().endswith(".msg"):
        raise NothingForUs
    for number, found in enumerate(_attached(_read(content, budget), 1)):
        if number > _MOST_ATTACHMENTS:
            raise CannotOpen(OpeningFault.TOO_MANY)
        yield found


def _attached(message: "Storage", depth: int) -> Iterator[tuple[str, bytes | OpeningFault]]:
    for attachment in message.iter_attachment_storages():
        streams = {each.name.upper(): each.bytes_ for each in attachment.streams}
        name = _name(streams)
        inner = next((each for each in attachment.storages if each.name.upper() == _OBJECT.upper()), None)
        if _CONTENT.upper() in streams:
            yield name, streams[_CONTENT.upper()]
        elif inner is None:
            yield name, OpeningFault.LEFT_OUT  # a link to where it lies
        elif not any(each.name == _PROPERTIES for each in inner.streams):
            yield name, _document(inner)
        elif depth >= _DEEPEST:
            yield name, OpeningFault.TOO_DEEP
        else:
            yield from _attached(inner, depth + 1)


def _name(streams: dict[str, bytes]) -> str:
    for number in _NAMES:
        for kind, encoding in (("001F", "utf-16-le"), ("001E", "cp1252")):
            written = streams.get(f"__SUBSTG1.0_{number}{kind}")
            if written:
                return written.decode(encoding, "replace").rstrip("\0")
    return "attachment"


def embedded_document(content: bytes, budget: OpeningBudget) -> bytes | OpeningFault:
    """The same of an object that was saved alone. Raises CannotOpen."""
    return _document(_read(content, budget))


def _document(inner: "Storage") -> bytes | OpeningFault:
    """A document embedded in the text as an object of the program that made it."""
    for each in inner.streams:
        at = each.bytes_.find(b"%PDF-", 0, 2_000)
        if at >= 0:
            return each.bytes_[at:]
    return OpeningFault.LEFT_OUT


def _read(content: bytes, budget: OpeningBudget) -> "Storage":
    """Everything in it: few entries, which do not share their bytes. Raises CannotOpen."""
    from olefile import OleFileIO  # type: ignore[import-untyped]
    from oxmsg.storage import Storage

    class Directory(OleFileIO):  # type: ignore[misc]
        entries = 0

        def _load_direntry(self, sid: int) -> Any:
            self.entries += 1
            budget.take_outlook_entry()
            if self.entries > _MOST_ENTRIES:
                raise CannotOpen(OpeningFault.TOO_MANY)
            return super()._load_direntry(sid)

    try:
        with Directory(content) as read:
            if sum(each.size for each in read.direntries[1:] if each is not None) > len(content):
                raise CannotOpen(OpeningFault.DAMAGED)
            return Storage.from_ole(read)
    except CannotOpen:
        raise
    except Exception:  # noqa: BLE001 - the library raises many things
        raise CannotOpen(OpeningFault.DAMAGED) from None


_NEW_ATTACHMENT, _NAME, _TNEF_CONTENT, _TNEF_PROPERTIES = 0x9002, 0x8010, 0x800F, 0x9005
_LONG_NAME, _SHORT_NAME, _DISPLAY_NAME, _DATA = 0x3707, 0x3704, 0x3001, 0x3701
_MESSAGE = UUID("00020307-0000-0000-c000-000000000046").bytes_le
_STORAGE = UUID("0000000b-0000-0000-c000-000000000046").bytes_le + b"\xd0\xcf\x11\xe0"
_MOST_RECORDS = 50_000
_FIXED = {1: 0, 2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 10: 4, 11: 4, 20: 8, 64: 8, 72: 16}  # bytes of each type
_VARIABLE = (0x1E, 0x1F, 0x102, 0x0D)
_TEXT, _TNEF_OBJECT = 0x1F, 0x0D


@frozen
class _Property:
    identifier: int
    kind: int
    value: bytes

    def text(self) -> str:
        encoding = "utf-16-le" if self.kind == _TEXT else "cp1252"
        return self.value.decode(encoding, "replace").rstrip("\0")


@define
class _Attachment:
    name: str = ""
    content: bytes = b""
    long_name: str = ""


def winmail_parts(content: bytes, budget: OpeningBudget) -> Iterator[tuple[str, bytes | OpeningFault]]:
    """The attachments; a mail among them as another `winmail.dat`. Raises CannotOpen, struct.error."""
    found: _Attachment | None = None
    for identifier, value in _records(content):
        if identifier == _NEW_ATTACHMENT:
            yield from _finished(found, budget)
            found = _Attachment()
        elif found is None:
            continue
        elif identifier == _NAME:
            found.name = value.decode("cp1252", "replace").rstrip("\0")
        elif identifier == _TNEF_CONTENT:
            found.content = value
        elif identifier == _TNEF_PROPERTIES:
            _take_properties(found, value)
    yield from _finished(found, budget)


def _finished(found: _Attachment | None, budget: OpeningBudget) -> Iterator[tuple[str, bytes | OpeningFault]]:
    if found is not None:
        content: bytes | OpeningFault = found.content
        if found.content.startswith(_STORAGE):
            content = _embedded(found.content[len(_MESSAGE) :], budget)
        yield found.long_name or found.name or "attachment", content or OpeningFault.LEFT_OUT


def _embedded(content: bytes, budget: OpeningBudget) -> bytes | OpeningFault:
    """What is in an object of another program; one that is damaged keeps nothing else from being taken."""
    try:
        return embedded_document(content, budget)
    except CannotOpen as cannot:
        return cannot.fault


def _records(content: bytes) -> Iterator[tuple[int, bytes]]:
    at, number = 6, 0
    while at + 9 <= len(content):
        _level, identifier, _type, length = struct.unpack_from("<BHHI", content, at)
        number += 1
        if number > _MOST_RECORDS:
            raise CannotOpen(OpeningFault.TOO_MANY)
        if at + 9 + length > len(content):
            raise CannotOpen(OpeningFault.DAMAGED)
        yield identifier, content[at + 9 : at + 9 + length]
        at += 9 + length + 2  # and a sum of the bytes


def _take_properties(found: _Attachment, value: bytes) -> None:
    for each in _properties(value):
        if each.identifier == _LONG_NAME:
            found.long_name = each.text()
        elif each.identifier in (_SHORT_NAME, _DISPLAY_NAME):
            found.name = found.name or each.text()
        elif each.identifier == _DATA and each.kind == _TNEF_OBJECT and each.value.startswith(_MESSAGE):
            found.content = each.value[len(_MESSAGE) :]
        elif each.identifier == _DATA and not found.content:
            found.content = each.value


def _properties(value: bytes) -> Iterator[_Property]:
    (count,) = struct.unpack_from("<I", value, 0)
    at = 4
    for _ in range(min(count, _MOST_RECORDS)):
        kind, identifier = struct.unpack_from("<HH", value, at)
        at += 4
        if identifier >= 0x8000:
            at = _after_its_name(value, at)
        several, kind = kind & 0x1000, kind & 0xFFF
        values = 1
        if several or kind in _VARIABLE:
            (values,) = struct.unpack_from("<I", value, at)
            at += 4
        for _ in range(min(values, _MOST_RECORDS)):
            length, start = _extent(value, at, kind)
            if start + length > len(value):
                raise CannotOpen(OpeningFault.DAMAGED)
            yield _Property(identifier, kind, value[start : start + length])
            at = start + _padded(length)


def _extent(value: bytes, at: int, kind: int) -> tuple[int, int]:
    """How long the value is and where it begins. Raises CannotOpen, struct.error."""
    if kind in _VARIABLE:
        return struct.unpack_from("<I", value, at)[0], at + 4
    if kind not in _FIXED:
        raise CannotOpen(OpeningFault.DAMAGED)
    return _FIXED[kind], at


def _after_its_name(value: bytes, at: int) -> int:
    """A property of one program alone has a name, in one of two ways."""
    by_name, length = struct.unpack_from("<II", value, at + 16)
    return at + 24 + (_padded(length) if by_name else 0)


def _padded(length: int) -> int:
    return -(-length // 4) * 4
