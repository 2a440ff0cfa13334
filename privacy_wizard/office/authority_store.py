"""The folder in which a school's authority is kept: made, opened, backed up, restored, handed over; and the record of
one that is kept apart from the school's register, a small register in the same folder.
"""

import json
import secrets
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from attrs import frozen
from cryptography import x509

from ..certificates import fingerprint
from ..identity import KeyWorkStopped, StrengthLevel, backup_key, fingerprint_words, make_key, passphrase_strength
from ..identity.authority import Authority, hand_over, load_authority, make_authority, restore_authority, save_authority
from ..identity.authority_profile import is_backward
from ..identity.authority_token import TokenPlace, make_token_authority, open_token_authority
from ..identity.errors import OtherKeyThere
from ..register import CertificateRecord, Officer, Register
from ..school.earlier_record import EarlierAct, read_earlier_record
from ..school.invitation_files import read_certificates, write_certificates
from ..system import NotWritten, Trouble, outgoing_files, put_new, sync_folder, write_private
from ..system.progress import UNWATCHED, WorkProgress
from .errors import AuthorityThere, NoAuthority, OnToken, TokenNoteDamaged, WeakPassphrase
from .office_key import officer_of

DRIVER_NOTE = "token.json"  # where the driver of the token is, and what the token calls the key
_PLACE_LIMIT = 4000


@frozen(kw_only=True)
class AuthoritySummary:
    """What can be known of an authority without its passphrase."""

    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]
    on_token: bool

    @property
    def words(self) -> tuple[str, ...]:
        """The words by which people compare the authority's key."""
        return fingerprint_words(self.certificate)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the public key, hex."""
        return fingerprint(self.certificate).hex()

    @property
    def trusted(self) -> tuple[x509.Certificate, ...]:
        """What this program trusts: the authority, and its predecessors for the certificates they issued only."""
        return (self.certificate, *(link for link in self.chain if is_backward(link)))

    @property
    def roots(self) -> tuple[x509.Certificate, ...]:
        """The same for programs that follow no links (pdfsig, Acrobat): every generation's own certificate."""
        return (self.certificate, *(each for each in self.chain if each.issuer == each.subject))


