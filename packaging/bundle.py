"""Makes what is handed out, in `dist`: the bundle for this system, the wheel, the bill of materials, the licences.

python3 run.py bundle           makes them
python3 run.py bundle --check   makes them, and tries them as a school would (Linux: in bare Debian chroots)
"""

import io
import os
import platform
import shutil
import subprocess
import sys
import tarfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import native  # noqa: E402 - they lie here
from icu_data import cut_down  # noqa: E402

import privacy_wizard  # noqa: E402 - it lies there

VERSION = privacy_wizard.__version__

DIST, BUILD = ROOT / "dist", ROOT / "build"
FOLDER = DIST / "privacy-wizard"
WHEEL = DIST / f"privacy_wizard-{VERSION}-py3-none-any.whl"
BILL, LICENCES = DIST / f"privacy-wizard-{VERSION}.cdx.json", DIST / "LICENCES.txt"
EMPTY = BUILD / "environment"  # the wheel and what it needs, and nothing else
LINUX = ROOT / "packaging" / "linux"


def main(arguments: list[str]) -> int:
    """The exit code: 0 where everything was made, and tried where that was asked."""
    if unknown := set(arguments) - {"--check"}:
        sys.exit(f"There is no option {', '.join(sorted(unknown))}. There is --check.")
    shutil.rmtree(DIST, ignore_errors=True)
    shutil.rmtree(BUILD, ignore_errors=True)
    made = [make_wheel(), *make_papers(), *make_bundle()]
    for path in made:
        print(f"{path.relative_to(ROOT)}  {size(path) / 1e6:.1f} MB")
    if "--check" not in arguments:
        return 0
    from check import check

    return check()


