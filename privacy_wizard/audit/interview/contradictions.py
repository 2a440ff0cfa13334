"""Answers that cannot both be true: nothing is signed until they are settled. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum

from attrs import frozen

from ...domain.audit import Account
from ...domain.judgement import Responses
from ...domain.model import Option
from ...domain.questions import Question
from ...domain.vocabulary import AccountKind, Verdict
from ...i18n import Message
from ..state import Key

USE, RUNS_FOR_SCHOOL = "every-account.use", "person.runs-for-school"
_POSTS, _READS = ("friends", "public"), "read"
_IN_POSTS: Mapping[str, tuple[str, ...]] = {
    "identity.disclaimer": ("in-posts", "some-posts"),
    "conduct.think-again": ("sometimes-post", "mostly-post"),
}
"""What only those answer, by control, who post now; what was posted once may still stand."""
_SHOWS: Mapping[str, tuple[str, ...]] = {
    "identity.school-name": ("present", "disclaimer", "agreed-blog"),
    "identity.school-logo": ("in-profile",),
    "identity.school-email": ("shown",),
}
_NAMED = "identity.user-name"
_SHOWS_NOTHING: Mapping[str, tuple[str, ...]] = {
    "identity.disclaimer": ("no-link",),
    "identity.fitting-when-identifiable": ("not-identifiable",),
}
_POSTS_NOTHING = "no-posts"
_ACCOUNT_POSTS_NOTHING = ("content.fitting-posts", "none")


Given = Sequence[tuple[Question, Option]]


class ContradictionKind(Enum):
    """In which way two answers contradict each other."""

    SHOWS_THE_SCHOOL = "the account shows the school, and nothing in it shows the school"
    POSTS_NOTHING = "nothing is posted, and an account is used for posting"
    READS_ONLY = "an account is only read with, and something is posted with it"
    RUNS_MORE = "an account that is run for the school was not named"


@frozen(kw_only=True)
class Contradiction:
    """Two answers that are at odds; without `other` it is the list of accounts that the answer is at odds with."""

    kind: ContradictionKind
    answer: Key
    other: Key | None = None

    def __str__(self) -> str:
        return str(_SENTENCES[self.kind])


_SENTENCES = {
    ContradictionKind.SHOWS_THE_SCHOOL: Message(
        "You said that an account shows the school, and also that nothing on it does. Put one of the two answers right."
    ),
    ContradictionKind.POSTS_NOTHING: Message(
        "You said that you post nothing, and that you use an account for posting. Put one of the two answers right."
    ),
    ContradictionKind.READS_ONLY: Message(
        "You said that you only read, and also that you post. Put one of the two answers right."
    ),
    ContradictionKind.RUNS_MORE: Message(
        "You said that an account which you run for the school is missing. Add it, then put your answer right."
    ),
}


def contradictions(
    questions: Sequence[Question], responses: Responses, accounts: Sequence[Account]
) -> tuple[Contradiction, ...]:
    """Every contradiction among the answers so far."""
    given = [(each, option) for each in questions if (option := _answer(each, responses)) is not None]
    return (*_showing(given), *_posting(given), *_reading(given, accounts), *_running(given))


def _answer(question: Question, responses: Responses) -> Option | None:
    response = responses.get(question.key)
    return question.check.option(str(response.answer)) if response is not None else None


def _showing(given: Given) -> Iterator[Contradiction]:
    showing = {each.key[1]: each.key for each, option in given if _shows_the_school(each, option)}
    for each, option in given:
        shown = showing.get(each.key[1])
        if shown is not None and option.fact in _SHOWS_NOTHING.get(each.check.control or "", ()):
            yield Contradiction(kind=ContradictionKind.SHOWS_THE_SCHOOL, answer=shown, other=each.key)


def _shows_the_school(question: Question, option: Option) -> bool:
    control = question.check.control or ""
    return option.fact in _SHOWS.get(control, ()) or (control == _NAMED and option.verdict is Verdict.NOT_MET)


def _posting(given: Given) -> Iterator[Contradiction]:
    posting = {each.key[1]: each.key for each, option in given if each.check.id == USE and option.id in _POSTS}
    for each, option in given:
        used = posting.get(each.key[1]) if each.account is not None else next(iter(posting.values()), None)
        nothing = (each.check.control, option.id) == _ACCOUNT_POSTS_NOTHING
        if used is not None and (nothing if each.account is not None else option.id == _POSTS_NOTHING):
            yield Contradiction(kind=ContradictionKind.POSTS_NOTHING, answer=each.key, other=used)


def _reading(given: Given, accounts: Sequence[Account]) -> Iterator[Contradiction]:
    """What is said of an account, or of the person where every account is only read with."""
    reading = {each.key[1]: each.key for each, option in given if each.check.id == USE and option.id == _READS}
    own = [account.id for account in accounts if account.kind is AccountKind.PERSONAL]
    if own and all(account in reading for account in own):
        reading[None] = reading[own[0]]
    for each, option in given:
        read = reading.get(each.key[1])
        if read is not None and option.id in _IN_POSTS.get(each.check.control or "", ()):
            yield Contradiction(kind=ContradictionKind.READS_ONLY, answer=each.key, other=read)


def _running(given: Given) -> Iterator[Contradiction]:
    for each, option in given:
        if each.check.id == RUNS_FOR_SCHOOL and option.id != "no":
            yield Contradiction(kind=ContradictionKind.RUNS_MORE, answer=each.key)
