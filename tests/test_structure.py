"""How the files of the program hang together: no name for two things, nothing that is too long to read."""

import ast
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path

TOP = Path(__file__).parent.parent
PROGRAM = "privacy_wizard"
LINES_OF_A_FILE, LINES_OF_A_FUNCTION = 400, 50

# Classes of one name in two files, and why these are the same thing for a reader.
TWICE: Mapping[str, str] = {}


@cache
def files() -> dict[str, Path]:
    """Every module of the program by its dotted name."""
    found = {}
    for path in sorted((TOP / PROGRAM).rglob("*.py")):
        parts = path.relative_to(TOP).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def where(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(TOP)}:{getattr(node, 'lineno', 1)}"


def test_no_class_name_stands_in_two_files() -> None:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path in files().values():
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.ClassDef):
                found[node.name].append(where(path, node))
    twice = {name: places for name, places in found.items() if len({each.split(":")[0] for each in places}) > 1}
    assert {name: places for name, places in twice.items() if name not in TWICE} == {}
    assert [name for name in TWICE if name not in twice] == [], "stands in one file by now"


def test_no_file_is_too_long_to_be_read_at_once() -> None:
    counted = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in files().values()}
    assert {str(path.relative_to(TOP)): n for path, n in counted.items() if n > LINES_OF_A_FILE} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    long = [
        f"{where(path, node)} {node.name}"
        for path in files().values()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > LINES_OF_A_FUNCTION
    ]
    assert long == []
