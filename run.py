"""Sets everything up, once, and runs Privacy Wizard. Needs Python 3.11 to 3.14, and nothing else.

python3 run.py              the wizard; with a file from your school, that file is opened
python3 run.py console      the office's window
python3 run.py test         the tests (what follows goes to pytest)
python3 run.py test quick   those to run between two edits: under a minute
python3 run.py check        style, types, texts, and floors: which part may import which (or those that are named)
python3 run.py bench        the benchmarks
python3 run.py bundle       what is handed out, for this system, in dist (--check tries it, on Linux)
python3 run.py texts        renews what translators work from
python3 run.py verify FILE  anything else goes to the program
"""

import ctypes
import hashlib
import importlib.util
import os
import platform
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV, SYSTEM = ROOT / ".venv", ROOT / ".system"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
EXE = ".exe" if os.name == "nt" else ""
PYTHON, PROGRAM = SCRIPTS / f"python{EXE}", SCRIPTS / f"privacy-wizard{EXE}"
CATALOGUES = ROOT / "resources" / "translations" / "catalogues.py"
DISPLAY = ROOT / "privacy_wizard" / "system" / "display.py"
WINDOWS = ("wizard", "console")
# The oldest systems that every locked part is made for: macOS for pikepdf, Linux by its C library (glibc) for Qt.
OLDEST_MACOS = (15,)
OLDEST_LINUX = {
    "x86_64": ((2, 34), "Debian 12, Ubuntu 22.04, or as new as these"),
    "aarch64": ((2, 39), "on ARM Debian 13, Ubuntu 24.04, or as new as these"),
}
FROM_SCHOOL = (".pwschool", ".pwinvite", ".pwcert", ".pwlist", ".pdf")  # the wizard opens these
# What Qt loads from the system, and the Debian package that brings it; the second list only to draw on a real display.
QT = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}
QT_ON_A_DISPLAY = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
# Independent checkers of the signed PDF and of the exchange files, a database server and a token, for the tests.
TEST_TOOLS = {
    "pdfsig": "poppler-utils",
    "qpdf": "qpdf",
    "mutool": "mupdf-tools",
    "certutil": "libnss3-tools",
    "oscap": "openscap-scanner",
    "xmllint": "libxml2-utils",
    "initdb": "postgresql",
    "softhsm2-util": "softhsm2",
}
SERVERS = "usr/lib/postgresql/*/bin"  # where Debian puts PostgreSQL, which is not where commands lie
# A screen reader's surroundings, for the test that listens to the real program; only where they can be installed.
SCREEN_READER = {
    "xvfb-run": "xvfb",
    "xauth": "xauth",
    "openbox": "openbox",
    "dbus-run-session": "dbus",
    "/usr/libexec/at-spi-bus-launcher": "at-spi2-core",
    "/usr/lib/*/girepository-1.0/Atspi-2.0.typelib": "gir1.2-atspi-2.0",
    "/usr/lib/python3/dist-packages/gi": "python3-gi",
    **{f"/usr/lib/*/{library}": package for library, package in QT_ON_A_DISPLAY.items()},
}
# LibreOffice without its windows, which merges a document with a list in a test, and its bridge to Python.
WORD_PROCESSOR = {
    "soffice": "libreoffice-writer-nogui",
    "/usr/lib/libreoffice/program/libdbaxmllo.so": "libreoffice-base-nogui",
    "/usr/lib/python3/dist-packages/uno.py": "python3-uno",
}
# What says most in the least time: values and judgement, checklists, drafts, statements, pages of text; no window
# and no database. Together under a minute on two idle cores.
QUICK = [
    *(f"tests/{name}" for name in ("domain", "serialization", "audit", "catalogue", "drafts", "attestation", "school")),
    *(f"tests/test_{name}.py" for name in ("checklist_words", "golden_questions", "packs_against_clauses", "docs")),
]
# Side by side, one more than there are cores, as windows and databases are also waited for; who is done takes from the
# others, so that what is made once for a file is made by one.
AT_ONCE = ["-n", str(min(4, (os.cpu_count() or 1) + 1)), "--dist", "worksteal"]
LOCKS = {"runtime": "requirements.lock", "dev": "requirements-dev.lock"}
NO_DISPLAY = """There is no display here, so no window can be opened. Everything else is set up.
The same job without a window: write the questions into a file, answer them, make a key, and sign.
  python3 run.py audit --template --policy ID --account instagram --out answers.yaml
  python3 run.py key new --name "Your Name"
  python3 run.py audit --answers answers.yaml --out attestation.pdf
What a school sends is opened by "school open", "school request" and "school take". The office has "campaign", "intake",
"attestation" and "register". "python3 run.py --help" lists everything."""


