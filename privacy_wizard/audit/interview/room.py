"""How much of a page its questions take, so that every page fits the window without scrolling. Pure."""

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve

from ...domain.model import Option, Screen
from .page import QuestionBlock, QuestionRow

ROOM, ROOM_FOR_SETTINGS = 512, 480
"""The height that a page has for its blocks in a window on a screen of 1366 by 768 with a task bar, in pixels.

Pages of settings have less: it is asked there how the answers are known, and how old the guidance is stands there.
"""
MOST_ROWS = 5
"""Rows that are looked up together: a page of settings has no more."""

# Measured in the window at the system's usual size of text; a test there holds every page of every platform to it.
_WIDE, _BESIDE_LABEL, _WAY = 930, 690, 560  # the width that answers have
_CARD, _ASK, _ROW, _ROW_OF_TOPIC, _LEAST_OF_TOPIC, _TOLD, _TOLD_AROUND = 20, 28, 43, 13, 46, 22, 104
_AROUND_HEADS, _ROW_OF_COLUMNS, _SAID = 24, 27, 25
_LETTER, _LINE, _BETWEEN = 6.7, 16, 8
_AROUND_ANSWER, _ABOVE_ANSWER = 60, 13  # its tick and air; above and below
_MOST_COLUMNS, _STRIP, _STRIP_LINE, _ARROW = 4, 42, 32, "    "


def pages_of_blocks(blocks: Sequence[QuestionBlock]) -> Iterator[tuple[QuestionBlock, ...]]:
    """The blocks in their order on as few pages as they fit; a block that fits on no page is continued on the next."""
    pages: list[list[QuestionBlock]] = []
    for block in blocks:
        for part in _parts(block):
            # A topic that is asked once goes where there is room; everything else keeps its order.
            open_pages = pages if part.is_once else pages[-1:]
            fitting = next((page for page in open_pages if _fits([*page, part])), None)
            if fitting is None:
                pages.append([part])
            else:
                fitting.append(part)
    yield from map(tuple, pages)


def height_of(block: QuestionBlock) -> int:
    """The height of a block with the gap below it, in pixels."""
    first = block.rows[0]
    if first.said is not None:
        return _SAID * (1 if block.is_told or block.is_once else len(block.rows))
    if block.together:
        return _TOLD_AROUND + sum(_TOLD * _lines(row.label, _WIDE) for row in block.rows)
    if block.is_once:
        return _CARD + _ROW + _height_of_answers(first.question.check.options, _WIDE)
    if block.is_topic and not block.ask:  # it goes on in the card of the block before
        return sum(_height_of_row(block, row) for row in block.rows)
    head = _ASK * _lines(block.ask, _WIDE) if block.ask else 0
    if block.screen is not None:
        head = _height_of_screen(block.screen)
    if block.answers_alike:  # written once, above a column of places to choose for each
        options = block.rows[0].question.check.options
        column = _BESIDE_LABEL // (len(options) + 1)
        heads = max(_LINE * _lines(option.label, column) for option in options)
        return _CARD + head + heads + _AROUND_HEADS + _ROW_OF_COLUMNS * len(block.rows)
    return _CARD + head + sum(_height_of_row(block, row) for row in block.rows)


def _height_of_screen(screen: Screen) -> int:
    """The strip with the way to a screen, as it is shown first; its name stands above where the way does not end so."""
    path = screen.path
    way = path.anywhere or path.web or path.iphone or path.android or ""
    lines = _lines(way + _ARROW * way.count(">"), _WAY)
    is_named = bool(screen.title) and way.rpartition(">")[2].strip() != screen.title
    return _STRIP + _STRIP_LINE * (lines - 1) + (_LINE if is_named else 0)


def _height_of_row(block: QuestionBlock, row: QuestionRow) -> int:
    options = row.question.check.options
    if block.is_topic:
        return _ROW_OF_TOPIC + max(_height_of_answers(options, _BESIDE_LABEL), _LEAST_OF_TOPIC)
    if row.question.is_acknowledgement:  # its two answers stand at the end of the statement
        return _ROW_OF_TOPIC + max(_ABOVE_ANSWER + _LINE, _LINE * _lines(row.label, _WIDE // 2))
    label = _LINE * (_lines(row.label, 2 * _WIDE // 3) - 1)
    return _ROW + label + _height_of_answers(options, _WIDE)


def _height_of_answers(options: Sequence[Option], width: int) -> int:
    """On one line where they fit, else in the columns that take the least height."""
    widths = [_AROUND_ANSWER + _LETTER * len(option.label) for option in options]
    if sum(widths) + _BETWEEN * (len(options) - 1) <= width:
        return _ABOVE_ANSWER + _LINE
    return min(_in_columns(options, width, columns) for columns in range(1, min(len(options), _MOST_COLUMNS) + 1))


def _in_columns(options: Sequence[Option], width: int, columns: int) -> int:
    inside = (width - _BETWEEN * (columns - 1)) // columns - _AROUND_ANSWER
    heights = [_ABOVE_ANSWER + _LINE * _lines(option.label, inside) for option in options]
    lines = [max(heights[at : at + columns]) for at in range(0, len(heights), columns)]
    return sum(lines) + _BETWEEN * (len(lines) - 1)


def _lines(text: str, width: int) -> int:
    return 1 + int(_LETTER * len(text) / max(width, 1))


def _fits(blocks: Iterable[QuestionBlock]) -> bool:
    shown = tuple(blocks)
    settings = sum(len(block.rows) for block in shown if block.screen is not None)
    is_looked_up = any(row.question.is_looked_up and not block.is_topic for block in shown for row in block.rows)
    room = ROOM_FOR_SETTINGS if is_looked_up else ROOM
    return sum(map(height_of, shown)) <= room and settings <= MOST_ROWS


def _parts(block: QuestionBlock) -> Iterator[QuestionBlock]:
    rows: list[QuestionRow] = []
    for row in block.rows:
        if rows and not _fits([evolve(block, rows=(*rows, row))]):
            yield evolve(block, rows=tuple(rows))
            rows = []
        rows.append(row)
    yield evolve(block, rows=tuple(rows))
