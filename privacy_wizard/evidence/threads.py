"""Threads: a folder within the export of Instagram."""

from ..i18n import Message
from .answer_words import is_yes
from .labels import Label
from .meta import Meanings, Says, Tells, labelled, meta_people
from .observation import ConnectionKind, ObservationKind
from .patterns import FilePattern, PlatformReader

_PROFILE: Meanings = {
    Label.USERNAME: Says(ObservationKind.USERNAME),
    Label.NAME: Says(ObservationKind.NAME),
    Label.BIO: Says(ObservationKind.BIO),
    Label.LINKS: Says(ObservationKind.WEBSITE),
    Label.PRIVATE: Tells(ObservationKind.PRIVATE, is_yes),
}

READER = PlatformReader(
    id="threads",
    title="Threads",
    files=(
        FilePattern(
            name=r"threads/personal_information\.json",
            sign=True,
            finds=(labelled("text_post_app_text_post_app_profile[]", _PROFILE), labelled("", _PROFILE)),
        ),
        FilePattern(
            name=r"threads/followers\.json",
            sign=True,
            proven=False,
            finds=(meta_people(ConnectionKind.FOLLOWERS, "[]"), meta_people(ConnectionKind.FOLLOWERS, "*[]")),
        ),
        FilePattern(
            name=r"threads/following\.json",
            sign=True,
            proven=False,
            finds=(meta_people(ConnectionKind.FOLLOWING, "[]"), meta_people(ConnectionKind.FOLLOWING, "*[]")),
        ),
    ),
    web_pages=(r"threads/personal_information\.html",),
    never_exported=(ObservationKind.MENTIONS_OPEN,),
    how_to_ask=Message("Threads comes with the export of Instagram: choose “Threads” there too, format JSON."),
)
