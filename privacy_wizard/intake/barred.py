"""What waits and cannot be accepted as it is, by why: several are settled at once, by an update or by asking again."""

from collections.abc import Sequence
from enum import Enum

from attrs import frozen

from ..attestation.reasons import Reason
from ..domain.register_views import AttestationRow
from ..register import SchoolRegister
from .sentences import Rule


class BarredBy(Enum):
    """Why nobody may accept it here: of several, the one that stands first here is told."""

    WITHDRAWN = frozenset((Reason.WITHDRAWN,))
    NEWER_PROGRAM = frozenset((Reason.UNKNOWN_LAYOUT, Reason.UNKNOWN_WORDING, Reason.UNKNOWN_RULES))
    OTHER_QUESTIONS = frozenset((Reason.UNKNOWN_CHECKLIST,))
    OTHER_POLICY_VERSION = frozenset((Reason.UNKNOWN_POLICY,))

    @property
    def may_end_with_update(self) -> bool:
        """Whether a newer program may have what this one lacks."""
        return self is not BarredBy.WITHDRAWN

    @property
    def may_end_with_asking(self) -> bool:
        """Whether the same person may make one that can be accepted; not while their program is the newer one."""
        return self is not BarredBy.NEWER_PROGRAM


@frozen(kw_only=True)
class Barred:
    """What waits of people who are known and is barred alike."""

    bar: BarredBy
    waiting: Sequence[AttestationRow]  # the last received first


def barred(register: SchoolRegister) -> Sequence[Barred]:
    """Those with most first, without those made under another policy: these are asked about by `other_policy`.

    Raises RegisterTrouble.
    """
    found: dict[BarredBy, list[AttestationRow]] = {bar: [] for bar in BarredBy}
    for row in register.attestations.waiting():
        bar = _bar(row)
        if bar is not None and row.person is not None and Rule.OTHER_POLICY not in row.reasons:
            found[bar].append(row)
    told = [Barred(bar=bar, waiting=rows) for bar, rows in found.items() if rows]
    return sorted(told, key=lambda each: -len(each.waiting))


def _bar(row: AttestationRow) -> BarredBy | None:
    return next((bar for bar in BarredBy if not bar.value.isdisjoint(row.reasons)), None)
