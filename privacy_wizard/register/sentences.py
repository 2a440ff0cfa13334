"""The results of a check in sentences: what is wrong, what it means, what to do."""

from collections.abc import Mapping

from ..domain.register_views import FaultKind, RegisterFault
from ..i18n import Message

_RESTORE = Message("Restore the register from the last sound backup, and keep this one for whoever looks into it.")
_SENTENCES: Mapping[FaultKind, Message] = {
    FaultKind.CHANGED: Message("Entry {number} was changed after it was recorded."),
    FaultKind.MISSING: Message("Entry {number} is missing."),
    FaultKind.OUT_OF_ORDER: Message("Entry {number} does not follow from the one before it."),
    FaultKind.CUT_OFF: Message("The record was cut off: an officer signed entry {number}, and it is no longer there."),
    FaultKind.NOT_SIGNED: Message("No officer signed the entries from {number} on."),
    FaultKind.SIGNATURE_WRONG: Message("The officer's signature at entry {number} is not right."),
    FaultKind.OFFICER_UNKNOWN: Message("Entry {number} was signed by someone who is not known as an officer."),
    FaultKind.HEAD_DIFFERS: Message("Entry {number} is not the one that an officer signed."),
    FaultKind.CONTENT_CHANGED: Message("The content of entry {number} was changed after it was recorded."),
    FaultKind.CONTENT_MISSING: Message(
        "The content of entry {number} is missing, and no recorded deletion accounts for it."
    ),
    FaultKind.CONTENT_NOT_ERASED: Message("The content of entry {number} was to be deleted and is still there."),
    FaultKind.DOCUMENT_CHANGED: Message("A file kept with entry {number} was changed ({what})."),
    FaultKind.DOCUMENT_MISSING: Message("A file kept with entry {number} is missing ({what})."),
    FaultKind.TABLE_DIFFERS: Message("What is shown does not follow from the record ({what})."),
    FaultKind.DATABASE_DAMAGED: Message("The database file itself is damaged: {what}."),
    FaultKind.FOREIGN_RULE: Message(
        "The database holds a rule that this program did not put there ({what}). It may change what is recorded next."
    ),
    FaultKind.NOT_BY_AN_OFFICER: Message("Entry {number} accepts, corrects or countersigns, and no officer wrote it."),
    FaultKind.OWN_CASE: Message(
        "Entry {number} accepts, corrects or countersigns, and is about the officer who wrote it."
    ),
}
_REBUILD = Message("The record itself is whole. Rebuild what is shown from it: privacy-wizard register rebuild.")
_DUTIES = (FaultKind.NOT_BY_AN_OFFICER, FaultKind.OWN_CASE)
_DECIDE_AGAIN = Message("Nothing was changed behind the record's back. Have an officer decide on each of them again.")


def fault_sentence(fault: RegisterFault) -> str:
    """What is wrong."""
    return _SENTENCES[fault.kind].format(number=fault.number, what=fault.what)


def advice(faults: tuple[RegisterFault, ...]) -> str:
    """What to do about all of them; empty if nothing is wrong."""
    if not faults:
        return ""
    if all(fault.kind in _DUTIES for fault in faults):
        return str(_DECIDE_AGAIN)
    return str(_REBUILD if all(fault.kind is FaultKind.TABLE_DIFFERS for fault in faults) else _RESTORE)
