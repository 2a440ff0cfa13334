"""Makes the pictures of the documents from the real program, with an invented person and school.

Run it from the top of the repository with the Python in ``.venv``: ``python -m docs.make_pictures``.
It opens no window and touches no file of yours: the wizard works in a folder that goes away. Every kind of page is
taken four times, each in a process of its own, since the scale is settled when a program starts; a sheet of the four
stands in every-page.md.
"""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.setdefault("QT_SCALE_FACTOR", "1")

import numpy as np
from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QLocale
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QWidget

from privacy_wizard.ui.kit.application import Application
from privacy_wizard.ui.kit.theme import Appearance, Looks

HERE = Path(__file__).resolve().parent
PICTURES, SHEETS = HERE / "pictures", HERE / "pictures" / "every-page"
IN_THE_GUIDE = frozenset(
    (
        *("welcome", "you", "school", "accounts", "people", "instagram-1"),
        *("conduct", "results", "sign", "sign-signature"),
        *("done", "handed-in", "last-year", "attestation-first", "attestation-second"),
    )
)
SIZE = (1280, 800)
COLOURS = 256  # of one of the guide's pictures
FREQUENT, SPREAD = 32, 28  # colours of each picture on a sheet: four of them make a palette
LARGEST = 150_000  # bytes of one picture
GAP = 12  # pixels between the pictures on a sheet
PAPER = (128, 128, 128)  # grey: neither the light window nor the dark one ends in it


class Variant(NamedTuple):
    """How every page is taken once more."""

    title: str
    size: tuple[int, int] = SIZE  # in the window's own units
    scale: str = "1"
    appearance: Appearance = Appearance.LIGHT


VARIANTS = {
    "usual": Variant("1280 × 800"),
    "1366x768": Variant("1366 × 768", (1366, 768)),
    "200-percent": Variant("1366 × 768 at 200 %", (683, 384), "2"),
    "dark": Variant("dark", appearance=Appearance.DARK),
}


def main() -> int:
    """Make them all; with a variant and a folder, take its pictures into that folder."""
    if len(sys.argv) > 1:
        return take(VARIANTS[sys.argv[1]], Path(sys.argv[2]))
    with tempfile.TemporaryDirectory() as folder:
        for name, variant in VARIANTS.items():
            surroundings = {**os.environ, "QT_SCALE_FACTOR": variant.scale}
            command = [sys.executable, "-X", "faulthandler", "-m", "docs.make_pictures", name, str(Path(folder) / name)]
            code = subprocess.run(command, env=surroundings, check=False).returncode  # noqa: S603 - this very program
            if code:
                sys.exit(f"The pictures of “{variant.title}” were not taken: {ended(code)}. What it said stands above.")
        keep(Path(folder))
    return 0


def ended(code: int) -> str:
    """How a process ended that did not do what it should."""
    return f"exit code {code}" if code >= 0 else f"ended by {signal.Signals(-code).name}"


def take(variant: Variant, folder: Path) -> int:
    """Take every picture in one variant."""
    from docs.wizard_tour import Tour

    folder.mkdir()
    app = Application()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    looks = Looks(appearance=variant.appearance, reduced_motion=True)
    with tempfile.TemporaryDirectory() as home:
        Tour(app, Path(home), folder, looks, variant.size).run()
    return 0


def keep(folder: Path) -> None:
    """The guide's own pictures, and a sheet of each page with the page of the documents on which they stand."""
    first, *others = (folder / name for name in VARIANTS)
    SHEETS.mkdir(exist_ok=True)
    titles = dict(line.split("\t") for line in (first / "titles.tsv").read_text(encoding="utf-8").splitlines())
    for name in sorted(IN_THE_GUIDE):
        save(Image.open(first / f"{name}.png").convert("RGB"), PICTURES / f"{name}.png")
    for name in titles:
        four = [Image.open(each / f"{name}.png").convert("RGB") for each in (first, *others)]
        save(sheet(four), SHEETS / f"{name}.webp")
    for left in {each.stem for each in SHEETS.iterdir()} - titles.keys():
        (SHEETS / f"{left}.webp").unlink()
    show_all(titles)


