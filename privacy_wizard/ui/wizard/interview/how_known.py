"""How the answers of a page are known, asked once for all of them; who looked may answer the page in one act."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ....audit.interview.acts import may_be_stated_together
from ....audit.interview.page import QuestionPage
from ....audit.state import Audit
from ....domain.names import known_name
from ....domain.vocabulary import HowKnown
from ....i18n import _
from ...kit.layouts import FlowLayout
from ...kit.theme.theme import restyle
from ...kit.translation import Retranslated
from ...kit.widgets.button import Button
from ...kit.widgets.notice import IconMark
from ...kit.widgets.option_group import ASKED_FOR, OptionChoice, OptionGroup
from ...kit.widgets.text import TextLabel

_ROOM = 900  # the width of a page, in pixels


class HowKnownBar(QWidget):
    """`known(HowKnown)` when it is said; `all_as_asked` when every row is as the school asks."""

    known = Signal(object)
    all_as_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        words = _("How do you know?")
        choices = [OptionChoice(each.value, known_name(each)) for each in (HowKnown.LOOKED, HowKnown.REMEMBERED)]
        self.options = OptionGroup(words, choices, dense=True)
        self.together = Button(_("All as my school asks"), "plain", "check")
        self.together.make_compact()
        self.options.chosen.connect(lambda known: self.known.emit(HowKnown(known)))
        self.together.clicked.connect(self.all_as_asked)
        self._label = label = TextLabel(words, "strong")
        label.setWordWrap(False)
        self._is_roomy: bool | None = None
        self.set_roomy(False)
        self.legend = SealLegend()  # where it has no room beside the heading
        line = FlowLayout(self, gap=12)
        for part in (label, self.options, self.together, self.legend):
            line.addWidget(part)

    def set_roomy(self, roomy: bool) -> None:
        """Roomy or dense."""
        if roomy == self._is_roomy:
            return
        self._is_roomy = roomy
        self.options.set_roomy(roomy)
        self._label.setMinimumHeight(self.options.sizeHint().height())
        restyle(self.together, "compact", not roomy)

    def show_page(self, page: QuestionPage | None, audit: Audit) -> bool:
        """Show what was said on a page, where that asks for it: whether it does."""
        is_asked = page is not None and page.asks_how_known
        self.setVisible(is_asked)
        if page is not None and is_asked:
            said = next((audit.how_known[key] for key in page.keys if key in audit.how_known), None)
            is_open = any(key not in audit.responses for key in page.keys)
            self.show_known(said, offers_together=is_open and may_be_stated_together(audit, page))
        return is_asked

    def show_known(self, known: HowKnown | None, *, offers_together: bool) -> None:
        """Show what was said, None for nothing yet; answering in one act is offered to those who looked."""
        shown = HowKnown.LOOKED if known is HowKnown.STATED_TOGETHER else known
        self.options.choose(shown.value if shown is not None else None)
        self.together.setVisible(offers_together)


class SealLegend(Retranslated, QWidget):
    """What the small flags behind answers mean, beside the heading of a page that has some, or below it."""

    def __init__(self) -> None:
        super().__init__()
        self._words = TextLabel("", "small")
        self._words.setWordWrap(False)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 16, 3)
        line.setSpacing(6)
        for part in (IconMark(ASKED_FOR, "muted", 15), self._words):
            line.addWidget(part, 0, Qt.AlignmentFlag.AlignBottom)
        self._is_wanted = False
        self.retranslate()

    def offer(self, below: QWidget, *, room: int, wanted: bool | None = None) -> None:
        """Show it where the page has some; or the one `below`, where the heading needs all the room."""
        self._is_wanted = self._is_wanted if wanted is None else wanted
        self.setVisible(self._is_wanted and room >= _ROOM)
        below.setVisible(room < _ROOM)

    def retranslate(self) -> None:
        """Set the words anew."""
        self._words.setText(_("what your school asks for"))
