"""The checks of earlier releases, which tell what an old answer meant."""

from ..catalogue import earlier_folders, load_shipped
from ..domain.checklist_index import LazyChecks


def earlier_checks() -> tuple[LazyChecks, ...]:
    """Of each release that is kept, the newest first. Slow when first asked for."""
    return tuple(LazyChecks(load_shipped(folder)) for folder in earlier_folders())
