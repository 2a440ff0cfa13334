"""Every error that a reader may meet has a sentence, which follows the language, whenever the error was made."""

import importlib
import inspect
import pkgutil
import re
import typing
from collections.abc import Iterator
from datetime import date
from enum import Enum
from functools import cache
from gettext import NullTranslations
from itertools import product
from pathlib import Path

import pytest

import privacy_wizard
from privacy_wizard.catalogue import LibraryFault
from privacy_wizard.domain.staff_plan import ImportPlan
from privacy_wizard.i18n import use_translations
from privacy_wizard.system import NotWritten, Trouble
from tests.pseudo_language import Marked

SAMPLES = {
    Path: Path("/school/audits/file.p12"),
    str: "a fact",
    int: 3,
    bool: True,
    date: date(2026, 5, 3),
    ImportPlan: ImportPlan(changes=(), unchanged=1, held_back=(), notices=(), digest="0"),
    OSError: OSError(5, "said the system"),
    Exception: OSError(5, "said the system"),
    LibraryFault: LibraryFault("packs/x.yaml", 3, "clauses", "What is wrong."),
    Trouble: NotWritten(Path("é"), OSError(5, "said the system")),
}


@pytest.fixture
def marked() -> Iterator[None]:
    use_translations(Marked())
    yield
    use_translations(NullTranslations())


@cache
def every_trouble() -> list[type[Trouble]]:
    """The classes that are raised: those that only group others have no sentence of their own."""
    for module in pkgutil.walk_packages(privacy_wizard.__path__, "privacy_wizard."):
        if not module.name.endswith("__main__") and ".migrations." not in module.name:
            importlib.import_module(module.name)
    found, left, raised = [], [Trouble], raised_names()
    while left:
        kind = left.pop()
        left += kind.__subclasses__()
        is_raised = not kind.__subclasses__() or kind.__name__ in raised
        if is_raised and kind.__module__.startswith("privacy_wizard."):
            found.append(kind)
    return found


def raised_names() -> set[str]:
    """Whatever stands after `raise` in the program."""
    found = set()
    for path in Path(privacy_wizard.__path__[0]).rglob("*.py"):
        found |= set(re.findall(r"^ *raise (?:\w+\.)*(\w+)", path.read_text(encoding="utf-8"), re.MULTILINE))
    return found


def samples(kind: object) -> list[object]:
    """Something of that type; of a closed list, each."""
    if kind == tuple[tuple[str, str], ...]:
        return [(("é", "ü"),)]
    if typing.get_origin(kind) in (tuple, typing.get_origin(typing.Sequence[str])):
        return [("é", "ü")]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return list(kind)
    given = [each for each in typing.get_args(kind) if each is not type(None)]
    return samples(given[0]) if given else [SAMPLES[kind]]  # type: ignore[index]


def made(kind: type[Trouble]) -> Iterator[Trouble]:
    """With facts of the types that it takes: one for each reason where it has a closed list of them."""
    if kind.__init__ is Trouble.__init__:
        yield kind()
        return
    hints = typing.get_type_hints(kind.__init__)
    taken = [each for each in inspect.signature(kind.__init__).parameters.values() if each.name != "self"]
    named = [each.name for each in taken if each.kind is inspect.Parameter.KEYWORD_ONLY]
    facts = {each.name: samples(hints[each.name]) for each in taken}
    for chosen in product(*facts.values()):
        given = dict(zip(facts, chosen, strict=True))
        yield kind(*(given[name] for name in given if name not in named), **{name: given[name] for name in named})


def test_no_error_leaves_its_sentence_to_whoever_raises_it() -> None:
    given = [kind for kind in every_trouble() if kind.__init__ is Trouble.__init__ and kind.sentence is None]
    left = [kind for kind in given if kind.__str__ is Trouble.__str__]
    assert left == []


def test_every_error_says_what_happened_in_the_language_spoken_when_it_is_shown(marked: None) -> None:
    untold, told = [], 0
    for kind in every_trouble():
        use_translations(NullTranslations())
        for trouble in list(made(kind)):
            use_translations(Marked())
            said = str(trouble)
            told += 1
            if not (said.startswith("«") and said.endswith("»")):
                untold.append(f"{kind.__module__}.{kind.__name__}: {said}")
    assert untold == []
    assert told > 140
