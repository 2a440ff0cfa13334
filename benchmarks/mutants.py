"""How many small changes to the core the tests notice: a sample of mutants, each tried with the tests that concern it.

    python benchmarks/mutants.py --count 150 --seed 1 [--only 10:20] [--results FILE]

Each mutant is one change to one module in a copy of the program: a comparison turned round, a condition denied, a
number or a truth value changed, an `and` for an `or`, a statement or an item left out. It is killed if a test fails,
or if the tests take endlessly. Survivors are printed with their lines: each is a claim that no test makes, or a change
that changes nothing.
"""

import argparse
import ast
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from attrs import asdict, frozen

ROOT = Path(__file__).parents[1]
COPIED = ("privacy_wizard", "tests", "checklists", "resources", "docs", "pyproject.toml", "run.py", "README.md")
PATIENCE = 300  # seconds for one mutant's tests
DOMAIN = ("domain/test_judgement", "domain/test_laws", "domain/test_limits", "domain/test_questions")
TRIED: Mapping[str, tuple[str, ...]] = {
    "domain/accents": ("domain/test_accents",),
    "domain/campaign": ("domain/test_campaign",),
    "domain/expectation": (*DOMAIN, "audit/interview/test_properties", "intake/test_another_platform"),
    "domain/judgement": (*DOMAIN, "test_three_audits", "intake/test_exceptions"),
    "domain/likeness": ("domain/test_likeness",),
    "domain/questions": (*DOMAIN, "audit/interview/test_properties", "test_golden_questions"),
    "domain/retention": ("domain/test_retention", "register/test_keeping"),
    "domain/scoring": (*DOMAIN, "test_three_audits", "exchange/test_scores_confirmed"),
    "domain/versions": ("domain/test_age", "domain/test_recorded_words", "intake/test_unknown_versions"),
    "attestation/verify": (
        *("attestation/test_verify", "intake/test_without_declaration", "intake/test_schools_own"),
        *("intake/test_forgeries", "intake/test_attacks", "intake/test_times"),
    ),
    "intake/file_checker": ("intake/test_verify", "intake/test_file_checker"),
    "intake/file_checks": (
        "intake/test_trust",
        "intake/test_forgeries",
        "intake/test_schools_own",
        "intake/test_times",
        "intake/test_who_countersigns",
        "intake/test_compared",
    ),
    "intake/acceptance_rules": ("intake/test_acceptance_rules", "intake/test_invited"),
    "intake/trust": ("intake/test_trust", "intake/test_who_countersigns", "intake/test_time_services"),
    "register/chain": ("register/test_chain", "register/test_check", "register/test_record"),
    "identity/authority_trust": ("identity/test_authority_trust",),
    "identity/signing_key": ("identity/test_fingerprint", "identity/test_signing_key"),
}
SWAPPED: Mapping[type[ast.AST], type[ast.AST]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}


@frozen(kw_only=True)
class Mutant:
    """One change: the text of a place in a module, and what stands there instead."""

    module: str
    line: int
    was: str
    becomes: str
    source: str


def mutants_of(module: str, source: str) -> Iterator[Mutant]:
    """All that can be made of a module, in the order of its lines."""
    tree = ast.parse(source)
    for node in _looked_at(tree):
        for was, becomes in _changes(node):
            yield _mutant(module, source, was, becomes)


def _looked_at(tree: ast.AST) -> Iterator[ast.AST]:
    """Every node but those that change nothing that can be seen: annotations, decorators, docstrings, imports."""
    if isinstance(tree, ast.If) and "TYPE_CHECKING" in ast.unparse(tree.test):
        return
    yield tree
    for name, value in ast.iter_fields(tree):
        if name in ("annotation", "returns", "decorator_list", "bases", "keywords") and not isinstance(tree, ast.Call):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not isinstance(child, (ast.Import, ast.ImportFrom)):
                yield from _looked_at(child)


