"""A library's files, turned into values of the domain, or the list of everything wrong with them."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from attrs import Factory, define, evolve

from ..domain.model import Catalogue, Control, PolicyPack
from ..i18n import _
from ..system import text_of
from .building import build_checklist, build_pack
from .checklist_rules import check_checklist
from .document import CatalogueFaults, Document, LibraryFault, Read
from .folder import (
    BASELINE,
    CONTROLS,
    MOST_FILES,
    FileKind,
    LibraryFile,
    content_of,
    digest,
    library_files,
    read_content,
)
from .forms import ChecklistForm, ControlsForm, PackForm
from .library_rules import (
    check_answerable,
    check_controls,
    check_fixes,
    check_history,
    check_identifiers,
    check_steps_differ,
    missing_files,
)
from .pack_rules import BASELINE_ID, check_against_baseline, check_pack, earlier_baseline, says_basis
from .validation import validated

T = TypeVar("T")
F = TypeVar("F", ChecklistForm, PackForm)
NONE: Mapping[str, bytes] = MappingProxyType({})


@define
class Library:
    """The files of a library as read; one that is no table has a document but no form."""

    documents: list[Document] = Factory(list)
    controls: Read[ControlsForm] | None = None
    checklists: list[Read[ChecklistForm]] = Factory(list)
    packs: list[Read[PackForm]] = Factory(list)

    def take(self, file: LibraryFile) -> None:
        """Read one file into its place; whatever is wrong with it is in its document."""
        document = Document(file.name)
        self._place(file, document, content_of(file, document))

    def take_content(self, file: LibraryFile, raw: bytes) -> None:
        """The same for a file that was read already."""
        self._place(file, Document(file.name), raw)

    def _place(self, file: LibraryFile, document: Document, raw: bytes | None) -> None:
        read = _read_before(file, raw) or _read(file, document, raw)
        self.documents.append(document if read is None else read.document)
        if read is None:
            return
        if file.kind is FileKind.CONTROLS:
            self.controls = read
        elif file.kind is FileKind.CHECKLIST:
            self.checklists.append(read)
        else:
            self.packs.append(read)

    def faults(self) -> tuple[LibraryFault, ...]:
        """Everything reported so far, each once."""
        return tuple(sorted({fault for document in self.documents for fault in document.faults}))

    def known_controls(self) -> dict[str, Control] | None:
        """By identifier; None where controls.yaml cannot be read."""
        return {control.id: control for control in self.controls.form.controls} if self.controls else None

    def names(self) -> set[str]:
        """The files that exist."""
        return {document.name for document in self.documents}

    def baseline(self) -> Read[PackForm] | None:
        """The pack that the others inherit from."""
        return next((read for read in self.packs if read.document.name == BASELINE), None)

    def miss(self, name: str, sentence: str) -> None:
        """Report a missing file."""
        absent = Document(name)
        absent.report((), sentence)
        self.documents.append(absent)

    def built_packs(self, controls: Mapping[str, Control]) -> dict[str, PolicyPack]:
        """The packs with what they inherit, the baseline first; only of a library without fault."""
        digests = {document.name: document.sha256 for document in self.documents}
        root = self.baseline()
        if root is None:
            return {read.form.id: build_pack(read, None, controls, digests) for read in self.packs}
        baseline = build_pack(root, None, controls, digests)
        earlier = build_pack(Read(root.document, earlier_baseline(root.form)), None, controls, digests)
        others = (
            build_pack(read, baseline if says_basis(read.form) else earlier, controls, digests)
            for read in self.packs
            if read is not root
        )
        return {pack.id: pack for pack in (baseline, *others)}


def read_as(document: Document, form: type[T]) -> Read[T] | None:
    """The document as a form; None where it is not even a table."""
    made = validated(form, document)
    return Read(document, made) if made is not None else None


_FORMS: dict[FileKind, type] = {
    FileKind.CONTROLS: ControlsForm,
    FileKind.CHECKLIST: ChecklistForm,
    FileKind.PACK: PackForm,
}
# What was read without fault, by name and digest: while one file is written, the others stay as they are.
_faultless: dict[tuple[str, str], Read[Any]] = {}


def _read(file: LibraryFile, document: Document, raw: bytes | None) -> Read[Any] | None:
    if raw is not None:
        read_content(raw, document)
    if not file.name.endswith(".yaml"):
        document.report((), _('The file\'s name must end in ".yaml".'))
    read: Read[Any] | None = read_as(document, _FORMS[file.kind])
    if read is not None and not document.faults:
        if len(_faultless) >= MOST_FILES:
            _faultless.clear()
        _faultless[file.name, document.sha256] = _afresh(read)
    return read


def _read_before(file: LibraryFile, raw: bytes | None) -> Read[Any] | None:
    known = None if raw is None else _faultless.get((file.name, digest(raw)))
    return None if known is None else _afresh(known)


def _afresh(read: Read[Any]) -> Read[Any]:
    """With faults of its own, since faults between files depend on the others."""
    return Read(evolve(read.document, faults=[]), read.form)


def load_catalogue(folder: Path, instead: Mapping[str, bytes] = NONE) -> Catalogue:
    """Everything in the library, checked; raises `CatalogueFaults` with every fault where there is one.

    `instead` are policy packs by their place in the library: each stands for the file that is there, or beside it.
    """
    library = _open(folder, instead)
    _check(library)
    faults = library.faults()
    if faults:
        raise CatalogueFaults(faults)
    return _build(library)


def lint(folder: Path, instead: Mapping[str, bytes] = NONE) -> tuple[LibraryFault, ...]:
    """Every fault of what `load_catalogue` would load, in file and line order; empty where there is none."""
    library = _open(folder, instead)
    _check(library)
    return library.faults()


def _open(folder: Path, instead: Mapping[str, bytes]) -> Library:
    library = Library()
    found = {file.name: file for file in library_files(folder)}
    found |= {name: LibraryFile(name, folder / name, FileKind.PACK) for name in instead}
    files = sorted(found.values(), key=lambda file: file.name if file.kind is FileKind.PACK else "")
    for file in files[:MOST_FILES]:
        if file.name in instead:
            library.take_content(file, instead[file.name].replace(b"\r\n", b"\n"))
        else:
            library.take(file)
    if len(files) > MOST_FILES:
        library.miss(
            files[MOST_FILES].name,
            _(
                "A library has at most {most} files; there are {n}.",
                most=MOST_FILES,
                n=len(files),
            ),
        )
    if CONTROLS not in library.names():
        library.miss(
            CONTROLS,
            _(
                "This file is missing. A library needs it; is {folder} the right folder?",
                folder=folder.name or _("this"),
            ),
        )
    return library


def _check(library: Library) -> None:
    controls = library.known_controls()
    if library.controls:
        check_controls(library.controls)
    beside = library.controls.document.sha256 if library.controls else ""
    for checklist in library.checklists:
        _check_alone(checklist, beside, lambda read: check_checklist(read, controls))
    for pack in library.packs:
        _check_alone(pack, beside, lambda read: check_pack(read, controls))
    check_identifiers(library.checklists, library.packs)
    check_steps_differ(library.checklists)
    if library.controls:
        check_fixes(library.controls, library.checklists)
    _check_baseline(library, controls)
    if controls is not None:
        check_answerable(library.packs, library.checklists, controls)
        for name in sorted(missing_files(library.packs, library.checklists, controls) - library.names()):
            library.miss(name, _("This is missing, and a pack asks for something that only it can answer."))


# The files without a fault of their own, by name and digest, and the controls beside which that is so.
_sound: set[tuple[str, str, str]] = set()


def _check_alone(read: Read[F], controls: str, check: Callable[[Read[F]], None]) -> None:
    """Whatever depends on this file and the controls only; where neither has changed, nothing has to be found again."""
    known = read.document.name, read.document.sha256, controls
    if known in _sound:
        return
    check(read)
    check_history(read)
    if not read.document.faults:
        if len(_sound) >= MOST_FILES:
            _sound.clear()
        _sound.add(known)


def _check_baseline(library: Library, controls: Mapping[str, Control] | None) -> None:
    baseline = library.baseline()
    inheriting = [read for read in library.packs if read is not baseline and read.form.inherits == BASELINE_ID]
    if baseline is None and inheriting and BASELINE not in library.names():
        library.miss(BASELINE, _("This file is missing, and other packs inherit from it."))
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


def read_form(path: Path, form: type[T]) -> tuple[T, Document]:
    """The file as a form, with the document that knows its places.

    Raises CatalogueFaults with every fault, each with file, line and path.
    """
    document = Document(path.name)
    raw = content_of(LibraryFile(path.name, path, FileKind.CHECKLIST), document)
    if raw is not None:
        read_content(_in_utf8(raw), document)
    made = validated(form, document)
    if document.faults or made is None:
        raise CatalogueFaults(sorted(set(document.faults)))
    return made, document


def _in_utf8(raw: bytes) -> bytes:
    """A form that was redirected into a file by PowerShell, as it was printed."""
    try:
        return text_of(raw).replace("\r\n", "\n").encode()
    except UnicodeDecodeError:
        return raw  # whose fault is then told with its line
