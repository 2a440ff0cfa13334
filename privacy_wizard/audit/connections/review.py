"""The review in progress: every mark is saved at once and can be undone; and which connections to show. Nothing
here knows about windows.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum

from attrs import evolve, frozen

from ...domain.audit import Person
from ...domain.search import search_text, search_words
from ...drafts import DraftBroken
from ...system import Trouble
from ..session import AuditSession
from .connection import Connection, ConnectionKey, connections_of
from .pointers import Pointer, PointerReason, Pointers, naming_the_school, on_first_day, sharing_a_surname
from .review_record import KeptReviews, Mark, ReviewCounts, ReviewedConnections, ReviewRecord, record_after, reviewed


class ConnectionReview:
    """The review of an audit's connections, from the downloads read for it."""

    def __init__(self, session: AuditSession, kept: KeptReviews) -> None:
        self._session, self._kept = session, kept
        self._own: ReviewRecord | None = None  # as it is saved
        self._for: tuple[object, ...] = ()  # the audit and the downloads that `now` was made for
        self._undone: list[ReviewedConnections] = []
        self._pointers: dict[PointerReason, dict[ConnectionKey, Pointer]] = {}
        self.trouble: Trouble | None = None  # why what was marked before cannot be read
        self.looked_for_reasons = False  # whether all are pointed at whom there is a reason to look at
        self.now = ReviewedConnections()

    def open(self) -> None:
        """Follow the audit and the downloads at hand. What was marked before is read where that was not done yet."""
        audit, downloads = self._session.audit, self._session.downloads
        at_hand = {each.id: downloads[each.id] for each in audit.accounts if each.id in downloads}
        wanted = (audit.id, audit.person, tuple((each, id(export)) for each, export in at_hand.items()))
        if wanted == self._for:
            return
        self._for = wanted
        self._read()
        connections = connections_of(at_hand, downloads.people_in(at_hand))
        others = self._kept.others(audit.id, self._person) if connections else ()
        self.now = reviewed(connections, self._own, others)
        self._undone.clear()
        self._pointers.clear()
        self.looked_for_reasons = False
        self._point_at_first_day()

    def look_for_reasons(self) -> Sequence[Pointers]:
        """Who names the school, and whose surname several share; `found_reasons` takes it. Takes seconds for many."""
        connections, school = self.connections, self._session.audit.school
        return naming_the_school(connections, school), sharing_a_surname(connections, self._person.name)

    def found_reasons(self, found: Iterable[Pointers]) -> None:
        """Point at these: from now on it is known of everybody whether they are pointed at."""
        for pointers in found:
            self.point_at(pointers)
        self.looked_for_reasons = True

    def _read(self) -> None:
        self._own, self.trouble = None, None
        try:
            self._own = self._kept.load(self._session.audit.id)
        except Trouble as trouble:
            self.trouble = trouble

    @property
    def _person(self) -> Person:
        person = self._session.audit.person
        assert person is not None  # noqa: S101  (accounts are named after oneself)
        return person

    # ---- reading

    @property
    def connections(self) -> tuple[Connection, ...]:
        """All who are connected, by name."""
        return self.now.connections

    @property
    def counts(self) -> ReviewCounts:
        """How many connections there are, and how many have which mark."""
        return self.now.counts

    @property
    def remembered(self) -> ReviewCounts | None:
        """What was marked in this audit, whether or not a download is at hand; None where nothing was."""
        if self.now.connections and self._own is not None:
            return self.counts
        if self._own is None:
            return None
        marks = list(self._own.marks.values())
        keep, remove, not_sure, removed = map(marks.count, (Mark.KEEP, Mark.REMOVE, Mark.NOT_SURE, Mark.REMOVED))
        listed = sum(map(len, self._own.seen.values()))
        return ReviewCounts(all=listed, keep=keep, remove=remove, not_sure=not_sure, removed=removed)

    def pointers(self, connection: Connection) -> tuple[Pointer, ...]:
        """Every reason to look at somebody again, the strongest first."""
        found = (self._pointers[reason].get(connection.key) for reason in PointerReason if reason in self._pointers)
        return tuple(pointer for pointer in found if pointer is not None)

    @property
    def reasons(self) -> frozenset[PointerReason]:
        """Every reason for which anybody is pointed at."""
        return frozenset(reason for reason, found in self._pointers.items() if found)

    # ---- acts

    def point_at(self, found: Pointers) -> None:
        """Add these pointers; for the same reason, later ones replace earlier ones."""
        for key, pointer in found.items():
            self._pointers.setdefault(pointer.reason, {})[key] = pointer

    @property
    def rest(self) -> Sequence[Connection]:
        """The unmarked connections, once none of them has a pointer; before that, none."""
        left = tuple(each for each in self.connections if self.now.mark_of(each) is None)
        return () if any(self.pointers(each) for each in left) or not self.looked_for_reasons else left

    def mark(self, connections: Iterable[Connection], mark: Mark | None) -> None:
        """Mark them, or remove their marks. Raises Trouble, and then nothing is marked."""
        self._change(self.now.with_mark(connections, mark))

    def set_first_day(self, first_day: date | None) -> None:
        """Say when the job began, or forget it. Raises Trouble, and then nothing changes."""
        self._change(evolve(self.now, first_day=first_day))
        self._point_at_first_day()

    @property
    def can_undo(self) -> bool:
        """Whether there is an act to undo."""
        return bool(self._undone)

    def undo(self) -> None:
        """Undo the last act. Raises Trouble, and then it stays."""
        if self._undone:
            self._save(self._undone[-1])
            self.now = self._undone.pop()
            self._point_at_first_day()

    def _point_at_first_day(self) -> None:
        self._pointers.pop(PointerReason.FIRST_DAY, None)
        self.point_at(on_first_day(self.connections, self.now.first_day))

    def _change(self, after: ReviewedConnections) -> None:
        if after == self.now:
            return
        self._save(after)
        self._undone.append(self.now)
        self.now = after

    def _save(self, after: ReviewedConnections) -> None:
        if self.trouble is not None and not isinstance(self.trouble, DraftBroken):
            raise self.trouble  # what cannot be read now is not to be overwritten
        record = record_after(after, self._own, self._person, self._session.today)
        self._kept.save(self._session.audit.id, record)
        self._own = record


