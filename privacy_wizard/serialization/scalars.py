"""Texts, numbers, switches, moments and words, each read strictly: nothing is converted or guessed."""

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Any

from .kinds import TEXT_LIMIT, Rules
from .refused import Refused

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
    if not rules.get("least", 0) <= raw <= rules.get("most", 1_000_000):
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
        moment = datetime.fromisoformat(read_text(raw, {"limit": 40}))
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or write_moment(moment) != raw:
        raise Refused("", "must be a date and time with its zone")
    return moment


SCALARS: dict[Any, Callable[[Any, Rules], Any]] = {
    str: read_text,
    bool: _switch,
    int: partial(_number, kind=int),
    float: partial(_number, kind=float),
    date: _day,
    datetime: _moment,
}
