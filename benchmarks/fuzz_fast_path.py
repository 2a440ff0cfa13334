"""Random changes to good files: the short way must never say "plainly good" of what the full check doubts.

python benchmarks/fuzz_fast_path.py [HOW_MANY] [FIRST_SEED]; exit 1 where one slipped through.
"""

import sys
import warnings
from collections import Counter
from time import perf_counter

from timing import ROOT

sys.path.insert(0, str(ROOT))

from privacy_wizard.attestation.fast_pages import SignedDigests
from privacy_wizard.attestation.fast_path import plainly_good, plainly_signed
from privacy_wizard.attestation.sign import countersign, sign
from privacy_wizard.attestation.verify import examine
from tests.attestation.authority import vouched_key
from tests.intake.mutations import mutated
from tests.intake.officers import officer_key
from tests.intake.world import NAME, NUMBER, SIGNED, audited, stated

MANY = 20_000


def main(many: int, first: int) -> int:
    """Half of them on a signed file, half on a countersigned one."""
    warnings.simplefilter("ignore")  # about certificates that a change has broken
    key, digests = vouched_key(NAME, NUMBER), SignedDigests()
    signed = sign(stated(audited(), key), key)
    both = countersign(signed, officer_key("Olive Officer", "O-1"), name="Olive Officer", at=SIGNED)
    originals = (signed.pdf, both.pdf)
    counted: Counter[str] = Counter()
    slipped = []
    begun = perf_counter()
    for seed in range(first, first + many):
        file = mutated(originals[seed % 2], seed)
        outcome = _outcome(file, originals[seed % 2], digests)
        counted[outcome] += 1
        if outcome.startswith("SLIPPED"):
            slipped.append(seed)
    print(
        f"{many:,} changed files in {perf_counter() - begun:.0f} s: "
        + ", ".join(f"{n:,} {w}" for w, n in counted.items())
    )
    if slipped:
        print("seeds:", slipped[:50])
    return 1 if slipped else 0


def _outcome(file: bytes, original: bytes, digests: SignedDigests) -> str:
    found, signed = plainly_good(file, digests), plainly_signed(file)
    if file == original:
        return "the same by chance, found good" if found else "SLIPPED: the original was not found good"
    if found is None and signed is None:
        return "left to the full check"
    # Another file that is plainly good must be one that the full check finds good as well, and the same in all parts.
    return "good to both" if found is not None and found == examine(file) else "SLIPPED: good to the short way alone"


if __name__ == "__main__":
    given = [int(each) for each in sys.argv[1:3]]
    sys.exit(main(*(given + [MANY, 1_000_000][len(given) :])))
