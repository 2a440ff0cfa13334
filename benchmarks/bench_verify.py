"""Verifying many files on two cores: signatures alone against pdfsig and pyHanko, and the whole check of a file.

python benchmarks/bench_verify.py [HOW_MANY]; every file has a key, an identifier and so pages of its own. Aim:
signatures alone at least 8 times as many a second as pdfsig, which looks at nothing else either.
"""

import logging
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from timing import ROOT, busy, verdict

sys.path.insert(0, str(ROOT))

from cryptography.hazmat.primitives.serialization import Encoding

from privacy_wizard.attestation.sign import sign
from privacy_wizard.audit.session import AuditSession
from privacy_wizard.intake.file_checker import FileChecker
from privacy_wizard.intake.trust import Trust
from tests.attestation.authority import AUTHORITY, vouched_key
from tests.intake.world import NAME, NUMBER, audited, stated

Check = Callable[[Sequence[Path]], None]
MANY, CORES, AIM = 2000, 2, 8.0
_TURN = 10  # files
_PARTS = 30
_TRUST = Trust((AUTHORITY,))


def main(many: int) -> int:
    """Print files a second of each way over the same files, then where the time of the whole check goes."""
    logging.disable(logging.CRITICAL)
    print(busy())
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        files = made(many, place)
        print(f"{many} files of {files[0].stat().st_size / 1000:.0f} KB, {CORES} processes each")
        few = files[: max(60, many // 10)]
        short = rate("signatures alone, the short way", signatures_alone, files)
        pdfsig = None
        poppler = None
        if shutil.which("pdfsig") and shutil.which("certutil"):
            poppler = with_pdfsig(place)
            pdfsig = rate("pdfsig, signature and certificate", poppler, files)
            print(f"  {short / pdfsig:.1f} times as many; aim {AIM:.0f} {verdict(short / pdfsig >= AIM)}")
        else:
            print("pdfsig or certutil is not installed: not compared")
        pyhanko = rate("pyHanko, signatures alone", signatures_by_pyhanko, few)
        print(f"  the short way: {short / pyhanko:.0f} times as many")
        whole = rate("the whole check, page and findings too", whole_check(fast=True), files)
        beside = "" if pdfsig is None else f", pdfsig's {pdfsig / whole:.1f} times"
        print(f"  signatures alone are {short / whole:.0f} times as many{beside}")
        quick, full = in_turns(whole_check(fast=True), whole_check(fast=False), few)
        print(f"  in turns, {quick:,.1f}; the check that reads the PDF {full:,.1f}: {quick / full:.1f} times as many")
        parts(files[-_PARTS:], poppler)
    return 0


def parts(files: Sequence[Path], poppler: Check | None) -> None:
    """The processor's time for one file, which does not grow with what else the computer does; and what it goes on."""
    from privacy_wizard.attestation.fast_pages import SignedDigests
    from privacy_wizard.attestation.fast_path import plainly_good
    from privacy_wizard.intake.grounds import Grounds
    from privacy_wizard.intake.judge import judge
    from privacy_wizard.intake.particulars import particulars

    digests, grounds, now = SignedDigests(), Grounds.here(b""), datetime.now(UTC)
    contents = {path: path.read_bytes() for path in files}
    found = {path: plainly_good(content, digests) for path, content in contents.items()}  # the digests are remembered
    signatures = _processor(files, _signature_alone)
    reading = _processor(files, lambda path: plainly_good(contents[path], digests))
    whole = _processor(files, lambda path: plainly_good(contents[path], SignedDigests()))
    rules = _processor(files, lambda path: (judge(found[path], grounds, _TRUST, now), particulars(found[path], _TRUST)))
    pyhanko = _processor(files, _by_pyhanko)
    print("processor time for one file:")
    if poppler is not None:
        pdfsig = _processor(files, lambda path: poppler([path]))
        print(f"  pdfsig {pdfsig:.1f} ms, {pdfsig / signatures:.1f} times as long as signatures alone; aim {AIM:.0f}")
    print(f"  pyHanko {pyhanko:.1f} ms, {pyhanko / signatures:.1f} times as long")
    print(f"  the whole check {whole + rules:.1f} ms: signatures {signatures:.1f}, rules {rules:.1f},")
    drawing = whole - reading
    print(
        f"  data and wording {reading - signatures:.1f}, drawing again {drawing:.1f}, {drawing / (whole + rules):.0%}"
    )


def _processor(files: Sequence[Path], act: Callable[[Path], object]) -> float:
    """The mean in milliseconds, that of processes which the act starts and awaits with it."""
    act(files[0])
    begun = process_time() + sum(os.times()[2:4])
    for path in files:
        act(path)
    return 1000 * (process_time() + sum(os.times()[2:4]) - begun) / len(files)


def made(many: int, place: Path) -> list[Path]:
    """Signed files, made in processes that share the school's authority with this one (so: not on Windows)."""
    begun, folder, files = perf_counter(), place / "in", []
    folder.mkdir()
    with ProcessPoolExecutor(max_workers=CORES, mp_context=get_context("fork")) as pool:
        for number, content in enumerate(pool.map(signed, range(many), chunksize=20)):
            files.append(folder / f"{number:05}.pdf")
            files[-1].write_bytes(content)
    print(f"(made in {perf_counter() - begun:.0f} s)")
    return files


def signed(number: int) -> bytes:
    """One file."""
    key = vouched_key(NAME, NUMBER)
    return sign(stated(_session(3 + number % 9), key), key).pdf


@cache
def _session(spoil: int) -> AuditSession:
    return audited(spoil=spoil)


def rate(what: str, act: Callable[[Sequence[Path]], None], files: Sequence[Path]) -> float:
    """Files a second; one pass before that is not counted."""
    act(files[:CORES])
    begun = perf_counter()
    act(files)
    found = len(files) / (perf_counter() - begun)
    print(f"{what}: {found:,.1f} files a second ({len(files)} files)")
    return found


def in_turns(one: Check, other: Check, files: Sequence[Path]) -> tuple[float, float]:
    """Files a second of two ways, taken in turns, so that a busy moment hits both alike.

    Each turn has files that neither has seen: what was drawn before is remembered, and would flatter the short way.
    """
    turns = [files[at : at + _TURN] for at in range(0, len(files) - _TURN + 1, _TURN)]
    for check in (one, other):
        check(turns[0])  # the processes start
    found: list[tuple[float, float]] = []
    for turn in turns[1:]:
        found.append((_a_second(one, turn), _a_second(other, turn)))
    return median(each[0] for each in found), median(each[1] for each in found)


def _a_second(check: Check, files: Sequence[Path]) -> float:
    begun = perf_counter()
    check(files)
    return len(files) / (perf_counter() - begun)


def signatures_alone(files: Sequence[Path]) -> None:
    """Digest, form, signature, certificate under the school's authority, in date."""
    _over(files, _signature_alone)


def _signature_alone(path: Path) -> None:
    from privacy_wizard.attestation.fast_path import plainly_signed
    from privacy_wizard.intake.trust import plainly_vouches

    seals = plainly_signed(path.read_bytes())
    if seals is None or not plainly_vouches(AUTHORITY, seals.attestor.certificate, datetime.now(UTC)):
        raise AssertionError(path)


def _over(files: Sequence[Path], act: Callable[[Path], None]) -> None:
    list(_POOL.map(act, files, chunksize=max(1, len(files) // (CORES * 4))))


def signatures_by_pyhanko(files: Sequence[Path]) -> None:
    """Both of its questions: intact, and by someone for whom the authority vouches."""
    _over(files, _by_pyhanko)


def _by_pyhanko(path: Path) -> None:
    from asn1crypto import x509
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    logging.disable(logging.CRITICAL)
    root = x509.Certificate.load(AUTHORITY.public_bytes(Encoding.DER))
    for each in PdfFileReader(BytesIO(path.read_bytes())).embedded_signatures:
        status = validate_pdf_signature(each, ValidationContext(trust_roots=[root], allow_fetching=False))
        if not status.bottom_line:
            raise AssertionError(path)


def with_pdfsig(place: Path) -> Callable[[Sequence[Path]], None]:
    """Two of them at a time, with the authority in their store of certificates."""
    store, root = place / "nss", place / "school.crt"
    store.mkdir()
    root.write_bytes(AUTHORITY.public_bytes(Encoding.PEM))
    for command in (
        ["certutil", "-N", "-d", f"sql:{store}", "--empty-password"],
        ["certutil", "-A", "-d", f"sql:{store}", "-n", "school", "-t", ",C,", "-i", str(root)],
    ):
        subprocess.run(command, check=True)

    def one(path: Path) -> None:
        said = subprocess.run(
            ["pdfsig", "-nssdir", f"sql:{store}", str(path)], capture_output=True, text=True, check=True
        )
        if "Signature is Valid." not in said.stdout or "Certificate is Trusted." not in said.stdout:
            raise AssertionError(said.stdout)

    def act(files: Sequence[Path]) -> None:
        with ThreadPoolExecutor(max_workers=CORES) as pool:
            list(pool.map(one, files))

    return act


def whole_check(*, fast: bool) -> Callable[[Sequence[Path]], None]:
    """In the processes that intake uses."""
    checker = FileChecker(_TRUST, workers=CORES, fast=fast).__enter__()
    _OPEN.append(checker)

    def act(files: Sequence[Path]) -> None:
        given = ((path, path.name, path.read_bytes()) for path in files)
        for path, checked in checker.check_all(given, datetime.now(UTC)):
            if checked.report.verdict.value != "accepted":
                raise AssertionError((path, checked.report.reasons))

    return act


_OPEN: list[FileChecker] = []
_POOL: ProcessPoolExecutor

if __name__ == "__main__":
    with ProcessPoolExecutor(max_workers=CORES, mp_context=get_context("fork")) as _POOL:
        try:
            code = main(int(sys.argv[1]) if len(sys.argv) > 1 else MANY)
        finally:
            for each in _OPEN:
                each.__exit__(None, None, None)
    sys.exit(code)
