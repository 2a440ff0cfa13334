"""Every platform whose exports can be read, and which one a file belongs to by its name."""

from functools import lru_cache

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
from .never_opened import never_opened
from .patterns import FilePattern, PlatformReader, ends_with

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


@lru_cache(maxsize=50_000)
def pattern_of(reader: PlatformReader, name: str, *, alone: bool) -> FilePattern | None:
    """The first pattern of a reader that a file matches, unless it finds nothing: then the file stays closed.

    `alone`: taken out of its folders, by the last part of its name too.
    """
    lower = name.lower()
    if not lower.endswith(_READ):
        return None
    whole = (each for each in reader.files if each.matches(lower))
    last = (each for each in reader.files if alone and each.matches_alone(lower))
    found = next(whole, None) or next(last, None)
    return found if found is not None and found.finds else None


@lru_cache(maxsize=50_000)
def is_wanted(name: str, *, posts: bool, alone: bool = False) -> bool:
    """Whether any reader reads a file of that name. Messages and media are never wanted, whatever a table says."""
    if never_opened(name.lower()) is not None:
        return False
    found = (pattern_of(reader, name, alone=alone) for reader in READERS)
    return any(each is not None and (posts or not each.posts) for each in found)


def has_sign(reader: PlatformReader, name: str, pattern: FilePattern | None) -> bool:
    """Whether a name alone shows that the export is this platform's."""
    lower = name.lower()
    if pattern is not None and pattern.sign and pattern.matches(lower):  # the last part of a name is no sign
        return True
    return any(ends_with(lower, each) for each in (*reader.signs, *reader.web_pages))


def is_web_page(reader: PlatformReader, name: str) -> bool:
    """Whether a file belongs to an export in web pages."""
    return any(ends_with(name.lower(), each) for each in reader.web_pages)
