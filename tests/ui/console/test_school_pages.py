"""Setting a school up in the window: authority, officer, profile; invitations, requests, certificates, revocation."""

from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from attrs import evolve
from cryptography import x509
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog
from pytestqt.qtbot import QtBot

from privacy_wizard.audit.school_files import (
    accept_profile,
    open_invitation,
    open_profile,
    request_certificate,
    take_certificate,
)
from privacy_wizard.domain.certificate_events import Revoked
from privacy_wizard.domain.names import certificate_state_name
from privacy_wizard.domain.register_events import PersonEntered
from privacy_wizard.domain.school_profile import PackFor, SchoolProfile
from privacy_wizard.domain.staff import StaffMember
from privacy_wizard.domain.vocabulary import PersonKind, SendKind
from privacy_wizard.identity import certificate_request, fingerprint_words, load_key, make_key
from privacy_wizard.identity.authority_profile import CertificateKind, kind_of
from privacy_wizard.identity.errors import SignatureForeign
from privacy_wizard.intake.countersigning import NotOfficersKey
from privacy_wizard.office.errors import AuthorityElsewhere, RequestRefused
from privacy_wizard.office.next_steps import Upgrade, worthwhile
from privacy_wizard.office.school_folder import take_schools_file
from privacy_wizard.register import Register, SchoolRegister
from privacy_wizard.school.invitation_files import read_certificates, write_certificates
from privacy_wizard.school.known_school import KnownSchool
from privacy_wizard.system import shipped_folder
from privacy_wizard.ui.console.certificates.profile_fields import AppliedPolicies
from privacy_wizard.ui.console.context import ConsoleContext
from privacy_wizard.ui.console.page import ConsolePlace, PlaceId
from privacy_wizard.ui.console.people.person_form import StaffEntryForm
from privacy_wizard.ui.console.people.send_page import send_place
from privacy_wizard.ui.kit.theme import Theme
from tests.identity.keys import place_key
from tests.identity.softhsm import PIN, token_place
from tests.intake.officers import officer_key as officer_school_key
from tests.ui.console.offices import (
    NOW,
    REVIEW,
    SCHOOL,
    busy_context,
    certified,
    member,
    officer,
    officer_key,
    person_id,
)
from tests.ui.console.test_first_pages import settle, window_on
from tests.ui.contexts import button, press, words_on

SCHOOL_SECRET, OWN_SECRET = "lantern river oak", "otter candle bridge"
HELEN = StaffMember(number="HR-1", first_name="Helen", last_name="Ward", email="helen@bradley.example.org")


def set_up(qtbot: QtBot, theme: Theme, context: ConsoleContext) -> ConsoleContext:
    """An authority, and the officer certified by it; the context with the certified key."""
    place_key(context.key_file, officer_key(), OWN_SECRET)
    context.register.record(PersonEntered(person="helen", member=HELEN))
    window = window_on(qtbot, theme, context, ConsolePlace(id=PlaceId.SCHOOL))
    page = window.page
    page.authority.passphrase.first.line.setText(SCHOOL_SECRET)
    page.authority.passphrase.again.line.setText(SCHOOL_SECRET)
    press(qtbot, window, "Make the certificate")
    settle(qtbot)
    assert " ".join(context.school_place.card().words) in words_on(window)
    page.officer.school_secret.line.setText(SCHOOL_SECRET)
    page.officer.own_secret.line.setText(OWN_SECRET)
    with qtbot.waitSignal(window.key_changed, timeout=20_000) as changed:
        press(qtbot, window, "Make me an officer")
    settle(qtbot)
    assert "From now on you are an officer of the school." in words_on(window)
    window.close()
    key = changed.args[0]
    assert kind_of(key.certificate) is CertificateKind.OFFICER
    assert load_key(context.key_file, OWN_SECRET).certificate == key.certificate
    return evolve(context, key=key)


def set_up_already(context: ConsoleContext) -> ConsoleContext:
    """What `set_up` leaves, for tests of what comes after it."""
    context.register.record(PersonEntered(person="helen", member=HELEN))
    context.make_authority(SCHOOL_SECRET)
    key = context.issuing.certify_officer(context.key, SCHOOL_SECRET)
    place_key(context.key_file, key, OWN_SECRET)
    return evolve(context, key=key)


