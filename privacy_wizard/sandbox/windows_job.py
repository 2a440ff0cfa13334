"""Windows bounds a process by a job: so much memory, and no process beside it."""

import ctypes
from ctypes import wintypes

_EXTENDED_LIMITS = 9  # JobObjectExtendedLimitInformation
_ACTIVE_PROCESSES, _PROCESS_MEMORY = 0x8, 0x100  # JOB_OBJECT_LIMIT_…


class _BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_ = (
        ("process_time", wintypes.LARGE_INTEGER),
        ("job_time", wintypes.LARGE_INTEGER),
        ("flags", wintypes.DWORD),
        ("least_working_set", ctypes.c_size_t),
        ("most_working_set", ctypes.c_size_t),
        ("active_processes", wintypes.DWORD),
        ("affinity", ctypes.c_size_t),
        ("priority", wintypes.DWORD),
        ("scheduling", wintypes.DWORD),
    )


class _ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION; six counters of input and output stand between."""

    _fields_ = (
        ("basic", _BasicLimits),
        ("counters", ctypes.c_ulonglong * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


def limit_process(memory: int) -> None:
    """Bind this process to so many bytes, and to itself alone. Where Windows refuses the job, the clock still holds."""
    kernel = getattr(ctypes, "WinDLL")("kernel32")  # noqa: B009  (mypy knows it on Windows only)
    kernel.CreateJobObjectW.restype = kernel.GetCurrentProcess.restype = wintypes.HANDLE
    kernel.SetInformationJobObject.argtypes = (wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD)
    kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
    limits = _ExtendedLimits(process_memory=memory)
    limits.basic.flags, limits.basic.active_processes = _ACTIVE_PROCESSES | _PROCESS_MEMORY, 1
    job = kernel.CreateJobObjectW(None, None)  # never closed: it ends with the process
    if kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)):
        kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess())
