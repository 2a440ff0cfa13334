"""A register for a test, copied from one that was made once: every table, and every act, anew takes a while."""

import atexit
from collections.abc import Callable
from functools import cache
from pathlib import Path
from shutil import copytree, rmtree
from tempfile import mkdtemp

from sqlalchemy import make_url

from privacy_wizard.register import Register
from privacy_wizard.register.addresses import documents_folder

from . import postgres

Fill = Callable[[str], None]  # records what it wants in the new register at an address, and closes it


def nothing(_address: str) -> None:
    """Leave it empty."""


def create_register(address: str, fill: Fill = nothing) -> None:
    """What `Register.create` leaves at the address, and then `fill`: the same each time; the folder has to be there."""
    if address.startswith("postgresql:"):
        _copy_database(address, fill)
    else:
        _copy_file(Path(address.removeprefix("sqlite:///")), fill)


def _copy_file(file: Path, fill: Fill) -> None:
    made = _made_file(fill)
    file.touch(mode=0o600)
    file.write_bytes(made.read_bytes())
    if (documents := _documents(made)).is_dir():
        copytree(documents, _documents(file))


def _documents(file: Path) -> Path:
    return documents_folder(make_url(f"sqlite:///{file}"))


@cache
def _made_file(fill: Fill) -> Path:
    file = Path(mkdtemp(prefix="made")) / "register.sqlite"
    atexit.register(rmtree, file.parent, ignore_errors=True)
    if fill is nothing:
        Register.create(str(file))
    else:
        create_register(str(file))
        fill(str(file))
    return file


@cache
def _made_database(fill: Fill) -> str:
    address = postgres.shared().new_database()
    if fill is nothing:
        Register.create(address)
    else:
        create_register(address)
        fill(address)
    return _name(address)


def _copy_database(address: str, fill: Fill) -> None:
    postgres.shared().replace(_name(address), _made_database(fill))


def _name(address: str) -> str:
    return address.partition("@/")[2].partition("?")[0]
