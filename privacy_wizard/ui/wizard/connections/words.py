"""The words on the screen for connections, reasons and marks."""

from ....audit.connections.connection import Connection
from ....audit.connections.pointers import PointerReason
from ....audit.connections.review import ConnectionFilter
from ....audit.connections.review_record import Mark, ReviewCounts
from ....evidence import ConnectionKind
from ....i18n import _, ngettext

MOODS = {Mark.KEEP: "good", Mark.REMOVE: "warn", Mark.NOT_SURE: "accent", Mark.REMOVED: "plain", None: ""}
KEYS = {Mark.KEEP: "K", Mark.REMOVE: "R", Mark.NOT_SURE: "D", Mark.REMOVED: "X", None: "U"}


def mark_name(mark: Mark | None) -> str:
    """The name of a mark; empty for a connection that nobody has looked at."""
    return {
        Mark.KEEP: _("Keep"),
        Mark.REMOVE: _("Remove"),
        Mark.NOT_SURE: _("Don't know"),
        Mark.REMOVED: _("Removed"),
        None: "",
    }[mark]


def kind_names(connection: Connection) -> str:
    """The kinds of connection, such as friend or follower, in words."""
    names = {
        ConnectionKind.FRIENDS: _("Contact") if connection.platform == "linkedin" else _("Friend"),
        ConnectionKind.CLOSE_FRIENDS: _("Close friend"),
        ConnectionKind.FOLLOWERS: _("Follows you"),
        ConnectionKind.FOLLOWING: _("You follow"),
        ConnectionKind.UPLOADED_CONTACTS: _("Contact"),
    }
    return ", ".join(names[kind] for kind in connection.kinds if kind in names)


def reason_name(reason: PointerReason) -> str:
    """Why somebody is pointed at, in a word or two."""
    return {
        PointerReason.PROTECTED_LIST: _("School's list"),
        PointerReason.SCHOOL_NAMED: _("School named"),
        PointerReason.FIRST_DAY: _("First day"),
        PointerReason.SHARED_SURNAME: _("Shared surname"),
    }[reason]


def filter_name(shown: ConnectionFilter, counts: ReviewCounts) -> str:
    """The name of a filter, with its count where that is known."""
    return {
        ConnectionFilter.ALL: _("All ({n})", n=counts.all),
        ConnectionFilter.NOT_LOOKED_AT: _("Not looked at ({n})", n=counts.left),
        ConnectionFilter.NEW: _("New since your last review ({n})", n=counts.new),
        ConnectionFilter.POINTED_AT: _("Worth a second look"),
        ConnectionFilter.TO_REMOVE: _("To remove ({n})", n=counts.remove),
        ConnectionFilter.NOT_SURE: _("Don't know ({n})", n=counts.not_sure),
    }[shown]


def marked_sentence(counts: ReviewCounts) -> str:
    """What has been marked so far, in one sentence."""
    parts = [
        ngettext("{n} to remove", "{n} to remove", counts.remove),
        ngettext("{n} you don't know", "{n} you don't know", counts.not_sure),
    ]
    if counts.left:
        parts.append(ngettext("{n} not looked at", "{n} not looked at", counts.left))
    return _("In your review: {counts}.", counts=", ".join(parts))


def progress_sentence(counts: ReviewCounts) -> str:
    """How many have been looked at, of how many."""
    if not counts.left:
        return _("You looked at all of them.")
    return _("{done} of {all} looked at, {left} left.", done=counts.marked, all=counts.all, left=counts.left)


def new_sentence(counts: ReviewCounts) -> str:
    """How many are new since an earlier review; empty where none is."""
    return (
        ngettext("{n} new since your last review.", "{n} new since your last review.", counts.new) if counts.new else ""
    )
