"""A whole office on a server, with its certificate, backed up and put back at the windows of other computers."""

import json
from pathlib import Path, PurePosixPath

import pyrage
import pytest
from attrs import evolve
from pytestqt.qtbot import QtBot

from privacy_wizard.i18n import long_date
from privacy_wizard.office.backup import open_backup
from privacy_wizard.office.backup_content import packed
from privacy_wizard.office.login import Login
from privacy_wizard.ui.console.page import ConsolePlace, PlaceId
from privacy_wizard.ui.kit.theme import Theme
from tests.register import postgres
from tests.ui.console.office_user import OfficeUser
from tests.ui.console.offices import NOW
from tests.ui.console.test_full_ways import SECRET, become_officer, certify_and_countersign, seated, set_up
from tests.ui.console.test_minimal_way import LoginAt
from tests.ui.contexts import words_on


@pytest.fixture
def server() -> postgres.Server:
    try:
        return postgres.shared()
    except LookupError:
        pytest.skip("PostgreSQL is not installed (Debian: postgresql).")


def back_up(user: OfficeUser, out: Path) -> None:
    user.go(ConsolePlace(id=PlaceId.KEEPING))
    for field in (user.page.backup.passphrase.first, user.page.backup.passphrase.again):
        user.type(field.line, SECRET)
    user.page.backup.write(out)
    user.settle()
    assert "Everything is in “office.age”" in user.page.notice.message


def another_computer(qtbot: QtBot, theme: Theme, home: Path) -> OfficeUser:
    """Whose program was opened before, so that it has settings of its own."""
    home.mkdir()
    (home / "settings.json").write_text("{}", encoding="utf-8")
    user = seated(qtbot, theme, Login(home=home, key_file=home / "signing-key.p12", now=lambda: NOW))
    user.press("Put back a backup")
    return user


def put_back(user: OfficeUser, file: Path, server: str = "") -> None:
    user.drop(lambda: user.page.drop.picked.emit(file))
    user.page.passphrase.clear()
    user.type(user.page.passphrase.line, SECRET)
    if server:
        user.page.where.row("server").click()
        user.page.address.line.clear()
        user.type(user.page.address.line, server)
    user.press("Put it back")


def sign_again(user: OfficeUser) -> int:
    """The school's file; the number that it has now."""
    place = user.window.context.school_place
    user.go(ConsolePlace(id=PlaceId.SCHOOL))
    user.type(user.page.profile.secret.line, SECRET)
    user.page.profile.sign_into(place.profile_file)
    user.settle()
    signed = place.signed_profile()
    assert signed is not None
    return signed.manifest.number


def changed(kept: Path, out: Path) -> Path:
    """The same backup, with another word on record and a token that other computers do not have."""
    found = open_backup(kept, SECRET)
    assert found.register is not None
    rows = {**found.register.rows, "content": found.register.rows["content"].replace(b"Annual", b"Amnual")}
    token = {
        PurePosixPath("school/token.json"): json.dumps({"module": "D:\\driver.dll", "token": "a", "key": "b"}).encode()
    }
    content = packed(evolve(found, register=evolve(found.register, rows=rows), files={**found.files, **token}))
    out.write_bytes(pyrage.passphrase.encrypt(content, SECRET))
    return out


def test_with_the_schools_certificate_from_the_first_start_to_the_copies_and_back_from_a_backup(
    qtbot: QtBot, theme: Theme, tmp_path: Path, server: postgres.Server
) -> None:
    first, there, kept = server.new_database(), server.new_database(), tmp_path / "office.age"
    user = seated(qtbot, theme, LoginAt(tmp_path / "home", first))
    set_up(user, tmp_path)
    qtbot.addWidget(user.window)
    become_officer(qtbot, user)
    back_up(user, kept)
    before, profile = user.window.context.register.register.copy(), user.window.context.school_place.signed_profile()
    assert profile is not None
    certify_and_countersign(qtbot, user, tmp_path)
    user.leave()

    for name, address in (("here", ""), ("there", there)):
        user = another_computer(qtbot, theme, tmp_path / name)
        user.press("Put it back")
        assert user.page.notice.message == "Choose the backup."
        if address:
            put_back(user, kept, "server")
            assert "Say where the database is" in user.page.notice.message
            put_back(user, kept, first)
            assert "It was not changed" in user.page.notice.message, "a register with something in it"
        put_back(user, kept, address)
        qtbot.addWidget(user.window)
        assert "Done: 0 of 3" in words_on(user.window)
        assert f"It is all back, as of {long_date(NOW.date())}." in user.page.notice.message
        register = user.window.context.register
        assert ("://" in register.register.place) == bool(address)
        assert register.register.copy() == before
        assert sign_again(user) > profile.manifest.number + 100, "none that may have been given out since"
        assert register.check().holds
        assert (tmp_path / name / "settings.json").read_text(encoding="utf-8") == "{}"
        user.leave()

    user = another_computer(qtbot, theme, tmp_path / "changed")
    put_back(user, changed(kept, tmp_path / "changed.age"))
    not_whole, token = user.page.notice.message.splitlines()
    assert "the record is not whole" in not_whole
    assert "Its driver, D:\\driver.dll, is not on this computer" in token
    user.press("Open the office")
    qtbot.addWidget(user.window)
    user.leave()


def test_after_the_register_was_spoilt_a_backup_is_put_in_its_place_once_that_is_said(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    login, kept = Login(home=tmp_path / "home", key_file=tmp_path / "key.p12", now=lambda: NOW), tmp_path / "office.age"
    user = seated(qtbot, theme, login)
    set_up(user, tmp_path)
    qtbot.addWidget(user.window)
    back_up(user, kept)
    user.leave()
    Path(login.own_address).write_bytes(b"spoilt, and no register any longer")

    user = seated(qtbot, theme, login)
    assert user.page.notice.message, "it does not open"
    user.press("Put back a backup")
    put_back(user, kept)
    assert "There is already something at" in user.page.notice.message
    user.press("Put it aside, and go on")
    assert "What was here before is in" in user.page.notice.message
    user.press("Open the office")
    qtbot.addWidget(user.window)
    assert "Done: 0 of 3" in words_on(user.window)
    [aside] = login.home.glob("put-aside-*")
    assert (aside / "register.sqlite").read_bytes() == b"spoilt, and no register any longer"
    user.leave()
