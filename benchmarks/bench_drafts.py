"""How long one answer takes to be safe on the disk: a draft of 60 KB, plain and encrypted. Aim: under 5 ms."""

import json
import os
import tempfile
from functools import partial
from pathlib import Path
from statistics import median

from timing import measured, shown, verdict

from privacy_wizard.drafts import AesCipher, DraftStore

AIM_MS = 5.0
ROUNDS = 200


def main() -> None:
    """Print medians and the slowest in twenty, with what the disk alone takes."""
    document = {"format": 1, "answers": [{"check": f"platform.check-{n}", "note": "x" * 80} for n in range(520)]}
    size = len(json.dumps(document))
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        disk = measured(lambda: write_and_sync(Path(folder) / "floor", b"x" * size), ROUNDS)
        print(f"draft of {size / 1000:.0f} KB; write + fsync alone: {shown(disk)}")
        for name, cipher in (("plain", None), ("encrypted", AesCipher(os.urandom(32)))):
            store = DraftStore(Path(folder) / name, cipher)
            took = measured(partial(store.save, "one", document), ROUNDS)
            times = median(took) / median(disk)
            aim = f"aim {AIM_MS} ms {verdict(median(took) < AIM_MS)}"
            print(f"save, {name}: {shown(took)}; {times:.1f} times the disk; {aim}")


def write_and_sync(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


if __name__ == "__main__":
    main()
