"""The memory of the tests: they write into it where the system lends it, and seldom look through it for rubbish.

To wait for a disk is none of what they claim.
"""

import gc
import os
import shutil
from pathlib import Path

AS_PYTHON_COLLECTS = gc.get_threshold()
_MEMORY = Path("/dev/shm")
_ROOM = 6_000_000_000  # bytes; the databases of all tests side by side fill four of them


def in_memory() -> str | None:
    """A folder for temporary files; None on other systems than Linux, and where there is too little room."""
    is_there = _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK | os.X_OK)
    return str(_MEMORY) if is_there and shutil.disk_usage(_MEMORY).free >= _ROOM else None


def collect_seldom() -> None:
    """What all tests share stays as long as they run; to look through it for rubbish took a twentieth of the time."""
    gc.set_threshold(200_000, 50, 1_000)
