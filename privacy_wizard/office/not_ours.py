"""Files that are no attestations of this school: marked one at a time or together, and unmarked again."""

from collections.abc import Collection

from sqlalchemy import Connection

from ..domain.register_events import AttestationStanding, Decided
from ..domain.register_views import AttestationRow
from ..i18n import Message, _
from ..register import SchoolRegister, queries
from ..system import Trouble
from .corrections import correct_entries, entries_about

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
