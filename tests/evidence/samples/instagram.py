"""Instagram in its generations, and in the languages of the label table."""

from collections.abc import Mapping
from typing import Any

from privacy_wizard.evidence import ConnectionKind, ObservationKind

from .building import NO, YES, Sample, as_json, as_meta, as_page

WHEN = 1_700_000_000
NAME = "instagram-ann.lee-2026-09-02-AbC123.zip"
PERSON = "personal_information/personal_information/personal_information.json"


def said(value: str, when: int = 0) -> dict[str, Any]:
    return {"href": "", "value": value, "timestamp": when}


def follower(handle: str, *, newest: bool = False) -> dict[str, Any]:
    if newest:
        link = {"href": f"https://www.instagram.com/_u/{handle}", "timestamp": WHEN}
        return {"title": handle, "media_list_data": [], "string_list_data": [link]}
    link = {"href": f"https://www.instagram.com/{handle}", "value": handle, "timestamp": WHEN}
    return {"title": "", "media_list_data": [], "string_list_data": [link]}


def profile(labels: Mapping[str, str]) -> bytes:
    photo = labels.get("photo", "Profile Photo")
    fields = {labels[name]: said(value) for name, value in PROFILE.items() if name in labels}
    person = {
        "title": "",
        "media_map_data": {photo: {"uri": "media/profile/1.jpg", "creation_timestamp": WHEN, "title": ""}},
        "string_map_data": fields,
    }
    return as_meta({"profile_user": [person]})


PROFILE = {
    "email": "ann.lee@oakfield.sch.uk",
    "phone": "+447700900123",
    "confirmed": "True",
    "username": "ann.lee",
    "name": "Ann Lée",
    "bio": "Year 4 teacher at St Mary’s",
    "website": "https://ann.example",
    "private": "False",
}
ENGLISH = {
    "email": "Email",
    "phone": "Phone Number",
    "confirmed": "Phone Confirmed",
    "username": "Username",
    "name": "Name",
    "bio": "Bio",
    "website": "Website",
    "private": "Private Account",
}
FACTS = {
    ObservationKind.USERNAME: (YES, "ann.lee"),
    ObservationKind.NAME: (YES, "Ann Lée"),
    ObservationKind.BIO: (YES, "Year 4 teacher at St Mary’s"),
    ObservationKind.EMAIL: (YES, "ann.lee@oakfield.sch.uk"),
    ObservationKind.PHONE: (YES, "+447700900123"),
    ObservationKind.WEBSITE: (YES, "https://ann.example"),
    ObservationKind.PRIVATE: (NO, "False"),
    ObservationKind.PROFILE_PICTURE: (YES, "media/profile/1.jpg"),
}
BOTH = {ConnectionKind.FOLLOWERS: ("bob_k", "cy.d"), ConnectionKind.FOLLOWING: ("dee",)}


def following(*, newest: bool = False) -> bytes:
    return as_meta({"relationships_following": [follower("dee", newest=newest)]})


