"""The layouts by version. Old ones are kept, so that what was signed years ago can be drawn again and compared."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from ..pdf.canvas import Drawing
from ..pdf.metadata import PRODUCER, Attachment, Description, finish
from . import layout1, layout2, layout3, layout4
from .faults import LayoutUnknown
from .phrases import say
from .statement import Statement

LAYOUTS: Mapping[str, Callable[[Statement], Drawing]] = MappingProxyType(
    {"1": layout1.draw, "2": layout2.draw, "3": layout3.draw, "4": layout4.draw}
)
CURRENT_LAYOUT = "4"
_INTER = MappingProxyType(
    {
        "Inter-Regular": "3e746c038ae13b6349ed5d471e8e79289842f5b0f655250a5a8635f54fcfd6eb",
        "Inter-Medium": "d95b6824c40537ee348972f643bd56d4567af7e678d7f5c348b5db5ce528522e",
        "Inter-SemiBold": "9dcb6eda20f7a57102bc0b0dc9540b7859cb0e8471b13fc78f48b49366780ebe",
        "Inter-Italic": "31da3e1e175b771b2faa2a65eceec2531c6de49495f5f1936c4db85a05635042",
    }
)
_ALL_SCRIPTS = MappingProxyType(
    {
        **_INTER,
        "NotoSansArabic-Regular": "960cf292f60b0a7dded959cd6c9a85ed0d605f7a19520a3ebab1cfe8a7d7a7b0",
        "NotoSansHebrew-Regular": "08f55af7a08f0002c45c73b9571e2381afc86ebe7b832d0de6cb2a445fb82fee",
        "NotoSansDevanagari-Regular": "e7f2e8cf203324284a1df9d263ac490e22c3073d69d2bec4121d2732f40b9110",
        "NotoSansSC-Regular": "71da76c4b3849502d2fa4c00b84f68cc715fba58c22f4a3ca4742e0166edd120",
    }
)
FONTS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {"1": _INTER, "2": _ALL_SCRIPTS, "3": _ALL_SCRIPTS, "4": _ALL_SCRIPTS}
)
"""By layout the SHA-256 of each font that it is drawn with: another font is another page."""


def draw(statement: Statement) -> bytes:
    """The unsigned PDF of a worded statement: tagged, PDF/A-3a and PDF/UA-1, the same bytes each time.

    Raises DrawingFault: Unprintable, LogoFault, WordingMissing, or LayoutUnknown.
    """
    layout = LAYOUTS.get(statement.layout_version)
    if layout is None:
        raise LayoutUnknown(statement.layout_version)
    drawing = layout(statement)
    return finish(drawing, _description(statement), _attachment(drawing.attached))


def _description(statement: Statement) -> Description:
    return Description(
        title=say(statement, "document.title"),
        subject=say(statement, "document.subject"),
        author=statement.person.name,
        creator=f"{PRODUCER} {statement.program_version}",
        created=statement.created,
        identifier=statement.identifier,
    )


def _attachment(data: bytes) -> Attachment:
    return Attachment(name="attestation.json", description="The signed data of this attestation", data=data)
