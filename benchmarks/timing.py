"""What the benchmarks share: repeated measuring, and one way of telling what came out."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import TypeVar

T = TypeVar("T")
ROOT = Path(__file__).resolve().parent.parent


def measured(act: Callable[[], object], rounds: int, warm_up: int = 2) -> list[float]:
    """How long each of the rounds took, in milliseconds; those of the warm-up are not counted."""
    took = []
    for _ in range(warm_up + rounds):
        begun = time.perf_counter()
        act()
        took.append((time.perf_counter() - begun) * 1000)
    return took[warm_up:]


def alternating(acts: Sequence[Callable[[], T]], rounds: int, warm_up: int = 1) -> list[list[T]]:
    """The figures that each of the acts gives, taken in turns, so that a busy moment hits all of them alike."""
    found = [[act() for act in acts] for _ in range(warm_up + rounds)]
    return [list(column) for column in zip(*found[warm_up:], strict=True)]


def in_a_fresh_process(code: str, *arguments: str) -> float:
    """The number that a piece of Python prints in a process of its own."""
    command = [sys.executable, "-c", code, *arguments]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def shown(took: Sequence[float]) -> str:
    """The median, the fastest (which other work on the computer lengthens least) and the slowest in twenty."""
    slow = quantiles(took, n=20)[-1]
    return f"{median(took):.2f} ms, fastest {min(took):.2f} ms, 95 in 100 under {slow:.2f} ms"


def verdict(met: bool) -> str:
    """Plainly."""
    return "met" if met else "MISSED"


def busy() -> str:
    """What else the computer has to do, so that a reader can judge the figures."""
    if not hasattr(os, "getloadavg"):
        return "load of the computer: not known"
    return f"load of the computer before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
