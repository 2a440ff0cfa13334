"""A finished statement and its variations."""

from datetime import date, datetime, timedelta, timezone
from typing import Any

from attrs import evolve

from privacy_wizard.attestation.layouts import CURRENT_LAYOUT
from privacy_wizard.attestation.statement import (
    FORMAT,
    AccountPart,
    ActionPart,
    AreaPart,
    ChecklistPart,
    ExceptionPart,
    FindingPart,
    GuidancePart,
    KeyPart,
    LeftOutPart,
    PersonPart,
    PolicyPart,
    SchoolPart,
    SignatureKind,
    SignaturePart,
    Statement,
    WordingPart,
    XccdfPart,
)
from privacy_wizard.domain.versions import CURRENT_RULES
from privacy_wizard.domain.vocabulary import (
    AccountKind,
    Area,
    Basis,
    ExceptionReason,
    HowKnown,
    Level,
    NotApplicable,
    Occasion,
    Outcome,
    PersonKind,
    Severity,
    Verdict,
)

STROKES = (
    (
        (40, 180),
        (70, 90),
        (110, 40),
        (130, 120),
        (100, 230),
        (160, 150),
        (210, 110),
        (240, 170),
        (270, 120),
        (310, 160),
    ),
    ((360, 60), (350, 210), (400, 130), (450, 110), (470, 180), (520, 120), (560, 170), (640, 100), (760, 140)),
    ((300, 250), (520, 215), (820, 200)),
)


def finding(control: str, title: str, account: str | None, verdict: Verdict, reason: str, **other: Any) -> FindingPart:
    settled: dict[str, Any] = {
        "area": Area(control.partition(".")[0]),
        "level": Level.MUST,
        "severity": Severity.HIGH,
        "weight": 9,
        "clauses": ("B.3",),
        "basis": Basis.NAMED,
        "critical": False,
        "known": HowKnown.LOOKED,
        "looked_on": None,
        "as_far_as_seen": False,
        "changed": False,
    }
    settled.update(other)
    return FindingPart(control=control, title=title, account=account, verdict=verdict, reason=reason, **settled)


FINDINGS = (
    finding(
        "visibility.profile",
        "Who can see the profile",
        "instagram-1",
        Verdict.MET,
        "The account is private: only approved followers see it.",
        changed=True,
        known=HowKnown.LOOKED_AS_STRANGER,
    ),
    finding(
        "tagging.review",
        "Tags are reviewed before they show",
        "instagram-1",
        Verdict.PARTLY_MET,
        "Tags by people you follow show at once; others wait for approval.",
        level=Level.SHOULD,
        severity=Severity.MEDIUM,
        weight=2,
        clauses=("C.5", "C.6"),
    ),
    finding(
        "connections.no-pupils",
        "No pupils among the connections",
        "instagram-1",
        Verdict.MET,
        "Every follower was looked through; none is a pupil.",
        clauses=("A.2",),
    ),
    finding(
        "security.two-step",
        "Sign-in needs a second step",
        "instagram-1",
        Verdict.NOT_MET,
        "Two-factor authentication is off.",
        level=Level.SHOULD,
        weight=3,
        severity=Severity.HIGH,
        clauses=("D.1",),
    ),
    finding(
        "visibility.profile",
        "Who can see the profile",
        "facebook-1",
        Verdict.MET,
        "Posts are shown to friends only.",
        basis=Basis.BASELINE,
    ),
    finding(
        "visibility.past",
        "Older posts are hidden from the public",
        "facebook-1",
        Verdict.NOT_SURE,
        "It was not found on the screen, which counts as not sure.",
        level=Level.SHOULD,
        severity=Severity.MEDIUM,
        weight=2,
        known=None,
    ),
    finding(
        "connections.no-pupils",
        "No pupils among the connections",
        "facebook-1",
        Verdict.EXCEPTED,
        "A relative is a pupil at the school; the line manager has approved it.",
        clauses=("A.2",),
    ),
    finding(
        "identity.school-name",
        "The school is not named in the profile",
        "facebook-1",
        Verdict.MET,
        "The workplace is empty.",
        clauses=("B.7",),
        level=Level.SHOULD,
        weight=2,
    ),
    finding(
        "visibility.profile",
        "Who can see the profile",
        "other-1",
        Verdict.MET,
        "Only accepted contacts see it.",
        basis=Basis.BASELINE,
    ),
    finding(
        "conduct.policy-read",
        "The policy has been read and understood",
        None,
        Verdict.ACKNOWLEDGED,
        "Acknowledged.",
        clauses=("A.1",),
        known=None,
    ),
    finding(
        "conduct.report",
        "Concerns are reported to the designated lead",
        None,
        Verdict.ACKNOWLEDGED,
        "Acknowledged.",
        level=Level.INFORM,
        weight=0,
        clauses=("E.4",),
        known=None,
    ),
)

