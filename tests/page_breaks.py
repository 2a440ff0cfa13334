"""What stands alone at the head or the foot of a page, found in the structure that a drawing has."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from io import BytesIO

import pikepdf
from attrs import frozen

from privacy_wizard.pdf.canvas import Drawing, Element, TagMark

_HEADINGS = frozenset({"H1", "H2", "H3", "THead"})


@frozen
class _Piece:
    """A marked piece of a page, with the elements that it is in, from the outermost."""

    mark: TagMark
    within: tuple[Element, ...]


def alone(drawing: Drawing) -> list[str]:
    """Headings that end a page, rows that go over one or stand alone on one, single lines of a longer text."""
    pieces = list(_pieces(drawing.structure, ()))
    return [*_headings(pieces), *_rows(pieces), *_lines(pieces, drawing.pdf)]


def _pieces(element: Element, within: tuple[Element, ...]) -> Iterator[_Piece]:
    for part in element.inside:
        if isinstance(part, TagMark):
            yield _Piece(part, (*within, element))
        elif isinstance(part, Element):
            yield from _pieces(part, (*within, element))


def _headings(pieces: list[_Piece]) -> Iterator[str]:
    last: dict[int, _Piece] = {}
    for piece in pieces:
        if piece.mark.page not in last or piece.mark.number > last[piece.mark.page].mark.number:
            last[piece.mark.page] = piece
    for page, piece in last.items():
        if any(element.tag in _HEADINGS for element in piece.within):
            yield f"page {page + 1} ends with a heading"


def _rows(pieces: list[_Piece]) -> Iterator[str]:
    pages: dict[int, set[int]] = defaultdict(set)
    tables: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for piece in pieces:
        tags = [element.tag for element in piece.within]
        if "TBody" in tags:
            row, table = piece.within[tags.index("TR")], piece.within[tags.index("Table")]
            pages[id(row)].add(piece.mark.page)
            tables[id(table)][piece.mark.page].add(id(row))
    yield from (f"a row goes over pages {sorted(on)}" for on in pages.values() if len(on) > 1)
    for table in tables.values():
        if len(table) > 1:
            yield from (f"a row stands alone on page {page + 1}" for page, rows in table.items() if len(rows) == 1)


def _lines(pieces: list[_Piece], pdf: bytes) -> Iterator[str]:
    texts: dict[int, list[TagMark]] = defaultdict(list)
    for piece in pieces:
        texts[id(piece.within[-1])].append(piece.mark)
    broken = [mark for marks in texts.values() if len({mark.page for mark in marks}) > 1 for mark in marks]
    with pikepdf.open(BytesIO(pdf)) as opened:
        lines = {number: _lines_by_mark(opened.pages[number]) for number in {mark.page for mark in broken}}
    yield from (f"one line alone on page {m.page + 1}" for m in broken if lines[m.page][m.number] == 1)


def _lines_by_mark(page: pikepdf.Page) -> Counter[int]:
    """How many lines of text each marked piece of a page has."""
    found, heights, mark = Counter[int](), set[float](), -1
    for operands, operator in pikepdf.parse_content_stream(page, "BDC Tm"):
        if str(operator) == "BDC" and "/MCID" in operands[1]:
            mark, heights = int(operands[1]["/MCID"]), set()
        elif str(operator) == "Tm":
            heights.add(round(float(operands[5]), 1))
            found[mark] = len(heights)
    return found
