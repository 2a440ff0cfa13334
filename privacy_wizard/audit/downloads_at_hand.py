"""The downloads read for the current audit. They are held in memory and go with it."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ..domain.questions import Question
from .state import Audit, Key

if TYPE_CHECKING:  # only for whoever has one
    from ..evidence import DataExport
    from .connections.connection import ListedPeople
    from .downloads import Shown


class DownloadsAtHand(dict[str, "DataExport"]):
    """Account → what its download shows. `files` says where each lies, `doubted` what is said to be so no more."""

    def __init__(self) -> None:
        super().__init__()
        self.files: dict[str, tuple[Path, ...]] = {}
        self.doubted: set[Key] = set()
        self._people: dict[str, tuple[DataExport, ListedPeople]] = {}
        self._shown_for: tuple[object, ...] = ()
        self._shown: Mapping[Key, Shown] = {}

    def take(self, account: str, export: "DataExport", files: tuple[Path, ...], people: "ListedPeople") -> None:
        """A download of an account, where it lies, and who is connected by it."""
        self[account], self.files[account], self._people[account] = export, files, (export, people)

    def people_in(self, exports: "Mapping[str, DataExport]") -> "Mapping[str, ListedPeople]":
        """Who is connected by these downloads, as far as that was put together before."""
        known = {account: self._people[account] for account in exports if account in self._people}
        return {account: people for account, (export, people) in known.items() if export is exports[account]}

    def shown(self, questions: tuple[Question, ...], audit: Audit) -> Mapping[Key, "Shown"]:
        """What they show about the questions, except what the user doubts."""
        if not self:
            return {}
        from .downloads import GIVEN, shown_by

        given = {key: each for key, each in audit.responses.items() if key[0] in GIVEN}
        wanted = (dict(self), questions, audit.school, given)
        if wanted != self._shown_for:
            self._shown_for, self._shown = wanted, shown_by(self, questions, audit.school, given)
        return {key: each for key, each in self._shown.items() if key not in self.doubted}
