"""What of last year's answers may be confirmed by saying that it is still true, and what is asked afresh. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date

from attrs import evolve

from ...domain.audit import Response
from ...domain.judgement import Gated, Responses, gate_of
from ...domain.model import Check, PolicyPack
from ...domain.questions import Question, verdict_on
from ...domain.versions import changes_since
from ...domain.vocabulary import NotApplicable, Unresolved
from ..state import Audit, Earlier, Key


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
