"""What the downloaded profile says that bears on a question, beneath its row, with wording to copy."""

from collections.abc import Iterable, Iterator

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ....audit.profile_hints import EMAIL, NAMED, Leave, ProfileHint
from ....domain.model import Requirement
from ....evidence.observation_names import observation_name
from ....evidence.school_mentions import WORDING, SchoolMention
from ....i18n import Message, _
from ...kit.accessible import announce
from ...kit.layouts import flow
from ...kit.widgets.button import Button
from ...kit.widgets.text import TextLabel
from .words import clauses_of, policy_says

_LONGEST = 90  # characters of a text that are shown
_ALLOWED = Message("Your policy ({clauses}) allows this.")
_LEAVE = {
    (NAMED, Leave.MILDER_ALLOWED): Message(
        "Your policy ({clauses}) allows this where a note says that your views are your own."
    ),
    (NAMED, Leave.MILDER_COUNTS_IN_PART): Message(
        "Your policy ({clauses}) would rather you did not. With a note that your views are your own it "
        "counts as partly met."
    ),
    (NAMED, Leave.FORBIDDEN): Message(
        "Your policy ({clauses}) does not allow this, even with a note that your views are your own."
    ),
    (EMAIL, Leave.MILDER_ALLOWED): Message(
        "Your policy ({clauses}) allows this only to sign in, where nobody sees the address."
    ),
    (EMAIL, Leave.MILDER_COUNTS_IN_PART): Message(
        "Your policy ({clauses}) would rather you did not. If it is used only to sign in, it counts as partly met."
    ),
    (EMAIL, Leave.FORBIDDEN): Message("Your policy ({clauses}) does not allow this, not even to sign in."),
}


class SaidInProfile(QWidget):
    """Points at texts of a profile, and says what the policy says of them. It answers nothing."""

    def __init__(self, hints: Iterable[ProfileHint], requirement: Requirement) -> None:
        super().__init__()
        found = tuple(hints)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 4)
        column.setSpacing(4)
        for hint in found:
            for mention in hint.mentions:
                column.addWidget(_pointed_at(mention))
        if any(hint.mentions for hint in found):
            column.addWidget(TextLabel(_policy_says(requirement, found[0].leave), "small"))
        for each in (note for hint in found for note in hint.carries):
            words = _("It has such a note: “{text}”.", text=_around(each.value, ""))
            column.addWidget(TextLabel(words, "small"))
        if any(hint.wants_note for hint in found):
            words = _("What it says about you has no such note. You may use one of these:")
            column.addWidget(TextLabel(words, "small"))
            column.addLayout(flow(*(_copier(str(wording)) for wording in WORDING)))


def _pointed_at(mention: SchoolMention) -> TextLabel:
    seen = mention.observation
    what, file = observation_name(seen.kind), seen.file.rpartition("/")[2]
    text = _around(seen.value, mention.found)
    words = _("Your profile says: “{text}” ({what} in {file}).", text=text, what=what, file=file)
    said = " ".join((words, *_reasons(mention)))
    label = TextLabel(said)
    label.setToolTip(_("{file}, at {place}", file=seen.file, place=seen.key))
    return label


def _reasons(mention: SchoolMention) -> Iterator[str]:
    yield _("It looks like {reason}: {listed}.", reason=mention.kind.reason, listed=mention.listed)
    if not mention.observation.proven:
        yield _("This file's layout has not been confirmed, so check your profile.")


def _around(text: str, found: str) -> str:
    """The text, cut where it is long, with what was found in it."""
    if len(text) <= _LONGEST:
        return text
    first = (found.split() or [""])[0]
    at = max(text.casefold().find(first.casefold()), 0)
    start = max(0, min(at - _LONGEST // 3, len(text) - _LONGEST))
    end = start + _LONGEST
    return f"{'… ' if start else ''}{text[start:end].strip()}{' …' if end < len(text) else ''}"


def _policy_says(requirement: Requirement, leave: Leave) -> str:
    sentence = _ALLOWED if leave is Leave.ALLOWED else _LEAVE.get((requirement.control.id, leave))
    return sentence.format(clauses=clauses_of(requirement)) if sentence is not None else policy_says(requirement)


def _copier(wording: str) -> Button:
    button = Button(_("Copy “{words}”", words=wording), "plain", "clipboard")
    button.make_compact()

    def on_clicked() -> None:
        QApplication.clipboard().setText(wording)
        button.set_icon_name("check")
        announce(button, _("Copied"))

    button.clicked.connect(on_clicked)
    return button
