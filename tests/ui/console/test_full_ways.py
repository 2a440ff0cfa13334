"""The full way, at the window, on the server of a trust; and the steps with the school's own certificate."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from privacy_wizard.audit.school_files import (
    accept_profile,
    open_invitation,
    open_profile,
    request_certificate,
    take_certificate,
)
from privacy_wizard.domain.register_events import AttestationStanding, Countersigned
from privacy_wizard.identity import SigningKey
from privacy_wizard.identity.authority_profile import CertificateKind, kind_of
from privacy_wizard.office.login import Login
from privacy_wizard.register import Register
from privacy_wizard.school.known_school import KnownSchool
from privacy_wizard.system import shipped_folder
from privacy_wizard.ui.console.page import ConsolePlace, PlaceId
from privacy_wizard.ui.console.people.person_picker import PersonPicker
from privacy_wizard.ui.kit.theme import Theme
from tests.register import postgres
from tests.register.made import create_register
from tests.ui.console.office_user import OfficeUser, results, staff_list
from tests.ui.console.offices import NOW, member, officer, officer_key
from tests.ui.console.scenes import attestation_with, key_of, wait
from tests.ui.console.test_school_pages import attached
from tests.ui.contexts import words_on

SECRET, OWN_SECRET = "lantern river oak meadow", "otter candle bridge"
STAFF, HERSELF = 3, 2  # the last of them works in the office


def seated(qtbot: QtBot, theme: Theme, login: Login) -> OfficeUser:
    user = OfficeUser.begin(theme, login)
    qtbot.addWidget(user.controller.login_window)
    return user


def set_up(user: OfficeUser, folder: Path) -> None:
    page = user.page
    user.type(page.school.line, "Bradley Primary School")
    page.staff.drop.picked.emit(staff_list(folder, STAFF))
    user.settle()
    user.choose(page.policy, "bradley-primary-2023")
    user.press("Begin")


def become_officer(qtbot: QtBot, user: OfficeUser) -> None:
    """The school's certificate, one's own, and the school's file signed anew."""
    user.go(ConsolePlace(id=PlaceId.SCHOOL))
    assert "You need not do this." in words_on(user.page.authority), "it is said to be optional, and what it brings"
    place, shipped = user.window.context.school_place, shipped_folder("checklists")
    opened = open_profile(
        place.profile_file.read_bytes(), KnownSchool(place.folder / "staff"), shipped=shipped, now=NOW
    )
    assert " ".join(opened.words) in words_on(user.page.authority), "what staff are asked to compare with the office's"
    user.press("Make one, or restore it from a backup")
    passphrase = user.page.authority.passphrase
    for field in (passphrase.first, passphrase.again):
        user.type(field.line, SECRET)
    user.press("Make the certificate")
    user.pick(user.page.officer.findChild(PersonPicker), member(HERSELF).number)
    qtbot.addWidget(user.window)
    user.type(user.page.officer.school_secret.line, SECRET)
    user.press("Make me an officer")
    qtbot.addWidget(user.window)
    assert kind_of(user.window.context.key.certificate) is CertificateKind.OFFICER
    user.type(user.page.profile.secret.line, SECRET)
    user.page.profile.sign_into(user.window.context.school_place.profile_file)
    user.settle()


def staff_know(user: OfficeUser, folder: Path) -> KnownSchool:
    """The school, as the staff's own computers know it from its file."""
    known, shipped = KnownSchool(folder / "staff"), shipped_folder("checklists")
    file = user.window.context.school_place.profile_file.read_bytes()
    accept_profile(open_profile(file, known, shipped=shipped, now=NOW), known)
    return known


def invite(user: OfficeUser, known: KnownSchool, folder: Path) -> Path:
    """Invitations with slips; what staff answer, in a folder."""
    [campaign] = user.window.context.register.campaigns()
    user.go(ConsolePlace(id=PlaceId.CAMPAIGN, of=campaign.id))
    user.press(f"Invite {HERSELF}")  # an officer has a certificate already
    user.page.write_drafts(folder / "invited")
    user.settle()
    slips = {slip.staff_number: slip.code for slip in user.page.slips.slips}
    user.page.slips.on_printed()
    (folder / "asked").mkdir()
    for at in range(HERSELF):
        number = member(at).number
        mail = attached(next((folder / "invited").glob(f"*{number}.eml")))
        invitation = open_invitation(mail["invitation.pwinvite"], known, NOW)
        (folder / "asked" / f"{at}.pwrequest").write_bytes(request_certificate(invitation, slips[number], key_of(at)))
    return folder / "asked"


