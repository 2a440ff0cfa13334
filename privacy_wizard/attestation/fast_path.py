"""The short way: an attestation that is plainly good is recognised without reading the file as a PDF.

It may only say "plainly good"; whatever else it meets is for `examine`, which alone says no. It does not judge what a
file is made of: it takes the data and the signatures out, makes the file anew from them, and holds digests against
each other. A file passes only if this program would have written every byte of it outside the signatures, and each
signature is put together again byte for byte.
"""

import re
import zlib
from datetime import datetime
from typing import TYPE_CHECKING

from attrs import frozen

from .fast_der import OtherForm
from .fast_seal import FastSeal, plain_seal
from .faults import DrawingFault
from .plain_values import NotPlain, Scanner
from .plain_wording import Declarations, WordingUnknown, no_declaration, wording_difference
from .seal import Seal, read_date
from .statement import SIZE_LIMIT, Statement, StatementFault, from_json
from .verify import Examination

if TYPE_CHECKING:
    from .fast_pages import SignedDigests

_RANGE = re.compile(rb"/ByteRange \[0 (\d{1,9}) (\d{1,9}) (\d{1,9})\]")
_DATA = re.compile(
    rb"/Subtype /application#2fjson /Type /EmbeddedFile /Length (\d{1,8}) /Filter /FlateDecode >>\nstream\n"
)
_IDENTIFIER = re.compile(rb"/ID \[ <[0-9a-f]{32}> <([0-9a-f]{32})> \]")
_SIGNED_AT = re.compile(rb"\n/M (?=\()")
_TAIL = 4_000  # bytes behind a signature in which the rest of its revision stands
_AT_MOST = 2  # the attestor's signature and the officer's


@frozen(kw_only=True)
class PlainSeals:
    """The signatures of a file whose newest one covers all of it; what it says was not looked at."""

    attestor: FastSeal
    officer: FastSeal | None


def plainly_signed(source: bytes) -> PlainSeals | None:
    """Whether the signatures alone are plainly good: not a byte changed since, each right, the last over everything.

    That a signed file says what it should is more: see `plainly_good`. None: the full check must say.
    """
    try:
        return _seals(source)
    except OtherForm:
        return None


def plainly_good(source: bytes, digests: "SignedDigests", own: Declarations = no_declaration) -> Examination | None:
    """What `examine` finds, where that is nothing to doubt; None: `examine` must say. Raises nothing for bad files."""
    try:
        return _examination(source, _seals(source), digests, own)
    except (OtherForm, StatementFault, WordingUnknown, DrawingFault, NotPlain, ValueError):
        return None
    except (MemoryError, RecursionError):
        return None
    except Exception:  # noqa: BLE001 - hostile input: whatever goes wrong here is looked at by the full check
        return None


def _seals(source: bytes) -> PlainSeals:
    ranges = [tuple(map(int, found.groups())) for found in _RANGE.finditer(source)]
    if not 1 <= len(ranges) <= _AT_MOST or source.count(b"/ByteRange") != len(ranges):
        raise OtherForm
    found = [plain_seal(source, *each) for each in ranges]
    if found[-1].end != len(source):
        raise OtherForm
    return PlainSeals(attestor=found[0], officer=found[1] if len(found) == _AT_MOST else None)


def _examination(source: bytes, seals: PlainSeals, digests: "SignedDigests", own: Declarations) -> Examination:
    document = _data(source[: seals.attestor.gap[0]])
    statement = from_json(document)
    attestor = _seal(seals.attestor, statement.created)
    _require_the_signers_own(statement, attestor)
    if wording_difference(statement, timestamped=False, own=own) is not None:
        raise OtherForm
    if digests.attested(document, statement, _identifier(source, seals.attestor)) != seals.attestor.digest:
        raise OtherForm
    return Examination(
        intact=True,
        valid=True,
        covers_whole_file=True,
        page_agrees=True,
        statement=statement,
        attestor=attestor,
        officer=None if seals.officer is None else _officer(source, seals.attestor, seals.officer),
        doubts=(),
    )


def _data(drawn: bytes) -> bytes:
    """The attached JSON. Where the wrong thing is found, the document that is drawn from it is another one."""
    found = list(_DATA.finditer(drawn))
    if len(found) != 1:
        raise OtherForm
    start = found[0].end()
    unpacking = zlib.decompressobj()
    try:
        document = unpacking.decompress(drawn[start : start + int(found[0][1])], SIZE_LIMIT)
    except zlib.error:
        raise OtherForm from None
    if not unpacking.eof or unpacking.unused_data:
        raise OtherForm
    return document


def _identifier(source: bytes, seal: FastSeal) -> bytes:
    found = _IDENTIFIER.findall(source[seal.gap[1] : seal.end])
    if len(found) != 1:
        raise OtherForm
    return bytes.fromhex(found[0].decode("ascii"))


def _require_the_signers_own(statement: Statement, attestor: Seal) -> None:
    named = (statement.key.fingerprint, statement.person.identifier)
    if (attestor.fingerprint, attestor.identifier) != named or not attestor.valid_at(attestor.signed_at):
        raise OtherForm


def _officer(source: bytes, attestor: FastSeal, officer: FastSeal) -> Seal:
    """The countersignature, over what this program adds for it to the file that the attestor signed."""
    from .fast_pages import countersigned

    signed_at = _signed_at(source[officer.gap[1] : officer.end])
    seal = _seal(officer, signed_at)
    if seal.fingerprint == attestor.fingerprint or not seal.valid_at(signed_at):
        raise OtherForm
    again = countersigned(source[: attestor.end], seal.name, signed_at, _identifier(source, officer))
    if again != officer.digest:
        raise OtherForm
    return seal


def _signed_at(behind: bytes) -> datetime:
    """The moment that a signature gives; where it is not the right one, the digest differs."""
    found = list(_SIGNED_AT.finditer(behind))
    if len(found) != 1:
        raise OtherForm
    scanner = Scanner(behind)
    scanner.at = found[0].end()
    return read_date(scanner.value())


def _seal(found: FastSeal, signed_at: datetime) -> Seal:
    return Seal(
        name=found.name,
        identifier=found.identifier,
        fingerprint=found.fingerprint,
        certificate=found.certificate,
        chain=found.chain,
        signed_at=signed_at,
        time_stamp=None,
        time_stamp_by="",
        end=found.end,
    )
