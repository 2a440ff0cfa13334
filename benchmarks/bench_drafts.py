"""How long one answer takes to be safe on the disk: a draft of 60 KB, plain and encrypted. Aim: under 5 ms."""

import json
import os
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

from privacy_wizard.drafts import AesCipher, DraftStore

AIM_MS = 5.0
ROUNDS = 200


def main() -> None:
    """Print medians and the slowest in twenty, with what the disk alone takes."""
    document = {"format": 1, "answers": [{"check": f"platform.check-{n}", "note": "x" * 80} for n in range(520)]}
    size = len(json.dumps(document))
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        disk = measured(lambda: write_and_sync(Path(folder) / "floor", b"x" * size))
        print(f"draft of {size / 1000:.0f} KB; write + fsync alone: {shown(disk)}")
        for name, cipher in (("plain", None), ("encrypted", AesCipher(os.urandom(32)))):
            store = DraftStore(Path(folder) / name, cipher)
            took = measured(lambda store=store: store.save("one", document))
            verdict = "met" if median(took) < AIM_MS else "MISSED"
            times = median(took) / median(disk)
            print(f"save, {name}: {shown(took)}; {times:.1f} times the disk; aim {AIM_MS} ms {verdict}")


def write_and_sync(path, content) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def measured(act) -> list[float]:
    took = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        act()
        took.append((time.perf_counter() - begun) * 1000)
    return took


def shown(took) -> str:
    return f"{median(took):.2f} ms, 95 in 100 under {quantiles(took, n=20)[-1]:.2f} ms"


if __name__ == "__main__":
    main()
