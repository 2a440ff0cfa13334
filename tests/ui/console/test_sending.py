"""One list with a tick for each, one preview, and the ways out; many certificates with one press."""

from datetime import date
from email import message_from_bytes, policy
from pathlib import Path
from unittest import mock

import pikepdf
from attrs import evolve
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from privacy_wizard.audit.school_files import accept_profile, open_invitation, open_profile, request_certificate
from privacy_wizard.domain.register_events import Exported, PersonEntered, Reminded
from privacy_wizard.domain.vocabulary import Dispatch, SendKind, SendWay
from privacy_wizard.identity import make_key
from privacy_wizard.office import authority_store
from privacy_wizard.office.campaigns import how_they_stand
from privacy_wizard.school.invitation_files import read_certificates
from privacy_wizard.school.known_school import KnownSchool
from privacy_wizard.school.mail_server import MailServer
from privacy_wizard.system import shipped_folder
from privacy_wizard.ui.console.context import ConsoleContext
from privacy_wizard.ui.console.page import ConsolePlace, PlaceId
from privacy_wizard.ui.console.people.send_page import send_place
from privacy_wizard.ui.console.window import ConsoleWindow
from privacy_wizard.ui.kit.theme import Theme
from tests.office.post import PASSWORD, Post, post
from tests.ui.console.offices import NOW, REVIEW, SCHOOL, busy_context, member, person_id
from tests.ui.console.test_first_pages import settle, window_on
from tests.ui.console.test_school_pages import SCHOOL_SECRET, attached, set_up_already, signed_already
from tests.ui.contexts import button, press, words_on
from tests.ui.stopping import stopped_at_first_count
from tests.ui.wheel import turn_wheel

__all__ = ["post"]


def out(folder: Path) -> Path:
    folder = folder / "out"
    folder.mkdir(parents=True)
    return folder


def reminded(context: ConsoleContext) -> list[str]:
    events = [each.event for each in context.register.register.records(SCHOOL)]
    return [each.person for each in events if isinstance(each, Reminded)]


def test_everyone_who_is_missing_gets_a_draft_and_whoever_has_no_address_is_named(
    qtbot: QtBot, theme: Theme, busy: ConsoleContext, tmp_path: Path
) -> None:
    busy.register.record(PersonEntered(person=person_id(3), member=evolve(member(3), email="")))
    asked = Dispatch(kind=SendKind.ASK, way=SendWay.DRAFT).text()
    busy.register.record(*(Exported(what=asked, rows=1, person=person_id(at)) for at in range(40)))
    window = window_on(qtbot, theme, busy, send_place(SendKind.REMIND, REVIEW.id))
    assert f"gets a letter. {member(3).name}" in words_on(window)
    assert "is due on" in window.page.written.text.toPlainText()
    folder = out(tmp_path)
    assert button(window, "Write 39 drafts").isEnabled()
    window.page.write_drafts(folder)
    settle(qtbot)
    assert len(list(folder.glob("*.eml"))) == 39
    assert sorted(reminded(busy)) == [person_id(at) for at in range(40) if at != 3]
    assert "draft written on" in window.page.people.item(0).text()
    assert "Nothing is sent yet. 39 drafts are in the folder" in window.page.notice.message
    written = window.page.written
    assert written._first.text() == f"{member(3).name}, for example, gets", "of those who are ticked"
    assert (written._way.count(), written._way.currentText()) == (1, "this letter"), "they have no address for a mail"
    window.show_place(send_place(SendKind.ASK, REVIEW.id))
    settle(qtbot)
    assert written.way is SendWay.DRAFT, "others have one"
    window.show_place(send_place(SendKind.REMIND, REVIEW.id))
    settle(qtbot)
    assert button(window, "Make 1 letter, for the person without an address").property("kind") == "accent"
    assert button(window, "Make letters to print, for everybody (40)").isEnabled()
    press(qtbot, window, "Tick everyone")
    assert button(window, "Make 1 letter, for the person without an address").isVisible()
    window.page.save_letters(folder)
    settle(qtbot)
    letter = f"{tmp_path.name}/out/reminder letters for 1 without address.pdf"
    assert f"1 letter is in “{letter}”." in window.page.notice.message
    assert len(reminded(busy)) == 40
    press(qtbot, window, "Tick everyone")
    window.page.write_drafts(again := out(tmp_path / "again"))
    settle(qtbot)
    assert len(list(again.glob("*.eml"))) == 39
    assert "39 drafts are in the folder" in window.page.notice.message
    assert len(reminded(busy)) == len(set(reminded(busy))) == 40, "nobody twice on one day"


