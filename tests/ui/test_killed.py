"""The window is killed at any moment, as by a power cut, and started again: nothing that was answered is lost."""

import json
import os
import random
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.ui import contexts
from tests.ui.killed_child import GONE

ROOT = Path(__file__).parents[2]
KILLS = 3


def wizard_in(home: Path) -> "subprocess.Popen[str]":
    environment = {**os.environ, "PRIVACY_WIZARD_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.ui.killed_child"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True}
    return subprocess.Popen(command, cwd=ROOT, env=environment, **pipes)


def lines_until_killed(program: "subprocess.Popen[str]", after: int) -> list[dict[str, Any]]:
    """What a window said up to its death, some time after its line of that number."""
    assert program.stdin is not None
    assert program.stdout is not None
    print("start", file=program.stdin, flush=True)
    window = int(program.stdout.readline())
    said = [program.stdout.readline() for _line in range(after)]
    os.kill(window, signal.SIGKILL)  # it goes on while this line is read: the moment is any
    *more, _cut_off = iter(program.stdout.readline, f"{GONE}\n")
    return [json.loads(line) for line in said + more]


@pytest.mark.skipif(os.name != "posix", reason="a process cannot be killed this way here")
def test_a_window_that_is_killed_again_and_again_resumes_at_the_same_question_with_every_answer(tmp_path: Path) -> None:
    context = contexts.context_with_school(tmp_path, "helsby-hillside-primary-2023")
    for platform in ("instagram", "whatsapp", "tiktok", "facebook", "snapchat", "youtube"):
        context.session.add_account(platform)
    step = context.session.steps[4]
    context.session.move_to(step, context.session.interview.pages_at(step)[0].keys[0])
    context.session.keep_place()
    chance = random.Random(20)
    told: dict[str, str] = {}
    places = [list(context.session.interview.pages_at(step)[0].keys[0])]
    context.session.begin()  # it lets the draft go, which one window at a time has open
    with wizard_in(tmp_path) as program:
        heard = [lines_until_killed(program, chance.randint(2, 12)) for _kill in range(KILLS)]
    for resumed, *said in heard:
        assert resumed["event"] == "resumed"
        unheard = resumed["answers"].keys() - told.keys()
        assert resumed["answers"].items() >= told.items()
        assert len({key.partition("/")[0] for key in unheard}) <= 1  # saved, and killed before it was said
        saved = [[check, None if account == "None" else account] for check, account in (k.split("/") for k in unheard)]
        assert resumed["question"] in [*places, *saved]
        assert resumed["question"] in resumed["shown"]
        told = resumed["answers"] | {each["key"]: each["answer"] for each in said if each["event"] == "answered"}
        # A page that was just turned is remembered a moment after it is painted: until then, the one before.
        places = [each["question"] for each in [resumed, *said]][-2:]
    assert len(told) > KILLS
    assert not list((tmp_path / "audits").glob("set-aside/*"))
