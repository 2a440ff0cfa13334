"""An audit and an intake by the command line, as `imitation.py` lets it meet Windows: see `test_as_on_windows.py`."""

import json
import shutil
import sys
from pathlib import Path

import pytest

from privacy_wizard.app import main

TOP = Path(__file__).resolve().parents[2]
MADE_BEFORE = TOP / "tests" / "shelf" / "made_before"


def test_the_program_sees_windows_here() -> None:
    from privacy_wizard.sandbox import limits
    from privacy_wizard.system import files

    assert limits.sys.platform == "win32" != sys.platform
    assert not hasattr(files.os, "O_DIRECTORY")
    with pytest.raises(ImportError):
        import resource  # noqa: F401


def test_a_key_an_audit_and_its_intake(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    secret, staff = tmp_path / "passphrase.txt", tmp_path / "staff.csv"
    secret.write_bytes("vier Wörter zum Üben".encode("utf-16"))  # as PowerShell redirects it
    staff.write_bytes("Number;First name;Last name\r\n40217;Zoë;Hartley\r\n".encode("cp1252"))
    kept, made = str(tmp_path / "register.sqlite"), str(tmp_path / "attestation.pdf")
    shutil.copytree(MADE_BEFORE, tmp_path / "before")

    def do(*words: str, code: int = 0) -> str:
        assert main([*words]) == code, capsys.readouterr().err
        return capsys.readouterr().out

    passed = ("--passphrase-file", str(secret))
    do("key", "new", "--name", "Zoë Hartley", "--identifier", "40217", *passed)
    do("audit", "--answers", str(TOP / "docs" / "examples" / "answers.yaml"), *passed, "--out", made)
    assert "intact: yes" in do("verify", made, code=2)  # in a worker, whose event loop would need sockets
    assert "intact: yes" in do("verify", str(tmp_path / "before" / "signed.pdf"), code=2)

    in_register = ("--register", kept, *passed)
    do("register", "new", *in_register)
    do("register", "school", "--school", "oak", "--name", "Oak School", *in_register)
    preview = json.loads(do("campaign", "staff", str(staff), "--school", "oak", "--json", *in_register))
    do("campaign", "staff", str(staff), "--school", "oak", "--confirm", preview["digest"], *in_register)
    do("intake", made, "--school", "oak", *in_register, code=2)
    assert "Zoë Hartley" in do("attestation", "list", "--school", "oak", "--register", kept)
    do("register", "check", "--register", kept)