YEAR_2021 = Sample(
    name=NAME,
    platform="instagram",
    generation="2021-21",
    language="en",
    files={
        "account_information/personal_information.json": profile(ENGLISH | {"email": "Email address"}),
        "followers_and_following/followers.json": as_meta(
            {"relationships_followers": [follower("bob_k"), follower("cy.d")]}
        ),
        "followers_and_following/following.json": following(),
    },
    facts=FACTS,
    lists=BOTH,
)
YEAR_2022 = Sample(
    name=NAME,
    platform="instagram",
    generation="2022-22",
    language="en",
    files={
        "personal_information/personal_information.json": profile(ENGLISH),
        "followers_and_following/followers.json": as_meta(
            {"relationships_followers": [follower("bob_k"), follower("cy.d")]}
        ),
        "followers_and_following/following.json": following(),
        "comments_settings/comments_allowed_from.json": as_meta(
            {"settings_allow_comments_from": [{"string_map_data": {"Comments Allowed From": said("Everyone")}}]}
        ),
    },
    facts=FACTS | {ObservationKind.COMMENTS_OPEN: (YES, "Everyone")},
    lists=BOTH,
)
YEAR_2023 = Sample(
    name=NAME,
    platform="instagram",
    generation="2023-24",
    language="en",
    files={
        PERSON: profile(ENGLISH),
        "personal_information/personal_information/account_information.json": as_meta(
            {"profile_account_insights": [{"string_map_data": {"Contact Syncing": said("False")}}]}
        ),
        "connections/followers_and_following/followers_1.json": as_meta(follower("bob_k")),  # one is no list
        "connections/followers_and_following/following.json": following(),
    },
    facts=FACTS | {ObservationKind.CONTACTS_SYNCED: (NO, "False")},
    lists={ConnectionKind.FOLLOWERS: ("bob_k",), ConnectionKind.FOLLOWING: ("dee",)},
)
YEAR_2026 = Sample(
    name=NAME,
    platform="instagram",
    generation="2024-26",
    language="en",
    files={
        PERSON: profile(ENGLISH),
        "personal_information/personal_information/instagram_profile_information.json": as_meta(
            {"profile_account_insights": [{"string_map_data": {"Contact Syncing": said("True")}}]}
        ),
        "security_and_login_information/login_and_profile_creation/profile_privacy_changes.json": as_meta(
            {
                "account_history_account_privacy_history": [
                    {"title": "Changed to Public", "string_map_data": {"Time": {"timestamp": WHEN}}}
                ]
            }
        ),
        "connections/followers_and_following/followers_1.json": as_meta([follower("bob_k", newest=True)]),
        "connections/followers_and_following/followers_2.json": as_meta([follower("cy.d", newest=True)]),
        "connections/followers_and_following/following.json": following(newest=True),
        "connections/followers_and_following/close_friends.json": as_meta({"relationships_close_friends": []}),
        "connections/followers_and_following/blocked_profiles.json": as_meta(
            {"relationships_blocked_users": [follower("eve", newest=True)]}
        ),
        "connections/contacts/synced_contacts.json": as_meta(
            {
                "contacts_contact_info": [
                    {
                        "string_map_data": {
                            "First Name": said("Féy"),
                            "Last Name": said("Gold"),
                            "Contact Information": said("+447700900999"),
                        }
                    }
                ]
            }
        ),
        "apps_and_websites_off_of_instagram/apps_and_websites/expired_apps.json": as_meta(
            {"apps_and_websites_expired_apps": [{"title": "Old Game", "string_map_data": {"Expired on": said("", 1)}}]}
        ),
        "your_instagram_activity/messages/inbox/bob_1/message_1.json": b'{"messages": [{"content": "secret"}]}',
    },
    facts=FACTS
    | {
        ObservationKind.CONTACTS_SYNCED: (YES, "True"),
        ObservationKind.PRIVACY_CHANGED: (YES, "Changed to Public"),
        ObservationKind.CONNECTED_APP: (NO, "Old Game"),
    },
    lists={
        **BOTH,
        ConnectionKind.CLOSE_FRIENDS: (),
        ConnectionKind.BLOCKED: ("eve",),
        ConnectionKind.UPLOADED_CONTACTS: ("Féy Gold",),
    },
)
_LANGUAGES = {
    "fr": {
        "email": "Adresse e-mail",
        "username": "Nom d’utilisateur",
        "private": "Compte privé",
        "photo": "Photo de profil",
    },
    "de": {
        "email": "E-Mail-Adresse",
        "confirmed": "Telefonnummer bestätigt",
        "private": "Privates Konto",
        "photo": "Profilbild",
    },
    "da": {
        "username": "Brugernavn",
        "name": "Navn",
        "bio": "Biografi",
        "photo": "Profilbillede",
        "private": "Privat konto",
    },
    "it": {
        "username": "Nome utente",
        "name": "Nome",
        "bio": "Biografia",
        "email": "E-mail",
        "private": "Account privato",
    },
    "es": {"username": "Nombre de usuario", "private": "Cuenta privada", "email": "Correo electrónico"},
    "pl": {"username": "Nazwa użytkownika", "private": "Konto prywatne", "email": "Adres e-mail"},
    "nl": {"username": "Gebruikersnaam", "private": "Privéaccount", "email": "E-mailadres"},
    "cy": {"username": "Enw defnyddiwr", "private": "Cyfrif preifat", "email": "E-bost"},
}
_KINDS = {
    "email": ObservationKind.EMAIL,
    "username": ObservationKind.USERNAME,
    "name": ObservationKind.NAME,
    "bio": ObservationKind.BIO,
    "private": ObservationKind.PRIVATE,
}
IN_LANGUAGES = tuple(
    Sample(
        name=NAME,
        platform="instagram",
        generation="2023-26",
        language=language,
        files={PERSON: profile(labels)},
        facts={kind: FACTS[kind] for name, kind in _KINDS.items() if name in labels},
        proven=language in ("fr", "de", "da", "it"),
    )
    for language, labels in _LANGUAGES.items()
)
THREADS = Sample(
    name=NAME,
    platform="threads",
    language="en",
    files={
        "your_instagram_activity/threads/personal_information.json": as_meta(
            {
                "text_post_app_text_post_app_profile": [
                    {"string_map_data": {"Name": said("Ann"), "Bio": said("Téa"), "Private Account": said("True")}}
                ]
            }
        ),
        "your_instagram_activity/threads/followers.json": as_meta(
            {"text_post_app_text_post_app_followers": [follower("bob_k", newest=True)]}
        ),
        "your_instagram_activity/threads/following.json": as_meta({"text_post_app_text_post_app_following": []}),
    },
    facts={
        ObservationKind.NAME: (YES, "Ann"),
        ObservationKind.BIO: (YES, "Téa"),
        ObservationKind.PRIVATE: (YES, "True"),
    },
    lists={ConnectionKind.FOLLOWERS: ("bob_k",), ConnectionKind.FOLLOWING: ()},
)
TO_2020 = Sample(
    name="ann.lee_20190401.zip",
    platform="instagram",
    generation="2016-20",
    files={
        "profile.json": as_json({"username": "ann.lee", "private_account": True}),
        "connections.json": as_json({"followers": {"bob_k": "2019-01-02T10:00:00"}, "following": {}}),
    },
    facts={ObservationKind.USERNAME: (YES, "ann.lee"), ObservationKind.PRIVATE: (YES, "true")},
    lists={ConnectionKind.FOLLOWERS: ("bob_k",)},
    proven=False,
)
_FIELDS = (
    ("Email address", "ann.lee&#064;oakfield.sch.uk"),
    ("Phone number confirmed", "True"),
    ("Username", "ann.lee"),
    ("Name", "Ann Lée"),
    ("Bio", "Year 4 teacher at St Mary&#039;s<br />Mum"),
    ("Private account", "False"),
    ("Emoji Pong high score", "3"),
)


