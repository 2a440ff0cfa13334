"""The officer's decision on one attestation: accept it, send it back, countersign it, hand a copy back."""

from collections.abc import Sequence
from pathlib import Path

from attrs import evolve
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ....attestation.statement import Statement
from ....domain.names import occasion_name
from ....domain.register_events import AttestationStanding, Event
from ....domain.register_views import AttestationRow, PersonRow
from ....domain.staff import StaffMember
from ....domain.vocabulary import SendKind, SendWay
from ....i18n import _, long_date
from ....intake.acceptance_rules import described
from ....intake.decisions import Acceptance
from ....intake.facts import declared_exceptions
from ....intake.receiving import JudgedAnew, judged_anew_sentence
from ....intake.waiting import bars_acceptance, needs_words
from ....office.mailing import dispatched
from ....office.sending import NoAddress, draft, school_file_version
from ....system import outgoing_files, write_private
from ....system.progress import WorkProgress
from ...kit.files import ask_folder, ask_where, open_file, passing_place
from ...kit.layouts import clear, row
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.choice import CheckRow
from ...kit.widgets.field import Field
from ...kit.widgets.text import TextLabel
from ..page import ConsolePage
from ..people.person_picker import PersonPicker
from ..who_are_you import AddToStaffList, ColleagueDecides, WhoAreYou, WhoDecides
from ..words import CHECKING_AGAIN, SAVED_ON_RECORD, STILL_BARRED, WHOSE_IS_IT
from .attestation_facts import ShownAttestation


