"""Where to look and why: the menu path with its age, the clause, what was answered before, a screen that differs."""

from datetime import date
from pathlib import Path
from typing import cast

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QPlainTextEdit, QVBoxLayout, QWidget

from ....audit.handover import DifferentScreen
from ....audit.state import Earlier
from ....domain.age import Guidance, guidance_of
from ....domain.model import Check, Checklist, Requirement
from ....domain.vocabulary import Confidence, Level, NotApplicable, Unresolved
from ....i18n import _, long_date, readable_date
from ....system import write_whole
from ...kit.accessible import give_role
from ...kit.acts import attempt
from ...kit.files import ask_where, open_in_viewer
from ...kit.layouts import add_all, flow
from ...kit.widgets.button import Button
from ...kit.widgets.card import Disclosure
from ...kit.widgets.field import Field
from ...kit.widgets.link_row import LinkRow
from ...kit.widgets.menu_path import Device, MenuPath
from ...kit.widgets.notice import NoticeBox
from ...kit.widgets.option_group import OptionChoice, OptionGroup
from ...kit.widgets.text import TextLabel
from .answered import answer_name


def age_line(check: Check, review_after_months: int, today: date) -> TextLabel:
    """One small line; a warning once the file's period is over."""
    guidance = guidance_of(check, review_after_months, today)
    if guidance.confidence is Confidence.UNCONFIRMED and not guidance.was_seen:
        words = _("Nobody has checked this on a screen and no document confirms it: it is general knowledge of {when}.")
        return TextLabel(words.format(when=readable_date(guidance.as_of)), "warn")
    words = f"{_age(guidance, undated=check.source.undated)} {_sureness(check.confidence)}"
    return TextLabel(words, "warn" if guidance.is_old else "small")


def _age(guidance: Guidance, *, undated: bool) -> str:
    when = readable_date(guidance.as_of)
    if guidance.is_old:
        said = _("This guidance is from {when} and nobody has looked again since: expect your screen to differ.")
    elif guidance.was_seen:
        said = _("This guidance was compared with the screen on {when}; yours may differ.")
    elif undated:
        said = _("This guidance bears no date and was read in {when}; your screen may differ.")
    else:
        said = _("This guidance is from {when}; your screen may differ.")
    return said.format(when=when)


def _sureness(confidence: Confidence) -> str:
    return {
        Confidence.OFFICIAL: _("It comes from the service's own pages."),
        Confidence.THIRD_PARTY: _("It comes from a guide by others."),
        Confidence.WEAK: _("It comes from an older or short guide."),
        Confidence.UNCONFIRMED: _("No source confirms this path."),
    }[confidence]


_PROPERTY = "wizardDevice"
_DEVICES = ("anywhere", "web", "iphone", "android")


def _preferred() -> Device:
    app = QCoreApplication.instance()
    found = app.property(_PROPERTY) if app is not None else None
    return cast(Device, found or "web")


def _prefer(device: str) -> None:
    app = QCoreApplication.instance()
    if app is not None:
        app.setProperty(_PROPERTY, device)  # whoever looks on the phone does so at the next question, too


class WhereToLook(QWidget):
    """`opened` when the browser was asked for the setting."""

    opened = Signal()

    def __init__(
        self, check: Check, checklist: Checklist, today: date, keeper: str = "", parent: QWidget | None = None
    ) -> None:
        """`keeper` is the address of whoever keeps the checklists, where the school names one."""
        super().__init__(parent)
        paths = {cast(Device, device): str(getattr(check.steps, device) or "") for device in _DEVICES}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 2)
        column.setSpacing(8)
        has_path = any(paths.values())
        if has_path:
            path = MenuPath(paths)
            path.show_device(_preferred())
            path.device_chosen.connect(_prefer)
            column.addWidget(path)
        if check.link:
            link = LinkRow(check.link)
            link.opened.connect(self.opened)
            column.addWidget(link)
        column.addWidget(age_line(check, checklist.review_after_months, today))
        column.addWidget(MyScreenDiffers(check, checklist, today, keeper, _preferred()))


