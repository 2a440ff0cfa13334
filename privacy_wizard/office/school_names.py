"""Attestations that use another name for the school: one question for all of them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress

from attrs import frozen

from ..attestation.reasons import Reason
from ..domain.likeness import Likeness, likeness
from ..register import SchoolRegister
from ..register.errors import DocumentLost
from .declaration_reader import stated


@frozen(kw_only=True)
class SchoolNames:
    """Attestations waiting for a decision, by the name they use for the school; `own` are the names in the school's
    profile.
    """

    own: Sequence[str]
    also: Sequence[str]  # that were recorded as the school's besides
    called: Mapping[str, Sequence[str]]  # name → attestations that were held back for it

    @property
    def unknown(self) -> Mapping[str, Sequence[str]]:
        """Those that may or may not be meant for this school."""
        return {name: held for name, held in self.called.items() if not self._is_known(name)}

    @property
    def of_this_school(self) -> Collection[str]:
        """Attestations whose name for the school has since become one of its own."""
        return {each for name, held in self.called.items() if self._is_known(name) for each in held}

    def _is_known(self, name: str) -> bool:
        return any(likeness(each, name) is Likeness.SAME for each in (*self.own, *self.also))


def school_names(register: SchoolRegister, own: Sequence[str]) -> SchoolNames:
    """Reads a file for each one held back because of the name. Raises RegisterTrouble."""
    called: defaultdict[str, list[str]] = defaultdict(list)
    for row in register.attestations.waiting():
        if Reason.OTHER_SCHOOL not in row.reasons or row.on_paper:
            continue
        with suppress(DocumentLost):
            found = stated(register.document(row.attestation))
            if found is not None:
                called[" ".join(found.school.name.split())].append(row.attestation)
    return SchoolNames(own=own, also=register.also_called(), called=called)
