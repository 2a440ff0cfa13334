"""The way back from a page of questions that was opened from elsewhere."""

from typing import TYPE_CHECKING, NamedTuple

from ...audit.steps import Step, StepId
from ...i18n import _

if TYPE_CHECKING:  # what an audit needs, and the first page does not
    from ...audit.interview.interview import Interview
    from ...audit.interview.page import QuestionPage
    from ...audit.state import Key

_RETURNS_TO = (StepId.RESULTS, StepId.SIGN)


class WayBack(NamedTuple):
    """Back to the page from which a question was gone to, through whatever else is unanswered."""

    to: Step
    unanswered: int = 0  # how many questions were, when one set out to answer them; 0: there is one answer to mend

    def label(self) -> str:
        """The words of the button that leads back."""
        return _("Back to your results") if self.to.id is StepId.RESULTS else _("Back to signing")

    def sentence(self, interview: "Interview | None") -> str:
        """What the user came to answer, and how much of it is left."""
        if not self.unanswered or interview is None:
            return _("Answer here, then go back.")
        left = interview.open_questions(interview.required)
        if not left:
            return _("Every question has an answer now.")
        return _("Still without an answer: {n} of {of}.", n=left, of=max(self.unanswered, left))

    def onward(self, interview: "Interview | None", page: "QuestionPage | None") -> "tuple[Step, Key] | None":
        """The next question for whoever answers all that is open, on a later page than this."""
        if not self.unanswered or interview is None or page is None:
            return None
        found = interview.open_after(page)
        return (found[0].step, found[1]) if found is not None else None


def way_back_from(here: Step, interview: "Interview | None", question: "Key") -> WayBack | None:
    """The way back for whoever goes from a page to a question; None where they go on from there."""
    if here.id not in _RETURNS_TO or interview is None:
        return None
    return WayBack(
        to=here, unanswered=interview.open_questions(interview.required) if interview.is_open(question) else 0
    )
