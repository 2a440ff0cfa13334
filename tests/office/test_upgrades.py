"""What is offered beyond the simple way: only what is not there yet, and first where it pays."""

from itertools import product

from privacy_wizard.office.next_steps import OfficeSize, Upgrade, possible, worthwhile
from privacy_wizard.ui.console.upgrade_lines import upgrade_sentence
from tests.in_turn import in_turn

NEW = OfficeSize(
    people=84,
    schools=1,
    accepted=0,
    has_authority=False,
    is_officer=False,
    has_certificates=False,
    is_on_server=False,
    has_own_policy=False,
)


def sized(**changes: object) -> OfficeSize:
    from attrs import evolve

    return evolve(NEW, **changes)


@in_turn(
    ("size", "first"),
    [
        (NEW, None),
        (sized(accepted=5), Upgrade.AUTHORITY),
        (sized(accepted=5, has_authority=True), Upgrade.COUNTERSIGNING),
        (sized(accepted=5, has_authority=True, is_officer=True), Upgrade.CERTIFICATES),
        (sized(accepted=5, has_authority=True, is_officer=True, has_certificates=True), None),
        (sized(accepted=42, has_authority=True, is_officer=True, has_certificates=True), Upgrade.OWN_POLICY),
        (sized(schools=2), Upgrade.SERVER),
        (sized(people=400), Upgrade.SERVER),
    ],
)
def test_each_is_offered_where_it_pays(size: OfficeSize, first: Upgrade | None) -> None:
    assert next(iter(worthwhile(size)), None) is first


def test_nothing_is_offered_that_is_there_and_each_says_in_one_sentence_what_it_brings() -> None:
    names = ("has_authority", "is_officer", "has_certificates", "is_on_server", "has_own_policy")
    for accepted, *there in product((0, 84), *[(False, True)] * len(names)):
        size = sized(accepted=accepted, **dict(zip(names, there, strict=True)))
        assert {*worthwhile(size)} <= {*possible(size)}
    assert possible(NEW) == tuple(Upgrade)
    assert all(upgrade_sentence(each).count(".") == 1 for each in Upgrade)
