"""Hostile bytes, looked into by processes that can do nothing else, within limits of memory, work and time.

It knows no kind of file. A caller names a task, an importable function as `module:function`, and talks plain data with
it: a question and an answer are each a dictionary of JSON and bytes.

The function is called once in each worker, `prepare(start, content)`, while the worker may still open files; it loads
what it needs and returns what answers one question after another. From then on the worker reads files at most.
"""

from .coroutines import run_without_io
from .limits import Limits
from .worker_pool import WorkerPool
from .worker_process import WorkerDied, WorkerNotStarted

__all__ = ["Limits", "WorkerDied", "WorkerNotStarted", "WorkerPool", "run_without_io"]
