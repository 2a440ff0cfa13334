"""What this computer offers to every floor: private files, the system's keyring, the files shipped with the program."""

from .display import has_display
from .files import (
    NotWritten,
    OutgoingFiles,
    holds,
    in_utf8,
    is_folder,
    outgoing_files,
    put_new,
    read_at_most,
    read_regular,
    sync_folder,
    text_of,
    write_new,
    write_private,
    write_whole,
)
from .places import shipped_folder
from .trouble import Trouble

__all__ = [
    "NotWritten",
    "OutgoingFiles",
    "Trouble",
    "has_display",
    "holds",
    "in_utf8",
    "is_folder",
    "outgoing_files",
    "put_new",
    "read_at_most",
    "read_regular",
    "shipped_folder",
    "sync_folder",
    "text_of",
    "write_new",
    "write_private",
    "write_whole",
]
