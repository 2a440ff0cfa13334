"""What of a value is printed, and under which names: one table for a class gives its JSON and the schema of it."""

from collections.abc import Callable, Mapping
from typing import Any, get_type_hints

from attrs import evolve, frozen

from .kinds import NO_RULES, Rules, hints, optional


@frozen
class ShownField:
    """One printed field: its name, how it is read of a value, of which type it is, and the rules for that."""

    name: str
    read: Callable[[Any], Any]
    kind: Any  # a type; the names on the way to it, until the view says from where
    rules: Rules = NO_RULES


@frozen(init=False)
class View:
    """How the values of one class are printed: `about` is its description, the fields stand in their order.

    A field that the class does not have is an AttributeError when the view is made.
    """

    of: type
    about: str
    fields: tuple[ShownField, ...]

    def __init__(self, of: type, about: str, *shown: str | ShownField) -> None:
        fields = (each if isinstance(each, ShownField) else the(each) for each in shown)
        self.__attrs_init__(of, about, tuple(_typed(each, of) for each in fields))


Views = Mapping[type, View]


def the(shown: str, **rules: Any) -> ShownField:
    """A field as its class names it (`title`), or under another name (`campaign=id`, `number=member.number`).

    Where something on the way is None, so is the field. `rules` are those of a field's metadata.
    """
    name, _, path = shown.partition("=")
    steps = tuple((path or name).split("."))

    def read(value: Any) -> Any:
        for step in steps:
            value = None if value is None else getattr(value, step)
        return value

    return ShownField(name, read, steps, rules)


def worked_out(name: str, read: Callable[[Any], Any], **rules: Any) -> ShownField:
    """A field that a function works out of the value; the function's return type is the field's."""
    return ShownField(name, read, get_type_hints(read)["return"], rules)


def _typed(shown: ShownField, of: type) -> ShownField:
    return evolve(shown, kind=_kind_at(of, shown.kind)) if isinstance(shown.kind, tuple) else shown


def _kind_at(kind: Any, steps: tuple[str, ...]) -> Any:
    may_be_none = False
    for step in steps:
        kind, none_on_the_way = optional(kind)
        may_be_none |= none_on_the_way
        kind = _kind_of(kind, step)
    return kind | None if may_be_none else kind


def _kind_of(cls: Any, name: str) -> Any:
    """The type of a field or a property."""
    return hints(cls)[name] if name in hints(cls) else get_type_hints(getattr(cls, name).fget)["return"]
