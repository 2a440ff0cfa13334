"""Policies and audits as XCCDF: valid, complete, and silent about what is private."""

import xml.etree.ElementTree as ET
from datetime import datetime
from pathlib import Path
from random import Random

import pytest
from attrs import evolve

from privacy_wizard.domain.expectation import expected_set
from privacy_wizard.domain.judgement import judge
from privacy_wizard.domain.model import AllowedException, Catalogue, Checklist, Lack, PolicyPack
from privacy_wizard.domain.vocabulary import ExceptionReason, Level, PersonKind
from privacy_wizard.exchange import Files, ShownAs, audit_results, package, policy_checklists
from privacy_wizard.exchange.ocil_writing import checklist_for
from privacy_wizard.exchange.package import RESULTS_FILE
from tests.domain.library import (
    ACCOUNTS,
    CHECKS,
    CONTROLS,
    DECLARED,
    PACK,
    PLATFORM,
    SPARSE,
    pack,
    requirement,
    response,
    with_pack,
)

from .audits import TODAY, WAIVER, WHEN, in_turns, record, shipped_audit
from .judges import NAMES, OCIL_SCHEMA, XCCDF_SCHEMA, needs_judges, ran, schema_faults, write


def platforms(catalogue: Catalogue) -> list[str]:
    return [c.id for c in catalogue.checklists.values() if c.subject == "personal-account" and not c.every_account]


def benchmark_of(files: Files) -> ET.Element:
    return ET.fromstring(next(content for name, content in files.items() if name.endswith("-xccdf.xml")))