def test_a_school_without_mail_makes_a_letter_for_everybody_and_the_wheel_over_the_list_scrolls_it(
    qtbot: QtBot, theme: Theme, busy: ConsoleContext, tmp_path: Path
) -> None:
    window = window_on(qtbot, theme, busy, send_place(SendKind.ASK, REVIEW.id))
    everybody = button(window, "Make letters to print, for everybody (40)")
    assert (everybody.property("kind"), window.page.letters.isHidden()) == ("plain", True)
    bar, people = window.page.people.verticalScrollBar(), window.page.people
    turn_wheel(people.viewport(), -3)
    assert bar.value() > 0
    window.page.written._way.choose(SendWay.LETTER)
    window.page.written.changed.emit()
    assert "attached" not in window.page.written.text.toPlainText()
    folder = out(tmp_path)
    window.page.save_letters(folder, everybody=True)
    settle(qtbot)
    with pikepdf.open(folder / "letters for 40.pdf") as pdf:
        assert len(pdf.pages) == 40
    assert "40 letters are in" in window.page.notice.message
    assert "letter made on" in window.page.people.item(0).text()
    assert window.page.written.way is SendWay.DRAFT, "what the blue button writes is shown again"
    assert everybody.isEnabled(), "nobody is ticked now, and letters for everybody are still to be had"
    assert window.page._count.text().startswith("Nobody is ticked: it was written for all of them already.")
    busy.register.record(
        *(PersonEntered(person=person_id(at), member=evolve(member(at), email="")) for at in range(40))
    )
    window.show_place(send_place(SendKind.REMIND, REVIEW.id))
    settle(qtbot)
    assert button(window, "Make 40 letters to print").property("kind") == "accent", "there is no other way"


def test_what_came_of_it_while_another_page_was_in_view_is_said_at_the_next_visit(
    qtbot: QtBot, theme: Theme, busy: ConsoleContext, tmp_path: Path
) -> None:
    here = send_place(SendKind.ASK, REVIEW.id)
    window = window_on(qtbot, theme, busy, here)
    window.page.write_drafts(out(tmp_path))
    window.show_place(ConsolePlace(id=PlaceId.KEEPING))
    settle(qtbot)
    window.show_place(here)
    settle(qtbot)
    assert "Nothing is sent yet. 40 drafts are in" in window.page.notice.message
    window.show_place(ConsolePlace(id=PlaceId.KEEPING))
    window.show_place(here)
    settle(qtbot)
    assert not window.page.notice.message, "once it was read it is over"


