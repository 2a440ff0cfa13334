"""What opens or locks a key takes seconds on an old computer: stopped at any step, it leaves everything as it was."""

from collections.abc import Callable, Iterator
from pathlib import Path
from unittest import mock

import pytest

from privacy_wizard.domain.register_events import PersonEntered
from privacy_wizard.domain.school_profile import SchoolProfile
from privacy_wizard.domain.staff import StaffMember
from privacy_wizard.identity import (
    KeyStore,
    KeyWorkStopped,
    SigningKey,
    certificate_request,
    fingerprint_words,
    key_file,
    load_key,
    locked_key,
    make_key,
)
from privacy_wizard.identity.authority_profile import CertificateKind, kind_of
from privacy_wizard.identity.authority_trust import Withdrawal
from privacy_wizard.office.login import Login
from privacy_wizard.system import OutgoingFiles
from privacy_wizard.system.progress import WorkProgress
from privacy_wizard.ui.console.context import ConsoleContext
from tests.disk import outside
from tests.identity.keys import place_key
from tests.identity.softhsm import PIN, token_place
from tests.stopping import stopped_everywhere
from tests.ui.console.offices import NOW, busy_context, certified, empty_context, member, officer_key, person_id

Act = Callable[[WorkProgress], object]
SECRET, COMING, OWN = "lantern river oak", "brick moss harp otter lamp", "otter candle bridge"
HELEN = StaffMember(number="HR-1", first_name="Helen", last_name="Ward")
HOW_MANY = 6  # acts of an authority
MADE_AND_LOCKED, BOTH_OPENED_AND_ONE_LOCKED, ON_THE_TOKEN = 2, 3, 1  # steps


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ConsoleContext]:
    with mock.patch.multiple(key_file, SEAL_ROUNDS=1000, KEY_ROUNDS=1000):
        context = certified(busy_context(tmp_path_factory.mktemp("office"), people=2))
        yield context
        context.register.close()


def state(folder: Path, context: ConsoleContext | None = None) -> object:
    """All files, and what is on record."""
    kept = [each for each in outside(folder) if "register.db" not in each[0]]
    return kept, None if context is None else len(context.register.register.records(context.register.school))


def stops(act: Act, folder: Path, context: ConsoleContext | None = None) -> int:
    """At how many steps it was stopped, each time with everything as it was, before it came through."""
    before = state(folder, context)

    def as_before() -> None:
        assert state(folder, context) == before

    _done, times = stopped_everywhere(act, KeyWorkStopped, as_before)
    assert state(folder, context) != before
    return times


def acts_of(context: ConsoleContext) -> Iterator[tuple[str, Act, int]]:
    """Each with the steps after which it can still be stopped."""
    issuing, place = context.issuing, context.school_place
    person = context.register.people.one(person_id(0))
    key = make_key(name=person.member.name, identifier=person.member.number, school="Bradley", now=NOW)
    asked, words = issuing.read(certificate_request(key)), fingerprint_words(key.certificate)

    def serial() -> str:
        return context.register.certificates.valid_of(person.member.number, NOW).serial

    yield "issued", lambda told: issuing.grant(asked, SECRET, words=words, progress=told), 1
    yield "renewed", lambda told: issuing.renew(serial(), SECRET, progress=told), 1
    why = Withdrawal.KEY_COMPROMISED
    yield "revoked", lambda told: issuing.revoke(serial(), SECRET, since=NOW, why=why, progress=told), 1
    profile, out = SchoolProfile(name="Bradley Primary School"), place.folder / "out.pwschool"
    yield "school's file", lambda told: context.sign_profile(SECRET, profile, {}, out, told), 1
    school = context.register.name()
    over = issuing.acts.hand_over
    yield "handed over", lambda told: over(SECRET, school=school, new_passphrase=COMING, progress=told), 2
    for each in (place.authority_store.certificates_file, place.authority_store.key_file):
        each.rename(each.with_suffix(".away"))
    backup = place.authority_store.key_file.with_suffix(".away")
    yield "brought back", lambda told: place.authority_store.restore(backup, COMING, told), 1


def test_an_act_of_the_schools_certificate_stopped_at_any_step_is_neither_on_the_disk_nor_on_record(
    office: ConsoleContext,
) -> None:
    done = []
    for name, act, steps in acts_of(office):
        assert stops(act, office.home, office if name != "brought back" else None) == steps + 1, name
        done.append(name)
    assert len(done) == HOW_MANY


def test_a_schools_and_an_officers_certificate_stopped_at_any_step_are_not_made(tmp_path: Path) -> None:
    context, file = empty_context(tmp_path), tmp_path / "signing-key.p12"
    assert stops(lambda told: context.make_authority(SECRET, progress=told), tmp_path, context) == MADE_AND_LOCKED + 1
    place_key(file, officer_key(), OWN)
    context.register.record(PersonEntered(person="helen", member=HELEN))

    def certify(told: WorkProgress) -> object:
        steps = told.ending_in(KeyWorkStopped).in_steps(4)
        key = load_key(file, OWN, progress=steps)

        def keep(made: SigningKey, files: OutgoingFiles) -> None:
            files.private(file, locked_key(file, made, OWN, steps))

        return context.issuing.certify_officer(key, SECRET, keep, steps)

    assert stops(certify, tmp_path, context) == BOTH_OPENED_AND_ONE_LOCKED + 1
    assert kind_of(load_key(file, OWN).certificate) is CertificateKind.OFFICER
    context.register.close()


def test_a_key_on_a_token_is_taken_off_it_again_where_it_was_stopped(tmp_path: Path) -> None:
    context, place = empty_context(tmp_path), token_place("stopped")
    make, school = context.issuing.acts.make_on_token, context.register.name()
    assert stops(lambda told: make(school, place, PIN, progress=told), tmp_path, context) == ON_THE_TOKEN + 1
    assert context.school_place.card().on_token, "its name was free again each time"
    context.register.close()


def test_a_key_stopped_at_any_step_is_neither_made_nor_brought_here(tmp_path: Path) -> None:
    login = Login(home=tmp_path, key_file=tmp_path / "key.p12", now=lambda: NOW)
    who = {"name": "Helen Ward", "number": member(0).number, "school": "Bradley", "passphrase": OWN}
    assert stops(lambda told: login.make_key(**who, progress=told), tmp_path) == 2
    other = KeyStore(tmp_path / "other" / "key.p12", lambda: NOW)
    assert stops(lambda told: other.restore(login.key_file, OWN, told), tmp_path) == 2
    assert other.open(OWN) == login.open_key(OWN)
