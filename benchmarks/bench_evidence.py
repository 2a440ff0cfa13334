"""How long reading a data export takes, against `zipfile` and `json` over the same files in the same run; and how long
its connections take to be seen in the review, against a plain table of Qt with the same words.

python benchmarks/bench_evidence.py [MEGABYTES]
"""

import gc
import json
import os
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from connections_review import review_of
from timing import ROOT, alternating, busy, in_a_fresh_process, verdict

from privacy_wizard.evidence import read_exports
from privacy_wizard.evidence.reading import OpenedExports

sys.path.insert(0, str(ROOT))  # the tests make exports

from tests.evidence.samples.building import as_meta
from tests.evidence.samples.facebook import YEAR_2026

MEGABYTES = 2000
FRIENDS, MEDIA = 5_000, 2_000_000
ROUNDS = 15
TIMES, MOST_MEMORY = 1.5, 120
_PEAK = """
import sys
from pathlib import Path
from privacy_wizard.evidence.worker import prepare

def peak():  # of this process alone; what its parent had at its start is not counted
    return int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]) / 1000

answer = prepare({"language": "en"}, b"")
idle = peak()
steps = answer({"act": "open", "paths": [sys.argv[1]], "posts": False}, b"")[0]["steps"]
for step in range(steps):
    answer({"act": "read", "step": step}, b"")
answer({"act": "finish"}, b"")
print(peak() - idle)
"""


def main(megabytes: int) -> None:
    """An archive with a long list of friends and with media, read in three ways."""
    print(busy())
    with tempfile.TemporaryDirectory() as folder:
        path = made(Path(folder) / YEAR_2026.name, megabytes)
        opened = here(path)
        names = [step.member.name for step in opened.steps]
        [export] = read_exports([path]).exports
        print(f"{path.stat().st_size / 1e6:,.0f} MB with {FRIENDS:,} friends; {len(names)} files of it are read")
        gc.disable()  # for both, as the worker does that reads
        acts = (partial(here, path), partial(plainly, path, names), partial(read_exports, [path]))
        read, plain, apart = (fastest(took) for took in alternating([partial(timed, act) for act in acts], ROUNDS))
        gc.enable()
        for clock, ours, theirs in zip(("by the processor", "by the clock"), read, plain, strict=True):
            print(f"{clock}: read: {ours:.1f} ms; zipfile and json: {theirs:.1f} ms; {ours / theirs:.2f} times")
        print(f"    aim: at most {TIMES} times, by the processor: {verdict(read[0] <= TIMES * plain[0])}")
        print(f"with the sandbox, from its start to what it hands back: {apart[1]:.0f} ms")
        review_of(export, Path(folder))
        if not Path("/proc/self/status").exists():
            print("peak memory: not known on this system")
            return
        peak = in_a_fresh_process(_PEAK, str(path))
        print(f"peak memory above idle: {peak:.0f} MB; aim: under {MOST_MEMORY} MB: {verdict(peak < MOST_MEMORY)}")


def made(path: Path, megabytes: int) -> Path:
    """Media is random, as pictures are, and stored as it is."""
    friends = [{"name": f"Zoë {at % 977} O’Brien {at}", "timestamp": 1_600_000_000 + at} for at in range(FRIENDS)]
    files = {**YEAR_2026.files, "connections/friends/your_friends.json": as_meta({"friends_v2": friends})}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
        for at in range(megabytes * 1_000_000 // MEDIA):
            media = zipfile.ZipInfo(f"your_facebook_activity/posts/media/{at}.jpg")
            archive.writestr(media, os.urandom(MEDIA), zipfile.ZIP_STORED)
    return path


def here(path: Path) -> OpenedExports:
    """Without the sandbox around it."""
    opened = OpenedExports()
    opened.open(path)
    for step in opened.steps:
        opened.read(step)
    opened.finish()
    return opened


def plainly(path: Path, names: list[str]) -> None:
    """What anybody would write who trusts the file."""
    with zipfile.ZipFile(path) as archive:
        for name in names:
            json.loads(archive.read(name))


def timed(act: Callable[[], object]) -> tuple[float, float]:
    """Of this process's processor, and by the clock, in milliseconds."""
    begun = time.process_time(), time.perf_counter()
    act()
    return (time.process_time() - begun[0]) * 1000, (time.perf_counter() - begun[1]) * 1000


def fastest(rounds: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The least of each."""
    return min(each[0] for each in rounds), min(each[1] for each in rounds)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else MEGABYTES)
