"""A keyring that never answers is gone on without, and wherever it was to keep a secret the reader is told."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from privacy_wizard.domain.vocabulary import SendKind
from privacy_wizard.office.login import Login
from privacy_wizard.office.office_key import FILE_WITHOUT_KEYRING
from privacy_wizard.system import keyring
from privacy_wizard.ui.kit.background import is_busy
from privacy_wizard.ui.kit.theme import Theme
from privacy_wizard.ui.wizard.done.page import DonePage
from tests.system.keyrings import silent_secret_service
from tests.ui import contexts
from tests.ui.console.offices import NOW
from tests.ui.console.test_minimal_way import begin
from tests.ui.console.test_sending import send_place
from tests.ui.test_pages_sign import SLOW, _choose_passphrase, _page, _sign, _type_name

# The keyring library leaves its connection open where the other side goes away.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")
NOT_KEPT = "This computer has no safe place for passwords, or it did not answer."


@pytest.fixture(autouse=True)
def silent(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    pytest.importorskip("secretstorage")
    if not shutil.which("dbus-daemon"):
        pytest.skip("dbus-daemon is not on this machine")
    monkeypatch.setattr(keyring, "_SECONDS", 0.3)
    with silent_secret_service():
        yield


def test_the_wizard_signs_and_says_that_the_passphrase_is_typed_each_time(qtbot: QtBot, tmp_path: Path) -> None:
    page = _page(qtbot, tmp_path)
    _type_name(page)
    _choose_passphrase(page)
    contexts.press(qtbot, page, "Remember it on this computer")
    _sign(qtbot, page)
    done = DonePage(page.context)
    contexts.opened(qtbot, done)
    told = f"{NOT_KEPT} So you type the passphrase of your key each time."
    assert done.notice.message == told
    again = _page(qtbot, tmp_path / "again")
    assert told in contexts.words_on(again), "it is asked no more"
    qtbot.waitUntil(lambda: not is_busy(), timeout=SLOW)


def test_the_office_begins_and_says_where_its_key_lies_and_that_a_password_is_typed_each_time(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    login = Login(home=tmp_path, key_file=tmp_path / "signing-key.p12", now=lambda: NOW)
    controller, window = begin(qtbot, theme, login)
    assert window.page.notice.message == (
        f"{NOT_KEPT} So what opens the office by itself is in a file that only you can read. "
        "Nothing is wrong: just lock the screen when you leave."
    )
    assert (tmp_path / FILE_WITHOUT_KEYRING).exists()
    [campaign] = window.context.register.campaigns()
    window.show_place(send_place(SendKind.ASK, campaign.id))
    form = window.page.server
    for field, text in ((form.host, "smtp.example.org"), (form.address, "office@example.org"), (form.user, "office")):
        field.line.setText(text)
    form.keep()
    assert NOT_KEPT not in contexts.words_on(window), "there is no password yet"
    form.password.line.setText("kettle orbit")
    form.keep()
    form.set_open(True)
    assert f"{NOT_KEPT} So the password of the mail server is asked for each time." in contexts.words_on(window)
    controller.end()
