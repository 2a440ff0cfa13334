"""The page *Whole school*: which points fail most, by area and platform; no names, no small groups."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from attrs import frozen
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QMenu, QVBoxLayout, QWidget

from ....domain.names import staff_area_name
from ....domain.vocabulary import ExportKind
from ....i18n import _, ngettext
from ....office.exports import hand_out
from ....office.school_figures import LEAST, ControlLine, FigureCell, WholeSchool
from ....office.school_report import (
    POINT_BY_POINT,
    TRAINING,
    SchoolPicture,
    by_platform,
    percent,
    read_picture,
    school_document,
    school_headings,
    school_rows,
    training,
    what_it_is,
    where_it_is_from,
)
from ....reports.report_sheet import draw_report
from ....reports.spreadsheet import to_csv, to_xlsx
from ....system.progress import WorkProgress
from ...kit.accessible import give_role
from ...kit.chooser import Chooser
from ...kit.files import ask_where
from ...kit.layouts import clear, row
from ...kit.printing import print_pdf
from ...kit.table import RowColumn, RowsModel, TableView
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.notice import EmptyState
from ...kit.widgets.scores import Track
from ...kit.widgets.text import TextLabel
from ..page import ConsolePage
from ..words import AS_WORKBOOK, SAVED_ON_RECORD, WRITING


class PicturePage(ConsolePage):
    """For the headteacher: what to train, and whether it helped."""

    def build(self) -> None:
        self.title = _("The whole school")
        self.lead = what_it_is()
        self._read: SchoolPicture | None = None
        self._campaign = Chooser(_("Campaign"))
        self._campaign.chosen.connect(self._load)
        self.export = Button(_("Export"), "quiet", "save")
        menu = QMenu(self.export)
        for label, suffix in (
            (_("As PDF"), "pdf"),
            (str(AS_WORKBOOK), "xlsx"),
            (_("As CSV"), "csv"),
        ):
            menu.addAction(label).triggered.connect(lambda _on=False, ending=suffix: self._ask(ending))
        printing = menu.addAction(_("Print"))
        printing.setShortcut("Ctrl+P")
        printing.triggered.connect(self._print)
        self.addAction(printing)
        self.export.setMenu(menu)
        self.body.addLayout(row(self._campaign, self.export))
        self._inside = QVBoxLayout()
        self._inside.setSpacing(16)
        self.body.addLayout(self._inside)

    def refresh(self) -> None:
        """The campaigns, then the picture of the chosen one."""
        campaigns = self.context.register.campaigns()
        self._campaign.offer([("", _("All campaigns")), *((each.id, each.title) for each in campaigns)])
        self._load()

    def _load(self) -> None:
        chosen = self._campaign.value or None
        register = self.context.register
        self.counting.run(  # it is only read: what was told of an act stays
            lambda told: read_picture(register, chosen, told),
            on_done=self._show,
            on_failed=self.explain,
            saying=_("Reading the attestations …"),
        )

    def _show(self, read: SchoolPicture) -> None:
        self._read, picture = read, read.picture
        clear(self._inside)
        self.export.setVisible(picture.is_enough)
        if not picture.is_enough:
            sentence = ngettext(
                "This needs at least {n} accepted attestation from different people.",
                "This needs at least {n} accepted attestations from different people.",
                LEAST,
            )
            self._inside.addWidget(EmptyState("chart", _("Too few for a picture"), sentence))
            return
        self._inside.addWidget(TextLabel(" ".join(where_it_is_from(read)), "muted"))
        self._inside.addWidget(self._training(picture))
        self._inside.addWidget(
            self._bars(_("By area"), [(staff_area_name(area), cell) for area, cell in picture.areas.items()])
        )
        platforms = [(name or _("About the person"), cell) for name, cell in picture.platforms.items()]
        self._inside.addWidget(self._bars(_("By platform"), platforms))
        self._inside.addWidget(self._lines(picture))

    def _training(self, picture: WholeSchool) -> Card:
        card = Card(str(TRAINING))
        for sentence in training(picture):
            card.body.addWidget(TextLabel(sentence))
        return card

    def _bars(self, title: str, cells: Sequence[tuple[str, FigureCell]]) -> Card:
        card = Card(title, _("The share of people with something open."))
        shares = [Share(name, cell.percent, cell.failed, cell.asked) for name, cell in cells]
        card.body.addWidget(ShareBars(title, shares))
        return card

    def _lines(self, picture: WholeSchool) -> Card:
        card = Card(str(POINT_BY_POINT))
        model = RowsModel[ControlLine](
            [
                RowColumn(heading=_("Point"), text=lambda line: line.title),
                RowColumn(heading=_("Area"), text=lambda line: staff_area_name(line.area)),
                RowColumn(heading=_("Open with"), text=lambda line: percent(line.whole)),
                RowColumn(heading=_("People asked"), text=lambda line: f"{line.whole.asked:,}"),
                RowColumn(heading=_("By platform"), text=by_platform),
            ],
            card,
        )
        model.show_rows(picture.lines)
        shown = TableView(_("Point by point"))
        shown.setModel(model)
        shown.share_width((34, 20, 11, 13, 22))
        shown.setMinimumHeight(340)
        card.body.addWidget(shown)
        return card

    def save(self, path: Path) -> None:
        """Write the picture; the ending of the name says as what."""
        read = self._read
        if read is None:
            return
        make = self._maker(read, path.suffix.lower())
        register, lines = self.context.register, len(read.picture.lines)

        def work(progress: WorkProgress) -> None:
            hand_out(register, path, make(), ExportKind.SCHOOL_REPORT, lines, for_others=True, progress=progress)

        self.count(work, lambda _done: self.say(SAVED_ON_RECORD.format(path=path)), str(WRITING), held=[self.export])

    def _maker(self, read: SchoolPicture, suffix: str) -> Callable[[], bytes]:
        """What makes the file, on a worker."""
        context, campaign = self.context, self._campaign.currentText()
        if suffix == ".pdf":
            return lambda: draw_report(
                school_document(read, context.letterhead(), campaign, context.today), context.now()
            )
        table = to_xlsx if suffix == ".xlsx" else to_csv
        return lambda: table(school_headings(), school_rows(read.picture), foot=context.register.foot(context.now()))

    def _print(self) -> None:
        if self._read is not None and self._read.picture.is_enough:
            print_pdf(self, self._maker(self._read, ".pdf"), self.explain)

    def _ask(self, suffix: str) -> None:
        kinds = {
            "pdf": _("PDF files (*.pdf)"),
            "xlsx": _("Workbook (*.xlsx)"),
            "csv": _("CSV (*.csv)"),
        }[suffix]
        name = _("The whole school {day}", day=self.context.today.isoformat()) + f".{suffix}"
        ask_where(self, _("Save the picture"), name, self.save, kinds=kinds, suffix=suffix)


@frozen
class Share:
    """One row of `ShareBars`."""

    label: str
    percent: int
    count: int
    of: int


class ShareBars(QWidget):
    """Rows in the order given: a name, a bar, "12 of 40". The words say all that the bars show."""

    def __init__(self, name: str, shares: Iterable[Share]) -> None:
        super().__init__()
        give_role(self, "group")
        self.setAccessibleName(name)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(9)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        for line, share in enumerate(shares):
            figure = TextLabel(
                _("{percent} % ({count} of {all})", percent=share.percent, count=share.count, all=share.of)
            )
            figure.setWordWrap(False)
            figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(TextLabel(share.label), line, 0)
            grid.addWidget(Track(share.percent, "accent"), line, 1)
            grid.addWidget(figure, line, 2)
