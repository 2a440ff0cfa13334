"""What changes for staff between two packs, and where one asks for less than the baseline."""

from itertools import pairwise

import pytest
from attrs import evolve

from privacy_wizard.catalogue import shipped_folder
from privacy_wizard.domain.model import AllowedException, Catalogue, Contact, Departure, PolicyPack
from privacy_wizard.domain.policy_difference import DifferenceKind, LoweringKind, differences, lowerings
from privacy_wizard.domain.policy_draft import with_baseline, with_requirement
from privacy_wizard.domain.vocabulary import Basis, ExceptionReason, Level, PersonKind, Verdict
from privacy_wizard.office.policy_files import faults_of
from privacy_wizard.office.policy_sentences import difference_sentence, justified_lowering
from tests.domain.library import PACK

NAME = next(each for each in PACK.requirements if each.control.id == "identity.school-name")
FIRST = PACK.requirements[0]


def kinds(before: PolicyPack, after: PolicyPack) -> list[DifferenceKind]:
    return [each.kind for each in differences(before, after)]


def sentences(before: PolicyPack, after: PolicyPack) -> list[str]:
    return [difference_sentence(each) for each in differences(before, after)]


def test_a_pack_does_not_differ_from_itself(catalogue: Catalogue) -> None:
    for pack in catalogue.packs.values():
        assert differences(pack, evolve(pack, sha256="0" * 64, version="2027.1.1")) == ()


def test_what_is_added_one_way_is_dropped_the_other(catalogue: Catalogue) -> None:
    packs = list(catalogue.packs.values())
    for one, other in pairwise(packs):
        there, back = kinds(one, other), kinds(other, one)
        for kind, opposite in (
            (DifferenceKind.ADDED, DifferenceKind.DROPPED),
            (DifferenceKind.STRICTER, DifferenceKind.MILDER),
            (DifferenceKind.EXCEPTION_ALLOWED, DifferenceKind.EXCEPTION_WITHDRAWN),
            (DifferenceKind.TELL_ADDED, DifferenceKind.TELL_DROPPED),
            (DifferenceKind.JUDGED, DifferenceKind.JUDGED),
        ):
            assert there.count(kind) == back.count(opposite)


def test_a_level_that_rises_is_stricter_and_one_that_falls_is_milder() -> None:
    lower = with_requirement(PACK, evolve(FIRST, level=Level.INFORM))
    assert sentences(PACK, lower) == ["visibility.audience: milder. It was: Must. Now: Good to know."]
    assert kinds(lower, PACK) == [DifferenceKind.STRICTER]


def test_a_fact_that_is_judged_otherwise_is_told_by_its_label() -> None:
    milder = with_requirement(PACK, evolve(NAME, judges={"disclaimer": Verdict.MET}))
    assert sentences(PACK, milder) == [
        "identity.school-name: the answer “With a note” now counts as: Met. Before: Partly met."
    ]


def test_exceptions_people_wording_and_contacts_are_told() -> None:
    allowed = AllowedException(reasons=(ExceptionReason.RELATIVE,), approver="headteacher")
    changed = evolve(FIRST, exception=allowed, people=(PersonKind.EMPLOYEE,), summary="Other words.")
    after = evolve(with_requirement(PACK, changed), tell=(Contact(role="office", about="worries"),))
    assert sentences(PACK, after) == [
        "visibility.audience: an exception may now be declared (A relative; headteacher).",
        (
            "visibility.audience: asked of other people. Before: Employee, Governor, Volunteer, Agency worker, "
            "Contractor, Trainee, Trustee. Now: Employee."
        ),
        "visibility.audience: reworded. Now: Other words.",
        "Who to tell: office, about worries.",
    ]


def test_a_pack_that_covers_others_is_said_once_and_not_at_every_control() -> None:
    after = evolve(PACK, applies_to=evolve(PACK.applies_to, people=(PersonKind.EMPLOYEE,)))
    assert kinds(PACK, after) == [DifferenceKind.SCOPE]


