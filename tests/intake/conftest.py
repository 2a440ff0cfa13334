"""One audit, stated, signed and countersigned once, and read by every test."""

from collections.abc import Iterator

import pytest

from privacy_wizard.attestation.sign import Attestation, countersign, sign
from privacy_wizard.attestation.statement import Statement
from privacy_wizard.audit.session import AuditSession
from tests.attestation.authority import TestKey, vouched_key
from tests.economy import pages_kept
from tests.register.conftest import postgresql
from tests.register.databases import mostly_sqlite

from .officers import officer_key
from .world import NAME, NUMBER, SIGNED, audited, stated

__all__ = ["mostly_sqlite", "postgresql"]


@pytest.fixture(autouse=True)
def _pages() -> Iterator[None]:
    with pages_kept():
        yield


@pytest.fixture(scope="session")
def audit() -> AuditSession:
    return audited()


@pytest.fixture(scope="session")
def key() -> TestKey:
    return vouched_key(NAME, NUMBER)


@pytest.fixture(scope="session")
def statement(audit: AuditSession, key: TestKey) -> Statement:
    return stated(audit, key)


@pytest.fixture(scope="session")
def attestation(statement: Statement, key: TestKey) -> Attestation:
    return sign(statement, key)


@pytest.fixture(scope="session")
def pdf(attestation: Attestation) -> bytes:
    return attestation.pdf


@pytest.fixture(scope="session")
def officer() -> TestKey:
    return officer_key("Olive Officer", "O-1")


@pytest.fixture(scope="session")
def countersigned(attestation: Attestation, officer: TestKey) -> bytes:
    return countersign(attestation, officer, name="Olive Officer", at=SIGNED).pdf
