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
_MODULES = [Path("/usr/lib/softhsm/libsofthsm2.so"), Path("/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so")]


def token_place(key: str) -> TokenPlace:
    """A place for a key of that name; the test is skipped where there is no SoftHSM or no python-pkcs11."""
    pytest.importorskip("pkcs11", reason="python-pkcs11 is an optional extra")
    module = next((each for each in _MODULES if each.exists()), None)
    if module is None:
        pytest.skip("The package softhsm2 is not installed.")
    _make_token()
    return TokenPlace(module=module, token="hillside", key=key)


@cache
def _make_token() -> None:
    folder = Path(tempfile.mkdtemp(prefix="softhsm-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    settings = folder / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {folder}\nobjectstore.backend = file\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(settings)
    made = ["softhsm2-util", "--init-token", "--free", "--label", "hillside", "--pin", PIN, "--so-pin", "87654321"]
    subprocess.run(made, check=True, capture_output=True)
