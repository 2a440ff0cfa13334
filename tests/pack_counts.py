"""How much each policy pack asks, before and after: `python -m tests.pack_counts` prints it as a table.

Before is the oldest release that the library keeps; there, every requirement counted.
"""

from collections.abc import Iterator

from privacy_wizard.catalogue import earlier_folders, load_shipped
from privacy_wizard.domain.model import PolicyPack, Requirement
from privacy_wizard.domain.vocabulary import Level

HEAD = "| pack | musts before | core musts | core shoulds | to be told | further | critical |"


def musts(requirements: tuple[Requirement, ...]) -> int:
    """How many of them are rules."""
    return sum(each.level is Level.MUST for each in requirements)


def row(before: PolicyPack, now: PolicyPack) -> str:
    """One line of the table."""
    core = tuple(each for each in now.requirements if each.is_core)
    levels = [each.level for each in core]
    figures = (
        musts(before.requirements),
        *(levels.count(level) for level in (Level.MUST, Level.SHOULD, Level.INFORM)),
        len(now.requirements) - len(core),
        sum(each.is_critical for each in core),
    )
    return f"| `{now.id}` | {' | '.join(map(str, figures))} |"


def table() -> Iterator[str]:
    """The table, line by line, in Markdown."""
    before, now = load_shipped(min(earlier_folders())).packs, load_shipped().packs
    yield HEAD
    yield "|" + " --- |" * (HEAD.count("|") - 1)
    yield from (row(before[name], now[name]) for name in sorted(now))


if __name__ == "__main__":
    print("\n".join(table()))
