"""Windows bounds a process by a job: so much memory, and no process beside it."""

import ctypes
from ctypes import wintypes

_EXTENDED_LIMITS = 9  # JobObjectExtendedLimitInformation
_ACTIVE_PROCESSES, _PROCESS_MEMORY = 0x8, 0x100  # JOB_OBJECT_LIMIT_…
_DWORD = ctypes.c_uint32  # `wintypes.DWORD` is as wide as the system's long, so on Linux it could not be tested


class _BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_ = (
        ("process_time", ctypes.c_int64),
        ("job_time", ctypes.c_int64),
        ("flags", _DWORD),
        ("least_working_set", ctypes.c_size_t),
        ("most_working_set", ctypes.c_size_t),
        ("active_processes", _DWORD),
        ("affinity", ctypes.c_size_t),
        ("priority", _DWORD),
        ("scheduling", _DWORD),
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
    kernel.CreateJobObjectW.argtypes, kernel.GetCurrentProcess.argtypes = (ctypes.c_void_p, wintypes.LPCWSTR), ()
    kernel.SetInformationJobObject.argtypes = (wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, _DWORD)
    kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
    limits = _ExtendedLimits(process_memory=memory)
    limits.basic.flags, limits.basic.active_processes = _ACTIVE_PROCESSES | _PROCESS_MEMORY, 1
    job = kernel.CreateJobObjectW(None, None)  # never closed: it ends with the process
    if kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)):
        kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess())
