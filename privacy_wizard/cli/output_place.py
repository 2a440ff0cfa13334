"""Where a command may write: not over what it reads, what the program keeps, or what somebody filled in by hand."""

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from ..i18n import _
from .context import WRONG_USE, stop


def require_apart(arguments: Namespace, home: Path) -> None:
    """End the command where --out names a file that it reads, or one of the program's own: a key, once written over,
    cannot be made again.
    """
    out = vars(arguments).get("out")
    if not isinstance(out, Path) or not _is_file(out):
        return
    if out.resolve().is_relative_to(home.resolve()) or any(out.samefile(each) for each in _read_by(arguments)):
        stop(
            _(
                "{out} is a file that the program keeps, or that this command reads. Nothing was written. "
                "Choose another name.",
                out=out,
            ),
            WRONG_USE,
        )


def require_new(out: Path) -> None:
    """End the command where a file is there already, which somebody may have filled in."""
    if _is_file(out):
        stop(_("{out} is there already. Nothing was written. Choose another name.", out=out), WRONG_USE)


def _read_by(arguments: Namespace) -> Iterator[Path]:
    for name, value in vars(arguments).items():
        given = value if isinstance(value, list) else [value]
        paths = [Path(each) if name == "register" and each else each for each in given]
        yield from (each for each in paths if name != "out" and isinstance(each, Path) and _is_file(each))


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name longer than any system takes
        return False
