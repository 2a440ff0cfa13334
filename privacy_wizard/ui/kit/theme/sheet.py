"""The one style sheet, filled in from the tokens and the type scale."""

from functools import cache
from string import Template

from attrs import asdict

from ....system.shipped import resource
from .fonts import TypeStep, points_of
from .tokens import Tokens


@cache
def _template() -> Template:
    return Template(resource("styles", "wizard.qss").read_text(encoding="utf-8"))


def style_sheet(tokens: Tokens) -> str:
    """The sheet of a scheme at the text size in force. A token that the sheet misspells raises KeyError."""
    sizes = {f"pt_{step.name.lower()}": f"{points_of(step):.2f}pt" for step in TypeStep}
    icons = {"icons": resource("icons").as_posix()}
    moods = ("good", "warn", "bad")
    edges = {f"edge_{mood}": getattr(tokens, mood if tokens.is_high else f"{mood}_soft") for mood in moods}
    edges["edge_info"] = tokens.accent if tokens.is_high else tokens.accent_soft
    return _template().substitute(asdict(tokens) | sizes | icons | edges)
