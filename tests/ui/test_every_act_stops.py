"""Whatever a window does aside has a count and a Stop, or takes less than a second on a computer four times slower.

`run_in_background`, `act` and `aside` have neither. Where they are used, and how long it takes, stands in
docs/benchmarks.md as benchmarks/bench_acts.py measures it: what is new is counted, or measured and entered there.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
UI = ROOT / "privacy_wizard" / "ui"
BY_WHICH = {"ConsolePage.act", "ConsolePage.aside", "CountedProgress.run"}  # others do it
NO_MATTER = {"its own Stop", "nobody waits"}
MOST = 1000 / 4  # milliseconds of the processor


def listed() -> dict[str, str]:
    """How long it takes, or why that is no matter, by where it is done."""
    text = (ROOT / "docs" / "benchmarks.md").read_text("utf-8")
    table = re.search(r"^\| done aside, without a Stop \|.*\n\|.*\n((?:\|.*\n)+)", text, re.MULTILINE)
    assert table is not None
    rows = [line.strip("| ").split(" | ") for line in table[1].splitlines()]
    return {where: took for _what, places, took in rows for where in re.findall(r"`([^`]+)`", places)}


def uncounted(node: ast.AST, within: str = "") -> Iterator[str]:
    """Where in a module something is done so: the class and its function, or the function alone."""
    for each in ast.iter_child_nodes(node):
        is_named = isinstance(each, ast.ClassDef | ast.FunctionDef) and (not within or "." not in within)
        is_inner = isinstance(node, ast.FunctionDef)
        if isinstance(each, ast.Name) and each.id == "run_in_background":
            yield within
        if isinstance(each, ast.Call) and getattr(each.func, "attr", "") in ("act", "aside"):
            yield within
        yield from uncounted(each, f"{within}.{each.name}".strip(".") if is_named and not is_inner else within)


def test_whatever_is_done_aside_can_be_stopped_or_takes_less_than_a_second_on_a_slow_computer() -> None:
    found = {where for path in UI.rglob("*.py") for where in uncounted(ast.parse(path.read_text("utf-8")))}
    took = listed()
    assert found - BY_WHICH == set(took), "count it, or measure it and enter it in docs/benchmarks.md"
    figures = {where: float(each.removesuffix(" ms")) for where, each in took.items() if each.endswith(" ms")}
    assert {where: each for where, each in figures.items() if each >= MOST} == {}
    assert set(took.values()) - {f"{each:.0f} ms" for each in figures.values()} == NO_MATTER