LEFT_OUT = (
    LeftOutPart(
        control="discoverability.phone",
        title="Cannot be found by phone number",
        area=Area.DISCOVERABILITY,
        level=Level.SHOULD,
        account="other-1",
        clauses=("B.9",),
        basis=Basis.NAMED,
        reason_code=NotApplicable.NOT_OFFERED,
        reason="This platform does not have the setting.",
    ),
)
EXCEPTIONS = (
    ExceptionPart(
        control="connections.no-pupils",
        account="facebook-1",
        reason=ExceptionReason.RELATIVE,
        approver_role="Line manager",
        approver_name="R. Okonkwo",
        until=date(2027, 7, 31),
    ),
)
ACTIONS = (
    ActionPart(
        text="Turn on two-factor authentication.",
        control="security.two-step",
        account="instagram-1",
        gain=5,
        lifts=None,
        due=date(2026, 12, 4),
    ),
    ActionPart(
        text="Limit the audience of past posts.",
        control="visibility.past",
        account="facebook-1",
        gain=3,
        lifts=None,
        due=None,
    ),
)


def statement(**changes: Any) -> Statement:
    """A whole statement; named fields are replaced."""
    made = Statement(
        format=FORMAT,
        rules_version=CURRENT_RULES,
        identifier="6f1d2c3b4a5968778695a4b3c2d1e0f1",
        program_version="0.1.0",
        layout_version=CURRENT_LAYOUT,
        created=datetime(2026, 11, 20, 16, 5, 9, tzinfo=timezone(timedelta(hours=1))),
        person=PersonPart(
            name="Siân Nguyễn-O’Brien",
            role="Teacher of mathematics",
            kind=PersonKind.EMPLOYEE,
            identifier="T-20417",
            has_staff_number=True,
        ),
        school=SchoolPart(
            name="Marsh Lane Primary School",
            other_names=("Marsh Lane",),
            email_domains=("marshlane.example",),
            logo=None,
        ),
        invitation=None,
        occasion=Occasion.ANNUAL_REVIEW,
        policy=PolicyPart(
            id="marsh-lane-2026",
            title="Social media policy for staff",
            issuer="Marsh Lane Federation",
            date="2026-02-01",
            version="3",
            sha256="a1" * 32,
        ),
        checklists=(
            ChecklistPart(id="instagram", title="Instagram", version="2026.11", sha256="b2" * 32),
            ChecklistPart(id="facebook", title="Facebook", version="2026.11", sha256="c3" * 32),
            ChecklistPart(id="other", title="Another platform", version="2026.11", sha256="d4" * 32),
        ),
        accounts=(
            AccountPart(
                id="instagram-1",
                platform="Instagram",
                checklist="instagram",
                kind=AccountKind.PERSONAL,
                number=1,
                score=69,
            ),
            AccountPart(
                id="facebook-1",
                platform="Facebook",
                checklist="facebook",
                kind=AccountKind.PERSONAL,
                number=1,
                score=90,
            ),
            AccountPart(
                id="other-1",
                platform="Another platform",
                checklist="other",
                kind=AccountKind.PERSONAL,
                number=1,
                score=100,
            ),
        ),
        no_accounts=False,
        findings=FINDINGS,
        left_out=LEFT_OUT,
        exceptions=EXCEPTIONS,
        score=86,
        raw_score=86,
        further=None,
        outcome=Outcome.MEETS_WITH_RECOMMENDATIONS,
        areas=(
            AreaPart(area=Area.VISIBILITY, score=93),
            AreaPart(area=Area.TAGGING, score=50),
            AreaPart(area=Area.CONNECTIONS, score=100),
            AreaPart(area=Area.IDENTITY, score=100),
            AreaPart(area=Area.SECURITY, score=0),
            AreaPart(area=Area.CONDUCT, score=100),
        ),
        person_score=100,
        xccdf=XccdfPart(default=88.89, flat=54, flat_maximum=63),
        actions=ACTIONS,
        guidance=GuidancePart(
            oldest_source="2025-03",
            newest_source="2026-09",
            never_seen=4,
            checks=31,
            text="The checks rest on sources from March 2025 to September 2026. "
            "Nobody has yet looked at the screen of 4 of the 31 checks.",
        ),
        comment="I have asked my sister to take my old photographs down.",
        signature=SignaturePart(kind=SignatureKind.DRAWN, strokes=STROKES, text=""),
        key=KeyPart(
            fingerprint="9c" * 32,
            words=("amber", "lantern", "orbit", "velvet", "canoe", "thistle", "magnet", "harbour"),
        ),
        time_note="The time is that of the signer’s own computer. No time-stamping service has confirmed it.",
        wording=WordingPart(declaration=("I declare that my answers are true.",), template_sha256="e5" * 32, texts={}),
    )
    return evolve(made, **changes)
