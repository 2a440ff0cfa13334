"""X: scripts that assign JSON to names; followers by number and link, no names, and no flag for protected posts."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import zip_longest
from typing import Any

from .export_texts import day_of, plain
from .finds import people, person, text, text_fact
from .limits import LARGEST_POSTS
from .observation import ConnectionKind, ObservationKind, Observed
from .patterns import ExpectedFile, ExportedFact, ExportMoment, FileForm, FilePattern, Find, PlatformReader, Reading, at

_SHORT = re.compile(r"https?://t\.co/", re.IGNORECASE)


def _protection(changes: Any, key: str) -> Iterator[Reading]:
    """Changes of the last six months; the latest is how it stands. Where nothing changed, no file says how it is."""
    found = []
    for number, record in enumerate(changes if isinstance(changes, list) else ()):
        inner = record if at(record, "action") else at(record, "*")
        action, since = plain(at(inner, "action")), at(inner, "protectedAt|protected_at")
        if action:
            found.append((day_of(since) or date.min, number, action, since))
    for _, number, action, since in found:
        place = f"{key}[{number}]"
        yield ExportedFact(
            kind=ObservationKind.PRIVACY_CHANGED, shown=Observed.YES, value=action, key=place, since=since
        )
    for _, number, action, since in sorted(found)[-1:]:
        place, said = f"{key}[{number}]", action.casefold()
        shown = Observed.NO if "unprotect" in said else Observed.YES if "protect" in said else Observed.NOT_IN_EXPORT
        yield ExportedFact(kind=ObservationKind.PRIVATE, shown=shown, value=action, key=place, since=since)


def _website(value: Any, key: str) -> Iterator[Reading]:
    """X writes its own short address; where that leads is not in the export."""
    if isinstance(value, str):
        is_short = bool(_SHORT.match(value))
        yield text_fact(ObservationKind.WEBSITE, value, key, proven=not is_short)


def _contact(record: Any, key: str) -> Iterator[Reading]:
    """Somebody in the uploaded address book, without a name: each address and number is shown."""
    for email, phone in zip_longest(_all(record, "emails"), _all(record, "phoneNumbers")):
        entry = {"email": email, "phone": phone}
        found = person(kind=ConnectionKind.UPLOADED_CONTACTS, entry=entry, key=key, email="email", phone="phone")
        if found is not None:
            yield found


def _all(record: Any, name: str) -> list[Any]:
    found = at(record, name)
    return found if isinstance(found, list) else []


def _post(record: Any, key: str) -> Iterator[Reading]:
    tweet = at(record, "tweet") or record
    since = at(tweet, "created_at")
    said = plain(at(tweet, "full_text") or at(tweet, "text"))
    yield ExportedFact(kind=ObservationKind.POST, shown=Observed.YES, value=said, key=key, since=since)
    where = plain(at(tweet, "place.full_name"))
    latitude, longitude = _point(tweet)
    where = where or (f"{latitude}, {longitude}" if latitude and longitude else "")
    if where:
        yield ExportedFact(
            kind=ObservationKind.PLACE_OF_POST, shown=Observed.YES, value=where, key=key, since=since, proven=False
        )


def _point(tweet: Any) -> tuple[str, str]:
    found = at(tweet, "geo.coordinates") or at(tweet, "coordinates.coordinates")
    if isinstance(found, list) and len(found) == 2:
        return plain(found[0]), plain(found[1])
    return "", ""


def _script(name: str, *finds: Find, sign: bool = False) -> FilePattern:
    return FilePattern(name=rf"data/{name}(?:-part\d+)?\.js", finds=finds, form=FileForm.SCRIPT, sign=sign)


READER = PlatformReader(
    id="x",
    title="X",
    files=(
        _script(
            "manifest",
            Find("dataTypes.*.files[].fileName", lambda name, _: iter((ExpectedFile(name=plain(name)),))),
            Find("archiveInfo.generationDate", lambda moment, _: iter((ExportMoment(moment=moment),))),
            sign=True,
        ),
        _script(
            "account",
            text(ObservationKind.USERNAME, "[].account.username"),
            text(ObservationKind.NAME, "[].account.accountDisplayName"),
            text(ObservationKind.EMAIL, "[].account.email"),
            text(ObservationKind.PHONE, "[].account.phoneNumber"),
            sign=True,
        ),
        _script(
            "profile",
            text(ObservationKind.BIO, "[].profile.description.bio"),
            Find("[].profile.description.website", _website, (ObservationKind.WEBSITE,)),
            text(ObservationKind.TOWN, "[].profile.description.location"),
            text(ObservationKind.PROFILE_PICTURE, "[].profile.avatarMediaUrl"),
            text(ObservationKind.COVER_PICTURE, "[].profile.headerMediaUrl"),
        ),
        _script(
            "protected-history",
            Find("", _protection, (ObservationKind.PRIVATE, ObservationKind.PRIVACY_CHANGED)),
        ),
        _script(
            "follower",
            people(ConnectionKind.FOLLOWERS, "[].follower", handle="accountId", link="userLink"),
            sign=True,
        ),
        _script(
            "following",
            people(ConnectionKind.FOLLOWING, "[].following", handle="accountId", link="userLink"),
            sign=True,
        ),
        _script("connected-application", text(ObservationKind.CONNECTED_APP, "[].connectedApplication.name")),
        _script("phone-number", text(ObservationKind.PHONE, "[].device.phoneNumber")),
        _script(
            "contact",
            Find("[].contact", _contact, (ConnectionKind.UPLOADED_CONTACTS,)),
        ),
        _script("block", people(ConnectionKind.BLOCKED, "[].blocking", handle="accountId", link="userLink")),
        _script(
            "personalization",
            text(ObservationKind.INFERRED_INTEREST, "[].p13nData.interests.interests[].name"),
        ),
        FilePattern(
            name=r"data/tweets?(?:-part\d+)?\.js",
            form=FileForm.SCRIPT,
            posts=True,
            most=LARGEST_POSTS,
            finds=(Find("[]", _post, (ObservationKind.POST, ObservationKind.PLACE_OF_POST)),),
        ),
    ),
    signs=(r"your archive\.html",),
    never_exported=(
        ObservationKind.TAGS_REVIEWED,
        ObservationKind.MESSAGES_OPEN,
        ObservationKind.FOUND_BY_EMAIL,
        ObservationKind.FOUND_BY_PHONE,
    ),
)