def test_only_those_who_are_ticked_are_written_to_and_a_mail_merge_is_a_list_a_document_and_the_schools_file(
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

    press(qtbot, window, "Tick everyone")
    window.page.save_merge(tmp_path / "merge")
    settle(qtbot)
    assert {each.name for each in (tmp_path / "merge").iterdir()} == {"mail merge ask.csv", "mail merge ask.docx"}
    assert (tmp_path / "merge" / "mail merge ask.csv").read_text(encoding="utf-8-sig").count("@bradley") == 40


def test_through_the_mail_server_of_the_school_in_the_window(
    qtbot: QtBot, theme: Theme, busy: ConsoleContext, post: tuple[Post, MailServer]
) -> None:
    taken, server = post
    window = window_on(qtbot, theme, busy, send_place(SendKind.REMIND, REVIEW.id))
    press(qtbot, window, "Tick nobody")
    for at in range(3):
        window.page.people.item(at).setCheckState(Qt.CheckState.Checked)
    form = window.page.server
    form.set_open(True)
    press(qtbot, window, "Send 3 mails")
    assert window.page.notice.message == "Write the server and its port."
    for field, text in ((form.host, server.host), (form.port, str(server.port)), (form.address, server.sender)):
        field.line.setText(text)
    form.user.line.setText(server.user)
    form.password.line.setText(PASSWORD)
    press(qtbot, window, "Test it without sending")
    settle(qtbot)
    assert window.page.notice.message == "The server would take 3 mails. Nothing was sent."
    window.page.counting.wait = lambda _seconds: None
    taken.hangs_up_at = 2
    press(qtbot, window, "Send 3 mails")
    settle(qtbot)
    assert "1 mail is sent." in window.page.notice.message
    assert "2 mails are not sent yet." in words_on(window)
    taken.hangs_up_at = None
    press(qtbot, window, "Go on")
    settle(qtbot)
    assert len(set(taken.to)) == len(taken.to) == len(reminded(busy)) == 3
    assert window.page.broken_off.isHidden()


def asked_by_all(qtbot: QtBot, window: ConsoleWindow, known: KnownSchool, folder: Path) -> Path:
    """Where the requests lie of everybody who was invited from the page of the campaign."""
    invited, asked = folder / "invited", folder / "asked"
    for each in (invited, asked):
        each.mkdir()
    press(qtbot, window, "Invite 3")
    settle(qtbot)
    window.page.write_drafts(invited)
    settle(qtbot)
    for slip in window.page.slips.slips:
        mail = attached(next(invited.glob(f"*{slip.staff_number}.eml")))
        invitation = open_invitation(mail["invitation.pwinvite"], known, NOW)
        key = make_key(name="Somebody", identifier=slip.staff_number, school="Bradley Primary School", now=NOW)
        (asked / f"{slip.staff_number}.pwrequest").write_bytes(request_certificate(invitation, slip.code, key))
    return asked


def test_many_requests_are_answered_with_one_press_and_one_bad_file_stops_none(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    plain = busy_context(tmp_path, people=3)
    context = set_up_already(plain)
    known = KnownSchool(tmp_path / "staff")
    file = signed_already(context).read_bytes()
    accept_profile(open_profile(file, known, shipped=shipped_folder("checklists"), now=NOW), known)
    window = window_on(qtbot, theme, context, ConsolePlace(id=PlaceId.CAMPAIGN, of=REVIEW.id))
    asked = asked_by_all(qtbot, window, known, tmp_path)
    (asked / "broken.pwrequest").write_bytes(b"{}")
    window.page.slips.on_printed()
    window.show_place(ConsolePlace(id=PlaceId.CERTIFICATES))
    settle(qtbot)
    window.page.secret.line.setText(SCHOOL_SECRET)
    window.page.many.take([asked])
    with stopped_at_first_count(window.page.counting) as user:
        press(qtbot, window, "Issue 4 certificates")
        settle(qtbot)
    assert "Stopped: 3 requests have not been answered yet, and wait here." in words_on(window)
    assert (user.saw, len(context.register.certificates.listed())) == ("Issuing … 1 of 4", 2), "and the officer's own"
    with mock.patch.object(authority_store, "load_authority", wraps=authority_store.load_authority) as opened:
        press(qtbot, window, "Issue 3 certificates")
        settle(qtbot)
    assert "3 certificates are issued." in words_on(window)
    assert opened.call_count == 1, "the key is opened once for all of them"
    folder = out(tmp_path)
    press(qtbot, window, "Send 3 certificates")
    settle(qtbot)
    window.page.write_drafts(folder)
    settle(qtbot)
    names = {path.stem for path in folder.glob("*.eml")}
    assert names == {f"{member(at).name} T-{1000 + at}".replace("'", "_") for at in range(3)}
    assert all(read_certificates(attached(path)["certificate.pwcert"]) for path in folder.glob("*.eml"))
    again = context.sending.concerned(SendKind.CERTIFICATES, None)
    assert [[one.on for one in each.got] for each in again] == [[NOW.date()]] * 3, (
        "they can be sent once more at any time"
    )
    assert len(context.register.certificates.listed()) == 4, "and the officer's own"
    window.show_place(ConsolePlace(id=PlaceId.CERTIFICATES))
    settle(qtbot)
    window.page.table.selectRow(0)
    assert button(window, "Save it again").isEnabled()
    press(qtbot, window, "Invite again, for a new key")
    settle(qtbot)
    assert (window.page.kind, window.page.people.count()) == (SendKind.INVITE, 1)
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
