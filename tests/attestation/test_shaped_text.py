from hypothesis import given, settings
from hypothesis import strategies as st

from privacy_wizard.pdf.canvas import PageCanvas
from privacy_wizard.pdf.fonts import ITALIC, MEDIUM, REGULAR, unprintable, widths
from privacy_wizard.pdf.text import Style, colour

PRINTABLE = tuple(sorted(chr(code) for code in widths(REGULAR) if not unprintable(chr(code)) and code != 0x0A))
LINES = st.lists(
    st.tuples(
        st.floats(-500, 2000),
        st.floats(-500, 2000),
        st.text(st.sampled_from(PRINTABLE), min_size=1, max_size=40),
        st.sampled_from(
            [Style(), Style(font=MEDIUM, size=7.25), Style(font=ITALIC, size=8, spacing=0.6, colour=colour("1d5bbf"))]
        ),
    ),
    min_size=1,
    max_size=30,
)


def both_ways(lines: list[tuple[float, float, str, Style]]) -> tuple[list[str], list[str]]:
    short, long = PageCanvas(), PageCanvas()
    for line in lines:
        short._text.write(*line)
        long._text._by_reportlab(*line)
    return short._canvas._code, long._canvas._code


@settings(max_examples=60, deadline=None)
@given(LINES)
def test_text_is_written_as_reportlab_writes_it(lines: list[tuple[float, float, str, Style]]) -> None:
    short, long = both_ways(lines)
    assert short == long


def test_text_is_written_as_reportlab_writes_it_when_a_font_has_no_codes_left() -> None:
    every = "".join(PRINTABLE)
    lines = [(50.0, 700.0 - at, every[at : at + 40], Style()) for at in range(0, len(every), 40)]
    short, long = both_ways(lines + lines)
    assert short == long
    assert any("F1+1" in each for each in short)


@settings(max_examples=60, deadline=None)
@given(st.floats(0, 600), st.floats(0, 800), st.floats(0.5, 60))
def test_lines_discs_and_squares_are_drawn_as_reportlab_draws_them(x: float, y: float, size: float) -> None:
    short, long = PageCanvas(), PageCanvas()
    ink = colour("14305f")
    short.disc(x, y, size, ink)
    short.rule(x, y, size, ink)
    short.strokes((((x, y), (x + size, y), (y, x)), ((y, x),)), ink, 1.4)
    short.squares(((x, y, size), (y, x, size)), size, ink)
    canvas = long._canvas
    canvas.setFillColorRGB(*ink)
    canvas.circle(x, y, size, stroke=0, fill=1)
    _line(canvas, ink, 0.6)
    canvas.line(x, y, x + size, y)
    _line(canvas, ink, 1.4)
    for points in (((x, y), (x + size, y), (y, x)), ((y, x), (y, x))):
        path = canvas.beginPath()
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        canvas.drawPath(path, stroke=1, fill=0)
    canvas.setFillColorRGB(*ink)
    path = canvas.beginPath()
    path.rect(x, y, size, size)
    path.rect(y, x, size, size)
    canvas.drawPath(path, stroke=0, fill=1)
    assert short._canvas._code == canvas._code


def _line(canvas: object, ink: tuple[float, float, float], weight: float) -> None:
    canvas.setStrokeColorRGB(*ink)  # type: ignore[attr-defined]
    canvas.setLineWidth(weight)  # type: ignore[attr-defined]
    canvas.setLineCap(1)  # type: ignore[attr-defined]
    canvas.setLineJoin(1)  # type: ignore[attr-defined]
