"""Attestations made under another policy than the school's: one card for each policy, with what can be done."""

from collections.abc import Callable, Sequence

from attrs import evolve, frozen
from cryptography.hazmat.primitives.serialization import Encoding
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ....domain.names import policy_name
from ....domain.register_views import AttestationRow
from ....domain.school_profile import PackFor
from ....domain.vocabulary import SendKind
from ....i18n import _, ngettext
from ....intake.decisions import NotDone
from ....intake.judging_again import JudgedAnew, judged_anew_sentence
from ....intake.other_policy import UnderOtherPolicy, under_other_policies
from ....office.policy_sentences import people_words
from ....office.profiles import applied_to
from ....system.progress import WorkProgress
from ...kit.layouts import clear
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.text import TextLabel
from ..context import ConsoleContext
from ..page import ConsolePage
from ..people.send_page import send_place
from ..place import ConsolePlace, PlaceId
from ..words import CHECKING_AGAIN, accepted_sentence


@frozen(kw_only=True)
class ToldPolicy:
    """The attestations made under one other policy; `named` is empty where that policy is not known here."""

    found: UnderOtherPolicy
    named: str
    own: str


class OtherPolicies(QWidget):
    """A card for each other policy while something waits that was made under it; `shown` once that is known."""

    shown = Signal()

    def __init__(self, page: ConsolePage) -> None:
        super().__init__()
        self._page = page
        self.cards: Sequence[OtherPolicyCard] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.hide()

    def refresh(self) -> None:
        """Read on a worker under which policies they were made."""
        context = self._page.context
        self._page.aside(lambda: _read(context), self._show)

    def _show(self, found: Sequence[ToldPolicy]) -> None:
        clear(self._column)
        self.cards = (
            [] if self._page.context.is_nobodys else [OtherPolicyCard(self._page, each, self) for each in found]
        )
        for card in self.cards:
            self._column.addWidget(card)
        self.setVisible(bool(self.cards))
        self.shown.emit()


class OtherPolicyCard(Card):
    """Make theirs the school's, or keep the school's and accept these all the same or ask again: nothing is proposed.

    `holder` rests meanwhile.
    """

    def __init__(self, page: ConsolePage, told: ToldPolicy, holder: QWidget) -> None:
        super().__init__(quiet=True)
        self._page, self._told, self._holder = page, told, holder  # the card goes with what it was made for
        found, many = told.found, len(told.found.may_be_accepted)
        self.use = self._act(_use_words(found, by_itself=page.context.signs_by_itself), "check", self.use_policy)
        accept = ngettext("Keep ours, accept {n} all the same", "Keep ours, accept {n} all the same", many)
        self.accept = self._act(accept, "", self.accept_all)
        again = ngettext("Keep ours, ask this person again", "Keep ours, ask these people again", len(found.waiting))
        self.ask = self._act(again, "mail", self.ask_again)
        self.words = TextLabel(_sentence(told))
        self.body.setContentsMargins(18, 12, 14, 12)
        self.body.addWidget(self.words)
        ways = QGridLayout()
        ways.setHorizontalSpacing(14)
        ways.setColumnStretch(1, 1)
        offered = [(self.use, _use_hint(found))] if told.named else []
        offered += (
            [(self.accept, _("They count, and the register keeps this reason. Your policy stays as it is."))]
            if many
            else []
        )
        offered += [(self.ask, _("They are sent back, and you can write to these people. Your policy stays as it is."))]
        for at, (button, hint) in enumerate(offered):
            ways.addWidget(button, at, 0)
            ways.addWidget(TextLabel(hint, "muted"), at, 1)
            button.setAccessibleDescription(f"{self.words.text()} {hint}")
        self.body.addLayout(ways)

    @staticmethod
    def _act(words: str, icon: str, act: Callable[[], None]) -> Button:
        button = Button(words, "plain", icon)
        button.clicked.connect(act)
        return button

    def use_policy(self) -> None:
        """Make it the policy of these people; where the school file cannot be signed here, go to its page."""
        context, found = self._page.context, self._told.found
        if not context.signs_by_itself:
            self._page.wanted.emit(ConsolePlace(id=PlaceId.SCHOOL))
            return
        profile = context.school_place.profile()
        if profile is not None:
            used = _("From now on the policy is: {policy}", policy=self._told.named)
            self._apply(applied_to(profile, found.policy, found.kinds), f"{used}.", profile.packs)

    def _apply(self, packs: tuple[PackFor, ...], sentence: str, before: tuple[PackFor, ...] | None) -> None:
        context, page = self._page.context, self._page

        def done(judged: JudgedAnew) -> None:
            page.register_changed.emit()
            page.refresh()
            told = " ".join(filter(None, (sentence, judged_anew_sentence(judged))))
            problems = [*filter(None, [judged.problem])]
            if before is None:
                page.say(told, problems)
                return
            again = _("The policy is again what it was.")
            page.say(told, problems, _("Take it back"), lambda: self._apply(before, again, None))

        page.count(
            lambda told: context.apply_policies(packs, told),
            done,
            _("Checking again what waits …"),
            held=[self._holder],
        )

    def accept_all(self) -> None:
        """Accept them all with one act, with that reason on record."""
        context, rows = self._page.context, self._told.found.may_be_accepted
        reason = _("Made under another policy ({policy}), and accepted all the same.", policy=self._policy)

        def work(told: WorkProgress) -> Sequence[NotDone]:
            with context.checker() as checker:
                deciding = context.deciding(checker)
                return deciding.accept_together([each.attestation for each in rows], context.now(), told, reason)

        def done(refused: Sequence[NotDone]) -> None:
            self._say(accepted_sentence(len(rows) - len(refused)), refused)

        self._page.count(work, done, str(CHECKING_AGAIN), held=[self._holder])

    def ask_again(self) -> None:
        """Send them back with the reason, and offer the mails that tell the people."""
        context, rows = self._page.context, self._told.found.waiting
        reason = _(
            "It was made under another policy ({policy}). Please make it again under the policy of our school: {own}.",
            policy=self._policy,
            own=self._told.own,
        )

        def work(told: WorkProgress) -> Sequence[NotDone]:
            with context.checker() as checker:
                deciding = context.deciding(checker)
                return deciding.send_back_together([each.attestation for each in rows], reason, context.now(), told)

        def done(refused: Sequence[NotDone]) -> None:
            back = len(rows) - len(refused)
            sentence = ngettext("{n} attestation is sent back.", "{n} attestations are sent back.", back)
            self._say(
                sentence, refused, next((each.campaign for each in rows if each.campaign), None) if back else None
            )

        self._page.count(work, done, _("Sending them back …"), held=[self._holder])

    @property
    def _policy(self) -> str:
        return self._told.named or self._told.found.policy

    def _say(self, sentence: str, refused: Sequence[NotDone], campaign: str | None = None) -> None:
        page = self._page
        page.register_changed.emit()
        page.refresh()
        problems = [each.problem for each in refused]
        if campaign is None:
            page.say(sentence, problems)
            return
        place = send_place(SendKind.SEND_BACKS, campaign)
        page.say(sentence, problems, _("Write to these people"), lambda: page.wanted.emit(place))


