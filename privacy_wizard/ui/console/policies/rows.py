"""What stands in the list of the workshop: the policy's own pages, then the controls that search and filter leave."""

from collections.abc import Iterator

from attrs import frozen

from ....domain.model import Control, Requirement
from ....domain.names import area_name
from ....domain.vocabulary import Area, Level
from ....i18n import _
from ....office.workshop import Workshop
from ....office.workshop_edits import requirement_of
from ....office.workshop_faults import Unfinished
from .about import ABOUT, CHANGES, CLAUSES, TELL, UNFINISHED, row_of
from .list import ListRow
from .words import level_words

_MOODS = {Level.MUST: "accent", Level.SHOULD: "good", Level.INFORM: "plain", None: "plain"}


@frozen(kw_only=True)
class Marks:
    """What the list shows beside the policy itself, and what it is narrowed to."""

    changes: int
    unfinished: tuple[Unfinished, ...] | None  # None: not looked yet
    search: str = ""
    filter: str = ""


def list_rows(bench: Workshop, marks: Marks) -> Iterator[ListRow]:
    """The rows in their order."""
    open_rows = {row_of(each) for each in marks.unfinished or ()}
    if not marks.search.strip() and not marks.filter:
        yield from _pages(bench, marks, open_rows)
    for area in Area:
        controls = [each for each in bench.catalogue.controls.values() if each.area is area]
        found = [each for each in controls if _matches(bench, each, marks, open_rows)]
        if found:
            yield ListRow(title=area_name(area))
            yield from (_row(bench, each, is_unfinished=each.id in open_rows) for each in found)


def _pages(bench: Workshop, marks: Marks, open_rows: set[str]) -> Iterator[ListRow]:
    pack = bench.pack
    left = len(marks.unfinished) if marks.unfinished is not None else None
    for identifier, title, word in (
        (ABOUT, _("About the policy"), ""),
        (CLAUSES, _("Clauses"), str(len(pack.clauses))),
        (TELL, _("Whom to tell"), str(len(pack.tell))),
        (CHANGES, _("What changes"), str(marks.changes)),
    ):
        yield ListRow(id=identifier, title=title, word=word, is_unfinished=identifier in open_rows)
    yield ListRow(
        id=UNFINISHED,
        title=_("Still to be done"),
        word="…" if left is None else str(left),
        mood="warn" if left else "plain" if left is None else "good",
    )


def _row(bench: Workshop, control: Control, *, is_unfinished: bool) -> ListRow:
    asked, changed = requirement_of(bench.pack, control.id), bench.is_changed(control.id)
    level = asked.level if asked is not None else None
    said = [control.title, level_words(level)]
    said += [_("from the baseline")] if asked is not None and asked.from_baseline else []
    said += [_("changed")] if changed else []
    said += [_("still to be done")] if is_unfinished else []
    return ListRow(
        id=control.id,
        title=control.title,
        word=level_words(level) if level is not None else "",
        mood=_MOODS[level],
        is_changed=changed,
        is_unfinished=is_unfinished,
        spoken=", ".join(said),
    )


def _matches(bench: Workshop, control: Control, marks: Marks, open_rows: set[str]) -> bool:
    asked = requirement_of(bench.pack, control.id)
    is_left = {
        "asked": asked is not None,
        "not asked": asked is None,
        "changed": bench.is_changed(control.id),
        "unfinished": control.id in open_rows,
    }.get(marks.filter, True)
    text = _text(control, asked)
    return is_left and all(word in text for word in marks.search.casefold().split())


def _text(control: Control, asked: Requirement | None) -> str:
    said = [control.title, control.statement, control.id, area_name(control.area)]
    if asked is not None:
        said += [asked.summary, *asked.details, *(f"{each.ref} {each.asks}" for each in asked.clauses)]
    return " ".join(said).casefold()
