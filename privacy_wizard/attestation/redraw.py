"""The document that a statement gives, drawn again and with places for signatures filled: what a file is held against.

It goes through the same steps as signing, with zeros where the signature would be. If the digest that was signed is the
one that comes out here, then no byte of the file is another than this program writes.
"""

from datetime import datetime

from attrs import field, frozen
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigMDPSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import SignatureObject

from .appearance import attestor_appearance, officer_appearance
from .dates import long_moment
from .layouts import draw
from .sign import ATTESTOR, OFFICER, open_for_signing, show_in_field
from .statement import Statement


@frozen(kw_only=True)
class Place:
    """What drawing cannot know: how much room was left for a signature, and the identifier that was drawn by lot."""

    room: int = 64  # hexadecimal digits
    identifier: bytes = bytes(16)


@frozen(kw_only=True)
class Redrawn:
    """A document but for its newest signature."""

    pdf: bytes = field(repr=False)
    digest: bytes  # SHA-256 of what that signature covers


def attested(statement: Statement, place: Place) -> Redrawn:
    """What the attestor signs. Raises DrawingFault."""
    writer = _opened(draw(statement), place)
    show_in_field(writer, ATTESTOR, lambda width, height: attestor_appearance(statement, width, height))
    certified = SigMDPSetup(md_algorithm="sha256", certify=True, docmdp_perms=MDPPerm.FILL_FORMS)
    return _filled(writer, ATTESTOR, statement.created, certified, place)


def countersigned(attestation: bytes, name: str, at: datetime, place: Place) -> Redrawn:
    """What an officer of that name signs at that moment. Raises DrawingFault."""
    writer = _opened(attestation, place)
    when = f"Countersigned on {long_moment(at)}"
    show_in_field(writer, OFFICER, lambda width, height: officer_appearance(name, when, width, height))
    return _filled(writer, OFFICER, at, None, place)


def _opened(pdf: bytes, place: Place) -> IncrementalPdfFileWriter:
    """A writer that gives the file this identifier instead of drawing one."""
    writer = open_for_signing(pdf)
    first, _ = writer.document_id
    given = generic.ByteStringObject(place.identifier)
    writer._document_id = generic.ArrayObject([generic.ByteStringObject(first), given])
    return writer


def _filled(
    writer: IncrementalPdfFileWriter, name: str, at: datetime, certified: SigMDPSetup | None, place: Place
) -> Redrawn:
    """The file with a signature of zeros in that field."""
    placeholder = SignatureObject(timestamp=at, subfilter=SigSeedSubFilter.PADES, bytes_reserved=place.room)
    embedding = PdfCMSEmbedder().write_cms(name, writer, existing_fields_only=True)
    next(embedding)
    embedding.send(SigObjSetup(sig_placeholder=placeholder, mdp_setup=certified))
    prepared, output = embedding.send(SigIOSetup(md_algorithm="sha256", in_place=False))
    return Redrawn(pdf=bytes(output.getvalue()), digest=bytes(prepared.document_digest))
