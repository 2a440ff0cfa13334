"""Where somebody stands in a campaign, and a file in the register, as SQL conditions."""

from datetime import date
from functools import cache, lru_cache

from sqlalchemy import ColumnElement, and_, case, or_, select

from ..domain.campaign import CampaignState
from ..domain.register_events import NOT_CHECKED, AttestationStanding
from .codec import as_text
from .schema import attestation, task


def _excused(today: date) -> "ColumnElement[bool]":
    return and_(task.c.excused, or_(task.c.excused_until.is_(None), task.c.excused_until >= today))


def waits_for_decision() -> "ColumnElement[bool]":
    """Whether an attestation of the person waits to be decided, for this campaign or for none in particular."""
    return _has_one(AttestationStanding.NEEDS_A_LOOK)


def was_refused() -> "ColumnElement[bool]":
    """Whether one was rejected or sent back, for this campaign or for none in particular."""
    return _has_one(AttestationStanding.REJECTED, AttestationStanding.SENT_BACK)


@cache
def _has_one(*standings: AttestationStanding) -> "ColumnElement[bool]":
    """Looked up by the person: the words of the index over whatever is not accepted would have each person look at
    all.
    """
    held = attestation.alias()
    return (
        select(held.c.attestation)
        .where(
            held.c.school == task.c.school,
            held.c.person == task.c.person,
            or_(held.c.campaign == task.c.campaign, held.c.campaign.is_(None)),
            held.c.standing.in_([each.value for each in standings]),
        )
        .correlate(task)
        .exists()
    )


@lru_cache(maxsize=2)
def state_of(today: date) -> "ColumnElement[str]":
    """As `domain.campaign.standing` says it."""
    return case(
        (task.c.attestation.is_not(None), CampaignState.DONE.value),
        (waits_for_decision(), CampaignState.HANDED_IN.value),
        (_excused(today), CampaignState.EXCUSED.value),
        (task.c.opens > today, CampaignState.DUE.value),
        (was_refused(), CampaignState.PROBLEM.value),
        (task.c.due >= today, CampaignState.OPEN.value),
        else_=CampaignState.OVERDUE.value,
    )


def is_counted(today: date) -> "ColumnElement[bool]":
    """Leavers who never answered are asked no more."""
    return or_(task.c.attestation.is_not(None), task.c.last_day.is_(None), task.c.last_day >= today)


def is_unchecked() -> "ColumnElement[bool]":
    """Whether the check of a file was not completed, and nobody has decided on it since."""
    alone = [
        attestation.c.reasons == as_text([reason]) for reason in NOT_CHECKED
    ]  # a list cannot be asked for many at once
    return and_(attestation.c.standing == AttestationStanding.REJECTED.value, or_(*alone))
