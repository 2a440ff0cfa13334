"""How single answers become findings."""

from datetime import date, timedelta

import pytest
from attrs import evolve

from privacy_wizard.domain.audit import Response, Waiver
from privacy_wizard.domain.expectation import applicable_requirements, expected_set
from privacy_wizard.domain.judgement import Finding, FindingReason, exception_holds, judge, option_verdict
from privacy_wizard.domain.model import AllowedException, Option
from privacy_wizard.domain.questions import all_questions, is_asked
from privacy_wizard.domain.scoring import gains, score, xccdf_score
from privacy_wizard.domain.vocabulary import (
    Basis,
    ExceptionReason,
    Level,
    NotApplicable,
    Outcome,
    PersonKind,
    Unresolved,
    Verdict,
)
from tests.in_turn import in_turn

from .library import CATALOGUE, CHECKS, CONTROLS, DECLARED, PACK, pack, requirement, response, with_pack

TODAY = date(2026, 11, 20)


def findings(*responses: Response, catalogue=CATALOGUE) -> dict[tuple[str, str | None], Finding]:
    answers = {(r.check, r.account): r for r in responses}
    found = [judge(e, answers, CHECKS, TODAY) for e in expected_set(catalogue, DECLARED).all]
    return {(f.requirement.control.id, f.account.id if f.account else None): f for f in found}


def test_what_is_asked_beyond_the_core_is_all_that_is_none_of_it() -> None:
    first, *others = PACK.requirements
    found = expected_set(with_pack(pack(evolve(first, basis=Basis.READING), *others)), DECLARED)
    assert {pair.requirement.control.id for pair in found.further} == {first.control.id}
    assert first.control.id not in {pair.requirement.control.id for pair in found.core}


def test_a_control_answered_by_several_checks_gets_the_worst_of_them() -> None:
    found = findings(response("alpha.posts", "alpha-1", "good"), response("alpha.stories", "alpha-1", "bad"))
    assert found["visibility.audience", "alpha-1"].verdict is Verdict.NOT_MET
    assert found["visibility.audience", "alpha-1"].check.id == "alpha.stories"


def test_a_control_is_not_answered_while_one_of_its_checks_is_not() -> None:
    found = findings(response("alpha.posts", "alpha-1", "bad"))
    assert found["visibility.audience", "alpha-1"].verdict is Verdict.NOT_ANSWERED


def test_an_unanswered_gate_counts_as_all_that_it_hides() -> None:
    assert findings()["content.blog-content", "alpha-1"].verdict is Verdict.NOT_ANSWERED


def test_a_gate_answered_no_takes_what_it_hides_out_of_the_set_with_its_reason() -> None:
    finding = findings(response("every.blog", "alpha-1", "no"))["content.blog-content", "alpha-1"]
    assert (finding.verdict, finding.reason) == (Verdict.NOT_APPLICABLE, FindingReason.RULED_OUT)


@in_turn("answer", [*Unresolved, *NotApplicable])
def test_a_gate_that_is_not_confirmed_leaves_what_it_hides_in_the_set_worth_nothing(answer: object) -> None:
    finding = findings(response("every.blog", "alpha-1", answer))["content.blog-content", "alpha-1"]
    assert finding.verdict is Verdict.NOT_SURE


def test_does_not_apply_leaves_the_set_only_where_the_checklist_says_so() -> None:
    found = findings(
        response("alpha.tags", "alpha-1", NotApplicable.NOT_OFFERED),
        response("alpha.tags", "alpha-2", NotApplicable.NOT_USED),
    )
    assert found["tagging.control", "alpha-1"].verdict is Verdict.NOT_APPLICABLE
    assert found["tagging.control", "alpha-2"].verdict is Verdict.NOT_SURE
    assert found["tagging.control", "alpha-2"].reason is FindingReason.UNSUPPORTED_NOT_APPLICABLE


def test_cannot_find_it_is_the_same_as_not_sure() -> None:
    answers = [response("alpha.tags", a, u) for a, u in zip(("alpha-1", "alpha-2"), Unresolved, strict=True)]
    found = findings(*answers)
    assert {found["tagging.control", a].verdict for a in ("alpha-1", "alpha-2")} == {Verdict.NOT_SURE}


def test_what_the_platform_lacks_leaves_the_set() -> None:
    finding = findings()["tagging.control", "beta-1"]
    assert (finding.verdict, finding.reason) == (Verdict.NOT_APPLICABLE, FindingReason.PLATFORM_LACKS_IT)


