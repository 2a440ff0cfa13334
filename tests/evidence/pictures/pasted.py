"""Pictures with a logo in them: of another size, cut, in other colours, turned, or on cloth."""

import io
import math
from random import Random

import numpy as np
from PIL import Image, ImageFilter

KINDS = ("scaled", "cropped", "recoloured", "turned", "on cloth")


def photograph(whole: Image.Image, random: Random) -> Image.Image:
    """A part of a photograph, as a profile or cover picture has it."""
    width, height = random.choice(((1, 1), (1, 1), (1, 1), (4, 3), (3, 4), (2.6, 1)))
    by = min(whole.width / width, whole.height / height) * random.uniform(0.4, 1)
    w, h = int(width * by), int(height * by)
    left, top = random.randint(0, whole.width - w), random.randint(0, whole.height - h)
    side = random.choice((480, 720, 1080, 1440))
    large = side / max(w, h)
    found = whole.resize((round(w * large), round(h * large)), Image.Resampling.BOX, (left, top, left + w, top + h))
    return found.convert("RGB")


def with_logo(
    photo: Image.Image, logo: Image.Image, kind: str, random: Random
) -> tuple[Image.Image, tuple[float, float]]:
    """The photograph with the logo in it, and where its middle is, in parts of width and height."""
    part = random.uniform(0.12, 1) if kind == "cropped" else random.uniform(0.06, 0.5)
    side = part * math.sqrt(photo.width * photo.height)
    logo = logo.copy()
    if kind == "recoloured":
        logo = _recoloured(logo, random)
    by = side / math.sqrt(logo.width * logo.height)
    by = min(by, 0.95 * photo.width / logo.width, 0.95 * photo.height / logo.height) if kind != "cropped" else by
    logo = logo.resize((max(4, round(logo.width * by)), max(4, round(logo.height * by))), Image.Resampling.LANCZOS)
    most = 18 if kind in ("turned", "on cloth") else 4
    logo = logo.rotate(random.uniform(-most, most), Image.Resampling.BICUBIC, expand=True)
    if kind == "on cloth":
        logo = _on_cloth(logo, random)
    x = random.uniform(0, max(0, photo.width - logo.width))
    y = random.uniform(0, max(0, photo.height - logo.height))
    if kind == "cropped":
        x, y, logo = _cut(photo, logo, random)
    found = photo.copy()
    found.paste(logo.convert("RGB"), (round(x), round(y)), logo.getchannel("A"))
    if random.random() < 0.4:
        found = found.filter(ImageFilter.GaussianBlur(random.uniform(0.3, 1.2)))
    middle = ((x + logo.width / 2) / photo.width, (y + logo.height / 2) / photo.height)
    return found, middle


def _cut(photo: Image.Image, logo: Image.Image, random: Random) -> tuple[float, float, Image.Image]:
    """Cut by the edge of the picture, or itself: 60 to 90 in 100 of it are left."""
    left = random.uniform(0.6, 0.9)
    if random.random() < 0.5:
        x = random.choice((-(1 - left) * logo.width, photo.width - left * logo.width))
        return x, random.uniform(-0.1 * logo.height, photo.height - 0.9 * logo.height), logo
    side = math.sqrt(left)
    w, h = round(logo.width * side), round(logo.height * side)
    at = random.randint(0, logo.width - w), random.randint(0, logo.height - h)
    part = logo.crop((*at, at[0] + w, at[1] + h))
    return random.uniform(0, max(0, photo.width - w)), random.uniform(0, max(0, photo.height - h)), part


def _recoloured(logo: Image.Image, random: Random) -> Image.Image:
    pixels = np.asarray(logo).astype(np.float32)
    colours, alpha = pixels[:, :, :3], pixels[:, :, 3:]
    kind = random.randrange(4)
    if kind == 0:
        colours = 255 - colours
    elif kind == 1:
        colours = np.roll(colours, random.choice((1, 2)), axis=2)
    elif kind == 2:
        grey = colours @ np.array([0.3, 0.59, 0.11], np.float32)
        colours = np.repeat(grey[:, :, None], 3, 2)
    else:
        grey = colours @ np.array([0.3, 0.59, 0.11], np.float32)
        low, high = (np.array([random.randint(0, 255) for _ in range(3)], np.float32) for _ in range(2))
        while abs(low - high).sum() < 260:
            low, high = (np.array([random.randint(0, 255) for _ in range(3)], np.float32) for _ in range(2))
        colours = low + (high - low) * (grey[:, :, None] / 255)
    return Image.fromarray(np.concatenate((colours, alpha), 2).clip(0, 255).astype(np.uint8), "RGBA")


def _on_cloth(logo: Image.Image, random: Random) -> Image.Image:
    pixels = np.asarray(logo).astype(np.float32)
    height, width = pixels.shape[:2]
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    bend, wave = random.uniform(0.01, 0.04) * width, random.uniform(0.6, 1.6) * math.pi / width
    phase = random.uniform(0, 6)
    from_x = np.clip(columns + bend * np.sin(rows * wave + phase), 0, width - 1).astype(int)
    from_y = np.clip(rows + bend * np.sin(columns * wave * 1.3 + phase), 0, height - 1).astype(int)
    warped = pixels[from_y, from_x]
    weave = (
        1
        + 0.12 * np.sin(rows * 1.9) * np.sin(columns * 1.7)
        + np.random.default_rng(random.randrange(99999)).normal(0, 0.07, rows.shape)
    )
    shade = 0.75 + 0.25 * np.sin((rows + columns) * wave + phase)
    warped[:, :, :3] *= (weave * shade)[:, :, None]
    return Image.fromarray(warped.clip(0, 255).astype(np.uint8), "RGBA")


def as_jpeg(picture: Image.Image, random: Random) -> bytes:
    """As a platform keeps it."""
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=random.randint(55, 92))
    return made.getvalue()
