"""From starting the process to the first painted page, against a bare PySide6 window, in turns, without a display.

Aims: at most 1.8 times the time, and at most 1.5 times the memory at that moment. Told are the clock, which other work
on the computer lengthens, and the processor's time, which it hardly does; and where the imports of the wizard go.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from statistics import median

from attrs import frozen
from timing import alternating, busy, shown, verdict

AIM_TIME, AIM_MEMORY = 1.8, 1.5
ROUNDS = 15
IMPORT_ROUNDS = 5
WORTH_TELLING = 1.0  # milliseconds

# All say "painted", how much memory they hold and how long the processor worked, once a window has been painted.
TELL = """
import os, sys, time
from PySide6.QtCore import QEvent, QObject, QTimer

def resident():
    try:
        with open("/proc/self/statm") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0

def tell(word):
    print(word, resident(), time.process_time() * 1000, flush=True)

class Watch(QObject):
    def __init__(self, window, act):
        super().__init__(window)
        self.window, self.act = window, act
        window.installEventFilter(self)
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            self.window.removeEventFilter(self)
            QTimer.singleShot(0, self.act)  # after this round of painting
        return False

def end(word):
    tell(word)
    os._exit(0)
"""
BARE = (
    TELL
    + """
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
app = QApplication(sys.argv[:1])
window = QMainWindow()
window.setCentralWidget(QLabel("Hello"))
window.resize(1080, 760)
watch = Watch(window, lambda: end("painted"))
window.show()
app.exec()
"""
)
# As the program begins: without the collector, and with what is not Qt's. PySide looks through the source of every
# module that is imported after it.
FIRST = """
import gc
gc.disable()
from privacy_wizard.app import main
from privacy_wizard.system.places import user_places
"""
WIZARD = (
    FIRST
    + TELL
    + """
from privacy_wizard.ui.wizard import window
def watched(shell, act):
    def painted():
        tell("painted")
        act()
        shell.second = Watch(shell, lambda: end("filled"))
    shell.first = Watch(shell, painted)
window.AfterFirstPaint = watched
main([])
"""
)
CONSOLE = (
    FIRST
    + TELL
    + """
from privacy_wizard.ui.console import controller as office
begin = office.ConsoleController.begin
def watched(controller):
    begin(controller)
    controller.watch = Watch(controller.login_window, lambda: end("painted"))
office.ConsoleController.begin = watched
main(["console"])
"""
)


@frozen(kw_only=True)
class Moment:
    """What a process says of itself at one moment."""

    clock: float  # milliseconds since it was started
    processor: float  # milliseconds
    memory: float  # bytes


def main() -> None:
    """Print the windows, and their ratios to the bare one."""
    print(busy())
    moments: dict[str, list[Moment]] = {}
    with tempfile.TemporaryDirectory() as home:
        # As on anybody's computer from the second start on: what was compiled once is kept.
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment = {
            **kept,
            "PYTHONPYCACHEPREFIX": str(Path(home) / "compiled"),
            "QT_QPA_PLATFORM": off_screen(Path(home)),
            "PRIVACY_WIZARD_HOME": home,
        }

        def start(name: str, code: str) -> float:
            for word, moment in said_by(code, environment).items():
                moments.setdefault(f"{name}, {word}", []).append(moment)
            return 0

        codes = {"bare window": BARE, "wizard": WIZARD, "login of the console": CONSOLE}
        alternating([partial(start, name, code) for name, code in codes.items()], ROUNDS, warm_up=2)
        report({name: each[2:] for name, each in moments.items()})
        report_imports(environment)


def report(moments: Mapping[str, list[Moment]]) -> None:
    """The figures of each moment."""
    bare = moments["bare window, painted"]
    for name, each in moments.items():
        print(f"{name}: {shown([one.clock for one in each])}")
        if each is bare:
            continue
        clock, processor = _ratio(each, bare, "clock"), _ratio(each, bare, "processor")
        aim = f"; aim {AIM_TIME} {verdict(clock <= AIM_TIME)}" if name == "wizard, painted" else ""
        print(f"  {clock:.2f} times the bare window by the clock, {processor:.2f} by the processor's time{aim}")
    if not bare[0].memory:
        print("memory: not measured on this system")
        return
    more = _ratio(moments["wizard, painted"], bare, "memory")
    print(f"memory at the first page: {more:.2f} times the bare window; aim {AIM_MEMORY} {verdict(more <= AIM_MEMORY)}")


def _ratio(moments: list[Moment], bare: list[Moment], what: str) -> float:
    found: list[float] = [median(getattr(one, what) for one in each) for each in (moments, bare)]
    return found[0] / found[1]


def report_imports(environment: Mapping[str, str]) -> None:
    """Where the imports up to the wizard's first page go, the fastest of a few rounds."""
    code = WIZARD.replace('tell("painted")', 'end("painted")')
    fastest: dict[str, float] = {}
    for _round in range(IMPORT_ROUNDS):
        for module, took in imports_of(code, environment).items():
            fastest[module] = min(took, fastest.get(module, took))
    groups: defaultdict[str, float] = defaultdict(float)
    for module, took in fastest.items():
        groups[_group(module)] += took
    print(f"imports of the wizard up to its first page: {sum(groups.values()):.0f} ms, {len(fastest)} modules")
    for group, took in sorted(groups.items(), key=lambda each: -each[1]):
        if took >= WORTH_TELLING:
            print(f"  {group}: {took:.1f} ms")


def _group(module: str) -> str:
    parts = module.split(".")
    if parts[0] == "privacy_wizard":
        return ".".join(parts[:2])
    if parts[0] in ("PySide6", "shiboken6", "shibokensupport"):
        return "PySide6"
    return parts[0] if parts[0] not in sys.stdlib_module_names else "the standard library"


def imports_of(code: str, environment: Mapping[str, str]) -> dict[str, float]:
    """Each module that a process imports, and the milliseconds that it alone took."""
    command = [sys.executable, "-X", "importtime", "-c", code]
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stderr
    rows = [
        line.removeprefix("import time:").split("|") for line in said.splitlines() if line.startswith("import time")
    ]
    return {module.strip(): int(own) / 1000 for own, _all, module in rows if own.strip().isdigit()}


def off_screen(folder: Path) -> str:
    """A screen that the whole window fits on: the one that Qt offers by itself is 800 by 800."""
    screen = {"name": "desk", "x": 0, "y": 0, "width": 1920, "height": 1080, "dpr": 1}
    file = folder / "screen.json"
    file.write_text(json.dumps({"screens": [screen | {"logicalDpi": 96, "logicalBaseDpi": 96}]}))
    return f"offscreen:configfile={file}"


def said_by(code: str, environment: Mapping[str, str]) -> dict[str, Moment]:
    """What a process says up to its end, and when."""
    begun, found = time.perf_counter(), {}
    with subprocess.Popen(
        [sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        for line in process.stdout or ():
            clock = (time.perf_counter() - begun) * 1000
            word, memory, processor = line.split()
            found[word] = Moment(clock=clock, processor=float(processor), memory=float(memory))
    if "painted" not in found:
        sys.exit("A window was not painted; nothing was measured.")
    return found


if __name__ == "__main__":
    main()
