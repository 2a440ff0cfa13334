"""Reddit: a flat zip of tables, many with a heading only. Followers are not exported."""

from collections.abc import Iterator
from typing import Any

from .export_texts import plain
from .finds import people, text, text_fact
from .observation import ConnectionKind, ObservationKind, Observed
from .patterns import ExportedFact, ExportMoment, FileForm, FilePattern, Find, PlatformReader, Reading, at


def _preference(row: Any, key: str) -> Iterator[Reading]:
    name, value = plain(at(row, "preference")), plain(at(row, "value"))
    if name:
        yield ExportedFact(
            kind=ObservationKind.SETTING, shown=Observed.YES, value=f"{name}: {value}", key=f"{key}.value", proven=False
        )


def _statistic(row: Any, key: str) -> Iterator[Reading]:
    name, value = plain(at(row, "statistic")).casefold(), plain(at(row, "value"))
    if name == "export time":
        yield ExportMoment(moment=value)
    kinds = {
        "account name": ObservationKind.USERNAME,
        "email": ObservationKind.EMAIL,
        "email address": ObservationKind.EMAIL,
    }
    if name in kinds and value:
        yield text_fact(kinds[name], value, f"{key}.value")


def _table(name: str, heading: tuple[str, ...], *finds: Find, sign: bool = False, posts: bool = False) -> FilePattern:
    return FilePattern(name=rf"{name}\.csv", form=FileForm.TABLE, heading=heading, finds=finds, sign=sign, posts=posts)


READER = PlatformReader(
    id="reddit",
    title="Reddit",
    files=(
        _table(
            "user_preferences",
            ("preference", "value"),
            Find("[]", _preference, (ObservationKind.SETTING,)),
            sign=True,
        ),
        _table(
            "statistics",
            ("statistic", "value"),
            Find("[]", _statistic, (ObservationKind.USERNAME, ObservationKind.EMAIL)),
            sign=True,
        ),
        _table("linked_identities", ("issuer_id",), text(ObservationKind.LINKED_ACCOUNT, "[].issuer_id"), sign=True),
        _table("twitter", (), text(ObservationKind.LINKED_ACCOUNT, "[].username", proven=False)),
        _table(
            "linked_phone_number", (), text(ObservationKind.PHONE, "[].phone_number|phone number|linked_phone_number")
        ),
        _table("birthdate", (), text(ObservationKind.BIRTHDAY, "[].birthdate|verified_birthdate")),
        _table("friends", ("username",), people(ConnectionKind.FRIENDS, "[]", handle="username")),
        _table(
            "subscribed_subreddits",
            ("subreddit",),
            people(ConnectionKind.SUBSCRIPTIONS, "[]", name="subreddit"),
            sign=True,
        ),
        _table("moderated_subreddits", ("subreddit",), people(ConnectionKind.GROUPS, "[]", name="subreddit")),
        _table("posts", ("id", "permalink"), text(ObservationKind.POST, "[].title"), posts=True),
    ),
    signs=(r"checkfile\.csv",),
    never_exported=(ObservationKind.PRIVATE, ObservationKind.MESSAGES_OPEN),
)
