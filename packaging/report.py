"""What a check found, kept beside what was made: what was tried, on what, and how it went."""

import platform
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from bundle import DIST, ROOT, VERSION, said

PATH = DIST / f"privacy-wizard-{VERSION}-tried.txt"
_LINES: list[str] = []


def begin() -> None:
    """What is tried, and where."""
    _LINES.clear()
    commit = subprocess.run(
        ["git", "log", "-1", "--format=%h of %cs"], cwd=ROOT, check=False, capture_output=True, text=True
    ).stdout.strip()
    now = datetime.now(UTC)
    tell(f"Privacy Wizard {VERSION}, {commit or 'no commit'}, tried on {now:%d %B %Y at %H:%M} UTC")
    tell(f"on {platform.platform()} with Python {platform.python_version()}")


def tell(line: str) -> None:
    """On the screen at once, and in the report."""
    print(line, flush=True)
    _LINES.append(line)


def run(*parts: str | Path) -> None:
    """Run a command whose every line is told. Raises SystemExit where it fails."""
    with subprocess.Popen(
        [str(part) for part in parts], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as running:
        for line in running.stdout or ():
            tell(line.rstrip("\n"))
    if running.returncode:
        raise SystemExit(f"{Path(str(parts[0])).name} ended with {running.returncode}.")


def end(faults: list[str]) -> None:
    """Say how it went, and write it all down."""
    tell("\n".join(["What does not hold:", *faults]) if faults else "All of it works.")
    PATH.write_text("\n".join([*_LINES, ""]), encoding="utf-8")
    print(PATH)


def installed(place: Path) -> str:
    """What Debian calls itself in a folder that holds one."""
    return said("cat", place / "etc/debian_version").strip()
