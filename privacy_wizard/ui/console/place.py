"""The places in the console."""

from enum import StrEnum
from typing import NamedTuple


class PlaceId(StrEnum):
    """The pages."""

    OVERVIEW = "overview"
    PEOPLE = "people"
    PERSON = "person"
    STAFF_IMPORT = "staff import"
    HAND_IN = "hand in"
    ATTESTATION = "attestation"
    PAPER = "paper"
    CAMPAIGNS = "campaigns"
    CAMPAIGN = "campaign"
    SEND = "send"
    ACTIONS = "actions"
    CERTIFICATES = "certificates"
    SCHOOL = "school"
    POLICIES = "policies"
    POLICY = "policy"
    PROTECTED_LIST = "protected list"
    PICTURE = "picture"
    INSPECTION = "inspection"
    CHECK = "check"
    KEEPING = "keeping"


NOBODYS = "nobody's"  # Attestation: one after the other of those of which it is not clear whose they are


class ConsolePlace(NamedTuple):
    """A page and what it should show: the identifier of a person, a campaign or an attestation."""

    id: PlaceId
    of: str = ""
    filter: str = ""  # People: the state by which to filter; Send: what is sent; Attestation: NOBODYS
    who: str = ""  # Send: one person alone
    scan: str = ""  # Paper: the file on record that is its scan
    among: frozenset[str] = frozenset()  # Send: these people alone; empty: all whom it concerns
