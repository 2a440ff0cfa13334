"""The flow down the pages: paragraphs and tables that turn the page themselves."""

from collections.abc import Callable, Sequence
from contextlib import nullcontext

from attrs import Factory, define, field, frozen

from .canvas import PAGE_HEIGHT, PAGE_WIDTH, Element, PageCanvas
from .text import Colour, Style, colour, wrap

LEFT, RIGHT = 50.0, 50.0
WIDTH = PAGE_WIDTH - LEFT - RIGHT
FIRST_TOP, TOP, BOTTOM = PAGE_HEIGHT - 50, PAGE_HEIGHT - 74, 66.0
LINE: Colour = colour("dcdfe4")
TINT: Colour = colour("f5f6f8")
BETWEEN = 24.0  # two columns of texts
_ITEM = 12.0  # from the dot of a list to its text


@frozen(kw_only=True)
class TableColumn:
    """One column of a table: its heading and its share of the width in points."""

    title: str
    width: float


@frozen(kw_only=True)
class TableCell:
    """One cell: its paragraphs with their styles, and a decoration drawn at its top left, for which it moves aside."""

    paragraphs: tuple[tuple[str, Style], ...]
    ornament: Callable[[PageCanvas, float, float], None] | None = None
    indent: float = 0.0
    names_row: bool = False


@define
class _CellFlow:
    """A cell on its way down the pages."""

    lines: list[tuple[int, str, Style]]
    elements: list[Element]

    def height(self) -> float:
        return sum(style.leading for _, _, style in self.lines)

    def fitting(self, height: float) -> int:
        """How many of the next lines fit."""
        count, used = 0, 0.0
        while count < len(self.lines) and used + self.lines[count][2].leading <= height:
            used += self.lines[count][2].leading
            count += 1
        return count

    def take(self, count: int) -> list[tuple[int, str, Style]]:
        """Removes and returns that many of the next lines."""
        taken, self.lines = self.lines[:count], self.lines[count:]
        return taken


@define
class PageFlow:
    """The pages, and how far down the current one is."""

    canvas: PageCanvas = Factory(PageCanvas)
    y: float = FIRST_TOP
    never_alone: bool = False  # whether every line, row and item has one of its own kind with it; once it was not so
    size: float = 1.0  # how large everything is set
    width: float = WIDTH  # between the margins, and `bottom` where the page ends, in points of that size
    bottom: float = BOTTOM

    def set_size(self, size: float) -> None:
        """Sets what follows so many times as large, from the head of this page on: less is more to a page."""
        self.size = size
        self.width, self.bottom = WIDTH / size, BOTTOM if size == 1 else TOP - (TOP - BOTTOM) / size
        if size != 1:
            self.canvas.resize(size, LEFT, TOP)

    @property
    def height(self) -> float:
        """Of a whole page, in points."""
        return float(TOP - self.bottom)

    @property
    def column(self) -> float:
        """The width of one of two columns side by side."""
        return (self.width - BETWEEN) / 2

    def space(self, height: float) -> None:
        """Leaves a gap, except at the top of a page."""
        if self.y != TOP:
            self.y -= height

    def room(self) -> float:
        """The remaining height of the page, in points."""
        return self.y - self.bottom

    def first(self, count: int) -> int:
        """How many of so many rows or items come first on one page, so that none is left alone before the last two."""
        return 3 if self.never_alone and count == 3 else 2

    def together(self, heights: Sequence[float], at: int) -> Sequence[float]:
        """Of these rows or items the ones that stay with the one at that place, itself included."""
        if at == 0:
            return heights[: self.first(len(heights))]
        return heights[at : at + 2] if at == len(heights) - 2 else heights[at : at + 1]

    def need(self, height: float) -> None:
        """Turns the page if that much does not fit any more."""
        if self.room() < height:
            self.turn()

    def turn(self, size: float | None = None) -> None:
        """Goes on at the top of a new page, in another size where one is given."""
        self.canvas.turn()
        self.y = TOP
        self.set_size(size or self.size)

    def paragraph(
        self, tag: str, text: str, style: Style, *, x: float = LEFT, width: float | None = None, after: float = 0.0
    ) -> None:
        """A text in lines, over as many pages as it takes. Raises Unprintable."""
        with self.canvas.element(tag) as element:
            flow = _CellFlow([(0, line, style) for line in wrap(text, style, width or self.width)], [element])
        while flow.lines:
            self.need(style.leading)
            count = self._lines_here(flow)
            if not count:
                self.turn()
                continue
            _draw_lines(self.canvas, flow, flow.take(count), x, self.y)
            self.y -= style.leading * count
        self.y -= after

    def _lines_here(self, flow: _CellFlow) -> int:
        """How many of the lines of a text come on this page; none where one would stand alone."""
        count, left = flow.fitting(self.room()), len(flow.lines)
        if count == left or not self.never_alone:
            return count
        count = min(count, left - 2)
        return count if count > 1 else 0

    def items(
        self, texts: Sequence[str], style: Style, *, x: float = LEFT, width: float | None = None, after: float = 3
    ) -> None:
        """A list with a dot before each text, which stays on one page where it can. Raises Unprintable."""
        width = width or self.width
        heights = [len(wrap(text, style, width - _ITEM)) * style.leading for text in texts]
        with self.canvas.element("L"):
            for at, text in enumerate(texts):
                together = self.together(heights, at) if self.never_alone else heights[at : at + 1]
                self.need(min(sum(together) + after * (len(together) - 1), self.height))
                with self.canvas.element("LI"):
                    with self.canvas.element("Lbl"), self.canvas.content():
                        self.canvas.text(x, self.y - (style.leading + style.size * 0.72) / 2, "•", style)
                    self.paragraph("LBody", text, style, x=x + _ITEM, width=width - _ITEM, after=after)


