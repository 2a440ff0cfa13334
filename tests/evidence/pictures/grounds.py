"""What is behind a logo in the tests: made up, since no photograph lies in the project."""

from random import Random

import numpy as np
from PIL import Image, ImageDraw


def made_up_ground(number: int, side: int = 640) -> Image.Image:
    """Clouds of colour, some lines and some spots: always the same of one number."""
    numbers = np.random.default_rng(number)
    picture = Image.new("RGB", (side, side))
    for cells, share in ((4, 1.0), (12, 0.4), (60, 0.2)):
        layer = Image.fromarray(numbers.integers(0, 255, (cells, cells, 3), np.uint8))
        picture = Image.blend(picture, layer.resize((side, side), Image.Resampling.BICUBIC), share)
    random, pen = Random(number), ImageDraw.Draw(picture)
    for _ in range(25):
        x, y, long = random.randint(0, side), random.randint(0, side), random.randint(20, 200)
        colour = tuple(random.randint(0, 255) for _ in range(3))
        shape = random.choice((pen.line, pen.ellipse, pen.rectangle))
        shape((x, y, x + long, y + random.randint(10, 90)), fill=colour)
    return picture
