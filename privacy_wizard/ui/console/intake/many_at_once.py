"""Accepting, and countersigning, several attestations with one act."""

from collections import Counter
from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal

from ....domain.register_views import AttestationRow
from ....domain.vocabulary import Outcome, SendKind
from ....i18n import _, ngettext
from ....intake.countersigning import Done
from ....intake.decisions import NotDone
from ....intake.waiting import to_accept_together
from ....office.school_names import school_names
from ....system.progress import WorkProgress
from ...kit.layouts import row
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.text import TextLabel
from ..context import ConsoleContext
from ..page import ConsolePage, ConsolePlace, PlaceId
from ..people.send_page import send_place
from ..words import CHECKING_AGAIN, accepted_sentence, to_countersign


class AcceptMany(Card):
    """Shown while several attestations wait for nothing but that somebody compares their keys, or for an officer.

    `shown` once it is known whether any do.
    """

    shown = Signal()

    def __init__(self, page: ConsolePage) -> None:
        super().__init__(quiet=True)
        self._page = page
        self._waiting: Sequence[str] = ()
        self._own = ""  # the attestation of whoever is at work: never among those that wait for them
        self._words, self.accept = TextLabel(), Button("", "accent", "check")
        self._own_words, self.see_own = TextLabel(), Button(_("See your own"), "plain", "eye")
        self.accept.clicked.connect(self.accept_all)
        self.see_own.clicked.connect(lambda: page.wanted.emit(ConsolePlace(id=PlaceId.ATTESTATION, of=self._own)))
        self.body.setContentsMargins(18, 8, 14, 8)
        self.body.addLayout(row(self._words, self.accept, stretch=self._words))
        self.body.addLayout(row(self._own_words, self.see_own, stretch=self._own_words))
        self.hide()

    def refresh(self) -> None:
        """Read on a worker how many wait."""
        context = self._page.context

        def read() -> tuple[Sequence[AttestationRow], Collection[str]]:
            names = school_names(context.register, context.rules().names)
            own = context.register.people_with_certificate(context.own_certificate)
            return to_accept_together(context.register, names.of_this_school), own

        self._page.aside(read, lambda found: self._show(*found))

    @property
    def may_accept(self) -> bool:
        """Whether there is anything to accept here."""
        return bool(self._waiting) and not self.isHidden()

    def accept_all(self) -> None:
        """Accept them all with one act, which is recorded as such."""
        context, waiting = self._page.context, self._waiting

        def work(told: WorkProgress) -> Sequence[NotDone]:
            with context.checker() as checker:
                return context.deciding(checker).accept_together(waiting, context.now(), told)

        self._page.count(work, self._on_done, str(CHECKING_AGAIN), held=[self.accept])

    def _show(self, found: Sequence[AttestationRow], own: Collection[str]) -> None:
        """Show how many wait; `own` is the officer, whose own attestation is left to a colleague."""
        self._waiting = [each.attestation for each in found if each.person not in own]
        self._own = next((each.attestation for each in found if each.person in own), "")
        many = len(self._waiting)
        self.setVisible(bool(found) and not self._page.context.is_nobodys)
        for part in (self._words, self.accept):
            part.setVisible(bool(many))
        for part in (self._own_words, self.see_own):
            part.setVisible(bool(self._own))
        acting = sum(each.result is Outcome.ACTION_NEEDED for each in found if each.person not in own)
        self._words.setText(" ".join(filter(None, (_in_order(many), _still_open(acting, many)))))
        self.accept.setText(ngettext("Accept {n}", "Accept all {n}", many))
        self._own_words.setText(_own_waits(self._page.context))
        self.shown.emit()

    def _on_done(self, refused: Sequence[NotDone]) -> None:
        sentence = accepted_sentence(len(self._waiting) - len(refused))
        self._page.register_changed.emit()
        self._page.refresh()
        self._page.say(sentence, [each.problem for each in refused])


def _own_waits(context: ConsoleContext) -> str:
    """For whom, and where they decide."""
    if context.may_lend:
        return _("Your own attestation waits for a colleague: they decide on it here, at your computer.")
    if context.may_countersign:
        return _("Your own attestation waits for another officer: nobody decides on their own.")
    return _("Your own attestation waits for a colleague: they decide on it at their own computer.")


def _in_order(count: int) -> str:
    return ngettext(
        "{n} file can be accepted: unchanged since it was signed, and from somebody on the staff list. You need not "
        "compare its key; the register notes that nobody did.",
        "{n} files can be accepted: unchanged since they were signed, and from people on the staff list. You need not "
        "compare their keys; the register notes that nobody did.",
        count,
    )


def _still_open(count: int, many: int) -> str:
    """How many of those to be accepted still have something to put right, in a sentence."""
    if not count:
        return ""
    if many == 1:
        return _("It names something still to be put right; Home keeps it in view after you accept.")
    return ngettext(
        "{n} of them names something still to be put right; Home keeps it in view after you accept.",
        "{n} of them name something still to be put right; Home keeps it in view after you accept.",
        count,
    )


class SignMany(Card):
    """Shown while accepted attestations wait for a countersignature."""

    def __init__(self, page: ConsolePage) -> None:
        super().__init__(quiet=True)
        self._page = page
        self._waiting: Sequence[AttestationRow] = ()
        self._words, self.sign = TextLabel(), Button("", "plain", "pen")
        self.sign.clicked.connect(self.sign_all)
        self.body.setContentsMargins(18, 8, 14, 8)
        self.body.addLayout(row(self._words, self.sign, stretch=self._words))
        self.hide()

    def refresh(self) -> None:
        """Read on a worker how many wait."""
        register = self._page.context.register

        def read() -> Sequence[AttestationRow]:
            found = register.attestations.accepted() if self._page.context.may_countersign else ()
            return [each for each in found if each.countersigned is None and not each.on_paper]

        self._page.aside(read, self._show)

    def sign_all(self) -> None:
        """Countersign them one after the other; a fault in one does not stop the others."""
        context, waiting = self._page.context, [each.attestation for each in self._waiting]
        self._page.count(lambda told: _sign(context, waiting, told), self._on_done, _("Signing …"), held=[self.sign])

    def _show(self, waiting: Sequence[AttestationRow]) -> None:
        self._waiting = waiting
        self.setVisible(bool(waiting))
        sentence = to_countersign(len(waiting))
        self._words.setText(sentence)
        self.sign.setText(_("Countersign all") if len(waiting) > 1 else _("Countersign it"))

    def _on_done(self, found: Sequence[Done]) -> None:
        """Say how many were countersigned, and offer to send the copies."""
        good = {each.attestation for each in found if each.document is not None}
        sentence = ngettext("{n} attestation countersigned.", "{n} attestations countersigned.", len(good))
        campaigns = Counter(each.campaign for each in self._waiting if each.attestation in good and each.campaign)
        self._page.register_changed.emit()
        self._page.refresh()
        stopped = _("Stopped: the others wait as before.") if len(found) < len(self._waiting) else ""
        problems = [*filter(None, [stopped]), *(each.problem for each in found if each.problem)]
        if not campaigns:
            self._page.say(sentence, problems)
            return
        [(campaign, _many)] = campaigns.most_common(1)
        copies = send_place(SendKind.COPIES, campaign)
        self._page.say(sentence, problems, _("Send the copies"), lambda: self._page.wanted.emit(copies))


def _sign(context: ConsoleContext, waiting: Sequence[str], told: WorkProgress) -> Sequence[Done]:
    found: list[Done] = []
    for done in context.countersigning().all(waiting):
        found.append(done)
        told.came(len(found), len(waiting))
        if told.stopped():
            break
    return found
