"""How one answer stands, in a word, a colour and a sign: red is only what must hold, and does not."""

from typing import NamedTuple

from ...domain.model import Requirement
from ...domain.names import verdict_name
from ...domain.vocabulary import Level, Verdict
from ...i18n import _
from ..kit.tag import TagMood
from ..kit.widgets.text import Voice


class AnswerStanding(NamedTuple):
    """A word, and the sign and colours that say the same."""

    word: str
    icon: str
    voice: Voice
    mood: TagMood

    @property
    def sign(self) -> tuple[str, Voice]:
        """The icon and its colour."""
        return self.icon, self.voice


def standing_of(verdict: Verdict, requirement: Requirement) -> AnswerStanding:
    """How an answer stands, as strictly as its policy asks."""
    if verdict in (Verdict.NOT_MET, Verdict.PARTLY_MET) and not _must(requirement):
        return AnswerStanding(_advised(verdict, requirement), "info", "accent", "accent")
    return {
        Verdict.MET: AnswerStanding(_("As asked"), "success", "good", "good"),
        Verdict.ACKNOWLEDGED: AnswerStanding(verdict_name(verdict), "success", "good", "good"),
        Verdict.EXCEPTED: AnswerStanding(verdict_name(verdict), "success", "good", "accent"),
        Verdict.PARTLY_MET: AnswerStanding(verdict_name(verdict), "warning", "warn", "warn"),
        Verdict.NOT_MET: AnswerStanding(verdict_name(verdict), "warning", "bad", "bad"),
        Verdict.NOT_SURE: AnswerStanding(verdict_name(verdict), "info", "warn", "warn"),
        Verdict.NOT_APPLICABLE: AnswerStanding(verdict_name(verdict), "info", "muted", "plain"),
        Verdict.NOT_ANSWERED: AnswerStanding(verdict_name(verdict), "warning", "warn", "warn"),
    }[verdict]


def _must(requirement: Requirement) -> bool:
    return requirement.is_core and requirement.level is Level.MUST


def _advised(verdict: Verdict, requirement: Requirement) -> str:
    if not requirement.is_core:
        return _("Could be safer")
    if requirement.level is Level.INFORM:
        return verdict_name(verdict)
    return _("Not as advised") if verdict is Verdict.NOT_MET else _("Partly as advised")
