"""What to do next, as lines with a button; mails that wait to be sent; where to begin when there is nothing yet."""

from collections.abc import Collection, Mapping, Sequence
from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ....attestation.reasons import Reason
from ....domain.register_events import AttestationStanding
from ....domain.register_views import AttestationRow
from ....domain.vocabulary import SendKind
from ....i18n import Message, _, long_date, ngettext
from ....office.mailing import record_drafts_sent
from ....office.next_steps import FirstStep, NextKind, NextThing
from ....office.paper_attestations import may_become_paper
from ....office.recipients import MailState
from ....office.send_sentences import drafts_noted
from ...kit.layouts import clear, row
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.notice import IconMark
from ...kit.widgets.text import TextLabel
from ..intake.not_ours import not_ours_button
from ..page import NOBODYS, ConsolePage, ConsolePlace, PlaceId
from ..people.send_page import send_title
from ..words import ENTER_AS_PAPER, to_countersign

_PLACES = {
    NextKind.ENTER_STAFF: ConsolePlace(id=PlaceId.STAFF_IMPORT),
    NextKind.BEGIN_CAMPAIGN: ConsolePlace(id=PlaceId.CAMPAIGNS),
    NextKind.JUDGE: ConsolePlace(id=PlaceId.HAND_IN),
    NextKind.UNSTICK: ConsolePlace(id=PlaceId.HAND_IN),
    NextKind.CHASE: ConsolePlace(id=PlaceId.PEOPLE, filter="overdue"),
    NextKind.COUNTERSIGN: ConsolePlace(id=PlaceId.HAND_IN),
    NextKind.DELETE: ConsolePlace(id=PlaceId.KEEPING),
    NextKind.BACK_UP: ConsolePlace(id=PlaceId.KEEPING),
    NextKind.COPY_KEY: ConsolePlace(id=PlaceId.KEEPING),
    NextKind.RENEW_KEY: ConsolePlace(id=PlaceId.SCHOOL),
    NextKind.RENEW_AUTHORITY: ConsolePlace(id=PlaceId.SCHOOL),
    NextKind.RENEW_LIST: ConsolePlace(id=PlaceId.PROTECTED_LIST),
}
_RAN_OUT = {
    NextKind.RENEW_KEY: Message(
        "Your own certificate ran out on {day}, so nothing is decided with it. Have a new one issued."
    ),
    NextKind.RENEW_AUTHORITY: Message(
        "The school's certificate ran out on {day}, so nothing is issued with it. Hand over to a new one."
    ),
    NextKind.RENEW_LIST: Message(
        "The protected list expired on {day}: nobody's connections are compared with it. Make a new one."
    ),
}
_ICONS = {
    NextKind.ENTER_STAFF: ("people", "accent"),
    NextKind.BEGIN_CAMPAIGN: ("flag", "accent"),
    NextKind.JUDGE: ("eye", "warn"),
    NextKind.UNSTICK: ("warning", "warn"),
    NextKind.CHASE: ("clock", "bad"),
    NextKind.COUNTERSIGN: ("pen", "accent"),
    NextKind.DELETE: ("bin", "muted"),
    NextKind.BACK_UP: ("save", "muted"),
    NextKind.COPY_KEY: ("key", "warn"),
    NextKind.RENEW_KEY: ("clock", "bad"),
    NextKind.RENEW_AUTHORITY: ("clock", "bad"),
    NextKind.RENEW_LIST: ("clock", "warn"),
}