def _changes(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    yield from _of_conditions(node)
    yield from _of_values(node)
    if isinstance(node, ast.Expr) and isinstance(node.value, (ast.Yield, ast.YieldFrom, ast.Call)):
        yield node, "pass"
    elif isinstance(node, ast.Return) and node.value is not None and not isinstance(node.value, ast.Constant):
        yield node, "return None"


def _of_conditions(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in SWAPPED:
        other = SWAPPED[type(node.ops[0])]()
        yield node, ast.unparse(ast.Compare(left=node.left, ops=[other], comparators=node.comparators))  # type: ignore[list-item]
    elif isinstance(node, ast.BoolOp):
        yield node, f"({ast.unparse(ast.BoolOp(op=SWAPPED[type(node.op)](), values=node.values))})"  # type: ignore[arg-type]
        for left_out in range(len(node.values)):
            rest = [each for at, each in enumerate(node.values) if at != left_out]
            yield node, f"({ast.unparse(ast.BoolOp(op=node.op, values=rest) if len(rest) > 1 else rest[0])})"
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node, f"({ast.unparse(node.operand)})"
    elif isinstance(node, (ast.If, ast.IfExp)):
        yield node.test, f"(not ({ast.unparse(node.test)}))"
    elif isinstance(node, ast.comprehension):
        for test in node.ifs:
            yield test, "True"


def _of_values(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    if isinstance(node, ast.BinOp) and type(node.op) in SWAPPED and not isinstance(node.left, ast.Constant):
        yield node, f"({ast.unparse(ast.BinOp(left=node.left, op=SWAPPED[type(node.op)](), right=node.right))})"  # type: ignore[arg-type]
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield node, repr(not node.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int):
        yield node, repr(node.value + 1)


def _mutant(module: str, source: str, place: ast.AST, becomes: str) -> Mutant:
    lines = source.encode().splitlines(keepends=True)
    assert isinstance(place, (ast.expr, ast.stmt))
    start = sum(map(len, lines[: place.lineno - 1])) + place.col_offset
    end = sum(map(len, lines[: (place.end_lineno or 0) - 1])) + (place.end_col_offset or 0)
    whole = source.encode()
    changed = whole[:start] + becomes.encode() + whole[end:]
    return Mutant(
        module=module,
        line=place.lineno,
        was=" ".join(whole[start:end].decode().split()),
        becomes=" ".join(becomes.split()),
        source=changed.decode(),
    )


def sample(count: int, seed: int) -> list[Mutant]:
    """So many of all, drawn by lot, always the same for the same program and seed."""
    every = [each for module in TRIED for each in mutants_of(module, _file(ROOT, module).read_text(encoding="utf-8"))]
    print(f"{len(every)} mutants of {len(TRIED)} modules", flush=True)
    return random.Random(seed).sample(every, min(count, len(every)))


def _file(root: Path, module: str) -> Path:
    return root / "privacy_wizard" / f"{module}.py"


def is_killed(mutant: Mutant, copy: Path) -> bool:
    """Whether a test fails in the copy with this change; the copy is put right again."""
    path = _file(copy, mutant.module)
    kept = path.read_text(encoding="utf-8")
    path.write_text(mutant.source, encoding="utf-8")
    try:
        return not _passes(copy, TRIED[mutant.module])
    finally:
        path.write_text(kept, encoding="utf-8")


def _passes(copy: Path, tests: tuple[str, ...]) -> bool:
    files = [name for name in (f"tests/{each}.py" for each in tests) if (copy / name).exists()]
    typed = (sys.executable, "-B", "-m", "pytest", "-x", "-q", "-k", "not postgresql", "-p", "no:cacheprovider", *files)
    try:
        there = {**os.environ, "PYTHONPATH": str(copy), "QT_QPA_PLATFORM": "offscreen"}  # the sandbox's workers, too
        ran = subprocess.run(typed, cwd=copy, env=there, capture_output=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return False
    return ran.returncode == 0


def main() -> None:
    """Try the sample, or a part of it; results are kept, so that it can be done in pieces."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--count", type=int, default=150)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--only", default=":", help="a part of the sample, as 10:20")
    asked.add_argument("--results", type=Path)
    given = asked.parse_args()
    first, _, last = given.only.partition(":")
    chosen = sample(given.count, given.seed)[int(first or 0) : int(last or given.count)]
    killed = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in COPIED:
            take = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
            take(ROOT / name, copy / name)
        for each in chosen:
            dead = is_killed(each, copy)
            killed += dead
            word = "killed" if dead else "SURVIVED"
            print(f"{word} {each.module}.py:{each.line}: {each.was[:90]} -> {each.becomes[:90]}", flush=True)
            if given.results is not None:
                with given.results.open("a", encoding="utf-8") as results:
                    results.write(json.dumps({**asdict(each), "source": "", "killed": dead}) + "\n")
    print(f"{killed} of {len(chosen)} killed")


if __name__ == "__main__":
    main()
