"""Which connections to show: searched for, on one account, with a pointer, new, or not yet looked at."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from attrs import frozen

from ...domain.search import search_text, search_words
from .connection import Connection, ConnectionKey
from .pointers import PointerReason
from .review import ConnectionReview
from .review_record import Mark


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
