"""The task of the worker in which pictures are decoded and looked through. It opens the files itself."""

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...system import read_regular
from ..containers import ExportContainer, open_container
from ..export_notes import CannotRead, CannotReadMember, NoteKind
from ..limits import ReadingBudget
from .decoding import LARGEST_FILE, decoded, load_decoders, on_white
from .search_result import SHOWN_SIDE, WHOLE, CannotUsePicture, PictureProblem

if TYPE_CHECKING:
    from PIL import Image

    from ...sandbox.file_worker import Answers
    from .logo_matcher import LogoMatcher

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


MOST_PICTURES = 300  # of one download
_TOO_MUCH = (NoteKind.TOO_LARGE, NoteKind.PACKED_TOO_TIGHTLY, NoteKind.SPACE_USED_UP)


def prepare(_start: dict[str, Any], _content: bytes) -> "Answers":
    """Answers `logo`, then `look` for each picture; `list` names the pictures in a download that may be looked at."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # each thread would take memory, and the sandbox has little
    import numpy.fft  # noqa: F401 - loaded while files may still be opened freely

    from .logo_matcher import LogoMatcher

    load_decoders()
    matcher: LogoMatcher | None = None

    def answer(question: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
        nonlocal matcher
        try:
            if question["act"] == "logo":
                matcher = LogoMatcher(decoded(content))
                return _said(), b""
            if question["act"] == "list":
                return {}, json.dumps(_listed(Path(question["path"]), question["told"])).encode()
            assert matcher is not None  # noqa: S101 - the logo comes first
            return _looked_through(matcher, decoded(content or _content_of(question["path"], question["member"])))
        except CannotUsePicture as cannot:
            return _said(fault=str(cannot.fault)), b""

    return answer


def _listed(path: Path, told: Sequence[str]) -> list[str]:
    with _opened(path, told) as container:
        is_one = profile_pictures(told)  # what is no archive at all is a container of itself
        return [each.name for each in container.members if is_one(each.name)][:MOST_PICTURES]


def _looked_through(matcher: "LogoMatcher", picture: "Image.Image") -> tuple[dict[str, Any], bytes]:
    whole = on_white(picture)
    place = matcher.place_in(whole)
    whole.thumbnail((SHOWN_SIDE, SHOWN_SIDE))
    corners = [{"x": round(x * WHOLE), "y": round(y * WHOLE)} for x, y in place] if place else []
    return _said(place=corners, width=whole.width, height=whole.height), whole.tobytes()


def _said(**said: Any) -> dict[str, Any]:
    return {"fault": "", "place": [], "width": 0, "height": 0, **said}


def _content_of(path: str, member: str) -> bytes:
    """The bytes of a file, or of a member of a download. Raises CannotUsePicture."""
    try:
        if not member:
            return read_regular(Path(path), LARGEST_FILE + 1)
        with _opened(Path(path), (member,)) as container:
            found = next((each for each in container.members if each.name == member), None)
            if found is None:
                raise CannotUsePicture(PictureProblem.NOT_THERE)
            with found.open(ReadingBudget(), LARGEST_FILE) as stream:
                return stream.read()
    except CannotReadMember as cannot:
        raise CannotUsePicture(
            PictureProblem.TOO_LARGE if cannot.kind in _TOO_MUCH else PictureProblem.DAMAGED
        ) from None
    except (OSError, ValueError):
        raise CannotUsePicture(PictureProblem.NOT_THERE) from None


@contextmanager
def _opened(path: Path, told: Sequence[str]) -> Iterator[ExportContainer]:
    try:
        container = open_container(path, profile_pictures(told), media=True)
    except CannotRead:
        raise CannotUsePicture(PictureProblem.NOT_THERE) from None
    try:
        yield container
    finally:
        container.close()
