"""Facebook: JSON in three generations of folders; friends by name only, privacy settings by labels of the screen."""

from collections.abc import Iterator
from typing import Any

from .export_texts import plain, repaired
from .finds import is_everyone, is_yes, text_fact
from .labels import Label
from .limits import LARGEST_POSTS
from .meta import Says, Tells, fields_of, labelled, meta_people, page, page_labels, page_names
from .observation import ConnectionKind, ObservationKind, Observed
from .patterns import ExportedFact, FilePattern, Find, PlatformReader, Reading, at

_SETTINGS = {
    Label.FUTURE_POSTS: Tells(ObservationKind.PUBLIC_POSTS, is_everyone),
    Label.FRIENDS_LIST: Tells(ObservationKind.PUBLIC_FRIENDS, is_everyone),
    Label.FOLLOWERS_LIST: Tells(ObservationKind.PUBLIC_FOLLOWERS, is_everyone),
    Label.FOLLOWING_LIST: Tells(ObservationKind.PUBLIC_FOLLOWING, is_everyone),
    Label.FRIEND_REQUESTS: Tells(ObservationKind.REQUESTS_OPEN, is_everyone),
    Label.FOUND_BY_EMAIL: Tells(ObservationKind.FOUND_BY_EMAIL, is_everyone),
    Label.FOUND_BY_PHONE: Tells(ObservationKind.FOUND_BY_PHONE, is_everyone),
    Label.FOUND_BY_SEARCH: Tells(ObservationKind.FOUND_BY_SEARCH, is_yes, proven=False),
    Label.TAGS_REVIEWED: Tells(ObservationKind.TAGS_REVIEWED, is_yes, proven=False),
}
_MENTIONS = {Label.MENTIONS: Tells(ObservationKind.MENTIONS_OPEN, is_everyone, proven=False)}
_SYNCING = {Label.CONTACT_SYNC: Tells(ObservationKind.CONTACTS_SYNCED, is_yes, proven=False)}
_SECOND_FACTOR = {Label.SECOND_FACTOR: Tells(ObservationKind.SECOND_FACTOR, is_yes)}
_PAGE = {
    Label.NAME: Says(ObservationKind.NAME),
    Label.USERNAME: Says(ObservationKind.USERNAME),
    Label.EMAIL: Says(ObservationKind.EMAIL),
    Label.PHONE: Says(ObservationKind.PHONE),
    Label.BIO: Says(ObservationKind.BIO),
    Label.WEBSITE: Says(ObservationKind.WEBSITE),
    Label.WORK: Says(ObservationKind.EMPLOYER),
    Label.EDUCATION: Says(ObservationKind.EDUCATION),
    Label.TOWN: Says(ObservationKind.TOWN),
    Label.BIRTHDAY: Says(ObservationKind.BIRTHDAY),
}
_TAGGED = {Label.NAME: Says(ObservationKind.TAGGED_PLACE)}


def _says(kind: ObservationKind, path: str) -> Find:
    """A text in Meta's encoding, which stands under the path in the wrapper of either generation."""

    def make(value: Any, key: str) -> Iterator[Reading]:
        if isinstance(value, str | int):
            yield text_fact(kind, repaired(value) if isinstance(value, str) else value, key)

    return Find(f"profile_v2|profile.{path}", make, (kind,))


def _work(record: Any, key: str) -> Iterator[Reading]:
    """An employer and what one does there; work that has an end is no longer true, and says no."""
    since, shown = at(record, "start_timestamp"), Observed.NO if at(record, "end_timestamp") else Observed.YES
    for kind, name in ((ObservationKind.EMPLOYER, "employer"), (ObservationKind.JOB_TITLE, "title")):
        said = plain(repaired(str(at(record, name) or "")))
        if said:
            yield ExportedFact(kind=kind, shown=shown, value=said, key=f"{key}.{name}", since=since)


def _birthday(record: Any, key: str) -> Iterator[Reading]:
    parts = [plain(at(record, each)) for each in ("day", "month", "year")]
    if any(parts):
        yield text_fact(ObservationKind.BIRTHDAY, "/".join(filter(None, parts)), key)


def _app(record: Any, key: str) -> Iterator[Reading]:
    """Apps that were removed, or that the platform calls inactive or removed, are connected no longer."""
    gone = at(record, "removed_timestamp") or plain(at(record, "category")).casefold() in ("removed", "inactive")
    name, since = plain(repaired(str(at(record, "name") or ""))), at(record, "added_timestamp")
    if name:
        shown = Observed.NO if gone else Observed.YES
        yield ExportedFact(kind=ObservationKind.CONNECTED_APP, shown=shown, value=name, key=f"{key}.name", since=since)


def _album(record: Any, key: str) -> Iterator[Reading]:
    """The pictures of profile and cover lie in albums with these names; English ones are known, from memory."""
    name = plain(repaired(str(at(record, "name") or ""))).casefold()
    kinds = {"profile pictures": ObservationKind.PROFILE_PICTURE, "cover photos": ObservationKind.COVER_PICTURE}
    if name in kinds:
        for number, photo in enumerate(_list_in(record, "photos")):
            if uri := plain(at(photo, "uri")):
                place = f"{key}.photos[{number}].uri".lstrip(".")
                yield ExportedFact(kind=kinds[name], shown=Observed.YES, value=uri, key=place, proven=False)


