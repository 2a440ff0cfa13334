"""What can go wrong with the register; each says what happened, what it means and what to do."""

from collections.abc import Sequence
from pathlib import Path

from ..i18n import Message, _
from ..system import Trouble
from ..system.progress import WorkStopped


class RegisterTrouble(Trouble):
    """Something about the register that the reader must know; `str()` gives the sentence."""


class CheckStopped(WorkStopped, RegisterTrouble):
    """The user stopped a check: what was not checked may be wrong."""

    sentence = Message("Stopped, so it is not known whether the record is whole. Run the check again to the end.")


class DeletingStopped(WorkStopped, RegisterTrouble):
    """The user stopped a deletion: it is all or nothing."""

    sentence = Message("Stopped, so nothing was deleted. Whatever is due is deleted together, or not at all.")


class ErasingStopped(WorkStopped, RegisterTrouble):
    """The user stopped the deletion of one person: it is all or nothing."""

    sentence = Message("Stopped, so nothing about them was deleted. Everything goes together, or nothing does.")


class ExportStopped(WorkStopped, RegisterTrouble):
    """The user stopped an export: part of a list, or of what is held about a person, would look like all of it."""

    sentence = Message("Stopped, so nothing was saved, and no export is on record. Export it again to have all of it.")


class OnNetworkShare(RegisterTrouble):
    """A SQLite register would be on a share, where two computers could corrupt it."""

    sentence = Message(
        "{path} is on a network share ({file_system}). A register in a file can be damaged there, so it "
        "was not opened. Keep it on this computer's own disk. For several computers, use PostgreSQL: "
        "--register postgresql://SERVER/DATABASE."
    )

    def __init__(self, path: Path, file_system: str) -> None:
        super().__init__(path, file_system)
        self.path = path
        self.file_system = file_system


class InSynchronisedFolder(RegisterTrouble):
    """A SQLite register would be in a folder that a service copies while it is being written."""

    sentence = Message(
        "{path} is in a folder that {service} copies to other computers. A register in a file can be "
        "damaged there, so it was not opened. Keep it in a folder on this computer alone. For several "
        "computers, use PostgreSQL: --register postgresql://SERVER/DATABASE."
    )

    def __init__(self, path: Path, service: str) -> None:
        super().__init__(path, service)
        self.path = path
        self.service = service


class OtherEncoding(RegisterTrouble):
    """The PostgreSQL database can store the letters of some languages only."""

    sentence = Message(
        "This database stores text in {encoding}, which cannot hold many names, so no register was made. "
        "Make a database in UTF-8: createdb --encoding=UTF8 --template=template0 NAME."
    )

    def __init__(self, encoding: str) -> None:
        super().__init__(encoding)
        self.encoding = encoding


class NotARegisterAddress(RegisterTrouble):
    """The address names neither a file nor a PostgreSQL database."""

    sentence = Message(
        "That is not the address of a register. Name a file, or a PostgreSQL database as postgresql://SERVER/DATABASE."
    )


class NoRegister(RegisterTrouble):
    """There is no register at the address."""

    sentence = Message("There is no register at {place}. Check the address, or make one: privacy-wizard register new.")

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


class RegisterThere(RegisterTrouble):
    """There is already a register."""

    sentence = Message("There is already a register at {place}. It was not changed.")

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


class OldRegister(RegisterTrouble):
    """The tables are of an older version of this program."""

    sentence = Message(
        "This register was made by an older version of this program. Nothing was changed. Make a backup, "
        "then upgrade it: privacy-wizard register upgrade."
    )


class NewerRegister(RegisterTrouble):
    """The tables, or an event in them, are of a newer version of this program."""

    sentence = Message(
        "This register was written by a newer version of this program. Nothing was changed. Install the "
        "newer version to open it."
    )


class HoldsRecords(RegisterTrouble):
    """The last step down would destroy the record."""

    sentence = Message("The register holds records, so its tables are not removed. Nothing was changed.")


class NoRoom(RegisterTrouble):
    """The disk is full."""

    sentence = Message(
        "The disk with the register is full. Nothing from this step was saved, and what was there is "
        "unchanged. Make some room and try again."
    )


class DiskRefused(RegisterTrouble):
    """The disk could not be read or written: a quota, a limit, or a fault."""

    sentence = Message(
        "The disk with the register refused: it may be full, or broken. Nothing from this step was "
        "saved, and what was there is unchanged. Make some room, or ask whoever looks after this "
        "computer, then try again."
    )


class RegisterBusy(RegisterTrouble):
    """Others are writing."""

    sentence = Message(
        "Others are writing to the register and did not finish in time. Nothing from this step was saved. Try again."
    )


class Unreachable(RegisterTrouble):
    """The database does not answer, or refuses the role."""

    sentence = Message(
        "The register at {place} cannot be reached: {cause}. Nothing from this step was saved. Check the "
        "connection, and your name and password there."
    )

    def __init__(self, place: str, cause: str) -> None:
        super().__init__(place, cause)
        self.place = place
        self.cause = cause


