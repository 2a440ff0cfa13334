"""Draws pages of a PDF as pictures. Slow: call it on a worker. One call at a time goes through to the engine."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Protocol

from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_MOST_PIXELS = 40_000_000
_one_at_a_time = Lock()  # the engine must not be entered twice at once


class Pages(Protocol):
    """Anything that draws pages. Both methods raise ValueError for what cannot be drawn."""

    def count(self, content: bytes) -> int:
        """The number of pages."""

    def draw(self, content: bytes, index: int, width: int) -> QImage:
        """The page at `index` (from 0), about `width` device pixels wide."""


class OwnPages:
    """Draws in this process: for documents that this program made itself."""

    def count(self, content: bytes) -> int:
        return count_pages(content)

    def draw(self, content: bytes, index: int, width: int) -> QImage:
        return draw_page(content, index, width)


OWN_PAGES = OwnPages()


@contextmanager
def _opened(pdf: bytes) -> Iterator["PdfDocument"]:
    """The document, for one thread at a time. ValueError where it cannot be read, or drawn within."""
    import pypdfium2

    with _one_at_a_time:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise ValueError from error
        try:
            yield document
        except (pypdfium2.PdfiumError, IndexError) as error:
            raise ValueError from error
        finally:
            document.close()


def count_pages(pdf: bytes) -> int:
    """The number of pages. ValueError where it is no PDF that can be read."""
    with _opened(pdf) as document:
        return len(document)


def draw_page(pdf: bytes, index: int, width: int) -> QImage:
    """The page at `index` (from 0), `width` device pixels wide. ValueError where it cannot be drawn."""
    with _opened(pdf) as document:
        return _draw(document, index, width)


def _draw(document: "PdfDocument", index: int, width: int) -> QImage:
    document.init_forms()  # signature fields are drawn with the forms
    page = document[index]
    across, down = page.get_size()
    scale = min(width / across, (_MOST_PIXELS / (across * down)) ** 0.5)
    bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
    image = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888)
    return image.copy()  # the bytes end with this function
