"""Builds the adapters and hands them in; the one place that knows them all."""

import sys
from collections.abc import Sequence
from datetime import datetime

from .cli.main import parser, run
from .cli.tools import Tools
from .domain.model import Catalogue


def main(argv: Sequence[str] | None = None) -> int:
    """The program: the wizard without a command, else the command. Returns the exit code."""
    arguments = parser().parse_args(argv)
    if arguments.command in (None, "wizard"):
        return open_wizard()
    from .drafts.places import user_places

    return run(arguments, Tools(_load_catalogue, _now, user_places().key_file))


def open_wizard() -> int:
    """The window, over this user's own drafts and key."""
    from .audit.desk import Desk
    from .audit.session import AuditSession
    from .audit.shelf import Shelf
    from .audit.signing import KeyCabinet, Signing
    from .drafts import DraftStore, keyring_cipher, user_places
    from .machine import system_keychain
    from .ui.window import open_wizard as show

    places, catalogue = user_places(), _load_catalogue()
    store = DraftStore(places.drafts, keyring_cipher(system_keychain()))
    session = AuditSession(catalogue, store, _now)
    signing = Signing(session, KeyCabinet(places.key_file, _now), _now)
    return show(Desk(catalogue=catalogue, session=session, shelf=Shelf(store), signing=signing), places)


def _load_catalogue() -> Catalogue:
    from .catalogue import load_catalogue, shipped_folder

    return load_catalogue(shipped_folder())


def _now() -> datetime:
    """By this computer's clock, with its zone."""
    return datetime.now().astimezone()


if __name__ == "__main__":
    sys.exit(main())