def test_what_a_pack_inherits_does_not_differ_from_the_baseline_it_comes_from(catalogue: Catalogue) -> None:
    pack, baseline = catalogue.packs["bradley-primary-2023"], catalogue.packs["baseline"]
    inherited = {each.control.id for each in pack.requirements if each.basis is Basis.BASELINE}
    told = {found.control.id for found in differences(baseline, pack) if found.control is not None}
    assert inherited
    assert not inherited & told


def test_what_the_policy_itself_asks_now_is_told_with_its_clauses(catalogue: Catalogue) -> None:
    found = sentences(catalogue.packs["baseline"], catalogue.packs["bradley-primary-2023"])
    assert (
        "Current pupils among your connections: the policy itself asks it now (4.1(iv), 5). "
        "Before, only the baseline did."
    ) in found


def test_every_difference_has_a_sentence_without_gaps(catalogue: Catalogue) -> None:
    packs = list(catalogue.packs.values())
    for before in packs:
        for after in packs:
            for sentence in sentences(before, after):
                assert "{" not in sentence
                assert ": ." not in sentence


def test_no_shipped_pack_lowers_the_baseline_without_saying_why(catalogue: Catalogue) -> None:
    for pack in catalogue.packs.values():
        assert all(found.departure is not None for found in lowerings(pack, catalogue.packs["baseline"]))


@pytest.mark.parametrize("control", ["visibility.audience", "identity.school-email", "connections.no-pupils"])
@pytest.mark.parametrize("way", ["level", "people", "judges"])
def test_what_the_linter_refuses_as_lower_is_shown_as_lower(catalogue: Catalogue, control: str, way: str) -> None:
    baseline = catalogue.packs["baseline"]
    asked = next(each for each in baseline.requirements if each.control.id == control)
    pack = catalogue.packs["helsby-hillside-primary-2023"]
    changed = evolve(asked, clauses=(pack.clauses[0],))
    if way == "level":
        changed = evolve(changed, level=Level.INFORM)
    elif way == "people":
        changed = evolve(changed, people=(PersonKind.GOVERNOR,))
    else:
        changed = evolve(changed, judges={fact.id: Verdict.MET for fact in asked.control.facts})
    kept = [each for each in pack.own_requirements if each.control.id != control]
    made = with_baseline(evolve(pack, requirements=(*kept, changed)), baseline)
    refused = [fault for fault in faults_of(made, shipped_folder()) if "under departures" in fault.sentence]
    assert len(refused) == len([found for found in lowerings(made, baseline) if found.asked.control.id == control])


def test_a_lowering_shows_its_clause_and_reason_or_that_it_needs_them(catalogue: Catalogue) -> None:
    baseline, pack = catalogue.packs["baseline"], catalogue.packs["bradley-primary-2023"]
    departure = Departure(control="tagging.control", level=None, clause="5-private", reason="We do without.")
    (left_out,) = lowerings(with_baseline(evolve(pack, departures=(departure,)), baseline), baseline)
    assert left_out.kind is LoweringKind.LEFT_OUT
    assert justified_lowering(left_out).endswith("the policy leaves it out. 5-private: We do without.")
    parents = next(each for each in pack.requirements if each.control.id == "connections.no-parents")
    (milder,) = lowerings(with_requirement(pack, evolve(parents, level=Level.INFORM)), baseline)
    assert justified_lowering(milder).endswith(
        "It needs a clause or the school's decision, and a reason, under departures."
    )


def test_words_of_the_policy_that_look_like_a_level_are_left_as_they_are() -> None:
    after = evolve(PACK, personal_use_at_work="must")
    assert sentences(PACK, after) == ["Personal use at work. Before: Own time. Now: must"]


def test_what_becomes_scored_further_or_critical_is_told() -> None:
    further = with_requirement(PACK, evolve(FIRST, basis=Basis.READING))
    critical = with_requirement(PACK, evolve(FIRST, made_critical=True))
    assert sentences(PACK, further) == ["visibility.audience: a further question now, which never scores."]
    assert sentences(further, PACK) == [
        "visibility.audience: counts in the score now. Before it was a further question."
    ]
    assert sentences(PACK, critical) == [
        "visibility.audience: now critical. While it is not met, the score is at most 39."
    ]
    assert sentences(critical, PACK) == ["visibility.audience: no longer critical."]
