"""How old the guidance to a screen is, and how sure."""

from datetime import date

from ....domain.age import Guidance, guidance_of
from ....domain.model import Check
from ....domain.vocabulary import Confidence
from ....i18n import _, readable_date
from ...kit.widgets.text import TextLabel


def age_line(check: Check, review_after_months: int, today: date) -> TextLabel:
    """One small line; a warning once the file's period is over."""
    guidance = guidance_of(check, review_after_months, today)
    if guidance.confidence is Confidence.UNCONFIRMED and not guidance.was_seen:
        words = _("Nobody has checked this on a screen and no document confirms it: it is general knowledge of {when}.")
        return TextLabel(words.format(when=readable_date(guidance.as_of)), "warn")
    words = f"{_age(guidance, undated=check.source.undated)} {_sureness(check.confidence)}"
    return TextLabel(words, "warn" if guidance.is_old else "small")


def _age(guidance: Guidance, *, undated: bool) -> str:
    when = readable_date(guidance.as_of)
    if guidance.is_old:
        said = _("This guidance is from {when} and nobody has looked again since: expect your screen to differ.")
    elif guidance.was_seen:
        said = _("This guidance was compared with the screen on {when}; yours may differ.")
    elif undated:
        said = _("This guidance bears no date and was read in {when}; your screen may differ.")
    else:
        said = _("This guidance is from {when}; your screen may differ.")
    return said.format(when=when)


def _sureness(confidence: Confidence) -> str:
    return {
        Confidence.OFFICIAL: _("It comes from the service's own pages."),
        Confidence.THIRD_PARTY: _("It comes from a guide by others."),
        Confidence.WEAK: _("It comes from an older or short guide."),
        Confidence.UNCONFIRMED: _("No source confirms this path."),
    }[confidence]
