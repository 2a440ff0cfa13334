"""The words of page *Send*: of whom it concerns, and what each of them gets."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit

from ....domain.vocabulary import SendWay
from ....i18n import Message, _, ngettext
from ....office.send_sentences import got_sentence
from ....office.sending import HOW_TO_GET_FILE, HOW_TO_GET_IT, Outgoing, Recipient
from ...kit.chooser import Chooser
from ...kit.layouts import row
from ...kit.widgets.card import Card
from ...kit.widgets.field import TextField
from ...kit.widgets.text import TextLabel
from ..words import short_date


def got_line(each: Recipient) -> Sequence[str]:
    """What stands after a name in the list: the address, and what was written already."""
    got = ", ".join(dict.fromkeys(got_sentence(one, short_date(one.sent or one.on)) for one in each.got))
    old = _("gets the new school file") if each.holds_earlier_file else ""
    return [each.person.member.email or _("no e-mail address"), *filter(None, (got, old))]


def write_words(many: int) -> str:
    """For whom a mail is meant that not everybody gets."""
    return ngettext("Write to this person", "Write to these {n} people", many)


def why_nobody(listed: Sequence[Recipient]) -> str:
    """Why nobody is ticked."""
    if listed and not any(each.is_next for each in listed):
        return _("Nobody is ticked: it was written for all of them already. Tick whoever is to get it again.")
    return _("Nobody is ticked.")


def letters_words(chosen: int, listed: int, *, are_the_way: bool) -> str:
    """For whom letters are made: all who are ticked, or everybody listed if all or none of them are."""
    if are_the_way or listed < 2:
        return ngettext("Make {n} letter to print", "Make {n} letters to print", chosen or listed)
    if chosen in (0, listed):
        return _("Make letters to print, for everybody ({count})", count=f"{listed:,}")
    return ngettext(
        "Make {n} letter to print, for whoever is ticked", "Make {n} letters to print, for all who are ticked", chosen
    )


_TEXT = 250
_MERGED = Message("this from a mail merge")
_LONGEST = 300


class WrittenText(Card):
    """`changed` when a line of the school's own is, or another way is to be seen."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(_("What they get"))
        for_all = _("One line, which everybody reads.")
        self.program = TextField(_("How staff get the program"), for_all, longest=_LONGEST)
        self.program.show_text(str(HOW_TO_GET_IT))
        only_there = _(
            "The file that names your school and its policy. E-mails carry it; letters and a mail merge have this line."
        )
        self.file = TextField(_("How staff get the school's file"), only_there, longest=_LONGEST)
        self.file.show_text(str(HOW_TO_GET_FILE))
        for line in (self.program, self.file):
            line.line.textChanged.connect(lambda _text: self.changed.emit())
            self.body.addWidget(line)
        self._first, self._way, self.text = TextLabel("", "strong"), Chooser(_("What is shown")), QPlainTextEdit()
        self.offer_ways(by_mail=True)
        self._way.setMinimumContentsLength(len(str(_MERGED)))
        self._way.chosen.connect(self.changed)
        self.text.setAccessibleName(_("What they get"))
        self.text.setReadOnly(True)
        self.text.setMinimumHeight(_TEXT)
        self._first.setWordWrap(False)
        self.body.addLayout(row(self._first, self._way))
        self.body.addWidget(self.text)

    @property
    def way(self) -> SendWay:
        """In which the first of them is shown."""
        return SendWay(self._way.value)

    def offer_lines(self, *, wanted: bool) -> None:
        """Whether what is sent speaks of the program and of the school's file."""
        for line in (self.program, self.file):
            line.setVisible(wanted)

    def offer_ways(self, *, by_mail: bool) -> None:
        """A mail is shown only where somebody has an address."""
        mails = [(SendWay.DRAFT, _("this e-mail")), (SendWay.MERGE, str(_MERGED))] if by_mail else []
        self._way.offer([*mails, (SendWay.LETTER, _("this letter"))])

    def show_mail(self) -> None:
        """What was last looked at is not what the first button does, nor what those before had alone."""
        self.offer_ways(by_mail=True)
        self._way.choose(SendWay.DRAFT)

    def show_first(self, first: Outgoing | None, name: str) -> None:
        """What somebody gets who is called so on the page; nothing where nobody is ticked."""
        self._first.setText(_("{name}, for example, gets", name=name) if first is not None else "")
        self._way.setVisible(first is not None)
        self.text.setPlainText(f"{first.subject}\n\n{first.text}" if first is not None else "")
