"""Which questions share a page, and in which order. Pure.

The gravest comes first, so that whoever stops half-way has done what matters.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import groupby
from types import MappingProxyType

from attrs import evolve, field, frozen

from ...domain.audit import Account
from ...domain.checklist_index import checklist_of
from ...domain.model import Catalogue, Screen
from ...domain.questions import Question
from ...domain.vocabulary import Area
from ...domain.ways import Way, led_to, place_of
from ...i18n import _, long_date
from ..state import Key
from .effort import effort_of
from .page import SAID_LAST_YEAR, PageKind, QuestionBlock, QuestionPage, QuestionRow, is_told
from .page_height import fits_on_a_page, pages_of_blocks

_TOPICS = {Area.CONNECTIONS: PageKind.PEOPLE, Area.IDENTITY: PageKind.PROFILE}
_BY_ACCOUNT = (PageKind.SETTINGS, PageKind.FURTHER)
_BARE = ("Yes", "No")  # answers that say nothing beside the name of a thing
_PUPILS, _FORMER_PUPILS = "connections.no-pupils", "connections.no-former-pupils"
_ABOUT_DEVICES = (Area.SECURITY, Area.DISCOVERABILITY)


@frozen(kw_only=True)
class ShownAnswer:
    """What a download shows of one question: its answer in words, and what that rests on."""

    said: str
    source: str
    made: date


@frozen(slots=False)
class Arrangement:
    """The pages for the questions that are asked now; laid out when they are first needed."""

    asked: tuple[Question, ...]
    catalogue: Catalogue = field(eq=id)  # to compare two by their content would read every checklist
    names: Mapping[str, str]  # the accounts' own, by their identifiers
    last_year: Mapping[Key, str] = MappingProxyType({})  # the answers that may be confirmed, in words
    downloaded: Mapping[Key, ShownAnswer] = MappingProxyType({})  # those that downloads show

    @cached_property
    def pages(self) -> tuple[QuestionPage, ...]:
        """All pages in their order."""
        return _joined(tuple(_pages(self)))

    @cached_property
    def seconds(self) -> Mapping[str, float]:
        """The time each page takes from its first answer to its last, by its identifier."""
        return {page.id: effort_of([page]).seconds for page in self.pages}


def kind_of(
    question: Question,
    last_year: Collection[Key] = (),
    downloaded: Collection[Key] = (),
) -> PageKind:
    """The kind of page on which a question is asked."""
    control = question.own_requirement.control
    if question.is_further:
        return PageKind.FURTHER
    if question.key in downloaded:
        return PageKind.DOWNLOADS
    if question.key in last_year:
        return PageKind.LAST_YEAR
    if question.check.screening:
        return PageKind.SCREENING
    if question.is_acknowledgement:
        return PageKind.ACKNOWLEDGEMENTS
    if question.account is None:
        return PageKind.SETTINGS if control.area in _ABOUT_DEVICES else PageKind.CONDUCT
    return PageKind.SETTINGS if control.topic is None else _TOPICS.get(control.area, PageKind.CONDUCT)


def _pages(of: Arrangement) -> Iterator[QuestionPage]:
    for kind in PageKind:
        mine = [question for question in of.asked if kind_of(question, of.last_year, of.downloaded) is kind]
        for account, questions in _by_account(mine, kind):
            if kind is PageKind.LAST_YEAR:
                blocks = tuple(_as_said(questions, of.last_year, of.names))
            elif kind is PageKind.DOWNLOADS:
                blocks = tuple(_as_shown(questions, of.downloaded, of.names))
            else:
                blocks = tuple(_saying_who(_blocks(account, questions, of.catalogue, of.names), of.asked))
            for number, page in enumerate(pages_of_blocks(blocks, kind), start=1):
                yield QuestionPage(id=_identifier(kind, account, number), kind=kind, account=account, blocks=page)


def _saying_who(blocks: Iterable[QuestionBlock], asked: Sequence[Question]) -> Iterator[QuestionBlock]:
    """Where pupils are asked about and nothing is asked about former ones, that these are not meant."""
    speaks_of_them = any(each.check.control == _FORMER_PUPILS for each in asked)
    for block in blocks:
        is_of_pupils = bool(block.ask) and block.rows[0].question.check.control == _PUPILS
        says_so = is_of_pupils and not speaks_of_them
        yield (
            evolve(block, hint=_("Former pupils are not meant: your policy says nothing of them."))
            if says_so
            else block
        )


def _joined(pages: tuple[QuestionPage, ...]) -> tuple[QuestionPage, ...]:
    """After last year's answers the little that is asked afresh: on one page with those about oneself, or by itself."""
    kinds = [page.kind for page in pages]
    if kinds[:1] != [PageKind.LAST_YEAR] or kinds.count(PageKind.CONDUCT) != 1:
        return pages
    said, afresh = pages[0], pages[kinds.index(PageKind.CONDUCT)]
    before = pages[kinds.index(PageKind.CONDUCT) - 1]
    if before is said and len(said.blocks) == 1:
        blocks = (*afresh.blocks, *(evolve(block, heading=str(SAID_LAST_YEAR)) for block in said.blocks))
        return _as_one(pages, (said, afresh), evolve(afresh, blocks=blocks))
    if before.kind is PageKind.PEOPLE:
        return _as_one(pages, (before, afresh), evolve(before, blocks=(*before.blocks, *afresh.blocks)))
    return pages


