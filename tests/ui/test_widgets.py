"""The smaller pieces: paths, links, scores, lists, fields."""

import zlib
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QItemSelectionModel, QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QColor, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QListView, QTableView
from pytestqt.qtbot import QtBot

from privacy_wizard.ui.kit import files
from privacy_wizard.ui.kit.chooser import Chooser, FilterBar
from privacy_wizard.ui.kit.settings import SettingsFile
from privacy_wizard.ui.kit.theme import Appearance, Looks, Theme, tokens
from privacy_wizard.ui.kit.widgets.button import Button, IconButton
from privacy_wizard.ui.kit.widgets.chip_list import ChipList
from privacy_wizard.ui.kit.widgets.date_field import DateField
from privacy_wizard.ui.kit.widgets.file_drop import FileDrop
from privacy_wizard.ui.kit.widgets.link_row import LinkRow, open_in_browser, qr_image
from privacy_wizard.ui.kit.widgets.logo_picker import LogoPicker, PictureFault, RefusedPicture, read_picture
from privacy_wizard.ui.kit.widgets.notice import EmptyState, NoticeBox
from privacy_wizard.ui.kit.widgets.passphrase_field import PassphraseField, StrengthHint
from privacy_wizard.ui.kit.widgets.progress import BusyIndicator, ProgressLine
from privacy_wizard.ui.kit.widgets.scores import Bar, BarList, ScoreRing
from privacy_wizard.ui.kit.widgets.search_list import SearchEntry, SearchList
from privacy_wizard.ui.kit.widgets.text import TextLabel
from privacy_wizard.ui.kit.widgets.tick_list import TickList
from privacy_wizard.ui.wizard.interview.screen_panel import Trail, distinct

_FLAG = QItemSelectionModel.SelectionFlag
LINK = "https://www.facebook.com/settings?tab=privacy"


def click(qtbot: QtBot, widget) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_a_path_is_read_menu_by_menu(qtbot: QtBot) -> None:
    trail = Trail()
    qtbot.addWidget(trail)
    trail.show_path("Settings > Privacy > Tagging")
    assert trail.words == ("Settings", "Privacy", "Tagging")
    assert trail.accessibleName() == "Settings, then Privacy, then Tagging"


def test_devices_whose_paths_do_not_differ_have_one_in_common() -> None:
    assert distinct({"web": "Menu > Gear", "iphone": "Menu > Gear", "android": "Menu > Gear"}) == {
        "anywhere": "Menu > Gear"
    }
    assert list(distinct({"web": "Settings", "iphone": "Menu > Gear"})) == ["web", "iphone"]
    assert distinct({}) == {}


def test_only_https_links_reach_the_browser() -> None:
    for link in ("http://example.org", "file:///etc/passwd", "javascript:alert(1)", "https://exa mple", ""):
        assert not open_in_browser(link)


def test_a_browser_that_does_not_open_leaves_the_address_on_the_page(qtbot: QtBot) -> None:
    asked: list[str] = []
    row = LinkRow(LINK, lambda link: bool(asked.append(link)))
    qtbot.addWidget(row)
    row.show()
    with qtbot.waitSignal(row.opened):
        click(qtbot, row.open)
    assert asked == [LINK]
    assert any(LINK in text.text() for text in row.findChildren(TextLabel) if text.isVisible())


def test_the_qr_code_comes_and_goes(qtbot: QtBot) -> None:
    row = LinkRow(LINK, lambda _link: True)
    qtbot.addWidget(row)
    row.show()
    for shown in (True, False, True):
        click(qtbot, row.phone)
        assert row.code_is_shown is shown


def test_a_qr_code_has_its_quiet_zone_and_three_eyes(qtbot: QtBot) -> None:
    image = qr_image(LINK)
    white, black = QColor("white").rgb(), QColor("black").rgb()
    side = image.width()
    assert all(image.pixel(at, 3) == white for at in range(side))
    assert image.pixel(4, 4) == image.pixel(side - 5, 4) == image.pixel(4, side - 5) == black


