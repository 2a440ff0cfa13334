"""How the files of the program hang together: no circles, no name for two things, nothing that is too long to read."""

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
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


LOOKED_AT = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef, ast.ImportFrom, ast.Call, ast.Constant)


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """What the tests look for in a file; each looks through all of it."""
    return tuple(node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, LOOKED_AT))


def where(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(TOP)}:{getattr(node, 'lineno', 1)}"


def targets(node: ast.ImportFrom, name: str, path: Path) -> Iterator[str]:
    """The modules of the program that a statement loads by name; a package counts where something of it is taken."""
    package = name.split(".") if path.name == "__init__.py" else name.split(".")[:-1]
    base = package[: len(package) - node.level + 1] if node.level else []
    source = ".".join([*base, *([node.module] if node.module else [])])
    for alias in node.names:
        whole = f"{source}.{alias.name}"
        yield whole if whole in files() else source


@cache
def imports() -> dict[str, frozenset[str]]:
    """Who imports whom, wherever the statement stands: at the top, inside a function, or for the type checker.

    An import inside a function only puts a circle off until it is called. One for the type checker loads nothing, but
    whoever reads the one file must have read the other: it is the reader whom a circle delays, and so it counts.
    """
    found = {}
    for name, path in files().items():
        statements = (node for node in nodes(path) if isinstance(node, ast.ImportFrom))
        found[name] = frozenset(
            target for node in statements for target in targets(node, name, path) if target in files()
        ) - {name}
    return found


def reached(start: str, edges: Mapping[str, frozenset[str]]) -> set[str]:
    seen: set[str] = set()
    todo = list(edges[start])
    while todo:
        module = todo.pop()
        if module not in seen:
            seen.add(module)
            todo += edges[module]
    return seen


def circles(edges: Mapping[str, frozenset[str]]) -> set[frozenset[str]]:
    """The groups of modules in which each leads to every other."""
    left = dict(edges)
    while ends := [module for module, to in left.items() if left.keys().isdisjoint(to)]:
        for module in ends:  # what leads nowhere is in no circle
            del left[module]
    left = {module: to & left.keys() for module, to in left.items()}
    beyond = {module: reached(module, left) for module in left}
    return {
        frozenset(other for other in beyond[module] if module in beyond[other])
        for module in left
        if module in beyond[module]
    }


def test_no_file_imports_another_in_a_circle() -> None:
    assert [sorted(each) for each in circles(imports())] == []


def test_a_circle_is_found_however_long_it_is() -> None:
    edges = {"a": {"b"}, "b": {"c"}, "c": {"a", "d"}, "d": set[str]()}
    assert circles({name: frozenset(to) for name, to in edges.items()}) == {frozenset("abc")}


def test_the_imports_are_those_that_the_files_have() -> None:
    assert f"{PROGRAM}.domain.model" in imports()[f"{PROGRAM}.catalogue.loading"]
    assert f"{PROGRAM}.cli.main" in imports()[f"{PROGRAM}.app"], "an import inside a function"
    assert f"{PROGRAM}.audit.session" in imports()[f"{PROGRAM}.ui.wizard.context"], "an import for the type checker"


def test_no_class_name_stands_in_two_files() -> None:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path in files().values():
        for node in nodes(path):
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
        for node in nodes(path)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > LINES_OF_A_FUNCTION
    ]
    assert long == []


MARKS = ("_", "ngettext", "Message")
WORDS_OF_A_LABEL = 4  # so many, or a full stop: shorter ones are labels, and translators see each of them once
# Texts of machines that stand in two files: a migration that was released is never changed.
FROZEN = {
    "RAISE EXCEPTION 'the record is never changed' USING ERRCODE = '42501'",
    "SELECT quote_ident(current_schema())",
}


def is_a_sentence(text: str) -> bool:
    """Whether it says more than a label does."""
    many = len(text.split())
    return many >= WORDS_OF_A_LABEL or (many > 1 and text[-1] in ".?!")


def marked(found: Iterable[ast.AST]) -> Iterator[ast.Constant]:
    """The texts that are marked for translators."""
    for node in found:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS:
            yield from (each for each in node.args[:1] if isinstance(each, ast.Constant))


def repeated(trees: Mapping[str, Iterable[ast.AST]]) -> dict[str, list[str]]:
    """Each marked sentence that stands in more than one place, with the places."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name, tree in trees.items():
        for node in marked(tree):
            found[str(node.value)].append(f"{name}:{node.lineno}")
    return {text: places for text, places in found.items() if len(places) > 1 and is_a_sentence(text)}


def test_every_sentence_that_is_marked_stands_once() -> None:
    trees = {str(path.relative_to(TOP)): nodes(path) for path in files().values()}
    assert sum(1 for tree in trees.values() for _ in marked(tree)) > 2000
    assert repeated(trees) == {}


def test_a_sentence_that_stands_twice_is_found_even_within_one_file() -> None:
    said = 'a = _("Nothing was changed.")\nb = Message("Nothing was changed.")\nc = _("Save")\nd = _("Save")'
    assert repeated({"one": ast.walk(ast.parse(said))}) == {"Nothing was changed.": ["one:1", "one:2"]}


def test_no_other_text_stands_in_two_files_either() -> None:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name, path in files().items():
        for node in nodes(path):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                text = node.value.strip()
                if len(text) >= 25 and " " in text and text[0].isupper():
                    found[text].add(name)
    docstrings = {
        (ast.get_docstring(node, clean=False) or "").strip()
        for path in files().values()
        for node in nodes(path)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
    }
    twice = {text: sorted(where) for text, where in found.items() if len(where) > 1 and text not in docstrings}
    assert {text: where for text, where in twice.items() if text not in FROZEN} == {}
    assert [text for text in FROZEN if text not in twice] == [], "stands in one file by now"


# Where a file is written otherwise than by `system.files`, and why nothing of it leaves the program.
WRITES_PAST = {
    "privacy_wizard.catalogue.school_library": "checklists laid over others in a folder that passes",
    "privacy_wizard.catalogue.schemas": "a developer's command",
    "privacy_wizard.catalogue.write_index": "a developer's command",
    "privacy_wizard.cli.schemas": "a developer's command",
    "privacy_wizard.register.lifecycle": "the empty file into which SQLite writes",
    "privacy_wizard.ui.console.first_start_page": "what was pasted, in a folder that passes",
}
_WRITES = {"write_text", "write_bytes", "copytree", "copyfile", "copy2", "mkstemp"}


def test_every_file_that_leaves_is_written_by_one_mechanism() -> None:
    found = {name for name, path in files().items() if any(map(_writes_a_file, nodes(path)))}
    assert found - {"privacy_wizard.system.files"} == WRITES_PAST.keys()


def _writes_a_file(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    modes = [each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    opens = name in ("open", "fdopen") and any(mode[:1] in "wax" and len(mode) <= 3 for mode in modes if mode)
    creates = name == "open" and any("O_CREAT" in ast.unparse(each) for each in node.args)
    return name in _WRITES or opens or creates
