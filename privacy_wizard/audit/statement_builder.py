"""From a finished audit to the statement that is signed. Everything private stays behind here."""

import base64
import secrets
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from attrs import frozen

from .. import __version__
from ..attestation.findings import declared, why_left_out
from ..attestation.statement import (
    FORMAT,
    AccountPart,
    ActionPart,
    AreaPart,
    ChecklistPart,
    ExceptionPart,
    FindingPart,
    FurtherPart,
    GuidancePart,
    KeyPart,
    LeftOutPart,
    LogoPart,
    PersonPart,
    PolicyPart,
    SchoolPart,
    SignaturePart,
    Statement,
    XccdfPart,
)
from ..domain.audit import OTHER, Account, Person, School, account_identifier
from ..domain.expectation import checklists_for
from ..domain.judgement import Finding
from ..domain.model import Checklist
from ..domain.scoring import Score, score, xccdf_score
from ..domain.versions import CURRENT_RULES
from ..domain.vocabulary import AccountKind, Area, HowKnown, Verdict
from ..pdf.pictures import printable_logo
from .actions import Action, open_actions
from .own_school import own_declaration
from .session import AuditSession


class NotReady(Exception):
    """The audit cannot be signed yet: something is missing or unanswered."""


@frozen(kw_only=True)
class ShownAccount:
    """How one account appears on the attestation."""

    id: str
    checklist: str
    number: int


def shown_accounts(accounts: Iterable[Account]) -> Mapping[str, ShownAccount]:
    """Own identifier → as shown: what is shown as another platform takes its numbers among those."""
    counted: Counter[tuple[str, AccountKind]] = Counter()
    shown = {}
    for account in accounts:
        checklist = OTHER if account.shown_as_other else account.checklist
        counted[checklist, account.kind] += 1
        number = counted[checklist, account.kind]
        identifier = account_identifier(checklist, account.kind, number)
        shown[account.id] = ShownAccount(id=identifier, checklist=checklist, number=number)
    return shown


def new_statement_identifier() -> str:
    """A random identifier: it reveals nothing, and no two are alike."""
    return secrets.token_hex(16)


