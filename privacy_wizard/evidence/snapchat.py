"""Snapchat: JSON where it was ticked beside the web pages; friends say how they were added; no settings."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from .export_texts import day_of
from .finds import people, text, text_fact
from .observation import ConnectionKind, ObservationKind
from .patterns import FilePattern, Find, PlatformReader, Reading, at


def _latest(kind: ObservationKind, name: str, field: str) -> Find:
    """What it was changed to last is what it is; changes stand in no sure order."""

    def make(changes: Any, key: str) -> Iterator[Reading]:
        found = [each for each in enumerate(changes if isinstance(changes, list) else ()) if at(each[1], field)]
        for number, each in sorted(found, key=lambda each: (day_of(at(each[1], "Date")) or date.min, -each[0]))[-1:]:
            said, since = at(each, field), at(each, "Date")
            yield text_fact(kind, said, f"{key}[{number}].{field}", since=since, proven=False)

    return Find(name, make, (kind,))


def _listed(kind: ConnectionKind, name: str) -> Find:
    return people(
        kind, f"{name}[]", handle="Username", name="Display Name", since="Creation Timestamp", source="Source"
    )


def _file(name: str, *finds: Find, sign: bool = False, proven: bool = True) -> FilePattern:
    return FilePattern(name=rf"json/{name}\.json", finds=finds, sign=sign, proven=proven)


READER = PlatformReader(
    id="snapchat",
    title="Snapchat",
    files=(
        _file(
            "account",
            text(ObservationKind.USERNAME, "Basic Information.Username"),
            text(ObservationKind.NAME, "Basic Information.Name"),
            sign=True,
        ),
        _file(
            "friends",
            _listed(ConnectionKind.FRIENDS, "Friends"),
            _listed(ConnectionKind.REQUESTS_SENT, "Friend Requests Sent"),
            _listed(ConnectionKind.REQUESTS_RECEIVED, "Pending Requests"),
            _listed(ConnectionKind.BLOCKED, "Blocked Users"),
            _listed(ConnectionKind.REMOVED, "Deleted Friends"),
            _listed(ConnectionKind.REJECTED, "Ignored Snapchatters"),
            people(ConnectionKind.GROUPS, "Shortcuts[]", name="Shortcut Name", since="Created"),
            sign=True,
        ),
        _file(
            "connected_apps",
            text(ObservationKind.CONNECTED_APP, "Connected Applications|Permissions|Apps[].App|Name|Application"),
            proven=False,
        ),
        _file(
            "account_history",
            _latest(ObservationKind.EMAIL, "Email Change", "Email Address"),
            _latest(ObservationKind.PHONE, "Mobile Number Change", "Mobile Number"),
            sign=True,
        ),
        _file(
            "snap_pro",
            text(ObservationKind.PUBLIC_PROFILE, "Profile.Profile Title|Name|Display Name|Title", proven=False),
            text(ObservationKind.WEBSITE, "Profile.Profile Website", proven=False),
        ),
        _file(
            "user_profile",
            text(ObservationKind.INFERRED_INTEREST, "Interest Categories[]"),
        ),
    ),
    signs=(r"html/(?:account|friends)\.html",),
    web_pages=(r"html/friends\.html", r"html/account\.html"),
    never_exported=(
        ObservationKind.PRIVATE,
        ObservationKind.MESSAGES_OPEN,
        ObservationKind.FINDABLE,
        ObservationKind.LOCATION_SHARED,
        ObservationKind.SECOND_FACTOR,
    ),
)
