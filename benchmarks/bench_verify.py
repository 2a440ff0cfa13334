"""What an officer waits for: the whole check of a file, against drawing its document and against pdfsig.

python benchmarks/bench_verify.py [HOW_MANY]; every file has a key, an identifier and so pages of its own. Aim: at most
2.5 times drawing for a signed file, 4 times for one that is countersigned too. pdfsig looks at the signatures alone.
"""

import logging
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from timing import ROOT, busy, verdict

sys.path.insert(0, str(ROOT))

from cryptography.hazmat.primitives.serialization import Encoding

from privacy_wizard.attestation.layouts import draw
from privacy_wizard.attestation.sign import Attestation, countersign, sign
from privacy_wizard.attestation.verify import Examination, examine
from privacy_wizard.audit.session import AuditSession
from privacy_wizard.intake.facts import particulars
from privacy_wizard.intake.file_checker import FileChecker
from privacy_wizard.intake.file_checks import judge
from privacy_wizard.intake.reference_library import ReferenceLibrary
from privacy_wizard.intake.report import FileVerdict
from privacy_wizard.intake.trust import Trust
from tests.attestation.authority import AUTHORITY, vouched_key
from tests.intake.officers import officer_key
from tests.intake.world import NAME, NUMBER, SIGNED, audited, stated

MANY, CORES = 400, 2
_ONE_BY_ONE = 40  # of each kind
_TRUST = Trust((AUTHORITY,))


def main(many: int) -> int:
    """Print the processor's time for one file of each kind, then files a second in the processes that intake uses."""
    logging.disable(logging.CRITICAL)
    print(busy())
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        files = made(many, place)
        some = files[:_ONE_BY_ONE]
        poppler = with_pdfsig(place)
        one_by_one("signed", some, poppler, aim=2.5)
        one_by_one("signed and countersigned", countersigned(some, place), poppler, aim=4.0)
        a_second(files)
    return 0


def one_by_one(kind: str, files: Sequence[Path], poppler: Callable[[Path], None] | None, *, aim: float) -> None:
    """All of it in turns over the same files, so that a busy moment hits all alike."""
    references = ReferenceLibrary.here(b"")
    checked(files[0], references)  # loads what is loaded when first used
    took = []
    for path in files:
        statement = examine(path.read_bytes()).statement
        if statement is None:
            raise AssertionError(path)
        acts = [lambda made=statement: draw(made), lambda path=path: checked(path, references)]
        acts += [lambda path=path: poppler(path)] if poppler else []
        took.append([_processor(act) for act in acts])
    drawing, checking, *others = (median(column) for column in zip(*took, strict=True))
    ratio = checking / drawing
    print(f"one {kind} file of {files[0].stat().st_size / 1000:.0f} KB, processor time, medians of {len(files)}:")
    print(f"  drawing its document {drawing:.1f} ms")
    print(f"  the whole check {checking:.1f} ms, {ratio:.2f} times drawing; aim {aim} {verdict(ratio <= aim)}")
    for pdfsig in others:
        print(f"  pdfsig, the signatures alone {pdfsig:.1f} ms; the whole check {checking / pdfsig:.1f} times")


def checked(path: Path, references: ReferenceLibrary) -> Examination:
    """All that is done with a file before the register is asked."""
    found = examine(path.read_bytes(), references.declaration)
    report = judge(found, references, _TRUST, datetime.now(UTC))
    particulars(found, _TRUST)
    if report.verdict is not FileVerdict.ACCEPTED:
        raise AssertionError((path, report.reasons))
    return found


def _processor(act: Callable[[], object]) -> float:
    """In milliseconds, that of processes which the act starts and awaits with it."""
    begun = process_time() + sum(os.times()[2:4])
    act()
    return 1000 * (process_time() + sum(os.times()[2:4]) - begun)


def a_second(files: Sequence[Path]) -> None:
    """Files a second in the processes that intake uses; the first few, for which they start, are not counted."""
    with FileChecker(_TRUST, workers=CORES) as checker:
        for counted in (files[:CORES], files):
            begun = perf_counter()
            given = ((path, path.name, path.read_bytes()) for path in counted)
            for path, found in checker.check_all(given, datetime.now(UTC)):
                if found is None or found.report.verdict is not FileVerdict.ACCEPTED:
                    raise AssertionError((path, found and found.report.reasons))
            rate = len(counted) / (perf_counter() - begun)
    print(f"{len(files)} files in {CORES} processes: {rate:,.1f} a second")


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
    found: AuditSession = audited(spoil=spoil)
    return found


def countersigned(files: Sequence[Path], place: Path) -> list[Path]:
    """The same files with an officer's signature."""
    folder, officer, both = place / "both", officer_key("Olive Officer", "O-1"), []
    folder.mkdir()
    for path in files:
        pdf = path.read_bytes()
        statement = examine(pdf).statement
        if statement is None:
            raise AssertionError(path)
        both.append(folder / path.name)
        attestation = Attestation(pdf=pdf, statement=statement)
        both[-1].write_bytes(countersign(attestation, officer, name="Olive Officer", at=SIGNED).pdf)
    return both


def with_pdfsig(place: Path) -> Callable[[Path], None] | None:
    """With the authority in its store of certificates; None where it is not installed."""
    if not (shutil.which("pdfsig") and shutil.which("certutil")):
        print("pdfsig or certutil is not installed: not compared")
        return None
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

    return one


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else MANY))
