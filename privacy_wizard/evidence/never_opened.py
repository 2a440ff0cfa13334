"""What is never opened, whatever a table says: messages, and pictures, films and sound."""

import re
from enum import StrEnum

from ..i18n import Message

_MESSAGES = re.compile(
    r"(?:^|/)(?:messages?|inbox|message_requests|archived_threads|filtered_threads|e2ee_cutover|direct[-_ ]messages?|"
    r"chat_history|chats?|(?:my-)?live[-_ ]?chats?(?:-messages)?|dms?|conversations?)"
    r"(?:/|[^/]*\.(?:json|js|csv|txt|html)$)|"
    r"(?:^|/)(?:_chat\.txt|chat_history\.json|talk_history\.json|guide_messages\.csv|chat messages\.csv|"
    r"direct-messages?(?:-group)?(?:-headers)?(?:-part\d+)?\.js|message_\d+\.json)$"
)
_PICTURES = ("jpg", "jpeg", "png", "gif", "webp", "heic", "heif", "bmp", "tif", "tiff", "svg")
_FILMS = ("mp4", "mov", "avi", "mkv", "webm", "3gp", "m4v", "srt")
_SOUNDS = ("mp3", "m4a", "aac", "ogg", "opus", "wav", "flac")
_MEDIA = (*_PICTURES, *_FILMS, *_SOUNDS)
MEDIA_ENDINGS = tuple(f".{each}" for usual in _MEDIA for each in (usual, usual.upper()))  # as cameras write them


class NeverOpened(StrEnum):
    """Why a file is not opened."""

    MESSAGES = "messages"
    MEDIA = "pictures, films and sounds"

    @property
    def sentence(self) -> str:
        """Which kind of file is left closed, as a sentence."""
        return str(_SENTENCES[self])


_SENTENCES = {
    NeverOpened.MESSAGES: Message("Messages and chats are never opened."),
    NeverOpened.MEDIA: Message("Pictures, films and sounds are never opened by this command."),
}


def is_media(name: str) -> bool:
    """Whether a file is a picture, a film or sound, judging by its name."""
    return name[name.rfind(".") + 1 :].lower() in _MEDIA


def never_opened(name: str) -> NeverOpened | None:
    """Why a file of that name, in lower case, is not opened; None if a table may ask for it."""
    if is_media(name):
        return NeverOpened.MEDIA
    return NeverOpened.MESSAGES if _MESSAGES.search(name) else None
