"""Every list of people or attestations: sorted by each heading, narrowed by each filter, saved with each column."""

import csv
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from attrs import frozen
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from privacy_wizard.domain.campaign import CampaignState
from privacy_wizard.domain.names import outcome_name, standing_name, state_name
from privacy_wizard.domain.register_events import AttestationStanding, Countersigned, Exported
from privacy_wizard.domain.search import sort_text
from privacy_wizard.domain.vocabulary import Outcome
from privacy_wizard.office.home_table import Standing
from privacy_wizard.ui.console.attestation_results import result_columns, without_use
from privacy_wizard.ui.console.context import ConsoleContext
from privacy_wizard.ui.console.exports import ListExport
from privacy_wizard.ui.console.home.people_table import standing_word
from privacy_wizard.ui.console.page import ConsolePlace, PlaceId
from privacy_wizard.ui.console.window import ConsoleWindow
from privacy_wizard.ui.kit.chooser import Chooser
from privacy_wizard.ui.kit.table import RowColumn, RowsModel, TableView
from privacy_wizard.ui.kit.theme import Theme
from tests.ui.console.offices import REVIEW, Came, certified, person_id, take
from tests.ui.console.test_first_pages import settle, window_on

RESULTS = ["Outcome", "Score", "Countersigned", "Paper"]
PLACES = {
    "home": ConsolePlace(id=PlaceId.OVERVIEW),
    "people": ConsolePlace(id=PlaceId.PEOPLE),
    "people of a campaign": ConsolePlace(id=PlaceId.PEOPLE, of=REVIEW.id),
    "handed in": ConsolePlace(id=PlaceId.HAND_IN),
}
COLUMNS = {
    "home": ["Name", "State", *RESULTS, "Why", "Since"],
    "people": ["Name", "Staff number", "Job", "Groups", *RESULTS],
    "people of a campaign": ["Name", "Staff number", "Job", "Groups", "State", "Due", *RESULTS],
    "handed in": ["State", "Person", *RESULTS, "Came in", "Why", "File"],
}
MORE = {"home": ["Staff number"], "handed in": ["Staff number"]}  # in what is saved
STATES = [
    *map(standing_word, Standing),
    *map(state_name, CampaignState),
    *map(standing_name, AttestationStanding),
    "Handed in, key not compared",
]
OUTCOMES = [outcome_name(each) for each in Outcome]
SHORT = {"With recommendations": outcome_name(Outcome.MEETS_WITH_RECOMMENDATIONS)}
YES = {"No": 0, "Yes": 1}
UNKNOWN = ("", "Not known yet", "Not known")


@frozen
class ListOnPage:
    """One list as somebody has it before them."""

    qtbot: QtBot
    window: ConsoleWindow
    name: str

    @property
    def _part(self) -> Any:
        return self.window.page.people if self.name == "home" else self.window.page

    @property
    def table(self) -> TableView:
        return self._part.table

    @property
    def search(self) -> Any:
        return self._part.search

    @property
    def export(self) -> ListExport:
        return self.window.page.findChild(ListExport)

    @property
    def choosers(self) -> Sequence[Chooser]:
        found = self._part.findChildren(Chooser)
        return [each for each in found if each.isVisible() and each.toolTip() not in ("Campaign", "School")]

    @property
    def headings(self) -> list[str]:
        model = self.table.model()
        return [model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount())]

    def rows(self) -> list[list[str]]:
        settle(self.qtbot)
        model = self.table.model()
        return [
            [str(model.index(at, column).data() or "") for column in range(model.columnCount())]
            for at in range(model.rowCount())
        ]

    def column(self, heading: str) -> list[str]:
        at = self.headings.index(heading)
        return [row[at] for row in self.rows()]

    def press(self, heading: str) -> None:
        """Its heading, which is in sight."""
        head, at = self.table.horizontalHeader(), self.headings.index(heading)
        assert not head.isSectionHidden(at), heading
        place = QPoint(head.sectionViewportPosition(at) + head.sectionSize(at) // 2, head.height() // 2)
        QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=place)
        settle(self.qtbot)

    def choose(self, chooser: Chooser, value: str) -> None:
        chooser.choose(value)
        chooser.chosen.emit()
        settle(self.qtbot)


