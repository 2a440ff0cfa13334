"""Staff lists as files: read from text, workbooks and web pages, and matched to known fields."""

from .matching import Matching, MatchingFault, suggest
from .presets import PRESETS, Preset, StaffField, recognise
from .reading import read_table
from .rows import understand
from .table import Note, ReadingListStopped, Refusal, StaffTable, TableRefused, TableRow

__all__ = [
    "PRESETS",
    "Matching",
    "MatchingFault",
    "Note",
    "Preset",
    "ReadingListStopped",
    "Refusal",
    "StaffField",
    "StaffTable",
    "TableRefused",
    "TableRow",
    "read_table",
    "recognise",
    "suggest",
    "understand",
]
