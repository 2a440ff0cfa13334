"""Wrong entries put right: a new event says what holds instead, and the original entry stays on record.

Also files that are no attestations of this school, and attestations that came in before their owner was on the staff
list.
"""

from collections.abc import Callable, Collection, Sequence
from contextlib import suppress

from attrs import evolve
from sqlalchemy import Connection

from ..domain.campaign import answered_by
from ..domain.certificate_events import KeyConfirmed
from ..domain.register_event_index import attestation_of
from ..domain.register_events import (
    AttestationStanding,
    Countersigned,
    Decided,
    DocumentKept,
    Event,
    Excused,
    Noted,
    Received,
    Reminded,
)
from ..domain.register_views import AttestationRow
from ..i18n import Message, _
from ..register import SchoolRegister, queries
from ..register.errors import DocumentLost, OfficerNeeded, OwnCase
from ..register.records import as_corrected, is_about, numbered, records
from ..system import Trouble
from .declaration_reader import stated

STRUCK = (Noted, Excused, Reminded, KeyConfirmed)  # what can be taken back by itself
REWORDED = (Noted, Excused)  # what can be said otherwise


class ReasonMissing(Trouble):
    """A correction without a reason."""

    sentence = Message("Nothing was corrected: write why the entry was wrong. The reason stays on record with it.")


class NothingToCorrect(Trouble):
    """The entry does not exist, was already taken back, or is of a kind corrected elsewhere."""

    sentence = Message(
        "Nothing was corrected: this entry has already been taken back, or it is put right in its own "
        "place (the staff list, the campaign, the certificates)."
    )


def strike(register: SchoolRegister, number: int, reason: str) -> None:
    """Take an entry back, as if it had never been made. Raises ReasonMissing, NothingToCorrect."""
    correct_entries(
        register, lambda connection: _one(connection, register.school, number, STRUCK), lambda _: None, reason
    )


def reword(register: SchoolRegister, number: int, text: str, reason: str) -> None:
    """Reword a note, or the reason for an excusal. Raises ReasonMissing, NothingToCorrect."""

    def other(event: Event) -> Event:
        if isinstance(event, Noted):
            return evolve(event, text=text)
        return evolve(event, reason=text) if isinstance(event, Excused) else event

    correct_entries(register, lambda connection: _one(connection, register.school, number, REWORDED), other, reason)


def strike_attestation(register: SchoolRegister, attestation: str, reason: str) -> None:
    """Take an attestation or a paper back: it counts for nothing any more, and the same file may come in again.

    The file itself stays with whose it was, until the rules of keeping let it go. Raises as `strike` does.
    """
    kinds = (Received, Decided, Countersigned)
    correct_entries(
        register,
        lambda connection: entries_about(connection, register.school, attestation, kinds),
        lambda _: None,
        reason,
    )


def move_attestation(
    register: SchoolRegister, attestation: str, person: str, campaign: str | None, reason: str
) -> None:
    """Say that an attestation is somebody else's, or answers another campaign. Raises as `strike` does.

    What was said to be no attestation of the school's is somebody's after all: it stands as it did before.
    """

    def other(event: Event) -> Event | None:
        if isinstance(event, Decided) and event.standing is AttestationStanding.NOT_OURS:
            return None
        if isinstance(event, Received | Decided):
            return evolve(event, person=person, campaign=campaign)
        return evolve(event, person=person) if isinstance(event, Countersigned | DocumentKept) else event

    kinds = (Received, Decided, Countersigned, DocumentKept)
    correct_entries(
        register, lambda connection: entries_about(connection, register.school, attestation, kinds), other, reason
    )


def correct_entries(
    register: SchoolRegister,
    find: Callable[[Connection], Sequence[tuple[int, Event]]],
    other: Callable[[Event], Event | None],
    reason: str,
) -> None:
    """Say of all that is found what holds instead, or that nothing does, in one act. Raises as `strike` does."""
    if not reason.strip():
        raise ReasonMissing
    with register.session() as act:
        found = find(act.connection)
        if not found:
            raise NothingToCorrect
        for number, event in found:
            act.correct(number, reason.strip(), other(event))


