"""The register on both databases: what is written a second, and what is asked of 100,000 attestations.

Aims: the overview under 200 ms, a page of people and their number under 100 ms each.
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, date, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from timing import ROOT, busy, measured, shown, verdict

from privacy_wizard import identity
from privacy_wizard.domain.campaign import CampaignState
from privacy_wizard.domain.register_events import AttestationStanding, CampaignEntered, Event
from privacy_wizard.domain.register_views import ListOrder, PeopleAsked
from privacy_wizard.office.office_key import officer_of
from privacy_wizard.register import Register, queries

sys.path.insert(0, str(ROOT))  # the tests know how to start a PostgreSQL

from tests.register import postgres
from tests.register.sample import REVIEW, asked, entered, received

PEOPLE = 100_000
AT_ONCE = 5_000
ROUNDS = 20
TODAY = date(2026, 11, 20)


def main() -> None:
    """The figures of each database."""
    print(busy())
    people = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    with TemporaryDirectory() as folder:
        measure("SQLite", str(Path(folder) / "register.sqlite"), people)
    found = postgres.programs()
    with postgres.server() if found else nullcontext() as server:
        if server is None:
            print("PostgreSQL is not installed here: its figures are left out.")
        else:
            measure("PostgreSQL", server.new_database(), people, server)


def measure(name: str, address: str, people: int, server: postgres.Server | None = None) -> None:
    """Fill a register and ask it."""
    Register.create(address)
    key = identity.make_key(name="Omar Aziz", identifier="HR-1", school="Oak", now=datetime.now(UTC))
    with Register.open(address, officer_of(key)) as register:
        register.add_school("oak", "Oak School")
        begun = time.perf_counter()
        number = fill(register, people)
        took = time.perf_counter() - begun
        print(f"{name}: {number:,} events recorded, {AT_ONCE:,} to an act: {number / took:,.0f} a second")
        one = measured(lambda: note(register), ROUNDS)
        print(f"  an act of one event, signed and on the disk: {shown(one)}")
        ask(register)
        if server is not None:
            role = server.new_role()
            register.give_access(role, ["oak"])
            with Register.open(server.as_role(address, role)) as reader:
                print("  the same as an officer who sees one school:")
                ask(reader)
        begun = time.perf_counter()
        report = register.check("oak")
        took = time.perf_counter() - begun
        print(f"  check of {report.events:,} events: {took:.1f} s; it {'holds' if report.holds else 'DOES NOT HOLD'}")


def fill(register: Register, people: int) -> int:
    """Everyone, asked; nine in ten have handed in."""
    number = 0
    waiting = events(people)
    while batch := list(islice(waiting, AT_ONCE)):
        with register.session("oak") as act:
            act.record_all(batch)
        number += len(batch)
    return number


def events(people: int) -> Iterator[Event]:
    """Likes beside likes, as an import gives them."""
    yield CampaignEntered(campaign=REVIEW)
    standings = [AttestationStanding.NEEDS_A_LOOK, *[AttestationStanding.ACCEPTED] * 8]
    yield from (entered(number) for number in range(people))
    yield from (asked(number, due=date(2026, 11, 1 + number % 30)) for number in range(people))
    yield from (received(number, standings[number % 10]) for number in range(people) if number % 10 < 9)


def note(register: Register) -> None:
    """The smallest act."""
    with register.session("oak") as act:
        act.record(entered(1))


def ask(register: Register) -> None:
    """What the console asks at each turn."""
    open_people = {"campaign": REVIEW.id, "state": CampaignState.OVERDUE}
    asked_for: dict[str, tuple[float, Callable[..., object]]] = {
        "overview": (200, lambda view: queries.overview(view, ["oak"], REVIEW.id, TODAY)),
        "overview of everything": (200, lambda view: queries.overview(view, [], None, TODAY)),
        "first page of people": (100, lambda view: queries.people(view, PeopleAsked(), TODAY, 0, 100)),
        "page in the middle": (100, lambda view: queries.people(view, PeopleAsked(), TODAY, 50_000, 100)),
        "how many people": (100, lambda view: queries.count_people(view, PeopleAsked(), TODAY)),
        "search": (100, lambda view: queries.people(view, PeopleAsked(search="st77 las"), TODAY, 0, 100)),
        "overdue, by date": (
            100,
            lambda view: queries.people(view, PeopleAsked(**open_people, order=ListOrder.DUE), TODAY, 0, 100),
        ),
        "how many overdue": (100, lambda view: queries.count_people(view, PeopleAsked(**open_people), TODAY)),
        "needs a look": (
            100,
            lambda view: queries.attestations(view, ["oak"], standing=AttestationStanding.NEEDS_A_LOOK),
        ),
    }
    for name, (aim, act) in asked_for.items():
        begun = time.process_time()
        took = measured(partial(asking, register, act), ROUNDS, warm_up=0)
        own = 1000 * (time.process_time() - begun) / ROUNDS
        print(f"  {name}: {shown(took)}; aim {aim:.0f} ms {verdict(median(took) < aim)}; {own:.0f} ms of this process")


def asking(register: Register, act: Callable[..., object]) -> None:
    """One question in a view of its own."""
    with looking(register) as view:
        act(view)


@contextmanager
def looking(register: Register) -> Iterator[object]:
    """An unchanging view."""
    with register.reading() as view:
        yield view


if __name__ == "__main__":
    main()
