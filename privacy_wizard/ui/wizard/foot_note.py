"""What a page says at its foot: there it stands in view, and nothing on the page moves for it."""

from collections.abc import Callable
from typing import NamedTuple

from ..kit.widgets.text import Voice


class FootNoteLink(NamedTuple):
    """What can be done about it: a link beside the sentence."""

    label: str
    act: Callable[[], object]
    icon: str | None = None


class FootNote(NamedTuple):
    """A sentence or two, with a sign before it."""

    sentence: str
    sign: tuple[str, Voice] = ("info", "muted")
    acts: tuple[FootNoteLink, ...] = ()

    @property
    def shown(self) -> tuple[object, ...]:
        """What can be seen of it: equal for two remarks that look alike."""
        return self.sentence, self.sign, tuple(each.label for each in self.acts)