def sheet(four: Sequence[Image.Image]) -> Image.Image:
    """Four pictures on one, in two rows, each as sharp as it was taken."""
    columns, rows = ([max(sides) for sides in pairs] for pairs in _sides(four))
    whole = Image.new("RGB", (sum(columns) + GAP, sum(rows) + GAP), PAPER)
    for at, each in enumerate(four):
        whole.paste(fewer(each).convert("RGB"), (at % 2 * (columns[0] + GAP), at // 2 * (rows[0] + GAP)))
    return whole


def fewer(picture: Image.Image) -> Image.Image:
    """With fewer colours: the most frequent as they are, and enough of the others for a few red letters to stay red."""
    counted = picture.getcolors(picture.width * picture.height) or []
    frequent = [colour for _, colour in sorted(counted, reverse=True)[:FREQUENT] if isinstance(colour, tuple)]
    spread = picture.quantize(SPREAD, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    palette = Image.new("P", (1, 1))
    palette.putpalette([*(part for colour in frequent for part in colour), *(spread.getpalette() or [])[: 3 * SPREAD]])
    return picture.quantize(palette=palette, dither=Image.Dither.NONE)


def in_its_own_colours(picture: Image.Image) -> Image.Image:
    """With its most frequent colours exactly as they are: white stays white, and a narrow green line green."""
    red, green, blue = np.moveaxis(np.asarray(picture, dtype=np.int32), 2, 0)
    colours, which, counts = np.unique(red << 16 | green << 8 | blue, return_inverse=True, return_counts=True)
    parts = np.stack((colours >> 16, colours >> 8 & 255, colours & 255), axis=1)
    kept = parts[np.argsort(-counts, kind="stable")[:COLOURS]]
    nearest = np.array([np.argmin(((kept - each) ** 2).sum(axis=1)) for each in parts], dtype=np.uint8)
    small = Image.fromarray(nearest[which].reshape(red.shape))
    small.putpalette(kept.astype(np.uint8).tobytes())
    return small


def _sides(four: Sequence[Image.Image]) -> tuple[list[list[int]], list[list[int]]]:
    """The widths of each column and the heights of each row."""
    return [[each.width for each in four[at::2]] for at in (0, 1)], [
        [each.height for each in four[at : at + 2]] for at in (0, 2)
    ]


def show_all(titles: dict[str, str]) -> None:
    """The page of the documents on which every sheet stands."""
    named = [each.title for each in VARIANTS.values()]
    lines = [
        "# Every page",
        "",
        "Every kind of page of the wizard as it is, and what opens on it, each in four windows:",
        f"{named[0]} and {named[1]} above, {named[2]} and {named[3]} below.",
        "`python -m docs.make_pictures` makes these pictures anew.",
    ]
    for name, title in titles.items():
        picture = (Path("pictures") / "every-page" / name).as_posix()
        lines += ["", f"## {title} ({name})", "", f"![{title}, in four windows.]({picture}.webp)"]
    (HERE / "every-page.md").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def grab(widget: QWidget) -> Image.Image:
    """What a window shows."""
    return as_picture(widget.grab().toImage())


def as_picture(image: QImage) -> Image.Image:
    """From Qt's form to one that can be made small."""
    return Image.open(BytesIO(png(image))).convert("RGB")


def png(image: QImage) -> bytes:
    """The image as PNG."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def save(picture: Image.Image, path: Path) -> None:
    """As small as it gets without looking it."""
    if path.suffix == ".webp":  # a third smaller, and as sharp; the guide's are PNG, which every reader shows
        picture.save(path, lossless=True, quality=100, method=6)
    else:
        in_its_own_colours(picture).save(path, optimize=True)
    size = path.stat().st_size
    print(f"{path.name}: {size / 1000:.0f} KB")
    if size > LARGEST:
        sys.exit(f"{path.name} is larger than {LARGEST / 1000:.0f} KB.")


if __name__ == "__main__":
    sys.exit(main())
