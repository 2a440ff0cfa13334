"""How much may come out of one file that was handed in, and why something in it was not taken."""

from enum import StrEnum

from attrs import define

from ..i18n import Message

MAKE_ROOM = Message("Please close other programs, or start this one again if it was being updated")
_MAILS, _LINES_OF_MAILS = 80_000_000, 2_000_000  # bytes and lines of all mails: as many as five seconds are enough for
_OUTLOOK = 40_000  # entries in the directories of all messages of Outlook
MOST_PARTS = 20_000  # looked at, whatever they are; and entries of archives, folders among them


class OpeningFault(StrEnum):
    """Why something in an archive or an e-mail was not taken."""

    TOO_LARGE = "too large"
    TOO_MANY = "too many files"
    TOO_DEEP = "packed too many times"
    ENCRYPTED = "locked with a password"
    ENCRYPTED_MAIL = "encrypted mail"
    PACKED_OTHERWISE = "packed in another way"
    LEFT_OUT = "attachment left out"
    EMPTY = "nothing in the file"
    DAMAGED = "damaged"
    NOTHING_IN_IT = "no attestation in it"
    NOT_READABLE = "not readable"
    NOT_STARTED = "the program could not begin"

    @property
    def sentence(self) -> str:
        """What was found, what it means, what to do."""
        return str(_SENTENCES[self])


_SENTENCES = {
    OpeningFault.TOO_LARGE: Message(
        "This is far larger than any attestation, so it was not opened. Please ask for the attestation alone."
    ),
    OpeningFault.TOO_MANY: Message(
        "It holds more files than can be taken at once; the rest were left. Please hand it in in several parts."
    ),
    OpeningFault.TOO_DEEP: Message(
        "It is packed inside one archive after another, so it was not opened. Please ask for the attestation alone."
    ),
    OpeningFault.ENCRYPTED: Message(
        "It is locked with a password, so it was not opened. Please unpack it yourself and hand in what is in it."
    ),
    OpeningFault.ENCRYPTED_MAIL: Message(
        "This e-mail is encrypted, so it was not opened. Please open it in your mail program, save what is attached "
        "and hand that in."
    ),
    OpeningFault.PACKED_OTHERWISE: Message(
        "It is packed in a way that cannot be opened here. Please unpack it yourself and hand in what is in it."
    ),
    OpeningFault.LEFT_OUT: Message(
        "The e-mail names this attachment but does not hold it. Please open the e-mail in your mail program, save what "
        "is attached and hand that in."
    ),
    OpeningFault.EMPTY: Message(
        "The file is empty, or only a placeholder for it is here: it was never fully saved, sent or "
        "downloaded. Please open the folder or e-mail it came from, let it load, and hand it in from "
        "there; or ask for the attestation again."
    ),
    OpeningFault.DAMAGED: Message(
        "It is damaged or packed in an unusual way, so it was not opened. Please ask for the attestation again."
    ),
    OpeningFault.NOT_READABLE: Message(
        "There is no file here that can be read, or it is far too large. Please check its name and place."
    ),
    OpeningFault.NOT_STARTED: Message(
        "The program could not begin to open it, so nothing is known about it yet. {remedy}, and hand it in again.",
        remedy=MAKE_ROOM,
    ),
    OpeningFault.NOTHING_IN_IT: Message("There is no PDF in it. Please ask for the attestation again."),
}


class CannotOpen(Exception):
    """An archive or an e-mail cannot be opened, or not to its end."""

    def __init__(self, fault: OpeningFault) -> None:
        super().__init__(fault)
        self.fault = fault


class NothingForUs(Exception):
    """The file is packed like an archive or e-mail, but is some other kind of document."""


@define
class OpeningBudget:
    """How much more may come out of one arrival, over all archives in it."""

    bytes: int
    entries: int = MOST_PARTS
    mail_bytes: int = _MAILS
    mail_lines: int = _LINES_OF_MAILS
    outlook_entries: int = _OUTLOOK

    def take_bytes(self, number: int) -> None:
        """Count bytes that came out. Raises CannotOpen when the budget is used up."""
        self.bytes -= number
        if self.bytes < 0:
            raise CannotOpen(OpeningFault.TOO_LARGE)

    def take_entries(self, number: int) -> None:
        """Count entries that came out. Raises CannotOpen when the budget is used up."""
        self.entries -= number
        if self.entries < 0:
            raise CannotOpen(OpeningFault.TOO_MANY)

    def take_mail(self, size: int, lines: int) -> None:
        """Count a mail that is to be read. Raises CannotOpen when the budget is used up."""
        self.mail_bytes, self.mail_lines = self.mail_bytes - size, self.mail_lines - lines
        if min(self.mail_bytes, self.mail_lines) < 0:
            raise CannotOpen(OpeningFault.TOO_MANY)

    def take_outlook_entry(self) -> None:
        """Count an entry in the directory of a message. Raises CannotOpen when the budget is used up."""
        self.outlook_entries -= 1
        if self.outlook_entries < 0:
            raise CannotOpen(OpeningFault.TOO_MANY)
