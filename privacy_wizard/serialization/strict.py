"""Documents from outside: read to the letter of the class, with the place of what is wrong."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, get_args, get_origin

from attrs import fields, has
from cattrs import Converter
from cattrs.errors import AttributeValidationNote, BaseValidationError
from cattrs.gen import make_dict_structure_fn, override

from .converter import new_converter
from .kinds import ITEM_LIMIT, NO_RULES, Rules, hints, optional
from .refused import Refused
from .scalars import SCALARS, read_text, read_word, write_moment

Reader = Callable[[Any], Any]


def to_plain(value: Any) -> Any:
    """The JSON form of a value: objects, arrays, texts, numbers."""
    return _converter.unstructure(value)


def from_plain(raw: Any, kind: Any) -> Any:
    """The value of that type that a JSON form stands for: nothing is converted, guessed or ignored.

    Raises Refused at the first thing that does not fit, and the ValueError of a value that checks itself.
    """
    try:
        return _reader(kind, NO_RULES)(raw)
    except BaseValidationError as error:
        raise _first(error) from None


def _reader(kind: Any, rules: Rules) -> Reader:
    """What reads values of that type, under those rules."""
    kind, may_be_none = optional(kind)
    read = _reader_of(kind, rules)
    return (lambda raw: None if raw is None else read(raw)) if may_be_none else read


def _reader_of(kind: Any, rules: Rules) -> Reader:
    if has(kind):
        return partial(_converter.structure, cl=kind)
    if get_origin(kind) is tuple:
        of = get_args(kind)
        if of[-1] is not Ellipsis:
            return partial(_tuple, readers=tuple(_reader(part, rules) for part in of))
        return partial(_array, read=_reader(of[0], rules.get("each", rules)), limit=rules.get("limit", ITEM_LIMIT))
    if get_origin(kind) is dict:
        return _texts
    reader = SCALARS.get(kind)
    return partial(read_word, kind=kind) if reader is None else lambda raw: reader(raw, rules)


def _tuple(raw: Any, readers: tuple[Reader, ...]) -> tuple[Any, ...]:
    if not isinstance(raw, list):
        raise Refused("", "must be a list")
    if len(raw) != len(readers):
        raise Refused("", f"must have {len(readers)} items")
    return _items(zip(readers, raw, strict=True))


def _array(raw: Any, read: Reader, limit: int) -> tuple[Any, ...]:
    if not isinstance(raw, list):
        raise Refused("", "must be a list")
    if len(raw) > limit:
        raise Refused("", "has too many items")
    return _items((read, item) for item in raw)


def _items(each: Iterable[tuple[Reader, Any]]) -> tuple[Any, ...]:
    found: list[Any] = []
    for read, item in each:
        try:
            found.append(read(item))
        except (Refused, BaseValidationError) as error:
            raise _inside(f"[{len(found)}]", error) from None
    return tuple(found)


def _texts(raw: Any) -> dict[str, str]:
    if not isinstance(raw, dict):
        raise Refused("", "must be an object")
    if len(raw) > ITEM_LIMIT:
        raise Refused("", "has too many fields")
    found = {}
    for key, value in raw.items():
        name = read_text(key, NO_RULES)
        try:
            found[name] = read_text(value, NO_RULES)
        except Refused as refused:
            raise refused.inside(name[:60]) from None
    return found


def _reader_of_class(cls: type, converter: Converter) -> Callable[[Any, Any], Any]:
    kinds = hints(cls)
    rules = {field.name: field.metadata for field in fields(cls)}
    hooks: dict[str, Any] = {
        name: override(struct_hook=_as_hook(_reader(kind, rules[name]))) for name, kind in kinds.items()
    }
    build: Callable[[Any, Any], Any] = make_dict_structure_fn(cls, converter, **hooks)

    def read(raw: Any, kind: Any) -> Any:
        if not isinstance(raw, dict):
            raise Refused("", "must be an object")
        for name in raw.keys() - kinds.keys():
            raise Refused(name[:60], "is not a field of this format")
        for name in kinds.keys() - raw.keys():
            raise Refused(name, "is missing")
        return build(raw, kind)

    return read


def _as_hook(read: Reader) -> Callable[[Any, Any], Any]:
    return lambda raw, _: read(raw)


def _inside(place: str, error: Exception) -> Exception:
    found = _first(error)
    return found.inside(place) if isinstance(found, Refused) else found


def _first(error: Exception) -> Exception:
    """The first fault of all that were met, at its place; else what a value said of itself."""
    if not isinstance(error, BaseValidationError):
        return error
    first = error.exceptions[0]
    places = [note.name for note in getattr(first, "__notes__", ()) if isinstance(note, AttributeValidationNote)]
    return _inside(places[-1], first) if places else _first(first)


_converter = new_converter(write_moment=write_moment)
_converter.register_structure_hook_factory(has, _reader_of_class)
