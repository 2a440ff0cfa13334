"""Options that several commands have, each explained once."""

from argparse import ArgumentParser
from pathlib import Path

from ..i18n import Message, _

PACK_OR_FILE = Message("an id, or a pack's file")
PACK_UNKNOWN = Message("a pack's file, where the answers name one that is not known")
ALL_OF_THEM = Message("if omitted: all of them")
KEY_FILE = Message("the key file; if omitted: the one on this computer")
REQUEST_WRITTEN = Message("The request is {out}. It holds no secret; hand it to your school.")
ASKED_FOR = Message("if omitted: asked for on the terminal")
WHO_SIGNS = Message("for the mails: who signs them")
SCHOOL_FOLDER = Message("the school's folder; if omitted: this user's own")
TABLE_FILE = Message("write a table, .csv or .xlsx; goes on record")
SCHOOL_IN_REGISTER = Message("the school in the register")


def json_option(act: ArgumentParser) -> None:
    """Add `--json`."""
    act.add_argument("--json", action="store_true", help=_("print the result as JSON"))


def key_options(command: ArgumentParser) -> None:
    """Add the options that say whose key signs."""
    command.add_argument("--key", type=Path, metavar="FILE", help=str(KEY_FILE))
    command.add_argument("--passphrase-file", type=Path, metavar="FILE", help=str(ASKED_FOR))


def register_options(act: ArgumentParser) -> None:
    """Which register a command works on, and whose key signs; a command that only reads asks for no key."""
    act.add_argument(
        "--register",
        default="",
        metavar="ADDRESS",
        help=_("a file, or postgresql://SERVER/DATABASE; if omitted: this user's own"),
    )
    act.add_argument(
        "--key", type=Path, metavar="FILE", help=_("to record: your key; if omitted: the one on this computer")
    )
    act.add_argument("--passphrase-file", type=Path, metavar="FILE", help=str(ASKED_FOR))
