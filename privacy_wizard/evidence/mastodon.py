"""Mastodon: the actor really holds three of the settings. Known from memory and the standard, not from an export."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from .export_texts import plain
from .finds import people, switch, text, text_fact
from .key_paths import at
from .limits import LARGEST_POSTS
from .observation import ConnectionKind, ObservationKind, Observed
from .patterns import ExportedFact, FileForm, FilePattern, Find, PlatformReader, Reading

_TAG = re.compile(r"<[^<>]{0,1000}>")


def _post(record: Any, key: str) -> Iterator[Reading]:
    said, since = plain(at(record, "object.content")), at(record, "published")
    if said:
        yield ExportedFact(
            kind=ObservationKind.POST, shown=Observed.YES, value=said, key=key, since=since, proven=False
        )


def _written(kind: ObservationKind, path: str) -> Find:
    """A text that is written as a page: what is seen of it."""

    def make(value: Any, key: str) -> Iterator[Reading]:
        if isinstance(value, str):
            yield text_fact(kind, unescape(_TAG.sub(" ", value)), key, proven=False)

    return Find(path, make, (kind,))


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
                _written(ObservationKind.BIO, "summary"),
                _written(ObservationKind.WEBSITE, "attachment[].value"),
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
