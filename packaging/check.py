"""Tries what was made, as a school would: the wheel in an empty environment, the folder, the package in bare Debians.

Each does an audit and an intake and reads what the version before made (`walk.sh`), shows its windows, and is measured
against the program started from its source. What a version from before made is there after an upgrade (`upgrades.py`).
What was tried is written beside the bundle (`report.py`). Needs root, mmdebstrap, xvfb, x11-utils and xdotool.
"""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import bundle
import report
import upgrades
from bundle import BUILD, DIST, EMPTY, FOLDER, ROOT, command, said, size

SUITES = ("bookworm", "trixie")
MOST_ON_DISK, MOST_TO_FETCH = 230e6, 80e6  # bytes
MOST_TO_START = 1.25  # times the processor's time that the source takes; docs/installing.md says so
ROUNDS = 7
SCREEN = f":{300 + os.getpid() % 500}"
PICTURES = DIST / "pictures"
SHELF, EXAMPLE = ROOT / "tests/shelf/made_before", ROOT / "docs/examples/answers.yaml"


def check() -> int:
    """The exit code: 0 where all of it works. What was tried is written, however it ends."""
    report.begin()
    faults = [*sizes()]
    try:
        faults += try_all()
    except SystemExit as stopped:
        faults.append(str(stopped.code))
    report.end(faults)
    return 1 if faults else 0


def try_all() -> list[str]:
    """What does not hold. Raises SystemExit where something does not work at all."""
    for what, program in (("wheel", EMPTY / "bin/privacy-wizard"), ("folder", FOLDER / "privacy-wizard")):
        report.tell(f"{what}: an audit and an intake")
        report.run(ROOT / "packaging/walk.sh", program, SHELF, EXAMPLE)
    with a_screen():
        times, by_the_clock = start_against_source()
        report.tell(f"start, against the source: {times:.2f} times its processor's time (at most {MOST_TO_START})")
        report.tell(f"start, by the clock, which a busy machine holds up: {by_the_clock:.2f} times")
        upgrades.upgrade_wheel(SCREEN, wait_for_window)
        before = upgrades.package_before()
        for suite in SUITES:
            try_in_bare_debian(suite, before)
    return [f"The start takes {times:.2f} times that of the source."] if times > MOST_TO_START else []


def sizes() -> Iterator[str]:
    """What is larger than a school's line and disk should bear; each size is told."""
    report.tell(f"the folder: {size(FOLDER) / 1e6:.1f} MB (at most {MOST_ON_DISK / 1e6:.0f})")
    if size(FOLDER) > MOST_ON_DISK:
        yield f"The folder takes {size(FOLDER) / 1e6:.0f} MB."
    for path in (*DIST.glob("*.tar.xz"), *DIST.glob("*.deb")):
        report.tell(f"{path.name}: {size(path) / 1e6:.1f} MB (at most {MOST_TO_FETCH / 1e6:.0f})")
        if size(path) > MOST_TO_FETCH:
            yield f"{path.name} takes {size(path) / 1e6:.0f} MB."


def start_against_source() -> tuple[float, float]:
    """From the start of the process to a window on the screen: the bundle's time over that of the source, of the
    processor and by the clock.
    """
    source = [ROOT / ".venv/bin/privacy-wizard"]
    times: dict[str, list[tuple[float, float]]] = {"bundle": [], "source": []}
    for _round in range(ROUNDS):
        for name, program in (("bundle", [FOLDER / "privacy-wizard"]), ("source", source)):
            times[name].append(seconds_to_window(*program))
    bundle_took, source_took = (tuple(map(median, zip(*times[name], strict=True))) for name in ("bundle", "source"))
    return bundle_took[0] / source_took[0], bundle_took[1] / source_took[1]


def seconds_to_window(*program: Path) -> tuple[float, float]:
    """What it takes until there is one: the processor's time, and the clock's."""
    home = BUILD / "home"
    shutil.rmtree(home, ignore_errors=True)
    environment = {**os.environ, "DISPLAY": SCREEN, "PRIVACY_WIZARD_HOME": str(home), "QT_QPA_PLATFORM": "xcb"}
    begun = time.monotonic()
    with subprocess.Popen([str(each) for each in program], env=environment) as running:
        try:
            wait_for_window()
            return processor_time(running.pid), time.monotonic() - begun
        finally:
            running.kill()
            running.wait()
            wait_for_window(gone=True)


def processor_time(process: int) -> float:
    """What a process has used so far."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def wait_for_window(*, gone: bool = False, seconds: float = 120) -> None:
    """Until the program's window is on the screen, or no longer."""
    end = time.monotonic() + seconds
    while is_shown() is gone:
        if time.monotonic() > end:
            raise SystemExit("No window came." if not gone else "The window stayed.")
        time.sleep(0.01)


def is_shown() -> bool:
    """Whether a window of the program is on the screen; one that goes while it is asked about is none."""
    tree = ["xwininfo", "-display", SCREEN, "-root", "-tree"]
    return "Privacy Wizard" in subprocess.run(tree, check=False, capture_output=True, text=True).stdout


