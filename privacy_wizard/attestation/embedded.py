"""What a file of ours carries inside: the signatures in its fields, and the attached statement."""

from ..pdf.strict_reader import Revision, Unpacker
from ..pdf.strict_values import Name, NotPlain, PdfText, Stream, Value
from ..serialization import Fault
from .statement import Statement, StatementFault, from_json, to_json


class NoData(Exception):
    """There is no attached file, or more than one, or it cannot be unpacked."""


def signature_in(revision: Revision, name: str) -> Value:
    """What the field of that name holds; None where it is empty or not there."""
    fields = revision.at(b"Root", b"AcroForm", b"Fields")
    for number in range(len(fields) if isinstance(fields, tuple) else 0):
        label = revision.at(b"Root", b"AcroForm", b"Fields", number, b"T")
        if isinstance(label, PdfText) and label.value == name.encode():
            return revision.at(b"Root", b"AcroForm", b"Fields", number, b"V")
    return None


def statement_in(revision: Revision) -> Statement:
    """What the attached data say. Raises NoData, StatementFault."""
    document = _attached(revision)
    statement = from_json(document)
    if to_json(statement) != document:
        raise StatementFault((Fault("", "is not written in the one way in which it may be written"),))
    return statement


def _attached(revision: Revision) -> bytes:
    """The one attached file."""
    files = [each for each in revision.objects.values() if _is_attachment(each)]
    named = revision.at(b"Root", b"AF", 0, b"EF", b"F")
    more = revision.at(b"Root", b"AF", 1)
    if len(files) != 1 or more is not None or named is not files[0] or not isinstance(named, Stream):
        raise NoData
    try:
        return Unpacker().content(named)
    except NotPlain:
        raise NoData from None


def _is_attachment(value: Value) -> bool:
    return isinstance(value, Stream) and value.entries.get(b"Type") == Name(b"EmbeddedFile")
