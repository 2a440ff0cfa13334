"""Facebook in its three generations of folders."""

from privacy_wizard.evidence import ConnectionKind, ObservationKind

from .building import NO, YES, Sample, as_meta, as_page

WHEN = 1_600_000_000
NAME = "facebook-annlee-2026-09-02-AbC123.zip"
PROFILE = {
    "profile_v2": {
        "name": {"full_name": "Ann Lée", "first_name": "Ann", "middle_name": "", "last_name": "Lée"},
        "emails": {"emails": ["ann@oakfield.sch.uk"], "previous_emails": ["old@oak.example"], "pending_emails": []},
        "birthday": {"year": 1990, "month": 5, "day": 3},
        "current_city": {"name": "Frodsham", "timestamp": 0},
        "education_experiences": [{"name": "University of Chester", "graduated": True, "school_type": "College"}],
        "work_experiences": [
            {"employer": "St Mary’s Primary School", "title": "Teacher", "start_timestamp": WHEN},
            {"employer": "Old Café", "title": "Waiter", "start_timestamp": 1, "end_timestamp": WHEN},
        ],
        "websites": [{"address": "https://ann.example"}],
        "phone_numbers": [{"phone_type": "Mobile", "phone_number": "+447700900123", "verified": True}],
        "username": "annlee",
        "intro_bio": {"name": "Teacher and baker", "timestamp": WHEN},
        "profile_uri": "https://www.facebook.com/annlee",
        "family_members": [{"name": "Somebody Else", "relation": "Sister", "timestamp": 0}],
    }
}
FACTS = {
    ObservationKind.NAME: (YES, "Ann Lée"),
    ObservationKind.EMAIL: (YES, "ann@oakfield.sch.uk"),
    ObservationKind.BIRTHDAY: (YES, "3/5/1990"),
    ObservationKind.TOWN: (YES, "Frodsham"),
    ObservationKind.EDUCATION: (YES, "University of Chester"),
    ObservationKind.EMPLOYER: (YES, "St Mary’s Primary School"),
    ObservationKind.JOB_TITLE: (YES, "Teacher"),
    ObservationKind.WEBSITE: (YES, "https://ann.example"),
    ObservationKind.PHONE: (YES, "+447700900123"),
    ObservationKind.USERNAME: (YES, "annlee"),
    ObservationKind.BIO: (YES, "Teacher and baker"),
}
FRIENDS = [{"name": "Bób King", "timestamp": WHEN}, {"name": "Cy Dale", "timestamp": WHEN + 90_000}]
OLD_APPS = {"installed_apps": [{"name": "Farm Game", "added_timestamp": WHEN}]}
APPS = {
    "installed_apps_v2": [
        {"name": "Music Box", "added_timestamp": WHEN, "user_app_scoped_id": "1", "category": "active"},
        {"name": "Farm Game", "added_timestamp": WHEN, "removed_timestamp": WHEN, "category": "removed"},
    ]
}

# The rows of the settings as they stand, and beside each what is to be made of it.
ROWS = {
    "Who can see your future posts?": "Friends",
    "Who can see posts that you're tagged in on your profile?": "Only me",
    "Who can see the people, Pages and lists you follow?": "Only me",
    "Who can send you friend requests?": "Everyone",
    "Who can see your friends list?": "Friends",
    "Who can see your followers on your timeline?": "Public",
    "Who can Facebook suggest your profile to based on your email address?": "Friends of friends",
    "Who can Facebook suggest your profile to based on your phone number?": "Friends",
}
SETTINGS = {
    ObservationKind.PUBLIC_POSTS: (NO, "Friends"),
    ObservationKind.PUBLIC_FRIENDS: (NO, "Friends"),
    ObservationKind.PUBLIC_FOLLOWERS: (YES, "Public"),
    ObservationKind.PUBLIC_FOLLOWING: (NO, "Only me"),
    ObservationKind.REQUESTS_OPEN: (YES, "Everyone"),
    ObservationKind.FOUND_BY_EMAIL: (NO, "Friends of friends"),
    ObservationKind.FOUND_BY_PHONE: (NO, "Friends"),
}

