"""A reason as the register keeps it."""

from privacy_wizard.attestation.reasons import Reason
from privacy_wizard.intake.sentences import Rule, recorded_reason


def test_a_recorded_code_says_its_sentence_and_whether_it_rejects() -> None:
    found = {known: recorded_reason(known.value) for known in (*Rule, *Reason)}
    assert [known for known, reason in found.items() if reason.sentence == known.value] == []
    assert [known for known, reason in found.items() if reason.rejects is not known.rejects] == []


def test_a_code_of_a_newer_version_stands_for_itself_and_rejects_nothing() -> None:
    found = recorded_reason("seen by a later version")
    assert (found.sentence, found.rejects) == ("seen by a later version", False)
