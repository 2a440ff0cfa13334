"""What becomes of a checked file, held against what the register knows: each rule by itself, from values."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve

from privacy_wizard.attestation.reasons import Reason
from privacy_wizard.attestation.verify import Doubt
from privacy_wizard.domain.campaign import Campaign
from privacy_wizard.domain.certificate_events import InvitationEnd
from privacy_wizard.domain.invitation import NamedInvitation
from privacy_wizard.domain.register_events import AttestationStanding
from privacy_wizard.domain.register_views import AttestationRow, CertificateRow, InvitationRow, PersonRow
from privacy_wizard.domain.staff import StaffMember
from privacy_wizard.domain.versions import PolicyVersion
from privacy_wizard.domain.vocabulary import ExceptionReason, Occasion, Outcome, PersonKind
from privacy_wizard.identity.authority_profile import CertificateKind
from privacy_wizard.intake.acceptance_rules import (
    Judgement,
    answered_campaign,
    contradicts_known_key,
    for_an_officer,
    judge_against,
)
from privacy_wizard.intake.facts import Checked, DeclaredException, FileFacts, OnRecord, SchoolRules, SignerParticulars
from privacy_wizard.intake.report import FileVerdict, SignerPart, StatedPart, VerificationReport, reason_parts
from privacy_wizard.intake.sentences import Rule
from privacy_wizard.intake.trust import TrustedThrough
from tests.in_turn import in_turn

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
MADE = NOW - timedelta(hours=2)
KEY, OTHER_KEY = "a" * 64, "b" * 64
DIGEST, OTHER_FILE = "c" * 64, "d" * 64
MEMBER = StaffMember(number="T-1", first_name="Zoë", last_name="Lee", kind=PersonKind.EMPLOYEE, start=date(2026, 11, 1))
ZOE = PersonRow(school="oak", person="p1", member=MEMBER)
SIGNER = SignerPart(
    name="Zoë Lee",
    identifier="T-1",
    fingerprint=KEY,
    words=(),
    self_signed=False,
    valid_until=date(2028, 1, 1),
    signed_at=MADE,
    time_stamp=None,
    time_stamp_by="",
    trusted=True,
)
STATED = StatedPart(
    identifier="i" * 32,
    person="Zoë Lee",
    person_identifier="T-1",
    school="Oak School",
    occasion=Occasion.ANNUAL_REVIEW,
    invitation=None,
    policy="A policy",
    policy_version="1",
    created=MADE,
    score=90,
    outcome=Outcome.MEETS_WITH_RECOMMENDATIONS,
)
PARTICULARS = FileFacts(
    person_kind=PersonKind.EMPLOYEE,
    has_staff_number=True,
    policy=PolicyVersion(id="a-policy", version="1"),
    program_version="0.1.0",
    rules_version="2",
    exceptions=(),
    signer=SignerParticulars(
        serial="ff", issuer="Oak", starts=MADE, ends=NOW, kind=CertificateKind.ATTESTOR, vouched_by="e" * 64
    ),
)
REVIEW = Campaign(
    id="review", title="Review", occasion=Occasion.ANNUAL_REVIEW, opens=date(2026, 11, 1), due=date(2026, 12, 1)
)
EARLIER = evolve(REVIEW, id="earlier", title="Earlier", opens=date(2026, 10, 1))
KNOWN = OnRecord(person=ZOE, campaigns=(REVIEW,))
ROW = AttestationRow(
    school="oak",
    attestation=OTHER_FILE,
    person="p1",
    campaign="review",
    standing=AttestationStanding.ACCEPTED,
    reasons=(),
    identifier="j" * 32,
    invitation=None,
    policy="a-policy",
    score=80,
    outcome="",
    audited=date(2026, 11, 10),
    signed=None,
    received=NOW,
    fingerprint=KEY,
    evidence="",
    file_name="a.pdf",
    on_paper=False,
    decision="",
    countersigned=None,
)
INVITATION = InvitationRow(
    school="oak",
    invitation="k" * 32,
    person="p1",
    campaign="review",
    expires=NOW,
    code_check="",
    tries=0,
    end="",
)
INVITED = evolve(STATED, invitation=NamedInvitation(identifier="k" * 32, campaign="review"))


def checked(
    *,
    trusted: bool = True,
    valid: bool = True,
    stated: StatedPart | None = STATED,
    signer: SignerPart | None = SIGNER,
    doubts: tuple[Doubt, ...] = (),
    **facts: Any,
) -> Checked:
    report = VerificationReport(
        file="a.pdf",
        sha256=DIGEST,
        verdict=FileVerdict.ACCEPTED,
        intact=True,
        valid=valid,
        trusted=trusted,
        covers_whole_file=True,
        page_agrees=True,
        score_agrees=True,
        countersigned=False,
        signer=signer,
        officer=None,
        stated=stated,
        reasons=reason_parts(doubts),
    )
    return Checked(report=report, particulars=evolve(PARTICULARS, **facts))


def judged(known: OnRecord = KNOWN, file: Checked | None = None, school: SchoolRules | None = None) -> Judgement:
    return judge_against(file or checked(), known, school or SchoolRules(), NOW)


def on_record(**changes: Any) -> OnRecord:
    return evolve(KNOWN, **changes)


UNVOUCHED = checked(trusted=False)


def test_what_nothing_stands_against_is_accepted_for_its_person_and_campaign() -> None:
    found = judged()
    assert (found.standing, found.codes) == (AttestationStanding.ACCEPTED, ())
    assert (found.person, found.campaign) == ("p1", "review")
    assert found.evidence.through is TrustedThrough.AUTHORITY
    assert (found.evidence.key, found.evidence.voucher, found.evidence.certificate) == (KEY, "e" * 64, "ff")
    assert (found.evidence.judged, found.evidence.starts, found.evidence.ends) == (NOW, MADE, NOW)


# ---- whose it is


def test_a_number_in_a_file_whose_signature_is_wrong_makes_it_nobodys() -> None:
    wrong = checked(valid=False, doubts=(Doubt(reason=Reason.SIGNATURE_WRONG),))
    found = judged(file=wrong)
    assert (found.standing, found.person) == (AttestationStanding.REJECTED, None)
    assert judged(on_record(person=None)).person is None


def test_a_key_of_somebody_else_makes_it_nobodys_and_it_answers_no_campaign() -> None:
    found = judged(on_record(owners=("p2",)))
    assert found.codes == (Rule.SOMEBODY_ELSES_KEY,)
    assert (found.standing, found.person, found.campaign) == (AttestationStanding.REJECTED, None, None)
    assert judged(on_record(owners=("p1",))).codes == ()
    assert judged(on_record(owners=("p1", "p2"))).codes == (Rule.SOMEBODY_ELSES_KEY,)


def test_a_known_key_of_somebody_who_is_not_on_the_list_is_somebodys_all_the_same() -> None:
    found = judged(on_record(person=None, owners=("p2",)))
    assert {*found.codes} == {Rule.NOBODY, Rule.SOMEBODY_ELSES_KEY}
    assert found.person is None


@in_turn(
    ("known", "codes", "through"),
    [
        ({}, (Rule.UNKNOWN_KEY,), TrustedThrough.NOTHING),
        ({"owners": ("p1",), "keys": (KEY,)}, (), TrustedThrough.KNOWN_KEY),
        ({"keys": (OTHER_KEY,)}, (Rule.CONTRADICTS_KNOWN_KEY,), TrustedThrough.NOTHING),
        ({"keys": (OTHER_KEY, KEY), "owners": ("p1",)}, (), TrustedThrough.KNOWN_KEY),
    ],
)
def test_a_key_that_nobody_vouches_for_counts_where_it_is_known(
    known: dict[str, Any], codes: tuple[Rule, ...], through: TrustedThrough
) -> None:
    found = judged(on_record(**known), UNVOUCHED)
    assert found.codes == codes
    assert found.evidence.through is through
    assert found.evidence.confirmed_keys == known.get("keys", ())


def test_a_known_key_whose_certificate_is_revoked_is_not_trusted_through_it() -> None:
    known = on_record(owners=("p1",), keys=(KEY,), revoked_from=NOW)
    assert judged(known, UNVOUCHED).evidence.through is TrustedThrough.NOTHING
    assert Rule.UNKNOWN_KEY in judged(known, UNVOUCHED).codes


def test_another_key_is_no_contradiction_where_the_authority_vouches_for_it() -> None:
    known = on_record(keys=(OTHER_KEY,))
    assert judged(known).codes == ()
    assert [contradicts_known_key(file, known) for file in (checked(), UNVOUCHED)] == [False, True]


def test_without_an_officer_what_would_be_accepted_needs_a_look_and_nothing_else_changes() -> None:
    accepted, rejected = judged(), judged(on_record(owners=("p2",)))
    found = for_an_officer(accepted)
    assert (found.standing, found.codes) == (AttestationStanding.NEEDS_A_LOOK, (Rule.FOR_AN_OFFICER,))
    assert for_an_officer(rejected) == rejected


@in_turn(
    ("changed", "code"),
    [
        ({"person": None}, Rule.NOBODY),
        ({"person": None, "has_namesakes": True}, Rule.NAMESAKES),
        ({"by_name": True}, Rule.BY_NAME),
        ({"person": evolve(ZOE, member=evolve(MEMBER, last_name="Low"))}, Rule.OTHER_NAME),
        ({"person": evolve(ZOE, member=evolve(MEMBER, kind=PersonKind.GOVERNOR))}, Rule.OTHER_KIND),
    ],
)
def test_what_the_staff_list_says_otherwise_needs_a_look(changed: dict[str, Any], code: Rule) -> None:
    found = judged(on_record(**changed))
    assert (found.standing, found.codes) == (AttestationStanding.NEEDS_A_LOOK, (code,))


def test_whoever_had_left_when_it_was_made_is_told_with_the_last_day() -> None:
    left = evolve(ZOE, member=evolve(MEMBER, last_day=date(2026, 11, 19)))
    found = judged(on_record(person=left))
    assert found.codes == (Rule.HAD_LEFT,)
    assert found.findings[0].detail == "2026-11-19"
    assert judged(on_record(person=evolve(left, member=evolve(MEMBER, last_day=date(2026, 11, 20))))).codes == ()


# ---- the certificate


def test_a_certificate_of_the_authority_is_on_record_where_any_is() -> None:
    row = CertificateRow(
        school="oak",
        serial="ff",
        person="p1",
        fingerprint=KEY,
        starts=MADE,
        ends=NOW,
        issued="",
        replaces=None,
        superseded=False,
        revoked_from=None,
        reason="",
    )
    assert judged(on_record(issued=True)).codes == (Rule.CERTIFICATE_NOT_ON_RECORD,)
    assert judged(on_record(issued=True, certificate=row)).codes == ()
    assert judged(on_record(issued=True, owners=("p1",)), UNVOUCHED).codes == ()


@in_turn(
    ("since", "stamp", "code"),
    [
        (MADE, None, Rule.REVOKED),
        (MADE + timedelta(seconds=1), None, Rule.REVOKED_SINCE),
        (MADE + timedelta(minutes=5), MADE + timedelta(minutes=5), Rule.REVOKED),
        (MADE + timedelta(minutes=5), MADE + timedelta(minutes=4), Rule.REVOKED_SINCE),
    ],
)
def test_what_was_signed_after_a_revocation_is_rejected_and_what_came_before_needs_a_look(
    since: datetime, stamp: datetime | None, code: Rule
) -> None:
    file = checked(signer=evolve(SIGNER, time_stamp=stamp))
    found = judged(on_record(revoked_from=since), file)
    assert found.codes == (code,)
    assert found.findings[0].detail == "2026-11-20"
    assert (found.standing is AttestationStanding.REJECTED) is (code is Rule.REVOKED)


def test_an_old_key_counts_until_the_day_of_the_new_one() -> None:
    assert judged(on_record(superseded_from=MADE)).codes == (Rule.SUPERSEDED,)
    assert judged(on_record(superseded_from=MADE + timedelta(seconds=1))).codes == ()
    both = on_record(superseded_from=MADE, revoked_from=MADE)
    assert judged(both).codes == (Rule.REVOKED,)


# ---- what is held


def test_other_bytes_of_the_same_statement_and_an_older_one_need_a_look() -> None:
    assert judged(on_record(same_statement=(evolve(ROW, attestation=DIGEST),))).codes == ()
    assert judged(on_record(same_statement=(ROW,))).codes == (Rule.OTHER_BYTES,)
    newer = evolve(ROW, campaign=None, audited=date(2026, 11, 21))
    found = judged(on_record(held=(newer, evolve(newer, audited=date(2026, 11, 25)))))
    assert found.codes == (Rule.NEWER_HELD,)
    assert found.findings[0].detail == "2026-11-25"
    for row in (
        evolve(newer, audited=MADE.date()),
        evolve(newer, audited=None),
        evolve(newer, standing=AttestationStanding.REJECTED),
        evolve(newer, attestation=DIGEST),
    ):
        assert judged(on_record(held=(row,))).codes == ()


# ---- invitation and campaign


@in_turn(
    ("invitation", "others", "codes"),
    [
        (None, (), (Rule.UNKNOWN_INVITATION,)),
        (INVITATION, (), ()),
        (evolve(INVITATION, person="p2"), (), (Rule.OTHER_INVITATION,)),
        (evolve(INVITATION, campaign="earlier"), (), (Rule.OTHER_INVITATION,)),
        (evolve(INVITATION, end=InvitationEnd.WITHDRAWN), (), (Rule.INVITATION_WITHDRAWN,)),
        (INVITATION, (ROW,), (Rule.INVITATION_ANSWERED,)),
        (INVITATION, (evolve(ROW, standing=AttestationStanding.REJECTED),), ()),
        (INVITATION, (evolve(ROW, attestation=DIGEST),), ()),
    ],
)
def test_an_invitation_is_answered_once_by_whom_it_was_made_for(
    invitation: InvitationRow | None, others: tuple[AttestationRow, ...], codes: tuple[Rule, ...]
) -> None:
    known = on_record(invitation=invitation, same_invitation=others, campaigns=(REVIEW, EARLIER))
    assert judged(known, checked(stated=INVITED)).codes == codes


def test_an_invitation_of_the_person_says_which_campaign_is_answered() -> None:
    known = on_record(campaigns=(REVIEW, EARLIER), invitation=evolve(INVITATION, campaign="earlier"))
    invited = evolve(STATED, invitation=NamedInvitation(identifier="k" * 32, campaign="earlier"))
    assert judged(known, checked(stated=invited)).campaign == "earlier"
    others = evolve(INVITATION, campaign="earlier", person="p2")
    for other in (None, others):
        assert judged(evolve(known, invitation=other)).campaign == "review", "else the one that opened last"


def test_a_campaign_that_is_not_answered_yet_comes_before_one_that_is() -> None:
    known = on_record(campaigns=(REVIEW, EARLIER), held=(ROW,))
    assert judged(known).campaign == "earlier"
    assert judged(known).codes == ()
    both = evolve(known, held=(ROW, evolve(ROW, attestation="f" * 64, campaign="earlier")))
    assert (judged(both).campaign, judged(both).codes) == ("review", (Rule.ANSWERED_ALREADY,))
    assert answered_campaign(checked(), both, SchoolRules(), NOW) == "review"


def test_an_answer_to_its_invitation_is_told_once_as_answered() -> None:
    known = on_record(invitation=INVITATION, same_invitation=(ROW,), held=(ROW,))
    assert judged(known, checked(stated=INVITED)).codes == (Rule.INVITATION_ANSWERED,)


@in_turn(
    ("campaigns", "created", "codes"),
    [
        ((), MADE, ()),
        ((evolve(REVIEW, groups=("Kitchen",)),), MADE, (Rule.NO_CAMPAIGN,)),
        ((evolve(REVIEW, occasion=Occasion.INDUCTION, due=None, days=9),), MADE, (Rule.NO_CAMPAIGN,)),
        ((REVIEW,), datetime(2026, 10, 31, tzinfo=UTC), (Rule.BEFORE_CAMPAIGN,)),
        ((evolve(REVIEW, ends=date(2026, 12, 1)),), datetime(2026, 12, 2, tzinfo=UTC), (Rule.AFTER_CAMPAIGN,)),
        (
            (
                evolve(EARLIER, ends=date(2026, 10, 31), due=date(2026, 10, 20)),
                evolve(REVIEW, opens=date(2026, 11, 21)),
            ),
            MADE,
            (Rule.BEFORE_CAMPAIGN,),
        ),
    ],
)
def test_what_no_campaign_waits_for_needs_a_look(
    campaigns: tuple[Campaign, ...], created: datetime, codes: tuple[Rule, ...]
) -> None:
    person = evolve(ZOE, member=evolve(MEMBER, start=date(2020, 1, 1)))
    found = judged(on_record(person=person, campaigns=campaigns), checked(stated=evolve(STATED, created=created)))
    assert found.codes == codes
    assert found.campaign is None


# ---- what it says


def test_school_policy_and_rules_are_those_of_the_profile_and_the_campaign() -> None:
    here = SchoolRules(names=("Hill School", "oak school"), packs=((PersonKind.EMPLOYEE, ("a-policy",)),), number=7)
    assert judged(school=here).codes == ()
    assert judged(school=here).evidence.profile == 7
    assert judged(school=evolve(here, names=("Hill School",))).codes == (Rule.OTHER_SCHOOL,)
    other = evolve(here, packs=((PersonKind.EMPLOYEE, ("another",)), (PersonKind.GOVERNOR, ("a-policy",))))
    assert judged(school=other).codes == (Rule.OTHER_POLICY,)
    assert judged(file=checked(policy=None), school=other).codes == ()
    later = on_record(campaigns=(evolve(REVIEW, rules="2"),))
    assert judged(later).codes == ()
    assert judged(later, checked(rules_version="1")).codes == (Rule.EARLIER_RULES,)
    assert judged(later, checked(rules_version="")).codes == ()


def test_each_exception_is_to_be_confirmed_in_its_own_words() -> None:
    exception = DeclaredException(
        control="connections.no-pupils",
        account="instagram-1",
        official=False,
        reason=ExceptionReason.RELATIVE,
        approver_role="",
        approver_name="",
        until=date(2027, 1, 1),
    )
    found = judged(file=checked(exceptions=(exception, evolve(exception, account=None))))
    assert [each.detail for each in found.findings] == [
        f"connections.no-pupils (instagram-1): {ExceptionReason.RELATIVE}, until 2027-01-01",
        f"connections.no-pupils: {ExceptionReason.RELATIVE}, until 2027-01-01",
    ]
    assert found.exceptions == (exception, evolve(exception, account=None))


def test_the_files_own_reasons_stand_beside_those_of_the_register_which_knows_keys_and_school_itself() -> None:
    told = (Doubt(reason=Reason.UNKNOWN_KEY), Doubt(reason=Reason.OTHER_SCHOOL), Doubt(reason=Reason.UNKNOWN_POLICY))
    found = judged(file=checked(doubts=told))
    assert found.codes == (Reason.UNKNOWN_POLICY,)
    assert [(each.rejects, each.bars) for each in found.findings] == [(False, True)]
    rejecting = judged(on_record(by_name=True, owners=("p2",)))
    assert [each.rejects for each in rejecting.findings] == [True, False], "what rejects comes first"


def test_a_file_without_a_statement_is_never_accepted() -> None:
    with pytest.raises(ValueError, match="without a statement"):
        judged(file=checked(stated=None))
    found = judged(file=checked(stated=None, signer=None, doubts=(Doubt(reason=Reason.NO_DATA),)))
    assert (found.codes, found.campaign, found.evidence.key) == ((Reason.NO_DATA,), None, "")
    assert judged(on_record(person=None, owners=()), UNVOUCHED).evidence.through is TrustedThrough.NOTHING
    assert not contradicts_known_key(checked(stated=None, signer=None, trusted=False), on_record(keys=(OTHER_KEY,)))
