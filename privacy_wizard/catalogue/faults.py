"""What is wrong with a checklist library, at its address."""

from collections.abc import Iterable

from attrs import frozen

Path = tuple[str | int, ...]
"""Where a value stands in its file: ("checks", 3, "options", 1)."""


@frozen(order=True)
class Fault:
    """One thing wrong with one file; prints as ``platforms/x.yaml:42 checks[3].options[1]: sentence``."""

    file: str  # relative to the library's folder, with forward slashes
    line: int  # from 1
    path: str  # "checks[3].options[1]"; empty for the file as a whole
    sentence: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" + (f" {self.path}" if self.path else "")
        return f"{place}: {self.sentence}"


class CatalogueFaults(Exception):
    """A library was refused; ``faults`` has everything that is wrong with it, in file and line order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


def spell(path: Path) -> str:
    """A path as people read it: ``checks[3].options[1]``."""
    parts = (f"[{step}]" if isinstance(step, int) else f".{shown(step)}" for step in path)
    return "".join(parts).removeprefix(".")


def shown(text: str, limit: int = 60) -> str:
    """Text from an outside file, made safe for a terminal and short."""
    cut = text if len(text) <= limit else text[: limit - 1] + "…"
    return "".join(char if char.isprintable() else "�" for char in cut)
