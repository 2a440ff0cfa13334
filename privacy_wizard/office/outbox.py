"""Mails on their way through a mail server: each stays in the outbox until its fate is known. The server is
remembered as last used; its password is kept in the system's keyring, never in a file.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path

from attrs import evolve, field, frozen
from filelock import FileLock, Timeout

from ..domain.vocabulary import SchoolFileVersion, SendKind, SendWay
from ..i18n import Message
from ..register import SchoolRegister
from ..school.mail_server import (
    MailConnection,
    MailInDoubt,
    MailRefused,
    MailSecurity,
    MailServer,
    MailServerTrouble,
    mail_connection,
)
from ..serialization import Refused, from_plain, parsed
from ..system import NotWritten, OutgoingFiles, Trouble, sync_folder, write_private
from ..system.keyring import Keychain
from ..system.progress import UNWATCHED, WorkProgress
from .mailing import Mailing, record_sent, write_mailing
from .sending import Outgoing, Recipient

OUTBOX = "outbox"  # the folder of all schools'
WAITING, GOING, _GONE = ".eml", ".going", ".gone"
_LIMIT = 20_000_000
PER_MINUTE = 25  # what the strictest of the large providers takes


class OutboxBusy(Trouble):
    """Another window is sending the same mails."""

    sentence = Message(
        "Another window is already sending these mails. Nothing was sent from here. Wait until it is done."
    )


@frozen(kw_only=True)
class WaitingMail:
    """One mail of the outbox."""

    name: str = field(metadata={"pattern": "[0-9]{5,6}"})  # of its file, without ending
    person: str
    called: str
    to: str


@frozen(kw_only=True)
class _Head:
    """What the outbox notes about its mailing, as JSON."""

    kind: SendKind
    campaign: str
    mails: tuple[WaitingMail, ...] = field(metadata={"limit": 100_000})
    files: Mapping[str, str] = field(factory=dict, metadata={"later": True})  # by person, the school file with the mail


@frozen(kw_only=True)
class SendReport:
    """The result of a mailing so far. `refused`: who, and why; `in_doubt`: whose mail may have arrived."""

    sent: int = 0
    refused: Sequence[tuple[str, str]] = ()
    in_doubt: Sequence[str] = ()
    left: int = 0
    trouble: Trouble | None = None


@frozen(kw_only=True)
class Outbox:
    """One mailing at a time, in a folder of the user's own."""

    folder: Path

    @property
    def waiting(self) -> Sequence[WaitingMail]:
        """What is still to be sent."""
        return self._those(WAITING)

    @property
    def in_doubt(self) -> Sequence[WaitingMail]:
        """Mails being handed over when the connection broke or the computer went off."""
        return self._those(GOING)

    @property
    def kind(self) -> SendKind | None:
        """The kind of its mailing; None if it is empty."""
        head = self._head
        return head.kind if head is not None else None

    def fill(self, mailing: Mailing, progress: WorkProgress = UNWATCHED) -> Sequence[Outgoing]:
        """Write a mailing into the empty outbox; nothing is sent yet. What was sent of another has to be on record.

        Raises NotWritten, SomeSent, MailFault, OutboxBusy.
        """
        with self._held():
            if self._head is not None and any(map(self._those, (WAITING, GOING, _GONE))):
                raise OutboxBusy
            self._remove_strays()
            return self._fill(mailing, progress)

    def _fill(self, mailing: Mailing, progress: WorkProgress) -> Sequence[Outgoing]:
        mails = [_entry(f"{at:05}", to) for at, to in enumerate(mailing.to, 1)]
        names = {each["person"]: each["name"] for each in mails}
        campaign = mailing.campaign.id if mailing.campaign is not None else ""
        files: dict[str, str] = {}
        head = {"kind": mailing.kind.value, "campaign": campaign, "mails": mails, "files": files}
        write_private(self._head_file, json.dumps(head).encode())

        def put(each: Outgoing, out: OutgoingFiles) -> None:
            out.private(self.folder / f"{names[each.to.person.person]}{WAITING}", each.draft())
            if each.school_file is not None:
                files[each.to.person.person] = each.school_file.text()

        def with_files(_made: Sequence[Outgoing], out: OutgoingFiles) -> None:
            out.private(self._head_file, json.dumps(head).encode())

        try:
            return write_mailing(mailing, SendWay.SERVER, put, progress, with_files)
        except BaseException:
            if not self.waiting:
                self._head_file.unlink(missing_ok=True)
            raise

    def send(
        self,
        register: SchoolRegister,
        server: MailServer,
        password: str,
        *,
        school: str,
        now: Callable[[], datetime],
        pause: Callable[[float], object],
        progress: WorkProgress = UNWATCHED,
        per_minute: int = PER_MINUTE,
    ) -> SendReport:
        """Send what waits, one mail at a time. What was sent is recorded at the end, however it ends. `pause` waits
        for a number of seconds between two mails. What the server or the connection says is in the report.

        Raises RegisterTrouble.
        """
        is_first = True

        def hand_over(connection: MailConnection, each: WaitingMail) -> None:
            nonlocal is_first
            if not is_first:
                pause(60 / per_minute)
            is_first = False
            waits, goes = self._file(each, WAITING), self._file(each, GOING)
            try:
                connection.send(waits.read_bytes(), school, now(), lambda: _rename(waits, goes))
            except MailRefused:
                if goes.exists():
                    _rename(goes, waits)
                raise
            _rename(goes, self._file(each, _GONE))

        with self._held():
            self._record(register, now().astimezone().date())
            try:
                return _through(self.waiting, server, password, progress, hand_over)
            finally:
                self._record(register, now().astimezone().date())

    def record(self, register: SchoolRegister, today: date) -> None:
        """Record what was sent, and remove it from the outbox; whoever sends or fills it now does so themselves.

        Raises RegisterTrouble.
        """
        if self._head is not None:
            with suppress(OutboxBusy), self._held():
                self._record(register, today)

    def _record(self, register: SchoolRegister, today: date) -> None:
        gone, head = self._those(_GONE), self._head
        if gone and head is not None:
            to = {each.person: SchoolFileVersion.recorded(head.files.get(each.person, "")) for each in gone}
            record_sent(register, head.kind, head.campaign, to, SendWay.SERVER, today)
        for each in gone:
            self._file(each, _GONE).unlink(missing_ok=True)
        if not self.waiting and not self.in_doubt:
            self._head_file.unlink(missing_ok=True)

    def clear(self) -> None:
        """Remove what waits and what is in doubt. Raises OutboxBusy."""
        with self._held():
            for ending in (WAITING, GOING):
                for each in self._those(ending):
                    self._file(each, ending).unlink(missing_ok=True)
            if not self._those(_GONE):  # what left is not forgotten before it is on record
                self._head_file.unlink(missing_ok=True)

    def _remove_strays(self) -> None:
        """What a damaged note left behind would be taken for what was sent of the next mailing. Raises NotWritten."""
        for ending in (WAITING, GOING, _GONE):
            for stray in self.folder.glob(f"*{ending}"):
                try:
                    stray.unlink(missing_ok=True)
                except OSError as error:
                    raise NotWritten(stray, error) from error

    def _those(self, ending: str) -> Sequence[WaitingMail]:
        head = self._head
        mails = head.mails if head is not None else ()
        return [each for each in mails if self._file(each, ending).exists()]

    def _file(self, each: WaitingMail, ending: str) -> Path:
        return self.folder / f"{each.name}{ending}"

    @property
    def _head_file(self) -> Path:
        return self.folder / "mailing.json"

    @property
    def _head(self) -> _Head | None:
        try:
            with self._head_file.open("rb") as file:
                said = parsed(file.read(_LIMIT))
            files = dict(said.pop("files", {}))  # as many as there are staff
            found: _Head = from_plain(said, _Head)
        except (OSError, Refused, AttributeError, TypeError, ValueError):
            return None
        return evolve(found, files={str(person): str(file) for person, file in files.items()})

    @contextmanager
    def _held(self) -> Iterator[None]:
        """By one window at a time. Raises OutboxBusy."""
        try:
            with FileLock(self.folder / "sending.lock", timeout=0):
                yield
        except Timeout:
            raise OutboxBusy from None


