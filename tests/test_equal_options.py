"""What means the same is worth the same on every platform; `equal_options.yaml` says which options mean the same."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict

import yaml

from privacy_wizard.domain.model import Option
from privacy_wizard.domain.vocabulary import Kind
from tests.shipped import shipped

CATALOGUE = shipped()


class Meaning(TypedDict):
    """One meaning of a control's options: what it is worth, and the options that have it, as `check/option`."""

    means: str
    worth: str
    options: str


TABLE: dict[str, list[Meaning]] = yaml.load(
    Path(__file__).with_name("equal_options.yaml").read_text("utf-8"), yaml.CSafeLoader
)
MEANINGS = [(control, meaning) for control, meanings in TABLE.items() for meaning in meanings]
LISTED = [option for _, meaning in MEANINGS for option in meaning["options"].split()]

# What can be missing from no platform, since policies name it: friends, contacts and whoever else was let in.
LET_IN = "friends, contacts, people I follow or approved, or fewer"


def worth(option: Option) -> str:
    """What an option of a check is worth, as the table writes it."""
    if option.fact is not None:
        return f"fact {option.fact}"
    if option.not_applicable is not None:
        return f"not applicable: {option.not_applicable}"
    return str(option.verdict)


OPTIONS = {
    f"{check.id}/{option.id}": (check.control, option)
    for checklist in CATALOGUE.checklists.values()
    for check in checklist.checks
    for option in check.options
}
LOOKED_UP = {
    name for name, (control, _) in OPTIONS.items() if control and CATALOGUE.controls[control].kind is Kind.SETTING
}


def differing() -> Iterator[str]:
    """Every option that is worth something else than the others that mean the same."""
    for control, meaning in MEANINGS:
        for name in meaning["options"].split():
            if name in OPTIONS and worth(OPTIONS[name][1]) != meaning["worth"]:
                yield f"{name} is {worth(OPTIONS[name][1])}; {control}, “{meaning['means']}” is {meaning['worth']}"


def test_what_means_the_same_is_worth_the_same_on_every_platform() -> None:
    assert list(differing()) == []


def test_every_option_of_every_setting_stands_in_the_table_once() -> None:
    assert sorted(LOOKED_UP - {*LISTED}) == []
    assert sorted({*LISTED} - {*OPTIONS}) == []
    assert sorted(name for name in {*LISTED} if LISTED.count(name) > 1) == []


def test_an_option_of_a_setting_stands_under_the_control_that_its_check_answers() -> None:
    placed = {name: control for control, meaning in MEANINGS for name in meaning["options"].split()}
    assert [name for name in sorted(LOOKED_UP) if placed[name] != OPTIONS[name][0]] == []


def test_whoever_leaves_a_thing_to_friends_or_people_they_approved_keeps_the_rule() -> None:
    assert {meaning["worth"] for _, meaning in MEANINGS if meaning["means"] == LET_IN} == {"met"}


JUST_FRIENDS = re.compile(
    r"(only )?(my |your )?(close )?(friends|contacts|connections)( only)?( or (fewer|only me))?", re.IGNORECASE
)


def test_an_answer_that_is_just_friends_or_contacts_is_met_on_every_platform() -> None:
    friends = {name: option for name, (_, option) in OPTIONS.items() if JUST_FRIENDS.fullmatch(option.label)}
    assert {control for control, _ in map(OPTIONS.__getitem__, friends)} >= {
        "visibility.audience",
        "visibility.photos",
        "discoverability.location",
        "discoverability.lookup",
        "connections.requests",
    }
    assert [name for name, option in friends.items() if name in LOOKED_UP and worth(option) != "met"] == []


def test_what_a_service_does_not_let_one_see_costs_nothing() -> None:
    seen = {name: option for name, (_, option) in OPTIONS.items() if option.as_far_as_seen}
    assert {"youtube.pupils/cannot-tell", "youtube.parents/cannot-tell", "linkedin.parents/cannot-tell"} <= {*seen}
    assert {worth(option) for option in seen.values()} <= {"met", "fact as-far-as-shown"}
    facts = CATALOGUE.controls["connections.no-former-pupils"].facts
    assert {str(fact.verdict) for fact in facts if fact.id == "as-far-as-shown"} == {"met"}
