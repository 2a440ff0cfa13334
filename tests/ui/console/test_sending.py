"""One list with a tick for each, one preview, and the ways out; many certificates with one press."""

from datetime import date
from email import message_from_bytes, policy
from pathlib import Path

from attrs import evolve
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from privacy_wizard.audit.invitations import open_invitation, request_certificate
from privacy_wizard.audit.profiles import accept_profile, open_profile
from privacy_wizard.domain.register_events import PersonEntered, Reminded
from privacy_wizard.identity import make_key
from privacy_wizard.office.campaigns import how_they_stand
from privacy_wizard.office.sending import SendKind
from privacy_wizard.school.invitation_files import read_certificates
from privacy_wizard.school.known_school import KnownSchool
from privacy_wizard.system import shipped_folder
from privacy_wizard.ui.console.context import ConsoleContext
from privacy_wizard.ui.console.people.send_page import send_place
from privacy_wizard.ui.console.place import ConsolePlace, PlaceId
from privacy_wizard.ui.kit.theme import Theme
from tests.ui.console.offices import NOW, REVIEW, SCHOOL, busy_context, member, person_id
from tests.ui.console.test_first_pages import settle, window_on
from tests.ui.console.test_school_pages import SCHOOL_SECRET, set_up, sign_profile_in
from tests.ui.contexts import button, press, words_on


def out(folder: Path) -> Path:
    folder = folder / "out"
    folder.mkdir()
    return folder


def reminded(context: ConsoleContext) -> list[str]:
    events = [each.event for each in context.register.register.records(SCHOOL)]
    return [each.person for each in events if isinstance(each, Reminded)]


def test_everyone_who_is_missing_gets_a_draft_and_whoever_has_no_address_is_named(
    qtbot: QtBot, theme: Theme, busy: ConsoleContext, tmp_path: Path
) -> None:
    busy.register.record(PersonEntered(person=person_id(3), member=evolve(member(3), email="")))
    window = window_on(qtbot, theme, busy, send_place(SendKind.REMIND, REVIEW.id))
    assert f"tell them yourself. {member(3).name}" in words_on(window)
    assert "is due on" in window.page.text.toPlainText()
    folder = out(tmp_path)
    assert button(window, "Write 39 drafts").isEnabled()
    window.page.write_drafts(folder)
    settle(qtbot)
    assert len(list(folder.glob("*.eml"))) == 39
    assert sorted(reminded(busy)) == [person_id(at) for at in range(40) if at != 3]


def test_nobody_is_put_down_as_reminded_twice_on_one_day(
    qtbot: QtBot, theme: Theme, busy: ConsoleContext, tmp_path: Path
) -> None:
    window = window_on(qtbot, theme, busy, send_place(SendKind.REMIND, REVIEW.id))
    folder = out(tmp_path)
    for _time in range(2):
        window.page.write_drafts(folder)
        settle(qtbot)
    assert len(reminded(busy)) == len(set(reminded(busy))) == 40


def test_only_those_who_are_ticked_are_written_to(
    qtbot: QtBot, theme: Theme, busy: ConsoleContext, tmp_path: Path
) -> None:
    window = window_on(qtbot, theme, busy, send_place(SendKind.ASK, REVIEW.id))
    press(qtbot, window, "Tick nobody")
    assert not button(window, "Write 0 drafts").isEnabled()
    window.page.people.item(5).setCheckState(Qt.CheckState.Checked)
    folder = out(tmp_path)
    window.page.write_drafts(folder)
    settle(qtbot)
    [file] = folder.glob("*.eml")
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert str(mail["To"]) in window.page.people.item(5).text()
    assert "Privacy Wizard is on the school's computers." in mail.get_body().get_content()
    assert reminded(busy) == [], "who is asked is not reminded"


def test_a_mail_merge_has_a_row_for_each_and_opens_in_any_spreadsheet(
    qtbot: QtBot, theme: Theme, busy: ConsoleContext, tmp_path: Path
) -> None:
    window = window_on(qtbot, theme, busy, send_place(SendKind.ASK, REVIEW.id))
    window.page.save_merge(tmp_path / "list.csv")
    settle(qtbot)
    content = (tmp_path / "list.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    text = content.decode("utf-8-sig")
    assert text.splitlines()[0] == '"E-mail","First name","Last name","Staff number","Subject","Text"'
    assert text.count("Dear ") == 40


def test_many_requests_are_answered_with_one_press_and_one_bad_file_stops_none(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    plain = busy_context(tmp_path, people=3)
    context = set_up(qtbot, theme, plain)
    known = KnownSchool(tmp_path / "staff")
    file = sign_profile_in(qtbot, theme, context).read_bytes()
    accept_profile(open_profile(file, known, shipped=shipped_folder("checklists"), now=NOW), known)
    window = window_on(qtbot, theme, context, ConsolePlace(id=PlaceId.CAMPAIGN, of=REVIEW.id))
    invited, asked = tmp_path / "invited", tmp_path / "asked"
    for folder in (invited, asked):
        folder.mkdir()
    window.page.invitations.write(invited)
    settle(qtbot)
    for slip in window.page.invitations.slips:
        invitation = open_invitation(next(invited.glob(f"{slip.staff_number}*.pwinvite")).read_bytes(), known, NOW)
        key = make_key(name="Somebody", identifier=slip.staff_number, school="Bradley Primary School", now=NOW)
        (asked / f"{slip.staff_number}.pwrequest").write_bytes(request_certificate(invitation, slip.code, key))
    (asked / "broken.pwrequest").write_bytes(b"{}")
    window.show_place(ConsolePlace(id=PlaceId.CERTIFICATES))
    settle(qtbot)
    window.page.secret.line.setText(SCHOOL_SECRET)
    window.page.many.take([asked])
    press(qtbot, window, "Issue 4 certificates")
    settle(qtbot)
    assert "3 certificates are issued." in words_on(window)
    folder = out(tmp_path)
    window.page.many.save_to(folder)
    settle(qtbot)
    assert len(list(folder.glob("*.eml"))) == 3
    names = {path.stem for path in folder.glob("*.pwcert")}
    assert names == {f"{member(at).name} T-{1000 + at}".replace("'", "_") for at in range(3)}
    assert all(read_certificates(path.read_bytes()) for path in folder.glob("*.pwcert"))
    assert len(context.register.certificates.listed()) == 4, "and the officer's own"
    window.close()
    plain.register.close()


def test_a_due_date_is_changed_for_everyone_who_is_asked(qtbot: QtBot, theme: Theme, busy: ConsoleContext) -> None:
    window = window_on(qtbot, theme, busy, ConsolePlace(id=PlaceId.CAMPAIGN, of=REVIEW.id))
    window.page.due.set_value(date(2026, 12, 11))
    press(qtbot, window, "Change it")
    settle(qtbot)
    assert "Due on 11 December 2026" in window.page.notice.message
    found = how_they_stand(busy.register, REVIEW.id, NOW.date())
    assert {each.due for each in found} == {date(2026, 12, 11)}
