"""A policy's own statements: the pack itself brings the control, and the question is made from it here."""

from collections.abc import Iterator

from .model import Check, Control, Option, PolicyPack, Requirement, Source
from .versions import version_order
from .vocabulary import Confidence, Kind, Verdict

ACCEPTED = (
    Option(id="acknowledge", label="I acknowledge this", verdict=Verdict.ACKNOWLEDGED),
    Option(id="refuse", label="I do not acknowledge this", verdict=Verdict.NOT_MET),
)
ANSWERED = (
    Option(id="yes", label="Yes, always", verdict=Verdict.MET),
    Option(id="partly", label="Not always", verdict=Verdict.PARTLY_MET),
    Option(id="no", label="No", verdict=Verdict.NOT_MET),
)
_FIX = "Read this part of the policy, and ask the person at your school who looks after it what you can do."


def own_controls(pack: PolicyPack) -> tuple[Control, ...]:
    """The controls that only this policy has, in its order."""
    return tuple(each.control for each in pack.requirements if each.statement is not None)


def own_checks(pack: PolicyPack) -> tuple[Check, ...]:
    """The questions that ask them. Their identifiers start with the pack's, as others start with their checklist's."""
    return tuple(_checks(pack))


def _checks(pack: PolicyPack) -> Iterator[Check]:
    for each in pack.requirements:
        if each.statement is not None:
            yield _check(pack, each)


def _check(pack: PolicyPack, requirement: Requirement) -> Check:
    control = requirement.control
    return Check(
        id=f"{pack.id}.{control.id.partition('.')[2]}",
        control=control.id,
        ask=control.statement,
        options=ACCEPTED if control.kind is Kind.ACK else ANSWERED,
        why=requirement.summary,
        fix=_FIX,
        source=Source(
            id="policy",
            title=f"{pack.title}, {pack.issuer}",
            date=_month(pack.version) if (undated := not pack.date[:1].isdigit()) else pack.date,
            undated=undated,
        ),
        confidence=Confidence.OFFICIAL,
    )


def _month(version: str) -> str:
    year, month, *_number = version_order(version)
    return f"{year}-{month:02}"
