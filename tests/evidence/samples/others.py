"""Platforms of which one layout is known each."""

from privacy_wizard.evidence import ConnectionKind, ObservationKind

from .building import NO, YES, Sample, as_json, as_meta, as_table

_FRIEND = {
    "Username": "bob_k",
    "Display Name": "Bób",
    "Creation Timestamp": "2022-07-22 19:28:21 UTC",
    "Last Modified Timestamp": "2022-07-22 19:28:21 UTC",
    "Source": "added by qr code",
}
SNAPCHAT = Sample(
    name="mydata~1693650000000.zip",
    platform="snapchat",
    files={
        "json/account.json": as_json(
            {"Basic Information": {"Username": "annlee", "Name": "Ann Lée", "Creation Date": "2014-01-01 00:00:00 UTC"}}
        ),
        "json/friends.json": as_json(
            {
                "Friends": [_FRIEND],
                "Friend Requests Sent": [],
                "Blocked Users": [_FRIEND | {"Username": "eve"}],
                "Shortcuts": [{"Shortcut Name": "Choir", "Created": "2024-01-02 00:00:00 UTC"}],
            }
        ),
        "json/chat_history.json": b'{"bob_k": [{"Content": "secret"}]}',
        "html/friends.html": b"<html></html>",
    },
    facts={ObservationKind.USERNAME: (YES, "annlee"), ObservationKind.NAME: (YES, "Ann Lée")},
    lists={
        ConnectionKind.FRIENDS: ("bob_k",),
        ConnectionKind.REQUESTS_SENT: (),
        ConnectionKind.BLOCKED: ("eve",),
        ConnectionKind.GROUPS: ("Choir",),
    },
)
WHATSAPP = Sample(
    name="My account info.zip",
    platform="whatsapp",
    files={
        "registration_information.json": as_json(
            {"wa_registration_info": {"platform": "android", "registration_timestamp": "2019-01-01"}}
        ),
        "user_information.json": as_meta(
            {
                "wa_profile_info": {
                    "name": "Ann Lée",
                    "about": "Téa first",
                    "phone_number": "+447700900123",
                    "email_address": "ann@oakfield.sch.uk",
                    "report_generation_time": 1_788_343_200,
                    "device_activity": [{"device_id": 0, "status": "active"}],
                }
            }
        ),
        "contacts.json": as_json({"wa_contacts": ["+447700900111", "+447700900222"]}),
        "groups.json": as_json({"wa_groups": ["Staff room"]}),
        "index.html": b"<html></html>",
    },
    facts={
        ObservationKind.NAME: (YES, "Ann Lée"),
        ObservationKind.BIO: (YES, "Téa first"),
        ObservationKind.PHONE: (YES, "+447700900123"),
        ObservationKind.EMAIL: (YES, "ann@oakfield.sch.uk"),
    },
    lists={
        ConnectionKind.UPLOADED_CONTACTS: ("+447700900111", "+447700900222"),
        ConnectionKind.GROUPS: ("Staff room",),
    },
)
GOOGLE = Sample(
    name="takeout-20260902T101112Z-001.zip",
    platform="google-profile",
    files={
        "Takeout/Profile/Profile.json": as_json(
            {
                "name": {"givenName": "Ann", "familyName": "Lée", "formattedName": "Ann Lée"},
                "displayName": "Ann Lée",
                "emails": [{"value": "ann@oakfield.sch.uk"}],
                "gender": {"type": "female"},
            }
        ),
        "Takeout/Profile/ProfilePhoto.jpg": b"\xff\xd8",
    },
    facts={ObservationKind.NAME: (YES, "Ann Lée"), ObservationKind.EMAIL: (YES, "ann@oakfield.sch.uk")},
)
YOUTUBE = Sample(
    name="takeout-20260902T101112Z-001.zip",
    platform="youtube",
    files={
        "Takeout/YouTube and YouTube Music/channels/channel.csv": as_table(
            ("Channel ID", "Channel Country", "Channel Title (Original)", "Channel Visibility"),
            ("UC1", "GB", "Ann bakes", "Public"),
            (),
        ),
        "Takeout/YouTube and YouTube Music/channels/channel URL configs.csv": as_table(
            ("Channel ID", "Channel Vanity URL 1 Name", "Channel Vanity URL 2 Name"), ("UC1", "annbakes", "ann"), ()
        ),
        "Takeout/YouTube and YouTube Music/channels/channel feature data.csv": as_table(
            ("Channel ID", "Video Default Location Latitude", "Video Default Location Longitude"),
            ("UC1", "0.0", "0.0"),
            (),
        ),
        "Takeout/YouTube and YouTube Music/playlists/playlists.csv": as_table(
            ("Playlist ID", "Playlist Title (Original)", "Playlist Visibility"), ("PL1", "Cakes", "Unlisted"), ()
        ),
        "Takeout/YouTube and YouTube Music/subscriptions/subscriptions.csv": as_table(
            ("Channel Id", "Channel Url", "Channel Title"),
            ("UC2", "http://www.youtube.com/channel/UC2", "Oak"),
            (),
        ),
    },
    facts={
        ObservationKind.PUBLIC_CHANNEL: (YES, "Public"),
        ObservationKind.NAME: (YES, "Ann bakes"),
        ObservationKind.USERNAME: (YES, "annbakes"),
        ObservationKind.LOCATION_SHARED: (NO, "0.0"),  # what stands where no place is set
        ObservationKind.PUBLIC_PLAYLIST: (NO, "Unlisted"),
    },
    lists={ConnectionKind.SUBSCRIPTIONS: ("UC2",)},
)
YOUTUBE_IN_SPANISH = Sample(
    name="takeout-20260902T101112Z-001.zip",
    platform="youtube",
    files={
        "Takeout/YouTube y YouTube Music/canales/canal.csv": as_table(
            ("ID del canal", "Título del canal (original)", "Visibilidad del canal"), ("UC1", "Ann", "Público")
        )
    },
    facts={ObservationKind.PUBLIC_CHANNEL: (YES, "Público")},
)
YOUTUBE_IN_GERMAN = Sample(
    name="takeout-20260902T101112Z-001.zip",
    platform="youtube",
    files={
        "Takeout/YouTube und YouTube Music/Kanäle/Kanal.csv": as_table(
            ("Kanal-ID", "Kanaltitel (Original)", "Sichtbarkeit des Kanals"), ("UC1", "Ann", "Öffentlich")
        )
    },
    facts={ObservationKind.PUBLIC_CHANNEL: (YES, "Öffentlich")},
    proven=False,
)
REDDIT = Sample(
    name="export_annlee_20260902.zip",
    platform="reddit",
    files={
        "user_preferences.csv": as_table(("preference", "value"), ("hide_from_robots", "True")),
        "statistics.csv": as_table(
            ("statistic", "value"),
            ("account name", "annlee"),
            ("export time", "2026-09-02 06:57:14 UTC"),
            ("email address", "ann@oakfield.sch.uk"),
        ),
        "linked_identities.csv": as_table(("issuer_id", "subject_id"), ("Google", "1")),
        "friends.csv": as_table(("username", "note"), ("bob_k", "")),
        "subscribed_subreddits.csv": as_table(("subreddit",), ("baking",)),
        "moderated_subreddits.csv": as_table(("subreddit",), ()),
        "messages.csv": as_table(("id", "body"), ("1", "secret")),
        "checkfile.csv": as_table(("filename", "sha256"), ("friends.csv", "0")),
    },
    facts={
        ObservationKind.LINKED_ACCOUNT: (YES, "Google"),
        ObservationKind.USERNAME: (YES, "annlee"),
        ObservationKind.EMAIL: (YES, "ann@oakfield.sch.uk"),
    },
    lists={
        ConnectionKind.FRIENDS: ("bob_k",),
        ConnectionKind.SUBSCRIPTIONS: ("baking",),
        ConnectionKind.GROUPS: (),
    },
)
_USER = {
    "id": "1",
    "username": "annlee",
    "global_name": "Ann Lée",
    "email": "ann@oakfield.sch.uk",
    "phone": None,
    "mfa_enabled": False,
    "relationships": [
        {"id": "2", "type": 1, "user": {"username": "bob_k"}},
        {"id": "3", "type": 2, "user": {"username": "eve"}},
    ],
    "connections": [{"type": "steam", "id": "9", "name": "annplays"}],
    "settings": {"contact_sync_enabled": True, "default_guilds_restricted": True},
}
_DISCORD_FACTS = {
    ObservationKind.USERNAME: (YES, "annlee"),
    ObservationKind.NAME: (YES, "Ann Lée"),
    ObservationKind.EMAIL: (YES, "ann@oakfield.sch.uk"),
    ObservationKind.SECOND_FACTOR: (NO, "false"),
    ObservationKind.CONTACTS_SYNCED: (YES, "true"),
    ObservationKind.STRANGERS_LIMITED: (YES, "true"),
    ObservationKind.LINKED_ACCOUNT: (YES, "annplays"),
}
_DISCORD_LISTS = {
    ConnectionKind.FRIENDS: ("bob_k",),
    ConnectionKind.BLOCKED: ("eve",),
    ConnectionKind.GROUPS: ("Oak",),
}
DISCORD = tuple(
    Sample(
        name="package.zip",
        platform="discord",
        files={
            f"{account}/user.json": as_json(_USER),
            f"{servers}/index.json": as_json({"77": "Oak"}),
            f"{messages}/index.json": as_json({"11": "Direct Message with bob_k"}),
            f"{messages}/c1/messages.json": b'[{"Contents": "secret"}]',
        },
        facts=_DISCORD_FACTS,
        lists=_DISCORD_LISTS,
    )
    for account, servers, messages in (("Account", "Servers", "Messages"), ("account", "servers", "messages"))
)
TELEGRAM = Sample(
    name="DataExport_2026-09-02.zip",
    platform="telegram",
    files={
        "result.json": as_json(
            {
                "about": "Here is the data you requested.",
                "personal_information": {
                    "user_id": 1,
                    "first_name": "Ann",
                    "last_name": "Lée",
                    "phone_number": "+44 7700 900123",
                    "username": "@annlee",
                    "bio": "Teacher",
                },
                "profile_pictures": [],
                "contacts": {
                    "about": "x",
                    "list": [
                        {
                            "first_name": "Bób",
                            "last_name": "King",
                            "phone_number": "0044 7700 900111",
                            "date": "2021-01-02T10:00:00",
                        }
                    ],
                },
                "sessions": {"list": []},
                "chats": {"list": [{"messages": [{"text": "secret"}] * 100}]},
            }
        )
    },
    facts={
        ObservationKind.NAME: (YES, "Ann Lée"),
        ObservationKind.PHONE: (YES, "+44 7700 900123"),
        ObservationKind.USERNAME: (YES, "@annlee"),
        ObservationKind.BIO: (YES, "Teacher"),
    },
    lists={ConnectionKind.UPLOADED_CONTACTS: ("Bób King",)},
)
MASTODON = Sample(
    name="archive-20260902101112.zip",
    platform="mastodon",
    files={
        "actor.json": as_json(
            {
                "type": "Person",
                "preferredUsername": "annlee",
                "name": "Ann Lée",
                "summary": "<p>Teacher &amp; cook<br />Mum</p>",
                "attachment": [
                    {
                        "type": "PropertyValue",
                        "name": "Web",
                        "value": '<a href="https://ann.example" rel="me"><span class="invisible">https://</span>'
                        '<span class="">ann.example</span></a>',
                    }
                ],
                "manuallyApprovesFollowers": False,
                "discoverable": True,
                "indexable": False,
            }
        )
    },
    facts={
        ObservationKind.PRIVATE: (NO, "false"),
        ObservationKind.FINDABLE: (YES, "true"),
        ObservationKind.POSTS_SEARCHED: (NO, "false"),
        ObservationKind.USERNAME: (YES, "annlee"),
        ObservationKind.BIO: (YES, "Teacher & cook Mum"),
        ObservationKind.WEBSITE: (YES, "https://ann.example"),
    },
)
PINTEREST = Sample(
    name="pinterest-export.zip",
    platform="pinterest",
    files={"pinterest-export/account.json": as_json({"username": "annlee", "full_name": "Ann Lée"})},
    facts={ObservationKind.USERNAME: (YES, "annlee"), ObservationKind.NAME: (YES, "Ann Lée")},
    proven=False,
)
SAMPLES = (
    *(SNAPCHAT, WHATSAPP, GOOGLE, YOUTUBE, YOUTUBE_IN_SPANISH, YOUTUBE_IN_GERMAN, REDDIT, *DISCORD),
    *(TELEGRAM, MASTODON),
)
