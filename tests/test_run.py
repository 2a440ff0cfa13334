"""The two commands. Setting up a bare machine takes a bare machine; what can be held here is held here."""

import ast
import importlib.util
import os
import platform
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock")
ENTRY = re.compile(
    r"^([a-z0-9-]+)(?:\[[a-z,-]+\])?==(\S+)(?: ; .*?)? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)",
    re.MULTILINE,
)
set_up_by_run = pytest.mark.skipif(
    not (ROOT / ".venv" / "set-up").is_file(), reason="this folder was set up by something other than run.py"
)


def locked(name: str) -> dict[tuple[str, str], str]:
    """(package, version) → its digests."""
    return {(found[1], found[2]): found[3] for found in ENTRY.finditer((ROOT / name).read_text())}


def asked(requirement: str) -> str:
    """The package that a requirement names."""
    return re.split(r"[<>=!~\[; ]", requirement)[0].lower()


def run_without_display(*arguments: str) -> subprocess.CompletedProcess[str]:
    unseen = {name: value for name, value in os.environ.items() if not re.search("DISPLAY|QT_QPA", name)}
    command = [sys.executable, str(ROOT / "run.py"), *arguments]
    unseen |= {"DISPLAY": "localhost:4071.0"}  # of a connection that is gone
    return subprocess.run(command, env=unseen, capture_output=True, text=True, check=False)


def test_run_needs_nothing_but_python_itself() -> None:
    tree = ast.parse((ROOT / "run.py").read_text())
    imports = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imports |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in imports} <= sys.stdlib_module_names


@pytest.mark.parametrize("name", LOCKS)
def test_every_line_of_a_lock_is_a_version_with_its_digests(name: str) -> None:
    text = (ROOT / name).read_text()
    named = re.findall(r"^[a-z0-9]", text, re.MULTILINE)
    assert len(locked(name)) == len(named) > 0


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_place_to_fetch_from(name: str) -> None:
    assert not re.search(r"://|--index|--find-links|@ ", (ROOT / name).read_text())


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = project["dependency-groups"]
    needed = {asked(each) for each in [*project["project"]["dependencies"], *groups["build"]]}
    assert needed <= {package for package, _ in locked("requirements.lock")}
    assert {asked(each) for each in groups["dev"]} <= {package for package, _ in locked("requirements-dev.lock")}


def test_what_builds_the_project_is_locked_too() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    packages = {package for package, _ in locked("requirements.lock")}
    assert {asked(each) for each in project["build-system"]["requires"]} <= packages


def test_the_tests_run_on_exactly_what_the_program_runs_on() -> None:
    assert locked("requirements.lock").items() <= locked("requirements-dev.lock").items()


def test_the_one_qt_that_is_locked_keeps_its_references_on_this_python() -> None:
    found = [version for package, version in locked("requirements.lock") if package == "pyside6-essentials"]
    assert found == ["6.11.3"]


@pytest.fixture
def run_py() -> ModuleType:
    """The file itself, with everything in it."""
    spec = importlib.util.spec_from_file_location("run_py", ROOT / "run.py")
    assert spec is not None
    assert spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


WINDOWS = ([], ["wizard"], ["wizard", "hill.pwschool"], ["console"], ["hill.pwschool"], ["Ada.PWINVITE"], ["a.pwcert"])


@set_up_by_run
@pytest.mark.parametrize("arguments", [*WINDOWS, ["back.pdf"]], ids=" ".join)
def test_without_a_display_every_window_says_so_and_names_the_same_without_one(arguments: list[str]) -> None:
    told = run_without_display(*arguments)
    assert told.returncode == 3
    assert "There is no display here" in told.stderr
    assert "python3 run.py audit --template" in told.stderr
    assert "python3 run.py audit --answers" in told.stderr


@set_up_by_run
def test_without_a_display_help_on_a_window_is_given_all_the_same() -> None:
    assert run_without_display("console", "--help").returncode == 0


