"""What a school says about itself, for its staff to read."""

from collections.abc import Iterator

from PySide6.QtWidgets import QBoxLayout

from ....domain.school_profile import HandIn, HandInKind, SchoolProfile
from ....i18n import _
from ...kit.widgets.text import TextLabel


def add_facts(layout: QBoxLayout, profile: SchoolProfile) -> None:
    """One line for each thing that there is."""
    for title, words in _facts(profile):
        layout.addWidget(TextLabel(f"{title}: {words}", "muted"))


def _facts(profile: SchoolProfile) -> Iterator[tuple[str, str]]:
    if profile.other_names:
        yield _("Other names"), ", ".join(profile.other_names)
    for contact in profile.contacts:
        reached = " · ".join(each for each in (contact.name, contact.email, contact.phone) if each)
        yield contact.role[:1].upper() + contact.role[1:], reached
    for place in profile.hand_in:
        yield _("Hand in"), hand_in_words(place)


def hand_in_words(place: HandIn) -> str:
    """Where an attestation is handed in."""
    said = {
        HandInKind.EMAIL: _("by e-mail to {where}"),
        HandInKind.FOLDER: _("into the folder {where}"),
        HandInKind.WEB_PAGE: _("on the page {where}"),
        HandInKind.IN_PERSON: _("in person: {where}"),
    }[place.kind].format(where=place.where)
    return f"{said} ({place.note})" if place.note else said
