"""The document that a statement gives, drawn again and with places for signatures filled: what a file is held against.

It goes through the same steps as signing, with zeros where the signature would be.
"""

from datetime import datetime

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigMDPSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import SignatureObject

from .appearance import attestor_appearance, officer_appearance
from .dates import long_moment
from .layouts import draw
from .sign import ATTESTOR, OFFICER, open_for_signing, show_in_field
from .statement import Statement

_ROOM = 64


def attested(statement: Statement) -> bytes:
    """The attestation, but for the signature itself. Raises DrawingFault."""
    writer = open_for_signing(draw(statement))
    show_in_field(writer, ATTESTOR, lambda width, height: attestor_appearance(statement, width, height))
    certified = SigMDPSetup(md_algorithm="sha256", certify=True, docmdp_perms=MDPPerm.FILL_FORMS)
    return _filled(writer, ATTESTOR, statement.created, certified)


def countersigned(attestation: bytes, name: str, at: datetime) -> bytes:
    """The attestation with the officer's name and moment, but for the signature itself. Raises DrawingFault."""
    writer = open_for_signing(attestation)
    when = f"Countersigned on {long_moment(at)}"
    show_in_field(writer, OFFICER, lambda width, height: officer_appearance(name, when, width, height))
    return _filled(writer, OFFICER, at, None)


def _filled(writer: IncrementalPdfFileWriter, name: str, at: datetime, certified: SigMDPSetup | None) -> bytes:
    """The file with a signature of zeros in that field."""
    placeholder = SignatureObject(timestamp=at, subfilter=SigSeedSubFilter.PADES, bytes_reserved=_ROOM)
    embedding = PdfCMSEmbedder().write_cms(name, writer, existing_fields_only=True)
    next(embedding)
    embedding.send(SigObjSetup(sig_placeholder=placeholder, mdp_setup=certified))
    _, output = embedding.send(SigIOSetup(md_algorithm="sha256", in_place=False))
    return bytes(output.getvalue())
