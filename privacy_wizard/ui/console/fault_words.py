"""What a check of the register found, in sentences."""

from ...domain.register_views import FaultKind, RegisterFault
from ...i18n import _


def fault_sentence(fault: RegisterFault) -> str:
    """One fault: where, and what it means."""
    sentence = {
        FaultKind.CHANGED: _("Entry {number} was changed after it was written."),
        FaultKind.MISSING: _("Entry {number} is missing."),
        FaultKind.OUT_OF_ORDER: _("Entry {number} does not stand where it was written."),
        FaultKind.CUT_OFF: _("Entries after {number} are missing: the end was cut off, or an old copy was put back."),
        FaultKind.NOT_SIGNED: _("The end of the record is not signed by anyone (entry {number})."),
        FaultKind.SIGNATURE_WRONG: _("The signature over the record up to entry {number} is not right."),
        FaultKind.OFFICER_UNKNOWN: _("Entry {number} was written under a key that is no officer's."),
        FaultKind.HEAD_DIFFERS: _("Entry {number} is not the one that this computer saw signed."),
        FaultKind.CONTENT_CHANGED: _("The content of entry {number} was changed."),
        FaultKind.CONTENT_MISSING: _("The content of entry {number} is missing, and no rule deleted it."),
        FaultKind.CONTENT_NOT_ERASED: _("The content of entry {number} should have been deleted and is still there."),
        FaultKind.DOCUMENT_CHANGED: _("A file was changed: {what}"),
        FaultKind.DOCUMENT_MISSING: _("A file is missing: {what}"),
        FaultKind.TABLE_DIFFERS: _(
            "A list ({what}) does not say what the record says. It can be made anew from the record."
        ),
        FaultKind.NOT_BY_AN_OFFICER: _("Entry {number} accepts, corrects or countersigns, and no officer wrote it."),
        FaultKind.OWN_CASE: _(
            "Entry {number} accepts, corrects or countersigns, and is about the officer who wrote it."
        ),
    }[fault.kind]
    return sentence.format(number=fault.number, what=fault.what)
