"""The key that opens by itself needs nobody to look after it."""

from datetime import datetime, timedelta
from pathlib import Path

from attrs import evolve

from privacy_wizard.identity import load_key, save_key
from privacy_wizard.office.office_key import OfficeKey
from tests.ui.console.offices import NOW, certified, empty_context


def office_on(home: Path, moment: datetime) -> OfficeKey:
    return OfficeKey(home=home, now=lambda: moment, find_keychain=lambda: None)


def test_its_own_certificate_is_renewed_before_it_runs_out_and_one_of_the_school_is_left_as_it_is(
    tmp_path: Path,
) -> None:
    office = office_on(tmp_path, NOW)
    made = office.belong_to(office.make("Bradley"), name="Helen Ward", number="HR-1", school="Bradley")
    assert office_on(tmp_path, NOW + timedelta(days=900)).open() == made
    later = NOW + timedelta(days=3 * 365)
    found = office_on(tmp_path, later).open()
    assert found.valid_at(later + timedelta(days=900))
    assert found == evolve(made, certificate=found.certificate), "the same key"
    assert found.certificate.subject == made.certificate.subject
    assert load_key(office.key_file, office.secret()) == found, "once, and not at every start"

    context = empty_context(tmp_path)
    issued = certified(context).key
    context.register.close()
    save_key(office.key_file, issued, office.secret())
    assert office_on(tmp_path, later + timedelta(days=900)).open().certificate == issued.certificate
