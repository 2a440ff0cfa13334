"""Over all pages: no text stays English in a made-up language, the wheel changes no value, no part is a window."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache, partial
from pathlib import Path

import shiboken6
from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from privacy_wizard.domain.names import policy_name
from privacy_wizard.ui.console.context import ConsoleContext
from privacy_wizard.ui.console.page import ConsolePlace
from privacy_wizard.ui.console.window import ConsoleWindow
from privacy_wizard.ui.kit.background import is_busy
from privacy_wizard.ui.kit.theme import Theme
from tests.pseudo_language import Marked, english_in, texts_in
from tests.ui.console import scenes
from tests.ui.console.offices import REVIEW, catalogue, member
from tests.ui.longer import spoken
from tests.ui.wheel import turn_over_everything

_LINES = 12  # of each table
_DATE = re.compile(r"\d+ [A-Z][a-z]{2,3} \d{4}")  # as Qt writes it in the language of the computer
# What people in this scene typed, or called their files, lists and campaigns; and the names of services.
_TYPED = (
    *("Class teacher", "Teaching assistant", "Deputy head", "Site manager", "Administrator"),
    *("Teaching", "Office", "Catering", "Governors", "soon", "Lee-Baker", "Nair", "Rees", "Aziz", "Ffion", "Noor"),
    *("Staff No", "Forename", "Surname", "Work Email", "Job", "Start Date", "Department", "Priya Okafor", "Sam Lee"),
    *(REVIEW.title, "Induction of new starters", "Social media policy for all staff", "Bradley Primary School"),
    *("Social media and networking plan",),
    *("Privacy attestation p0020", "Privacy attestation unknown", "Agenda", "Instagram", "WhatsApp", "f…"),
)
_NAMES = sorted({*_TYPED, *(word for at in range(40) for word in member(at).name.split())}, key=len, reverse=True)
_NUMBER = re.compile(r"^[\d.,() iv]+( note)?:? ")  # of a clause or an option
_CODE = re.compile(r"[\w.]+@[\w.]+|T-\d+|\.pdf|[0-9a-f]{64}|^[a-z]+( [a-z]+){6}$")  # the last: words of a key


def test_no_text_of_the_console_stays_english_but_what_people_wrote_and_no_value_is_changed_by_the_wheel(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    found: dict[str, list[str]] = {}
    might_change = 0
    QApplication.instance().installEventFilter(windows := _Windows())
    with spoken(Marked()):
        empty, busy, places = scenes.scene(tmp_path)
        first = {name: places[name] for name in ("overview", "people", "hand-in")}
        known = {" ".join(text.split()) for text in texts_in(catalogue())}
        packs = catalogue().packs.values()
        known |= {policy_name(pack) for pack in packs} | {f"{pack.title} ({pack.issuer})" for pack in packs}
        is_english = cache(partial(_is_english, sorted(known)))  # most texts stand on every page
        for context, shown in ((empty, first), (busy, places)):
            for name, texts, fields in _walk(context, shown, theme, tmp_path):
                found.setdefault(name, []).extend(text for text in texts if is_english(text))
                might_change += fields
    assert set(windows.shown) == {ConsoleWindow}  # a part that is shown before it has its place flashes up as one
    assert might_change >= 10
    assert {name: texts for name, texts in found.items() if texts} == {}


class _Windows(QObject):
    """What was shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[type] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(type(watched))
        return False


def _walk(
    context: ConsoleContext, places: dict[str, ConsolePlace], theme: Theme, folder: Path
) -> Iterator[tuple[str, list[str], int]]:
    window = ConsoleWindow(theme, context)
    window.setUpdatesEnabled(True)  # what fails as a page is painted, empty or filled, fails here
    window.resize(1280, 3000)  # all of a page can be seen
    window.show()
    for name, place in places.items():
        window.show_place(place)
        if place.filter == "changes":  # of what was done to the policy just before
            scenes.wait(lambda: scenes.is_looked_through(window.page))
            window.page.show_row("changes")
        else:
            scenes.prepare(window, folder)
        QApplication.processEvents()
        scenes.wait(lambda: not is_busy())
        QApplication.processEvents()
        texts = [text for part in window.findChildren(QWidget) if part.isVisible() for text in _texts(part)]
        yield name, texts, turn_over_everything(window.page)
    window.close()
    shiboken6.delete(window)  # or it would build its pages anew in English, here and in the tests after this one
    context.register.close()


def _texts(part: QWidget) -> Iterator[str]:
    """All that a part shows or says to a screen reader."""
    yield from (part.accessibleName(), part.accessibleDescription(), part.toolTip())
    if isinstance(part, QLabel | QAbstractButton):
        yield part.text()
    if isinstance(part, QLineEdit):
        yield part.placeholderText()
    if isinstance(part, QComboBox):
        yield from map(part.itemText, range(part.count()))
    if isinstance(part, QAbstractItemView) and part.model() is not None:
        yield from _cells(part)


def _cells(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    columns = range(model.columnCount(QModelIndex())) if isinstance(view, QTableView) else range(1)
    yield from (str(model.headerData(each, Qt.Orientation.Horizontal) or "") for each in columns)
    for row in range(min(model.rowCount(QModelIndex()), _LINES)):
        yield from (str(model.index(row, column).data() or "") for column in columns)


def _is_english(known: Sequence[str], text: str) -> bool:
    """Whether anything stands outside of the marks that is neither of a checklist or policy nor of this scene."""
    rest = _CODE.sub("", _NUMBER.sub("", _DATE.sub("", english_in(text))))
    at = bisect_left(known, begun := rest.removesuffix("…"))
    if not rest or (at < len(known) and known[at].startswith(begun)):
        return False
    for each in _NAMES:
        rest = rest.replace(each, "")
    return bool(re.search(r"[^\W\d_]", rest))
