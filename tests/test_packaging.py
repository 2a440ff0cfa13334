"""What is handed out, as far as it can be held in a moment; `run.py bundle --check` makes it and tries it."""

import configparser
import importlib
import json
import re
import shutil
import ssl
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path

import PySide6
import pytest

from privacy_wizard.sandbox import worker_process

ROOT = Path(__file__).resolve().parent.parent
PACKAGING = ROOT / "packaging"
FROM_SCHOOL = {"pwschool", "pwinvite", "pwcert", "pwlist"}


@pytest.mark.parametrize(
    ("program", "worker"), [("privacy-wizard", "privacy-wizard"), ("privacy-wizard-window.exe", "privacy-wizard.exe")]
)
def test_a_bundled_program_asks_the_one_with_streams_to_look_into_files(
    program: str, worker: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / program))
    assert worker_process._command() == [str(tmp_path / worker), worker_process.WORKER]


def test_what_a_bundle_starts_with_is_a_worker_when_asked_to_be_one() -> None:
    begin = [sys.executable, str(PACKAGING / "entry.py"), worker_process.WORKER]
    told = subprocess.run(begin, cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, input=b"", capture_output=True, check=False)
    assert b"Ended" in told.stderr  # it listened, and nobody asked


def test_every_system_opens_the_files_that_a_school_sends() -> None:
    kinds = ET.parse(PACKAGING / "linux" / "privacy-wizard.xml").getroot()
    globs = {each.get("pattern", "").removeprefix("*.") for each in kinds.iter() if each.tag.endswith("glob")}
    named = {each.get("type") for each in kinds.iter() if each.tag.endswith("mime-type")}
    entry = configparser.ConfigParser(interpolation=None)
    entry.read(PACKAGING / "linux" / "privacy-wizard.desktop", encoding="utf-8")
    installer = (PACKAGING / "windows" / "installer.nsi").read_text(encoding="utf-8")
    assert globs == FROM_SCHOOL
    assert set(filter(None, entry["Desktop Entry"]["MimeType"].split(";"))) == named
    assert set(re.findall(r'macro Opens "(\w+)"', installer)) == FROM_SCHOOL
    assert set(re.findall(r'macro OpensNoLonger "(\w+)"', installer)) == FROM_SCHOOL
    assert set(re.findall(r'"(pw\w+)"', (PACKAGING / "privacy_wizard.spec").read_text())) == FROM_SCHOOL


def test_no_console_stands_behind_the_windows() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["gui-scripts"]["privacy-wizard-window"] == project["scripts"]["privacy-wizard"]


@pytest.mark.skipif(sys.platform != "linux", reason="Qt brings ICU along on Linux alone")
def test_the_data_of_icu_still_order_letters_and_know_time_zones_when_they_are_cut_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(PACKAGING)
    icu_data = importlib.import_module("icu_data")
    brought = Path(PySide6.__file__).parent / "Qt" / "lib"
    for library in brought.glob("libicu*.so.*"):
        shutil.copy(library, tmp_path)
    (data,) = tmp_path.glob("libicudata.so.*")
    whole = data.stat().st_size
    assert icu_data.cut_down(data) == whole - data.stat().st_size > 0.9 * whole
    with pytest.raises(icu_data.OtherLayout):
        icu_data.cut_down(next(tmp_path.glob("libicuuc.so.*")))
    version = data.suffix.removeprefix(".")
    asked = [sys.executable, "-c", ASK_ICU, str(tmp_path), version]
    assert subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split() == ["-1", "1", "13"]


