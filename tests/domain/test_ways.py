"""The way to a screen goes on as far as the rows that are asked about share it."""

from privacy_wizard.domain.model import Check, Screen
from privacy_wizard.domain.vocabulary import Device
from privacy_wizard.domain.ways import led_to, menus, place_of
from tests.in_turn import in_turn
from tests.shipped import shipped

CATALOGUE = shipped()


def asked(checklist: str, screen: str, *checks: str) -> tuple[Screen, list[Check]]:
    found = CATALOGUE.checklists[checklist]
    named = [f"{checklist}.{each}" for each in checks]
    return next(each for each in found.screens if each.id == screen), [c for c in found.checks if c.id in named]


def way(checklist: str, screen: str, *checks: str, device: str = "iphone") -> tuple[str, ...]:
    return menus(led_to(*asked(checklist, screen, *checks)).path, device)


@in_turn(
    ("checks", "end"),
    [
        (["private-account"], ("Settings and activity", "Account privacy", "Private account")),
        (["private-account", "activity-status"], ("Settings and activity",)),
        (["private-account", "old-posts"], ()),
    ],
)
def test_a_menu_is_left_behind_as_far_as_all_go_the_same_way(checks: list[str], end: tuple[str, ...]) -> None:
    assert way("instagram", "the-menu-of-your-profile", *checks) == ("Profile", "three lines", *end)


def test_a_way_that_names_several_places_ends_at_the_screen_of_the_first() -> None:
    assert way("facebook", "posts", "future-posts")[-2:] == ("Settings", "Posts")


def test_a_row_that_is_a_whole_sentence_is_not_repeated_above_its_question() -> None:
    assert way("facebook", "how-people-find-and-contact-you", "lookup")[-1] == "How people find and contact you"


def test_a_setting_that_is_told_in_one_sentence_leaves_the_way_to_its_screen() -> None:
    assert way("wikipedia", "profile-in-the-app", "contributions", device="android") == ("The menu of the app",)


def test_a_device_on_which_the_setting_is_not_known_has_no_way() -> None:
    shown = led_to(*asked("whatsapp", "privacy", "live-location"))
    assert (shown.path.web, shown.path.iphone) == (None, "Settings > Privacy > Live location")


def test_a_single_setting_brings_its_own_link() -> None:
    screen, checks = asked("instagram", "the-menu-of-your-profile", "private-account")
    assert led_to(screen, checks).link == checks[0].link != screen.link


def test_a_screen_whose_rows_stand_on_it_stays_as_it_is() -> None:
    screen, checks = asked("tiktok", "privacy", "private-account", "downloads")
    assert led_to(screen, checks) is screen


def test_rows_of_one_place_have_that_in_common() -> None:
    screen, checks = asked("whatsapp", "privacy", "unknown-messages", "ip-address", "profile-photo")
    assert [place_of(check, screen) for check in checks] == [(), ("Advanced",), ("Advanced",)]


def test_every_setting_that_stands_alone_has_its_whole_way_above_it() -> None:
    cut = []
    for checklist in CATALOGUE.checklists.values():
        for screen in checklist.screens:
            for check in (each for each in checklist.checks if each.screen == screen.id):
                shown = led_to(screen, [check])
                for device in Device:
                    to_screen = " > ".join(menus(check.steps, device)).partition(", then ")[0].rpartition(" > ")[0]
                    if not set(to_screen.split(" > ")) - {""} <= {*menus(shown.path, device)}:
                        cut.append(f"{check.id} {device}")
    assert cut == []
