"""What a downloaded profile says that bears on a question is pointed at, with what the policy says of it."""

from collections.abc import Mapping
from datetime import date

import pytest
from attrs import evolve

from privacy_wizard.audit.profile_hints import Leave, ProfileHint, hint_for, leave_of
from privacy_wizard.audit.session import AuditSession
from privacy_wizard.domain.audit import School
from privacy_wizard.domain.questions import Question
from privacy_wizard.domain.vocabulary import Verdict
from privacy_wizard.evidence import DataExport, ExportForm, Observation, ObservationKind, Observed
from privacy_wizard.evidence.school_mentions import WORDING

MADE = date(2026, 9, 2)
MARYS = School(
    name="St Mary’s Church of England Primary School",
    other_names=("St Marys Primary", "SMCP"),
    email_domains=("st-marys.sch.uk",),
)
HELSBY = "helsby-hillside-primary-2023"


def profile(texts: Mapping[ObservationKind, str], *, proven: bool = True) -> DataExport:
    seen = tuple(
        Observation(
            kind=kind,
            shown=Observed.YES,
            value=text,
            file="personal_information/profile.json",
            key=f"profile.{kind}",
            since=None,
            made=MADE,
            proven=proven,
        )
        for kind, text in texts.items()
    )
    return DataExport(
        platform="instagram",
        title="Instagram",
        generation="",
        form=ExportForm.JSON,
        language="en",
        made=MADE,
        files=(),
        observations=seen,
        lists=(),
        notes=(),
    )


@pytest.fixture
def asked(session: AuditSession) -> Mapping[str, Question]:
    """The questions about an Instagram account under Helsby's policy, by control."""
    session.choose_policy(HELSBY)
    return {
        each.check.control: each for each in session.questions if each.key[1] == "instagram-1" and each.check.control
    }


def hints(asked: Mapping[str, Question], texts: Mapping[ObservationKind, str]) -> dict[str, ProfileHint]:
    found = {name: hint_for(profile(texts), each, list(asked.values()), MARYS) for name, each in asked.items()}
    return {name: hint for name, hint in found.items() if hint is not None}


@pytest.mark.parametrize(
    ("kind", "text", "found", "controls"),
    [
        (ObservationKind.BIO, "Year 4 at St Marys Prim., mum of two", "saint marys primary", ["school-name"]),
        (ObservationKind.HEADLINE, "Teacher, SMCP", "SMCP", ["school-name"]),
        (ObservationKind.EMPLOYER, "Saint Mary's CE Primary School", "saint marys church", ["school-name"]),
        (ObservationKind.EDUCATION, "St. Mary's C of E Primry School", "saint marys", ["school-name"]),
        (ObservationKind.WEBSITE, "https://www.st-marys.sch.uk/staff", "www.st-marys.sch.uk", ["school-name"]),
        (ObservationKind.USERNAME, "ann_smcp", "SMCP", ["user-name"]),
        (ObservationKind.NAME, "Ann at St Marys Primary", "saint marys primary", ["user-name"]),
        (ObservationKind.EMAIL, "ann@st-marys.sch.uk", "ann@st-marys.sch.uk", ["school-email"]),
        (ObservationKind.BIO, "ask ann@st-marys.sch.uk", "ann@st-marys.sch.uk", ["school-name", "school-email"]),
    ],
)
def test_each_text_that_names_the_school_is_pointed_at_beside_the_question_about_it(
    kind: ObservationKind, text: str, found: str, controls: list[str], asked: Mapping[str, Question]
) -> None:
    given = {name: hint for name, hint in hints(asked, {kind: text}).items() if hint.mentions}
    assert sorted(given) == sorted(f"identity.{each}" for each in controls)
    for hint in given.values():
        [mention] = hint.mentions
        assert found in mention.found
        assert (mention.observation.file, mention.observation.key) == (
            "personal_information/profile.json",
            f"profile.{kind}",
        )


def test_what_names_no_school_of_ours_is_not_pointed_at(asked: Mapping[str, Question]) -> None:
    texts = {ObservationKind.BIO: "Teacher at Hill Street Primary", ObservationKind.EMAIL: "ann@hillstreet.sch.uk"}
    assert [name for name, hint in hints(asked, texts).items() if hint.mentions] == []


def test_where_the_policy_has_no_question_about_the_name_itself_the_nearest_one_gets_it(
    session: AuditSession,
) -> None:
    session.choose_policy("devon-maintained-schools-2011")
    found = [each for each in session.questions if each.check.control == "identity.fitting-when-identifiable"]
    export = profile({ObservationKind.EMPLOYER: "St Marys Primary"})
    assert found
    hint = hint_for(export, found[0], session.questions, MARYS)
    assert hint is not None
    assert hint.leave is Leave.AS_IT_SAYS


def test_what_the_policy_says_is_what_the_pack_carries(asked: Mapping[str, Question]) -> None:
    named = asked["identity.school-name"].own_requirement
    assert leave_of(named) is Leave.FORBIDDEN
    assert leave_of(asked["identity.school-email"].own_requirement) is Leave.FORBIDDEN
    assert leave_of(asked["identity.user-name"].own_requirement) is Leave.AS_IT_SAYS
    met, partly = Verdict.MET, Verdict.PARTLY_MET
    for judges, leave in (
        ({"disclaimer": met}, Leave.MILDER_ALLOWED),
        ({"disclaimer": partly}, Leave.MILDER_COUNTS_IN_PART),
        ({"disclaimer": met, "present": met}, Leave.ALLOWED),
    ):
        assert leave_of(evolve(named, judges={**named.judges, **judges})) is leave


def test_a_note_that_views_are_personal_is_recognised_where_the_policy_asks_for_one(
    asked: Mapping[str, Question],
) -> None:
    bio = ObservationKind.BIO
    noted = hints(asked, {bio: "Teacher. Views my own!"})["identity.disclaimer"]
    assert [each.value for each in noted.carries] == ["Teacher. Views my own!"]
    assert not noted.wants_note
    for wording in WORDING:
        assert not hints(asked, {bio: f"Teacher. {wording}"})["identity.disclaimer"].wants_note
    without = hints(asked, {bio: "Teacher"})["identity.disclaimer"]
    assert without.wants_note
    assert not without.carries
    assert "identity.disclaimer" not in hints(asked, {ObservationKind.EMPLOYER: "Hill Street"})  # no text to carry it


def test_a_name_that_is_allowed_with_a_note_asks_for_the_note(asked: Mapping[str, Question]) -> None:
    question = asked["identity.school-name"]
    own = evolve(question.own_requirement, judges={"disclaimer": Verdict.MET})
    milder = evolve(question, requirements=(own,))
    for text, wants in (("St Marys Primary", True), ("St Marys Primary. All views my own", False)):
        hint = hint_for(profile({ObservationKind.BIO: text}), milder, asked.values(), MARYS)
        assert hint is not None
        assert hint.wants_note is wants
    named = hints(asked, {ObservationKind.BIO: "St Marys Primary"})["identity.school-name"]
    assert not named.wants_note  # here no note would help