class FileRefused(RegisterTrouble):
    """This user may not read or write the register's file, or its folder."""

    sentence = Message(
        "The register {place} cannot be written here: the file or its folder is missing, or you may only "
        "read it. Nothing from this step was saved. Use another place, or ask whoever looks after this "
        "computer for permission to change the folder."
    )

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


class NotYours(RegisterTrouble):
    """The database refuses this officer."""

    sentence = Message(
        "You may not do this in the register, or not for this school. Nothing was changed. Ask the person who "
        "looks after the register for access to the school."
    )


class Damaged(RegisterTrouble):
    """The file is not a database, or is broken."""

    sentence = Message(
        "{place} is damaged or is not a register. Nothing was changed. Restore the last backup, and keep "
        "the damaged file: someone who knows databases may be able to read what it still holds."
    )

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


class Altered(RegisterTrouble):
    """Something in the database is not as this program writes it, so that an act or a list could not go on."""

    sentence = Message(
        "Something in {place} is not as this program wrote it, so this could not be finished. Find out what it is and "
        "what helps: privacy-wizard register check."
    )

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


class NoMemory(RegisterTrouble):
    """The computer has no more memory to give."""

    sentence = Message(
        "This computer has too little memory free to finish this. That says nothing about the register: what was "
        "finished before stays on record, and nothing else was changed. Close other programs, then try again."
    )


class RegisterRefused(RegisterTrouble):
    """The database refused for a reason of its own."""

    sentence = Message("The register refused: {cause}. Nothing from this step was saved.")

    def __init__(self, cause: str) -> None:
        super().__init__(cause)
        self.cause = cause


class NoOfficer(RegisterTrouble):
    """The register was opened for reading."""

    sentence = Message("The register was opened for reading only. Name your signing key to write to it.")


class OfficerNeeded(RegisterTrouble):
    """The school has officers, and the writer is not, or is no longer, one of them."""

    sentence = Message(
        "This school has officers, and your key has no officer's certificate that is good today. Only an "
        "officer accepts, corrects or countersigns, so nothing was recorded. Have the school's authority "
        "issue a certificate for your key, or ask an officer."
    )


class OwnCase(RegisterTrouble):
    """An officer would decide on, correct or countersign something about themselves."""

    sentence = Message(
        "This is about you. Nobody accepts, corrects or countersigns anything about themselves, so nothing was "
        "recorded. Ask another officer."
    )


class HeldAlready(RegisterTrouble):
    """The same bytes, or the same reminder, are on record."""

    sentence = Message("This is already on record, so nothing was added.")


class TicketLost(RegisterTrouble):
    """Another process has taken the file meanwhile, or it is already finished."""

    sentence = Message("Another intake has this file now. Nothing from this step was saved, and nothing is lost.")


class NoSuchRecord(RegisterTrouble):
    """There is no such event, or its content was erased."""

    sentence = Message(
        "There is no entry {number} that can be corrected: it does not exist, or its content was erased."
    )

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class PersonGone(NoSuchRecord):
    """Somebody has deleted everything about the person meanwhile."""

    sentence = Message("Nothing about this person is on record any more. Somebody deleted it meanwhile.")

    def __init__(self) -> None:
        super().__init__(0)


class NoSuchSchool(RegisterTrouble):
    """The register has no such school, or this officer may not see it."""

    def __init__(self, school: str, known: Sequence[str]) -> None:
        super().__init__(school, known)
        self.school, self.known = school, tuple(known)

    def __str__(self) -> str:
        there = _("There are: {known}.", known=", ".join(self.known)) if self.known else _("There is none yet.")
        return _(
            "This register has no school {school} that you may see. Nothing was done. {there}",
            school=self.school,
            there=there,
        )


class NoSuchPerson(RegisterTrouble):
    """Nobody on the staff list has that number."""

    sentence = Message("Nobody on the staff list has the number {number}. Nothing was recorded. Check the number.")

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.number = number


class Moved(RegisterTrouble):
    """Somebody else issued or revoked something meanwhile."""

    sentence = Message(
        "Another officer issued or revoked something meanwhile. Nothing from this step was recorded. Try again."
    )


class NotDue(RegisterTrouble):
    """Something in the preview does not, or no longer, fall due."""

    sentence = Message("Something changed since the preview was made. Nothing was deleted. Look at a new preview.")


class DocumentLost(RegisterTrouble):
    """A kept file is missing or its bytes changed."""

    def __init__(self, document: str, *, changed: bool) -> None:
        super().__init__(document, changed)
        self.document = document
        self.changed = changed

    def __str__(self) -> str:
        short = self.document[:12]
        if self.changed:
            found = _("A kept file ({document}…) was changed. It is not shown as genuine.", document=short)
        else:
            found = _("A kept file ({document}…) is missing. It is not shown as genuine.", document=short)
        return f"{found} " + _("Restore it from the last backup, then run: privacy-wizard register check.")


class StoreTrouble(RegisterTrouble):
    """The document store does not answer."""

    sentence = Message(
        "The documents at {place} cannot be reached: {cause}. Nothing from this step was saved. Check "
        "the connection and the address."
    )

    def __init__(self, place: str, cause: str) -> None:
        super().__init__(place, cause)
        self.place = place
        self.cause = cause
