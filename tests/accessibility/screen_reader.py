"""What a screen reader hears, and what it can do: run by Debian's Python, on a display of its own.

    screen_reader.py PYTHON HOME

Starts the wizard, walks through a whole audit by AT-SPI actions alone, signs it, and prints every page that it met as
JSON.
"""

import contextlib
import json
import os
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

warnings.simplefilter("ignore")  # gi calls half of its own functions deprecated

import gi  # noqa: E402

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

ANSWERED = {
    "screening": "First questions",
    "people": "People you are connected with",
    "account": "Instagram",
    "conduct": "How you use social media",
    "acknowledgements": "What your policy asks of you",
}
ALSO_ANSWERED = (("radio button", "I looked at it"), ("check box", "I have been told"))
PATIENCE = 15.0  # seconds for anything to appear
LAUNCHER = "/usr/libexec/at-spi-bus-launcher"
SECRET = "lemon teapot gravel windmill"
Node = Any  # Atspi.Accessible
Told = dict[str, Any]  # what is said of one node
_RENAMED = {"button": "push button"}  # by at-spi 2.56


def main(python: str, home: str) -> None:
    pages: dict[str, list[Told]] = {}
    with running(LAUNCHER, "--launch-immediately"), running("openbox"), wizard(python, home) as reader:
        walk_a_new_audit(reader, pages)
    print(json.dumps(pages))


def walk_a_new_audit(reader: "Reader", pages: dict[str, list[Told]]) -> None:
    pages["welcome"] = reader.page()
    reader.act("push button", "Start a new audit")
    pages["you"] = reader.page(heading="About you")
    reader.write("Your full name", "Sam Lee")
    reader.write("Your role", "Class teacher")
    reader.act("radio button", "Governor")
    reader.act("radio button", "Induction")
    pages["you, answered"] = reader.page(heading="About you")
    reader.act("push button", "Continue")
    reader.page(heading="Your school and its policy")
    reader.write("Name of your school", "Hill Street School")
    reader.act("radio button", "Bradley Primary School")
    pages["school"] = reader.page(heading="Your school and its policy")
    reader.act("push button", "Continue")
    reader.page(heading="Your accounts")
    reader.act("check box", "Instagram")
    pages["accounts"] = reader.page(heading="Your accounts")
    reader.act("push button", "Continue")
    reader.page(heading="First questions")
    for name, heading in ANSWERED.items():
        pages[name] = reader.answer_until(heading)
        pages[f"{name}, answered"] = reader.answer_this_page()
    pages["results"] = reader.answer_until("Your results")
    sign(reader, pages)


def sign(reader: "Reader", pages: dict[str, list[Told]]) -> None:
    reader.act("push button", "Go to signing")
    reader.page(heading="Read and sign")
    reader.act("radio button", "Type it")
    reader.write("Your full name, as your signature", "Sam Lee")
    reader.write("Choose a passphrase", SECRET)
    reader.write("Type it again", SECRET)
    pages["sign"] = reader.page(heading="Read and sign")
    reader.act("push button", "Sign")
    pages["done"] = reader.page(heading="Hand it in")


@contextmanager
def running(*command: str, **environment: str) -> Iterator["subprocess.Popen[bytes]"]:
    """A program for as long as it is needed; it ends by its own id."""
    program = subprocess.Popen(command, env={**os.environ, **environment}, stdout=sys.stderr)
    try:
        yield program
    finally:
        program.terminate()
        try:
            program.wait(5)
        except subprocess.TimeoutExpired:
            program.kill()
            program.wait()


@contextmanager
def wizard(python: str, home: str) -> Iterator["Reader"]:
    with running(python, "-m", "privacy_wizard", PRIVACY_WIZARD_HOME=home) as program:
        yield Reader(program.pid)


