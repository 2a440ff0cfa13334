"""Pinterest: known from memory only. What matches is read and marked as not proven."""

from .finds import people, switch, text
from .observation import ConnectionKind, ObservationKind
from .patterns import FilePattern, PlatformReader

READER = PlatformReader(
    id="pinterest",
    title="Pinterest",
    files=(
        FilePattern(
            name=r"(?:pinterest[^/]*/.*)?(?:account|profile|user)[^/]*\.json",
            proven=False,
            finds=(
                text(ObservationKind.USERNAME, "username|pinterest_username", proven=False),
                text(ObservationKind.NAME, "full_name", proven=False),
                text(ObservationKind.BIO, "about", proven=False),
                switch(ObservationKind.PRIVATE, "is_private_profile|private_profile", proven=False),
            ),
        ),
        FilePattern(
            name=r"(?:pinterest[^/]*/.*)?(?:followers|following)\.json",
            proven=False,
            finds=(people(ConnectionKind.FOLLOWERS, "followers[]", handle="username", name="full_name"),),
        ),
    ),
    signs=(r".*pinterest[^/]*/.*",),
    web_pages=(r".*pinterest[^/]*/.*\.html", r"[^/]*pinterest[^/]*\.html", r"pins?\.html", r"boards?\.html"),
    never_exported=(ObservationKind.MESSAGES_OPEN,),
)
