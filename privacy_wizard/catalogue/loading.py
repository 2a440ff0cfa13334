"""Load a library, or say everything that is wrong with it."""

from collections.abc import Mapping
from pathlib import Path

from ..domain.model import Catalogue, Control
from .building import build_checklist
from .checklist_rules import check_checklist
from .control_rules import check_controls
from .faults import CatalogueFaults, Fault
from .folder import BASELINE, CONTROLS, MOST_FILES, library_files
from .history_rules import check_history, check_identifiers
from .library import Library
from .library_rules import check_answerable, check_steps_differ, missing_files
from .pack_rules import BASELINE_ID, check_against_baseline, check_pack


def load_catalogue(folder: Path) -> Catalogue:
    """Everything in the library, checked; raises `CatalogueFaults` with every fault where there is one."""
    library = _open(folder)
    _check(library)
    faults = library.faults()
    if faults:
        raise CatalogueFaults(faults)
    return _build(library)


def lint(folder: Path) -> tuple[Fault, ...]:
    """Every fault of the library, in file and line order; empty where there is none."""
    library = _open(folder)
    _check(library)
    return library.faults()


def _open(folder: Path) -> Library:
    library = Library()
    files = list(library_files(folder))
    for file in files[:MOST_FILES]:
        library.take(file)
    if len(files) > MOST_FILES:
        library.miss(files[MOST_FILES].name, f"A library has {MOST_FILES} files at the most; there are {len(files)}.")
    if CONTROLS not in library.names():
        library.miss(
            CONTROLS, f"This file is missing. A library needs it; is {folder.name or 'this'} the right folder?"
        )
    return library


def _check(library: Library) -> None:
    controls = library.known_controls()
    if library.controls:
        check_controls(library.controls)
    for checklist in library.checklists:
        check_checklist(checklist, controls)
        check_history(checklist)
    for pack in library.packs:
        check_pack(pack, controls)
        check_history(pack)
    check_identifiers(library.checklists, library.packs)
    check_steps_differ(library.checklists)
    _check_baseline(library, controls)
    if controls is not None:
        check_answerable(library.packs, library.checklists, controls)
        for name in sorted(missing_files(library.packs, library.checklists, controls) - library.names()):
            library.miss(name, "This is missing, and a pack asks for what only it can answer.")


def _check_baseline(library: Library, controls: Mapping[str, Control] | None) -> None:
    baseline = library.baseline()
    inheriting = [read for read in library.packs if read is not baseline and read.form.inherits == BASELINE_ID]
    if baseline is None and inheriting and BASELINE not in library.names():
        library.miss(BASELINE, "This file is missing, and other packs inherit from it.")
    if baseline is not None:
        for read in inheriting:
            check_against_baseline(read, baseline.form, controls)


def _build(library: Library) -> Catalogue:
    controls = library.known_controls() or {}
    checklists = [build_checklist(read, controls) for read in library.checklists]
    return Catalogue(
        controls=controls,
        checklists={checklist.id: checklist for checklist in checklists},
        packs=library.built_packs(controls),
    )