def _list_in(record: Any, name: str) -> list[Any]:
    found = at(record, name)
    return found if isinstance(found, list) else []


def _audience_list(record: Any, key: str) -> Iterator[Reading]:
    """The name of a list of people for whom posts may be meant, or from whom they may be kept; not who is on it."""
    for each in fields_of(record, key):
        if each.meaning is Label.NAME and each.value and ".dict[" not in each.key:
            yield text_fact(ObservationKind.CUSTOM_AUDIENCE, each.value, each.key, proven=each.is_proven)


def _interest(value: Any, key: str) -> Iterator[Reading]:
    if isinstance(value, str):
        yield text_fact(ObservationKind.INFERRED_INTEREST, repaired(value), key)


def _post(record: Any, key: str) -> Iterator[Reading]:
    since = at(record, "timestamp")
    said = at(record, "data[].post") or at(record, "title") or ""
    yield ExportedFact(
        kind=ObservationKind.POST, shown=Observed.YES, value=plain(repaired(str(said))), key=key, since=since
    )
    place = at(record, "attachments[].data[].place.name")
    if place:
        where = plain(repaired(str(place)))
        yield ExportedFact(kind=ObservationKind.PLACE_OF_POST, shown=Observed.YES, value=where, key=key, since=since)


_PROFILE = (
    _says(ObservationKind.NAME, "name.full_name"),
    _says(ObservationKind.NAME, "name"),
    _says(ObservationKind.EMAIL, "emails.emails[]"),
    _says(ObservationKind.PHONE, "phone_numbers[].phone_number"),
    _says(ObservationKind.USERNAME, "username"),
    _says(ObservationKind.WEBSITE, "websites[].address"),
    _says(ObservationKind.BIO, "intro_bio.name"),
    _says(ObservationKind.BIO, "intro_bio"),
    Find("profile_v2|profile.work_experiences[]", _work, (ObservationKind.EMPLOYER, ObservationKind.JOB_TITLE)),
    _says(ObservationKind.DESCRIPTION, "work_experiences[].description"),
    _says(ObservationKind.EDUCATION, "education_experiences[].name"),
    _says(ObservationKind.TOWN, "current_city.name"),
    _says(ObservationKind.TOWN, "current_city"),
    Find("profile_v2|profile.birthday", _birthday, (ObservationKind.BIRTHDAY,)),
)


def _file(name: str, *finds: Find, generation: str = "", sign: bool = False, proven: bool = True) -> FilePattern:
    return FilePattern(name=name, finds=finds, generation=generation, sign=sign, proven=proven)


def _friends(name: str, kind: ConnectionKind, wrapper: str, generation: str, *, proven: bool = True) -> FilePattern:
    finds = [meta_people(kind, f"{wrapper}[]")]
    if generation == "2023-26":
        finds.append(meta_people(kind, "[]"))  # the newest files of other platforms of Meta have no wrapper
    return _file(name, *finds, generation=generation, sign=True, proven=proven)


_BY_FRIENDS, _BY_FOLLOWERS = "(?:friends|friends_and_followers)", "followers"  # folders
_PART = r"(?:_\d+)?"  # of a long list
_LISTED_ON_PAGES = {
    ConnectionKind.FRIENDS: f"{_BY_FRIENDS}/(?:your_)?friends",
    ConnectionKind.REMOVED: f"{_BY_FRIENDS}/(?:deleted|removed)_friends",
    ConnectionKind.REQUESTS_SENT: f"{_BY_FRIENDS}/[^/]*sent[^/]*",
    ConnectionKind.REQUESTS_RECEIVED: f"{_BY_FRIENDS}/[^/]*received[^/]*",
    ConnectionKind.REJECTED: f"{_BY_FRIENDS}/[^/]*rejected[^/]*",
    ConnectionKind.FOLLOWERS: rf"{_BY_FOLLOWERS}/people_who_followed_you{_PART}",
    ConnectionKind.FOLLOWING: rf"{_BY_FOLLOWERS}/who_you.{{0,3}}ve_followed{_PART}",
}
_APP = Find("installed_apps_v2|installed_apps[]", _app, (ObservationKind.CONNECTED_APP,))

