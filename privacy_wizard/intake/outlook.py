"""What is attached to a message that Outlook saved (`.msg`), and to messages in it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

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
