"""The layouts by version. Old ones are kept, so that what was signed years ago can be drawn again and compared."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from ..pdf.canvas import Drawing
from ..pdf.finish import Attachment, finish
from ..pdf.metadata import PRODUCER, Description
from . import layout1, layout2
from .faults import LayoutUnknown
from .phrases import say
from .statement import Statement

LAYOUTS: Mapping[str, Callable[[Statement], Drawing]] = MappingProxyType({"1": layout1.draw, "2": layout2.draw})
CURRENT_LAYOUT = "2"


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
