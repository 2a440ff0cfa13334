"""A real PostgreSQL from Debian's package, for the length of a test run; started by root as someone else."""

import atexit
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from attrs import field, frozen
from psycopg import sql

from tests.memory import in_memory

_OPTIONS = (
    "listen_addresses=",
    "fsync=off",
    "shared_buffers=32MB",
    "max_connections=40",
    "autovacuum=off",
)
_numbers = count(1)
OWNER = "owner"


def programs() -> Path | None:
    """The newest PostgreSQL on this machine."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if found:
        return found[-1].parent
    there = shutil.which("initdb")
    return Path(there).resolve().parent if there else None


@frozen
class Server:
    """A running server that trusts everyone at its socket."""

    folder: Path
    programs: Path
    user: str | None = field(default=None)  # whom it runs as; None: ourselves
    _administrators: list[psycopg.Connection] = field(factory=list)  # one, kept open
    _spare: list[str] = field(factory=list)  # databases that nobody ever used

    def new_database(self) -> str:
        """An empty database that belongs to a role without any special rights; its address."""
        name = f"t{next(_numbers)}_{os.getpid()}"
        if self._spare:
            self._rename(self._spare.pop(), name)
        else:
            self._create(name, "template1")
        return self.address(name)

    def replace(self, unused: str, template: str) -> None:
        """Put a copy of another database in the place of a new one, which is kept for whoever wants a new one next."""
        self._spare.append(f"{unused}_spare")
        self._rename(unused, self._spare[-1])
        self._create(unused, template)

    def _create(self, name: str, template: str) -> None:
        made = "CREATE DATABASE {} OWNER {} TEMPLATE {}"
        if self._administrator.info.server_version >= 150_000:
            made += " STRATEGY FILE_COPY"  # as before; to write each page into the log as well takes twice as long
        self.run(sql.SQL(made).format(*map(sql.Identifier, (name, OWNER, template))))

    def _rename(self, before: str, after: str) -> None:
        self.run(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(before), sql.Identifier(after)))

    def address(self, database: str, role: str = OWNER) -> str:
        """The URL of a database for a role."""
        return f"postgresql://{role}@/{database}?host={self.folder}"

    def as_role(self, address: str, role: str) -> str:
        """The same database for another role."""
        return address.replace(f"//{OWNER}@", f"//{role}@")

    def new_role(self) -> str:
        """A login role without any rights."""
        name = f"officer{next(_numbers)}"
        self.run(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(name)))
        return name

    def run(self, statement: "sql.Composed | sql.SQL") -> None:
        """Run one statement as the administrator."""
        try:
            self._administrator.execute(statement)
        except psycopg.OperationalError:  # the server was stopped meanwhile
            self._administrator.execute(statement)

    @property
    def _administrator(self) -> psycopg.Connection:
        if not self._administrators or self._administrators[0].closed:
            there = {"host": str(self.folder), "user": "administrator", "dbname": "postgres"}
            self._administrators[:] = [psycopg.connect(**there, autocommit=True)]
        return self._administrators[0]

    def let_go(self) -> None:
        """Close what was kept open."""
        for each in self._administrators:
            each.close()

    def control(self, *arguments: str) -> None:
        """Start, stop or restart the server."""
        quiet(self.user, self.programs / "pg_ctl", "-D", self.folder / "data", "-w", *arguments, folder=self.folder)

    def start(self) -> None:
        """Start it."""
        options = " ".join(f'-c "{each}"' for each in (*_OPTIONS, f"unix_socket_directories={self.folder}"))
        self.control("-l", str(self.folder / "log"), "-o", options, "start")


@contextmanager
def server() -> Iterator[Server]:
    """A server of our own; nothing of it stays, however we end. Raises LookupError where there is no PostgreSQL."""
    found = programs()
    if found is None:
        raise LookupError
    place = in_memory() or "/tmp"  # short: a socket's path has at most 107 bytes
    folder = Path(tempfile.mkdtemp(prefix="pw-pg-", dir=place))
    user = _someone_else()
    if user is not None:
        shutil.chown(folder, user)
    made = Server(folder, found, user)
    with _removed_at_our_end(made):
        data = (
            "-D",
            folder / "data",
            "-U",
            "administrator",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        )
        quiet(user, found / "initdb", *data, folder=folder)
        made.start()
        made.run(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(OWNER)))
        try:
            yield made
        finally:
            made.let_go()


@cache
def shared() -> Server:
    """One server for everything in this process, until its end."""
    running = ExitStack()
    atexit.register(running.close)
    return running.enter_context(server())


@contextmanager
def _removed_at_our_end(made: Server) -> Iterator[None]:
    """A process of its own stops the server once we let go of its input, which we also do when we are killed."""
    stop = (
        f'cat >/dev/null; "{made.programs}/pg_ctl" -D "{made.folder}/data" -m immediate -w stop; rm -rf "{made.folder}"'
    )
    with subprocess.Popen(
        ["/bin/sh", "-c", stop],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # what ends our whole group must not end it too
        cwd="/",
        **_as_user(made.user),
    ):
        yield


def _as_user(user: str | None) -> dict[str, Any]:
    if user is None:
        return {}
    import pwd  # which Windows has not

    return {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []}


def quiet(user: str | None, *command: "str | Path", folder: Path) -> None:
    """Run one of PostgreSQL's programs as its user."""
    ran = subprocess.run(
        [str(part) for part in command],
        **_as_user(user),
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,  # the server keeps it open, so that a pipe would never end
        stderr=subprocess.PIPE if "start" not in command else subprocess.DEVNULL,
        check=False,
    )
    if ran.returncode:
        log = folder / "log"
        said = (ran.stderr or b"").decode() + (log.read_text() if log.exists() else "")
        raise RuntimeError(said)


def _someone_else() -> str | None:
    """PostgreSQL refuses to run as root."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return None
    import pwd

    known = {each.pw_name for each in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in known)
