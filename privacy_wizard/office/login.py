"""Logging in: which register, whose key, which school. Any call here may take a moment."""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..i18n import Message
from ..system import NotWritten, Trouble, write_private
from ..system.progress import UNWATCHED, WorkProgress

# What is imported inside the methods is slow to load, and who comes in has to type a passphrase first.
if TYPE_CHECKING:
    from ..identity import KeyStore, SigningKey
    from ..register import Register, SchoolRegister
    from ..system.keyring import Keychain
    from .chain_heads import ChainHeads
    from .office_key import OfficeKey

OFFICE_FILE = "office.json"
_LIMIT = 10_000
_BY_ITSELF = "the office's key"


class NoSchool(Trouble):
    """A register that has no school, or none that this officer may see."""

    sentence = Message(
        "This register has no school that you may see. Nothing was changed. Ask the person who looks after it "
        "for access, or make a register of your own."
    )


class NameMissing(Trouble):
    """A school without a name."""

    sentence = Message("Nothing was made: write the name of your school first.")


def _system_keychain() -> "Keychain | None":
    from ..system.keyring import system_keychain

    return system_keychain()


class LoggedIn(NamedTuple):
    """A logged-in officer: the register is open, and what they record is signed with their key."""

    register: "SchoolRegister"
    key: "SigningKey"
    officer: str
    office: "OfficeKey | None" = None  # where the key is the office's own, which opens by itself
    lent_by: "SigningKey | None" = None  # where a colleague decides on one file: the key of whoever is at work