@pytest.mark.parametrize(("judges", "verdict"), [({}, Verdict.PARTLY_MET), ({"disclaimer": Verdict.MET}, Verdict.MET)])
def test_a_fact_is_judged_by_the_policy_and_else_by_the_control(judges: dict, verdict: Verdict) -> None:
    catalogue = with_pack(pack(requirement(CONTROLS[3], judges=judges)))
    found = findings(response("alpha.name", "alpha-1", "disclaimer"), catalogue=catalogue)
    assert found["identity.school-name", "alpha-1"].verdict is verdict


def test_an_exception_counts_only_where_the_pack_allows_its_reason_and_while_it_lasts() -> None:
    allowed = AllowedException(reasons=(ExceptionReason.RELATIVE,), approver="headteacher")
    waiver = Waiver(
        reason=ExceptionReason.RELATIVE, approver_role="headteacher", approver_name="A", until=date(2027, 1, 1)
    )
    tagging = CONTROLS[1]

    def verdict(exception: AllowedException | None, declared: Waiver) -> Verdict:
        catalogue = with_pack(pack(requirement(tagging, exception=exception)))
        answer = response("alpha.tags", "alpha-1", "bad", waiver=declared)
        return findings(answer, catalogue=catalogue)["tagging.control", "alpha-1"].verdict

    assert verdict(allowed, waiver) is Verdict.EXCEPTED
    assert verdict(None, waiver) is Verdict.NOT_MET
    assert verdict(allowed, evolve(waiver, until=date(2026, 11, 19))) is Verdict.NOT_MET
    assert verdict(allowed, evolve(waiver, reason=ExceptionReason.COMMUNITY_ROLE)) is Verdict.NOT_MET
    assert verdict(allowed, evolve(waiver, until=TODAY + timedelta(days=3 * 366))) is Verdict.EXCEPTED
    assert verdict(allowed, evolve(waiver, until=TODAY + timedelta(days=3 * 366 + 1))) is Verdict.NOT_MET
    assert verdict(allowed, evolve(waiver, approver_role="Headteacher ")) is Verdict.EXCEPTED
    assert verdict(allowed, evolve(waiver, approver_role="deputy")) is Verdict.NOT_MET
    assert verdict(allowed, evolve(waiver, approver_name=" ")) is Verdict.NOT_MET


def test_an_exception_that_nobody_has_to_approve_never_counts_for_a_critical_control() -> None:
    alone = AllowedException(reasons=(ExceptionReason.RELATIVE,))
    waiver = Waiver(reason=ExceptionReason.RELATIVE, approver_role="", approver_name="", until=date(2027, 1, 1))
    plain = requirement(CONTROLS[0], exception=alone)
    given = response("alpha.posts", "alpha-1", "bad", waiver=waiver)
    assert exception_holds(plain, given, TODAY)
    assert not exception_holds(evolve(plain, made_critical=True), given, TODAY)


def test_a_refused_acknowledgement_is_not_met_and_at_inform_has_no_weight() -> None:
    finding = findings(response("person.permanence", None, "refuse"))["conduct.ack-permanence", None]
    assert (finding.verdict, finding.weight) == (Verdict.NOT_MET, 0)
    assert score([finding]).outcome is Outcome.NOT_SCORED


def test_musts_are_asked_first_and_what_a_gate_hides_follows_it() -> None:
    questions = [q for q in all_questions(CATALOGUE, DECLARED) if q.account and q.account.id == "alpha-1"]
    assert [q.level for q in questions if q.check.gate is None] == sorted(
        (q.level for q in questions if q.check.gate is None), key=lambda level: level.rank
    )
    ids = [q.check.id for q in questions]
    assert ids.index("every.blog-content") == ids.index("every.blog") + 1


def test_only_what_the_pack_requires_is_asked() -> None:
    asked = all_questions(with_pack(pack(requirement(CONTROLS[1]))), DECLARED)
    assert {q.check.id for q in asked} == {"alpha.tags"}


def test_a_question_behind_a_gate_is_asked_when_the_gate_opens() -> None:
    hidden = next(q for q in all_questions(CATALOGUE, DECLARED) if q.key == ("every.blog-content", "alpha-1"))
    gate = ("every.blog", "alpha-1")
    assert not is_asked(hidden, {}, CHECKS)
    assert is_asked(hidden, {gate: response(*gate, "yes")}, CHECKS)