def certify(user: OfficeUser, asked: Path, known: KnownSchool, folder: Path) -> list[SigningKey]:
    """Certificates issued and sent; the staff's keys with them."""
    user.go(ConsolePlace(id=PlaceId.CERTIFICATES))
    user.type(user.page.secret.line, SECRET)
    user.drop(lambda: user.page.many.take([asked]))
    user.press(f"Issue {HERSELF} certificates")
    user.press(f"Send {HERSELF} certificates")
    user.page.write_drafts(folder / "certificates")
    user.settle()
    mails = [attached(next((folder / "certificates").glob(f"*{member(at).number}.eml"))) for at in range(HERSELF)]
    return [take_certificate(mail["certificate.pwcert"], key_of(at), known, NOW) for at, mail in enumerate(mails)]


def certify_and_countersign(qtbot: QtBot, user: OfficeUser, folder: Path) -> None:
    """From the invitations to the copies that are sent."""
    known = staff_know(user, folder)
    keys = certify(user, invite(user, known, folder), known, folder)

    (folder / "in").mkdir()
    for at, key in enumerate(keys):
        (folder / "in" / f"{at}.pdf").write_bytes(attestation_with(key, at, days_ago=0))
    user.go(ConsolePlace(id=PlaceId.OVERVIEW))
    user.drop(lambda: user.page.taking.take([folder / "in"]))
    wait(lambda: not user.page.taking.is_running)
    user.settle()
    assert f"Done: {HERSELF} of {STAFF}" in words_on(user.window), "nobody had to compare a word"
    user.press("Countersign")
    user.press("Countersign all")
    register = user.window.context.register
    rows = register.attestations.accepted()
    assert [row.standing for row in rows] == [AttestationStanding.ACCEPTED] * HERSELF
    assert all(row.countersigned not in (None, row.attestation) for row in rows)
    user.go(ConsolePlace(id=PlaceId.OVERVIEW))
    assert not user.page.people.table.isColumnHidden(4), "the countersignatures have a column now"
    user.press(f"Send {HERSELF} countersigned copies")
    user.page.write_drafts(folder / "copies")
    user.settle()
    sent = [next(iter(attached(path).values())) for path in sorted((folder / "copies").glob("*.eml"))]
    assert sorted(sent) == sorted(register.document(row.countersigned) for row in rows)
    events = [each.event for each in register.register.records(register.school)]
    assert sum(isinstance(event, Countersigned) for event in events) == HERSELF
    assert register.check().holds


def test_on_the_server_of_a_trust_from_the_address_to_all_in(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    try:
        server = postgres.shared()
    except LookupError:
        pytest.skip("PostgreSQL is not installed (Debian: postgresql).")
    address, role = server.new_database(), server.new_role()
    create_register(address)
    with Register.open(address, officer(officer_key()), now=lambda: NOW) as owner:
        for school, name in (("bradley", "Bradley Primary School"), ("hilltop", "Hilltop School")):
            owner.add_school(school, name)
        owner.give_access(role, ["bradley"])
    user = seated(qtbot, theme, Login(home=tmp_path / "home", key_file=tmp_path / "key.p12", now=lambda: NOW))
    user.press("Our office is set up already")
    page, herself = user.page, member(HERSELF)
    page.which.row("other").click()
    user.type(page.address.line, server.as_role(address, role))
    for field, text in ((page.name.line, herself.name), (page.number.line, herself.number)):
        user.type(field, text)
    for field in (page.new_passphrase.first, page.new_passphrase.again):
        user.type(field.line, OWN_SECRET)
    user.press("Open")
    qtbot.addWidget(user.window)
    assert "Bradley Primary School" in words_on(user.window)
    assert "Hilltop School" not in words_on(user.window), "which this role may not see"

    user.press("Read in the staff list")
    user.page.open_file(staff_list(tmp_path, STAFF))
    user.settle()
    user.press("Record these changes")
    user.go(ConsolePlace(id=PlaceId.CAMPAIGNS))
    user.press("Begin a campaign")
    user.type(user.page.form.title.line, "Annual review 2026/27")
    user.page.form.opens.set_value(NOW.date().replace(month=9, day=1))
    user.press("Begin it")
    user.go(ConsolePlace(id=PlaceId.OVERVIEW))
    user.press(f"Ask all {STAFF}")
    user.page.write_drafts(tmp_path / "asked")
    user.settle()
    user.go(ConsolePlace(id=PlaceId.OVERVIEW))
    user.drop(lambda: user.page.taking.take([results(tmp_path / "in", range(STAFF))]))
    wait(lambda: not user.page.taking.is_running)
    user.settle()
    user.press(f"Accept all {HERSELF}")
    assert f"Done: {HERSELF} of {STAFF}" in words_on(user.window), "nobody accepts their own"
    assert user.window.context.register.check().holds
    user.leave()
