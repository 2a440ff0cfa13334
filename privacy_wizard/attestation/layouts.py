"""The layouts by version. Old ones are kept, so that what was signed years ago can be drawn again and compared."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from ..pdf.canvas import Drawing
from ..pdf.faults import LayoutUnknown
from ..pdf.finish import finish
from . import layout1
from .statement import Statement

LAYOUTS: Mapping[str, Callable[[Statement], Drawing]] = MappingProxyType({"1": layout1.draw})
CURRENT_LAYOUT = "1"


def draw(statement: Statement) -> bytes:
    """The unsigned PDF of a worded statement: tagged, PDF/A-3a and PDF/UA-1, the same bytes each time.

    Raises DrawingFault: Unprintable, LogoFault, WordingMissing, or LayoutUnknown.
    """
    layout = LAYOUTS.get(statement.layout_version)
    if layout is None:
        raise LayoutUnknown(statement.layout_version)
    return finish(layout(statement), statement)
