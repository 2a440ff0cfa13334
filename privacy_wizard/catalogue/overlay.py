"""A library with other files in it: what a school brings of its own, in the place of what is shipped or beside it."""

import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from ..domain.model import Catalogue
from ..i18n import _
from .document import Read
from .folder import BASELINE, LARGEST_FILE, MOST_FILES, FileKind, LibraryFile
from .forms import PackForm
from .lazy_library import Sealed, open_sealed
from .library_rules import check_history
from .loading import load_catalogue
from .pack_rules import BASELINE_ID, check_against_baseline, check_pack


def load_joined(folder: Path, members: Mapping[str, bytes]) -> Catalogue:
    """The library of a folder, with these files by their place in it, checked as a whole. Raises CatalogueFaults.

    The names must have been checked. Where only policy packs are brought, what is shipped and known to be without
    fault is not checked again.
    """
    return _with_packs(folder, members) or _checked(folder, members)


def _checked(folder: Path, members: Mapping[str, bytes]) -> Catalogue:
    """Through a folder of its own, so that every rule about files holds."""
    with tempfile.TemporaryDirectory(prefix="privacy-wizard-") as name:
        joined = Path(name) / "library"
        shutil.copytree(folder, joined)
        for member, content in members.items():
            (joined / member).write_bytes(content)
        return load_catalogue(joined)


def _with_packs(folder: Path, members: Mapping[str, bytes]) -> Catalogue | None:
    """None where other files than packs are brought, or where there is any fault: then the whole is checked."""
    if not all(_is_plain_pack(name, content) for name, content in members.items()):
        return None
    sealed = open_sealed(folder)
    if sealed is None or len(sealed.contents) + len(members) > MOST_FILES:
        return None
    library = sealed.library
    library.packs = [read for read in library.packs if read.document.name not in members]
    library.documents = [document for document in library.documents if document.name not in members]
    for name in sorted(members):
        library.take_content(LibraryFile(name, folder / name, FileKind.PACK), members[name].replace(b"\r\n", b"\n"))
    library.packs.sort(key=lambda read: read.document.name)
    _check(sealed, [read for read in library.packs if read.document.name in members])
    return None if library.faults() else sealed.catalogue()


def _is_plain_pack(name: str, content: bytes) -> bool:
    folder, _, file = name.partition("/")
    is_one = folder == "packs" and "/" not in file and file.endswith(".yaml") and name != BASELINE
    return is_one and len(content) <= LARGEST_FILE


def _check(sealed: Sealed, packs: Iterable[Read[PackForm]]) -> None:
    """All that can be wrong with a pack, and between it and the rest."""
    library, heads = sealed.library, sealed.heads
    controls, baseline = library.known_controls(), library.baseline()
    answered = {control for head in heads.values() for control in head.answers}
    for read in packs:
        check_pack(read, controls)
        check_history(read)
        if baseline is not None and read.form.inherits == BASELINE_ID:
            check_against_baseline(read, baseline.form, controls)
        if _is_unanswered(read, answered) or read.form.id in heads:
            read.document.report((), _("This pack and the checklists do not fit together."))


def _is_unanswered(read: Read[PackForm], answered: set[str]) -> bool:
    asked = (requirement for requirement in read.form.requirements if requirement.statement is None)
    return any(requirement.control not in answered for requirement in asked)
