"""A policy and its version, as the register keeps them in one text."""

import pytest

from privacy_wizard.domain.versions import PolicyVersion


@pytest.mark.parametrize("version", ["2023.1", "2023.1 with corrections", ""])
def test_what_is_recorded_is_read_back_as_the_same_policy_and_version(version: str) -> None:
    policy = PolicyVersion(id="bradley-primary-2023", version=version)
    assert PolicyVersion.recorded(policy.text()) == policy


def test_a_record_that_names_no_policy_has_none() -> None:
    assert PolicyVersion.recorded("") is None