@dataclass(frozen=True, kw_only=True)
class Login:
    """Logs this computer's user in to a register."""

    home: Path
    key_file: Path
    now: Callable[[], datetime]
    find_keychain: Callable[[], "Keychain | None"] = _system_keychain

    @property
    def office_key(self) -> "OfficeKey":
        """The key that opens by itself."""
        from .office_key import OfficeKey

        return OfficeKey(home=self.home, now=self.now, find_keychain=self.find_keychain)

    @property
    def is_new(self) -> bool:
        """Whether nothing has been set up on this computer yet."""
        return not self.office_file.exists() and not self.is_made(self.own_address)

    @property
    def opens_by_itself(self) -> bool:
        """Whether the last register can be opened with the office's key, without asking for a passphrase."""
        return self._remembered().get("by") == _BY_ITSELF and self.office_key.is_there and self.is_made(self.address)

    @property
    def has_key(self) -> bool:
        """Whether there is a key to sign with."""
        return self.key_file.exists()

    @property
    def own_address(self) -> str:
        """The address of a register on this computer."""
        return str(self.home / "register.sqlite")

    @property
    def address(self) -> str:
        """The register that was opened last; otherwise this computer's own."""
        return str(self._remembered().get("register") or self.own_address)

    def is_made(self, address: str) -> bool:
        """Whether there may be a register. For a server, only connecting will tell."""
        return "://" in address or Path(address).is_file()

    @property
    def key_store(self) -> "KeyStore":
        """Where the officer's own key is kept."""
        from ..identity import KeyStore

        return KeyStore(self.key_file, self.now)

    def make_key(
        self, *, name: str, number: str, school: str, passphrase: str, progress: WorkProgress = UNWATCHED
    ) -> "SigningKey":
        """Make the officer's own key. Raises KeyTrouble, NotWritten, ValueError for an empty name or number."""
        from ..identity import KeyWorkStopped, make_key

        key = make_key(name=name, identifier=number, school=school, now=self.now())
        self.key_store.keep(key, passphrase, progress.ending_in(KeyWorkStopped).in_steps(2))
        return key

    def open_key(self, passphrase: str, progress: WorkProgress = UNWATCHED) -> "SigningKey":
        """The officer's own key. Raises KeyTrouble."""
        from ..identity import KeyWorkStopped, load_key

        return load_key(self.key_file, passphrase, progress=progress.ending_in(KeyWorkStopped).in_steps(2))

    def make(self, address: str, school: str, key: "SigningKey") -> LoggedIn:
        """A new register with one school in it. Raises NameMissing, RegisterTrouble."""
        if not school.strip():
            raise NameMissing
        return self._make(address, school, key, None)

    def begin(self, school: str, progress: WorkProgress = UNWATCHED) -> LoggedIn:
        """A new register on this computer, written to with a key that needs no passphrase. Raises NameMissing,
        KeyTrouble, RegisterTrouble, NotWritten.
        """
        if not school.strip():
            raise NameMissing
        office = self.office_key
        key = office.open(progress) if office.is_there else office.make(school.strip(), progress)
        return self._make(self.own_address, school, key, office)

    def _make(self, address: str, school: str, key: "SigningKey", office: "OfficeKey | None") -> LoggedIn:
        from ..register import Register, SchoolRegister

        Register.create(address)
        register = self._open(address, key)
        identifier = school_id(school)
        register.add_school(identifier, school.strip())
        return self._entered(SchoolRegister(register=register, school=identifier), key, office)

    def enter(self, address: str, key: "SigningKey", school: str = "") -> LoggedIn:
        """Open a register at the named school, or the last one used. Raises NoSchool, RegisterTrouble."""
        return self._enter(address, key, None, school)

    def enter_by_itself(self, progress: WorkProgress = UNWATCHED) -> LoggedIn:
        """Open the last register with the office's key. Raises NoSchool, SecretLost, KeyTrouble, RegisterTrouble."""
        from ..identity import KeyWorkStopped

        key = self.office_key.open(progress.ending_in(KeyWorkStopped).in_steps(2))
        return self._enter(self.address, key, self.office_key)

    def _enter(self, address: str, key: "SigningKey", office: "OfficeKey | None", school: str = "") -> LoggedIn:
        from ..register import SchoolRegister

        register = self._open(address, key)
        schools = register.schools()
        if not schools:
            register.close()
            raise NoSchool
        last = school or str(self._remembered().get("school") or "")
        school = last if last in schools else schools[0]
        return self._entered(SchoolRegister(register=register, school=school), key, office)

    def at_school(self, entered: LoggedIn, school: str) -> LoggedIn:
        """The same officer at another school of the same register."""
        return self._entered(entered.register.at(school), entered.key, entered.office)

    def with_key(self, entered: LoggedIn, key: "SigningKey") -> LoggedIn:
        """The same officer, with a key that has a new certificate from now on."""
        from .office_key import officer_of

        return self._entered(entered.register.signed_by(officer_of(key)), key, entered.office)

    def lent(self, entered: LoggedIn, key: "SigningKey") -> LoggedIn:
        """A colleague, who decides on one file."""
        return self.with_key(entered, key)._replace(lent_by=entered.lent_by or entered.key)

    def given_back(self, entered: LoggedIn) -> LoggedIn:
        """Whoever is at work, as before a colleague decided."""
        return entered if entered.lent_by is None else self.with_key(entered, entered.lent_by)

    @property
    def chain_heads(self) -> "ChainHeads":
        """The latest chain heads that this computer has seen signed."""
        from .chain_heads import ChainHeads

        return ChainHeads(self.home / "register-heads.json")

    def _open(self, address: str, key: "SigningKey") -> "Register":
        from ..register import Register
        from .office_key import officer_of

        return Register.open(address, officer_of(key), now=self.now, on_signed=self.chain_heads.remember)

    def _entered(self, register: "SchoolRegister", key: "SigningKey", office: "OfficeKey | None") -> LoggedIn:
        from ..certificates import certified_name

        self._remember(register, "" if office is None else _BY_ITSELF)
        return LoggedIn(register=register, key=key, officer=certified_name(key.certificate), office=office)

    def _remember(self, register: "SchoolRegister", by: str) -> None:
        """Never with a password in it: whoever needs one gives it in PostgreSQL's own password file."""
        try:
            write_private(self.office_file, _written({"register": register.place, "school": register.school, "by": by}))
        except NotWritten:
            return  # the next time it is asked for again

    def _remembered(self) -> dict[str, object]:
        try:
            with self.office_file.open("rb") as file:
                return _read(file.read(_LIMIT))
        except OSError:
            return {}

    @property
    def office_file(self) -> Path:
        """What this computer remembers of the last session."""
        return self.home / OFFICE_FILE


def moved(remembered: bytes, place: str) -> bytes:
    """What a computer remembers, once its register has moved to `place`."""
    return _written({**_read(remembered[:_LIMIT]), "register": place})


def _written(last: Mapping[str, object]) -> bytes:
    return json.dumps(last).encode()


def _read(content: bytes) -> dict[str, object]:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def school_id(name: str) -> str:
    """A school's identifier from its name: small letters, digits and hyphens, up to 40."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    found = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")
    return found if found and found != "trust" else "school"
