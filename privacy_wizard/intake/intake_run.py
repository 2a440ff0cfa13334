"""Intake: files are opened, queued in the register, checked, judged and recorded; a bad file stops no other."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from attrs import define, field, frozen

from ..domain.register_events import AttestationStanding
from ..i18n import _
from ..register import SchoolRegister
from ..register.errors import DocumentLost
from ..register.tickets import HandedIn, Receipt, Ticket
from .acceptance_rules import Judgement
from .arrivals import Arrival, Watched, arrive, files_in
from .facts import Checked, SchoolRules
from .file_checker import FileChecker, NotChecked
from .opening import Opened, OpeningRefusal, is_container, open_arrival
from .opening_limits import OpeningFault
from .receiving import WaitingFile, give_back, receive
from .report import plain_text

_TOGETHER = 8  # checked files that are recorded in one act
_AT_A_TIME = 20_000_000  # bytes that are handed in together


class IntakeOutcome(StrEnum):
    """What happened to one file."""

    ACCEPTED = "accepted"
    NEEDS_A_LOOK = "needs a look"
    REJECTED = "rejected"
    HELD_ALREADY = "held already"
    WAITING_ALREADY = "waiting already"  # handed in, and being judged by somebody else
    NOT_CHECKED = "not checked"  # the program could not begin: it waits, and the next intake begins with it
    SET_ASIDE = "set aside"  # each try to judge it ended with its process; an officer says whether to try again
    NOT_TAKEN = "not taken"  # it could not be read or opened


def intake_outcome_name(outcome: IntakeOutcome) -> str:
    """What happened to a file, in words."""
    return {
        IntakeOutcome.ACCEPTED: _("accepted"),
        IntakeOutcome.NEEDS_A_LOOK: _("to look at"),
        IntakeOutcome.REJECTED: _("rejected"),
        IntakeOutcome.HELD_ALREADY: _("already held"),
        IntakeOutcome.WAITING_ALREADY: _("being judged elsewhere"),
        IntakeOutcome.NOT_CHECKED: _("waiting to be checked"),
        IntakeOutcome.SET_ASIDE: _("set aside"),
        IntakeOutcome.NOT_TAKEN: _("not taken"),
    }[outcome]


@frozen(kw_only=True)
class Taken:
    """One file, and what happened to it."""

    name: str
    outcome: IntakeOutcome
    sha256: str | None = None
    problem: str = ""  # not taken, not checked or set aside: why; the same as another one that came with it: which
    fault: OpeningFault | None = None  # not taken: why
    checked: Checked | None = field(default=None, repr=False)
    judgement: Judgement | None = None

    @property
    def is_held_up(self) -> bool:
        """Whether only a problem of the program kept it from being examined."""
        return self.outcome is IntakeOutcome.NOT_CHECKED or self.fault is OpeningFault.NOT_STARTED


@frozen(kw_only=True)
class IntakeProgress:
    """How far an intake has come; `known` grows while archives are opened."""

    done: int
    known: int
    last: Taken


@define
class Intake:
    """Takes files into the register of one school."""

    register: SchoolRegister
    rules: SchoolRules
    checker: FileChecker
    now: Callable[[], datetime]
    on_progress: Callable[[IntakeProgress], None] = lambda _progress: None
    cancelled: Callable[[], bool] = lambda: False
    aside: int = field(default=0, init=False)
    """Files of other kinds that came with those taken in last, and were left: pictures, letters."""
    _done: int = field(default=0, init=False)
    _known: int = field(default=0, init=False)
    _awaited: dict[str, str] = field(factory=dict, init=False)  # what was handed in and is not told yet: digest, name
    _is_held_up: bool = field(default=False, init=False)  # no check can be begun now: whatever waits goes on waiting

    def take_in(self, paths: Iterable[Path]) -> list[Taken]:
        """Everything under these paths, and whatever else waits; each file is told. What is cancelled waits on."""
        self.aside = self._done = self._known = 0
        self._awaited.clear()
        self._is_held_up = False
        found: list[Taken] = []
        for taken in self._everything(paths):
            found.append(taken)
            self._done += 1
            self._known = max(self._known, self._done)
            self.on_progress(IntakeProgress(done=self._done, known=self._known, last=taken))
        return found

    def _everything(self, paths: Iterable[Path]) -> Iterator[Taken]:
        yield from self._hand_in_all(paths)
        yield from self._judge_waiting()
        if not self.cancelled():
            yield from self._left()

    def _left(self) -> Iterator[Taken]:
        """What was neither judged here nor is waiting: set aside, or in the hands of another process."""
        stuck = self.register.queue.stuck()
        why = _("No check of it was finished, for example because the computer was switched off. It is not on record.")
        for sha256, name in stuck.items():
            yield Taken(name=name, outcome=IntakeOutcome.SET_ASIDE, sha256=sha256, problem=why)
        for sha256, name in self._awaited.items():
            if sha256 not in stuck:
                yield self._not_checked(sha256, name) if self._is_held_up else _elsewhere(sha256, name)

    @staticmethod
    def _not_checked(sha256: str, name: str) -> Taken:
        return Taken(name=name, outcome=IntakeOutcome.NOT_CHECKED, sha256=sha256, problem=str(NotChecked()))

    def _hand_in_all(self, paths: Iterable[Path]) -> Iterator[Taken]:
        waiting: list[HandedIn] = []
        for path in files_in(paths, self._leave):
            if self.cancelled():
                break
            opened = self._opened(arrive(path))
            self.aside += len(opened.aside)
            for refused in opened.refused:
                self._known += 1
                yield _refused(refused)
            for member in opened.members:
                self._known += 1
                waiting.append(HandedIn(name=member.name, content=member.content))
                if sum(len(each.content) for each in waiting) > _AT_A_TIME:
                    yield from self._hand_in(waiting)
                    waiting = []
        yield from self._hand_in(waiting)

    def _leave(self, _path: Path) -> None:
        self.aside += 1

    def _opened(self, arrival: Arrival) -> Opened:
        name = plain_text(str(arrival.path.name))[:200] or "unnamed"
        if arrival.content is None:
            return Opened(members=(), aside=(), refused=(OpeningRefusal(name=name, fault=OpeningFault.NOT_READABLE),))
        if is_container(name, arrival.content):
            return self.checker.open(name, arrival.content)
        return open_arrival(name, arrival.content)  # a file that is no container is taken as it is, unread

    def _hand_in(self, files: list[HandedIn]) -> Iterator[Taken]:
        for given, receipt in zip(files, self.register.hand_in(files) if files else (), strict=True):
            sha256 = hashlib.sha256(given.content).hexdigest()
            if receipt is Receipt.HELD_ALREADY:
                yield Taken(name=given.name, outcome=IntakeOutcome.HELD_ALREADY, sha256=sha256)
            elif sha256 in self._awaited:
                same = _("The same file as {name}, which came with it.", name=self._awaited[sha256])
                yield Taken(name=given.name, outcome=IntakeOutcome.HELD_ALREADY, sha256=sha256, problem=same)
            else:
                self._awaited[sha256] = given.name  # judged below, by us or by whoever has taken it

    def _judge_waiting(self) -> Iterator[Taken]:
        contents: dict[str, bytes] = {}
        done: list[WaitingFile] = []
        lost: list[Taken] = []
        for ticket, checked in self.checker.check_all(self._tickets(contents, lost), self.now()):
            content = contents.pop(ticket.document)
            if checked is None:
                self._is_held_up = True
                give_back(self.register, ticket)
                self._awaited.setdefault(ticket.document, ticket.name)
                continue
            done.append(WaitingFile(ticket=ticket, content=content, checked=checked))
            if len(done) == _TOGETHER:
                yield from self._record(done)
                done = []
        yield from self._record(done)
        yield from lost

    def _record(self, done: list[WaitingFile]) -> Iterator[Taken]:
        """Several in one act: what takes longest about an act is to be sure that it is on the disk."""
        judgements = receive(self.register, self.rules, done, self.now()) if done else []
        for each, judgement in zip(done, judgements, strict=True):
            self._awaited.pop(each.ticket.document, None)
            yield _taken(each.ticket, each.checked, judgement)

    def _tickets(self, contents: dict[str, bytes], lost: list[Taken]) -> Iterator[tuple[Ticket, str, bytes]]:
        """Files to judge, one after the other, until none waits, it is cancelled, or no check can be begun."""
        while self._goes_on() and (tickets := list(self.register.queue.take(self.checker.workers))):
            try:
                while tickets and self._goes_on():
                    ticket = tickets.pop(0)
                    try:
                        contents[ticket.document] = self.register.queue.content(ticket)
                    except DocumentLost as gone:  # it stays taken, and is set aside once this process has ended
                        self._awaited.pop(ticket.document, None)
                        lost.append(Taken(name=ticket.name, outcome=IntakeOutcome.NOT_TAKEN, problem=str(gone)))
                        continue
                    yield ticket, ticket.name, contents[ticket.document]
            finally:
                for ticket in tickets:
                    give_back(self.register, ticket)

    def _goes_on(self) -> bool:
        return not (self.cancelled() or self._is_held_up)


def _refused(refused: OpeningRefusal) -> Taken:
    fault = refused.fault
    return Taken(name=refused.name, outcome=IntakeOutcome.NOT_TAKEN, problem=fault.sentence, fault=fault)


def _elsewhere(sha256: str, name: str) -> Taken:
    return Taken(name=name, outcome=IntakeOutcome.WAITING_ALREADY, sha256=sha256)


def _taken(ticket: Ticket, checked: Checked, judgement: Judgement | None) -> Taken:
    if judgement is None:
        return _elsewhere(ticket.document, ticket.name)
    outcome = {
        AttestationStanding.ACCEPTED: IntakeOutcome.ACCEPTED,
        AttestationStanding.NEEDS_A_LOOK: IntakeOutcome.NEEDS_A_LOOK,
        AttestationStanding.REJECTED: IntakeOutcome.REJECTED,
    }[judgement.standing]
    return Taken(name=ticket.name, outcome=outcome, sha256=ticket.document, checked=checked, judgement=judgement)


TakeIn = Callable[[Sequence[Path]], Sequence[Taken]]


@define
class Watching:
    """One folder. Nothing in it is changed, moved or deleted."""

    folder: Path
    _watched: Watched = field(init=False)
    _is_held_up: bool = field(default=False, init=False)

    @_watched.default
    def _start(self) -> Watched:
        return Watched(self.folder)

    @property
    def is_there(self) -> bool:
        """Whether the folder can be reached: a network share may be away for a while and come back."""
        try:
            return self.folder.is_dir()
        except (OSError, ValueError):
            return False

    @property
    def aside(self) -> int:
        """How many files of other kinds lay in the folder at the last look: pictures, letters."""
        return self._watched.aside

    def look(self, take_in: TakeIn) -> Sequence[Taken]:
        """One look: what is new since the last one, and no longer growing, is taken in.

        A file is taken at the second look at the earliest. While no check can begin, all are tried again at every look,
        and told once. Raises what `take_in` raises; the files are then offered again at the next look.
        """
        ready, is_retry = self._watched.settled(), self._is_held_up
        if not ready and not is_retry:
            return ()
        try:
            taken = take_in(ready)
        except BaseException:
            self._watched.forget(ready)
            raise
        self._is_held_up = any(each.is_held_up for each in taken)
        if self._is_held_up:
            self._watched.forget(ready)
        return [each for each in taken if not is_retry or _is_news(each)]


def _is_news(taken: Taken) -> bool:
    """Whether it was not told when it was tried before."""
    return not taken.is_held_up and taken.outcome is not IntakeOutcome.HELD_ALREADY
