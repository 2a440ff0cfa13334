"""A first look at a file's signatures, without reading the file: what they cover, and whether that is unchanged.

It also works on files that are too damaged to be read, so that a changed byte is called a changed byte.
"""

import hashlib
import re
from itertools import islice

from attrs import frozen

_RANGE = re.compile(rb"/ByteRange\s{0,9}\[\s{0,9}0 (\d{1,9}) (\d{1,9}) (\d{1,9})\s{0,9}\]")
_MENTION = re.compile(rb"/ByteRange\b")
_AT_MOST = 8  # signatures looked at
_LONGEST = 100_002  # hexadecimal digits and brackets; ours, with a time stamp, leave room for 44,000


@frozen(kw_only=True)
class RawLook:
    """What can be told from the bytes alone."""

    mentioned: bool  # the file speaks of a signature at all
    intact: bool | None  # None: no signature could be read
    covers_all: bool  # a signature reaches to the end of the file


def look(source: bytes) -> RawLook:
    """Look at every place that could be a signature."""
    ranges = [tuple(map(int, found.groups())) for found in islice(_RANGE.finditer(source), _AT_MOST)]
    intact = [is_intact(source, before, after, length) for before, after, length in ranges]
    known = [each for each in intact if each is not None]
    return RawLook(
        mentioned=_MENTION.search(source) is not None,
        intact=all(known) if known else None,
        covers_all=any(after + length == len(source) for _, after, length in ranges),
    )


def is_intact(source: bytes, before: int, after: int, length: int) -> bool | None:
    """Whether the digest that was signed is that of the bytes around the gap; None where no signature is in it."""
    if not before < after <= after + length <= len(source):
        return None
    digest = signed_digest(source[before:after])
    if digest is None:
        return None
    return hashlib.sha256(source[:before] + source[after : after + length]).digest() == digest


def signed_digest(gap: bytes) -> bytes | None:
    """The digest inside a signature in hexadecimal, or None where it cannot be read."""
    from asn1crypto import cms

    if len(gap) > _LONGEST:
        return None
    try:
        content = cms.ContentInfo.load(bytes.fromhex(gap.strip(b"<>").decode("ascii")))["content"]
        attributes = content["signer_infos"][0]["signed_attrs"]
        digests = [each["values"][0].native for each in attributes if each["type"].native == "message_digest"]
    except Exception:  # noqa: BLE001 - hostile bytes: whatever the parser makes of them, there is no signature
        return None
    return digests[0] if len(digests) == 1 and isinstance(digests[0], bytes) else None
