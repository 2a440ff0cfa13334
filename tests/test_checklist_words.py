"""The checklists ask a bearable number of short questions, and claim no more certainty than their sources have."""

import re
from collections.abc import Callable

import pytest

from privacy_wizard.catalogue import shipped_folder
from privacy_wizard.domain.model import Check, Checklist
from privacy_wizard.domain.vocabulary import Confidence, Kind, Verdict
from tests.in_turn import in_turn
from tests.shipped import shipped

CATALOGUE = shipped()
PLATFORMS = sorted(path.stem for path in (shipped_folder() / "platforms").glob("*.yaml"))
WITH_SETTINGS = [name for name in PLATFORMS if CATALOGUE.checklists[name].nothing_else is None]
SHORT = [name for name in PLATFORMS if name not in WITH_SETTINGS and CATALOGUE.checklists[name].status is None]

# What one policy or another names, or the baseline asks: no short checklist passes over it without a reason of its own.
NAMED = {
    req.control.id
    for pack in CATALOGUE.packs.values()
    for req in pack.requirements
    if req.is_core and req.control.kind is Kind.SETTING
}

# What the profile and its posts show, and who is in its lists: looked at or gone through, with no switch to set.
ON_PROFILE_AND_PEOPLE = {
    *(control for control in CATALOGUE.controls if control.startswith("identity.")),
    *(control for control in CATALOGUE.controls if control.startswith("connections.no-")),
    "connections.block-list",
    "visibility.stranger-view",
    "visibility.past-posts",
    "content.references",
}


def settings_of(checklist: Checklist) -> list[str]:
    return [check.id for check in checklist.checks if check.control not in ON_PROFILE_AND_PEOPLE]


def test_each_platform_has_8_to_16_settings_beside_the_questions_on_profile_and_people() -> None:
    assert [name for name in WITH_SETTINGS if not 8 <= len(settings_of(CATALOGUE.checklists[name])) <= 16] == []


def test_a_short_checklist_has_6_to_10_questions() -> None:
    assert [name for name in SHORT if not 6 <= len(CATALOGUE.checklists[name].checks) <= 10] == []


def test_a_short_checklist_gives_a_reason_of_its_own_for_whatever_a_policy_names_and_it_does_not_ask() -> None:
    left = {}
    for checklist in map(CATALOGUE.checklists.__getitem__, SHORT):
        said = {check.control for check in checklist.checks}
        said |= {lack.control for lack in checklist.lacks if lack.reason != checklist.nothing_else}
        left[checklist.id] = NAMED - said
    assert {name: controls for name, controls in left.items() if controls} == {}


def test_a_title_is_true_however_the_matter_was_answered() -> None:
    """It stands on the signed page beside *met* and *not met*; what begins with a “no” is told by the linter."""
    came_out = re.compile(
        r"\b(agreed|checked|fit|found|gone through|hidden|in use|kept|left alone|locked|looked up|shared|up to date)\b"
    )
    says_which = re.compile(r"^(Who|What|Where|How)\b")
    titles = [each.title for each in CATALOGUE.controls.values()]
    assert [title for title in titles if came_out.search(title) and not says_which.match(title)] == []


def test_the_way_to_a_screen_says_more_than_one_word_of_a_menu() -> None:
    found = {
        way
        for checklist in CATALOGUE.checklists.values()
        for screen in checklist.screens
        for way in (screen.path.anywhere, screen.path.web, screen.path.iphone, screen.path.android)
        if way is not None and re.fullmatch(r"\w+( \w+)?", way) and way.split()[0] not in checklist.title
    }
    assert found == {"Settings", "Preferences", "Your profile", "Creator Dashboard"}  # what nobody has to look for


def test_nobody_has_to_confess_more_than_is_so() -> None:
    lumped = re.compile(r"(Yes|No),? or (something|anything)\b")
    labels = {o.label for c in CATALOGUE.checklists.values() for check in c.checks for o in check.options}
    assert [label for label in labels if lumped.match(label)] == []


@in_turn("checklist", ["person", "every-account", "official"])
def test_no_answer_about_conduct_says_no_twice(checklist: str) -> None:
    negation = re.compile(r"\b(no|not|never|nothing|nobody|none|neither|nor|without|cannot)\b", re.IGNORECASE)

    def keeps(check: Check) -> bool:
        said = [re.sub(r"^(No|Yes)\b", "", option.label) for option in check.options]
        return not any(len(negation.findall(label)) > 1 for label in said)

    assert faults(checklist, keeps) == []


