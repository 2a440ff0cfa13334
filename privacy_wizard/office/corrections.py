"""Wrong entries corrected: a new event says what holds instead. The original entry stays on record."""

from collections.abc import Callable, Sequence

from attrs import evolve
from sqlalchemy import Connection

from ..domain.campaign_events import Excused, Reminded
from ..domain.certificate_events import KeyConfirmed
from ..domain.register_event_index import attestation_of
from ..domain.register_events import AttestationStanding, Countersigned, Decided, DocumentKept, Event, Noted, Received
from ..i18n import Message
from ..register import SchoolRegister
from ..register.rebuild import as_corrected
from ..register.records import is_about, numbered, records
from ..system import Trouble

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