def _draw_lines(
    canvas: PageCanvas, flow: _CellFlow, lines: Sequence[tuple[int, str, Style]], x: float, y: float
) -> None:
    """Draws lines from that height down, each paragraph's as one piece of its element."""
    for number in dict.fromkeys(number for number, _, _ in lines):
        with canvas.within(flow.elements[number]), canvas.content():
            for of, line, style in lines:
                if of == number:
                    canvas.text(x, y - (style.leading + style.size * 0.72) / 2, line, style)
                    y -= style.leading


HEADING = Style(font="Inter-SemiBold", size=7.2, leading=10, colour=colour("5a5f69"))
_AGAIN = Style(font="Inter-SemiBold", size=9, leading=13)
PAD = 5.5
GUTTER = 10.0  # that a table leaves between its columns
_HEADING_LINES = 3  # a longer heading would leave no room for rows
_TURNS_BELOW = 20.0  # points for a row's words: with less room, it goes on over the page
_HEADS = 60  # points of a page above the rows, for the repeated heading


def row_height(columns: Sequence[TableColumn], cells: Sequence[TableCell], pad: float = PAD) -> float:
    """How high a row is, in points. Raises Unprintable."""
    heights = (
        sum(
            len(wrap(text, style, column.width - GUTTER - cell.indent)) * style.leading
            for text, style in cell.paragraphs
        )
        for cell, column in zip(cells, columns, strict=True)
    )
    return max(heights) + 2 * pad


def table_start(
    columns: Sequence[TableColumn], rows: Sequence[Sequence[TableCell]], pad: float = PAD, first: int = 2
) -> float:
    """How much room the heading of a table and its first rows take, in points. Raises Unprintable."""
    heading = max(len(wrap(column.title, HEADING, column.width - GUTTER)[:_HEADING_LINES]) for column in columns)
    return 5 + HEADING.leading * heading + sum(row_height(columns, cells, pad) for cells in rows[:first])