def test_each_gain_is_what_the_weighted_share_rises_by() -> None:
    found = list(findings(response("alpha.tags", "alpha-1", "half")).values())
    assert len(gains(found)) == sum(f.verdict.is_open and f.weight > 0 for f in found)
    for gain in gains(found):
        mended = [evolve(f, verdict=Verdict.MET) if f is gain.finding else f for f in found]
        assert gain.points == score(mended).raw - score(found).raw


def test_scores_of_accounts_and_person_follow_from_their_own_pairs() -> None:
    catalogue = with_pack(
        pack(requirement(CONTROLS[0]), requirement(CONTROLS[1], Level.SHOULD), requirement(CONTROLS[4]))
    )
    found = findings(
        response("alpha.posts", "alpha-1", "good"),
        response("alpha.stories", "alpha-1", "good"),
        response("alpha.tags", "alpha-1", "half"),
        response("alpha.posts", "alpha-2", "good"),
        response("alpha.stories", "alpha-2", "half"),
        response("alpha.tags", "alpha-2", "none"),
        response("beta.posts", "beta-1", "good"),
        response("person.conduct", None, Unresolved.NOT_SURE),
        catalogue=catalogue,
    )
    result, xccdf = score(list(found.values())), xccdf_score(list(found.values()))
    # weights: audience 9 each, tagging 2, conduct 9; values 1, ½, 1; ½; 0
    assert result.value == 100 * (9 * 2 + 9 * 1 + 9 * 2 + 2 * 1 + 9 * 0) // (2 * (9 * 3 + 2 + 9)) == 61
    assert result.outcome is Outcome.ACTION_NEEDED
    assert result.by_account == {"alpha-1": 90, "alpha-2": 50, "beta-1": 100, None: 0}
    assert (xccdf.flat, xccdf.flat_maximum) == (18.0, 38.0)
    assert xccdf.default == pytest.approx(100 * (9 / 11 + 0 + 1 + 0) / 4)


def test_skipping_a_question_raises_the_score_of_xccdf_but_not_ours() -> None:
    good, bad = response("alpha.tags", "alpha-1", "good"), response("alpha.name", "alpha-1", "present")
    answered, skipped = list(findings(good, bad).values()), list(findings(good).values())
    assert xccdf_score(skipped).default > xccdf_score(answered).default
    assert score(skipped).value == score(answered).value


def test_the_pack_of_the_tests_asks_each_kind_of_control() -> None:
    assert {r.control.kind for r in PACK.requirements} == {c.kind for c in CONTROLS}


def test_a_requirement_is_asked_of_the_kinds_of_people_that_it_names_and_without_names_of_everyone() -> None:
    governors = requirement(CONTROLS[0], people=(PersonKind.GOVERNOR,))
    staff = requirement(CONTROLS[1], people=(PersonKind.EMPLOYEE, PersonKind.AGENCY))
    everyone = requirement(CONTROLS[2])
    asked = pack(governors, staff, everyone)
    for kind, expected in (
        (PersonKind.EMPLOYEE, (staff, everyone)),
        (PersonKind.GOVERNOR, (governors, everyone)),
        (PersonKind.VOLUNTEER, (everyone,)),
    ):
        declared = evolve(DECLARED, person=evolve(DECLARED.person, kind=kind))
        assert applicable_requirements(asked, declared) == expected


def test_an_answer_about_what_the_platform_shows_of_itself_is_told_as_such() -> None:
    seen = evolve(CHECKS["alpha.posts"].options[0], as_far_as_seen=True)
    shown = evolve(CHECKS["alpha.posts"], options=(seen, *CHECKS["alpha.posts"].options[1:]))
    finding = Finding(
        requirement=PACK.requirements[0],
        account=None,
        verdict=Verdict.MET,
        reason=FindingReason.ANSWERED,
        check=shown,
        response=response(shown.id, None, "good"),
    )
    assert finding.as_far_as_seen is True
    assert evolve(finding, response=response(shown.id, None, "bad")).as_far_as_seen is False
    assert evolve(finding, response=None).as_far_as_seen is False


def test_an_option_that_tells_neither_a_verdict_nor_a_fact_leaves_it_open() -> None:
    assert option_verdict(requirement(CONTROLS[0]), Option(id="other", label="Something else")) is Verdict.NOT_SURE
