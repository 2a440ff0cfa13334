"""Attestations signed with certificates of a real school's authority, as other programs see them."""

import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from privacy_wizard.attestation.sign import countersign, sign
from privacy_wizard.attestation.wording import worded
from privacy_wizard.identity import SigningKey, add_certificate, certificate_request, make_key
from privacy_wizard.identity.authority import Authority, hand_over, issue, make_authority, read_request
from privacy_wizard.identity.authority_profile import CertificateKind

from ..attestation.authority import stated_by
from ..attestation.samples import statement

# These programs go by the clock on the wall.
NOW = datetime.now(UTC)
START = NOW - timedelta(days=400)
SCHOOL = "Hillside Primary School"

pytestmark = pytest.mark.skipif(
    shutil.which("pdfsig") is None or shutil.which("certutil") is None, reason="needs poppler-utils and libnss3-tools"
)


def certified(authority: Authority, kind: CertificateKind, name: str, number: str, at: datetime) -> SigningKey:
    key = make_key(name=name, identifier=number, school=SCHOOL, now=at)
    request = read_request(certificate_request(key))
    certificate = issue(authority, request, name=name, identifier=number, school=SCHOOL, kind=kind, years=3, now=at)
    return add_certificate(key, certificate, *authority.chain)


def signed_and_countersigned(attestor: SigningKey, officer: SigningKey) -> bytes:
    made = sign(worded(stated_by(statement(), attestor)), attestor)
    return countersign(made, officer, name="Ben Okafor", at=NOW).pdf


def pdfsig(pdf: bytes, folder: Path, *roots: Authority) -> str:
    def run(*command: str | Path) -> str:
        return subprocess.run([*map(str, command)], capture_output=True, text=True, check=True).stdout

    folder.mkdir()
    (folder / "file.pdf").write_bytes(pdf)
    run("certutil", "-N", "-d", f"sql:{folder}", "--empty-password")
    for number, root in enumerate(roots):
        file = folder / f"{number}.crt"
        file.write_bytes(root.certificate.public_bytes(Encoding.PEM))
        run("certutil", "-A", "-d", f"sql:{folder}", "-n", f"school {number}", "-t", ",C,", "-i", file)
    return run("pdfsig", "-nssdir", f"sql:{folder}", folder / "file.pdf")


def test_pdfsig_trusts_attestor_and_officer_under_the_authority_and_not_under_a_stranger(tmp_path: Path) -> None:
    authority = make_authority(school=SCHOOL, now=START)
    attestor = certified(authority, CertificateKind.ATTESTOR, "Ada Łąka", "S-1042", START)
    officer = certified(authority, CertificateKind.OFFICER, "Ben Okafor", "S-1043", START)
    pdf = signed_and_countersigned(attestor, officer)
    told = pdfsig(pdf, tmp_path / "ours", authority)
    assert told.count("Signature is Valid") == 2
    assert told.count("Certificate is Trusted") == 2
    assert "Certificate is Trusted" not in pdfsig(pdf, tmp_path / "theirs", make_authority(school=SCHOOL, now=START))


def test_after_a_hand_over_pdfsig_trusts_both_generations_with_both_certificates(tmp_path: Path) -> None:
    old = make_authority(school=SCHOOL, now=START)
    then = NOW - timedelta(days=30)
    new = hand_over(old, make_authority(school=SCHOOL, now=then), then)
    attestor = certified(old, CertificateKind.ATTESTOR, "Ada Łąka", "S-1042", START)
    officer = certified(new, CertificateKind.OFFICER, "Ben Okafor", "S-1043", then)
    pdf = signed_and_countersigned(attestor, officer)
    assert pdfsig(pdf, tmp_path / "both", old, new).count("Certificate is Trusted") == 2
    # pdfsig follows one path only, and never the one by a link: each certificate stands for its own generation there.
    assert pdfsig(pdf, tmp_path / "old", old).count("Certificate is Trusted") == 1