def _as_one(
    pages: tuple[QuestionPage, ...], two: tuple[QuestionPage, QuestionPage], one: QuestionPage
) -> tuple[QuestionPage, ...]:
    """The pages with these two as one where it has room for both."""
    if not fits_on_a_page(one.blocks, one.kind):
        return pages
    return tuple(one if page is two[0] else page for page in pages if page is not two[1])


def _identifier(kind: PageKind, account: Account | None, number: int) -> str:
    return ":".join((kind.value, *((account.id,) if account else ()), str(number)))


def _by_account(questions: Sequence[Question], kind: PageKind) -> Iterable[tuple[Account | None, Sequence[Question]]]:
    """Topics are asked of all accounts at once; everything else account by account."""
    if kind not in _BY_ACCOUNT:
        return ((None, questions),) if questions else ()
    subject = {question.key: None if question.check.once else question.account for question in questions}
    accounts = sorted(dict.fromkeys(subject.values()), key=lambda account: account is None)  # the person comes last
    return tuple((account, [each for each in questions if subject[each.key] == account]) for account in accounts)


def _as_said(
    questions: Sequence[Question], last_year: Mapping[Key, str], names: Mapping[str, str]
) -> Iterator[QuestionBlock]:
    """To be confirmed together: what was said of several accounts alike, of each of them, of the person."""
    alike: dict[tuple[str, str], list[Question]] = {}
    for each in questions:
        if each.account is not None:
            alike.setdefault((_in_short(each, last_year[each.key]), last_year[each.key]), []).append(each)
    shared = [same for same in alike.values() if len({each.key[1] for each in same}) > 1]
    elsewhere = {each.key for same in shared for each in same}
    own: dict[str | None, list[QuestionRow]] = {account: [] for account in (*names, None)}
    for each in sorted(questions, key=lambda each: each.is_acknowledgement):  # these share a line
        if each.key not in elsewhere:
            said = last_year[each.key]
            own[each.key[1]].append(QuestionRow(question=each, label=_in_short(each, said), said=said))
    yield from _card(_("Your accounts"), [row for same in shared for row in _said_alike(same, last_year, names)])
    for account, name in names.items():
        yield from _card(name, own[account])
    yield from _card(_("You"), own[None])


def _as_shown(
    questions: Sequence[Question], downloaded: Mapping[Key, ShownAnswer], names: Mapping[str, str]
) -> Iterator[QuestionBlock]:
    """What the downloads show, as last year's answers are shown, each row with what it rests on."""
    for block in _as_said(questions, {key: each.said for key, each in downloaded.items()}, names):
        rows = tuple(evolve(row, source=downloaded[row.question.key].source) for row in block.rows)
        of = {row.question.key[1] for row in rows}
        day = long_date(max(downloaded[row.question.key].made for row in rows))
        heading = _("{account}, download of {day}", account=block.heading, day=day)
        yield evolve(block, rows=rows, heading=heading if len(of) == 1 else block.heading)


