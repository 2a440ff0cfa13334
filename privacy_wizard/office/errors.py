"""What an officer or a member of staff must be told; each with its sentence."""

from datetime import date
from pathlib import Path

from ..domain.invitation import RequestVerdict
from ..i18n import Message, _, long_date
from ..school.errors import SchoolTrouble
from ..system import Trouble


class OfficeTrouble(Trouble):
    """Something that stopped an act; `str()` gives the sentence."""


class NoAuthority(OfficeTrouble):
    """The folder holds no authority."""

    sentence = Message(
        "There is no school authority in {folder}. Nothing can be signed or issued without one. Set up "
        "the school first, or restore its authority from the backup."
    )

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.folder = folder


class AuthorityThere(OfficeTrouble):
    """The folder holds an authority already."""

    sentence = Message(
        "There is already a school authority in {folder}, and it was not touched: everything that it "
        "issued rests on it. To replace it, hand it over; for another school, name another folder."
    )

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.folder = folder


class AuthorityReplaced(OfficeTrouble):
    """Somebody else was faster with handing it over."""

    sentence = Message(
        "Somebody else has just handed over the school authority in {folder}, so it was not handed over once more. "
        "The new one is in use. To replace that, too, begin again."
    )

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.folder = folder


class AuthorityElsewhere(OfficeTrouble):
    """The school has an authority, but its key is not on this computer."""

    def __init__(self, made: date, by: str) -> None:
        super().__init__(made, by)
        self.made, self.by = made, by

    def __str__(self) -> str:
        return _(
            "Your school already has a certificate: {name} made it on {day}, and its key is not on this "
            "computer. Nothing was made, because programs that know the first would not trust a second. "
            "Ask whoever keeps it to certify you, or bring it here from its backup.",
            name=self.by or _("somebody"),
            day=long_date(self.made),
        )


class WeakPassphrase(OfficeTrouble):
    """A passphrase that a thief of the file would soon guess."""

    sentence = Message(
        "Everything rests on the school's authority, and this passphrase is too easy to guess for it. "
        "Nothing was made. Choose four or five words that have nothing to do with each other, with you "
        "or with the school."
    )


class OnToken(OfficeTrouble):
    """The key lies on a token and cannot be copied."""

    sentence = Message(
        "The authority's key is on a token and never leaves it, so there is no file to copy. Make a second token "
        "with the token's own tools, or hand over to an authority in a file."
    )


class TokenNoteDamaged(SchoolTrouble):
    """The note on where the token lies cannot be read."""

    sentence = Message(
        "The note on where the authority's token is (token.json) is damaged, so nothing can be signed. Put it back "
        "from a copy of the school's folder."
    )


class RequestRefused(OfficeTrouble):
    """A certificate request was not granted."""

    def __init__(self, verdict: RequestVerdict) -> None:
        super().__init__(verdict)
        self.verdict = verdict

    def __str__(self) -> str:
        return self.verdict.sentence


class AuthorityWordsDiffer(OfficeTrouble):
    """The words that the person read out are not those of the key."""

    sentence = Message(
        "The words that were compared are not the words of the key in this request. No certificate was "
        "issued. Ask the person to read out the words on their own screen, face to face."
    )


class NeedsProof(OfficeTrouble):
    """A request without an invitation, and without words compared in person."""

    def __init__(self, words: tuple[str, ...]) -> None:
        super().__init__(words)
        self.words = words

    def __str__(self) -> str:
        return _(
            "Nothing shows yet whose key this is, so no certificate was issued. Compare its words with the "
            "person, face to face, and then give them: {words}",
            words=" ".join(self.words),
        )


class NotOnRecord(OfficeTrouble):
    """A certificate that this school never recorded."""

    sentence = Message("No certificate with the number {serial} is on record. Nothing was changed. Check the number.")

    def __init__(self, serial: str) -> None:
        super().__init__(serial)
        self.serial = serial


class HoldsAnother(OfficeTrouble):
    """The person has a certificate for another key, and nobody has said that this one replaces it."""

    sentence = Message(
        "This person holds certificate {serial} for another key, and would then have two keys that "
        "count. Nothing was issued. If the new key takes the place of the old one, say that it replaces "
        "it; if somebody else may have the old one, revoke it first."
    )

    def __init__(self, serial: str) -> None:
        super().__init__(serial)
        self.serial = serial


class NotThisPerson(OfficeTrouble):
    """The certificate to be replaced belongs to somebody else."""

    sentence = Message(
        "The certificate to be replaced belongs to another person. Nothing was changed. Check the number."
    )


class NotAnOfficer(OfficeTrouble):
    """The key may not sign invitations."""

    sentence = Message(
        "Only an officer of this school can sign invitations, and this key has no officer's certificate. "
        "Nothing was made. Have the school's authority issue one for it."
    )


class ProfileFaulty(OfficeTrouble):
    """The profile cannot be signed with what it says."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        super().__init__(reasons)
        self.reasons = reasons

    def __str__(self) -> str:
        return _(
            "The school's file was not signed: {reasons}. Correct this and try again.", reasons="; ".join(self.reasons)
        )
