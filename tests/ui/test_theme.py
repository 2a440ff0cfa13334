"""The look: contrast, following the system, the user's own choice."""

import csv
import re
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from privacy_wizard import __version__
from privacy_wizard.system.places import ManagedSettings, resource, resources, shipped_folder
from privacy_wizard.ui.kit.help_windows import AboutWindow
from privacy_wizard.ui.kit.settings import Settings, SettingsFile
from privacy_wizard.ui.kit.theme import Appearance, Looks, Theme, tokens
from privacy_wizard.ui.kit.theme.icons import icon_pixmap, themed_icon
from privacy_wizard.ui.kit.theme.theme import style_sheet
from privacy_wizard.ui.kit.theme.tokens import SCHEMES, Tokens
from privacy_wizard.ui.kit.view_menu import ViewMenu

GROUNDS = ("window", "sidebar", "surface", "sunken", "hover")
_RGB = ((1, 0.2126), (3, 0.7152), (5, 0.0722))
SOFT = ("accent_soft", "good_soft", "warn_soft", "bad_soft")


def luminance(color: str) -> float:
    """The relative luminance of "#rrggbb" as WCAG defines it, 0 for black to 1 for white."""
    channels = ((int(color[at : at + 2], 16) / 255, weight) for at, weight in _RGB)
    return sum(
        weight * (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4) for each, weight in channels
    )


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours, 1 to 21; the order does not matter."""
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def each_scheme(test):
    return pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.name)(test)


def test_contrast_is_computed_as_wcag_defines_it() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@each_scheme
def test_text_reads_well_on_every_ground(scheme: Tokens) -> None:
    for ink, ground in product(("text", "muted"), GROUNDS):
        assert contrast(getattr(scheme, ink), getattr(scheme, ground)) >= 4.5, (ink, ground)
    for ground in SOFT:
        assert contrast(scheme.text, getattr(scheme, ground)) >= 4.5, ground


@each_scheme
def test_coloured_words_read_well_where_they_stand(scheme: Tokens) -> None:
    pairs = [("on_accent", "accent"), ("on_accent", "accent_hover"), ("accent", "accent_soft"), ("accent", "surface")]
    pairs += [("accent", "window"), ("accent", "sunken")]
    pairs += [(mood, ground) for mood in ("good", "warn", "bad") for ground in ("surface", "window", f"{mood}_soft")]
    for ink, ground in pairs:
        assert contrast(getattr(scheme, ink), getattr(scheme, ground)) >= 4.5, (ink, ground)


@each_scheme
def test_links_in_a_notice_read_well_whatever_its_mood(scheme: Tokens) -> None:
    for ground in SOFT:
        assert contrast(scheme.accent, getattr(scheme, ground)) >= 4.5, ground


@each_scheme
def test_edges_of_what_can_be_operated_can_be_seen(scheme: Tokens) -> None:
    for ink, ground in product(("outline", "focus", "accent"), ("surface", "window", "sidebar")):
        assert contrast(getattr(scheme, ink), getattr(scheme, ground)) >= 3, (ink, ground)


@each_scheme
def test_the_style_sheet_knows_every_name_and_no_pixel_type(scheme: Tokens) -> None:
    sheet = style_sheet(scheme)
    assert "$" not in sheet
    sizes = [line.split(";")[0] for line in sheet.split("font-size:")[1:]]
    assert sizes
    assert all(size.strip().endswith("pt") for size in sizes)


def test_the_users_choice_beats_the_system_and_reaches_every_widget(theme: Theme, qtbot: QtBot) -> None:
    label = QLabel("Words")
    qtbot.addWidget(label)
    theme.choose(Looks(appearance=Appearance.DARK))
    assert tokens().name == "dark"
    assert label.palette().window().color().name() == tokens().window
    theme.choose(Looks(appearance=Appearance.DARK, high_contrast=True))
    assert label.palette().window().color().name() == "#000000"


def test_a_choice_is_told_so_that_it_can_be_kept(theme: Theme, qtbot: QtBot) -> None:
    with qtbot.waitSignal(theme.looks_changed) as told:
        theme.scale_text(1)
    assert told.args[0].text_percent == 115


def test_text_grows_and_shrinks_with_the_users_choice_within_limits(theme: Theme, qapp: QApplication) -> None:
    normal = qapp.font().pointSizeF()
    for _ in range(9):
        theme.scale_text(1)
    assert qapp.font().pointSizeF() == pytest.approx(normal * 1.5)
    theme.scale_text(0)
    assert qapp.font().pointSizeF() == pytest.approx(normal)


def test_the_bundled_font_is_in_use(qapp: QApplication) -> None:
    assert qapp.font().family() == "Inter"
    assert qapp.font().weight() == QFont.Weight.Normal


def test_looks_and_places_survive_a_restart(tmp_path: Path) -> None:
    looks = Looks(appearance=Appearance.DARK, high_contrast=False, reduced_motion=True, text_percent=130)
    kept = SettingsFile(tmp_path / "home" / "settings.json")
    kept.keep_looks(looks)
    kept.keep_place("wizard", b"left")
    kept.keep_place("console", b"right")
    places = {"wizard": b"left", "console": b"right"}
    folders = {"read from": "/" + "学" * 1_000, "written to": "/" + "я" * 900 + "\udcff"}  # the last is no character
    for what, folder in folders.items():
        kept.keep_folder(what, folder)
    kept.keep_folder("too long to be read again", "学" * 3_000)
    read = SettingsFile(tmp_path / "home" / "settings.json").settings
    assert read == kept.settings == Settings(looks=looks, places=places, folders=folders)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"\xff\xfe",
        b"[" * 9000,
        b'{"appearance": ["dark"], "text_percent": 9000, "high_contrast": "no", "windows": [1e9, -5]}',
        b'{"appearance": {}, "text_percent": true, "windows": {"wizard": [1, 2, 3]}}',
        b'{"folders": {"read from": 7}, "windows": {"wizard": "no base64!", "console": "\xc3\xa9"}}',
    ],
)
def test_settings_that_cannot_be_read_count_as_not_chosen(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "settings.json").write_bytes(content)
    assert SettingsFile(tmp_path / "settings.json").settings == Settings()


def test_a_disk_that_refuses_is_no_reason_to_stop(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file where the folder should be")
    SettingsFile(tmp_path / "home" / "settings.json").keep_place("wizard", b"left")


def test_every_icon_can_be_drawn_in_any_colour(qapp: QApplication) -> None:
    names = [path.stem for path in (resources() / "icons").glob("*.svg")]
    assert len(names) >= 20
    for name in names:
        image = icon_pixmap(name, "#ff0000", 24, 2.0).toImage()
        inked = any(image.pixelColor(x, y).alpha() > 128 for x in range(48) for y in range(48))
        assert inked, name


def test_an_icon_has_a_faded_form_and_one_for_fine_screens(theme: Theme) -> None:
    icon = themed_icon("check")
    assert {round(size.width()) for size in icon.availableSizes()} == {18, 36}


def test_what_the_it_service_set_holds_until_the_user_chooses_and_always_where_it_is_locked(
    qapp: QApplication, tmp_path: Path, qtbot: QtBot
) -> None:
    managed = ManagedSettings(
        file=tmp_path, looks={"appearance": "dark", "text_percent": 115}, locked=frozenset({"appearance"})
    )
    first = SettingsFile(tmp_path / "settings.json", managed)
    assert first.settings.looks == Looks(appearance=Appearance.DARK, text_percent=115)
    first.keep_looks(Looks(appearance=Appearance.LIGHT, text_percent=130))
    again = SettingsFile(tmp_path / "settings.json", managed)
    assert again.settings.looks == Looks(appearance=Appearance.DARK, text_percent=130)
    theme = Theme(qapp, again.settings.looks, again.locked)
    menu = ViewMenu(theme)
    qtbot.addWidget(menu)
    can_be_changed = {action.text(): action.isEnabled() for action in menu.actions() if action.text()}
    assert not any(can_be_changed[appearance] for appearance in ("Light", "Dark", "As the system"))
    assert can_be_changed["High contrast"]
    assert can_be_changed["Larger text"]


def test_about_says_which_version_it_is_how_old_the_checklists_are_and_on_whose_work_it_stands(qtbot: QtBot) -> None:
    window = AboutWindow()
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: "checklists" in window.ages.text() and "…" not in window.ages.text(), timeout=60_000)
    said = "\n".join(label.text() for label in window.findChildren(QLabel))
    assert f"Privacy Wizard {__version__}" in said
    assert re.search(r"\d+ checklists, last revised between \w+ \d{4} and \w+ \d{4}\.", said)
    readme = (shipped_folder("resources").parent / "README.md").read_text(encoding="utf-8")
    with resource("parts.tsv").open(encoding="utf-8", newline="") as file:
        for part in csv.DictReader(file, delimiter="\t"):
            assert part["part"] in said
            assert f"| {part['part']} | {part['for']} | {part['licence']} |" in readme