def test_a_ring_says_its_score_and_stands_still_where_motion_is_unwanted(theme: Theme, qtbot: QtBot) -> None:
    ring = ScoreRing()
    qtbot.addWidget(ring)
    ring.show()
    ring.show_score(82, "warn")
    assert ring.accessibleName() == "Score: 82 out of 100"
    assert ring._shown == 82
    ring.show_score(None, "muted")
    assert ring.accessibleName() == "Not scored"


def test_a_ring_arrives_at_its_score_where_motion_is_welcome(theme: Theme, qtbot: QtBot) -> None:
    theme.choose(Looks(reduced_motion=False))
    ring = ScoreRing()
    qtbot.addWidget(ring)
    ring.show()
    ring.show_score(50, "bad")
    assert ring._shown < 50
    qtbot.waitUntil(lambda: ring._shown == 50)


def test_bars_say_in_words_what_they_show(qtbot: QtBot) -> None:
    bars = BarList("Accounts", [Bar("Instagram", 61, "bad"), Bar("X", None)])
    qtbot.addWidget(bars)
    said = [text.accessibleName() for text in bars.findChildren(TextLabel) if text.accessibleName()]
    assert said == ["Instagram: 61 out of 100", "X: not scored"]


def test_time_left_is_said_in_right_english(qtbot: QtBot) -> None:
    line = ProgressLine()
    qtbot.addWidget(line)
    line.show_progress(10, 11, 1)
    assert line.sentence == "10 of 11 answered, about 1 minute left"
    line.show_progress(4, 11, 5)
    assert line.sentence == "4 of 11 answered, about 5 minutes left"
    line.show_progress(11, 11, 3)
    assert line.sentence == "11 of 11 answered, about 3 minutes left", "in the same words once a step is done"
    line.show_progress(11, 11, 0)
    assert line.sentence == "11 of 11 answered"


@pytest.fixture
def platforms(qtbot: QtBot) -> SearchList:
    entries = [
        SearchEntry("fb", "Facebook", keywords=("Meta",)),
        SearchEntry("x", "X", "formerly Twitter"),
        SearchEntry("yt", "YouTube"),
    ]
    found = SearchList("Platforms", entries)
    qtbot.addWidget(found)
    found.show()
    return found


def test_a_search_finds_titles_hints_and_other_names(platforms: SearchList, qtbot: QtBot) -> None:
    for words, found in (("you", ("yt",)), ("TWITTER", ("x",)), ("meta", ("fb",)), ("", ("fb", "x", "yt"))):
        platforms.field.setText(words)
        assert platforms.found == found
        assert [name for name in ("fb", "x", "yt") if platforms.row(name).isVisible()] == list(found)


def test_what_is_ticked_stays_ticked_while_the_search_hides_it(platforms: SearchList, qtbot: QtBot) -> None:
    with qtbot.waitSignal(platforms.toggled) as told:
        click(qtbot, platforms.row("fb"))
    assert told.args == ["fb", True]
    platforms.field.setText("nothing of the kind")
    assert platforms.found == ()
    assert platforms.checked() == ("fb",)


