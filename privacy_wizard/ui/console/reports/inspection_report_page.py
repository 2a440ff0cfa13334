"""The page *Inspection report*: one click makes a dated PDF for an inspection."""

from pathlib import Path

from ....domain.names import policy_name
from ....domain.vocabulary import ExportKind
from ....i18n import _
from ....office.exports import hand_out
from ....office.inspection_document import inspection_document
from ....office.inspection_report import groups_to_report, read_inspection
from ....reports.report_sheet import draw_report
from ....system.progress import WorkProgress
from ...kit.chooser import Chooser
from ...kit.files import ask_where
from ...kit.layouts import row
from ...kit.pdf_pages import PdfPreview
from ...kit.printing import print_pdf
from ...kit.widgets.button import Button
from ..page import ConsolePage, ConsolePlace, PlaceId
from ..words import READING_RECORD, SAVED_ON_RECORD, WRITING


class InspectionReportPage(ConsolePage):
    """What is covered, since when, what is open, that the record is whole, and how anyone can verify a sample."""

    def build(self) -> None:
        """A button, and the document once it is made."""
        self.title = _("Inspection report")
        self.lead = _(
            "A dated document in numbers: what is open and by when, who has answered, what the attestations say, which "
            "policy applied, and how to look at a sample. It names nobody."
        )
        self._pdf = b""
        self.make = Button(_("Make the document"), "accent", "document")
        self.save_button, self.print_button = (
            Button(_("Save"), "plain", "save"),
            Button(_("Print"), "quiet", "print"),
        )
        self.print_button.setShortcut("Ctrl+P")
        self.make.clicked.connect(self.make_document)
        self.save_button.clicked.connect(self._ask)
        self.print_button.clicked.connect(lambda: print_pdf(self, lambda: self._pdf, self.explain))
        self.group = Chooser(_("Group"))
        self.still_open = Button(_("See who still has something to do"), "link", "clipboard")
        self.still_open.clicked.connect(lambda: self.wanted.emit(ConsolePlace(id=PlaceId.ACTIONS)))
        self.body.addLayout(row(self.group))
        self.body.addLayout(row(self.make, self.save_button, self.print_button, self.still_open))
        self.preview = PdfPreview()
        self.preview.setMinimumHeight(720)
        self.body.addWidget(self.preview)
        for part in (self.save_button, self.print_button, self.preview):
            part.hide()

    def refresh(self) -> None:
        """The groups for which there may be a report of their own."""
        groups = groups_to_report(self.context.register, self.context.today)
        self.group.offer([("", _("Everyone")), *((each, each) for each in groups)])
        self.group.setVisible(bool(groups))

    def make_document(self) -> None:
        """Read, check, and show the document."""
        self.notice.say("info", "")
        group = self.group.value
        self.count(lambda told: self._read(group, told), self._show, str(READING_RECORD), held=[self.group, self.make])

    def _read(self, group: str, progress: WorkProgress) -> bytes:
        context, register = self.context, self.context.register
        found = read_inspection(
            register,
            at=context.now(),
            group=group,
            policies={pack.id: policy_name(pack) for pack in context.library().packs.values()},
            card=context.school_place.authority_store.public(),
            school_key=context.school_place.school_key.public(),
            known=context.chain_heads.known(register.identifier, register.school),
            progress=progress,
        )
        return draw_report(inspection_document(found, context.letterhead()), found.at)

    def _show(self, pdf: bytes) -> None:
        self._pdf = pdf
        self.preview.show_pdf(pdf)
        for part in (self.save_button, self.print_button, self.preview):
            part.show()

    def save(self, path: Path) -> None:
        """Write the document; that it left is on record."""
        register, pdf = self.context.register, self._pdf
        self.count(
            lambda told: hand_out(register, path, pdf, ExportKind.INSPECTION_REPORT, progress=told),
            lambda _done: self.say(SAVED_ON_RECORD.format(path=path)),
            str(WRITING),
            held=[self.save_button],
        )

    def _ask(self) -> None:
        name = _("Inspection report {day}", day=self.context.today.isoformat()) + ".pdf"
        kinds = _("PDF files (*.pdf)")
        ask_where(self, _("Save the document"), name, self.save, kinds=kinds, suffix="pdf")
