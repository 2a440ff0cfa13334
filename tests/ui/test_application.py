"""Both windows start alike, load little before their first page, and throw widgets away on their own thread."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SLOW_TO_LOAD = {
    *("attr", "cattrs", "cryptography", "jinja2", "keyring", "pyhanko", "pypdfium2", "reportlab", "segno"),
    *("sqlalchemy", "yaml", "PySide6.QtSvg", "PySide6.QtNetwork", "PySide6.QtPrintSupport"),
}
LATER = {
    "wizard": {
        "privacy_wizard.drafts",
        "privacy_wizard.audit.session",
        "privacy_wizard.domain.model",
        "privacy_wizard.catalogue",
    },
    "console": {"privacy_wizard.register", "privacy_wizard.catalogue", "privacy_wizard.attestation.sign"},
}


@pytest.mark.parametrize("window", LATER)
def test_a_started_window_is_painted_before_it_loads_more_and_no_widget_goes_on_another_thread_or_value_by_the_wheel(
    window: str, home: Path
) -> None:
    environment = {**os.environ, "PRIVACY_WIZARD_HOME": str(home)}
    child = [sys.executable, "-m", "tests.ui.started_child", window]
    said = subprocess.run(child, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr
    found = json.loads(said.stdout.splitlines()[-1])
    assert "PySide6.QtWidgets" in found["loaded"]
    assert (SLOW_TO_LOAD | LATER[window]) & {*found["loaded"]} == set()
    assert found["gone"] > 0
    assert found["elsewhere"] == 0
    assert found["kept from wheel"]
    assert found["collects alone"], "Python's own collector would on any thread"
