"""What an attestation declares, turned back into values of the domain, and its figures, computed again."""

from collections.abc import Iterator

from attrs import evolve, frozen

from ..domain import checklist_index
from ..domain.audit import OTHER, Account, Declaration, Person, account_identifier
from ..domain.expectation import Expected, checklists_for, expected_set
from ..domain.judgement import Finding, FindingReason
from ..domain.model import Catalogue, Control, Requirement
from ..domain.rules import RULES, JudgementRules
from ..domain.scoring import Gain, xccdf_score
from ..domain.vocabulary import AccountKind, Area, Basis, Kind, ServiceState, Severity, Verdict
from ..i18n import _
from .findings import further
from .reasons import Reason as Why
from .statement import WITHOUT_REVIEW, AreaPart, FindingPart, LeftOutPart, Statement, XccdfPart
from .verify import Doubt


@frozen(kw_only=True)
class Reconstruction:
    """The accounts and the questions that policy and checklists ask about them."""

    catalogue: Catalogue
    accounts: tuple[Account, ...]
    expected: tuple[Expected, ...]

    def could_be(self, account: Account | None) -> tuple[Account | None, ...]:
        """As which platforms an account may have been asked: one shown as another platform may be any."""
        if account is None or account.kind is AccountKind.OFFICIAL or account.checklist != OTHER:
            return (account,)
        ways = (evolve(account, checklist=each) for each in open_platforms(self.catalogue))
        return tuple(evolve(each, shown_as_other=True) if each.checklist != OTHER else each for each in ways)


def platforms(catalogue: Catalogue) -> tuple[str, ...]:
    """The checklists that stand for a platform, without reading them."""
    return tuple(head.id for head in checklist_index.platforms(catalogue))


def open_platforms(catalogue: Catalogue) -> tuple[str, ...]:
    """Those still in service: one that has closed is asked like any other if it is not named."""
    return tuple(head.id for head in checklist_index.platforms(catalogue) if head.state is not ServiceState.CLOSED)


def declared(statement: Statement, catalogue: Catalogue) -> Reconstruction:
    """The questions to be answered, from the shipped policy alone. The policy and the platforms have to be known."""
    person = Person(
        name=statement.person.name,
        role=statement.person.role,
        kind=statement.person.kind,
        identifier=statement.person.identifier,
    )
    accounts = tuple(
        Account(id=part.id, checklist=part.checklist, kind=part.kind, number=part.number) for part in statement.accounts
    )
    declaration = Declaration(
        person=person,
        occasion=statement.occasion,
        pack=statement.policy.id,
        accounts=accounts,
        no_accounts=statement.no_accounts,
    )
    pairs = expected_set(catalogue, declaration)
    expected = pairs.core if statement.further is None else pairs.all
    return Reconstruction(catalogue=catalogue, accounts=accounts, expected=expected)


def unknown_versions(statement: Statement, catalogue: Catalogue) -> Iterator[Doubt]:
    """The policy and the checklists that this computer does not have in the version named."""
    policy, pack = statement.policy, catalogue.packs.get(statement.policy.id)
    if pack is None or (pack.version, pack.sha256) != (policy.version, policy.sha256):
        yield Doubt(reason=Why.UNKNOWN_POLICY, detail=f"{policy.id} {policy.version}")
    for part in statement.checklists:
        own = catalogue.checklists.get(part.id)
        if own is None or (own.version, own.sha256) != (part.version, part.sha256):
            yield Doubt(reason=Why.UNKNOWN_CHECKLIST, detail=f"{part.id} {part.version}")
    for account in statement.accounts:
        if account.checklist not in platforms(catalogue):
            yield Doubt(reason=Why.UNKNOWN_CHECKLIST, detail=account.checklist)


def frame_doubts(statement: Statement, known: Reconstruction) -> Iterator[Doubt]:
    """Whether policy, checklists and accounts are named as the catalogue names them."""
    catalogue, pack = known.catalogue, known.catalogue.packs[statement.policy.id]
    policy = statement.policy
    reviews = (pack.next_review, None) if statement.layout_version in WITHOUT_REVIEW else (pack.next_review,)
    same = (policy.title, policy.issuer, policy.date) == (pack.title, pack.issuer, pack.date)
    if not same or policy.next_review not in reviews:
        yield Doubt(reason=Why.WORDING_DIFFERS, detail=_("policy"))
    if not _are_those_used(statement, known):
        yield Doubt(reason=Why.NOT_THE_EXPECTED_SET, detail=_("checklists"))
    if statement.no_accounts == bool(statement.accounts):
        yield Doubt(reason=Why.NOT_THE_EXPECTED_SET, detail=_("accounts"))
    counted: dict[tuple[str, AccountKind], int] = {}
    for part in statement.accounts:
        number = counted[part.checklist, part.kind] = counted.get((part.checklist, part.kind), 0) + 1
        title = catalogue.checklists[part.checklist].title
        identifier = account_identifier(part.checklist, part.kind, number)
        if (part.id, part.number, part.platform) != (identifier, number, title):
            yield Doubt(reason=Why.WORDING_DIFFERS, detail=part.id)


