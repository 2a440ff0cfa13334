"""The record of an authority that is kept apart from the school's register: a small register in the same folder."""

import secrets
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from ..identity import make_key
from ..register import CertificateRecord, Officer, Register
from ..school.earlier_record import EarlierAct, read_earlier_record
from ..system import NotWritten, put_new, sync_folder
from .office_key import officer_of

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
