"""``python -m privacy_wizard.catalogue.write_index [FOLDER]``: check the library and write its index into it."""

import sys
from pathlib import Path

from ..domain.checklist_index import heads
from ..serialization import to_readable
from .document import CatalogueFaults
from .folder import digest, shipped_folder
from .lazy_library import NAME, Index, contents
from .loading import load_catalogue


def index_text(folder: Path) -> str:
    """The index as it is shipped. Raises CatalogueFaults where the library has a fault."""
    catalogue = load_catalogue(folder)
    files = {name: digest(raw) for name, raw in contents(folder).items()}
    index = Index(files=files, checklists=tuple(heads(catalogue).values()))
    return to_readable(index, indent=1) + "\n"


def main(arguments: list[str]) -> int:
    """Write the index; the exit code is 1, and nothing is written, where the library has a fault."""
    folder = Path(arguments[0]) if arguments else shipped_folder()
    try:
        (folder / NAME).write_text(index_text(folder), encoding="utf-8", newline="\n")
    except CatalogueFaults as refused:
        print(refused)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
