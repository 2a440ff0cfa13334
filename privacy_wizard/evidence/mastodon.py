"""Mastodon: the actor really holds three of the settings. Known from memory and the standard, not from an export."""

from collections.abc import Iterator
from typing import Any

from .export_texts import plain
from .finds import people, switch, text
from .key_paths import at
from .limits import LARGEST_POSTS
from .observation import ConnectionKind, ObservationKind, Observed
from .patterns import ExportedFact, FileForm, FilePattern, Find, PlatformReader, Reading


def _post(record: Any, key: str) -> Iterator[Reading]:
    said, since = plain(at(record, "object.content")), at(record, "published")
    if said:
        yield ExportedFact(
            kind=ObservationKind.POST, shown=Observed.YES, value=said, key=key, since=since, proven=False
        )


def _table(name: str, kind: ConnectionKind) -> FilePattern:
    return FilePattern(
        name=rf"{name}\.csv",
        form=FileForm.TABLE,
        heading=("Account address",) if name.startswith("following") else (),
        proven=False,
        finds=(people(kind, "[]", handle=("Account address",)),),
    )


READER = PlatformReader(
    id="mastodon",
    title="Mastodon",
    files=(
        FilePattern(
            name=r"actor\.json",
            sign=True,
            proven=False,
            finds=(
                switch(ObservationKind.PRIVATE, "manuallyApprovesFollowers", proven=False),
                switch(ObservationKind.FINDABLE, "discoverable", proven=False),
                switch(ObservationKind.FOUND_BY_SEARCH, "indexable", proven=False),
                text(ObservationKind.NAME, "name", proven=False),
                text(ObservationKind.USERNAME, "preferredUsername", proven=False),
                text(ObservationKind.BIO, "summary", proven=False),
                text(ObservationKind.WEBSITE, "attachment[].value", proven=False),
                text(ObservationKind.PROFILE_PICTURE, "icon.url", proven=False),
                text(ObservationKind.COVER_PICTURE, "image.url", proven=False),
            ),
        ),
        _table("following_accounts", ConnectionKind.FOLLOWING),
        _table("followers", ConnectionKind.FOLLOWERS),
        FilePattern(
            name=r"outbox\.json",
            posts=True,
            proven=False,
            most=LARGEST_POSTS,
            finds=(Find("orderedItems[]", _post, (ObservationKind.POST,)),),
        ),
    ),
    never_exported=(ObservationKind.SECOND_FACTOR,),
)
