"""Every platform whose exports can be read, and which one a file belongs to by its name."""

from functools import lru_cache

from attrs import frozen

from . import (
    discord,
    facebook,
    google,
    instagram,
    linkedin,
    mastodon,
    pinterest,
    reddit,
    snapchat,
    telegram,
    threads,
    tiktok,
    whatsapp,
    x,
)
from .never_opened import is_media, never_opened
from .patterns import FileForm, FilePattern, PlatformReader, ends_with

READERS: tuple[PlatformReader, ...] = (
    facebook.READER,
    instagram.READER,
    threads.READER,
    x.READER,
    linkedin.READER,
    tiktok.READER,
    snapchat.READER,
    whatsapp.READER,
    google.PROFILE,
    google.YOUTUBE,
    reddit.READER,
    discord.READER,
    telegram.READER,
    pinterest.READER,
    mastodon.READER,
)

_READ = (".json", ".js", ".csv", ".txt", ".html")


def may_be_read(name: str) -> bool:
    """Whether a file is of a kind that some reader reads, at a glance at its ending: of most it is not."""
    return name.lower().endswith(_READ)


@frozen(kw_only=True)
class Claim:
    """What a file is to one platform, by its name: read by `pattern`, the `order`-th of the table, or not read.

    `has_sign`: such a name alone shows whose export it is. `is_page`: it belongs to an export in web pages.
    """

    reader: PlatformReader
    pattern: FilePattern | None
    order: int
    has_sign: bool
    is_page: bool
    is_closed: bool  # messages


@lru_cache(maxsize=50_000)
def claims_of(name: str, *, alone: bool) -> tuple[Claim, ...]:
    """The platforms that know a file of that name. Messages are never read; a picture is no sign of an export either.

    `alone`: taken out of its folders, by the last part of its name too, which is no sign.
    """
    lower = name.lower()
    if is_media(lower):
        return ()
    is_closed = never_opened(lower) is not None
    found = (_claim(reader, lower, is_closed=is_closed, alone=alone) for reader in READERS)
    return tuple(each for each in found if each.pattern is not None or each.has_sign)


def _claim(reader: PlatformReader, lower: str, *, is_closed: bool, alone: bool) -> Claim:
    """By the first pattern that it matches, unless that finds nothing: then the file stays closed."""
    numbered = () if is_closed or not lower.endswith(_READ) else tuple(enumerate(reader.files))
    whole = next((each for each in numbered if each[1].matches(lower)), None)
    last = next((each for each in numbered if alone and each[1].matches_alone(lower)), None) if whole is None else None
    order, pattern = whole or last or (0, None)
    pattern = pattern if pattern is not None and pattern.finds else None
    is_page = any(ends_with(lower, each) for each in reader.web_pages)
    is_sign = pattern is not None and pattern.sign and whole is not None
    return Claim(
        reader=reader,
        pattern=pattern,
        order=order,
        has_sign=is_sign or is_page or any(ends_with(lower, each) for each in reader.signs),
        is_page=is_page or (pattern is not None and pattern.form is FileForm.PAGE),
        is_closed=is_closed,
    )


def is_wanted(name: str, *, posts: bool, alone: bool = False) -> bool:
    """Whether any reader reads a file of that name."""
    found = (each.pattern for each in claims_of(name, alone=alone))
    return any(each is not None and (posts or not each.posts) for each in found)
