"""Attestations that came in before their owner was on the staff list: once the owner is, they count as theirs."""

from collections.abc import Collection
from contextlib import suppress

from ..domain.campaign import answered_by
from ..domain.register_views import AttestationRow
from ..i18n import _
from ..register import SchoolRegister
from ..register.errors import DocumentLost, OfficerNeeded, OwnCase
from .corrections import move_attestation
from .declaration_reader import stated


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
