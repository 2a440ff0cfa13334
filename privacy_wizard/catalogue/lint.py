"""``python -m privacy_wizard.catalogue.lint [FOLDER]``: print every fault; exit 1 where there is one."""

import sys
from collections.abc import Callable
from pathlib import Path

from ..i18n import _
from .folder import shipped_folder
from .loading import lint

__all__ = ["lint", "main"]


def main(arguments: list[str], say: Callable[[str], object] = print) -> int:
    """The exit code: 0 without faults, 1 with. `say` prints a line."""
    folder = Path(arguments[0]) if arguments else shipped_folder()
    faults = lint(folder)
    for fault in faults:
        say(f"{folder / fault.file}{str(fault).removeprefix(fault.file)}")
    if not faults:
        say(_("{folder}: no faults.", folder=folder))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