ASK_ICU = """
import ctypes, sys
folder, version = sys.argv[1:]
for name in ("data", "uc", "i18n"):
    icu = ctypes.CDLL(f"{folder}/libicu{name}.so.{version}", mode=ctypes.RTLD_GLOBAL)
fault, is_system, told = ctypes.c_int(0), ctypes.c_int8(), (ctypes.c_uint16 * 64)()
call = lambda name: getattr(icu, f"{name}_{version}")
letters = lambda text: (ctypes.c_uint16 * len(text))(*map(ord, text))
call("ucol_open").restype = ctypes.c_void_p
order = ctypes.c_void_p(call("ucol_open")(b"de", ctypes.byref(fault)))
for one, other in ("öp", "Zé"):
    print(call("ucol_strcoll")(order, letters(one), 1, letters(other), 1))
zone, fault = letters("Europe/London"), ctypes.c_int(0)
print(call("ucal_getCanonicalTimeZoneID")(zone, 13, told, 64, ctypes.byref(is_system), ctypes.byref(fault)))
"""


def test_the_bill_and_the_licences_name_what_comes_with_python_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(PACKAGING)
    native = importlib.import_module("native")
    bill = tmp_path / "bill.json"
    schema = "http://cyclonedx.org/schema/bom-1.6.schema.json"
    bill.write_text(json.dumps({"$schema": schema, "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1}))
    native.named(bill)
    named = {each["name"]: each for each in json.loads(bill.read_text())["components"]}
    assert {"CPython", "PyInstaller", "OpenSSL", "zlib", "libffi", "SQLite", "expat", "libmpdec", "xz"} <= named.keys()
    assert named["OpenSSL"]["version"] in ssl.OPENSSL_VERSION
    assert named["expat"]["licenses"] == [{"license": {"id": "MIT"}}]
    texts = native.in_full()
    for words in ("PYTHON SOFTWARE FOUNDATION LICENSE", "Apache License", "Stefan Krah", "Jean-loup Gailly"):
        assert words in texts
    within = (Path(PySide6.__file__).parent.parent / "psycopg_binary.libs").glob("*.so*")
    assert native.strangers(each.name for each in within) == []
    assert native.strangers(["libssl.so.3", "libxcb-cursor.so.0", "libpython3.11.so.1.0", "libreadline.so.8"]) == [
        "libreadline.so.8"
    ]


def test_licences_that_packages_give_beside_their_own_are_listed_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(PACKAGING)
    native = importlib.import_module("native")
    licences = tmp_path / "a-1.dist-info" / "licenses"
    for name, text in (("LICENSE", "its own"), ("within/jpeg.txt", "of JPEG\n"), ("within/png.txt", "of JPEG")):
        (licences / name).parent.mkdir(parents=True, exist_ok=True)
        (licences / name).write_text(text)
    found = native.within_packages(tmp_path, "a 1\nits own")
    assert found == "a-1.dist-info/licenses/within/jpeg.txt\n\nof JPEG"


@pytest.mark.skipif(sys.platform != "linux", reason="an AppImage is for Linux")
def test_the_appimage_is_asked_for_around_a_folder_that_starts_the_program(tmp_path: Path) -> None:
    folder, tool, out = tmp_path / "privacy-wizard", tmp_path / "appimagetool", tmp_path / "out"
    folder.mkdir()
    out.mkdir()
    _script(folder / "privacy-wizard", 'echo "started with $1"')
    # As the real tool does: refuses without an entry, its sign and a start, then packs what it was given.
    _script(
        tool,
        'set -e; test "$APPIMAGE_EXTRACT_AND_RUN" = 1; test -n "$ARCH"; test -x "$1/AppRun"',
        'icon=$(sed -n "s/^Icon=//p" "$1"/*.desktop); test -e "$1/$icon.svg"; cp -r "$1" "$2"',
    )
    subprocess.run([PACKAGING / "linux" / "appimage.sh", folder, tool, out], check=True)
    [packed] = out.glob("privacy-wizard-*.AppImage")
    (tmp_path / "link").symlink_to(packed / "AppRun")
    said = subprocess.run([tmp_path / "link", "a file"], capture_output=True, text=True, check=True).stdout
    assert said == "started with a file\n"


def _script(path: Path, *lines: str) -> None:
    path.write_text("\n".join(["#!/bin/sh", *lines, ""]), encoding="utf-8")
    path.chmod(0o755)