class ConnectionFilter(StrEnum):
    """What of the list is shown."""

    ALL = "all"
    NOT_LOOKED_AT = "not looked at"
    NEW = "new"
    POINTED_AT = "pointed at"
    TO_REMOVE = "to remove"
    NOT_SURE = "not sure"


@frozen(kw_only=True)
class Selection:
    """What to show; the empty string means no restriction."""

    text: str = ""
    account: str = ""
    reason: PointerReason | None = None
    shown: ConnectionFilter = ConnectionFilter.ALL


Test = Callable[[Connection], bool]


class Selecting:
    """Finds within one list, again and again while somebody types."""

    def __init__(self, review: ConnectionReview) -> None:
        self._review = review
        self._texts: dict[ConnectionKey, str] = {}

    def found(self, selection: Selection) -> Sequence[Connection]:
        """The matching connections, by name."""
        tests = self._tests(selection)
        return [each for each in self._review.connections if all(test(each) for test in tests)]

    def _tests(self, selection: Selection) -> list[Test]:
        review, words = self._review, search_words(selection.text)
        tests: list[Test] = []
        if selection.account:
            tests.append(lambda each: each.account == selection.account)
        by_filter: Mapping[ConnectionFilter, Test] = {
            ConnectionFilter.NOT_LOOKED_AT: lambda each: review.now.mark_of(each) is None,
            ConnectionFilter.NEW: review.now.is_new,
            ConnectionFilter.POINTED_AT: lambda each: bool(review.pointers(each)),
            ConnectionFilter.TO_REMOVE: lambda each: review.now.mark_of(each) is Mark.REMOVE,
            ConnectionFilter.NOT_SURE: lambda each: review.now.mark_of(each) is Mark.NOT_SURE,
        }
        if selection.shown in by_filter:
            tests.append(by_filter[selection.shown])
        if selection.reason is not None:
            tests.append(lambda each: any(one.reason is selection.reason for one in review.pointers(each)))
        if words:
            tests.append(lambda each: all(word in self._text_of(each) for word in words))
        return tests

    def _text_of(self, each: Connection) -> str:
        if each.key not in self._texts:
            said = each.exported
            parts = (said.name, said.handle, said.email, said.phone, said.employer, said.position, said.source)
            self._texts[each.key] = search_text(*parts)
        return self._texts[each.key]