@define
class PageTable:
    """A table that repeats its heading on each page; the repetition is decoration, the first is structure."""

    sheet: PageFlow
    columns: tuple[TableColumn, ...]
    again: str = ""  # what the table is about, said again above it on each further page
    pad: float = PAD  # above and below each row
    element: Element = field(init=False)
    body: Element = field(init=False)

    def __attrs_post_init__(self) -> None:
        canvas = self.sheet.canvas
        with canvas.element("Table") as self.element:
            with canvas.element("THead"), canvas.element("TR") as row:
                self._heading(row)
            with canvas.element("TBody") as self.body:
                pass

    def _heading(self, row: Element | None) -> None:
        """The heading row: structure where a row is given, decoration on the pages after."""
        canvas, sheet = self.sheet.canvas, self.sheet
        titles = [wrap(column.title, HEADING, column.width - GUTTER)[:_HEADING_LINES] for column in self.columns]
        x = LEFT
        for column, lines in zip(self.columns, titles, strict=True):
            with (
                canvas.element("TH", Scope="Column") if row else nullcontext(),
                canvas.content() if row else canvas.decoration(),
            ):
                for at, line in enumerate(lines):
                    canvas.text(x, sheet.y - 10 - at * HEADING.leading, line, HEADING)
            x += column.width
        sheet.y -= 5 + HEADING.leading * max(map(len, titles))
        with canvas.decoration():
            canvas.rule(LEFT, sheet.y, sheet.width, colour("1b1d22"), 0.8)

    def rows(self, rows: Sequence[Sequence[TableCell]]) -> None:
        """All rows, none of them alone at the top or bottom of a page. Raises Unprintable."""
        heights = [row_height(self.columns, cells, self.pad) for cells in rows]
        for at, cells in enumerate(rows):
            together = sum(self.sheet.together(heights, at))
            if self.sheet.room() < self._least(together) and together < self.sheet.height - _HEADS:
                self._turn()
            self.row(cells)

    def _least(self, height: float) -> float:
        """The room without which a row that is so high goes on over the page."""
        least = 2 * self.pad + _TURNS_BELOW
        return height if self.sheet.never_alone else max(height, least)

    def row(self, cells: Sequence[TableCell]) -> None:
        """One row, kept on one page unless it is longer than a page. Raises Unprintable."""
        flows = self._begin(cells)
        height = max(flow.height() for flow in flows) + 2 * self.pad
        if height > self.sheet.room():
            self._turn()
        self._ornaments(cells)
        while any(flow.lines for flow in flows):
            left = max(flow.height() for flow in flows) + 2 * self.pad
            if self.sheet.room() < min(self._least(left), 2 * self.pad + _TURNS_BELOW):
                self._turn()
            self._draw(flows, cells)
        with self.sheet.canvas.decoration():
            self.sheet.canvas.rule(LEFT, self.sheet.y, self.sheet.width, LINE)

    def _turn(self) -> None:
        self.sheet.turn()
        if self.again:
            with self.sheet.canvas.decoration():
                self.sheet.canvas.text(LEFT, self.sheet.y - 10, wrap(self.again, _AGAIN, self.sheet.width)[0], _AGAIN)
            self.sheet.y -= 16
        self._heading(None)

    def _begin(self, cells: Sequence[TableCell]) -> list[_CellFlow]:
        """The row's elements, in reading order, with the lines that will fill them."""
        canvas = self.sheet.canvas
        with canvas.within(self.body), canvas.element("TR"):
            return [self._begin_cell(cell, column) for cell, column in zip(cells, self.columns, strict=True)]

    def _begin_cell(self, cell: TableCell, column: TableColumn) -> _CellFlow:
        canvas = self.sheet.canvas
        width = column.width - GUTTER - cell.indent
        lines = [
            (number, line, style)
            for number, (text, style) in enumerate(cell.paragraphs)
            for line in wrap(text, style, width)
        ]
        head = canvas.element("TH", Scope="Row") if cell.names_row else canvas.element("TD")
        with head as element:
            if len(cell.paragraphs) == 1:
                return _CellFlow(lines, [element])
            return _CellFlow(lines, [self._paragraph() for _ in cell.paragraphs])

    def _paragraph(self) -> Element:
        with self.sheet.canvas.element("P") as element:
            return element

    def _ornaments(self, cells: Sequence[TableCell]) -> None:
        x = LEFT
        for cell, column in zip(cells, self.columns, strict=True):
            if cell.ornament is not None:
                with self.sheet.canvas.decoration():
                    cell.ornament(self.sheet.canvas, x, self.sheet.y - self.pad)
            x += column.width

    def _draw(self, flows: Sequence[_CellFlow], cells: Sequence[TableCell]) -> None:
        """As much of the row as fits on this page."""
        sheet, x, used = self.sheet, LEFT, 0.0
        for flow, cell, column in zip(flows, cells, self.columns, strict=True):
            lines = flow.take(flow.fitting(sheet.room() - 2 * self.pad))
            _draw_lines(sheet.canvas, flow, lines, x + cell.indent, sheet.y - self.pad)
            used = max(used, sum(style.leading for _, _, style in lines))
            x += column.width
        sheet.y -= used + 2 * self.pad