def make_wheel() -> Path:
    """The wheel, and an empty environment with it in which the bill of materials can be read."""
    command(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", DIST)
    make_environment(EMPTY, WHEEL)
    return WHEEL


def make_environment(folder: Path, wheel: Path, lock: Path = ROOT / "requirements.lock") -> None:
    """A Python of its own with what a lock names and a wheel, as `pip install` brings them to a school's server."""
    venv.create(folder, with_pip=True)
    pip = [python_of(folder), "-m", "pip", "install", "-qq", "--no-deps", "--disable-pip-version-check"]
    command(*pip, "--require-hashes", "--only-binary", ":all:", "-r", lock)
    command(*pip, "--no-index", wheel)


def make_papers() -> list[Path]:
    """What is in it, for whoever must know: a bill of materials (CycloneDX), and every licence in full."""
    interpreter = python_of(EMPTY)
    bill = ["environment", interpreter, "--pyproject", ROOT / "pyproject.toml", "--output-reproducible"]
    command(sys.executable, "-m", "cyclonedx_py", *bill, "--of", "JSON", "--validate", "-o", BILL)
    native.named(BILL)
    shown = ["--format", "plain-vertical", "--with-license-file", "--no-license-path", "--with-system"]
    command(SCRIPTS / "pip-licenses", "--python", interpreter, *shown, "--output-file", LICENCES)
    parts = [ROOT / "LICENSE", ROOT / "resources" / "fonts" / "OFL.txt", ROOT / "resources" / "icc" / "LICENCE.txt"]
    own = "\n\n".join(f"{path.relative_to(ROOT)}\n\n{path.read_text(encoding='utf-8')}" for path in parts)
    told = f"{own}\n\n{native.in_full()}\n\n{LICENCES.read_text(encoding='utf-8')}"
    further = native.within_packages(next(EMPTY.glob("[Ll]ib/**/site-packages")), told)
    LICENCES.write_text(f"{told}\n\n{further}\n", encoding="utf-8")
    return [BILL, LICENCES]


def make_bundle() -> list[Path]:
    """The folder with Python and Qt in it, and on Linux the packages that carry it."""
    make_icons()
    options = ["--noconfirm", "--log-level", "WARN", "--distpath", DIST, "--workpath", BUILD]
    command(sys.executable, "-m", "PyInstaller", *options, ROOT / "packaging" / "privacy_wizard.spec")
    for library in FOLDER.rglob("libicudata.so.*"):
        if not library.is_symlink():
            cut_down(library)
    if unnamed := native.strangers(from_the_system()):
        sys.exit(f"No licence is named for {', '.join(unnamed)}: add it to packaging/native.py.")
    for paper in (BILL, LICENCES):
        shutil.copy(paper, FOLDER)
    if sys.platform == "win32":
        return [FOLDER, make_installer()]
    return [FOLDER, make_tarball(), make_deb()] if sys.platform == "linux" else [FOLDER]


def from_the_system() -> list[str]:
    """The libraries in the folder that are this system's own, and no package's."""
    if sys.platform != "linux":
        return []
    known = {path.name for place in ("/lib", "/usr/lib") for path in Path(place).glob("*-linux-gnu/*.so*")}
    return [path.name for path in (FOLDER / "_internal").glob("*.so*") if path.name in known]


def make_icons() -> None:
    """The program's sign in the form that this system wants, from the one drawing."""
    from PIL import Image
    from PySide6.QtCore import QBuffer, QIODevice, QSize
    from PySide6.QtGui import QGuiApplication, QIcon

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _application = QGuiApplication.instance() or QGuiApplication([])
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QIcon(str(ROOT / "resources" / "icons" / "program.svg")).pixmap(QSize(512, 512)).save(buffer, "PNG")
    image = Image.open(io.BytesIO(buffer.data().data()))
    BUILD.mkdir(exist_ok=True)
    image.save(BUILD / "privacy-wizard.ico", sizes=[(edge, edge) for edge in (16, 24, 32, 48, 64, 256)])
    image.save(BUILD / "privacy-wizard.icns")
    side = Image.new("RGB", (164, 314), image.getpixel((256, 20))[:3])
    sign = image.resize((96, 96))
    side.paste(sign, (34, 60), sign)
    side.save(BUILD / "side.bmp")


def make_installer() -> Path:
    """The installer for one user of a Windows computer, by NSIS, which must be on the path."""
    path = DIST / f"privacy-wizard-{VERSION}-setup.exe"
    given = {"VERSION": VERSION, "PAYLOAD": FOLDER, "DRAWN": BUILD, "OUT": path}
    options = [f"-D{name}={value}" for name, value in given.items()]
    command("makensis", "-V2", *options, ROOT / "packaging" / "windows" / "installer.nsi")
    return path


def make_tarball() -> Path:
    """The folder as it is, for a Linux without .deb: unpack it anywhere, and start `privacy-wizard`."""
    path = DIST / f"privacy-wizard-{VERSION}-linux-{platform.machine()}.tar.xz"
    with tarfile.open(path, "w:xz", preset=6) as tarball:
        tarball.add(FOLDER, FOLDER.name, filter=belongs_to_root)
    return path


def make_deb() -> Path:
    """The package for Debian and Ubuntu, with menu entries and the school's kinds of file."""
    from run import QT, QT_ON_A_DISPLAY

    architecture = said("dpkg", "--print-architecture").strip()
    path, top = DIST / f"privacy-wizard_{VERSION}_{architecture}.deb", BUILD / "deb"
    put(FOLDER, top / "usr/lib/privacy-wizard")
    (top / "usr/bin").mkdir(parents=True)
    (top / "usr/bin/privacy-wizard").symlink_to("../lib/privacy-wizard/privacy-wizard")
    for entry in LINUX.glob("*.desktop"):
        put(entry, top / "usr/share/applications" / entry.name)
    put(LINUX / "privacy-wizard.xml", top / "usr/share/mime/packages/privacy-wizard.xml")
    put(ROOT / "resources/icons/program.svg", top / "usr/share/icons/hicolor/scalable/apps/privacy-wizard.svg")
    put(LICENCES, top / "usr/share/doc/privacy-wizard/copyright")
    control = (
        (LINUX / "control")
        .read_text(encoding="utf-8")
        .format(
            version=VERSION,
            architecture=architecture,
            kilobytes=size(top) // 1024,
            glibc=platform.libc_ver()[1],
            libraries=", ".join(sorted({*QT.values(), *QT_ON_A_DISPLAY.values()})),
        )
    )
    (top / "DEBIAN").mkdir()
    (top / "DEBIAN/control").write_text(control, encoding="utf-8")
    command("dpkg-deb", "--build", "--root-owner-group", "-Zxz", top, path)
    return path


def put(source: Path, target: Path) -> None:
    """Copy a file or a folder to where it lies in the package."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, symlinks=True)
    else:
        shutil.copy(source, target)


def belongs_to_root(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """Whoever unpacks it is not told who built it."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = "root"
    return entry


def size(path: Path) -> int:
    """Bytes of a file, or of all files in a folder."""
    if path.is_file():
        return path.stat().st_size
    return sum(each.stat().st_size for each in path.rglob("*") if each.is_file() and not each.is_symlink())


def python_of(environment: Path) -> Path:
    """The interpreter of an environment."""
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


SCRIPTS = Path(sys.executable).parent


def command(*parts: str | Path, in_folder: Path = ROOT) -> None:
    """Run it, or end with its exit code and what it said."""
    if code := subprocess.run([str(part) for part in parts], cwd=in_folder, check=False).returncode:
        sys.exit(f"{Path(str(parts[0])).name} ended with {code}: {' '.join(map(str, parts[1:4]))} …")


def said(*parts: str | Path) -> str:
    """What a command prints."""
    return subprocess.run([str(part) for part in parts], check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
