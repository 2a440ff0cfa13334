"""What can go wrong with a school's authority; each says what happened, what it means and what to do."""

from datetime import date
from pathlib import Path

from ..i18n import _, long_date
from .errors import KeyTrouble, NotAKeyFile, WrongPassphrase


class AuthorityLocked(WrongPassphrase):
    """The authority's file did not open with this passphrase."""

    def __str__(self) -> str:
        """The sentence for the reader."""
        return _(
            "The passphrase does not open the school's authority in {file}, or the file was damaged. Nothing "
            "was signed or changed. Try again, or restore the authority from its backup.",
            file=self.path.name,
        )


class NotTheFile(NotAKeyFile):
    """The file holds no authority, nor anybody's key."""

    def __str__(self) -> str:
        """The sentence for the reader."""
        return _(
            "{file} does not hold a school's authority: {found}. Nothing was changed. Choose the file that was "
            "made when the school was set up, or its backup.",
            file=self.path.name,
            found=self.found,
        )


class NotAnAuthority(KeyTrouble):
    """The key file holds a person's key."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path

    def __str__(self) -> str:
        """The sentence for the reader."""
        return _(
            "{file} holds a person's key, not a school's authority. It cannot vouch for anybody. Choose the "
            "file that was made when the school was set up, or its backup.",
            file=self.path.name,
        )


class BadRequest(KeyTrouble):
    """A certificate request cannot be granted, whoever made it."""

    def __init__(self, found: str) -> None:
        super().__init__(found)
        self.found = found

    def __str__(self) -> str:
        """The sentence for the reader."""
        return _(
            "This is not a certificate request that can be granted: {found}. No certificate was issued. Ask "
            "for the request again; the program makes it on the computer of whoever asks.",
            found=self.found,
        )


class NotOurs(KeyTrouble):
    """A certificate or an authority is not of this school."""

    def __str__(self) -> str:
        """The sentence for the reader."""
        return _(
            "This certificate was not issued by this authority or one before it. Nothing was changed. Check "
            "that you have opened the right school."
        )


class OutOfDate(KeyTrouble):
    """The authority's own certificate has run out, or the clock is wrong."""

    def __init__(self, until: date) -> None:
        super().__init__(until)
        self.until = until

    def __str__(self) -> str:
        """The sentence for the reader."""
        return _(
            "By this computer's clock the school's authority is not in date; it lasts until {until}. Nothing "
            "was issued. Check the clock; if it is right, make a new authority and tell the staff its words.",
            until=long_date(self.until),
        )


class TokenTrouble(KeyTrouble):
    """The token (PKCS #11) did not do what was asked."""

    def __init__(self, found: str) -> None:
        super().__init__(found)
        self.found = found

    def __str__(self) -> str:
        """The sentence for the reader."""
        return _(
            "The token could not be used: {found}. Nothing was signed. Check that it is plugged in, and that "
            "its driver, its name and its PIN are the right ones.",
            found=self.found,
        )


class SignatureRefused(KeyTrouble):
    """A signature beside a document is not good, or not from whom it should be."""


class SignatureBroken(SignatureRefused):
    """The document or the signature was changed."""

    def __str__(self) -> str:
        """The sentence for the reader."""
        return _(
            "This file was changed after it was signed, or it was never signed properly. Nothing in it was "
            "used. Ask the school for the file again."
        )


class SignatureForeign(SignatureRefused):
    """The signature is good, but comes from an authority that is not the one known."""

    def __init__(self, words: tuple[str, ...]) -> None:
        super().__init__(words)
        self.words = words

    def __str__(self) -> str:
        """The sentence for the reader."""
        return _(
            "This file was signed by somebody other than your school (words of that key: {words}). Nothing in "
            "it was used. If your school has changed its authority, compare these words with the office in "
            "person before you do anything else.",
            words=" ".join(self.words),
        )
