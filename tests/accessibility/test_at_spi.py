"""What a screen reader hears of the real program, on a display and a bus of its own; skipped where these are not."""

import ctypes
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from privacy_wizard.drafts import DraftStore
from tests.ui import contexts

ROOT = Path(__file__).parents[2]
SCRIPT = Path(__file__).with_name("screen_reader.py")
DEBIANS_PYTHON = "/usr/bin/python3"
COMMANDS = ("xvfb-run", "xauth", "dbus-run-session", "openbox", "/usr/libexec/at-spi-bus-launcher", DEBIANS_PYTHON)
XCB = ("xcb-cursor.so.0", "xcb-icccm.so.4", "xcb-keysyms.so.1", "xcb-shape.so.0", "xkbcommon-x11.so.0")
CONTROLS = ("push button", "radio button", "check box", "text", "password text", "spin button", "list item", "page tab")
LONGEST = 240  # seconds, on a busy machine
Heard = dict[str, list[dict[str, Any]]]


def lacking() -> str:
    """What a screen reader needs and this system has not; empty where it has all."""
    missing = [name for name in COMMANDS if not shutil.which(name)] + [name for name in XCB if not _loads(name)]
    if missing:
        return ", ".join(missing)
    asked = [DEBIANS_PYTHON, "-c", "import gi; gi.require_version('Atspi', '2.0')"]
    return "" if subprocess.run(asked, capture_output=True, check=False).returncode == 0 else "gir1.2-atspi-2.0"


def _loads(library: str) -> bool:
    try:
        return bool(ctypes.CDLL(f"lib{library}"))
    except OSError:
        return False


def heard_in(folder: Path) -> Heard:
    """Every page by its step, as a list of what is there."""
    display = str(100 + os.getpid() % 800)  # from here on the first that is free: two runs at once must not share one
    command = ["xvfb-run", "-a", "-n", display, "-s", "-screen 0 1280x1024x24", "dbus-run-session", "--"]
    command += [DEBIANS_PYTHON, str(SCRIPT), sys.executable, str(folder)]
    return json.loads(_said(command).splitlines()[-1])  # before it, the bus may say that it runs


def _said(command: list[str]) -> str:
    """What a command prints; it ends with all that it started, whatever happens."""
    given = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "WAYLAND", "DBUS"))}
    surroundings = given | {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "QT_QPA_PLATFORM": "xcb"}
    with subprocess.Popen(  # which closes what it was heard by, even when it took too long
        command,
        cwd=ROOT,
        env=surroundings,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as program:
        try:
            said, complained = program.communicate(timeout=LONGEST)
        finally:
            if program.poll() is None:
                os.killpg(program.pid, signal.SIGKILL)
    assert program.returncode == 0, complained[-3000:]
    return said


def the_wizard_is_walked_to_the_signed_file_by_a_screen_readers_actions_alone(heard: Heard) -> None:
    steps = [name for name in heard if "," not in name]
    assert steps == [
        "welcome",
        "you",
        "school",
        "accounts",
        "screening",
        "people",
        "account",
        "conduct",
        "acknowledgements",
        "results",
        "sign",
        "done",
    ]


def every_page_begins_with_a_heading(heard: Heard) -> None:
    inside = {name: [n for n in nodes if n["role"] in ("heading", *CONTROLS[:-3])] for name, nodes in heard.items()}
    without = [name for name, nodes in inside.items() if not any(n["role"] == "heading" and n["name"] for n in nodes)]
    assert without == []


def every_control_has_a_name(heard: Heard) -> None:
    nameless = {
        (page, node["role"], *node["groups"])
        for page, nodes in heard.items()
        for node in nodes
        if node["role"] in CONTROLS and not node["name"].strip()
    }
    assert nameless == set()


def choices_say_whether_they_are_chosen(heard: Heard) -> None:
    choices = [n for nodes in heard.values() for n in nodes if n["role"] in ("radio button", "check box")]
    assert len(choices) > 50
    assert all(each["checkable"] for each in choices)
    kinds = {n["name"]: n["checked"] for n in heard["you, answered"] if n["role"] == "radio button"}
    assert kinds["Governor"]
    assert not kinds["Employee"]
    assert ("Instagram", True) in {(n["name"], n["checked"]) for n in heard["accounts"] if n["role"] == "check box"}


def every_question_is_a_group_of_its_own_name_around_its_answers(heard: Heard) -> None:
    asked = {check.ask for checklist in contexts.catalogue().checklists.values() for check in checklist.checks}
    topics = tuple(control.topic.ask for control in contexts.catalogue().controls.values() if control.topic)
    for page in ("people", "account", "conduct"):
        answers = [n for n in heard[page] if n["role"] == "radio button" and n["groups"][-1:] == ["Your answer"]]
        assert answers, page
        assert all(n["groups"][-2] in asked or n["groups"][-2].startswith(topics) for n in answers)


def an_answer_given_through_a_screen_reader_is_answered(heard: Heard) -> None:
    groups: dict[str, list[bool]] = {}
    for node in heard["account, answered"]:
        if node["role"] == "radio button" and node["groups"][-1:] == ["Your answer"]:
            groups.setdefault(node["groups"][-2], []).append(node["checked"])
    assert groups
    assert all(sum(chosen) == 1 for chosen in groups.values())


CLAIMS = (
    the_wizard_is_walked_to_the_signed_file_by_a_screen_readers_actions_alone,
    every_page_begins_with_a_heading,
    every_control_has_a_name,
    choices_say_whether_they_are_chosen,
    every_question_is_a_group_of_its_own_name_around_its_answers,
    an_answer_given_through_a_screen_reader_is_answered,
)


def test_a_screen_reader_hears_every_page_and_walks_to_the_signed_file(
    tmp_path: Path, subtests: pytest.Subtests
) -> None:
    """One walk for all claims: it takes about twenty seconds."""
    if missing := lacking():
        pytest.skip(f"no screen reader's surroundings here: {missing} missing")
    heard = heard_in(tmp_path)
    store = DraftStore(tmp_path / "audits")
    with subtests.test("the signed file is kept"):
        (kept,) = store.kept()
        assert store.kept_pdf(kept.id).startswith(b"%PDF")
    for claim in CLAIMS:
        with subtests.test(claim.__name__):
            claim(heard)
