"""The program while it is being replaced by another version: no worker can begin."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from privacy_wizard.sandbox import worker_pool
from privacy_wizard.sandbox.worker_process import WorkerProcess


@contextmanager
def program_being_replaced() -> Iterator[None]:
    """No pool gets a worker that was kept for it, and none can be started."""
    with mock.patch.object(worker_pool, "WorkerProcess", WorkerProcess), mock.patch.object(sys, "executable", "/gone"):
        yield
