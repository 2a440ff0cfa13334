"""What a file carries: the attached data, and active content, which no attestation of ours has."""

from collections.abc import Iterator, Mapping

from ..pdf.strict_reader import Revision, Unpacker
from ..pdf.strict_values import Name, NotPlain, PdfText, Ref, Stream, Value
from ..serialization import ShapeFault
from .statement import Statement, StatementFault, from_json, to_json

_OWN_FIELDS = 2  # the attestor's signature and the officer's
_ACTS: Mapping[bytes, str] = {
    b"OpenAction": "something that happens when the file is opened",
    b"AA": "something that happens by itself",
    b"JS": "a script",
    b"JavaScript": "a script",
    b"Launch": "the start of another program",
    b"URI": "an address to be opened",
    b"XFA": "a form that can change itself",
    b"RichMedia": "moving pictures or sound",
}
_ACTIONS = frozenset(
    (
        *(b"GoTo", b"GoToR", b"GoToE", b"GoToDp", b"Launch", b"Thread", b"URI", b"Sound", b"Movie", b"Hide", b"Named"),
        *(b"SubmitForm", b"ResetForm", b"ImportData", b"JavaScript", b"SetOCGState", b"Rendition", b"Trans"),
        *(b"GoTo3DView", b"RichMediaExecute"),
    )
)


def active_content(revision: Revision) -> str | None:
    """A short description of the first thing in a document that no attestation contains; None if there is none."""
    return next(_found(revision), None)


def _found(revision: Revision) -> Iterator[str]:
    widgets = files = 0
    for value in _dictionaries(revision):
        yield from (_ACTS[key] for key in value if key in _ACTS)
        kind, subtype, action, field = (revision.resolved(value.get(key)) for key in (b"Type", b"Subtype", b"S", b"FT"))
        if isinstance(action, Name) and action.value in _ACTIONS:
            yield "an action"
        if subtype == Name(b"Widget"):
            widgets += 1
        elif kind == Name(b"Annot") or (b"Rect" in value and subtype is not None):
            yield "a note or a link on a page"
        if widgets > _OWN_FIELDS or field not in (None, Name(b"Sig")):
            yield "a field beside those of the two signatures"
        files += b"EF" in value
        if files > 1 or (kind == Name(b"EmbeddedFile") and value is not _own_file(revision)):
            yield "a file beside its own data"


def _own_file(revision: Revision) -> Mapping[bytes, Value] | None:
    found = revision.at(b"Root", b"AF", 0, b"EF", b"F")
    return found.entries if isinstance(found, Stream) else None


def _dictionaries(revision: Revision) -> Iterator[Mapping[bytes, Value]]:
    """Every dictionary in the document, whether or not anything refers to it."""
    waiting: list[Value] = [revision.trailer, *revision.objects.values()]
    while waiting:
        value = waiting.pop()
        inside = value.entries if isinstance(value, Stream) else value
        if isinstance(inside, dict):
            yield inside
            waiting += [each for each in inside.values() if not isinstance(each, Ref)]
        elif isinstance(inside, tuple):
            waiting += inside


class NoData(Exception):
    """There is no attached file, or it cannot be unpacked."""


def signature_in(revision: Revision, name: str) -> Value:
    """What the field of that name holds; None if it is empty or missing."""
    fields = revision.at(b"Root", b"AcroForm", b"Fields")
    for number in range(len(fields) if isinstance(fields, tuple) else 0):
        label = revision.at(b"Root", b"AcroForm", b"Fields", number, b"T")
        if isinstance(label, PdfText) and label.value == name.encode():
            return revision.at(b"Root", b"AcroForm", b"Fields", number, b"V")
    return None


def statement_in(revision: Revision) -> Statement:
    """The statement in the attached data. Raises NoData, StatementFault."""
    document = attached(revision)
    statement = from_json(document)
    if to_json(statement) != document:
        raise StatementFault((ShapeFault("", "is not written in the one way in which it may be written"),))
    return statement


def attached(revision: Revision) -> bytes:
    """The attached data. Raises NoData."""
    named = revision.at(b"Root", b"AF", 0, b"EF", b"F")
    if not isinstance(named, Stream):
        raise NoData
    try:
        return Unpacker().content(named)
    except NotPlain:
        raise NoData from None


def has_one_file(revision: Revision) -> bool:
    """Whether the attached data are the only file in the document, and are named as such."""
    files = [each for each in revision.objects.values() if _is_attachment(each)]
    named, more = revision.at(b"Root", b"AF", 0, b"EF", b"F"), revision.at(b"Root", b"AF", 1)
    return len(files) == 1 and more is None and named is files[0]


def _is_attachment(value: Value) -> bool:
    return isinstance(value, Stream) and value.entries.get(b"Type") == Name(b"EmbeddedFile")
