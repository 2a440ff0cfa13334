"""From a folder into the register, on both databases: judged, recorded once, kept as it came, whatever it is."""

import hashlib
import os
import stat
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from privacy_wizard.attestation.reasons import Reason
from privacy_wizard.attestation.sign import sign
from privacy_wizard.attestation.statement import Statement
from privacy_wizard.attestation.wording import worded
from privacy_wizard.audit.session import AuditSession
from privacy_wizard.certificates import fingerprint, serial_of
from privacy_wizard.domain.campaign import Campaign
from privacy_wizard.domain.certificate_events import Certified, KeyConfirmed, Revoked
from privacy_wizard.domain.register_events import (
    NOT_CHECKED,
    AttestationStanding,
    DocumentKind,
    PersonEntered,
    Received,
)
from privacy_wizard.domain.register_views import PersonRow
from privacy_wizard.domain.vocabulary import ExceptionReason, Occasion, PersonKind
from privacy_wizard.identity import fingerprint_words
from privacy_wizard.identity.authority_profile import CertificateKind
from privacy_wizard.intake.acceptance_rules import described, judge_against
from privacy_wizard.intake.arrivals import Watched, files_in
from privacy_wizard.intake.countersigning import Countersigning, NotOfficersKey
from privacy_wizard.intake.decisions import Acceptance, Decisions
from privacy_wizard.intake.facts import DeclaredException, OnRecord, SchoolRules
from privacy_wizard.intake.file_checker import FileChecker, NotChecked
from privacy_wizard.intake.handing_back import BadPattern, HandingBack, check_pattern, safe_name
from privacy_wizard.intake.intake_run import Intake, IntakeOutcome, IntakeProgress
from privacy_wizard.intake.not_decided import (
    CannotAccept,
    DecidingStopped,
    NotConfirmed,
    OwnAttestation,
    WordsDiffer,
    WordsNeeded,
)
from privacy_wizard.intake.opening import open_arrival
from privacy_wizard.intake.report import FileVerdict as Verdict
from privacy_wizard.intake.sentences import RULE_SENTENCES, Rule
from privacy_wizard.intake.trust import Trust, TrustedThrough, TrustEvidence
from privacy_wizard.register import Register, queries
from privacy_wizard.register.errors import HeldAlready, NoSuchSchool, OfficerNeeded
from privacy_wizard.register.tickets import Waiting
from privacy_wizard.system.progress import WorkProgress
from tests.attestation.authority import TestKey, vouched_key
from tests.in_turn import in_turn
from tests.register.databases import on_both_databases
from tests.register.made import create_register
from tests.replaced import program_being_replaced

from .officers import officer_key
from .school_world import (
    CAMPAIGN,
    SCHOOL,
    Clock,
    SchoolWorld,
    a_school,
    member,
    own_key,
    register_officer,
    signed,
    signing_key,
)
from .signatures import in_the_second_form, with_certificates_turned_round, with_signature
from .test_opening import mail, packed
from .world import NAME, NOW, NUMBER, SCHOOL_TRUST, forged, named, report, stated

pytestmark = pytest.mark.usefixtures("looked_at_once")


@pytest.fixture(scope="module")
def checker() -> Iterator[FileChecker]:
    with FileChecker(SCHOOL_TRUST) as made:
        yield made


@pytest.fixture(scope="module")
def own() -> TestKey:
    return own_key()


@pytest.fixture(scope="module")
def by_own(audit: AuditSession, own: TestKey) -> bytes:
    """A good file by a key for which nobody vouches."""
    return signed(audit, own)


def opened(address: str, officer: TestKey) -> Register:
    create_register(address)
    return Register.open(address, register_officer(officer.certificate, officer.private_key), now=Clock())


@pytest.fixture
def school(tmp_path: Path, checker: FileChecker, officer: TestKey, register_url: str) -> Iterator[SchoolWorld]:
    with opened(register_url, officer) as register:
        yield a_school(register, checker, tmp_path / "in")


def codes(taken: Any) -> set[str]:
    return set() if taken.judgement is None else set(taken.judgement.codes)


def row_of(school: SchoolWorld, sha256: str) -> Any:
    with school.register.reading() as connection:
        return queries.attestation_by_id(connection, SCHOOL, sha256)


