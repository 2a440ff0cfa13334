"""Answers of before under the checklists of today: those that still count, and those that are only shown.

A check that was renamed, split or merged has recorded successors, so an answer finds its question again.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from types import MappingProxyType

from attrs import evolve

from ..domain.audit import Response
from ..domain.checklist_index import checklist_of
from ..domain.model import Check
from ..domain.vocabulary import HowKnown, NotApplicable, Occasion, Unresolved
from .state import Audit, Earlier, Key, new_audit, question_digest

Checks = Mapping[str, Check]
Successors = Mapping[str, tuple[str, ...]]
"""The identifier of a check that is gone → those that took it over."""
NONE: Successors = MappingProxyType({})


def carried_over(audit: Audit, checks: Checks, today: date, successors: Successors = NONE) -> Audit:
    """The audit under today's checklists: an answer to a question that has changed must be given again."""
    kept: dict[Key, Response] = {}
    shown = _shown_again(audit, checks, today, successors)
    for key, response in audit.responses.items():
        for new in _places(key, checks, successors):
            if _is_the_same(audit, key, checks[new[0]]):
                kept[new] = evolve(response, check=new[0])
                shown.pop(new, None)
    earlier = {**_moved(audit.earlier, checks, successors), **shown}
    return evolve(
        audit,
        responses=kept,
        asked_as={**audit.asked_as, **{key: question_digest(checks[key[0]]) for key in kept}},
        earlier=earlier,
        earlier_versions=_versions({**audit.checklist_versions, **audit.earlier_versions}, earlier, audit.pack),
    )


def next_years(audit: Audit, checks: Checks, now: datetime, successors: Successors = NONE) -> Audit:
    """An annual review from last year's accounts: every earlier answer is shown, and none counts yet."""
    on = audit.signed.on if audit.signed else audit.started.date()
    earlier = _shown_again(audit, checks, on, successors, all_of_them=True)
    return evolve(
        new_audit(now),
        person=audit.person,
        occasion=Occasion.ANNUAL_REVIEW,
        school=audit.school,
        pack=audit.pack,
        accounts=audit.accounts,
        no_accounts=False,
        earlier=earlier,
        earlier_versions=_versions(audit.checklist_versions, earlier, audit.pack),
    )


def _versions(known: Mapping[str, str], earlier: Mapping[Key, Earlier], pack: str | None) -> dict[str, str]:
    """The versions of the checklists that asked for what is shown again, and of the policy."""
    asked = {checklist_of(key[0]) for key in earlier} | ({pack} if earlier else set())
    return {name: version for name, version in known.items() if name in asked}


def _shown_again(
    audit: Audit, checks: Checks, on: date, successors: Successors, *, all_of_them: bool = False
) -> dict[Key, Earlier]:
    """The responses as answers that do not count; without `all_of_them` those whose question has changed."""
    found: dict[Key, list[Earlier]] = {}
    for key, response in audit.responses.items():
        for new in _places(key, checks, successors):
            check = checks[new[0]]
            changed = not _is_the_same(audit, key, check)
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
    """Where an answer belongs today: its own question, or those that took it over."""
    if key[0] in checks:
        return (key,)
    return tuple((new, key[1]) for new in successors.get(key[0], ()) if new in checks)


def _is_the_same(audit: Audit, key: Key, check: Check) -> bool:
    """Whether a question is still the one that was answered, under whatever identifier."""
    return audit.asked_as.get(key) == question_digest(check)


def _fits(answer: str | Unresolved | NotApplicable, check: Check, *, renamed: bool) -> bool:
    """An answer that a successor does not offer says nothing about it; of the question itself it is shown anyway."""
    return not renamed or isinstance(answer, Unresolved | NotApplicable) or check.option(answer) is not None


def _agreed(found: Mapping[Key, list[Earlier]]) -> Iterator[tuple[Key, Earlier]]:
    """Where two questions became one, an answer is only shown if both were answered alike."""
    for key, answers in found.items():
        if len({each.answer for each in answers}) == 1:
            yield key, max(answers, key=lambda each: each.question_changed)
