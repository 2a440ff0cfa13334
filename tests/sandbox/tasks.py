"""Tasks as a caller would write them, and as hostile bytes might make them behave."""

import asyncio
import os
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from privacy_wizard.sandbox.file_worker import Answers


def echo(start: dict[str, Any], content: bytes) -> Answers:
    """Gives back what it is asked and what it was told first."""

    def answer(question: dict[str, Any], given: bytes) -> tuple[dict[str, Any], bytes]:
        return {"start": start, "asked": question}, content + given

    return answer


def misbehave(_start: dict[str, Any], _content: bytes) -> Answers:
    """Does what the question names."""

    def answer(question: dict[str, Any], _given: bytes) -> tuple[dict[str, Any], bytes]:
        return _ACTS[question["act"]](), b""

    return answer


def break_out(start: dict[str, Any], _content: bytes) -> Answers:
    """Tries everything that a worker must not do, and says what came of it."""
    place, folder = Path(start["file"]), Path(start["folder"])
    tries: dict[str, Callable[[], object]] = {
        "connect": lambda: socket.create_connection(("127.0.0.1", 9)),
        "listen": lambda: socket.socket(socket.AF_UNIX),
        "loop": asyncio.new_event_loop,
        "resolve": lambda: socket.getaddrinfo("school.example", 80),
        "start": lambda: subprocess.run(["true"], check=False),
        "shell": lambda: os.system("true"),
        "fork": os.fork,
        "write": lambda: (folder / "written").write_text(""),
        "append": lambda: place.open("a", encoding="utf-8").close(),
        "database": lambda: sqlite3.connect(folder / "written.sqlite"),
        "remove": lambda: place.unlink(),
        "rename": lambda: place.rename(folder / "renamed"),
        "times": lambda: os.utime(place),
        "folder": lambda: (folder / "made").mkdir(),
        "read": lambda: place.read_bytes(),
    }
    if sys.platform == "linux":
        tries["memory"] = lambda: bytearray(3_000_000_000)

    def answer(_question: dict[str, Any], _given: bytes) -> tuple[dict[str, Any], bytes]:
        return {name: _tried(act) for name, act in tries.items()}, b""

    return answer


def _tried(act: Callable[[], object]) -> str:
    try:
        act()
    except (PermissionError, MemoryError) as error:
        return type(error).__name__
    return "done"


def _work() -> dict[str, Any]:
    while True:
        pass


def _wait() -> dict[str, Any]:
    time.sleep(600)
    return {}


def _print() -> dict[str, Any]:
    print('{"verdict": "accepted"}', flush=True)
    return {"printed": True}


def _shout() -> dict[str, Any]:
    os.write(1, b"not an answer, but bytes on the very stream that answers take")
    return {}


_ACTS: dict[str, Callable[[], dict[str, Any]]] = {
    "raise": lambda: {}["nothing"],
    "end": lambda: os._exit(0),
    "work": _work,
    "wait": _wait,
    "print": _print,
    "shout": _shout,
    "much": lambda: {"text": "x" * 5_000_000},
    "good": lambda: {"good": True},
}
