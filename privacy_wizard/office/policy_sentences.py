"""Sentences on how policy packs differ, and where one asks for less than the baseline."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from ..domain.model import AllowedException, Departure
from ..domain.names import exception_name, level_name, person_kind_name, verdict_name
from ..domain.policy_difference import Difference, DifferenceKind, Lowering, LoweringKind, Stated
from ..domain.policy_draft import QuestionCount
from ..domain.vocabulary import Level, PersonKind, Verdict
from ..i18n import Message, _, long_date, ngettext

DIFFERENCES: Mapping[DifferenceKind, Message] = {
    DifferenceKind.ADDED: Message("{control}: newly asked ({after}). {about}"),
    DifferenceKind.DROPPED: Message("{control}: no longer asked. It was: {before}."),
    DifferenceKind.STRICTER: Message("{control}: stricter. It was: {before}. Now: {after}."),
    DifferenceKind.MILDER: Message("{control}: milder. It was: {before}. Now: {after}."),
    DifferenceKind.COUNTED: Message("{control}: counts in the score now. Before it was a further question."),
    DifferenceKind.FURTHER: Message("{control}: a further question now, which never scores."),
    DifferenceKind.CRITICAL: Message("{control}: now critical. While it is not met, the score is at most 39."),
    DifferenceKind.NOT_CRITICAL: Message("{control}: no longer critical."),
    DifferenceKind.JUDGED: Message("{control}: the answer “{about}” now counts as: {after}. Before: {before}."),
    DifferenceKind.EXCEPTION_ALLOWED: Message("{control}: an exception may now be declared ({after})."),
    DifferenceKind.EXCEPTION_WITHDRAWN: Message("{control}: an exception may no longer be declared ({before})."),
    DifferenceKind.EXCEPTION_CHANGED: Message(
        "{control}: other exceptions may be declared. Before: {before}. Now: {after}."
    ),
    DifferenceKind.PEOPLE: Message("{control}: asked of other people. Before: {before}. Now: {after}."),
    DifferenceKind.CLAUSES: Message("{control}: rests on other clauses. Before: {before}. Now: {after}."),
    DifferenceKind.WORDING: Message("{control}: reworded. Now: {after}"),
    DifferenceKind.WORK_USE: Message("Personal use at work. Before: {before} Now: {after}"),
    DifferenceKind.TELL_ADDED: Message("Who to tell: {about}, about {after}."),
    DifferenceKind.TELL_DROPPED: Message("No longer named: {about}, about {before}."),
    DifferenceKind.SCOPE: Message("Who the policy covers. Before: {before}. Now: {after}."),
    DifferenceKind.PLATFORMS: Message("The services named. Before: {before}. Now: {after}."),
}
_NOW_OWN = Message("{control}: the policy itself asks it now ({after}). Before, only the baseline did.")
_NOW_BASELINE = Message("{control}: only the baseline asks it now. Before, the policy itself did ({before}).")
LOWERINGS: Mapping[LoweringKind, Message] = {
    LoweringKind.LEFT_OUT: Message("The baseline asks for this; the policy leaves it out."),
    LoweringKind.LEVEL: Message("The baseline asks for this as: {asked}. The policy: {stated}."),
    LoweringKind.PEOPLE: Message("The baseline asks this of everyone; the policy not of: {about}."),
    LoweringKind.JUDGED: Message("The policy takes the answer “{about}” as: {stated}. The baseline is stricter."),
}


def difference_sentence(found: Difference) -> str:
    """One difference, for staff."""
    template = DIFFERENCES.get(found.kind) or (_NOW_OWN if found.after else _NOW_BASELINE)
    return template.format(
        control=found.control.title if found.control else "",
        about=found.about,
        before=_named(found.before),
        after=_named(found.after),
    )


def lowering_sentence(found: Lowering) -> str:
    """One way in which a policy asks for less than the baseline, without its control."""
    return LOWERINGS[found.kind].format(
        asked=level_name(found.asked.level),
        stated=_named(found.stated),
        about=people_words(found.spared) if found.spared else found.about,
    )


def departure_ground(departure: Departure, refs: Mapping[str, str] = MappingProxyType({})) -> str:
    """On what a departure rests: the clause, as the policy numbers it where `refs` say so, or the decision."""
    decision = departure.decision
    if decision is None:
        return refs.get(departure.clause, departure.clause)
    return _("decided by the {role}, {date}", role=decision.by, date=long_date(decision.on))


def justified_lowering(found: Lowering) -> str:
    """The same, with its control, clause and reason, or that these are missing."""
    departure = found.departure
    if departure is None:
        why = _("It needs a clause or the school's decision, and a reason, under departures.")
    else:
        why = f"{departure_ground(departure)}: {departure.reason}"
    return f"{found.asked.control.title}. {lowering_sentence(found)} {why}"


def count_sentence(count: QuestionCount) -> str:
    """How many questions someone gets."""
    facts = {"must": count.must, "should": count.should, "inform": count.inform}
    if count.least == count.most:
        return ngettext(
            "{n} question: {must} on rules, {should} on advice, {inform} to be known.",
            "{n} questions: {must} on rules, {should} on advice, {inform} to be known.",
            count.most,
            **facts,
        )
    return _(
        "{least} to {most} questions: {must} on rules, {should} on advice, {inform} to be known.",
        least=count.least,
        most=count.most,
        **facts,
    )


def people_words(people: Iterable[PersonKind]) -> str:
    """Kinds of people, as a list in words."""
    return ", ".join(person_kind_name(kind) for kind in people)


def _named(said: Stated | None) -> str:
    """The closed words in the reader's language; the policy's own as they are."""
    match said:
        case Level():
            return level_name(said)
        case Verdict():
            return verdict_name(said)
        case AllowedException():
            approver = said.approver or _("nobody has to approve it")
            return f"{', '.join(exception_name(reason) for reason in said.reasons)}; {approver}"
        case tuple() if said:
            return people_words(said)
        case str() if said:
            return said
        case _:
            return _("nothing")
