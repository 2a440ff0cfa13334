"""From starting the process to the first painted page, against a bare PySide6 window, in turns, without a display.

Aims: at most 2.0 times the time, and at most 1.5 times the memory at that moment.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from timing import alternating, busy, shown, verdict

AIM_TIME, AIM_MEMORY = 2.0, 1.5
ROUNDS = 15

# Both say "painted" and how much memory they hold, once their window has been painted as a whole; then they end.
TELL = """
import os, sys
from PySide6.QtCore import QEvent, QObject, QTimer

def resident():
    try:
        with open("/proc/self/statm") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0

def tell():
    print("painted", resident(), flush=True)
    os._exit(0)

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, tell)  # after this round of painting
        return False
"""
BARE = (
    TELL
    + """
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
app = QApplication(sys.argv[:1])
window, watch = QMainWindow(), Watch()
window.setCentralWidget(QLabel("Hello"))
window.resize(1080, 760)
window.installEventFilter(watch)
window.show()
app.exec()
"""
)
WIZARD = (
    TELL
    + """
from privacy_wizard.ui import window
from privacy_wizard.bootstrap import main
watch, build = Watch(), window.build
def watched(*arguments):
    pilot = build(*arguments)
    pilot.shell.installEventFilter(watch)
    return pilot
window.build = watched
main([])
"""
)


def main() -> None:
    """Print both, and the two ratios."""
    print(busy())
    memory: dict[str, list[float]] = {BARE: [], WIZARD: []}
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "QT_QPA_PLATFORM": off_screen(Path(home)), "PRIVACY_WIZARD_HOME": home}

        def start(code: str) -> float:
            took, resident = painted(code, environment)
            memory[code].append(resident)
            return took

        bare, wizard = alternating([lambda: start(BARE), lambda: start(WIZARD)], ROUNDS, warm_up=2)
    times = median(wizard) / median(bare)
    print(f"bare window: {shown(bare)}")
    print(f"wizard: {shown(wizard)}; {times:.2f} times the bare window; aim {AIM_TIME} {verdict(times <= AIM_TIME)}")
    of_bare, of_wizard = (median(memory[code]) for code in (BARE, WIZARD))
    if not of_bare:
        print("memory: not measured on this system")
        return
    more = of_wizard / of_bare
    print(
        f"memory at the first page: bare {of_bare / 1e6:.0f} MB, wizard {of_wizard / 1e6:.0f} MB; "
        f"{more:.2f} times; aim {AIM_MEMORY} {verdict(more <= AIM_MEMORY)}"
    )


def off_screen(folder: Path) -> str:
    """A screen that the whole window fits on: the one that Qt offers by itself is 800 by 800."""
    screen = {"name": "desk", "x": 0, "y": 0, "width": 1920, "height": 1080, "dpr": 1}
    file = folder / "screen.json"
    file.write_text(json.dumps({"screens": [screen | {"logicalDpi": 96, "logicalBaseDpi": 96}]}))
    return f"offscreen:configfile={file}"


def painted(code: str, environment: dict[str, str]) -> tuple[float, float]:
    """How long a process took to its first painted window, in milliseconds, and the bytes it held then."""
    begun = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        line = process.stdout.readline() if process.stdout else ""
        took = (time.perf_counter() - begun) * 1000
        process.communicate(timeout=30)
    if not line.startswith("painted"):
        sys.exit("A window was not painted; nothing was measured.")
    return took, float(line.split()[1])


if __name__ == "__main__":
    main()
