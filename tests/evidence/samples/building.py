"""Exports as the platforms lay them out, made afresh: nobody's data, every name made up."""

import io
import json
import random
import stat
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import field, frozen

from privacy_wizard.evidence import ConnectionKind, ObservationKind, Observed

Files = Mapping[str, bytes]
Facts = Mapping[ObservationKind, tuple[Observed, str]]
WRITTEN = (2026, 9, 2, 10, 0, 0)
YES, NO, UNSAID = Observed.YES, Observed.NO, Observed.NOT_IN_EXPORT


@frozen(kw_only=True)
class Sample:
    """One generation of one platform's export, and what is to be read of it."""

    name: str  # of the file
    platform: str
    generation: str = ""
    language: str = ""
    files: Files = field(repr=False)
    facts: Facts  # of each kind, the first that is there
    lists: Mapping[ConnectionKind, Sequence[str]] = field(factory=dict)  # handles, else names, else numbers or links
    proven: bool = True

    @property
    def id(self) -> str:
        return "-".join(filter(None, (self.platform, self.generation, self.language, self.name[:12])))


def as_json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def as_meta(value: Any) -> bytes:
    """As Meta writes it: UTF-8 taken for Latin-1, then escaped, in keys too."""
    return json.dumps(_mangled(value)).encode()


def _mangled(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode().decode("latin-1")
    if isinstance(value, dict):
        return {_mangled(name): _mangled(inner) for name, inner in value.items()}
    return [_mangled(each) for each in value] if isinstance(value, list) else value


def as_script(name: str, value: Any) -> bytes:
    return f"window.YTD.{name}.part0 = ".encode() + as_json(value)


def as_table(*rows: Sequence[str]) -> bytes:
    import csv

    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def write_zip(path: Path, files: Files, *, top: str = "", noise: bool = False, shuffle: int | None = None) -> Path:
    """An archive; with a folder on top, what macOS adds, or another order of its files."""
    names = list(files)
    if shuffle is not None:
        random.Random(shuffle).shuffle(names)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            if noise:
                head, _, last = f"{top}{name}".rpartition("/")
                archive.writestr(_entry(f"__MACOSX/{head}/._{last}"), b"\x00\x05\x16\x07")
            archive.writestr(_entry(f"{top}{name}"), files[name])
        if noise:
            archive.writestr(_entry(f"{top}.DS_Store"), b"\x00\x00\x00\x01Bud1" * 100)
            archive.writestr(_entry(f"{top}media/posts/202609/picture.jpg"), b"\xff\xd8\xff" * 50)
    return path


def write_folder(path: Path, files: Files) -> Path:
    for name, content in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(content)
    return path


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, WRITTEN)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = (stat.S_IFREG | 0o644) << 16
    return entry
