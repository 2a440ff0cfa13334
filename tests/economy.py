"""What is slow on purpose or by nature, and is paid for once: the locks of keys, SQL, processes for hostile files."""

import base64
import hashlib
import hmac
import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any
from unittest import mock

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import settings
from hypothesis.internal.conjecture import providers
from hypothesis.internal.constants_ast import Constants
from pyrage import passphrase as age
from sqlalchemy import Connection, Engine, create_engine, inspect
from sqlalchemy.pool import StaticPool
from sqlalchemy.util import LRUCache

from privacy_wizard.attestation import prepare, redraw
from privacy_wizard.attestation.statement import to_json
from privacy_wizard.evidence.matching import tokens
from privacy_wizard.identity import key_file
from privacy_wizard.register import engine, lifecycle
from privacy_wizard.sandbox import Limits, worker_pool
from privacy_wizard.sandbox.worker_process import WorkerProcess
from privacy_wizard.school import invitation_files
from tests.fork_server import CAN_FORK, end_servers, forked_worker

_MOST_KEPT = 4  # processes of some 100 MB each


@contextmanager
def locks(*, seal: int, key: int, code: int = 2, guess: int = 2) -> Iterator[None]:
    """Key files, one-time codes, new protected lists and backups cost a guesser so many rounds from now on."""
    with (
        mock.patch.multiple(key_file, SEAL_ROUNDS=seal, KEY_ROUNDS=key),
        mock.patch.dict(invitation_files._COST, n=code),
        mock.patch.dict(tokens._COST, n=guess),
        mock.patch.object(age, "encrypt", age_file),
    ):
        yield


AS_SHIPPED = age.encrypt
_AGE = b"age-encryption.org/v1"
_PIECE = 64 * 1024
AGE_COSTS = 1  # as a power of two; pyrage has no way to ask for less than a second


def age_file(content: bytes, secret: str) -> bytes:
    """What pyrage writes, and opens, but for the cost: an age file under a passphrase."""
    file_key, salt, nonce = os.urandom(16), os.urandom(16), os.urandom(16)
    wrapping = hashlib.scrypt(secret.encode(), salt=_AGE + b"/scrypt" + salt, n=2**AGE_COSTS, r=8, p=1, dklen=32)
    wrapped = ChaCha20Poly1305(wrapping).encrypt(bytes(12), file_key, None)
    head = b"%s\n-> scrypt %s %d\n%s\n---" % (_AGE, _unpadded(salt), AGE_COSTS, _unpadded(wrapped))
    seal = hmac.digest(_derived(file_key, b"", b"header"), head, "sha256")
    pieces = [content[at : at + _PIECE] for at in range(0, len(content), _PIECE)] or [b""]
    cipher = ChaCha20Poly1305(_derived(file_key, nonce, b"payload"))
    locked = [
        cipher.encrypt(at.to_bytes(11) + bytes([at == len(pieces) - 1]), piece, None) for at, piece in enumerate(pieces)
    ]
    return b"".join([head, b" ", _unpadded(seal), b"\n", nonce, *locked])


def _unpadded(content: bytes) -> bytes:
    return base64.b64encode(content).rstrip(b"=")


def _derived(key: bytes, salt: bytes, what_for: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, what_for).derive(key)


@contextmanager
def examples_alike() -> Iterator[None]:
    """Examples follow from the test alone, not from the constants in whatever modules are loaded by then.

    To read all of these took each worker up to two seconds. Whoever looks for more examples gets them as well.
    """
    of_these = Constants if settings.default.derandomize else providers._get_local_constants
    with mock.patch.object(providers, "_get_local_constants", of_these):
        yield


class _Statements(LRUCache[Any, Any]):
    """SQL by what it was made of, whichever connection it is for: those of one kind all speak the same."""

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(_of_any(key), default)

    def __setitem__(self, key: Any, value: Any) -> None:
        super().__setitem__(_of_any(key), value)


def _of_any(key: tuple[Any, ...]) -> tuple[Any, ...]:
    dialect, *rest = key
    return dialect.name, *rest


@contextmanager
def statements_kept() -> Iterator[None]:
    """A register that is opened finds its statements ready: to make all that a test asks took half of its time."""
    kept = {"compiled_cache": _Statements(1_000)}

    def with_kept(*given: Any, **how: Any) -> Engine:
        return create_engine(*given, **how, execution_options=kept)

    with mock.patch.object(engine, "create_engine", with_kept):
        yield


