"""What can go wrong with a signing key; each says what happened, what it means and what to do."""

from pathlib import Path

from ..i18n import _
from ..system import Trouble


class KeyTrouble(Trouble):
    """Something about a signing key that the reader must know; `str()` gives the sentence."""


class WrongPassphrase(KeyTrouble):
    """The key file did not open with this passphrase."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path

    def __str__(self) -> str:
        """The sentence for the reader."""
        return _(
            "The passphrase does not open {file}, or the file was damaged. Your key is still locked and "
            "nothing was changed. Try again, or restore the key from your backup.",
            file=self.path.name,
        )


class NotAKeyFile(KeyTrouble):
    """The file is not a signing key of this program."""

    def __init__(self, path: Path, found: str) -> None:
        super().__init__(path, found)
        self.path = path
        self.found = found

    def __str__(self) -> str:
        """The sentence for the reader."""
        return _(
            "{file} is not a signing key: {found}. It cannot be used to sign. Choose the file that ends in "
            ".p12 and that you made as your backup.",
            file=self.path.name,
            found=self.found,
        )


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
        """The sentence for the reader."""
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
            why=self.cause.strerror or _("the system refused"),
        )


class OtherKeyThere(KeyTrouble):
    """A different key, or any other file, stands where this one should go."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path

    def __str__(self) -> str:
        """The sentence for the reader."""
        return _(
            "Another file is already at {path}. It was not replaced, because a key that is lost cannot be made "
            "again. Move that file somewhere safe first, then try again.",
            path=self.path,
        )


class DifferentKey(KeyTrouble):
    """A certificate belongs to another key."""

    def __str__(self) -> str:
        """The sentence for the reader."""
        return _(
            "This certificate was made for another key. It cannot be joined to yours. Send your school the "
            "request made on this computer and ask for the certificate again."
        )
