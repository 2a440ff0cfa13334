"""What a marked text must be: a literal whose placeholders are exactly those that are filled in; Qt translates none."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

_TEXTS = {"_": 1, "Message": 1, "ngettext": 2}  # how many of the first arguments are texts
_HOLE = re.compile(r"\{(\w*)[^{}]*\}")


def holes(text: str) -> set[str]:
    """The names of its placeholders."""
    return set(_HOLE.findall(text))


def texts_in(path: Path) -> Iterator[str | tuple[str, str]]:
    """Each text of a source file; for a number the two forms."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _TEXTS:
            match [each.value for each in node.args[: _TEXTS[node.func.id]] if isinstance(each, ast.Constant)]:
                case [str(text)]:
                    yield text
                case [str(one), str(more)]:
                    yield one, more


def faults_in(path: Path) -> Iterator[str]:
    """Each fault of a source file, as "file:line what"."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and path.name != "i18n.py":
            for what in _faults_of(node):
                yield f"{path.name}:{node.lineno} {what}"


def _faults_of(call: ast.Call) -> Iterator[str]:
    match call.func:
        case ast.Attribute(attr="tr") | ast.Attribute(value=ast.Name(id="QCoreApplication"), attr="translate"):
            yield "is translated by Qt; the program's texts go through i18n"
        case ast.Name(id="_" | "ngettext" | "Message" as name):
            yield from _faults_of_marked(call, name)


def _faults_of_marked(call: ast.Call, name: str) -> Iterator[str]:
    texts = [each.value for each in call.args[: _TEXTS[name]] if isinstance(each, ast.Constant)]
    if len(texts) != _TEXTS[name] or not all(isinstance(text, str) for text in texts):
        yield "is not a literal text, so it cannot be extracted"
        return
    wanted = [holes(str(text)) for text in texts]
    if len(wanted) == 2 and wanted[0] | {"n"} != wanted[1] | {"n"}:
        yield "has other placeholders in its two forms"
    given = {each.arg for each in call.keywords} | ({"n"} if name == "ngettext" else set())
    if given and None not in given and wanted[-1] | ({"n"} if name == "ngettext" else set()) != given:
        yield f"fills in {sorted(map(str, given))} where the text has {sorted(wanted[-1])}"