def _rows(*rows: tuple[str, str]) -> str:
    cells = (
        f'<tr><td colspan="2" class="_a6_q">{label}<div><div>{value}</div></div></td></tr>' for label, value in rows
    )
    return f'<div class="_a6-p"><table style="table-layout: fixed;">{"".join(cells)}</table></div>'


def _box(handle: str, moment: str) -> str:
    link = f'<a target="_blank" href="https://www.instagram.com/{handle}">{handle}</a>'
    return f'<div class="_a6-p"><div><div>{link}</div><div>{moment}</div></div></div>'


AS_PAGES = Sample(
    name=NAME,
    platform="instagram",
    language="en",
    files={
        "personal_information/personal_information/personal_information.html": as_page(
            '<table><tr><td colspan="2">Profile photo<div><a href="media/other/4.jpg"><img src="media/other/4.jpg" />'
            f"</a></div></td></tr></table>{_rows(*_FIELDS)}"
        ),
        "personal_information/personal_information/instagram_profile_information.html": as_page(
            _rows(("Contact syncing", "False"), ("Last login", "Feb 20, 2026 9:55 am"))
        ),
        "preferences/settings/comments_allowed_from.html": as_page(_rows(("Comments allowed from", "Everyone"))),
        "connections/followers_and_following/followers_1.html": as_page(
            _box("bob_k", "Mar 24, 2026 9:55 am") + _box("cy.d", "Mar 23, 2026 5:04 am")
        ),
        "connections/followers_and_following/restricted_profiles.html": as_page(_box("eve", "Mar 24, 2026 9:55 am")),
        "connections/contacts/synced_contacts.html": as_page(
            _rows(("First name", "Féy"), ("Surname", "Gold"), ("Contact information", "07700900999"))
            + _rows(("First name", "Di"), ("Contact information", "di&#064;x.example"))
        ),
    },
    facts={
        **{kind: FACTS[kind] for kind in (ObservationKind.USERNAME, ObservationKind.NAME, ObservationKind.EMAIL)},
        ObservationKind.BIO: (YES, "Year 4 teacher at St Mary's Mum"),
        ObservationKind.PRIVATE: (NO, "False"),
        ObservationKind.CONTACTS_SYNCED: (NO, "False"),
        ObservationKind.COMMENTS_OPEN: (YES, "Everyone"),
    },
    lists={
        ConnectionKind.FOLLOWERS: ("bob_k", "cy.d"),
        ConnectionKind.RESTRICTED: ("eve",),
        ConnectionKind.UPLOADED_CONTACTS: ("Féy Gold", "Di"),
    },
)
SAMPLES = (YEAR_2021, YEAR_2022, YEAR_2023, YEAR_2026, *IN_LANGUAGES, AS_PAGES, THREADS)
