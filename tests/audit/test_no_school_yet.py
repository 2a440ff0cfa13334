"""A member of staff's computer that does not know the school yet."""

from pathlib import Path

import pytest

from privacy_wizard.audit.school_files import open_invitation, take_certificate
from privacy_wizard.identity import make_key
from privacy_wizard.school.errors import NoSchoolYet
from privacy_wizard.school.known_school import KnownSchool
from tests.school.profiles import HILLSIDE, NOW


def test_a_certificate_is_not_taken_before_the_school_is_known(tmp_path: Path) -> None:
    key = make_key(name="Ada Łąka", identifier="S-1042", school=HILLSIDE.name, now=NOW)
    with pytest.raises(NoSchoolYet):
        take_certificate(b"whatever it is", key, KnownSchool(tmp_path), NOW)


def test_an_invitation_is_not_opened_before_the_school_is_known(tmp_path: Path) -> None:
    with pytest.raises(NoSchoolYet):
        open_invitation(b"whatever it is", KnownSchool(tmp_path), NOW)
