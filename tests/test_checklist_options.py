"""No person can truthfully choose two answers of one question, and each question asks one thing.

A machine finds some of the ways in which two answers can both be true; these tests look for them in every file.
The rest takes a reader: on 28 November 2026 all answers of all checks were read for it, one question after the other,
and what overlapped was mended. What that reading allowed on purpose is listed below, with the reason.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import permutations

from privacy_wizard.domain.model import Check
from tests.in_turn import in_turn
from tests.shipped import shipped


@cache
def checks() -> tuple[Check, ...]:
    return tuple(check for checklist in shipped().checklists.values() for check in checklist.checks)


# Groups of people, the narrowest first.
GROUPS = (
    r"close friends|trusted friends|people i (?:invited?|chose|picked)|nobody|no one|only (?:me|you|i)\b",
    r"(?<!of )\b(?:my |your )?(?:friends|contacts|connections|followers)\b(?! of)|people (?:i|you) follow",
    r"friends of friends|2nd-degree connections",
    r"everyone|everybody|anyone|anybody|public\b",
)
UP_TO = re.compile(r"\b(at most|or (fewer|narrower|less))\b")
NOT_SURE = re.compile(r"\bor I (do not know|cannot tell|have not (looked|searched)|never (looked|changed it))")


def named(label: str) -> set[int]:
    """How wide the groups are that an answer names."""
    return {width for width, words in enumerate(GROUPS) if re.search(words, label.lower())}


def besides(label: str) -> list[str]:
    """What an answer says beside the group."""
    rest = label.lower()
    for words in (*GROUPS, UP_TO.pattern, r"\bor\b", "[^a-z ]"):
        rest = re.sub(words, "", rest)
    return rest.split()


def alternatives(label: str) -> set[str]:
    return {part.strip(" .").lower() for part in re.split(r",? or |, ", label)}


def both_true(one: str, other: str) -> str | None:
    """Why somebody could choose `other` who has chosen `one`, as far as a machine can tell."""
    if UP_TO.search(one) and named(other) and besides(one) == besides(other) and max(named(other)) <= max(named(one)):
        return "is a part of it"
    if len(alternatives(one)) > 1 and other.lower() in alternatives(one):
        return "is one of its alternatives"
    if one == "Yes, at least one" and other.startswith("Only "):
        return "is one of them too"
    if "others than" in one and named(other) == {len(GROUPS) - 1}:
        return "are others too"
    return None


def overlapping() -> Iterator[str]:
    for check in checks():
        labels = [option.label for option in check.options]
        for one, other in permutations(labels, 2):
            if why := both_true(one, other):
                yield f"{check.id}: “{other}” {why}: “{one}”"
        if len([label for label in labels if re.match(r"Some\b", label)]) > 1:
            yield f"{check.id}: more than one answer begins with “Some”"
        yield from (f"{check.id}: “{label}” is also “not sure”" for label in labels if NOT_SURE.search(label))


def test_no_two_answers_of_a_question_are_true_at_once_as_far_as_a_machine_can_tell() -> None:
    assert list(overlapping()) == []


@in_turn(
    ("one", "other"),
    [
        ("Friends of friends at most, in both rows", "Friends at most, in both rows"),
        ("Friends or fewer", "Only me"),
        ("No one or Only me", "Only me"),
        ("Yes, at least one", "Only family or long-standing friends"),
        ("Yes, and others than friends can see them", "Everyone"),
    ],
)
def test_answers_that_overlapped_once_are_found(one: str, other: str) -> None:
    assert both_true(one, other)


# One question about several things is one measure of them; each stands here with what is measured.
PAIRED = re.compile(
    r"\b(both|one of (the (two|three)|them|these)|in one row|in both rows|all three|only .+ or only)\b", re.IGNORECASE
)
MEASURED = {
    "how many switches of one kind are on": (
        "facebook.story-sharing google-profile.contact-sync mastodon.discovery whatsapp.status-sharing "
        "youtube.contact-info"
    ),
    "in how many ways the same is possible": ("facebook.requests minecraft.friend-requests other.suggestions"),
    "in which of two ways or places the same shows": "facebook.stories-reels facebook.tag-review instagram.tags",
    "which of two protections there are": "every-account.blog-permission official.disclaimer person.mail-account",
    "which of one's details lead to one": ("discord.find-by-number snapchat.lookup tiktok.suggest-contacts x.lookup"),
    "how much of one profile or of one's posts others see": (
        "flickr.profile-privacy flickr.public-searches google-profile.contact-details "
        "linkedin.activity-shown linkedin.profile-details nextdoor.search-engines steam.game-details "
        "telegram.bio-and-birthday telegram.photos-and-stories tumblr.likes-and-following "
        "whatsapp.about-and-links youtube.birthday-gender"
    ),
    "the widest of rows of one kind": (
        "google-profile.contributions minecraft.online-status minecraft.profile-audience "
        "roblox.joining tiktok.mentions-tags"
    ),
    "one state of one thing": ("minecraft.professional-image person.no-contact-details person.other-policies"),
}


def test_what_is_asked_of_several_things_together_is_one_measure_of_them() -> None:
    paired = {check.id for check in checks() if any(PAIRED.search(option.label) for option in check.options)}
    assert paired == {check for checks in MEASURED.values() for check in checks.split()}