def _one(connection: Connection, school: str, number: int, kinds: tuple[type[Event], ...]) -> list[tuple[int, Event]]:
    written = numbered(connection, school, number)
    found = as_corrected(connection, school, [] if written is None else [written])
    return [(each.number, each.event) for each in found if each.number == number and isinstance(each.event, kinds)]


def entries_about(
    connection: Connection, school: str, attestation: str, kinds: tuple[type[Event], ...]
) -> list[tuple[int, Event]]:
    """Events as they are to be read now, with the number by which each is corrected."""
    found = as_corrected(connection, school, records(connection, school, is_about([], [attestation])))
    mine = (each for each in found if attestation_of(each.event) == attestation)
    return [(each.number, each.event) for each in mine if isinstance(each.event, kinds)]


_NOT_OURS = AttestationStanding.NOT_OURS
UNSETTLED = (AttestationStanding.REJECTED, AttestationStanding.NEEDS_A_LOOK)


class StaysInTheList(Trouble):
    """It is gone, counts for somebody, or has already been decided."""

    sentence = Message(
        "Nothing was changed: one of these is somebody’s attestation, has already been decided, or no longer "
        "exists. Send it back, or take it back with “Correct this entry”."
    )


def may_be_not_ours(row: AttestationRow) -> bool:
    """Whether it may be marked: nobody knows whose it is and nobody has decided on it, so nobody's state changes."""
    return row.person is None and row.standing in UNSETTLED and not row.on_paper


def say_not_ours(register: SchoolRegister, attestations: Collection[str]) -> None:
    """Record that these are no attestations of the school's: all of them or none. Repeating it changes nothing.
    Raises StaysInTheList, OfficerNeeded.
    """
    with register.session() as act:
        rows = [queries.attestation_by_id(act.connection, register.school, each) for each in sorted(set(attestations))]
        new = [row for row in rows if row is None or row.standing is not _NOT_OURS]
        found = [row.attestation for row in new if row is not None and may_be_not_ours(row)]
        if len(found) < len(new):
            raise StaysInTheList
        act.record_all(
            Decided(attestation=each, person=None, campaign=None, standing=_NOT_OURS, together=len(found))
            for each in found
        )


def look_again(register: SchoolRegister, attestation: str) -> None:
    """Unmark it: it stands as it did before. Raises NothingToCorrect, OfficerNeeded."""

    def said(connection: Connection) -> list[tuple[int, Decided]]:
        written = entries_about(connection, register.school, attestation, (Decided,))
        return [(at, event) for at, event in written if isinstance(event, Decided) and event.standing is _NOT_OURS]

    correct_entries(register, said, lambda _event: None, _("It is to be looked at after all."))


def find_owners(register: SchoolRegister, joined: Collection[str]) -> None:
    """Give what waits and was nobody's to whom it names, by number; `joined`: the `staff_key` of those who are new.

    Where only an officer corrects, and none is at work, it stays nobody's.
    """
    for row in register.attestations.waiting() if joined else ():
        if row.person is None:
            with suppress(OfficerNeeded, OwnCase, DocumentLost):
                _find_owner(register, row, joined)


def _find_owner(register: SchoolRegister, row: AttestationRow, joined: Collection[str]) -> None:
    statement = stated(register.document(row.attestation))
    if statement is None or row.audited is None or not statement.person.has_staff_number:
        return
    owner = register.people.numbered(statement.person.identifier)
    if owner is None or owner.member.key not in joined:
        return
    answered = answered_by(register.campaigns(), owner.member, statement.occasion, row.audited)
    campaign = answered[0].id if answered else None
    reason = _("They were not on the staff list when it came in.")
    move_attestation(register, row.attestation, owner.person, campaign, reason)
