"""What waits is judged again when the school's file changes, and what was made under another policy has ways on."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from attrs import evolve

from privacy_wizard.attestation.reasons import Reason
from privacy_wizard.attestation.statement import Statement
from privacy_wizard.domain.event_sentences import event_sentence
from privacy_wizard.domain.register_events import (
    AttestationStanding,
    Erased,
    Event,
    EventKind,
    JudgedAgain,
    PersonEntered,
)
from privacy_wizard.domain.vocabulary import PersonKind
from privacy_wizard.intake.decisions import Acceptance, Decisions, NotDone
from privacy_wizard.intake.facts import SchoolRules
from privacy_wizard.intake.file_checker import FileChecker, understood
from privacy_wizard.intake.not_decided import DecidingStopped, Overtaken
from privacy_wizard.intake.receiving import JudgedAnew, judge_again, judged_anew_sentence
from privacy_wizard.intake.sentences import Rule
from privacy_wizard.intake.waiting import to_accept_together, under_other_policies
from privacy_wizard.office.corrections import move_attestation
from privacy_wizard.register.errors import RegisterBusy
from privacy_wizard.sandbox import Limits
from privacy_wizard.system import outgoing_files
from privacy_wizard.system.progress import WorkProgress
from tests.attestation.authority import TestKey
from tests.register.databases import on_both_databases
from tests.replaced import program_being_replaced

from .school_world import CAMPAIGN, SCHOOL, SchoolWorld, a_school, member, own_key, signed
from .test_take_in import opened, row_of
from .test_unknown_versions import of_an_own_policy
from .world import NOW, PACK, audited, named

pytestmark = pytest.mark.usefixtures("looked_at_once")
NAME = "St Brigid's Primary School"
KINDS = tuple(PersonKind)


def applying(*packs: str) -> SchoolRules:
    return SchoolRules(names=(NAME,), packs=tuple((kind.value, packs) for kind in KINDS), number=len(packs))


OTHER, RIGHT = applying("baseline"), applying(PACK)


@pytest.fixture(scope="module")
def checker() -> Iterator[FileChecker]:
    with FileChecker(workers=1) as made:
        yield made


@pytest.fixture
def school(tmp_path: Path, checker: FileChecker, officer: TestKey, register_url: str) -> Iterator[SchoolWorld]:
    with opened(register_url, officer) as register:
        yield a_school(register, checker, tmp_path / "in", OTHER)


@pytest.fixture(scope="module")
def under_its_policy() -> bytes:
    return signed(audited(), own_key())


def deciding(school: SchoolWorld, rules: SchoolRules = OTHER) -> Decisions:
    return Decisions(register=school.own, rules=rules, checker=school.checker, officer=school.officer.certificate)


def again(school: SchoolWorld, rules: SchoolRules, **how: Any) -> JudgedAnew:
    return judge_again(school.own, rules, school.checker, NOW, **how)


def test_once_its_policy_is_the_schools_what_waits_is_in_order_and_what_was_found_before_stays_on_record(
    school: SchoolWorld, under_its_policy: bytes
) -> None:
    held = str(school.take(under_its_policy).sha256)
    before = row_of(school, held)
    assert set(before.reasons) == {Rule.UNKNOWN_KEY, Rule.OTHER_POLICY}
    assert to_accept_together(school.own) == []
    [found] = under_other_policies(school.own, OTHER)
    assert (found.policy, found.own, found.is_known) == (PACK, ["baseline"], True)
    assert [row.attestation for row in found.waiting] == [row.attestation for row in found.may_be_accepted] == [held]
    assert found.is_for_everyone, "nobody handed in under the other one"

    assert again(school, OTHER) == JudgedAnew(looked=1, in_order=0), "nothing has changed"
    assert school.own.records_of([EventKind.JUDGED_AGAIN], 9) == []
    done = again(school, RIGHT)
    assert done == JudgedAnew(looked=1, in_order=1)
    assert judged_anew_sentence(done) == "1 waiting attestation was checked again. Now 1 more can be accepted."
    [written] = school.own.records_of([EventKind.JUDGED_AGAIN], 9)
    assert isinstance(written.event, JudgedAgain)
    assert event_sentence(written.event) == "Judged again under the school's present file."

    after = row_of(school, held)
    assert (after.reasons, after.standing) == ((Rule.UNKNOWN_KEY,), AttestationStanding.NEEDS_A_LOOK)
    assert [row.attestation for row in to_accept_together(school.own)] == [held]
    assert under_other_policies(school.own, RIGHT) == ()
    school.enter(PersonEntered(person="p3", member=member("T-3", "Ada", "Hall")))
    move_attestation(school.own, held, "p3", None, "It is Ada's.")
    moved = row_of(school, held)
    assert (moved.person, moved.reasons) == ("p3", after.reasons), "a correction of whose it is does not undo it"
    school.register.rebuild(SCHOOL)
    assert row_of(school, held) == moved
    assert school.register.check(SCHOOL).holds


def test_under_another_policy_it_goes_with_the_others_only_with_the_reason_and_can_be_asked_for_again(
    school: SchoolWorld, under_its_policy: bytes
) -> None:
    held = str(school.take(under_its_policy).sha256)
    [refused] = deciding(school).accept_together([held], NOW)
    assert "made under a different policy" in refused.problem
    assert deciding(school).accept_together([held], NOW, despite_the_policy="Wanted all the same.") == []
    row = row_of(school, held)
    assert (row.standing, row.decision) == (AttestationStanding.ACCEPTED, "Wanted all the same.")
    assert again(school, RIGHT) == JudgedAnew(), "what is decided is not judged again"

    second = str(school.take(signed(audited(), own_key()), "b.pdf").sha256)
    assert [row.may_be_accepted for row in under_other_policies(school.own, OTHER)] == [[]], "it is answered already"
    assert deciding(school).send_back_together([second], "Made under another policy.", NOW) == []
    row = row_of(school, second)
    assert (row.standing, row.decision, row.campaign) == (
        AttestationStanding.SENT_BACK,
        "Made under another policy.",
        CAMPAIGN.id,
    )
    assert school.register.check(SCHOOL).holds


@on_both_databases
def test_a_policy_that_nobody_here_has_is_never_accepted_with_a_reason(
    school: SchoolWorld, statement: Statement
) -> None:
    key = own_key()
    held = str(school.take(of_an_own_policy(named(statement, key), key)).sha256)
    assert {Reason.UNKNOWN_POLICY, Rule.OTHER_POLICY} <= set(row_of(school, held).reasons)
    [found] = under_other_policies(school.own, OTHER)
    assert (found.policy, found.is_known, found.may_be_accepted) == ("my-own-policy", False, [])
    [refused] = deciding(school).accept_together([held], NOW, despite_the_policy="Wanted all the same.")
    assert "cannot be accepted as meeting it" in refused.problem
    assert row_of(school, held).standing is AttestationStanding.NEEDS_A_LOOK
    assert again(school, applying("my-own-policy")) == JudgedAnew(looked=1), "its name alone makes it no policy"
    assert Reason.UNKNOWN_POLICY in row_of(school, held).reasons


def test_a_policy_becomes_that_of_the_groups_alone_where_somebody_handed_in_under_the_schools(
    school: SchoolWorld, under_its_policy: bytes
) -> None:
    held = str(evolve(school, rules=RIGHT).take(under_its_policy).sha256)
    deciding(school, RIGHT).accept(held, Acceptance(key_not_compared=True), NOW)
    both = applying(PACK)
    other = str(school.take(signed(audited("baseline"), own_key()), "b.pdf").sha256)
    again(school, both)
    assert Rule.OTHER_POLICY in row_of(school, other).reasons
    [found] = under_other_policies(school.own, both)
    assert found.kinds == {PersonKind.EMPLOYEE}
    assert not found.is_for_everyone


def test_a_stopped_judging_leaves_what_it_has_not_come_to(school: SchoolWorld, under_its_policy: bytes) -> None:
    held = str(school.take(under_its_policy).sha256)
    assert again(school, RIGHT, progress=WorkProgress(stopped=lambda: True)) == JudgedAnew()
    assert Rule.OTHER_POLICY in row_of(school, held).reasons


def test_names_that_are_the_schools_after_all_have_what_waits_judged_again(
    school: SchoolWorld, under_its_policy: bytes
) -> None:
    rules = evolve(RIGHT, names=("Hillside Primary School",))
    held = str(evolve(school, rules=rules).take(under_its_policy).sha256)
    assert Rule.OTHER_SCHOOL in row_of(school, held).reasons
    assert deciding(school, rules).call_school_also([NAME], NOW) == JudgedAnew(looked=1, in_order=1)
    assert row_of(school, held).reasons == (Rule.UNKNOWN_KEY,)


def test_a_check_that_ends_early_says_nothing_of_a_file_that_was_in_order(
    school: SchoolWorld, under_its_policy: bytes
) -> None:
    held = str(evolve(school, rules=RIGHT).take(under_its_policy).sha256)
    before = row_of(school, held)
    none = JudgedAnew(unchecked=1)
    with FileChecker(workers=1, limits=Limits(seconds=0.02)) as hurried:
        assert again(evolve(school, checker=hurried), OTHER) == none, "too slow"
    with mock.patch.object(FileChecker, "check", return_value=understood({})):
        assert again(school, OTHER) == none, "crashed"
    with program_being_replaced(), FileChecker(workers=1) as new:
        assert again(evolve(school, checker=new), OTHER) == none, "not begun"
    assert judged_anew_sentence(none) == "1 attestation could not be checked now."
    assert row_of(school, held) == before
    assert school.own.records_of([EventKind.JUDGED_AGAIN], 9) == []
    assert again(school, OTHER) == JudgedAnew(looked=1)


def test_what_is_on_record_is_not_taken_for_failed_because_judging_again_was(
    school: SchoolWorld, under_its_policy: bytes
) -> None:
    rules = evolve(RIGHT, names=("Hillside Primary School",))
    evolve(school, rules=rules).take(under_its_policy)
    with mock.patch.object(FileChecker, "check_all", side_effect=RegisterBusy()):
        judged = deciding(school, rules).call_school_also([NAME], NOW)
        assert judged == JudgedAnew(problem=str(RegisterBusy()))
        with pytest.raises(RegisterBusy):
            again(school, rules)
    assert again(school, rules) == JudgedAnew(looked=1, in_order=1), "the name is on record"


Act = Callable[[Decisions, str, WorkProgress], Sequence[NotDone]]


def accepting(decisions: Decisions, held: str, progress: WorkProgress) -> Sequence[NotDone]:
    return decisions.accept_together([held], NOW, progress)


def sending_back(decisions: Decisions, held: str, progress: WorkProgress) -> Sequence[NotDone]:
    return decisions.send_back_together([held], "Please sign it again.", NOW, progress)


@pytest.mark.parametrize(
    ("register_url", "during"),
    [("sqlite", False), ("sqlite", True), ("postgresql", True)],
    ids=["before it began", "while it was checked", "while it was checked, on PostgreSQL"],
    indirect=["register_url"],
)
@pytest.mark.parametrize(
    ("first", "second", "stands"),
    [
        (accepting, sending_back, AttestationStanding.ACCEPTED),
        (sending_back, accepting, AttestationStanding.SENT_BACK),
    ],
    ids=["accepted", "sent back"],
)
def test_what_another_officer_has_decided_meanwhile_stays_so(
    school: SchoolWorld, under_its_policy: bytes, first: Act, second: Act, stands: AttestationStanding, *, during: bool
) -> None:
    held = str(evolve(school, rules=RIGHT).take(under_its_policy).sha256)
    decisions = deciding(school, RIGHT)

    def decide(*_: int) -> None:
        assert first(decisions, held, WorkProgress()) == []

    if not during:
        decide()
    refused = second(decisions, held, WorkProgress(came=decide) if during else WorkProgress())
    assert refused == [NotDone(attestation=held, problem=str(Overtaken()))]
    assert row_of(school, held).standing is stands
    assert len(school.own.records_of([EventKind.DECIDED], 9)) == 1
    assert school.register.check(SCHOOL).holds


@on_both_databases
def test_one_is_decided_on_only_as_the_officer_saw_it(
    school: SchoolWorld, under_its_policy: bytes, tmp_path: Path
) -> None:
    held, check, crossed = (
        str(evolve(school, rules=RIGHT).take(under_its_policy).sha256),
        FileChecker.check,
        list[str](),
    )
    decisions, given, seen = deciding(school, RIGHT), Acceptance(key_not_compared=True), row_of(school, held)

    def cross(*given: Any) -> object:
        if not crossed:
            crossed.append(held)
            assert decisions.send_back_together([held], "Another officer.", NOW) == []
        return check(*given)

    with mock.patch.object(FileChecker, "check", autospec=True, side_effect=cross), pytest.raises(Overtaken):
        decisions.accept(held, given, NOW)
    with pytest.raises(Overtaken):
        decisions.accept(held, given, NOW, seen)
    with pytest.raises(Overtaken):
        decisions.send_back(held, "Please sign it again.", NOW, seen=seen)
    assert (row_of(school, held).standing, row_of(school, held).decision) == (
        AttestationStanding.SENT_BACK,
        "Another officer.",
    )
    stop, written = WorkProgress(stopped=lambda: True), list[object]()
    with pytest.raises(DecidingStopped):
        decisions.accept(held, given, NOW, progress=stop)
    decisions.accept(held, given, NOW, row_of(school, held))
    with pytest.raises(DecidingStopped):
        decisions.send_back(held, "Please sign it again.", NOW, written.append, progress=stop)
    assert written == []
    school.enter(PersonEntered(person="p3", member=member("T-3", "Ada", "Hall")))

    def write(_row: object) -> tuple[()]:
        files.private(tmp_path / "draft.eml", b"Dear Zo")
        move_attestation(school.own, held, "p3", None, "It is Ada's.")
        return ()

    with pytest.raises(Overtaken), outgoing_files() as files:
        decisions.send_back(held, "Please sign it again.", NOW, write)
    assert not (tmp_path / "draft.eml").exists(), "it would have gone to somebody else"

    def unrecordable(_row: object) -> Sequence[Event]:
        files.private(tmp_path / "draft.eml", b"Dear Ada")
        return [Erased(rule="", reason="it has an act of its own", events=(), documents=0)]

    with pytest.raises(TypeError), outgoing_files() as files:
        decisions.send_back(held, "Please sign it again.", NOW, unrecordable)
    assert not (tmp_path / "draft.eml").exists(), "nor does anything leave that is not on record"
    assert row_of(school, held).standing is AttestationStanding.ACCEPTED
    assert school.register.check(SCHOOL).holds