@frozen
class AuthorityStore:
    """`authority.p12` or `token.json` (the key), and `authority.pem` (its certificate and links, for everyone)."""

    folder: Path
    now: Callable[[], datetime]

    @property
    def key_file(self) -> Path:
        """The encrypted key."""
        return self.folder / "authority.p12"

    @property
    def certificates_file(self) -> Path:
        """The authority's certificate, then its links."""
        return self.folder / "authority.pem"

    @property
    def _place_file(self) -> Path:
        return self.folder / DRIVER_NOTE

    @property
    def is_there(self) -> bool:
        """Whether an authority is kept here."""
        return self.key_file.exists() or self._place_file.exists()

    @property
    def before(self) -> "AuthorityStore":
        """The key with which the school signed its file before it had an authority."""
        return AuthorityStore(self.folder / "school-key", self.now)

    def holds(self, fingerprint: str) -> bool:
        """Whether the key of that authority is here, or of the one before it. Raises SchoolTrouble."""
        here = (each for each in (self, self.before) if each.is_there)
        return any(each.card().fingerprint == fingerprint for each in here)

    def make(
        self, school: str, passphrase: str, after: Authority | None = None, progress: WorkProgress = UNWATCHED
    ) -> AuthoritySummary:
        """A new authority in an encrypted file; whoever trusts `after` trusts the new one too. Raises AuthorityThere,
        WeakPassphrase, KeyTrouble.
        """
        self._require_none()
        _require_strong(passphrase, school)
        authority = progress.beside(lambda: make_authority(school=school, now=self.now()))
        if after is not None:
            authority = hand_over(after, authority, self.now())
        try:
            save_authority(self.key_file, authority, passphrase, progress)
        except OtherKeyThere:  # somebody else was faster
            raise AuthorityThere(self.folder) from None
        try:
            return self._show(authority)
        except NotWritten:
            self.key_file.unlink(missing_ok=True)  # so that it can be made once there is room
            raise

    def make_on_token(
        self, school: str, place: TokenPlace, pin: str, progress: WorkProgress = UNWATCHED
    ) -> AuthoritySummary:
        """A new authority whose key is made on a token. Raises AuthorityThere, TokenTrouble."""
        self._require_none()
        progress.go_on()
        key = make_token_authority(place, pin, school=school, now=self.now())
        with key as authority, outgoing_files() as files:
            progress.came(1, 2)
            progress.go_on()
            # The certificate first: without it the key on the token would be of no use.
            files.private(self.certificates_file, write_certificates(authority.chain))
            files.private(self._place_file, _place_text(place))
        return self.card()

    def card(self) -> AuthoritySummary:
        """What can be known without the passphrase. Raises NoAuthority, SchoolTrouble for a damaged file."""
        if not self.is_there:
            raise NoAuthority(self.folder)
        return self.known_card()

    def public(self) -> AuthoritySummary | None:
        """The authority's certificate, even if its key is on another computer. Raises SchoolTrouble."""
        if not self.certificates_file.exists():
            return None
        certificate, *links = read_certificates(self.certificates_file.read_bytes())
        return AuthoritySummary(certificate=certificate, chain=tuple(links), on_token=self._on_token)

    def known_card(self) -> AuthoritySummary:
        """The same, where there must be an authority. Raises NoAuthority, SchoolTrouble."""
        found = self.public()
        if found is None:
            raise NoAuthority(self.folder)
        return found

    def keep_public(self, certificates: Sequence[x509.Certificate]) -> None:
        """Know the authority of another computer: its certificate, then its links. Raises NotWritten."""
        if not self.is_there:
            write_private(self.certificates_file, write_certificates(certificates))

    @contextmanager
    def unlocked(self, secret: str, progress: WorkProgress = UNWATCHED) -> Iterator[Authority]:
        """The authority, opened with its passphrase or the token's PIN, within the `with` block.

        Raises NoAuthority, KeyTrouble.
        """
        if not self.is_there:
            raise NoAuthority(self.folder)
        if not self._on_token:
            authority = load_authority(self.key_file, secret, progress)
            self._show(authority)  # after a hand-over that was broken off, the certificate beside it may be the old one
            yield authority
            return
        card = self.card()
        with open_token_authority(self._place(), secret, card.certificate, card.chain) as authority:
            yield authority

    def backup(self, to: Path) -> None:
        """Copy the encrypted key. Raises OnToken, KeyTrouble."""
        if self._on_token:
            raise OnToken
        if not self.is_there:
            raise NoAuthority(self.folder)
        backup_key(self.key_file, to)

    def restore(self, source: Path, passphrase: str, progress: WorkProgress = UNWATCHED) -> AuthoritySummary:
        """Bring a backup back; never over another authority. Raises KeyTrouble."""
        if self._on_token:
            raise AuthorityThere(self.folder)
        progress = progress.ending_in(KeyWorkStopped).in_steps(2)
        return self._show(restore_authority(source, self.key_file, passphrase, progress))

    def hand_over(
        self, secret: str, *, school: str, new_passphrase: str, progress: WorkProgress = UNWATCHED
    ) -> AuthoritySummary:
        """A new authority replaces this one, and both stay trusted. The old key file is kept beside the new one,
        named by date; an old token is left as it is. Raises NoAuthority, WeakPassphrase, KeyTrouble.
        """
        now = self.now()
        _require_strong(new_passphrase, school)
        coming, shown = self.folder / "authority-next.p12", self.folder / "authority-next.pem"
        coming.unlink(missing_ok=True)  # of a hand-over that was broken off: nothing was issued with it
        with self.unlocked(secret, progress) as old:
            new = hand_over(old, make_authority(school=school, now=now), now)
        # What needs room on the disk comes first; what then puts it in place needs none.
        made = [coming, shown, *([] if self._on_token else [self._kept_file(now)])]
        try:
            save_authority(coming, new, new_passphrase, progress)
            write_private(shown, write_certificates(new.chain))
            for kept in made[2:]:
                backup_key(self.key_file, kept)
        except Trouble:
            for each in made:
                each.unlink(missing_ok=True)
            raise
        coming.replace(self.key_file)
        shown.replace(self.certificates_file)
        self._place_file.unlink(missing_ok=True)
        return self.card()

    @property
    def _on_token(self) -> bool:
        # A key file counts first: a hand-over from a token puts it there before it takes the token's place away.
        return self._place_file.exists() and not self.key_file.exists()

    def _kept_file(self, now: datetime) -> Path:
        names = (f"authority-until-{now:%Y-%m-%d}{more}.p12" for more in ("", *(f"-{n}" for n in range(2, 100))))
        return next(self.folder / name for name in names if not (self.folder / name).exists())

    def _require_none(self) -> None:
        if self.is_there:
            raise AuthorityThere(self.folder)

    def _show(self, authority: Authority) -> AuthoritySummary:
        write_private(self.certificates_file, write_certificates(authority.chain))
        return AuthoritySummary(certificate=authority.certificate, chain=authority.links, on_token=self._on_token)

    def _place(self) -> TokenPlace:
        try:
            found = json.loads(self._place_file.read_bytes()[:_PLACE_LIMIT])
            return TokenPlace(module=Path(found["module"]), token=str(found["token"]), key=str(found["key"]))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise TokenNoteDamaged from error


