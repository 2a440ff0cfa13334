"""The way to a screen of a platform, menu by menu. Pure."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import takewhile

from attrs import evolve

from .model import Check, Screen, Steps
from .vocabulary import Device

Way = tuple[str, ...]
_ALL_DEVICES = "anywhere"
_AND_ELSEWHERE = ", then "
_MOST_WORDS = 6  # of the name of a row; more are its whole question


@lru_cache(maxsize=8192)  # the pages are laid out again with every answer
def menus(path: Steps, device: str) -> Way:
    """The menus on a device, in their order; those that are said of all devices where it has none of its own."""
    way = getattr(path, device) or path.anywhere or ""
    return tuple(each.strip() for each in way.split(">") if each.strip())


def beyond(way: Way, before: Way) -> Way | None:
    """What comes after the menus before, which may begin with an address more; None where it goes another way."""
    starts = (before[at:] for at in range(len(before)))
    return next((way[len(start) :] for start in starts if way[: len(start)] == start), None)


def place_of(check: Check, screen: Screen) -> Way:
    """The menus that lie between its row and the screen under which it is filed; none where it stands on that."""
    rests = (beyond(menus(check.steps, device), menus(screen.path, device)) for device in (Device.IPHONE, Device.WEB))
    return next((_to_first_place(rest)[:-1] for rest in rests if rest), ())


def led_to(screen: Screen, checks: Sequence[Check]) -> Screen:
    """The screen, with the way going on as far as all of these checks share it: for one of them, to its row."""
    paths = (screen.path, *(check.steps for check in checks))
    are_apart = any(getattr(path, device) for path in paths for device in Device)
    ways = {device: _shared(screen, checks, device) for device in (Device if are_apart else (_ALL_DEVICES,))}
    if _is_way_to(screen, ways):
        return screen
    path = Steps(**{device: " > ".join(way) or None for device, way in ways.items()})
    link = checks[0].link if len(checks) == 1 else None
    return evolve(screen, title="", path=path, link=link or screen.link)


def _is_way_to(screen: Screen, ways: Mapping[str, Way]) -> bool:
    return all(way == menus(screen.path, device) for device, way in ways.items())


def _shared(screen: Screen, checks: Sequence[Check], device: str) -> Way:
    """Empty where none of the checks is known to be found on the device."""
    before = menus(screen.path, device)
    ways = [way for check in checks if (way := menus(check.steps, device))]
    rests = [rest for way in ways if (rest := beyond(way, before)) is not None]
    if len(ways) == 1:
        return (*before, *_to_row(rests[0])) if rests else _to_row(ways[0]) or before
    if len(rests) < len(ways) or not ways:
        return before if ways else ()
    places = [_to_first_place(rest)[:-1] for rest in rests]
    alike = takewhile(lambda each: len({*each}) == 1, zip(*places, strict=False))
    return (*before, *(each[0] for each in alike))


def _to_row(way: Way) -> Way:
    """To its row, unless that is a whole sentence, or one of several places: then to the screen that it stands on."""
    first = _to_first_place(way)
    return way if first == way and len(" ".join(way[-1:]).split()) <= _MOST_WORDS else first[:-1]


def _to_first_place(way: Way) -> Way:
    whole = tuple(takewhile(lambda each: _AND_ELSEWHERE not in each, way))
    return whole if whole == way else (*whole, way[len(whole)].partition(_AND_ELSEWHERE)[0])
