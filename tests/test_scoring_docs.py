"""The worked example of docs/scoring.md is the shipped example of answers, computed again."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from attrs import evolve

from privacy_wizard.audit.batch import score_answers
from privacy_wizard.audit.session import AuditSession
from privacy_wizard.catalogue import load_shipped
from privacy_wizard.domain.judgement import Finding
from privacy_wizard.domain.questions import best_options
from privacy_wizard.domain.scoring import account_of, grouped, points, score, xccdf_score
from tests.settling import respond

DOCS = Path(__file__).parents[1] / "docs"
NAMES = {"instagram-1": "Instagram", "whatsapp-1": "WhatsApp", None: "the person"}


@pytest.fixture(scope="module")
def session() -> AuditSession:
    now = datetime(2026, 11, 28, 9, tzinfo=UTC)
    return score_answers(DOCS / "examples" / "answers.yaml", load_shipped(), lambda: now)


@pytest.fixture(scope="module")
def section() -> str:
    text = (DOCS / "scoring.md").read_text(encoding="utf-8")
    return text.partition("## A worked example")[2].partition("\n## ")[0]


def rows(section: str, heading: str) -> list[list[str]]:
    table = section.partition(f"| {heading} |")[2].partition("\n\n")[0].splitlines()[2:]
    return [[cell.strip("*` ") for cell in line.strip("|").split("|")] for line in table]


def halves(count: int) -> str:
    return (str(count // 2) if count > 1 else "") + ("½" if count % 2 else "") or "0"


def figures(name: str, findings: Sequence[Finding]) -> list[str]:
    counted = [each for each in findings if not each.left_the_set]
    weight = sum(each.weight for each in counted)
    value = sum(each.weight * each.verdict.half_points for each in counted)
    share, shown = 100 * value // (2 * weight), points(findings)
    found = [name, len(findings), len(findings) - len(counted), weight, halves(value), share, shown]
    return [str(each) for each in found]


def open_ones(findings: Sequence[Finding]) -> list[list[str]]:
    return [
        [
            each.requirement.control.id,
            NAMES[account_of(each)],
            str(each.weight),
            each.verdict.value,
            halves(each.verdict.half_points),
            halves(each.weight * (2 - each.verdict.half_points)),
        ]
        for each in findings
        if each.verdict.is_open and each.weight
    ]


def test_the_tables_of_the_worked_example_are_computed_from_the_shipped_answers(
    session: AuditSession, section: str
) -> None:
    findings = session.findings()
    parts = [figures(NAMES[account], group) for account, group in grouped(findings, account_of).items()]
    assert rows(section, "about") == [*parts, figures("all", findings)]
    assert sorted(rows(section, "open")) == sorted(open_ones(findings))


def test_what_the_worked_example_says_of_its_figures_is_so(session: AuditSession, section: str) -> None:
    result = session.score()
    said = " ".join(section.split())
    assert (result.raw, result.value, result.outcome) == (86, 69, "action needed")
    assert f"= **{result.raw}**. Six *musts* are open" in said
    gains = {(each.finding.requirement.control.id, account_of(each.finding)): each for each in session.actions()}
    assert all(each.lifts is None for each in gains.values())
    assert gains.pop(("connections.no-parents", "whatsapp-1")).gain == 4
    assert {each.gain for each in gains.values()} == {2}
    further = result.further
    assert f"**{further.settled} of {further.offered}**" in said


def test_a_pupil_and_everything_put_right_come_to_what_the_example_says(session: AuditSession, section: str) -> None:
    before = session.audit
    respond(session, ("whatsapp.pupils", "whatsapp-1"), "some")
    grave = session.score()
    session.audit = before
    for question in session.questions:
        for best in best_options(question)[:1]:
            if (verdict := session.verdict_on(question)) is not None and verdict.is_open:
                session.audit = evolve(
                    session.audit,
                    responses={
                        **session.audit.responses,
                        question.key: evolve(session.audit.responses[question.key], answer=best),
                    },
                )
    right = score(session.findings())
    session.audit = before
    assert (grave.raw, grave.value) == (82, 39)
    assert "= **82** and the score **39**" in " ".join(section.split())
    assert (right.raw, right.value, right.outcome) == (100, 100, "meets the policy")


def test_xccdfs_figures_beside_it_are_computed_from_the_same_answers(session: AuditSession) -> None:
    found, text = xccdf_score(session.findings()), (DOCS / "scoring.md").read_text(encoding="utf-8")
    assert f"*flat* is {found.flat:.0f} of {found.flat_maximum:.0f}" in text
    assert f"= {found.default:.3f}." in text
    table = f"| computed here | {found.default:.3f} | {found.flat:.0f} | {found.flat_maximum:.0f} |"
    assert table in text
    assert re.search(rf"\| computed by OpenSCAP \| {found.default:.3f} \| {found.flat:.0f} \|", text)
