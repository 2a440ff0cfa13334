"""Google Takeout: the profile, and YouTube's channel, subscriptions and lists. File names are in many languages."""

import re
from collections.abc import Iterator
from typing import Any

from .export_texts import folded, link_of, plain
from .finds import audience, is_everyone, judged, judged_facts, person, text
from .observation import ConnectionKind, ObservationKind
from .patterns import FileForm, FilePattern, Find, PlatformReader, Reading, at, follow, steps_of

_PLACE = "Video Default Location Latitude"


def _table(name: str, *finds: Find, sign: bool = False, proven: bool = True, guessed: bool = False) -> FilePattern:
    return FilePattern(name=name, form=FileForm.TABLE, finds=finds, sign=sign, proven=proven, guessed=guessed)


_SEEN = re.compile(r"visibilit|sichtbarkeit|widoczno|synlighed|zichtbaarheid|gwelededd")


def _is_place(value: Any) -> bool:
    """If no place is set, the numbers are 0."""
    return plain(value).strip("0.") != ""


_KNOWN = ("channel visibility", "visibilidad del canal")


def _visibility(row: Any, key: str) -> Iterator[Reading]:
    """The column for it in other languages, by what its heading has in it."""
    for name, value in row.items() if isinstance(row, dict) else ():
        if folded(name) not in _KNOWN and _SEEN.search(folded(name)):
            place = f"{key}.{name}"
            yield from judged_facts(ObservationKind.PUBLIC_CHANNEL, value, place, is_everyone, proven=False)


def _channel_subscription(row: Any, key: str) -> Iterator[Reading]:
    """The same where the name of the table is in a language that is not known: of channels only."""
    if isinstance(row, dict) and any("youtube.com/channel/" in plain(cell) for cell in row.values()):
        yield from _subscription(row, key)


def _subscription(row: Any, key: str) -> Iterator[Reading]:
    """The columns are named in many languages, and stand in one order: number, address, title."""
    cells = list(row.values()) if isinstance(row, dict) else []
    place = next((place for place, cell in enumerate(cells) if link_of(cell)), 0)
    if place and place + 1 < len(cells):
        entry = {"handle": cells[place - 1], "link": cells[place], "name": cells[place + 1]}
        found = person(
            kind=ConnectionKind.SUBSCRIPTIONS, entry=entry, key=key, name="name", handle="handle", link="link"
        )
        yield from (found,) if found is not None else ()


_OWN = (
    text(ObservationKind.NAME, "name.formattedName"),
    text(ObservationKind.USERNAME, "displayName"),
    text(ObservationKind.EMAIL, "emails[].value"),
    text(ObservationKind.BIRTHDAY, "birthday"),
)
_ONLY_THERE = ("name.formattedName", "emails")  # where the folder does not tell


def _own(record: Any, key: str) -> Iterator[Reading]:
    if any(at(record, path) is not None for path in _ONLY_THERE):
        for find in _OWN:
            for place, value in follow(record, steps_of(find.path), key):
                yield from find.make(value, place)


PROFILE = PlatformReader(
    id="google-profile",
    title="Google",
    files=(
        FilePattern(
            name=r"(?:profile|profil|perfil|proffil|profiel)/(?:profile|profil|perfil|proffil|profiel)\.json",
            sign=True,
            finds=_OWN,
        ),
        FilePattern(name=r"takeout/(?:tasks|keep|contacts)/[^/]*\.json", finds=()),
        FilePattern(  # in a language that is not known
            name=r"(?:takeout/([^/]+)/\1)\.json",
            finds=(Find("", _own, tuple(kind for find in _OWN for kind in find.kinds)),),
            guessed=True,
        ),
    ),
    signs=(r"takeout/archive_browser\.html",),
    never_exported=(ObservationKind.SECOND_FACTOR,),
)

_CHANNEL = (
    text(ObservationKind.NAME, "[].Channel Title (Original)|Channel Title|Título del canal (original)"),
    audience(ObservationKind.PUBLIC_CHANNEL, "[].Channel Visibility|Visibilidad del canal"),
    Find("[]", _visibility, (ObservationKind.PUBLIC_CHANNEL,)),
    text(ObservationKind.BIO, "[].Channel Description (Original)"),
    judged(ObservationKind.LOCATION_SHARED, f"[].{_PLACE}", _is_place),
    text(ObservationKind.USERNAME, "[].Channel Vanity URL 1 Name"),
)
_SUBSCRIPTIONS = (Find("[]", _subscription, (ConnectionKind.SUBSCRIPTIONS,)),)
_WRITTEN = (  # parts of words for live chats, comments and posts of the community, in the languages that are known
    r"chat|czat|sgyrsi|comment|coment|komment|koment|reacties|opmerking|sylwad|"
    r"post|beiträge|berichten|publicaciones|publications|opslag|wpisy"
)

YOUTUBE = PlatformReader(
    id="youtube",
    title="YouTube",
    files=(
        # A child's, in a folder with their name. YouTube's own folder may lie in one that somebody called so.
        FilePattern(name=r"youtube[^/]*/(?!youtube)[^/]+/[^/]+/[^/]*\.csv", finds=()),
        FilePattern(name=rf"(?:youtube[^/]*/(?=[^/]*(?:{_WRITTEN}))([^/]+)/\1)[^/]*\.csv", finds=()),
        _table(r"(?:channels|canales|chaînes|kanäle|kanały|kanaler|kanalen|sianeli)/[^/]*\.csv", *_CHANNEL, sign=True),
        _table(
            r"(?:subscriptions|suscripciones|abonnements|abonnementen|abos|subskrypcje|abonnementer|tanysgrifiadau)"
            r"/[^/]*\.csv",
            *_SUBSCRIPTIONS,
            sign=True,
        ),
        _table(  # out of their folders
            r"(?:channel|canal|chaîne|kanal|kanał|kanaal|sianel)(?: url configs| feature data)?\.csv", *_CHANNEL
        ),
        _table(r"(?:subscriptions|suscripciones|abonnements|abos|subskrypcje|abonnementer)\.csv", *_SUBSCRIPTIONS),
        _table(
            r"(?:playlists|listas de reproducción|wiedergabelisten)/(?:playlists|listas de reproducción)\.csv",
            audience(ObservationKind.PUBLIC_PLAYLIST, "[].Playlist Visibility|Visibility"),
        ),
        FilePattern(
            name=r"(?:video metadata|metadatos del vídeo)/(?:videos|vídeos)[^/]*\.csv",
            form=FileForm.TABLE,
            finds=(text(ObservationKind.POST, "[].Video Title (Original)|Video Title|Title", proven=False),),
            posts=True,
            proven=False,
        ),
        _table(
            r"(?:youtube[^/]*/([^/]+)/\1)\.csv",  # a table in a folder of its name
            Find("[]", _channel_subscription, (ConnectionKind.SUBSCRIPTIONS,)),
            sign=True,
            proven=False,
            guessed=True,
        ),
    ),
    never_exported=(ObservationKind.PRIVATE, ObservationKind.FOUND_BY_CONTACTS),
)
