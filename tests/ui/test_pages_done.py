"""After the signature: hand in, then dates for what is left, one calendar, a copy of the key, keep or delete."""

from datetime import date
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from privacy_wizard.audit.handover import action_lines
from privacy_wizard.audit.signing import VisibleSignature
from privacy_wizard.audit.steps import Step, StepId
from privacy_wizard.identity import load_key
from privacy_wizard.ui.kit.background import is_busy
from privacy_wizard.ui.kit.key_copy import KeyCopyButton
from privacy_wizard.ui.kit.pdf_pages import count_pages
from privacy_wizard.ui.kit.printing import print_pages
from privacy_wizard.ui.kit.widgets.button import Button
from privacy_wizard.ui.wizard.done.page import DonePage, HandInPanel
from privacy_wizard.ui.wizard.done.to_do import ToDo
from tests.attestation.reading import text_of
from tests.pdf_structure import check_paper
from tests.ui import contexts
from tests.ui.hands import SLOW

PAPER = "I handed in the paper"
NAME = "Privacy attestation 2026-11-20 Sam Lee.pdf"


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> DonePage:
    context = contexts.finished_context(tmp_path / "home")
    context.session.set_due(context.session.actions()[0].finding, date(2026, 12, 4))
    context.signing.sign(VisibleSignature(text="Sam Lee"), "lemon teapot gravel")
    page = DonePage(context)
    contexts.opened(qtbot, page)
    return page


@pytest.fixture
def after(qtbot: QtBot, page: DonePage) -> DonePage:
    """The page once the attestation is handed in."""
    contexts.press(qtbot, page, PAPER)
    return page


def test_before_the_signature_the_page_leads_to_it(qtbot: QtBot, tmp_path: Path) -> None:
    page = DonePage(contexts.context_with_school(tmp_path))
    contexts.opened(qtbot, page)
    assert page.accept_label == ""
    with qtbot.waitSignal(page.went_to) as went:
        contexts.press(qtbot, page, "Go to signing")
    assert went.args == [Step(id=StepId.SIGN), None]


def test_until_it_is_handed_in_the_page_asks_for_just_that_and_a_copy_is_saved_where_its_owner_wants_it(
    qtbot: QtBot, page: DonePage, tmp_path: Path
) -> None:
    assert (page.title, page.accept_label) == ("Hand it in", "Hand it in later")
    assert page.findChild(ToDo) is None
    assert page.has_accent
    assert page.findChild(HandInPanel).first.property("kind") == "accent", "not the button that leaves the page"
    contexts.press(qtbot, page, "Save a copy")
    dialog = page.findChild(QFileDialog)
    dialog.setDirectory(str(tmp_path))
    dialog.selectFile(str(tmp_path / "mine.pdf"))
    dialog.fileSelected.emit(str(tmp_path / "mine.pdf"))
    dialog.reject()
    assert (tmp_path / "mine.pdf").read_bytes() == page.context.saved_audits.pdf(page.session.audit.id)
    assert "mine.pdf" in contexts.words_on(page)
    assert not page.accept()
    assert "It counts only once your school has it." in contexts.words_on(page)
    contexts.press(qtbot, page, "Hand it in now")
    assert page.isVisible(), "leaving asks once"
    page.accept()
    assert not page.isVisible()


def test_a_file_in_a_folder_counts_as_handed_in_once_its_owner_says_that_the_school_has_it(
    qtbot: QtBot, page: DonePage, tmp_path: Path
) -> None:
    panel = page.findChild(HandInPanel)
    buttons = [each for each in panel.findChildren(Button) if each.isVisible()]
    places = [each.geometry() for each in buttons]
    panel.put_into(tmp_path)
    QApplication.processEvents()
    assert [each.geometry() for each in buttons] == places, "nothing moves under the pointer"
    assert page.title == "Hand it in"
    assert f"Saved as {tmp_path / NAME}. It counts once your school has it" in panel._notice.message
    assert page.context.saved_audits.kept()[0].to_hand_in
    panel.put_into(tmp_path)
    assert (tmp_path / NAME).exists()
    assert (tmp_path / NAME.replace(".pdf", " (2).pdf")).exists(), "no other file is replaced"
    (tmp_path / "file").write_text("not a folder")
    panel.put_into(tmp_path / "file")
    assert "could not be saved" in panel._notice.message
    panel.put_into(tmp_path)
    contexts.press(qtbot, page, "It is in the school's folder")
    assert (page.title, page.accept_label) == ("Handed in", "Close")
    assert page.lead == "Handed in on 20 November 2026: it is in your school's folder."
    assert not page.has_accent
    assert not page.context.saved_audits.kept()[0].to_hand_in


def test_an_email_carries_the_file_and_is_handed_in_only_when_its_owner_says_that_it_is_sent(
    qtbot: QtBot, page: DonePage, tmp_path: Path
) -> None:
    hand_in = page.findChild(HandInPanel)
    hand_in._address.line.setText("office@bradley.example.org")
    hand_in.save_mail(tmp_path / "mail.eml")
    mail = message_from_bytes((tmp_path / "mail.eml").read_bytes(), policy=policy.default)
    (attached,) = mail.iter_attachments()
    assert mail["To"] == "office@bradley.example.org"
    assert attached.get_content() == page.context.saved_audits.pdf(page.session.audit.id)
    assert attached.get_filename() == NAME
    assert page.title == "Hand it in"
    contexts.press(qtbot, page, "I have sent the e-mail")
    assert page.lead == "Handed in on 20 November 2026: you sent it by e-mail."


