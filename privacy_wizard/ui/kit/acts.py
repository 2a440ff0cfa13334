"""An act that may fail: done, or explained where it was requested."""

from collections.abc import Callable

from ...i18n import _
from ...system import Trouble
from .widgets.notice import Mood, NoticeBox


def mood_of(error: Exception) -> Mood:
    """Stopping something is no fault."""
    from ...system.progress import WorkStopped  # no first page has work that can be stopped

    return "info" if isinstance(error, WorkStopped) else "bad"


def attempt(act: Callable[[], object], notice: NoticeBox) -> bool:
    """Do it; if the disk or the key refuses, say so in the notice. Returns whether it was done."""
    notice.say("info", "")
    try:
        act()
    except Trouble as trouble:
        notice.say("bad", str(trouble))
        return False
    return True


def explain(error: Exception, notice: NoticeBox) -> None:
    """Say why something could not be printed."""
    if isinstance(error, Trouble):
        notice.say(mood_of(error), str(error))
    else:
        notice.say("bad", _("It could not be printed. Is the printer on and connected? Then try again."))
