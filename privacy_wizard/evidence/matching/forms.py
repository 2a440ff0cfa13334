"""The forms under which a person is found: at most five of an entry of the list, at most five of a connection. Pure.

Most of the work is done once, by bringing both sides to one form: accents, capitals, hyphens, order, spelling and short
names are gone before anything is hashed. What is left to be different makes a form of its own.
"""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import islice, product

from attrs import frozen

from ...domain.protected_list import ProtectedPerson
from .short_names import full_names
from .spelling import one_spelling, plain_letters, words_of

MOST_FORMS = 5
_MOST_OF_A_NAME = 4  # of a connection, whose handle and address come beside them
_MOST_WORDS = 4
_HANDLE_PARTS = re.compile(r"[._\-\d]+")
_HANDLE = re.compile(r"[a-z0-9._\-]{2,64}")
_ADDRESS = re.compile(r"([^@\s+]{1,64})(?:\+[^@\s]*)?@([^@\s]{3,253})")
_DOTS_DO_NOT_COUNT = ("gmail.com", "googlemail.com")
_DIGITS_THAT_COUNT = 9  # of a mobile number, from its end: with and without the code of its country it is one


class FormKind(StrEnum):
    """What is compared; part of what is hashed, so that a form of one kind is never met by one of another."""

    NAME = "name"  # two words of a name in either order, in one spelling, short names as the full ones
    WHOLE = "whole name"  # first and last name in their order, letter by letter; tells how a name was met
    INITIAL = "initial"
    MIDDLE = "middle name"
    HANDLE = "handle"
    EMAIL = "e-mail"
    MOBILE = "mobile"


@frozen
class NameForm:
    """One form; equal forms give the same token."""

    kind: FormKind
    text: str


def forms_of_entry(person: ProtectedPerson) -> Sequence[NameForm]:
    """At most five, the most telling first: the name, ways to reach the person, then other forms of the name.

    None where nothing of the entry can be compared.
    """
    first, last = words_of(person.first.replace(",", " ")), words_of(f"x {person.last}".replace(",", " "))[1:]
    reached = _reached(person.handle, person.email, person.mobile)
    if not (first and last):
        return reached
    names = tuple(_names_of(first, last))
    most = 2 if len(_parts(last)) > 1 else 1
    others = (
        NameForm(FormKind.WHOLE, _whole(first[0], last)),
        *names[most : most + 2],
        *(_middle(each, _parts(last)[-1]) for each in _parts(first)[1:2]),
        NameForm(FormKind.INITIAL, f"{first[0][0][0]} {''.join(_parts(last))}"),
    )
    return tuple(dict.fromkeys((*names[:most], *reached, *others)))[:MOST_FORMS]


def forms_of_connection(name: str, handle: str = "", email: str = "", phone: str = "") -> Sequence[NameForm]:
    """At most five that are looked for first; none where there is nothing to go by."""
    words = words_of(name) if name.casefold() != handle.casefold() else []
    if len(words) < 2:
        words = [(part,) for part in map(plain_letters, _HANDLE_PARTS.split(handle)) if part]
    reached = _reached(handle, email, phone)
    named = islice(dict.fromkeys(_sought(words[:_MOST_WORDS])), min(_MOST_OF_A_NAME, MOST_FORMS - len(reached)))
    return (*named, *reached)


def wholes_of_connection(name: str, *, swapped: bool) -> Sequence[NameForm]:
    """What tells of a name that was met whether it is the whole one, in its order or with the last name first."""
    words = words_of(name)
    if len(words) < 2:
        return ()
    if swapped:
        pairs = [(words[-1], words[:-1]), (words[-1], words[:1])]
    else:
        pairs = [(words[0], words[1:]), (words[0], words[-1:])]
    return tuple(dict.fromkeys(NameForm(FormKind.WHOLE, _whole(*pair)) for pair in pairs))


def _names_of(first: list[tuple[str, ...]], last: list[tuple[str, ...]]) -> Iterator[NameForm]:
    """The first name with each part of the last, then both written in one word."""
    families, family = _parts(last), "".join(_parts(last))
    yield from (_name(first[0][0], each)[0] for each in (families[-1], *families[:-1]))
    yield from (form for each in families for form in _name(first[0][0], each)[1:])
    yield from _name("".join(first[0]), family)[:1]


def _sought(words: Sequence[tuple[str, ...]]) -> Iterator[NameForm]:
    parts = _parts(words)
    if len(parts) < 2:
        return
    one, other = parts[0], parts[-1]
    if len(one) == 1:
        if len(parts) == 2:
            yield NameForm(FormKind.INITIAL, f"{one} {other}")
        return
    yield from _name(one, other)
    yield from (_name(one, each)[0] for each in parts[1:-1] if len(each) > 1)
    yield _middle(one, other)


def _middle(given: str, family: str) -> NameForm:
    return NameForm(FormKind.MIDDLE, f"{one_spelling(given)} {one_spelling(family)}")


def _name(one: str, other: str) -> Sequence[NameForm]:
    """Two words of which either may be a short name, and either the last name."""
    return tuple(
        NameForm(FormKind.NAME, " ".join(sorted(pair))) for pair in product(full_names(one), full_names(other))
    )


def _whole(first: tuple[str, ...], last: Sequence[tuple[str, ...]]) -> str:
    return f"{''.join(first)} {''.join(_parts(last))}"


def _parts(words: Sequence[tuple[str, ...]]) -> list[str]:
    return [part for word in words for part in word]


def _reached(handle: str, email: str, phone: str) -> Sequence[NameForm]:
    named = handle.strip().casefold().rstrip("/").rpartition("/")[2].lstrip("@")
    address = _ADDRESS.fullmatch(email.strip().casefold())
    digits = "".join(each for each in phone if each.isdecimal() and each.isascii())
    found = []
    if address:
        box, domain = address.groups()
        box = box.replace(".", "") if domain in _DOTS_DO_NOT_COUNT else box
        found.append(NameForm(FormKind.EMAIL, f"{box}@{domain.replace('googlemail.', 'gmail.')}"))
    if len(digits) >= _DIGITS_THAT_COUNT:
        found.append(NameForm(FormKind.MOBILE, digits[-_DIGITS_THAT_COUNT:]))
    if _HANDLE.fullmatch(named):
        found.append(NameForm(FormKind.HANDLE, named))
    return found
