"""What can go wrong with a key or a school's authority."""

from datetime import date
from pathlib import Path

from ..i18n import Message, _, long_date
from ..system import Trouble
from ..system.progress import WorkStopped
from ..system.trouble import why_of

READS_AS_NONE = Message("it cannot be read as one")
KEY_OF_OTHER_KIND = Message("its key is of another kind")


class KeyTrouble(Trouble):
    """Something about a signing key that the reader must know; `str()` gives the sentence."""


class KeyWorkStopped(WorkStopped):
    """The user stopped before anything was written or put on record."""

    sentence = Message("Stopped, so nothing was changed: everything is as it was. You can do it again at any time.")


class WrongPassphrase(KeyTrouble):
    """The key file did not open with this passphrase."""

    sentence = Message(
        "The passphrase does not open {file}, or the file was damaged. Your key is still locked and "
        "nothing was changed. Try again, or restore the key from your backup."
    )

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path, self.file = path, path.name


class NoPassphrase(WrongPassphrase):
    """No passphrase was given at all."""

    sentence = Message("No passphrase was given, so nothing was opened or changed. Type the passphrase, and try again.")


class CertificateMissing(KeyTrouble):
    """The key is there but its certificate is not: until it is opened, its words are unknown."""

    sentence = Message(
        "The certificate beside your key ({file}) is missing, so the words of the key are not known and nothing "
        "was drawn. Your key is safe. This brings it back, with your passphrase: privacy-wizard key fingerprint"
    )

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path, self.file = path, path.name


class PassphraseIsPublic(KeyTrouble):
    """The passphrase for a key consists of its own words, which are printed on everything it signs."""

    sentence = Message(
        "The passphrase is made of the words of the key. They are printed on everything that the key "
        "signs, so they cannot lock it. Nothing was saved. Choose other words."
    )


class NotAKeyFile(KeyTrouble):
    """The file is not a signing key of this program."""

    sentence = Message(
        "{file} is not a signing key: {found}. It cannot be used to sign. Choose the file ending in "
        ".p12 that you made as your backup."
    )

    def __init__(self, path: Path, found: str) -> None:
        super().__init__(path, found)
        self.path, self.file = path, path.name
        self.found = found


class KeyUnreadable(KeyTrouble):
    """The key file could not be read at all."""

    def __init__(self, path: Path, cause: OSError) -> None:
        super().__init__(path, cause)
        self.path = path
        self.cause = cause

    @property
    def missing(self) -> bool:
        """Whether there is no such file."""
        return isinstance(self.cause, FileNotFoundError)

    def __str__(self) -> str:
        if self.missing:
            return _(
                "There is no signing key at {path}. Without a key nothing can be signed. Make a new key, or "
                "restore yours from a backup.",
                path=self.path,
            )
        return _(
            "The signing key at {path} could not be read: {why}. Nothing was signed. Check that the file is "
            "yours and that the disk is connected.",
            path=self.path,
            why=why_of(self.cause),
        )


class OtherKeyThere(KeyTrouble):
    """A different key, or some other file, is where this one should go."""

    sentence = Message(
        "Another file is already at {path}. It was not replaced, because a key that is lost cannot be made "
        "again. Move that file somewhere safe first, then try again."
    )

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path


class DifferentKey(KeyTrouble):
    """A certificate belongs to another key."""

    sentence = Message(
        "This certificate was made for another key. It cannot be joined to yours. Send your school the "
        "request made on this computer and ask for the certificate again."
    )


class AuthorityLocked(WrongPassphrase):
    """The authority's file did not open with this passphrase."""

    sentence = Message(
        "The passphrase does not open the school's authority in {file}, or the file was damaged. Nothing "
        "was signed or changed. Try again, or restore the authority from its backup."
    )


class NotTheFile(NotAKeyFile):
    """The file holds neither an authority nor anybody's key."""

    sentence = Message(
        "{file} does not hold a school's authority: {found}. Nothing was changed. Choose the file that was "
        "made when the school was set up, or its backup."
    )


class NotAnAuthority(KeyTrouble):
    """The key file holds a person's key."""

    sentence = Message(
        "{file} holds a person's key, not a school's authority. It cannot vouch for anybody. Choose the "
        "file that was made when the school was set up, or its backup."
    )

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path, self.file = path, path.name


class BadRequest(KeyTrouble):
    """A certificate request cannot be granted, whoever made it."""

    sentence = Message(
        "This certificate request cannot be granted: {found}. No certificate was issued. Ask for a new request; "
        "the program makes it on the computer of the person who asks."
    )

    def __init__(self, found: str) -> None:
        super().__init__(found)
        self.found = found


class NotOurs(KeyTrouble):
    """A certificate or an authority is not this school's."""

    sentence = Message(
        "This certificate was not issued by this authority or one before it. Nothing was changed. Check "
        "that you have opened the right school."
    )


class OutOfDate(KeyTrouble):
    """The authority's own certificate has expired, or the clock is wrong."""

    def __init__(self, until: date) -> None:
        super().__init__(until)
        self.until = until

    def __str__(self) -> str:
        return _(
            "By this computer's clock the school's authority is not in date; it lasts until {until}. Nothing "
            "was issued. Check the clock; if it is right, make a new authority and tell the staff its words.",
            until=long_date(self.until),
        )


class TokenTrouble(KeyTrouble):
    """The token (PKCS #11) did not do what was asked."""

    sentence = Message(
        "The token could not be used: {found}. Nothing was signed. Check that it is plugged in, and that "
        "its driver, name and PIN are right."
    )

    def __init__(self, found: str) -> None:
        super().__init__(found)
        self.found = found


class SignatureRefused(KeyTrouble):
    """A detached signature is not valid, or not by the right signer."""


class SignatureBroken(SignatureRefused):
    """The document or the signature was changed."""

    sentence = Message(
        "This file was changed after it was signed, or it was never signed properly. Nothing in it was "
        "used. Ask the school for the file again."
    )


class SignatureForeign(SignatureRefused):
    """The signature is valid, but made by an unknown authority."""

    def __init__(self, words: tuple[str, ...]) -> None:
        super().__init__(words)
        self.words = words

    def __str__(self) -> str:
        return _(
            "This file was signed by somebody other than your school (words of that key: {words}). Nothing in "
            "it was used. If your school has changed its authority, compare these words with the office in "
            "person before you do anything else.",
            words=" ".join(self.words),
        )
