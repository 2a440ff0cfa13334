"""Instagram: JSON in four generations of folders; followers by handle, settings by labels in the account's language."""

from collections.abc import Callable, Iterator
from typing import Any

from .export_texts import plain
from .finds import is_everyone, is_yes, people, switch, text, text_fact
from .labels import Label
from .limits import LARGEST_POSTS
from .meta import Meanings, Says, Tells, fields_of, labelled, meta_people, page, page_labels, page_people, page_records
from .observation import ConnectionKind, ObservationKind, Observed
from .patterns import ExportedFact, FilePattern, Find, PlatformReader, Reading, at

_PROFILE: Meanings = {
    Label.USERNAME: Says(ObservationKind.USERNAME),
    Label.NAME: Says(ObservationKind.NAME),
    Label.BIO: Says(ObservationKind.BIO),
    Label.EMAIL: Says(ObservationKind.EMAIL),
    Label.PHONE: Says(ObservationKind.PHONE),
    Label.BIRTHDAY: Says(ObservationKind.BIRTHDAY),
    Label.WEBSITE: Says(ObservationKind.WEBSITE),
    Label.PRIVATE: Tells(ObservationKind.PRIVATE, is_yes),
}
_OLD_PROFILE = (
    text(ObservationKind.USERNAME, "username"),
    text(ObservationKind.NAME, "name"),
    text(ObservationKind.BIO, "biography"),
    text(ObservationKind.WEBSITE, "website"),
    text(ObservationKind.EMAIL, "email"),
    text(ObservationKind.PHONE, "phone_number"),
    switch(ObservationKind.PRIVATE, "private_account"),
)
_LINKED = (ObservationKind.LINKED_ACCOUNT,)
_POSTS = (ObservationKind.POST, ObservationKind.PLACE_OF_POST)
_SYNCING = {Label.CONTACT_SYNC: Tells(ObservationKind.CONTACTS_SYNCED, is_yes)}
_COMMENTS = {Label.COMMENTS_FROM: Tells(ObservationKind.COMMENTS_OPEN, is_everyone)}
_FRIEND_MAP = {
    Label.SHARING_AUDIENCE: Tells(ObservationKind.LOCATION_SHARED, lambda value: _is_shared(value), proven=False)
}
_SECOND_FACTOR = {Label.SECOND_FACTOR: Tells(ObservationKind.SECOND_FACTOR, is_yes, proven=False)}


def _professional(record: Any, key: str) -> Iterator[Reading]:
    """Personal accounts have this record too, but empty."""
    fields = record.get("string_map_data") if isinstance(record, dict) else None
    if isinstance(fields, dict):
        shown = Observed.YES if fields else Observed.NO
        yield ExportedFact(kind=ObservationKind.PROFESSIONAL, shown=shown, key=f"{key}.string_map_data")


def _is_shared(value: Any) -> bool | None:
    """Off and nobody are the only audiences that see no place."""
    said = plain(value).casefold()
    return None if not said else said not in ("no one", "off", "none", "nobody")


def _privacy_change(record: Any, key: str) -> Iterator[Reading]:
    title = plain(at(record, "title"))
    since = at(record, "string_list_data[].timestamp") or at(record, "string_map_data.*.timestamp")
    if title:
        yield ExportedFact(
            kind=ObservationKind.PRIVACY_CHANGED, shown=Observed.YES, value=title, key=f"{key}.title", since=since
        )


def _custom_list(record: Any, key: str) -> Iterator[Reading]:
    yield text_fact(ObservationKind.CUSTOM_AUDIENCE, at(record, "title") or at(record, "name"), key)


def _linked(record: Any, key: str) -> Iterator[Reading]:
    said = (plain(each.value) for each in fields_of(record, key))
    name = plain(at(record, "title")) or next((each for each in said if each), "")
    yield text_fact(ObservationKind.LINKED_ACCOUNT, name, key, proven=False)


def _post(record: Any, key: str) -> Iterator[Reading]:
    said = plain(at(record, "title")) or plain(at(record, "media[].title"))
    since = at(record, "creation_timestamp") or at(record, "media[].creation_timestamp")
    yield ExportedFact(kind=ObservationKind.POST, shown=Observed.YES, value=said, key=key, since=since)
    place = "media[].media_metadata.photo_metadata.exif_data[]."
    latitude, longitude = at(record, f"{place}latitude"), at(record, f"{place}longitude")
    if latitude is not None and longitude is not None:
        where = f"{plain(latitude)}, {plain(longitude)}"
        yield ExportedFact(kind=ObservationKind.PLACE_OF_POST, shown=Observed.YES, value=where, key=key, since=since)


