"""Who is worth a second look, and why. A pointer is a reason to look, never a finding: nobody here knows who it is.

Other ways of pointing may join: they give a `Pointer` for the key of a connection, in words about that connection.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum

from attrs import field, frozen

from ...domain.audit import School
from ...evidence.observation import ExportedConnection, Observation, ObservationKind, Observed
from ...evidence.school_mentions import MentionKind, SchoolMention, strongest
from ...i18n import _, ngettext
from .connection import Connection, ConnectionKey

_FEWEST = 3  # that a surname is shared by
_SHORTEST = 2  # letters of a surname


class PointerReason(StrEnum):
    """Why somebody is pointed at, the strongest reason first."""

    PROTECTED_LIST = "protected list"
    SCHOOL_NAMED = "school named"
    FIRST_DAY = "added on the first day"
    SHARED_SURNAME = "shared surname"


@frozen(kw_only=True)
class Pointer:
    """One reason to look at a connection again. `words` is a sentence about that connection only."""

    reason: PointerReason
    words: str
    strength: int = field(metadata={"most": 100})


Pointers = Mapping[ConnectionKey, Pointer]


def on_first_day(connections: Iterable[Connection], first_day: date | None) -> Pointers:
    """Those who were added on the day on which the job began; none where that day was not given."""
    if first_day is None:
        return {}
    pointer = Pointer(reason=PointerReason.FIRST_DAY, words=_("added on the day your job began"), strength=50)
    return {each.key: pointer for each in connections if each.added == first_day}


def sharing_a_surname(connections: Iterable[Connection], own_name: str) -> Pointers:
    """Those whose surname at least two others have, on whichever account; one's own family name is left out."""
    surnames = [(each, surname) for each in connections if (surname := surname_of(each.exported.name))]
    people = {(surname, each.exported.name.casefold()) for each, surname in surnames}  # not one on two accounts
    shared = Counter(surname for surname, _name in people)
    shared.pop(surname_of(own_name), None)
    pointers = {surname: _sharing(people) for surname, people in shared.items() if people >= _FEWEST}
    return {each.key: pointers[surname] for each, surname in surnames if surname in pointers}


def _sharing(people: int) -> Pointer:
    words = ngettext("{n} connection has this surname", "{n} of your connections have this surname", people)
    return Pointer(reason=PointerReason.SHARED_SURNAME, words=words, strength=20)


def surname_of(name: str) -> str:
    """The last word of a name of several, for comparing; empty where there is none."""
    words = [word.strip(".,") for word in name.casefold().split()]
    bare = [word for word in words if word.replace("-", "").replace("’", "").replace("'", "").isalpha()]
    return bare[-1] if len(bare) > 1 and len(bare[-1]) >= _SHORTEST else ""


def naming_the_school(connections: Iterable[Connection], school: School | None) -> Pointers:
    """Those whose employer, address, user name or name is the school's, or nearly; takes a moment for thousands."""
    if school is None:
        return {}
    found = ((each.key, _strongest(school, each.exported)) for each in connections)
    return {key: _naming(mention) for key, mention in found if mention is not None}


def _strongest(school: School, each: ExportedConnection) -> SchoolMention | None:
    mentions = (strongest(school, text) for text in _said(each))
    return max((one for one in mentions if one and _counts(one)), key=lambda one: one.strength, default=None)


def _said(each: ExportedConnection) -> Iterator[Observation]:
    texts = {
        ObservationKind.EMPLOYER: each.employer,
        ObservationKind.JOB_TITLE: each.position,
        ObservationKind.EMAIL: each.email,
        ObservationKind.USERNAME: each.handle,
        ObservationKind.NAME: each.name,
    }
    for kind, text in texts.items():
        if text:
            yield Observation(
                kind=kind, shown=Observed.YES, value=text, file="", key="", since=None, made=None, proven=True
            )


def _counts(mention: SchoolMention) -> bool:
    """Half of the school's name is also the name of people: in a name or a user name, only all of it counts."""
    if mention.observation.kind not in (ObservationKind.NAME, ObservationKind.USERNAME):
        return True
    is_whole = mention.kind in (MentionKind.NAME, MentionKind.NEAR_NAME) and len(mention.listed.split()) > 1
    return is_whole or mention.kind in (MentionKind.EMAIL_DOMAIN, MentionKind.INITIALS)


def _naming(mention: SchoolMention) -> Pointer:
    words = _("“{text}”: {reason}", text=mention.observation.value, reason=mention.kind.reason)
    return Pointer(reason=PointerReason.SCHOOL_NAMED, words=words, strength=mention.strength)
