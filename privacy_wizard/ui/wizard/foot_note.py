"""What a page says at its foot: there it stands in view, and nothing on the page moves for it."""

from collections.abc import Callable
from dataclasses import dataclass

from ..kit.widgets.text import Voice


@dataclass(frozen=True, kw_only=True)
class FootNoteLink:
    """What can be done about it: a link beside the sentence."""

    label: str
    act: Callable[[], object]
    icon: str | None = None


@dataclass(frozen=True, kw_only=True)
class FootNote:
    """A sentence or two, with a sign before it."""

    sentence: str
    sign: tuple[str, Voice] = ("info", "muted")
    acts: tuple[FootNoteLink, ...] = ()

    @property
    def shown(self) -> tuple[object, ...]:
        """What can be seen of it: equal for two remarks that look alike."""
        return self.sentence, self.sign, tuple(each.label for each in self.acts)
