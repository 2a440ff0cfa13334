"""What this computer offers to every floor: private files, the system's keyring, the files shipped with the program."""

from .display import has_display
from .files import (
    NotWritten,
    OutgoingFiles,
    outgoing_files,
    read_regular,
    sync_folder,
    text_of,
    write_private,
    write_whole,
)
from .keyring import Keychain, KeychainRefused, system_keychain
from .mail_address import NoMailAddress, plain_address
from .places import shipped_folder
from .progress import WorkProgress
from .trouble import Trouble

__all__ = [
    "Keychain",
    "KeychainRefused",
    "NoMailAddress",
    "NotWritten",
    "OutgoingFiles",
    "Trouble",
    "WorkProgress",
    "has_display",
    "outgoing_files",
    "plain_address",
    "read_regular",
    "shipped_folder",
    "sync_folder",
    "system_keychain",
    "text_of",
    "write_private",
    "write_whole",
]
