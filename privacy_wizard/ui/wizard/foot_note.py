"""The note at the foot of a page, always in view; nothing on the page moves when it changes."""

from collections.abc import Callable
from typing import NamedTuple

from ..kit.widgets.text import Voice


class FootNoteLink(NamedTuple):
    """A link beside the sentence: what can be done about it."""

    label: str
    act: Callable[[], object]
    icon: str | None = None


class FootNote(NamedTuple):
    """A sentence or two with an icon, and links for what can be done."""

    sentence: str
    sign: tuple[str, Voice] = ("info", "muted")
    acts: tuple[FootNoteLink, ...] = ()

    @property
    def shown(self) -> tuple[object, ...]:
        """What can be seen of it, to compare: equal for two notes that look alike."""
        return self.sentence, self.sign, tuple(each.label for each in self.acts)
