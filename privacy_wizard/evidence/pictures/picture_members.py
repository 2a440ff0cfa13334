"""Which pictures of a download are one's profile and cover pictures: those alone may be opened, and only when asked."""

import re
from collections.abc import Callable, Iterable

_KINDS = r"\.(?:jpe?g|png|webp|gif|bmp|heic)$"
# By the folder that a platform puts them into, in lower case. Facebook's folders bear the names of its albums, in the
# account's language; where they are called otherwise, the list of albums in the download says where they are.
_PLACES = re.compile(
    rf"(?:^|/)(?:"
    rf"(?:profile_?pictures?|cover_?photos)_\d+/[^/]+|"  # Facebook
    rf"media/profile/(?:\d+/)?[^/]+|"  # Instagram
    rf"profile_media/[^/]+|"  # X
    rf"profile/profilephoto|"  # Google
    rf"profile_pictures/[^/]+|"  # Telegram
    rf"(?:avatar|header)"  # Mastodon
    rf"){_KINDS}"
)
_OF_ANYBODY = re.compile(r"(?:^|/)(?:messages?|inbox|message_requests|archived_threads|stickers_used)/")
_IS_PICTURE = re.compile(_KINDS)


def profile_pictures(told: Iterable[str] = ()) -> Callable[[str], bool]:
    """Whether a file of a name is one's profile or cover picture.

    `told` is what other files of the download say of where these are. A picture among messages is never one.
    """
    ends = {each.lower().lstrip("/") for each in told}
    last_parts = {each.rpartition("/")[2] for each in ends}

    def is_one(name: str) -> bool:
        lower = name.lower()
        if not _IS_PICTURE.search(lower) or _OF_ANYBODY.search(lower):
            return False
        if _PLACES.search(lower) or lower in ends:
            return True
        is_near = lower.rpartition("/")[2] in last_parts
        return is_near and any("/" in each and lower.endswith(f"/{each}") for each in ends)

    return is_one
