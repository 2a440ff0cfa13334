"""Connections that may be on the school's protected list, as pointers; slow on purpose."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...evidence.matching.matches import MatchStrength, match_reason, matches
from .connection import Connection
from .pointers import Pointer, PointerReason, Pointers

if TYPE_CHECKING:
    from ...domain.protected_list import ProtectedList
    from ...system.progress import WorkProgress

_OF_100 = {MatchStrength.STRONG: 90, MatchStrength.FAIR: 60, MatchStrength.WEAK: 30}


def on_the_protected_list(
    protected: "ProtectedList", connections: Sequence[Connection], progress: "WorkProgress"
) -> Pointers:
    """The connections found in the list, each with how they matched. Raises MatchingStopped."""
    found = matches(protected, [each.exported for each in connections], progress)
    return {
        connections[at].key: Pointer(
            reason=PointerReason.PROTECTED_LIST, words=match_reason(match), strength=_OF_100[match.strength]
        )
        for at, match in found.items()
    }