def test_a_passphrase_is_hidden_until_asked_for(qtbot: QtBot) -> None:
    field = PassphraseField(lambda text: StrengthHint(len(text) // 4, f"{len(text)} letters"))
    qtbot.addWidget(field)
    field.show()
    qtbot.keyClicks(field.line, "correct horse")
    assert field.line.displayText() != "correct horse"
    assert field.line.accessibleDescription() == "Good: 13 letters"
    click(qtbot, field._eye)
    assert field.is_shown
    assert field._eye.accessibleName() == "Hide the passphrase"
    field.clear()
    assert (field.text, field.is_shown) == ("", False)


def test_a_notice_speaks_and_offers_its_act(qtbot: QtBot) -> None:
    notice = NoticeBox("warn", "The draft could not be read.", "Start again")
    qtbot.addWidget(notice)
    notice.show()
    with qtbot.waitSignal(notice.acted):
        click(qtbot, notice.button)
    assert notice.accessibleName() == "The draft could not be read."
    notice.say("info", "")
    assert not notice.isVisible()


def _domain(text: str) -> str:
    if "." not in text:
        raise ValueError("This is not a domain.")
    return text.lower()


def test_entries_are_added_cleaned_and_removed(qtbot: QtBot) -> None:
    chips = ChipList("E-mail domains", clean=_domain)
    qtbot.addWidget(chips)
    chips.show()
    qtbot.keyClicks(chips.line, "Greenfield.SCH.uk")
    with qtbot.waitSignal(chips.changed):
        qtbot.keyClick(chips.line, Qt.Key.Key_Return)
    assert chips.values == ("greenfield.sch.uk",)
    remove = next(each for each in chips.findChildren(IconButton))
    assert remove.accessibleName() == "Remove greenfield.sch.uk"
    with qtbot.waitSignal(chips.changed):
        click(qtbot, remove)
    assert chips.values == ()


def test_a_wrong_entry_is_explained_and_kept_for_correction(qtbot: QtBot) -> None:
    chips = ChipList("E-mail domains", clean=_domain)
    qtbot.addWidget(chips)
    chips.line.setText("greenfield")
    assert not chips.take_pending()
    assert chips.field.fault == "This is not a domain."
    assert chips.line.text() == "greenfield"


def test_a_date_goes_in_and_comes_out(qtbot: QtBot) -> None:
    field = DateField(date(2026, 11, 20), latest=date(2027, 1, 1))
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.picked) as told:
        field.edit.stepUp()
    assert told.args[0] == field.value == date(2026, 11, 21)
    field.set_value(date(2030, 1, 1))
    assert field.value == date(2027, 1, 1)


def test_no_line_of_running_text_is_longer_than_reads_well(qtbot: QtBot, theme: Theme) -> None:
    words = TextLabel("Nobody reads a line well that runs from one end of a wide window to the other. " * 4)
    short = TextLabel("A sentence of some ninety letters stays on one line: two words below it would look lost.")
    centred = TextLabel(words.text())
    centred.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    for label in (words, short, centred):
        qtbot.addWidget(label)
        label.resize(1400, label.heightForWidth(1400))
    line = words.fontMetrics().lineSpacing()
    assert words.heightForWidth(1400) >= 4 * line
    bare = short.heightForWidth(1400)
    short.setContentsMargins(0, 9, 0, 0)
    assert short.heightForWidth(1400) == bare + 9, "or half of its line is cut off"
    short.setContentsMargins(0, 0, 0, 0)
    assert short.heightForWidth(1400) < 2 * line
    short.setText("Short.\nAnd more.")
    assert short.heightForWidth(1400) >= 2 * line, "other words are measured anew"
    assert ink_of(words)[1] < 560
    ends = ink_of(centred)
    assert abs(ends[0] - (1400 - ends[1])) < 40, "in the middle of its room"
    theme.choose(Looks(appearance=Appearance.LIGHT, reduced_motion=True, text_percent=150))
    assert ink_of(words)[1] > 700, "as many letters as before, which are larger"


def ink_of(label: TextLabel) -> tuple[int, int]:
    """Where the words begin and end, in pixels."""
    image = label.grab().toImage()
    ground = image.pixelColor(0, image.height() - 1)
    columns = [x for x in range(image.width()) if any(image.pixelColor(x, y) != ground for y in range(image.height()))]
    return columns[0], columns[-1]


def test_filters_stand_beside_the_search_and_below_it_where_there_is_no_room(qtbot: QtBot, theme: Theme) -> None:
    search, choosers = QLineEdit(), [Chooser("State"), Chooser("Outcome")]
    search.setPlaceholderText("Name or staff number")
    bar = FilterBar(search, *choosers)
    qtbot.addWidget(bar)
    bar.show()
    for width, is_beside in ((900, True), (420, False), (900, True)):
        bar.resize(width, bar.sizeHint().height())
        QApplication.processEvents()
        assert (choosers[0].mapTo(bar, QPoint(0, 0)).y() < search.geometry().bottom()) is is_beside
    choosers[1].hide()
    bar.resize(480, bar.height())
    QApplication.processEvents()
    assert choosers[0].mapTo(bar, QPoint(0, 0)).y() < search.geometry().bottom(), "one that is gone needs no room"


def test_a_long_name_in_a_list_with_ticks_stands_whole_in_its_tool_tip_and_scrolls_nothing(
    qtbot: QtBot, theme: Theme
) -> None:
    ticks = TickList("To whom")
    qtbot.addWidget(ticks)
    ticks.resize(300, 200)
    ticks.show()
    ticks.offer([("a", "Wilhelmina-Alexandra Featherstonehaugh-Cholmondeley (Class teacher)"), ("b", "Sam Lee")])
    QApplication.processEvents()
    assert ticks.horizontalScrollBar().maximum() == 0
    assert ticks.item(0).toolTip().startswith("Wilhelmina-Alexandra Featherstonehaugh-Cholmondeley")
    assert ticks.chosen == {"a", "b"}


def test_an_empty_place_offers_a_way_on(qtbot: QtBot) -> None:
    empty = EmptyState("document", "No audits yet", "The first takes 20 minutes.", "Start")
    qtbot.addWidget(empty)
    with qtbot.waitSignal(empty.acted):
        click(qtbot, empty.button)


def test_work_that_ends_at_once_is_never_seen(qtbot: QtBot) -> None:
    busy = BusyIndicator()
    qtbot.addWidget(busy)
    busy.start("Writing …")
    assert not busy.isVisible()
    qtbot.waitUntil(busy.isVisible)
    busy.stop()
    assert not busy.isVisible()


def _drop(*urls: QUrl) -> QDropEvent:
    content = QMimeData()
    content.setUrls(list(urls))
    _kept.append(content)
    none = Qt.KeyboardModifier.NoModifier
    return QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, content, Qt.MouseButton.LeftButton, none)


