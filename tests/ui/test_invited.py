"""An invitation, its code, the request, the certificate that comes back, and the copy that the school countersigned."""

from pathlib import Path

import pytest
from attrs import evolve
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from privacy_wizard.audit.signing import VisibleSignature
from privacy_wizard.audit.steps import Step, StepId
from privacy_wizard.identity import certify_again
from privacy_wizard.identity.authority import make_authority
from privacy_wizard.office.errors import RequestRefused
from privacy_wizard.ui.kit.background import is_busy
from privacy_wizard.ui.kit.widgets.passphrase_field import PassphraseField
from privacy_wizard.ui.wizard.context import WizardContext
from privacy_wizard.ui.wizard.done.page import HandInPanel
from privacy_wizard.ui.wizard.from_school.invitation import HandingRequest
from privacy_wizard.ui.wizard.sign.page import SignPage
from privacy_wizard.ui.wizard.welcome.page import WelcomePage
from privacy_wizard.ui.wizard.you_page import YouPage
from tests.ui import contexts
from tests.ui.schools import Office
from tests.ui.test_from_school import open_file, take, welcome

PASSPHRASE = "orange kettle window march"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    folder = tmp_path / "office"
    folder.mkdir()
    return Office(folder)


@pytest.fixture
def context(tmp_path: Path) -> WizardContext:
    return contexts.new_context(tmp_path / "home")


@pytest.fixture
def page(qtbot: QtBot, context: WizardContext, office: Office) -> WelcomePage:
    """The first page of a computer that knows the school."""
    found = welcome(qtbot, context)
    take(qtbot, found, office.profile())
    return found


def settle(qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not is_busy(), timeout=20_000)
    QApplication.processEvents()


def write(page: WelcomePage, qtbot: QtBot, name: str, text: str) -> None:
    from PySide6.QtWidgets import QLineEdit

    field = next(f for f in page.findChildren(QLineEdit) if f.accessibleName() == name and f.isVisible())
    field.setText(text)


def ask(qtbot: QtBot, page: WelcomePage, code: str) -> None:
    """Take the invitation, type the code, choose a passphrase, make the request."""
    contexts.press(qtbot, page, "Yes, this is for me")
    settle(qtbot)
    write(page, qtbot, "One-time code from your slip", code)
    for field in page.findChildren(PassphraseField):
        if field.isVisible():
            field.line.setText(PASSPHRASE)
    contexts.press(qtbot, page, "Make the request file")
    settle(qtbot)


def request_file(page: WelcomePage, folder: Path) -> Path:
    handing = page.findChild(HandingRequest)
    assert handing is not None, contexts.words_on(page)
    handing.save(folder / "mine.pwrequest")
    return folder / "mine.pwrequest"


def test_an_invitation_fills_in_who_where_and_which_campaign_it_answers(
    qtbot: QtBot, context: WizardContext, office: Office, page: WelcomePage
) -> None:
    file, made = office.invitation()
    open_file(qtbot, page, file)
    words = contexts.words_on(page)
    assert "For Sam Lee, staff number 4711." in words
    assert "campaign 2026, to be handed in by 11 December 2026" in words
    assert context.session.audit.person is None
    contexts.press(qtbot, page, "Yes, this is for me")
    settle(qtbot)
    audit = context.session.audit
    assert audit.person is not None
    assert (audit.person.name, audit.person.identifier, audit.person.has_staff_number) == ("Sam Lee", "4711", True)
    assert audit.school is not None
    assert (audit.school.name, audit.pack) == ("Bradley Primary School", "bradley-primary-2023")
    assert (audit.occasion.value, audit.invitation) == ("annual review", made.invitation.named)
    with qtbot.waitSignal(page.went_to) as went:
        contexts.press(qtbot, page, "Begin the audit")
    assert went.args == [Step(id=StepId.YOU), None]


def test_the_page_about_oneself_says_that_an_invitation_filled_it_in(
    qtbot: QtBot, context: WizardContext, office: Office, page: WelcomePage
) -> None:
    _file, made = office.invitation()
    context.session.accept_invitation(made.invitation)
    you = YouPage(context)
    contexts.opened(qtbot, you)
    assert "from your school's invitation (campaign 2026)" in contexts.words_on(you)
    assert you.blocked_reason == "Type your role to go on."


def test_where_to_hand_in_stands_at_the_end_as_the_school_says(
    qtbot: QtBot, context: WizardContext, page: WelcomePage
) -> None:
    context.session.describe_person(contexts.SAM, context.session.audit.occasion)
    part = HandInPanel(context.session, lambda: b"%PDF-")
    qtbot.addWidget(part)
    part.show()
    assert "by e-mail to office@bradley.example.org" in contexts.words_on(part)
    assert part._address.text == "office@bradley.example.org"


