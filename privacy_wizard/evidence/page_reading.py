"""A web page of Meta's as the tree that its JSON would be: rows as labels and values, people and links with their days.

What is taken does not hang on the names of classes: the first text of a row is its label, the address of a link says
whose it is, and a text with a moment after it is one of a list.
"""

import re
from html.parser import HTMLParser
from typing import Any

from attrs import define, field

from .export_notes import CannotReadMember, NoteKind
from .export_texts import day_of

_MOST_TEXTS = 200  # of a row
# `Mar 24, 2025 9:55 am`, and so in other languages; the long form above a page is none
_MOMENT = re.compile(r"(?=.{8,40}$)[^<>@]{0,14}\b(?:19|20)\d\d,? \d{1,2}:\d\d(?::\d\d)? ?\S{0,12}")
_REMARK = re.compile(r"\((.{8,40})\)$")
_PREVIOUS = re.compile(r"\S+@\S+ \([^()]{1,60}\)")  # an address that is no longer in use, whatever the language
Tree = dict[str, Any]


def page_tree(page: str) -> Tree:
    """`tables`, each with its rows as `label_values`; `links` and `people`, each with the moment after it, if any is.

    `made` is the moment that the page itself gives for the export. Raises CannotReadMember.
    """
    reader = _PageReader()
    try:
        reader.feed(page)  # never closed: what is unfinished at the end is left, and not gone through again and again
    except AssertionError:  # as the library says that a declaration is none
        raise CannotReadMember(NoteKind.DAMAGED) from None
    tables = ([value for row in table for value in row.values()] for table in reader.tables)
    found = [{"label_values": values} for values in tables if values]
    return {"tables": found, "links": reader.links, "people": reader.people, "made": reader.made}


@define
class _PageRow:
    """The texts of a row: the first is its label, the others its value, or one value for each item of a list."""

    items: list[list[str]] = field(factory=lambda: [[]])
    count: int = 0

    def add(self, text: str) -> None:
        self.count += 1
        if self.count <= _MOST_TEXTS:
            self.items[-1].append(text)

    def values(self) -> list[dict[str, Any]]:
        first, *others = self.items
        if not first:
            return []
        label, inner = first[0], ([first[1:]] if not others or first[1:] else [])
        return [_labelled(label, texts) for texts in (*inner, *(each for each in others if each))]


def _labelled(label: str, texts: list[str]) -> dict[str, Any]:
    """A value without the moment in brackets at its end, which says since when; a previous address has no value."""
    remark = _REMARK.fullmatch(texts[-1]) if texts else None
    since = day_of(remark[1]) if remark is not None else None
    said = " ".join(texts[:-1] if since is not None else texts)
    value = "" if _PREVIOUS.fullmatch(said) else said
    return {"label": label, "value": value} | ({"timestamp": since.isoformat()} if since is not None else {})


class _PageReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[_PageRow]] = [[]]
        self.links: list[dict[str, Any]] = []
        self.people: list[dict[str, Any]] = []
        self.made = ""
        self._open = [self.tables[0]]  # tables within tables
        self._row: _PageRow | None = None
        self._link: dict[str, Any] | None = None
        self._before = ""  # the text that stands just before, outside of tables

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A table begins, a row, an item of a list in it, or a link."""
        if tag == "table":
            self._open.append([])
            self.tables.append(self._open[-1])
        elif tag == "tr":
            self._row = _PageRow()
            self._open[-1].append(self._row)
        elif tag == "li" and self._row is not None:
            self._row.items.append([])
        elif tag == "a":
            self._link = {"href": dict(attrs).get("href") or ""}
            self.links.append(self._link)
        elif tag == "time" and not self.made:
            self.made = dict(attrs).get("datetime") or ""

    def handle_endtag(self, tag: str) -> None:
        """A row ends, or a table."""
        if tag == "tr":
            self._row = None
        elif tag == "table" and len(self._open) > 1:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """A text belongs to the row that it stands in; a moment to the link or the name before it."""
        text = data.strip()
        if not text or self.cdata_elem:
            return
        if self._row is not None:
            self._row.add(text)
            return
        if self._link is not None and (day := day_of(text)):
            self._link["timestamp"] = day.isoformat()
            self._link = None
        if _MOMENT.fullmatch(text):
            if self._before:
                self.people.append({"name": self._before, "timestamp": text})
            self._before = ""
        else:
            self._before = text
