"""Answers that cannot both be true: nothing is signed until they are settled. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from types import MappingProxyType
from typing import TypeAlias

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
_IN_PICTURES: Mapping[str, tuple[str, ...]] = {"identity.school-logo": ("in-profile", "in-posts")}
_SHOWS: Mapping[str, tuple[str, ...]] = {
    **_IN_PICTURES,
    "identity.school-name": ("present", "disclaimer", "agreed-blog"),
    "identity.school-email": ("shown",),
    "identity.other-signs": ("shown",),
    "content.media-labelled": ("school-shows",),
}
"""By control, the facts or options by which an account shows the school, in its pictures or anywhere."""
_NAMED = "identity.user-name"
_SHOWS_NOTHING: Mapping[str, tuple[str, ...]] = {
    "identity.disclaimer": ("no-link",),
    "identity.fitting-when-identifiable": ("not-identifiable",),
}
_PICTURES_SHOW_NOTHING: Mapping[str, tuple[str, ...]] = {"content.media-labelled": ("fine", "unlabelled", "unfit")}
_IN_TOUCH: Mapping[str, tuple[str, ...]] = {"conduct.no-contact-pupils": ("through-school", "others")}
_NOT_IN_TOUCH: Mapping[str, tuple[str, ...]] = {"conduct.pupil-contact": ("no-contact",)}
_POSTS_NOTHING = "no-posts"
_ACCOUNT_POSTS_NOTHING = ("content.fitting-posts", "none")


Answered: TypeAlias = tuple[Question, Option]
Given: TypeAlias = Sequence[Answered]


class ContradictionKind(Enum):
    """How two answers can contradict each other."""

    SHOWS_THE_SCHOOL = "the account shows the school, and nothing in it shows the school"
    POSTS_NOTHING = "nothing is posted, and an account is used for posting"
    READS_ONLY = "an account is only read with, and something is posted with it"
    IN_TOUCH = "there is no contact with pupils online, and there is"
    RUNS_MORE = "an account that is run for the school was not named"


@frozen(kw_only=True)
class Contradiction:
    """Two answers that are at odds; without `other` it is the list of accounts that the answer is at odds with."""

    kind: ContradictionKind
    answer: Key
    other: Key | None = None
    said: Mapping[str, str] = MappingProxyType({})  # both questions, and the answers to them

    def __str__(self) -> str:
        return _BOTH.format(**self.said) if self.other is not None else str(_RUNS_MORE)

    def beside(self, key: Key) -> str:
        """The same where one of the two answers is in view: what the other one was."""
        if self.other is None:
            return str(self)
        names = ("answer", "asked") if key == self.other else ("other", "also_asked")
        answer, asked = (self.said[name] for name in names)
        return _ALSO.format(answer=answer, asked=asked)


_BOTH = Message(
    "You said “{answer}” to “{asked}”, and “{other}” to “{also_asked}”. Both cannot be true: put one of them right."
)
_ALSO = Message("You also said “{answer}” to “{asked}”. Both cannot be true.")
_RUNS_MORE = Message(
    "You said that an account which you run for the school is missing. Add it, then put your answer right."
)


def contradictions(
    questions: Sequence[Question], responses: Responses, accounts: Sequence[Account]
) -> tuple[Contradiction, ...]:
    """Every contradiction among the answers so far."""
    given = [(each, option) for each in questions if (option := answered(each, responses)) is not None]
    return (*_showing(given), *_posting(given), *_reading(given, accounts), *_in_touch(given), *_running(given))


def answered(question: Question, responses: Responses) -> Option | None:
    """The option that was chosen; None without one."""
    response = responses.get(question.key)
    return question.check.option(str(response.answer)) if response is not None else None


def _at_odds(kind: ContradictionKind, one: Answered, other: Answered) -> Contradiction:
    (question, answer), (also, said) = one, other
    words = {"answer": answer.label, "asked": question.check.ask, "other": said.label, "also_asked": also.check.ask}
    return Contradiction(kind=kind, answer=question.key, other=also.key, said=words)


def _showing(given: Given) -> Iterator[Contradiction]:
    """What shows the school, beside what says that nothing does, or that no picture does."""
    showing = [each for each in given if shows_the_school(*each)]
    for other in given:
        on = [each for each in showing if each[0].key[1] == other[0].key[1]]
        if _is_among(_PICTURES_SHOW_NOTHING, *other):
            on = [each for each in on if _is_among(_IN_PICTURES, *each)]
        elif not _is_among(_SHOWS_NOTHING, *other):
            continue
        if on:
            yield _at_odds(ContradictionKind.SHOWS_THE_SCHOOL, on[-1], other)


def shows_the_school(question: Question, option: Option) -> bool:
    """Whether somebody who sees the account can tell the school, by this answer."""
    is_named = question.check.control == _NAMED and option.verdict is Verdict.NOT_MET
    return is_named or _is_among(_SHOWS, question, option)


def _is_among(answers: Mapping[str, tuple[str, ...]], question: Question, option: Option) -> bool:
    among = answers.get(question.check.control or "", ())
    return (option.fact or option.id) in among


def _posting(given: Given) -> Iterator[Contradiction]:
    posting = {each.key[1]: (each, option) for each, option in given if each.check.id == USE and option.id in _POSTS}
    for each, option in given:
        used = posting.get(each.key[1]) if each.account is not None else next(iter(posting.values()), None)
        nothing = (each.check.control, option.id) == _ACCOUNT_POSTS_NOTHING
        if used is not None and (nothing if each.account is not None else option.id == _POSTS_NOTHING):
            yield _at_odds(ContradictionKind.POSTS_NOTHING, (each, option), used)


def _reading(given: Given, accounts: Sequence[Account]) -> Iterator[Contradiction]:
    """What is said of an account, or of the person where every account is only read with."""
    reading: dict[str | None, Answered] = {
        each.key[1]: (each, option) for each, option in given if each.check.id == USE and option.id == _READS
    }
    own = [account.id for account in accounts if account.kind is AccountKind.PERSONAL]
    if own and all(account in reading for account in own):
        reading[None] = reading[own[0]]
    for each, option in given:
        read = reading.get(each.key[1])
        if read is not None and option.id in _IN_POSTS.get(each.check.control or "", ()):
            yield _at_odds(ContradictionKind.READS_ONLY, (each, option), read)


def _in_touch(given: Given) -> Iterator[Contradiction]:
    none = [each for each in given if _is_among(_NOT_IN_TOUCH, *each)]
    for each in given:
        if none and _is_among(_IN_TOUCH, *each):
            yield _at_odds(ContradictionKind.IN_TOUCH, none[0], each)


def _running(given: Given) -> Iterator[Contradiction]:
    for each, option in given:
        if each.check.id == RUNS_FOR_SCHOOL and option.id != "no":
            yield Contradiction(kind=ContradictionKind.RUNS_MORE, answer=each.key)


_BECAUSE_IT_SHOWS = {
    "identity.disclaimer": ("sometimes", "missing"),
    "identity.fitting-when-identifiable": ("fitting", "not-fitting"),
}
"""By control, the facts that are only so because an account shows the school."""


def left_behind(questions: Sequence[Question], before: Responses, now: Responses) -> tuple[Answered, ...]:
    """What else was said of an account because it shows the school, where something in it showed that and does not now:
    of these questions, those that are asked now.

    One picture is often behind several answers, and mending one of them leaves the others as they were.
    """
    hidden = [each for each in questions if _showed(each, before) and not _showed(each, now)]
    accounts = {each.key[1] for each in hidden if each.key in now}
    found = ((each, answered(each, now)) for each in questions if each.key[1] in accounts)
    others = {each.check.control: (each, said) for each, said in found if said is not None and _rests(each, now)}
    return tuple(others.values())  # of one matter one: where it is asked once, it is put right for all accounts


def _rests(question: Question, given: Responses) -> bool:
    option = answered(question, given)
    because = _BECAUSE_IT_SHOWS.get(question.check.control or "", ())
    return _showed(question, given) or (option is not None and option.fact in because)


def _showed(question: Question, given: Responses) -> bool:
    option = answered(question, given)
    return option is not None and shows_the_school(question, option)