READER = PlatformReader(
    id="facebook",
    title="Facebook",
    files=(
        _file(
            r"personal_information/profile_information/profile_information\.json",
            *_PROFILE,
            generation="2023-26",
            sign=True,
        ),
        _file(r"profile_information/profile_information\.json", *_PROFILE, generation="2018-23", sign=True),
        _friends(rf"friends/your_friends{_PART}\.json", ConnectionKind.FRIENDS, "friends_v2", "2023-26"),
        _friends(
            r"friends_and_followers/friends\.json",
            ConnectionKind.FRIENDS,
            "friends_v2|friends",
            "2020-23",
            proven=False,
        ),
        _friends(r"friends/friends\.json", ConnectionKind.FRIENDS, "friends_v2|friends", "2018-19"),
        _friends(
            r"(?:friends|friends_and_followers)/(?:deleted|removed)_friends\.json",
            ConnectionKind.REMOVED,
            "deleted_friends_v2|deleted_friends",
            "",
        ),
        _friends(
            r"(?:friends|friends_and_followers)/[^/]*sent[^/]*\.json",
            ConnectionKind.REQUESTS_SENT,
            "sent_requests_v2|sent_requests",
            "",
        ),
        _friends(
            r"(?:friends|friends_and_followers)/[^/]*received[^/]*\.json",
            ConnectionKind.REQUESTS_RECEIVED,
            "received_requests_v2|received_requests",
            "",
        ),
        _friends(
            r"(?:friends|friends_and_followers)/[^/]*rejected[^/]*\.json",
            ConnectionKind.REJECTED,
            "rejected_requests_v2|rejected_requests",
            "",
        ),
        _friends(
            rf"followers/people_who_followed_you{_PART}\.json",
            ConnectionKind.FOLLOWERS,
            "followers_v3|followers_v2",
            "2023-26",
        ),
        _friends(
            rf"followers/who_you.{{0,3}}ve_followed{_PART}\.json",
            ConnectionKind.FOLLOWING,
            "following_v3|following_v2",
            "2023-26",
        ),
        _friends(
            r"friends_and_followers/(?:who_you_follow|following)\.json",
            ConnectionKind.FOLLOWING,
            "following_v2|following",
            "2020-23",
            proven=False,
        ),
        _friends(
            r"(?:friends_and_followers|following_and_followers)/followers\.json",
            ConnectionKind.FOLLOWERS,
            "followers_v2|followers",
            "",
            proven=False,
        ),
        _friends(
            r"following_and_followers/following\.json", ConnectionKind.FOLLOWING, "following|following_v2", "2018-19"
        ),
        _file(r"preferences/privacy_settings\.json", labelled("[]", _SETTINGS, unknown_as_settings=True), sign=True),
        _file(
            r"(?:friends|connections)/your_post_audiences\.json",
            Find("[]", _audience_list, (ObservationKind.CUSTOM_AUDIENCE,)),
        ),
        _file(r"your_mentions_settings\.json", labelled("[]", _MENTIONS, unknown_as_settings=True)),
        _file(r"contacts_sync_settings\.json", labelled("[]", _SYNCING, unknown_as_settings=True)),
        _file(
            r"(?:your_imported_contacts|contacts_uploaded_from_your_phone|contacts_uploaded_before_2021|synced_contacts_from_instagram)\.json",
            meta_people(ConnectionKind.UPLOADED_CONTACTS, "*[]"),
            proven=False,
        ),
        _file(
            r"about_you/your_address_books\.json",
            meta_people(ConnectionKind.UPLOADED_CONTACTS, "address_book.address_book[]"),
        ),
        _file(
            r"security_and_login_information/two-factor_authentication\.json",
            labelled("[]", _SECOND_FACTOR, unknown_as_settings=True),
        ),
        _file(r"apps_and_websites_off_of_facebook/connected_apps_and_websites\.json", _APP, generation="2023-26"),
        _file(r"apps_and_websites_off_of_facebook/apps_and_websites\.json", _APP, generation="2020-23"),
        _file(r"apps_and_websites/apps_and_websites\.json", _APP, generation="2018-19"),
        _file(
            r"other_logged_information/ads_interests\.json",
            Find("topics_v2|topics[]", _interest, (ObservationKind.INFERRED_INTEREST,)),
        ),
        _file(r"posts/places_you_have_been_tagged_in\.json", labelled("[]", _TAGGED, unknown_as_settings=True)),
        _file(
            r"(?:posts|photos_and_videos)/album/[^/]*\.json",
            Find("", _album, (ObservationKind.PROFILE_PICTURE, ObservationKind.COVER_PICTURE)),
        ),
        page(r"preferences/privacy_settings", page_labels(_SETTINGS)),
        page(r"security_and_login_information/two-factor_authentication", page_labels(_SECOND_FACTOR)),
        page(r"profile_information/profile_information", page_labels(_PAGE), proven=False),  # rows in few languages
        *(page(name, page_names(kind)) for kind, name in _LISTED_ON_PAGES.items()),
        FilePattern(
            name=r"posts/your_posts[^/]*\.json",
            posts=True,
            most=LARGEST_POSTS,
            finds=(Find("[]", _post, (ObservationKind.POST, ObservationKind.PLACE_OF_POST)),),
        ),
    ),
    signs=(
        r"(?:your_facebook_activity|your_activity_across_facebook|this_profile.{0,3}s_activity_across_facebook)/.*",
    ),
    web_pages=(
        r"profile_information/profile_information\.html",
        r"connections/(?:friends|followers)/[^/]*\.html",
        r"friends/(?:your_)?friends\.html",
        r"preferences/privacy_settings\.html",
        r"your_facebook_activity/.*\.html",
    ),
    never_exported=(ObservationKind.PRIVATE,),
)
