"""What a data export shows: frozen values, each with the file and the key that it rests on."""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import repeat
from operator import attrgetter
from typing import Any

from attrs import field, fields, frozen

from .export_notes import ExportNote, FaultyExport

TEXT_SHOWN = 500  # characters of any text from an export
MOST_CONNECTIONS = 200_000  # of one list
MOST_OBSERVATIONS = 200_000


class Observed(StrEnum):
    """The export's answer to the claim of an observation."""

    YES = "yes"
    NO = "no"
    NOT_IN_EXPORT = "not in this export"  # nothing is said, or nothing that can be understood


class ObservationKind(StrEnum):
    """Each is a claim that is true, is not true, or is not in the export."""

    # who the profile says one is: there is such a text, and it is the value
    NAME = "name"
    USERNAME = "username"
    BIO = "bio"
    HEADLINE = "headline"
    EMAIL = "email"
    PHONE = "phone"
    WEBSITE = "website"
    EMPLOYER = "employer"
    JOB_TITLE = "job title"
    DESCRIPTION = "description of work or education"
    EDUCATION = "education"
    TOWN = "town"
    BIRTHDAY = "birthday"
    PROFILE_PICTURE = "profile picture"
    COVER_PICTURE = "cover picture"
    # who sees it
    PRIVATE = "account is private"
    PUBLIC_POSTS = "future posts are public"
    PUBLIC_CHANNEL = "channel is public"
    PUBLIC_PLAYLIST = "playlist is public"
    PUBLIC_LIKES = "everyone sees what is liked"
    PUBLIC_FRIENDS = "everyone sees the friends list"
    PUBLIC_FOLLOWERS = "everyone sees the followers"
    PUBLIC_FOLLOWING = "everyone sees who is followed"
    PUBLIC_PROFILE = "has a public profile"
    PRIVACY_CHANGED = "privacy was changed"
    # who may do what with it
    COMMENTS_OPEN = "everyone may comment"
    MESSAGES_OPEN = "everyone may send messages"
    DOWNLOADS_OPEN = "everyone may download"
    DUETS_OPEN = "everyone may make duets"
    REUSE_ALLOWED = "content may be reused"
    MENTIONS_OPEN = "everyone may mention"
    TAGS_REVIEWED = "tags are reviewed first"
    REQUESTS_OPEN = "everyone may send friend requests"
    STRANGERS_LIMITED = "strangers on servers cannot write"
    # who finds it
    FINDABLE = "others may find the account"
    FOUND_BY_CONTACTS = "suggested to contacts"
    FOUND_BY_FRIENDS_ELSEWHERE = "suggested to friends on another platform"
    FOUND_BY_LINKS = "suggested to people who open or send links"
    FOUND_BY_EMAIL = "found by e-mail address"
    FOUND_BY_PHONE = "found by telephone number"
    FOUND_BY_SEARCH = "found by search engines"
    POSTS_SEARCHED = "posts are found by a search on the platform"
    SHOWN_TO_RECRUITERS = "open to recruiters"
    CONTACTS_SYNCED = "contacts are uploaded"
    LOCATION_SHARED = "location is shared"
    # how it is kept, and what is tied to it
    SECOND_FACTOR = "second factor is on"
    PROFESSIONAL = "professional account"
    LINKED_ACCOUNT = "linked account"
    CONNECTED_APP = "connected app"
    CUSTOM_AUDIENCE = "custom audience"
    PERSONALISED_ADS = "personalised advertising"
    INFERRED_INTEREST = "interest inferred for advertising"
    SETTING = "setting as exported"  # shown in the export's own words, and not judged
    # what was posted; read only when asked for
    POST = "post"
    PLACE_OF_POST = "place of a post"
    TAGGED_PLACE = "place one was tagged in"


class ConnectionKind(StrEnum):
    """How the people in a list are connected to the account."""

    FRIENDS = "friends"
    CLOSE_FRIENDS = "close friends"
    FOLLOWERS = "followers"
    FOLLOWING = "following"
    REQUESTS_RECEIVED = "requests received"
    REQUESTS_SENT = "requests sent"
    REJECTED = "requests turned down"
    REMOVED = "removed"
    BLOCKED = "blocked"
    RESTRICTED = "restricted"
    HIDDEN_FROM = "stories hidden from"
    UPLOADED_CONTACTS = "uploaded contacts"
    GROUPS = "groups and servers"
    SUBSCRIPTIONS = "subscriptions"


@frozen(kw_only=True, slots=False)  # of an export there are many, and are made a third quicker so
class Observation:
    """One thing that an export shows, or does not show; then `file` and `key` may be empty.

    `file` is a member's name within the export and `key` a place in it, such as `profile_user[0].name`; `since` is the
    day that the export gives for the fact, `made` the day of the export. `proven` is False where the layout, the label
    or the order that it was understood by has not been compared with a real export.
    """

    kind: ObservationKind
    shown: Observed
    value: str = field(metadata={"limit": TEXT_SHOWN})
    file: str = field(metadata={"limit": TEXT_SHOWN})
    key: str = field(metadata={"limit": TEXT_SHOWN})
    since: date | None
    made: date | None
    proven: bool


