"""What an audit must answer, determined by pack, checklists, person and accounts before the first answer."""

from collections.abc import Iterable, Iterator, Mapping

from attrs import evolve, frozen

from .audit import OTHER, Account, Declaration
from .checklist_index import heads
from .model import Catalogue, Check, Checklist, PolicyPack, Requirement
from .own_statements import own_checks
from .vocabulary import AccountKind, ServiceState, Subject


@frozen(kw_only=True)
class Expected:
    """One (requirement, account) pair and the checks that answer it; without checks, the platform lacks the feature."""

    requirement: Requirement
    account: Account | None
    checks: tuple[Check, ...]


@frozen(kw_only=True)
class ExpectedSet:
    """The pairs that an audit must answer, and those offered beyond them."""

    core: tuple[Expected, ...]  # alone decides score and outcome
    further: tuple[Expected, ...]

    @property
    def all(self) -> tuple[Expected, ...]:
        """The core first."""
        return self.core + self.further


def applicable_requirements(pack: PolicyPack, declaration: Declaration) -> tuple[Requirement, ...]:
    """The pack's requirements for this kind of person, in the pack's order."""
    kind = declaration.person.kind
    return tuple(r for r in pack.requirements if not r.people or kind in r.people)


def checklists_for(catalogue: Catalogue, account: Account | None) -> tuple[Checklist, ...]:
    """The checklists that an account, or with None the person, is asked."""
    known, take = heads(catalogue), catalogue.checklists.__getitem__
    if account is None:
        return tuple(take(head.id) for head in known.values() if head.subject is Subject.PERSON)
    if account.kind is AccountKind.OFFICIAL:
        return tuple(take(head.id) for head in known.values() if head.subject is Subject.OFFICIAL_ACCOUNT)
    own = take(account.checklist)
    if own.state is ServiceState.CLOSED:
        if not account.shown_as_other:  # nobody posts there any more: what every account is asked has no sense
            return (own,)
        # Who reads "Another platform" cannot see that it has closed, so nothing may be left out for that.
        own = take(OTHER) if OTHER in known else own
    return (own, *(take(head.id) for head in known.values() if head.every_account))


def checks_asked(
    catalogue: Catalogue, pack: PolicyPack, account: Account | None, *, named_or_all: bool = True
) -> tuple[Check, ...]:
    """All that may be asked of an account, or with None of the person, who is asked the policy's own statements too.

    `named_or_all` is false only for the first rules, under which an account that is not named could go unasked.
    """
    shared = _of_its_checklists(catalogue, account)
    if account is None:
        return (*shared, *own_checks(pack))
    return (*shared, *(_asked_of_all(catalogue, shared) if named_or_all and account.shown_as_other else ()))


def _of_its_checklists(catalogue: Catalogue, account: Account | None) -> tuple[Check, ...]:
    """What a service asks in its own words takes the place of what is asked of every account."""
    checklists = checklists_for(catalogue, account)
    own = {check.control for each in checklists if not each.every_account for check in each.checks if check.control}
    return tuple(
        check
        for checklist in checklists
        for check in checklist.checks
        if not (checklist.every_account and check.control in own)
    )


def _asked_of_all(catalogue: Catalogue, asked: Iterable[Check]) -> Iterator[Check]:
    """In general words, what an account's own checklist leaves out.

    Who reads "Another platform" cannot see which service lacks a thing, so its owner says so, and signs it.
    """
    if OTHER in heads(catalogue):
        answered = {check.control for check in asked}
        yield from (check for check in catalogue.checklists[OTHER].checks if check.control not in answered)


def subjects_of(declaration: Declaration, subject: Subject) -> tuple[Account | None, ...]:
    """The accounts (or None for the person) to which a requirement on this subject applies."""
    if subject is Subject.PERSON:
        return (None,)
    wanted = AccountKind.OFFICIAL if subject is Subject.OFFICIAL_ACCOUNT else AccountKind.PERSONAL
    return tuple(a for a in declaration.accounts if a.kind is wanted)


def expected_set(catalogue: Catalogue, declaration: Declaration) -> ExpectedSet:
    """All pairs of an audit, musts first, then in the pack's order."""
    pairs = tuple(_pairs(catalogue, declaration))
    return ExpectedSet(
        core=tuple(pair for pair in pairs if pair.requirement.is_core),
        further=tuple(pair for pair in pairs if not pair.requirement.is_core),
    )


def _pairs(catalogue: Catalogue, declaration: Declaration) -> Iterator[Expected]:
    pack = catalogue.packs[declaration.pack]
    requirements = applicable_requirements(pack, declaration)
    answering: dict[str | None, Mapping[str, tuple[Check, ...]]] = {}
    titles: dict[str | None, Mapping[str, str]] = {}
    for requirement in sorted(requirements, key=lambda r: r.level.rank):
        for account in subjects_of(declaration, requirement.control.kind.subject):
            key = account.id if account else None
            if key not in answering:
                answering[key] = checks_by_control(checks_asked(catalogue, pack, account))
                titles[key] = _own_titles(catalogue, account)
            checks = answering[key].get(requirement.control.id, ())
            yield Expected(requirement=_as_called(requirement, titles[key]), account=account, checks=checks)


def _own_titles(catalogue: Catalogue, account: Account | None) -> Mapping[str, str]:
    """What a platform calls the controls of which it asks something else; one that is not named, as any platform."""
    if account is None or account.kind is AccountKind.OFFICIAL:
        return {}
    shown = OTHER if account.shown_as_other else account.checklist
    own = catalogue.checklists[shown].titles if shown in catalogue.checklists else ()
    return {each.control: each.title for each in own}


def _as_called(requirement: Requirement, titles: Mapping[str, str]) -> Requirement:
    title = titles.get(requirement.control.id)
    return requirement if title is None else evolve(requirement, control=evolve(requirement.control, title=title))


def checks_by_control(checks: Iterable[Check]) -> Mapping[str, tuple[Check, ...]]:
    """The checks that answer each control, in their order."""
    found: dict[str, tuple[Check, ...]] = {}
    for check in checks:
        if check.control is not None:
            found[check.control] = (*found.get(check.control, ()), check)
    return found