def test_an_invitation_for_somebody_else_is_not_used(
    qtbot: QtBot, context: WizardContext, office: Office, page: WelcomePage
) -> None:
    file, _made = office.invitation("Kim Poe", "4712")
    open_file(qtbot, page, file)
    contexts.press(qtbot, page, "No, this is not for me")
    assert context.session.audit.person is None
    assert "went to the wrong person" in contexts.words_on(page)


def test_an_invitation_does_not_take_the_audit_of_another_person(
    qtbot: QtBot, context: WizardContext, office: Office, page: WelcomePage
) -> None:
    from attrs import evolve

    context.session.describe_person(evolve(contexts.SAM, identifier="99"), context.session.audit.occasion)
    before = context.session.audit.id
    file, _made = office.invitation()
    open_file(qtbot, page, file)
    contexts.press(qtbot, page, "Yes, this is for me")
    settle(qtbot)
    assert context.session.audit.id != before
    assert before in {entry.id for entry in context.saved_audits.drafts()}


def test_an_invitation_is_taken_away_where_its_person_is_changed(context: WizardContext, office: Office) -> None:
    from attrs import evolve

    _file, made = office.invitation()
    context.session.accept_invitation(made.invitation)
    person = context.session.audit.person
    assert person is not None
    context.session.describe_person(evolve(person, role="Cook"), context.session.audit.occasion)
    assert context.session.audit.invitation is not None
    context.session.describe_person(evolve(person, identifier="12"), context.session.audit.occasion)
    assert context.session.audit.invitation is None


def test_a_mistyped_code_says_so_and_makes_neither_a_request_nor_a_key(
    qtbot: QtBot, context: WizardContext, office: Office, page: WelcomePage
) -> None:
    file, made = office.invitation()
    open_file(qtbot, page, file)
    code = made.slip.code
    ask(qtbot, page, code[:-1] + ("A" if code[-1] != "A" else "B"))
    assert "There is a typing mistake in this code" in contexts.words_on(page)
    assert page.findChild(HandingRequest) is None
    assert not context.signing.has_key


def test_a_code_of_another_invitation_is_refused_by_the_school(
    qtbot: QtBot, context: WizardContext, office: Office, page: WelcomePage, tmp_path: Path
) -> None:
    file, _made = office.invitation()
    _other, theirs = office.invitation("Kim Poe", "4712")
    open_file(qtbot, page, file)
    ask(qtbot, page, theirs.slip.code)
    with pytest.raises(RequestRefused, match="was not made with the code"):
        office.certificate(request_file(page, tmp_path))


def test_an_expired_invitation_and_a_foreign_one_are_refused_with_a_sentence(
    qtbot: QtBot, office: Office, page: WelcomePage, tmp_path: Path
) -> None:
    expired, _made = office.invitation(days=-1)
    open_file(qtbot, page, expired)
    assert "The code of this invitation has expired." in contexts.words_on(page)
    (tmp_path / "other").mkdir()
    stranger = Office(tmp_path / "other", make_authority(school="Bradley Primary School", now=contexts.NOW))
    foreign, _made = stranger.invitation()
    open_file(qtbot, page, foreign)
    assert "signed by somebody other than your school" in contexts.words_on(page)


def test_without_a_profile_an_invitation_asks_for_the_profile_first(
    qtbot: QtBot, context: WizardContext, office: Office
) -> None:
    file, _made = office.invitation()
    page = welcome(qtbot, context)
    open_file(qtbot, page, file)
    assert "Open the school's file first" in contexts.words_on(page)


def test_the_certificate_that_comes_back_is_put_to_the_key_and_shown_where_one_signs(
    qtbot: QtBot, context: WizardContext, office: Office, page: WelcomePage, tmp_path: Path
) -> None:
    file, made = office.invitation()
    open_file(qtbot, page, file)
    ask(qtbot, page, made.slip.code)
    assert "by e-mail to office@bradley.example.org" in contexts.words_on(page)
    certificate, issued = office.certificate(request_file(page, tmp_path))
    open_file(qtbot, page, certificate)
    settle(qtbot)
    write_passphrase(page, "wrong")
    contexts.press(qtbot, page, "Add it to my key")
    settle(qtbot)
    assert "The passphrase does not open" in contexts.words_on(page)
    write_passphrase(page, PASSPHRASE)
    contexts.press(qtbot, page, "Add it to my key")
    settle(qtbot)
    assert "Your signing key has a certificate: Sam Lee, 4711, vouched for by Bradley" in contexts.words_on(page)
    assert context.signing.key_store.certificate() == issued.certificate
    context.session.add_account("instagram")
    contexts.answer_all(context)
    sign = SignPage(context)
    contexts.opened(qtbot, sign)
    settle(qtbot)
    assert "Bradley Primary School vouches for this key: Sam Lee, 4711." in contexts.words_on(sign)


