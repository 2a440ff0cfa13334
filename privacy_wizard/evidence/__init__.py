"""People's own data exports, read on their machine: observations of what an account is set to, and its connections.

A reader is a table of one platform (`facebook.py`, `instagram.py`, …); `platforms.py` lists them. Everything is read in
the sandbox, streamed, from files that a table names. Messages and media are never opened.
"""

from .explaining import ExplainedExport, ExportsExplained
from .export_notes import ExportFault, ExportNote, FaultyExport, NoteKind
from .observation import (
    ConnectionColumns,
    ConnectionKind,
    ConnectionList,
    DataExport,
    ExportedConnection,
    ExportForm,
    ExportsRead,
    Observation,
    ObservationKind,
    Observed,
)
from .read_exports import ReadingStopped, explain_exports, read_exports

__all__ = [
    "ConnectionColumns",
    "ConnectionKind",
    "ConnectionList",
    "DataExport",
    "ExplainedExport",
    "ExportFault",
    "ExportForm",
    "ExportNote",
    "ExportedConnection",
    "ExportsExplained",
    "ExportsRead",
    "FaultyExport",
    "NoteKind",
    "Observation",
    "ObservationKind",
    "Observed",
    "ReadingStopped",
    "explain_exports",
    "read_exports",
]
