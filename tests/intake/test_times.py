"""The time that the data give, the one in the signature, and the one of a time stamp belong together."""

from datetime import datetime, timedelta

import pytest
from attrs import evolve

from privacy_wizard.attestation.layouts import draw
from privacy_wizard.attestation.reasons import Reason
from privacy_wizard.attestation.statement import Statement
from privacy_wizard.attestation.verify import examine
from privacy_wizard.intake.file_checks import judge
from privacy_wizard.intake.report import FileVerdict, VerificationReport
from tests.attestation.authority import TestKey

from .world import NOW, SCHOOL_TRUST, reasons, references, report, signed_page

ALMOST_A_DAY, OVER_A_DAY = timedelta(hours=23, minutes=59), timedelta(days=1, minutes=1)


@pytest.mark.parametrize("apart", [-OVER_A_DAY, -timedelta(minutes=1), timedelta(minutes=1), OVER_A_DAY])
def test_a_signature_of_another_moment_than_the_data_name_is_rejected(
    statement: Statement, key: TestKey, apart: timedelta
) -> None:
    signed = signed_page(draw(statement), evolve(statement, created=statement.created + apart), key)
    found = report(signed)
    assert found.verdict is FileVerdict.REJECTED
    assert Reason.TIMES_DIFFER in reasons(found)


def test_a_clock_may_be_ahead_by_a_day_and_no_more(pdf: bytes, statement: Statement) -> None:
    for ahead, told in ((timedelta(days=1), False), (OVER_A_DAY, True)):
        found = judge(examine(pdf), references(), SCHOOL_TRUST, statement.created - ahead)
        assert (Reason.IN_THE_FUTURE in reasons(found)) is told


def stamped(pdf: bytes, at: datetime) -> VerificationReport:
    """As if a service had put this time to the signature."""
    examination = examine(pdf)
    assert examination.attestor is not None
    seal = evolve(examination.attestor, time_stamp=at, time_stamp_by="A service")
    return judge(evolve(examination, attestor=seal), references(), SCHOOL_TRUST, NOW)


def test_a_time_stamp_within_a_day_of_the_signature_agrees_with_it(pdf: bytes, statement: Statement) -> None:
    for apart in (-timedelta(days=1), -ALMOST_A_DAY, ALMOST_A_DAY, timedelta(days=1)):
        assert Reason.TIMES_DIFFER not in reasons(stamped(pdf, statement.created + apart))
    for apart in (-OVER_A_DAY, OVER_A_DAY):
        assert Reason.TIMES_DIFFER in reasons(stamped(pdf, statement.created + apart))
