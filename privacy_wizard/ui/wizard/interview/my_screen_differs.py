"""My screen looks different: what to tell whoever keeps the checklists. Nothing is sent from here."""

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QApplication, QPlainTextEdit

from ....audit.handover import DifferentScreen
from ....domain.model import Check, Checklist
from ....domain.versions import guidance_of
from ....i18n import Message, _
from ....system import write_whole
from ...kit.files import ask_where, open_in_viewer
from ...kit.layouts import add_all, flow
from ...kit.widgets.button import Button
from ...kit.widgets.card import Disclosure
from ...kit.widgets.field import Field
from ...kit.widgets.notice import NoticeBox, attempt
from ...kit.widgets.option_group import OptionChoice, OptionGroup
from ...kit.widgets.text import TextLabel
from ...kit.words import SAVED
from ..words import MAIL_OPENS

_LONGEST, _LINES = 2000, 3
_SEEN_INSTEAD = Message("What do you see instead?")
_AS_FILE = Message("Save it as a file")


class MyScreenDiffers(Disclosure):
    """Made when it is first opened; `keeper` is the e-mail address that the school's profile names, or empty."""

    def __init__(self, check: Check, checklist: Checklist, today: date, keeper: str, device: str) -> None:
        super().__init__("")
        self.button.setText(_("My screen looks different"))
        self._check, self._checklist, self._today = check, checklist, today
        self._keeper, self._device = keeper, device
        self.opened.connect(self._fill)

    @property
    def report(self) -> DifferentScreen:
        guidance = guidance_of(self._check, self._checklist.review_after_months, self._today)
        return DifferentScreen(
            check=self._check,
            checklist=self._checklist,
            guidance_of=guidance.as_of,
            device=self._devices.current() or "not said",
            seen=self.seen.toPlainText()[:_LONGEST],
        )

    def _fill(self) -> None:
        if not self.body.isEmpty():
            return
        self._notice = NoticeBox()
        self.body.setSpacing(10)
        if self._checklist.fallback:
            hint = _("Look here instead: {hint}", hint=self._checklist.fallback)
            self.body.addWidget(TextLabel(hint))
        ask = _(
            "Tell whoever keeps the checklists what you see, and the next person will find it. Nothing is sent from "
            "here: you copy, save or send it yourself."
        )
        self._devices = OptionGroup(_("Where did you look?"), self._choices(), quiet=True)
        self._devices.choose(self._device if self._device in ("web", "iphone", "android") else "web")
        self.seen = QPlainTextEdit()
        self.seen.setTabChangesFocus(True)
        self.seen.setAccessibleName(str(_SEEN_INSTEAD))
        self.seen.setFixedHeight(self.seen.fontMetrics().lineSpacing() * _LINES + 26)
        hint = _("The names of menus and buttons are enough. Write no names of people, and no user names.")
        field = Field(str(_SEEN_INSTEAD), self.seen, hint)
        self._text = TextLabel("", "muted")
        add_all(self.body, TextLabel(ask, "muted"), self._devices, field, TextLabel(_("This is the message:"), "small"))
        self.body.addWidget(self._text)
        self._add_ways_out()
        self.body.addWidget(self._notice)
        self.seen.textChanged.connect(self._show_text)
        self._devices.chosen.connect(self._show_text)
        self._show_text()

    def _choices(self) -> tuple[OptionChoice, ...]:
        return (
            OptionChoice("web", _("On the web")),
            OptionChoice("iphone", _("iPhone")),
            OptionChoice("android", _("Android")),
        )

    def _add_ways_out(self) -> None:
        copy = Button(_("Copy the text"), "plain", "clipboard")
        save = Button(str(_AS_FILE), "quiet", "save")
        mail = Button(_("Prepare an e-mail"), "plain", "mail")
        copy.clicked.connect(self._on_copy)
        save.clicked.connect(self._on_save)
        mail.clicked.connect(self._on_mail)
        self.body.addLayout(flow(copy, mail, save))

    def _show_text(self) -> None:
        self._text.setText(self.report.text)

    def _on_copy(self) -> None:
        QApplication.clipboard().setText(self.report.text)
        self._notice.say("good", _("The text was copied. Paste it into a message to whoever keeps the checklists."))

    def save(self, path: Path) -> None:
        """Save it there, as a draft where the name ends in .eml."""
        content = self.report.mail(self._keeper) if path.suffix.lower() == ".eml" else self.report.text.encode()
        if attempt(lambda: write_whole(path, content), self._notice):
            self._notice.say("good", SAVED.format(path=path))

    def _on_save(self) -> None:
        kinds = _("Text files (*.txt);;E-mail drafts (*.eml)")
        name = f"{self._check.id.replace('.', ' ')}.txt"
        ask_where(self, str(_AS_FILE), name, self.save, kinds=kinds, suffix="txt")

    def _on_mail(self) -> None:
        found = [True]

        def act() -> None:
            found[0] = open_in_viewer(self.report.mail(self._keeper), "My screen looks different.eml")

        if attempt(act, self._notice):
            if found[0]:
                words = str(MAIL_OPENS)
                self._notice.say("info", words)
            else:
                self._notice.say("warn", _("No mail program was found. Copy the text, or save it as a file."))
