"""A cell of an OpenDocument sheet: its value, and the text that shows it."""

import re
from collections.abc import Mapping
from contextlib import suppress

from attrs import define, field

from .table import LONGEST_CELL
from .workbook import shown_number

_MIDNIGHT = re.compile(r"T00:00:00(?:\.0+)?$")
_FIGURES_OF_AN_AMOUNT = re.compile(r"[.,\s'’%]")
_LONGEST_NUMBER = 60  # characters
_A_DAY = re.compile(r"\d\d?([ /.-])(?:\d\d?|[A-Za-z]{3,9})\1\d{4}|\d{4}-\d\d-\d\d", re.ASCII)
_NO_FIGURE = re.compile(r"\D+")


@define
class OpenCell:
    """One cell while it is read; `said`: its attributes."""

    said: Mapping[str, str]
    is_struck: bool = False
    _lines: list[str] = field(factory=list)
    _length: int = 0

    @property
    def repeated(self) -> int:
        """In so many columns it stands, one beside the other. Raises ValueError."""
        return max(int(self.said.get("table:number-columns-repeated", "1")), 1)

    def begin_line(self) -> None:
        """A line of its text begins."""
        self._lines.append("")

    def add(self, text: str) -> None:
        """More of its text."""
        if self._lines and self._length <= LONGEST_CELL:
            self._length += len(text)
            self._lines[-1] += text[: LONGEST_CELL + 1]

    def shown(self) -> str:
        """As a person sees it, or would have typed it. Raises ValueError."""
        text = "\n".join(map(str.strip, self._lines))  # without what is only there to be read by people
        match self.said.get("office:value-type", ""):
            case "float" | "percentage" | "currency":
                return _number(float(self.said["office:value"][:_LONGEST_NUMBER]), text.strip())
            case "date":
                return _MIDNIGHT.sub("", self.said["office:date-value"][:_LONGEST_NUMBER]).replace("T", " ")
            case "boolean":
                return str(self.said.get("office:boolean-value") == "true")
            case _:
                return (text or self.said.get("office:string-value", ""))[: LONGEST_CELL + 1]


def _number(value: float, text: str) -> str:
    """As it is shown where that is a code, "0042" or "T-0042", and not an amount."""
    if _is_power_of_ten(text, value) or _A_DAY.fullmatch(text):  # a code such as 1E5 was taken for one; days counted
        return text
    is_code = value.is_integer() and not _FIGURES_OF_AN_AMOUNT.search(text)
    if is_code and _NO_FIGURE.sub("", text).lstrip("0") == str(int(value)).lstrip("0-"):
        return text
    return shown_number(value, "General")


def _is_power_of_ten(text: str, value: float) -> bool:
    """Whether the whole value is written so, and not only shown short of some of its figures."""
    with suppress(ValueError):
        return "E+" in text.upper() and float(text.replace(",", ".")) == value
    return False
