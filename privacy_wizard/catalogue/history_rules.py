"""What must hold between a file and what it was: its changes, its withdrawn versions, identifiers of before."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from ..domain.changes import version_order
from ..domain.model import Change
from .document import Read, quoted
from .faults import Path
from .forms import ChecklistForm, PackForm

_Named = tuple[Read[ChecklistForm], Path, str]
"""A checklist, the place in it, and the identifier that stands there."""


def check_history(read: Read[ChecklistForm] | Read[PackForm]) -> None:
    """Report changes out of order, and withdrawn versions that are not earlier ones."""
    form, document = read.form, read.document
    if any(fault.path.startswith(("version", "changes", "withdrawn")) for fault in document.faults):
        return
    if form.changes and form.changes[0].version != form.version:
        place = document.at(form.changes[0], "version")
        document.report(place, f"The first change is that of the file's own version, {form.version}.")
    for newer, older in pairwise(form.changes):
        if version_order(newer.version) <= version_order(older.version) or newer.date < older.date:
            document.report(document.at(older), "The newest change comes first: put this one where it belongs.")
    for withdrawn in form.withdrawn:
        if version_order(withdrawn.version) >= version_order(form.version):
            sentence = "Only an earlier version can be withdrawn. Give the file a new version that does without it."
            document.report(document.at(withdrawn, "version"), sentence)
    for change in form.changes:
        _check_named(read, change)


def _check_named(read: Read[ChecklistForm] | Read[PackForm], change: Change) -> None:
    document, form = read.document, read.form
    wrong, right = ("checks", "controls") if isinstance(form, PackForm) else ("controls", "checks")
    if getattr(change, wrong):
        document.report(document.at(change, wrong), f"A change of this kind of file names {right}, not {wrong}.")
    if isinstance(form, PackForm):
        return
    known = {check.id for check in form.checks} | {old for check in form.checks for old in check.replaces}
    for index, name in enumerate(change.checks):
        if name not in known and name not in form.retired:
            sentence = f"{quoted(name)} is no check of this file, and neither replaced nor retired."
            document.report(document.at(change, "checks", index), sentence)


def check_identifiers(checklists: Sequence[Read[ChecklistForm]], packs: Iterable[Read[PackForm]]) -> None:
    """Report identifiers of before that are in use again, and packs that are named like a checklist."""
    used = {check.id: read.document.name for read in checklists for check in read.form.checks}
    replaced = {name: read.document.name for read, _, name in _replaced(checklists)}
    for read, place, name in _replaced(checklists):
        if name in used:
            _tell_in_use(read, place, name, used[name])
    for read, place, name in _retired(checklists):
        if name in used:
            _tell_in_use(read, place, name, used[name])
        elif name in replaced:
            read.document.report(place, f"A check in {replaced[name]} replaces {name}. Take one of the two out.")
        if name.partition(".")[0] != read.form.id:
            read.document.report(place, f'The id must begin with "{read.form.id}.".')
    names = {read.form.id for read in checklists if read.form.id}
    for pack in packs:
        if pack.form.id in names:
            pack.document.report(("id",), "A checklist has this id already. Give the pack another.")


def _tell_in_use(read: Read[ChecklistForm], place: Path, name: str, where: str) -> None:
    sentence = f"{name} is in use in {where}. The identifier of a check that is gone is never used again."
    read.document.report(place, sentence)


def _replaced(checklists: Iterable[Read[ChecklistForm]]) -> Iterator[_Named]:
    for read in checklists:
        for check in read.form.checks:
            for index, name in enumerate(check.replaces):
                yield read, read.document.at(check, "replaces", index), name


def _retired(checklists: Iterable[Read[ChecklistForm]]) -> Iterator[_Named]:
    for read in checklists:
        for index, name in enumerate(read.form.retired):
            yield read, ("retired", index), name
