"""What a member of staff goes through, in their own words, without a window."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from attrs import evolve

from privacy_wizard.audit import flow
from privacy_wizard.audit.flow import Obstacle
from privacy_wizard.audit.handover import suggested_day
from privacy_wizard.audit.saved_audits import is_of_an_earlier_school_year
from privacy_wizard.audit.session import AuditSession
from privacy_wizard.audit.state import Signed, StepPlace
from privacy_wizard.audit.steps import Step, StepId, step_after, step_before
from privacy_wizard.domain.audit import School
from privacy_wizard.domain.vocabulary import AccountKind, HowKnown, Occasion, Outcome, PersonKind, Unresolved, Verdict
from privacy_wizard.drafts import DraftNotSaved, DraftStore
from tests.in_turn import in_turn
from tests.settling import respond

from .conftest import SAM, SCHOOL, Clock, answer_all, preferred

Opened = Callable[[], AuditSession]


def first_key(session: AuditSession) -> tuple[str, str | None]:
    place = session.first_open
    assert place is not None
    return place[1]


def test_each_page_says_what_it_still_needs(open_session: Opened) -> None:
    session = open_session()
    needs = {step.id: session.obstacle(step) for step in session.steps}
    assert needs[StepId.YOU] is Obstacle.NAME_MISSING
    assert needs[StepId.SCHOOL] is Obstacle.POLICY_MISSING
    assert needs[StepId.ACCOUNTS] is Obstacle.ACCOUNTS_MISSING
    session.describe_person(evolve(SAM, role=" "), Occasion.INDUCTION)
    session.choose_policy("helsby-hillside-primary-2023")
    assert session.obstacle(Step(id=StepId.YOU)) is Obstacle.ROLE_MISSING
    assert session.obstacle(Step(id=StepId.SCHOOL)) is Obstacle.SCHOOL_MISSING


_PUBLISHED = [
    *("helsby-hillside-primary-2023", "bradley-primary-2023", "ladysmith-federation"),
    *("aspire-academies-trust-2017", "devon-maintained-schools-2011"),
]


@pytest.mark.parametrize("policy", _PUBLISHED)
def test_no_step_changes_its_number_from_the_first_page_on(policy: str, open_session: Opened) -> None:
    def numbered() -> list[Step]:
        return [step for step in session.steps if step in at_first]

    session = open_session()
    at_first = list(session.steps)
    with_three_accounts(session, policy)
    assert numbered() == at_first
    answer_all(session)
    assert numbered() == at_first


def test_the_time_that_is_left_falls_with_the_answers_and_never_rises(open_session: Opened) -> None:
    session = open_session()
    with_three_accounts(session, _PUBLISHED[0])
    left, at_people = [session.progress.minutes_left], 0
    while (place := session.first_open) is not None:
        respond(session, place[1], session.checks[place[1][0]].options[0].id, HowKnown.LOOKED)
        left.append(session.progress.minutes_left)
        at_people = at_people or (len(left) if place[0].id is StepId.PEOPLE else 0)
    assert left == sorted(left, reverse=True)
    assert left[-1] == 0
    assert left[at_people - 2] < left[0], "what is asked first counts as well"


def with_three_accounts(session: AuditSession, policy: str) -> None:
    session.describe_person(SAM, Occasion.INDUCTION)
    session.choose_school(SCHOOL)
    session.choose_policy(policy)
    for platform in ("facebook", "instagram", "whatsapp"):
        session.add_account(platform)


def test_going_forward_and_back_passes_every_step_and_loses_nothing(session: AuditSession) -> None:
    answer_all(session)
    before, step, visited = session.audit.responses, Step(id=StepId.WELCOME), []
    while step.id is not StepId.DONE:
        visited.append(step)
        step = step_after(session.steps, step)
        session.move_to(step)
        session.keep_place()
    for expected in reversed(visited):
        step = step_before(session.steps, step)
        session.move_to(step)
        session.keep_place()
        assert step == expected
    assert session.audit.responses == before


def test_each_account_has_a_step_and_people_are_a_step_of_all_accounts(session: AuditSession) -> None:
    session.add_account("instagram")
    session.add_account("facebook", AccountKind.OFFICIAL)
    ids = [(s.id, s.account) for s in session.steps]
    assert (StepId.ACCOUNT, "instagram-2") in ids
    assert (StepId.ACCOUNT, "facebook-school-1") in ids
    assert session.interview is not None
    people = [row.question for page in session.interview.pages_at(Step(id=StepId.PEOPLE)) for row in page.rows]
    assert {q.requirements[0].control.id for q in people} >= {"connections.no-pupils", "connections.no-parents"}
    assert {q.key[1] for q in people} == {"instagram-1", "instagram-2"}


def test_someone_without_accounts_is_asked_only_about_themselves(session: AuditSession) -> None:
    session.remove_account("instagram-1")
    session.declare_no_accounts(True)
    assert session.obstacle(Step(id=StepId.ACCOUNTS)) is None
    assert {q.key[1] for q in session.questions} == {None}
    assert not {StepId.PEOPLE, StepId.PROFILE, StepId.ACCOUNT} & {s.id for s in session.steps}


def test_a_killed_program_resumes_at_the_same_question_with_every_answer(
    session: AuditSession, open_session: Opened
) -> None:
    key = first_key(session)
    respond(session, key, Unresolved.NOT_SURE, HowKnown.LOOKED)
    session.note(key, "ask Kim")
    place = session.first_open
    assert place is not None
    session.move_to(*place)
    session.keep_place()
    again = open_session()
    again.resume(session.audit.id)
    assert again.audit == session.audit
    assert again.audit.place == StepPlace(step=place[0], question=place[1])


def test_an_answer_that_cannot_be_saved_is_not_taken_for_given(
    session: AuditSession, store: DraftStore, tmp_path
) -> None:
    key = first_key(session)
    (tmp_path / "audits").rename(tmp_path / "gone")
    (tmp_path / "audits").write_text("a file where the folder was")
    with pytest.raises(DraftNotSaved, match="not saved"):
        respond(session, key, Unresolved.NOT_SURE)
    assert key not in session.audit.responses


def test_undo_brings_an_account_back_with_its_answers(session: AuditSession) -> None:
    answer_all(session)
    before = session.audit
    session.remove_account("instagram-1")
    assert not session.audit.accounts
    session.undo()
    assert session.audit == before


def test_i_have_just_changed_it_keeps_the_value_before_and_after(session: AuditSession) -> None:
    key = ("instagram.private-account", "instagram-1")
    bad, good = preferred(session, key, (Verdict.NOT_MET,)), preferred(session, key, (Verdict.MET,))
    respond(session, key, bad)
    respond(session, key, good, just_changed=True)
    assert (session.audit.responses[key].before, session.audit.responses[key].answer) == (bad, good)
    respond(session, key, bad)
    assert session.audit.responses[key].before is None


def test_the_score_follows_each_answer_and_the_actions_say_what_mending_gains(session: AuditSession) -> None:
    answer_all(session)
    assert session.score().outcome is Outcome.MEETS
    key = ("instagram.private-account", "instagram-1")
    respond(session, key, preferred(session, key, (Verdict.NOT_MET,)))
    action = session.actions()[0]
    assert session.score().outcome is Outcome.ACTION_NEEDED
    assert (session.score().value, session.score().raw) == (69, 100 - action.gain)
    assert action.lifts == 69
    place = session.place_of(action.finding)
    assert place == (Step(id=StepId.ACCOUNT, account="instagram-1"), key)


def test_fixing_a_requirement_behind_a_gate_leads_to_the_gate_while_it_is_open(session: AuditSession) -> None:
    session.choose_policy("helsby-hillside-primary-2023")
    hidden = [f for f in session.findings() if f.check and f.check.gate]
    assert hidden
    for finding in hidden:
        place = session.place_of(finding)
        assert place is not None
        gate = session.checks[finding.check.gate.check]
        assert place[1][0] == (gate.gate.check if gate.gate else gate.id)


def test_unanswered_questions_prevent_signing_and_the_first_of_them_is_known(session: AuditSession) -> None:
    sign = Step(id=StepId.SIGN)
    assert session.obstacle(sign) is Obstacle.QUESTIONS_OPEN
    assert session.first_open is not None
    answer_all(session)
    assert session.obstacle(sign) is None


def test_not_sure_is_an_answer_and_lets_one_sign(session: AuditSession) -> None:
    while (place := session.first_open) is not None:
        respond(session, place[1], Unresolved.CANNOT_FIND)
    assert session.obstacle(Step(id=StepId.SIGN)) is None
    assert session.score().outcome is Outcome.ACTION_NEEDED


def test_the_time_left_falls_to_nothing_as_questions_are_answered(session: AuditSession) -> None:
    minutes = [session.progress.minutes_left]
    while (place := session.first_open) is not None:
        respond(session, place[1], preferred(session, place[1], (Verdict.MET,)))
        minutes.append(session.progress.minutes_left)
    assert minutes == sorted(minutes, reverse=True)
    assert minutes[0] > 3
    assert minutes[-1] == 0


def test_an_answer_to_a_question_that_has_changed_is_asked_again_and_marked(
    session: AuditSession, open_session: Opened
) -> None:
    key, other = first_key(session), None
    respond(session, key, preferred(session, key, (Verdict.MET,)))
    other = first_key(session)
    respond(session, other, preferred(session, other, (Verdict.MET,)))
    newer = open_session()
    changed = evolve(newer.checks[key[0]], ask="Worded anew?")
    newer.checks = {**newer.checks, key[0]: changed}
    newer.resume(session.audit.id)
    assert key not in newer.audit.responses
    assert newer.audit.earlier[key].question_changed
    assert other in newer.audit.responses


def test_an_annual_review_shows_last_years_answers_and_counts_none_of_them(
    session: AuditSession, open_session: Opened, clock: Clock, store: DraftStore
) -> None:
    answer_all(session)
    session.finish(Signed(identifier="0" * 32, on=clock.now.date()), b"%PDF-1.7 kept")
    clock.now = clock.now.replace(year=2027)
    review = open_session()
    review.review(session.audit.id)
    assert review.audit.occasion is Occasion.ANNUAL_REVIEW
    assert review.audit.accounts == session.audit.accounts
    assert not review.audit.responses
    key = first_key(review)
    assert review.audit.earlier[key].answer == session.audit.responses[key].answer
    assert review.score().value == 0
    assert not any(earlier.question_changed for earlier in review.audit.earlier.values())
    assert store.kept_pdf(session.audit.id) == b"%PDF-1.7 kept"


def test_a_review_marks_the_questions_that_have_changed_since_last_year(
    session: AuditSession, open_session: Opened, clock: Clock
) -> None:
    answer_all(session)
    session.finish(Signed(identifier="0" * 32, on=clock.now.date()), b"%PDF-1.7 kept")
    review = open_session()
    key = next(iter(session.audit.responses))
    review.checks = {**review.checks, key[0]: evolve(review.checks[key[0]], ask="Worded anew?")}
    review.review(session.audit.id)
    assert {each[0] for each, earlier in review.audit.earlier.items() if earlier.question_changed} == {key[0]}


def test_an_undo_that_cannot_be_saved_changes_nothing(session: AuditSession, tmp_path: Path) -> None:
    key = first_key(session)
    respond(session, key, preferred(session, key, (Verdict.MET,)))
    before = session.audit
    (tmp_path / "audits").rename(tmp_path / "elsewhere")
    (tmp_path / "audits").write_text("a file where the folder should be")
    with pytest.raises(DraftNotSaved):
        session.undo()
    assert session.audit == before
    (tmp_path / "audits").unlink()
    (tmp_path / "elsewhere").rename(tmp_path / "audits")
    session.undo()
    assert key not in session.audit.responses


def test_what_was_signed_stays_and_a_later_change_starts_another_audit_until_it_is_undone(
    session: AuditSession, clock: Clock, store: DraftStore
) -> None:
    answer_all(session)
    session.finish(Signed(identifier="0" * 32, on=clock.now.date()), b"%PDF-1.7 kept")
    signed = session.audit.id
    kept = session.audit
    session.comment("One thing more")
    assert session.audit.id != signed
    assert session.audit.signed is None
    assert [each.id for each in store.list()] == [session.audit.id]
    session.undo()
    assert session.audit == kept, "the signed one again"
    assert store.list() == (), "and nothing of the other"


@pytest.mark.usefixtures("session")  # the audit for the first school
def test_two_schools_are_two_audits(open_session: Opened, store: DraftStore) -> None:
    other = open_session()
    other.describe_person(SAM, Occasion.INDUCTION)
    other.choose_school(School(name="Valley School"))
    assert {s.summary["school"] for s in store.list()} == {SCHOOL.name, "Valley School"}


@pytest.mark.parametrize(
    "pack", ["devon-maintained-schools-2011", "ladysmith-federation", "helsby-hillside-primary-2023"]
)
def test_every_policy_can_be_gone_through_to_a_full_score(session: AuditSession, pack: str) -> None:
    session.choose_policy(pack)
    session.add_account("linkedin")
    session.add_account("facebook", AccountKind.OFFICIAL)
    answer_all(session)
    assert (session.score().value, session.score().outcome) == (100, Outcome.MEETS)


def test_a_policy_says_whom_it_covers(session: AuditSession) -> None:
    ladysmith = session.catalogue.packs["ladysmith-federation"]
    assert flow.covers(ladysmith, SAM)
    assert not flow.covers(ladysmith, evolve(SAM, kind=PersonKind.CONTRACTOR))


@in_turn(
    ("signed", "today", "is_due"),
    [
        (date(2026, 11, 28), date(2026, 11, 28), False),
        (date(2026, 9, 1), date(2027, 8, 31), False),
        (date(2026, 8, 31), date(2026, 9, 1), True),
        (date(2026, 11, 28), date(2027, 9, 1), True),
    ],
)
def test_the_review_of_the_year_is_due_once_another_school_year_has_begun(
    signed: date, today: date, is_due: bool
) -> None:
    assert is_of_an_earlier_school_year(signed, today) is is_due


def test_the_day_suggested_for_what_is_open_is_in_two_weeks_and_no_weekend_or_holiday() -> None:
    for weekday in range(7):
        today = date(2026, 11, 16) + timedelta(days=weekday)
        day = suggested_day(today)
        assert day.strftime("%a") not in ("Sat", "Sun")
        assert timedelta(days=14) <= day - today <= timedelta(days=16)
    assert suggested_day(date(2026, 12, 11)) == date(2026, 12, 28)
    assert suggested_day(date(2026, 12, 18)) == date(2027, 1, 4)
