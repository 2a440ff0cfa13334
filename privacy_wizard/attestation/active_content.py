"""What an attestation of any version never holds: actions, scripts, other fields, notes and files than its own.

The pages of a version that this program knows are compared whole. For one that it does not know this still holds, so
that no file which acts when it is opened is ever taken for one that is merely newer.
"""

from collections.abc import Iterator, Mapping

from ..pdf.strict_reader import Revision
from ..pdf.strict_values import Name, Ref, Stream, Value

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
    """The first thing in a document that no attestation holds, in a few words; None where there is none."""
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
    """Every dictionary in the document, whether anything leads to it or not."""
    waiting: list[Value] = [revision.trailer, *revision.objects.values()]
    while waiting:
        value = waiting.pop()
        inside = value.entries if isinstance(value, Stream) else value
        if isinstance(inside, dict):
            yield inside
            waiting += [each for each in inside.values() if not isinstance(each, Ref)]
        elif isinstance(inside, tuple):
            waiting += inside
