"""A web page of Meta's as the tree that its JSON would be: rows of tables as labels and values, links with their days.

No real page was at hand. What is taken is what does not hang on the names of classes: the first text of a row is its
label, and the address of a link says whose it is. It is marked as not proven wherever it is used.
"""

from html.parser import HTMLParser
from typing import Any

from .export_notes import CannotReadMember, NoteKind
from .export_texts import day_of

_MOST_TEXTS = 20  # of a row
Tree = dict[str, list[dict[str, Any]]]


def page_tree(page: str) -> Tree:
    """`label_values` of all rows, and `links`, each with the day that stands after it, if one does.

    Raises CannotReadMember.
    """
    reader = _PageReader()
    try:
        reader.feed(page)  # never closed: what is unfinished at the end is left, and not gone through again and again
    except AssertionError:  # as the library says that a declaration is none
        raise CannotReadMember(NoteKind.DAMAGED) from None
    rows = ((row[0], " ".join(row[1:])) for row in reader.rows if row)
    return {"label_values": [{"label": label, "value": value} for label, value in rows], "links": reader.links}


class _PageReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self.links: list[dict[str, Any]] = []
        self._row: list[str] | None = None
        self._link: dict[str, Any] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A row begins, or a link."""
        if tag == "tr":
            self._row = []
            self.rows.append(self._row)
        elif tag == "a":
            self._link = {"href": dict(attrs).get("href") or ""}
            self.links.append(self._link)

    def handle_endtag(self, tag: str) -> None:
        """A row ends."""
        if tag == "tr":
            self._row = None

    def handle_data(self, data: str) -> None:
        """A text belongs to the row that it stands in; the first day after a link to that link."""
        text = data.strip()
        if not text or self.cdata_elem:
            return
        if self._row is not None and len(self._row) < _MOST_TEXTS:
            self._row.append(text)
        if self._link is not None and (day := day_of(text)):
            self._link["timestamp"] = day.isoformat()
            self._link = None
