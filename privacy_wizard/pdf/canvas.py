"""Drawing with tags: everything on a page is either part of the document's structure or marked as decoration."""

import codecs
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from io import BytesIO

from attrs import define, evolve, field, frozen
from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import pdfgeom
from reportlab.pdfgen.canvas import Canvas

from .fonts import NAMES, REGULAR, accent_shift, widths
from .shaping import ShapedText, is_of_scripts, shaped_text, visual_runs
from .text import Colour, Style, one_line, run_width, width_of
from .text_operators import TextOperators, filling, numbers, stroking

PAGE_WIDTH, PAGE_HEIGHT = A4
_WORD = re.compile("[^ ]+| +")
_CLUSTER = re.compile("[^\u0300-\u036f][\u0300-\u036f]*|[\u0300-\u036f]+")  # a letter with its accents
Attributes = Mapping[str, str | tuple[float, ...]]


@frozen
class TagMark:
    """A piece of a page's content: which page (from 0), which marked content of it."""

    page: int
    number: int


@frozen
class Blank:
    """A signature field: its name, what it is for, where it is (left, bottom, right, top)."""

    name: str
    purpose: str
    page: int
    rectangle: tuple[float, float, float, float]


@define
class Element:
    """A node of the structure tree: a tag, its attributes, and its content."""

    tag: str
    attributes: Attributes = field(factory=dict)
    inside: "list[Element | TagMark | Blank]" = field(factory=list)


@frozen(kw_only=True)
class Drawing:
    """What was drawn: the pages as a plain PDF, and the structure that finishing turns into tags."""

    pdf: bytes
    structure: Element
    pages: int
    attached: bytes = b""
    """What the pages were drawn from, where that goes with them."""


class _Within:
    """While an element is the one that what is drawn belongs to; thousands of them in a document."""

    __slots__ = ("_element", "_open")

    def __init__(self, open_: list[Element], element: Element) -> None:
        self._open, self._element = open_, element

    def __enter__(self) -> Element:
        self._open.append(self._element)
        return self._element

    def __exit__(self, *_: object) -> None:
        self._open.pop()


class _Marked:
    """While what is drawn is one marked piece of the page; it stays on the page on which it begins."""

    __slots__ = ("_begun", "_canvas")

    def __init__(self, canvas: Canvas, begun: str) -> None:
        self._canvas, self._begun = canvas, begun

    def __enter__(self) -> None:
        self._canvas._code.append(self._begun)

    def __exit__(self, *_: object) -> None:
        self._canvas._code.append("EMC")