@frozen(kw_only=True, slots=False)  # made thousands of times, which takes a third less so
class ExportedConnection:
    """One entry of a list; what the export does not give is empty. `source` says how the person was added."""

    name: str = field(default="", metadata={"limit": TEXT_SHOWN})
    handle: str = field(default="", metadata={"limit": TEXT_SHOWN})
    link: str = field(default="", metadata={"limit": TEXT_SHOWN})
    email: str = field(default="", metadata={"limit": TEXT_SHOWN})
    phone: str = field(default="", metadata={"limit": TEXT_SHOWN})
    employer: str = field(default="", metadata={"limit": TEXT_SHOWN})
    position: str = field(default="", metadata={"limit": TEXT_SHOWN})
    source: str = field(default="", metadata={"limit": TEXT_SHOWN})
    since: date | None = None
    key: str = field(default="", metadata={"limit": TEXT_SHOWN})


_NAMES = {"limit": MOST_CONNECTIONS, "each": {"limit": TEXT_SHOWN}}
_FIRST_DAY, _DAY = date(1970, 1, 1).toordinal(), 86_400  # seconds
_MOMENTS = {
    "limit": MOST_CONNECTIONS,
    "each": {"least": (1 - _FIRST_DAY) * _DAY, "most": (date.max.toordinal() - _FIRST_DAY + 1) * _DAY - 1},
}


def moment_of(day: date | None) -> int:
    """A moment of the day, its noon, in seconds since 1970; 0 for none."""
    return (day.toordinal() - _FIRST_DAY) * _DAY + _DAY // 2 if day is not None else 0


@frozen(kw_only=True)
class ConnectionColumns:
    """The entries of a list, field by field: thousands are kept, handed on and checked at once, and made when wanted.

    A field that no entry has is an empty tuple. `since` is a moment of the day in seconds since 1970, as most exports
    write it; 0 where it is not given. Where `numbered` is not empty, the keys are that and the number of the entry.
    Raises ValueError for columns that are not equally long.
    """

    name: tuple[str, ...] = field(default=(), metadata=_NAMES)
    handle: tuple[str, ...] = field(default=(), metadata=_NAMES)
    link: tuple[str, ...] = field(default=(), metadata=_NAMES)
    email: tuple[str, ...] = field(default=(), metadata=_NAMES)
    phone: tuple[str, ...] = field(default=(), metadata=_NAMES)
    employer: tuple[str, ...] = field(default=(), metadata=_NAMES)
    position: tuple[str, ...] = field(default=(), metadata=_NAMES)
    source: tuple[str, ...] = field(default=(), metadata=_NAMES)
    since: tuple[int, ...] = field(default=(), metadata=_MOMENTS)
    key: tuple[str, ...] = field(default=(), metadata=_NAMES)
    numbered: str = field(default="", metadata={"limit": TEXT_SHOWN})

    def __attrs_post_init__(self) -> None:
        if len({*map(len, _columns_of(self))} - {0}) > 1:
            raise ValueError("the columns are not equally long")

    @classmethod
    def of(cls, entries: Sequence[ExportedConnection]) -> "ConnectionColumns":
        """The same entries in columns."""
        columns = zip(*map(_texts_of, entries), strict=True)
        found: dict[str, Any] = dict(zip(_COLUMNS, columns, strict=False))  # of nobody there are none
        found["since"] = tuple(moment_of(entry.since) for entry in entries)
        return cls(**{each: column for each, column in found.items() if any(column)})

    def __len__(self) -> int:
        return next(filter(None, map(len, _columns_of(self))), 0)

    def entries(self) -> Iterator[ExportedConnection]:
        """Each entry."""
        count = len(self)
        numbered = (f"{self.numbered}[{at}]" for at in range(count)) if self.numbered else repeat("")
        texts = {each: column for each in _COLUMNS if (column := getattr(self, each))}
        keys, moments = texts.pop("key", numbered), self.since or repeat(0)
        rows = zip(*texts.values(), strict=True) if texts else repeat((), count)
        for row, key, moment in zip(rows, keys, moments, strict=False):
            since = date.fromordinal(_FIRST_DAY + moment // _DAY) if moment else None
            yield ExportedConnection(**dict(zip(texts, row, strict=True)), since=since, key=key)


_COLUMNS = tuple(each.name for each in fields(ExportedConnection) if each.name != "since")
_texts_of, _columns_of = attrgetter(*_COLUMNS), attrgetter(*_COLUMNS, "since")


@frozen(kw_only=True, slots=False)
class ConnectionList:
    """One list in one file: whether it has anybody in it, and whom."""

    kind: ConnectionKind
    shown: Observed
    file: str = field(metadata={"limit": TEXT_SHOWN})
    made: date | None
    proven: bool
    columns: ConnectionColumns

    @cached_property
    def connections(self) -> tuple[ExportedConnection, ...]:
        """The people in it; built on first access."""
        return tuple(self.columns.entries())


class ExportForm(StrEnum):
    """The format of an export."""

    JSON = "json"
    TABLES = "csv"
    TEXT = "text"
    WEB_PAGES = "html"


@frozen(kw_only=True)
class DataExport:
    """Everything that was read of one account's export, of one part or of several.

    `platform` is the id of its checklist. `generation` is the time in which the platform laid files out so, and
    `language` the one that its labels are in; both empty where that cannot be told.
    """

    platform: str
    title: str
    generation: str
    form: ExportForm
    language: str
    made: date | None
    files: tuple[str, ...] = field(metadata={"limit": 5_000, "each": {"limit": TEXT_SHOWN}})
    observations: tuple[Observation, ...] = field(metadata={"limit": MOST_OBSERVATIONS})
    lists: tuple[ConnectionList, ...] = field(metadata={"limit": 5_000})
    notes: tuple[ExportNote, ...] = field(metadata={"limit": 5_000})


@frozen(kw_only=True)
class ExportsRead:
    """The result of everything opened together."""

    exports: tuple[DataExport, ...]
    faulty: tuple[FaultyExport, ...]
