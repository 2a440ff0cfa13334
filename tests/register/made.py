"""An empty register for a test, copied from one that was made once: making every table anew takes a while."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from psycopg import sql

from privacy_wizard.register import Register

from . import postgres


def create_register(address: str) -> None:
    """What `Register.create` leaves at the address, with the same identifier each time; the folder has to be there."""
    if address.startswith("postgresql:"):
        _copy_database(address)
    else:
        file = Path(address.removeprefix("sqlite:///"))
        file.touch(mode=0o600)
        file.write_bytes(_made_file())


@cache
def _made_file() -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "register.sqlite"
        Register.create(str(file))
        return file.read_bytes()


@cache
def _made_database() -> str:
    address = postgres.shared().new_database()
    Register.create(address)
    return _name(address)


def _copy_database(address: str) -> None:
    copy, made = sql.Identifier(_name(address)), sql.Identifier(_made_database())
    server = postgres.shared()
    server.run(sql.SQL("DROP DATABASE {}").format(copy))
    owner = sql.Identifier(postgres.OWNER)
    server.run(sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(copy, owner, made))


def _name(address: str) -> str:
    return address.partition("@/")[2].partition("?")[0]
