"""What an interview takes: the questions, screens, clicks and words of its pages, and the time that follows. Pure."""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from attrs import frozen

from .page import ALIKE, PageKind, QuestionBlock, QuestionPage, QuestionRow, source_of

_WORDS_A_MINUTE = 230
_CLICK = 4  # seconds
SECONDS_WAITING = _CLICK  # at least, for a question that may yet come
_SCREEN_WITH_LINK = 20  # seconds to find and read a screen of the platform
_SCREEN_WITHOUT = 40
_Rows = list[QuestionRow]
_Left = tuple[QuestionBlock, _Rows]  # what of a block is not answered; never none
_AS_ONE = (PageKind.DOWNLOADS, PageKind.LAST_YEAR, PageKind.ACKNOWLEDGEMENTS)
_TOLD = "What you acknowledged: All of it."  # in one line
_HOW_KNOWN = ("I looked at the screen", "I remember it")  # asked once on a page that is looked up


@frozen(kw_only=True)
class Effort:
    """Counted, not guessed. A question is a topic or a setting; what is confirmed or acknowledged together counts
    as 1.
    """

    questions: int = 0
    screens: int = 0  # pages of the interview
    clicks: int = 0  # without answering a page as the school asks
    words: int = 0  # that stand there unopened
    linked: int = 0  # screens of a platform to look at, with a link
    unlinked: int = 0

    def __add__(self, other: "Effort") -> "Effort":
        return Effort(
            questions=self.questions + other.questions,
            screens=self.screens + other.screens,
            clicks=self.clicks + other.clicks,
            words=self.words + other.words,
            linked=self.linked + other.linked,
            unlinked=self.unlinked + other.unlinked,
        )

    @property
    def seconds(self) -> float:
        """How long it takes an ordinary reader."""
        looking = self.linked * _SCREEN_WITH_LINK + self.unlinked * _SCREEN_WITHOUT
        return 60 * self.words / _WORDS_A_MINUTE + looking + self.clicks * _CLICK

    @property
    def minutes(self) -> int:
        """The time in whole minutes, rounded up."""
        return -(-int(self.seconds) // 60)


def _never(_row: QuestionRow) -> bool:
    return False


def effort_of(pages: Iterable[QuestionPage], answered: Callable[[QuestionRow], bool] = _never) -> Effort:
    """The effort for the pages, without the rows already answered."""
    left = [(page, blocks) for page in pages if (blocks := tuple(_left(page, answered)))]
    topics = {topic for page, blocks in left if page.kind not in _AS_ONE for topic in _topics(blocks)}
    return sum((_of_page(page, blocks) for page, blocks in left), Effort(questions=len(topics)))


def _left(page: QuestionPage, answered: Callable[[QuestionRow], bool]) -> Iterator[_Left]:
    for block in page.blocks:
        if rows := [row for row in block.rows if not answered(row)]:
            yield block, rows


def _topics(blocks: Iterable[_Left]) -> Iterator[str]:
    """What is asked of several accounts, also where it goes on in another block or on another page."""
    for _, rows in (each for each in blocks if each[0].is_topic):
        for row in rows:
            yield row.question.check.control or row.question.check.id


def _of_page(page: QuestionPage, blocks: tuple[_Left, ...]) -> Effort:
    as_one = page.kind in _AS_ONE
    looks = () if as_one else tuple(_looks(blocks))
    asks_how = page.asks_how_known
    return Effort(
        questions=_cards(page, blocks) if as_one else sum(_questions(*each) for each in blocks),
        screens=1,
        clicks=_clicks_on(page, blocks) + asks_how + 1,
        words=sum(_words(*each) for each in blocks) + asks_how * _count(*_HOW_KNOWN),
        linked=sum(looks),
        unlinked=len(looks) - sum(looks),
    )


def _questions(block: QuestionBlock, rows: _Rows) -> int:
    return 0 if block.is_topic else 1 if block.together else len(rows)


def _cards(page: QuestionPage, blocks: tuple[_Left, ...]) -> int:
    """What is confirmed about one account counts 1, and all that is acknowledged."""
    return len(blocks) if page.kind is PageKind.LAST_YEAR else 1


def _clicks_on(page: QuestionPage, blocks: tuple[_Left, ...]) -> int:
    """Without turning it, which confirms all that downloads show on a page."""
    return 0 if page.kind is PageKind.DOWNLOADS else sum(_clicks(*each) for each in blocks)


def _clicks(block: QuestionBlock, rows: _Rows) -> int:
    return 1 if block.together or block.is_once or block.may_be_alike else len(rows)


def _words(block: QuestionBlock, rows: _Rows) -> int:
    if rows[0].said is not None:
        return _count(block.heading) + sum(map(_words_of_line, block.lines))
    if block.together:
        return sum(_count(row.label) for row in rows)
    labels = () if block.is_once else (str(ALIKE) if block.may_be_alike else "", *(row.label for row in rows))
    head = _count(block.heading, block.ask, block.hint, *labels)
    once = rows[:1] if block.answers_alike or block.is_once else rows
    return head + sum(_count(*(option.label for option in row.question.check.options)) for row in once)


def _words_of_line(line: tuple[QuestionRow, ...]) -> int:
    first = line[0]
    return (
        _count(_TOLD) if first.question.is_acknowledgement else _count(first.label, first.said or "", source_of(line))
    )


def _looks(blocks: Iterable[_Left]) -> Iterator[bool]:
    """For each screen of a platform that has to be opened for this page: whether a link leads to it."""
    seen: dict[object, bool] = {}
    for block, rows in blocks:
        for row in rows:
            if _is_looked_up(row):
                link = block.screen.link if block.screen is not None else row.question.check.link
                place = block.screen.id if block.screen is not None else row.question.check.steps
                seen.setdefault((row.question.key[1], place if not block.is_topic else None), link is not None)
    yield from seen.values()


def _is_looked_up(row: QuestionRow) -> bool:
    """Whether a screen of a platform has to be opened, whether or not it is asked how the answer is known."""
    check = row.question.check
    return check.control is not None and not check.once and row.question.own_requirement.control.kind.is_looked_up


@lru_cache(maxsize=8192)  # counted again with every answer
def _count(*texts: str) -> int:
    return sum(len(text.split()) for text in texts)
