"""Both windows start alike, and what they throw away goes on their own thread."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("window", ["wizard", "console"])
def test_no_widget_of_a_started_window_ever_goes_on_another_thread(window: str, home: Path) -> None:
    environment = {**os.environ, "PRIVACY_WIZARD_HOME": str(home)}
    child = [sys.executable, "-m", "tests.ui.started_child", window]
    said = subprocess.run(child, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    found = json.loads(said.stdout.splitlines()[-1])
    assert found["gone"] > 0
    assert found["elsewhere"] == 0