def _read(context: ConsoleContext) -> Sequence[ToldPolicy]:
    found = under_other_policies(context.register, context.rules())
    if not found:
        return ()
    packs = context.library().packs
    own = context.register.people_with_certificate(context.key.certificate.public_bytes(Encoding.DER))
    return [
        ToldPolicy(
            found=evolve(each, may_be_accepted=_of_others(each.may_be_accepted, own)),
            named=policy_name(packs[each.policy]) if each.is_known and each.policy in packs else "",
            own="; ".join(policy_name(packs[pack]) if pack in packs else pack for pack in each.own),
        )
        for each in found
    ]


def _of_others(rows: Sequence[AttestationRow], own: frozenset[str]) -> Sequence[AttestationRow]:
    """What may be accepted, without the officer's own attestation."""
    return [each for each in rows if each.person not in own]


def _sentence(told: ToldPolicy) -> str:
    count = len(told.found.waiting)
    if not told.named:
        return ngettext(
            "{n} attestation was made under a policy that neither this program nor your school’s file has: {policy}. "
            "Yours is: {own}. It cannot be accepted as meeting yours.",
            "{n} attestations were made under a policy that neither this program nor your school’s file has: {policy}. "
            "Yours is: {own}. They cannot be accepted as meeting yours.",
            count,
            policy=told.found.policy,
            own=told.own,
        )
    return ngettext(
        "{n} attestation was made under another policy than your school’s.\nTheirs: {policy}.\nYour school’s: {own}.",
        "{n} attestations were made under another policy than your school’s.\nTheirs: {policy}.\nYour school’s: {own}.",
        count,
        policy=told.named,
        own=told.own,
    )


def _use_words(found: UnderOtherPolicy, *, by_itself: bool) -> str:
    if not by_itself:
        return _("Change the policy under School")
    if found.is_for_everyone:
        return _("Make theirs the school’s policy")
    return _("Make theirs the policy of: {people}", people=people_words(sorted(found.kinds)))


def _use_hint(found: UnderOtherPolicy) -> str:
    if found.is_for_everyone:
        return _(
            "It applies to everyone from now on. What is accepted stays accepted. Whoever has not answered gets the "
            "new school file with the reminder."
        )
    return _(
        "It applies to them from now on. What is accepted stays accepted. Whoever of them has not answered gets the "
        "new school file with the reminder."
    )
