"""Handing in: into a folder of the school, or by an e-mail that is prepared here and sent by its owner."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ....audit import handover as afterwards
from ....audit.session import AuditSession
from ....domain.school_profile import HandInKind
from ....i18n import _
from ...kit.acts import attempt
from ...kit.files import ask_folder, ask_where, open_in_viewer
from ...kit.layouts import FlowLayout
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.field import TextField
from ...kit.widgets.notice import NoticeBox
from ...kit.widgets.text import TextLabel
from ..from_school.profile import hand_in_words


class HandInPanel(Card):
    """`read_pdf` gives the signed file."""

    def __init__(self, session: AuditSession, read_pdf: Callable[[], bytes], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._session, self._read, self._notice = session, read_pdf, NoticeBox()
        self.set_title(_("Hand it in"))
        self.set_lead(_("Put it into your school's folder, or send it by e-mail. The program sends nothing."))
        self._address = TextField(
            _("E-mail address of whoever collects it (optional)"), _("It is only put into the draft.")
        )
        own = session.own_school
        places = own.profile.hand_in if own is not None and own.is_of(session.audit) else ()
        for place in places:
            self.body.addWidget(TextLabel(f"•  {hand_in_words(place)}"))
        self._address.show_text(next((each.where for each in places if each.kind is HandInKind.EMAIL), ""))
        flow = FlowLayout()
        for label, icon, act in (
            (_("Put it into a folder"), "folder", self._on_folder),
            (_("Prepare an e-mail"), "mail", self._on_mail),
            (_("Save the e-mail draft"), "save", self._on_save_mail),
        ):
            button = Button(label, "quiet" if icon == "save" else "plain", icon)
            button.clicked.connect(act)
            flow.addWidget(button)
        self.body.addWidget(self._address)
        self.body.addLayout(flow)
        self.body.addWidget(self._notice)

    def put_into(self, folder: Path) -> None:
        """Put the file there; another file of the same name is not replaced."""
        path = folder / afterwards.file_name(self._session)
        number = 1
        while path.exists():
            number += 1
            path = path.with_name(f"{Path(afterwards.file_name(self._session)).stem} ({number}).pdf")
        if attempt(lambda: afterwards.save_copy(self._read(), path), self._notice):
            self._notice.say("good", _("It was put there as {path}.", path=path))

    def save_mail(self, path: Path) -> None:
        """Save the e-mail draft there."""
        if attempt(lambda: afterwards.save_copy(self._mail(), path), self._notice):
            sentence = _("The draft was saved as {path}. Open it, read it, send it.")
            self._notice.say("good", sentence.format(path=path))

    def _mail(self) -> bytes:
        return afterwards.email_draft(self._session, self._read(), self._address.text)

    def _on_folder(self) -> None:
        ask_folder(self, _("Put it into a folder"), self.put_into)

    def _on_mail(self) -> None:
        found = [True]

        def act() -> None:
            found[0] = open_in_viewer(self._mail(), "Privacy attestation.eml")

        if attempt(act, self._notice):
            self._say_prepared(found=found[0])

    def _say_prepared(self, *, found: bool) -> None:
        if found:
            self._notice.say("info", _("Your mail program opens with the draft. Read it, then send it yourself."))
        else:
            self._notice.say("warn", _("No mail program was found. Save the draft, or attach a copy yourself."))

    def _on_save_mail(self) -> None:
        kinds = _("E-mail drafts (*.eml)")
        title, name = _("Save the e-mail draft"), "Privacy attestation.eml"
        ask_where(self, title, name, self.save_mail, kinds=kinds, suffix="eml")