def main(arguments: list[str]) -> int:
    """Set up what the task needs, and no more; then do it. The exit code is the task's own; 3: there is no display."""
    if why := not_for_this(sys.version_info[:2], sys.platform, platform.machine(), release()):
        sys.exit(why)
    task, *rest = arguments = arguments or ["wizard"]
    if task in FOR_DEVELOPERS:
        set_up_python("dev")
        if task in ("test", "bench", "bundle"):
            set_up_system(QT, test_tools() if task == "test" else {})
        return FOR_DEVELOPERS[task](rest)
    set_up_python("runtime")
    if opens_a_window(arguments):
        if not has_display():
            print(NO_DISPLAY, file=sys.stderr)
            return 3
        set_up_system(QT | QT_ON_A_DISPLAY, {})
    return run(PROGRAM, *arguments)


def release() -> "tuple[int, ...]":
    """Of macOS, or of the C library of Linux (glibc), from the first part on; empty where it is not told."""
    library, told = platform.libc_ver()
    told = platform.mac_ver()[0] if sys.platform == "darwin" else told if library == "glibc" else ""
    return tuple(map(int, re.findall(r"\d+", told)))


def not_for_this(version: "tuple[int, int]", system: str, machine: str, release: "tuple[int, ...]") -> str:
    """Why the program cannot be set up here: not every part is made for every Python, machine and system."""
    if not (3, 11) <= version < (3, 15):
        this = ".".join(map(str, version))
        return f"Privacy Wizard needs Python 3.11 to 3.14. This is {this}. Install one of these beside it and use that."
    if (system, machine) in (("darwin", "x86_64"), ("win32", "ARM64")):
        kind = "Macs with an Intel processor" if system == "darwin" else "Windows on ARM"
        return f"Parts of Privacy Wizard are not made for {kind}. Please use another computer."
    if system == "darwin" and release and release < OLDEST_MACOS:
        return "Privacy Wizard needs macOS 15 or newer. Renew the system of this Mac, or use another computer."
    oldest, named = OLDEST_LINUX.get(machine, ((), ""))
    if system == "linux" and release and release < oldest:
        return f"Privacy Wizard needs a newer Linux here: {named}. Renew the system, or use another computer."
    return ""


def opens_a_window(arguments: "list[str]") -> bool:
    """Whether the program will open one: by its name, or for a file that comes from the school."""
    if {"-h", "--help"} & {*arguments}:
        return False
    return arguments[0] in WINDOWS or (len(arguments) == 1 and arguments[0].lower().endswith(FROM_SCHOOL))


