"""Threads: a folder inside the export of Instagram."""

from .finds import is_yes
from .labels import Label
from .meta import Meanings, Says, Tells, labelled, meta_people, page, page_labels, page_people
from .observation import ConnectionKind, ObservationKind
from .patterns import FilePattern, PlatformReader

_PROFILE: Meanings = {
    Label.USERNAME: Says(ObservationKind.USERNAME),
    Label.NAME: Says(ObservationKind.NAME),
    Label.BIO: Says(ObservationKind.BIO),
    Label.LINKS: Says(ObservationKind.WEBSITE),
    Label.PRIVATE: Tells(ObservationKind.PRIVATE, is_yes),
}


def _listed(kind: ConnectionKind, name: str, wrapper: str) -> FilePattern:
    return FilePattern(
        name=rf"threads/{name}(?:_\d+)?\.json",
        sign=True,
        finds=(meta_people(kind, f"text_post_app_text_post_app_{wrapper}[]"), meta_people(kind, "[]")),
    )


READER = PlatformReader(
    id="threads",
    title="Threads",
    files=(
        FilePattern(
            name=r"threads/personal_information\.json",
            sign=True,
            finds=(labelled("text_post_app_text_post_app_profile[]", _PROFILE), labelled("[]", _PROFILE)),
        ),
        _listed(ConnectionKind.FOLLOWERS, "followers", "followers"),
        _listed(ConnectionKind.FOLLOWING, "following", "following"),
        _listed(ConnectionKind.BLOCKED, "blocked_profiles", "blocked_users"),
        page(r"threads/personal_information", page_labels(_PROFILE, whole=True)),
        page(r"threads/followers(?:_\d+)?", page_people(ConnectionKind.FOLLOWERS)),
        page(r"threads/following(?:_\d+)?", page_people(ConnectionKind.FOLLOWING)),
    ),
    web_pages=(r"threads/personal_information\.html",),
    never_exported=(ObservationKind.MENTIONS_OPEN,),
)
