"""Connections compared with a protected list: which match, how, and how much that means; nothing about the list."""

from collections.abc import Collection, Mapping, Sequence
from enum import IntEnum, StrEnum

from attrs import frozen

from ...domain.protected_list import ProtectedList
from ...i18n import _
from ...system.progress import UNWATCHED, WorkProgress
from ..observation import ExportedConnection
from .forms import FormKind, NameForm, forms_of_connection, wholes_of_connection
from .short_names import has_short_name
from .spelling import words_of
from .tokens import tokens


class MatchStrength(IntEnum):
    """How much a match means; people share names, so even the strongest is only a question."""

    WEAK = 1
    FAIR = 2
    STRONG = 3


class MatchKind(StrEnum):
    """What matches between a connection and the list, the most telling first."""

    EMAIL = "e-mail"
    MOBILE = "mobile"
    HANDLE = "handle"
    WHOLE_NAME = "whole name"
    SHORT_NAME = "short name"  # a first name that is short, or has a short form: the other may stand in the list
    SWAPPED = "swapped"  # the first name where the list has the last
    OTHER_FORM = "other form"  # another spelling, or a part of the name
    INITIAL = "initial"  # with the last name
    MIDDLE_NAME = "middle name"  # with the last name: some go by it


_STRENGTHS = {
    MatchKind.SHORT_NAME: MatchStrength.FAIR,
    MatchKind.SWAPPED: MatchStrength.FAIR,
    MatchKind.OTHER_FORM: MatchStrength.FAIR,
    MatchKind.INITIAL: MatchStrength.WEAK,
    MatchKind.MIDDLE_NAME: MatchStrength.WEAK,
}
_SURE = {
    FormKind.EMAIL: MatchKind.EMAIL,
    FormKind.MOBILE: MatchKind.MOBILE,
    FormKind.HANDLE: MatchKind.HANDLE,
    FormKind.INITIAL: MatchKind.INITIAL,
    FormKind.MIDDLE: MatchKind.MIDDLE_NAME,
}


@frozen
class ListMatch:
    """One connection that may be on the list."""

    kind: MatchKind

    @property
    def strength(self) -> MatchStrength:
        """How much it says."""
        return _STRENGTHS.get(self.kind, MatchStrength.STRONG)


def matches(
    protected: ProtectedList, connections: Sequence[ExportedConnection], progress: WorkProgress = UNWATCHED
) -> Mapping[int, ListMatch]:
    """The best match of each connection that has one, by its place in the sequence; slow. Raises MatchingStopped."""
    sought = [forms_of_connection(each.name, each.handle, each.email, each.phone) for each in connections]
    met = _met(protected, {form for forms in sought for form in forms}, progress)
    found = {at: [form for form in forms if form in met] for at, forms in enumerate(sought)}
    named = {at for at, forms in found.items() if any(form.kind is FormKind.NAME for form in forms)}
    wholes = {
        form
        for at in named
        for swapped in (False, True)
        for form in wholes_of_connection(connections[at].name, swapped=swapped)
    }
    met |= _met(protected, wholes, WorkProgress(stopped=progress.stopped))
    order = list(MatchKind)
    kinds = {at: {_kind(form, connections[at].name, met) for form in forms} for at, forms in found.items() if forms}
    return {at: ListMatch(min(kind, key=order.index)) for at, kind in kinds.items()}


def match_reason(match: ListMatch) -> str:
    """Why a connection is pointed at, and how much that says; of the list it tells nothing more."""
    return f"{_what_is_met(match.kind)} ({strength_name(match.strength)})"


def _what_is_met(kind: MatchKind) -> str:
    return {
        MatchKind.EMAIL: _("this e-mail address is on your school's protected list"),
        MatchKind.MOBILE: _("this mobile number is on your school's protected list"),
        MatchKind.HANDLE: _("this user name is on your school's protected list"),
        MatchKind.WHOLE_NAME: _("somebody on your school's protected list has this name"),
        MatchKind.SHORT_NAME: _(
            "somebody on your school's protected list has a name like this, perhaps with a longer or shorter first name"
        ),
        MatchKind.SWAPPED: _("somebody on your school's protected list has this name with its parts swapped"),
        MatchKind.OTHER_FORM: _(
            "somebody on your school's protected list has a name like this, spelt differently or longer"
        ),
        MatchKind.INITIAL: _("somebody on your school's protected list has this last name and this initial"),
        MatchKind.MIDDLE_NAME: _("somebody on your school's protected list has this middle name and this last name"),
    }[kind]


def strength_name(strength: MatchStrength) -> str:
    """How much a match means, in a word."""
    return {
        MatchStrength.STRONG: _("a strong match"),
        MatchStrength.FAIR: _("a fair match"),
        MatchStrength.WEAK: _("a weak match"),
    }[strength]


def _met(protected: ProtectedList, forms: Collection[NameForm], progress: WorkProgress) -> set[NameForm]:
    known = protected.token_set()
    hashed = tokens(forms, bytes.fromhex(protected.salt), protected.rounds, progress)
    return {form for form, token in hashed.items() if token in known}


def _kind(form: NameForm, name: str, met: Collection[NameForm]) -> MatchKind:
    if form.kind in _SURE:
        return _SURE[form.kind]
    if any(each in met for each in wholes_of_connection(name, swapped=False)):
        return MatchKind.WHOLE_NAME
    if any(each in met for each in wholes_of_connection(name, swapped=True)):
        return MatchKind.SWAPPED
    first = words_of(name)[:1]
    return MatchKind.SHORT_NAME if first and has_short_name(first[0][0]) else MatchKind.OTHER_FORM
