"""An act that may fail: done, or explained where it was asked for."""

from collections.abc import Callable

from ....drafts import DraftTrouble
from ....identity import KeyTrouble
from ....machine import NotWritten
from ...widgets.notice import Notice

TROUBLE = (DraftTrouble, KeyTrouble, NotWritten)


def attempt(act: Callable[[], object], notice: Notice) -> bool:
    """Do it; where the disk or the key refuses, say so in the notice. Whether it was done."""
    notice.say("info", "")
    try:
        act()
    except TROUBLE as trouble:
        notice.say("bad", str(trouble))
        return False
    return True
