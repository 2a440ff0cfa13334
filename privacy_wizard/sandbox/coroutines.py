"""Coroutines that wait for nothing, run without an event loop."""

from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


def run_without_io(coroutine: Coroutine[Any, Any, T]) -> T:
    """The result of a coroutine. Raises RuntimeError where it waits for anything, and whatever it raises itself.

    Every event loop opens a pair of sockets to wake itself; on Windows that is a connection over the network of this
    computer, which a sandbox refuses.
    """
    try:
        coroutine.send(None)
    except StopIteration as done:
        found: T = done.value
        return found
    coroutine.close()
    raise RuntimeError("This coroutine waits for something.")
