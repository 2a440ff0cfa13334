"""Page *Whole school*: which points fail most, by area and platform; no names, no small groups."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QMenu, QVBoxLayout

from ...domain.register import Exported
from ...machine import write_whole
from ...office.picture import SchoolPicture, read_picture
from ...office.whole_school import LEAST, ControlLine, WholeSchool
from ...office.whole_school import Cell as Group
from ...staff import to_csv, to_xlsx
from ...staff.writing import Cell
from ..pages.parts.files import ask_where
from ..pages.parts.layouts import clear, row
from ..pages.parts.printing import print_text
from ..pages.words import area_name, long_date
from ..widgets.button import Button
from ..widgets.card import Card
from ..widgets.empty_state import EmptyState
from ..widgets.text import Text
from .chooser import Chooser
from .page import ConsolePage
from .papers import as_pdf, heading, letter, paragraph, table
from .rows_model import RowColumn, RowsModel
from .share_bars import Share, ShareBars
from .table import Table
from .training import training_for

_MOST_LINES = 40


class PicturePage(ConsolePage):
    """For the headteacher: what to train, and whether it helped."""

    def build(self) -> None:
        """Chooser, bars, table."""
        self.title = self.tr("The whole school")
        self.lead = self.tr(
            "Which points of the policy are open with most people. Nobody is named, and nothing is shown about fewer "
            "than five people."
        )
        self._picture: WholeSchool | None = None
        self._campaign = Chooser(self.tr("Campaign"))
        self._campaign.chosen.connect(self._load)
        self.export = Button(self.tr("Export"), "quiet", "save")
        menu = QMenu(self.export)
        for label, suffix in (
            (self.tr("As PDF"), "pdf"),
            (self.tr("As a workbook (XLSX)"), "xlsx"),
            (self.tr("As CSV"), "csv"),
        ):
            menu.addAction(label).triggered.connect(lambda _on=False, ending=suffix: self._ask(ending))
        printing = menu.addAction(self.tr("Print"))
        printing.setShortcut("Ctrl+P")
        printing.triggered.connect(lambda: print_text(self, self.as_html()))
        self.addAction(printing)
        self.export.setMenu(menu)
        self.body.addLayout(row(self._campaign, self.export))
        self._inside = QVBoxLayout()
        self._inside.setSpacing(16)
        self.body.addLayout(self._inside)

    def refresh(self) -> None:
        """The campaigns, then the picture of the chosen one."""
        campaigns = self.desk.books.campaigns()
        self._campaign.offer([("", self.tr("All campaigns")), *((each.id, each.title) for each in campaigns)])
        self._load()

    def _load(self) -> None:
        chosen = self._campaign.value or None
        self.aside(lambda: read_picture(self.desk.books, chosen), self._show, self.tr("Reading the attestations …"))

    def _show(self, read: SchoolPicture) -> None:
        picture = self._picture = read.picture
        clear(self._inside)
        self.export.setVisible(picture.is_enough)
        if not picture.is_enough:
            sentence = self.tr("There have to be at least %n accepted attestation(s) of different people.", "", LEAST)
            self._inside.addWidget(EmptyState("chart", self.tr("Too few for a picture"), sentence))
            return
        about = self.tr("From the newest accepted attestations of %n (person/people).", "", picture.people)
        if read.unread:
            about += " " + self.tr("%n file(s) could not be read: run the register's check.", "", read.unread)
        if read.papers:
            about += " " + self.tr("%n paper checklist(s) without answers (is/are) left out.", "", read.papers)
        self._inside.addWidget(Text(about, "muted"))
        self._inside.addWidget(self._training(picture))
        self._inside.addWidget(
            self._bars(self.tr("By area"), [(area_name(area), cell) for area, cell in picture.areas.items()])
        )
        platforms = [(name or self.tr("About the person"), cell) for name, cell in picture.platforms.items()]
        self._inside.addWidget(self._bars(self.tr("By platform"), platforms))
        self._inside.addWidget(self._lines(picture))

    def _training(self, picture: WholeSchool) -> Card:
        card = Card(self.tr("What training would help"))
        for sentence in training_for(picture):
            card.body.addWidget(Text(sentence))
        return card

    def _bars(self, title: str, cells: Sequence[tuple[str, Group]]) -> Card:
        card = Card(title, self.tr("The share of people with something open."))
        shares = [Share(name, cell.percent, cell.failed, cell.asked) for name, cell in cells]
        card.body.addWidget(ShareBars(title, shares))
        return card

    def _lines(self, picture: WholeSchool) -> Card:
        card = Card(self.tr("Point by point, most open first"))
        model = RowsModel[ControlLine](
            [
                RowColumn(heading=self.tr("Point"), text=lambda line: line.title),
                RowColumn(heading=self.tr("Area"), text=lambda line: area_name(line.area)),
                RowColumn(heading=self.tr("Open with"), text=lambda line: f"{line.whole.percent} %"),
                RowColumn(heading=self.tr("People asked"), text=lambda line: f"{line.whole.asked:,}"),
                RowColumn(heading=self.tr("By platform"), text=_platforms),
            ],
            card,
        )
        model.show_rows(picture.lines)
        shown = Table(self.tr("Point by point"))
        shown.setModel(model)
        shown.share_width((34, 20, 11, 13, 22))
        shown.setMinimumHeight(340)
        card.body.addWidget(shown)
        if picture.withheld:
            words = self.tr("%n group(s) of fewer than five people (is/are) left out.", "", picture.withheld)
            card.body.addWidget(Text(words, "muted"))
        return card

    def as_html(self) -> str:
        """The picture as a document."""
        picture = self._picture
        if picture is None:
            return ""
        day = long_date(self.desk.today)
        parts = [
            paragraph(self.lead),
            paragraph(self.tr("From the newest accepted attestations of %n (person/people).", "", picture.people)),
            heading(self.tr("What training would help")),
            *(paragraph(sentence) for sentence in training_for(picture)),
            heading(self.tr("By area")),
            table(
                (self.tr("Area"), self.tr("Open with"), self.tr("People asked")),
                [(area_name(area), f"{cell.percent} %", str(cell.asked)) for area, cell in picture.areas.items()],
                numbers=2,
            ),
            heading(self.tr("Point by point, most open first")),
            table(
                (self.tr("Point"), self.tr("Open with"), self.tr("People asked"), self.tr("By platform")),
                [
                    (line.title, f"{line.whole.percent} %", str(line.whole.asked), _platforms(line))
                    for line in picture.lines[:_MOST_LINES]
                ],
            ),
        ]
        below = f"{self.desk.books.name()} · {self._campaign.currentText()} · {day}"
        title = self.tr("Privacy of personal accounts")
        return letter(self.desk.letterhead(self.title), title, below, "".join(parts))

    def save(self, path: Path) -> None:
        """Write the picture; the ending of the name says as what."""
        picture = self._picture
        if picture is None:
            return
        books, suffix = self.desk.books, path.suffix.lower()

        def act() -> None:
            books.record(Exported(what="whole-school picture", rows=len(picture.lines)))
            if suffix == ".pdf":
                content = as_pdf(self.as_html(), self.title, self.desk.letterhead(self.title).foot)
            else:
                make = to_xlsx if suffix == ".xlsx" else to_csv
                content = make(self._headings(), self._cells(picture), foot=books.foot(self.desk.now()))
            write_whole(path, content)

        if self.attempt(act):
            self.say(self.tr("Saved as {path}. It is on record.").format(path=path))

    def _headings(self) -> list[str]:
        return [
            self.tr("Area"),
            self.tr("Point"),
            self.tr("Platform"),
            self.tr("People asked"),
            self.tr("With something open"),
            self.tr("Share in %"),
        ]

    def _cells(self, picture: WholeSchool) -> list[list[Cell]]:
        rows: list[list[Cell]] = []
        for line in picture.lines:
            groups = [(self.tr("all"), line.whole), *line.by_platform.items()]
            rows += [
                [area_name(line.area), line.title, name, cell.asked, cell.failed, cell.percent] for name, cell in groups
            ]
        return rows

    def _ask(self, suffix: str) -> None:
        kinds = {
            "pdf": self.tr("PDF files (*.pdf)"),
            "xlsx": self.tr("Workbook (*.xlsx)"),
            "csv": self.tr("CSV (*.csv)"),
        }[suffix]
        name = self.tr("The whole school {day}").format(day=self.desk.today.isoformat()) + f".{suffix}"
        ask_where(self, self.tr("Save the picture"), name, self.save, kinds=kinds, suffix=suffix)


def _platforms(line: ControlLine) -> str:
    return ", ".join(f"{name} {cell.percent} %" for name, cell in line.by_platform.items() if name)
