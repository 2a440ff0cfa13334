"""A school with people in it."""

import hashlib
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from privacy_wizard.domain.campaign import Campaign
from privacy_wizard.domain.register_events import (
    AskedInCampaign,
    AttestationStanding,
    CampaignEntered,
    Event,
    PersonEntered,
    Received,
)
from privacy_wizard.domain.staff import StaffMember
from privacy_wizard.domain.vocabulary import Occasion
from privacy_wizard.register.addresses import read_address

TODAY = date(2026, 11, 20)
REVIEW = Campaign(
    id="review", title="Review", occasion=Occasion.ANNUAL_REVIEW, opens=date(2026, 9, 1), due=date(2026, 12, 1)
)


def member(number: int, **changed: Any) -> StaffMember:
    values: dict[str, Any] = {"first_name": f"First{number}", "last_name": f"Last{number:05}", "groups": ("Teachers",)}
    return StaffMember(**{"number": f"S{number}", **values, **changed})


def entered(number: int, **changed: Any) -> PersonEntered:
    return PersonEntered(person=f"p{number}", member=member(number, **changed))


def asked(number: int, campaign: Campaign = REVIEW, due: date = date(2026, 12, 1)) -> AskedInCampaign:
    return AskedInCampaign(person=f"p{number}", campaign=campaign.id, opens=campaign.opens, due=due)


def paper(number: int) -> str:
    """The SHA-256 of a file that is only thought of."""
    return hashlib.sha256(f"file {number}".encode()).hexdigest()


def received(number: int, standing: AttestationStanding = AttestationStanding.ACCEPTED, **changed: Any) -> Received:
    values: dict[str, Any] = {
        "attestation": paper(number),
        "person": f"p{number}",
        "campaign": REVIEW.id,
        "standing": standing,
        "file_name": f"attestation {number}.pdf",
        "identifier": hashlib.md5(f"{number}".encode()).hexdigest(),
        "policy": "example",
        "score": 90,
        "outcome": "meets the policy",
        "audited": date(2026, 11, 2),
        "signed": datetime(2026, 11, 2, 12, tzinfo=UTC),
        "fingerprint": hashlib.sha256(f"key {number}".encode()).hexdigest(),
    }
    return Received(**{**values, **changed})


def a_school(people: int = 3) -> list[Event]:
    """People, a campaign, and everyone asked."""
    return [
        *(entered(number) for number in range(people)),
        CampaignEntered(campaign=REVIEW),
        *(asked(number) for number in range(people)),
    ]


def raw(address: str, *statements: str) -> list[Any]:
    """Run statements past the program, as whoever owns the database; the rows of the last."""
    engine = create_engine(read_address(address), poolclass=NullPool)
    with engine.begin() as connection:
        results = [connection.execute(text(statement)) for statement in statements]
        found = [tuple(row) for row in results[-1]] if results[-1].returns_rows else []
    engine.dispose()
    return found


def without_guards(address: str) -> None:
    """Remove what refuses changes, as someone would who owns the database and means ill."""
    if not address.startswith("postgresql:"):
        triggers = raw(address, "SELECT name FROM sqlite_master WHERE type = 'trigger'")
        raw(address, *(f"DROP TRIGGER {name}" for (name,) in triggers), "SELECT 1")
    else:
        tables = ("chain", "content", "erased", "head", "signer")
        raw(address, *(f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in tables), "SELECT 1")
