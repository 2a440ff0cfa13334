"""Notes on how an export was read, and why one could not be, in sentences."""

from enum import StrEnum

from attrs import field, frozen

from ..i18n import Message

_NAME = {"limit": 500}


class NoteKind(StrEnum):
    """Why something in an export was not read, or not reliably."""

    DAMAGED = "damaged"
    TOO_LARGE = "too large"
    PACKED_TOO_TIGHTLY = "packed too tightly"
    TOO_DEEP = "nested too deeply"
    TOO_MANY_ENTRIES = "too many entries"
    TWICE = "there twice"
    UNSAFE_NAME = "unsafe name"
    LINK = "link"
    ENCRYPTED = "locked with a password"
    NESTED = "archive within the archive"
    UNUSUAL_PACKING = "packed in an unusual way"
    UNKNOWN_LABEL = "unknown label"
    UNKNOWN_VALUE = "unknown value"
    UNKNOWN_LAYOUT = "unknown layout"
    UNPROVEN = "layout not proven"
    HTML = "web pages instead of JSON"
    PART_MISSING = "part missing"
    PART_CUT_OFF = "part cut off"
    SPACE_USED_UP = "limit of all files reached"

    @property
    def sentence(self) -> str:
        """What it means, and what to do where there is something to do."""
        return str(_NOTES[self])


_NOTES = {
    NoteKind.DAMAGED: Message("This file is damaged, so it was not read. Please download the export again."),
    NoteKind.TOO_LARGE: Message("This file is far larger than any of its kind, so it was not read to the end."),
    NoteKind.PACKED_TOO_TIGHTLY: Message("This file unpacks to far more than real ones do, so it was not read."),
    NoteKind.TOO_DEEP: Message("This file is nested deeper than any of its kind, so it was not read."),
    NoteKind.TOO_MANY_ENTRIES: Message("This list is too long to be read whole; the rest was left out."),
    NoteKind.TWICE: Message("This file is in there twice, so neither copy was read. Please download the export again."),
    NoteKind.UNSAFE_NAME: Message("This name could lead out of the folder. The file was not opened."),
    NoteKind.LINK: Message("This is only a link to another file. It was not followed."),
    NoteKind.ENCRYPTED: Message("This file is locked with a password. Please unpack the export and open its folder."),
    NoteKind.NESTED: Message("This is an archive within the archive. Please unpack it once, and open the inner one."),
    NoteKind.UNUSUAL_PACKING: Message(
        "This file is packed in a way that cannot be read here. Please unpack the export and open its folder."
    ),
    NoteKind.UNKNOWN_LABEL: Message("This entry is not known yet, so it was not used."),
    NoteKind.UNKNOWN_VALUE: Message("This answer is not known yet, so it was not used."),
    NoteKind.UNKNOWN_LAYOUT: Message(
        "This file is laid out in a way that is not known yet, so nothing in it was read."
    ),
    NoteKind.UNPROVEN: Message(
        "How this platform lays out this file has not been compared with a real export. Please check what it shows."
    ),
    NoteKind.HTML: Message(
        "This export was made as web pages or texts. Little can be read from those, and nothing for certain. "
        "Please ask for it again, and choose JSON."
    ),
    NoteKind.PART_MISSING: Message("The export has more parts than were opened. Please open all of them together."),
    NoteKind.PART_CUT_OFF: Message(
        "This part has exactly the size at which exports are cut. Please open the other parts with it."
    ),
    NoteKind.SPACE_USED_UP: Message("More was unpacked than any export needs, so the rest was not read."),
}


@frozen(kw_only=True)
class ExportNote:
    """A note on one file, or on one entry in it."""

    kind: NoteKind
    file: str = field(metadata=_NAME)
    detail: str = field(metadata=_NAME)


class ExportFault(StrEnum):
    """Why an export could not be read at all."""

    NOT_THERE = "not there"
    NOT_RECOGNISED = "not recognised"
    OTHER_PART = "another part"
    CUT_OFF = "cut off"
    DAMAGED = "damaged"
    ENCRYPTED = "locked with a password"
    NESTED = "archive within the archive"
    OTHER_ARCHIVE = "another kind of archive"
    TOO_LARGE = "too large"
    TOO_MANY_FILES = "too many files"
    TOO_SLOW = "too slow"
    FAILED = "reading failed"

    @property
    def sentence(self) -> str:
        """What happened, what it means, what to do."""
        return str(_FAULTS[self])


_FAULTS = {
    ExportFault.NOT_THERE: Message("There is no file or folder here that can be read. Please check its name."),
    ExportFault.NOT_RECOGNISED: Message(
        "This is not a data export that is known here, so nothing was read. Please open the file as the "
        "platform gave it to you."
    ),
    ExportFault.OTHER_PART: Message(
        "This is one part of several, and nothing that is read here is in it. Please open all parts together."
    ),
    ExportFault.CUT_OFF: Message(
        "This file ends too early: its download was not finished, or it is one piece of several. Please download it "
        "again."
    ),
    ExportFault.DAMAGED: Message("This file is damaged and cannot be read. Please download it again."),
    ExportFault.ENCRYPTED: Message(
        "This archive is locked with a password. Please unpack it yourself, and open the folder."
    ),
    ExportFault.NESTED: Message(
        "This archive holds nothing but other archives. Please unpack it once, and open the inner one."
    ),
    ExportFault.OTHER_ARCHIVE: Message(
        "This kind of archive cannot be read. Please unpack it yourself and open the folder, or ask for a zip."
    ),
    ExportFault.TOO_LARGE: Message("This file is far larger than any data export, so it was not read."),
    ExportFault.TOO_MANY_FILES: Message("It holds more files than any data export, so it was not read."),
    ExportFault.FAILED: Message(
        "Something in it stopped the reading, so nothing was read. Nothing was harmed. Please answer the questions "
        "without it, and report this as a fault of the program."
    ),
    ExportFault.TOO_SLOW: Message(
        "Reading took far too long and was stopped. Please ask for the export without media."
    ),
}


@frozen(kw_only=True)
class FaultyExport:
    """A file or folder that could not be read, and why."""

    path: str = field(metadata={"limit": 4000})
    fault: ExportFault


class CannotRead(Exception):
    """An export cannot be read at all."""

    def __init__(self, fault: ExportFault) -> None:
        super().__init__(fault)
        self.fault = fault


class CannotReadMember(Exception):
    """One file of an export cannot be read, or not completely; the others can."""

    def __init__(self, kind: NoteKind) -> None:
        super().__init__(kind)
        self.kind = kind
