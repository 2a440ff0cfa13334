"""Which bytes this program itself would put under a signature: drawn once for each statement, then remembered.

A signature covers the pages as they were drawn. If the digest that was signed is the one that comes out when the same
statement is drawn here, then no byte of the file is another than this program writes; nothing else needs comparing.
"""

import hashlib
from collections import OrderedDict
from datetime import datetime
from threading import Lock

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigMDPSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import SignatureObject

from .appearance import attestor_appearance, officer_appearance
from .dates import long_moment
from .fast_seal import ROOM
from .layouts import draw
from .sign import ATTESTOR, OFFICER, open_for_signing, show_in_field
from .statement import Statement

_REMEMBERED = 4096  # digests of 32 bytes


class SignedDigests:
    """The digests that attestors sign, by the digest of the data and the identifier that the writing of a file drew."""

    def __init__(self, most: int = _REMEMBERED) -> None:
        self._known: OrderedDict[tuple[bytes, bytes], bytes] = OrderedDict()
        self._most, self._lock = most, Lock()

    def attested(self, document: bytes, statement: Statement, identifier: bytes) -> bytes:
        """What the attestor signs of a statement, of which `document` is the JSON. Raises DrawingFault."""
        key = (hashlib.sha256(document).digest(), identifier)
        with self._lock:
            found = self._known.get(key)
        if found is None:
            found = _attested(statement, identifier)
            self._remember(key, found)
        return found

    def _remember(self, key: tuple[bytes, bytes], digest: bytes) -> None:
        with self._lock:
            self._known[key] = digest
            while len(self._known) > self._most:
                self._known.popitem(last=False)


def _attested(statement: Statement, identifier: bytes) -> bytes:
    writer = _opened(draw(statement), identifier)
    show_in_field(writer, ATTESTOR, lambda width, height: attestor_appearance(statement, width, height))
    certified = SigMDPSetup(md_algorithm="sha256", certify=True, docmdp_perms=MDPPerm.FILL_FORMS)
    return _digest(writer, ATTESTOR, statement.created, certified)


def countersigned(attestation: bytes, name: str, at: datetime, identifier: bytes) -> bytes:
    """What an officer of that name signs at that moment. Raises DrawingFault."""
    writer = _opened(attestation, identifier)
    when = f"Countersigned on {long_moment(at)}"
    show_in_field(writer, OFFICER, lambda width, height: officer_appearance(name, when, width, height))
    return _digest(writer, OFFICER, at, None)


def _opened(pdf: bytes, identifier: bytes) -> IncrementalPdfFileWriter:
    """A writer that gives the file this identifier instead of drawing one."""
    writer = open_for_signing(pdf)
    first, _ = writer.document_id
    writer._document_id = generic.ArrayObject([generic.ByteStringObject(first), generic.ByteStringObject(identifier)])
    return writer


def _digest(writer: IncrementalPdfFileWriter, name: str, at: datetime, certified: SigMDPSetup | None) -> bytes:
    placeholder = SignatureObject(timestamp=at, subfilter=SigSeedSubFilter.PADES, bytes_reserved=ROOM)
    embedding = PdfCMSEmbedder().write_cms(name, writer, existing_fields_only=True)
    next(embedding)
    embedding.send(SigObjSetup(sig_placeholder=placeholder, mdp_setup=certified))
    prepared, _ = embedding.send(SigIOSetup(md_algorithm="sha256", in_place=False))
    return bytes(prepared.document_digest)