def signed_already(context: ConsoleContext) -> Path:
    """The school's first file, as `sign_profile_in` leaves it."""
    profile = SchoolProfile(name="Bradley Primary School", packs=(PackFor(pack="bradley-primary-2023", people=()),))
    context.sign_profile(SCHOOL_SECRET, profile, {}, out := context.home / "school.pwschool")
    return out


def test_a_school_keeps_its_certificate_on_a_token_and_issues_with_its_pin(
    qtbot: QtBot, theme: Theme, busy: ConsoleContext
) -> None:
    place = token_place(f"console {busy.register.identifier}")  # a key's name is taken once
    place_key(busy.key_file, officer_key(), OWN_SECRET)
    busy.register.record(PersonEntered(person="helen", member=HELEN))
    window = window_on(qtbot, theme, busy, ConsolePlace(id=PlaceId.SCHOOL))
    form = window.page.authority.token
    form.set_open(True)
    form.make.click()
    assert window.page.notice.message == "Choose the driver of the token."
    form.driver.show_text(str(place.module))
    form.token.show_text(place.token)
    form.key.show_text(place.key)
    form.pin.line.setText("0000")
    form.make.click()
    settle(qtbot)
    assert "PIN" in window.page.notice.message
    assert form.pin.text == ""
    form.pin.line.setText(PIN)
    form.make.click()
    settle(qtbot)
    card = busy.school_place.card()
    assert card is not None
    assert card.on_token
    assert "Its key is on a token" in words_on(window)
    assert "PIN of the token with the school's certificate" in words_on(window)
    page = window.page
    page.officer.school_secret.line.setText(PIN)
    page.officer.own_secret.line.setText(OWN_SECRET)
    with qtbot.waitSignal(window.key_changed, timeout=20_000) as changed:
        press(qtbot, window, "Make me an officer")
    settle(qtbot)
    assert kind_of(changed.args[0].certificate) is CertificateKind.OFFICER


def sign_profile_in(qtbot: QtBot, theme: Theme, context: ConsoleContext) -> Path:
    context.register.call_also(["Bradley Juniors"])
    window = window_on(qtbot, theme, context, ConsolePlace(id=PlaceId.SCHOOL))
    card = window.page.profile
    assert "Bradley Juniors" in words_on(window.page.profile.taken_names)
    card.others.set_values(["Bradley"])
    assert not card.policies.some.is_open, "one choice for everyone is enough for most"
    card.policies.of_some[PersonKind.EMPLOYEE].choose("bradley-primary-2023")
    named = card.policies.of_some[PersonKind.EMPLOYEE].currentText()
    assert named == "Bradley Primary School · Social media and networking plan · 2023"
    card.mail.line.setText("attestations@bradley.example.org")
    card.secret.line.setText(SCHOOL_SECRET)
    out = context.home / "school.pwschool"
    card.sign_into(out)
    settle(qtbot)
    assert "number 1" in words_on(window)
    assert "the e-mails of “Ask your staff” carry it" in window.page.notice.message
    window.close()
    return out


def test_a_policy_that_is_gone_gives_nobody_another_one(qtbot: QtBot) -> None:
    form, group, own = AppliedPolicies(), ("group", "The group's"), ("own", "Our own")
    qtbot.addWidget(form)
    form.offer([group, own])
    said = {kind: "own" if kind is PersonKind.VOLUNTEER else "group" for kind in PersonKind}
    form.show_values(said)
    assert form.values == said
    form.offer([group])
    assert form.values == {**said, PersonKind.VOLUNTEER: ""}, "taken out of the school's file"
    form.show_values(said)
    assert form.values == {**said, PersonKind.VOLUNTEER: ""}, "missing from the file that was read"


def test_a_school_is_set_up_and_its_staff_can_open_its_file(
    qtbot: QtBot, theme: Theme, busy: ConsoleContext, tmp_path: Path
) -> None:
    context = set_up(qtbot, theme, busy)
    file = sign_profile_in(qtbot, theme, context)
    known = KnownSchool(tmp_path / "staff")
    opened = open_profile(file.read_bytes(), known, shipped=shipped_folder("checklists"), now=NOW)
    assert opened.words == context.school_place.card().words
    profile = opened.file.manifest.profile
    assert profile.packs_for(PersonKind.EMPLOYEE) == ("bradley-primary-2023",)
    assert profile.packs_for(PersonKind.GOVERNOR) == ()
    again = window_on(qtbot, theme, context, ConsolePlace(id=PlaceId.SCHOOL))
    assert again.page.profile.profile() == profile
    assert again.page.profile.policies.some.is_open, "what differs is in view"


