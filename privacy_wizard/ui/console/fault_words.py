"""What a check of the register found, in sentences."""

from PySide6.QtCore import QCoreApplication

from ...domain.register_views import Fault, FaultKind


def fault_sentence(fault: Fault) -> str:
    """One fault: where, and what it means."""
    translate = QCoreApplication.translate
    sentence = {
        FaultKind.CHANGED: translate("Fault", "Entry {number} was changed after it was written."),
        FaultKind.MISSING: translate("Fault", "Entry {number} is missing."),
        FaultKind.OUT_OF_ORDER: translate("Fault", "Entry {number} does not stand where it was written."),
        FaultKind.CUT_OFF: translate(
            "Fault", "Entries after {number} are missing: the end was cut off, or an old copy was put back."
        ),
        FaultKind.NOT_SIGNED: translate("Fault", "The end of the record is not signed by anyone (entry {number})."),
        FaultKind.SIGNATURE_WRONG: translate(
            "Fault", "The signature over the record up to entry {number} is not right."
        ),
        FaultKind.OFFICER_UNKNOWN: translate("Fault", "Entry {number} was written under a key that is no officer's."),
        FaultKind.HEAD_DIFFERS: translate("Fault", "Entry {number} is not the one that this computer saw signed."),
        FaultKind.CONTENT_CHANGED: translate("Fault", "The content of entry {number} was changed."),
        FaultKind.CONTENT_MISSING: translate(
            "Fault", "The content of entry {number} is missing, and no rule deleted it."
        ),
        FaultKind.CONTENT_NOT_ERASED: translate(
            "Fault", "The content of entry {number} should have been deleted and is still there."
        ),
        FaultKind.DOCUMENT_CHANGED: translate("Fault", "A file was changed: {what}"),
        FaultKind.DOCUMENT_MISSING: translate("Fault", "A file is missing: {what}"),
        FaultKind.TABLE_DIFFERS: translate(
            "Fault", "A list ({what}) does not say what the record says. It can be made anew from the record."
        ),
    }[fault.kind]
    return sentence.format(number=fault.number, what=fault.what)
