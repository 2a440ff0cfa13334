"""Policy packs in the making: read from a file beside the shipped library, checked, and written."""

from pathlib import Path

from attrs import evolve

from ..catalogue import CatalogueFaults, LibraryFault, load_catalogue
from ..catalogue.document import YamlTable
from ..catalogue.folder import FileKind, LibraryFile, open_document
from ..catalogue.lint import lint
from ..catalogue.writing import write_pack
from ..domain.model import Catalogue, PolicyPack


def read_pack(path: Path, library: Path) -> tuple[Catalogue, PolicyPack]:
    """The pack of a file, and the library with it in place of what it has under the same identifier.

    Raises CatalogueFaults with everything that is wrong with it, at its lines in that file.
    """
    document = open_document(LibraryFile(path.name, path, FileKind.PACK))
    if document.faults:
        raise CatalogueFaults(sorted(set(document.faults)))
    name = _name_of(document.root, path)
    try:
        catalogue = load_catalogue(library, {f"packs/{name}.yaml": path.read_bytes()})
    except CatalogueFaults as refused:
        raise CatalogueFaults(_at_home(fault, name, path) for fault in refused.faults) from None
    return catalogue, catalogue.packs[name]


def _name_of(root: object, path: Path) -> str:
    """Its identifier, so that an older version may lie beside the newer one under another name."""
    said = root.get("id") if isinstance(root, YamlTable) else None
    is_name = isinstance(said, str) and said.replace("-", "").isalnum() and said.isascii()
    return str(said) if is_name else path.stem


def _at_home(fault: LibraryFault, name: str, path: Path) -> LibraryFault:
    return evolve(fault, file=path.name) if fault.file == f"packs/{name}.yaml" else fault


def faults_of(pack: PolicyPack, library: Path) -> tuple[LibraryFault, ...]:
    """What the linter says of a draft among the shipped library; empty if it may be used."""
    name = f"packs/{pack.id}.yaml"
    return tuple(fault for fault in lint(library, {name: write_pack(pack).encode()}) if fault.file == name)
