"""Pages of documents that came from elsewhere: drawn in a process of its own, never in the window's."""

from PySide6.QtGui import QImage

from ....intake.renderer import Renderer


class OutsidePages:
    """For a preview."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer

    def count(self, content: bytes) -> int:
        """The number of pages. Raises ValueError."""
        return self._renderer.count(content)

    def draw(self, content: bytes, index: int, width: int) -> QImage:
        """The page. Raises ValueError."""
        drawn = self._renderer.draw(content, index, width)
        stride = 4 * drawn.width
        return QImage(drawn.pixels, drawn.width, drawn.height, stride, QImage.Format.Format_RGBX8888).copy()
