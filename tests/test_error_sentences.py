"""Every error that a reader may meet has a sentence, which follows the language, whenever the error was made."""

import importlib
import inspect
import pkgutil
import typing
from collections.abc import Iterator
from datetime import date
from enum import Enum
from gettext import NullTranslations
from pathlib import Path

import pytest

import privacy_wizard
from privacy_wizard.i18n import Message, use_translations
from privacy_wizard.system import NotWritten, Trouble
from tests.pseudo_language import Marked

SAMPLES = {
    Path: Path("/school/audits/file.p12"),
    str: "a fact",
    int: 3,
    bool: True,
    date: date(2026, 5, 3),
    OSError: OSError(5, "said the system"),
    Exception: OSError(5, "said the system"),
    Trouble: NotWritten(Path("é"), OSError(5, "said the system")),
}


@pytest.fixture
def marked() -> Iterator[None]:
    use_translations(Marked())
    yield
    use_translations(NullTranslations())


def every_trouble() -> list[type[Trouble]]:
    """The classes that are raised: those that only group others have no sentence of their own."""
    for module in pkgutil.walk_packages(privacy_wizard.__path__, "privacy_wizard."):
        if not module.name.endswith("__main__") and ".migrations." not in module.name:
            importlib.import_module(module.name)
    found, left = [], [Trouble]
    while left:
        kind = left.pop()
        left += kind.__subclasses__()
        if not kind.__subclasses__() and kind.__module__.startswith("privacy_wizard."):
            found.append(kind)
    return found


def sample(kind: object) -> object:
    """Something of that type."""
    if typing.get_origin(kind) in (tuple, typing.get_origin(typing.Sequence[str])):
        return ("é", "ü")
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind))
    given = [each for each in typing.get_args(kind) if each is not type(None)]
    return sample(given[0]) if given else SAMPLES[kind]  # type: ignore[index]


def made(kind: type[Trouble]) -> Trouble:
    """One with facts of the types that it takes."""
    if kind.__init__ is Trouble.__init__:
        return kind(Message("The sentence of whoever raises it."))
    hints = typing.get_type_hints(kind.__init__)
    taken = [each for each in inspect.signature(kind.__init__).parameters.values() if each.name != "self"]
    facts = {each.name: sample(hints[each.name]) for each in taken}
    named = [each.name for each in taken if each.kind is inspect.Parameter.KEYWORD_ONLY]
    return kind(*(facts[name] for name in facts if name not in named), **{name: facts[name] for name in named})


def test_every_error_says_what_happened_in_the_language_spoken_when_it_is_shown(marked: None) -> None:
    untold = []
    for kind in every_trouble():
        use_translations(NullTranslations())
        trouble = made(kind)
        use_translations(Marked())
        said = str(trouble)
        if not (said.startswith("«") and said.endswith("»")):
            untold.append(f"{kind.__module__}.{kind.__name__}: {said}")
    assert untold == []