@cache
def _as_migrated() -> tuple[str, ...]:
    """What makes a new register's tables, as the steps of their migration made them once."""
    in_memory = create_engine("sqlite://", poolclass=StaticPool)
    with in_memory.begin() as connection:
        _TO_NEWEST(connection)
        made = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid")
        statements = tuple(made.scalars())
    in_memory.dispose()
    return (*statements, f"INSERT INTO alembic_version VALUES ('{lifecycle.NEWEST}')")


_TO_NEWEST = lifecycle._to_newest


def _to_newest(connection: Connection) -> None:
    is_new = connection.dialect.name == "sqlite" and not inspect(connection).get_table_names()
    for statement in _as_migrated() if is_new else ():
        connection.exec_driver_sql(statement)
    if not is_new:
        _TO_NEWEST(connection)


@contextmanager
def tables_kept() -> Iterator[None]:
    """A new register in a file is made without going through the steps again: they took a twentieth of a second."""
    with mock.patch.object(lifecycle, "_to_newest", _to_newest):
        yield


class _KeptWorker(WorkerProcess):
    """Goes to the next pool that wants the same, where it was not worn out, ended or left amid an answer."""

    def __init__(self, task: str, start: Mapping[str, Any], content: bytes, limits: Limits) -> None:
        self.is_sound = True
        self.wanted = _wanted(task, start, content, limits)
        super().__init__(task, start, content, limits)

    def _started(self) -> Any:
        return forked_worker(self.wanted[0]) if CAN_FORK else super()._started()

    def end(self) -> None:
        idle = _idle[self.wanted]
        if not (_keeping and self.is_sound) or self.is_worn or self._running.poll() is not None:
            super().end()
        elif self not in idle:
            idle.append(self)
            if sum(map(len, _idle.values())) > _MOST_KEPT:
                super(_KeptWorker, next(each for each in _idle.values() if each).pop(0)).end()

    def _ask(self, *question: Any) -> tuple[dict[str, Any], bytes]:
        self.is_sound = False
        found = super()._ask(*question)
        self.is_sound = True
        return found


_answers = LRUCache[Any, Any](100)
_idle: defaultdict[object, list[_KeptWorker]] = defaultdict(list)
_keeping: list[bool] = []


def _wanted(task: str, start: Mapping[str, Any], content: bytes, limits: Limits) -> tuple[Any, ...]:
    return task, repr(sorted(start.items())), content, limits, os.environ.get("TZ")


def _worker(task: str, start: Mapping[str, Any], content: bytes, limits: Limits) -> WorkerProcess:
    idle = _idle[_wanted(task, start, content, limits)]
    while idle:
        if (found := idle.pop())._running.poll() is None:
            return found
    return _KeptWorker(task, start, content, limits)


@contextmanager
def workers_kept() -> Iterator[None]:
    """Pools hand their workers on to the pools of later tests: loading what one needs takes most of a second."""
    _keeping.append(True)
    with mock.patch.object(worker_pool, "WorkerProcess", _worker):
        yield
    _keeping.clear()
    for each in (worker for idle in _idle.values() for worker in idle):
        WorkerProcess.end(each)
    _idle.clear()
    end_servers()


def _asked_once(
    worker: _KeptWorker, question: Mapping[str, Any], content: bytes, most: int | None
) -> tuple[dict[str, Any], bytes]:
    asked = (worker.wanted, repr(sorted(question.items())), hashlib.sha256(content).digest(), most)
    if asked not in _answers:
        _answers[asked] = WorkerProcess.ask(worker, question, content, most)
    return _answers[asked]


@contextmanager
def answers_kept() -> Iterator[None]:
    """The same file at the same moment is looked at once: for tests of what is made of that, not of who looks."""
    with mock.patch.object(_KeptWorker, "ask", _asked_once):
        yield


_drawn = LRUCache[Any, Any](200)


def _once_each(draw: Callable[..., Any]) -> Callable[..., Any]:
    def drawn(statement: Any, *how: Any) -> Any:
        asked = (draw, to_json(statement), *how)
        if asked not in _drawn:
            _drawn[asked] = draw(statement, *how)
        return _drawn[asked]

    return drawn


def forget_pages() -> None:
    """What is drawn next is really drawn."""
    _drawn.clear()


@contextmanager
def pages_kept() -> Iterator[None]:
    """The pages that some data give are drawn once: not to sign them, and then again to check what was signed.

    That they are the same each time is tested in `tests/attestation`, and by every worker that checks a file.
    """
    with (
        mock.patch.object(prepare, "draw", _once_each(prepare.draw)),
        mock.patch.object(prepare, "attestor_appearance", _once_each(prepare.attestor_appearance)),
        mock.patch.object(redraw, "prepare_attestation", _once_each(redraw.prepare_attestation)),
    ):
        yield
