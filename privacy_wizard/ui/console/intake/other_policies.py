"""Attestations made under another policy than the school's: one card for each policy, with what can be done."""

from collections.abc import Sequence

from attrs import evolve, frozen
from PySide6.QtWidgets import QWidget

from ....domain.names import policy_name
from ....domain.register_views import AttestationRow
from ....domain.school_profile import PackFor
from ....i18n import _, ngettext
from ....intake.decisions import NotDone
from ....intake.receiving import JudgedAnew, judged_anew_sentence
from ....intake.waiting import UnderOtherPolicy, under_other_policies
from ....office.policy_sentences import people_words
from ....office.profiles import applied_to
from ....office.school_names import school_names
from ....system.progress import WorkProgress
from ..context import ConsoleContext
from ..page import ConsolePage, ConsolePlace, PlaceId
from ..words import CHECKING_AGAIN, accepted_sentence
from .waiting_cards import WaitingCard, WaitingCards


@frozen(kw_only=True)
class ToldPolicy:
    """The attestations made under one other policy; `named` is empty where that policy is not known here."""

    found: UnderOtherPolicy
    named: str
    own: str


class OtherPolicies(WaitingCards[ToldPolicy]):
    """A card for each other policy while something waits that was made under it."""

    def __init__(self, page: ConsolePage) -> None:
        super().__init__(page, _read, OtherPolicyCard)


class OtherPolicyCard(WaitingCard):
    """Make theirs the school's, or keep it and accept these all the same or ask again: nothing is proposed."""

    def __init__(self, page: ConsolePage, told: ToldPolicy, holder: QWidget) -> None:
        super().__init__(page, _sentence(told), holder)
        self._told = told
        found, many = told.found, len(told.found.may_be_accepted)
        self.use = self.way(_use_words(found, by_itself=page.context.signs_by_itself), "check", self.use_policy)
        accept = ngettext("Keep ours, accept {n} all the same", "Keep ours, accept {n} all the same", many)
        self.accept = self.way(accept, "", self.accept_all)
        again = ngettext("Keep ours, ask this person again", "Keep ours, ask these people again", len(found.waiting))
        self.ask = self.way(again, "mail", self.ask_again)
        offered = [(self.use, _use_hint(found))] if told.named else []
        offered += (
            [(self.accept, _("They count, and the register keeps this reason. Your policy stays as it is."))]
            if many
            else []
        )
        offered += [(self.ask, _("They are sent back, and you can write to these people. Your policy stays as it is."))]
        self.offer(offered)

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
            self.tell(accepted_sentence(len(rows) - len(refused)), [each.problem for each in refused])

        self._page.count(work, done, str(CHECKING_AGAIN), held=[self._holder])

    def ask_again(self) -> None:
        """Send them back with the reason, and offer the mails that tell the people."""
        reason = _(
            "It was made under another policy ({policy}). Please make it again under the policy of our school: {own}.",
            policy=self._policy,
            own=self._told.own,
        )
        self.send_back(self._told.found.waiting, reason)

    @property
    def _policy(self) -> str:
        return self._told.named or self._told.found.policy


def _read(context: ConsoleContext) -> Sequence[ToldPolicy]:
    found = under_other_policies(context.register, context.rules())
    if not found:
        return ()
    unnamed = {each for held in school_names(context.register, context.rules().names).unknown.values() for each in held}
    found = [each for each in found if any(row.attestation not in unnamed for row in each.waiting)]  # its name is first
    packs = context.library().packs
    own = context.register.people_with_certificate(context.own_certificate)
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
    return _("Make theirs the policy of these people")


def _use_hint(found: UnderOtherPolicy) -> str:
    if found.is_for_everyone:
        return _(
            "It applies to everyone from now on. What is accepted stays accepted. Whoever has not answered gets the "
            "new school file with the reminder."
        )
    return _(
        "It applies to these from now on: {people}. What is accepted stays accepted. Whoever of them has not answered "
        "gets the new school file with the reminder.",
        people=people_words(sorted(found.kinds)),
    )
