"""Every test runs off screen, in a home folder of its own, without the machine's keyring."""

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
from itertools import count
from pathlib import Path

import hypothesis
import pytest

from privacy_wizard.sandbox import worker_pool
from privacy_wizard.sandbox.worker_process import WorkerProcess

from .economy import answers_kept, collect_seldom, locks, statements_kept, tables_kept, workers_kept

# jsonschema would make a parser for addresses in any script, which no schema of ours has: two seconds of each worker.
sys.modules.setdefault("rfc3987_syntax", None)

# Deadlines measure the machine, not the code; the examples are the same in every run, so a failure can be had again.
hypothesis.settings.register_profile("default", deadline=None, derandomize=True, max_examples=60, database=None)
hypothesis.settings.register_profile("thorough", deadline=None, max_examples=2000, database=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

_HOME_VARIABLES = {
    "HOME": "",
    "USERPROFILE": "",
    "APPDATA": "roaming",
    "LOCALAPPDATA": "local",
    "XDG_DATA_HOME": "data",
    "XDG_CONFIG_HOME": "config",
    "XDG_CACHE_HOME": "cache",
    "XDG_STATE_HOME": "state",
    "XDG_RUNTIME_DIR": "run",
    "PRIVACY_WIZARD_HOME": "privacy-wizard",
}


_TOP = Path(__file__).parents[1]

collect_seldom()


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """Side by side, each begins with other files of the whole: what one has compiled, the others read."""
    told = getattr(session.config, "workerinput", None)
    if told is None or session.config.args_source is not pytest.Config.ArgsSource.TESTPATHS:
        return
    files = sorted(path.relative_to(_TOP).with_suffix("") for path in (_TOP / "tests").rglob("test_*.py"))
    for path in files[int(told["workerid"].removeprefix("gw")) :: told["workercount"]]:
        import_module(".".join(path.parts))


def pytest_collection_finish() -> None:
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _economy() -> Iterator[None]:
    """Opening a key takes a fifth of a second on purpose: only the tests of that cost pay it."""
    with locks(seal=2_000, key=1_000), statements_kept(), tables_kept(), workers_kept():
        yield


@pytest.fixture
def looked_at_once() -> Iterator[None]:
    """What a worker found in a file is remembered, in all tests that say so."""
    with answers_kept():
        yield


@pytest.fixture
def workers_as_shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each worker starts by itself and ends with its pool, as in the program."""
    monkeypatch.setattr(worker_pool, "WorkerProcess", WorkerProcess)


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """A screen as wide as those on desks, whichever test needs one first: off screen, Qt offers 800 by 800."""
    screen = Path(__file__).parent / "ui" / "screen.json"
    wide = ["-platform", f"offscreen:configfile={screen}"]
    return ["pytest", "-style", "Fusion", *(wide if os.environ["QT_QPA_PLATFORM"] == "offscreen" else ())]


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A new folder for each test, in one of their own: pytest looks through all beside it for the next number."""
    among = tmp_path_factory.mktemp("homes")
    return (among / str(number) for number in count())


@pytest.fixture(autouse=True)
def home(homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder: nothing a test does can reach the one of whoever runs it."""
    folder = next(homes)
    for name, part in _HOME_VARIABLES.items():
        place = folder / part
        place.mkdir(mode=0o700, exist_ok=True)
        monkeypatch.setenv(name, str(place))
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    return folder
