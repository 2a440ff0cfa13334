"""What of a value is printed, and under which names: one table for a class gives its JSON and the schema of it."""

from collections.abc import Callable, Iterable, Mapping
from types import GenericAlias
from typing import Any, get_args, get_origin, get_type_hints

from attrs import evolve, frozen

from .converter import NO_RULES, SEQUENCES, Rules, hints, optional


@frozen(eq=False)
class ShownField:
    """One printed field: its name, how it is read of a value, of which type it is, and the rules for that."""

    name: str
    read: Callable[[Any], Any]
    kind: Any  # a type, or the view that describes an object
    rules: Rules = NO_RULES


MakesField = Callable[[Any], ShownField]
"""Makes the field for the class that is viewed."""
Shown = str | MakesField
"""A field as its class names it, or what makes one."""


@frozen(eq=False)
class Given:
    """A field of a document that is not read of its value, but handed in by its name when the document is printed."""

    name: str
    kind: Any
    rules: Rules
    read: Callable[[Any], Any] = lambda known: known


@frozen(init=False, eq=False)
class View:
    """How the values of one class are printed: `about` is its description, the fields stand in their order.

    A field that the class does not have is an AttributeError when the view is made.
    """

    of: Any
    about: str
    fields: tuple[ShownField, ...]

    def __init__(self, of: Any, about: str, *shown: Shown) -> None:
        self.__attrs_init__(of, about, tuple(made(each, of) for each in shown))

    def parts(self, value: Any) -> dict[str, Any]:
        """The printed fields of one value, each still as it is."""
        return {each.name: each.read(value) for each in self.fields}


Views = Mapping[Any, View]


@frozen
class Entry:
    """An entry of a mapping, or one of several pairs: what is printed of it is read of its `key` and its `value`."""

    key: Any
    value: Any


def the(shown: str, **rules: Any) -> MakesField:
    """A field as its class names it (`title`), or under another name (`campaign=id`, `number=member.number`).

    Where something on the way is None, so is the field; a way through a tuple or list reads each of its items.
    `rules` are those of a field's metadata.
    """
    name, _, path = shown.partition("=")
    steps = tuple((path or name).split("."))
    return lambda of: ShownField(name, lambda value: _value_at(value, steps), _kind_at(of, steps), rules)


def worked_out(name: str, read: Callable[[Any], Any], **rules: Any) -> MakesField:
    """A field that a function works out of the value; the function's return type is the field's."""
    return lambda _of: ShownField(name, read, get_type_hints(read)["return"], rules)


def given(name: str, kind: Any, **rules: Any) -> Given:
    """A field that is handed in; `rules` are those of a field's metadata."""
    return Given(name, kind, rules)


def entries(pairs: Shown, about: str, *shown: Shown) -> MakesField:
    """A mapping or pairs, as a list; each shows of its `key` and its `value` (`pack=key`, `mark=value.mark`)."""

    def make(of: Any) -> ShownField:
        found = made(pairs, of)
        listed = _listed(found.kind, about, shown)
        return evolve(found, kind=listed.kind, read=lambda value: listed.read(found.read(value)))

    return make


def given_entries(pairs: Given, about: str, *shown: Shown) -> Given:
    """The same of what is handed in."""
    listed = _listed(pairs.kind, about, shown)
    return evolve(pairs, kind=listed.kind, read=listed.read)


def _listed(kind: Any, about: str, shown: Iterable[Shown]) -> ShownField:
    """How pairs of that type are read, as a list of objects, and what each object is."""
    of = get_args(kind) if get_origin(kind) is Mapping else get_args(get_args(kind)[0])
    entry = View(Entry(*of), about, *shown)

    def read(pairs: Any) -> list[dict[str, Any]]:
        return [entry.parts(Entry(*each)) for each in (pairs.items() if isinstance(pairs, Mapping) else pairs)]

    return ShownField("", read, GenericAlias(tuple, (entry, ...)))


def made(shown: Shown, of: Any) -> ShownField:
    """The field as it is read of that class."""
    return (the(shown) if isinstance(shown, str) else shown)(of)


def _value_at(value: Any, steps: tuple[str, ...]) -> Any:
    for at, step in enumerate(steps):
        if isinstance(value, (tuple, list)):
            return tuple(_value_at(each, steps[at:]) for each in value)
        value = None if value is None else getattr(value, step)
    return value


def _kind_at(kind: Any, steps: tuple[str, ...]) -> Any:
    may_be_none = False
    for at, step in enumerate(steps):
        kind, none_on_the_way = optional(kind)
        may_be_none |= none_on_the_way
        if get_origin(kind) in SEQUENCES:
            kind = GenericAlias(tuple, (_kind_at(get_args(kind)[0], steps[at:]), ...))
            break
        kind = _kind_of(kind, step)
    return kind | None if may_be_none else kind


def _kind_of(cls: Any, name: str) -> Any:
    """The type of a field or a property; an entry of a mapping carries those of its key and its value."""
    if isinstance(cls, Entry):
        return getattr(cls, name)
    return hints(cls)[name] if name in hints(cls) else get_type_hints(getattr(cls, name).fget)["return"]