def test(arguments: list[str]) -> int:
    """The tests; all of them, or the quick ones, side by side, when nothing else is asked."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else every process of theirs compiles the program again
    if arguments[:1] == ["quick"]:
        arguments = [*QUICK, *arguments[1:], *AT_ONCE]
    return run(PYTHON, "-m", "pytest", *(arguments or AT_ONCE))


def check(arguments: list[str]) -> int:
    """Style, types, texts and floors, or those that are named; every one runs, so that all faults are seen at once."""
    floors = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_logo=True))"
    checks = {
        "style": (["-m", "ruff", "check"], ["-m", "ruff", "format", "--check"]),
        "types": (["-m", "mypy", "--strict"],),
        "texts": ([CATALOGUES, "--check"],),
        "floors": (["-c", floors],),
    }
    if unknown := set(arguments) - set(checks):
        sys.exit(f"There is no check {', '.join(sorted(unknown))}. There are: {', '.join(checks)}.")
    return max(run(PYTHON, *command) for name in arguments or checks for command in checks[name])


def texts(_: list[str]) -> int:
    """Extract the texts for translators, and bring every language up to date with them."""
    return run(PYTHON, CATALOGUES)


def bench(arguments: list[str]) -> int:
    """Every benchmark, or those whose names are given."""
    found = sorted((ROOT / "benchmarks").glob("bench_*.py"))
    chosen = [path for path in found if not arguments or path.stem.removeprefix("bench_") in arguments]
    return max((run(PYTHON, path) for path in chosen), default=1)


def bundle(arguments: list[str]) -> int:
    """What is handed out, and with --check whether it works where a school would use it."""
    return run(PYTHON, ROOT / "packaging" / "bundle.py", *arguments)


FOR_DEVELOPERS = {"test": test, "check": check, "bench": bench, "texts": texts, "bundle": bundle}


def run(*command: "str | Path") -> int:
    """Run a command with what was set up, and return its exit code."""
    environment = surroundings()
    if Path(command[0]) == PYTHON and not has_display():
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    try:
        return subprocess.run([str(part) for part in command], env=environment, check=False).returncode
    except KeyboardInterrupt:
        return 130


def surroundings() -> "dict[str, str]":
    """The environment, with the folder of system files that we fetched ourselves where there is one."""
    environment = dict(os.environ)
    if not SYSTEM.is_dir():
        return environment
    commands = [SYSTEM / "usr/bin", *SYSTEM.glob(SERVERS)]
    for name, folders in (("LD_LIBRARY_PATH", library_folders()), ("PATH", commands)):
        already = [environment[name]] if environment.get(name) else []
        environment[name] = os.pathsep.join([*map(str, folders), *already])
    for name, place in (("FONTCONFIG_PATH", "etc/fonts"), ("XKB_CONFIG_ROOT", "usr/share/X11/xkb")):
        if (SYSTEM / place).is_dir() and not (Path("/") / place).is_dir():
            environment.setdefault(name, str(SYSTEM / place))
    return environment


def library_folders() -> "list[Path]":
    """Every folder that we fetched and that holds shared libraries; not all lie in the one of this kind of machine."""
    return sorted({path.parent for part in ("usr/lib", "lib") for path in (SYSTEM / part).rglob("lib*.so.*")})


def has_display() -> bool:
    """Whether a window can be opened, as the program itself finds out, by the one part that needs nothing else."""
    return bool(runpy.run_path(str(DISPLAY))["has_display"]())


def set_up_python(level: str) -> None:
    """Install exactly what the lock file names, with pip's own configuration; nothing when that was done before."""
    parts = [ROOT / name for name in (*LOCKS.values(), "pyproject.toml")]
    seen = b"".join(path.read_bytes() for path in parts) + f"{ROOT} {sys.version} {sys.base_prefix}".encode()
    digest, marker = hashlib.sha256(seen).hexdigest(), VENV / "set-up"
    if marker.is_file() and marker.read_text() in (f"{digest} dev", f"{digest} {level}"):
        return
    say("Setting up Privacy Wizard in this folder. This happens once and takes about half a minute.")
    marker.unlink(missing_ok=True)
    if run(sys.executable, "-m", "venv", "--without-pip", VENV) != 0:
        sys.exit("Python could not make its own folder (.venv) here. Check that you may write to this folder.")
    pip = [*pip_command(), "install", "-qq", "--no-deps", "--disable-pip-version-check"]
    locked = run(*pip, "--require-hashes", "--only-binary", ":all:", "-r", ROOT / LOCKS[level])
    if locked or run(*pip, "--no-build-isolation", "--no-index", "-e", ROOT):
        sys.exit("What the program needs could not be fetched; pip says why above. Check the connection and try again.")
    marker.write_text(f"{digest} {level}")