def try_in_bare_debian(suite: str, before: Path) -> None:
    """Install the package of before where there is nothing, use it, install today's over it, walk, and take a picture
    of each window.
    """
    place = BUILD / suite
    mirror = os.environ.get("MIRROR") or said("apt-get", "indextargets", "--format", "$(SITE)").split("\n")[0]
    command("mmdebstrap", "--variant=minbase", "--components=main", suite, place, mirror)
    package = upgrades.package_now()
    (place / "tmp/earlier").mkdir()
    shutil.copy(before, place / "tmp/earlier")
    shutil.copy(before.parent.parent / upgrades.EXAMPLE, place / "tmp/earlier")
    for source in (package, ROOT / "packaging/walk.sh", upgrades.SCRIPT, EXAMPLE):
        shutil.copy(source, place / "tmp")
    shutil.copytree(SHELF, place / "tmp/before")
    for name in ("resolv.conf", "hosts"):  # what this machine knows of the network
        shutil.copy(f"/etc/{name}", place / "etc" / name)
    report.tell(f"{suite}, Debian {report.installed(place)}: the package, over the one of before")
    within(place, "apt-get", "update", "-qq")
    within(place, "apt-get", "install", "-qq", "-y", "--no-install-recommends", f"/tmp/earlier/{before.name}")
    within(place, "useradd", "--create-home", "user")
    upgrade_package(place, package)
    walk = ["/tmp/walk.sh", "/usr/bin/privacy-wizard", "/tmp/before", "/tmp/answers.yaml"]
    report.run(*in_chroot(place, "su", "user", "-c", " ".join(walk)))
    within(place, "chown", "-R", "user:", "/tmp/before")
    # The wizard over the audits that somebody began with the version before; the office on its first day.
    for name, arguments, home in (("wizard", "", "/tmp/before/staff"), ("office", " console", "/home/user/office")):
        show = f"DISPLAY={SCREEN} PRIVACY_WIZARD_HOME={home} exec privacy-wizard{arguments}"
        with a_window(in_chroot(place, "su", "user", "-c", show)):
            wait_for_window()
            time.sleep(2)  # what the first page loads after it is shown
            picture(f"{suite}-{name}")


def upgrade_package(place: Path, package: Path) -> None:
    """What was made with the package of before is there after today's is installed over it."""

    def use(what: str, example: str) -> None:
        parts = ["/tmp/upgrade.sh", what, "/usr/bin/privacy-wizard", "/home/user/school", example, "between"]
        report.run(*in_chroot(place, "su", "user", "-c", " ".join(parts)))

    show = f"DISPLAY={SCREEN} PRIVACY_WIZARD_HOME=/home/user/school/staff exec privacy-wizard"
    window = in_chroot(place, "su", "user", "-c", show)
    use("make", "/tmp/earlier/answers.yaml")
    with a_window(window):
        upgrades.begin_audit(SCREEN, wait_for_window)
    within(place, "dpkg", "--unpack", f"/tmp/{package.name}")
    within(place, "apt-get", "install", "-qq", "-y", "--fix-broken", "--no-install-recommends")  # what it newly needs
    use("keep", "/tmp/answers.yaml")
    with a_window(window):
        wait_for_window()
        time.sleep(2)
        picture(f"{place.name}-upgraded")
    upgrades.tell_of_draft(place / "home/user/school")


@contextmanager
def a_window(start: list[str]) -> Iterator[None]:
    """The program in a system of its own, until it is let go of."""
    with subprocess.Popen(start) as running:
        try:
            yield
        finally:
            subprocess.run(["pkill", "-KILL", "-P", str(running.pid)], check=False)
            running.kill()
    wait_for_window(gone=True)


def within(place: Path, *parts: str) -> None:
    """Run it in that system, or end with what it said."""
    command(*in_chroot(place, *parts))


def in_chroot(place: Path, *parts: str) -> list[str]:
    """The command that runs another one there; processes and mounts end with it."""
    mounted = (
        'mount -t proc proc "$1/proc"; mount --rbind /dev "$1/dev"; mount --make-rslave "$1/dev"; '
        'mount -t tmpfs shm "$1/dev/shm"; place=$1; shift; exec chroot "$place" "$@"'
    )
    clean = ["env", "-i", "PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "LANG=C.UTF-8", "HOME=/root"]
    clean += ["DEBIAN_FRONTEND=noninteractive"]
    start = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "bash", "-c", mounted, "bash", str(place)]
    return [*start, *clean, *parts]


def picture(name: str) -> None:
    """What is on the screen, kept beside what was made."""
    from PIL import ImageGrab

    PICTURES.mkdir(exist_ok=True)
    ImageGrab.grab(xdisplay=SCREEN).save(PICTURES / f"{name}.png")


@contextmanager
def a_screen() -> Iterator[None]:
    """A display of our own, as large as a school's laptop."""
    with subprocess.Popen(
        ["Xvfb", SCREEN, "-screen", "0", "1366x768x24", "-nolisten", "tcp", "-ac", "-noreset"]
    ) as running:
        try:
            while subprocess.run(
                ["xwininfo", "-display", SCREEN, "-root"], check=False, capture_output=True
            ).returncode:
                time.sleep(0.1)
            yield
        finally:
            running.kill()


if __name__ == "__main__":
    raise SystemExit(bundle.main(["--check"]))
