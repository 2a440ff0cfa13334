"""The words that platforms use for yes, no and everyone, in the known languages."""

from typing import Any

from .export_texts import folded, plain

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
