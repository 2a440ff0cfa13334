"""How policy packs differ, said to people."""

from collections.abc import Mapping

from ..domain.policy_difference import Difference, DifferenceKind, Lowering, LoweringKind
from ..domain.policy_draft import QuestionCount
from ..domain.vocabulary import Level

LEVELS: Mapping[str, str] = {
    Level.MUST: "a rule",
    Level.SHOULD: "advice",
    Level.INFORM: "only to be known",
}
DIFFERENCES: Mapping[DifferenceKind, str] = {
    DifferenceKind.ADDED: "{control}: newly asked, as {after}. {about}",
    DifferenceKind.DROPPED: "{control}: no longer asked. It was {before}.",
    DifferenceKind.STRICTER: "{control}: stricter. It was {before} and is now {after}.",
    DifferenceKind.MILDER: "{control}: milder. It was {before} and is now {after}.",
    DifferenceKind.JUDGED: "{control}: the answer “{about}” now counts as {after}. It counted as {before}.",
    DifferenceKind.EXCEPTION_ALLOWED: "{control}: an exception may now be declared ({after}).",
    DifferenceKind.EXCEPTION_WITHDRAWN: "{control}: no exception may be declared any more ({before}).",
    DifferenceKind.EXCEPTION_CHANGED: "{control}: other exceptions may be declared. Before: {before}. Now: {after}.",
    DifferenceKind.PEOPLE: "{control}: asked of other people. Before: {before}. Now: {after}.",
    DifferenceKind.CLAUSES: "{control}: rests on other clauses. Before: {before}. Now: {after}.",
    DifferenceKind.WORDING: "{control}: worded anew. Now: {after}",
    DifferenceKind.WORK_USE: "Personal use at work. Before: {before} Now: {after}",
    DifferenceKind.TELL_ADDED: "Whom to tell: {about}, about {after}.",
    DifferenceKind.TELL_DROPPED: "No longer named: {about}, about {before}.",
    DifferenceKind.SCOPE: "Whom it covers. Before: {before}. Now: {after}.",
    DifferenceKind.PLATFORMS: "The services named. Before: {before}. Now: {after}.",
}
_NOW_OWN = "{control}: the policy itself asks it now, in {after}. Before, only Privacy Wizard's baseline did."
_NOW_BASELINE = "{control}: only Privacy Wizard's baseline asks it now. Before, the policy itself did, in {before}."
LOWERINGS: Mapping[LoweringKind, str] = {
    LoweringKind.LEFT_OUT: "{control}: the baseline asks for it, this policy leaves it out.",
    LoweringKind.LEVEL: "{control}: the baseline asks for it as {asked}, this policy as {stated}.",
    LoweringKind.PEOPLE: "{control}: the baseline asks it of everyone, this policy not of these: {about}.",
    LoweringKind.JUDGED: "{control}: this policy takes the answer “{about}” as {stated}, which the baseline does not.",
}
_NO_DEPARTURE = "It needs a clause and a reason under departures."


def difference_sentence(found: Difference) -> str:
    """One difference, said to staff."""
    template = DIFFERENCES.get(found.kind) or (_NOW_OWN if found.after else _NOW_BASELINE)
    return template.format(
        control=found.control.title if found.control else "",
        about=found.about,
        before=LEVELS.get(found.before, found.before) or "none",
        after=LEVELS.get(found.after, found.after) or "none",
    )


def lowering_sentence(found: Lowering) -> str:
    """One place where a policy asks for less than the baseline, with its clause and reason."""
    said = LOWERINGS[found.kind].format(
        control=found.asked.control.title,
        asked=LEVELS[found.asked.level],
        stated=LEVELS.get(found.stated, found.stated),
        about=found.about,
    )
    departure = found.departure
    return f"{said} " + (f"{departure.clause}: {departure.reason}" if departure is not None else _NO_DEPARTURE)


def count_sentence(count: QuestionCount) -> str:
    """How many questions someone gets."""
    many = f"{count.most} questions" if count.least == count.most else f"{count.least} to {count.most} questions"
    return f"{many} ({count.must} on rules, {count.should} on advice, {count.inform} to be known)"