def _entry(name: str, to: Recipient) -> dict[str, str]:
    member = to.person.member
    return {"name": name, "person": to.person.person, "called": member.name, "to": member.email}


def _rename(file: Path, to: Path) -> None:
    """On the disk at once. Raises NotWritten."""
    try:
        file.replace(to)
        sync_folder(to.parent)
    except OSError as error:
        raise NotWritten(to, error) from error


def check(server: MailServer, password: str, to: Sequence[Recipient], progress: WorkProgress = UNWATCHED) -> SendReport:
    """A dry run: connect, log in, and ask the server whether it would accept each recipient. Nothing is sent."""
    mails = [WaitingMail(**_entry("", each)) for each in to]
    return _through(mails, server, password, progress, lambda connection, each: connection.check(each.to))


def _through(
    waiting: Sequence[WaitingMail],
    server: MailServer,
    password: str,
    progress: WorkProgress,
    act: Callable[[MailConnection, WaitingMail], None],
) -> SendReport:
    """One mail at a time: a fault with one does not stop the rest; a fault of the server stops them all."""
    sent = 0
    refused: list[tuple[str, str]] = []
    in_doubt: list[str] = []
    trouble: Trouble | None = None
    try:
        with mail_connection(server, password) as connection:
            for at, each in enumerate(waiting, 1):
                if progress.stopped():
                    break
                try:
                    act(connection, each)
                    sent += 1
                except MailRefused as refusal:
                    refused.append((each.called, str(refusal)))
                except MailInDoubt as doubt:
                    in_doubt.append(each.called)
                    trouble = doubt
                    break
                progress.came(at, len(waiting))
    except MailServerTrouble as found:
        trouble = found
    left = len(waiting) - sent - len(refused) - len(in_doubt)
    return SendReport(sent=sent, refused=refused, in_doubt=in_doubt, left=left, trouble=trouble)


