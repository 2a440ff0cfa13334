"""Earlier answers under today's checklists: those that still count, those that are only shown, and which of
last year's may be confirmed by saying that they are still true. Pure.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from types import MappingProxyType

from attrs import evolve

from ..catalogue import earlier_folders, load_shipped
from ..domain.audit import Response
from ..domain.checklist_index import LazyChecks, checklist_of
from ..domain.judgement import Gated, Responses, gate_of
from ..domain.model import Check, PolicyPack
from ..domain.questions import Question, verdict_on
from ..domain.versions import changes_since
from ..domain.vocabulary import HowKnown, NotApplicable, Occasion, Unresolved
from .state import Audit, Earlier, Key, answer_digest, new_audit, question_digest

Checks = Mapping[str, Check]
Successors = Mapping[str, tuple[str, ...]]
"""The identifier of a check that is gone → those that took it over."""
NONE: Successors = MappingProxyType({})
EarlierChecks = Callable[[], Iterable[Checks]]


def carried_over(
    audit: Audit, checks: Checks, today: date, successors: Successors = NONE, earlier_checks: EarlierChecks = tuple
) -> Audit:
    """The audit under today's checklists: an answer that would mean something else now must be given again.

    `earlier_checks` gives those of earlier releases, to tell what an answer meant that was marked before.
    """
    kept: dict[Key, Response] = {}
    same = _SameMeaning(audit, earlier_checks)
    shown = _shown_again(audit, checks, today, successors, same)
    for key, response in audit.responses.items():
        for new in _places(key, checks, successors):
            if same.holds(key, response, checks[new[0]]):
                kept[new] = evolve(response, check=new[0])
                shown.pop(new, None)
    earlier = {**_moved(audit.earlier, checks, successors), **shown}
    return evolve(
        audit,
        responses=kept,
        asked_as={**audit.asked_as, **{key: answer_digest(checks[key[0]], each.answer) for key, each in kept.items()}},
        earlier=earlier,
        earlier_versions=_versions({**audit.checklist_versions, **audit.earlier_versions}, earlier, audit.pack),
    )


def next_years(audit: Audit, checks: Checks, now: datetime, successors: Successors = NONE) -> Audit:
    """An annual review from last year's accounts: every earlier answer is shown, but none counts yet."""
    on = audit.signed.on if audit.signed else audit.started.date()
    earlier = _shown_again(audit, checks, on, successors, _SameMeaning(audit, tuple), all_of_them=True)
    return evolve(
        new_audit(now),
        person=audit.person,
        occasion=Occasion.ANNUAL_REVIEW,
        school=audit.school,
        pack=audit.pack,
        accounts=audit.accounts,
        no_accounts=False,
        device=audit.device,
        earlier=earlier,
        earlier_versions=_versions(audit.checklist_versions, earlier, audit.pack),
    )


def _versions(known: Mapping[str, str], earlier: Mapping[Key, Earlier], pack: str | None) -> dict[str, str]:
    """The versions of the checklists that asked for what is shown again, and of the policy."""
    asked = {checklist_of(key[0]) for key in earlier} | ({pack} if earlier else set())
    return {name: version for name, version in known.items() if name in asked}


def _shown_again(
    audit: Audit, checks: Checks, on: date, successors: Successors, same: "_SameMeaning", *, all_of_them: bool = False
) -> dict[Key, Earlier]:
    """The responses as answers that do not count; without `all_of_them` those whose question has changed."""
    found: dict[Key, list[Earlier]] = {}
    for key, response in audit.responses.items():
        for new in _places(key, checks, successors):
            check = checks[new[0]]
            changed = not same.holds(key, response, check)
            if (changed or all_of_them) and _fits(response.answer, check, renamed=new != key):
                answer = Earlier(
                    answer=response.answer,
                    on=on,
                    question_changed=changed,
                    looked_on=_looked_on(response, on),
                    excepted=response.waiver is not None,
                )
                found.setdefault(new, []).append(answer)
    return dict(_agreed(found))


def _looked_on(response: Response, on: date) -> date | None:
    """The day on which an answer was last looked up; of answers that do not bear it, the day of their audit."""
    was_looked_up = response.known in (HowKnown.LOOKED, HowKnown.LOOKED_AS_STRANGER, HowKnown.STATED_TOGETHER)
    return response.looked_on or (on if was_looked_up else None)


def _moved(earlier: Mapping[Key, Earlier], checks: Checks, successors: Successors) -> dict[Key, Earlier]:
    """What was already shown again, at the questions of today."""
    found: dict[Key, list[Earlier]] = {}
    for key, shown in earlier.items():
        for new in _places(key, checks, successors):
            if _fits(shown.answer, checks[new[0]], renamed=new != key):
                changed = shown.question_changed or new != key
                found.setdefault(new, []).append(evolve(shown, question_changed=changed))
    return dict(_agreed(found))