def faults(checklist: str, keeps: Callable[[Check], bool]) -> list[str]:
    """The questions of one checklist that do not keep the rule, all of them."""
    return [check.id for check in CATALOGUE.checklists[checklist].checks if not keeps(check)]


def sentences(text: str) -> int:
    return len(re.findall(r"[.!?](?=[ ”\"]|$)", text))


def is_one_short_sentence(text: str) -> bool:
    return sentences(text) == 1 and len(text.split()) <= 26


def is_plain(check: Check) -> bool:
    """Why and what to do are one short sentence each."""
    return all(map(is_one_short_sentence, (check.why, check.fix, *advice(check))))


def advice(check: Check) -> list[str]:
    """What the answers are told that have advice of their own."""
    return [option.fix for option in check.options if option.fix is not None]


def test_who_found_nobody_is_not_told_to_do_what_they_are_told_who_found_somebody() -> None:
    found = {"some", "present", "direct", "under-18-or-unknown"}
    asked = 0
    for checklist in CATALOGUE.checklists.values():
        for check in checklist.checks:
            told = [option for option in check.options if option.verdict is not Verdict.MET]  # of the rest, nothing
            said = {option.fact or option.id: check.fix_after(option.id) for option in told}
            nobody = {said[name] for name in ("unclear", "unknown", "unknown-numbers", "cannot-tell") if name in said}
            if (check.control or "").startswith("connections.no-") and nobody:
                asked += 1
                assert not nobody & {said[name] for name in found & {*said}}, check.id
    assert asked > 100


def test_on_former_pupils_and_earlier_ties_the_advice_is_true_of_every_policy() -> None:
    said: dict[str, set[str]] = {"adults": set(), "known-before": set()}
    for check in (check for checklist in CATALOGUE.checklists.values() for check in checklist.checks):
        for option in check.options:
            if option.fact in said:
                said[option.fact].add(check.fix_after(option.id))
    assert all(", unless your policy lets " in fix for fix in said["adults"])
    assert not any("headteacher" in fix for fix in said["known-before"])


@pytest.mark.parametrize(
    ("checklist", "check", "answer", "do"),
    [
        ("wikipedia", "wikipedia.logo", "posts", "ask for the deletion of the upload"),
        ("official", "official.permission", "newer", "Take the older pictures down until"),
    ],
)
def test_what_is_still_public_is_taken_down_and_no_longer_waited_for(
    checklist: str, check: str, answer: str, do: str
) -> None:
    found = next(each for each in CATALOGUE.checklists[checklist].checks if each.id == check)
    assert do in found.fix_after(answer)


def test_a_note_on_ones_views_is_nowhere_said_to_make_up_for_the_name_of_the_school() -> None:
    """Some policies forbid the name even with one; only a blog may have both, if the school agreed."""
    named = [
        check for c in CATALOGUE.checklists.values() for check in c.checks if check.control == "identity.school-name"
    ]
    others = [check for check in named if all(option.fact != "agreed-blog" for option in check.options)]
    speaks_of_it = re.compile(r"\bviews\b|add (a|the) note")
    assert [check.id for check in others if speaks_of_it.search(" ".join((check.fix, *advice(check))))] == []


def is_a_question(check: Check) -> bool:
    """It ends as one and has choices that tell apart."""
    labels = [option.label for option in check.options]
    return check.ask.endswith("?") and 2 <= len(labels) <= 6 and len({*labels}) == len(labels)


DATED = re.compile(r"\b(whom|beforehand|wholly|have it put right|looked as a stranger)\b", re.IGNORECASE)


def is_said_in_words_of_today(check: Check) -> bool:
    """As people speak to each other."""
    texts = (check.ask, check.why, check.fix, *advice(check), *(option.label for option in check.options))
    return not any(DATED.search(text) for text in texts)


def can_be_answered_well_and_less_well(check: Check) -> bool:
    """One answer has all points, another has not."""
    if not check.control:
        return True
    facts = {fact.id: fact.verdict for fact in CATALOGUE.controls[check.control].facts}
    verdicts = [facts[each.fact] if each.fact else each.verdict for each in check.options]
    worth = [verdict.half_points for verdict in verdicts if verdict]
    return max(worth) == 2 and min(worth) < 2


GENERAL = ("Compiled from general knowledge", "Menu paths compiled", "General questions")


def says_whether_it_rests_on_a_document(check: Check) -> bool:
    """What rests on none is unconfirmed, and nothing else is."""
    return check.source.title.startswith(GENERAL) == (check.confidence is Confidence.UNCONFIRMED)