def _said_alike(
    same: Sequence[Question], last_year: Mapping[Key, str], names: Mapping[str, str]
) -> Iterator[QuestionRow]:
    """Which accounts it is of stands there unless it is of all."""
    of = dict.fromkeys(each.key[1] or "" for each in same)
    label = _in_short(same[0], last_year[same[0].key])
    if len(of) < len(names):
        label = f"{label}: {', '.join(names[account] for account in of)}"
    yield from (QuestionRow(question=each, label=label, said=last_year[each.key]) for each in same)


def _card(heading: str, rows: Sequence[QuestionRow]) -> Iterator[QuestionBlock]:
    if rows:
        yield QuestionBlock(heading=heading, rows=tuple(rows), together=True)


def _in_short(question: Question, said: str) -> str:
    """What an answer is to: the question itself where no name of it says so, as beside a bare no."""
    control = question.own_requirement.control
    if control.id != question.check.control:
        return question.check.ask
    if control.topic is not None:
        return control.topic.heading
    return question.check.ask if said in _BARE else control.title


def _blocks(
    account: Account | None, questions: Sequence[Question], catalogue: Catalogue, names: Mapping[str, str]
) -> Iterator[QuestionBlock]:
    if all(question.is_acknowledgement for question in questions):
        yield from _acknowledgements(questions)
    elif account is not None:
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
        if screen is None:
            yield _statements(tuple(rows))
        else:
            yield from (_screen(known[screen], place) for place in _places(known[screen], tuple(rows)))


def _places(screen: Screen, rows: Sequence[Question]) -> Iterable[Sequence[Question]]:
    """Apart by the places to which a mere menu leads."""
    by_place: dict[Way, list[Question]] = {}
    for question in rows:
        by_place.setdefault(place_of(question.check, screen), []).append(question)
    return by_place.values()


def _screen(screen: Screen, rows: Sequence[Question]) -> QuestionBlock:
    shown = led_to(screen, [each.check for each in rows])
    return evolve(_statements(rows), heading=shown.title, screen=shown)


def _topics(questions: Sequence[Question], catalogue: Catalogue, names: Mapping[str, str]) -> Iterator[QuestionBlock]:
    """A block for each thing that is asked of every account, with a row for each; one for all about the person."""
    by_topic: dict[str, list[Question]] = {}
    for question in sorted(questions, key=lambda each: _gravity(each, catalogue)):
        topic = (question.check.control or question.check.id) if question.account is not None else ""
        by_topic.setdefault(topic, []).append(question)
    for topic, asked in by_topic.items():
        yield from _topic(asked, names) if topic else (_statements(asked),)


def _statements(asked: Sequence[Question]) -> QuestionBlock:
    return QuestionBlock(rows=tuple(QuestionRow(question=each, label=each.check.ask) for each in asked))


def _topic(asked: Sequence[Question], names: Mapping[str, str]) -> Iterator[QuestionBlock]:
    """First the accounts whose answers are the same; those with answers of their own follow without a heading."""
    first = asked[0]
    topic = first.own_requirement.control.topic if first.check.control is not None else None
    alike = Counter(map(_answers, asked)).most_common(1)[0][0]
    heading, ask = "", first.check.ask
    if topic is not None:
        heading, ask = topic.heading, topic.ask
    for same in (True, False):
        rows = tuple(
            QuestionRow(question=each, label=names[each.key[1] or ""])
            for each in asked
            if (_answers(each) == alike) is same
        )
        if rows:
            yield QuestionBlock(heading=heading, ask=ask, rows=rows, is_topic=True)
            heading = ask = ""


def _answers(question: Question) -> tuple[str, ...]:
    return tuple(option.label for option in question.check.options)


def _gravity(question: Question, catalogue: Catalogue) -> tuple[int, int]:
    """What a policy alone asks comes after what the library asks at the same level."""
    own, known = question.own_requirement, tuple(catalogue.controls)
    return own.level.rank, known.index(own.control.id) if own.control.id in known else len(known)
