"""What can go wrong with a signing key; each says what happened, what it means and what to do."""

from pathlib import Path

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
        return (
            f"The passphrase does not open {self.path.name}, or the file was damaged. "
            "Your key is still locked and nothing was changed. Try again, or restore the key from your backup."
        )


class NotAKeyFile(KeyTrouble):
    """The file is not a signing key of this program."""

    def __init__(self, path: Path, found: str) -> None:
        super().__init__(path, found)
        self.path = path
        self.found = found

    def __str__(self) -> str:
        """The sentence for the reader."""
        return (
            f"{self.path.name} is not a signing key: {self.found}. It cannot be used to sign. "
            "Choose the file that ends in .p12 and that you made as your backup."
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
            return (
                f"There is no signing key at {self.path}. Without a key nothing can be signed. "
                "Make a new key, or restore yours from a backup."
            )
        return (
            f"The signing key at {self.path} could not be read: {self.cause.strerror or 'the system refused'}. "
            "Nothing was signed. Check that the file is yours and that the disk is connected."
        )


class OtherKeyThere(KeyTrouble):
    """A different key, or any other file, stands where this one should go."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path

    def __str__(self) -> str:
        """The sentence for the reader."""
        return (
            f"Another file is already at {self.path}. It was not replaced, because a key that is lost cannot be made "
            "again. Move that file somewhere safe first, then try again."
        )


class DifferentKey(KeyTrouble):
    """A certificate belongs to another key."""

    def __str__(self) -> str:
        """The sentence for the reader."""
        return (
            "This certificate was made for another key. It cannot be joined to yours. "
            "Send your school the request made on this computer and ask for the certificate again."
        )
