"""What a file says about its past, and about a service that is no longer what it was."""

from datetime import date

from privacy_wizard.catalogue import load_catalogue
from privacy_wizard.domain.audit import Account, Declaration, Person
from privacy_wizard.domain.checklist_index import successors
from privacy_wizard.domain.expectation import expected_set
from privacy_wizard.domain.questions import all_questions
from privacy_wizard.domain.versions import changes_since, version_order, withdrawn_version
from privacy_wizard.domain.vocabulary import Kind, Occasion, PersonKind, ServiceGroup, ServiceState

from .libraries import Library

PICTURES = "platforms/pictures.yaml"
CHANGES = """\
changes:
  - {version: "2026.11.1", date: 2026-11-01, summary: The account question is two., checks: [pictures.private]}
  - {version: "2026.9.1", date: 2026-09-01, summary: First version.}
withdrawn:
  - {version: "2026.9.1", date: 2026-11-02, reason: It led to the wrong page.}
lacks:
"""


def _closed(library: Library, state: str = "closed") -> None:
    library.change(
        PICTURES,
        "lacks:\n  - {control: content.references, reason: There is nothing of the kind.}\n",
        f'status: {{state: {state}, since: "2019-04", summary: It closed in April 2019., source: S1}}\n'
        "nothing_else: The service closed.\n",
    )
    library.change("packs/village.yaml", "  - {control: conduct.ack-libel", _WIKI + "  - {control: conduct.ack-libel")


_WIKI = "  - {control: content.wiki, level: should, clauses: [B.1], summary: No wikis.}\n"


def _declaration() -> Declaration:
    person = Person(name="Anna Example", role="Teacher", kind=PersonKind.EMPLOYEE, identifier="1")
    accounts = (Account(id="a", checklist="pictures"),)
    return Declaration(person=person, occasion=Occasion.INDUCTION, pack="village", accounts=accounts)


def test_a_source_without_a_date_of_its_own_is_as_old_as_its_reading(library: Library) -> None:
    library.change(PICTURES, 'date: "2026-05", ', 'read: "2026-11", ')
    source = load_catalogue(library.folder).checklists["pictures"].checks[0].source
    assert (source.date, source.undated, source.read) == ("2026-11", True, "2026-11")


def test_of_a_closed_service_all_that_is_not_asked_is_lacking_for_one_reason(library: Library) -> None:
    _closed(library)
    checklist = load_catalogue(library.folder).checklists["pictures"]
    assert checklist.state is ServiceState.CLOSED
    assert checklist.status
    assert checklist.status.source.id == "S1"
    assert {(lack.control, lack.reason) for lack in checklist.lacks} == {
        ("content.references", "The service closed."),
        ("content.wiki", "The service closed."),
    }


def test_of_a_closed_service_nobody_is_asked_what_is_asked_of_every_account(library: Library) -> None:
    _closed(library)
    catalogue, declaration = load_catalogue(library.folder), _declaration()
    asked = {question.check.id for question in all_questions(catalogue, declaration)}
    assert "every-account.wiki" not in asked
    pairs = {pair.requirement.control.id: pair for pair in expected_set(catalogue, declaration).all}
    assert pairs["content.wiki"].checks == ()
    assert pairs["visibility.audience"].checks


def test_of_a_fading_service_everybody_is_still_asked_that(library: Library) -> None:
    _closed(library, "fading")
    catalogue = load_catalogue(library.folder)
    assert "every-account.wiki" in {question.check.id for question in all_questions(catalogue, _declaration())}
    lacking = {catalogue.controls[lack.control].kind for lack in catalogue.checklists["pictures"].lacks}
    assert lacking == {Kind.SETTING}


def test_a_service_is_open_and_in_no_group_of_its_own_where_nothing_is_said(library: Library) -> None:
    checklist = load_catalogue(library.folder).checklists["pictures"]
    assert (checklist.state, checklist.status, checklist.group) == (ServiceState.OPEN, None, ServiceGroup.OTHER)


def test_versions_are_ordered_by_their_numbers() -> None:
    assert version_order("2026.9.1") < version_order("2026.11.1") < version_order("2026.11.10")


def test_only_what_came_after_the_version_that_was_answered_is_told(library: Library) -> None:
    library.change(PICTURES, "lacks:\n", CHANGES)
    checklist = load_catalogue(library.folder).checklists["pictures"]
    assert checklist.changes[0].date == date(2026, 11, 1)
    assert [change.version for change in changes_since(checklist, "2026.9.1")] == ["2026.11.1"]
    assert changes_since(checklist, "2026.11.1") == ()
    assert changes_since(checklist, "") == ()
    assert len(changes_since(checklist, "before there were numbers")) == 2


def test_a_withdrawn_version_is_told_with_its_reason_and_others_are_not(library: Library) -> None:
    library.change(PICTURES, "lacks:\n", CHANGES)
    catalogue = load_catalogue(library.folder)
    withdrawn = withdrawn_version(catalogue, "pictures", "2026.9.1")
    assert withdrawn
    assert withdrawn.reason == "It led to the wrong page."
    assert withdrawn_version(catalogue, "pictures", "2026.11.1") is None
    assert withdrawn_version(catalogue, "village", "2026.9.1") is None
    assert withdrawn_version(catalogue, "nothing-of-the-kind", "2026.9.1") is None


def test_a_split_check_has_several_successors_and_a_merged_one_shares_its_own(library: Library) -> None:
    library.change(PICTURES, "- id: pictures.private\n", "- id: pictures.private\n    replaces: [pictures.old]\n")
    library.change(
        PICTURES, "- id: pictures.email\n", "- id: pictures.email\n    replaces: [pictures.old, pictures.older]\n"
    )
    library.change(PICTURES, "lacks:\n", "retired: [pictures.gone]\nlacks:\n")
    catalogue = load_catalogue(library.folder)
    assert successors(catalogue) == {
        "pictures.old": ("pictures.private", "pictures.email"),
        "pictures.older": ("pictures.email",),
    }
    assert catalogue.checklists["pictures"].retired == ("pictures.gone",)