# ---- taking in


@on_both_databases
def test_a_good_file_is_accepted_recorded_with_its_evidence_and_kept_as_it_came(
    school: SchoolWorld, pdf: bytes
) -> None:
    taken = school.take(pdf)
    assert (taken.outcome, codes(taken)) == (IntakeOutcome.ACCEPTED, set())
    row = row_of(school, taken.sha256)
    assert (row.person, row.campaign, row.standing) == ("p1", CAMPAIGN.id, AttestationStanding.ACCEPTED)
    evidence = TrustEvidence.recorded(row.evidence)
    assert evidence is not None
    assert (evidence.through, evidence.judged) == (TrustedThrough.AUTHORITY, NOW)
    assert school.register.document(SCHOOL, taken.sha256) == pdf
    assert school.register.check(SCHOOL).holds


def test_the_same_bytes_again_are_held_already_and_make_no_event(school: SchoolWorld, pdf: bytes) -> None:
    first = school.take(pdf)
    before = len(school.register.records(SCHOOL))
    again = school.take(pdf, "another name.pdf")
    assert (first.outcome, again.outcome) == (IntakeOutcome.ACCEPTED, IntakeOutcome.HELD_ALREADY)
    assert len(school.register.records(SCHOOL)) == before
    assert again.sha256 == first.sha256


def test_the_same_file_twice_in_one_batch_is_listed_twice(school: SchoolWorld, pdf: bytes) -> None:
    found = school.take_in(school.put("1 sam.pdf", pdf), school.put("2 sam again.pdf", pdf))
    told = {each.name: (each.outcome, each.problem) for each in found}
    same = "The same file as 1 sam.pdf, which came with it."
    assert told == {
        "1 sam.pdf": (IntakeOutcome.ACCEPTED, ""),
        "2 sam again.pdf": (IntakeOutcome.HELD_ALREADY, same),
    }


def test_nothing_is_taken_into_a_school_that_is_not_there(school: SchoolWorld, pdf: bytes) -> None:
    elsewhere = evolve(school, school="st-brigit")
    with pytest.raises(NoSuchSchool, match="st-brigid"):
        elsewhere.take(pdf)
    assert school.register.schools() == [SCHOOL]
    assert school.register.queue("st-brigit").count() == Waiting()


