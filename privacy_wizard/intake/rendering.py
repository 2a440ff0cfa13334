"""The task of the worker that draws pages of a PDF and scans: whatever they do to the engine, the window does not feel
it. The answer is a picture as bare pixels, which can be nothing but a picture.
"""

import io
import warnings
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from PIL import Image
    from pypdfium2 import PdfDocument, PdfPage

    from ..sandbox.file_worker import Answers

T = TypeVar("T")
MOST_PIXELS = 40_000_000  # of what is drawn, and of a PNG as it comes
_MOST_OF_A_PHOTOGRAPH = 120_000_000  # pixels of a JPEG, which is never decoded to its full size
_GLANCE = (1000, 1000)
WIDEST = 6000
_MOST_HIDDEN = 20  # words
_BAR = (198, 202, 208)
PIXEL = 4  # bytes: red, green, blue, and one unused
_PDF, _PNG, _JPEG = b"%PDF-", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"


def prepare(_start: dict[str, Any], _content: bytes) -> "Answers":
    """Load the engines; what is returned draws. What cannot be drawn is answered as such."""
    _warm_up()

    def answer(question: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
        try:
            return _answer(question, content)
        except Exception:  # noqa: BLE001  (whatever a library says of hostile bytes: it cannot be drawn)
            return {"fault": True}, b""

    return answer


def _answer(question: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
    """How many pages there are, or one of them. Raises whatever the engines raise."""
    if question["act"] == "count":
        return {"pages": _count(content)}, b""
    width = max(1, min(int(question["width"]), WIDEST))
    hidden = tuple(str(each) for each in question.get("hidden", ()))[:_MOST_HIDDEN]
    is_pdf = content[:1024].find(_PDF) >= 0
    picture = _page(content, int(question["page"]), width, hidden) if is_pdf else _scan(content, width)
    return {"width": picture.width, "height": picture.height}, picture.convert("RGBX").tobytes()


def _warm_up() -> None:
    """Load what is loaded when first used, while files may still be opened freely."""
    import pypdfium2
    from PIL import Image, ImageDraw, JpegImagePlugin, PngImagePlugin

    _ = (pypdfium2, ImageDraw, JpegImagePlugin, PngImagePlugin)
    blank = io.BytesIO()
    Image.new("RGB", (1, 1)).save(blank, "PDF")
    _page(blank.getvalue(), 0, 1)


def _count(content: bytes) -> int:
    if content[:1024].find(_PDF) >= 0:
        return _with_document(content, len)
    with _open(content) as scan:
        scan.draft("RGB", _GLANCE)
        scan.load()  # to its end: a scan that is cut off is no evidence
    return 1


def _page(content: bytes, index: int, width: int, hidden: Sequence[str] = ()) -> "Image.Image":
    return _with_document(content, lambda document: _drawn(document, index, width, hidden))


def _drawn(document: "PdfDocument", index: int, width: int, hidden: Sequence[str]) -> "Image.Image":
    document.init_forms()  # signature fields are drawn with the forms
    page = document[index]
    across, down = page.get_size()
    scale = min(width / across, (MOST_PIXELS / (across * down)) ** 0.5)
    found: Image.Image = page.render(scale=scale, prefer_bgrx=True).to_pil()
    return _covered(found, page, scale, hidden) if hidden else found


def _covered(picture: "Image.Image", page: "PdfPage", scale: float, words: Sequence[str]) -> "Image.Image":
    """With a grey bar over each of the words, wherever it stands on the page."""
    from PIL import ImageDraw

    pen, text, top = ImageDraw.Draw(picture), page.get_textpage(), page.get_height()
    for word in words:
        search = text.search(word, match_whole_word=True)
        while (match := search.get_next()) is not None:
            first, length = match
            for at in range(text.count_rects(first, length)):
                left, bottom, right, upper = (scale * each for each in text.get_rect(at))
                pen.rectangle((left - 2, scale * top - upper - 2, right + 2, scale * top - bottom + 2), fill=_BAR)
    return picture


def _with_document(content: bytes, act: "Callable[[PdfDocument], T]") -> T:
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    try:
        return act(document)
    finally:
        document.close()


def _scan(content: bytes, width: int) -> "Image.Image":
    from PIL import Image, ImageOps

    with _open(content) as found:
        found.draft("RGB", (width, width))  # JPEG: nothing larger than needed is decoded
        upright = ImageOps.exif_transpose(found).convert("RGB")
    height = max(1, round(upright.height * width / upright.width))
    return upright.resize((width, min(height, MOST_PIXELS // width)), Image.Resampling.BILINEAR)


def _open(content: bytes) -> "Image.Image":
    """The picture before it is decoded. Raises ValueError if it is too large, or is no PNG or JPEG."""
    from PIL import Image

    kind = "PNG" if content.startswith(_PNG) else "JPEG" if content.startswith(_JPEG) else ""
    if not kind:
        raise ValueError
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        found = Image.open(io.BytesIO(content), formats=[kind])
    if found.width * found.height > (_MOST_OF_A_PHOTOGRAPH if kind == "JPEG" else MOST_PIXELS):
        raise ValueError
    return found
