"""How `census1990.txt.xz` was made: python benchmarks/names/fetch.py FOLDER, with the package `names` 0.3.0 in it."""

import lzma
import sys
from pathlib import Path

_FILES = {"last": "dist.all.last", "female": "dist.female.first", "male": "dist.male.first"}


def main(folder: Path) -> None:
    """Each name with how many in 100 bear it; the counts that the census rounded to nothing share what is left."""
    lines = []
    for kind, file in _FILES.items():
        rows = [line.split() for line in (folder / file).read_text(encoding="ascii").splitlines()]
        rare = [row for row in rows if float(row[1]) == 0]
        left = (float(rows[-1][2]) - float(rare[0][2])) / len(rare) if rare else 0
        lines += [f"# {kind} {max(left, 0.0001):.5f}", *(f"{row[0]} {row[1]}" for row in rows)]
    target = Path(__file__).parent / "census1990.txt.xz"
    target.write_bytes(lzma.compress("\n".join(lines).encode(), preset=9 | lzma.PRESET_EXTREME))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