def _old_list(kind: ConnectionKind, path: str) -> Find:
    """Until about 2020: handles as keys, with the day."""

    def make(entries: Any, key: str) -> Iterator[Reading]:
        for name, moment in entries.items() if isinstance(entries, dict) else ():
            made = people(kind, "", handle="handle", since="since").make
            yield from made({"handle": name, "since": moment}, f"{key}.{name}")

    return Find(path, make, (kind,))


def _app(shown: Observed) -> Callable[[Any, str], Iterator[Reading]]:
    def make(record: Any, key: str) -> Iterator[Reading]:
        title = plain(at(record, "title"))
        since = at(record, "string_map_data.*.timestamp")
        if title:
            yield ExportedFact(
                kind=ObservationKind.CONNECTED_APP, shown=shown, value=title, key=f"{key}.title", since=since
            )

    return make


def _listed(kind: ConnectionKind, names: str, wrapper: str, generation: str = "") -> FilePattern:
    name = rf"followers_and_following/(?:{names})(?:_\d+)?\.json"
    finds = (meta_people(kind, f"{wrapper}[]"), meta_people(kind, "[]"))  # the newest have no wrapper
    return FilePattern(name=name, generation=generation, sign=True, finds=finds)


def _file(name: str, *finds: Find, generation: str = "", sign: bool = False, proven: bool = True) -> FilePattern:
    return FilePattern(name=name, finds=finds, generation=generation, sign=sign, proven=proven)


_PAGES = {
    ConnectionKind.FOLLOWERS: "followers",
    ConnectionKind.FOLLOWING: "following",
    ConnectionKind.CLOSE_FRIENDS: "close_friends",
    ConnectionKind.REQUESTS_RECEIVED: "follow_requests_you.?.?.?ve_received",
    ConnectionKind.REQUESTS_SENT: "pending_follow_requests|recent_follow_requests",
    ConnectionKind.BLOCKED: "blocked_profiles|blocked_accounts",
    ConnectionKind.RESTRICTED: "restricted_profiles|restricted_accounts",
    ConnectionKind.HIDDEN_FROM: "hide_story_from",
    ConnectionKind.REMOVED: "recently_unfollowed_profiles|recently_unfollowed_accounts",
}
_PERSON = (
    labelled("profile_user[]", _PROFILE),
    labelled("[]", _PROFILE),
    text(ObservationKind.PROFILE_PICTURE, "profile_user[].media_map_data.*.uri"),
)
_ACCOUNT = (labelled("profile_account_insights[]", _SYNCING), labelled("[]", _SYNCING))
_CHANGES = (Find("account_history_account_privacy_history[]", _privacy_change, (ObservationKind.PRIVACY_CHANGED,)),)
_APPS = (ObservationKind.CONNECTED_APP,)

