"""A member of staff's computer that does not know the school yet."""

import pytest

from privacy_wizard.office.errors import NoSchoolYet
from privacy_wizard.office.invitations import take_certificate

from .conftest import NOW, Computer, Office


def test_a_certificate_is_not_taken_before_the_school_is_known(office: Office, computer: Computer) -> None:
    key = office.officer()
    with pytest.raises(NoSchoolYet):
        take_certificate(b"whatever it is", key, computer.known, NOW)
