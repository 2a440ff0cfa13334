"""An upgrade as a school has it: a version from before is installed and used, then today's is installed over it.

The wheel from before is of the commit that brought `tests/shelf/made_before`; the `.deb`, of the first that made one.
An audit is begun in the window of then, by its buttons. Needs git's history, a screen and xdotool.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import report
from bundle import BUILD, DIST, ROOT, VERSION, WHEEL, command, make_environment, python_of, said

from privacy_wizard.drafts import DraftStore

BEFORE = ROOT / ".before"
SCRIPT = ROOT / "packaging/upgrade.sh"
FIRST_SHELF, FIRST_DEB = "tests/shelf/made_before/README.md", "packaging/bundle.py"
EXAMPLE = Path("docs/examples/answers.yaml")
# Where things lie in the windows of then; the buttons, from below.
START, NAME, ROLE, GO_ON = (952, -33), (668, 194), (668, 289), (977, -33)
WHO = "Ada Young"


def source_of(first: str) -> Path:
    """The program's source as of the commit that brought a file, in a work tree of its own that is kept."""
    commit = said("git", "-C", ROOT, "log", "--diff-filter=A", "--format=%H", "--", first).split()[-1]
    place = BEFORE / commit[:8]
    if not place.exists():
        command("git", "-C", ROOT, "worktree", "prune")
        command("git", "-C", ROOT, "worktree", "add", "--quiet", "--detach", place, commit)
    return place


def made_before(source: Path, what: str) -> Path:
    """The wheel or the package of then, made by what that commit says."""
    if list((source / "dist").glob(f"*.{what}")):
        pass  # by an earlier check
    elif what == "whl":
        command(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", source / "dist", in_folder=source)
    else:
        command(sys._base_executable, source / "run.py", "bundle", in_folder=source)
    [found] = (source / "dist").glob(f"*.{what}")
    return found


def upgrade_wheel(screen: str, wait_for_window: Callable[..., None]) -> None:
    """By pip, in an environment of its own."""
    source, folder, home = source_of(FIRST_SHELF), BUILD / "environment-before", BUILD / "upgraded"
    wheel = made_before(source, "whl")
    report.tell(f"wheel: an upgrade from {source.name}")
    make_environment(folder, wheel, lock=source / "requirements.lock")
    program = folder / "bin/privacy-wizard"
    report.run(SCRIPT, "make", program, home, source / EXAMPLE)
    environment = {
        **os.environ,
        "DISPLAY": screen,
        "QT_QPA_PLATFORM": "xcb",
        "PRIVACY_WIZARD_HOME": str(home / "staff"),
    }
    with subprocess.Popen([program], env=environment) as running:
        begin_audit(screen, wait_for_window)
        running.kill()
    wait_for_window(gone=True)
    pip = [python_of(folder), "-m", "pip", "install", "-qq", "--no-deps", "--disable-pip-version-check"]
    command(*pip, "--require-hashes", "--only-binary", ":all:", "-r", ROOT / "requirements.lock")
    command(*pip, "--no-index", "--force-reinstall", WHEEL)  # of the same number, until there is a release
    report.run(SCRIPT, "keep", program, home, ROOT / EXAMPLE)
    with subprocess.Popen([program], env=environment) as running:
        wait_for_window()
        running.kill()
    wait_for_window(gone=True)
    tell_of_draft(home)


def begin_audit(screen: str, wait_for_window: Callable[..., None]) -> None:
    """A name and a role, typed into the wizard of then, which saves them by itself."""
    wait_for_window()
    time.sleep(3)
    press(screen, START)
    time.sleep(2)
    for place, text in ((NAME, WHO), (ROLE, "Teacher")):
        press(screen, place)
        subprocess.run(["xdotool", "type", text], env={**os.environ, "DISPLAY": screen}, check=True)
    press(screen, GO_ON)
    time.sleep(2)


def press(screen: str, place: tuple[int, int]) -> None:
    """With the mouse."""
    there = {**os.environ, "DISPLAY": screen}
    find = ["xdotool", "search", "--onlyvisible", "--name", "Privacy Wizard", "getwindowgeometry", "--shell"]
    told = subprocess.run(find, env=there, check=True, capture_output=True, text=True).stdout
    height = max(int(line.removeprefix("HEIGHT=")) for line in told.split() if line.startswith("HEIGHT="))
    x, y = place
    move = ["mousemove", str(x), str(y if y >= 0 else height + y)]
    subprocess.run(["xdotool", *move, "click", "1"], env=there, check=True)


def tell_of_draft(home: Path) -> None:
    """The audit that was begun with the version before, as today's program reads it after it was opened."""
    found = [each.summary.get("name") for each in DraftStore(home / "staff/audits").list()]
    if found != [WHO]:
        raise SystemExit(f"The audit that was begun before the upgrade is not there: {found}.")
    report.tell("  kept: the audit that was begun")


def package_before() -> Path:
    """The `.deb` of then."""
    return made_before(source_of(FIRST_DEB), "deb")


def package_now() -> Path:
    """Today's."""
    [found] = DIST.glob(f"privacy-wizard_{VERSION}_*.deb")
    return found
