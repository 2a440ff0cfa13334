"""Which checks answer which control of a policy on which platform, and where there is none."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from attrs import frozen

from .expectation import checks_by_control
from .model import Catalogue, Check, Checklist, Control, PolicyPack, Requirement
from .own_statements import own_checks, own_controls
from .vocabulary import Level, ServiceState, Subject


class CoverageMark(StrEnum):
    """How a control stands on one checklist."""

    ANSWERED = "answered"
    LACKS = "lacks it"  # and the checklist says why
    NOT_ASKED = "not asked"  # this kind of control is asked elsewhere
    HOLE = "hole"  # it would be asked, and nothing answers it


@frozen(kw_only=True)
class CoverageCell:
    """A control on one checklist."""

    mark: CoverageMark
    checks: tuple[Check, ...] = ()
    reason: str = ""  # why the platform lacks it


@frozen(kw_only=True)
class Row:
    """A control, the level at which each pack asks for it, and its mark on each checklist."""

    control: Control
    levels: Mapping[str, Level | None]  # by pack; None: it does not ask
    cells: Mapping[str, CoverageCell]  # by checklist


@frozen(kw_only=True)
class Coverage:
    """The table controls × checklists."""

    packs: tuple[PolicyPack, ...]
    checklists: tuple[Checklist, ...]  # the platforms, then accounts run for the school, then the person
    rows: tuple[Row, ...]

    @property
    def holes(self) -> tuple[tuple[Control, Checklist], ...]:
        """What is asked but cannot be answered."""
        return tuple(
            (row.control, checklist)
            for row in self.rows
            for checklist in self.checklists
            if row.cells[checklist.id].mark is CoverageMark.HOLE
        )


def coverage(catalogue: Catalogue, packs: Sequence[PolicyPack], platforms: Sequence[str] = ()) -> Coverage:
    """The table for these packs, in the controls' order; without `platforms`, on all of them."""
    asked = {pack.id: {each.control.id: each for each in pack.requirements} for pack in packs}
    lists = _columns(catalogue, platforms)
    shared = tuple(each for each in catalogue.checklists.values() if each.every_account)
    own = tuple(check for pack in packs for check in own_checks(pack))
    answering = {each.id: _answering(each, shared, own) for each in lists}
    return Coverage(
        packs=tuple(packs),
        checklists=lists,
        rows=tuple(
            Row(
                control=control,
                levels={pack: _level(requirements.get(control.id)) for pack, requirements in asked.items()},
                cells={each.id: _cell(control, each, answering[each.id]) for each in lists},
            )
            for control in _controls(catalogue, packs)
            if any(control.id in requirements for requirements in asked.values())
        ),
    )


def _columns(catalogue: Catalogue, platforms: Sequence[str]) -> tuple[Checklist, ...]:
    order = (Subject.PERSONAL_ACCOUNT, Subject.OFFICIAL_ACCOUNT, Subject.PERSON)
    found = [each for each in catalogue.checklists.values() if not each.every_account]
    if platforms:
        found = [each for each in found if each.id in platforms or each.subject is not Subject.PERSONAL_ACCOUNT]
    return tuple(sorted(found, key=lambda each: (order.index(each.subject), each.title.casefold())))


def _controls(catalogue: Catalogue, packs: Sequence[PolicyPack]) -> tuple[Control, ...]:
    """Those of the library, then those that only one of the policies has."""
    own = {control.id: control for pack in packs for control in own_controls(pack)}
    return (*catalogue.controls.values(), *own.values())


def _answering(
    checklist: Checklist, shared: tuple[Checklist, ...], own: tuple[Check, ...]
) -> Mapping[str, tuple[Check, ...]]:
    """`own` are the policies' own questions, which the person is asked."""
    is_used = checklist.subject is Subject.PERSONAL_ACCOUNT and checklist.state is not ServiceState.CLOSED
    lists = (checklist, *(shared if is_used else ()))
    asked = tuple(check for each in lists for check in each.checks)
    return checks_by_control(asked + (own if checklist.subject is Subject.PERSON else ()))


def _level(requirement: Requirement | None) -> Level | None:
    return requirement.level if requirement is not None else None


def _cell(control: Control, checklist: Checklist, answering: Mapping[str, tuple[Check, ...]]) -> CoverageCell:
    if control.kind.subject is not checklist.subject:
        return CoverageCell(mark=CoverageMark.NOT_ASKED)
    checks = answering.get(control.id, ())
    if checks:
        return CoverageCell(mark=CoverageMark.ANSWERED, checks=checks)
    reason = lack_of(checklist, control)
    return CoverageCell(mark=CoverageMark.LACKS, reason=reason) if reason else CoverageCell(mark=CoverageMark.HOLE)


def lack_of(checklist: Checklist, control: Control) -> str:
    """Why a platform cannot answer a control, according to its checklist; empty if it does not say."""
    said = next((lack.reason for lack in checklist.lacks if lack.control == control.id), "")
    if said or checklist.state is not ServiceState.CLOSED:
        return said
    return checklist.nothing_else or (checklist.status.summary if checklist.status is not None else "")