def why_asked(check: Check, requirement: Requirement, fallback: str) -> Disclosure:
    """Closed to begin with."""
    more = Disclosure(_("Why this is asked"))
    more.opened.connect(lambda is_open: _fill(more, check, requirement, fallback) if is_open else None)
    return more


def _fill(more: Disclosure, check: Check, requirement: Requirement, fallback: str) -> None:
    if more.body.count():
        return
    more.body.setSpacing(8)
    more.body.addWidget(TextLabel(check.why))
    for words in _policy(requirement):
        more.body.addWidget(TextLabel(words))
    more.body.addWidget(TextLabel(_source(check), "small"))
    if fallback:
        more.body.addWidget(TextLabel(_("Not where it should be? {hint}", hint=fallback), "small"))


def _policy(requirement: Requirement) -> list[str]:
    said = {
        Level.MUST: _("Your policy requires it ({clauses}): {words}"),
        Level.SHOULD: _("Your policy recommends it ({clauses}): {words}"),
        Level.INFORM: _("Your policy says ({clauses}): {words}"),
    }[requirement.level]
    clauses = ", ".join(dict.fromkeys(clause.ref for clause in requirement.clauses))
    unnamed = _("every policy here")
    return [said.format(clauses=clauses or unnamed, words=requirement.summary), *requirement.details]


def _source(check: Check) -> str:
    said = _("Source: {title} ({date}).")
    return said.format(title=check.source.title, date=readable_date(check.source.date))


_LONGEST, _LINES = 2000, 3


class MyScreenDiffers(Disclosure):
    """Made when it is first opened; `keeper` is the e-mail address that the school's profile names, or empty."""

    def __init__(
        self, check: Check, checklist: Checklist, today: date, keeper: str, device: str, parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent=parent)
        self.button.setText(_("My screen looks different"))
        self._check, self._checklist, self._today = check, checklist, today
        self._keeper, self._device = keeper, device
        self.opened.connect(self._fill)

    @property
    def report(self) -> DifferentScreen:
        """What would be sent."""
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
        self.seen.setAccessibleName(_("What do you see instead?"))
        self.seen.setFixedHeight(self.seen.fontMetrics().lineSpacing() * _LINES + 26)
        hint = _("The names of menus and buttons are enough. Write no names of people, and no user names.")
        field = Field(_("What do you see instead?"), self.seen, hint)
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
        save = Button(_("Save it as a file"), "quiet", "save")
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
            self._notice.say("good", _("It was saved as {path}.", path=path))

    def _on_save(self) -> None:
        kinds = _("Text files (*.txt);;E-mail drafts (*.eml)")
        name = f"{self._check.id.replace('.', ' ')}.txt"
        ask_where(self, _("Save it as a file"), name, self.save, kinds=kinds, suffix="txt")

    def _on_mail(self) -> None:
        found = [True]

        def act() -> None:
            found[0] = open_in_viewer(self.report.mail(self._keeper), "My screen looks different.eml")

        if attempt(act, self._notice):
            if found[0]:
                words = _("Your mail program opens with the draft. Read it, then send it yourself.")
                self._notice.say("info", words)
            else:
                self._notice.say("warn", _("No mail program was found. Copy the text, or save it as a file."))


class EarlierAnswer(QFrame):
    """`confirmed` when it is still the same; offered only where the question still has that answer."""

    confirmed = Signal()

    def __init__(self, check: Check, earlier: Earlier, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        give_role(self, "group")
        self.same = Button(_("Still the same"), "plain", "check")
        self.same.clicked.connect(self.confirmed)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        if earlier.question_changed:
            column.addWidget(TextLabel(_("This question has changed since you answered it."), "warn"))
        words = _("Your answer of {date}: {answer}")
        said = words.format(date=long_date(earlier.on), answer=answer_name(check, earlier.answer))
        column.addWidget(TextLabel(said))
        if is_still_offered(check, earlier):
            column.addWidget(self.same, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            column.addWidget(TextLabel(_("This answer is no longer offered. Please choose again."), "small"))
        self.setAccessibleName(said)


def is_still_offered(check: Check, earlier: Earlier) -> bool:
    """Whether the earlier answer can be given again."""
    answer = earlier.answer
    return isinstance(answer, Unresolved | NotApplicable) or check.option(answer) is not None