def test_whoever_is_not_on_the_staff_list_adds_themselves_and_becomes_an_officer(
    qtbot: QtBot, theme: Theme, empty: ConsoleContext
) -> None:
    place_key(empty.key_file, officer_key(), OWN_SECRET)
    empty.make_authority(SCHOOL_SECRET)
    window = window_on(qtbot, theme, empty, ConsolePlace(id=PlaceId.SCHOOL))
    press(qtbot, window, "I am not on the staff list: add me")
    form = window.page.findChild(StaffEntryForm)
    assert (form.member.number, form.member.name) == ("HR-1", "Helen Ward")
    press(qtbot, window, "Add them")
    settle(qtbot)
    assert empty.register.people.numbered("HR-1").member.name == "Helen Ward"
    window.page.officer.school_secret.line.setText(SCHOOL_SECRET)
    window.page.officer.own_secret.line.setText(OWN_SECRET)
    with qtbot.waitSignal(window.key_changed, timeout=20_000) as changed:
        press(qtbot, window, "Make me an officer")
    settle(qtbot)
    assert kind_of(changed.args[0].certificate) is CertificateKind.OFFICER


def attached(mail: Path) -> dict[str, bytes]:
    """The files that a draft carries, by name."""
    found = message_from_bytes(mail.read_bytes(), policy=policy.default)
    return {str(part.get_filename()): part.get_content() for part in found.iter_attachments()}


