"""What the texts of a downloaded profile say that bears on a question. They are pointed at, and answer nothing.

Where a text names the school, or nearly does, it is shown beside the question about it; where a policy asks for a note
that views are personal, it is said whether the profile carries one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from attrs import frozen

from ..domain.audit import School
from ..domain.model import Requirement
from ..domain.questions import Question
from ..domain.vocabulary import Verdict
from ..evidence.observation import DataExport, Observation, ObservationKind, Observed
from ..evidence.school_mentions import MentionKind, SchoolMention, has_disclaimer, school_mentions

NAMED, USER_NAME, EMAIL, NOTE = (
    f"identity.{each}" for each in ("school-name", "user-name", "school-email", "disclaimer")
)
# Controls under which a text that names the school is asked about; the first of them that the policy has.
_ABOUT_TEXTS = (NAMED, "identity.fitting-when-identifiable", "identity.other-signs")
_ABOUT = {
    ObservationKind.EMAIL: (EMAIL,),
    ObservationKind.USERNAME: (USER_NAME, *_ABOUT_TEXTS),
    ObservationKind.NAME: (USER_NAME, *_ABOUT_TEXTS),
    ObservationKind.BIO: _ABOUT_TEXTS,
    ObservationKind.HEADLINE: _ABOUT_TEXTS,
    ObservationKind.EMPLOYER: _ABOUT_TEXTS,
    ObservationKind.JOB_TITLE: _ABOUT_TEXTS,
    ObservationKind.DESCRIPTION: _ABOUT_TEXTS,
    ObservationKind.EDUCATION: _ABOUT_TEXTS,
    ObservationKind.WEBSITE: _ABOUT_TEXTS,
}
_MAY_CARRY_A_NOTE = (ObservationKind.BIO, ObservationKind.HEADLINE)
# Facts of a control: the milder one, which some policies allow, and the plain one.
_MILDER = {NAMED: ("disclaimer", "present"), EMAIL: ("sign-in", "shown")}
_GOOD = (Verdict.MET, Verdict.ACKNOWLEDGED)


class Leave(StrEnum):
    """What a policy says about texts that name the school."""

    ALLOWED = "allowed"
    MILDER_ALLOWED = "allowed in its milder form"  # with a note that views are personal; an address only to sign in
    MILDER_COUNTS_IN_PART = "partly met in its milder form"
    FORBIDDEN = "forbidden in either form"
    AS_IT_SAYS = "as the requirement says"  # it knows no milder form


@frozen(kw_only=True)
class ProfileHint:
    """What a profile says that bears on one question. `carries` are the texts that say that views are personal."""

    mentions: tuple[SchoolMention, ...]
    leave: Leave
    carries: tuple[Observation, ...]
    wants_note: bool  # the policy asks for such a note here, and no text of the profile is one


def leave_of(requirement: Requirement) -> Leave:
    """What a policy says of a text that the control of this requirement is about."""
    facts = _MILDER.get(requirement.control.id)
    if facts is None:
        return Leave.AS_IT_SAYS
    milder, plain = (requirement.judge(fact) for fact in facts)
    if plain in _GOOD:
        return Leave.ALLOWED
    if milder in _GOOD:
        return Leave.MILDER_ALLOWED
    return Leave.MILDER_COUNTS_IN_PART if milder is Verdict.PARTLY_MET else Leave.FORBIDDEN


def hints_for(
    downloads: Mapping[str, DataExport],
    questions: Iterable[Question],
    asked: Sequence[Question],
    school: School | None,
) -> tuple[ProfileHint, ...]:
    """What the downloads, each of an account, say that bears on the questions of one row."""
    with_download = ((downloads.get(each.key[1] or ""), each) for each in questions)
    found = (hint_for(export, each, asked, school) for export, each in with_download if export is not None)
    return tuple(each for each in found if each is not None)


def hint_for(
    export: DataExport, question: Question, asked: Iterable[Question], school: School | None
) -> ProfileHint | None:
    """What a profile says that bears on a question, of those that are asked; None where it says nothing of it."""
    control = question.check.control
    if control is None:
        return None
    controls = {each.check.control for each in asked if each.key[1] == question.key[1]}
    said = [each for each in export.observations if each.kind in _ABOUT and each.shown is Observed.YES]
    found = school_mentions(school, said) if school is not None else ()
    mentions = tuple(each for each in found if control in _controls_of(each, controls))
    texts = [each for each in said if each.kind in _MAY_CARRY_A_NOTE]
    carries = tuple(each for each in texts if has_disclaimer(each.value))
    leave = leave_of(question.own_requirement)
    asks_for_note = control == NOTE or (
        control == NAMED and bool(mentions) and leave in (Leave.MILDER_ALLOWED, Leave.MILDER_COUNTS_IN_PART)
    )
    if not mentions and not (control == NOTE and texts):
        return None
    return ProfileHint(
        mentions=mentions,
        leave=leave,
        carries=carries if asks_for_note else (),
        wants_note=asks_for_note and not carries,
    )


def _controls_of(mention: SchoolMention, asked: set[str | None]) -> Iterator[str]:
    yield from [each for each in _ABOUT[mention.observation.kind] if each in asked][:1]
    if mention.kind is MentionKind.EMAIL_DOMAIN and "@" in mention.found:
        yield EMAIL
