"""The workshop's sentences: how two states of a policy differ, where it lowers the baseline, what is missing."""

from collections.abc import Iterable

from ....catalogue.document import LibraryFaultKind
from ....domain.model import PolicyPack
from ....domain.names import exception_name, level_name
from ....domain.vocabulary import ExceptionReason, Level
from ....i18n import Message, _
from ....office.policy_files import Spot, Unfinished

CLAUSE_HAS_NO_NUMBER = Message("Say how your policy numbers this clause.")
CLAUSE_ASKS_NOTHING = Message("Say in your own words what this clause asks.")
GIVE_TITLE = Message("Give the policy a title.")
LESS_THAN_BASELINE = Message("Less than the baseline")
LOOKING_THROUGH = Message("Checking the policy …")
WITHOUT_TITLE = Message("A policy without a title")


def level_words(level: Level | None) -> str:
    """How strictly something is asked; None: not at all."""
    if level is None:
        return _("Not asked")
    return level_name(level)


def reason_words(reasons: Iterable[ExceptionReason]) -> str:
    """Reasons for exceptions, one after the other."""
    return ", ".join(exception_name(reason) for reason in reasons)


def unfinished_words(found: Unfinished) -> str:
    """What is still to be done, beside the place where it is done."""
    return _plain().get((found.spot, found.field)) or _by_sentence(found)


def unfinished_where(found: Unfinished, pack: PolicyPack, titles: dict[str, str]) -> str:
    """The same with its place, for a list; `titles` are the controls' own."""
    where = {
        Spot.RULE: lambda: titles.get(found.of, found.of),
        Spot.CLAUSE: lambda: _(
            "Clause {ref}", ref=next((each.ref for each in pack.clauses if each.id == found.of), "") or "…"
        ),
        Spot.TELL: lambda: _("Who to tell"),
        Spot.POLICY: lambda: _("About the policy"),
    }[found.spot]()
    return _("{where}: {what}", where=where, what=unfinished_words(found))


def _plain() -> dict[tuple[Spot, str], str]:
    return {
        (Spot.RULE, "clauses"): _("Say which clause of your policy this rests on."),
        (Spot.RULE, "words"): _("Give the words of your policy that name this, or say that no words do."),
        (Spot.RULE, "exception.reasons"): _("Tick at least one reason, or allow no exception at all."),
        (Spot.RULE, "departure.clause"): _(
            "This asks for less than the baseline. Choose the clause that says so, or say who decided it."
        ),
        (Spot.POLICY, "clauses"): _("Write down at least one clause of your policy."),
        (Spot.POLICY, "requirements"): _("The policy itself asks for nothing yet."),
        (Spot.POLICY, "applies_to.people"): _("Tick who the policy covers."),
        (Spot.POLICY, "date"): _("Write the date as 2026, 2026-05 or 2026-05-02, or the word undated."),
    }


def _by_sentence(found: Unfinished) -> str:
    """Where a field can be wrong in more than one way; what is left speaks for itself."""
    if found.kind is LibraryFaultKind.EMPTY:
        return _where_empty().get((found.spot, found.field)) or found.said
    if found.spot is Spot.CLAUSE and found.kind is LibraryFaultKind.NOT_ASKED:
        return _("Nothing rests on this clause. Let a rule name it, or delete it.")
    if found.spot is Spot.TELL and found.kind is LibraryFaultKind.TWICE:
        return _("This role is here twice. Put everything about it on one line.")
    return found.said


def _where_empty() -> dict[tuple[Spot, str], str]:
    return {
        (Spot.RULE, "summary"): _("Say in one sentence what the policy asks."),
        (Spot.RULE, "exception.approver"): _("Say which role approves an exception."),
        (Spot.RULE, "statement.title"): _("Give the statement a title of a few words."),
        (Spot.RULE, "statement.says"): _("Say in one sentence what staff accept or answer."),
        (Spot.RULE, "departure.decision.by"): _("Say which role decided it, such as governing body."),
        (Spot.RULE, "departure.reason"): _("Say why your policy asks for less, in one sentence."),
        (Spot.CLAUSE, "ref"): str(CLAUSE_HAS_NO_NUMBER),
        (Spot.CLAUSE, "asks"): str(CLAUSE_ASKS_NOTHING),
        (Spot.TELL, "role"): _("Say which role staff turn to, such as headteacher."),
        (Spot.TELL, "about"): _("Say what they tell this role."),
        (Spot.POLICY, "title"): str(GIVE_TITLE),
        (Spot.POLICY, "issuer"): _("Say who issued the policy."),
        (Spot.POLICY, "applies_to.summary"): _("Say in one sentence who the policy covers."),
        (Spot.POLICY, "platforms.summary"): _("Say in one sentence which services are meant."),
        (Spot.POLICY, "personal_use_at_work"): _(
            "Say in one sentence what the policy says about personal use at work."
        ),
        (Spot.POLICY, "changes.summary"): _("Say in one sentence what is new in this version."),
    }
