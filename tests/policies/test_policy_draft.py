"""A pack in the making: where it starts, how it is changed, how much it asks."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from privacy_wizard.catalogue import shipped_folder
from privacy_wizard.catalogue.writing import write_pack
from privacy_wizard.domain.model import Catalogue, Clause, Departure, SchoolDecision
from privacy_wizard.domain.policy_difference import lowerings
from privacy_wizard.domain.policy_draft import (
    count_questions,
    start_pack,
    uncarried_clauses,
    with_baseline,
    with_clauses,
    with_requirement,
)
from privacy_wizard.domain.vocabulary import Basis, Level
from privacy_wizard.office.policy_files import faults_of, read_pack
from privacy_wizard.office.policy_sentences import justified_lowering
from tests.domain.library import CATALOGUE, CONTROLS, PACK, requirement
from tests.golden import questions
from tests.in_turn import in_turn

TODAY = date(2026, 11, 20)
PACKS = sorted(path.stem for path in (shipped_folder() / "packs").glob("*.yaml"))


@in_turn("source", PACKS)
def test_a_pack_begun_from_any_other_passes_the_linter_and_asks_the_same(catalogue: Catalogue, source: str) -> None:
    begun = start_pack(catalogue.packs[source], pack_id="ours-2026", title="Ours", issuer="Us", on=TODAY)
    assert faults_of(begun, shipped_folder()) == ()
    assert (begun.date, begun.version, begun.inherits) == ("2026-11", "2026.11.1", "baseline")
    (change,) = begun.changes
    assert change.summary == f"Begun from {source}, version {catalogue.packs[source].version}."
    assert count_questions(catalogue, begun) == count_questions(catalogue, catalogue.packs[source])


def test_a_draft_that_is_not_finished_gets_the_linters_sentences(catalogue: Catalogue) -> None:
    source = catalogue.packs["ladysmith-federation"]
    begun = start_pack(source, pack_id="ours-2026", title="Ours", issuer="Us", on=TODAY)
    gone = next(each for each in begun.own_requirements if each.control.id == "conduct.ack-journalist")
    kept = tuple(each for each in begun.requirements if each.control.id != gone.control.id)
    lowered = with_baseline(evolve(begun, requirements=kept), catalogue.packs["baseline"])
    alone = [clause.id for clause in uncarried_clauses(lowered)]
    assert alone == [clause.id for clause in gone.clauses]
    assert [fault.sentence for fault in faults_of(lowered, shipped_folder())] == [
        f"No requirement carries the clause {each}, nor does applies_to, platforms or a departure." for each in alone
    ]


def test_a_pack_begun_from_the_baseline_cites_it_nowhere_under_the_schools_name(catalogue: Catalogue) -> None:
    baseline = catalogue.packs["baseline"]
    begun = start_pack(baseline, pack_id="ours-2026", title="Ours", issuer="Us", on=TODAY)
    assert (begun.clauses, begun.own_requirements) == ((), ())
    written = write_pack(begun)
    for clause in baseline.clauses:
        assert clause.ref not in written
        assert clause.asks not in written
    assert "Baseline" not in written.replace("inherits: baseline", "").replace("Begun from baseline", "")
    assert {each.basis for each in begun.requirements} == {Basis.BASELINE}
    assert {each.level for each in begun.requirements} == {Level.MUST}


@pytest.mark.parametrize("level", [None, Level.SHOULD])
def test_what_the_school_decided_without_a_clause_lowers_the_baseline(
    catalogue: Catalogue, tmp_path: Path, level: Level | None
) -> None:
    begun = start_pack(catalogue.packs["baseline"], pack_id="ours-2026", title="Ours", issuer="Us", on=TODAY)
    decision = SchoolDecision(by="governing body", on=TODAY)
    lowered = Departure(control="tagging.control", level=level, decision=decision, reason="Tags help our choir.")
    file = tmp_path / "ours-2026.yaml"
    file.write_text(write_pack(evolve(begun, departures=(lowered,))), encoding="utf-8")
    library, pack = read_pack(file, shipped_folder())
    asked = [each for each in pack.requirements if each.control.id == "tagging.control"]
    assert [(each.level, each.basis) for each in asked] == ([] if level is None else [(level, Basis.BASELINE)])
    (found,) = lowerings(pack, library.packs["baseline"])
    assert "decided by the governing body" in justified_lowering(found)
    assert "Tags help our choir." in justified_lowering(found)


@in_turn(
    "departure",
    [
        {"clause": "", "decision": None},
        {"level": Level.MUST, "decision": SchoolDecision(by="headteacher", on=TODAY)},
        {"decision": SchoolDecision(by="", on=TODAY)},
    ],
)
def test_a_departure_rests_on_a_clause_or_on_a_decision_and_asks_for_less(
    catalogue: Catalogue, departure: dict[str, Any]
) -> None:
    begun = start_pack(catalogue.packs["baseline"], pack_id="ours-2026", title="Ours", issuer="Us", on=TODAY)
    made = Departure(**{"control": "tagging.control", "level": None, "reason": "Because.", **departure})
    faults = faults_of(evolve(begun, departures=(made,)), shipped_folder())
    assert any("departures" in fault.path for fault in faults)


def test_a_requirement_takes_the_place_of_the_one_for_the_same_control() -> None:
    milder = requirement(CONTROLS[0], Level.INFORM)
    changed = with_requirement(PACK, milder)
    assert changed.requirements[0] == milder
    assert len(changed.requirements) == len(PACK.requirements)


def test_stating_what_the_baseline_asks_makes_it_the_policys_own(catalogue: Catalogue) -> None:
    pack = catalogue.packs["bradley-primary-2023"]
    inherited = next(each for each in pack.requirements if each.control.id == "tagging.control")
    stated = with_requirement(pack, evolve(inherited, level=Level.MUST, clauses=(pack.clauses[0],)))
    assert [each.level for each in stated.requirements if each.control.id == "tagging.control"] == [Level.MUST]
    assert len(stated.own_requirements) == len(pack.own_requirements) + 1


def test_a_departure_keeps_the_baseline_out(catalogue: Catalogue) -> None:
    pack, baseline = catalogue.packs["bradley-primary-2023"], catalogue.packs["baseline"]
    left_out = Departure(control="tagging.control", level=None, clause=pack.clauses[0].id, reason="We do without.")
    made = with_baseline(evolve(pack, departures=(left_out,)), baseline)
    assert "tagging.control" not in {each.control.id for each in made.requirements}


def test_requirements_cite_clauses_as_they_are_after_a_change() -> None:
    changed = with_clauses(PACK, [Clause(id="c", ref="1.1", asks="Otherwise."), Clause(id="d", ref="2", asks="More.")])
    assert {clause.ref for each in changed.requirements for clause in each.clauses} == {"1.1"}
    assert [clause.id for clause in uncarried_clauses(changed)] == ["d"]
    assert not any(each.clauses for each in with_clauses(PACK, []).requirements)


def test_questions_are_counted_with_and_without_those_behind_a_gate() -> None:
    count = count_questions(CATALOGUE, PACK, ("alpha", "beta"))
    # alpha: 4 and beta: 1 of their own, 2 asked of each account (one behind the other), 2 of the person
    assert (count.most, count.least) == (11, 9)
    assert count.must + count.should + count.inform == count.most


def test_the_count_is_the_number_of_questions_that_the_wizard_asks(catalogue: Catalogue) -> None:
    accounts = ("facebook", "instagram", "whatsapp")
    for pack in catalogue.packs.values():
        assert count_questions(catalogue, pack).most == len(questions(catalogue, pack.id, accounts))
