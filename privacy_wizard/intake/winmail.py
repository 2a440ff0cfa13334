"""`winmail.dat`: what Outlook makes of attachments for other Outlooks (TNEF, MS-OXTNEF), as far as attachments go."""

import struct
from collections.abc import Iterator
from uuid import UUID

from attrs import define, frozen

from .opening_limits import CannotOpen, OpeningBudget, OpeningFault
from .outlook import embedded_document

_NEW_ATTACHMENT, _NAME, _CONTENT, _PROPERTIES = 0x9002, 0x8010, 0x800F, 0x9005
_LONG_NAME, _SHORT_NAME, _DISPLAY_NAME, _DATA = 0x3707, 0x3704, 0x3001, 0x3701
_MESSAGE = UUID("00020307-0000-0000-c000-000000000046").bytes_le
_STORAGE = UUID("0000000b-0000-0000-c000-000000000046").bytes_le + b"\xd0\xcf\x11\xe0"
_MOST_RECORDS = 50_000
_FIXED = {1: 0, 2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 10: 4, 11: 4, 20: 8, 64: 8, 72: 16}  # bytes of each type
_VARIABLE = (0x1E, 0x1F, 0x102, 0x0D)
_TEXT, _OBJECT = 0x1F, 0x0D


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
        elif identifier == _CONTENT:
            found.content = value
        elif identifier == _PROPERTIES:
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
        elif each.identifier == _DATA and each.kind == _OBJECT and each.value.startswith(_MESSAGE):
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
