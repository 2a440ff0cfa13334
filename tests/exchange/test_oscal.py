"""Controls, policies and audits as OSCAL 1.2.1: valid for the reference classes, resolved by them, and without loss."""

import json
import re
from pathlib import Path
from random import Random
from typing import Any

import pytest
from attrs import evolve

from privacy_wizard.domain.model import AllowedException, Catalogue, Departure
from privacy_wizard.domain.scoring import score, xccdf_score
from privacy_wizard.domain.vocabulary import ExceptionReason, Level, PersonKind, Verdict
from privacy_wizard.exchange import AuditRecord, Files, oscal_audit, oscal_policy
from privacy_wizard.exchange.oscal import CATALOG_FILE, OSCAL_VERSION, RESULTS_FILE, profile_file
from tests.in_turn import in_turn

from .audits import WHEN, shipped_audit, small_audit

trestle = pytest.importorskip("trestle.oscal", reason="compliance-trestle is not installed")


def documents(files: Files) -> dict[str, Any]:
    return {name: json.loads(content) for name, content in files.items()}


def valid(files: Files) -> bool:
    """Every file is read by the class that was made from its published schema; unknown fields are refused."""
    from trestle.oscal import assessment_results, catalog, profile

    models = {"catalog": catalog, "profile": profile, "assessment-results": assessment_results}
    for document in documents(files).values():
        (root,) = document
        models[root].Model.model_validate(document)
    return True


def test_the_version_is_that_of_the_reference_classes() -> None:
    assert trestle.OSCAL_VERSION == OSCAL_VERSION


def test_every_shipped_policy_is_a_valid_profile_of_a_valid_catalog(catalogue: Catalogue) -> None:
    for pack in catalogue.packs.values():
        assert valid(oscal_policy(catalogue, pack, WHEN))