def write_passphrase(page: WelcomePage, text: str) -> None:
    for field in page.findChildren(PassphraseField):
        if field.isVisible():
            field.line.setText(text)


def test_a_certificate_of_another_key_is_refused_and_the_key_stays_as_it_was(
    qtbot: QtBot, context: WizardContext, office: Office, page: WelcomePage, tmp_path: Path
) -> None:
    file, made = office.invitation()
    open_file(qtbot, page, file)
    ask(qtbot, page, made.slip.code)
    mine = context.signing.key_store.certificate()
    other = tmp_path / "officer.pwcert"
    from privacy_wizard.school.invitation_files import write_certificates

    officer = office.officer()
    other.write_bytes(write_certificates((officer.certificate, *officer.chain)))
    open_file(qtbot, page, other)
    settle(qtbot)
    write_passphrase(page, PASSPHRASE)
    contexts.press(qtbot, page, "Add it to my key")
    settle(qtbot)
    assert context.signing.key_store.certificate() == mine
    assert "certificate" in contexts.words_on(page)


def test_a_certificate_where_there_is_no_key_says_what_to_do(
    qtbot: QtBot, office: Office, page: WelcomePage, tmp_path: Path
) -> None:
    from privacy_wizard.school.invitation_files import write_certificates

    other = tmp_path / "some.pwcert"
    other.write_bytes(write_certificates((office.officer().certificate,)))
    open_file(qtbot, page, other)
    assert "There is no signing key on this computer" in contexts.words_on(page)


def test_a_copy_that_was_countersigned_is_found_genuine_and_a_changed_one_is_not(
    qtbot: QtBot, context: WizardContext, office: Office, page: WelcomePage, tmp_path: Path
) -> None:
    from privacy_wizard.attestation.sign import Attestation, countersign, sign
    from privacy_wizard.attestation.verify import examine
    from privacy_wizard.attestation.wording import worded

    file, made = office.invitation()
    open_file(qtbot, page, file)
    ask(qtbot, page, made.slip.code)
    certificate, _issued = office.certificate(request_file(page, tmp_path))
    content = certificate.read_bytes()
    context.signing.take_certificate(lambda key: context.school.take(content, key), PASSPHRASE)
    context.session.declare_no_accounts(declared=True)
    contexts.answer_all(context)
    signed = context.signing.sign(VisibleSignature(text="Sam Lee"), PASSPHRASE)
    own = tmp_path / "own.pdf"
    own.write_bytes(signed.pdf)
    open_file(qtbot, page, own)
    assert "Your school has not countersigned this copy." in contexts.words_on(page)
    copy = tmp_path / "copy.pdf"
    statement = examine(signed.pdf).statement
    assert statement is not None
    attestation = Attestation(pdf=signed.pdf, statement=statement)
    copy.write_bytes(countersign(attestation, office.officer(), name="Ben Okafor", at=contexts.NOW).pdf)
    open_file(qtbot, page, copy)
    words = contexts.words_on(page)
    assert "Countersigned by Ben Okafor for your school. The attestation is genuine." in words
    assert "Intact: not a byte was changed" in words
    assert "•" not in words, "the school's own wording is known from its profile, so nothing is left to doubt"
    assert "Your certificate says" not in words
    key = context.signing.key_store.open(PASSPHRASE)
    before = certify_again(key, name="Samuel Lee", identifier="4711", school="Bradley Primary School", now=contexts.NOW)
    earlier = worded(evolve(statement, person=evolve(statement.person, name="Samuel Lee")))
    copy.write_bytes(countersign(sign(earlier, before), office.officer(), name="Ben Okafor", at=contexts.NOW).pdf)
    open_file(qtbot, page, copy)
    words = contexts.words_on(page)
    assert "The attestation is genuine." in words
    assert "Your certificate says “Sam Lee” today, and this was signed as “Samuel Lee”." in words
    assert "Trusted: it is known whose keys signed." in words
    broken = tmp_path / "broken.pdf"
    changed = bytearray(copy.read_bytes())
    changed[len(signed.pdf) // 2] ^= 1
    broken.write_bytes(changed)
    open_file(qtbot, page, broken)
    assert "This is not a genuine attestation." in contexts.words_on(page)