_kept: list[QMimeData] = []


def test_a_dropped_file_of_this_computer_is_handed_on_and_nothing_else(qtbot: QtBot, tmp_path: Path) -> None:
    place = FileDrop("School logo", "Or drop it here.")
    qtbot.addWidget(place)
    with qtbot.waitSignal(place.picked) as told:
        place.dropEvent(_drop(QUrl.fromLocalFile(str(tmp_path / "logo.png"))))
    assert told.args == [tmp_path / "logo.png"]
    with qtbot.assertNotEmitted(place.picked):
        place.dropEvent(_drop(QUrl("https://example.org/logo.png")))


def _picture(path: Path, side: int = 50) -> Path:
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    image.setText("Author", "someone private")
    assert image.save(str(path))
    return path


def test_a_logo_is_redrawn_small_and_without_hidden_words(tmp_path: Path) -> None:
    png = read_picture(_picture(tmp_path / "logo.png", 1600))
    assert b"private" not in png
    image = QImage.fromData(QByteArray(png))
    assert (image.width(), image.pixelColor(5, 5).name()) == (1000, QColor("teal").name())


def test_a_jpeg_is_a_picture_too(tmp_path: Path) -> None:
    assert read_picture(_picture(tmp_path / "logo.jpg")).startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", PictureFault.NOT_A_PICTURE),
        (b"GIF89a" + bytes(40), PictureFault.NOT_A_PICTURE),
        (b"", PictureFault.NOT_A_PICTURE),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), PictureFault.NOT_A_PICTURE),
        (bytes(5_000_001), PictureFault.TOO_LARGE),
    ],
)
def test_what_is_no_picture_is_refused(tmp_path: Path, content: bytes, fault: PictureFault) -> None:
    (tmp_path / "logo.png").write_bytes(content)
    with pytest.raises(RefusedPicture) as refused:
        read_picture(tmp_path / "logo.png")
    assert refused.value.fault is fault


def test_a_picture_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = _picture(tmp_path / "logo.png")
    content = bytearray(path.read_bytes())
    content[16:24] = (60_000).to_bytes(4, "big") * 2
    content[29:33] = zlib.crc32(content[12:29]).to_bytes(4, "big")
    path.write_bytes(bytes(content))
    with pytest.raises(RefusedPicture):
        read_picture(path)


