"""The officer's append-only record of people, campaigns, attestations, certificates and decisions, in a database."""

from . import queries
from .chain import Officer
from .check import Asked
from .errors import RegisterTrouble
from .issuing_record import IssuingRecord
from .queue import Queue
from .register import Register
from .writing import WritingSession

__all__ = [
    "Asked",
    "IssuingRecord",
    "Officer",
    "Queue",
    "Register",
    "RegisterTrouble",
    "WritingSession",
    "queries",
]
