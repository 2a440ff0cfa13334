"""Which questions stand on one page together, and in which order. Pure.

The gravest comes first, so that whoever stops half-way has done what matters.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from ...domain.audit import Account
from ...domain.checklist_index import checklist_of
from ...domain.model import Catalogue, Screen
from ...domain.questions import Question
from ...domain.vocabulary import Area
from .page import PageKind, QuestionBlock, QuestionPage, QuestionRow, is_told
from .room import pages_of_blocks

_TOPICS = {Area.CONNECTIONS: PageKind.PEOPLE, Area.IDENTITY: PageKind.PROFILE}
_ABOUT_DEVICES = (Area.SECURITY, Area.DISCOVERABILITY, Area.IDENTITY)


def arranged(asked: Sequence[Question], catalogue: Catalogue, names: Mapping[str, str]) -> tuple[QuestionPage, ...]:
    """The pages for the questions that are asked now; `names` are the accounts' own, by their identifiers."""
    return tuple(_pages(asked, catalogue, names))


def kind_of(question: Question) -> PageKind:
    """The kind of page on which a question is asked."""
    control = question.own_requirement.control
    if question.check.screening:
        return PageKind.SCREENING
    if question.is_acknowledgement:
        return PageKind.ACKNOWLEDGEMENTS
    if question.account is None:
        return PageKind.SETTINGS if control.area in _ABOUT_DEVICES else PageKind.CONDUCT
    return PageKind.SETTINGS if control.topic is None else _TOPICS.get(control.area, PageKind.CONDUCT)


def _pages(asked: Sequence[Question], catalogue: Catalogue, names: Mapping[str, str]) -> Iterator[QuestionPage]:
    for kind in PageKind:
        mine = [question for question in asked if kind_of(question) is kind]
        for account, questions in _by_account(mine, kind):
            blocks = tuple(_blocks(kind, account, questions, catalogue, names))
            for number, page in enumerate(pages_of_blocks(blocks), start=1):
                yield QuestionPage(id=_identifier(kind, account, number), kind=kind, account=account, blocks=page)


def _identifier(kind: PageKind, account: Account | None, number: int) -> str:
    return ":".join((kind.value, *((account.id,) if account else ()), str(number)))


def _by_account(questions: Sequence[Question], kind: PageKind) -> Iterable[tuple[Account | None, Sequence[Question]]]:
    """Settings are looked up account by account; everything else is asked of all of them at once."""
    if kind is not PageKind.SETTINGS:
        return ((None, questions),) if questions else ()
    accounts = dict.fromkeys(question.account for question in questions)
    return tuple((account, [each for each in questions if each.account == account]) for account in accounts)


def _blocks(
    kind: PageKind,
    account: Account | None,
    questions: Sequence[Question],
    catalogue: Catalogue,
    names: Mapping[str, str],
) -> Iterator[QuestionBlock]:
    if kind is PageKind.ACKNOWLEDGEMENTS:
        yield from _acknowledgements(questions)
    elif kind is PageKind.SETTINGS and account is not None:
        yield from _screens(account, questions, catalogue)
    else:
        yield from _topics(questions, catalogue, names)


def _acknowledgements(questions: Sequence[Question]) -> Iterator[QuestionBlock]:
    for told in (False, True):
        rows = tuple(
            QuestionRow(question=each, label=each.own_requirement.summary)
            for each in questions
            if is_told(each) is told
        )
        if rows:
            yield QuestionBlock(rows=rows, together=told)


def _screens(account: Account, questions: Sequence[Question], catalogue: Catalogue) -> Iterator[QuestionBlock]:
    """By the platform's own screens, in its own order; last what stands on none of them."""
    known: dict[str | None, Screen] = {screen.id: screen for screen in catalogue.checklists[account.checklist].screens}
    own = [each for each in questions if checklist_of(each.check.id) == account.checklist]
    order = [*known, None]
    of_screen = {each.key: each.check.screen if each in own else None for each in questions}
    in_order = sorted(questions, key=lambda each: order.index(of_screen[each.key]))
    for screen, rows in groupby(in_order, key=lambda each: of_screen[each.key]):
        yield QuestionBlock(
            heading=known[screen].title if screen is not None else "",
            screen=known.get(screen),
            rows=tuple(QuestionRow(question=each, label=each.check.ask) for each in rows),
        )


def _topics(questions: Sequence[Question], catalogue: Catalogue, names: Mapping[str, str]) -> Iterator[QuestionBlock]:
    """One block for what is asked of every account, with a row for each; one for each question about the person."""
    by_topic: dict[str, list[Question]] = {}
    for question in sorted(questions, key=lambda each: _gravity(each, catalogue)):
        by_topic.setdefault(question.check.control or question.check.id, []).append(question)
    for asked in by_topic.values():
        yield _topic(asked, names)


def _topic(asked: Sequence[Question], names: Mapping[str, str]) -> QuestionBlock:
    first = asked[0]
    topic = first.own_requirement.control.topic if first.check.control is not None else None
    rows = tuple(
        QuestionRow(question=each, label=names[each.account.id] if each.account else each.check.ask) for each in asked
    )
    ask = first.check.ask if first.account is not None else ""
    if topic is None:
        return QuestionBlock(ask=ask, rows=rows)
    return QuestionBlock(heading=topic.heading, ask=topic.ask, rows=rows)


def _gravity(question: Question, catalogue: Catalogue) -> tuple[int, int]:
    own = question.own_requirement
    return own.level.rank, tuple(catalogue.controls).index(own.control.id)
