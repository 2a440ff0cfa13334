"""The signing key of this computer account: made, kept, opened, copied, and restored."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from ..certificates import fingerprint
from ..domain.audit import Person
from ..system import NotWritten, outgoing_files, read_regular, write_private
from ..system.progress import UNWATCHED, WorkProgress
from .errors import KeyWorkStopped, OtherKeyThere, PassphraseIsPublic
from .key_file import LARGEST_KEY, backup_key, holds_same_key, load_key, locked_key, place_new_key, restore_key
from .passphrase import is_made_of
from .signing_key import SigningKey, fingerprint_words, make_key

COPIED = ".copied"  # beside the key: the SHA-256 of its file when it was copied


class KeyStore:
    """The signing key of this computer account, and what is known of it without its passphrase."""

    def __init__(self, key_file: Path, now: Callable[[], datetime]) -> None:
        self.key_file = key_file
        self._certificate_file = key_file.with_suffix(".crt")
        self._now = now

    @property
    def has_key(self) -> bool:
        """Whether there is a key, made or restored here."""
        return self.key_file.exists()

    def certificate(self) -> x509.Certificate | None:
        """The certificate beside the key, if it is there and readable."""
        try:
            return x509.load_pem_x509_certificate(self._certificate_file.read_bytes())
        except (OSError, ValueError):
            return None

    def make(self, person: Person, school: str) -> SigningKey:
        """A new key, in memory only until `keep`."""
        return make_key(name=person.name, identifier=person.identifier, school=school, now=self._now())

    def keep(self, key: SigningKey, passphrase: str, progress: WorkProgress = UNWATCHED) -> None:
        """Save the key under its passphrase, and its certificate beside it: whoever has the one has the other.

        Raises NoPassphrase, NotWritten, PassphraseIsPublic where a new key would be locked with its own words,
        OtherKeyThere where another key is there, or came meanwhile.
        """
        if not self.has_key and is_made_of(passphrase, fingerprint_words(key.certificate)):
            raise PassphraseIsPublic
        locked, shown = locked_key(self.key_file, key, passphrase, progress), key.certificate.public_bytes(Encoding.PEM)
        with outgoing_files() as files:
            if self.has_key:
                self._require_same(key, passphrase)
                files.private(self._certificate_file, shown)
                files.private(self.key_file, locked)
            else:
                place_new_key(self.key_file, locked, files.new)
                files.private(self._certificate_file, shown)

    def open(self, passphrase: str, progress: WorkProgress = UNWATCHED) -> SigningKey:
        """The key, unlocked. Raises WrongPassphrase, NotAKeyFile, KeyUnreadable."""
        key = load_key(self.key_file, passphrase, progress=progress)
        self._show(key)
        return key

    @property
    def has_copy(self) -> bool:
        """Whether the key, with its current passphrase and certificate, has been copied."""
        return has_copy(self.key_file)

    def backup(self, to: Path) -> None:
        """Copy the encrypted key file, and remember that it was copied. Raises KeyTrouble, NotWritten."""
        backup_key(self.key_file, to)
        note_copy(self.key_file)

    def restore(self, source: Path, passphrase: str, progress: WorkProgress = UNWATCHED) -> SigningKey:
        """Restore a key from a backup; a different key that is already here is never overwritten."""
        steps = progress.ending_in(KeyWorkStopped).in_steps(2)
        key = restore_key(source, self.key_file, passphrase, then=self._show, progress=steps)
        note_copy(self.key_file)
        return key

    def _require_same(self, key: SigningKey, passphrase: str) -> None:
        beside = self.certificate()
        is_shown = beside is not None and fingerprint(beside) == fingerprint(key.certificate)
        if not is_shown and not holds_same_key(self.key_file, key, passphrase):
            raise OtherKeyThere(self.key_file)

    def _show(self, key: SigningKey) -> None:
        content = key.certificate.public_bytes(Encoding.PEM)
        if not self._certificate_file.exists() or self._certificate_file.read_bytes() != content:
            write_private(self._certificate_file, content)


def has_copy(key_file: Path) -> bool:
    """Whether the file has been copied in its current state."""
    try:
        return read_regular(_note(key_file), 100).decode() == _digest(key_file)
    except (OSError, ValueError):
        return False


def note_copy(key_file: Path) -> None:
    """Remember that the file, in its current state, has a copy elsewhere."""
    try:
        write_private(_note(key_file), _digest(key_file).encode())
    except (OSError, NotWritten):
        return  # then whoever works in the office is reminded once more


def _note(key_file: Path) -> Path:
    return key_file.with_suffix(COPIED)


def _digest(key_file: Path) -> str:
    return hashlib.sha256(read_regular(key_file, LARGEST_KEY)).hexdigest()
