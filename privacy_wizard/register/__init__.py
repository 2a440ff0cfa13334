"""The officer's append-only record of people, campaigns, attestations, certificates and decisions, in a database."""

from . import queries
from .certificate_record import AuthorityOnRecord, CertificateRecord
from .chain import Officer
from .check import Asked
from .errors import RegisterTrouble
from .queue import Queue
from .register import Register
from .school_people import NamedPerson, PersonFile, StaffAct, StaffView
from .school_register import SchoolRegister
from .writing import WritingSession

__all__ = [
    "Asked",
    "AuthorityOnRecord",
    "CertificateRecord",
    "NamedPerson",
    "Officer",
    "PersonFile",
    "Queue",
    "Register",
    "RegisterTrouble",
    "SchoolRegister",
    "StaffAct",
    "StaffView",
    "WritingSession",
    "queries",
]
