"""Tables over several pages."""

from collections import Counter
from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from privacy_wizard.pdf.canvas import Element, TagMark
from privacy_wizard.pdf.flow import PageFlow, PageTable, TableCell, TableColumn
from privacy_wizard.pdf.text import Style

COLUMNS = (TableColumn(title="What", width=200), TableColumn(title="Where", width=200))
STYLE = Style(size=8, leading=11.5)


def marks(element: Element) -> Iterator[TagMark]:
    for inside in element.inside:
        if isinstance(inside, TagMark):
            yield inside
        elif isinstance(inside, Element):
            yield from marks(inside)


def rows_on_pages(table: PageTable) -> Counter[int]:
    """Page → how many rows begin there."""
    return Counter(next(marks(row)).page for row in table.body.inside if isinstance(row, Element))


@settings(max_examples=60, deadline=None)
@given(
    lines=st.lists(st.integers(1, 6), min_size=2, max_size=90),
    above=st.floats(0, 640),
    pad=st.sampled_from([2.6, 3.5, 5.5]),
)
def test_no_row_stands_alone_at_the_head_or_the_foot_of_a_page(lines: list[int], above: float, pad: float) -> None:
    sheet = PageFlow()
    sheet.turn()
    sheet.space(1)
    sheet.y -= above
    table = PageTable(sheet, COLUMNS, pad=pad)
    word = TableCell(paragraphs=(("word", STYLE),))
    table.rows([(TableCell(paragraphs=(("x " * 40 * (each - 1) + "x", STYLE),)), word) for each in lines])
    on_pages = rows_on_pages(table)
    assert sum(on_pages.values()) == len(lines)
    assert min(on_pages.values()) > 1


@settings(max_examples=60, deadline=None)
@given(lines=st.lists(st.integers(1, 6), min_size=1, max_size=60), above=st.floats(0, 700))
def test_a_row_and_its_mark_stand_on_the_same_page(lines: list[int], above: float) -> None:
    sheet, marked = PageFlow(), []
    sheet.y -= above
    table = PageTable(sheet, COLUMNS, pad=2.6)
    table.rows(
        [
            (
                TableCell(
                    paragraphs=(("x " * 40 * (each - 1) + "x", STYLE),),
                    ornament=lambda canvas, _x, _y: marked.append(canvas.page),
                ),
                TableCell(paragraphs=(("word", STYLE),)),
            )
            for each in lines
        ]
    )
    assert marked == [next(marks(row)).page for row in table.body.inside if isinstance(row, Element)]
