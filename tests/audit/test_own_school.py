"""What the school's profile and its invitations set in an audit, and in an answers file."""

from datetime import timedelta
from pathlib import Path

import pytest
from attrs import evolve

from privacy_wizard.audit.answers_form import template
from privacy_wizard.audit.batch import sign_answers
from privacy_wizard.audit.own_school import (
    OwnSchool,
    at_school,
    invited,
    may_answer,
    still_invited,
    with_known_accounts,
)
from privacy_wizard.audit.state import Signed, new_audit
from privacy_wizard.catalogue import CatalogueFaults
from privacy_wizard.domain.audit import Account, Person, School
from privacy_wizard.domain.invitation import Invitation
from privacy_wizard.domain.vocabulary import Occasion, PersonKind
from privacy_wizard.identity import make_key
from privacy_wizard.school.invitation_files import write_invitation
from tests import yaml_text
from tests.shipped import shipped

from ..school.profiles import HILLSIDE, NOW, unsigned

CATALOGUE = shipped()
OWN = OwnSchool(profile=HILLSIDE, logo=None, catalogue=CATALOGUE)
ADA = Person(name="Ada Lee", role="Cook", kind=PersonKind.VOLUNTEER, identifier="S-1", has_staff_number=True)
INVITATION = Invitation(
    id="ab" * 16,
    school=HILLSIDE.name,
    authority="cd" * 32,
    name="Ada Lee",
    staff_number="S-1",
    campaign="2026",
    occasion=Occasion.ANNUAL_REVIEW,
    pack="",
    issued=NOW,
    expires=NOW + timedelta(days=30),
    due=None,
)


def test_a_new_audit_is_made_for_the_school_that_is_known_under_the_one_policy_for_that_person() -> None:
    audit = at_school(evolve(new_audit(NOW), person=ADA), OWN)
    assert audit.school == HILLSIDE.school()
    assert audit.pack == "baseline", "the only one that is for volunteers"
    employee = evolve(ADA, kind=PersonKind.EMPLOYEE)
    assert at_school(evolve(new_audit(NOW), person=employee), OWN).pack is None, "two are for employees: they choose"


def test_a_newer_profile_changes_an_audit_under_way_but_nothing_that_was_signed_and_no_other_schools() -> None:
    newer = evolve(OWN, profile=evolve(HILLSIDE, name="Hillside Academy"))
    mine = at_school(evolve(new_audit(NOW), person=ADA), OWN)
    assert at_school(mine, newer, OWN).school == newer.school
    other = evolve(mine, school=School(name="Another School"))
    assert at_school(other, newer, OWN) == other
    signed = evolve(mine, signed=Signed(identifier="x", on=NOW.date()))
    assert at_school(signed, newer, OWN) == signed


def test_an_invitation_sets_everything_it_says_and_keeps_the_role() -> None:
    audit = invited(evolve(new_audit(NOW), person=evolve(ADA, name="Ada")), INVITATION, OWN, CATALOGUE)
    assert audit.person == ADA
    assert (audit.occasion, audit.invitation) == (Occasion.ANNUAL_REVIEW, INVITATION.named)
    assert audit.school == HILLSIDE.school()


def test_an_invitation_stays_with_its_person_and_its_school_only() -> None:
    audit = invited(evolve(new_audit(NOW), person=ADA), INVITATION, OWN, CATALOGUE)
    assert still_invited(evolve(audit, person=evolve(ADA, role="Teacher")), audit).invitation is not None
    assert still_invited(evolve(audit, person=evolve(ADA, identifier="S-2")), audit).invitation is None
    assert still_invited(evolve(audit, school=School(name="Another School")), audit).invitation is None


def test_an_audit_of_someone_else_or_for_another_invitation_or_signed_does_not_answer() -> None:
    audit = evolve(new_audit(NOW), person=ADA)
    assert may_answer(audit, INVITATION)
    assert not may_answer(evolve(audit, person=evolve(ADA, identifier="S-2")), INVITATION)
    assert not may_answer(evolve(audit, invitation=evolve(INVITATION, id="ef" * 16).named), INVITATION)
    assert not may_answer(evolve(audit, signed=Signed(identifier="x", on=NOW.date())), INVITATION)


def test_an_account_whose_checklist_is_gone_goes_on_in_general_words_under_its_old_name() -> None:
    audit = evolve(new_audit(NOW), accounts=(Account(id="club-1", checklist="club"), Account(id="x-1", checklist="x")))
    gone, kept = with_known_accounts(audit, CATALOGUE).accounts
    assert (gone.id, gone.checklist, gone.label) == ("club-1", "other", "club")
    assert kept == audit.accounts[1]


def test_accounts_on_services_that_were_folded_into_one_checklist_become_one_account_under_it() -> None:
    before = ("vine", "x", "myspace", "closed-services")
    audit = evolve(new_audit(NOW), accounts=tuple(Account(id=f"{each}-1", checklist=each) for each in before))
    known = with_known_accounts(audit, CATALOGUE).accounts
    assert [(each.id, each.checklist) for each in known] == [
        ("vine-1", "closed-services"),
        ("x-1", "x"),
        ("closed-services-1", "closed-services"),
    ]


def answers(folder: Path, number: str) -> Path:
    """A complete answers file, with an invitation for S-1 beside it."""
    document = yaml_text.load(template(CATALOGUE, "baseline", (), PersonKind.VOLUNTEER))
    for question in document["questions"]:
        question["answer"] = question["options"][0]["id"]
    document["person"] |= {"name": "Ada Lee", "staff_number": number}
    document["school"] = {"name": HILLSIDE.name}
    document["occasion"] = "annual review"
    document["invitation"] = "ada.pwinvite"
    (folder / "ada.pwinvite").write_bytes(write_invitation(INVITATION, unsigned))
    file = folder / "answers.yaml"
    file.write_text(yaml_text.dump(document), encoding="utf-8")
    return file


def test_an_answers_file_names_its_invitation_and_has_the_schools_wording(tmp_path: Path) -> None:
    from privacy_wizard.attestation.verify import examine

    key = make_key(name="Ada Lee", identifier="S-1", school=HILLSIDE.name, now=NOW)
    own = evolve(OWN, profile=evolve(HILLSIDE, time_authority=""))
    finished = sign_answers(answers(tmp_path, "S-1"), CATALOGUE, key, lambda: NOW, own)
    statement = examine(finished.pdf).statement
    assert statement is not None
    assert statement.invitation == INVITATION.named
    assert statement.wording.declaration == (
        "I, Ada Lee, work at Hillside Primary School and have answered truthfully.",
    )


def test_an_invitation_for_another_staff_number_is_a_fault_of_the_answers_file(tmp_path: Path) -> None:
    key = make_key(name="Ada Lee", identifier="S-2", school=HILLSIDE.name, now=NOW)
    with pytest.raises(CatalogueFaults, match="This invitation is for the staff number S-1"):
        sign_answers(answers(tmp_path, "S-2"), CATALOGUE, key, lambda: NOW)
