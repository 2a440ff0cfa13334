"""Registers on both databases, real ones."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from attrs import define
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from privacy_wizard.identity import make_key
from privacy_wizard.register import Officer, Register

from . import postgres
from .databases import new_address
from .made import Fill, create_register, nothing


def new_officer(name: str = "Robin Officer") -> Officer:
    """Someone with a key of their own."""
    key = make_key(name=name, identifier="HR1", school="Oak School", now=datetime(2026, 1, 1, tzinfo=UTC))
    return Officer(
        certificate=key.certificate.public_bytes(Encoding.DER),
        sign=lambda message: key.private_key.sign(message, ec.ECDSA(SHA256())),
    )


@cache
def robin() -> Officer:
    """Who writes where nobody else is named."""
    return new_officer()


@define
class Clock:
    """A clock that stands still until it is moved."""

    moment: datetime = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def move(self, **by: float) -> None:
        self.moment += timedelta(**by)


@pytest.fixture(scope="session")
def postgresql() -> postgres.Server:
    """The server, once for all tests of this process."""
    try:
        return postgres.shared()
    except LookupError:
        pytest.skip("PostgreSQL is not installed (Debian: postgresql).")


@pytest.fixture(params=["sqlite", "postgresql"])
def register_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An address where there is no register yet, on each database."""
    return new_address(request, tmp_path)


@pytest.fixture(scope="session")
def officer() -> Officer:
    return robin()


@pytest.fixture
def clock() -> Clock:
    return Clock()


def one_school(address: str) -> None:
    """`oak`, and nobody in it yet."""
    with Register.open(address, robin(), now=Clock()) as found:
        found.add_school("oak", "Oak School")


@pytest.fixture
def beginning(request: pytest.FixtureRequest) -> Fill:
    """What is in the register at first: recorded once, for all that begin alike."""
    if "filled" in request.fixturenames:
        return request.module.fill
    return one_school if "register" in request.fixturenames else nothing


@pytest.fixture
def open_register(
    register_url: str, beginning: Fill, officer: Officer, clock: Clock
) -> Iterator[Callable[..., Register]]:
    """Opens the register again and again, as several officers or the same one later."""
    create_register(register_url, beginning)
    opened: list[Register] = []

    def open_one(who: Officer | None = officer, url: str = register_url, **options: object) -> Register:
        found = Register.open(url, who, now=clock, **options)
        opened.append(found)
        return found

    yield open_one
    for each in opened:
        each.close()


@pytest.fixture
def register(open_register: Callable[..., Register]) -> Register:
    """A register with one school, `oak`."""
    return open_register()


@pytest.fixture
def filled(open_register: Callable[..., Register]) -> Register:
    """A register with all that `fill` of the test's own file records."""
    return open_register()
