"""The acts of an office as Hypothesis puts them into any order."""

from datetime import timedelta
from itertools import cycle
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from privacy_wizard.domain.register_events import AttestationStanding

from .every_state_checks import assert_all_stand_as_they_should
from .every_state_files import (
    FIRST,
    LISTED,
    MADE,
    NEWCOMER,
    OFFICER,
    REVIEW,
    SECOND,
    Key,
    Kind,
)
from .every_state_model import ACCEPTED, NOT_OURS, WAITING
from .every_state_office import Office
from .school_world import STARTED

FILES: list[Key] = [(who, kind) for who, kinds in MADE.items() for kind in kinds]
SCANS = [key for key in FILES if key[1] is Kind.SCAN]
T = TypeVar("T")
WHICH = st.integers(0, 11)  # of those that are there, counted round


class EveryOrder(RuleBasedStateMachine):
    """Acts in any order; each is one that an office could do then."""

    begin: staticmethod

    def __init__(self) -> None:
        super().__init__()
        self.office: Office = self.begin()
        self.look_now = cycle((False, False, True))  # to look at everyone takes longer than most acts

    @invariant()
    def all_stand_as_they_should(self) -> None:
        if next(self.look_now):
            assert_all_stand_as_they_should(self.office)

    def teardown(self) -> None:
        assert_all_stand_as_they_should(self.office)
        assert self.office.register.check().holds

    # ---- files

    @precondition(lambda self: self.new)
    @rule(which=WHICH)
    def hand_in(self, which: int) -> None:
        self.office.hand_in(_one(self.new, which))

    @precondition(lambda self: self.new)
    @rule(which=WHICH)
    def hand_in_too(self, which: int) -> None:
        """Nothing happens without files: they come in more often than anything else."""
        self.office.hand_in(_one(self.new, which))

    @precondition(lambda self: self.waiting)
    @rule(which=WHICH, compared=st.booleans())
    def accept(self, which: int, compared: bool) -> None:
        self.office.accept(_one(self.waiting, which), compared=compared)

    @precondition(lambda self: self.waiting)
    @rule()
    def accept_together(self) -> None:
        self.office.accept_together()

    @precondition(lambda self: self.refusable)
    @rule(which=WHICH)
    def send_back(self, which: int) -> None:
        self.office.send_back(_one(self.refusable, which))

    @precondition(lambda self: self.waiting)
    @rule(everything=st.booleans())
    def send_back_or_judge_again(self, everything: bool) -> None:
        """All that waits."""
        (self.office.send_back_together if everything else self.office.judge_again)()

    @precondition(lambda self: self.nobodys)
    @rule(which=WHICH, everything=st.booleans())
    def say_not_ours(self, which: int, everything: bool) -> None:
        self.office.say_not_ours(*(self.nobodys if everything else [_one(self.nobodys, which)]))

    @precondition(lambda self: self.not_ours)
    @rule(which=WHICH)
    def look_again(self, which: int) -> None:
        self.office.look_again(_one(self.not_ours, which))

    @precondition(lambda self: self.office.is_officer and self.unsigned)
    @rule(which=WHICH)
    def countersign(self, which: int) -> None:
        self.office.countersign(_one(self.unsigned, which))

    @precondition(lambda self: self.held)
    @rule(which=WHICH)
    def take_back(self, which: int) -> None:
        self.office.take_back(_one(self.held, which))

    @precondition(lambda self: self.movable)
    @rule(which=WHICH, to=WHICH, what=st.sampled_from((FIRST, SECOND, REVIEW, None)))
    def move(self, which: int, to: int, what: str | None) -> None:
        self.office.move(
            _one(self.movable, which), _one(self.people, to), what if what in self.office.campaigns else None
        )

    @precondition(lambda self: any(who in self.people for who, _ in SCANS))
    @rule(which=WHICH, what=WHICH)
    def enter_paper(self, which: int, what: int) -> None:
        scans = [each for each in SCANS if each[0] in self.people]
        self.office.enter_paper(_one(scans, which), _one(list(self.office.campaigns), what))

    # ---- people

    @precondition(lambda self: self.people)
    @rule(which=WHICH)
    def leave(self, which: int) -> None:
        gone = _one(self.people, which)
        self.office.read_list({who: names for who, names in self.here.items() if who != gone})

    @rule(spaced=st.booleans())
    def everyone_is_on_the_list_again(self, spaced: bool) -> None:
        self.office.read_list({**NEWCOMER, **LISTED, **self.names}, spaced=spaced)

    @precondition(lambda self: any(who in LISTED for who in self.here))
    @rule(which=WHICH)
    def get_another_number(self, which: int) -> None:
        old = _one([who for who in self.here if who in LISTED], which)
        self.office.read_list({f"N{who}" if who == old else who: names for who, names in self.here.items()})

    @precondition(lambda self: "S-3" not in self.office.model.people)
    @rule()
    def enter_newcomer(self) -> None:
        self.office.enter_person("S-3", NEWCOMER["S-3"])

    @precondition(lambda self: self.here)
    @rule(which=WHICH, last=st.sampled_from(("Able", "Adams")), earlier=st.booleans())
    def edit(self, which: int, last: str, earlier: bool) -> None:
        self.office.edit(_one(list(self.here), which), last, STARTED - timedelta(days=60 if earlier else 0))

    @precondition(lambda self: len(self.people) > 1)
    @rule(which=WHICH)
    def erase(self, which: int) -> None:
        self.office.erase(_one(self.people, which))

    # ---- campaigns

    @precondition(lambda self: len(self.office.campaigns) < 3)
    @rule()
    def begin_another_campaign(self) -> None:
        self.office.begin_campaign(REVIEW if REVIEW not in self.office.campaigns else SECOND)

    @rule(which=WHICH, days=st.integers(1, 9))
    def postpone(self, which: int, days: int) -> None:
        self.office.postpone(_one(list(self.office.campaigns), which), days)

    @precondition(lambda self: self.excusable)
    @rule(which=WHICH, days=st.none() | st.integers(0, 9))
    def excuse(self, which: int, days: int | None) -> None:
        self.office.excuse(*_one(self.excusable, which), days)

    @precondition(lambda self: self.excused)
    @rule(which=WHICH, said_otherwise=st.booleans())
    def correct_excusal(self, which: int, said_otherwise: bool) -> None:
        self.office.correct_excusal(*_one(self.excused, which), said_otherwise=said_otherwise)

    @rule(which=WHICH)
    def remind(self, which: int) -> None:
        self.office.remind(_one(list(self.office.campaigns), which))

    @rule(days=st.integers(1, 12))
    def pass_days(self, days: int) -> None:
        self.office.pass_days(days)

    # ---- who is at work

    @precondition(lambda self: not self.office.has_officer)
    @rule()
    def name_officer(self) -> None:
        self.office.name_officer()
        self.office.sit_down(officer=True)

    @precondition(lambda self: self.office.has_officer)
    @rule(officer=st.booleans())
    def sit_down(self, officer: bool) -> None:
        self.office.sit_down(officer=officer)

    # ---- what there is

    @property
    def new(self) -> list[Key]:
        return [each for each in FILES if self.office.held(each) is None]

    @property
    def held(self) -> list[Key]:
        return [each for each in FILES if self.office.held(each) is not None]

    @property
    def waiting(self) -> list[Key]:
        """Of somebody on the list."""
        return [
            each
            for each in self.held
            if (found := self.office.held(each)) is not None
            and found.standing is WAITING
            and (found.of or each[0]) in self.office.model.people
        ]

    @property
    def refusable(self) -> list[Key]:
        found = {each: self.office.held(each) for each in self.held}
        return [each for each, held in found.items() if held is not None and held.standing is not ACCEPTED]

    @property
    def nobodys(self) -> list[Key]:
        """Nobody knows whose they are, and nobody decided on them."""
        found = {each: self.office.held(each) for each in self.held}
        unsettled = (WAITING, AttestationStanding.REJECTED)
        return [each for each, held in found.items() if held and held.of is None and held.standing in unsettled]

    @property
    def not_ours(self) -> list[Key]:
        found = {each: self.office.held(each) for each in self.held}
        return [each for each, held in found.items() if held and held.standing is NOT_OURS]

    @property
    def unsigned(self) -> list[Key]:
        found = {each: self.office.held(each) for each in self.held}
        return [
            each
            for each, held in found.items()
            if held is not None and held.standing is ACCEPTED and not (held.is_on_paper or held.is_countersigned)
        ]

    @property
    def movable(self) -> list[Key]:
        return self.held if self.people else []

    @property
    def people(self) -> list[str]:
        return [who for who in self.office.model.people if who != OFFICER]

    @property
    def names(self) -> dict[str, tuple[str, str]]:
        return {who: (each.first, each.last) for who, each in self.office.model.people.items() if who in LISTED}

    @property
    def here(self) -> dict[str, tuple[str, str]]:
        """Who works here, with their names."""
        everyone = self.office.model.people.items()
        today = self.office.today
        return {who: (each.first, each.last) for who, each in everyone if who != OFFICER and each.works_here(today)}

    @property
    def excusable(self) -> list[tuple[str, str]]:
        rows = ((which, self.office.model.rows(which, self.office.today)) for which in self.office.campaigns)
        return [(who, which) for which, found in rows for who, row in found.items() if row.standing != "done"]

    @property
    def excused(self) -> list[tuple[str, str]]:
        return [each for each, said in self.office.model.excused.items() if said]


def _one(some: list[T], which: int) -> T:
    return some[which % len(some)]
