"""Page *Whole school*: which points fail most, by area and platform; no names, no small groups."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QMenu, QVBoxLayout

from ....domain.names import area_name
from ....domain.register_events import Exported
from ....i18n import _, long_date, ngettext
from ....office.school_figures import LEAST, ControlLine, WholeSchool
from ....office.school_figures import FigureCell as Group
from ....office.school_report import SchoolPicture, read_picture
from ....reports.spreadsheet import Cell, to_csv, to_xlsx
from ....system import write_whole
from ...kit.chooser import Chooser
from ...kit.files import ask_where
from ...kit.layouts import clear, row
from ...kit.printing import print_text
from ...kit.table import RowColumn, RowsModel, TableView
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.empty_state import EmptyState
from ...kit.widgets.text import TextLabel
from ..page import ConsolePage
from .documents import as_pdf, heading, letter, paragraph, table
from .share_bars import Share, ShareBars
from .training import training_for

_MOST_LINES = 40


class PicturePage(ConsolePage):
    """For the headteacher: what to train, and whether it helped."""

    def build(self) -> None:
        """Chooser, bars, table."""
        self.title = _("The whole school")
        self.lead = _(
            "Which points of the policy are open with most people. Nobody is named, and nothing is shown about fewer "
            "than five people."
        )
        self._picture: WholeSchool | None = None
        self._campaign = Chooser(_("Campaign"))
        self._campaign.chosen.connect(self._load)
        self.export = Button(_("Export"), "quiet", "save")
        menu = QMenu(self.export)
        for label, suffix in (
            (_("As PDF"), "pdf"),
            (_("As a workbook (XLSX)"), "xlsx"),
            (_("As CSV"), "csv"),
        ):
            menu.addAction(label).triggered.connect(lambda _on=False, ending=suffix: self._ask(ending))
        printing = menu.addAction(_("Print"))
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
        self._campaign.offer([("", _("All campaigns")), *((each.id, each.title) for each in campaigns)])
        self._load()

    def _load(self) -> None:
        chosen = self._campaign.value or None
        self.aside(lambda: read_picture(self.desk.books, chosen), self._show, _("Reading the attestations …"))

    def _show(self, read: SchoolPicture) -> None:
        picture = self._picture = read.picture
        clear(self._inside)
        self.export.setVisible(picture.is_enough)
        if not picture.is_enough:
            sentence = ngettext(
                "There have to be at least {n} accepted attestation of different people.",
                "There have to be at least {n} accepted attestations of different people.",
                LEAST,
            )
            self._inside.addWidget(EmptyState("chart", _("Too few for a picture"), sentence))
            return
        about = ngettext(
            "From the newest accepted attestations of {n} person.",
            "From the newest accepted attestations of {n} people.",
            picture.people,
        )
        if read.unread:
            about += " " + ngettext(
                "{n} file could not be read: run the register's check.",
                "{n} files could not be read: run the register's check.",
                read.unread,
            )
        if read.papers:
            about += " " + ngettext(
                "{n} paper checklist without answers is left out.",
                "{n} paper checklists without answers are left out.",
                read.papers,
            )
        self._inside.addWidget(TextLabel(about, "muted"))
        self._inside.addWidget(self._training(picture))
        self._inside.addWidget(
            self._bars(_("By area"), [(area_name(area), cell) for area, cell in picture.areas.items()])
        )
        platforms = [(name or _("About the person"), cell) for name, cell in picture.platforms.items()]
        self._inside.addWidget(self._bars(_("By platform"), platforms))
        self._inside.addWidget(self._lines(picture))

    def _training(self, picture: WholeSchool) -> Card:
        card = Card(_("What training would help"))
        for sentence in training_for(picture):
            card.body.addWidget(TextLabel(sentence))
        return card

    def _bars(self, title: str, cells: Sequence[tuple[str, Group]]) -> Card:
        card = Card(title, _("The share of people with something open."))
        shares = [Share(name, cell.percent, cell.failed, cell.asked) for name, cell in cells]
        card.body.addWidget(ShareBars(title, shares))
        return card

    def _lines(self, picture: WholeSchool) -> Card:
        card = Card(_("Point by point, most open first"))
        model = RowsModel[ControlLine](
            [
                RowColumn(heading=_("Point"), text=lambda line: line.title),
                RowColumn(heading=_("Area"), text=lambda line: area_name(line.area)),
                RowColumn(heading=_("Open with"), text=lambda line: f"{line.whole.percent} %"),
                RowColumn(heading=_("People asked"), text=lambda line: f"{line.whole.asked:,}"),
                RowColumn(heading=_("By platform"), text=_platforms),
            ],
            card,
        )
        model.show_rows(picture.lines)
        shown = TableView(_("Point by point"))
        shown.setModel(model)
        shown.share_width((34, 20, 11, 13, 22))
        shown.setMinimumHeight(340)
        card.body.addWidget(shown)
        if picture.withheld:
            words = ngettext(
                "{n} group of fewer than five people is left out.",
                "{n} groups of fewer than five people are left out.",
                picture.withheld,
            )
            card.body.addWidget(TextLabel(words, "muted"))
        return card

    def as_html(self) -> str:
        """The picture as a document."""
        picture = self._picture
        if picture is None:
            return ""
        day = long_date(self.desk.today)
        parts = [
            paragraph(self.lead),
            paragraph(
                ngettext(
                    "From the newest accepted attestations of {n} person.",
                    "From the newest accepted attestations of {n} people.",
                    picture.people,
                )
            ),
            heading(_("What training would help")),
            *(paragraph(sentence) for sentence in training_for(picture)),
            heading(_("By area")),
            table(
                (_("Area"), _("Open with"), _("People asked")),
                [(area_name(area), f"{cell.percent} %", str(cell.asked)) for area, cell in picture.areas.items()],
                numbers=2,
            ),
            heading(_("Point by point, most open first")),
            table(
                (_("Point"), _("Open with"), _("People asked"), _("By platform")),
                [
                    (line.title, f"{line.whole.percent} %", str(line.whole.asked), _platforms(line))
                    for line in picture.lines[:_MOST_LINES]
                ],
            ),
        ]
        below = f"{self.desk.books.name()} · {self._campaign.currentText()} · {day}"
        title = _("Privacy of personal accounts")
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
            self.say(_("Saved as {path}. It is on record.", path=path))

    def _headings(self) -> list[str]:
        return [
            _("Area"),
            _("Point"),
            _("Platform"),
            _("People asked"),
            _("With something open"),
            _("Share in %"),
        ]

    def _cells(self, picture: WholeSchool) -> list[list[Cell]]:
        rows: list[list[Cell]] = []
        for line in picture.lines:
            groups = [(_("all"), line.whole), *line.by_platform.items()]
            rows += [
                [area_name(line.area), line.title, name, cell.asked, cell.failed, cell.percent] for name, cell in groups
            ]
        return rows

    def _ask(self, suffix: str) -> None:
        kinds = {
            "pdf": _("PDF files (*.pdf)"),
            "xlsx": _("Workbook (*.xlsx)"),
            "csv": _("CSV (*.csv)"),
        }[suffix]
        name = _("The whole school {day}", day=self.desk.today.isoformat()) + f".{suffix}"
        ask_where(self, _("Save the picture"), name, self.save, kinds=kinds, suffix=suffix)


def _platforms(line: ControlLine) -> str:
    return ", ".join(f"{name} {cell.percent} %" for name, cell in line.by_platform.items() if name)
