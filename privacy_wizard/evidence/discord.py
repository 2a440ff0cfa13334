"""Discord: one file about the user, and the names of servers. Messages and Activity lie apart and are never opened.

The folders are named in the language of whoever asked, the files in them are not.
"""

from collections.abc import Iterator
from typing import Any

from .finds import is_yes, judged, person, switch, text
from .observation import ConnectionKind, ObservationKind
from .patterns import FilePattern, Find, ListEntry, PlatformReader, Reading, at, follow, steps_of

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


_USER = (
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
)
_ONLY_HERE = frozenset({"discriminator", "global_name", "relationships"})  # where the folder does not tell
_ACCOUNT = (
    r"(?:account|compte|konto|cuenta|conta|fiók|hesap|účet|cont|račun|paskyra|tili|аккаунт|アカウント|계정|账号|帳號)"
)
_SERVERS = r"[^/]*(?:serv|serw|szerv|sunucu|palvelim|сервер|сървър|διακομιστ|サーバー|서버|服务器|伺服器)[^/]*"


def _user(record: Any, key: str) -> Iterator[Reading]:
    if isinstance(record, dict) and not _ONLY_HERE.isdisjoint(record):
        for find in _USER:
            for place, value in follow(record, steps_of(find.path), key):
                yield from find.make(value, place)


READER = PlatformReader(
    id="discord",
    title="Discord",
    files=(
        FilePattern(name=rf"{_ACCOUNT}/user\.json", sign=True, finds=_USER),
        FilePattern(
            name=r"[^/]+/user\.json",
            finds=(Find("", _user, tuple(kind for find in _USER for kind in find.kinds)),),
        ),
        # In one group, so that the last part of the name alone is never enough: messages have an index, too.
        FilePattern(name=rf"(?:{_SERVERS}/index)\.json", finds=(Find("", _servers, (ConnectionKind.GROUPS,)),)),
    ),
    signs=(r"servers/index\.json",),
    never_exported=(ObservationKind.MESSAGES_OPEN,),
)
