"""The sets of files that belong together: a policy's checklists, an audit's results."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from attrs import evolve, frozen

from ..domain.audit import Account, Declaration, Person
from ..domain.expectation import Expected, checklists_for, checks_asked, expected_set
from ..domain.judgement import Finding
from ..domain.model import Catalogue, Checklist, PolicyPack
from ..domain.own_statements import own_checks
from ..domain.vocabulary import AccountKind, Occasion, PersonKind, Subject
from .ocil_writing import checklist_for
from .xccdf import Group, Outcomes, Outline, add_test_result, benchmark, groups_of, ocil_checks, script_checks, scripts
from .xml_document import PERSON, as_file

Files = Mapping[str, bytes]
"""Content by name, with forward slashes; what ends in ``.sh`` is to be run."""

RESULTS_FILE, RECHECK = "results-xccdf.xml", "recheck"
_PERSON_TITLE = "About yourself, once"


@frozen(kw_only=True)
class ShownAs:
    """How an account appears outside; its own label never leaves."""

    name: str  # "instagram-1"; letters, digits, hyphens
    title: str  # "Instagram 1"
    hidden: bool = False  # shown as another platform


@frozen(kw_only=True)
class AuditRecord:
    """An audit's outcomes in the form in which they leave this computer."""

    catalogue: Catalogue
    pack: PolicyPack
    findings: Sequence[Finding]
    shown: Mapping[str, ShownAs]  # by the account's own identifier
    identifier: str
    school: str
    when: datetime


def policy_checklists(
    catalogue: Catalogue, pack: PolicyPack, platform: Checklist, when: datetime, *, official: bool = False
) -> Files:
    """A policy on one platform as a benchmark, with the questionnaires that it refers to.

    Asked are one account on it, personal or run for the school, and the person.
    """
    kind = AccountKind.OFFICIAL if official else AccountKind.PERSONAL
    account = Account(id="account", checklist=platform.id, kind=kind)
    name = f"{platform.id}-school" if official else platform.id
    shown = ShownAs(name=name, title=f"{platform.title}, run for the school" if official else platform.title)
    pairs = _pairs_for_everybody(catalogue, pack, account)
    groups = groups_of(pairs, lambda own, its: _group(shown if own else None, its, platform))
    documents = _questionnaires(catalogue, pack, [account, None], when)
    outline = Outline(pack=pack, name=f"{pack.id}-{name}", groups=groups, when=when)
    root = benchmark(outline, ocil_checks(_document_of(catalogue, pack)))
    return {f"{pack.id}-{name}-xccdf.xml": as_file(root), **documents}


def _pairs_for_everybody(catalogue: Catalogue, pack: PolicyPack, account: Account) -> tuple[Expected, ...]:
    """Whatever kind of person: which of them a requirement is for is in the benchmark's profiles."""
    open_to_all = evolve(pack, requirements=tuple(evolve(r, people=()) for r in pack.requirements))
    person = Person(name="", role="", kind=PersonKind.EMPLOYEE, identifier="")
    declaration = Declaration(person=person, occasion=Occasion.INDUCTION, pack=pack.id, accounts=(account,))
    return expected_set(evolve(catalogue, packs={pack.id: open_to_all}), declaration).all


def audit_results(record: AuditRecord) -> Files:
    """The audit's benchmark with its test result, the questionnaires, and under RECHECK what OpenSCAP evaluates."""
    pairs = [_pair(record, finding) for finding in record.findings]
    groups = groups_of(pairs, lambda own, its: _group_of_account(record, own, its))
    names = {account: shown.name for account, shown in record.shown.items()}
    outcomes = Outcomes(
        groups=groups,
        findings={(names[f.account.id] if f.account else PERSON, f.requirement.control.id): f for f in record.findings},
        identifier=record.identifier,
        school=record.school,
        when=record.when,
    )
    outline = Outline(pack=record.pack, name=f"{record.pack.id}-audit", groups=groups, when=record.when)
    questionnaires = ocil_checks(_document_of(record.catalogue, record.pack))
    results = benchmark(outline, questionnaires)
    add_test_result(results, outcomes, questionnaires, file=RESULTS_FILE)
    recheck = benchmark(outline, script_checks(outcomes))
    asked = {f.account.id if f.account else None: f.account for f in record.findings}
    open_ones = [account for own, account in asked.items() if own is None or not record.shown[own].hidden]
    return {
        RESULTS_FILE: as_file(results),
        **_questionnaires(record.catalogue, record.pack, open_ones, record.when),
        f"{RECHECK}/benchmark.xml": as_file(recheck),
        **{f"{RECHECK}/{name}": script for name, script in scripts().items()},
    }


def _pair(record: AuditRecord, finding: Finding) -> Expected:
    control = finding.requirement.control.id
    asked = checks_asked(record.catalogue, record.pack, finding.account)
    checks = tuple(check for check in asked if check.control == control)
    return Expected(requirement=finding.requirement, account=finding.account, checks=checks)


def _group_of_account(record: AuditRecord, own: str | None, pairs: tuple[Expected, ...]) -> Group:
    account = pairs[0].account
    platform = record.catalogue.checklists.get(account.checklist) if account else None
    return _group(record.shown[own] if own is not None else None, pairs, platform)


def _group(shown: ShownAs | None, pairs: tuple[Expected, ...], platform: Checklist | None) -> Group:
    if shown is None:
        return Group(name=PERSON, title=_PERSON_TITLE, pairs=pairs)
    lacks = {lack.control: lack.reason for lack in platform.lacks} if platform else {}
    return Group(name=shown.name, title=shown.title, pairs=pairs, lacks=lacks, hidden=shown.hidden)


def _questionnaires(
    catalogue: Catalogue, pack: PolicyPack, accounts: Sequence[Account | None], when: datetime
) -> dict[str, bytes]:
    used = {c.id: c for account in accounts for c in checklists_for(catalogue, account)}
    used |= {c.id: c for c in _own_checklist(pack) if None in accounts}
    written = {_file_of(c): checklist_for(pack, c, when) for c in used.values()}
    return {name: content for name, content in written.items() if content is not None}


def _document_of(catalogue: Catalogue, pack: PolicyPack) -> dict[str, str]:
    lists = (*catalogue.checklists.values(), *_own_checklist(pack))
    return {check.id: _file_of(c) for c in lists for check in c.checks}


def _own_checklist(pack: PolicyPack) -> tuple[Checklist, ...]:
    """The policy's own statements as a questionnaire; none where it has none."""
    checks = own_checks(pack)
    whole = Checklist(
        id=pack.id,
        title=pack.title,
        subject=Subject.PERSON,
        version=pack.version,
        sha256=pack.sha256,
        checks=checks,
    )
    return (whole,) if checks else ()


def _file_of(checklist: Checklist) -> str:
    return f"{checklist.id}-ocil.xml"
