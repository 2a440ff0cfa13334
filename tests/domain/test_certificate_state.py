"""How a certificate of the school stands."""

from datetime import UTC, datetime, timedelta

from privacy_wizard.domain.register_views import CertificateState, certificate_state
from tests.in_turn import in_turn

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
LATER = NOW + timedelta(seconds=1)


@in_turn(
    ("ends", "superseded", "revoked", "state"),
    [
        (LATER, False, False, CertificateState.LIVE),
        (NOW, False, False, CertificateState.RUN_OUT),
        (LATER, False, True, CertificateState.REVOKED),
        (NOW, False, True, CertificateState.REVOKED),
        (LATER, True, False, CertificateState.SUPERSEDED),
        (NOW, True, True, CertificateState.SUPERSEDED),
    ],
)
def test_what_ended_a_certificate_first_is_how_it_stands(
    ends: datetime, superseded: bool, revoked: bool, state: CertificateState
) -> None:
    assert certificate_state(ends, NOW, superseded=superseded, revoked=revoked) is state
