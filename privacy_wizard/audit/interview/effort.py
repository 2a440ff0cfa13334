"""What an interview takes: the questions, screens, clicks and words of its pages, and the time that follows. Pure."""

from collections.abc import Callable, Iterable, Iterator

from attrs import frozen

from .page import PageKind, QuestionBlock, QuestionPage, QuestionRow, source_of

_WORDS_A_MINUTE = 230
_CLICK = 4  # seconds
_SCREEN_WITH_LINK = 20  # seconds to find and read a screen of the platform
_SCREEN_WITHOUT = 40
_AS_ONE = (PageKind.DOWNLOADS, PageKind.LAST_YEAR, PageKind.ACKNOWLEDGEMENTS)
_TOLD = "What you acknowledged: All of it."  # in one line
_HOW_KNOWN = ("I looked at the screen", "I remember it")  # asked once on a page that is looked up


@frozen(kw_only=True)
class Effort:
    """Counted, not guessed. A question is a topic or a setting; what is confirmed or acknowledged together counts 1."""

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
    """What the pages take, without the rows that are answered."""
    all_pages = tuple(pages)
    topics = {topic for page in all_pages for topic in _topics(page, answered)}
    return sum((_of_page(page, answered) for page in all_pages), Effort(questions=len(topics)))


def _topics(page: QuestionPage, answered: Callable[[QuestionRow], bool]) -> Iterator[str]:
    """What is asked of several accounts, also where it goes on in another block or on another page."""
    for block in page.blocks if page.kind not in _AS_ONE else ():
        for row in _open(block, answered) if block.is_topic else ():
            yield row.question.check.control or row.question.check.id


def _of_page(page: QuestionPage, answered: Callable[[QuestionRow], bool]) -> Effort:
    rows = [row for row in page.rows if not answered(row)]
    if not rows:
        return Effort()
    as_one = page.kind in _AS_ONE
    looks = () if as_one else tuple(_looks(page, answered))
    asks_how = page.asks_how_known
    return Effort(
        questions=_cards(page, answered) if as_one else sum(_questions(block, answered) for block in page.blocks),
        screens=1,
        clicks=_clicks_on(page, answered) + asks_how + 1,
        words=sum(_words(block, answered) for block in page.blocks) + asks_how * _count(*_HOW_KNOWN),
        linked=sum(looks),
        unlinked=len(looks) - sum(looks),
    )


def _open(block: QuestionBlock, answered: Callable[[QuestionRow], bool]) -> list[QuestionRow]:
    return [row for row in block.rows if not answered(row)]


def _questions(block: QuestionBlock, answered: Callable[[QuestionRow], bool]) -> int:
    rows = _open(block, answered)
    return 0 if block.is_topic else min(len(rows), 1) if block.together else len(rows)


def _cards(page: QuestionPage, answered: Callable[[QuestionRow], bool]) -> int:
    """What is confirmed about one account counts 1, and all that is acknowledged."""
    open_blocks = sum(bool(_open(block, answered)) for block in page.blocks)
    return open_blocks if page.kind is PageKind.LAST_YEAR else min(open_blocks, 1)


def _clicks_on(page: QuestionPage, answered: Callable[[QuestionRow], bool]) -> int:
    """Without turning it. All that downloads show on a page is confirmed in one act."""
    clicks = sum(_clicks(block, answered) for block in page.blocks)
    return min(clicks, 1) if page.kind is PageKind.DOWNLOADS else clicks


def _clicks(block: QuestionBlock, answered: Callable[[QuestionRow], bool]) -> int:
    rows = _open(block, answered)
    return min(len(rows), 1) if block.together or block.is_once else len(rows)


def _words(block: QuestionBlock, answered: Callable[[QuestionRow], bool]) -> int:
    rows = _open(block, answered)
    if not rows:
        return 0
    if rows[0].said is not None:
        return _count(block.heading) + sum(map(_words_of_line, block.lines))
    if block.together:
        return sum(_count(row.label) for row in rows)
    labels = () if block.is_once else tuple(row.label for row in rows)
    head = _count(block.heading, block.ask, *labels)
    once = rows[:1] if block.answers_alike or block.is_once else rows
    return head + sum(_count(*(option.label for option in row.question.check.options)) for row in once)


def _words_of_line(line: tuple[QuestionRow, ...]) -> int:
    first = line[0]
    return (
        _count(_TOLD) if first.question.is_acknowledgement else _count(first.label, first.said or "", source_of(line))
    )


def _looks(page: QuestionPage, answered: Callable[[QuestionRow], bool]) -> Iterator[bool]:
    """For each screen of a platform that has to be opened for this page: whether a link leads to it."""
    seen: dict[object, bool] = {}
    for block in page.blocks:
        for row in _open(block, answered):
            if _is_looked_up(row):
                link = block.screen.link if block.screen is not None else row.question.check.link
                place = block.screen.id if block.screen is not None else row.question.check.steps
                seen.setdefault((row.question.key[1], place if not block.is_topic else None), link is not None)
    yield from seen.values()


def _is_looked_up(row: QuestionRow) -> bool:
    """Whether a screen of a platform has to be opened, whether or not it is asked how the answer is known."""
    check = row.question.check
    return check.control is not None and not check.once and row.question.own_requirement.control.kind.is_looked_up


def _count(*texts: str) -> int:
    return sum(len(text.split()) for text in texts)
