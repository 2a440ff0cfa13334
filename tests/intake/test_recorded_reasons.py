"""A reason as the register keeps it."""

import pytest

from privacy_wizard.attestation.reasons import Reason
from privacy_wizard.intake.sentences import Rule, recorded_reason


@pytest.mark.parametrize("known", [*Rule, *Reason])
def test_a_recorded_code_says_its_sentence_and_whether_it_rejects(known: Rule | Reason) -> None:
    found = recorded_reason(known.value)
    assert found.sentence != known.value
    assert found.rejects is known.rejects


def test_a_code_of_a_newer_version_stands_for_itself_and_rejects_nothing() -> None:
    found = recorded_reason("seen by a later version")
    assert (found.sentence, found.rejects) == ("seen by a later version", False)