def _places(key: Key, checks: Checks, successors: Successors) -> Iterable[Key]:
    """Where an answer belongs today: its own question, or those that replaced it."""
    if key[0] in checks:
        return (key,)
    return tuple((new, key[1]) for new in successors.get(key[0], ()) if new in checks)


class _SameMeaning:
    """Whether an answer still means the same, under whatever identifier it is asked now."""

    def __init__(self, audit: Audit, earlier_checks: EarlierChecks) -> None:
        self._marks, self._find = audit.asked_as, earlier_checks

    def holds(self, key: Key, response: Response, check: Check) -> bool:
        """For the answer given under that key, and the check that asks for it now."""
        mark, answer = self._marks.get(key), response.answer
        if mark in (answer_digest(check, answer), question_digest(check)):
            return True
        asked = (each[key[0]] for each in self._earlier if key[0] in each)
        then = next((each for each in asked if question_digest(each) == mark), None)
        return then is not None and answer_digest(then, answer) == answer_digest(check, answer)

    @cached_property
    def _earlier(self) -> tuple[Checks, ...]:
        return tuple(self._find())


def _fits(answer: str | Unresolved | NotApplicable, check: Check, *, renamed: bool) -> bool:
    """An answer that a successor does not offer says nothing about it; of the question itself it is shown anyway."""
    return not renamed or isinstance(answer, Unresolved | NotApplicable) or check.option(answer) is not None


def _agreed(found: Mapping[Key, list[Earlier]]) -> Iterator[tuple[Key, Earlier]]:
    """Where two questions became one, an answer is only shown if both were answered alike."""
    for key, answers in found.items():
        if len({each.answer for each in answers}) == 1:
            yield key, max(answers, key=lambda each: each.question_changed)


def earlier_checks() -> tuple[LazyChecks, ...]:
    """Of each release that is kept, the newest first. Slow when first asked for."""
    return tuple(LazyChecks(load_shipped(folder)) for folder in earlier_folders())


def confirmable(
    questions: Sequence[Question], audit: Audit, pack: PolicyPack, checks: Mapping[str, Check], today: date
) -> tuple[Question, ...]:
    """The questions whose answer of last year may be confirmed, as far as the gates before them would be open.

    Asked afresh is what is critical, what an exception covered, what was open, and what changed in checklist or policy.
    """
    changed = controls_changed(pack, audit)
    kept = {each.key: audit.earlier[each.key] for each in questions if _may_stand(each, audit.earlier, changed)}
    assumed = {**{key: as_response(key, earlier) for key, earlier in kept.items()}, **audit.responses}
    return tuple(
        each for each in questions if each.key in kept and _stands(each, kept[each.key], assumed, checks, today)
    )


def as_response(key: Key, earlier: Earlier) -> Response:
    """Last year's answer as if it were given today."""
    return Response(check=key[0], account=key[1], answer=earlier.answer)


def controls_changed(pack: PolicyPack, audit: Audit) -> frozenset[str]:
    """The controls that the policy has asked in another way since last year; all where another policy was in force."""
    before = audit.earlier_versions.get(pack.id)
    if before is None:
        return frozenset(requirement.control.id for requirement in pack.requirements)
    return frozenset(control for change in changes_since(pack, before) for control in change.controls)


def _may_stand(question: Question, earlier: Mapping[Key, Earlier], changed: frozenset[str]) -> bool:
    last = earlier.get(question.key)
    if last is None or last.question_changed or last.excepted or last.set_aside:
        return False
    if isinstance(last.answer, Unresolved | NotApplicable):
        return False
    own = [each for each in question.requirements if each.control.id == question.check.control]
    served = {each.control.id for each in question.requirements}
    return changed.isdisjoint(served) and not any(each.is_critical for each in own)


def _stands(question: Question, last: Earlier, assumed: Responses, checks: Mapping[str, Check], today: date) -> bool:
    """Whether it would be asked, and leaves nothing open."""
    if gate_of(question.check, question.key[1], assumed, checks) is not Gated.OPEN:
        return False
    verdict = verdict_on(question, {**assumed, question.key: as_response(question.key, last)}, checks, today)
    return verdict is None or not verdict.is_open


def set_aside(earlier: Mapping[Key, Earlier], key: Key) -> dict[Key, Earlier]:
    """Last year's answers with one that is true no more."""
    return {**earlier, key: evolve(earlier[key], set_aside=True)}
