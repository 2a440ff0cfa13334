"""Every test runs off screen, in a home folder of its own, without the machine's keyring."""

import builtins
import gc
import os
import sys
import tempfile

from .memory import in_memory

# Before Qt, keyring or platformdirs are imported by anything: they read these once.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
if (memory := in_memory()) is not None:
    tempfile.tempdir = os.environ.setdefault("TMPDIR", memory)

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import hypothesis
import pytest

from .homes import VARIABLES, Homes
from .memory import collect_seldom

# jsonschema would make a parser for addresses in any script, which no schema of ours has: two seconds of each worker.
sys.modules.setdefault("rfc3987_syntax", None)

# Deadlines measure the machine, not the code; the examples are the same in every run, so a failure can be had again.
hypothesis.settings.register_profile("default", deadline=None, derandomize=True, max_examples=60, database=None)
hypothesis.settings.register_profile("thorough", deadline=None, max_examples=2000, database=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

# What loads the program is imported where it is used: the process that hands the tests out to others runs none.

_TOP = Path(__file__).parents[1]
_IMPORT = builtins.__import__  # Qt's own reads the source of all that is imported, for a switch that nobody uses
_LONGEST = ("test_whole_wizard_stretched", "test_whole_wizard", "test_at_spi")

collect_seldom()


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """Side by side, each begins with other files of the whole: what one has compiled, the others read."""
    builtins.__import__ = _IMPORT
    told = getattr(session.config, "workerinput", None)
    if told is None:
        return
    gc.disable()  # nothing is rubbish yet
    if session.config.args_source is not pytest.Config.ArgsSource.TESTPATHS:
        return
    files = sorted(path.relative_to(_TOP).with_suffix("") for path in (_TOP / "tests").rglob("test_*.py"))
    for path in files[int(told["workerid"].removeprefix("gw")) :: told["workercount"]]:
        import_module(".".join(path.parts))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest come first: whichever is begun last is waited for by all."""
    items.sort(key=lambda item: item.path.stem not in _LONGEST)


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session", autouse=True)
def _economy() -> Iterator[None]:
    """Opening a key takes a fifth of a second on purpose: only the tests of that cost pay it."""
    from .economy import examples_alike, locks, statements_kept, tables_kept, workers_kept

    with locks(seal=2_000, key=1_000), statements_kept(), tables_kept(), workers_kept(), examples_alike():
        yield


@pytest.fixture
def looked_at_once() -> Iterator[None]:
    """What a worker found in a file is remembered, in all tests that say so."""
    from .economy import answers_kept

    with answers_kept():
        yield


@pytest.fixture
def workers_as_shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each worker starts by itself and ends with its pool, as in the program."""
    from privacy_wizard.sandbox import worker_pool, worker_process

    monkeypatch.setattr(worker_pool, "WorkerProcess", worker_process.WorkerProcess)


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """A screen as wide as those on desks, whichever test needs one first: off screen, Qt offers 800 by 800."""
    screen = Path(__file__).parent / "ui" / "screen.json"
    wide = ["-platform", f"offscreen:configfile={screen}"]
    return ["pytest", "-style", "Fusion", *(wide if os.environ["QT_QPA_PLATFORM"] == "offscreen" else ())]


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Homes]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        for name in (*VARIABLES, "DBUS_SESSION_BUS_ADDRESS"):
            monkeypatch.delenv(name, raising=False)
        yield Homes(tmp_path_factory.mktemp("homes"))


@pytest.fixture(autouse=True)
def home(homes: Homes) -> Path:
    """An empty home folder: nothing a test does can reach the one of whoever runs it."""
    return homes.empty()
