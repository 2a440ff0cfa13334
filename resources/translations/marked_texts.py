"""What a marked text must be: a literal whose placeholders are exactly those that are filled in; Qt translates none."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

_MARKS = ("_", "Message", "ngettext")
_HOLE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{(\w*)[^{}]*\}")  # of a mail's template, or of format


def holes(text: str) -> set[str]:
    """The names of its placeholders; of a mail's template the facts and choices as they stand."""
    return {found[0] if found[1] is None else found[1] for found in _HOLE.finditer(text)}


def parts_of(path: Path) -> list[ast.AST]:
    """All that a source file consists of."""
    return [*ast.walk(ast.parse(path.read_text(encoding="utf-8")))]


def texts_in(parts: list[ast.AST]) -> Iterator[str | tuple[str, str]]:
    """Each text of a source file; for a number the two forms."""
    for node in parts:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _MARKS:
            match [each.value for each in _texts(node) if isinstance(each, ast.Constant)]:
                case [str(text)]:
                    yield text
                case [str(one), str(more)]:
                    yield one, more


def faults_in(name: str, parts: list[ast.AST]) -> Iterator[str]:
    """Each fault of a source file, as "file:line what"."""
    may_hide = any(map(_takes_the_mark, parts))
    for node in parts:
        if isinstance(node, ast.Call) and name != "i18n.py":
            for what in _faults_of(node):
                yield f"{name}:{node.lineno} {what}"
        elif may_hide and isinstance(node, ast.FunctionDef | ast.Lambda) and _hides_the_mark([*ast.walk(node)]):
            yield f"{name}:{node.lineno} uses _ for something else and as the mark of a text"


def _hides_the_mark(function: list[ast.AST]) -> bool:
    calls = (part.func for part in function if isinstance(part, ast.Call))
    return any(map(_takes_the_mark, function)) and any(isinstance(to, ast.Name) and to.id == "_" for to in calls)


def _takes_the_mark(part: ast.AST) -> bool:
    stored = isinstance(part, ast.Name) and part.id == "_" and isinstance(part.ctx, ast.Store)
    return stored or (isinstance(part, ast.arg) and part.arg == "_")


def _faults_of(call: ast.Call) -> Iterator[str]:
    match call.func:
        case ast.Attribute(attr="tr") | ast.Attribute(value=ast.Name(id="QCoreApplication"), attr="translate"):
            yield "is translated by Qt; the program's texts go through i18n"
        case ast.Name(id=name) if name in _MARKS:
            yield from _faults_of_marked(call)


def _texts(call: ast.Call) -> list[ast.expr]:
    """One, or for a number the two forms; the number stands behind them."""
    return call.args[:2] if len(call.args) > 1 else call.args


def _faults_of_marked(call: ast.Call) -> Iterator[str]:
    texts = [each.value for each in _texts(call) if isinstance(each, ast.Constant)]
    if not texts or len(texts) != len(_texts(call)) or not all(isinstance(text, str) for text in texts):
        yield "is not a literal text, so it cannot be extracted"
        return
    number = {"n"} if len(texts) == 2 else set()
    wanted = [holes(str(text)) | number for text in texts]
    if wanted[0] != wanted[-1]:
        yield "has other placeholders in its two forms"
    given = {each.arg for each in call.keywords} | number
    if given and None not in given and wanted[-1] != given:
        yield f"fills in {sorted(map(str, given))} where the text has {sorted(wanted[-1])}"