def test_one_click_gives_every_open_action_a_date_and_the_attestation_stays_as_it_is(
    qtbot: QtBot, after: DonePage, tmp_path: Path
) -> None:
    pdf = after.context.saved_audits.pdf(after.session.audit.id)
    undated = sum(line.due is None for line in action_lines(after.session))
    assert undated > 1
    contexts.press(qtbot, after, "Set a date in two weeks for all without a date")
    assert {line.due for line in action_lines(after.session)} == {date(2026, 12, 4)}
    assert after.context.saved_audits.pdf(after.session.audit.id) == pdf
    after.findChild(ToDo).save_calendar(tmp_path / "dates.ics")
    assert (tmp_path / "dates.ics").read_text().count("BEGIN:VEVENT") == len(after.session.actions()) + 1


def test_a_date_can_be_set_and_taken_away(qtbot: QtBot, after: DonePage) -> None:
    contexts.press(qtbot, after, "Remove the date")
    assert {line.due for line in action_lines(after.session)} == {None}
    assert "the signed PDF keeps the dates that it was signed with" in contexts.words_on(after)
    done = contexts.button(after, "Done")
    place = done.geometry()
    contexts.press(qtbot, after, "Set a date")
    assert contexts.button(after, "Done").geometry() == place, "nothing moves for a date"
    assert action_lines(after.session)[0].due == date(2026, 12, 4)
    assert after.context.saved_audits.kept()[0].reminders == (date(2026, 12, 4),)


def test_what_is_done_is_ticked_off_and_taken_back_and_the_attestation_stays_as_it_is(
    qtbot: QtBot, after: DonePage, tmp_path: Path
) -> None:
    session, saved, to_do = after.session, after.context.saved_audits, after.findChild(ToDo)
    pdf, before = saved.pdf(session.audit.id), saved.kept()[0]
    contexts.press(qtbot, after, "Done")  # the first, which alone has a date
    assert "Done on 20 November 2026." in contexts.words_on(after)
    assert (saved.kept()[0].reminders, saved.kept()[0].undated) == ((), before.undated)
    assert "by 4 December 2026" not in text_of(to_do.as_pdf())
    to_do.save_calendar(tmp_path / "dates.ics")
    assert (tmp_path / "dates.ics").read_text().count("BEGIN:VEVENT") == 1, "the next review alone"
    signed = session.audit
    session.begin()
    session.open_kept(signed.id)
    assert session.audit == signed
    assert session.audit.done
    assert saved.pdf(signed.id) == pdf
    contexts.press(qtbot, after, "Not done yet")
    assert (saved.kept()[0].reminders, saved.kept()[0].undated) == (before.reminders, before.undated)
    for _action in session.actions():
        contexts.press(qtbot, after, "Done")
    assert "Well done. Nothing is left to do." in contexts.words_on(after)
    assert (saved.kept()[0].reminders, saved.kept()[0].undated) == ((), 0)
    session.comment("One thing more")
    assert not session.audit.done, "the next audit begins with none"


def test_the_key_is_offered_as_a_copy_and_its_words_are_called_no_secret(
    qtbot: QtBot, after: DonePage, tmp_path: Path
) -> None:
    contexts.press(qtbot, after, "How your school knows your key")
    assert "They are not your passphrase, and not secret" in contexts.words_on(after)
    assert " ".join(after.context.signing.key_card().words) in contexts.words_on(after)
    after.findChild(KeyCopyButton).save(tmp_path / "key.p12")
    assert load_key(tmp_path / "key.p12", "lemon teapot gravel").certificate
    assert not after.accept()
    assert not after.isVisible(), "it closes"
    assert len(after.context.saved_audits.kept()) == 1


def test_the_list_names_accounts_as_their_owner_does_and_is_a_page_of_its_own_and_reminders_name_none(
    after: DonePage, tmp_path: Path
) -> None:
    to_do = after.findChild(ToDo)
    assert after.lead.startswith("Handed in on 20 November 2026, on paper.")
    assert "Instagram (family)" in contexts.words_on(to_do)
    to_do.save_page(tmp_path / "list.pdf")
    pdf = (tmp_path / "list.pdf").read_bytes()
    assert check_paper(pdf) == ()
    assert count_pages(pdf) == 1
    text = text_of(pdf)
    assert "Instagram (family)" in text
    assert "by 4 December 2026" in text
    to_do.save_calendar(tmp_path / "dates.ics")
    calendar = (tmp_path / "dates.ics").read_text()
    assert calendar.count("BEGIN:VEVENT") == 2
    assert "20261204" in calendar
    assert not any(account in calendar for account in ("(family)", "Instagram", "WhatsApp"))


def test_every_page_of_the_file_reaches_the_paper(qtbot: QtBot, page: DonePage, tmp_path: Path) -> None:
    pdf = page.context.saved_audits.pdf(page.session.audit.id)
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    print_pages(pdf, count_pages(pdf), printer, pytest.fail)
    qtbot.waitUntil(lambda: not is_busy(), timeout=SLOW)
    assert count_pages((tmp_path / "paper.pdf").read_bytes()) == count_pages(pdf)


def test_a_printer_is_asked_for_also_once_it_is_said_that_the_paper_was_handed_in(qtbot: QtBot, page: DonePage) -> None:
    contexts.press(qtbot, page, "Print it")
    contexts.press(qtbot, page, PAPER)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    qtbot.waitUntil(lambda: page.findChild(QPrintDialog) is not None)
    page.findChild(QPrintDialog).reject()


def test_deleting_asks_first_and_then_nothing_is_left(qtbot: QtBot, after: DonePage) -> None:
    page = after
    contexts.press(qtbot, page, "Delete it from this computer")
    assert len(page.context.saved_audits.kept()) == 1
    with qtbot.waitSignal(page.went_to) as went:
        contexts.press(qtbot, page, "Delete both")
    assert went.args == [Step(id=StepId.WELCOME), None]
    assert page.context.saved_audits.kept() == ()
    assert page.session.audit.person is None
