"""The choice of the policy, what speaks against it, and what it asks on one page."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal

from ....audit.flow import covers
from ....domain.age import names_a_year, review_is_over
from ....domain.audit import Person
from ....domain.model import Catalogue, PolicyPack
from ....domain.names import person_kind_name
from ....i18n import Message, _, readable_date
from ...kit.layouts import clear, row
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card, Disclosure
from ...kit.widgets.notice import NoticeBox
from ...kit.widgets.option_group import OptionChoice, OptionGroup
from .summary import PolicySummary

_BASELINE = "baseline"
_WHICH_POLICY = Message("Which policy does your school follow?")


class PolicyChoice(Card):
    """One row for each policy, the general baseline last; `chosen(str)` carries the pack's identifier.

    `own` are the packs that the school names for this person: then the others are shown only on demand.
    """

    chosen = Signal(str)

    def __init__(self, catalogue: Catalogue, today: date, own: Sequence[str] = ()) -> None:
        super().__init__()
        self._today = today
        self.set_title(str(_WHICH_POLICY))
        packs = sorted(catalogue.packs.values(), key=lambda p: (p.id not in own, p.id == _BASELINE, p.issuer))
        self._own = frozenset(own) & catalogue.packs.keys()
        self._group = OptionGroup(str(_WHICH_POLICY), map(self._choice, packs))
        self._group.chosen.connect(self.chosen)
        self._all = Button(_("Another policy"), "link", "chevron-down")
        self._all.clicked.connect(self._show_all)
        if self._own:
            self.set_lead(_("Your school names the policy that is for you."))
        self._cover = NoticeBox("warn")
        self._panel = Disclosure(_("What this policy asks"))
        room = self._panel.sizePolicy()
        room.setRetainSizeWhenHidden(True)  # nothing below moves when a policy is chosen
        self._panel.setSizePolicy(room)
        self._panel.opened.connect(self._fill_panel)
        self.body.addWidget(self._group)
        self.body.addLayout(row(self._all))
        for part in (self._cover, self._panel):
            self.body.addWidget(part)
        self._packs = packs
        self._shown: PolicyPack | None = None
        self._all.setVisible(bool(self._own))

    def show_choice(self, pack: PolicyPack | None, person: Person | None) -> None:
        """Show a policy as chosen, and what its reader should know before going on."""
        self._group.choose(pack.id if pack else None)
        if self._own and not self._all.isHidden():
            for each in self._packs:
                self._group.row(each.id).setVisible(each.id in self._own or each is pack)
        self._panel.setVisible(pack is not None)
        self._cover.say("warn", self._uncovered(pack, person))
        if pack is not self._shown:
            self._shown = pack
            clear(self._panel.body)
            self._fill_panel()

    def _show_all(self) -> None:
        self._all.hide()
        for each in self._packs:
            self._group.row(each.id).show()
        first = next((each.id for each in self._packs if each.id not in self._own), None)
        if first is not None:
            self._group.row(first).setFocus()

    def _choice(self, pack: PolicyPack) -> OptionChoice:
        if pack.id == _BASELINE:
            return OptionChoice(
                pack.id,
                _("Another policy, or none"),
                _("A short baseline that fits any school. Your statement names it, not your school's policy."),
            )
        parts = (pack.title, self._dated(pack.date), self._next(pack.next_review))
        return OptionChoice(pack.id, pack.issuer, " · ".join(part for part in parts if part))

    def _dated(self, when: str) -> str:
        return _("No date") if not names_a_year(when) else readable_date(when)

    def _next(self, when: str | None) -> str:
        if when is None:
            return ""
        if review_is_over(when, self._today):
            return _("Its review was due: {when}", when=readable_date(when))
        return _("Next review: {when}", when=readable_date(when))

    def _uncovered(self, pack: PolicyPack | None, person: Person | None) -> str:
        if pack is None or person is None or covers(pack, person):
            return ""
        sentence = _(
            "You said: {kind}. This policy does not say that it is for you. It covers: {who} You can go on, but ask "
            "your school first whether it is the right one."
        )
        return sentence.format(kind=person_kind_name(person.kind), who=pack.applies_to.summary)

    def _fill_panel(self) -> None:
        if self._shown is not None and self._panel.is_open and self._panel.body.isEmpty():
            self._panel.body.addWidget(PolicySummary(self._shown))


def overdue_sentence(pack: PolicyPack | None, today: date) -> str:
    """That the policy's own review is over; empty where it is not, or is not known."""
    if pack is None or not review_is_over(pack.next_review, today):
        return ""
    return _(
        "This policy was to be reviewed by: {when}. There may be a newer one: ask your school.",
        when=readable_date(pack.next_review or ""),
    )
