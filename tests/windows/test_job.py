"""How Windows is asked to bound a process, told by a kernel32 that notes what it is given.

The layout is that of winnt.h for 64 bits, as Microsoft's pages on JOBOBJECT_BASIC_LIMIT_INFORMATION and
JOBOBJECT_EXTENDED_LIMIT_INFORMATION have it: with the gaps that a compiler leaves before what is eight bytes wide.
"""

import ctypes
import struct
from collections.abc import Callable
from ctypes import wintypes

import pytest

from privacy_wizard.sandbox.windows_job import limit_process

JOB, THIS = 0x1_0000_0004, 0xFFFF_FFFF_FFFF_FFFF  # neither fits into 32 bits, as a result without a type would be
BASIC = "qqIxxxxQQIxxxxQII"  # two times, flags, two working sets, active processes, affinity, priority, scheduling
EXTENDED = f"<{BASIC}6Q4Q"  # what was read and written, memory of the process and of the job, and the peaks of both
MEMORY = 2_000_000_000


class Function:
    """One of kernel32; what it is given has to be of the kinds that were said."""

    restype = argtypes = None

    def __init__(self, act: Callable[..., object]) -> None:
        self.act, self.calls = act, []

    def __call__(self, *given: object) -> object:
        assert self.argtypes is not None
        assert len(given) == len(self.argtypes)
        for kind, each in zip(self.argtypes, given, strict=True):
            kind.from_param(each)  # raises where it is of another kind
        self.calls.append([*given])
        return self.act(*given)


class Kernel32:
    def __init__(self, *, takes_limits: bool = True) -> None:
        self.told: list[tuple[object, int, bytes]] = []
        self.CreateJobObjectW = Function(lambda _security, _name: JOB)
        self.GetCurrentProcess = Function(lambda: THIS)
        self.SetInformationJobObject = Function(self._note)
        self.AssignProcessToJobObject = Function(lambda _job, _process: 1)
        self._takes_limits = takes_limits

    def _note(self, job: object, kind: int, limits: object, size: int) -> int:
        self.told.append((job, kind, bytes(limits._obj)[:size]))
        return int(self._takes_limits)


def limited_by(kernel: Kernel32, monkeypatch: pytest.MonkeyPatch) -> Kernel32:
    monkeypatch.setattr(ctypes, "WinDLL", lambda name: {"kernel32": kernel}[name], raising=False)
    limit_process(MEMORY)
    return kernel


def test_windows_is_asked_for_so_much_memory_and_no_process_beside_this_one(monkeypatch: pytest.MonkeyPatch) -> None:
    kernel = limited_by(Kernel32(), monkeypatch)
    [(job, kind, limits)] = kernel.told
    assert (job, kind) == (JOB, 9), "JobObjectExtendedLimitInformation"
    assert len(limits) == struct.calcsize(EXTENDED) == 144
    found = struct.unpack(EXTENDED, limits)
    expected = [0] * len(found)
    expected[2], expected[5], expected[15] = 0x8 | 0x100, 1, MEMORY
    assert list(found) == expected, "flags, active processes and memory of a process; all else is nought"
    assert kernel.AssignProcessToJobObject.calls == [[JOB, THIS]]
    handles = (kernel.CreateJobObjectW, kernel.GetCurrentProcess)
    assert [each.restype for each in handles] == [wintypes.HANDLE] * 2, "as an int half of a handle would be lost"
    assert kernel.CreateJobObjectW.calls == [[None, None]], "no name: nobody else can open it"


def test_where_windows_refuses_the_limits_the_process_joins_no_job(monkeypatch: pytest.MonkeyPatch) -> None:
    assert limited_by(Kernel32(takes_limits=False), monkeypatch).AssignProcessToJobObject.calls == []
