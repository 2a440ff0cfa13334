"""Page *Evidence*: one press makes a dated PDF for an inspection."""

from pathlib import Path

from attrs import frozen

from ....domain.register_events import Exported
from ....i18n import _, long_date, long_moment, ngettext
from ....office.inspection_report import InspectionReport, read_evidence
from ....system import write_private
from ...kit.files import ask_where
from ...kit.layouts import row
from ...kit.printing import print_pdf
from ...kit.widgets.button import Button
from ...kit.widgets.pdf_preview import PdfPreview
from ..page import ConsolePage
from .documents import Letterhead, as_pdf, heading, letter, paragraph, table


@frozen(kw_only=True)
class Sheet:
    """What stands in the document, and its head."""

    found: InspectionReport
    head: Letterhead


class EvidencePage(ConsolePage):
    """What is covered, since when, what is open, that the record is whole, and how anyone can verify a sample."""

    def build(self) -> None:
        """A button, and the document once it is made."""
        self.title = _("Evidence for an inspection")
        self.lead = _(
            "A dated document: the policy, who is covered, what is open in numbers, the register's check, and how to "
            "verify a sample without this program's help. It names nobody."
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
        self.print_button.clicked.connect(lambda: print_pdf(self, self._pdf, lambda: None, self.explain))
        self.body.addLayout(row(self.make, self.save_button, self.print_button))
        self.preview = PdfPreview()
        self.preview.setMinimumHeight(720)
        self.body.addWidget(self.preview)
        for part in (self.save_button, self.print_button, self.preview):
            part.hide()

    def make_document(self) -> None:
        """Read, check, and show the document."""
        self.make.setEnabled(False)
        self.notice.say("info", "")
        self.aside(self._read, self._show, _("Going through the record …"))

    def explain(self, error: Exception) -> None:
        """It can be tried again."""
        super().explain(error)
        self.make.setEnabled(True)

    def _read(self) -> Sheet:
        desk, books = self.desk, self.desk.books
        found = read_evidence(
            books,
            at=desk.now(),
            policies={pack.id: pack.title for pack in desk.library().packs.values()},
            card=desk.school_place.card(),
            known=desk.heads.known(books.register.identifier, books.school),
        )
        return Sheet(found=found, head=desk.letterhead(_("Evidence for an inspection")))

    def _show(self, sheet: Sheet) -> None:
        self.make.setEnabled(True)
        self._pdf = as_pdf(self.as_html(sheet), self.title, sheet.head.foot)
        self.preview.show_pdf(self._pdf)
        for part in (self.save_button, self.print_button, self.preview):
            part.show()

    def as_html(self, sheet: Sheet) -> str:
        """The document."""
        found, head = sheet.found, sheet.head
        parts = (
            paragraph(
                _(
                    "How to read this: it says in numbers how far the school has come, and what proves it. It names "
                    "nobody. Whoever wants to see for themselves takes a sample, as told at the end."
                )
            ),
            *self._policy(found),
            *self._coverage(found),
            *self._open_cases(found),
            *self._record(found),
            *self._how_to_verify(found),
        )
        below = f"{head.school} · {long_moment(found.at)}"
        return letter(head, _("Privacy of staff accounts"), below, "".join(parts))

    def _policy(self, found: InspectionReport) -> list[str]:
        rows = [(title, version or "–", f"{count:,}") for title, version, count in found.by_policy()]
        parts = [
            heading(_("Policy")),
            paragraph(
                _(
                    "Staff answer, for each of their accounts, what the policy asks, look each setting up, and sign "
                    "what they found with a key of their own. The school checks each signature and countersigns it."
                )
            ),
        ]
        headings = (_("Policy"), _("Version"), _("Accepted attestations"))
        return [*parts, table(headings, rows, numbers=1)] if rows else parts

    def _coverage(self, found: InspectionReport) -> list[str]:
        rows = []
        for campaign, overview in found.campaigns:
            asked = overview.done + overview.open + overview.overdue
            share = f"{round(100 * overview.done / asked)} %" if asked else "–"
            when = long_date(campaign.due) if campaign.due else "–"
            numbers = (overview.done, overview.open, overview.overdue, overview.excused)
            rows.append((campaign.title, when, *(f"{number:,}" for number in numbers), share))
        days = sorted(each.audited for each in found.accepted if each.audited is not None)
        parts = [
            heading(_("Coverage")),
            paragraph(
                ngettext("{n} person works at the school now.", "{n} people work at the school now.", found.people)
            ),
            table(
                (
                    _("Campaign"),
                    _("Due"),
                    _("Done"),
                    _("Open"),
                    _("Overdue"),
                    _("Excused"),
                    _("Done of those asked"),
                ),
                rows,
                numbers=5,
            ),
        ]
        if days:
            sentence = _("The first accepted attestation was signed on {first}, the last on {last}.")
            parts.append(paragraph(sentence.format(first=long_date(days[0]), last=long_date(days[-1]))))
        return parts

    def _open_cases(self, found: InspectionReport) -> list[str]:
        countersigned = sum(each.countersigned is not None for each in found.accepted)
        rows = (
            (_("Accepted"), f"{len(found.accepted):,}"),
            (_("of these countersigned"), f"{countersigned:,}"),
            (_("of these signed on paper"), f"{sum(each.on_paper for each in found.accepted):,}"),
            (_("Waiting for an officer to look"), f"{found.needs_a_look:,}"),
            (_("Sent back"), f"{found.sent_back:,}"),
        )
        return [
            heading(_("Cases in numbers")),
            table((_("Attestations"), _("Number")), rows, numbers=1),
        ]

    def _record(self, found: InspectionReport) -> list[str]:
        report = found.report
        holds = _("The register was checked when this was made, and it is whole: {events} entries, {files} files.")
        broken = ngettext(
            "The register was checked when this was made, and it is NOT whole: {n} fault found.",
            "The register was checked when this was made, and it is NOT whole: {n} faults found.",
            len(report.faults),
        )
        sentence = (holds if report.holds else broken).format(
            events=f"{report.events:,}", files=f"{report.documents:,}"
        )
        parts = [heading(_("The record")), paragraph(sentence)]
        if report.head is not None:
            words = _("Last signed entry: {number}, {moment}. Its digest, by which a later change would show:")
            parts.append(paragraph(words.format(number=report.head.number, moment=long_moment(report.head.signed_at))))
            parts.append(paragraph(report.head.digest, small=True))
        return parts

    def _how_to_verify(self, found: InspectionReport) -> list[str]:
        steps = [
            _("1. Choose any attestations from the school's files, and copy them to a computer of your own."),
            _("2. Get the school's certificate from the office as a file, and compare its words with those below."),
            _("3. Run: privacy-wizard verify --trust school.pem FILE. Nothing is sent anywhere."),
            _("4. Or open the files in another program that checks signatures, and trust that certificate in it."),
        ]
        parts = [heading(_("How to verify a sample yourself")), *(paragraph(step) for step in steps)]
        if found.words:
            parts.append(paragraph(_("The words of the school's certificate:")))
            parts.append(paragraph(" ".join(found.words)))
            parts.append(paragraph(found.fingerprint, small=True))
        else:
            parts.append(
                paragraph(
                    _(
                        "This school has no certificate of its own. Each person's key was compared with them in "
                        "person; the words of it stand on their attestation."
                    )
                )
            )
        return parts

    def save(self, path: Path) -> None:
        """Write the document; that it left is on record."""

        def act() -> None:
            self.desk.books.record(Exported(what="evidence for an inspection", rows=1))
            write_private(path, self._pdf)

        if self.attempt(act):
            self.say(_("Saved as {path}. It is on record.", path=path))

    def _ask(self) -> None:
        name = _("Evidence {day}", day=self.desk.today.isoformat()) + ".pdf"
        kinds = _("PDF files (*.pdf)")
        ask_where(self, _("Save the document"), name, self.save, kinds=kinds, suffix="pdf")