def test_a_logo_is_shown_and_can_be_removed_and_a_wrong_one_is_explained(qtbot: QtBot, tmp_path: Path) -> None:
    picker = LogoPicker()
    qtbot.addWidget(picker)
    picker.show()
    picker.take(tmp_path / "missing.png")
    assert "cannot be opened" in picker.fault
    with qtbot.waitSignal(picker.changed):
        picker.take(_picture(tmp_path / "logo.png"))
    assert picker.logo is not None
    assert picker.fault == ""
    assert not picker.drop.isVisible()
    with qtbot.waitSignal(picker.changed):
        click(qtbot, picker._remove)
    assert picker.logo is None


def test_the_icon_of_a_button_follows_every_change_of_colours(qtbot: QtBot, theme: Theme) -> None:
    inks = {"plain": "text", "accent": "on_accent", "quiet": "text", "link": "accent", "icon": "muted"}
    buttons = {kind: Button("Back", kind, "arrow-left") for kind in inks}
    for button in buttons.values():
        qtbot.addWidget(button)
        button.show()
    for appearance in (Appearance.LIGHT, Appearance.DARK, Appearance.LIGHT):
        for high in (False, True):
            theme.choose(Looks(appearance=appearance, high_contrast=high, reduced_motion=True))
            for kind, button in buttons.items():
                picture = button.icon().pixmap(22, 18).toImage()
                points = [picture.pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height())]
                ink = QColor(getattr(tokens(), inks[kind])).name()
                assert ink in {point.name() for point in points if point.alpha() == 255}, kind


