"""What an attestation says about a finding."""

import pytest

from privacy_wizard.attestation.findings import declared, why_left_out
from privacy_wizard.domain.audit import Account
from privacy_wizard.domain.judgement import Finding, FindingReason
from privacy_wizard.domain.model import Catalogue, Lack
from privacy_wizard.domain.vocabulary import Kind, NotApplicable, Subject, Verdict
from tests.domain.library import checklist, control, requirement

ALPHA = Account(id="alpha-1", checklist="alpha")
LACKS = (Lack(control="tagging.control", reason="Alpha has no tags."),)
CATALOGUE = Catalogue(
    controls={}, checklists={"alpha": checklist("alpha", Subject.PERSONAL_ACCOUNT, (), lacks=LACKS)}, packs={}
)


def found(verdict: Verdict, reason: FindingReason = FindingReason.ANSWERED, kind: Kind = Kind.SETTING) -> Finding:
    return Finding(
        requirement=requirement(control("tagging.control", kind)), account=ALPHA, verdict=verdict, reason=reason
    )


def test_every_verdict_is_worded_in_its_own_words() -> None:
    assert len({declared(found(verdict)) for verdict in Verdict}) == len(Verdict)


def test_what_was_not_accepted_is_told_from_a_setting_that_is_not_as_asked() -> None:
    assert declared(found(Verdict.NOT_MET, kind=Kind.ACK)) == "Not accepted."
    assert declared(found(Verdict.NOT_MET)) == "Declared as not yet as the policy asks."


def test_an_unsupported_does_not_apply_is_told_from_not_being_sure() -> None:
    unsupported = found(Verdict.NOT_SURE, FindingReason.UNSUPPORTED_NOT_APPLICABLE)
    assert declared(unsupported) != declared(found(Verdict.NOT_SURE, FindingReason.NOT_SURE))


@pytest.mark.parametrize(
    ("named", "sentence"), [(True, "Alpha has no tags."), (False, "The service does not have this setting.")]
)
def test_what_only_one_platform_lacks_is_not_said_of_a_platform_that_is_not_named(named: bool, sentence: str) -> None:
    lacking = found(Verdict.NOT_APPLICABLE, FindingReason.PLATFORM_LACKS_IT)
    assert why_left_out(lacking, CATALOGUE, named=named) == (NotApplicable.NOT_OFFERED, sentence)
