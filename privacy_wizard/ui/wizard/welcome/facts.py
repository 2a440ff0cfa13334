"""What anyone wants to know before the first question: what for, how long, what leaves this computer."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ....i18n import _
from ...kit.widgets.card import Card
from ...kit.widgets.disclosure import Disclosure
from ...kit.widgets.notice import IconMark
from ...kit.widgets.text import TextLabel


class Facts(Card):
    """Three short answers, and the privacy notice behind a fold."""

    def __init__(self, *, encrypted: Callable[[], bool], parent: QWidget | None = None) -> None:
        """`encrypted` is asked when the notice is opened: it may have to wake the keyring."""
        super().__init__(parent=parent)
        self._encrypted = encrypted
        self.setAccessibleName(_("Before you start"))
        self.body.setSpacing(18)
        self._add(
            "document",
            _("What you get"),
            _(
                "A score, a short list of what to change, and a signed PDF that you hand in. It records what you "
                "declare; nobody logs in to your accounts."
            ),
        )
        self._add(
            "clock",
            _("How long it takes"),
            _(
                "5 to 10 minutes for each account, and about 10 for the questions about you and the policy. "
                "Stop whenever you like: every answer is saved at once."
            ),
        )
        self._add(
            "lock",
            _("What stays private"),
            _(
                "Nothing leaves this computer but the PDF that you sign and hand in yourself. User names, friends, "
                "private labels and notes are never on it."
            ),
        )
        self._notice = Disclosure(_("Privacy notice"))
        self._notice.opened.connect(self._on_notice_opened)
        self.body.addWidget(self._notice)

    def _add(self, icon: str, title: str, sentence: str) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(TextLabel(title, "strong"))
        words.addWidget(TextLabel(sentence, "muted"))
        line = QHBoxLayout()
        line.setSpacing(14)
        line.addWidget(IconMark(icon, "accent", 22), 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        self.body.addLayout(line)

    def _on_notice_opened(self) -> None:
        if self._notice.body.count():
            return
        locked = _("They are locked with a key from this computer's keyring.")
        plain = _("This computer has no keyring that could lock them, so only your own login protects them.")
        lines = (
            _("Your answers are kept in your own folder on this computer, where other users cannot read them."),
            locked if self._encrypted() else plain,
            _(
                "The PDF shows: your name and role, your staff number or a random identifier, your school, each "
                "platform (or “Another platform” where you prefer), how each point of the policy stands, your score, "
                "what is still to do, and your comment if you write one."
            ),
            _("It never shows user names, names of friends or relatives, private labels, notes or screenshots."),
            _(
                "The program itself sends nothing. “Open this setting” opens a page in your own browser, and an e-mail "
                "is only prepared: you send it."
            ),
            _(
                "There is one exception, and only if you name your school's time-stamping service: when you sign, it "
                "is sent a checksum of the signature."
            ),
            _("You can delete every audit on this page, at any time. What you handed in stays with your school."),
        )
        for line in lines:
            self._notice.body.addWidget(TextLabel(line))
