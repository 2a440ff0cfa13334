"""Handing in: into a folder of the school, by an e-mail that is prepared here and sent by its owner, or on paper."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal

from ....audit import handover
from ....audit.session import AuditSession
from ....audit.state import HandInWay
from ....domain.school_profile import HandInKind
from ....i18n import Message, _
from ...kit.files import ask_folder, ask_where, open_in_viewer
from ...kit.layouts import flow
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.field import TextField
from ...kit.widgets.notice import Mood, NoticeBox, attempt
from ...kit.widgets.text import Heading, TextLabel
from ..from_school.profile import hand_in_words
from ..words import MAIL_OPENS

_INTO_FOLDER = Message("Put it into a folder")
_SAVE_DRAFT = Message("Save the e-mail draft")


class HandInPanel(Card):
    """`read_pdf` gives the signed file. `handed_in(way)` once its owner says so: nothing leaves by itself."""

    handed_in = Signal(HandInWay)
    print_wanted = Signal()

    def __init__(self, session: AuditSession, read_pdf: Callable[[], bytes], *others: Button) -> None:
        """`others` stand beside the ways of handing in: what else can be done with the file."""
        super().__init__()
        self._session, self._read, self._notice = session, read_pdf, NoticeBox()
        self.set_title(_("How do you hand it in?"))
        self.set_lead(_("The program sends nothing by itself. Paper can be read, but only the file can be checked."))
        own = session.own_school
        places = own.profile.hand_in if own is not None and own.is_of(session.audit) else ()
        for place in places:
            self.body.addWidget(TextLabel(f"•  {hand_in_words(place)}"))
        self._address = TextField(
            _("E-mail address of whoever collects it (optional)"), _("It is only put into the draft.")
        )
        self._address.show_text(next((each.where for each in places if each.kind is HandInKind.EMAIL), ""))
        self.first = _button(str(_INTO_FOLDER), "folder", self._on_folder)
        mail = _button(_("Prepare an e-mail"), "mail", self._on_mail)
        draft = _button(str(_SAVE_DRAFT), "save", self._on_save_mail)
        paper = _button(_("Print it"), "print", self.print_wanted.emit)
        self.body.addLayout(flow(self.first, paper, *others))
        self.body.addWidget(self._address)
        self.body.addLayout(flow(mail, draft))
        self.body.addWidget(Heading(_("Once your school has it, say so"), "question"))
        self.body.addLayout(flow(*(self._tick(label, way) for label, way in _ways())))
        self.body.addWidget(self._notice)  # last: nothing that is aimed at moves for it

    def say(self, mood: Mood, sentence: str) -> None:
        """Say what became of the file, below all that can be pressed."""
        self._notice.say(mood, sentence)

    def put_into(self, folder: Path) -> None:
        """Copy the file into a folder; a file of the same name is not replaced."""
        path = folder / handover.file_name(self._session)
        number = 1
        while path.exists():
            number += 1
            path = path.with_name(f"{Path(handover.file_name(self._session)).stem} ({number}).pdf")
        if attempt(lambda: handover.save_copy(self._read(), path), self._notice):
            said = _(
                "Saved as {path}. It counts once your school has it: if this is not your school's folder, give your "
                "school the file. Then say so above.",
                path=path,
            )
            self._notice.say("good", said)

    def save_mail(self, path: Path) -> None:
        """Save the e-mail draft."""
        if attempt(lambda: handover.save_copy(self._mail(), path), self._notice):
            sentence = _("The draft was saved as {path}. Open it, read it, send it. Then say so above.")
            self._notice.say("good", sentence.format(path=path))

    def _mail(self) -> bytes:
        return handover.email_draft(self._session, self._read(), self._address.text)

    def _on_folder(self) -> None:
        ask_folder(self, str(_INTO_FOLDER), self.put_into)

    def _on_mail(self) -> None:
        found = [True]

        def act() -> None:
            found[0] = open_in_viewer(self._mail(), "Privacy attestation.eml")

        if not attempt(act, self._notice):
            return
        if found[0]:
            self._notice.say("info", str(MAIL_OPENS))
        else:
            said = _("No mail program was found. Save the draft, or attach a copy yourself.")
            self._notice.say("warn", said)

    def _tick(self, label: str, way: HandInWay) -> Button:
        return _button(label, "check", lambda: self.handed_in.emit(way))

    def _on_save_mail(self) -> None:
        kinds = _("E-mail drafts (*.eml)")
        title, name = str(_SAVE_DRAFT), "Privacy attestation.eml"
        ask_where(self, title, name, self.save_mail, kinds=kinds, suffix="eml")


def _ways() -> tuple[tuple[str, HandInWay], ...]:
    """The buttons that say how it was handed in: only its owner knows."""
    return (
        (_("It is in the school's folder"), HandInWay.FOLDER),
        (_("I have sent the e-mail"), HandInWay.E_MAIL),
        (_("I handed in the paper"), HandInWay.PAPER),
    )


def _button(label: str, icon: str, act: Callable[[], object]) -> Button:
    button = Button(label, "plain", icon)
    button.clicked.connect(lambda: act())
    return button
