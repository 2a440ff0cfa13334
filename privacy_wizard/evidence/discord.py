"""Discord: one file about the user, and the names of servers. Messages and Activity lie apart and are never opened."""

from collections.abc import Iterator
from typing import Any

from .answer_words import is_yes
from .finds import judged, person, switch, text
from .key_paths import at
from .observation import ConnectionKind, ObservationKind
from .patterns import FilePattern, Find, ListEntry, PlatformReader, Reading

_KINDS = {
    "1": ConnectionKind.FRIENDS,
    "2": ConnectionKind.BLOCKED,
    "3": ConnectionKind.REQUESTS_RECEIVED,
    "4": ConnectionKind.REQUESTS_SENT,
}


def _relationship(record: Any, key: str) -> Iterator[Reading]:
    kind = _KINDS.get(str(at(record, "type")))
    if kind is not None:
        handle, name = ("user.username", "id"), ("user.global_name", "nickname")
        found = person(kind=kind, entry=record, key=key, handle=handle, name=name, since="since")
        if found is not None:
            yield found


def _servers(servers: Any, key: str) -> Iterator[Reading]:
    for number, name in servers.items() if isinstance(servers, dict) else ():
        found = person(kind=ConnectionKind.GROUPS, entry={"name": name}, key=f"{key}.{number}".lstrip("."), name="name")
        if isinstance(found, ListEntry):
            yield found


READER = PlatformReader(
    id="discord",
    title="Discord",
    files=(
        FilePattern(
            name=r"account/user\.json",
            sign=True,
            finds=(
                text(ObservationKind.USERNAME, "username"),
                text(ObservationKind.NAME, "global_name"),
                text(ObservationKind.EMAIL, "email"),
                text(ObservationKind.PHONE, "phone"),
                switch(ObservationKind.SECOND_FACTOR, "mfa_enabled"),
                switch(ObservationKind.CONTACTS_SYNCED, "settings.contact_sync_enabled"),
                switch(ObservationKind.CONTACTS_SYNCED, "settings.settings.contact_sync_enabled", proven=False),
                judged(ObservationKind.STRANGERS_LIMITED, "settings.default_guilds_restricted", is_yes),
                text(ObservationKind.LINKED_ACCOUNT, "connections[].name"),
                Find("relationships[]", _relationship, tuple(_KINDS.values())),
            ),
        ),
        FilePattern(name=r"servers/index\.json", finds=(Find("", _servers, (ConnectionKind.GROUPS,)),)),
    ),
    signs=(r"servers/index\.json",),
    never_exported=(ObservationKind.MESSAGES_OPEN,),
)
