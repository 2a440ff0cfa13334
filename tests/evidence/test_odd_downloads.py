"""Downloads as nobody's generator makes them: mixtures of layouts, languages and habits that real ones have."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from attrs import field, frozen

from privacy_wizard.evidence import ConnectionKind, NoteKind, ObservationKind, Observed, json_events, member_reading
from tests.in_turn import in_turn

from .reading import facts_of, lists_of, only, read_here
from .samples.building import Files, as_json, as_meta, as_page, as_script, as_table, write_zip
from .samples.instagram import follower

FRIENDS, FOLLOWERS, FOLLOWING = ConnectionKind.FRIENDS, ConnectionKind.FOLLOWERS, ConnectionKind.FOLLOWING
YES, NO = Observed.YES, Observed.NO
NESTED = "meta-2025-Jul-13-09-30-00/instagram-marie.d-2025-07-13-Ab12/"
PERSON = "personal_information/personal_information/personal_information.json"
PEOPLE = "connections/followers_and_following/"


def at(moment: int, **more: Any) -> dict[str, Any]:
    return {"string_list_data": [{"timestamp": moment, **more}]}


@frozen(kw_only=True)
class Odd:
    """A download, and what is to be read of it."""

    name: str
    files: Files = field(repr=False)
    platform: str
    facts: Mapping[ObservationKind, tuple[Observed, str]]
    lists: Mapping[ConnectionKind, tuple[str, ...]] = field(factory=dict)
    labels: tuple[str, ...] = ()  # that are said not to be known


ODD = {
    **{
        f"of Discord, whose folders are in {language}": Odd(
            name="package.zip",
            files={
                f"{account}/user.json": as_json(
                    {
                        "username": "ann",
                        "global_name": "Ann",
                        "relationships": [{"type": 1, "user": {"username": "bob"}}],
                    }
                ),
                f"{servers}/index.json": as_json({"77": "Oak"}),
                f"{messages}/index.json": as_json({"11": "Direct Message with bob"}),
            },
            platform="discord",
            facts={ObservationKind.USERNAME: (YES, "ann"), ObservationKind.NAME: (YES, "Ann")},
            lists={FRIENDS: ("bob",), ConnectionKind.GROUPS: ("Oak",)},  # and nobody of the messages
        )
        for language, account, servers, messages in (
            ("Polish", "Konto", "Serwery", "Wiadomości"),
            ("German", "Account", "Server", "Nachrichten"),
            ("a language that nobody knows", "Akk", "Serverz", "Mess"),
        )
    },
    "of YouTube in Italian, with a child's profile": Odd(
        name="takeout-20260902T101112Z-001.zip",
        files={
            f"Takeout/YouTube e YouTube Music/{name}/iscrizioni.csv": as_table(
                ("ID canale", "URL canale", "Titolo canale"),
                (number, f"http://www.youtube.com/channel/{number}", "Cucina"),
            )
            for name, number in (("iscrizioni", "UC1"), ("bambini/Luca", "UC2"))
        },
        platform="youtube",
        facts={},
        lists={ConnectionKind.SUBSCRIPTIONS: ("UC1",)},
    ),
    "of WhatsApp with the folders and labels of 2026": Odd(
        name="My account info.zip",
        files={
            "whatsapp_account_information/user_information.json": as_meta(
                {
                    "label_values": [
                        {"label": "Phone number", "value": "+447700900123"},
                        {"label": "About", "value": "Téa first"},
                        {"label": "Device Activity", "vec": [{"dict": [{"label": "Device", "value": "0"}]}]},
                        {"label": "Report Generation Time", "timestamp_value": 1_772_323_939},
                    ]
                }
            ),
            "whatsapp_account_information/registration_information.json": as_json(
                {"wa_registration_info": {"registration_timestamp": 1_735_644_306}}
            ),
            "whatsapp_settings/account_settings.json": as_json(
                {"wa_settings": {"device_info": [{"device_id": 0}], "last_seen": "contacts"}}
            ),
        },
        platform="whatsapp",
        facts={
            ObservationKind.PHONE: (YES, "+447700900123"),
            ObservationKind.BIO: (YES, "Téa first"),
            ObservationKind.SETTING: (YES, "wa_settings.last_seen: contacts"),
        },
    ),
    "of Facebook in Finnish, with names that are in no language": Odd(
        name="facebook-ann-2026-09-02-x.zip",
        files={
            "security_and_login_information/two-factor_authentication.json": as_meta(
                {"label_values": [{"label": "Tila", "ent_field_name": "State", "value": "Enabled"}]}
            ),
            "connections/friends/your_friends.json": as_meta({"friends_v2": [{"name": "Bó", "timestamp": 1}]}),
        },
        platform="facebook",
        facts={ObservationKind.SECOND_FACTOR: (YES, "Enabled")},
        lists={FRIENDS: ("Bó",)},
    ),
    "of Instagram, with names where user names were, and labels in a language that no table has": Odd(
        name="instagram-ann-2026-09-02-x.zip",
        files={
            f"{PEOPLE}followers_1.json": as_meta(
                [
                    {"title": "Marta Murcia", **at(1, href="https://www.instagram.com/_u/marta.murcia")},
                    at(3, value="Jay Wheeler PR", href="https://www.instagram.com/jaywheelerpr"),
                    {"title": "", **at(4, href="")},  # an account that is gone
                    at(5, value="Bob_K", href="https://www.instagram.com/bob_k"),
                    {"label_values": [{"label": "Nimi", "value": "Bó"}, {"label": "Tunnus", "value": "bo.k"}]},
                    {"label_values": [{"label": "Mikä", "value": "Joku Muu"}]},
                ]
            )
        },
        platform="instagram",
        facts={},
        lists={FOLLOWERS: ("marta.murcia", "jaywheelerpr", "Bob_K", "bo.k")},
        labels=("Mikä",),
    ),
    "of Google's profile in Italian": Odd(
        name="takeout-20260902T101112Z-001.zip",
        files={
            "Takeout/Profilo/Profilo.json": as_json(
                {"name": {"formattedName": "Ann Lée"}, "emails": [{"value": "ann@x.example"}]}
            ),
            "Takeout/Attività/Attività.json": as_json({"kind": "tasks", "items": []}),
        },
        platform="google-profile",
        facts={ObservationKind.NAME: (YES, "Ann Lée"), ObservationKind.EMAIL: (YES, "ann@x.example")},
    ),
    "of TikTok with its switches of 2026": Odd(
        name="TikTok_Data_1790000000.zip",
        files={
            "user_data_tiktok.json": as_json(
                {
                    "Profile And Settings": {
                        "Profile Info": {
                            "ProfileMap": {"userName": "ann", "telephoneNumber": "None", "lemon8Link": "ann8"}
                        },
                        "Settings": {
                            "SettingsMap": {
                                "Private Account": "Off",
                                "Suggest your account to contacts": "On",
                                "Who Can Send Me Message": "Friends",
                                "Who Can View Videos I Liked": "Only Me",
                                "FamilyPairing": [],
                            }
                        },
                    }
                }
            )
        },
        platform="tiktok",
        facts={
            ObservationKind.PHONE: (NO, ""),
            ObservationKind.LINKED_ACCOUNT: (YES, "ann8"),
            ObservationKind.PRIVATE: (NO, "Off"),
            ObservationKind.FOUND_BY_CONTACTS: (YES, "On"),
            ObservationKind.MESSAGES_OPEN: (NO, "Friends"),
            ObservationKind.PUBLIC_LIKES: (NO, "Only Me"),
        },
    ),
    "in French, in two folders, with one follower who stands in no list": Odd(
        name="mes données.zip",
        platform="instagram",
        files={
            f"{NESTED}{PERSON}": as_meta(
                {
                    "profile_user": [
                        {
                            "string_map_data": {
                                "Adresse e-mail": {"value": "marie@ecole.example"},
                                "Nom d’utilisateur": {"value": "marie.d"},
                                "Compte privé": {"value": "True"},
                                "Bio": {"value": ""},
                            }
                        }
                    ]
                }
            ),
            f"{NESTED}{PEOPLE}followers_1.json": as_meta(at(1_700_000_000, value="bob")),
            f"{NESTED}{PEOPLE}following.json": as_meta(
                {
                    "relationships_following": [
                        {"title": "zoe_x", **at(1, href="https://www.instagram.com/_u/zoe_x")},
                        {"title": "", **at(1, href="https://www.instagram.com/_u/only.href")},
                    ]
                }
            ),
        },
        facts={ObservationKind.PRIVATE: (YES, "True"), ObservationKind.BIO: (NO, "")},
        lists={FOLLOWERS: ("bob",), FOLLOWING: ("zoe_x", "only.href")},
    ),
    "the newest records, with labels and no wrapper": Odd(
        name="instagram-ann-2026-10-02-x.zip",
        platform="instagram",
        files={
            PERSON: as_meta(
                [{"label_values": [{"label": "Username", "value": "ann"}, {"label": "Private account", "value": "No"}]}]
            )
        },
        facts={ObservationKind.USERNAME: (YES, "ann"), ObservationKind.PRIVATE: (NO, "No")},
    ),
    "settings as one record and not in a list": Odd(
        name="facebook-ann-2026-09-02-x.zip",
        platform="facebook",
        files={
            "preferences/preferences/privacy_settings.json": as_meta(
                {
                    "label_values": [
                        {
                            "label": "Your activity",
                            "dict": [{"label": "Who can see your future posts?", "value": "Friends"}],
                        }
                    ]
                }
            )
        },
        facts={ObservationKind.PUBLIC_POSTS: (NO, "Friends")},
    ),
    "the second of three parts alone": Odd(
        name="facebook-ann-2026-09-02-x-2.zip",
        platform="facebook",
        files={"connections/friends/your_friends.json": as_meta({"friends_v2": [{"name": "Zoë", "timestamp": 1}]})},
        facts={},
        lists={FRIENDS: ("Zoë",)},
    ),
    "scripts without the folder around them, each statement closed": Odd(
        name="archive.zip",
        platform="x",
        files={
            "account.js": b'window.YTD.account.part0 = [ {"account" : {"email" : "a@b.example"}} ];\n',
            "profile.js": b'window.YTD.profile.part0 = [{"profile":{"description":{"bio":"Teacher"}}}] ',
            "follower.js": b'window.YTD.follower.part0 = [{"follower":{"accountId":"12"}}]',
        },
        facts={ObservationKind.EMAIL: (YES, "a@b.example"), ObservationKind.BIO: (YES, "Teacher")},
        lists={FOLLOWERS: ("12",)},
    ),
    "tables that bear a member's number, one with notes before its heading": Odd(
        name="Basic_LinkedInDataExport_09-02-2026.zip",
        platform="linkedin",
        files={
            "Email Addresses_12345.csv": as_table(("Email Address", "Confirmed"), ("ann@hill.example", "Yes")),
            "Connections_12345.csv": b'Notes:\n"When you export, some are left out"\n\n'
            b"First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
            b"Bob,Kay,https://www.linkedin.com/in/bob,,Acme,Dev,15 Mar 2009\n,,,,,,\n",
        },
        facts={ObservationKind.EMAIL: (YES, "ann@hill.example")},
        lists={FRIENDS: ("Bob Kay",)},
    ),
    "of Facebook, whose followers are in parts": Odd(
        name="facebook-ann-2026-09-02-x.zip",
        platform="facebook",
        files={
            "connections/followers/people_who_followed_you_1.json": as_meta([at(1, value="Zoë Ng")]),
            "connections/followers/people_who_followed_you_2.json": as_meta([at(1, value="Bo Ray")]),
            "connections/followers/who_you've_followed_1.json": as_meta({"following_v3": [{"name": "Oak School"}]}),
        },
        facts={},
        lists={FOLLOWERS: ("Zoë Ng", "Bo Ray"), FOLLOWING: ("Oak School",)},
    ),
    "of Facebook in 2021, with those who follow and are followed": Odd(
        name="facebook-ann.zip",
        platform="facebook",
        files={
            "friends_and_followers/friends.json": as_meta({"friends_v2": [{"name": "Bo"}]}),
            "friends_and_followers/followers.json": as_meta({"followers_v2": [{"name": "Cy"}, {"name": ""}]}),
            "friends_and_followers/following.json": as_meta({"following_v2": [{"name": "Di"}]}),
        },
        facts={},
        lists={FRIENDS: ("Bo",), FOLLOWERS: ("Cy",), FOLLOWING: ("Di",)},
    ),
    "of Facebook as web pages, with those who follow": Odd(
        name="facebook-ann-2026-09-02-x.zip",
        platform="facebook",
        files={
            "connections/followers/people_who_followed_you.html": as_page(
                '<div class="_a6-g"><div class="_a6-h">Zoë Ng</div>'
                '<div class="_a6-o"><div>Nov 14, 2025 10:13:20 pm</div></div></div>'
            )
        },
        facts={},
        lists={FOLLOWERS: ("Zoë Ng",)},
    ),
    "of Instagram in Japanese": Odd(
        name="instagram-ann-2026-09-02-x.zip",
        platform="instagram",
        files={PERSON: as_meta({"profile_user": [{"string_map_data": {"非公開アカウント": {"value": "False"}}}]})},
        facts={},
        labels=("profile_user[0].string_map_data.非公開アカウント.value: 非公開アカウント",),
    ),
    "of TikTok as texts in Dutch": Odd(
        name="TikTok_Data_1790000000.zip",
        platform="tiktok",
        files={
            f"TikTok/Profiel en instellingen/{name}.txt": text.encode()
            for name, text in (
                ("Profielinformatie", "Gebruikersnaam: ann\nBijnaam: Ann\n"),
                ("Instellingen", "Privéaccount: Uit\n"),
                ("Volger", "Datum: 2026-01-01 10:00:00 UTC\nGebruikersnaam: bob\n"),
                ("Volgend", "Datum: 2026-01-01 10:00:00 UTC\nGebruikersnaam: cy\n"),
                ("Blokkeringslijst", "Dit gedeelte bevat geen gegevens\n"),
            )
        },
        facts={
            ObservationKind.USERNAME: (YES, "ann"),
            ObservationKind.NAME: (YES, "Ann"),
            ObservationKind.PRIVATE: (NO, "Uit"),
        },
        lists={FOLLOWERS: ("bob",), FOLLOWING: ("cy",), ConnectionKind.BLOCKED: ()},
    ),
    "of TikTok as texts in German, whose lists are known by what stands in them": Odd(
        name="TikTok_Data_1790000000.zip",
        platform="tiktok",
        files={
            f"TikTok/Profil und Einstellungen/{name}.txt": f"Datum: 2026-01-01 10:00:00\nNutzername: {who}\n".encode()
            for name, who in (("Follower", "bob"), ("Folge ich_1", "cy"), ("Folge ich_2", "di"))
        },
        facts={},
        lists={FOLLOWERS: ("bob",), FOLLOWING: ("cy", "di")},
    ),
    "of TikTok as texts of 2024": Odd(
        name="TikTok_Data_1735588272.zip",
        platform="tiktok",
        files={
            "Tiktok/Profile/Profile Info.txt": b"Username: ann\n",
            "Tiktok/App Settings/Settings.txt": b"Private Account: On\n",
            "Tiktok/App Settings/Block List.txt": b"Date: 2024-01-01 10:00:00 UTC\nUsername: eve\n",
            "Tiktok/Activity/Follower.txt": b"Date: 2024-01-01 10:00:00 UTC\nUserName: bob\n",
        },
        facts={ObservationKind.USERNAME: (YES, "ann"), ObservationKind.PRIVATE: (YES, "On")},
        lists={FOLLOWERS: ("bob",), ConnectionKind.BLOCKED: ("eve",)},
    ),
    "keys in small letters, and nothing where a list was": Odd(
        name="tiktok.zip",
        platform="tiktok",
        files={
            "user_data (1).json": as_json(
                {
                    "Profile": {"Profile Information": {"ProfileMap": {"username": "ann", "bioDescription": None}}},
                    "App Settings": {"Settings": {"SettingsMap": {"Private Account": "enabled"}}},
                    "Activity": {
                        "Follower List": {"FansList": None},
                        "Following List": {"Following": [{"date": "2024-01-01 00:00:00", "username": "bob"}]},
                    },
                }
            )
        },
        facts={ObservationKind.USERNAME: (YES, "ann"), ObservationKind.PRIVATE: (YES, "enabled")},
        lists={FOLLOWERS: (), FOLLOWING: ("bob",)},
    ),
    "tables of 2018, where a member's number stands in place of an address": Odd(
        name="Complete_LinkedInDataExport_11-04-2018.zip",
        platform="linkedin",
        files={
            "Connections.csv": as_table(
                ("First Name", "Last Name", "Email Address", "Company", "Position", "Connected On"),
                ("Bób", "Kay", "urn:li:member:664", "", "", "8/18/18, 12:37 AM"),
                ("", "", "urn:li:member:665", "", "", "8/19/18, 12:37 AM"),
            ),
            "Profile Summary.csv": as_table(("Profile Summary",), ("I teach.",)),
            "Email Addresses.csv": as_table(("Email Address", "Confirmed"), ("ann@hill.example", "Yes")),
        },
        facts={ObservationKind.BIO: (YES, "I teach."), ObservationKind.EMAIL: (YES, "ann@hill.example")},
        lists={FRIENDS: ("Bób Kay",)},
    ),
    "in Spanish, two services in one": Odd(
        name="takeout-20260902T101112Z-001.zip",
        platform="youtube",
        files={
            "Takeout/YouTube y YouTube Music/canales/canal.csv": as_table(
                ("ID de canal", "Título del canal (original)", "Visibilidad del canal"),
                ("UC1", "Ana", "Público"),
                ("",),
            ),
            "Takeout/Perfil/Perfil.json": as_json({"name": {"formattedName": "Ana"}}),
        },
        facts={ObservationKind.PUBLIC_CHANNEL: (YES, "Público")},
    ),
}


@in_turn("which", ODD)
def test_an_odd_download_is_recognised_and_shows_what_stands_in_it(which: str, tmp_path: Path) -> None:
    odd = ODD[which]
    found = read_here(write_zip(tmp_path / odd.name, odd.files, noise=True))
    export = only(found, odd.platform)
    facts, lists = facts_of(export), lists_of(export)
    assert {kind: facts[kind] for kind in odd.facts} == odd.facts
    assert {kind: lists[kind] for kind in odd.lists} == odd.lists
    assert found.faulty == ()
    assert {each.detail for each in export.notes if each.kind is NoteKind.UNKNOWN_LABEL} >= {*odd.labels}


def test_texts_in_a_language_that_is_not_known_are_recognised_and_asked_for_as_json(tmp_path: Path) -> None:
    files = {
        "TikTok/Profil i ustawienia/Obserwujący.txt": "Nazwa użytkownika: bob\n".encode(),
        "TikTok/Reklamy i dane/Aktywność poza TikTok.txt": b"",
    }
    export = only(read_here(write_zip(tmp_path / "dane.zip", files)), "tiktok")
    assert lists_of(export) == {}
    [told] = [each for each in export.notes if each.kind is NoteKind.HTML]
    assert "JSON" in told.detail


def test_where_a_short_address_of_x_leads_is_not_in_the_export(tmp_path: Path) -> None:
    for address, proven in (("https://t.co/AbC", False), ("https://ann.example", True)):
        profile = as_script("profile", [{"profile": {"description": {"bio": "", "website": address}}}])
        account = as_script("account", [{"account": {"username": "ann"}}])
        zipped = write_zip(tmp_path / "twitter.zip", {"data/profile.js": profile, "data/account.js": account})
        [website] = [each for each in only(read_here(zipped), "x").observations if each.kind is ObservationKind.WEBSITE]
        assert (website.value, website.proven) == (address, proven)


def test_a_long_list_is_read_entry_by_entry_whether_or_not_it_stands_under_a_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(member_reading, "LARGEST_AT_ONCE", 120)
    monkeypatch.setattr(json_events, "MOST_VALUES", 20)  # within one entry
    entries = [follower(f"f{at}") for at in range(9)]
    for number, content in enumerate((entries, {"relationships_followers": entries})):
        zipped = write_zip(tmp_path / f"{number}.zip", {f"{PEOPLE}followers_1.json": as_meta(content)})
        export = only(read_here(zipped), "instagram")
        assert len(lists_of(export)[FOLLOWERS]) == len(entries)
        assert export.notes == ()
