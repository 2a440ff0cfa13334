"""The office's own key: made without being asked for, and opened without a passphrase that anybody has to remember.

It writes to the register before an officer has a key of their own, and stands for nobody until somebody says who they
are. Its secret lies in the system's keyring; where there is none, in a file that only this user can read.
"""

import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from attrs import frozen
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from ..i18n import Message
from ..identity import (
    NOBODYS_NUMBER,
    KeyWorkStopped,
    OtherKeyThere,
    SigningKey,
    certify_again,
    load_key,
    make_key,
    renewed,
    save_key,
)
from ..register import Officer
from ..system import NotWritten, Trouble, write_private
from ..system.files import one_at_a_time
from ..system.keyring import Keychain
from ..system.progress import UNWATCHED, WorkProgress

SECRET_IN_A_FILE = Message(
    "So what opens the office by itself is in a file that only you can read. Nothing is wrong: just lock the screen "
    "when you leave."
)
FILE_WITHOUT_KEYRING = "office-key.secret"
_LIMIT = 1000
_IN_GOOD_TIME = timedelta(days=90)


class SecretLost(Trouble):
    """Neither the keyring nor a file has the secret of the office's key."""

    sentence = Message(
        "The office's key cannot be opened: this computer's keyring does not give its secret. It may be locked, "
        "or not answer. Log out and in again and try once more, or open the register with a key of your own."
    )


@frozen(kw_only=True)
class OfficeKey:
    """The key and where its secret lies."""

    home: Path
    now: Callable[[], datetime]
    find_keychain: Callable[[], Keychain | None]

    @property
    def key_file(self) -> Path:
        """The encrypted key."""
        return self.home / "office-key.p12"

    @property
    def is_there(self) -> bool:
        """Whether it exists."""
        return self.key_file.exists()

    @property
    def is_in_a_file(self) -> bool:
        """Whether its secret is in a private file because there is no keyring; the user is told once."""
        return self._secret_file.exists()

    def make(self, school: str, progress: WorkProgress = UNWATCHED) -> SigningKey:
        """Make one for a school; where it is stopped, `forget` it. Raises OtherKeyThere, also where one came
        meanwhile, KeyTrouble, NotWritten.
        """
        with one_at_a_time(self.key_file, ".office-key.lock") as lock_file:
            if self.is_there:
                raise OtherKeyThere(self.key_file)
            try:
                secret = secrets.token_urlsafe(32)
                self.keep_secret(secret)
                key = make_key(name=school, identifier=NOBODYS_NUMBER, school=school, now=self.now())
                save_key(self.key_file, key, secret, progress)
            finally:  # whoever waits for it finds the key, or makes one
                with suppress(OSError):
                    lock_file.unlink()
        return key

    def keep_secret(self, secret: str) -> Callable[[], object]:
        """Keep the secret in this computer's keyring, or else in the private file. Returns a function that removes it
        again. Raises NotWritten. What the keyring holds for another key that was once in the same folder stays there.
        """
        keychain = self.find_keychain()
        before = keychain.find(self._entry) if keychain is not None else None
        if keychain is None or before not in (None, secret) or not keychain.keep(self._entry, secret):
            write_private(self._secret_file, secret.encode())
            return lambda: self._secret_file.unlink(missing_ok=True)
        return lambda: keychain.drop(self._entry) if before is None else None

    def open(self, progress: WorkProgress = UNWATCHED) -> SigningKey:
        """The key; a certificate that nobody but itself has signed is renewed in good time. Raises SecretLost,
        KeyTrouble.
        """
        secret = self.secret()
        key = load_key(self.key_file, secret, progress=progress)
        if not key.is_self_signed or key.valid_at(self.now() + _IN_GOOD_TIME):
            return key
        found = renewed(key, self.now())
        with suppress(NotWritten):  # the next time, then
            save_key(self.key_file, found, secret, progress)
        return found

    def forget(self) -> None:
        """Delete it and its secret, unless it has signed something that is kept."""
        keychain = None if self.is_in_a_file else self.find_keychain()
        if keychain is not None:  # else what it has there opens another key
            keychain.drop(self._entry)
        for path in (self._secret_file, self.key_file):
            path.unlink(missing_ok=True)

    def belong_to(
        self, key: SigningKey, *, name: str, number: str, school: str, progress: WorkProgress = UNWATCHED
    ) -> SigningKey:
        """The same key with a certificate in somebody's name, from now on. Raises KeyTrouble, KeyWorkStopped,
        NotWritten.
        """
        found = self.lent_to(key, name=name, number=number, school=school)
        save_key(self.key_file, found, self.secret(), progress.ending_in(KeyWorkStopped).in_steps(2))
        return found

    def lent_to(self, key: SigningKey, *, name: str, number: str, school: str) -> SigningKey:
        """The same key with a certificate in somebody's name that is kept nowhere: it is over at the next start. Raises
        KeyTrouble.
        """
        return certify_again(key, name=name, identifier=number, school=school, now=self.now())

    def secret(self) -> str:
        """The secret that opens it, and the key with which the school signs its file. Raises SecretLost."""
        keychain = None if self.is_in_a_file else self.find_keychain()
        found = self._from_file() if keychain is None else keychain.find(self._entry)
        if not found:
            raise SecretLost
        return found

    @property
    def _secret_file(self) -> Path:
        return self.home / FILE_WITHOUT_KEYRING

    @property
    def _entry(self) -> str:
        return f"office-key {self.home}"

    def _from_file(self) -> str:
        try:
            with self._secret_file.open("rb") as file:
                return file.read(_LIMIT).decode("ascii")
        except (OSError, ValueError):
            return ""


def is_nobodys(key: SigningKey) -> bool:
    """Whether nobody has yet claimed the key as theirs."""
    from ..certificates import certified_number

    return certified_number(key.certificate) == NOBODYS_NUMBER


def officer_of(key: SigningKey) -> Officer:
    """The owner of a key: what they record is signed with it."""
    return Officer(
        certificate=key.certificate.public_bytes(Encoding.DER),
        sign=lambda message: key.private_key.sign(message, ec.ECDSA(SHA256())),
    )
