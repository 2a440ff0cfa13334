"""One signed and one countersigned attestation, made once and read by many tests."""

from datetime import UTC, datetime

import pytest

from privacy_wizard.attestation.sign import Attestation, CountersignedAttestation, countersign, sign
from privacy_wizard.attestation.wording import worded

from .authority import TestKey, stated_by, vouched_key
from .samples import statement


@pytest.fixture(scope="session")
def key() -> TestKey:
    return vouched_key()


@pytest.fixture(scope="session")
def attestation(key: TestKey) -> Attestation:
    return sign(worded(stated_by(statement(), key)), key)


@pytest.fixture(scope="session")
def countersigned(attestation: Attestation) -> CountersignedAttestation:
    officer = vouched_key("Helen Officer", "O-1")
    return countersign(attestation, officer, name="Helen Officer", at=datetime(2026, 11, 21, 9, 0, tzinfo=UTC))