class Decision(Card):
    """Offers what can be decided now and asks for what that takes; a button that is off says why.

    `decided(str)` with a sentence once something is on record.
    """

    decided = Signal(str)

    def __init__(self, page: ConsolePage) -> None:
        super().__init__(parent=page)
        self._page = page
        self._shown: ShownAttestation | None = None
        self._inside = QVBoxLayout()
        self._inside.setSpacing(12)
        self.body.addLayout(self._inside)
        self.hide()

    def show_attestation(self, shown: ShownAttestation) -> None:
        """Offer what can be decided about this one."""
        self._shown = shown
        self._person = shown.person
        self._exceptions: list[tuple[CheckRow, str]] = []
        self.words: QLineEdit | None = None
        clear(self._inside)
        standing, row_ = shown.row.standing, shown.row
        self.setVisible(
            standing in (AttestationStanding.NEEDS_A_LOOK, AttestationStanding.ACCEPTED) and not row_.on_paper
        )
        if standing is AttestationStanding.NEEDS_A_LOOK and shown.is_own:
            self.set_title(_("A colleague decides"))
            self._inside.addWidget(ColleagueDecides(self._page))
        elif standing is AttestationStanding.NEEDS_A_LOOK:
            self.set_title(_("Your decision"))
            self._build_decision()
        elif not (row_.countersigned or self._page.context.may_countersign):
            self.hide()
        elif standing is AttestationStanding.ACCEPTED:
            self.set_title("" if row_.countersigned else _("Countersign"))
            self._build_accepted()

    def wake(self) -> None:
        """Enable the buttons again after an act failed."""
        if self._shown is None:
            return
        if self._shown.row.standing is AttestationStanding.NEEDS_A_LOOK and not self._shown.is_own:
            self._refresh()
        elif not self._shown.row.countersigned and self._page.context.may_countersign:
            self.countersign.setEnabled(True)

    @property
    def missing(self) -> str:
        """Why it cannot be accepted yet, in one sentence; empty where it can."""
        if self._page.context.is_nobodys:
            return _("Say who you are first.")
        if self._person is None:
            return _("Say whose attestation this is.")
        if any(not check.isChecked() for check, _name in self._exceptions):
            return _("Confirm each exception, or send the attestation back.")
        return ""

    @property
    def is_compared(self) -> bool:
        """Whether the key's owner is known, or the words of the key are filled in."""
        return self.words is None or bool(self.words.text().strip())

    @property
    def _is_barred(self) -> bool:
        return self._shown is not None and bars_acceptance(self._shown.row.reasons)

    # ---- what needs a look

    def _build_decision(self) -> None:
        who = WhoAreYou(self._page) if self._page.context.is_nobodys else WhoDecides(self._page, once=True)
        self._inside.addWidget(who)
        self._ask_person()
        self._ask_exceptions()
        self._ask_words()
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setMaximumHeight(52)
        hint = _("Needed to send it back: the person reads it.")
        self._inside.addWidget(Field(_("Reason, or a note"), self.reason, hint))
        self.accept, self.back = Button(_("Accept"), "accent"), Button(_("Send back"), "plain", "mail")
        self.check = Button(_("Check it again"), "plain", "redo")
        self.check.clicked.connect(self._on_check)
        self._why_not = TextLabel("", "muted")
        self.accept.clicked.connect(self._on_accept)
        self.back.clicked.connect(self._on_back)
        self.reason.textChanged.connect(self._refresh)
        self._inside.addWidget(self._why_not)
        self._inside.addLayout(row(self.accept, self.check, self.back))
        self._refresh()

    def _ask_person(self) -> None:
        if self._person is not None or self._shown is None:
            return
        stated, hint = self._shown.statement, ""
        if stated is not None:
            hint = _(
                "The file names {name}, number {number}.", name=stated.person.name, number=stated.person.identifier
            )
        self.picker = PersonPicker(self._page.context.find_people)
        self.picker.picked.connect(self._on_picked)
        self.picker.dropped.connect(lambda: self._on_picked(None))
        self._inside.addWidget(Field(str(WHOSE_IS_IT), self.picker, hint))
        self._inside.addWidget(self._adding(stated))

    def _adding(self, stated: Statement | None) -> QWidget:
        """The form that adds its owner to the staff list, filled in with what the file says of them."""
        known = None
        if stated is not None:
            first, _space, last = stated.person.name.rpartition(" ")
            number = stated.person.identifier if stated.person.has_staff_number else ""
            known = StaffMember(
                number=number, first_name=first, last_name=last, role=stated.person.role, kind=stated.person.kind
            )
        add = AddToStaffList(self._page, _("They are not on the staff list: add them"), known)
        add.added.connect(self._on_added)
        return add

    def _on_added(self, person: PersonRow) -> None:
        """Whoever is new on the list may have been found to be the owner: what is decided on is how it stands now."""
        self.picker.line.setText(f"{person.member.name} · {person.member.number}")
        shown, attestations = self._shown, self._page.context.register.attestations

        def show(row: AttestationRow | None) -> None:
            if row is not None and shown is not None and self._shown is shown:
                self._shown = evolve(shown, row=row)
                self._on_picked(person)

        if shown is not None:
            self._page.aside(lambda: attestations.one(shown.row.attestation), show)

    def _ask_exceptions(self) -> None:
        statement = self._shown.statement if self._shown else None
        if statement is None or not statement.exceptions:
            return
        self._inside.addWidget(TextLabel(_("Exceptions that it declares: tick those that are right."), "strong"))
        titles = {finding.control: finding.title for finding in statement.findings}
        for each in declared_exceptions(statement):
            words = (
                _("{reason}, approved by {name} ({role}), until {day}")
                if each.approver_role
                else _("{reason}, until {day}")
            )
            approved = words.format(
                reason=each.reason.value,
                name=each.approver_name,
                role=each.approver_role,
                day=long_date(each.until),
            )
            check = CheckRow(titles.get(each.control, each.control), approved)
            check.toggled.connect(lambda _on: self._refresh())
            self._exceptions.append((check, described(each)))
            self._inside.addWidget(check)

    def _ask_words(self) -> None:
        if self._shown is None or self._is_barred or not needs_words(self._shown.row.reasons):
            return
        self.words = QLineEdit()
        self.words.textChanged.connect(lambda _text: self._refresh())
        hint = _(
            "You can leave this empty. Filled in, it proves more: the person reads seven words to you from their own "
            "copy, face to face or on the telephone, and their key is known from then on."
        )
        self._inside.addWidget(Field(_("The seven words that the person reads to you (optional)"), self.words, hint))

    def _refresh(self) -> None:
        missing, reason = self.missing, bool(self.reason.toPlainText().strip())
        barred = self._is_barred
        self.accept.setVisible(not barred)
        self.check.setVisible(barred)
        self.accept.setText(_("Accept") if self.is_compared else _("Accept without comparing words"))
        self.accept.setEnabled(not missing)
        self.accept.setAccessibleDescription(missing)
        why_not = _("It cannot be accepted as it is: the reason is above.") if barred else missing
        self._why_not.setText(why_not)
        self._why_not.setVisible(bool(why_not))
        self.back.setEnabled(reason)
        self.back.setAccessibleDescription("" if reason else _("Write a reason first."))

    def _on_picked(self, person: PersonRow | None) -> None:
        self._person = person
        self._refresh()

    def _on_accept(self) -> None:
        shown, person, context = self._shown, self._person, self._page.context
        if shown is None or person is None or self.missing:
            return
        given = Acceptance(
            reason=self.reason.toPlainText().strip(),
            confirmed=tuple(name for _at, name in self._exceptions),
            words=tuple(self.words.text().split()) if self.words is not None else (),
            key_not_compared=not self.is_compared,
            number="" if shown.person is not None else person.member.number,
        )

        def work(told: WorkProgress) -> None:
            with context.checker() as checker:
                context.deciding(checker).accept(shown.row.attestation, given, context.now(), shown.row, told)

        self._page.count(
            work,
            lambda _result: self._after(_("Accepted.")),
            _("Checking it once more …"),
            held=[self.accept, self.back],
        )

    def _on_check(self) -> None:
        """After an update nothing may stand against it any more: that is checked apart from accepting it."""
        shown, context = self._shown, self._page.context
        if shown is None:
            return

        def work(told: WorkProgress) -> tuple[JudgedAnew, AttestationRow | None, bool]:
            judged = context.judge_again(told)
            return judged, context.register.attestations.one(shown.row.attestation), told.stopped()

        def done(found: tuple[JudgedAnew, AttestationRow | None, bool]) -> None:
            judged, now, stopped = found
            said = " ".join(filter(None, (judged_anew_sentence(judged), judged.problem)))
            if now is None or not bars_acceptance(now.reasons):
                self.decided.emit(said)
                return
            self._page.refresh()
            was_checked = judged.looked and not (judged.unchecked or stopped)  # of some it is not known which
            self._page.notice.say("warn", judged.problem or (str(STILL_BARRED) if was_checked else said))

        self._page.count(work, done, str(CHECKING_AGAIN), held=[self.check, self.back])

    def _on_back(self) -> None:
        shown, context, reason = self._shown, self._page.context, self.reason.toPlainText().strip()
        if shown is None or not reason:
            return
        occasion = occasion_name(shown.statement.occasion).lower() if shown.statement else _("privacy check")
        who = shown.person.member if shown.person else None

        place = passing_place("send-back.eml")

        def work(told: WorkProgress) -> bool:
            new_file = context.sending.new_file(shown.person) if shown.person else ()

            def write(_row: AttestationRow) -> Sequence[Event]:
                if shown.person is None or who is None or not who.email:
                    return ()
                said = {"occasion": occasion, "officer": context.officer, "school": context.school_name}
                files.private(place, draft(who, reason, **said, new_file=new_file))
                version = school_file_version(new_file)
                return dispatched(SendKind.SEND_BACKS, SendWay.DRAFT, shown.person.person, version)

            with context.checker() as checker, outgoing_files() as files:
                deciding = context.deciding(checker)
                deciding.send_back(shown.row.attestation, reason, context.now(), write, shown.row, told)
            return bool(files.written)

        self._page.count(
            work,
            lambda drafted: self._on_sent_back(place if drafted else None),
            _("Sending it back …"),
            held=[self.accept, self.back],
        )

    def _on_sent_back(self, draft: Path | None) -> None:
        """Where a colleague decides, the window goes with them: not before the question where to save the draft."""
        sentence = _("Sent back. A mail to the person was drafted: look at it and send it.")
        asking = self._open_draft(draft) if draft is not None else None
        if asking is None or self._page.context.lent_by is None:
            self._after(sentence if draft is not None else str(NoAddress()))
        else:
            asking.finished.connect(lambda _chosen: self._after(sentence))

    # ---- what is accepted

    def _build_accepted(self) -> None:
        if self._shown is None:
            return
        if not self._shown.row.countersigned:
            sentence = _("Your signature joins the one of the person; theirs stays good.")
            self._inside.addWidget(TextLabel(sentence, "muted"))
            self.countersign = Button(_("Countersign"), "accent", "pen")
            self.countersign.clicked.connect(self._on_countersign)
            self._inside.addLayout(row(self.countersign))
            return
        self._inside.addWidget(TextLabel(_("Give the person their countersigned copy."), "strong"))
        mail, save = (
            Button(_("Draft a mail"), "plain", "mail"),
            Button(_("Save into a folder"), "quiet", "save"),
        )
        mail.clicked.connect(self._on_mail)
        save.clicked.connect(lambda: ask_folder(self, _("Where is the copy to go?"), self.save_copy))
        self._inside.addLayout(row(mail, save))

    def _on_countersign(self) -> None:
        shown, context = self._shown, self._page.context
        if shown is not None:
            self._page.count(
                lambda told: context.countersigning().one(shown.row.attestation, told),
                lambda _result: self._after(_("Countersigned.")),
                _("Countersigning it …"),
                held=[self.countersign],
            )

    def _on_mail(self) -> None:
        shown, context, place = self._shown, self._page.context, passing_place("copy.eml")
        if shown is None:
            return

        def done(_mail: bytes) -> None:
            self._open_draft(place)

        self._page.act(
            lambda: context.handing_back().draft(shown.row.attestation, place, context.officer),
            done,
            _("Writing the draft …"),
        )

    def save_copy(self, folder: Path) -> None:
        """Write the countersigned file into a folder."""
        shown, context = self._shown, self._page.context
        if shown is None:
            return

        def done(written: list[Path]) -> None:
            self._page.say(SAVED_ON_RECORD.format(path=written[0]))

        self._page.act(
            lambda: context.handing_back().to_folder([shown.row.attestation], folder), done, _("Writing the copy …")
        )

    # ---- both

    def _open_draft(self, draft: Path) -> QDialog | None:
        """Open the draft in the mail program, or offer to save it where there is none."""
        return None if open_file(draft) else self._save_draft(draft.read_bytes(), draft.name)

    def _save_draft(self, mail: bytes, name: str) -> QDialog:
        def write(path: Path) -> None:
            self._page.attempt(lambda: write_private(path, mail))

        kinds = _("E-mail drafts (*.eml)")
        return ask_where(self, _("Save the draft"), name, write, kinds=kinds, suffix="eml")

    def _after(self, sentence: str) -> None:
        """A colleague has done what they sat down for; anybody else goes on."""
        if self._page.context.lent_by is None:
            self.decided.emit(sentence)
        else:
            self._page.say(sentence)
            self._page.key_given_back.emit()


def words_to_compare(shown: ShownAttestation) -> Sequence[str]:
    """The words that the person has to read out, while that matters; they are not to be copied from the document."""
    is_open = shown.row.standing is AttestationStanding.NEEDS_A_LOOK and needs_words(shown.row.reasons)
    return shown.statement.key.words if is_open and shown.statement is not None else ()
