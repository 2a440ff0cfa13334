"""TikTok: one JSON file with everything, read event by event so that messages are passed over; or a folder of texts."""

from .finds import audience, people, switch, text
from .limits import LARGEST_STREAM
from .observation import ConnectionKind, ObservationKind
from .patterns import FileForm, FilePattern, Find, PlatformReader

_SETTINGS = "App Settings|Profile And Settings.Settings.SettingsMap."
_PROFILE = "Profile|Profile And Settings.Profile Information|Profile Info.ProfileMap."
_LISTS = "Activity|Your Activity|Profile And Settings."
_BLOCKED = "App Settings|Profile And Settings.Block|Block List.BlockList[]"


def _listed(kind: ConnectionKind, path: str) -> Find:
    return people(kind, path, handle=("UserName", "Username"), since="Date")


_EVERYTHING = (
    switch(ObservationKind.PRIVATE, f"{_SETTINGS}Private Account"),
    switch(ObservationKind.FINDABLE, f"{_SETTINGS}Allow Others to Find Me"),
    switch(ObservationKind.FOUND_BY_CONTACTS, f"{_SETTINGS}Suggest your account to contacts"),
    switch(ObservationKind.FOUND_BY_FRIENDS_ELSEWHERE, f"{_SETTINGS}Suggest your account to Facebook friends"),
    switch(ObservationKind.FOUND_BY_LINKS, f"{_SETTINGS}Suggest your account to people who open or send links to you"),
    audience(ObservationKind.DOWNLOADS_OPEN, f"{_SETTINGS}Allow DownLoad"),
    audience(ObservationKind.COMMENTS_OPEN, f"{_SETTINGS}Who Can Post Comments"),
    audience(ObservationKind.MESSAGES_OPEN, f"{_SETTINGS}Who Can Send Me Message"),
    audience(ObservationKind.DUETS_OPEN, f"{_SETTINGS}Who Can Duet With Me"),
    audience(ObservationKind.DUETS_OPEN, f"{_SETTINGS}Who Can Stitch with your videos"),
    audience(ObservationKind.PUBLIC_LIKES, f"{_SETTINGS}Who Can View Videos I Liked"),
    switch(ObservationKind.REUSE_ALLOWED, f"{_SETTINGS}Allow Reuse of Content"),
    switch(ObservationKind.PERSONALISED_ADS, f"{_SETTINGS}Personalized Ads"),
    text(ObservationKind.USERNAME, f"{_PROFILE}userName"),
    text(ObservationKind.NAME, f"{_PROFILE}displayName"),
    text(ObservationKind.BIO, f"{_PROFILE}bioDescription"),
    text(ObservationKind.EMAIL, f"{_PROFILE}emailAddress"),
    text(ObservationKind.PHONE, f"{_PROFILE}telephoneNumber"),
    text(ObservationKind.BIRTHDAY, f"{_PROFILE}birthDate"),
    text(ObservationKind.PROFILE_PICTURE, f"{_PROFILE}profilePhoto"),
    text(ObservationKind.LINKED_ACCOUNT, f"{_PROFILE}PlatformInfo[].Platform"),
    text(ObservationKind.LINKED_ACCOUNT, f"{_PROFILE}instagramLink"),
    text(ObservationKind.LINKED_ACCOUNT, f"{_PROFILE}youtubeLink"),
    _listed(ConnectionKind.FOLLOWERS, f"{_LISTS}Follower List|Follower.FansList[]"),
    _listed(ConnectionKind.FOLLOWING, f"{_LISTS}Following List|Following.Following[]"),
    _listed(ConnectionKind.BLOCKED, _BLOCKED),
)

READER = PlatformReader(
    id="tiktok",
    title="TikTok",
    files=(
        FilePattern(
            name=r"user_data_tiktok\.json",
            generation="2024-26",
            sign=True,
            streamed=True,
            most=LARGEST_STREAM,
            finds=_EVERYTHING,
        ),
        FilePattern(
            name=r"user_data\.json",
            generation="2021-23",
            sign=True,
            streamed=True,
            most=LARGEST_STREAM,
            finds=_EVERYTHING,
        ),
        FilePattern(
            name=r"follower(?: list)?\.txt",
            form=FileForm.RECORDS,
            sign=True,
            finds=(_listed(ConnectionKind.FOLLOWERS, "[]"),),
        ),
        FilePattern(
            name=r"following(?: list)?\.txt",
            form=FileForm.RECORDS,
            sign=True,
            finds=(_listed(ConnectionKind.FOLLOWING, "[]"),),
        ),
    ),
    never_exported=(
        ObservationKind.MENTIONS_OPEN,
        ObservationKind.CONTACTS_SYNCED,
        ObservationKind.SECOND_FACTOR,
        ObservationKind.LOCATION_SHARED,
    ),
)