def pip_command() -> "list[str | Path]":
    """A pip that installs into our folder: this Python's own, else Debian's as one file, which needs no installing."""
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip", "--python", PYTHON]
    pattern = "usr/share/python-wheels/pip-*.whl"
    if not any(Path("/").glob(pattern)):
        fetch({"python3-pip-whl"})
    wheels = [*Path("/").glob(pattern), *SYSTEM.glob(pattern)]
    if not wheels:
        sys.exit(
            "This Python has no pip, and it could not be fetched. Install it (Debian: python3-pip), then try again."
        )
    return [PYTHON, wheels[0] / "pip"]


def set_up_system(libraries: "dict[str, str]", tools: "dict[str, str]") -> None:
    """Fetch the shared libraries and tools that this Linux lacks."""
    if not sys.platform.startswith("linux"):
        return
    missing = lacking(libraries, tools)
    if missing:
        fetch(set(missing.values()))
        missing = lacking(libraries, tools)
    if missing.keys() & libraries.keys():
        sys.exit(f"Qt needs files that this system lacks: {', '.join(missing)}. Install them, then try again.")
    if missing:
        say(f"Could not be had: {', '.join(missing)}. The tests that ask them will be skipped, and will say so.")


def lacking(libraries: "dict[str, str]", tools: "dict[str, str]") -> "dict[str, str]":
    """Those that are not there."""
    path = os.pathsep.join([surroundings()["PATH"], *map(str, Path("/").glob(SERVERS))])
    return {name: libraries[name] for name in libraries if not loads(name)} | {
        name: tools[name]
        for name in tools
        if not (any(Path("/").glob(name[1:])) if name[0] == "/" else shutil.which(name, path=path))
    }


def test_tools() -> "dict[str, str]":
    """What the tests need beyond the program; on Debian as root with a screen reader's surroundings and LibreOffice."""
    may_install = hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get")
    return TEST_TOOLS | (SCREEN_READER | WORD_PROCESSOR if may_install else {})


def loads(library: str) -> bool:
    """Whether the system, or the folder that we filled, has a shared library."""
    try:
        return any((folder / library).exists() for folder in library_folders()) or bool(ctypes.CDLL(library))
    except OSError:
        return False


def fetch(packages: "set[str]") -> None:
    """Get Debian packages: installed where we may, else unpacked into a folder of ours."""
    if not shutil.which("apt-get"):
        return
    say(f"Fetching from Debian: {', '.join(sorted(packages))}.")
    install = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-qq", "-y", "--no-install-recommends"]
    if os.geteuid() == 0:
        done = quiet(*install, *packages) or (quiet("apt-get", "update") and quiet(*install, *packages))
    else:
        asked = bool(shutil.which("sudo")) and sys.stdin.isatty()
        done = asked and (run("sudo", *install, *packages) == 0)
    if not done:
        unpack(packages)


def unpack(packages: "set[str]") -> None:
    """Unpack Debian packages, and those they need, into SYSTEM: needs no rights. Apt checks the signatures."""
    debs, lists = SYSTEM / "debs", SYSTEM / "lists"
    for folder in (debs, lists / "partial"):
        folder.mkdir(parents=True, exist_ok=True)
    ours = ["-o", f"Dir::State::lists={lists}", "-o", f"Dir::Cache={SYSTEM}", "-o", "APT::Sandbox::User="]
    for options in ([], ours):  # the system's lists of packages, else, where they are missing or old, fresh ones
        if options and not quiet("apt-get", *options, "update"):
            return
        plan = ["apt-get", *options, "install", "-s", "--no-install-recommends", *packages]
        told = subprocess.run(plan, capture_output=True, text=True, check=False)
        names = [line.split()[1] for line in told.stdout.splitlines() if line.startswith("Inst ")]
        if told.returncode == 0 and quiet("apt-get", *options, "download", *names, folder=debs):
            for deb in debs.glob("*.deb"):
                quiet("dpkg", "-x", deb, SYSTEM)
                deb.unlink()
            return


def quiet(*command: "str | Path", folder: Path = ROOT) -> bool:
    """Run a command; whether it went well. What it says is shown only where it did not."""
    done = subprocess.run([str(part) for part in command], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stderr, end="", file=sys.stderr)
    return done.returncode == 0


def say(sentence: str) -> None:
    """Tell what is being done, apart from what the program prints."""
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
