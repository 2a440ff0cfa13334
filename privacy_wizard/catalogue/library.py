"""A library's files as they were read, and the domain's values made of them."""

from collections.abc import Mapping
from typing import TypeVar

from attrs import Factory, define

from ..domain.model import Control, PolicyPack
from .building import build_pack
from .document import Document, Read
from .faults import Fault
from .folder import BASELINE, FileKind, LibraryFile, content_of, read_content
from .forms import ChecklistForm, ControlsForm, PackForm
from .validation import shape

T = TypeVar("T")


@define
class Library:
    """A file that is no table has a document and no form."""

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
        self.documents.append(document)
        if raw is not None:
            read_content(raw, document)
        if not file.name.endswith(".yaml"):
            document.report((), 'The file\'s name must end in ".yaml".')
        if file.kind is FileKind.CONTROLS:
            self.controls = read_as(document, ControlsForm)
        elif file.kind is FileKind.CHECKLIST:
            self.checklists += _listed(read_as(document, ChecklistForm))
        else:
            self.packs += _listed(read_as(document, PackForm))

    def faults(self) -> tuple[Fault, ...]:
        """Everything reported so far, each once."""
        return tuple(sorted({fault for document in self.documents for fault in document.faults}))

    def known_controls(self) -> dict[str, Control] | None:
        """By identifier; None where controls.yaml cannot be read."""
        return {control.id: control for control in self.controls.form.controls} if self.controls else None

    def names(self) -> set[str]:
        """The files that are there."""
        return {document.name for document in self.documents}

    def baseline(self) -> Read[PackForm] | None:
        """The pack that the others inherit from."""
        return next((read for read in self.packs if read.document.name == BASELINE), None)

    def miss(self, name: str, sentence: str) -> None:
        """Report a file that is not there."""
        absent = Document(name)
        absent.report((), sentence)
        self.documents.append(absent)

    def built_packs(self, controls: Mapping[str, Control]) -> dict[str, PolicyPack]:
        """The packs with what they inherit, the baseline first; only of a library without fault."""
        digests = {document.name: document.sha256 for document in self.documents}
        root = self.baseline()
        baseline = build_pack(root, None, controls, digests) if root else None
        packs = [baseline] if baseline else []
        packs += [build_pack(read, baseline, controls, digests) for read in self.packs if read is not root]
        return {pack.id: pack for pack in packs}


def read_as(document: Document, form: type[T]) -> Read[T] | None:
    """The document as a form; None where it is not even a table."""
    made = shape(form, document)
    return Read(document, made) if made is not None else None


def _listed(read: Read[T] | None) -> list[Read[T]]:
    return [read] if read is not None else []
