"""Mastodon: the actor really holds three of the settings."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from .export_texts import plain
from .finds import people, switch, text, text_fact
from .limits import LARGEST_POSTS
from .observation import ConnectionKind, ObservationKind, Observed
from .patterns import ExportedFact, FileForm, FilePattern, Find, PlatformReader, Reading, at

_BREAK = re.compile(r"<(?:br|/p)\b[^<>]{0,1000}>", re.IGNORECASE)
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
            yield text_fact(kind, unescape(_TAG.sub("", _BREAK.sub(" ", value))), key)

    return Find(path, make, (kind,))


def _table(name: str, kind: ConnectionKind) -> FilePattern:
    return FilePattern(
        name=rf"{name}\.csv",
        form=FileForm.TABLE,
        heading=("Account address",) if name.startswith("following") else (),
        proven=name.startswith("following"),
        finds=(people(kind, "[]", handle=("Account address",)),),
    )


READER = PlatformReader(
    id="mastodon",
    title="Mastodon",
    files=(
        FilePattern(
            name=r"actor\.json",
            sign=True,
            finds=(
                switch(ObservationKind.PRIVATE, "manuallyApprovesFollowers"),
                switch(ObservationKind.FINDABLE, "discoverable"),
                switch(ObservationKind.POSTS_SEARCHED, "indexable"),
                text(ObservationKind.NAME, "name"),
                text(ObservationKind.USERNAME, "preferredUsername"),
                _written(ObservationKind.BIO, "summary"),
                _written(ObservationKind.WEBSITE, "attachment[].value"),
                text(ObservationKind.PROFILE_PICTURE, "icon.url"),
                text(ObservationKind.COVER_PICTURE, "image.url"),
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
