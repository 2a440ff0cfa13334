"""The logo looked for on the page that asks about it, with the real worker behind it. It never answers."""

import io
from pathlib import Path

import pytest
from attrs import evolve
from PIL import Image
from PySide6.QtGui import QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from privacy_wizard.audit.steps import Step, StepId
from privacy_wizard.evidence.pictures import Corner, LogoSearch, PictureLookedThrough
from privacy_wizard.ui.wizard.accounts.page import AccountsPage
from privacy_wizard.ui.wizard.context import WizardContext
from privacy_wizard.ui.wizard.interview.logo_search import LogoSearchOffer, MarkedPicture
from privacy_wizard.ui.wizard.interview.page import InterviewPage

from ..evidence.pictures.grounds import made_up_ground
from ..evidence.pictures.school_logos import school_logo
from ..evidence.samples import instagram
from ..evidence.samples.building import write_zip
from .contexts import SCHOOL, context_with_school, opened, press, words_on

NOTHING = "Nothing that looks like the logo was found. Please look yourself as well."


def as_bytes(picture: Image.Image, kind: str = "PNG") -> bytes:
    made = io.BytesIO()
    picture.save(made, kind)
    return made.getvalue()


def with_the_logo() -> Image.Image:
    picture, logo = made_up_ground(1, 480), school_logo(1).resize((150, 150))
    picture.paste(logo, (300, 20), logo)
    return picture


@pytest.fixture
def context(tmp_path: Path) -> WizardContext:
    found = context_with_school(tmp_path)
    found.session.choose_school(evolve(SCHOOL, logo=as_bytes(school_logo(1))))
    found.session.add_account("instagram")
    return found


def page_about_the_logo(qtbot: QtBot, context: WizardContext) -> InterviewPage:
    key = next(each.key for each in context.session.questions if each.check.control == "identity.school-logo")
    page = InterviewPage(context, Step(id=StepId.PROFILE))
    opened(qtbot, page)
    page.show_question(key)
    press(qtbot, page, "Look for the school's logo in my pictures")
    return page


def looked(qtbot: QtBot, card: LogoSearchOffer) -> str:
    qtbot.waitUntil(card.drop.isEnabled, timeout=60_000)
    return words_on(card)


def test_a_picture_is_pointed_at_with_its_place_and_nothing_is_answered(
    qtbot: QtBot, context: WizardContext, tmp_path: Path
) -> None:
    card = page_about_the_logo(qtbot, context).logo_search
    path = tmp_path / "me.jpg"
    path.write_bytes(as_bytes(with_the_logo(), "JPEG"))
    card.look_in([path])
    assert not card.drop.isEnabled()
    assert card.said.button.text() == "Stop"
    said = looked(qtbot, card)
    assert "Something in 1 picture looks like the logo." in said
    assert "Have a look here" in said
    [marked] = card.findChildren(MarkedPicture)
    assert marked.accessibleName() == "me.jpg: at the top right"
    assert marked.grab().toImage().pixelColor(marked.width() - 45, 9).name() == "#c2185b"
    assert context.session.audit.responses == {}

    QGuiApplication.clipboard().setImage(QImage.fromData(as_bytes(made_up_ground(2, 300))))
    press(qtbot, card, "Paste a picture")
    assert NOTHING in looked(qtbot, card)
    assert card.findChildren(MarkedPicture) == [] or not marked.isVisible()


def test_of_a_download_the_profile_pictures_are_looked_through_when_that_is_asked(
    qtbot: QtBot, context: WizardContext, tmp_path: Path
) -> None:
    files = {
        **instagram.YEAR_2026.files,
        "media/profile/1.jpg": as_bytes(with_the_logo(), "JPEG"),
        "media/posts/2026/2.jpg": as_bytes(with_the_logo(), "JPEG"),
    }
    accounts = AccountsPage(context)
    opened(qtbot, accounts)
    accounts.downloads.read(write_zip(tmp_path / instagram.NAME, files))
    qtbot.waitUntil(accounts.downloads.drop.isEnabled, timeout=60_000)
    card = page_about_the_logo(qtbot, context).logo_search
    assert card.findChildren(MarkedPicture) == []
    press(qtbot, card, "Look in my downloads")
    said = looked(qtbot, card)
    assert "1.jpg: at the top right" in said
    assert "2.jpg" not in said


def test_what_cannot_be_done_is_said(qtbot: QtBot, context: WizardContext, tmp_path: Path) -> None:
    context.session.choose_school(SCHOOL)
    card = page_about_the_logo(qtbot, context).logo_search
    path = tmp_path / "me.heic"
    path.write_bytes(b"\0\0\0\x18ftypheic")
    card.look_in([path])
    assert "Give your school's logo first" in card.said.message
    QGuiApplication.clipboard().clear()
    press(qtbot, card, "Paste a picture")
    assert "There is no picture to paste." in card.said.message
    card.logo.set_logo(as_bytes(school_logo(1)))
    card.look_in([path])
    said = looked(qtbot, card)
    assert "No picture was searched." in said
    assert "me.heic: This is a HEIC picture" in said
    letter = tmp_path / "letter.zip"
    letter.write_bytes(b"no archive")
    card.look_in([letter])
    assert "No profile or cover picture was found there." in looked(qtbot, card)


def test_whoever_stops_is_told_how_far_it_came(qtbot: QtBot, context: WizardContext) -> None:
    card = page_about_the_logo(qtbot, context).logo_search
    card._came.emit(1, 4)
    assert card.said.message == "Looking: 1 of 4 pictures…"
    press(qtbot, card, "Stop")
    assert card._stopped.is_set()
    place = tuple(Corner(x=x, y=y) for x, y in ((-200, 700), (300, 700), (300, 1200), (-200, 1200)))
    cut = PictureLookedThrough(name="a.jpg", place=place, width=2, height=2, pixels=bytes(12))
    card._on_done(LogoSearch(pictures=(cut,), of=4))
    assert card.said.message.startswith("Stopped after 1 of 4 pictures. Something in 1 picture")
    [marked] = card.findChildren(MarkedPicture)
    assert marked.accessibleName() == "a.jpg: at the bottom left"
    assert not marked.grab().isNull()
