"""OpenSCAP evaluates the companion benchmark and must come to the same default and flat scores as we do."""

import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import pytest

from privacy_wizard.domain.model import Catalogue
from privacy_wizard.domain.scoring import xccdf_score
from privacy_wizard.exchange import AuditRecord, audit_results
from privacy_wizard.exchange.package import RECHECK, RESULTS_FILE

from .audits import shipped_audit, small_audit
from .judges import NAMES, XCCDF_SCHEMA, Scores, needs_judges, openscap_scores, schema_faults, write

SMALL, SHIPPED = 10, 1  # audits in each of the batches
BATCHES = (2, 3)  # of these lots, as each of them reaches all that is looked for below


def ours(audit: AuditRecord) -> Scores:
    score = xccdf_score(audit.findings)
    return Scores(score.default, score.flat, score.flat_maximum)


def assert_same(theirs: Scores, expected: Scores) -> None:
    # OpenSCAP computes in single precision.
    assert theirs.default == pytest.approx(expected.default, abs=1e-4)
    assert (theirs.flat, theirs.flat_maximum) == (expected.flat, expected.flat_maximum)


@needs_judges
@pytest.mark.parametrize("batch", BATCHES)
def test_openscap_computes_the_same_scores(batch: int, tmp_path: Path, catalogue: Catalogue) -> None:
    chance = Random(batch)
    audits = [small_audit(chance) for _ in range(SMALL)] + [shipped_audit(catalogue, chance) for _ in range(SHIPPED)]
    folders = [write(audit_results(audit), tmp_path / str(number)) for number, audit in enumerate(audits)]
    with ThreadPoolExecutor(4) as pool:  # OpenSCAP mostly waits for its scripts
        scores = list(pool.map(openscap_scores, [folder / RECHECK for folder in folders]))
    for theirs, audit in zip(scores, audits, strict=True):
        assert_same(theirs, ours(audit))
    names = (RESULTS_FILE, f"{RECHECK}/benchmark.xml", f"{RECHECK}/scored.xml")
    written = [folder / name for folder in folders for name in names]
    assert schema_faults(XCCDF_SCHEMA, written) == []


def test_the_lots_reach_every_result_and_the_odd_corners() -> None:
    """Else the agreement above would prove little."""
    audits = [small_audit(chance) for chance in (Random(batch) for batch in BATCHES) for _ in range(SMALL)]
    results = {r.text for audit in audits for r in rule_results(audit)}
    assert results == {"pass", "fail", "unknown", "notchecked", "notapplicable", "informational"}
    scores = [ours(audit) for audit in audits]
    assert any(score.flat_maximum == 0 for score in scores)
    assert any(0 < score.default < 100 for score in scores)
    assert any(groups_without_weight(audit) for audit in audits)


def rule_results(audit: AuditRecord) -> list[ET.Element]:
    return ET.fromstring(audit_results(audit)[RESULTS_FILE]).findall(".//x:rule-result/x:result", NAMES)


def groups_without_weight(audit: AuditRecord) -> bool:
    """Whether a group beside one with weight has none."""
    weights: dict[object, int] = {}
    for finding in audit.findings:
        key = finding.account.id if finding.account else None
        weights[key] = weights.get(key, 0) + finding.weight
    return 0 in weights.values() and any(weights.values())


def test_the_results_state_our_own_scores(catalogue: Catalogue) -> None:
    audit = shipped_audit(catalogue, Random(1))
    root = ET.fromstring(audit_results(audit)[RESULTS_FILE])
    default, flat = root.findall("x:TestResult/x:score", NAMES)
    expected = ours(audit)
    assert float(default.text or "") == pytest.approx(expected.default, abs=1e-6)
    assert (float(flat.text or ""), float(flat.get("maximum", ""))) == (expected.flat, expected.flat_maximum)
