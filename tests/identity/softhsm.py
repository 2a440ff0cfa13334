"""A token for tests: SoftHSM, a real PKCS #11 module without hardware.

Its driver reads where tokens lie when it is first loaded, so there is one token for the whole process.
"""

import atexit
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import pytest

from privacy_wizard.identity.authority_token import TokenPlace

PIN = "428163"


def token_place(key: str) -> TokenPlace:
    """A place for a key of that name; the test is skipped where there is no SoftHSM or no python-pkcs11."""
    pytest.importorskip("pkcs11", reason="python-pkcs11 is an optional extra")
    module = _module()
    if module is None:
        pytest.skip("The package softhsm2 is not installed.")
    _make_token(module)
    return TokenPlace(module=module, token="hillside", key=key)


@cache
def _module() -> Path | None:
    """The driver, in the libraries that belong to the tool: the system's own, or unpacked beside it."""
    tool = shutil.which("softhsm2-util")
    return None if tool is None else next((Path(tool).resolve().parents[1] / "lib").rglob("libsofthsm2.so"), None)


@cache
def _make_token(module: Path) -> None:
    folder = Path(tempfile.mkdtemp(prefix="softhsm-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    settings = folder / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {folder}\nobjectstore.backend = file\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(settings)
    made = ["softhsm2-util", "--module", module, "--init-token", "--free", "--label", "hillside"]
    subprocess.run([*made, "--pin", PIN, "--so-pin", "87654321"], check=True, capture_output=True)