_SETTINGS_LIMIT = 10_000
ASKED_EACH_TIME = Message("So the password of the mail server is asked for each time.")


@frozen(kw_only=True)
class MailSettings:
    """Kept in the user's own folder."""

    home: Path
    keychain: Keychain | None

    def server(self) -> MailServer | None:
        """The server used last; None if there was none."""
        try:
            with self._file.open("rb") as file:
                found = json.loads(file.read(_SETTINGS_LIMIT))
            return MailServer(
                host=str(found["host"]),
                port=int(found["port"]),
                security=MailSecurity(found["security"]),
                user=str(found["user"]),
                sender=str(found["sender"]),
            )
        except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
            return None

    def password(self, server: MailServer) -> str:
        """From the keyring; empty where it has none."""
        return (self.keychain.find(_keyring_entry(server)) if self.keychain is not None else None) or ""

    def keep(self, server: MailServer, password: str) -> bool:
        """Remember for next time. Returns whether the password, if any, could be kept too. Raises NotWritten."""
        kept = {
            "host": server.host,
            "port": server.port,
            "security": server.security.value,
            "user": server.user,
            "sender": server.sender,
        }
        write_private(self._file, json.dumps(kept).encode())
        return not password or (self.keychain is not None and self.keychain.keep(_keyring_entry(server), password))

    @property
    def _file(self) -> Path:
        return self.home / "mail-server.json"


def _keyring_entry(server: MailServer) -> str:
    return f"mail-server {server.user}@{server.host}"
