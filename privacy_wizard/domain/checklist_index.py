"""Checklists that are read when they are first asked for, and what is known of each without reading it.

A library has some fifty checklists and a person five accounts: whoever needs one takes that one from
`catalogue.checklists`; whoever needs a list of them all takes `heads`.
"""

from collections.abc import Callable, Iterator, Mapping

from attrs import frozen

from .model import Catalogue, Check, Checklist
from .own_statements import own_checks
from .vocabulary import ServiceGroup, ServiceState, Subject


@frozen(kw_only=True)
class ChecklistHead:
    """What a list shows of a checklist."""

    id: str
    title: str
    subject: Subject
    version: str
    sha256: str
    also_known_as: tuple[str, ...] = ()
    every_account: bool = False
    group: ServiceGroup = ServiceGroup.OTHER
    state: ServiceState = ServiceState.OPEN
    answers: tuple[str, ...] = ()  # the controls that its checks answer, in their order
    successors: tuple[tuple[str, str], ...] = ()  # (an earlier check, one that took it over)

    @property
    def is_platform(self) -> bool:
        """Whether somebody can have a personal account there."""
        return self.subject is Subject.PERSONAL_ACCOUNT and not self.every_account


class LazyChecklists(Mapping[str, Checklist]):
    """Checklists by identifier; `read` makes one when it is first asked for."""

    def __init__(self, heads: Mapping[str, ChecklistHead], read: Callable[[str], Checklist]) -> None:
        self.heads = heads
        self._read = read
        self._taken: dict[str, Checklist] = {}

    def __getitem__(self, identifier: str) -> Checklist:
        if identifier not in self.heads:
            raise KeyError(identifier)
        if identifier not in self._taken:
            self._taken[identifier] = self._read(identifier)
        return self._taken[identifier]

    def __contains__(self, identifier: object) -> bool:
        return identifier in self.heads

    def __iter__(self) -> Iterator[str]:
        return iter(self.heads)

    def __len__(self) -> int:
        return len(self.heads)


def checklist_of(check: str) -> str:
    """The checklist that asks a check: its identifier begins with it."""
    return check.partition(".")[0]


class LazyChecks(Mapping[str, Check]):
    """Every check by identifier; its checklist, which the identifier begins with, is read when it is asked for.

    What a policy alone asks is found as well: there the identifier begins with the policy's.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._checklists, self._packs = catalogue.checklists, catalogue.packs
        self._found: dict[str, dict[str, Check]] = {}

    def __getitem__(self, identifier: str) -> Check:
        return self._of(checklist_of(identifier))[identifier]

    def _of(self, checklist: str) -> dict[str, Check]:
        if checklist not in self._found:
            pack = self._packs.get(checklist)
            checks = own_checks(pack) if pack is not None else self._checklists[checklist].checks
            self._found[checklist] = {check.id: check for check in checks}
        return self._found[checklist]

    def __iter__(self) -> Iterator[str]:
        return (check for name in (*self._checklists, *self._packs) for check in self._of(name))

    def __len__(self) -> int:
        return sum(len(self._of(name)) for name in (*self._checklists, *self._packs))


def heads(catalogue: Catalogue) -> Mapping[str, ChecklistHead]:
    """Of every checklist, by identifier, without reading any that need not be read."""
    checklists = catalogue.checklists
    if isinstance(checklists, LazyChecklists):
        return checklists.heads
    return {checklist.id: head_of(checklist) for checklist in checklists.values()}


def platforms(catalogue: Catalogue) -> tuple[ChecklistHead, ...]:
    """The services on which somebody can have an account of their own, "other" among them."""
    return tuple(head for head in heads(catalogue).values() if head.is_platform)


def head_of(checklist: Checklist) -> ChecklistHead:
    """What a list shows of it."""
    return ChecklistHead(
        id=checklist.id,
        title=checklist.title,
        subject=checklist.subject,
        version=checklist.version,
        sha256=checklist.sha256,
        also_known_as=checklist.also_known_as,
        every_account=checklist.every_account,
        group=checklist.group,
        state=checklist.state,
        answers=tuple(dict.fromkeys(check.control for check in checklist.checks if check.control is not None)),
        successors=tuple((old, check.id) for check in checklist.checks for old in check.replaces),
    )


def successors(catalogue: Catalogue) -> Mapping[str, tuple[str, ...]]:
    """By the identifier of an earlier check: those that took it over; several where it was split."""
    found: dict[str, tuple[str, ...]] = {}
    for head in heads(catalogue).values():
        for old, new in head.successors:
            found[old] = (*found.get(old, ()), new)
    return found
