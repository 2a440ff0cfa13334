"""Sign: the document itself, the signature, the key, and what happens when something is wrong."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import keyring
import pytest
from attrs import evolve
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from privacy_wizard.audit.handover import hand_in
from privacy_wizard.audit.signing import VisibleSignature
from privacy_wizard.audit.state import HandInWay
from privacy_wizard.audit.steps import Step, StepId
from privacy_wizard.domain.scoring import count_open
from privacy_wizard.identity import PassphraseIsPublic
from privacy_wizard.ui.kit.background import is_busy
from privacy_wizard.ui.kit.key_copy import KeyRestore
from privacy_wizard.ui.kit.widgets.new_passphrase import NewPassphrase
from privacy_wizard.ui.kit.widgets.passphrase_field import PassphraseField
from privacy_wizard.ui.wizard.sign.page import SignPage
from tests.attestation.reading import text_of
from tests.system.keyrings import MemoryKeyring
from tests.ui import contexts
from tests.ui.hands import draw_on
from tests.ui.stopping import stopped_at_first_count

SECRET = "lemon teapot gravel windmill"
SLOW = 20_000


@pytest.fixture(autouse=True)
def quiet_end(qtbot: QtBot) -> Iterator[None]:
    """No test ends while work is under way."""
    yield
    qtbot.waitUntil(lambda: not is_busy(), timeout=SLOW)


def _page(qtbot: QtBot, folder: Path) -> SignPage:
    page = SignPage(contexts.finished_context(folder))
    _open(qtbot, page)
    return page


def _open(qtbot: QtBot, page: SignPage) -> None:
    contexts.opened(qtbot, page)
    qtbot.waitUntil(lambda: not is_busy(), timeout=SLOW)


def _type_name(page: SignPage, name: str = "Sam Lee") -> None:
    page._pad.choose_way(drawn=False)
    page._pad.name.setText(name)


def _choose_passphrase(page: SignPage, secret: str = SECRET) -> None:
    asked = page._key._asked
    assert asked is not None
    if isinstance(asked, NewPassphrase):
        asked.first.line.setText(secret)
        asked.again.line.setText(secret)
    else:
        asked.line.setText(secret)


def _new(page: SignPage) -> NewPassphrase:
    assert isinstance(page._key._asked, NewPassphrase)
    return page._key._asked


def _sign(qtbot: QtBot, page: SignPage) -> None:
    with qtbot.waitSignal(page.went_to, timeout=SLOW) as went:
        assert not page.accept()
    assert went.args == [Step(id=StepId.DONE), None]


def test_open_questions_prevent_signing_and_one_press_leads_to_the_first(qtbot: QtBot, tmp_path: Path) -> None:
    context = contexts.context_with_school(tmp_path)
    context.session.declare_no_accounts(True)
    page = SignPage(context)
    contexts.opened(qtbot, page)
    assert "have no answer yet." in page.blocked_reason
    assert f"{page.blocked_reason} You can sign once that is done." in contexts.words_on(page)
    assert not page._preview.isVisible()
    with qtbot.waitSignal(page.went_to) as went:
        contexts.press(qtbot, page, "Go to the first")
    assert tuple(went.args) == context.session.first_open


def test_the_persons_name_is_there_to_sign_with_and_it_is_told_what_a_time_stamping_service_is_sent(
    qtbot: QtBot, tmp_path: Path
) -> None:
    context = contexts.finished_context(tmp_path)
    context.session.choose_school(evolve(contexts.SCHOOL, time_authority="https://time.bradley.example.org"))
    page = SignPage(context)
    _open(qtbot, page)
    assert "a checksum of the signature" in page.lead
    page._pad.choose_way(drawn=False)
    assert page._pad.typed == "Sam Lee"
    page.session.describe_person(evolve(contexts.SAM, name="Samantha Lee"), page.session.audit.occasion)
    page.entered()
    qtbot.waitUntil(lambda: not is_busy(), timeout=SLOW)
    assert page._pad.typed == "Samantha Lee"


def test_what_has_no_date_is_said_before_signing_and_dated_at_once_in_the_document(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = _page(qtbot, tmp_path)
    undated = count_open(action.key for action in page.session.actions()).points
    assert f"{undated} open points have no date" in page._open.message
    _type_name(page)
    _choose_passphrase(page)
    assert page.blocked_reason == "", "it keeps nobody from signing"
    contexts.press(qtbot, page, "Set a date in two weeks for all without a date")
    assert {action.due for action in page.session.actions()} == {date(2026, 12, 4)}
    assert not page._open.isVisible()
    qtbot.waitUntil(lambda: not is_busy(), timeout=SLOW)
    _sign(qtbot, page)
    text = text_of(page.context.saved_audits.pdf(page.session.audit.id))
    assert "4 December 2026" in text
    assert "no date" not in text


def test_before_signing_the_document_is_shown_and_what_is_missing_is_named_in_turn(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = _page(qtbot, tmp_path)
    assert page._preview.page == 1
    assert not page._preview.picture.isNull()
    assert "I, Sam Lee, declare" in contexts.words_on(page)
    assert page.blocked_reason == "Draw or type your signature."
    _type_name(page)
    assert page.blocked_reason == "Choose a passphrase."
    assert "At least 8 characters" in contexts.words_on(_new(page)), "the rule stands there before typing"
    _nothing_moves_while_it_is_typed(qtbot, page)
    _new(page).again.line.setText("")
    _new(page).first.line.setText("short")
    assert "at least 8" in page.blocked_reason
    _new(page).first.line.setText(SECRET)
    assert page.blocked_reason == "Type the same passphrase twice."
    _choose_passphrase(page)
    assert page.blocked_reason == ""
    _the_words_of_the_key_never_lock_it(page)
    assert not page.context.signing.has_key


def _nothing_moves_while_it_is_typed(qtbot: QtBot, page: SignPage) -> None:
    def places() -> list[QRect]:
        return [
            QRect(part.mapTo(page, QPoint(0, 0)), part.size())
            for part in page.findChildren(QWidget)
            if part.isVisible()
        ]

    page._pen.flush()
    qtbot.waitUntil(lambda: page._preview.page > 0 and not page._drawing and not is_busy(), timeout=SLOW)
    QApplication.processEvents()  # the preview has come, and has its room
    before = places()
    for text in ("p", "password", "kettle orbit", SECRET, "kettle " * 9):
        _new(page).first.line.setText(text)
        qtbot.wait(1)
        assert places() == before
    _new(page).again.line.setText("kettle")
    qtbot.wait(1)
    assert places() == before


def _the_words_of_the_key_never_lock_it(page: SignPage) -> None:
    assert page._key._state is not None
    words = page._key._state.card.words
    assert " ".join(words) not in contexts.words_on(page)
    for chosen in (" ".join(words), "-".join(reversed(words[:3])), "".join(words).upper()):
        _choose_passphrase(page, chosen)
        assert "the words of your key" in page.blocked_reason
        with pytest.raises(PassphraseIsPublic):
            page.context.signing.sign(VisibleSignature(text="Sam Lee"), chosen)


def test_nothing_is_signed_while_the_name_is_doubtful_or_one_stops_it_and_then_the_key_is_made_and_the_audit_kept(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = _page(qtbot, tmp_path)
    _another_name_is_looked_at_twice(qtbot, page)
    _letters_that_cannot_be_printed_are_named(qtbot, page)
    shown = page._key._state
    assert shown is not None
    _type_name(page)
    _choose_passphrase(page)
    before = {each.name for each in tmp_path.rglob("*")}
    with stopped_at_first_count(page.counting) as user:
        assert not page.accept()
        qtbot.waitUntil(lambda: not is_busy(), timeout=SLOW)
    assert user.saw == "Signing… 1 of 3"
    assert page.notice.property("mood") == "info", "it is no fault"
    assert page.notice.message.startswith("Stopped, so nothing was signed")
    assert (page.session.audit.signed, page.context.signing.has_key) == (None, False)
    assert {each.name for each in tmp_path.rglob("*")} == before
    assert page.blocked_reason == "", "what was typed stays"
    _type_name(page, "Hannah Lee")
    assert not page.accept()
    with qtbot.waitSignal(page.went_to, timeout=SLOW) as went:
        contexts.press(qtbot, page, "Yes, sign as Hannah Lee")
    assert went.args == [Step(id=StepId.DONE), None]
    context = page.context
    assert context.signing.has_key
    assert context.signing.key_card().words == shown.card.words
    assert context.session.audit.signed is not None
    assert context.saved_audits.pdf(context.session.audit.id).startswith(b"%PDF")
    assert context.saved_audits.drafts() == ()
    assert page._key.passphrase == ""


def _another_name_is_looked_at_twice(qtbot: QtBot, page: SignPage) -> None:
    _type_name(page, "S. Lee")
    _choose_passphrase(page)
    assert not page.accept()
    assert "You typed “S. Lee” as your signature, and this statement is by Sam Lee." in contexts.words_on(page)
    contexts.press(qtbot, page, "No, change it")
    _type_name(page, "Anna Lee")
    assert not page.accept()
    _type_name(page, "Hannah Lee")
    contexts.press(qtbot, page, "Yes, sign as Anna Lee")
    assert "You typed “Hannah Lee”" in contexts.words_on(page), "what was confirmed is not what is there now"
    assert page.session.audit.signed is None


def _letters_that_cannot_be_printed_are_named(qtbot: QtBot, page: SignPage) -> None:
    contexts.press(qtbot, page, "No, change it")
    _type_name(page, "สมชาย")
    page.accept()
    contexts.press(qtbot, page, "Yes, sign as สมชาย")
    qtbot.waitUntil(lambda: "cannot be printed" in page.notice.message and not is_busy(), timeout=SLOW)


def test_the_document_shows_the_signature_soon_after_it_is_written_and_stays_at_its_page(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = _page(qtbot, tmp_path)
    before = page._preview._pdf
    _type_name(page)
    qtbot.waitUntil(lambda: page._preview._pdf != before, timeout=SLOW)
    assert page._preview.page == 1
    with qtbot.waitSignal(page._preview.drawn, timeout=SLOW):
        contexts.press(qtbot, page, "See it in the document")
    assert page._preview.page == 2, "the page with the places for signatures"
    qtbot.waitUntil(lambda: not is_busy(), timeout=SLOW)
    page.entered()
    qtbot.waitUntil(lambda: not is_busy(), timeout=SLOW)
    assert page._preview.page == 2, "drawn again"


def test_a_document_that_is_not_waited_for_is_drawn_once_one_signs_all_the_same(qtbot: QtBot, tmp_path: Path) -> None:
    page = SignPage(contexts.finished_context(tmp_path))
    page.retranslate()
    qtbot.addWidget(page)
    with stopped_at_first_count(page.making) as user:
        page.show()
        page.entered()
        page._pen.flush()  # the name that is suggested is no signature that it would have to be drawn with
        qtbot.waitUntil(lambda: not is_busy(), timeout=SLOW)
    assert user.saw == "Making the document… 1 of 2"
    assert (page.notice.property("mood"), page._preview.page) == ("info", 0)
    _type_name(page)
    page._pen.flush()
    qtbot.waitUntil(lambda: not is_busy(), timeout=SLOW)
    assert (page._preview.page, page.blocked_reason) == (1, "Choose a passphrase.")
    assert not page.notice.isVisible()


def test_a_wrong_passphrase_is_explained_and_the_signature_stays(qtbot: QtBot, tmp_path: Path) -> None:
    context = contexts.finished_context(tmp_path)
    context.signing.key_store.keep(context.signing.key_store.make(contexts.SAM, "Bradley"), SECRET)
    page = SignPage(context)
    _open(qtbot, page)
    assert isinstance(page._key._asked, PassphraseField)
    _type_name(page)
    _choose_passphrase(page, "something else")
    page.accept()
    qtbot.waitUntil(lambda: not is_busy() and bool(page.notice.message), timeout=SLOW)
    assert "does not open" in page.notice.message
    assert page._pad.is_signed
    assert context.session.audit.signed is None
    _choose_passphrase(page)
    _sign(qtbot, page)


def test_once_signed_the_page_shows_the_very_document_and_signs_it_no_second_time(qtbot: QtBot, tmp_path: Path) -> None:
    context = contexts.finished_context(tmp_path)
    context.signing.sign(VisibleSignature(text="Sam Lee"), SECRET)
    page = SignPage(context)
    contexts.opened(qtbot, page)
    assert page.accept_label == "Hand it in"
    with qtbot.waitSignal(page.went_to) as went:
        page.accept()
    assert went.args == [Step(id=StepId.DONE), None]
    hand_in(context.session, HandInWay.E_MAIL)
    page.entered()
    assert page.lead.startswith("You signed this on 20 November 2026. It stays as it is. Handed in on")
    qtbot.waitUntil(lambda: not page._preview.picture.isNull())
    assert page._preview._pdf == context.saved_audits.pdf(context.session.audit.id)
    assert not page._pad.isVisible()
    assert page.accept_label == "See what is left to do"


def test_a_key_from_a_backup_signs_here(qtbot: QtBot, tmp_path: Path) -> None:
    elsewhere = contexts.new_context(tmp_path / "old")
    elsewhere.signing.key_store.keep(elsewhere.signing.key_store.make(contexts.SAM, "Bradley"), SECRET)
    elsewhere.signing.key_store.backup(tmp_path / "backup.p12")
    page = _page(qtbot, tmp_path / "new")
    restore = page.findChild(KeyRestore)
    restore.take(tmp_path / "backup.p12")
    restore._passphrase.line.setText("wrong")
    restore._bring.click()
    qtbot.waitUntil(lambda: not is_busy(), timeout=SLOW)
    assert "does not open" in restore._notice.message
    restore._passphrase.line.setText(SECRET)
    restore._bring.click()
    qtbot.waitUntil(lambda: isinstance(page._key._asked, PassphraseField) and not is_busy(), timeout=SLOW)
    assert page.context.signing.key_card().words == elsewhere.signing.key_card().words
    _type_name(page)
    _choose_passphrase(page)
    _sign(qtbot, page)


def test_a_keyring_can_keep_the_passphrase_and_forget_it(qtbot: QtBot, tmp_path: Path) -> None:
    ring = MemoryKeyring()
    before = keyring.get_keyring()
    keyring.set_keyring(ring)
    try:
        page = _page(qtbot, tmp_path)
        draw_on(page._pad.canvas, ((10, 10), (80, 40), (160, 20)))
        _choose_passphrase(page)
        contexts.press(qtbot, page, "Remember it on this computer")
        _sign(qtbot, page)
        assert page.session.audit.signed is not None, "a drawn signature signs as well"
        assert ring.kept
        page.session.begin()
        again = SignPage(page.context)
        page.context.session.review(page.context.saved_audits.kept()[0].id)
        contexts.answer_all(page.context)
        page.context.session.add_account("x")
        contexts.answer_all(page.context)
        _open(qtbot, again)
        assert again._key.passphrase is None
        contexts.press(qtbot, again, "Forget it")
        qtbot.waitUntil(lambda: again._key.passphrase == "" and not is_busy(), timeout=SLOW)
        assert not ring.kept
    finally:
        keyring.set_keyring(before)


def test_a_passphrase_is_made_up_on_request_and_signs(qtbot: QtBot, tmp_path: Path) -> None:
    page = _page(qtbot, tmp_path)
    _type_name(page)
    contexts.press(qtbot, page, "Make one up for me")
    made = _new(page).first.line
    assert len(made.text().split()) == 4
    secret = made.text()
    assert made.echoMode() == QLineEdit.EchoMode.Normal, "it has to be read to be written down"
    assert not _new(page).again.isVisible(), "nobody types what the program made"
    qtbot.keyClicks(made, "x")
    assert page.blocked_reason == "Write the words down, and tick that you have."
    page.left()
    page.entered()
    qtbot.waitUntil(lambda: not is_busy(), timeout=SLOW)
    assert made.text() == secret, "by then it is on paper, whatever one looked at meanwhile"
    contexts.press(qtbot, page, "I have written it down")
    assert page.blocked_reason == ""
    contexts.press(qtbot, page, "Choose one myself")
    assert (made.text(), page.blocked_reason) == ("", "Choose a passphrase.")
    contexts.press(qtbot, page, "Make one up for me")
    assert page.blocked_reason == "Write the words down, and tick that you have.", "these are others"
    contexts.press(qtbot, page, "I have written it down")
    _sign(qtbot, page)
