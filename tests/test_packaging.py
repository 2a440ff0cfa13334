"""What is handed out, as far as it can be held in a moment; `run.py bundle --check` makes it and tries it."""

import configparser
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from xml.etree import ElementTree

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
    kinds = ElementTree.parse(PACKAGING / "linux" / "privacy-wizard.xml").getroot()
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