def test_one_bad_file_never_stops_the_rest(school: SchoolWorld, pdf: bytes) -> None:
    school.put("1 changed.pdf", pdf.replace(b"/Lang", b"/Long"))
    school.put("2 noise.pdf", bytes(range(256)) * 40)
    school.put("3 bomb.zip", packed({"x.pdf": bytes(30_000_000)}))
    school.put("4 broken.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100))
    school.put("5 mail.eml", mail({"a.pdf": pdf}))
    told: list[IntakeProgress] = []
    found = {each.name: each for each in school.take_in(on_progress=told.append)}
    assert {name: each.outcome for name, each in found.items()} == {
        "1 changed.pdf": IntakeOutcome.REJECTED,
        "2 noise.pdf": IntakeOutcome.REJECTED,
        "3 bomb.zip › x.pdf": IntakeOutcome.NOT_TAKEN,
        "4 broken.msg": IntakeOutcome.NOT_TAKEN,
        "5 mail.eml › a.pdf": IntakeOutcome.ACCEPTED,
    }
    assert found["4 broken.msg"].problem.endswith(".")
    assert [each.done for each in told] == [1, 2, 3, 4, 5]
    assert told[-1].known == 5
    assert school.register.check(SCHOOL).holds


def test_what_is_cancelled_waits_for_the_next_time(school: SchoolWorld, pdf: bytes) -> None:
    for number in range(30):
        school.put(f"{number:02}.pdf", pdf + b"%" * number)
    told: list[IntakeProgress] = []
    first = school.take_in(on_progress=told.append, cancelled=lambda: len(told) >= 2)
    assert 2 <= len(first) < 30
    assert school.register.queue(SCHOOL).count() == Waiting(waiting=30 - len(first))
    rest = school.take_in()
    outcomes = [each.outcome for each in (*first, *rest)]
    assert outcomes.count(IntakeOutcome.ACCEPTED) == 1
    assert outcomes.count(IntakeOutcome.REJECTED) == 29


def test_a_check_that_cannot_begin_says_nothing_of_the_files_and_they_are_checked_once_it_can(
    school: SchoolWorld, pdf: bytes
) -> None:
    school.put("1 sam.pdf", pdf)
    school.put("2 letter.pdf", b"%PDF-1.7 a letter")
    school.put("3 more.zip", packed({"x.pdf": pdf + b"%"}))
    before = len(school.register.records(SCHOOL))
    with program_being_replaced(), FileChecker(SCHOOL_TRUST) as new:
        held_up = evolve(school, checker=new)
        for _dropped_again in range(2):
            found = {each.name: each for each in held_up.take_in()}
            assert {name: each.outcome for name, each in found.items()} == {
                "1 sam.pdf": IntakeOutcome.NOT_CHECKED,
                "2 letter.pdf": IntakeOutcome.NOT_CHECKED,
                "3 more.zip": IntakeOutcome.NOT_TAKEN,
            }
            assert all("could not begin" in each.problem for each in found.values())
        with pytest.raises(NotChecked):
            new.check("1 sam.pdf", pdf, NOW)
    assert len(school.register.records(SCHOOL)) == before, "nothing is on record"
    assert school.own.queue.count() == Waiting(waiting=2)
    later = Intake(school.own, school.rules, school.checker, Clock()).take_in([])
    outcomes = {each.name: each.outcome for each in later}
    assert outcomes == {"1 sam.pdf": IntakeOutcome.ACCEPTED, "2 letter.pdf": IntakeOutcome.REJECTED}
    assert school.own.queue.count() == Waiting()


@pytest.mark.parametrize("reason", NOT_CHECKED)
def test_what_an_earlier_version_could_not_check_is_checked_anew_when_it_comes_in_again(
    school: SchoolWorld, pdf: bytes, reason: str
) -> None:
    sha256, rejected = hashlib.sha256(pdf).hexdigest(), AttestationStanding.REJECTED
    nothing = {"person": None, "campaign": None, "standing": rejected, "file_name": "a.pdf"}
    school.enter(Received(attestation=sha256, reasons=(reason,), **nothing))
    again, once_more = school.take(pdf), school.take(pdf)
    assert (again.outcome, once_more.outcome) == (IntakeOutcome.ACCEPTED, IntakeOutcome.HELD_ALREADY)
    row = row_of(school, sha256)
    assert (row.standing, row.person, row.campaign) == (AttestationStanding.ACCEPTED, "p1", CAMPAIGN.id)
    with pytest.raises(HeldAlready):
        school.enter(Received(attestation=sha256, reasons=(reason,), **nothing))
    assert school.register.check(SCHOOL).holds
    assert set(NOT_CHECKED) == {Reason.CRASHED, Reason.TOO_SLOW}


def test_a_name_that_two_have_is_said_to_be_that_and_makes_neither_the_owner(
    school: SchoolWorld, audit: AuditSession, by_own: bytes
) -> None:
    school.enter(PersonEntered(person="p1", member=member("Z-1")))
    alone = school.take(by_own)
    assert Rule.BY_NAME in codes(alone), "nobody has the number in it"
    school.enter(PersonEntered(person="p3", member=member("Z-2")))
    taken = school.take(signed(audit, own_key()))
    assert Rule.NAMESAKES in codes(taken)
    assert Rule.NOBODY not in codes(taken)
    assert row_of(school, taken.sha256).person is None


def test_rejected_files_are_kept_under_nobodys_name(school: SchoolWorld) -> None:
    taken = school.take(b"%PDF-1.7 nothing")
    with school.register.reading() as connection:
        (kept,) = queries.documents(connection, SCHOOL, attestation_id=taken.sha256)
    assert (kept.of, kept.person) == (DocumentKind.ATTESTATION, None)
    assert row_of(school, taken.sha256).person is None


def test_a_watched_folder_gives_each_file_once_and_only_when_it_has_stopped_growing(tmp_path: Path) -> None:
    watched = Watched(tmp_path)
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-")
    assert watched.settled() == []
    path.write_bytes(b"%PDF-1.7 more")
    assert watched.settled() == []
    assert watched.settled() == [path]
    assert watched.settled() == []
    path.write_bytes(b"%PDF-1.7 another one, later")
    assert [watched.settled(), watched.settled()] == [[], [path]]
    (tmp_path / "b.pdf.part").write_bytes(b"%PDF-")
    (tmp_path / "empty.pdf").write_bytes(b"")
    assert [watched.settled(), watched.settled(), watched.settled()] == [[], [], []]


def test_folders_are_gone_through_without_following_links(tmp_path: Path) -> None:
    for name in ("b.PDF", "deep/a.eml", "note.txt", ".hidden.pdf", "~$a.pdf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in files_in([tmp_path])] == ["b.PDF", "deep/a.eml"]


# ---- against the register


def test_a_key_that_nobody_vouches_for_needs_a_look_once_and_is_recognised_then(
    school: SchoolWorld, audit: AuditSession, own: TestKey, by_own: bytes
) -> None:
    key = own
    first = school.take(by_own)
    assert (first.outcome, codes(first)) == (IntakeOutcome.NEEDS_A_LOOK, {Rule.UNKNOWN_KEY})
    desk = at_context(school)
    assert first.sha256 is not None
    with pytest.raises(WordsNeeded):
        desk.accept(first.sha256, Acceptance(), NOW)
    with pytest.raises(WordsDiffer):
        desk.accept(first.sha256, Acceptance(words=fingerprint_words(school.officer.certificate)), NOW)
    desk.accept(first.sha256, Acceptance(words=fingerprint_words(key.certificate)), NOW)
    assert row_of(school, first.sha256).standing is AttestationStanding.ACCEPTED
    second = school.take(signed(audit, key, created=NOW - timedelta(hours=1)))
    assert codes(second) == {Rule.ANSWERED_ALREADY}
    assert second.judgement is not None
    assert second.judgement.evidence.through is TrustedThrough.KNOWN_KEY


def test_a_key_that_contradicts_the_known_one_is_rejected(
    school: SchoolWorld, audit: AuditSession, own: TestKey, by_own: bytes
) -> None:
    school.enter(KeyConfirmed(person="p1", fingerprint=fingerprint(own.certificate).hex()))
    assert school.take(by_own).outcome is IntakeOutcome.ACCEPTED
    forged = school.take(signed(audit, own_key()))
    assert (forged.outcome, codes(forged)) == (IntakeOutcome.REJECTED, {Rule.CONTRADICTS_KNOWN_KEY})
    assert row_of(school, str(forged.sha256)).person is None


def test_a_key_that_was_accepted_through_the_authority_is_known_from_then_on(
    school: SchoolWorld, audit: AuditSession, pdf: bytes
) -> None:
    assert school.take(pdf).outcome is IntakeOutcome.ACCEPTED
    other = school.take(signed(audit, own_key(), created=NOW - timedelta(hours=1)))
    assert other.outcome is IntakeOutcome.REJECTED
    assert Rule.CONTRADICTS_KNOWN_KEY in codes(other)


def test_the_key_of_a_colleague_is_rejected_even_where_nobody_else_is_known(
    school: SchoolWorld, own: TestKey, by_own: bytes
) -> None:
    school.enter(KeyConfirmed(person="p2", fingerprint=fingerprint(own.certificate).hex()))
    taken = school.take(by_own)
    assert (taken.outcome, codes(taken)) == (IntakeOutcome.REJECTED, {Rule.SOMEBODY_ELSES_KEY})


def _certified(key: TestKey, **changed: Any) -> Certified:
    certificate = key.certificate
    values: dict[str, Any] = {
        "person": "p1",
        "serial": serial_of(certificate),
        "fingerprint": fingerprint(certificate).hex(),
        "starts": certificate.not_valid_before_utc,
        "ends": certificate.not_valid_after_utc,
    }
    return Certified(**{**values, **changed})


def test_a_revoked_certificate_is_rejected_from_its_date_and_looked_at_before(
    school: SchoolWorld, audit: AuditSession, key: TestKey, pdf: bytes
) -> None:
    school.enter(_certified(key))
    school.enter(
        Revoked(person="p1", serial=serial_of(key.certificate), starts=NOW - timedelta(hours=3), reason="stolen")
    )
    late = school.take(pdf)
    early = school.take(signed(audit, key, created=NOW - timedelta(hours=5)))
    assert (late.outcome, codes(late)) == (IntakeOutcome.REJECTED, {Rule.REVOKED})
    assert (early.outcome, codes(early)) == (IntakeOutcome.NEEDS_A_LOOK, {Rule.REVOKED_SINCE})


def test_a_thief_gains_nothing_by_certifying_a_stolen_key_for_themselves(
    school: SchoolWorld, own: TestKey, by_own: bytes
) -> None:
    school.enter(_certified(own, serial="abc"))
    school.enter(Revoked(person="p1", serial="abc", starts=NOW - timedelta(days=1), reason="stolen"))
    taken = school.take(by_own)
    assert taken.outcome is IntakeOutcome.REJECTED
    assert Rule.REVOKED in codes(taken)


def test_a_certificate_that_is_not_on_record_needs_a_look_where_others_are(
    school: SchoolWorld, audit: AuditSession, key: TestKey, pdf: bytes
) -> None:
    school.enter(_certified(vouched_key("Olive Officer", "O-1"), person="p2"))
    assert codes(school.take(pdf)) == {Rule.CERTIFICATE_NOT_ON_RECORD}
    school.enter(_certified(key))
    assert school.take(signed(audit, key, created=NOW - timedelta(hours=1))).outcome is IntakeOutcome.ACCEPTED


def test_the_same_attestation_signed_twice_needs_a_look(school: SchoolWorld, pdf: bytes, statement: Any) -> None:
    assert school.take(pdf).outcome is IntakeOutcome.ACCEPTED
    key = vouched_key(NAME, NUMBER)

    again = school.take(sign(worded(named(statement, key)), key).pdf)
    assert again.outcome is IntakeOutcome.NEEDS_A_LOOK
    assert Rule.OTHER_BYTES in codes(again)


def test_a_signature_whose_certificates_are_out_of_order_is_rejected(school: SchoolWorld, pdf: bytes) -> None:
    found = school.take(with_signature(pdf, with_certificates_turned_round))
    assert found.outcome is IntakeOutcome.REJECTED
    assert codes(found) == {Reason.SIGNATURE_DAMAGED}
    assert school.take(pdf).outcome is IntakeOutcome.ACCEPTED


@pytest.mark.parametrize("first", [0, 1])
def test_an_attestation_that_comes_again_with_the_second_form_of_its_signature_needs_a_look(
    school: SchoolWorld, pdf: bytes, first: int
) -> None:
    """Both are right and say the same: whichever comes first counts, and never both."""
    both = pdf, with_signature(pdf, in_the_second_form)
    assert school.take(both[first]).outcome is IntakeOutcome.ACCEPTED
    again = school.take(both[1 - first])
    assert again.outcome is IntakeOutcome.NEEDS_A_LOOK
    assert Rule.OTHER_BYTES in codes(again)


# ---- the rules alone


@pytest.fixture(scope="module")
def checked(checker: FileChecker, pdf: bytes) -> Any:
    return checker.check("a.pdf", pdf, NOW)


def known(**changed: Any) -> OnRecord:
    person = PersonRow(school=SCHOOL, person="p1", member=changed.pop("member", member()))
    return OnRecord(**{"person": person, "campaigns": (CAMPAIGN,), **changed})


def judged(checked: Any, record: OnRecord, rules: SchoolRules | None = None) -> set[str]:
    return set(judge_against(checked, record, rules or SchoolRules(), NOW).codes)


def test_what_the_staff_list_says_otherwise_is_looked_at(checked: Any) -> None:
    assert judged(checked, known()) == set()
    assert judged(checked, known(member=member(first="Someone"))) == {Rule.OTHER_NAME}
    assert judged(checked, known(member=member(first="New", former_names=(NAME,)))) == set()
    assert judged(checked, known(member=member(kind=PersonKind.GOVERNOR))) == {Rule.OTHER_KIND}
    left = member(last_day=NOW.date() - timedelta(days=3))
    assert Rule.HAD_LEFT in judged(checked, known(member=left))
    assert judged(checked, OnRecord(campaigns=(CAMPAIGN,))) == {Rule.NOBODY}


def test_an_audit_outside_its_campaign_is_looked_at(checked: Any) -> None:
    later = evolve(CAMPAIGN, opens=NOW.date() + timedelta(days=9))
    review = Campaign(id="r", title="R", occasion=Occasion.ANNUAL_REVIEW, opens=date(2020, 1, 1), due=date(2099, 1, 1))
    ended = evolve(CAMPAIGN, ends=NOW.date() - timedelta(days=2))
    future = member(start=NOW.date() + timedelta(days=60))
    assert judged(checked, known(campaigns=())) == set()
    assert judged(checked, known(campaigns=(review,))) == {Rule.NO_CAMPAIGN}
    assert judged(checked, known(campaigns=(later,))) == {Rule.NO_CAMPAIGN}
    assert judged(checked, known(campaigns=(ended,))) == {Rule.AFTER_CAMPAIGN}
    assert judged(checked, known(member=future)) == {Rule.BEFORE_CAMPAIGN}


def test_what_the_schools_profile_says_otherwise_is_looked_at(checked: Any) -> None:
    rules = SchoolRules(names=("Another School",), packs=((PersonKind.EMPLOYEE, ("another-policy",)),))
    assert judged(checked, known(), rules) == {Rule.OTHER_SCHOOL, Rule.OTHER_POLICY}
    own = SchoolRules(names=("St Brigid’s", "st  brigid's PRIMARY school"))
    assert judged(checked, known(), own) == set()


def test_exceptions_are_to_be_confirmed_each_by_its_name(checked: Any) -> None:
    exception = DeclaredException(
        control="connections.no-parents",
        account="facebook-1",
        official=False,
        reason=next(iter(ExceptionReason)),
        approver_role="Headteacher",
        approver_name="H. T.",
        until=date(2030, 1, 1),
    )
    declared = evolve(checked, particulars=evolve(checked.particulars, exceptions=(exception,)))
    found = judge_against(declared, known(), SchoolRules(), NOW)
    assert (found.standing, found.codes) == (AttestationStanding.NEEDS_A_LOOK, (Rule.EXCEPTION,))
    assert found.findings[0].detail == described(exception)


def test_nothing_the_register_knows_makes_a_bad_file_good(checked: Any, pdf: bytes) -> None:
    bad = evolve(checked, report=report(pdf.replace(b"/Lang", b"/Long")))
    found = judge_against(bad, known(), SchoolRules(), NOW)
    assert bad.report.verdict is Verdict.REJECTED
    assert found.standing is AttestationStanding.REJECTED


def test_every_rule_has_a_sentence_that_says_what_to_do() -> None:
    assert [
        rule
        for rule in Rule
        if str(RULE_SENTENCES[rule]).count(". ") < 1 or not str(RULE_SENTENCES[rule]).endswith(".")
    ] == []


# ---- deciding, countersigning, handing back


def countersigning(school: SchoolWorld, key: TestKey | None = None, trust: Trust = SCHOOL_TRUST) -> Countersigning:
    return Countersigning(register=school.own, key=signing_key(key or school.officer), trust=trust, now=Clock(NOW))


def test_what_was_accepted_is_countersigned_kept_beside_the_original_and_good_to_everyone(
    school: SchoolWorld, pdf: bytes
) -> None:
    sha256 = str(school.take(pdf).sha256)
    (done,) = countersigning(school).all([sha256])
    assert done.problem == ""
    document = school.register.document(SCHOOL, str(done.document))
    assert document.startswith(pdf)
    found = report(document)
    assert (found.verdict, found.countersigned) == (Verdict.ACCEPTED, True)
    assert row_of(school, sha256).countersigned == done.document
    assert school.register.document(SCHOOL, sha256) == pdf
    (twice,) = countersigning(school).all([sha256])
    assert "already" in twice.problem
    assert school.take(document).outcome is IntakeOutcome.HELD_ALREADY
    assert school.register.check(SCHOOL).holds


def test_only_what_was_accepted_is_countersigned_and_one_problem_stops_no_other(
    school: SchoolWorld, pdf: bytes, by_own: bytes
) -> None:
    good = str(school.take(pdf).sha256)
    look = str(school.take(by_own).sha256)
    found = {each.attestation: each for each in countersigning(school).all([look, "0" * 64, good])}
    assert [found[each].document is not None for each in (look, "0" * 64, good)] == [False, False, True]
    assert all(found[each].problem.endswith(".") for each in (look, "0" * 64))


def test_only_officers_countersign(school: SchoolWorld) -> None:
    with pytest.raises(NotOfficersKey):
        countersigning(school, vouched_key("Olive Officer", "O-1"))
    with pytest.raises(NotOfficersKey):
        countersigning(school, own_key("Olive Officer", "O-1"))


def test_a_countersignature_that_is_stopped_is_not_on_record(school: SchoolWorld, pdf: bytes) -> None:
    sha256 = str(school.take(pdf).sha256)
    with pytest.raises(DecidingStopped):
        countersigning(school).one(sha256, WorkProgress(stopped=lambda: True))
    assert row_of(school, sha256).countersigned is None


def test_a_school_without_an_authority_countersigns_with_its_officers_own_certificate(
    school: SchoolWorld, pdf: bytes
) -> None:
    sha256 = str(school.take(pdf).sha256)
    own = own_key("Olive Officer", "O-1")
    trust = Trust((*SCHOOL_TRUST.certificates, own.certificate))
    (done,) = countersigning(school, own, trust).all([sha256])
    assert report(school.register.document(SCHOOL, str(done.document)), trust).verdict is Verdict.ACCEPTED


def test_nobody_accepts_or_countersigns_for_themselves(school: SchoolWorld, pdf: bytes, by_own: bytes) -> None:
    own = officer_key(NAME, NUMBER)
    look = str(school.take(by_own).sha256)
    with pytest.raises(OwnAttestation):
        Decisions(register=school.own, rules=school.rules, checker=school.checker, officer=own.certificate).accept(
            look, Acceptance(), NOW
        )
    sha256 = str(school.take(pdf).sha256)
    (done,) = countersigning(school, own).all([sha256])
    assert "Your own" in done.problem


@on_both_databases
def test_nobody_accepts_or_countersigns_for_themselves_with_a_second_key_and_a_random_identifier(
    school: SchoolWorld, audit: AuditSession
) -> None:
    second, random = own_key(number="5f0c9a77"), "5f0c9a77"
    said = stated(audit, second, NOW - timedelta(hours=2))
    someone = evolve(said.person, identifier=random, has_staff_number=False)
    look = str(school.take(forged(said, second, person=someone)).sha256)
    given = Acceptance(words=fingerprint_words(second.certificate), number="O-1", confirmed=exceptions(school, look))
    pete = officer_key("Pete Officer", "O-2")
    register = school.register.signed_by(register_officer(pete.certificate, pete.private_key))
    petes = evolve(school, register=register, officer=pete)
    mine, other = (
        Decisions(register=each.own, rules=each.rules, checker=each.checker, officer=each.officer.certificate)
        for each in (school, petes)
    )
    with pytest.raises(OwnAttestation):
        mine.accept(look, given, NOW)
    other.accept(look, given, NOW)
    with pytest.raises(OwnAttestation):
        mine.send_back(look, "Sign it again.", NOW)
    (done,) = countersigning(school).all([look])
    assert "Your own" in done.problem
    (done,) = countersigning(petes, pete).all([look])
    assert done.problem == ""
    assert school.register.check(SCHOOL).holds


def at_context(school: SchoolWorld, officer: TestKey | None = None) -> Decisions:
    who = (officer or school.officer).certificate
    return Decisions(register=school.own, rules=school.rules, checker=school.checker, officer=who)


def exceptions(school: SchoolWorld, attestation: str) -> list[str]:
    desk = at_context(school)
    return [described(each) for each in desk.look(attestation, NOW)[1].exceptions]


def test_only_an_officer_of_the_authority_decides(school: SchoolWorld, own: TestKey, by_own: bytes) -> None:
    look = str(school.take(by_own).sha256)
    plain, attestor = own_key("Olive Officer", "O-9"), officer_key("Olive Officer", "O-9", CertificateKind.ATTESTOR)
    for no_officer in (plain, attestor):
        desk = at_context(school, no_officer)
        with pytest.raises(OfficerNeeded, match="no officer's certificate"):
            desk.accept(look, Acceptance(words=fingerprint_words(own.certificate)), NOW)
        with pytest.raises(OfficerNeeded):
            desk.send_back(look, "Sign it again.", NOW)
    assert row_of(school, look).standing is AttestationStanding.NEEDS_A_LOOK


def test_a_rejected_file_can_not_be_accepted_and_is_sent_back(school: SchoolWorld, pdf: bytes) -> None:
    sha256 = str(school.take(pdf.replace(b"/Lang", b"/Long")).sha256)
    desk = at_context(school)
    with pytest.raises(CannotAccept) as refused:
        desk.accept(sha256, Acceptance(), NOW)
    assert "changed after it was signed" in str(refused.value)
    desk.send_back(sha256, "Please send the original.", NOW)
    assert row_of(school, sha256).standing is AttestationStanding.SENT_BACK


def test_a_copy_goes_back_as_a_file_and_as_a_mail(school: SchoolWorld, pdf: bytes, tmp_path: Path) -> None:
    sha256 = str(school.take(pdf).sha256)
    (done,) = countersigning(school).all([sha256])
    document = school.register.document(SCHOOL, str(done.document))
    back = HandingBack(register=school.own, school_name="St Brigid's", pattern="{number} {last} {year}")
    (path,) = back.to_folder([sha256], tmp_path / "out")
    assert path.name == f"{NUMBER} O'Brien-Łuczak {NOW.year}.pdf"
    assert path.read_bytes() == document
    assert os.name != "posix" or stat.S_IMODE(path.stat().st_mode) == 0o600, "nobody else on the computer reads it"
    assert back.to_folder([sha256], tmp_path / "out") == [path]
    (own,) = back.to_folders_of_people([sha256], tmp_path / "people")
    assert own.parent.name == f"{NUMBER} O'Brien-Łuczak Zoë"
    found = open_arrival("copy.eml", back.mail(sha256, "Olive Officer"))
    assert [each.content for each in found.members] == [document]
    assert sum(record.event.kind == "exported" for record in school.register.records(SCHOOL)) == 3


@in_turn("pattern", ["", "{last}", "{number} {salary}", "{number", "{number}/{last}", "{number}:{last}"])
def test_patterns_that_would_mix_people_up_or_lead_elsewhere_are_refused(pattern: str) -> None:
    with pytest.raises(BadPattern):
        check_pattern(pattern)


@in_turn("name", ["../../etc/passwd", "CON", "nul.pdf", "a\x00b", "x" * 900, " . ", "a\u202efdp"])
def test_whatever_people_are_called_a_file_stays_one_file_in_its_folder(name: str, tmp_path: Path) -> None:
    made = safe_name(name)
    assert 0 < len(made) <= 121
    assert (tmp_path / made).resolve().parent == tmp_path.resolve()
    assert made.lower() not in ("con", "nul", "nul.pdf")


def test_missing_confirmations_are_named_one_by_one() -> None:
    trouble = NotConfirmed(["a (facebook-1): approval, until 2030-01-01"])
    assert trouble.missing == ("a (facebook-1): approval, until 2030-01-01",)
    assert "confirm each of them" in str(trouble)


@on_both_databases
def test_two_intakes_over_one_register_take_each_file_once(school: SchoolWorld, pdf: bytes) -> None:
    other = SchoolWorld(school.register, school.checker, SchoolRules(), school.folder)
    school.put("a.pdf", pdf)
    outcomes = [each.outcome for each in (*school.take_in(), *other.take_in())]
    assert outcomes == [IntakeOutcome.ACCEPTED, IntakeOutcome.HELD_ALREADY]


@pytest.mark.parametrize("hours", [-12, 0, 14])
def test_a_moment_at_the_end_of_all_calendars_is_rejected_and_put_on_record(
    school: SchoolWorld, statement: Statement, key: TestKey, hours: int
) -> None:
    at = datetime(9999, 12, 31, 23, 59, 59, tzinfo=timezone(timedelta(hours=hours)))
    taken = school.take(forged(statement, key, created=at))
    assert taken.outcome is IntakeOutcome.REJECTED
    assert codes(taken) & {Reason.IN_THE_FUTURE, Reason.SIGNATURE_WRONG}
    assert row_of(school, str(taken.sha256)).standing is AttestationStanding.REJECTED
