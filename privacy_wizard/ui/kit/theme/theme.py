"""The theme: follows the system, obeys the user, and tells everyone when it changes."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QApplication

from .appearance import TEXT_PERCENTS, Appearance, Looks, system_is_dark, system_reduces_motion, system_wants_contrast
from .fonts import body_font, load_fonts, remember_size
from .style import palette_of, style_sheet
from .tokens import Tokens, put_in_force, scheme

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
        self._app.setStyleSheet(style_sheet(chosen))

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