YEAR_2018 = Sample(
    name="facebook-annlee.zip",
    platform="facebook",
    generation="2018-19",
    files={
        "profile_information/profile_information.json": as_meta(
            {"profile": {"name": "Ann Lée", "emails": {"emails": ["ann@oakfield.sch.uk"]}, "username": "annlee"}}
        ),
        "friends/friends.json": as_meta({"friends": FRIENDS}),
        "following_and_followers/following.json": as_meta({"following": [{"name": "A Page", "timestamp": WHEN}]}),
        "apps_and_websites/apps_and_websites.json": as_meta(OLD_APPS),
        "about_you/your_address_books.json": as_meta(
            {"address_book": {"address_book": [{"name": "Di Eve", "created_timestamp": WHEN}]}}
        ),
        "messages/inbox/BobKing_1/message_1.json": b'{"messages": [{"content": "secret"}]}',
    },
    facts={
        ObservationKind.NAME: (YES, "Ann Lée"),
        ObservationKind.EMAIL: (YES, "ann@oakfield.sch.uk"),
        ObservationKind.USERNAME: (YES, "annlee"),
        ObservationKind.CONNECTED_APP: (YES, "Farm Game"),
    },
    lists={
        ConnectionKind.FRIENDS: ("Bób King", "Cy Dale"),
        ConnectionKind.FOLLOWING: ("A Page",),
        ConnectionKind.UPLOADED_CONTACTS: ("Di Eve",),
    },
)
YEAR_2022 = Sample(
    name=NAME,
    platform="facebook",
    generation="2020-23",
    files={
        "profile_information/profile_information.json": as_meta(PROFILE),
        "apps_and_websites_off_of_facebook/apps_and_websites.json": as_meta(APPS),
        "your_activity_across_facebook/messages/inbox/x_1/message_1.json": b"{}",
    },
    facts=FACTS | {ObservationKind.CONNECTED_APP: (YES, "Music Box")},
)
YEAR_2026 = Sample(
    name=NAME,
    platform="facebook",
    generation="2023-26",
    language="en",
    files={
        "personal_information/profile_information/profile_information.json": as_meta(PROFILE),
        "connections/friends/your_friends.json": as_meta({"friends_v2": FRIENDS}),
        "connections/friends/sent_friend_requests.json": as_meta({"sent_requests_v2": []}),
        "connections/friends/rejected_friend_requests.json": as_meta(
            {"rejected_requests_v2": [{"name": "Pupil One", "timestamp": WHEN}]}
        ),
        "connections/followers/who_you've_followed.json": as_meta(
            {"following_v3": [{"name": "A Page", "timestamp": WHEN, "url": "https://www.facebook.com/apage"}]}
        ),
        "apps_and_websites_off_of_facebook/connected_apps_and_websites.json": as_meta(APPS),
        "preferences/preferences/privacy_settings.json": as_meta(
            {
                "label_values": [
                    {"title": "Settings", "dict": [{"label": row, "value": said} for row, said in ROWS.items()]},
                    {"label": "Something", "dict": [{"label": "A question nobody knows?", "value": "Perhaps"}]},
                ],
                "media": [],
                "fbid": "1",
            }
        ),
        "connections/friends/your_post_audiences.json": as_meta(
            [
                {
                    "label_values": [
                        {"label": "Disabled", "value": "False"},
                        {"label": "Name", "value": "Téa friends"},
                        {"title": "Members", "dict": [{"title": "", "dict": [{"label": "Name", "value": "Bób King"}]}]},
                    ],
                    "fbid": "2",
                }
            ]
        ),
        "your_facebook_activity/posts/your_posts__check_ins__photos_and_videos_1.json": as_meta(
            [{"timestamp": WHEN, "data": [{"post": "At school"}], "title": "Ann Lée wrote"}]
        ),
        "connections/followers/no-data.txt": b"You have no data in this section",
    },
    facts=FACTS
    | {
        ObservationKind.CONNECTED_APP: (YES, "Music Box"),
        **SETTINGS,
        ObservationKind.CUSTOM_AUDIENCE: (YES, "Téa friends"),
    },
    lists={
        ConnectionKind.FRIENDS: ("Bób King", "Cy Dale"),
        ConnectionKind.REQUESTS_SENT: (),
        ConnectionKind.REJECTED: ("Pupil One",),
        ConnectionKind.FOLLOWING: ("A Page",),
    },
)
YEAR_2021 = Sample(
    name=NAME,
    platform="facebook",
    generation="2020-23",
    files={"friends_and_followers/friends.json": as_meta({"friends_v2": FRIENDS})},
    facts={},
    lists={ConnectionKind.FRIENDS: ("Bób King", "Cy Dale")},
    proven=False,
)


def _row(label: str, value: str) -> str:
    return f'<tr><td class="_a6_q">{label}</td><td class="_2piu _a6_r">{value}</td></tr>'


def _friend(name: str, moment: str) -> str:
    return f'<div class="_a6-g"><div class="_a6-h">{name}</div><div class="_a6-o"><div>{moment}</div></div></div>'


_MADE = "2026-09-02T10:00Z"
_INNER = "".join(_row(label.replace("'", "&#039;"), value) for label, value in ROWS.items())
AS_PAGES = Sample(
    name="my facebook.zip",
    platform="facebook",
    language="en",
    files={
        "preferences/preferences/privacy_settings.html": as_page(
            f'<table><tr><td colspan="2">Settings<div><table>{_INNER}</table></div></td></tr></table>',
            made=_MADE,
        ),
        "security_and_login_information/two-factor_authentication.html": as_page(
            f"<table>{_row('County/region', 'Enabled')}{_row('Creation time', 'Aug 05, 2022 3:01:25 am')}</table>",
            made=_MADE,
        ),
        "connections/friends/your_friends.html": as_page(
            _friend("Bób King", "Jul 15, 2023 3:15:56pm") + _friend("Cy Dale", "Jan 28, 2024 9:50:58pm"), made=_MADE
        ),
        "connections/friends/rejected_friend_requests.html": as_page(_friend("Pupil One", "Jul 13, 2023 7:42:15pm")),
        "your_facebook_activity/messages/inbox/x_1/message_1.html": as_page("secret"),
    },
    facts=SETTINGS | {ObservationKind.SECOND_FACTOR: (YES, "Enabled")},
    lists={ConnectionKind.FRIENDS: ("Bób King", "Cy Dale"), ConnectionKind.REJECTED: ("Pupil One",)},
)
SAMPLES = (YEAR_2018, YEAR_2022, YEAR_2026, AS_PAGES)
