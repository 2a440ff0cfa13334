"""TikTok: the JSON of both generations, and the folder of texts."""

from privacy_wizard.evidence import ConnectionKind, ObservationKind

from .building import NO, UNSAID, YES, Sample, as_json

SETTINGS = {
    "Private Account": "Disabled",
    "Allow Others to Find Me": "Enabled",
    "Suggest your account to contacts": "enabled",
    "Allow DownLoad": "Default",
    "Who Can Post Comments": "Everyone",
    "Who Can Duet With Me": "Off",
    "Who Can View Videos I Liked": "Myself",
    "Interests": "Cats|Dogs",
}
PROFILE = {
    "userName": "annlee",
    "bioDescription": "Teacher",
    "emailAddress": "ann@oakfield.sch.uk",
    "telephoneNumber": "",
    "birthDate": "03-May-1990",
    "profilePhoto": "https://p16.example/photo.jpeg",
    "likesReceived": "5",
}
FOLLOWERS = [{"Date": "2024-05-03 10:00:00", "UserName": "bob_k"}]
FACTS = {
    ObservationKind.PRIVATE: (NO, "Disabled"),
    ObservationKind.FINDABLE: (YES, "Enabled"),
    ObservationKind.FOUND_BY_CONTACTS: (YES, "enabled"),
    ObservationKind.DOWNLOADS_OPEN: (UNSAID, "Default"),  # never set: unknown
    ObservationKind.COMMENTS_OPEN: (YES, "Everyone"),
    ObservationKind.DUETS_OPEN: (NO, "Off"),
    ObservationKind.PUBLIC_LIKES: (NO, "Myself"),
    ObservationKind.USERNAME: (YES, "annlee"),
    ObservationKind.BIO: (YES, "Teacher"),
    ObservationKind.EMAIL: (YES, "ann@oakfield.sch.uk"),
    ObservationKind.PHONE: (NO, ""),
}
MESSAGES = {"Chat History": {"ChatHistory": {"Chat History with bob_k:": [{"Content": "secret"}]}}}
OLD = Sample(
    name="TikTok_Data_1.zip",
    platform="tiktok",
    generation="2021-23",
    files={
        "user_data.json": as_json(
            {
                "Activity": {
                    "Follower List": {"FansList": FOLLOWERS},
                    "Following List": {"Following": None},
                    "Video Browsing History": {"VideoList": [{"Date": "x", "Link": "y"}] * 50},
                },
                "App Settings": {"Block": {"BlockList": []}, "Settings": {"SettingsMap": SETTINGS}},
                "Direct Messages": MESSAGES,
                "Profile": {"Profile Information": {"ProfileMap": PROFILE}},
            }
        )
    },
    facts=FACTS,
    lists={ConnectionKind.FOLLOWERS: ("bob_k",), ConnectionKind.FOLLOWING: (), ConnectionKind.BLOCKED: ()},
)
NEW = Sample(
    name="TikTok_Data_2.zip",
    platform="tiktok",
    generation="2024-26",
    files={
        "user_data_tiktok.json": as_json(
            {
                "Direct Message": {"Direct Messages": MESSAGES},
                "Profile And Settings": {
                    "Block List": {"BlockList": None},
                    "Follower": {
                        "FansList": [
                            {"Date": "2024-05-03 10:00:00", "userName": "bob_k"},
                            {"Date": "2020-04-26 13:48:43", "UserName": "N/A"},  # whose account is gone
                        ]
                    },
                    "Following": {"Following": [{"Date": "2024-05-03 10:00:00", "UserName": "cy_d"}]},
                    "Profile Info": {
                        "ProfileMap": PROFILE
                        | {
                            "displayName": "Ann Lée",
                            "telephoneNumber": "None",
                            "PlatformInfo": [{"Platform": "TikTok", "Name": "Ann"}, {"Platform": "Oakbook"}],
                        }
                    },
                    "Settings": {
                        "SettingsMap": SETTINGS | {"Allow Reuse of Content": "Enabled", "Allow DownLoad": "On"}
                    },
                },
            }
        )
    },
    facts=FACTS
    | {
        ObservationKind.NAME: (YES, "Ann Lée"),
        ObservationKind.REUSE_ALLOWED: (YES, "Enabled"),
        ObservationKind.DOWNLOADS_OPEN: (YES, "On"),
        ObservationKind.LINKED_ACCOUNT: (YES, "Oakbook"),
    },
    lists={ConnectionKind.FOLLOWERS: ("bob_k",), ConnectionKind.FOLLOWING: ("cy_d",), ConnectionKind.BLOCKED: ()},
)
TEXTS = Sample(
    name="TikTok_Data_3.zip",
    platform="tiktok",
    files={
        "TikTok_Data/Activity/Follower.txt": b"Date: 2024-05-03 10:00:00 UTC\nUsername: bob_k\n\n"
        b"Date: 2024-05-04 10:00:00 UTC\nUsername: cy_d\n\n",
        "TikTok_Data/Profile and Settings/Profile Information.txt": b"Username: annlee\nNickname: Ann Lee\n\n",
        "TikTok_Data/Profile and Settings/Settings.txt": b"Private Account: Off\n\nContent Preferences:\n\n",
        "TikTok_Data/Direct Messages/Direct Messages.txt": b"secret",
    },
    facts={
        ObservationKind.USERNAME: (YES, "annlee"),
        ObservationKind.NAME: (YES, "Ann Lee"),
        ObservationKind.PRIVATE: (NO, "Off"),
    },
    proven=False,
    lists={ConnectionKind.FOLLOWERS: ("bob_k", "cy_d")},
)
SAMPLES = (OLD, NEW, TEXTS)