def test_the_reference_resolver_chooses_the_policys_controls_and_keeps_what_it_says(
    catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from trestle.core.profile_resolver import ProfileResolver

    (tmp_path / ".trestle").mkdir()
    monkeypatch.chdir(tmp_path)
    for pack in catalogue.packs.values():
        for name, content in oscal_policy(catalogue, pack, WHEN).items():
            (tmp_path / name).write_bytes(content)
        resolved = ProfileResolver.get_resolved_profile_catalog(tmp_path, tmp_path / profile_file(pack))
        found = {control.id: control for group in resolved.groups for control in group.controls}
        assert set(found) == {requirement.control.id for requirement in pack.requirements}
        for requirement in pack.requirements:
            control = found[requirement.control.id]
            said = {(each.name, each.value) for each in control.props}
            assert {("level", requirement.level), ("severity", requirement.control.severity)} <= said
            clauses = [(part.title, part.prose) for part in control.parts if part.name == "clause"]
            assert clauses == [(clause.ref, clause.asks) for clause in requirement.clauses]


def test_what_is_peculiar_to_a_policy_is_in_its_profile(catalogue: Catalogue) -> None:
    pack = catalogue.packs["bradley-primary-2023"]
    first, *rest = pack.requirements
    allowed = AllowedException(reasons=(ExceptionReason.RELATIVE,), approver="headteacher")
    departure = Departure(control="tagging.control", level=None, clause="5-private", reason="We do without.")
    changed = evolve(
        pack,
        requirements=(evolve(first, exception=allowed, people=(PersonKind.EMPLOYEE,)), *rest),
        departures=(departure,),
    )
    files = oscal_policy(catalogue, changed, WHEN)
    assert valid(files)
    profile = documents(files)[profile_file(pack)]["profile"]
    assert "tagging.control, left out (5-private). We do without." in profile["metadata"]["remarks"]
    (add,) = profile["modify"]["alters"][0]["adds"]
    assert ("people", "employee") in {(each["name"], each["value"]) for each in add["props"]}
    assert "relative; approved by: headteacher" in {part["prose"] for part in add["parts"]}
    judged = {part["id"] for alter in profile["modify"]["alters"] for part in alter["adds"][0]["parts"]}
    assert "conduct.personal-use-at-work_judged-lunch" in judged


def test_forty_random_audits_are_valid_and_carry_their_findings(catalogue: Catalogue) -> None:
    for seed in range(40):
        chance = Random(seed)
        record = shipped_audit(catalogue, chance) if seed < 8 else small_audit(chance)
        files = oscal_audit(record)
        assert valid(files)
        _agrees(record, documents(files)[RESULTS_FILE]["assessment-results"]["results"][0])


def _agrees(record: AuditRecord, result: dict[str, Any]) -> None:
    observed = result.get("observations", [])
    verdicts = [next(p["value"] for p in each["props"] if p["name"] == "verdict") for each in observed]
    assert sorted(verdicts) == sorted(finding.verdict for finding in record.findings)
    in_set = [finding for finding in record.findings if not finding.left_the_set]
    states = [each["target"]["status"]["state"] for each in result.get("findings", [])]
    assert len(states) == len(in_set)
    fine = {Verdict.MET, Verdict.ACKNOWLEDGED, Verdict.EXCEPTED}
    assert states.count("satisfied") == sum(finding.verdict in fine for finding in in_set)
    said = {each["name"]: each["value"] for each in result["props"]}
    assert said["outcome"] == score(record.findings).outcome
    assert float(said["xccdf-flat"]) == xccdf_score(record.findings).flat


def test_every_reference_within_the_files_leads_somewhere(catalogue: Catalogue) -> None:
    record = shipped_audit(catalogue, Random(7))
    found = documents(oscal_audit(record))
    controls = [c for group in found[CATALOG_FILE]["catalog"]["groups"] for c in group["controls"]]
    statements = {part["id"] for control in controls for part in control["parts"]}
    results = found[RESULTS_FILE]["assessment-results"]
    (result,) = results["results"]
    components = {each["uuid"] for each in result["local-definitions"]["components"]}
    observations = {each["uuid"] for each in result["observations"]}
    assert len(observations) == len(result["observations"])
    assert {s["subject-uuid"] for each in result["observations"] for s in each["subjects"]} <= components
    for each in result["findings"]:
        assert each["target"]["target-id"] in statements
        assert {related["observation-uuid"] for related in each["related-observations"]} <= observations
    resources = {f"#{each['uuid']}": each for each in results["back-matter"]["resources"]}
    assert resources[results["import-ap"]["href"]]["rlinks"][0]["href"] in found


def test_the_same_audit_is_the_same_bytes_and_another_has_other_identifiers(catalogue: Catalogue) -> None:
    one, same, other = (oscal_audit(shipped_audit(catalogue, Random(seed))) for seed in (1, 1, 2))
    assert one == same
    mine, theirs = (documents(files)[RESULTS_FILE]["assessment-results"]["uuid"] for files in (one, other))
    assert mine != theirs


def test_neither_name_label_note_nor_answer_leaves_the_machine(catalogue: Catalogue) -> None:
    record = shipped_audit(catalogue, Random(11))
    findings = [
        evolve(
            f,
            account=evolve(f.account, label="@secret-handle") if f.account else None,
            response=evolve(f.response, note="secret note") if f.response else None,
        )
        for f in record.findings
    ]
    written = oscal_audit(evolve(record, findings=findings))[RESULTS_FILE].decode()
    for secret in ("secret", "Sam Lee", "Pat Roe"):
        assert secret not in written


def test_an_account_that_is_shown_as_another_stays_so(catalogue: Catalogue) -> None:
    record = shipped_audit(catalogue, Random(5))
    hidden = {
        name: evolve(shown, name=f"other-{at}", title="Another platform", hidden=True)
        for at, (name, shown) in enumerate(record.shown.items(), 1)
    }
    written = oscal_audit(evolve(record, shown=hidden))[RESULTS_FILE].decode()
    used = {finding.account.checklist for finding in record.findings if finding.account is not None}
    assert used - {"other"}
    for checklist in used - {"other"}:
        title = re.escape(catalogue.checklists[checklist].title)
        assert not re.search(rf"(?<!\w){title}(?!\w)", written)


def test_an_audit_in_which_nothing_was_asked_is_valid_too() -> None:
    record = small_audit(Random(0))
    bare = evolve(record, findings=[])
    assert valid(oscal_audit(bare))


@in_turn("text", ["two\nlines", " leading", "trailing ", "tab\there", "Zoë’s “odd” 漢字"])
def test_odd_titles_are_made_such_as_oscal_takes(catalogue: Catalogue, text: str) -> None:
    pack = evolve(catalogue.packs["baseline"], title=text, issuer=text, version="2026.11.1")
    assert valid(oscal_policy(catalogue, pack, WHEN))
    assert Level.MUST in {requirement.level for requirement in pack.requirements}