def key_of(name: str, heading: str) -> Callable[[str], Any]:
    """What a heading sorts by, told from the words alone."""
    days: Callable[[str], Any] = lambda text: datetime.strptime(text, "%d %b %Y").date()  # noqa: E731
    known: dict[str, Callable[[str], Any]] = {
        "Score": int,
        "Due": days,
        "Since": days,
        "Came in": days,
        "Countersigned": YES.__getitem__,
        "Paper": YES.__getitem__,
        "Outcome": lambda text: OUTCOMES.index(SHORT.get(text, text)),
        "State": lambda text: _state(name, text),
    }
    return known.get(heading, sort_text)


def _state(name: str, text: str) -> int:
    """Those whose key alone was not compared are among those that need a look."""
    words = {"home": Standing, "handed in": AttestationStanding}.get(name, CampaignState)
    found = {standing_word: Standing, standing_name: AttestationStanding, state_name: CampaignState}
    [word] = [word for word, kind in found.items() if kind is words]
    told = "Needs a look" if text == STATES[-1] else text
    return [word(each) for each in words].index(told)


def lists(qtbot: QtBot, theme: Theme, context: ConsoleContext) -> Iterator[ListOnPage]:
    """Each in a window wide enough for all of its columns."""
    window = window_on(qtbot, theme, context, ConsolePlace(id=PlaceId.OVERVIEW))
    window.resize(2200, 1200)
    for name, place in PLACES.items():
        window.show_place(place)
        settle(qtbot)
        if name == "handed in":
            window.page._standing.choose("")
            window.page._standing.chosen.emit()
        yield ListOnPage(qtbot, window, name)
    window.close()


def office(filled: tuple[ConsoleContext, str]) -> ConsoleContext:
    """Some are countersigned, some are on paper, of two it is not known whose they are."""
    context, _ = filled
    for row in context.register.attestations.accepted(REVIEW.id)[:3]:
        context.register.record(Countersigned(attestation=row.attestation, person=row.person, document=row.attestation))
    for at, score in ((11, 100), (12, None)):
        came = Came(person=person_id(at), standing=AttestationStanding.ACCEPTED, score=score, on_paper=True)
        take(context.register, b"scan %d" % at, came, days_ago=at)
    sent_back = Came(person=person_id(13), standing=AttestationStanding.SENT_BACK, score=77)
    take(context.register, b"of the wrong year", sent_back, days_ago=3)
    return certified(context)


def test_every_list_is_sorted_by_each_heading_narrowed_by_each_filter_and_saved_with_every_column(
    qtbot: QtBot, theme: Theme, filled: tuple[ConsoleContext, str], tmp_path: Path
) -> None:
    context = office(filled)
    for shown in lists(qtbot, theme, context):
        assert shown.headings == COLUMNS[shown.name]
        for heading in RESULTS:
            assert len(set(shown.column(heading)) - {""}) > (heading != "Paper"), (shown.name, heading)
        _see_it_sorted(shown)
        _see_it_narrowed(shown)
        _see_it_saved(shown, context, tmp_path)


def _see_it_sorted(shown: ListOnPage) -> None:
    before = sorted(shown.rows())
    for heading in shown.headings:
        if heading == "Why":  # the words of a reason are not those that are recorded
            continue
        key, orders = key_of(shown.name, heading), list[list[Any]]()
        for _press in range(2):
            shown.press(heading)
            rows = shown.rows()
            assert sorted(rows) == before, "nobody is lost"
            texts = [row[shown.headings.index(heading)] for row in rows]
            told = [text for text in texts if text not in UNKNOWN]
            assert len(told) > 1
            assert texts[: len(told)] == told, (shown.name, heading, "what is empty stands last")
            orders.append([key(text) for text in told])
        up, down = sorted(orders[0]), sorted(orders[0], reverse=True)
        assert orders in ([up, down], [down, up]), (shown.name, heading)


def _see_it_narrowed(shown: ListOnPage) -> None:
    everything = shown.rows()
    for chooser in shown.choosers:
        heading = {"Group": "Groups"}.get(chooser.toolTip(), chooser.toolTip())
        for at in range(1, chooser.count()):
            value, words = chooser.itemData(at), chooser.itemText(at)
            shown.choose(chooser, value)
            if heading not in shown.headings:  # those who left, where no campaign is asked for
                continue
            wanted = [row for row in everything if _is(shown, row, heading, words)]
            assert sorted(shown.rows()) == sorted(wanted), (shown.name, words)
        shown.choose(chooser, "")
    shown.search.setText("Evans, Gr")
    assert {row[shown.headings.index("Person" if shown.name == "handed in" else "Name")] for row in shown.rows()} == {
        "Evans, Grace"
    }
    shown.search.setText("")
    assert len(shown.rows()) == len(everything)


