"""TikTok: one JSON file with everything, read event by event so that messages are passed over; or a folder of texts."""

import re
from collections.abc import Iterator
from typing import Any

from .export_texts import folded, plain
from .finds import audience, is_everyone, is_yes, judged, person, switch, text_fact
from .limits import LARGEST_STREAM
from .observation import ConnectionKind, ObservationKind
from .patterns import FileForm, FilePattern, Find, PlatformReader, Reading

_SETTINGS = "App Settings|Profile And Settings.Settings.SettingsMap."
_PROFILE = "Profile|Profile And Settings.Profile Information|Profile Info.ProfileMap."
_LISTS = "Activity|Your Activity|Profile And Settings."
_BLOCKED = "App Settings|Profile And Settings.Block|Block List.BlockList[]"


_NAMES = ("UserName", "Username", "Gebruikersnaam")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
_NOTHING = ("none", "n/a", "n.v.t.")  # as is written where there is nothing


def _said(kind: ObservationKind, path: str, *, proven: bool = True) -> Find:
    """Finds a text, which may say that there is none."""

    def make(value: Any, key: str) -> Iterator[Reading]:
        if not isinstance(value, dict | list):
            shown = "" if folded(plain(value)) in _NOTHING else plain(value)
            yield text_fact(kind, shown, key, proven=proven)

    return Find(path, make, (kind,))


def _linked(value: Any, key: str) -> Iterator[Reading]:
    """The account itself is among those linked to it."""
    if (name := plain(value)) and folded(name) != "tiktok":
        yield text_fact(ObservationKind.LINKED_ACCOUNT, name, key)


def _listed(kind: ConnectionKind, path: str) -> Find:
    """Who follows; in place of those whose account is gone stands that there is none."""

    def make(entry: Any, key: str) -> Iterator[Reading]:
        found = person(kind=kind, entry=_day_and_name(entry), key=key, handle=_NAMES, since=("Date", "Datum"))
        if found is not None and folded(found.connection.handle) not in _NOTHING:
            yield found

    return Find(path, make, (kind,))


def _day_and_name(entry: Any) -> Any:
    """An entry whose labels are in a language that is not known: a moment, and a name in one word."""
    said = [*entry.values()] if isinstance(entry, dict) else []
    is_known = len(said) != 2 or any(folded(name) in map(folded, _NAMES) for name in entry)
    if is_known or not _MOMENT.match(plain(said[0])) or len(plain(said[1]).split()) != 1:
        return entry
    return {"Date": said[0], "Username": said[1]}


def _may_download(value: Any) -> bool | None:
    return is_yes(value) if is_everyone(value) is None else is_everyone(value)


