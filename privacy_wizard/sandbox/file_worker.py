"""The process in which hostile bytes are examined. Started by `worker_process`; talks on its standard streams."""

import gc
import logging
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any, TypeAlias

from .ipc import Ended, receive, send
from .limits import enter_sandbox, limit_work

_RECEIVED = {"received": True}
Answers: TypeAlias = Callable[[dict[str, Any], bytes], tuple[dict[str, Any], bytes]]


def main() -> None:
    """Answer until nothing more is asked. What a task does not catch ends the process; another takes its place."""
    logging.disable(logging.CRITICAL)  # libraries would write names into logs
    questions, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # nothing that a library prints may look like an answer
    start, content = receive(questions)
    send(answers, _RECEIVED)
    answer = _task(start["task"])(start["start"], content)
    gc.collect()
    gc.freeze()  # what is loaded stays as it is: nothing is gained by looking through it again and again
    enter_sandbox(start["memory"])
    send(answers, {"ready": True})
    while True:
        try:
            question, content = receive(questions)
        except Ended:
            return
        send(answers, _RECEIVED)  # whatever ends this process from now on, the question may have done
        limit_work(start["work"])
        send(answers, *answer(question, content))


def _task(name: str) -> Callable[[dict[str, Any], bytes], Answers]:
    module, _, function = name.partition(":")
    found: Callable[[dict[str, Any], bytes], Answers] = getattr(import_module(module), function)
    return found
