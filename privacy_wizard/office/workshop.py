"""The policy workshop: a draft policy, saved with every change, and undo."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from functools import cache
from json import JSONDecodeError, dumps, loads
from pathlib import Path
from typing import Any

from attrs import evolve, frozen
from cattrs import Converter

from ..domain.coverage import lack_of
from ..domain.model import Catalogue, Checklist, Control, OwnStatement, PolicyPack
from ..domain.own_statements import own_controls
from ..domain.policy_difference import differences
from ..domain.policy_draft import BASELINE, start_pack, with_baseline
from ..domain.versions import version_order
from ..domain.vocabulary import ServiceState, Subject
from ..i18n import Message
from ..serialization import new_converter
from ..system import NotWritten, Trouble, write_private
from .workshop_edits import requirement_of, revised, settled

FORMAT = 1
_LARGEST = 5_000_000  # bytes; the largest policy has about 100,000 as a draft
_MOST_BACK = 500
_SUFFIX = ".policy-draft.json"


class PolicyDraftBroken(Trouble):
    """A saved draft that cannot be opened; it is left untouched."""

    sentence = Message(
        "The draft {file} cannot be read: it is damaged, or was written by a newer program. It was "
        "left as it is. Open it with the newer program, or begin the policy again."
    )

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path, self.file = path, path.name


class PolicyDraftGone(Trouble):
    """A draft that no longer exists."""

    sentence = Message(
        "This draft was deleted. Begin the policy again. A policy already in the school's file is still there."
    )

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path


@frozen(kw_only=True)
class PolicyDraft:
    """A draft policy, and what it started from."""

    pack: PolicyPack
    began: PolicyPack  # what changes are told against
    source: str  # the title of what it came from


@frozen(kw_only=True)
class SavedDraft:
    """One draft in a list."""

    id: str
    title: str
    issuer: str
    source: str
    saved_at: datetime
    is_broken: bool = False


def begin_draft(source: PolicyPack, *, pack_id: str, title: str, issuer: str, on: date) -> PolicyDraft:
    """A new policy that starts with everything `source` asks."""
    pack = start_pack(source, pack_id=pack_id, title=title, issuer=issuer, on=on)
    return PolicyDraft(pack=pack, began=pack, source=source.title)


def begin_revision(pack: PolicyPack, on: date) -> PolicyDraft:
    """The next version of the school's own policy."""
    return PolicyDraft(pack=revised(pack, on), began=pack, source=f"{pack.title} {pack.version}")


class Workshop:
    """Works on one policy. Every change is saved at once with `keep`, and can be undone."""

    def __init__(self, catalogue: Catalogue, draft: PolicyDraft, keep: Callable[[PolicyDraft], None]) -> None:
        self.catalogue, self._keep = catalogue, keep
        self.baseline = catalogue.packs[BASELINE]
        self.began = with_baseline(draft.began, self.baseline)
        self.source = draft.source
        self.pack = settled(draft.pack, self.baseline)
        self._back: list[PolicyPack] = []
        self._forth: list[PolicyPack] = []
        self._part = ""

    @property
    def draft(self) -> PolicyDraft:
        """The draft as it is saved."""
        return PolicyDraft(pack=self.pack, began=self.began, source=self.source)

    @property
    def controls(self) -> Mapping[str, Control]:
        """Everything the policy can ask for: the library's controls, and its own statements."""
        return {**self.catalogue.controls, **{control.id: control for control in own_controls(self.pack)}}

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to undo."""
        return bool(self._back)

    @property
    def can_redo(self) -> bool:
        """Whether there is a change to redo."""
        return bool(self._forth)

    def change(self, pack: PolicyPack, part: str = "") -> bool:
        """Go on with this. Returns whether anything differs. Raises NotWritten: changed, but not saved yet.
        Consecutive changes to the same `part`, as while typing, are undone as one.
        """
        after = settled(pack, self.baseline)
        if after == self.pack:
            return False
        if not (part and part == self._part and self._back):
            self._back = [*self._back[-_MOST_BACK:], self.pack]
        self._part = part
        self._forth.clear()
        self.pack = after
        self.keep()
        return True

    def undo(self) -> None:
        """Undo the last change. Raises NotWritten."""
        if self._back:
            self._forth.append(self.pack)
            self.pack, self._part = self._back.pop(), ""
            self.keep()

    def redo(self) -> None:
        """Redo the change undone last. Raises NotWritten."""
        if self._forth:
            self._back.append(self.pack)
            self.pack, self._part = self._forth.pop(), ""
            self.keep()

    def keep(self) -> None:
        """Save it. Raises NotWritten."""
        self._keep(self.draft)

    def is_changed(self, control: str) -> bool:
        """Whether the draft asks for a control differently than when it was begun."""
        return requirement_of(self.pack, control) != requirement_of(self.began, control)

    def finished(self) -> PolicyPack:
        """The pack as it is written to a file; its newest change names the controls it touches."""
        if not self.pack.changes or version_order(self.began.version) >= version_order(self.pack.version):
            return self.pack
        touched = {each.control.id for each in differences(self.began, self.pack) if each.control is not None}
        newest = evolve(self.pack.changes[0], controls=tuple(sorted(touched)))
        return evolve(self.pack, changes=(newest, *self.pack.changes[1:]))


class PolicyDrafts:
    """The drafts of one school, each a private file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def saved(self) -> tuple[SavedDraft, ...]:
        """The drafts, the most recent first."""
        return tuple(sorted(self._look(), key=lambda each: (each.saved_at, each.id), reverse=True))

    def keep(self, draft: PolicyDraft) -> None:
        """Save a draft under its policy's identifier. Raises NotWritten."""
        document = {
            "format": FORMAT,
            "title": draft.pack.title,
            "issuer": draft.pack.issuer,
            "source": draft.source,
            "pack": _writing().unstructure(draft.pack),
            "began": _writing().unstructure(draft.began),
        }
        write_private(self._file(draft.pack.id), dumps(document, ensure_ascii=False).encode())

    def open(self, identifier: str, catalogue: Catalogue) -> PolicyDraft:
        """A draft, with the controls as they are now. Raises PolicyDraftBroken, PolicyDraftGone."""
        path = self._file(identifier)
        document = self._read(path)
        reading = _reading(catalogue.controls)
        try:
            packs = {name: _as_stated(reading, _still_known(document[name], catalogue)) for name in _PACKS}
            return PolicyDraft(**packs, source=str(document["source"]))
        except Exception as error:
            raise PolicyDraftBroken(path) from error

    def delete(self, identifier: str) -> None:
        """Delete a draft for good. Raises NotWritten if the disk refuses."""
        path = self._file(identifier)
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise NotWritten(path, error) from error

    def _file(self, identifier: str) -> Path:
        return self._folder / f"{identifier}{_SUFFIX}"

    def _look(self) -> Iterator[SavedDraft]:
        for path in self._folder.glob(f"*{_SUFFIX}"):
            name = path.name.removesuffix(_SUFFIX)
            saved_at = datetime.fromtimestamp(0, UTC)
            try:
                found = self._read(path)
                saved_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
            except PolicyDraftGone:
                continue
            except PolicyDraftBroken:
                yield SavedDraft(id=name, title=name, issuer="", source="", saved_at=saved_at, is_broken=True)
                continue
            title, issuer, source = (str(found.get(each, "")) for each in ("title", "issuer", "source"))
            yield SavedDraft(id=name, title=title, issuer=issuer, source=source, saved_at=saved_at)

    def _read(self, path: Path) -> Mapping[str, Any]:
        try:
            with path.open("rb") as file:
                found = loads(file.read(_LARGEST))
        except FileNotFoundError as error:
            raise PolicyDraftGone(path) from error
        except (OSError, UnicodeDecodeError, JSONDecodeError, RecursionError) as error:
            raise PolicyDraftBroken(path) from error
        if not isinstance(found, dict) or found.get("format") != FORMAT:
            raise PolicyDraftBroken(path)
        return found


