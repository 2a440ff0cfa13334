"""What the user may choose about the look."""

from enum import StrEnum

from attrs import frozen


class Appearance(StrEnum):
    """Light or dark, or as the system has it."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@frozen(kw_only=True)
class Looks:
    """The user's own choices; None follows the system."""

    appearance: Appearance = Appearance.SYSTEM
    high_contrast: bool | None = None
    reduced_motion: bool | None = None
    text_percent: int = 100  # of the system's text size


TEXT_PERCENTS = (90, 100, 115, 130, 150)