def _are_those_used(statement: Statement, known: Reconstruction) -> bool:
    """Whether the checklists named are those that the accounts ask for, in their order.

    An account shown as another platform names the common checklist instead of its own; of the others, it may need
    those that every platform needs, or only some of them.
    """
    named, all_of = [part.id for part in statement.checklists], known.catalogue.checklists
    needed, possible = set[str](), set[str]()
    for account in (*known.accounts, None):
        ways = [_named_for(known.catalogue, account, each) for each in known.could_be(account)]
        needed |= set.intersection(*ways)
        possible |= set.union(*ways)
    in_order = named == sorted(set(named)) and needed <= set(named) <= possible
    return in_order and all(part.title == all_of[part.id].title for part in statement.checklists)


def _named_for(catalogue: Catalogue, shown: Account | None, real: Account | None) -> set[str]:
    found = {checklist.id for checklist in checklists_for(catalogue, real)}
    if shown is None or real is None or shown.checklist == real.checklist:
        return found
    return found - {real.checklist} | {shown.checklist}


def score_doubts(statement: Statement) -> Iterator[Doubt]:
    """Where a figure is not the one that the findings give."""
    accounts = {part.id: Account(id=part.id, checklist=part.checklist) for part in statement.accounts}
    parts: tuple[FindingPart | LeftOutPart, ...] = (*statement.findings, *statement.left_out)
    for part in parts:
        if not part.control.startswith(f"{part.area}."):
            yield Doubt(reason=Why.FINDING_WRONG, detail=part.control)
            return
    rules = RULES.get(statement.rules_version)
    if rules is None:
        yield Doubt(reason=Why.UNKNOWN_RULES, detail=statement.rules_version)
        return
    findings = tuple(_finding(part, accounts) for part in parts)
    for part, finding in zip(statement.findings, findings, strict=False):
        if part.weight != finding.weight or part.verdict in (Verdict.NOT_ANSWERED, Verdict.NOT_APPLICABLE):
            yield Doubt(reason=Why.FINDING_WRONG, detail=part.control)
    wrong = [name for name, stated, computed in _figures(statement, findings, rules) if stated != computed]
    wrong += [] if _further_fits(statement) else ["further"]
    yield from (Doubt(reason=Why.SCORE_WRONG, detail=name) for name in wrong)


def _finding(part: FindingPart | LeftOutPart, accounts: dict[str, Account]) -> Finding:
    """The finding as far as the score asks for it."""
    severity = part.severity if isinstance(part, FindingPart) else Severity.LOW
    verdict = part.verdict if isinstance(part, FindingPart) else Verdict.NOT_APPLICABLE
    critical = isinstance(part, FindingPart) and part.critical
    control = Control(
        id=part.control, title=part.title, kind=Kind.SETTING, severity=severity, statement="", critical=critical
    )
    return Finding(
        requirement=Requirement(control=control, level=part.level, clauses=(), summary="", basis=part.basis),
        account=accounts[part.account] if part.account is not None else None,
        verdict=verdict,
        reason=FindingReason.ANSWERED,
    )


def _figures(
    statement: Statement, findings: tuple[Finding, ...], rules: JudgementRules
) -> Iterator[tuple[str, object, object]]:
    """Each figure: its name, as stated, as computed."""
    result, flat = rules.score(findings), xccdf_score(findings)
    yield "score", statement.score, result.value
    yield "raw score", statement.raw_score, result.raw
    yield "outcome", statement.outcome, result.outcome
    areas = tuple(AreaPart(area=area, score=result.by_area[area]) for area in Area if area in result.by_area)
    yield "areas", statement.areas, areas
    yield "person", statement.person_score, result.by_account.get(None)
    for part in statement.accounts:
        yield part.id, part.score, result.by_account.get(part.id)
    default = round(flat.default, 2) if flat.flat_maximum else None
    yield "XCCDF", statement.xccdf, XccdfPart(default=default, flat=int(flat.flat), flat_maximum=int(flat.flat_maximum))
    mending = [_mending(gain) for gain in rules.gains(findings)]
    yield "actions", [(part.control, part.account, part.gain, part.lifts) for part in statement.actions], mending


def _further_fits(statement: Statement) -> bool:
    """Whether the figure for the further questions is that of its findings.

    What left the set may be among those offered, or is what a platform cannot set and never offered.
    """
    stated, found = statement.further, further(statement)
    if stated is None:
        return not found
    settled = sum(not part.verdict.is_open for part in found)
    left = sum(part.basis is Basis.READING for part in statement.left_out)
    more = stated.offered - len(found)
    return 0 <= more <= left and stated.settled == settled + more


def _mending(gain: Gain) -> tuple[str, str | None, int, int | None]:
    finding = gain.finding
    account = finding.account.id if finding.account else None
    return finding.requirement.control.id, account, gain.points, gain.lifts
