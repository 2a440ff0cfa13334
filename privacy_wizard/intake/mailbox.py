"""What is attached to e-mails: as mail programs save them (`.eml`), and as Outlook does (`.msg`)."""

import email
import email.header
import email.message
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from .opening import CannotOpen, OpeningFault

_MOST_ATTACHMENTS = 2_000


def mail_parts(content: bytes) -> Iterator[tuple[str, bytes | OpeningFault]]:
    """The attachments of an e-mail, and of e-mails attached to it. Raises CannotOpen."""
    message = email.message_from_bytes(content)
    if not message.keys():
        raise CannotOpen(OpeningFault.DAMAGED)
    for number, part in enumerate(message.walk()):
        if number > _MOST_ATTACHMENTS:
            raise CannotOpen(OpeningFault.TOO_MANY)
        if part.is_multipart() or (part.get_content_maintype() == "text" and part.get_filename() is None):
            continue
        found = part.get_payload(decode=True)
        if isinstance(found, bytes):
            yield _file_name(part), found


def _file_name(part: "email.message.Message[Any, Any]") -> str:
    name = part.get_filename() or ""
    with suppress(Exception):  # a name that cannot be decoded is shown as it was written
        name = str(email.header.make_header(email.header.decode_header(name)))
    return name or part.get_content_type().replace("/", ".")


def outlook_parts(content: bytes) -> Iterator[tuple[str, bytes | OpeningFault]]:
    """The attachments of an Outlook message. Raises CannotOpen, and whatever the library makes of hostile bytes."""
    from oxmsg import Message

    try:
        attachments = Message.load(content).attachments
    except Exception:  # noqa: BLE001 - the library raises many things
        raise CannotOpen(OpeningFault.DAMAGED) from None
    for number, attachment in enumerate(attachments):
        if number > _MOST_ATTACHMENTS:
            raise CannotOpen(OpeningFault.TOO_MANY)
        found = attachment.file_bytes if attachment.attached_by_value else None
        if found is not None:
            yield attachment.file_name or "attachment", found
