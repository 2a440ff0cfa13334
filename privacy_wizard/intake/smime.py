"""Mails and files wrapped in a signature (S/MIME, PKCS #7). The signature is not looked at: it is the mail's, not the
attestation's.
"""

import base64
import re
from collections.abc import Iterator

from .opening_limits import CannotOpen, NothingForUs, OpeningFault

_LARGEST = 150_000_000  # bytes
_LINES_AROUND = re.compile(rb"-----[A-Z0-9 #]+-----")


def signed_parts(name: str, content: bytes) -> Iterator[tuple[str, bytes | OpeningFault]]:
    """What was signed: a mail, or one file. Raises CannotOpen; NothingForUs where only a signature is here."""
    from asn1crypto import cms

    if len(content) > _LARGEST:
        raise CannotOpen(OpeningFault.TOO_LARGE)
    if not content.startswith(b"\x30"):
        content = base64.b64decode(_LINES_AROUND.sub(b"", content))
    outer = cms.ContentInfo.load(content)
    kind = outer["content_type"].native
    if kind != "signed_data":
        raise CannotOpen(OpeningFault.PACKED_OTHERWISE if kind == "compressed_data" else OpeningFault.ENCRYPTED_MAIL)
    signed = outer["content"]["encap_content_info"]["content"]
    if signed.native is None:
        raise NothingForUs
    inside = signed.native if isinstance(signed.native, bytes) else bytes(signed)
    yield (name[:-4] if name.lower().endswith(".p7m") else "signed.eml"), inside
