"""Random changes to good files: whatever is another file than the one that was signed has to be rejected.

python benchmarks/fuzz_verify.py [HOW_MANY] [FIRST_SEED]; exit 1 where one slipped through.
"""

import logging
import sys
import warnings
from collections import Counter
from time import perf_counter

from timing import ROOT

sys.path.insert(0, str(ROOT))

from privacy_wizard.attestation.sign import countersign, sign
from privacy_wizard.attestation.verify import examine
from tests.attestation.authority import vouched_key
from tests.intake.mutations import mutated
from tests.intake.officers import officer_key
from tests.intake.world import NAME, NUMBER, SIGNED, audited, stated

MANY = 20_000
_SLIPPED = "SLIPPED"


def main(many: int, first: int) -> int:
    """Half of them on a signed file, half on a countersigned one."""
    warnings.simplefilter("ignore")  # about certificates that a change has broken
    logging.disable(logging.CRITICAL)
    key = vouched_key(NAME, NUMBER)
    signed = sign(stated(audited(), key), key)
    both = countersign(signed, officer_key("Olive Officer", "O-1"), name="Olive Officer", at=SIGNED)
    originals = (signed.pdf, both.pdf)
    begun = perf_counter()
    outcomes = {seed: _outcome(originals[seed % 2], seed) for seed in range(first, first + many)}
    counted = ", ".join(f"{count:,} {what}" for what, count in Counter(outcomes.values()).most_common())
    print(f"{many:,} changed files in {perf_counter() - begun:.0f} s: {counted}")
    slipped = [seed for seed, outcome in outcomes.items() if outcome.startswith(_SLIPPED)]
    if slipped:
        print("seeds:", slipped[:50])
    return 1 if slipped else 0


def _outcome(original: bytes, seed: int) -> str:
    file = mutated(original, seed)
    found = examine(file)
    if file == original:
        return f"{_SLIPPED}: the original was doubted" if found.doubts else "the same by chance and found good"
    rejected = [doubt.reason for doubt in found.doubts if doubt.reason.rejects]
    return f"rejected ({rejected[0]})" if rejected else f"{_SLIPPED}: another file was not rejected"


if __name__ == "__main__":
    given = [int(each) for each in sys.argv[1:3]]
    sys.exit(main(*(given + [MANY, 1_000_000][len(given) :])))
