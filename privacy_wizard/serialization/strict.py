"""Documents of unknown origin, read exactly as the class declares, with the place of any fault; nothing is guessed."""

import json
import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from functools import partial
from typing import Any, TypeVar, get_args, get_origin

from attrs import fields, frozen, has
from cattrs import Converter
from cattrs.errors import AttributeValidationNote, BaseValidationError
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from .converter import ITEM_LIMIT, NO_RULES, TEXT_LIMIT, Rules, hints, new_converter, optional


@frozen
class ShapeFault:
    """One fault in a document: where (`accounts[0].number`), and what."""

    place: str
    problem: str

    def __str__(self) -> str:
        return f"{self.place}: {self.problem}" if self.place else f"the document {self.problem}"


class Refused(Exception):
    """A value does not fit; carries the first fault found inside it."""

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(f"{place}: {problem}")
        self.fault = ShapeFault(place, problem)

    def inside(self, outer: str) -> "Refused":
        """The same fault, seen from the enclosing value."""
        place = self.fault.place
        joint = "." if outer and place and not place.startswith("[") else ""
        return Refused(f"{outer}{joint}{place}", self.fault.problem)


_MOST = 1_000_000  # of a number, where its field says nothing
_CONTROL_CHARACTER = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def write_moment(moment: datetime) -> str:
    """To the second, with its zone."""
    return moment.isoformat(timespec="seconds")


def read_text(raw: Any, rules: Rules) -> str:
    """A text without control characters, within its limit and of its pattern. Raises Refused."""
    if not isinstance(raw, str):
        raise Refused("", "must be a text")
    if len(raw) > rules.get("limit", TEXT_LIMIT):
        raise Refused("", "is too long")
    if _CONTROL_CHARACTER.search(raw):
        raise Refused("", "contains a character that is not text")
    if "pattern" in rules and not re.fullmatch(rules["pattern"], raw, re.ASCII):
        raise Refused("", "does not have the form that this field needs")
    return raw


def read_word(raw: Any, kind: Any) -> Any:
    """A word of a closed vocabulary. Raises Refused."""
    try:
        return kind(read_text(raw, {}))
    except ValueError:
        raise Refused("", "must be one of: " + ", ".join(kind)) from None


def _number(raw: Any, rules: Rules, kind: type) -> Any:
    if type(raw) is not kind:
        raise Refused("", "must be a whole number" if kind is int else "must be a number with a decimal point")
    if not rules.get("least", 0) <= raw <= rules.get("most", _MOST):
        raise Refused("", "is out of range")
    return raw


def _switch(raw: Any, rules: Rules) -> bool:  # noqa: ARG001 - there are none for it
    if not isinstance(raw, bool):
        raise Refused("", "must be true or false")
    return raw


def _day(raw: Any, rules: Rules) -> date:  # noqa: ARG001 - there are none for it
    try:
        day = date.fromisoformat(read_text(raw, {"limit": 40}))
    except ValueError:
        day = None
    if day is None or day.isoformat() != raw:
        raise Refused("", "must be a date")
    return day


def _moment(raw: Any, rules: Rules) -> datetime:  # noqa: ARG001 - there are none for it
    try:
        moment = within_calendar(datetime.fromisoformat(read_text(raw, {"limit": 40})))
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or write_moment(moment) != raw:
        raise Refused("", "must be a date and time with its zone")
    return moment


def within_calendar(moment: datetime) -> datetime:
    """The same; ValueError for the last hours of year 9999 in a western zone: in UTC there is no such moment."""
    try:
        moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("beyond the calendar") from None
    return moment


SCALARS: dict[Any, Callable[[Any, Rules], Any]] = {
    str: read_text,
    bool: _switch,
    int: partial(_number, kind=int),
    float: partial(_number, kind=float),
    date: _day,
    datetime: _moment,
}


Reader = Callable[[Any], Any]
AllFit = Callable[[list[Any], Rules], bool]


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
        each, limit = rules.get("each", rules), rules.get("limit", ITEM_LIMIT)
        return partial(_array, read=_reader(of[0], each), limit=limit, all_fit=_ALL_FIT.get(of[0]), rules=each)
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