class NextCard(Card):
    """One thing to do; `wanted(Place)` when its button is pressed."""

    wanted = Signal(object)

    def __init__(self, thing: NextThing) -> None:
        super().__init__()
        self.body.setContentsMargins(18, 8, 14, 8)
        sentence, act = self._words(thing)
        self.setAccessibleName(sentence)
        line = QHBoxLayout()
        line.setSpacing(14)
        line.addWidget(IconMark(*_ICONS[thing.kind], 22), 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(TextLabel(sentence), 1)
        place = _PLACES[thing.kind]
        button = Button(act, "plain")
        button.setAccessibleDescription(sentence)
        button.clicked.connect(lambda: self.wanted.emit(place))
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(line)

    def _words(self, thing: NextThing) -> tuple[str, str]:
        """The sentence and the name of the button."""
        if thing.since is not None:
            return _RAN_OUT[thing.kind].format(day=long_date(thing.since)), _("See how")
        count = thing.count
        return {
            NextKind.ENTER_STAFF: lambda: (_("Read in the staff list."), _("Read it in")),
            NextKind.BEGIN_CAMPAIGN: lambda: (
                _("No campaign is running. Ask your staff for their attestations."),
                _("Begin one"),
            ),
            NextKind.JUDGE: lambda: (
                ngettext("{n} attestation needs a look from you.", "{n} attestations need a look from you.", count),
                _("Look"),
            ),
            NextKind.UNSTICK: lambda: (
                ngettext("{n} file is still to be checked.", "{n} files are still to be checked.", count),
                _("Look"),
            ),
            NextKind.CHASE: lambda: (ngettext("{n} overdue answer.", "{n} overdue answers.", count), _("See who")),
            NextKind.COUNTERSIGN: lambda: (
                to_countersign(count),
                _("Countersign"),
            ),
            NextKind.DELETE: lambda: (
                ngettext("{n} thing has been kept long enough.", "{n} things have been kept long enough.", count),
                _("See what"),
            ),
            NextKind.COPY_KEY: lambda: (
                _("Your own key is on this computer only. If the computer breaks, nobody can make the key again."),
                _("Keep a copy"),
            ),
            NextKind.BACK_UP: lambda: (_("There has been no backup of everything in the last month."), _("Back up…")),
        }[thing.kind]()


class NobodysFiles(Card):
    """Files of one kind that the table of people does not show; hidden where there are none."""

    wanted = Signal(object)
    not_ours = Signal(str)  # of the only one it was said that it is no attestation of the school's

    def __init__(self, kind: "NobodysKind") -> None:
        super().__init__(quiet=True)
        self.body.setContentsMargins(18, 8, 14, 8)
        self._kind, self._place, self._only = kind, ConsolePlace(id=PlaceId.HAND_IN), ""
        self._words, look, self._not_ours = TextLabel(), Button(_acts()[kind], "plain", "eye"), not_ours_button()
        look.clicked.connect(lambda: self.wanted.emit(self._place))
        self._not_ours.clicked.connect(lambda: self.not_ours.emit(self._only))
        self.body.addLayout(row(self._words, look, self._not_ours, stretch=self._words))
        self.hide()

    def show_files(self, files: Sequence[AttestationRow]) -> None:
        """Show these files; hidden where there are none."""
        self.setVisible(bool(files))
        may_be_another = self._kind in (NobodysKind.SCAN, NobodysKind.REJECTED)
        self._only = files[0].attestation if len(files) == 1 and may_be_another else ""
        self._words.setText(_told_of_one(self._kind, files[0]) if self._only else _told(self._kind, len(files)))
        self._not_ours.setVisible(bool(self._only))
        if self._kind is NobodysKind.NOT_LISTED:
            is_one = len(files) == 1
            place = ConsolePlace(id=PlaceId.HAND_IN, filter=AttestationStanding.NEEDS_A_LOOK)
            self._place = ConsolePlace(id=PlaceId.ATTESTATION, of=files[0].attestation) if is_one else place
        elif self._kind is NobodysKind.UNCLEAR and files:
            self._place = ConsolePlace(id=PlaceId.ATTESTATION, of=files[0].attestation, filter=NOBODYS)
        elif self._kind is NobodysKind.SCAN and self._only:
            self._place = ConsolePlace(id=PlaceId.PAPER, scan=self._only)
        elif self._only:  # its page says the whole why; the list has no room for it
            self._place = ConsolePlace(id=PlaceId.ATTESTATION, of=self._only)
        else:
            self._place = ConsolePlace(id=PlaceId.HAND_IN, filter=AttestationStanding.REJECTED)


class NobodysKind(Enum):
    """What the officer has to do about files that the table of people does not show."""

    UNCLEAR = "say whose"
    NOT_LISTED = "decide"  # of somebody whom the table of people does not show
    SCAN = "enter as a paper"
    REJECTED = "ask again"


def kind_of_rejected(row_: AttestationRow) -> NobodysKind:
    """A file that opens and is not signed may be the scan of a paper; anything else is to be asked for again."""
    is_plain = set(row_.reasons) == {Reason.NOT_SIGNED} and may_become_paper(row_)
    return NobodysKind.SCAN if is_plain else NobodysKind.REJECTED


def _acts() -> Mapping[NobodysKind, str]:
    return {
        NobodysKind.UNCLEAR: _("Say whose"),
        NobodysKind.NOT_LISTED: _("Look"),
        NobodysKind.SCAN: str(ENTER_AS_PAPER),
        NobodysKind.REJECTED: _("See why"),
    }


def _told_of_one(kind: NobodysKind, file: AttestationRow) -> str:
    if kind is NobodysKind.SCAN:
        sentence = _("“{file}” was rejected because it is not signed. Is it a scanned paper checklist?")
    else:
        sentence = _("“{file}” was rejected. If it is an attestation, ask for the original.")
    return sentence.format(file=file.file_name)


def _told(kind: NobodysKind, count: int) -> str:
    return {
        NobodysKind.UNCLEAR: ngettext(
            "{n} attestation does not say clearly whose it is.",
            "{n} attestations do not say clearly whose they are.",
            count,
        ),
        NobodysKind.NOT_LISTED: ngettext(
            "{n} attestation is from somebody who is not on the list below.",
            "{n} attestations are from people who are not on the list below.",
            count,
        ),
        NobodysKind.SCAN: ngettext(
            "{n} file from the last two weeks was rejected because it is not signed. Is it a scanned paper checklist?",
            "{n} files from the last two weeks were rejected because they are not signed. Are they "
            "scanned paper checklists?",
            count,
        ),
        NobodysKind.REJECTED: ngettext(
            "{n} file from the last two weeks was rejected. Ask for the original.",
            "{n} files from the last two weeks were rejected. Ask for the originals.",
            count,
        ),
    }[kind]


class FirstSteps(Card):
    """The steps that lead from an empty office to the first campaign."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.set_title(_("Welcome to the office"))
        self.set_lead(
            _("These steps set you up; each can be changed later, and nothing leaves this computer by itself.")
        )
        self._lines = QVBoxLayout()
        self._lines.setSpacing(10)
        self.body.addLayout(self._lines)

    def show_steps(self, steps: Mapping[FirstStep, bool]) -> None:
        """Tick the steps that are done; hidden once nothing is left to set up."""
        clear(self._lines)
        for step, is_done in steps.items():
            self._add(step, is_done=is_done)
        self.setVisible(bool(steps))

    def _add(self, step: FirstStep, *, is_done: bool) -> None:
        place, title, hint = {
            FirstStep.SCHOOL: (PlaceId.SCHOOL, _("Set up your school"), _("Its name, its contacts, its certificate.")),
            FirstStep.STAFF: (PlaceId.STAFF_IMPORT, _("Read in the staff list"), _("A CSV, XLS, XLSX or ODS export.")),
            FirstStep.CAMPAIGN: (PlaceId.CAMPAIGNS, _("Begin a campaign"), _("Say who is asked, and by when.")),
            FirstStep.TAKE_IN: (PlaceId.HAND_IN, _("Take attestations in"), _("Drop the files that staff send you.")),
        }[step]
        button = Button(title, "link", "success" if is_done else "arrow-right")
        button.setAccessibleDescription(_("Done. {hint}", hint=hint) if is_done else hint)
        button.clicked.connect(lambda: self.wanted.emit(ConsolePlace(id=place)))
        words = TextLabel(_("done") if is_done else hint, "muted")
        self._lines.addLayout(row(button, words, spacing=14, stretch=words))


class MailCards(QWidget):
    """A line for each kind of draft, and one for earlier files; `reminds` where these people are to be reminded."""

    reminds = Signal()

    def __init__(self, page: ConsolePage) -> None:
        super().__init__()
        self._page = page
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.hide()

    def show_state(self, mails: MailState) -> None:
        """Show what is unsent or out of date; hidden where nothing is."""
        clear(self._column)
        for kind, people in mails.drafts.items():
            self._add_drafts(kind, people)
        if mails.old_files:
            remind = Button(_("Remind them"), "plain", "mail")
            remind.clicked.connect(self.reminds)
            self._add(_old_files_sentence(mails), remind)
        self.setVisible(bool(mails.drafts or mails.old_files))

    def _add_drafts(self, kind: SendKind, people: Collection[str]) -> None:
        count = len(people)
        sentence = ngettext(
            "{title}: {n} mail is prepared, not sent yet. Once it is sent, say so here.",
            "{title}: {n} mails are prepared, not sent yet. Once they are sent, say so here.",
            count,
            title=send_title(kind),
        )
        sent = Button(ngettext("I have sent it", "I have sent them", count), "plain", "check")
        sent.clicked.connect(lambda: self._on_sent(kind, people))
        self._add(sentence, sent)

    def _add(self, sentence: str, button: Button) -> None:
        card, words = Card(quiet=True), TextLabel(sentence)
        card.body.setContentsMargins(18, 8, 14, 8)
        button.setAccessibleDescription(sentence)
        card.body.addLayout(row(words, button, stretch=words))
        self._column.addWidget(card)

    def _on_sent(self, kind: SendKind, people: Collection[str]) -> None:
        page = self._page

        def done(_recorded: object) -> None:
            page.register_changed.emit()
            page.refresh()
            page.say(drafts_noted(len(people)))

        page.count(
            lambda _told: record_drafts_sent(page.context.register, kind, people),
            done,
            _("Recording …"),
            held=self.findChildren(Button),
        )


def _old_files_sentence(mails: MailState) -> str:
    by_policy, others = mails.old_policies, mails.old_files - mails.old_policies
    policies = ngettext(
        "{n} who has not answered holds the school file with the old policy: the reminder brings the new one.",
        "{n} who have not answered hold the school file with the old policy: the reminder brings the new one.",
        by_policy,
    )
    files = ngettext(
        "{n} who has not answered holds an earlier school file: the reminder brings the new one.",
        "{n} who have not answered hold an earlier school file: the reminder brings the new one.",
        others,
    )
    return " ".join(([policies] if by_policy else []) + ([files] if others else []))
