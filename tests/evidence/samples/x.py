"""X: the archive as it comes, and a large one whose files are split."""

from privacy_wizard.evidence import ConnectionKind, ObservationKind

from .building import NO, YES, Sample, as_json, as_script


def connections(kind: str, *numbers: int) -> list[dict[str, object]]:
    link = "https://twitter.com/intent/user?user_id="
    return [{kind: {"accountId": str(each), "userLink": f"{link}{each}"}} for each in numbers]


MANIFEST = {
    "userInfo": {"accountId": "1", "userName": "annlee"},
    "archiveInfo": {"sizeBytes": "1", "generationDate": "2026-09-02T10:00:00.000Z"},
    "dataTypes": {
        "account": {"files": [{"fileName": "data/account.js", "globalName": "YTD.account.part0", "count": "1"}]},
        "follower": {
            "files": [
                {"fileName": "data/follower.js", "globalName": "YTD.follower.part0", "count": "2"},
                {"fileName": "data/follower-part1.js", "globalName": "YTD.follower.part1", "count": "1"},
            ]
        },
    },
}
ARCHIVE = Sample(
    name="twitter-2026-09-02-abc.zip",
    platform="x",
    files={
        "Your archive.html": b"<html></html>",
        "data/manifest.js": b"window.__THAR_CONFIG = " + as_json(MANIFEST),
        "data/account.js": as_script(
            "account",
            [
                {
                    "account": {
                        "email": "ann@oakfield.sch.uk",
                        "username": "annlee",
                        "accountId": "1",
                        "createdAt": "2011-05-05T10:00:00.000Z",
                        "accountDisplayName": "Ann Lée",
                    }
                }
            ],
        )
        + b";\n",
        "data/profile.js": as_script(
            "profile",
            [
                {
                    "profile": {
                        "description": {"bio": "Teacher = happy [sometimes]", "website": "", "location": "Frodsham"},
                        "avatarMediaUrl": "https://pbs.example/a.jpg",
                        "headerMediaUrl": "https://pbs.example/b.jpg",
                    }
                }
            ],
        ),
        "data/protected-history.js": as_script(
            "protected_history",
            [
                {"protectedHistory": {"protectedAt": "2026-08-01T10:00:00.000Z", "action": "Protect"}},
                {"protectedHistory": {"protectedAt": "2026-08-20T10:00:00.000Z", "action": "Unprotect"}},
            ],
        ),
        "data/follower.js": as_script("follower", connections("follower", 11, 12)),
        "data/follower-part1.js": as_script("follower", connections("follower", 13)),
        "data/following.js": as_script("following", connections("following", 21)),
        "data/block.js": as_script("block", []),
        "data/connected-application.js": as_script(
            "connected_application",
            [{"connectedApplication": {"name": "Music Box", "permissions": ["read"], "approvedAt": "2020-01-01"}}],
        ),
        "data/phone-number.js": as_script("phone_number", [{"device": {"phoneNumber": "+447700900123"}}]),
        "data/contact.js": as_script(
            "contact", [{"contact": {"emails": ["bob@x.example", "b2@x.example"], "phoneNumbers": ["+441"]}}]
        ),
        "data/direct-messages.js": as_script("direct_messages", [{"dmConversation": {"messages": ["secret"]}}]),
        "data/tweets.js": as_script(
            "tweets",
            [{"tweet": {"full_text": "Hello", "created_at": "Mon Aug 01 12:00:00 +0000 2022", "id_str": "5"}}],
        ),
        "data/profile_media/1.jpg": b"\xff\xd8",
    },
    facts={
        ObservationKind.EMAIL: (YES, "ann@oakfield.sch.uk"),
        ObservationKind.USERNAME: (YES, "annlee"),
        ObservationKind.NAME: (YES, "Ann Lée"),
        ObservationKind.BIO: (YES, "Teacher = happy [sometimes]"),
        ObservationKind.WEBSITE: (NO, ""),
        ObservationKind.TOWN: (YES, "Frodsham"),
        ObservationKind.PROFILE_PICTURE: (YES, "https://pbs.example/a.jpg"),
        ObservationKind.CONNECTED_APP: (YES, "Music Box"),
        ObservationKind.PRIVACY_CHANGED: (YES, "Protect"),
        ObservationKind.PRIVATE: (NO, "Unprotect"),  # the latest change
        ObservationKind.PHONE: (YES, "+447700900123"),
    },
    lists={
        ConnectionKind.FOLLOWERS: ("11", "12", "13"),
        ConnectionKind.FOLLOWING: ("21",),
        ConnectionKind.BLOCKED: (),
        ConnectionKind.UPLOADED_CONTACTS: ("bob@x.example", "b2@x.example"),
    },
)
SAMPLES = (ARCHIVE,)
