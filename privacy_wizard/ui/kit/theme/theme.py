"""The theme and its fonts: follows the system, obeys the user, and tells everyone when it changes."""

import sys
from enum import Enum, StrEnum
from functools import cache
from string import Template
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QAccessibilityHints, QColor, QFont, QFontDatabase, QGuiApplication, QPalette, QStyleHints
from PySide6.QtWidgets import QApplication, QWidget

from ....system.places import resource
from .tokens import Tokens, put_in_force, scheme

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


class Appearance(StrEnum):
    """Light, dark, or like the system."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Looks(NamedTuple):
    """The user's own choices; None follows the system."""

    appearance: Appearance = Appearance.SYSTEM
    high_contrast: bool | None = None
    reduced_motion: bool | None = None
    text_percent: int = 100  # of the system's text size


TEXT_PERCENTS = (90, 100, 115, 130, 150)


def system_is_dark(hints: QStyleHints, palette_at_start: QPalette) -> bool:
    """Whether the system is dark; where it does not say, its palette at start decides."""
    wanted = hints.colorScheme()
    if wanted == Qt.ColorScheme.Unknown:
        return palette_at_start.window().color().lightnessF() < 0.5
    return wanted == Qt.ColorScheme.Dark


def system_wants_contrast(hints: QAccessibilityHints) -> bool:
    """Whether the system asks for high contrast."""
    return hints.contrastPreference() == Qt.ContrastPreference.HighContrast


def system_reduces_motion() -> bool:
    """Whether the system asks for less motion. Qt says so on no platform; Windows can be asked directly."""
    return sys.platform == "win32" and _windows_reduces_motion()


def _windows_reduces_motion() -> bool:
    import ctypes  # only where it is needed

    wanted = ctypes.c_int(1)
    get_client_area_animation = 0x1042
    windll = getattr(ctypes, "windll")  # noqa: B009  (mypy knows it on Windows only)
    found = windll.user32.SystemParametersInfoW(get_client_area_animation, 0, ctypes.byref(wanted), 0)
    return bool(found) and wanted.value == 0


_Role = QPalette.ColorRole
_ROLES: dict[QPalette.ColorRole, str] = {
    _Role.Window: "window",
    _Role.WindowText: "text",
    _Role.Base: "surface",
    _Role.AlternateBase: "sunken",
    _Role.Text: "text",
    _Role.Button: "surface",
    _Role.ButtonText: "text",
    _Role.BrightText: "bad",
    _Role.PlaceholderText: "muted",
    _Role.Highlight: "accent",
    _Role.HighlightedText: "on_accent",
    _Role.Accent: "accent",
    _Role.Link: "accent",
    _Role.LinkVisited: "accent",
    _Role.ToolTipBase: "surface",
    _Role.ToolTipText: "text",
    _Role.Light: "surface",
    _Role.Midlight: "hover",
    _Role.Mid: "border",
    _Role.Dark: "outline",
    _Role.Shadow: "outline",
}
_FADED = (_Role.WindowText, _Role.Text, _Role.ButtonText)


def palette_of(tokens: Tokens) -> QPalette:
    """The palette of a scheme; disabled widgets use the muted colour."""
    palette = QPalette()
    for role, purpose in _ROLES.items():
        palette.setColor(role, QColor(getattr(tokens, purpose)))
    for role in _FADED:
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.muted))
    return palette


@cache
def _template() -> Template:
    return Template(resource("styles", "wizard.qss").read_text(encoding="utf-8"))


def style_sheet(tokens: Tokens) -> str:
    """The sheet of a scheme at the text size in force. A token that the sheet misspells raises KeyError."""
    sizes = {f"pt_{step.name.lower()}": f"{points_of(step):.2f}pt" for step in TypeStep}
    icons = {"icons": resource("icons").as_posix()}
    moods = ("good", "warn", "bad")
    edges = {f"edge_{mood}": getattr(tokens, mood if tokens.is_high else f"{mood}_soft") for mood in moods}
    edges["edge_info"] = tokens.accent if tokens.is_high else tokens.accent_soft
    return _template().substitute(tokens._asdict() | sizes | icons | edges)


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Set the property, and reapply the style sheet if the value changed."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)


