"""Snapchat: JSON where it was ticked beside the web pages; friends say how they were added; no settings."""

from .finds import people, text
from .observation import ConnectionKind, ObservationKind
from .patterns import FilePattern, Find, PlatformReader


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
        _file("snap_pro", text(ObservationKind.PUBLIC_PROFILE, "Profile.Name|Display Name|Title", proven=False)),
        _file(
            "user_profile",
            text(ObservationKind.INFERRED_INTEREST, "Interest Categories[]"),
        ),
    ),
    signs=(r"json/account_history\.json", r"html/(?:account|friends)\.html"),
    web_pages=(r"html/friends\.html", r"html/account\.html"),
    never_exported=(
        ObservationKind.PRIVATE,
        ObservationKind.MESSAGES_OPEN,
        ObservationKind.FINDABLE,
        ObservationKind.LOCATION_SHARED,
        ObservationKind.SECOND_FACTOR,
    ),
)
