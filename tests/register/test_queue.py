"""The queue of intake: every file is judged once, and none is lost."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from functools import partial
from itertools import chain
from pathlib import Path
from time import monotonic

import pytest

from privacy_wizard.domain.register_events import DocumentKind, Received
from privacy_wizard.register import Register
from privacy_wizard.register.documents import digest
from privacy_wizard.register.errors import TicketLost
from privacy_wizard.register.queue import LAPSE, TRIES
from privacy_wizard.register.tickets import HandedIn, Receipt, Ticket, Waiting

from .apart import Apart
from .conftest import Clock
from .intake_process import take_in
from .sample import received

FILES = 16


def some_files(folder: Path) -> set[str]:
    folder.mkdir()
    contents = [f"file {number}".encode() for number in range(FILES)]
    for number, content in enumerate(contents):
        (folder / f"{number}.pdf").write_bytes(content)
    (folder / "again.pdf").write_bytes(contents[0])
    return {digest(content) for content in contents}


def test_four_intakes_at_once_take_each_file_once_and_lose_none(
    register: Register, register_url: str, tmp_path: Path
) -> None:
    wanted = some_files(tmp_path / "in")
    with ExitStack() as running:
        intakes = [running.enter_context(Apart(take_in, register_url, tmp_path / "in")) for _ in range(4)]
        took = [intake.ended() for intake in intakes]
    assert sorted(chain.from_iterable(took)) == sorted(wanted)
    on_record = [each.event for each in register.records("oak") if isinstance(each.event, Received)]
    assert sorted(each.attestation for each in on_record) == sorted(wanted)
    assert register.queue("oak").count() == Waiting()
    report = register.check("oak")
    assert report.holds
    assert report.documents == FILES


def test_what_an_intake_holds_is_its_own_while_it_runs_and_free_once_it_is_killed(
    register: Register, register_url: str, tmp_path: Path
) -> None:
    some_files(tmp_path / "in")
    queue = register.queue("oak")
    with Apart(partial(take_in, hold=True), register_url, tmp_path / "in") as holding:
        assert holding.hear() == "holding"
        assert queue.count() == Waiting(waiting=FILES - 2, taken=2)
        holding.kill()
        until = monotonic() + 30  # a database server hears of it a moment later
        while queue.count().taken and monotonic() < until:
            pass
        assert queue.count() == Waiting(waiting=FILES)
        assert len(queue.take(FILES)) == FILES


def test_a_ticket_lapses_even_where_its_holder_lives_on(register: Register, clock: Clock) -> None:
    hand_in(register)
    assert register.queue("oak").count() == Waiting(taken=1)
    clock.moment += LAPSE + timedelta(seconds=1)
    assert register.queue("oak").count() == Waiting(waiting=1)


def test_a_register_that_is_closed_leaves_no_mark(open_register: Callable[..., Register], tmp_path: Path) -> None:
    with open_register() as register:
        register.add_school("oak", "Oak School")
        hand_in(register)
    assert list(tmp_path.glob(".*.intake")) == []


def test_two_that_take_at_once_get_different_files(register: Register, open_register: Callable[..., Register]) -> None:
    register.queue("oak").hand_in([HandedIn(name=f"{each}", content=str(each).encode()) for each in range(6)])
    ones = register.queue("oak").take(4)
    others = open_register().queue("oak").take(4)
    assert (len(ones), len(others)) == (4, 2)
    assert len({ticket.document for ticket in (*ones, *others)}) == 6


def hand_in(register: Register, content: bytes = b"a file") -> Ticket:
    assert list(register.queue("oak").hand_in([HandedIn(name="a.pdf", content=content)])) == [Receipt.QUEUED]
    [ticket] = register.queue("oak").take()
    return ticket


def test_the_same_bytes_wait_once_and_come_in_once(register: Register) -> None:
    queue, given = register.queue("oak"), HandedIn(name="b.pdf", content=b"a file")
    ticket = hand_in(register)
    assert list(queue.hand_in([given])) == [Receipt.WAITING_ALREADY]
    before = len(register.records("oak"))
    with register.session("oak") as act:
        act.record(received(1, attestation=ticket.document, person=None))
        act.finish(ticket)
    assert list(queue.hand_in([given])) == [Receipt.HELD_ALREADY]
    assert len(register.records("oak")) == before + 1, "what is held already makes no event"


def test_who_lost_a_ticket_records_nothing(register: Register, clock: Clock) -> None:
    late = hand_in(register)
    clock.moment += LAPSE + timedelta(seconds=1)
    [ticket] = register.queue("oak").take()
    assert (ticket.document, ticket.tries) == (late.document, 2)
    with pytest.raises(TicketLost), register.session("oak") as act:  # noqa: PT012
        act.record(received(1, attestation=late.document))
        act.finish(late)
    assert len(register.records("oak")) == 1
    with register.session("oak") as act:
        act.record(received(1, attestation=ticket.document))
        act.finish(ticket)
    with pytest.raises(TicketLost), register.session("oak") as act:
        act.finish(ticket)


def test_a_file_that_kills_its_judges_is_set_aside_until_an_officer_says_so(register: Register, clock: Clock) -> None:
    hand_in(register)
    queue = register.queue("oak")
    for _ in range(TRIES - 1):
        clock.moment += LAPSE + timedelta(seconds=1)
        assert queue.take()
    clock.moment += LAPSE + timedelta(seconds=1)
    assert not queue.take()
    assert queue.count() == Waiting(stuck=1)
    assert queue.try_again() == 1
    assert queue.take()


def test_a_ticket_given_back_does_not_count_as_a_try(register: Register) -> None:
    for _ in range(TRIES + 2):
        tickets = register.queue("oak").take() or [hand_in(register)]
        assert tickets[0].tries == 1
        register.queue("oak").give_back(tickets[0])
    assert register.queue("oak").count() == Waiting(waiting=1)


def test_a_finished_file_that_nobody_kept_is_cleared_away(register: Register) -> None:
    ticket = hand_in(register)
    with register.session("oak") as act:
        act.finish(ticket)
    with register.reading() as view:
        assert list(register._documents.held(view, "oak")) == []


def test_a_finished_file_that_was_kept_stays(register: Register) -> None:
    ticket = hand_in(register)
    with register.session("oak") as act:
        act.keep(b"a file", DocumentKind.ATTESTATION, "a.pdf", person="p1")
        act.finish(ticket)
    assert register.document("oak", ticket.document) == b"a file"


def test_a_queue_belongs_to_its_school(register: Register) -> None:
    ticket = hand_in(register)
    register.add_school("elm", "Elm School")
    assert register.queue("elm").count() == Waiting()
    with pytest.raises(TicketLost), register.session("elm") as act:
        act.finish(ticket)
