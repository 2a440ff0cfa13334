"""What the register keeps in one text and the program as a value: a policy with its version, a mail with its way."""

from privacy_wizard.domain.versions import PolicyVersion
from privacy_wizard.domain.vocabulary import Dispatch, ExportKind, SendKind, SendWay
from tests.in_turn import in_turn


@in_turn("version", ["2023.1", "2023.1 with corrections", ""])
def test_what_is_recorded_is_read_back_as_the_same_policy_and_version(version: str) -> None:
    policy = PolicyVersion(id="bradley-primary-2023", version=version)
    assert PolicyVersion.recorded(policy.text()) == policy


def test_a_record_that_names_no_policy_has_none() -> None:
    assert PolicyVersion.recorded("") is None


def test_what_was_sent_is_read_back_as_it_was_recorded_and_nothing_else_is_taken_for_it() -> None:
    every = [Dispatch(kind=kind, way=way) for kind in SendKind for way in SendWay]
    assert [Dispatch.recorded(each.text()) for each in every] == every
    assert Dispatch(kind=SendKind.REMIND, way=SendWay.DRAFT).text() == "remind: e-mail draft"  # as registers hold it
    assert {Dispatch.recorded(text) for text in ("", "remind", "remind: by owl", *ExportKind)} == {None}
