"""The fonts: Inter, shipped with the program, in sizes derived from the system's own text size."""

from enum import Enum

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFont, QFontDatabase

from ....system.places import resource

FAMILY = "Inter"
_FILES = ("Inter-Regular.otf", "Inter-SemiBold.otf")
_PROPERTY = "wizardTextPoints"
_BODY = 1.12  # Inter reads best a little above the sizes that systems set for their own small labels


class TypeStep(Enum):
    """A place in the type scale, as a factor of the body size."""

    DISPLAY = 2.0
    TITLE = 1.75
    SECTION = 1.22
    QUESTION = 1.1
    BODY = 1.0
    SMALL = 0.88


def load_fonts() -> bool:
    """Register Inter with Qt; False if a file cannot be used, and then the system's font stays."""
    loaded = [QFontDatabase.addApplicationFont(str(resource("fonts", "ui", name))) for name in _FILES]
    return all(number >= 0 for number in loaded)


def body_font(system: QFont, percent: int, *, inter: bool) -> QFont:
    """The body font from the system's: its size (in points, never pixels) stays the measure of everything."""
    font = QFont(FAMILY) if inter else QFont(system)
    points = system.pointSizeF() if system.pointSizeF() > 0 else 10.0
    font.setPointSizeF(points * _BODY * percent / 100)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def remember_size(points: float) -> None:
    """Keep the body size for `points_of`."""
    app = QCoreApplication.instance()
    if app is not None:
        app.setProperty(_PROPERTY, points)


def points_of(step: TypeStep) -> float:
    """The size of a step in points."""
    app = QCoreApplication.instance()
    found = app.property(_PROPERTY) if app is not None else None
    return (float(found) if found else 10.0) * step.value


def font_of(step: TypeStep, base: QFont, *, strong: bool = False) -> QFont:
    """The font of a step, from a widget's own font."""
    font = QFont(base)
    font.setPointSizeF(points_of(step))
    font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    return font