_SCHEMES = {Appearance.LIGHT: Qt.ColorScheme.Light, Appearance.DARK: Qt.ColorScheme.Dark}
_MOTION = "wizardReducedMotion"


class Theme(QObject):
    """Applies the looks to the application. One for each application, made before the first window."""

    looks_changed = Signal(object)  # the new Looks, to be kept

    def __init__(self, app: QApplication, looks: Looks | None = None, locked: frozenset[str] = frozenset()) -> None:
        super().__init__(app)
        self._app = app
        self.locked = locked  # names of the looks that the user's IT service has set for good
        self._looks = looks or Looks()
        self._system_font = QFont(app.font())
        self._system_palette = app.palette()
        self._inter = load_fonts()
        self._applied: tuple[str, float] | None = None
        self._hints = QGuiApplication.styleHints()  # kept, or PySide forgets the second while Qt still has it
        self._accessibility = self._hints.accessibility()
        self._tell_system()
        self._hints.colorSchemeChanged.connect(self.apply)
        self._accessibility.contrastPreferenceChanged.connect(self.apply)
        self.apply()

    @property
    def looks(self) -> Looks:
        return self._looks

    @property
    def tokens(self) -> Tokens:
        """The scheme that results from the user's choice and the system."""
        chosen = self._looks
        dark = chosen.appearance is Appearance.DARK
        if chosen.appearance is Appearance.SYSTEM:
            dark = system_is_dark(self._hints, self._system_palette)
        high = chosen.high_contrast if chosen.high_contrast is not None else system_wants_contrast(self._accessibility)
        return scheme(dark=dark, high_contrast=high)

    @property
    def reduced_motion(self) -> bool:
        chosen = self._looks.reduced_motion
        return chosen if chosen is not None else system_reduces_motion()

    def choose(self, looks: Looks) -> None:
        """Apply the user's choice, at once and everywhere."""
        if looks == self._looks:
            return
        self._looks = looks
        self._tell_system()
        self.apply()
        self.looks_changed.emit(looks)

    def scale_text(self, steps: int) -> None:
        """Larger (+1) or smaller (-1) text; 0 is the system's own size."""
        at = TEXT_PERCENTS.index(self._looks.text_percent) + steps
        percent = TEXT_PERCENTS[min(max(at, 0), len(TEXT_PERCENTS) - 1)] if steps else 100
        self.choose(self._looks._replace(text_percent=percent))

    def apply(self) -> None:
        """Apply the scheme; does nothing if nothing changed."""
        self._app.setProperty(_MOTION, self.reduced_motion)
        chosen, font = self.tokens, body_font(self._system_font, self._looks.text_percent, inter=self._inter)
        if self._applied == (chosen.name, font.pointSizeF()):
            return
        self._applied = (chosen.name, font.pointSizeF())
        put_in_force(chosen)
        remember_size(font.pointSizeF())
        self._app.setFont(font)
        self._app.setPalette(palette_of(chosen))
        if (sheet := style_sheet(chosen)) != self._app.styleSheet():  # else Qt would dress every widget once more
            self._app.setStyleSheet(sheet)

    def _tell_system(self) -> None:
        """Let window frames and the system's own dialogs follow, where the platform can."""
        wanted = _SCHEMES.get(self._looks.appearance)
        if wanted is None:
            self._hints.unsetColorScheme()
        else:
            self._hints.setColorScheme(wanted)


def motion_is_reduced() -> bool:
    """Whether a widget must jump instead of moving."""
    app = QApplication.instance()
    return app is None or bool(app.property(_MOTION))
