"""Both windows start alike, and what they throw away goes on their own thread."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TELL = """
import os, sys
import privacy_wizard.ui.{opens} as opens
from privacy_wizard.app import main

class Tell(opens.AfterFirstPaint):
    def __init__(self, window, act):
        super().__init__(window, lambda: print(*sys.modules, flush=True) or os._exit(0))

opens.AfterFirstPaint = Tell
main({arguments})
"""
SLOW_TO_LOAD = {
    *("attr", "cattrs", "cryptography", "jinja2", "keyring", "pyhanko", "pypdfium2", "reportlab", "segno"),
    *("sqlalchemy", "yaml", "PySide6.QtSvg", "PySide6.QtNetwork", "PySide6.QtPrintSupport"),
}
FOR_AN_AUDIT = {
    "privacy_wizard.drafts",
    "privacy_wizard.audit.session",
    "privacy_wizard.domain.model",
    "privacy_wizard.catalogue",
}
FOR_AN_OFFICE = {"privacy_wizard.register", "privacy_wizard.catalogue", "privacy_wizard.attestation.sign"}


@pytest.mark.parametrize("window", ["wizard", "console"])
def test_no_widget_of_a_started_window_goes_on_another_thread_and_no_value_by_the_wheel(
    window: str, home: Path
) -> None:
    environment = {**os.environ, "PRIVACY_WIZARD_HOME": str(home)}
    child = [sys.executable, "-m", "tests.ui.started_child", window]
    said = subprocess.run(child, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr
    found = json.loads(said.stdout.splitlines()[-1])
    assert found["gone"] > 0
    assert found["elsewhere"] == 0
    assert found["kept from wheel"]
    assert found["collects alone"], "Python's own collector would on any thread"


@pytest.mark.parametrize(
    ("opens", "arguments", "later"),
    [("wizard.window", [], FOR_AN_AUDIT), ("console.controller", ["console"], FOR_AN_OFFICE)],
)
def test_the_first_page_is_painted_before_anything_is_loaded_that_it_does_not_show(
    opens: str, arguments: list[str], later: set[str], home: Path
) -> None:
    environment = {**os.environ, "PRIVACY_WIZARD_HOME": str(home)}
    child = [sys.executable, "-c", TELL.format(opens=opens, arguments=arguments)]
    said = subprocess.run(child, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    loaded = said.stdout.split()
    assert "PySide6.QtWidgets" in loaded
    assert (SLOW_TO_LOAD | later) & {*loaded} == set()