def _require_strong(passphrase: str, school: str) -> None:
    if passphrase_strength(passphrase, about=(school,)).level is StrengthLevel.WEAK:
        raise WeakPassphrase


def _place_text(place: TokenPlace) -> bytes:
    return json.dumps({"module": str(place.module), "token": place.token, "key": place.key}, indent=2).encode()


_SCHOOL = "authority"
_EARLIER = "record"  # the folder that earlier versions wrote; it stays as it was


class AuthorityRecord(CertificateRecord):
    """It knows people by digests only, so any staff number can be recorded."""

    def person(self, staff_number: str) -> str:
        """The identifier under which a person is recorded."""
        return sha256(f"person {staff_number}".encode()).hexdigest()[:32]


@contextmanager
def authority_record(folder: Path, by: str, now: Callable[[], datetime]) -> Iterator[AuthorityRecord]:
    """The record in an authority's folder, made where there is none, with what an earlier version kept taken over.

    `by` is who acts. Raises RecordBroken, NotWritten, RegisterTrouble.
    """
    file = record_file(folder)
    if not file.exists():
        _make(file, read_earlier_record(folder / _EARLIER))
    with Register.open(str(file), _acting(by, now()), now=now) as register:
        yield AuthorityRecord(register, _SCHOOL)


def record_file(folder: Path) -> Path:
    """Where the record is kept."""
    return folder / "record.sqlite"


def has_record(folder: Path) -> bool:
    """Whether anything is on record there, now or from an earlier version."""
    return record_file(folder).exists() or (folder / _EARLIER).exists()


def _make(file: Path, acts: list[EarlierAct]) -> None:
    """Beside its place first, so that it is there with all of the earlier acts or not at all."""
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".record-", dir=file.parent, ignore_cleanup_errors=True) as beside:
            made = Path(beside) / file.name
            Register.create(str(made))
            for act in acts:
                _take_over(made, act)
            with suppress(FileExistsError):  # somebody else was faster, with the same acts
                put_new(made, file)
        sync_folder(file.parent)
    except OSError as error:
        raise NotWritten(file, error) from error


def _take_over(file: Path, act: EarlierAct) -> None:
    officer = _acting(act.by, act.at)
    with Register.open(str(file), officer, now=lambda: act.at) as register, register.session(_SCHOOL) as session:
        session.record_all(act.events)


def _acting(by: str, now: datetime) -> Officer:
    """Who acts, by name alone: an authority may be kept where nobody has a key, so the key lasts for the act only.

    What is signed so holds the entries together; whoever has the folder could sign others.
    """
    return officer_of(make_key(name=by.strip() or "unknown", identifier=secrets.token_hex(8), school="", now=now))