def _array(raw: Any, read: Reader, limit: int, all_fit: AllFit | None, rules: Rules) -> tuple[Any, ...]:
    if not isinstance(raw, list):
        raise Refused("", "must be a list")
    if len(raw) > limit:
        raise Refused("", "has too many items")
    if all_fit is not None and len(raw) > _FEW and all_fit(raw, rules):
        return tuple(raw)
    return _items((read, item) for item in raw)


def _all_texts(raw: list[Any], rules: Rules) -> bool:
    """Whether `read_text` would take each of them as it is; thousands are looked at together."""
    if {*map(type, raw)} != {str} or "pattern" in rules or max(map(len, raw)) > rules.get("limit", TEXT_LIMIT):
        return False
    return not _CONTROL_CHARACTER.search("".join(raw))


def _all_whole_numbers(raw: list[Any], rules: Rules) -> bool:
    """The same of whole numbers."""
    return {*map(type, raw)} == {int} and rules.get("least", 0) <= min(raw) and max(raw) <= rules.get("most", _MOST)


def _items(each: Iterable[tuple[Reader, Any]]) -> tuple[Any, ...]:
    found: list[Any] = []
    for read, item in each:
        try:
            found.append(read(item))
        except (Refused, BaseValidationError) as error:
            raise _inside(f"[{len(found)}]", error) from None
    return tuple(found)


_FEW = 8
_ALL_FIT: dict[Any, AllFit] = {str: _all_texts, int: _all_whole_numbers}


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
    needed = kinds.keys() - {name for name, rule in rules.items() if rule.get("later")}

    def read(raw: Any, kind: Any) -> Any:
        if not isinstance(raw, dict):
            raise Refused("", "must be an object")
        for name in raw.keys() - kinds.keys():
            raise Refused(name[:60], "is not a field of this format")
        for name in needed - raw.keys():
            raise Refused(name, "is missing")
        return build(raw, kind)

    return read


def _has_later(cls: Any) -> bool:
    """Whether a field came after the first files of its format: one with its default is left out, as it is there."""
    return has(cls) and any(field.metadata.get("later") for field in fields(cls))


def _writer_of_class(cls: Any) -> Callable[[Any], dict[str, Any]]:
    later: dict[str, Any] = {
        field.name: override(omit_if_default=True) for field in fields(cls) if field.metadata.get("later")
    }
    return make_dict_unstructure_fn(cls, _converter, **later)


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
_converter.register_unstructure_hook_factory(_has_later, _writer_of_class)


T = TypeVar("T")


def canonical_text(plain: object) -> str:
    """The one JSON spelling of JSON values: sorted keys, no spaces; the same text each time."""
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def to_canonical(value: object) -> bytes:
    """The one JSON spelling of a value, in UTF-8; the same bytes each time."""
    return canonical_text(to_plain(value)).encode()


def to_readable(value: object, indent: int = 2) -> str:
    """The JSON of a value over many lines, for people and their scripts."""
    return json.dumps(to_plain(value), ensure_ascii=False, indent=indent)


def from_canonical(content: bytes, kind: type[T], limit: int) -> T:
    """The value in those bytes. Raises Refused: nothing is converted or skipped, no second spelling read."""
    if len(content) > limit:
        raise Refused("", "is larger than any of its kind")
    try:
        value: T = from_plain(parsed(content), kind)
    except ValueError:  # from a value that checks itself
        raise Refused("", "holds a value that cannot be") from None
    if to_canonical(value) != content:
        raise Refused("", "is spelt in another way than this program writes it")
    return value


def parsed(content: bytes) -> Any:
    """The JSON values in those bytes; a field that is named twice and what is no number are refused. Raises Refused."""
    try:
        return json.loads(content.decode("utf-8"), object_pairs_hook=_once_each, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Refused("", "is not JSON of this format") from None


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Refused("", "names a field twice")
    return found


def _no_constant(name: str) -> None:
    raise Refused("", f"contains {name}, which is not a number")
