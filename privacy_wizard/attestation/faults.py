"""Why a statement could not be drawn or signed."""

from ..i18n import Message
from ..pdf.faults import DrawingFault
from ..system import Trouble


class LayoutUnknown(DrawingFault):
    """The statement names a layout that this version of the program does not have."""

    sentence = Message(
        "This document uses page layout {version}, which this version of the program does not know. A "
        "newer version of the program can check it."
    )

    def __init__(self, version: str) -> None:
        super().__init__(version)
        self.version = version


class WordingMissing(DrawingFault):
    """The statement lacks a text that its layout needs; `key` says which."""

    sentence = Message("The document lacks the text “{key}”, so its page cannot be drawn.")

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class SigningFault(Trouble):
    """A statement could not be signed."""


class WrongKey(SigningFault):
    """The key is not the one that the statement names."""

    sentence = Message(
        "The document was written for a different key, so it was not signed. Please start signing again."
    )


class NotPrepared(SigningFault):
    """What is to be signed has no place for this signature, or leaves more than that place unsigned."""

    sentence = Message(
        "The document could not be prepared for this signature, so it was not signed. Please check it "
        "again, and try once more."
    )


class TimeStampFailed(SigningFault):
    """The time-stamping service at `url` gave no time stamp."""

    sentence = Message(
        "The time-stamping service at {url} did not answer properly, so the document was not "
        "signed. Please check the connection and try again, or remove its address from your "
        "school's details."
    )

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url
