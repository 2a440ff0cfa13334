"""The five policy packs carry every clause of their policies, at the policy's own level, and keep their differences."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from privacy_wizard.catalogue import shipped_folder
from privacy_wizard.domain.model import Catalogue, Clause, PolicyPack, Requirement
from privacy_wizard.domain.vocabulary import Basis, Kind, Level, Subject, Verdict
from tests.in_turn import in_turn
from tests.shipped import shipped

Row = dict[str, Any]  # ref, kinds, level (None: it says whom or which services the policy covers)

ROWS: dict[str, list[Row]] = yaml.load(
    Path(__file__).with_name("clauses.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
)
PROMISED = {
    "visibility.audience",
    "tagging.control",
    "connections.no-pupils",
    "connections.no-parents",
    "identity.school-logo",
    "identity.school-email",
    "conduct.official-approval",  # of accounts run for the school, so that no pack leaves them unasked
    "conduct.official-images",
}
DEVON = "devon-maintained-schools-2011"
HELSBY = "helsby-hillside-primary-2023"
BRADLEY = "bradley-primary-2023"
ASPIRE = "aspire-academies-trust-2017"
LADYSMITH = "ladysmith-federation"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return shipped()


def requirement(catalogue: Catalogue, pack: str, control: str) -> Requirement | None:
    """What a pack says about one control, or None where it is silent."""
    return next((each for each in catalogue.packs[pack].requirements if each.control.id == control), None)


def carriers(pack: PolicyPack, clause: Clause) -> list[Requirement]:
    return [each for each in pack.requirements if each.basis is not Basis.BASELINE and clause in each.clauses]


def asked_as(kind: Kind) -> str:
    """Settings and account questions are both asked per account; the packs may choose between them."""
    return "account" if kind is Kind.SETTING else kind.value


def shortcomings(pack: PolicyPack, clause: Clause, row: Row) -> list[str]:
    """What is wrong with how a clause is carried, in words; empty where it is carried well."""
    if row["level"] is None:
        holder = pack.applies_to if row["kinds"] == ["applies to"] else pack.platforms
        return [] if clause.id in holder.clauses else [f"{clause.id} does not stand in {row['kinds'][0]}"]
    found = carriers(pack, clause)
    levels, core = {each.level for each in found}, {each.level for each in found if each.is_core}
    wanted_kinds = {asked_as(Kind(kind)) for kind in row["kinds"]}
    missing = wanted_kinds - {asked_as(each.control.kind) for each in found}
    wrong_level = [] if levels == core == {Level(row["level"])} else [f"{clause.id} is carried as {sorted(levels)}"]
    return wrong_level + [f"{clause.id} has no {kind} question" for kind in sorted(missing)]


@in_turn("pack_id", ROWS)
def test_a_pack_lists_the_clauses_of_its_policy_one_by_one(catalogue: Catalogue, pack_id: str) -> None:
    assert [clause.ref for clause in catalogue.packs[pack_id].clauses] == [row["ref"] for row in ROWS[pack_id]]


@in_turn("pack_id", ROWS)
def test_every_clause_is_carried_at_the_level_and_by_the_kind_of_question_that_it_asks_for(
    catalogue: Catalogue, pack_id: str
) -> None:
    pack = catalogue.packs[pack_id]
    pairs = zip(pack.clauses, ROWS[pack_id], strict=True)
    assert [fault for clause, row in pairs for fault in shortcomings(pack, clause, row)] == []


@in_turn("pack_id", ROWS)
def test_every_pack_asks_what_the_product_promises(catalogue: Catalogue, pack_id: str) -> None:
    asked = {each.control.id for each in catalogue.packs[pack_id].requirements}
    assert asked >= PROMISED


@in_turn("pack_id", ROWS)
def test_what_comes_from_the_baseline_is_a_must_and_cites_the_baseline(catalogue: Catalogue, pack_id: str) -> None:
    inherited = [each for each in catalogue.packs[pack_id].requirements if each.basis is Basis.BASELINE]
    assert {each.control.id for each in inherited} <= PROMISED
    assert {each.level for each in inherited} == {Level.MUST}
    baseline = catalogue.packs["baseline"].clauses
    assert all(clause in baseline for each in inherited for clause in each.clauses)


def test_the_baseline_is_the_six_promises_and_two_points_on_school_accounts(catalogue: Catalogue) -> None:
    asked = catalogue.packs["baseline"].requirements
    assert [(each.level, each.basis) for each in asked] == [(Level.MUST, Basis.BASELINE)] * 8
    assert {each.control.id for each in asked} == PROMISED


def test_a_policy_lowers_a_promise_only_where_it_speaks_of_it_itself(catalogue: Catalogue) -> None:
    departures = {pack: [each.control for each in catalogue.packs[pack].departures] for pack in ROWS}
    assert {pack: controls for pack, controls in departures.items() if controls} == {
        HELSBY: ["connections.no-parents"],
        LADYSMITH: ["tagging.control"],
    }
    for pack, control in ((HELSBY, "connections.no-parents"), (LADYSMITH, "tagging.control")):
        assert stance(catalogue, pack, control) == (OWN, Level.SHOULD)


@in_turn("pack_id", ROWS)
def test_no_policy_allows_exceptions(catalogue: Catalogue, pack_id: str) -> None:
    assert [each.control.id for each in catalogue.packs[pack_id].requirements if each.exception] == []


@in_turn("pack_id", ROWS)
def test_an_ordinary_account_is_asked_a_bearable_number_of_settings(catalogue: Catalogue, pack_id: str) -> None:
    settings = [each for each in catalogue.packs[pack_id].requirements if each.control.kind is Kind.SETTING]
    assert 8 <= len(settings) <= 18


@in_turn("pack_id", ROWS)
def test_another_platform_asks_all_of_the_core_that_is_asked_of_an_account(catalogue: Catalogue, pack_id: str) -> None:
    answered = {check.control for name in ("other", "every-account") for check in catalogue.checklists[name].checks}
    core = [each.control for each in catalogue.packs[pack_id].requirements if each.is_core]
    assert {each.id for each in core if each.kind.subject is Subject.PERSONAL_ACCOUNT} <= answered


# What the five policies disagree on.

OWN, BASELINE, SILENT = "policy", "baseline", "silent"


def stance(catalogue: Catalogue, pack: str, control: str) -> tuple[str, Level | None]:
    """Whether the policy itself, the baseline or nobody speaks, and at which level."""
    found = requirement(catalogue, pack, control)
    if found is None:
        return SILENT, None
    return (BASELINE if found.basis is Basis.BASELINE else OWN), found.level


@in_turn(
    ("control", "stances"),
    [
        (
            "connections.no-pupils",
            {
                DEVON: (OWN, Level.MUST),
                HELSBY: (BASELINE, Level.MUST),
                BRADLEY: (OWN, Level.MUST),
                ASPIRE: (BASELINE, Level.MUST),
                LADYSMITH: (OWN, Level.MUST),
            },
        ),
        (
            "connections.no-former-pupils",
            {
                DEVON: (SILENT, None),
                HELSBY: (SILENT, None),
                BRADLEY: (OWN, Level.SHOULD),
                ASPIRE: (SILENT, None),
                LADYSMITH: (OWN, Level.MUST),
            },
        ),
        (
            "connections.no-parents",
            {
                DEVON: (BASELINE, Level.MUST),
                HELSBY: (OWN, Level.SHOULD),
                BRADLEY: (OWN, Level.MUST),
                ASPIRE: (BASELINE, Level.MUST),
                LADYSMITH: (BASELINE, Level.MUST),
            },
        ),
        (
            "identity.school-logo",
            {
                DEVON: (BASELINE, Level.MUST),
                HELSBY: (OWN, Level.MUST),
                BRADLEY: (BASELINE, Level.MUST),
                ASPIRE: (OWN, Level.MUST),
                LADYSMITH: (OWN, Level.MUST),
            },
        ),
        (
            "identity.school-email",
            {
                DEVON: (BASELINE, Level.MUST),
                HELSBY: (OWN, Level.MUST),
                BRADLEY: (BASELINE, Level.MUST),
                ASPIRE: (BASELINE, Level.MUST),
                LADYSMITH: (BASELINE, Level.MUST),
            },
        ),
    ],
)
def test_the_policies_differ_on_a_point_as_their_words_do(
    catalogue: Catalogue, control: str, stances: dict[str, tuple[str, Level | None]]
) -> None:
    assert {pack: stance(catalogue, pack, control) for pack in stances} == stances


def judged(catalogue: Catalogue, pack: str, control: str) -> dict[str, Verdict]:
    found = requirement(catalogue, pack, control)
    assert found is not None
    return {fact.id: found.judge(fact.id) for fact in found.control.facts}


def test_helsby_forbids_the_school_name_even_with_a_disclaimer_and_allows_it_in_an_agreed_blog(
    catalogue: Catalogue,
) -> None:
    verdicts = judged(catalogue, HELSBY, "identity.school-name")
    assert (verdicts["disclaimer"], verdicts["agreed-blog"]) == (Verdict.NOT_MET, Verdict.MET)
    assert stance(catalogue, HELSBY, "content.blog-permission") == (OWN, Level.MUST)


def test_helsby_advises_against_inviting_parents_and_not_against_relatives_and_earlier_friends(
    catalogue: Catalogue,
) -> None:
    verdicts = {pack: judged(catalogue, pack, "connections.no-parents") for pack in (HELSBY, BRADLEY)}
    assert (verdicts[HELSBY]["known-before"], verdicts[HELSBY]["present"]) == (Verdict.MET, Verdict.NOT_MET)
    assert verdicts[BRADLEY]["known-before"] is Verdict.NOT_MET, "its 4.1 note says so"


def test_ladysmith_allows_the_school_name_with_a_disclaimer_and_asks_for_that_once(catalogue: Catalogue) -> None:
    assert requirement(catalogue, LADYSMITH, "identity.school-name") is None
    verdicts = judged(catalogue, LADYSMITH, "identity.disclaimer")
    assert (verdicts["stated"], verdicts["missing"]) == (Verdict.MET, Verdict.NOT_MET)


def test_devon_allows_the_school_name_and_then_wants_a_fitting_profile(catalogue: Catalogue) -> None:
    assert stance(catalogue, DEVON, "identity.school-name") == (SILENT, None)
    verdicts = judged(catalogue, DEVON, "identity.fitting-when-identifiable")
    assert (verdicts["fitting"], verdicts["not-fitting"]) == (Verdict.MET, Verdict.NOT_MET)


def test_a_school_address_used_to_sign_in_breaks_the_one_policy_that_speaks_of_it(catalogue: Catalogue) -> None:
    verdicts = {pack: judged(catalogue, pack, "identity.school-email")["sign-in"] for pack in ROWS}
    assert {pack for pack, verdict in verdicts.items() if verdict is Verdict.NOT_MET} == {HELSBY}


def test_devon_asks_for_a_private_address_in_public_discussions_and_says_nothing_of_profiles(
    catalogue: Catalogue,
) -> None:
    assert stance(catalogue, DEVON, "content.private-address") == (OWN, Level.MUST)
    assert stance(catalogue, DEVON, "identity.school-email")[0] == BASELINE


def test_the_logo_in_a_post_breaks_the_two_policies_that_speak_of_posts_or_of_the_whole_account(
    catalogue: Catalogue,
) -> None:
    verdicts = {pack: judged(catalogue, pack, "identity.school-logo") for pack in ROWS}
    assert {pack for pack, judges in verdicts.items() if judges["in-posts"] is Verdict.NOT_MET} == {ASPIRE, LADYSMITH}
    assert {judges["added-by-service"] for judges in verdicts.values()} == {Verdict.MET}


def test_a_uniform_or_a_lanyard_never_counts_and_is_asked_where_a_policy_speaks_of_branding(
    catalogue: Catalogue,
) -> None:
    asked = {pack: requirement(catalogue, pack, "identity.other-signs") for pack in catalogue.packs}
    assert {pack for pack, found in asked.items() if found} == {ASPIRE, LADYSMITH}
    assert not any(found.is_core for found in asked.values() if found)


def test_helsby_counts_negative_posts_even_where_they_are_fair(catalogue: Catalogue) -> None:
    assert stance(catalogue, HELSBY, "conduct.no-negative") == (OWN, Level.MUST)
    checks = {check.id: check for check in catalogue.checklists["person"].checks}
    verdicts = {option.id: option.verdict for option in checks["person.no-negative"].options}
    assert (verdicts["still-there"], verdicts["nothing"]) == (Verdict.NOT_MET, Verdict.MET)


def test_pictures_of_pupils_fall_under_helsbys_serious_breaches(catalogue: Catalogue) -> None:
    found = requirement(catalogue, HELSBY, "conduct.pupil-pictures")
    assert found
    assert [clause.ref for clause in found.clauses] == ["Breach"]
    assert found.is_critical


def test_aspire_asks_for_fitting_posts_as_well_as_a_fitting_profile(catalogue: Catalogue) -> None:
    for control in ("identity.professional-image", "content.fitting-posts"):
        found = requirement(catalogue, ASPIRE, control)
        assert found
        assert ([clause.ref for clause in found.clauses], found.level) == (["6.3"], Level.MUST)


@pytest.mark.parametrize("control", ["connections.no-former-pupils", "conduct.no-contact-former-pupils"])
@pytest.mark.parametrize(("pack_id", "adults"), [(BRADLEY, Verdict.PARTLY_MET), (LADYSMITH, Verdict.NOT_MET)])
def test_bradley_discourages_adult_former_pupils_and_ladysmith_forbids_them(
    catalogue: Catalogue, pack_id: str, adults: Verdict, control: str
) -> None:
    verdicts = judged(catalogue, pack_id, control)
    assert verdicts["adults"] is adults
    assert verdicts["none"] is Verdict.MET
    assert verdicts["under-18-or-unknown"] is Verdict.NOT_MET


def test_every_platform_asks_whether_former_pupils_are_grown_up(catalogue: Catalogue) -> None:
    platforms = {path.stem for path in (shipped_folder() / "platforms").glob("*.yaml")}
    without_contacts = {
        name
        for name, checklist in catalogue.checklists.items()
        if any(lack.control == "connections.no-former-pupils" for lack in checklist.lacks)
    }
    asked = {
        name: {option.fact for check in checklist.checks for option in check.options}
        for name, checklist in catalogue.checklists.items()
        if any(check.control == "connections.no-former-pupils" for check in checklist.checks)
    }
    assert set(asked) == platforms - without_contacts
    assert all({"none", "adults", "under-18-or-unknown"} <= facts for facts in asked.values())


@in_turn(
    ("pack_id", "met"),
    [
        (DEVON, {"never", "lunch"}),
        (HELSBY, {"never", "lunch", "own-time"}),
        (BRADLEY, {"never", "lunch", "own-time"}),
        (ASPIRE, {"never", "lunch", "own-time", "occasional-designated"}),
        (LADYSMITH, {"never", "lunch", "own-time", "occasional-designated", "occasional"}),
    ],
)
def test_personal_use_at_work_is_judged_by_each_policys_own_rule(
    catalogue: Catalogue, pack_id: str, met: set[str]
) -> None:
    verdicts = judged(catalogue, pack_id, "conduct.personal-use-at-work")
    assert {fact for fact, verdict in verdicts.items() if verdict is Verdict.MET} == met


def test_only_helsby_speaks_of_looking_candidates_up_and_only_bradley_forbids_it(catalogue: Catalogue) -> None:
    told = {pack for pack in ROWS if requirement(catalogue, pack, "conduct.ack-candidates-searched")}
    assert told == {HELSBY}
    assert "4.2" in {
        clause.ref
        for clause in catalogue.packs[BRADLEY].clauses
        if clause.id in catalogue.packs[BRADLEY].applies_to.clauses
    }


@in_turn(
    ("pack_id", "roles"),
    [
        (DEVON, {"senior management", "line manager"}),
        (HELSBY, {"headteacher", "business manager", "manager"}),
        (BRADLEY, {"senior management"}),
        (ASPIRE, {"principal", "headteacher", "manager"}),
        (LADYSMITH, {"senior leader"}),
    ],
)
def test_a_pack_names_those_whom_its_policy_tells_people_to_turn_to(
    catalogue: Catalogue, pack_id: str, roles: set[str]
) -> None:
    named = " / ".join(contact.role for contact in catalogue.packs[pack_id].tell)
    assert [role for role in sorted(roles) if role not in named] == []


def test_only_the_policies_that_name_a_next_review_have_one(catalogue: Catalogue) -> None:
    reviews = {pack: catalogue.packs[pack].next_review for pack in ROWS}
    assert {pack for pack, review in reviews.items() if review} == {HELSBY, ASPIRE}
    assert "autumn" in str(reviews[HELSBY]).lower()
    assert "bi-annually" in str(reviews[ASPIRE]).lower()


def test_every_question_of_a_person_account_and_school_account_is_asked_by_exactly_one_check(
    catalogue: Catalogue,
) -> None:
    shared = ("person", "every-account", "official")
    asked = [check.control for each in shared for check in catalogue.checklists[each].checks if check.control]
    wanted = [control.id for control in catalogue.controls.values() if control.kind is not Kind.SETTING]
    assert sorted(asked) == sorted(wanted)


# Pupils and parents are asked about apart since; schools' own packs may still ask about both at once, and may mean the
# pupils of any school.
FOR_OTHER_PACKS = {"conduct.no-contact-pupils-parents", "connections.no-pupils-of-any-school"}


def test_every_question_of_person_account_and_school_account_is_asked_by_some_policy(catalogue: Catalogue) -> None:
    required = {each.control.id for pack in ROWS for each in catalogue.packs[pack].requirements} | FOR_OTHER_PACKS
    wanted = {control.id for control in catalogue.controls.values() if control.kind is not Kind.SETTING}
    assert wanted - required == set()


def test_nothing_to_be_promised_begins_with_a_not(catalogue: Catalogue) -> None:
    """To agree to “You will not …” would be to answer “I will”; a pack of a school that says so stays readable."""
    promised = [
        (pack.id, each.summary)
        for pack in catalogue.packs.values()
        for each in pack.requirements
        if each.control.kind is Kind.ACK and each.level is not Level.INFORM
    ]
    assert promised
    assert not [each for each in promised if re.match(r"(You|I) (\w+ (not|never)|never|cannot)\b", each[1])]
