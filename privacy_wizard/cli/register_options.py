"""Which register a command works on, and whose key signs what it records."""

from argparse import ArgumentParser
from pathlib import Path

from ..i18n import _


def register_options(act: ArgumentParser) -> None:
    """The options; a command that only reads asks for no key."""
    act.add_argument(
        "--register",
        default="",
        metavar="ADDRESS",
        help=_("a file, or postgresql://SERVER/DATABASE; left out: this user's own"),
    )
    act.add_argument(
        "--key", type=Path, metavar="FILE", help=_("to record: your key; left out: the one on this computer")
    )
    act.add_argument("--passphrase-file", type=Path, metavar="FILE", help=_("left out: asked for on the terminal"))
