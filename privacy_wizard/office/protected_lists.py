"""Protected lists in the office: what an officer must know before making one, and the list in use."""

from pathlib import Path

from attrs import frozen

from ..domain.protected_list import ProtectedList
from ..i18n import Message, _
from ..system.progress import WorkStopped
from .errors import OfficeTrouble
from .school_folder import SchoolFolder

BEFORE_ONE_IS_MADE = Message(
    "A list of pupils and parents held by all staff is a risk in itself, even if nobody can read it. "
    "Anyone with the file can try names one by one, about a hundred a second, and learn whether each is "
    "on it. Your school must weigh that in a data protection impact assessment before a list is made. "
    "Staff can do the whole check without one."
)
LIST_IN_USE = Message(
    "A protected list is in use until {day}. After that it is deleted here and on your staff's computers."
)
IT_WAS_WEIGHED = Message("Our school has made its own impact assessment for this list, which allows it")
OF_NUMBERS = Message(
    "Leave out handles, e-mail addresses and mobile numbers unless your assessment asks for them. There are few enough "
    "mobile numbers that somebody with many computers could try them all."
)


class NoImpactAssessment(OfficeTrouble):
    """Nobody has confirmed an impact assessment."""

    def __str__(self) -> str:
        return _(
            "No list was made. Your school must make its own impact assessment first: confirm that it "
            "has, and try again. {why}",
            why=BEFORE_ONE_IS_MADE,
        )


class NobodyListed(OfficeTrouble):
    """The file names nobody."""

    sentence = Message(
        "The file names nobody who could be matched, so no list was made. Check that the columns with "
        "the names were recognised."
    )


class TooManyListed(OfficeTrouble):
    """More people than one list holds."""

    sentence = Message(
        "The file names more people than one list can hold, so none was made. Leave out those who left long ago, "
        "or make a list for each school."
    )


class ListStopped(WorkStopped):
    """The user stopped it. Part of a list would find only some people."""

    sentence = Message("Stopped. No list was made.")


@frozen(kw_only=True)
class MadeList:
    """A finished list: how many people it covers, and the file for staff."""

    protected: ProtectedList
    people: int
    out: Path


def protected_list_in_use(place: SchoolFolder) -> ProtectedList | None:
    """The last list that was made here; None where there is none. One that has run out is deleted.

    Raises FileUnreadable, NotThisKind, NotWritten.
    """
    return place.protected_list.in_use(lambda _signature, _signed: None, place.now())