def test_what_comes_in_and_what_goes_out_each_starts_among_the_users_own_and_then_where_the_last_one_was(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_last", {})
    kept = tmp_path / "settings.json"
    monkeypatch.setattr(QApplication.instance(), "kept", SettingsFile(kept), raising=False)
    (tmp_path / "Desktop").mkdir()
    (tmp_path / "Desktop" / "staff.csv").write_text("Name\n")
    drop, told = FileDrop("Choose the staff list", "", "Lists (*.csv)"), []
    qtbot.addWidget(drop)
    drop.picked.connect(told.append)
    drop.button.click()
    first = drop.findChild(QFileDialog)
    assert first.directory().absolutePath() == str(Path.home())
    first.setDirectory(str(tmp_path / "Desktop"))
    first.selectFile("staff.csv")
    first.accept()
    assert told == [tmp_path / "Desktop" / "staff.csv"]
    several = FileDrop("Choose the files", "", several=True)
    qtbot.addWidget(several)
    several.button.click()
    assert several.findChild(QFileDialog).directory().absolutePath() == str(tmp_path / "Desktop")
    (tmp_path / "Out").mkdir()
    dialog = files.ask_folder(several, "Where are the files to go?", told.append)
    assert dialog.directory().absolutePath() == str(Path.home()), "not among what came in"
    dialog.setDirectory(str(tmp_path / "Out"))
    dialog.accept()
    assert told[-1] == tmp_path / "Out", "Return at once takes the folder in which the dialog stands"
    (tmp_path / "Desktop" / "Came in").mkdir()
    taken = files.ask_folder(several, "Which folder?", told.append, to_read=True)
    assert taken.directory().absolutePath() == str(tmp_path / "Desktop")
    taken.setDirectory(str(tmp_path / "Desktop" / "Came in"))
    taken.accept()
    assert told[-1] == tmp_path / "Desktop" / "Came in"
    after = files.ask_where(several, "Save it", "a.pdf", told.append, kinds="*.pdf", suffix="pdf")
    assert after.directory().absolutePath() == str(tmp_path / "Out")
    unread = tmp_path / ("no name is so long" * 20)  # to ask after it raises, as where nobody may look
    monkeypatch.setattr(files, "_last", {files._READ_FROM: unread})
    monkeypatch.setattr(QApplication.instance(), "kept", SettingsFile(kept))
    again = files.ask_which(several, "Which?", told.append, kinds="*.pdf")
    assert again.directory().absolutePath() == str(tmp_path / "Desktop"), "started anew, and past an unreadable one"


@pytest.mark.parametrize("typed", ["", "/", "/Letters", "/Letters/"], ids=["stands_in", "slash", "within", "both"])
def test_the_folder_that_was_typed_is_chosen_whatever_else_is_selected(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    desktop, told = tmp_path / "Desktop", []
    (desktop / "Letters").mkdir(parents=True)
    monkeypatch.setattr(files, "_last", {files._WRITTEN_TO: desktop})
    page = TextLabel("")
    qtbot.addWidget(page)
    page.show()
    dialog = files.ask_folder(page, "Where are the files to go?", told.append)
    said = {label.text() for label in dialog.findChildren(QLabel) if label.isVisible()}
    assert "Folder:" in said
    assert not {"Directory:", "Files of &type:"} & said
    line, listed = dialog.findChild(QLineEdit, "fileNameEdit"), dialog.findChild(QListView, "listView")
    dialog.activateWindow()
    qtbot.waitUntil(line.hasFocus)
    QTest.keyClicks(line, f"{desktop}{typed}")
    model = listed.model()
    for passed in (tmp_path, desktop):  # as Qt leaves them while its list of what could be meant has the focus
        place = model.index(str(passed))
        listed.selectionModel().select(place, _FLAG.Select | _FLAG.Rows)
    dialog.accept()
    assert told == [Path(f"{desktop}{typed}")]
    assert not dialog.isVisible()


def test_a_folder_that_is_not_there_is_told_and_the_dialog_stays(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_last", {files._WRITTEN_TO: tmp_path})
    page, told, said = TextLabel(""), [], []
    qtbot.addWidget(page)
    page.show()
    dialog = files.ask_folder(page, "Where are the files to go?", told.append)
    line = dialog.findChild(QLineEdit, "fileNameEdit")
    dialog.activateWindow()
    qtbot.waitUntil(line.hasFocus)
    QTest.keyClicks(line, str(tmp_path / "not there"))

    def read() -> None:
        box = QApplication.activeModalWidget()
        said.append(box.text())
        box.close()

    QTimer.singleShot(0, read)
    dialog.accept()
    assert "not there" in said[0]
    assert dialog.isVisible()
    assert not told
    dialog.reject()


@pytest.mark.parametrize("percent", [100, 200])
def test_every_day_of_the_calendar_can_be_read(qtbot: QtBot, theme: Theme, percent: int) -> None:
    theme.choose(Looks(appearance=Appearance.LIGHT, reduced_motion=True, text_percent=percent))
    field = DateField(date(2026, 11, 28))
    qtbot.addWidget(field)
    field.show()
    calendar = field.edit.own_calendar()
    calendar.show()
    [days] = calendar.findChildren(QTableView)
    cells = [days.model().index(row, column) for row in range(7) for column in range(7)]
    assert {str(cell.data()) for cell in cells} >= {"Mon", "Sun", *map(str, range(1, 31))}
    for cell in cells:
        room, needed = days.visualRect(cell), days.sizeHintForIndex(cell)
        assert (room.width() >= needed.width(), room.height() >= needed.height()) == (True, True), cell.data()
    assert days.visualRect(cells[-1]).bottom() <= days.viewport().height()


@pytest.mark.parametrize("look", [Appearance.LIGHT, Appearance.DARK])
def test_the_calendar_greys_the_days_of_other_months_and_paints_no_day_red(
    qtbot: QtBot, theme: Theme, look: Appearance
) -> None:
    theme.choose(Looks(appearance=look, reduced_motion=True))
    field = DateField(date(2026, 11, 18))
    qtbot.addWidget(field)
    field.show()
    calendar = field.edit.own_calendar()
    calendar.show()
    [days] = calendar.findChildren(QTableView)
    picture, cells = calendar.grab().toImage(), {}
    for row in range(1, 7):
        for column in range(7):
            room = days.visualRect(days.model().index(row, column)).translated(days.mapTo(calendar, QPoint(0, 0)))
            cells[row, column] = {
                picture.pixelColor(x, y).name()
                for x in range(room.left() + 6, room.right() - 5)
                for y in range(room.top() + 6, room.bottom() - 5)
            }
    assert tokens().text in cells[1, 6], "1 November, a Sunday, is as black as any day"
    assert tokens().text not in cells[1, 0], "26 October is of another month"
    assert tokens().outline in cells[1, 0]
    assert any(tokens().accent in found for found in cells.values()), "the chosen day"
    assert picture.pixelColor(0, picture.height() // 2).name() == tokens().outline, "a frame"