def test_an_invitation_its_code_and_its_answer_make_a_certificate_that_can_be_revoked(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    plain = busy_context(tmp_path, people=3)
    context = set_up_already(plain)
    file = signed_already(context)
    known = KnownSchool(tmp_path / "staff")
    accept_profile(open_profile(file.read_bytes(), known, shipped=shipped_folder("checklists"), now=NOW), known)

    window = window_on(qtbot, theme, context, ConsolePlace(id=PlaceId.CAMPAIGN, of=REVIEW.id))
    press(qtbot, window, "Invite 3")
    settle(qtbot)
    out = tmp_path / "out"
    window.page.write_drafts(out)
    settle(qtbot)
    slips = window.page.slips.slips
    assert len(slips) == len(list(out.glob("*.eml"))) == 3
    assert not any(slip.code in path.read_bytes().decode(errors="replace") for slip in slips for path in out.iterdir())

    slip = next(slip for slip in slips if slip.staff_number == "T-1001")
    invitation = open_invitation(attached(next(out.glob("*T-1001.eml")))["invitation.pwinvite"], known, NOW)
    key = make_key(name="Priya Nair", identifier="T-1001", school="Bradley Primary School", now=NOW)
    (tmp_path / "asked.pwrequest").write_bytes(request_certificate(invitation, slip.code, key))

    certificates = ConsolePlace(id=PlaceId.CERTIFICATES)
    window.show_place(certificates)
    assert "3 slips have not been printed" in window.page.notice.message
    assert window.place != certificates, "said once, before the codes are lost"
    window.show_place(certificates)
    settle(qtbot)
    assert window.page.secret.isVisible()
    page = window.page
    page.secret.line.setText(SCHOOL_SECRET)
    page.open_request(tmp_path / "asked.pwrequest")
    settle(qtbot)
    assert "T-1001" in words_on(window)
    page.issue()
    settle(qtbot)
    row = next(each for each in page.model.rows if each.person == person_id(1))
    issued = (context.school_place.folder / "certificates" / f"{row.serial}.pwcert").read_bytes()
    joined = take_certificate(issued, key, known, NOW)
    assert not joined.is_self_signed

    page.table.selectRow(page.model.rows.index(row))
    page.revoke.click()
    settle(qtbot)
    assert isinstance(context.register.register.records(SCHOOL, last=1)[0].event, Revoked)
    assert (context.school_place.folder / "revoked.crl").exists()
    window.go_back()
    settle(qtbot)
    assert window.page.slips.slips == ()
    plain.register.close()


def test_a_certificate_is_renewed_for_three_years_and_cancelling_its_save_loses_nothing(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    plain = busy_context(tmp_path, people=1)
    context = set_up_already(plain)
    window = window_on(qtbot, theme, context, ConsolePlace(id=PlaceId.CERTIFICATES))
    page, [before] = window.page, window.page.model.rows
    page.table.selectRow(0)
    press(qtbot, window, "Renew for three years")
    settle(qtbot)
    assert page.model.rows == [before], "not without the passphrase"
    page.secret.line.setText(SCHOOL_SECRET)
    press(qtbot, window, "Renew for three years")
    settle(qtbot)
    [new] = [each for each in page.model.rows if each.replaces == before.serial]
    [old] = [each for each in page.model.rows if each != new]
    assert old.serial == before.serial, "what was signed with it stays good"
    assert timedelta(days=3 * 365 - 1) < new.ends - new.starts < timedelta(days=3 * 366)

    def dialog() -> QFileDialog:
        [found] = [each for each in page.findChildren(QFileDialog) if each.isVisible()]
        return found

    [buttons] = dialog().findChildren(QDialogButtonBox)
    qtbot.mouseClick(buttons.button(QDialogButtonBox.StandardButton.Cancel), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.findChildren(QFileDialog))
    file = context.school_place.folder / "certificates" / f"{new.serial}.pwcert"
    assert file.exists()
    page.table.selectRow(page.model.rows.index(new))
    press(qtbot, window, "Save it again")
    dialog().selectFile(str(tmp_path / "again.pwcert"))
    dialog().accept()
    assert (tmp_path / "again.pwcert").read_bytes() == file.read_bytes()
    assert read_certificates(file.read_bytes())
    window.close()
    plain.register.close()


def test_a_new_slip_has_a_new_code_the_old_one_is_void_and_an_invitation_is_withdrawn_and_made_again(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    plain = busy_context(tmp_path, people=2)
    context = set_up_already(plain)
    known = KnownSchool(tmp_path / "staff")
    file = signed_already(context).read_bytes()
    accept_profile(open_profile(file, known, shipped=shipped_folder("checklists"), now=NOW), known)
    window = window_on(qtbot, theme, context, send_place(SendKind.INVITE, REVIEW.id))
    window.page.write_drafts(tmp_path / "out")
    settle(qtbot)
    [old, _other] = window.page.slips.slips
    window.page.slips.on_printed()
    mail = attached(next((tmp_path / "out").glob(f"*{old.staff_number}.eml")))
    assert set(mail) == {"invitation.pwinvite", "school.pwschool"}
    invitation = open_invitation(mail["invitation.pwinvite"], known, NOW)
    who = context.register.people.numbered(old.staff_number)

    window.show_place(ConsolePlace(id=PlaceId.CAMPAIGN, of=REVIEW.id))
    settle(qtbot)
    press(qtbot, window, "Make 2 new slips")
    settle(qtbot)
    assert len(window.page.slips.slips) == 2
    window.page.slips.on_printed()
    window.show_place(ConsolePlace(id=PlaceId.PERSON, of=who.person))
    settle(qtbot)
    press(qtbot, window, "New slip")
    settle(qtbot)
    [new] = window.page.slips.slips
    assert new.code != old.code
    window.page.slips.on_printed()
    key = make_key(name="Somebody", identifier=old.staff_number, school="Bradley Primary School", now=NOW)
    for code, granted in ((old.code, False), (new.code, True)):
        asking = context.issuing.read(request_certificate(invitation, code, key))
        if granted:
            break
        with pytest.raises(RequestRefused):
            context.issuing.grant(asking, SCHOOL_SECRET)
    press(qtbot, window, "Withdraw")
    settle(qtbot)
    with pytest.raises(RequestRefused):
        context.issuing.grant(asking, SCHOOL_SECRET)
    press(qtbot, window, "Invite again")
    settle(qtbot)
    assert window.page.people.count() == 1
    window.page.write_drafts(tmp_path / "again")
    settle(qtbot)
    [slip] = window.page.slips.slips
    [again] = (tmp_path / "again").glob("*.eml")
    invitation = open_invitation(attached(again)["invitation.pwinvite"], known, NOW)
    context.issuing.grant(context.issuing.read(request_certificate(invitation, slip.code, key)), SCHOOL_SECRET)
    window.page.slips.on_printed()
    window.close()
    plain.register.close()


def test_a_request_without_a_code_needs_the_words_of_its_key_and_a_new_key_supersedes_the_old_one(
    qtbot: QtBot, theme: Theme, busy: ConsoleContext, tmp_path: Path
) -> None:
    context = set_up_already(busy)
    page = window_on(qtbot, theme, context, ConsolePlace(id=PlaceId.CERTIFICATES)).page
    for name in ("old", "new"):
        key = make_key(name="Zoë O'Brien", identifier="T-1002", school="Bradley Primary School", now=NOW)
        (tmp_path / f"{name}.csr").write_bytes(certificate_request(key))
        page.secret.line.setText(SCHOOL_SECRET)
        page.open_request(tmp_path / f"{name}.csr")
        settle(qtbot)
        assert page._words.isVisible()
        assert page._replace.isVisible() is (name == "new")
        page.issue()
        settle(qtbot)
        assert page.notice.property("mood") == "bad"
        page._words.setText(" ".join(fingerprint_words(key.certificate)))
        page.issue()
        settle(qtbot)
    rows = [row for row in context.register.certificates.listed() if row.person == person_id(2)]
    assert [row.superseded for row in sorted(rows, key=lambda row: row.replaces is not None)] == [True, False]
    names = {certificate_state_name(row.state(context.now())) for row in rows}
    assert names == {"Superseded", "Valid"}, "what the old one signed stays good"


def test_a_backup_brings_the_certificate_back_on_another_computer(
    qtbot: QtBot, theme: Theme, busy: ConsoleContext, tmp_path: Path
) -> None:
    context = set_up_already(busy)
    before = context.school_place.card()
    context.school_place.authority_store.backup(tmp_path / "backup.p12")
    other = evolve(context, home=tmp_path / "other")
    window = window_on(qtbot, theme, other, ConsolePlace(id=PlaceId.SCHOOL))
    card = window.page.authority
    card.old_passphrase.line.setText("quite wrong")
    card.restore(tmp_path / "backup.p12")
    settle(qtbot)
    assert window.page.notice.property("mood") == "bad"
    card.old_passphrase.line.setText(SCHOOL_SECRET)
    card.restore(tmp_path / "backup.p12")
    settle(qtbot)
    assert other.school_place.card().words == before.words
    assert " ".join(before.words) in words_on(window)


def test_the_certificate_signs_nothing_with_a_wrong_passphrase_is_handed_over_and_both_stay_trusted(
    qtbot: QtBot, theme: Theme, busy: ConsoleContext
) -> None:
    context = set_up_already(busy)
    before = context.school_place.card()
    window = window_on(qtbot, theme, context, ConsolePlace(id=PlaceId.SCHOOL))
    assert "The school's certificate was made, valid until" in words_on(window), "what is done with it is on record"
    assert window.page.record.isVisible()
    window.page.profile.secret.line.setText("quite wrong")
    window.page.profile.sign_into(context.home / "school.pwschool")
    settle(qtbot)
    assert "passphrase" in window.page.notice.message
    assert not context.school_place.profile_file.exists()
    card = window.page.authority
    card.present.line.setText(SCHOOL_SECRET)
    for field in (card.coming.first, card.coming.again):
        field.line.setText("harbour maple kite")
    card._on_hand_over()
    settle(qtbot)
    after = context.school_place.card()
    assert after.fingerprint != before.fingerprint
    assert len(after.trusted) == 2


def test_without_an_officer_nothing_is_countersigned(busy: ConsoleContext) -> None:
    assert not busy.may_countersign
    with pytest.raises(NotOfficersKey):
        busy.countersigning()
    assert certified(busy).countersigning() is not None


def on_a_second_computer(first: ConsoleContext, home: Path, address: str) -> ConsoleContext:
    """Somebody else at work on the same register, with a key of their own and nothing of the school's."""
    key = make_key(name=member(1).name, identifier="T-1001", school="Bradley Primary School", now=NOW)
    own = Register.open(address, officer(key), now=lambda: NOW)
    second = evolve(
        first,
        register=SchoolRegister(register=own, school=SCHOOL),
        key=key,
        officer=member(1).name,
        home=home,
        key_file=home / "signing-key.p12",
    )
    place_key(second.key_file, key, OWN_SECRET)
    return second


def test_a_second_officer_is_certified_by_the_first_and_makes_no_second_authority_unasked(
    qtbot: QtBot, theme: Theme, busy: ConsoleContext, tmp_path: Path, register_url: str
) -> None:
    first = set_up_already(busy)
    second = on_a_second_computer(first, tmp_path / "second", register_url)
    key = second.key
    assert Upgrade.AUTHORITY not in worthwhile(second.size())
    with pytest.raises(AuthorityElsewhere):
        second.make_authority(SCHOOL_SECRET)
    window = window_on(qtbot, theme, second, ConsolePlace(id=PlaceId.SCHOOL))
    told = words_on(window)
    assert "Your school has a certificate already: Helen Ward made it on 20 November 2026" in told
    assert " ".join(fingerprint_words(key.certificate)) in told
    with pytest.raises(IndexError):
        button(window, "Make the certificate")

    (tmp_path / "priya.csr").write_bytes(certificate_request(key))
    there = window_on(qtbot, theme, first, ConsolePlace(id=PlaceId.SCHOOL))
    card = there.page.officer.another
    press(qtbot, there, "Make somebody else an officer")
    place, told = first.register.place, words_on(there)
    assert place in told
    assert ("choose “Open another register”" if "://" in place else "PostgreSQL database first") in told
    card.open_request(tmp_path / "priya.csr")
    settle(qtbot)
    assert f"{member(1).name}, staff number T-1001." in words_on(there)
    card.secret.line.setText(SCHOOL_SECRET)
    card.words.setText("not at all")
    press(qtbot, there, "Make them an officer")
    settle(qtbot)
    assert there.page.notice.property("mood") == "bad"
    card.words.setText(" ".join(fingerprint_words(key.certificate)))
    press(qtbot, there, "Make them an officer")
    settle(qtbot)
    [row] = [each for each in first.register.certificates.listed() if each.person == person_id(1)]
    issued = first.school_place.certificate_file(row.serial)

    page = window.page
    page.officer.own_secret.line.setText(OWN_SECRET)
    foreign = tmp_path / "foreign.pwcert"
    foreign.write_bytes(write_certificates(officer_at_another_school()))
    page.officer.take(foreign, page.authority.elsewhere)
    settle(qtbot)
    assert "does not make you an officer" in page.notice.message
    with qtbot.waitSignal(window.key_changed, timeout=20_000) as changed:
        page.officer.take(issued, page.authority.elsewhere)
    settle(qtbot)
    made = changed.args[0]
    assert kind_of(made.certificate) is CertificateKind.OFFICER
    assert load_key(second.key_file, OWN_SECRET).certificate == made.certificate
    assert second.school_place.trusted() == first.school_place.trusted()
    assert not second.school_place.authority_store.is_there
    for each in (window, there):
        each.close()
    second.register.close()


def test_a_second_computer_takes_the_schools_file_into_use_and_nobody_elses(
    qtbot: QtBot, theme: Theme, busy: ConsoleContext, tmp_path: Path, register_url: str
) -> None:
    first = set_up_already(busy)
    second = on_a_second_computer(first, tmp_path / "second", register_url)
    window = window_on(qtbot, theme, second, ConsolePlace(id=PlaceId.SCHOOL))
    page = window.page
    signed = signed_already(first).read_bytes()
    (tmp_path / "school.pwschool").write_bytes(signed)
    foreign_one = evolve(page.authority.elsewhere, fingerprint="ab" * 32)
    with pytest.raises(SignatureForeign):
        take_schools_file(signed, second.school_place, foreign_one, shipped_folder("checklists"), NOW)
    assert second.school_place.profile() is None
    page.file.take(tmp_path / "school.pwschool")
    settle(qtbot)
    assert second.school_place.profile() == first.school_place.profile()
    assert "number 1, is in use on this computer" in page.notice.message
    window.close()
    second.register.close()


def officer_at_another_school() -> tuple[x509.Certificate, ...]:
    key = officer_school_key("Priya Nair", "T-1001")
    return (key.certificate, *key.chain)