class PageCanvas:
    """Draws on A4 pages from the bottom left, in points, and keeps the structure tree as it goes."""

    _size, _still = 1.0, (0.0, 0.0)  # how large this page is drawn, and the point that stays where it is

    def __init__(self) -> None:
        for name in NAMES:
            widths(name)
        rl_config.useA85 = 0  # text around binary streams is only slower
        self._file = BytesIO()
        self._canvas = Canvas(
            self._file, pagesize=A4, invariant=1, pageCompression=1, initialFontName=REGULAR, pdfVersion=(1, 7)
        )
        self._text = TextOperators(self._canvas)
        self._finished: list[dict[str, object]] = []
        self._marks = 0
        self._open = [Element("Document")]
        self.page = 0

    def element(self, tag: str, **attributes: str | tuple[float, ...]) -> AbstractContextManager[Element]:
        """Everything drawn inside belongs to this structure element."""
        if isinstance(box := attributes.get("BBox"), tuple):
            attributes["BBox"] = self._on_paper(box)
        element = Element(tag, attributes)
        self._open[-1].inside.append(element)
        return _Within(self._open, element)

    def within(self, element: Element) -> AbstractContextManager[Element]:
        """Goes on with an element begun earlier, such as one that continues on the next page."""
        return _Within(self._open, element)

    def content(self) -> AbstractContextManager[None]:
        """What is drawn inside is one piece of content of the open element."""
        element = self._open[-1]
        element.inside.append(TagMark(self.page, self._marks))
        begun = f"/{element.tag} <</MCID {self._marks}>> BDC"
        self._marks += 1
        return _Marked(self._canvas, begun)

    def decoration(self, kind: str = "Layout") -> AbstractContextManager[None]:
        """What is drawn inside carries no meaning: lines, tints, page numbers."""
        return _Marked(self._canvas, f"/Artifact <</Type /{kind}>> BDC")

    def blank(self, name: str, purpose: str, rectangle: tuple[float, float, float, float]) -> None:
        """Leaves a place for a signature in the open element."""
        self._open[-1].inside.append(Blank(name, purpose, self.page, self._on_paper(rectangle)))

    def resize(self, size: float, x: float, y: float) -> None:
        """Draws what follows on this page so many times as large, about a point; once on a page, before anything."""
        self._size, self._still = size, (x, y)
        moved = numbers(size, 0, 0, size, x * (1 - size), y * (1 - size))
        self._canvas._code.append(f"q {moved} cm")

    def _on_paper(self, box: Sequence[float]) -> tuple[float, float, float, float]:
        """Where left, bottom, right and top come to be."""
        if self._size == 1:
            left, bottom, right, top = box
            return left, bottom, right, top
        left, bottom, right, top = (
            still + (at - still) * self._size for at, still in zip(box, 2 * self._still, strict=True)
        )
        return left, bottom, right, top

    def text(self, x: float, y: float, text: str, style: Style) -> None:
        """One line of text with its baseline at that height. Raises Unprintable."""
        line = one_line(text)
        if is_of_scripts(line):
            self._in_scripts(x, y, line, style)
        else:
            self._in_own_font(x, y, line, style)

    def _in_scripts(self, x: float, y: float, line: str, style: Style) -> None:
        """A line with names in other scripts, part by part from the left."""
        for run in visual_runs(line):
            if run.font:
                widths(run.font)
                self._shaped(x, y, shaped_text(run), evolve(style, font=run.font, spacing=0.0))
            else:
                self._in_own_font(x, y, run.text[::-1] if run.from_right else run.text, style)
            x += run_width(run, style)

    def _shaped(self, x: float, y: float, found: ShapedText, style: Style) -> None:
        scale = style.size / 1000
        if found.says:
            self._canvas._code.append(_saying(found.says))
        for each in found.letters:
            there = (x + each.right * scale, y + each.up * scale)
            if each.is_silent:
                self._text.write_nothing(*there, each.drawn, style, each.width)
            elif each.is_read:
                self._text.write(*there, each.drawn, style)
            else:
                self._canvas._code.append(_saying(""))
                self._text.write(*there, each.drawn, style)
                self._canvas._code.append("EMC")
        if found.says:
            self._canvas._code.append("EMC")

    def _in_own_font(self, x: float, y: float, line: str, style: Style) -> None:
        if not line.isascii() and any(map(unicodedata.combining, line)):
            self._accented(x, y, line, style)
        elif line:
            self._text.write(x, y, line, style)

    def _accented(self, x: float, y: float, text: str, style: Style) -> None:
        """A line with accents that no single character holds (as in Yoruba): each is placed by its outline."""
        for word in _WORD.findall(text):
            if any(map(unicodedata.combining, word)):
                # Said as a whole, or readers would take the accents for words of their own.
                self._canvas._code.append(_saying(word))
                self._accented_word(x, y, word, style)
                self._canvas._code.append("EMC")
            else:
                self._text.write(x, y, word, style)
            x += width_of(word, style)

    def _accented_word(self, x: float, y: float, word: str, style: Style) -> None:
        for cluster in _CLUSTER.findall(word):
            base, accents = cluster[0], cluster[1:]
            self._text.write(x, y, base, style)
            for at, accent in enumerate(accents):
                right, up = accent_shift(style.font, base, accents[:at], accent)
                self._text.write(x + right * style.size / 1000, y + up * style.size / 1000, accent, style)
            x += width_of(cluster, style)

    def fill(self, x: float, y: float, width: float, height: float, colour: Colour, radius: float = 0) -> None:
        """A filled rectangle."""
        self._canvas._code.append(filling(colour))
        if radius:
            self._canvas.roundRect(x, y, width, height, min(radius, width / 2, height / 2), stroke=0, fill=1)
        else:
            self._canvas.rect(x, y, width, height, stroke=0, fill=1)

    def frame(self, x: float, y: float, width: float, height: float, colour: Colour, radius: float = 0) -> None:
        """The outline of a rectangle."""
        self._stroke(colour, 0.75)
        self._canvas.roundRect(x, y, width, height, radius, stroke=1, fill=0)

    def rule(self, x: float, y: float, width: float, colour: Colour, weight: float = 0.6) -> None:
        """A horizontal line."""
        self._stroke(colour, weight)
        self._canvas._code.append(f"n {numbers(x, y)} m {numbers(x + width, y)} l S")

    def strokes(self, lines: tuple[tuple[tuple[float, float], ...], ...], colour: Colour, weight: float) -> None:
        """Lines through points, with round ends and joints."""
        self._stroke(colour, weight)
        for points in lines:
            there = " ".join([f"{numbers(*point)} l" for point in points[1:] or points])
            self._canvas._code += (f"n {numbers(*points[0])} m {there}", "S")

    def arc(self, x: float, y: float, radius: float, share: float, colour: Colour, weight: float) -> None:
        """Part of a circle, clockwise from the top; share from 0 to 1."""
        self._stroke(colour, weight)
        if share >= 1:
            self._canvas.circle(x, y, radius, stroke=1, fill=0)
        elif share > 0:
            self._canvas.arc(x - radius, y - radius, x + radius, y + radius, startAng=90, extent=-360 * share)

    def disc(self, x: float, y: float, radius: float, colour: Colour) -> None:
        """A filled circle."""
        self._canvas._code.append(filling(colour))
        self._canvas._code += ("n", *_round(x, y, radius), "f*")

    def squares(self, places: tuple[tuple[float, float, float], ...], height: float, colour: Colour) -> None:
        """Many small rectangles (left, bottom, width) as one shape."""
        self._canvas._code.append(filling(colour))
        squares = " ".join([f"{numbers(x, y, width, height)} re" for x, y, width in places])
        self._canvas._code += (f"n {squares}", "f*")

    def picture(self, image: object, x: float, y: float, width: float, height: float) -> None:
        """A picture that `pictures.logo` has read."""
        self._canvas.drawImage(image, x, y, width, height)

    def _stroke(self, colour: Colour, weight: float) -> None:
        self._canvas._code += (stroking(colour), f"{numbers(weight)} w", "1 J", "1 j")

    def turn(self) -> None:
        """Starts a new page; the old one is kept until the number of pages is known."""
        if self._size != 1:
            self._canvas._code.append("Q")
            self._size = 1.0
        self._finished.append(dict(self._canvas.__dict__))
        self._canvas._startPage()
        self.page, self._marks = self.page + 1, 0

    def finish(self, footer: Callable[["PageCanvas", int, int], None]) -> Drawing:
        """Ends the last page, draws the footers (given a page's number and their count), and returns it all."""
        self.turn()
        for number, page in enumerate(self._finished):
            self._canvas.__dict__.update(page)
            self.page = number
            footer(self, number + 1, len(self._finished))
            self._canvas.showPage()
        self._canvas.save()
        return Drawing(pdf=self._file.getvalue(), structure=self._open[0], pages=len(self._finished))


def _saying(text: str) -> str:
    """Begins a part of a line that a reader takes for this text, whatever is drawn."""
    written = codecs.BOM_UTF16_BE + text.encode("utf-16-be")
    return f"/Span <</ActualText <{written.hex()}>>> BDC"


def _round(x: float, y: float, radius: float) -> Iterator[str]:
    """The outline of a circle, reckoned as reportlab does, to the last digit."""
    left, bottom = x - radius, y - radius
    curves = pdfgeom.bezierArc(left, bottom, left + (x + radius - left), bottom + (y + radius - bottom), 0, 360)
    yield f"{numbers(*curves[0][:2])} m"
    for curve in curves:
        yield f"{numbers(*curve[2:])} c"
