"""What a finished review of one's connections shows of the questions about pupils and parents. It answers nothing."""

from collections.abc import Iterable, Mapping

from ...domain.questions import Question
from ...evidence.export_notes import NoteKind
from ...evidence.observation import ConnectionKind, DataExport, Observed
from ...i18n import _
from ..downloads import Shown
from ..state import Key
from .connection import Connection
from .pointers import PointerReason
from .review import ConnectionReview
from .review_record import Mark
from .who import asks_who

_NONE, _UNKNOWN = "none", "unknown"
_LEFT_OUT = frozenset(
    {
        NoteKind.DAMAGED,
        NoteKind.TOO_LARGE,
        NoteKind.PACKED_TOO_TIGHTLY,
        NoteKind.TOO_DEEP,
        NoteKind.TOO_MANY_ENTRIES,
        NoteKind.TWICE,
        NoteKind.ENCRYPTED,
        NoteKind.UNKNOWN_LAYOUT,
        NoteKind.PART_MISSING,
        NoteKind.PART_CUT_OFF,
        NoteKind.SPACE_USED_UP,
    }
)  # then somebody may be missing from the lists
_STRONG = (PointerReason.PROTECTED_LIST, PointerReason.SCHOOL_NAMED)


def shown_by_review(
    review: ConnectionReview, exports: Mapping[str, DataExport], questions: Iterable[Question]
) -> dict[Key, Shown]:
    """For each account all of whose connections are marked: nobody, or nobody as far as can be told.

    Nothing where somebody is still to be removed, or is kept though the school stands in their profile or they are met
    in its list: of these only their owner knows who they are.
    """
    if not review.looked_for_reasons:
        return {}
    found = {}
    for account, people in _by_account(review.connections).items():
        made = exports[account].made if account in exports and _lists_all(exports[account]) else None
        option = _option(review, people)
        if option and made is not None:
            for question in questions:
                is_of_it = question.key[1] == account and asks_who(question)
                if is_of_it and question.check.option(option) is not None:
                    found[question.key] = Shown(option=option, value=_("your marks"), file="", made=made)
    return found


def _lists_all(export: DataExport) -> bool:
    """Whether nothing keeps the lists from being all: each that matters is there, of a known layout, and read whole."""
    kinds = {each.kind for each in export.lists}
    there = {each.kind for each in export.lists if each.shown is not Observed.NOT_IN_EXPORT}
    must = {ConnectionKind.FRIENDS} & kinds or {ConnectionKind.FOLLOWERS, ConnectionKind.FOLLOWING} & kinds
    is_known = all(each.proven for each in export.lists)
    files = {each.file for each in export.lists}
    left_out = any(
        each.kind in _LEFT_OUT or (each.kind is NoteKind.UNKNOWN_LABEL and each.file in files) for each in export.notes
    )
    return is_known and must <= there and not left_out


def _by_account(connections: Iterable[Connection]) -> dict[str, list[Connection]]:
    by_account: dict[str, list[Connection]] = {}
    for each in connections:
        by_account.setdefault(each.account, []).append(each)
    return by_account


def _option(review: ConnectionReview, people: Iterable[Connection]) -> str:
    marks = set()
    for each in people:
        mark = review.now.mark_of(each)
        if mark is None or mark is Mark.REMOVE:
            return ""
        if mark is Mark.KEEP and any(pointer.reason in _STRONG for pointer in review.pointers(each)):
            return ""
        marks.add(mark)
    return _UNKNOWN if Mark.NOT_SURE in marks else _NONE
