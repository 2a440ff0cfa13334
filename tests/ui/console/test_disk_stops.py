"""The disk stops under the acts of the window: what was to be handed over is there, or nothing is on record."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from privacy_wizard.domain.certificate_events import ProfileSigned
from privacy_wizard.domain.register_events import AttestationStanding
from privacy_wizard.domain.vocabulary import SendKind
from privacy_wizard.office.mailing import Mailing, plainly, write_drafts, write_letters, write_merge
from privacy_wizard.office.sending import MailWriter, Outgoing, Sender
from privacy_wizard.school.profile_file import time_service_certificates
from privacy_wizard.system import NotWritten
from privacy_wizard.ui.console.context import ConsoleContext
from privacy_wizard.ui.console.page import ConsolePlace, PlaceId
from privacy_wizard.ui.kit.theme import Theme
from tests.attestation.time_service import certificate_of_the_service
from tests.disk import Disk, outside
from tests.ui.console.offices import REVIEW, busy_context
from tests.ui.console.test_first_pages import settle, window_on
from tests.ui.console.test_school_pages import SCHOOL_SECRET, set_up


def entries(context: ConsoleContext) -> int:
    return len(context.register.register.records(context.register.school))


def test_what_is_sent_back_is_on_record_when_its_mail_is_on_the_disk(
    qtbot: QtBot, theme: Theme, filled: tuple[ConsoleContext, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    context, look = filled
    opened = list[Path]()
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(Path(url.toLocalFile())) or True)
    disk, before = Disk(monkeypatch), entries(context)
    window = window_on(qtbot, theme, context, ConsolePlace(id=PlaceId.ATTESTATION, of=look))
    window.page.decision.reason.setPlainText("Please sign the original.")
    for write in range(1, 9):
        disk.stop_at(write)
        window.page.decision.back.click()
        settle(qtbot)
        if not disk.has_stopped:
            break
        assert "the disk is full" in window.page.notice.message
        assert entries(context) == before
        assert not opened
    assert context.register.attestations.one(look).standing is AttestationStanding.SENT_BACK
    assert b"Please sign the original." in opened[0].read_bytes()
    assert write > 1, "the disk stopped at least once"


def test_a_profile_is_on_record_when_the_file_for_the_staff_is_on_the_disk(
    qtbot: QtBot, theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = set_up(qtbot, theme, busy_context(tmp_path, people=1))
    disk, before, out = Disk(monkeypatch), entries(context), tmp_path / "school.pwschool"
    window = window_on(qtbot, theme, context, ConsolePlace(id=PlaceId.SCHOOL))
    card = window.page.profile
    certificate = tmp_path / "service.cer"
    certificate.write_bytes(b"no certificate")
    card.clock_certificate.take(certificate)
    assert "no certificate that can be read" in card.clock_certificate.fault
    certificate.write_bytes(certificate_of_the_service())
    card.clock_certificate.take(certificate)
    assert not card.clock_certificate.fault
    there = dict(outside(tmp_path))
    for write in range(1, 9):
        disk.stop_at(write)
        card.secret.line.setText(SCHOOL_SECRET)
        card.sign_into(out)
        settle(qtbot)
        if not disk.has_stopped:
            break
        assert "the disk is full" in window.page.notice.message
        assert entries(context) == before
        assert dict(outside(tmp_path)) == there
    assert write > 2, "the school's own copy, and the one for the staff"
    assert isinstance(context.register.register.records(context.register.school, last=1)[0].event, ProfileSigned)
    signed = context.school_place.signed_profile()
    assert signed is not None
    assert out.read_bytes() == context.school_place.profile_file.read_bytes()
    [named] = time_service_certificates(signed.time_services)
    assert "Test time-stamping service" in named.subject.rfc4514_string()
    again = window_on(qtbot, theme, context, ConsolePlace(id=PlaceId.SCHOOL)).page.profile
    assert again.clock_certificate.content == signed.time_services
    again.clock_certificate.remove.click()
    assert again.clock_certificate.content == b""
    context.register.close()


def test_what_is_sent_to_many_is_written_for_all_of_them_or_for_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = busy_context(tmp_path, people=3)
    register, head = context.register, context.letterhead()
    sender = Sender(school="Bradley", officer="Helen Ward")
    disk = Disk(monkeypatch)

    def mailing(kind: SendKind) -> Mailing:
        writer = MailWriter(kind=kind, campaign=REVIEW, sender=sender, today=context.today)
        to = context.sending.concerned(kind, REVIEW)
        return Mailing(kind=kind, campaign=REVIEW, to=to, make=plainly(writer), today=context.today)

    acts: list[Callable[[Path], Sequence[Outgoing]]] = [
        lambda folder: write_drafts(register, mailing(SendKind.ASK), folder),
        lambda folder: write_drafts(register, mailing(SendKind.REMIND), folder),
        lambda folder: write_merge(register, mailing(SendKind.ASK), folder),
        lambda folder: write_letters(register, mailing(SendKind.ASK), folder / "letters.pdf", head, context.now()),
    ]
    for number, act in enumerate(acts):
        folder, before = tmp_path / str(number), entries(context)
        for write in range(1, 99):
            disk.stop_at(write)
            with suppress(NotWritten):
                assert len(act(folder)) == 3
            if not disk.has_stopped:
                break
            assert (entries(context), dict(outside(folder))) == (before, {})
        assert write > 1, "the disk stopped at least once"
    register.close()