READER = PlatformReader(
    id="instagram",
    title="Instagram",
    files=(
        _file(
            r"personal_information/personal_information/personal_information\.json",
            *_PERSON,
            generation="2023-26",
            sign=True,
        ),
        _file(r"personal_information/personal_information\.json", *_PERSON, generation="2022-22", sign=True),
        _file(r"account_information/personal_information\.json", *_PERSON, generation="2021-21", sign=True),
        _file(r"instagram_profile_information\.json", *_ACCOUNT, generation="2024-26", sign=True),
        _file(r"personal_information/account_information\.json", *_ACCOUNT, generation="2023-24"),
        _file(r"(?:login_and_profile_creation|login_and_account_creation)/profile_privacy_changes\.json", *_CHANGES),
        _file(r"(?:login_and_profile_creation|login_and_account_creation)/account_privacy_changes\.json", *_CHANGES),
        FilePattern(
            name=r"connections/followers_and_following/followers_\d+\.json",
            generation="2023-26",
            sign=True,
            finds=(
                meta_people(ConnectionKind.FOLLOWERS, "[]"),
                meta_people(ConnectionKind.FOLLOWERS, "relationships_followers[]"),
            ),
        ),
        _listed(ConnectionKind.FOLLOWERS, "followers", "relationships_followers", "2021-22"),
        _listed(ConnectionKind.FOLLOWING, "following", "relationships_following"),
        _listed(ConnectionKind.CLOSE_FRIENDS, "close_friends", "relationships_close_friends"),
        _listed(
            ConnectionKind.REQUESTS_RECEIVED,
            "follow_requests_you.?.?.?ve_received",
            "relationships_follow_requests_received",
        ),
        _listed(ConnectionKind.REQUESTS_SENT, "pending_follow_requests", "relationships_follow_requests_sent"),
        _listed(ConnectionKind.REQUESTS_SENT, "recent_follow_requests", "relationships_permanent_follow_requests"),
        _listed(ConnectionKind.BLOCKED, "blocked_profiles|blocked_accounts", "relationships_blocked_users"),
        _listed(ConnectionKind.RESTRICTED, "restricted_profiles|restricted_accounts", "relationships_restricted_users"),
        _listed(ConnectionKind.HIDDEN_FROM, "hide_story_from", "relationships_hide_stories_from"),
        _listed(
            ConnectionKind.REMOVED,
            "recently_unfollowed_profiles|recently_unfollowed_accounts",
            "relationships_unfollowed_users",
        ),
        _file(
            r"followers_and_following/custom_lists\.json",
            Find("relationships_custom_lists[]", _custom_list, (ObservationKind.CUSTOM_AUDIENCE,)),
        ),
        _file(
            r"contacts/synced_contacts\.json",
            meta_people(ConnectionKind.UPLOADED_CONTACTS, "contacts_contact_info[]"),
        ),
        _file(
            r"(?:settings|comments_settings|media_settings)/comments_allowed_from\.json",
            labelled("settings_allow_comments_from[]", _COMMENTS),
            labelled("[]", _COMMENTS),
        ),
        _file(
            r"personal_information/instagram_friend_map\.json",
            labelled("profile_friend_map[]", _FRIEND_MAP, unknown_as_settings=True),
        ),
        _file(
            r"personal_information/professional_information\.json",
            Find("profile_business[]", _professional, (ObservationKind.PROFESSIONAL,)),
        ),
        _file(
            r"device_information/two-factor_authentication\.json",
            labelled("devices_two_factor_authentication[]", _SECOND_FACTOR, unknown_as_settings=True),
            labelled("[]", _SECOND_FACTOR, unknown_as_settings=True),
        ),
        _file(r"linked_meta_accounts\.json", Find("profile_linked_meta_accounts[]", _linked, _LINKED)),
        _file(
            r"apps_and_websites/apps_and_websites\.json",
            Find("apps_and_websites_active_apps|apps_and_websites_apps[]", _app(Observed.YES), _APPS),
            proven=False,
        ),
        _file(
            r"apps_and_websites/expired_apps\.json", Find("apps_and_websites_expired_apps[]", _app(Observed.NO), _APPS)
        ),
        _file(
            r"(?:content|media)/profile_photos\.json",
            text(ObservationKind.PROFILE_PICTURE, "ig_profile_picture[].uri"),
        ),
        _file(
            r"ads_interests\.json",
            text(ObservationKind.INFERRED_INTEREST, "inferred_data_ig_interest[].string_map_data.*.value"),
        ),
        _file(
            r"other_categories_used_to_reach_you\.json",
            text(ObservationKind.INFERRED_INTEREST, "label_values[].vec[].value"),
        ),
        FilePattern(
            name=r"(?:content|media)/posts_\d+\.json",
            posts=True,
            most=LARGEST_POSTS,
            finds=(Find("[]", _post, _POSTS),),
        ),
        _file(r"(?:instagram[^/]*|part_\d+)/profile\.json", *_OLD_PROFILE, generation="2016-20", proven=False),
        _file(r"profile\.json", *_OLD_PROFILE, generation="2016-20", proven=False),
        _file(
            r"connections\.json",
            _old_list(ConnectionKind.FOLLOWERS, "followers"),
            _old_list(ConnectionKind.FOLLOWING, "following"),
            _old_list(ConnectionKind.CLOSE_FRIENDS, "close_friends"),
            _old_list(ConnectionKind.REQUESTS_SENT, "follow_requests_sent"),
            _old_list(ConnectionKind.BLOCKED, "blocked_users"),
            generation="2016-20",
            proven=False,
        ),
        page(r"personal_information/personal_information", page_labels(_PROFILE, whole=True)),
        page(r"personal_information/(?:account_information|instagram_profile_information)", page_labels(_SYNCING)),
        page(r"(?:settings|comments_settings|media_settings)/comments_allowed_from", page_labels(_COMMENTS)),
        page(r"contacts/synced_contacts", page_records(ConnectionKind.UPLOADED_CONTACTS)),
        *(page(rf"followers_and_following/(?:{name})(?:_\d+)?", page_people(kind)) for kind, name in _PAGES.items()),
    ),
    web_pages=(r"followers_and_following/followers(?:_\d+)?\.html", r"personal_information/personal_information\.html"),
    never_exported=(
        ObservationKind.MENTIONS_OPEN,
        ObservationKind.TAGS_REVIEWED,
        ObservationKind.MESSAGES_OPEN,
        ObservationKind.FINDABLE,
    ),
)
