"""A list is made only where its risk was weighed, and the record names nobody of it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from privacy_wizard.domain.certificate_events import ProtectedListMade
from privacy_wizard.domain.protected_list import USUAL, ProtectedPerson
from privacy_wizard.evidence.matching.matches import MatchKind, matches
from privacy_wizard.evidence.observation import ExportedConnection
from privacy_wizard.identity.errors import KeyTrouble
from privacy_wizard.office.authority_events import AuthorityActs
from privacy_wizard.office.authority_store import authority_record
from privacy_wizard.office.protected_lists import ListStopped, MadeList, NobodyListed, NoImpactAssessment, TooManyListed
from privacy_wizard.office.school_folder import SchoolFolder
from privacy_wizard.system.progress import WorkProgress

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
SECRET = "kettle orbit maple fourteen"
PEOPLE = [ProtectedPerson(first="Persephone", last="Brook"), ProtectedPerson(handle="@seffy"), ProtectedPerson()]


@pytest.fixture
def acts(tmp_path: Path) -> Iterator[AuthorityActs]:
    place = SchoolFolder(folder=tmp_path / "school", now=lambda: NOW)
    with authority_record(place.folder, "Olive", lambda: NOW) as record:
        AuthorityActs(authority_store=place.authority_store, record=record, now=lambda: NOW).make("Hillside", SECRET)
    with authority_record(place.folder, "Olive", lambda: NOW) as record:
        yield AuthorityActs(authority_store=place.authority_store, record=record, now=lambda: NOW)


def made(acts: AuthorityActs, folder: Path, people: list[ProtectedPerson] = PEOPLE, **more: object) -> MadeList:
    place = SchoolFolder(folder=folder / "school", now=lambda: NOW)
    given = {"secret": SECRET, "weighed": True, "expires": NOW + USUAL, **more}
    return acts.make_protected_list(
        people=people, school="Hillside", into=place.protected_list, out=folder / "all.pwlist", **given
    )


def test_a_list_is_made_of_whom_it_can_find_again_and_the_record_has_the_number_alone(
    acts: AuthorityActs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered: list[object] = []
    enter = acts.record.enter
    monkeypatch.setattr(acts.record, "enter", lambda *events: (entered.extend(events), enter(*events)))
    found = made(acts, tmp_path)
    [event] = entered
    assert isinstance(event, ProtectedListMade)
    assert (event.people, event.expires, found.people) == (2, NOW + USUAL, 2)
    assert found.out.read_bytes() == (tmp_path / "school" / "protected.pwlist").read_bytes()
    shown = [ExportedConnection(name="Brook Persephone"), ExportedConnection(handle="seffy")]
    assert [each.kind for each in matches(found.protected, shown).values()] == [MatchKind.SWAPPED, MatchKind.HANDLE]
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert not any(word in kept.lower() for word in (b"persephone", b"brook", b"seffy"))


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"weighed": False}, NoImpactAssessment),
        ({"people": [ProtectedPerson(first="Only")]}, NobodyListed),
        ({"people": [ProtectedPerson(first="Ann", last="Lee")] * 30_000}, TooManyListed),
        ({"secret": "another one altogether"}, KeyTrouble),
        ({"progress": WorkProgress(stopped=lambda: True)}, ListStopped),
    ],
)
def test_otherwise_nothing_is_made(
    acts: AuthorityActs, tmp_path: Path, wrong: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        made(acts, tmp_path, **wrong)
    assert not list(tmp_path.rglob("*.pwlist"))
