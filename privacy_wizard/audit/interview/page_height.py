"""How much of a page its questions need, so that every page fits the window without scrolling, and stands still
while somebody answers. Pure.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from attrs import evolve

from ...domain.model import Screen
from ...domain.questions import Question, best_options
from ..state import Key
from .page import PageKind, QuestionBlock, QuestionPage, QuestionRow, source_of

_ROOM, _LEAD, _HOW_KNOWN = 587, 20, 38  # a sentence below the heading; how the answers of a page are known
_CONFIRM_ALL = 84  # that all of a page is still right
_ROOM_BY_KIND = {
    PageKind.SCREENING: _ROOM - _LEAD,
    PageKind.DOWNLOADS: _ROOM - _LEAD - _CONFIRM_ALL,
    PageKind.LAST_YEAR: _ROOM - _LEAD,
    PageKind.PEOPLE: _ROOM - _LEAD,
    PageKind.SETTINGS: _ROOM - _HOW_KNOWN,
    PageKind.FURTHER: _ROOM - _HOW_KNOWN - _LEAD,
}
MOST_ROWS = 5
"""Rows that are looked up together: a page of settings has no more."""

# Measured in the window at the system's usual size of text; a test there holds every page of every platform to it.
_WIDE, _BESIDE_LABEL, _BESIDE_BOTH, _WAY = 930, 710, 560, 560  # the width that answers have
_CARD, _ASK, _ROW, _ROW_OF_TOPIC, _LEAST_OF_TOPIC, _TOLD, _TOLD_AROUND = 17, 28, 40, 13, 42, 22, 104
_AROUND_HEADS, _ROW_OF_COLUMNS = 4, 27
_CONFIRM, _SAID, _SAID_WIDE = 34, 22, 400  # the heading with its button; a line of last year's answers, half of it
_SHOWN_HEAD, _SHOWN_WIDE = 26, 255  # the heading of what downloads show; a third of a line of it
_LETTER, _LINE, _BETWEEN = 6.4, 16, 8
_OFFER = 38  # to look for the logo
_AROUND_ANSWER, _SEAL, _ABOVE_ANSWER = 60, 21, 13  # its tick and air; the mark of what is asked for; above and below
_WHICH, _TICK, _TICK_AROUND, _LEAST_TICK = 84, 38, 62, 128  # of which accounts; a line of ticks; what one is wide
_MOST_COLUMNS, _STRIP, _STRIP_LINE, _ARROW = 4, 44, 32, 26


def room_of(kind: PageKind) -> int:
    """The height that a page has for its blocks in a window on a screen of 1366 by 768 with a task bar, in pixels."""
    return _ROOM_BY_KIND.get(kind, _ROOM)


def fits_on_a_page(blocks: Iterable[QuestionBlock], kind: PageKind) -> bool:
    """Whether one page has room for all of them."""
    return _fits(blocks, room_of(kind))


def pages_of_blocks(blocks: Sequence[QuestionBlock], kind: PageKind) -> Iterator[tuple[QuestionBlock, ...]]:
    """The blocks on as few pages as they fit; what fits on no page is continued on the next.

    What is asked of every account, or was said last year, goes on the first page that has room for it; everything else
    keeps its order.
    """
    room = room_of(kind)
    pages: list[list[QuestionBlock]] = []
    for topic in _topics(blocks):
        for part in [topic] if _fits(topic, room) else [[part] for block in topic for part in _parts(block, room)]:
            open_pages = pages if part[0].is_topic or part[0].rows[0].said is not None else pages[-1:]
            fitting = next((page for page in open_pages if _fits([*page, *part], room)), None)
            if fitting is None:
                pages.append(list(part))
            else:
                fitting += part
    _level(pages, room)
    yield from map(tuple, pages)


def _level(pages: Sequence[list[QuestionBlock]], room: int) -> None:
    """No page is left with little while the one before it is full: the last of that goes on to it."""
    for at in reversed(range(1, len(pages))):
        before, after = pages[at - 1], pages[at]
        while len(topics := list(_topics(before))) > 1:
            moved = topics[-1]
            rest = before[: -len(moved)]
            if not _fits([*moved, *after], room) or _height([*moved, *after]) > _height(rest) + _height(moved):
                break
            before[:], after[:] = rest, [*moved, *after]


def _height(blocks: Iterable[QuestionBlock]) -> int:
    """With room for what may follow on what is asked once: in which accounts it is so is asked on the same page."""
    shown = tuple(blocks)
    asked = {block.first_key for block in shown if block.of_which}
    return sum(height_of(block) + (0 if block.first_key in asked else height_to_come(block)) for block in shown)


def height_to_come(block: QuestionBlock) -> int:
    """The height of the ticks, one for each account, that an answer given once may bring up; in pixels."""
    return _height_of_which(block) if block.is_once and len(block.rows) > 1 else 0


def _topics(blocks: Sequence[QuestionBlock]) -> Iterator[list[QuestionBlock]]:
    """Each block with those that go on with what it asks."""
    topic: list[QuestionBlock] = []
    for block in blocks:
        if topic and not (block.is_topic and not block.ask) and not block.of_which:
            yield topic
            topic = []
        topic.append(block)
    if topic:
        yield topic


def height_of(block: QuestionBlock) -> int:
    """The height of a block with the gap below it, in pixels, and of the offer that goes with it."""
    return _height_of_block(block) + (_OFFER if block.asks_about_logo else 0)


def _height_of_block(block: QuestionBlock) -> int:
    first = block.rows[0]
    if first.said is not None:
        head = _SHOWN_HEAD if first.source else _CONFIRM
        return _CARD + head + sum(map(_height_of_said, block.lines))
    if block.together:
        return _TOLD_AROUND + sum(_TOLD * _lines(len(row.label), _WIDE) for row in block.rows)
    if block.of_which:
        return _height_of_which(block)
    if block.is_once:
        return _CARD + _ROW + _height_of_answers(first.question, _WIDE)
    if block.is_topic and not block.ask:  # it goes on in the card of the block before
        return sum(_height_of_row(block, row) for row in block.rows)
    head = (_ASK * _lines(len(block.ask), _WIDE) if block.ask else 0) + (_LINE if block.hint else 0)
    if block.screen is not None:
        head = _height_of_screen(block.screen)
    if block.is_in_columns:  # written once, above a column of places to choose for each
        options = block.rows[0].question.check.options
        column = _BESIDE_LABEL // (len(options) + 1)
        heads = max(_LINE * _lines(len(option.label), column) for option in options)
        return _CARD + head + heads + _AROUND_HEADS + _ROW_OF_COLUMNS * (len(block.rows) + block.may_be_alike)
    return _CARD + head + sum(_height_of_row(block, row) for row in block.rows)


def _height_of_which(block: QuestionBlock) -> int:
    return _CARD + _WHICH + _TICK * _lines_of_ticks(block)


def _height_of_screen(screen: Screen) -> int:
    """The strip with the way to a screen, as it is shown first; its name stands above where the way does not end so."""
    path = screen.path
    way = [each.strip() for each in (path.anywhere or path.web or path.iphone or path.android or "").split(">")]
    is_named = bool(screen.title) and way[-1] != screen.title
    return _STRIP + _STRIP_LINE * (_lines_of_way(way) - 1) + (_LINE if is_named else 0)


def _lines_of_way(way: Iterable[str]) -> int:
    """A menu that has no room beside those before it begins a line."""
    lines, used = 1, 0.0
    for menu in way:
        wide = _LETTER * len(menu)
        if used and used + wide > _WAY:
            lines, used = lines + 1, 0.0
        lines += int(wide / _WAY)
        used += wide + _ARROW
    return lines


def _height_of_row(block: QuestionBlock, row: QuestionRow) -> int:
    if block.is_topic:
        return _ROW_OF_TOPIC + max(_height_of_answers(row.question, _BESIDE_BOTH), _LEAST_OF_TOPIC)
    if row.question.is_acknowledgement:  # its two answers stand at the end of the statement
        return _ROW_OF_TOPIC + max(_ABOVE_ANSWER + _LINE, _LINE * _lines(len(row.label), _WIDE // 2))
    label = _LINE * (_lines(len(row.label), 2 * _WIDE // 3) - 1)
    return _ROW + label + _height_of_answers(row.question, _WIDE)


def _height_of_said(line: tuple[QuestionRow, ...]) -> int:
    parts = (line[0].label, line[0].said or "", source_of(line))
    width = _SHOWN_WIDE if parts[-1] else _SAID_WIDE
    return _SAID + _LINE * (max(_lines(len(part), width) for part in parts) - 1)


def _height_of_answers(question: Question, width: int) -> int:
    """On one line where they fit, else in the columns that take the least height."""
    marked = best_options(question) if question.is_looked_up else ()
    options = question.check.options
    answers = [_Answer(len(each.label), _AROUND_ANSWER + (_SEAL if each.id in marked else 0)) for each in options]
    if sum(each.width for each in answers) + _BETWEEN * (len(options) - 1) <= width:
        return _ABOVE_ANSWER + _LINE
    return min(_in_columns(answers, width, columns) for columns in range(1, min(len(options), _MOST_COLUMNS) + 1))


class _Answer(NamedTuple):
    letters: int
    around: int

    @property
    def width(self) -> float:
        return self.around + _LETTER * self.letters


def _lines_of_ticks(block: QuestionBlock) -> int:
    """Side by side, each as wide as the name of its account."""
    lines, left = 1, 0.0
    for row in block.rows:
        wide = max(_TICK_AROUND + _LETTER * len(row.label), _LEAST_TICK)
        if left and left + wide > _WIDE:
            lines, left = lines + 1, 0.0
        left += wide
    return lines


def _in_columns(answers: Sequence[_Answer], width: int, columns: int) -> int:
    each = (width - _BETWEEN * (columns - 1)) // columns
    heights = [_ABOVE_ANSWER + _LINE * _lines(answer.letters, each - answer.around) for answer in answers]
    lines = [max(heights[at : at + columns]) for at in range(0, len(heights), columns)]
    return sum(lines) + _BETWEEN * (len(lines) - 1)


def _lines(letters: int, width: int) -> int:
    return 1 + int(_LETTER * letters / max(width, 1))


def _fits(blocks: Iterable[QuestionBlock], room: int) -> bool:
    shown = tuple(blocks)
    settings = sum(len(block.rows) for block in shown if block.screen is not None)
    return _height(shown) <= room and settings <= MOST_ROWS


def _parts(block: QuestionBlock, room: int) -> Iterator[QuestionBlock]:
    rows: list[QuestionRow] = []
    for row in block.rows:
        if rows and not _fits([evolve(block, rows=(*rows, row))], room):
            yield evolve(block, rows=tuple(rows))
            rows = []
        rows.append(row)
    yield evolve(block, rows=tuple(rows))


_MORE = "+"  # ends the identifier of a page that holds what the page before it has no room for
_Row = tuple[Key, bool]  # a question, and whether it is asked of all accounts at once


def with_apart(
    pages: Iterable[QuestionPage], apart: Collection[Key], some: Collection[Key] = ()
) -> tuple[QuestionPage, ...]:
    """The pages with those blocks asked of each account whose first question is among `apart`, and those followed by
    of which accounts it is so whose first question is among `some`; each fits the window.
    """
    found: list[QuestionPage] = []
    for page in pages:
        blocks = tuple(asked for each in page.blocks for asked in _asked(each, apart, some))
        found += [page] if blocks == page.blocks else _fitting(page, blocks, page.id)
    return tuple(found)


def _asked(block: QuestionBlock, apart: Collection[Key], some: Collection[Key]) -> tuple[QuestionBlock, ...]:
    if block.first_key in apart:
        return (evolve(block, by_account=True),)
    return (block, evolve(block, of_which=True)) if block.first_key in some else (block,)


def origin_of(page_id: str) -> str:
    """The page before those which hold what it has no room for; its own identifier where it is no such page."""
    return page_id.rstrip(_MORE)


def steady(laid_out: Sequence[QuestionPage], at: str, asked: Sequence[QuestionPage]) -> tuple[QuestionPage, ...]:
    """The pages of a step as they were laid out, now that `asked` is: where one is, `at`, no row leaves its place.

    What an answer brought up follows at the end of that page where it belongs there and has room, else on a later one.
    Answers that are only confirmed are not rows to click one after the other: their pages follow what is asked now.
    """
    if any(row.said is not None for page in (*laid_out, *asked) for row in page.rows):
        return tuple(asked)
    wanted = frozenset(_rows_of(block for page in asked for block in page.blocks))
    pages = [page for each in laid_out if (page := each if each.id == at else _only(each, wanted)) is not None]
    known = frozenset(_rows_of(block for page in pages for block in page.blocks))
    for each in asked:
        new = tuple(_those(each.blocks, lambda row: row not in known))
        if new:
            _put(pages, at, evolve(each, blocks=new), [origin_of(page.id) for page in asked])
    return tuple(pages)


def _put(pages: list[QuestionPage], at: str, new: QuestionPage, order: list[str]) -> None:
    """Where one is, or on the last page that comes from the same, or on pages after that."""
    of_it = [number for number, page in enumerate(pages) if origin_of(page.id) == origin_of(new.id)]
    here = [number for number in of_it if pages[number].id == at]
    for number in (*here, *of_it[-1:]):
        if fits_on_a_page((*pages[number].blocks, *new.blocks), new.kind):
            pages[number] = evolve(pages[number], blocks=(*pages[number].blocks, *new.blocks))
            return
    place = order.index(origin_of(new.id))
    after = [number for number, page in enumerate(pages) if origin_of(page.id) in order[: place + 1]]
    behind = after[-1] + 1 if after else 0
    pages[behind:behind] = _fitting(new, new.blocks, pages[of_it[-1]].id + _MORE if of_it else new.id)


def _fitting(page: QuestionPage, blocks: tuple[QuestionBlock, ...], first: str) -> list[QuestionPage]:
    """The blocks on pages like that one; the first has the identifier `first`, the others follow it."""
    parts = pages_of_blocks(blocks, page.kind)
    return [evolve(page, id=first + number * _MORE, blocks=part) for number, part in enumerate(parts)]


def _only(page: QuestionPage, wanted: Collection[_Row]) -> QuestionPage | None:
    blocks = tuple(_those(page.blocks, lambda row: row in wanted))
    return evolve(page, blocks=blocks) if blocks else None


def _those(blocks: Iterable[QuestionBlock], is_wanted: Callable[[_Row], bool]) -> Iterator[QuestionBlock]:
    for block in blocks:
        rows = tuple(row for row in block.rows if is_wanted((row.question.key, block.is_once)))
        if rows:
            yield evolve(block, rows=rows)


def _rows_of(blocks: Iterable[QuestionBlock]) -> Iterator[_Row]:
    return ((row.question.key, block.is_once) for block in blocks for row in block.rows)
