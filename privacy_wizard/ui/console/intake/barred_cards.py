"""Attestations that cannot be accepted as they are: one card for each cause, with what ends it."""

from PySide6.QtWidgets import QWidget

from ....i18n import _, ngettext
from ....intake.barred import Barred, BarredBy, barred
from ....intake.judging_again import JudgedAnew, judged_anew_sentence
from ...kit.widgets.button import Button
from ..page import ConsolePage
from ..words import CHECKING_AGAIN
from .waiting_cards import WaitingCard, WaitingCards


class BarredCards(WaitingCards[Barred]):
    """Says on *Home*, too, why what came in cannot be accepted, and not only in each row of the list."""

    def __init__(self, page: ConsolePage) -> None:
        super().__init__(page, lambda context: barred(context.register), BarredCard)


class BarredCard(WaitingCard):
    """Ask these people again, or update the program and check them again: whichever can help."""

    def __init__(self, page: ConsolePage, told: Barred, holder: QWidget) -> None:
        super().__init__(page, _sentence(told.bar, len(told.waiting)), holder)
        self._told, many = told, len(told.waiting)
        again = ngettext("Ask this person again", "Ask these people again", many)
        self.ask = self.way(again, "mail", self.ask_again)
        self.check = self.way(ngettext("Check it again", "Check them again", many), "redo", self.check_again)
        self.offer(self._ways())

    def _ways(self) -> list[tuple[Button, str]]:
        bar, many, ways = self._told.bar, len(self._told.waiting), list[tuple[Button, str]]()
        if bar.may_end_with_asking:
            back = ngettext(
                "It is sent back, and you can write to this person.",
                "They are sent back, and you can write to these people.",
                many,
            )
            ways.append((self.ask, back))
        if bar.may_end_with_update:
            first = ngettext(
                "Update this program first, then check it. Until then it waits.",
                "Update this program first, then check them. Until then they wait.",
                many,
            )
            also = _("Once you have updated this program or the school’s file: a newer one may have what is missing.")
            ways.append((self.check, also if bar.may_end_with_asking else first))
        return ways

    def ask_again(self) -> None:
        """Send them back with the reason, and offer the mails that tell the people."""
        self.send_back(self._told.waiting, _reason(self._told.bar))

    def check_again(self) -> None:
        """Judge again what waits, as after an update."""

        def done(judged: JudgedAnew) -> None:
            self.tell(judged_anew_sentence(judged), [*filter(None, [judged.problem])])

        self._page.count(self._page.context.judge_again, done, str(CHECKING_AGAIN), held=[self._holder])


def _sentence(bar: BarredBy, count: int) -> str:
    return {
        BarredBy.WITHDRAWN: ngettext(
            "{n} attestation cannot be accepted, because it was made with a version of a policy or checklist that "
            "was withdrawn as wrong.",
            "{n} attestations cannot be accepted, because they were made with a version of a policy or checklist that "
            "was withdrawn as wrong.",
            count,
        ),
        BarredBy.NEWER_PROGRAM: ngettext(
            "{n} attestation cannot be accepted, because it was made by a newer version of this program.",
            "{n} attestations cannot be accepted, because they were made by a newer version of this program.",
            count,
        ),
        BarredBy.OTHER_QUESTIONS: ngettext(
            "{n} attestation cannot be accepted, because it was made with other questions than this program and your "
            "school’s file have.",
            "{n} attestations cannot be accepted, because they were made with other questions than this program and "
            "your school’s file have.",
            count,
        ),
        BarredBy.OTHER_POLICY_VERSION: ngettext(
            "{n} attestation cannot be accepted, because it was made under a version of the policy that neither this "
            "program nor your school’s file has.",
            "{n} attestations cannot be accepted, because they were made under a version of the policy that neither "
            "this program nor your school’s file has.",
            count,
        ),
    }[bar]


def _reason(bar: BarredBy) -> str:
    """What the people read who are asked again."""
    return {
        BarredBy.WITHDRAWN: _(
            "It was made with a version of the policy or of the questions that was withdrawn. Please make it again "
            "with the program and the school’s file as they are now."
        ),
        BarredBy.NEWER_PROGRAM: "",
        BarredBy.OTHER_QUESTIONS: _(
            "It was made with other questions than our school has. Please make it again with the program and the "
            "school’s file as our school uses them now."
        ),
        BarredBy.OTHER_POLICY_VERSION: _(
            "It was made under another version of the policy than our school has. Please make it again with the "
            "program and the school’s file as our school uses them now."
        ),
    }[bar]