@pytest.mark.parametrize("arguments", [*WINDOWS, ["back.pdf"]], ids=" ".join)
def test_every_window_has_its_libraries_fetched_before_it_opens(
    arguments: list[str], run_py: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[object] = []
    monkeypatch.setattr(run_py, "set_up_python", lambda level: done.append(level))
    monkeypatch.setattr(run_py, "has_display", lambda: True)
    monkeypatch.setattr(run_py, "set_up_system", lambda libraries, _tools: done.append(sorted(libraries)))
    monkeypatch.setattr(run_py, "run", lambda *command: done.append(command) or 0)
    assert run_py.main(arguments) == 0
    needed = sorted(run_py.QT | run_py.QT_ON_A_DISPLAY)
    assert done == ["runtime", needed, (run_py.PROGRAM, *(arguments or ["wizard"]))]


def test_libraries_are_found_wherever_a_package_puts_them(
    run_py: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in ("usr/lib", "usr/lib/x86_64-linux-gnu", "usr/lib/x86_64-linux-gnu/nss", "lib/aarch64-linux-gnu"):
        (tmp_path / place).mkdir(parents=True)
        (tmp_path / place / "libone.so.1").touch()
    (tmp_path / "usr/lib/python3").mkdir()
    monkeypatch.setattr(run_py, "SYSTEM", tmp_path)
    monkeypatch.setenv("LD_LIBRARY_PATH", "/before")
    found = run_py.surroundings()["LD_LIBRARY_PATH"].split(os.pathsep)
    places = ("lib/aarch64-linux-gnu", "usr/lib", "usr/lib/x86_64-linux-gnu", "usr/lib/x86_64-linux-gnu/nss")
    assert found == [*(str(tmp_path / place) for place in places), "/before"]


@set_up_by_run
def test_a_second_run_sets_nothing_up_again() -> None:
    assert "Setting up" not in run_without_display().stderr


@set_up_by_run
def test_a_check_that_there_is_not_is_said_with_those_that_there_are() -> None:
    told = run_without_display("check", "tastes")
    assert told.returncode == 1
    assert "There is no check tastes" in told.stderr
    assert "style, types" in told.stderr


def test_what_is_run_between_two_edits_is_there(run_py: ModuleType) -> None:
    assert [name for name in run_py.QUICK if not (ROOT / name).exists()] == []


def test_whoever_cannot_have_it_here_is_told_so_before_anything_is_fetched(run_py: ModuleType) -> None:
    not_for_this = run_py.not_for_this
    assert not_for_this((3, 14), "win32", "AMD64", ()) == ""
    assert not_for_this((3, 11), "linux", "x86_64", (2, 34)) == not_for_this((3, 11), "linux", "aarch64", (2, 39)) == ""
    assert not_for_this((3, 12), "darwin", "arm64", (15,)) == not_for_this((3, 12), "darwin", "arm64", (26, 1)) == ""
    assert "This is 3.10." in not_for_this((3, 10), "linux", "x86_64", (2, 36))
    assert "This is 3.15." in not_for_this((3, 15), "linux", "x86_64", (2, 36))
    assert "Intel" in not_for_this((3, 11), "darwin", "x86_64", (15, 1))
    assert "ARM" in not_for_this((3, 11), "win32", "ARM64", ())
    assert "macOS 15" in not_for_this((3, 11), "darwin", "arm64", (14, 7, 6))
    assert "Debian 12" in not_for_this((3, 11), "linux", "x86_64", (2, 31))
    assert "Debian 13" in not_for_this((3, 11), "linux", "aarch64", (2, 36))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the C library is asked on Linux")
def test_the_release_of_this_system_is_known_or_said_to_be_unknown(run_py: ModuleType) -> None:
    library, told = platform.libc_ver()
    assert run_py.release() == (tuple(map(int, told.split("."))) if library == "glibc" else ())


def test_the_oldest_macos_is_named_alike_wherever_it_is_named(run_py: ModuleType) -> None:
    (oldest,) = run_py.OLDEST_MACOS
    assert f'"LSMinimumSystemVersion": "{oldest}.0"' in (ROOT / "packaging" / "privacy_wizard.spec").read_text()
    for page in ("README.md", "docs/installing.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        assert set(re.findall(r"macOS (\d+)", text)) == {str(oldest)}