_EVERYTHING = (
    switch(ObservationKind.PRIVATE, f"{_SETTINGS}Private Account"),
    switch(ObservationKind.FINDABLE, f"{_SETTINGS}Allow Others to Find Me"),
    switch(ObservationKind.FOUND_BY_CONTACTS, f"{_SETTINGS}Suggest your account to contacts"),
    switch(ObservationKind.FOUND_BY_FRIENDS_ELSEWHERE, f"{_SETTINGS}Suggest your account to Facebook friends"),
    switch(ObservationKind.FOUND_BY_LINKS, f"{_SETTINGS}Suggest your account to people who open or send links to you"),
    judged(ObservationKind.DOWNLOADS_OPEN, f"{_SETTINGS}Allow DownLoad", _may_download),
    audience(ObservationKind.COMMENTS_OPEN, f"{_SETTINGS}Who Can Post Comments"),
    audience(ObservationKind.MESSAGES_OPEN, f"{_SETTINGS}Who Can Send Me Message"),
    audience(ObservationKind.DUETS_OPEN, f"{_SETTINGS}Who Can Duet With Me"),
    audience(ObservationKind.DUETS_OPEN, f"{_SETTINGS}Who Can Stitch with your videos"),
    audience(ObservationKind.PUBLIC_LIKES, f"{_SETTINGS}Who Can View Videos I Liked"),
    audience(ObservationKind.PUBLIC_FOLLOWING, f"{_SETTINGS}Who can see your following list::", proven=False),
    switch(ObservationKind.REUSE_ALLOWED, f"{_SETTINGS}Allow Reuse of Content"),
    switch(ObservationKind.PERSONALISED_ADS, f"{_SETTINGS}Personalized Ads"),
    _said(ObservationKind.USERNAME, f"{_PROFILE}userName"),
    _said(ObservationKind.NAME, f"{_PROFILE}displayName"),
    _said(ObservationKind.BIO, f"{_PROFILE}bioDescription"),
    _said(ObservationKind.EMAIL, f"{_PROFILE}emailAddress"),
    _said(ObservationKind.PHONE, f"{_PROFILE}telephoneNumber"),
    _said(ObservationKind.BIRTHDAY, f"{_PROFILE}birthDate"),
    _said(ObservationKind.PROFILE_PICTURE, f"{_PROFILE}profilePhoto"),
    Find(f"{_PROFILE}PlatformInfo[].Platform", _linked, (ObservationKind.LINKED_ACCOUNT,)),
    _said(ObservationKind.LINKED_ACCOUNT, f"{_PROFILE}instagramLink"),
    _said(ObservationKind.LINKED_ACCOUNT, f"{_PROFILE}youtubeLink"),
    _said(ObservationKind.LINKED_ACCOUNT, f"{_PROFILE}lemon8Link"),
    _listed(ConnectionKind.FOLLOWERS, f"{_LISTS}Follower List|Follower.FansList[]"),
    _listed(ConnectionKind.FOLLOWING, f"{_LISTS}Following List|Following.Following[]"),
    _listed(ConnectionKind.BLOCKED, _BLOCKED),
)


def _text(name: str, *finds: Find, proven: bool = True) -> FilePattern:
    """Anybody may call a file so: it is TikTok's by what stands in it."""
    name = rf"{name}(?:_\d+)?\.txt"
    return FilePattern(name=name, form=FileForm.RECORDS, proven=proven, finds=finds, guessed=True)


_ABOUT = "profile and settings|profiel en instellingen"
_TEXTS = (  # whose names are in the language of the account
    _text(
        f"(?:profile|profiel|{_ABOUT})/(?:profile info(?:rmation)?|profielinformatie)",
        _said(ObservationKind.USERNAME, "[].Username|Gebruikersnaam"),
        _said(ObservationKind.NAME, "[].Nickname|Bijnaam"),
        proven=False,
    ),
    _text(
        f"(?:app settings|{_ABOUT})/(?:settings|instellingen)",
        switch(ObservationKind.PRIVATE, "[].Private Account|Privéaccount", proven=False),
        proven=False,
    ),
    _text("(?:follower(?: list)?|volger)", _listed(ConnectionKind.FOLLOWERS, "[]")),
    _text("(?:following(?: list)?|volgend|folge ich)", _listed(ConnectionKind.FOLLOWING, "[]")),
    _text("(?:block list|blokkeringslijst)", _listed(ConnectionKind.BLOCKED, "[]"), proven=False),
)
# Files of an export in texts that are called so in every language; they are not read.
_IN_EVERY_LANGUAGE = r"tiktok[^/]*/(?:[^/]+/)?(?:hashtag|status|ai-moji|[^/]*tiktok[^/]*)\.txt"

READER = PlatformReader(
    id="tiktok",
    title="TikTok",
    files=(
        FilePattern(
            name=r"user_data_tiktok\.json",
            generation="2024-26",
            sign=True,
            streamed=True,
            most=LARGEST_STREAM,
            finds=_EVERYTHING,
        ),
        FilePattern(
            name=r"user_data\.json",
            generation="2021-23",
            sign=True,
            streamed=True,
            most=LARGEST_STREAM,
            finds=_EVERYTHING,
        ),
        *_TEXTS,
    ),
    web_pages=(_IN_EVERY_LANGUAGE,),
    never_exported=(
        ObservationKind.MENTIONS_OPEN,
        ObservationKind.CONTACTS_SYNCED,
        ObservationKind.SECOND_FACTOR,
        ObservationKind.LOCATION_SHARED,
    ),
)