def _is(shown: ListOnPage, row: Sequence[str], heading: str, words: str) -> bool:
    cell = dict(zip(shown.headings, row, strict=True))
    if heading == "Countersigned":
        told = {"Countersigned": cell["Countersigned"] == "Yes", "Not countersigned": cell["Countersigned"] == "No"}
        return told.get(words, cell["Paper"] == "Yes")
    told = {SHORT.get(cell[heading], cell[heading])}
    return words in (told if STATES[-1] not in told else {"Needs a look"})


def _see_it_saved(shown: ListOnPage, context: ConsoleContext, folder: Path) -> None:
    """As it is narrowed and sorted, scores as numbers, days as days, also in a narrow window."""
    shown.window.resize(700, 500)
    settle(shown.qtbot)
    hidden = [at for at in range(len(shown.headings)) if shown.table.isColumnHidden(at)]
    assert hidden, "not all of it has room"
    [outcome] = [each for each in shown.choosers if each.toolTip() == "Outcome"]
    shown.choose(outcome, Outcome.ACTION_NEEDED)
    rows = shown.rows()
    for ending in ("xlsx", "csv"):
        path = folder / f"{shown.name}.{ending}"
        shown.export.save(path)
        settle(shown.qtbot)
        assert shown.window.page.notice.message.startswith(f"{len(rows)} rows saved as"), shown.name
    headings, *cells = load_workbook(folder / f"{shown.name}.xlsx").worksheets[0].iter_rows(values_only=True)
    more = MORE.get(shown.name, [])
    assert list(headings)[: len(more) + len(shown.headings)] == [*more, *shown.headings]
    assert len(cells) == len(rows) > 2
    for cell, row in zip(cells, rows, strict=True):
        saved = dict(zip(headings, cell, strict=True))
        seen = dict(zip(shown.headings, row, strict=True))
        assert saved["Outcome"] == "Action needed"
        assert saved["Score"] == int(seen["Score"])
        assert {type(saved[each]) for each in ("Due", "Since", "Came in") if each in saved} <= {datetime}
        assert (saved["Countersigned"] or "", saved["Paper"] or "") == (seen["Countersigned"], seen["Paper"])
    text = (folder / f"{shown.name}.csv").read_text("utf-8-sig")
    table = list(csv.reader(text.splitlines()))
    assert [row[: len(cells[0])] for row in table[1 : len(rows) + 1]] == [
        [_as_csv(each) for each in cell] for cell in cells
    ]
    [last] = context.register.register.records(context.register.school, last=1)
    assert isinstance(last.event, Exported)
    assert last.event.rows == len(rows)
    shown.choose(outcome, "")
    shown.window.resize(2200, 1200)
    settle(shown.qtbot)


def _as_csv(cell: Any) -> str:
    if isinstance(cell, datetime):
        return str(cell) if cell.time().replace(second=0) != datetime.min.time() else cell.date().isoformat()
    return "" if cell is None else str(cell)


def test_a_table_of_a_thousand_rows_is_measured_once_until_other_words_stand_in_it(qtbot: QtBot, theme: Theme) -> None:
    asked: list[str] = []

    def words(row: str) -> str:
        asked.append(row)
        return row

    columns = [RowColumn[str](heading="Word", text=words, share=1, is_whole=True) for _column in range(2)]
    table = TableView("Words")
    model = RowsModel[str](columns, table)
    qtbot.addWidget(table)
    table.setModel(model)
    model.show_rows(["iii"] * 999 + ["a much longer word"])
    table.lay_out(columns)
    table.show()
    table.resize(500, 300)
    before = len(asked)
    for width in (460, 420, 300):
        table.resize(width, 300)
    assert len(asked) == before, "a window that is made narrower asks for nothing that it knows"
    wide = table.columnWidth(0)
    model.show_rows(["iii"] * 999 + ["a much, much longer word than the one before"])
    table.fit_columns()
    assert table.columnWidth(0) > wide > QFontMetrics(table.font()).horizontalAdvance("a much longer word")


def test_columns_of_any_kind_may_stand_among_those_of_the_results() -> None:
    columns = (RowColumn(heading="Groups", text=str), *result_columns(lambda held: held))
    hidden = without_use(columns, [None], signs=False)
    assert [columns[at].heading for at in hidden] == ["Countersigned", "Paper"]
