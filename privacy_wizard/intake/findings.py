"""Whether score and findings follow from the shipped policy: it asks the questions, never the file."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby

from attrs import frozen

from ..attestation.answer_space import SUBJECTS, AskedAccount, AskedRequirement, Said, said_of
from ..attestation.reasons import Reason
from ..attestation.reconstruct import Reconstruction, declared, frame_doubts, score_doubts, unknown_versions
from ..attestation.statement import ExceptionPart, FindingPart, LeftOutPart, Statement
from ..attestation.verify import Doubt
from ..domain.audit import OTHER, Account, Response, Waiver
from ..domain.expectation import Expected, checks_asked
from ..domain.judgement import exception_holds
from ..domain.model import Catalogue, Check, Requirement
from ..domain.versions import FIRST_RULES
from ..domain.vocabulary import HowKnown, Verdict
from ..i18n import _

_BEAR_A_DAY = (HowKnown.CONFIRMED, HowKnown.FROM_EXPORT)
Key = tuple[str, str | None]  # control, account
Part = FindingPart | LeftOutPart


def findings_doubts(statement: Statement, catalogue: Catalogue) -> tuple[Doubt, ...]:
    """All that is wrong with the findings of an attestation, or cannot be told here."""
    unknown = tuple(unknown_versions(statement, catalogue))
    if unknown:
        # The questions cannot be asked again; but the figures must follow from what is stated.
        return (*unknown, *score_doubts(statement))
    known = declared(statement, catalogue)
    frame = tuple(frame_doubts(statement, known))
    pairs = tuple(_pair_doubts(statement, known))
    if frame or pairs:
        return (*frame, *pairs, *score_doubts(statement))
    return tuple(_Findings(statement=statement, known=known).doubts())


def _pair_doubts(statement: Statement, known: Reconstruction) -> Iterator[Doubt]:
    """Every expected pair stands in the findings or among what was left out, once, in its order; and nothing else."""
    parts: tuple[tuple[Part, ...], ...] = (statement.findings, statement.left_out)
    stated = [_key(part) for group in parts for part in group]
    wanted = [_expected_key(expected) for expected in known.expected]
    missing, more = set(wanted) - set(stated), set(stated) - set(wanted)
    for control, account in sorted(missing | more, key=str):
        yield Doubt(reason=Reason.NOT_THE_EXPECTED_SET, detail=_place(control, account))
    if not missing and not more and len(stated) != len(wanted):
        yield Doubt(reason=Reason.NOT_THE_EXPECTED_SET, detail=_("something is answered twice"))
    order = {key: at for at, key in enumerate(wanted)}
    for group in parts:
        places = [order.get(_key(part), -1) for part in group]
        if places != sorted(places):
            yield Doubt(reason=Reason.NOT_THE_EXPECTED_SET, detail=_("order"))


def _key(part: Part) -> Key:
    return part.control, part.account


def _expected_key(expected: Expected) -> Key:
    return expected.requirement.control.id, expected.account.id if expected.account else None


def _place(control: str, account: str | None) -> str:
    return control if account is None else f"{control} ({account})"


@frozen(kw_only=True)
class _Findings:
    """The findings, each with the pair that it answers."""

    statement: Statement
    known: Reconstruction

    def doubts(self) -> Iterator[Doubt]:
        """What is wrong with them."""
        parts: tuple[tuple[Part, ...], ...] = (self.statement.findings, self.statement.left_out)
        stated = {_key(part): part for group in parts for part in group}
        for expected in self.known.expected:
            part = stated[_expected_key(expected)]
            first = self.statement.rules_version == FIRST_RULES
            if not _fits(part, expected, first=first) or not _day_fits(part, self.statement.created.date()):
                yield Doubt(reason=_wrong(part), detail=_place(part.control, part.account))
        yield from self._impossible(stated)
        yield from self._exceptions()
        yield from score_doubts(self.statement)
        yield from self._actions()
        yield from self._guidance()

    def _impossible(self, stated: dict[Key, Part]) -> Iterator[Doubt]:
        """Whether answers exist that give these findings, account by account."""
        asked = AskedRequirement(
            policy=self.statement.policy.id,
            people=self.statement.person.kind,
            rules=self.statement.rules_version,
        )
        by_subject = sorted(self.known.expected, key=lambda expected: str(_expected_key(expected)[1]))
        for _subject, group in groupby(by_subject, key=lambda expected: _expected_key(expected)[1]):
            answered = list(group)
            account = answered[0].account
            pairs = [(expected.requirement, said_of(stated[_expected_key(expected)])) for expected in answered]
            subjects = [
                SUBJECTS.subject(
                    self.known.catalogue,
                    asked,
                    each,
                    named=each is None or (each.checklist != OTHER and account == each),
                )
                for each in self.known.could_be(account)
            ]
            if not any(subject.is_possible(pairs) for subject in subjects):
                yield self._blame(subjects, pairs, stated)

    def _blame(
        self, subjects: list[AskedAccount], pairs: list[tuple[Requirement, Said]], stated: dict[Key, Part]
    ) -> Doubt:
        """What is wrong, taken for the platform that most of it fits."""
        account = subjects[0].account
        culprits = min((subject.impossible(pairs) for subject in subjects), key=len)
        if not culprits:
            names = _("the person") if account is None else account.id
            return Doubt(
                reason=Reason.FINDING_WRONG, detail=_("{names}: the findings contradict each other", names=names)
            )
        part = stated[culprits[0].control.id, account.id if account else None]
        return Doubt(reason=_wrong(part), detail=_place(part.control, part.account))

    def _exceptions(self) -> Iterator[Doubt]:
        """Exactly the excepted findings have an exception, and the policy allows it on that day."""
        excepted = [_key(part) for part in self.statement.findings if part.verdict is Verdict.EXCEPTED]
        if excepted != [(part.control, part.account) for part in self.statement.exceptions]:
            yield Doubt(reason=Reason.EXCEPTION_WRONG, detail=_("not the findings that are excepted"))
            return
        by_key = {_expected_key(expected): expected for expected in self.known.expected}
        for part in self.statement.exceptions:
            if not self._may_stand(part, by_key[part.control, part.account].requirement):
                yield Doubt(reason=Reason.EXCEPTION_WRONG, detail=_place(part.control, part.account))

    def _may_stand(self, part: ExceptionPart, requirement: Requirement) -> bool:
        """Whether the policy allows the exception; the first rules only asked that somebody had approved it."""
        made, allowed = self.statement.created.date(), requirement.exception
        if self.statement.rules_version == FIRST_RULES:
            approved = part.approver_role.strip() and part.approver_name.strip()
            return bool(allowed and part.reason in allowed.reasons and part.until >= made and approved)
        waiver = Waiver(
            reason=part.reason,
            approver_role=part.approver_role,
            approver_name=part.approver_name,
            until=part.until,
        )
        return exception_holds(requirement, Response(check="", account=part.account, answer="", waiver=waiver), made)

    def _actions(self) -> Iterator[Doubt]:
        """What is to be done is worded as the checklists word it."""
        by_key = {_expected_key(expected): expected for expected in self.known.expected}
        for part in self.statement.actions:
            expected = by_key.get((part.control, part.account))
            if expected is None:
                continue  # the list of actions is wrong as a whole, which is said already
            fixes = {check.fix for check in expected.checks} | {expected.requirement.control.statement}
            if part.text not in fixes:
                yield Doubt(
                    reason=Reason.WORDING_DIFFERS, detail=_("action {place}", place=_place(part.control, part.account))
                )

    def _guidance(self) -> Iterator[Doubt]:
        """The age of the guidance is that of checks which may have been asked."""
        guidance = self.statement.guidance
        possible = [self._asked(account) for account in self.known.accounts]
        dates = {check.source.date for ways in possible for checks in ways for check in checks}
        most = sum(max(len(checks) for checks in ways) for ways in possible)
        looked = sum(part.known is not None for part in self.statement.findings)
        given = [each for each in (guidance.oldest_source, guidance.newest_source) if each is not None]
        fits = looked <= guidance.checks <= most and guidance.never_seen <= guidance.checks
        if (
            not fits
            or len(given) != (2 if guidance.checks else 0)
            or not dates.issuperset(given)
            or given != sorted(given)
        ):
            yield Doubt(reason=Reason.WORDING_DIFFERS, detail=_("guidance"))

    def _asked(self, account: Account) -> list[tuple[Check, ...]]:
        """The checks of an account, for each platform that it may be."""
        catalogue = self.known.catalogue
        pack = catalogue.packs[self.statement.policy.id]
        return [checks_asked(catalogue, pack, each) for each in self.known.could_be(account)]


def _fits(part: Part, expected: Expected, *, first: bool) -> bool:
    """Whether a finding says of its requirement what the policy says of it.

    The first rules did not say of what was left out on what it rested.
    """
    requirement, control = expected.requirement, expected.requirement.control
    stated = (part.title, part.area, part.level, part.clauses)
    if stated != (control.title, control.area, requirement.level, requirement.references):
        return False
    if isinstance(part, LeftOutPart):
        return first or part.basis is requirement.basis
    weighed = (part.severity, part.weight, part.critical, part.basis)
    asks_how = control.kind.is_looked_up
    return weighed == (control.severity, requirement.weight, requirement.is_critical, requirement.basis) and (
        asks_how or part.known is None
    )


def _day_fits(part: Part, made: date) -> bool:
    """Only what was confirmed, or shown by a data export (of a zone further east, maybe), has a day of its own."""
    if isinstance(part, LeftOutPart) or part.looked_on is None:
        return True
    return part.known in _BEAR_A_DAY and part.looked_on <= made + timedelta(days=1)


def _wrong(part: Part) -> Reason:
    if isinstance(part, LeftOutPart):
        return Reason.LEFT_OUT_WRONG
    return Reason.EXCEPTION_WRONG if part.verdict is Verdict.EXCEPTED else Reason.FINDING_WRONG
