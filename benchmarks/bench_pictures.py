"""How often the school's logo is found in pictures, how often something else is taken for it, and how long that takes.

python benchmarks/bench_pictures.py [--photographs FOLDER] [--train]

The logos are drawn by a script. The photographs are wallpapers of four Debian packages under free licences (CC0,
CC BY, CC BY-SA, GPL), which are fetched with apt-get into a temporary folder, or those in a folder of your own. They
are no part of the product. Every second one was used to choose the figures of `logo_matcher.py`, with twelve logos;
what is reported rests on the others, with twelve other logos.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from random import Random
from statistics import median, quantiles

from PIL import Image
from timing import ROOT, busy, verdict

from privacy_wizard.evidence.pictures.decoding import decoded, on_white
from privacy_wizard.evidence.pictures.logo_matcher import Corners, LogoMatcher
from privacy_wizard.evidence.pictures.logo_views import emblem_of

sys.path.insert(0, str(ROOT))  # the tests draw logos and put them into pictures

from tests.evidence.pictures.pasted import KINDS, as_jpeg, photograph, with_logo
from tests.evidence.pictures.school_logos import school_logo

PACKAGES = ("lomiri-wallpapers-16.04", "lomiri-wallpapers-20.04", "mate-backgrounds", "ukui-wallpapers")
TRAINING, REPORTED = range(12), range(100, 112)
PER_KIND, WITHOUT, OF_ANOTHER = 8, 25, 8  # pictures for each logo
RECALL, FALSE, MILLISECONDS = 0.9, 0.01, 300
AIMED_AT = ("scaled", "cropped", "recoloured")
ALONE = "alone"  # what stands beside a name, without it
NEAR = 0.15  # of a picture's side


def main() -> None:
    """The table, and whether the aims are met."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--photographs", type=Path)
    asked.add_argument("--train", action="store_true", help="the half that the figures were chosen with")
    chosen = asked.parse_args()
    if chosen.photographs is None and shutil.which("apt-get") is None:
        print("The photographs come from Debian's packages. Name a folder of your own with --photographs.")
        return
    print(busy())
    with tempfile.TemporaryDirectory() as folder:
        whole = sorted(pictures_of(chosen.photographs or fetched(Path(folder))))
        half = whole[0 if chosen.train else 1 :: 2]
        logos = TRAINING if chosen.train else REPORTED
        print(f"{len(half)} photographs, {len(logos)} logos")
        report([seen for logo in logos for seen in looked_at(logo, half)])


def fetched(folder: Path) -> Path:
    """The photographs of the packages, unpacked."""
    for package in PACKAGES:
        subprocess.run(["apt-get", "download", "-qq", package], cwd=folder, check=True)
    unpacked = folder / "unpacked"
    unpacked.mkdir()
    for path in folder.glob("*.deb"):
        subprocess.run(["dpkg-deb", "-x", path, unpacked / path.name.partition("_")[0]], check=True)
    return unpacked


def pictures_of(folder: Path) -> Iterator[Path]:
    """Photographs; mate-backgrounds has drawings, too."""
    found = (each for each in folder.rglob("*") if each.suffix.lower() in (".jpg", ".jpeg", ".png"))
    return (each for each in found if not each.is_symlink() and not {"abstract", "desktop", "icons"} & {*each.parts})


@cache
def opened(path: Path) -> Image.Image:
    """One photograph."""
    with Image.open(path) as picture:
        whole = picture.convert("RGB")
    whole.thumbnail((2400, 2400))
    return whole


Seen = tuple[str, bool, float]  # kind, whether it was found (or pointed at, where there is none), milliseconds


def looked_at(logo: int, photographs: Sequence[Path]) -> Iterator[Seen]:
    """Pictures with the logo, without, and with another school's."""
    random, on_white = Random(logo), logo % 8 >= 4  # half of the logos are given on white
    matcher = LogoMatcher(school_logo(logo, on_white=on_white))
    for kind in KINDS:
        for number in range(PER_KIND):
            pasted = school_logo(logo, on_white=on_white and number % 2 == 0)
            photo = photograph(opened(random.choice(photographs)), random)
            picture, middle = with_logo(photo, pasted, kind, random)
            corners, took = timed(matcher, as_jpeg(picture, random))
            yield kind, is_near(corners, middle), took
    for _ in range(WITHOUT):
        picture = photograph(opened(random.choice(photographs)), random)
        corners, took = timed(matcher, as_jpeg(picture, random))
        yield "without", bool(corners), took
    for _ in range(OF_ANOTHER):
        other = school_logo(random.randrange(200, 300))
        photo = photograph(opened(random.choice(photographs)), random)
        picture, _middle = with_logo(photo, other, "scaled", random)
        corners, took = timed(matcher, as_jpeg(picture, random))
        yield "another", bool(corners), took
    emblem = emblem_of(school_logo(logo))
    for _ in range(PER_KIND if emblem is not None else 0):
        picture, middle = with_logo(photograph(opened(random.choice(photographs)), random), emblem, "scaled", random)
        corners, took = timed(matcher, as_jpeg(picture, random))
        yield ALONE, is_near(corners, middle), took


def timed(matcher: LogoMatcher, content: bytes) -> tuple[Corners, float]:
    """Decoded and looked through: what the processor had to do for it, whatever else it does."""
    begun = time.process_time()
    corners = matcher.place_in(on_white(decoded(content)))
    return corners, (time.process_time() - begun) * 1000


def is_near(corners: Corners, middle: tuple[float, float]) -> bool:
    """Whether the place that is pointed at is the logo's."""
    found = [sum(each[at] for each in corners) / 4 for at in (0, 1)] if corners else [9, 9]
    return all(abs(a - b) < NEAR for a, b in zip(found, middle, strict=True))


def report(seen: Sequence[Seen]) -> None:
    """The table."""
    kinds: dict[str, list[bool]] = defaultdict(list)
    for kind, found, _took in seen:
        kinds[kind].append(found)
    for kind in (*KINDS, ALONE):
        recall = share(kinds[kind])
        aim = f"aim: at least {RECALL}: {verdict(recall >= RECALL)}" if kind in AIMED_AT else "reported only"
        print(f"{kind:12} found {sum(kinds[kind]):3} of {len(kinds[kind])}: {recall:.3f}  {aim}")
    wrong, another = kinds["without"], kinds["another"]
    aim = f"aim: at most {FALSE}: {verdict(share(wrong) <= FALSE)}"
    print(f"without the logo: pointed at {sum(wrong)} of {len(wrong)}: {share(wrong):.3f}  {aim}")
    print(f"with another school's: pointed at {sum(another)} of {len(another)}: {share(another):.3f}  reported only")
    took = [each for _kind, _found, each in seen]
    slow = quantiles(took, n=20)[-1]
    print(f"a picture, on one core: {median(took):.0f} ms, 95 in 100 under {slow:.0f} ms")
    print(f"    aim: under {MILLISECONDS}: {verdict(slow < MILLISECONDS)}")


def share(found: Sequence[bool]) -> float:
    """Of all."""
    return sum(found) / max(len(found), 1)


if __name__ == "__main__":
    main()
