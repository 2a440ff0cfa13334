"""Logos of schools that do not exist, drawn from a number: crests, rings with words, pictures beside a name."""

import math
from collections.abc import Callable
from functools import cache
from random import Random

from PIL import Image, ImageDraw, ImageFont

from privacy_wizard.system import shipped_folder

SIDE = 640  # pixels; drawn twice as large
_TWICE = 2 * SIDE
_COLOURS = (
    "#7a1022",
    "#0b2a5b",
    "#0f5a37",
    "#f2b705",
    "#4b1f6f",
    "#c8102e",
    "#0077b6",
    "#1b1b1b",
    "#e87722",
    "#5a7d2a",
)
_NAMES = (
    "Willow Brook",
    "St Oswald's",
    "Harbour View",
    "Kings Meadow",
    "Thornhill",
    "All Saints",
    "Larkfield",
    "Moorside",
)
_KINDS = ("Primary School", "Academy", "C of E School", "High School", "Infants", "College")
_MOTTOES = ("LEARN AND GROW", "FIDE ET LABORE", "TOGETHER WE SHINE", "AIM HIGH", "VERITAS")
Point = tuple[float, float]


@cache
def school_logo(number: int, *, on_white: bool = False) -> Image.Image:
    """The logo of that number, always the same; RGBA, on nothing or on white."""
    random = Random(number)
    picture = Image.new("RGBA", (_TWICE, _TWICE), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    colours = random.sample(_COLOURS, 3)
    (_crest, _ring, _beside_name, _petals)[number % 4](pen, picture, random, colours)
    cut = picture.crop(picture.getbbox()).resize(_half(picture.getbbox()), Image.Resampling.LANCZOS)
    if not on_white:
        return cut
    page = Image.new("RGBA", (cut.width + 40, cut.height + 40), "white")
    page.alpha_composite(cut, (20, 20))
    return page


def _half(box: tuple[int, int, int, int] | None) -> tuple[int, int]:
    assert box is not None
    return (box[2] - box[0]) // 2, (box[3] - box[1]) // 2


def _font(size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(shipped_folder("resources") / "fonts" / "Inter-SemiBold.ttf"), round(size))


def _middle_text(
    pen: ImageDraw.ImageDraw, x: float, y: float, text: str, width: float, colour: str, most: float
) -> None:
    size = most
    while _font(size).getlength(text) > width:
        size *= 0.9
    pen.text((x, y), text, fill=colour, font=_font(size), anchor="mm")


def _star(x: float, y: float, r: float, points: int = 5, inner: float = 0.42) -> list[Point]:
    turns = [math.pi * at / points - math.pi / 2 for at in range(2 * points)]
    return [
        (x + r * (1 if at % 2 == 0 else inner) * math.cos(t), y + r * (1 if at % 2 == 0 else inner) * math.sin(t))
        for at, t in enumerate(turns)
    ]


def _charge(pen: ImageDraw.ImageDraw, random: Random, x: float, y: float, r: float, colour: str, ground: str) -> None:
    """One small picture."""
    kinds: tuple[Callable[[], None], ...] = (
        lambda: pen.polygon(_star(x, y, r, random.choice((5, 6, 8))), fill=colour),
        lambda: _tree(pen, x, y, r, colour),
        lambda: _book(pen, x, y, r, colour, ground),
        lambda: _cross(pen, x, y, r, colour),
        lambda: _castle(pen, x, y, r, colour, ground),
        lambda: _waves(pen, x, y, r, colour),
        lambda: _bird(pen, x, y, r, colour),
        lambda: _key(pen, x, y, r, colour, ground),
    )
    random.choice(kinds)()


def _tree(pen: ImageDraw.ImageDraw, x: float, y: float, r: float, colour: str) -> None:
    pen.rectangle((x - r * 0.12, y, x + r * 0.12, y + r), fill=colour)
    for dx, dy, size in ((0, -0.55, 0.45), (-0.45, -0.1, 0.42), (0.45, -0.1, 0.42), (0, -0.1, 0.5)):
        pen.ellipse((x + r * (dx - size), y + r * (dy - size), x + r * (dx + size), y + r * (dy + size)), fill=colour)


def _book(pen: ImageDraw.ImageDraw, x: float, y: float, r: float, colour: str, ground: str) -> None:
    pen.polygon(((x, y - r * 0.4), (x - r, y - r * 0.65), (x - r, y + r * 0.4), (x, y + r * 0.65)), fill=colour)
    pen.polygon(((x, y - r * 0.4), (x + r, y - r * 0.65), (x + r, y + r * 0.4), (x, y + r * 0.65)), fill=colour)
    pen.line(((x, y - r * 0.4), (x, y + r * 0.65)), fill=ground, width=max(2, round(r * 0.08)))
    for line in (-0.2, 0.05, 0.3):
        pen.line(
            ((x - r * 0.85, y + r * (line - 0.2)), (x - r * 0.15, y + r * line)),
            fill=ground,
            width=max(2, round(r * 0.07)),
        )
        pen.line(
            ((x + r * 0.85, y + r * (line - 0.2)), (x + r * 0.15, y + r * line)),
            fill=ground,
            width=max(2, round(r * 0.07)),
        )


def _cross(pen: ImageDraw.ImageDraw, x: float, y: float, r: float, colour: str) -> None:
    pen.rectangle((x - r * 0.22, y - r, x + r * 0.22, y + r), fill=colour)
    pen.rectangle((x - r * 0.75, y - r * 0.5, x + r * 0.75, y - r * 0.08), fill=colour)


def _castle(pen: ImageDraw.ImageDraw, x: float, y: float, r: float, colour: str, ground: str) -> None:
    pen.rectangle((x - r * 0.8, y - r * 0.3, x + r * 0.8, y + r * 0.8), fill=colour)
    for at in (-0.8, -0.35, 0.1, 0.55):
        pen.rectangle((x + r * at, y - r * 0.65, x + r * (at + 0.25), y - r * 0.3), fill=colour)
    pen.pieslice((x - r * 0.25, y + r * 0.05, x + r * 0.25, y + r * 0.65), 180, 360, fill=ground)
    pen.rectangle((x - r * 0.25, y + r * 0.34, x + r * 0.25, y + r * 0.8), fill=ground)


def _waves(pen: ImageDraw.ImageDraw, x: float, y: float, r: float, colour: str) -> None:
    for row in (-0.6, 0.0, 0.6):
        line = [(x + r * (at / 12 - 1), y + r * (row + 0.16 * math.sin(at * math.pi / 4))) for at in range(25)]
        pen.line(line, fill=colour, width=max(3, round(r * 0.17)), joint="curve")


def _bird(pen: ImageDraw.ImageDraw, x: float, y: float, r: float, colour: str) -> None:
    shape = (
        (-1, -0.3),
        (-0.3, -0.15),
        (0.1, -0.9),
        (0.35, -0.2),
        (0.75, -0.4),
        (1, -0.2),
        (0.7, -0.05),
        (0.45, 0.4),
        (-0.2, 0.5),
        (-0.75, 0.9),
        (-0.5, 0.25),
    )
    pen.polygon([(x + r * dx, y + r * dy) for dx, dy in shape], fill=colour)


def _key(pen: ImageDraw.ImageDraw, x: float, y: float, r: float, colour: str, ground: str) -> None:
    pen.ellipse((x - r * 0.42, y - r, x + r * 0.42, y - r * 0.2), fill=colour)
    pen.ellipse((x - r * 0.2, y - r * 0.78, x + r * 0.2, y - r * 0.4), fill=ground)
    pen.rectangle((x - r * 0.1, y - r * 0.2, x + r * 0.1, y + r), fill=colour)
    pen.rectangle((x, y + r * 0.45, x + r * 0.42, y + r * 0.6), fill=colour)
    pen.rectangle((x, y + r * 0.75, x + r * 0.5, y + r * 0.92), fill=colour)


def _shield(x: float, y: float, w: float, h: float) -> list[Point]:
    curve = [
        (x + w * math.cos(t), y + h * 0.15 + h * 0.85 * math.sin(t)) for t in (math.pi * at / 24 for at in range(25))
    ]
    return [(x - w, y - h), (x + w, y - h), *curve]


def _crest(pen: ImageDraw.ImageDraw, picture: Image.Image, random: Random, colours: list[str]) -> None:
    x, y, w, h = _TWICE / 2, _TWICE * 0.4, _TWICE * 0.3, _TWICE * 0.36
    field, second, line = colours
    mask = Image.new("L", picture.size, 0)
    ImageDraw.Draw(mask).polygon(_shield(x, y, w, h), fill=255)
    inner = Image.new("RGBA", picture.size, field)
    brush = ImageDraw.Draw(inner)
    kind = random.randrange(4)
    if kind == 0:  # quartered
        brush.rectangle((x, 0, _TWICE, y), fill=second)
        brush.rectangle((0, y, x, _TWICE), fill=second)
        for dx, dy, ground in ((-0.5, -0.5, field), (0.5, -0.5, second), (-0.42, 0.42, second), (0.42, 0.42, field)):
            _charge(brush, random, x + w * dx, y + h * dy, w * 0.3, "white", ground)
    elif kind == 1:  # a chevron between three
        brush.line(((x - w, y + h * 0.5), (x, y - h * 0.1), (x + w, y + h * 0.5)), fill=second, width=round(w * 0.25))
        for dx, dy in ((-0.5, -0.5), (0.5, -0.5), (0, 0.55)):
            _charge(brush, random, x + w * dx, y + h * dy, w * 0.26, "white", field)
    elif kind == 2:  # a band above
        brush.rectangle((0, 0, _TWICE, y - h * 0.4), fill=second)
        _middle_text(brush, x, y - h * 0.7, "".join(random.sample("ABCDEFGHKLMNPRSTW", 3)), w * 1.4, "white", h * 0.4)
        _charge(brush, random, x, y + h * 0.2, w * 0.55, "white", field)
    else:  # halves
        brush.rectangle((x, 0, _TWICE, _TWICE), fill=second)
        _charge(brush, random, x - w * 0.45, y - h * 0.1, w * 0.36, "white", field)
        _charge(brush, random, x + w * 0.45, y - h * 0.1, w * 0.36, "white", second)
    picture.paste(inner, mask=mask)
    shape = _shield(x, y, w, h)
    pen.line([*shape, shape[0]], fill=line, width=22, joint="curve")
    pen.rounded_rectangle((x - w * 1.2, y + h * 1.08, x + w * 1.2, y + h * 1.36), 20, fill=line)
    _middle_text(pen, x, y + h * 1.22, random.choice(_MOTTOES), w * 2.2, "white", h * 0.18)


def _ring(pen: ImageDraw.ImageDraw, picture: Image.Image, random: Random, colours: list[str]) -> None:
    x = y = _TWICE / 2
    r, inner = _TWICE * 0.47, _TWICE * 0.33
    field, second, _line = colours
    pen.ellipse((x - r, y - r, x + r, y + r), fill=field)
    pen.ellipse((x - r * 0.95, y - r * 0.95, x + r * 0.95, y + r * 0.95), outline="white", width=10)
    pen.ellipse((x - inner, y - inner, x + inner, y + inner), fill="white", outline=second, width=16)
    name = f"{random.choice(_NAMES)} · {random.choice(_KINDS)} · ".upper()
    font = _font(_TWICE * 0.085)
    for at, letter in enumerate(name):
        turn = 2 * math.pi * at / len(name) - math.pi / 2
        tile = Image.new("RGBA", (200, 200), (0, 0, 0, 0))
        ImageDraw.Draw(tile).text((100, 100), letter, fill="white", font=font, anchor="mm")
        tile = tile.rotate(-math.degrees(turn) - 90, Image.Resampling.BICUBIC)
        middle = (r * 0.95 + inner) / 2
        picture.alpha_composite(
            tile, (round(x + middle * math.cos(turn)) - 100, round(y + middle * math.sin(turn)) - 100)
        )
    if random.random() < 0.5:
        _charge(pen, random, x, y, inner * 0.68, second, "white")
    else:
        _charge(pen, random, x - inner * 0.38, y, inner * 0.36, second, "white")
        _charge(pen, random, x + inner * 0.38, y, inner * 0.36, field, "white")


def _beside_name(pen: ImageDraw.ImageDraw, picture: Image.Image, random: Random, colours: list[str]) -> None:
    field, second, line = colours
    y, r = _TWICE / 2, _TWICE * 0.15
    if random.random() < 0.5:
        pen.ellipse((10, y - r, 10 + 2 * r, y + r), fill=field)
    else:
        pen.rounded_rectangle((10, y - r, 10 + 2 * r, y + r), r * 0.3, fill=field)
    _charge(pen, random, 10 + r, y, r * 0.68, "white", field)
    start, width = 10 + 2.3 * r, _TWICE - 2.5 * r
    name, kind = random.choice(_NAMES), random.choice(_KINDS)
    size = _TWICE * 0.13
    while _font(size).getlength(name) > width:
        size *= 0.9
    pen.text((start, y - r * 0.45), name, fill=second, font=_font(size), anchor="lm")
    pen.text((start, y + r * 0.5), kind, fill=line, font=_font(size * 0.72), anchor="lm")


def _petals(pen: ImageDraw.ImageDraw, picture: Image.Image, random: Random, colours: list[str]) -> None:
    x, y, r = _TWICE / 2, _TWICE * 0.38, _TWICE * 0.34
    number = random.choice((3, 4, 5, 6, 7))
    for at in range(number):
        leaf = Image.new("RGBA", picture.size, (0, 0, 0, 0))
        brush, width = ImageDraw.Draw(leaf), r * random.uniform(0.16, 0.26)
        brush.ellipse((x - width, y - r, x + width, y - r * 0.15), fill=colours[at % 3])
        brush.ellipse(
            (x - width * 0.4, y - r * 0.8, x + width * 0.4, y - r * 0.4),
            fill="white" if at % 2 else colours[(at + 1) % 3],
        )
        picture.alpha_composite(leaf.rotate(360 * at / number, Image.Resampling.BICUBIC, center=(x, y)))
    _charge(pen, random, x, y, r * 0.16, "#1b1b1b", "white")
    _middle_text(pen, x, _TWICE * 0.83, random.choice(_NAMES), _TWICE * 0.9, colours[0], _TWICE * 0.14)
    _middle_text(pen, x, _TWICE * 0.94, random.choice(_KINDS).upper(), _TWICE * 0.7, colours[1], _TWICE * 0.07)