class StatementBuilder:
    """Builds the parts of one statement; `build` puts them together."""

    def __init__(self, session: AuditSession, created: datetime) -> None:
        audit = session.audit
        declared, pack = audit.declaration, session.pack
        if declared is None or audit.school is None or pack is None or session.first_open or session.contradictions:
            raise NotReady
        self._session = session
        self._audit, self._person, self._school, self._pack = audit, declared.person, audit.school, pack
        self._occasion = declared.occasion
        self._created = created.replace(microsecond=0)
        self._shown = shown_accounts(audit.accounts)
        core, further = session.findings(), session.further_findings()
        self._findings = core + further if audit.asks_further else core
        self._score = score(core + further)
        self._actions = open_actions(core, audit.due)

    def build(
        self, signature: SignaturePart, key: KeyPart, *, timestamped: bool = False, identifier: str = ""
    ) -> Statement:
        """The whole statement, with its wording made from the templates; a new identifier unless one is given."""
        from ..attestation.layouts import CURRENT_LAYOUT
        from ..attestation.wording import unworded, worded

        bare = Statement(
            format=FORMAT,
            rules_version=CURRENT_RULES,
            identifier=identifier or new_statement_identifier(),
            program_version=__version__,
            layout_version=CURRENT_LAYOUT,
            created=self._created,
            person=_person(self._person),
            school=_school(self._school),
            occasion=self._occasion,
            invitation=self._audit.invitation,
            policy=PolicyPart.of(self._pack),
            checklists=self._checklists(),
            accounts=tuple(self._account(a, self._score) for a in self._audit.accounts),
            no_accounts=self._audit.no_accounts,
            findings=tuple(self._finding(f) for f in self._findings if not f.left_the_set),
            left_out=tuple(self._left_out(f) for f in self._findings if f.left_the_set),
            exceptions=tuple(self._exception(f) for f in self._findings if f.verdict is Verdict.EXCEPTED),
            score=self._score.value,
            raw_score=self._score.raw,
            outcome=self._score.outcome,
            further=self._further(),
            areas=tuple(AreaPart(area=a, score=self._score.by_area[a]) for a in Area if a in self._score.by_area),
            person_score=self._score.by_account.get(None),
            xccdf=_xccdf(self._findings),
            actions=tuple(self._action(a) for a in self._actions),
            guidance=self._guidance(),
            comment=self._audit.comment.strip() or None,
            signature=signature,
            key=key,
            time_note="",
            wording=unworded(),
        )
        declaration = own_declaration(self._session.own_school, self._audit)
        return worded(bare, timestamped=timestamped, declaration=declaration)

    def _further(self) -> FurtherPart | None:
        """None where the school does not ask for them, whether they were answered or not."""
        found = self._score.further
        return FurtherPart(settled=found.settled, offered=found.offered) if self._audit.asks_further else None

    def _checklists(self) -> tuple[ChecklistPart, ...]:
        """Those that were used, as shown: a platform that is not to be named is not named here either."""
        used: dict[str, Checklist] = {}
        for account in (*self._audit.accounts, None):
            for checklist in checklists_for(self._session.catalogue, account):
                hidden = account is not None and account.shown_as_other and checklist.id == account.checklist
                named = self._session.catalogue.checklists[OTHER] if hidden else checklist
                used[named.id] = named
        return tuple(
            ChecklistPart(id=c.id, title=c.title, version=c.version, sha256=c.sha256)
            for c in sorted(used.values(), key=lambda c: c.id)
        )

    def _account(self, account: Account, score: Score) -> AccountPart:
        shown = self._shown[account.id]
        return AccountPart(
            id=shown.id,
            platform=self._session.catalogue.checklists[shown.checklist].title,
            checklist=shown.checklist,
            kind=account.kind,
            number=shown.number,
            score=score.by_account.get(account.id),
        )

    def _shown_id(self, finding: Finding) -> str | None:
        return self._shown[finding.account.id].id if finding.account else None

    def _finding(self, finding: Finding) -> FindingPart:
        control = finding.requirement.control
        asks_how = control.kind.is_looked_up and finding.response is not None
        return FindingPart(
            control=control.id,
            title=control.title,
            area=control.area,
            level=finding.requirement.level,
            severity=control.severity,
            weight=finding.weight,
            account=self._shown_id(finding),
            verdict=finding.verdict,
            reason=declared(finding),
            clauses=finding.requirement.references,
            basis=finding.requirement.basis,
            critical=finding.requirement.is_critical,
            looked_on=_looked_on(finding),
            as_far_as_seen=finding.as_far_as_seen,
            known=finding.response.known if asks_how and finding.response else None,
            changed=self._changed(finding),
        )

    def _changed(self, finding: Finding) -> bool:
        """Whether any answer to this control on this account was put right, not only the one that decided."""
        account = finding.account.id if finding.account else None
        responses = self._audit.responses
        return any(
            q.key in responses and responses[q.key].before is not None
            for q in self._session.questions
            if q.key[1] == account and q.check.control == finding.requirement.control.id
        )

    def _left_out(self, finding: Finding) -> LeftOutPart:
        control = finding.requirement.control
        named = finding.account is None or not finding.account.shown_as_other
        code, reason = why_left_out(finding, self._session.catalogue, named=named)
        return LeftOutPart(
            control=control.id,
            title=control.title,
            area=control.area,
            level=finding.requirement.level,
            account=self._shown_id(finding),
            clauses=finding.requirement.references,
            basis=finding.requirement.basis,
            reason_code=code,
            reason=reason,
        )

    def _exception(self, finding: Finding) -> ExceptionPart:
        waiver = finding.response.waiver if finding.response else None
        if waiver is None:
            raise NotReady
        return ExceptionPart(
            control=finding.requirement.control.id,
            account=self._shown_id(finding),
            reason=waiver.reason,
            approver_role=waiver.approver_role,
            approver_name=waiver.approver_name,
            until=waiver.until,
        )

    def _action(self, action: Action) -> ActionPart:
        finding = action.finding
        return ActionPart(
            text=finding.requirement.control.statement,  # how it is put right stays with its owner
            control=finding.requirement.control.id,
            account=self._shown_id(finding),
            gain=action.gain,
            lifts=action.lifts,
            due=action.due,
        )

    def _guidance(self) -> GuidancePart:
        asked = [q.check for q in self._session.questions if self._was_asked(q.key)]
        dates = sorted(check.source.date for check in asked)
        return GuidancePart(
            oldest_source=dates[0] if dates else None,
            newest_source=dates[-1] if dates else None,
            never_seen=sum(check.last_seen is None for check in asked),
            checks=len(asked),
            text="",
        )

    def _was_asked(self, key: tuple[str, str | None]) -> bool:
        """Questions about the platforms' screens; those about the person look at none."""
        return key[1] is not None and key in self._audit.responses


def _looked_on(finding: Finding) -> date | None:
    """When an answer that was only confirmed was last looked up, or of which day the download is that showed it."""
    response = finding.response
    bears_a_day = response is not None and response.known in (HowKnown.CONFIRMED, HowKnown.FROM_EXPORT)
    return response.looked_on if response is not None and bears_a_day else None


def _xccdf(findings: tuple[Finding, ...]) -> XccdfPart:
    result = xccdf_score(findings)
    default = round(result.default, 2) if result.flat_maximum else None
    return XccdfPart(default=default, flat=int(result.flat), flat_maximum=int(result.flat_maximum))


def _person(person: Person) -> PersonPart:
    return PersonPart(
        name=person.name,
        role=person.role,
        kind=person.kind,
        identifier=person.identifier,
        has_staff_number=person.has_staff_number,
    )


def _school(school: School) -> SchoolPart:
    logo = None
    if school.logo:
        content = printable_logo(school.logo)
        kind = "png" if content.startswith(b"\x89PNG") else "jpeg"
        logo = LogoPart(media_type=f"image/{kind}", base64=base64.b64encode(content).decode())
    return SchoolPart(name=school.name, other_names=school.other_names, email_domains=school.email_domains, logo=logo)
