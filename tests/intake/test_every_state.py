"""How everyone stands after the acts of an office in any order, on both databases, with real files and real keys."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from privacy_wizard.intake.trust import Trust
from privacy_wizard.register import Register
from tests.attestation.authority import AUTHORITY
from tests.register.databases import on_both_databases
from tests.register.made import create_register

from .every_state_checks import assert_all_stand_as_they_should
from .every_state_files import (
    FIRST,
    LISTED,
    NEWCOMER,
    OFFICER,
    REVIEW,
    SECOND,
    Kind,
    OfficeParts,
    RememberingChecker,
    RememberingCountersigning,
    Shelf,
    make_certified,
)
from .every_state_machine import EveryOrder
from .every_state_office import Office
from .officers import officer_key
from .school_world import STARTED, Clock, own_key, register_officer, signing_key
from .world import NOW


@pytest.fixture(scope="module")
def parts() -> Iterator[OfficeParts]:
    plain, officer, certified = own_key("Olive Officer", "O-9"), officer_key("Olive Officer", OFFICER), make_certified()
    trust = Trust((AUTHORITY, plain.certificate))
    with RememberingChecker(trust) as checker:
        signing = RememberingCountersigning(
            register=None, key=signing_key(officer), trust=trust, now=lambda: NOW + timedelta(minutes=1)
        )
        yield OfficeParts(
            shelf=Shelf(certified),
            checker=checker,
            countersigning=signing,
            certified=certified,
            plain=plain,
            officer=officer,
        )


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def register(register_url: str, parts: OfficeParts, clock: Clock) -> Iterator[Register]:
    with opened(register_url, parts, clock) as made:
        yield made


def opened(address: str, parts: OfficeParts, clock: Clock) -> Register:
    create_register(address)
    return Register.open(address, register_officer(parts.plain.certificate, parts.plain.private_key), now=clock)


@on_both_databases
def test_everyone_stands_as_what_was_done_says_whatever_the_order(
    register: Register, parts: OfficeParts, tmp_path: Path, clock: Clock
) -> None:
    class InThisRegister(EveryOrder):
        begin = staticmethod(lambda: Office.begin(parts, register, tmp_path, clock))

    few = settings(
        max_examples=5 if register.place.endswith(".sqlite") else 2,  # the same orders, where they cost twice as much
        stateful_step_count=16,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],  # to make a failure shorter takes minutes
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(InThisRegister, settings=few)


# ---- what once went wrong


@pytest.fixture(scope="module")
def one_register(
    parts: OfficeParts, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Register, Path, Clock]]:
    folder, clock = tmp_path_factory.mktemp("schools"), Clock()
    with opened(f"sqlite:///{folder / 'register.sqlite'}", parts, clock) as made:
        yield made, folder, clock


ANN, BEA, CY = LISTED
OWN, LATER, NAMED, STRANGER = Kind.OWN, Kind.LATER, Kind.NAMED, Kind.STRANGER
Act = tuple[Any, ...]
HISTORIES: dict[str, list[Act]] = {
    "whose it is was said before it was accepted": [
        ("hand_in", (ANN, OWN)),
        ("move", (ANN, OWN), BEA, FIRST),
        ("accept", (ANN, OWN)),
    ],
    "which campaign it answers was said before it was accepted": [
        ("begin_campaign", SECOND),
        ("hand_in", (ANN, OWN)),
        ("move", (ANN, OWN), ANN, FIRST),
        ("accept", (ANN, OWN)),
    ],
    "what was moved for no campaign is sent back": [
        ("hand_in", (CY, Kind.REVIEW)),
        ("move", (CY, Kind.REVIEW), ANN, None),
        ("begin_campaign", REVIEW),
        ("send_back", (CY, Kind.REVIEW)),
    ],
    "who had it first is erased, and it is somebody else's": [
        ("hand_in", (CY, OWN)),
        ("accept", (CY, OWN)),
        ("move", (CY, OWN), BEA, FIRST),
        ("erase", CY),
        ("move", (CY, OWN), ANN, FIRST),
        ("take_back", (CY, OWN)),
    ],
    "whoever takes it in is no officer": [
        ("name_officer",),
        ("hand_in", (ANN, Kind.CERTIFIED)),
        ("hand_in", (CY, OWN)),
        ("accept_together",),
        ("sit_down_as_officer",),
        ("accept_together",),
        ("countersign", (ANN, Kind.CERTIFIED)),
    ],
    "what was accepted for no campaign hides nothing that was rejected": [
        ("hand_in", (ANN, Kind.WRONG)),
        ("hand_in", (ANN, OWN)),
        ("accept", (ANN, OWN)),
        ("move", (ANN, OWN), ANN, None),
    ],
    "the campaign asks somebody no more whose answer is taken back": [
        ("enter_paper", (BEA, Kind.SCAN), FIRST),
        ("edit", BEA, "Brook", STARTED - timedelta(days=60)),
        ("take_back", (BEA, Kind.SCAN)),
        ("remind", FIRST),
    ],
    "whose it is is found only in the decision": [
        ("hand_in", (BEA, STRANGER)),
        ("accept", (BEA, STRANGER)),
        ("remind", FIRST),
        ("move", (BEA, STRANGER), ANN, FIRST),
    ],
    "somebody hands in before they are on the list": [
        ("hand_in", ("S-3", OWN)),
        ("hand_in", (BEA, STRANGER)),
        ("read_list", {**LISTED, **NEWCOMER}),
        ("remind", FIRST),
    ],
    "somebody is added in the decision": [
        ("hand_in", ("S-3", OWN)),
        ("enter_person", "S-3", NEWCOMER["S-3"]),
        ("accept", ("S-3", OWN)),
        ("remind", FIRST),
    ],
    "two come in of one person": [
        ("hand_in", (CY, OWN)),
        ("hand_in", (CY, LATER)),
        ("accept_together",),
        ("send_back", (CY, LATER)),
        ("take_back", (CY, OWN)),
        ("remind", FIRST),
    ],
    "a scan was rejected before it is entered as paper": [
        ("hand_in", (BEA, Kind.SCAN)),
        ("enter_paper", (BEA, Kind.SCAN), FIRST),
        ("move", (BEA, Kind.SCAN), ANN, FIRST),
        ("take_back", (BEA, Kind.SCAN)),
        ("hand_in", (BEA, Kind.SCAN)),
    ],
    "a stranger's and a scan are no attestations of the school's, and one is somebody's after all": [
        ("hand_in", (BEA, STRANGER)),
        ("hand_in", (BEA, Kind.SCAN)),
        ("hand_in", ("S-3", OWN)),
        ("say_not_ours", (BEA, STRANGER), (BEA, Kind.SCAN), ("S-3", OWN)),
        ("remind", FIRST),
        ("enter_person", "S-3", NEWCOMER["S-3"]),
        ("look_again", (BEA, STRANGER)),
        ("accept", (BEA, STRANGER)),
        ("move", ("S-3", OWN), "S-3", FIRST),
        ("enter_paper", (BEA, Kind.SCAN), FIRST),
        ("erase", "S-3"),
    ],
    "an excusal ends on a day, or is taken back": [
        ("excuse", ANN, FIRST, 3),
        ("excuse", BEA, FIRST, None),
        ("pass_days", 3),
        ("remind", FIRST),
        ("pass_days", 1),
        ("remind", FIRST),
        ("excuse", ANN, FIRST, 9),
        ("correct_excusal", ANN, FIRST),
        ("correct_excusal", BEA, FIRST),
        ("postpone", FIRST, 5),
    ],
}


@pytest.mark.parametrize("acts", HISTORIES.values(), ids=HISTORIES)
def test_everyone_stands_right_where(
    acts: list[Act], parts: OfficeParts, one_register: tuple[Register, Path, Clock]
) -> None:
    office = Office.begin(parts, *one_register)
    for act, *given in acts:
        getattr(office, act)(*given)
        assert_all_stand_as_they_should(office)
    assert office.register.check().holds
