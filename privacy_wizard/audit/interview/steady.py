"""Pages that stand still while somebody answers them: what an answer brings up follows what is there. Pure."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from attrs import evolve

from ..state import Key
from .page import QuestionBlock, QuestionPage
from .page_height import fits_on_a_page, pages_of_blocks

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
