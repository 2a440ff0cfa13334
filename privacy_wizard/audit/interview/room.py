"""How much of a page its questions take, so that every page fits the window without scrolling. Pure."""

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve

from ...domain.model import Option
from .page import QuestionBlock, QuestionRow

ROOM = 24
"""The lines of text that a page has for its questions in a window of 1280 by 800."""
MOST_ROWS = 5
"""Rows that are looked up together: a page of settings has no more."""
_LINE = 100  # letters on a line
_NAME = 18  # letters of an account's name
_TICK = 4  # letters that the tick before an answer takes


def pages_of_blocks(blocks: Sequence[QuestionBlock]) -> Iterator[tuple[QuestionBlock, ...]]:
    """The blocks in their order on as few pages as they fit; a block that fits on no page is continued on the next."""
    page: list[QuestionBlock] = []
    for block in blocks:
        for part in _parts(block):
            if page and not _fits([*page, part]):
                yield tuple(page)
                page = []
            page.append(part)
    if page:
        yield tuple(page)


def lines_of(block: QuestionBlock) -> int:
    """The lines that a block takes with its heading."""
    head = sum(_lines(text) for text in (block.heading, block.ask) if text)
    goes_on = (block.is_topic and not block.ask) or block.rows[0].said is not None
    return head + _lines_of_rows(block) + (not goes_on)


def _lines_of_rows(block: QuestionBlock) -> int:
    if block.together and block.is_told and block.rows[0].said is not None:
        return 1
    if block.together:
        return sum(_lines(row.label) for row in (block.rows[:1] if block.is_once else block.rows))
    if block.is_once:
        return _lines_of_answers(block.rows[0].question.check.options, _LINE)
    if block.answers_alike:  # the answers are written once, and each row has a place to tick for each
        return _lines_of_answers(block.rows[0].question.check.options, _LINE - _NAME) + len(block.rows)
    if block.is_topic:  # the account's name stands beside its answers
        return sum(_lines_of_answers(row.question.check.options, _LINE - _NAME) for row in block.rows)
    return sum(_lines(row.label) + _lines_of_answers(row.question.check.options, _LINE) for row in block.rows)


def _lines_of_answers(options: Sequence[Option], width: int) -> int:
    """Side by side, each in a column of its own, or below each other: whichever takes less."""
    column = max(width // len(options) - _TICK, 1)
    side_by_side = max(1 + len(option.label) // column for option in options)
    return min(side_by_side, sum(1 + len(option.label) // width for option in options))


def _lines(text: str) -> int:
    return 1 + len(text) // _LINE


def _fits(blocks: Iterable[QuestionBlock]) -> bool:
    shown = tuple(blocks)
    settings = sum(len(block.rows) for block in shown if block.screen is not None)
    return sum(map(lines_of, shown)) <= ROOM and settings <= MOST_ROWS


def _parts(block: QuestionBlock) -> Iterator[QuestionBlock]:
    rows: list[QuestionRow] = []
    for row in block.rows:
        if rows and not _fits([evolve(block, rows=(*rows, row))]):
            yield evolve(block, rows=tuple(rows))
            rows = []
        rows.append(row)
    yield evolve(block, rows=tuple(rows))