@pytest.fixture
def written_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a policy asks of a checklist stands in each set of files in which it is asked: that is written once."""
    written: dict[tuple[str, str], bytes | None] = {}

    def once(policy: PolicyPack, checklist: Checklist, when: datetime) -> bytes | None:
        if (policy.id, checklist.id) not in written:
            written[policy.id, checklist.id] = checklist_for(policy, checklist, when)
        return written[policy.id, checklist.id]

    monkeypatch.setattr(package, "checklist_for", once)


@needs_judges
@pytest.mark.usefixtures("written_once")
def test_every_policy_and_every_platform_is_valid(catalogue: Catalogue, tmp_path: Path) -> None:
    every: dict[bytes, str] = {}
    for policy, platform in in_turns(catalogue.packs.values(), platforms(catalogue)):
        for official in (False, True):
            files = policy_checklists(catalogue, policy, catalogue.checklists[platform], WHEN, official=official)
            every |= {content: f"{policy.id}-{platform}-{official}/{name}" for name, content in files.items()}
    write({name: content for content, name in every.items()}, tmp_path)
    assert schema_faults(XCCDF_SCHEMA, list(tmp_path.glob("*/*-xccdf.xml"))) == []
    assert schema_faults(OCIL_SCHEMA, list(tmp_path.glob("*/*-ocil.xml"))) == []


@needs_judges
def test_openscap_has_nothing_against_a_policy_or_an_audit_but_the_missing_cpe(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    policy = policy_checklists(catalogue, catalogue.packs["baseline"], catalogue.checklists["instagram"], WHEN)
    for files in (policy, audit_results(shipped_audit(catalogue, Random(3)))):
        file = next(path for path in write(files, tmp_path).glob("*-xccdf.xml"))
        said = ran("oscap", "xccdf", "validate", file)
        assert said.returncode == 0
        warnings = {line for line in (said.stdout + said.stderr).splitlines() if line.startswith(("Warning", "Error"))}
        assert all("no platform specified" in w or "child 'check'" in w for w in warnings), warnings
        file.unlink()


def test_each_rule_has_the_weight_severity_and_clauses_of_its_requirement(catalogue: Catalogue) -> None:
    for policy in catalogue.packs.values():
        root = benchmark_of(policy_checklists(catalogue, policy, catalogue.checklists["instagram"], WHEN))
        rules = {rule.findtext("x:ident", "", NAMES): rule for rule in root.iterfind(".//x:Rule", NAMES)}
        asked = [r for r in policy.requirements if r.control.kind != "official"]
        assert set(rules) == {r.control.id for r in asked}
        for r in asked:
            rule = rules[r.control.id]
            assert (rule.get("weight"), rule.get("severity")) == (str(r.weight), r.control.severity)
            assert (rule.get("role") == "unscored") == (r.level is Level.INFORM or not r.is_core)
            assert [e.text for e in rule.iterfind("x:reference", NAMES)] == [f"{c.ref}: {c.asks}" for c in r.clauses]


def test_each_questionnaire_that_a_rule_refers_to_is_in_the_set(catalogue: Catalogue) -> None:
    for policy in catalogue.packs.values():
        files = policy_checklists(catalogue, policy, catalogue.checklists["facebook"], WHEN)
        for reference in benchmark_of(files).iterfind(".//x:check-content-ref", NAMES):
            document = ET.fromstring(files[reference.get("href", "")])
            names = [q.get("id") for q in document.iterfind(".//o:questionnaire", NAMES)]
            assert reference.get("name") in names


def test_a_rule_that_the_platform_cannot_answer_says_why(catalogue: Catalogue) -> None:
    policy = catalogue.packs["aspire-academies-trust-2017"]
    reasons = {lack.control: lack.reason for lack in catalogue.checklists["instagram"].lacks}
    root = benchmark_of(policy_checklists(catalogue, policy, catalogue.checklists["instagram"], WHEN))
    without = [r for r in root.iterfind(".//x:Rule", NAMES) if r.find("x:check", NAMES) is None]
    assert without
    for rule in without:
        assert rule.findtext("x:warning", "", NAMES) == reasons[rule.findtext("x:ident", "", NAMES)]


@needs_judges
def test_what_is_asked_of_some_people_only_stands_in_profiles(tmp_path: Path) -> None:
    governors, everyone = requirement(CONTROLS[0], people=(PersonKind.GOVERNOR,)), requirement(CONTROLS[1])
    policy = pack(governors, everyone)
    files = policy_checklists(with_pack(policy), policy, PLATFORM, WHEN)
    profiles = {p.get("id", "").rpartition("_")[2]: p for p in benchmark_of(files).iterfind("x:Profile", NAMES)}
    assert set(profiles) == {kind.replace(" ", "-") for kind in PersonKind}
    for kind, profile in profiles.items():
        chosen = {s.get("idref", "").rpartition("_")[2] for s in profile if s.get("selected") == "true"}
        assert chosen == {"tagging.control"} | ({"visibility.audience"} if kind == "governor" else set())
    assert schema_faults(XCCDF_SCHEMA, list(write(files, tmp_path).glob("*-xccdf.xml"))) == []


def answered(*answers: tuple[str, str | None, str], hidden: bool = False, policy: PolicyPack = PACK) -> Files:
    given = {(c, a): response(c, a, answer, waiver=WAIVER, note="private words") for c, a, answer in answers}
    accounts = tuple(evolve(a, label="my secret handle") for a in ACCOUNTS)
    telling = evolve(
        SPARSE,
        checks=tuple(evolve(c, fix="Open the Beta menu.") for c in SPARSE.checks),
        lacks=(Lack(control="tagging.control", reason="Beta has no tags."),),
    )
    library = with_pack(policy)
    library = evolve(library, checklists={**library.checklists, SPARSE.id: telling})
    declared = evolve(DECLARED, accounts=accounts)
    findings = [judge(pair, given, CHECKS, TODAY) for pair in expected_set(library, declared).all]
    made = record(library, declared, findings)
    if hidden:
        shown = {**made.shown, "beta-1": ShownAs(name="other-1", title="Another platform 1", hidden=True)}
        made = evolve(made, shown=shown)
    return audit_results(made)


def test_a_declared_exception_is_an_override_with_the_role_that_approved_it() -> None:
    policy = pack(
        requirement(CONTROLS[0], exception=AllowedException(reasons=tuple(ExceptionReason), approver="head teacher"))
    )
    root = ET.fromstring(answered(("beta.posts", "beta-1", "half"), policy=policy)[RESULTS_FILE])
    result = next(r for r in root.iterfind(".//x:rule-result", NAMES) if "beta-1" in r.get("idref", ""))
    override = result.find("x:override", NAMES)
    assert override is not None
    assert (result.findtext("x:result", "", NAMES), override.get("authority")) == ("pass", "head teacher")
    assert [override.findtext(f"x:{n}", "", NAMES) for n in ("old-result", "new-result")] == ["fail", "pass"]
    assert override.findtext("x:remark", "", NAMES) == "relative, until 2027-07-31"


def test_no_name_label_note_or_answer_leaves_with_the_results() -> None:
    policy = pack(
        *(
            requirement(c, exception=AllowedException(reasons=tuple(ExceptionReason), approver="head teacher"))
            for c in CONTROLS
        )
    )
    files = answered(("beta.posts", "beta-1", "bad"), ("alpha.posts", "alpha-1", "half"), policy=policy)
    for content in files.values():
        for private in (b"Sam Lee", b"Pat Roe", b"secret handle", b"private words"):
            assert private not in content
    assert b"choice_question_result" not in b"".join(files.values())


def test_an_account_shown_as_another_platform_is_not_betrayed() -> None:
    files = answered(("beta.posts", "beta-1", "bad"), hidden=True)
    everything = "\n".join([*files, *(content.decode() for content in files.values())])
    assert "other-1" in everything
    assert "beta" not in everything.lower()
    named = answered(("beta.posts", "beta-1", "bad"))[RESULTS_FILE].decode()
    assert "Open the Beta menu." in named
    assert "Beta has no tags." in named


@needs_judges
def test_an_audit_of_someone_without_accounts_and_a_school_with_an_odd_name_is_valid(tmp_path: Path) -> None:
    made = record(with_pack(PACK), evolve(DECLARED, accounts=()), [])
    files = audit_results(evolve(made, school="St <Mary> & \x00\x1b[31m\ud800 Co"))
    folder = write(files, tmp_path)
    assert schema_faults(XCCDF_SCHEMA, [folder / RESULTS_FILE, folder / "recheck/benchmark.xml"]) == []