def awaited(found: Callable[[], Any], what: str) -> Any:
    """Ask until there is an answer. What is gone by the time it is asked about counts as not there yet."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with contextlib.suppress(GLib.Error):
            if answer := found():
                return answer
        time.sleep(0.02)  # between two questions, so that the program has time for more than answers
    raise SystemExit(f"Not there after {PATIENCE} seconds: {what}")


class Reader:
    """Reads one running program, always anew."""

    def __init__(self, process: int) -> None:
        self._app = awaited(lambda: self._find(process), "the program")
        # To ask for anything again costs three programs their time: roles and parents stay, what was met often does.
        self._roles: dict[Node, str] = {}
        self._parents: dict[Node, Node] = {}
        self._met: dict[tuple[str, str], Node] = {}
        self._before: list[tuple[str, str]] = []  # the roles and names of the last walk

    def _find(self, process: int) -> Node | None:
        desktop = Atspi.get_desktop(0)
        desktop.clear_cache()
        every = (desktop.get_child_at_index(at) for at in range(desktop.get_child_count()))
        found = next((each for each in every if each is not None and each.get_process_id() == process), None)
        if found is None or found.get_child_count() == 0:
            return None
        found.set_cache_mask(Atspi.Cache.NONE)
        return found

    def page(self, heading: str = "") -> list[Told]:
        """Everything that is shown, once that heading is."""
        return awaited(lambda: self._page(heading), f"the page {heading!r}")

    def _page(self, heading: str) -> list[Told]:
        nodes = [told for _node, told in self._everything()]
        headings = [each["name"] for each in nodes if each["role"] == "heading"]
        return nodes if headings and (not heading or _unnumbered(headings[0]) == heading) else []

    def _everything(self) -> list[tuple[Node, Told]]:
        shown, before = self._all(), None
        while shown != before:  # a page that changes between two questions would be told half as it was
            checkable, checked = self._all(Atspi.StateType.CHECKABLE), self._all(Atspi.StateType.CHECKED)
            before, shown = shown, self._all()
        inside: dict[Node, tuple[str, ...]] = {self._app: ()}  # the groups around what each holds
        found = []
        for node in shown:
            if self._parents.get(node) not in inside:  # met for the first time, or put elsewhere
                self._parents[node] = node.get_parent()
            role, groups = self._role(node), inside.get(self._parents[node])
            if groups is None:  # within something that is not shown
                continue
            name = node.get_name() if role != "filler" else ""
            inside[node] = (*groups, name) if role in ("panel", "grouping") and name else groups
            states = {"checkable": node in checkable, "checked": node in checked}
            found.append((node, {"role": role, "name": name, "groups": list(groups), **states}))
        self._before = _names([told for _node, told in found])
        self._met = {(told["role"], told["name"]): node for node, told in reversed(found)}
        return found

    def _all(self, *states: Atspi.StateType) -> list[Node]:
        """All that is shown and in these states, from the top to the end: one question instead of one for each."""
        every, wanted = Atspi.CollectionMatchType.ALL, Atspi.StateSet.new([Atspi.StateType.SHOWING, *states])
        rule = Atspi.MatchRule.new(wanted, every, {}, every, [], every, [], every, False)
        return Atspi.Collection.get_matches(self._app, rule, Atspi.CollectionSortOrder.CANONICAL, 0, True)

    def _role(self, node: Node) -> str:
        if node not in self._roles:
            told = node.get_role_name()
            self._roles[node] = _RENAMED.get(told, told)
        return self._roles[node]

    def act(self, role: str, name: str) -> None:
        """Do what a screen reader's user does with Enter or Space."""

        def done() -> bool:
            node = self._named(role, name)
            return node is not None and _press(node)

        awaited(done, f"{role} {name!r}")

    def _named(self, role: str, name: str) -> Node | None:
        met = self._met.pop((role, name), None)
        if met is not None and _can_be_used(met):
            return met
        fitting = (node for node, told in self._everything() if told["role"] == role and told["name"] == name)
        return next((node for node in fitting if _can_be_used(node)), None)

    def write(self, name: str, words: str) -> None:
        """Put words into a field, and see that they are there."""

        def field() -> Node | None:
            shown = self._everything()
            return next((n for n, t in shown if t["name"] == name and t["role"] in ("text", "password text")), None)

        Atspi.EditableText.set_text_contents(awaited(field, f"the field {name!r}"), words)
        awaited(lambda: Atspi.Text.get_character_count(field()) == len(words), f"{words!r} in {name!r}")

    def answer_this_page(self) -> list[Told]:
        """How it is known where that is asked, the first answer to each question, the box below what is only told.

        Each must say that it is chosen; an answer may bring up further questions. What stands there then.
        """
        return awaited(self._seen_with_all_chosen, "an answer that is not chosen")

    def _seen_with_all_chosen(self) -> list[Told] | None:
        """None where something was not, and was now pressed."""
        shown = self._everything()
        groups: dict[str, list[tuple[Node, Told]]] = {}
        for node, told in shown:
            if _is_answer(told):
                groups.setdefault(told["groups"][-2], []).append((node, told))
            elif (told["role"], told["name"]) in ALSO_ANSWERED:
                groups.setdefault(told["name"], []).append((node, told))
        unchosen = [answers[0][0] for answers in groups.values() if not any(told["checked"] for _n, told in answers)]
        for node in unchosen:
            _press(node)
        return None if unchosen else [told for _node, told in shown]

    def answer_until(self, heading: str) -> list[Told]:
        """Answer and go on until that page is there; what stands on it."""
        seen = self._at_rest(f"the page {heading!r}")
        while _unnumbered(_heading_of(seen)) != heading:
            left = _heading_of(self.answer_this_page())
            self.act("push button", "Continue")
            seen = self._at_rest(f"what comes after {left!r}", left)
        return seen

    def _at_rest(self, what: str, left: str = "") -> list[Told]:
        """What stands there once it stays: on its way from one page to the next, a window shows something of both."""

        def as_before() -> list[Told] | None:
            before, found = self._before, [told for _node, told in self._everything()]
            return found if self._before == before and _heading_of(found) != left else None

        return awaited(as_before, what)


def _names(seen: list[Told]) -> list[tuple[str, str]]:
    """Answered or not."""
    return [(told["role"], told["name"]) for told in seen]


def _heading_of(seen: list[Told]) -> str:
    return next((told["name"] for told in seen if told["role"] == "heading"), "")


def _unnumbered(heading: str) -> str:
    """Of several pages of one title the first is meant: "Instagram, 1 of 2"."""
    return heading.partition(", 1\u00a0of\u00a0")[0]


def _is_answer(told: Told) -> bool:
    return told["role"] == "radio button" and told["groups"][-1:] == ["Your answer"] and len(told["groups"]) > 1


def _can_be_used(node: Node) -> bool:
    states = node.get_state_set()
    return states.contains(Atspi.StateType.SHOWING) and states.contains(Atspi.StateType.ENABLED)


def _press(node: Node) -> bool:
    names = [Atspi.Action.get_action_name(node, at) for at in range(Atspi.Action.get_n_actions(node))]
    wanted = next((at for at, name in enumerate(names) if name in ("Press", "Toggle")), None)
    return wanted is not None and Atspi.Action.do_action(node, wanted)


if __name__ == "__main__":
    main(*sys.argv[1:])
