"""XML that holds sheets, read piece by piece and counted while it is read."""

from collections.abc import Callable, Mapping, Sequence
from typing import IO, Any, ClassVar
from xml.parsers import expat

from .sheets import Sheet
from .table import Refusal, TableRefused, printable
from .workbook_parts import MOST_SHEETS

_MOST_UNPACKED = 120_000_000  # bytes
_MOST_ELEMENTS = 1_200_000
_MOST_CELLS = 1_000_000
_MOST_LETTERS = 40_000_000  # of all cells
_PIECE = 1_000_000  # bytes
_BETWEEN = "}"  # of a namespace and a name
DAMAGED = (expat.ExpatError, LookupError, ValueError, OverflowError)
"""What is raised for attributes and figures that are not there, or are none."""

Places = Mapping[str, str]
Beginnings = Mapping[str, Callable[[Any, Mapping[str, str]], None]]
Endings = Mapping[str, Callable[[Any], None]]


class SheetXml:
    """One document; whoever knows its kind says what is done where an element begins or ends."""

    places: ClassVar[Places]
    """Short names of its namespaces."""
    beginnings: ClassVar[Beginnings]
    endings: ClassVar[Endings]

    def __init__(self) -> None:
        self._sheets: list[Sheet] = []
        self._elements = self._cells_read = self._cells_made = self._letters = self._aside = 0

    def sheets(self, stream: IO[bytes]) -> list[Sheet]:
        """All of them. Raises TableRefused and what is DAMAGED."""
        parser = expat.ParserCreate(namespace_separator=_BETWEEN)
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._finish
        parser.CharacterDataHandler = self._hear
        read = 0
        while piece := stream.read(_PIECE):
            read += len(piece)
            if read > _MOST_UNPACKED:
                raise TableRefused(Refusal.TOO_LARGE)
            parser.Parse(piece)
        parser.Parse(b"", True)
        return self._sheets

    def is_aside(self, name: str) -> bool:
        """Whether what stands in this element is no text of the cell that is open."""
        raise NotImplementedError

    def add_text(self, text: str) -> None:
        """Text of the element that is open."""
        raise NotImplementedError

    def begin_sheet(self, name: str, *, is_visible: bool = True) -> None:
        """One more. Raises TableRefused."""
        if len(self._sheets) >= MOST_SHEETS:
            raise TableRefused(Refusal.UNUSUAL_WORKBOOK)
        self._sheets.append(Sheet(name=printable(name), is_visible=is_visible))

    def count_cells(self, number: int = 1) -> None:
        """So many more. Raises TableRefused."""
        self._cells_read += number
        if self._cells_read > _MOST_CELLS:
            raise TableRefused(Refusal.TOO_LARGE)

    def add_row(self, row: Sequence[str], *, times: int = 1, is_hidden: bool, is_struck: bool) -> None:
        """The next line of the sheet, or so many: few bytes may stand for more than a computer holds. Raises
        TableRefused.
        """
        self._cells_made += self._sheet.add(row, times=times, is_hidden=is_hidden, is_struck=is_struck)
        self._letters += sum(map(len, row)) * times
        if self._cells_made > _MOST_CELLS or self._letters > _MOST_LETTERS:
            raise TableRefused(Refusal.TOO_LARGE)

    @property
    def _sheet(self) -> Sheet:
        return self._sheets[-1]

    @staticmethod
    def _refuse(*_told: object) -> None:
        raise TableRefused(Refusal.UNUSUAL_WORKBOOK)

    def _begin(self, name: str, attributes: Mapping[str, str]) -> None:
        self._elements += 1
        if self._elements > _MOST_ELEMENTS:
            raise TableRefused(Refusal.TOO_LARGE)
        name = self._short(name)
        if self._aside or self.is_aside(name):
            self._aside += 1
            return
        begin = self.beginnings.get(name)
        if begin is not None:
            begin(self, {self._short(each): value for each, value in attributes.items()})

    def _finish(self, name: str) -> None:
        if self._aside:
            self._aside -= 1
        elif (end := self.endings.get(self._short(name))) is not None:
            end(self)

    def _hear(self, text: str) -> None:
        if not self._aside:
            self.add_text(text)

    def _short(self, name: str) -> str:
        """`table:table-row`, whatever the document calls its namespaces."""
        place, _, own = name.rpartition(_BETWEEN)
        return f"{self.places.get(place, '')}:{own}"


def count(said: Mapping[str, str], of: str, without: int = 1) -> int:
    """A number of an element, or what it is where none is said; never less than that. Raises ValueError."""
    return max(int(said.get(of, without)), without)
