"""The school's own checklists and packs, checked together with the shipped ones before anything uses them."""

import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from ..domain.checklist_index import heads
from ..domain.model import Catalogue, Checklist, PolicyPack
from ..domain.versions import version_order
from ..i18n import _
from ..system import Trouble
from .document import CatalogueFaults, Read
from .folder import BASELINE, LARGEST_FILE, MOST_FILES, FileKind, LibraryFile
from .forms import PackForm
from .lazy_library import Sealed, load_shipped, open_sealed
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


_BASELINE = "packs/baseline.yaml"
_VERSION = re.compile(rb'^version: "([0-9.]{1,40})"', re.MULTILINE)


class LibraryRefused(Trouble):
    """The school's own checklists or policies break a rule."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        super().__init__(reasons)
        self.reasons = reasons

    def __str__(self) -> str:
        shown = "\n".join(f"- {reason}" for reason in self.reasons[:20])
        return _(
            "The school's own checklists or policies cannot be used, so its file was not used:\n{shown}", shown=shown
        )


def school_library(members: Mapping[str, bytes], shipped: Path) -> Catalogue:
    """The shipped library with the school's files in it. Raises LibraryRefused with every reason.

    A school may add packs, add checklists, and bring newer ones: the catalogue has them build on the baseline and keep
    its rules on lowering. Not older ones, no other baseline, and no links to hosts that the
    shipped checklist does not name.
    """
    before = load_shipped(shipped)
    if not members:
        return before
    if _BASELINE in members:
        raise LibraryRefused((_("packs/baseline.yaml: the baseline comes with the program and is not replaced."),))
    try:
        after = load_joined(shipped, members)
    except CatalogueFaults as faults:
        raise LibraryRefused(tuple(str(fault) for fault in faults.faults)) from None
    if reasons := tuple(_departures(before, after)):
        raise LibraryRefused(reasons)
    return after


def library_of_profile(members: Mapping[str, bytes], shipped: Path) -> Catalogue:
    """The same for a profile that was signed some time ago: what the program has had in a newer version since gives
    way to it, so that bringing the program up to date never makes a profile useless. Raises LibraryRefused.
    """
    before = load_shipped(shipped)
    versions = {
        **{f"platforms/{head.id}.yaml": head.version for head in heads(before).values()},
        **{f"packs/{pack.id}.yaml": pack.version for pack in before.packs.values()},
    }
    return school_library(
        {name: content for name, content in members.items() if not _overtaken(content, versions.get(name))}, shipped
    )


def _overtaken(content: bytes, shipped: str | None) -> bool:
    found = _VERSION.search(content)
    return shipped is not None and found is not None and version_order(found[1].decode()) <= version_order(shipped)


def _departures(before: Catalogue, after: Catalogue) -> Iterator[str]:
    known = heads(before)
    for identifier, head in heads(after).items():
        if identifier in known and known[identifier].sha256 != head.sha256:
            yield from _against(before.checklists[identifier], after.checklists[identifier])
    for identifier, pack in after.packs.items():
        shipped = before.packs.get(identifier)
        changed = shipped is not None and shipped.sha256 != pack.sha256
        if shipped is not None and changed and version_order(pack.version) <= version_order(shipped.version):
            yield _not_newer(pack, shipped)


def _not_newer(new: Checklist | PolicyPack, old: Checklist | PolicyPack) -> str:
    return _(
        "{id}: version {version} is not newer than {known}, which you have.",
        id=new.id,
        version=new.version,
        known=old.version,
    )


def _against(old: Checklist, new: Checklist) -> Iterator[str]:
    if version_order(new.version) <= version_order(old.version):
        yield _not_newer(new, old)
    if not set(new.hosts) <= set(old.hosts):
        yield _("{id}: it links to hosts that are not known for this platform.", id=new.id)
    if new.subject is not old.subject or new.every_account != old.every_account:
        yield _("{id}: it asks about something other than the one it replaces.", id=new.id)
