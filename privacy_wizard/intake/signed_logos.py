"""What the school has signed as its logo, as far as its record tells."""

from ..domain.certificate_events import ProfileSigned
from ..domain.register_events import EventKind
from ..register import SchoolRegister
from ..school.profile_file import ProfileFile
from .reference_library import SchoolLibrary

_MOST = 1000  # files of one school


def library_on_record(file: ProfileFile | None, register: SchoolRegister) -> SchoolLibrary | None:
    """What the school's last file brings, with the logos of those before it. Raises RegisterTrouble."""
    return None if file is None else SchoolLibrary.of(file, _signed_logos(register))


def _signed_logos(register: SchoolRegister) -> tuple[str, ...]:
    signed = (each.event for each in register.records_of((EventKind.PROFILE_SIGNED,), _MOST))
    return tuple({logo for each in signed if isinstance(each, ProfileSigned) for logo in each.logos})
