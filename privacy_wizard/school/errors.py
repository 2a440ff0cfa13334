"""What can be wrong with a file that passes between a school and its staff."""

from enum import Enum
from pathlib import Path

from ..i18n import Message, _
from ..system import Trouble
from ..system.trouble import why_of


class SchoolTrouble(Trouble):
    """Something about the school's files that the reader must know; `str()` gives the sentence."""


class SchoolFileKind(Enum):
    """The name of each kind for the reader."""

    PROFILE = Message("school's file (.pwschool)")
    INVITATION = Message("invitation (.pwinvite)")
    REQUEST = Message("certificate request (.pwrequest)")
    CERTIFICATE = Message("certificate (.pwcert)")
    PROTECTED_LIST = Message("protected list (.pwlist)")


class NotThisKind(SchoolTrouble):
    """The file is damaged, or not of the expected kind."""

    def __init__(self, kind: SchoolFileKind, found: str) -> None:
        super().__init__(kind, found)
        self.kind, self.found = kind, found

    def __str__(self) -> str:
        return _(
            "This is not a {kind} that can be used: {found}. Nothing in it was used. Ask for it again.",
            kind=self.kind.value,
            found=self.found,
        )


class FileUnreadable(SchoolTrouble):
    """The system could not read the file."""

    def __init__(self, path: Path, cause: OSError) -> None:
        super().__init__(path, cause)
        self.path, self.cause = path, cause

    def __str__(self) -> str:
        why = _("there is no such file") if isinstance(self.cause, FileNotFoundError) else why_of(self.cause)
        return _("{path} could not be read: {why}. Check its name and that it is yours.", path=self.path, why=why)


class ProfileOlder(SchoolTrouble):
    """A valid profile, but older than the one in use."""

    sentence = Message(
        "This school's file is number {number}; number {known} is already in use. An older one could "
        "bring back rules that the school has changed, so it was not used. Ask the school for its newest "
        "file."
    )

    def __init__(self, number: int, known: int) -> None:
        super().__init__(number, known)
        self.number, self.known = number, known


class ProfileTwice(SchoolTrouble):
    """Two different profiles with the same number."""

    sentence = Message(
        "The school has issued two different files with the number {number}. This one was not used. "
        "Tell the school's office: it should issue a new one."
    )

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class NoSchoolYet(SchoolTrouble):
    """This computer knows no school."""

    sentence = Message(
        "This computer does not know your school yet, so it cannot tell whether this file is genuine. Open "
        "the school's file first; your school's office gives it to you."
    )


class OfficerRevoked(SchoolTrouble):
    """The officer who signed an invitation is no longer believed."""

    sentence = Message(
        "The school has revoked the certificate of the officer who signed this invitation, so it was not "
        "opened. Ask the school's office for a new one."
    )


class InvitationExpired(SchoolTrouble):
    """The code of an invitation has expired."""

    sentence = Message(
        "The code of this invitation has expired. Nothing was made. Ask your school's office for a new one."
    )


class ListExpired(SchoolTrouble):
    """A protected list that has expired."""

    sentence = Message(
        "This protected list has expired, so it was not used, and no copy of it is kept. You can delete "
        "the file. If your school still wants its list to be used, it will give you a new one."
    )


class ListOlder(SchoolTrouble):
    """A valid protected list, but older than the one in use."""

    sentence = Message(
        "Your school has made a newer protected list, which this computer already uses. This older one "
        "was not used. You can delete the file."
    )


class ForeignCertificate(SchoolTrouble):
    """A certificate that the pinned authority did not issue."""

    sentence = Message(
        "This certificate does not come from your school's authority, or is not in date. It was not used. "
        "Ask your school's office for it again."
    )


class CodeMistyped(SchoolTrouble):
    """A one-time code that cannot be right, whoever it is for."""

    sentence = Message(
        "There is a typing mistake in this code. Nothing was sent and no try was used up. Compare it "
        "with your slip, letter by letter."
    )


class MailFault(SchoolTrouble):
    """The wording of a mail cannot be used."""

    sentence = Message("The wording “{key}” {problem}, so no mail was made. Correct the wording and try again.")

    def __init__(self, key: str, problem: str) -> None:
        super().__init__(key, problem)
        self.key, self.problem = key, problem


class RecordBroken(SchoolTrouble):
    """The record beside the authority has been changed or is incomplete."""

    sentence = Message(
        "The record of the school's acts is damaged at {name}. Nothing was done, so that nothing is lost. "
        "Put the school's folder back from its backup."
    )

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name