RULES = (
    is_plain,
    is_a_question,
    is_said_in_words_of_today,
    can_be_answered_well_and_less_well,
    says_whether_it_rests_on_a_document,
)


@in_turn("checklist", CATALOGUE.checklists)
def test_every_question_keeps_the_rules(checklist: str) -> None:
    assert {rule.__name__: found for rule in RULES if (found := faults(checklist, rule))} == {}


# Links beside a way that no document confirms: each was found in use by programs or pages of others (2026-11-28).
SEEN = {
    "https://store.steampowered.com/account/",
    "https://www.reddit.com/settings/account",
    "https://www.roblox.com/my/account#!/security",
    "https://www.twitch.tv/settings/security",
    "https://x.com/settings/profile",
    "https://myaccount.google.com/profile",
    "https://www.bing.com/",
}


def test_no_link_is_made_up_where_the_way_is_not_confirmed() -> None:
    links = {
        check.link or next((s.link for s in checklist.screens if s.id == check.screen), None)
        for checklist in CATALOGUE.checklists.values()
        for check in checklist.checks
        if check.confidence is Confidence.UNCONFIRMED
    }
    assert links - {None} == SEEN


# The pages of LinkedIn's settings: the menu that stands first in the way to a setting, and the page of its link.
PAGES = {
    "Visibility": "profile-visibility",
    "Data privacy": "privacy",
    "Sign in & security": "sign-in-and-security",
    "Account preferences": "account",
}


def test_a_link_to_linkedins_settings_opens_the_page_that_the_way_names() -> None:
    links = {
        check.id: (str(check.steps.web).split(" > ")[2], check.link.rpartition("/categories/")[2])
        for check in CATALOGUE.checklists["linkedin"].checks
        if check.link and "/categories/" in check.link
    }
    assert len(links) >= 10
    assert {name: page for name, (menu, page) in links.items() if PAGES[menu] != page} == {}


WIDEST = re.compile(r"(Everyone|Everybody|Public|Anyone)")
IN_THEIR_ORDER = ("Everyone", "My contacts", "My contacts except…", "Nobody")  # as WhatsApp's own menu has them


def test_answers_on_who_sees_what_stand_in_the_services_own_order_and_not_the_best_first() -> None:
    photo = next(c for c in CATALOGUE.checklists["whatsapp"].checks if c.id == "whatsapp.profile-photo")
    assert tuple(option.label for option in photo.options) == IN_THEIR_ORDER
    widest_first = [
        name
        for name in WITH_SETTINGS
        if any(WIDEST.match(check.options[0].label) for check in CATALOGUE.checklists[name].checks)
    ]
    assert len(widest_first) >= 20


# Why a way is known for two devices only; whoever finds a source for the third takes the check off this list.
ONLY_ON_A_PHONE = {
    "it is a permission, a list or a folder of the phone itself": (
        "bereal.contacts bluesky.contacts closed-services.old-apps dating.contact-sync dating.location "
        "discord.contacts flickr.contacts instagram.contact-sync nextdoor.contacts person.phone-contacts "
        "pinterest.contacts reddit.contacts roblox.contacts strava.contacts telegram.contacts "
        "telegram.location threads.contacts threads.location whatsapp.contact-upload "
        "whatsapp.gallery whatsapp.live-location"
    ),
    "the service's help, or the text that it rests on, speaks of the app only": (
        "instagram.location messenger.availability messenger.message-delivery messenger.story signal.block-list "
        "spotify.listening-activity spotify.recent-artists whatsapp.channels whatsapp.chat-lock whatsapp.communities "
        "whatsapp.ip-address whatsapp.linked-devices whatsapp.status-sharing whatsapp.two-step "
        "whatsapp.unknown-messages"
    ),
    "no source was found for the web": (
        "threads.block-list whatsapp.block-list whatsapp.logo whatsapp.names whatsapp.number "
        "whatsapp.professional-image whatsapp.school-email whatsapp.school-name"
    ),
}


def test_a_way_that_is_known_for_two_devices_only_has_a_reason() -> None:
    checks = [check for checklist in CATALOGUE.checklists.values() for check in checklist.checks]
    ways = {check.id: (check.steps.web, check.steps.iphone, check.steps.android) for check in checks}
    missing = {name: known.index(None) for name, known in ways.items() if known.count(None) == 1}
    assert {*missing.values()} == {0}  # nothing is known for one kind of phone and not for the other
    assert sorted(missing) == sorted(name for names in ONLY_ON_A_PHONE.values() for name in names.split())