_PACKS = ("pack", "began")


def _still_known(pack: Mapping[str, Any], catalogue: Catalogue) -> dict[str, Any]:
    """Without whatever rests on a control that the checklists no longer have; its own statements stay."""
    controls = catalogue.controls
    return {
        **pack,
        "requirements": [each for each in pack["requirements"] if each.get("statement") or each["control"] in controls],
        "departures": [each for each in pack["departures"] if each["control"] in controls],
    }


@cache
def _writing() -> Converter:
    converter = new_converter()
    converter.register_unstructure_hook(Control, lambda control: control.id)
    return converter


def _reading(controls: Mapping[str, Control]) -> Converter:
    converter = new_converter()
    converter.register_structure_hook(
        Control, lambda identifier, _kind: controls.get(identifier) or _unsaid(identifier)
    )
    return converter


def _unsaid(identifier: str) -> Control:
    return OwnStatement(title="", says="").as_control(identifier)


def _as_stated(reading: Converter, pack: Mapping[str, Any]) -> PolicyPack:
    """The pack, with the controls that its own statements stand for."""
    found = reading.structure(pack, PolicyPack)
    stated = (
        evolve(each, control=each.statement.as_control(each.control.id)) if each.statement is not None else each
        for each in found.requirements
    )
    return evolve(found, requirements=tuple(stated))


@frozen(kw_only=True)
class WhereAsked:
    """On which services a control is asked, and why not on the others."""

    there: tuple[str, ...]  # titles
    lacking: tuple[tuple[str, str], ...]  # title and reason; the reason is empty where the checklist says nothing


def where_asked(catalogue: Catalogue, control: Control) -> WhereAsked:
    """For a control that is asked of each personal account; empty for any other."""
    if control.kind.subject is not Subject.PERSONAL_ACCOUNT:
        return WhereAsked(there=(), lacking=())
    lists = [each for each in catalogue.checklists.values() if each.subject is Subject.PERSONAL_ACCOUNT]
    shared = any(_answers(each, control) for each in lists if each.every_account)
    there, lacking = list[str](), list[tuple[str, str]]()
    for each in sorted((each for each in lists if not each.every_account), key=lambda each: each.title.casefold()):
        if _answers(each, control) or (shared and each.state is not ServiceState.CLOSED):
            there.append(each.title)
        else:
            lacking.append((each.title, lack_of(each, control)))
    return WhereAsked(there=tuple(there), lacking=tuple(lacking))


def _answers(checklist: Checklist, control: Control) -> bool:
    return any(check.control == control.id for check in checklist.checks)
