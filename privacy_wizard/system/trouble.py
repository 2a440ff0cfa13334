"""What went wrong, for the reader."""

from typing import ClassVar

from ..i18n import Message, _

FAR_TOO_LARGE = Message("it is far too large")
NO_FILE = Message("There is no file here that can be read. Please check its name and place.")
TOO_LONG = Message("is too long")
NOT_ONLY_CHOICES = Message("does more than choose between texts")


def why_of(cause: OSError) -> str:
    """Why the system refused, in its own words where it has any."""
    return cause.strerror or _("the system refused")


class Trouble(Exception):
    """Something that the reader must know; `str()` says what happened, what it means and what to do.

    A kind of trouble has its `sentence`, whose placeholders are the error's own attributes. A class that only groups
    others has none, and one whose sentence depends on more than that writes it itself.
    """

    sentence: ClassVar[Message | None] = None

    def __str__(self) -> str:
        return super().__str__() if self.sentence is None else self.sentence.format(**vars(self))
