"""The flow down the pages: paragraphs and tables that turn the page by themselves."""

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

    def take(self, height: float) -> list[tuple[int, str, Style]]:
        """The next lines that fit, taken out."""
        count, used = 0, 0.0
        while count < len(self.lines) and used + self.lines[count][2].leading <= height:
            used += self.lines[count][2].leading
            count += 1
        taken, self.lines = self.lines[:count], self.lines[count:]
        return taken


@define
class PageFlow:
    """The pages and how far down the present one is."""

    canvas: PageCanvas = Factory(PageCanvas)
    y: float = FIRST_TOP

    def space(self, height: float) -> None:
        """Leaves room, but not at the top of a page."""
        if self.y != TOP:
            self.y -= height

    def room(self) -> float:
        """What is left of the page, in points."""
        return self.y - BOTTOM

    def need(self, height: float) -> None:
        """Turns the page where that much does not fit any more."""
        if self.room() < height:
            self.turn()

    def turn(self) -> None:
        """Goes on at the top of a new page."""
        self.canvas.turn()
        self.y = TOP

    def paragraph(
        self, tag: str, text: str, style: Style, *, x: float = LEFT, width: float = WIDTH, after: float = 0.0
    ) -> None:
        """A text in lines, over as many pages as it takes. Raises Unprintable."""
        lines = [(0, line, style) for line in wrap(text, style, width)]
        with self.canvas.element(tag) as element:
            flow = _CellFlow(lines, [element])
        while flow.lines:
            self.need(style.leading)
            _draw_lines(self.canvas, flow, flow.take(self.room()), x, self.y)
            self.y -= style.leading * (len(lines) - len(flow.lines))
            lines = list(flow.lines)
        self.y -= after

    def items(
        self, texts: Sequence[str], style: Style, *, x: float = LEFT, width: float = WIDTH, after: float = 3
    ) -> None:
        """A list with a dot before each text, which stays on one page where it can. Raises Unprintable."""
        with self.canvas.element("L"):
            for text in texts:
                self.need(min(len(wrap(text, style, width - _ITEM)) * style.leading, TOP - BOTTOM))
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
_PAGE = TOP - BOTTOM - 60  # for rows, below the repeated heading


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


def table_start(columns: Sequence[TableColumn], rows: Sequence[Sequence[TableCell]], pad: float = PAD) -> float:
    """How much room the heading of a table and its first two rows take, in points. Raises Unprintable."""
    heading = max(len(wrap(column.title, HEADING, column.width - GUTTER)[:_HEADING_LINES]) for column in columns)
    return 5 + HEADING.leading * heading + sum(row_height(columns, cells, pad) for cells in rows[:2])


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
            canvas.rule(LEFT, sheet.y, WIDTH, colour("1b1d22"), 0.8)

    def rows(self, rows: Sequence[Sequence[TableCell]]) -> None:
        """All rows, of which none stands alone at the head or the foot of a page. Raises Unprintable."""
        heights = [row_height(self.columns, cells, self.pad) for cells in rows]
        for at, cells in enumerate(rows):
            together = heights[at : at + 2] if at in (0, len(rows) - 2) else heights[at : at + 1]
            if self.sheet.room() < max(sum(together), 2 * self.pad + _TURNS_BELOW) and sum(together) < _PAGE:
                self._turn()
            self.row(cells)

    def row(self, cells: Sequence[TableCell]) -> None:
        """One row, kept on one page unless it is longer than a page. Raises Unprintable."""
        flows = self._begin(cells)
        height = max(flow.height() for flow in flows) + 2 * self.pad
        if height > self.sheet.room():
            self._turn()
        self._ornaments(cells)
        while any(flow.lines for flow in flows):
            if self.sheet.room() < 2 * self.pad + _TURNS_BELOW:
                self._turn()
            self._draw(flows, cells)
        with self.sheet.canvas.decoration():
            self.sheet.canvas.rule(LEFT, self.sheet.y, WIDTH, LINE)

    def _turn(self) -> None:
        self.sheet.turn()
        if self.again:
            with self.sheet.canvas.decoration():
                self.sheet.canvas.text(LEFT, self.sheet.y - 10, wrap(self.again, _AGAIN, WIDTH)[0], _AGAIN)
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
            lines = flow.take(sheet.room() - 2 * self.pad)
            _draw_lines(sheet.canvas, flow, lines, x + cell.indent, sheet.y - self.pad)
            used = max(used, sum(style.leading for _, _, style in lines))
            x += column.width
        sheet.y -= used + 2 * self.pad
