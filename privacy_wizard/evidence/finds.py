"""What is made of a value: a text, a switch, an audience, a list entry; and the words that platforms use for
yes, no and everyone. The vocabulary of the readers' tables.
"""

from collections.abc import Callable, Iterator
from typing import Any

from .export_notes import NoteKind
from .export_texts import day_of, folded, link_of, plain
from .observation import ConnectionKind, ExportedConnection, ObservationKind, Observed
from .patterns import ExportedFact, Find, ListEntry, NotUnderstood, Reading, at

_YES = (
    "true, yes, on, enabled, active, activated, 1, ydw, gwir, oui, vrai, activé, activée, ja, wahr, aktiviert, an, "
    "sí, si, verdadero, activado, activada, tak, prawda, włączone, włączony, włączona, sand, sandt, til, aktiveret, "
    "waar, aan, ingeschakeld"
)
_NO = (
    "false, no, off, disabled, inactive, deactivated, 0, nac ydw, na, ffug, anwir, non, faux, désactivé, désactivée, "
    "nein, falsch, deaktiviert, aus, falso, desactivado, desactivada, nie, fałsz, wyłączone, wyłączony, wyłączona, "
    "nej, falsk, fra, deaktiveret, nee, onwaar, uit, uitgeschakeld"
)
_EVERYONE = (
    "everyone, public, anyone, everybody, pawb, cyhoeddus, tout le monde, public, publique, alle, öffentlich, jeder, "
    "todos, todo el mundo, público, pública, wszyscy, publiczne, publiczny, publiczna, offentlig, offentligt, "
    "iedereen, openbaar"
)
_NARROWER = (
    "friends, your friends, friends of friends, your friends of friends, friends except, specific friends, only me, "
    "myself, me, custom, close friends, "
    "no one, nobody, none, off, private, followers, people you follow, your followers, people you follow and your "
    "followers, followers you follow back, mutual friends, contacts, my contacts, restricted, unlisted, "
    "ffrindiau, dim ond fi, neb, preifat, "
    "amis, amis de leurs amis, moi uniquement, personne, privé, privée, abonnés, "
    "freunde, freunde von freunden, nur ich, niemand, privat, "
    "amigos, amigos de amigos, solo yo, nadie, privado, privada, "
    "znajomi, znajomi znajomych, tylko ja, nikt, prywatne, prywatny, prywatna, "
    "venner, venners venner, kun mig, ingen, "
    "vrienden, vrienden van vrienden, alleen ik, niemand"
)


def _set(said: str) -> frozenset[str]:
    return frozenset(folded(each) for each in said.split(", "))


_YES_WORDS, _NO_WORDS, _EVERYONE_WORDS, _NARROWER_WORDS = _set(_YES), _set(_NO), _set(_EVERYONE), _set(_NARROWER)


def is_yes(value: Any) -> bool | None:
    """True or False for a switch; None if the value is no word for either."""
    word = folded(plain(value))
    return True if word in _YES_WORDS else False if word in _NO_WORDS else None


def is_everyone(value: Any) -> bool | None:
    """Whether an audience is everyone; None if the value is no known audience."""
    word = folded(plain(value))
    return True if word in _EVERYONE_WORDS else False if word in _NARROWER_WORDS else None


Paths = str | tuple[str, ...]  # where a field of an entry may stand, the first that is there counts
Judging = Callable[[Any], bool | None]


def text(kind: ObservationKind, path: str, *, proven: bool = True) -> Find:
    """Finds a text; an empty one says that there is none."""

    def make(value: Any, key: str) -> Iterator[Reading]:
        if value is not None and not isinstance(value, dict | list):
            yield text_fact(kind, value, key, proven=proven)

    return Find(path, make, (kind,))


def text_fact(
    kind: ObservationKind, value: Any, key: str, *, since: object = None, proven: bool = True
) -> ExportedFact:
    """A text as an observation."""
    shown = plain(value)
    return ExportedFact(
        kind=kind, shown=Observed.YES if shown else Observed.NO, value=shown, key=key, since=since, proven=proven
    )


def judged(kind: ObservationKind, path: str, judge: Judging, *, proven: bool = True) -> Find:
    """Finds whether a claim is true; `judge` returns None if the value does not tell."""

    def make(value: Any, key: str) -> Iterator[Reading]:
        yield from judged_facts(kind, value, key, judge, proven=proven)

    return Find(path, make, (kind,))


def judged_facts(
    kind: ObservationKind, value: Any, key: str, judge: Judging, *, since: object = None, proven: bool = True
) -> Iterator[Reading]:
    """A claim as an observation; where the value does not tell, that is said too."""
    answer = None if value in (None, "") else judge(value)
    shown = {True: Observed.YES, False: Observed.NO, None: Observed.NOT_IN_EXPORT}[answer]
    yield ExportedFact(kind=kind, shown=shown, value=plain(value), key=key, since=since, proven=proven)
    if answer is None and value not in (None, ""):
        yield NotUnderstood(kind=NoteKind.UNKNOWN_VALUE, detail=f"{key}: {plain(value)}")


def switch(kind: ObservationKind, path: str, *, proven: bool = True) -> Find:
    """Finds whether something is switched on."""
    return judged(kind, path, is_yes, proven=proven)


def audience(kind: ObservationKind, path: str, *, proven: bool = True) -> Find:
    """Finds whether the audience is everyone, or fewer."""
    return judged(kind, path, is_everyone, proven=proven)


def person(
    *,
    key: str,
    kind: ConnectionKind,
    entry: Any,
    name: Paths = (),
    handle: Paths = (),
    link: Paths = (),
    email: Paths = (),
    phone: Paths = (),
    employer: Paths = (),
    position: Paths = (),
    source: Paths = (),
    since: Paths = (),
) -> ListEntry | None:
    """A list entry; None if nothing in it identifies anybody."""
    found = ExportedConnection(
        name=_joined(entry, name),
        handle=_first(entry, handle),
        link=link_of(_value(entry, link)),
        email=_first(entry, email),
        phone=_first(entry, phone),
        employer=_first(entry, employer),
        position=_first(entry, position),
        source=_first(entry, source),
        since=day_of(_value(entry, since)),
        key=plain(key),
    )
    is_said = found.name or found.handle or found.link or found.email or found.phone
    return ListEntry(kind=kind, connection=found) if is_said else None


def people(kind: ConnectionKind, path: str, **fields: Paths) -> Find:
    """The entries of a list; the fields are those of `person`, each with the paths where it may stand in an entry."""

    def make(entry: Any, key: str) -> Iterator[Reading]:
        found = person(kind=kind, entry=entry, key=key, **fields)
        if found is not None:
            yield found

    return Find(path, make, (kind,))


def _value(entry: Any, paths: Paths) -> Any:
    for each in (paths,) if isinstance(paths, str) else paths:
        if (found := at(entry, each)) is not None:
            return found
    return None


def _first(entry: Any, paths: Paths) -> str:
    return plain(_value(entry, paths))


def _joined(entry: Any, paths: Paths) -> str:
    """A name, whose parts may stand apart: `First Name + Last Name`."""
    for each in (paths,) if isinstance(paths, str) else paths:
        parts = [plain(at(entry, part)) for part in each.split(" + ")]
        if any(parts):
            return plain(" ".join(part for part in parts if part))
    return ""
