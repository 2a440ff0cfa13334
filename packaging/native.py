"""What a bundle carries beside Python packages: Python itself, and the libraries that came with it, with the system, or
within a package that does not name them.

No package's description names them, so the bill of materials and the licence list get them from here.
"""

import json
import platform
import re
import ssl
import sys
import sysconfig
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

TEXTS = Path(__file__).parent / "licences"


@dataclass(frozen=True)
class Native:
    """One of them. `files`: as its files are called on any system; `version`: as this Python tells it, or nothing."""

    name: str
    licence: str  # as SPDX calls it
    files: str
    version: Callable[[], str] = lambda: ""
    only_on: str = ""  # a system; empty: on all
    terms: str = ""  # the file that has them, where several share it
    notice: str = ""  # ahead of shared terms: whose it is

    @property
    def text(self) -> str:
        """The licence in full."""
        if self.name == "CPython":
            return _first(sysconfig.get_path("stdlib"), sys.base_prefix, names=("LICENSE.txt", "LICENSE"))
        if self.name == "PyInstaller":
            files = metadata.files("pyinstaller") or []
            return next(Path(each.locate()).read_text(encoding="utf-8") for each in files if each.name == "COPYING.txt")
        terms = (TEXTS / f"{self.terms or self.name.lower()}.txt").read_text(encoding="utf-8")
        return f"{self.notice}\n\n{terms}".strip()


def _openssl() -> str:
    return ssl.OPENSSL_VERSION.split()[1]


def _sqlite() -> str:
    import sqlite3

    return sqlite3.sqlite_version


def _expat() -> str:
    import pyexpat

    return pyexpat.EXPAT_VERSION.removeprefix("expat_")


def _libmpdec() -> str:
    import _decimal  # the module in C; the one in Python stands on nothing

    return str(_decimal.__libmpdec_version__)


NATIVE = (
    Native("CPython", "Python-2.0", r"(lib)?python3", platform.python_version),
    Native("PyInstaller", "GPL-2.0-or-later WITH Bootloader-exception", "-", lambda: metadata.version("pyinstaller")),
    Native("OpenSSL", "Apache-2.0", r"lib(crypto|ssl)", _openssl),
    Native("zlib", "Zlib", r"(libz|zlib1?)\b", lambda: zlib.ZLIB_RUNTIME_VERSION),
    Native("libffi", "MIT", r"libffi"),
    Native("SQLite", "blessing", r"(lib)?sqlite3", _sqlite),
    Native("expat", "MIT", r"libexpat", _expat),
    Native("libmpdec", "BSD-2-Clause", r"libmpdec", _libmpdec),
    Native("bzip2", "bzip2-1.0.6", r"libbz2"),
    Native("xz", "LicenseRef-public-domain", r"liblzma"),
    Native("zstd", "BSD-3-Clause", r"libzstd"),  # for Qt
    Native("libuuid", "BSD-3-Clause", r"libuuid", only_on="linux"),
    Native("xcb", "MIT", r"libxcb-", only_on="linux"),
    Native("xkbcommon", "MIT", r"libxkbcommon", only_on="linux"),
    # Within the package that speaks to PostgreSQL.
    Native("PostgreSQL", "PostgreSQL", r"libpq"),
    Native("Kerberos", "MIT", r"lib(krb5|k5crypto|gssapi_krb5|com_err)", only_on="linux"),
    Native("OpenLDAP", "OLDAP-2.8", r"lib(ldap|lber)", only_on="linux"),
    Native("Cyrus-SASL", "BSD-4-Clause", r"libsasl2", only_on="linux"),
    Native(
        "keyutils",
        "LGPL-2.0-or-later",
        r"libkeyutils",
        only_on="linux",
        terms="lgpl-2.1",
        notice="Copyright (c) 2005-2018 Red Hat",
    ),
    Native(
        "libxcrypt",
        "LGPL-2.1-or-later",
        r"libcrypt-",
        only_on="linux",
        terms="lgpl-2.1",
        notice="Copyright Thorsten Kukuk, Björn Esser, Zack Weinberg, the Free Software Foundation and others",
    ),
)


def carried() -> Iterable[Native]:
    """Those that are in a bundle for this system."""
    return [each for each in NATIVE if each.only_on in ("", sys.platform)]


def named(bill: Path) -> None:
    """Add them to a bill of materials (CycloneDX, JSON), and check that it still is one."""
    document: dict[str, Any] = json.loads(bill.read_text(encoding="utf-8"))
    document.setdefault("components", []).extend(_component(each) for each in carried())
    text = json.dumps(document, indent=2, ensure_ascii=False) + "\n"
    _check(text)
    bill.write_text(text, encoding="utf-8")


def in_full() -> str:
    """Each with its version and its licence."""
    return "\n\n".join(f"{each.name} {each.version()}\n{each.licence}\n\n{each.text.strip()}" for each in carried())


def within_packages(packages: Path, told: str) -> str:
    """What packages say of the licences of the libraries in them, each text that is not among those `told` yet."""
    found: dict[str, str] = {}
    for path in sorted(packages.glob("*.dist-info/licenses/**/*")):
        text = path.read_text(encoding="utf-8", errors="replace").strip() if path.is_file() else ""
        if text and text not in told:
            found.setdefault(text, f"{path.relative_to(packages).as_posix()}\n\n{text}")
    return "\n\n".join(found.values())


def strangers(files: Iterable[str]) -> list[str]:
    """Those of these libraries that nothing here names."""
    known = re.compile("|".join(each.files for each in NATIVE if each.files != "-"))
    return sorted(each for each in files if not known.match(each))


def _component(each: Native) -> dict[str, Any]:
    version = each.version()
    simple = " " not in each.licence and not each.licence.startswith("LicenseRef")
    licence: dict[str, Any] = {"license": {"id": each.licence}} if simple else {"license": {"name": each.licence}}
    purl = f"pkg:generic/{each.name.lower()}" + (f"@{version}" if version else "")
    found: dict[str, Any] = {"type": "library", "bom-ref": purl, "name": each.name, "purl": purl, "licenses": [licence]}
    return found | ({"version": version} if version else {})


def _check(text: str) -> None:
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    version = SchemaVersion.from_version(json.loads(text)["specVersion"])
    if fault := JsonStrictValidator(version).validate_str(text):
        raise SystemExit(f"The bill of materials is none: {fault}")


def _first(*folders: str, names: tuple[str, ...]) -> str:
    for folder in folders:
        for name in names:
            if (Path(folder) / name).is_file():
                return (Path(folder) / name).read_text(encoding="utf-8")
    raise SystemExit("Python's own licence is not beside it.")
