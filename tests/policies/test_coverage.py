"""The table of what can be answered where."""

from attrs import evolve

from privacy_wizard.domain.coverage import CoverageMark, coverage
from privacy_wizard.domain.model import Catalogue, Lack
from privacy_wizard.domain.vocabulary import Level, ServiceState
from tests.domain.library import CATALOGUE, PACK, SPARSE


def test_no_shipped_pack_has_a_hole_on_any_platform(catalogue: Catalogue) -> None:
    table = coverage(catalogue, list(catalogue.packs.values()))
    assert [(control.id, checklist.id) for control, checklist in table.holes] == []


def test_every_control_that_a_pack_asks_has_a_row_with_its_level(catalogue: Catalogue) -> None:
    for pack in catalogue.packs.values():
        rows = coverage(catalogue, [pack]).rows
        assert {row.control.id: row.levels[pack.id] for row in rows} == {
            each.control.id: each.level for each in pack.requirements
        }


def test_a_control_that_nothing_answers_is_a_hole_until_the_checklist_says_why() -> None:
    holes = coverage(CATALOGUE, [PACK]).holes
    assert [(control.id, checklist.id) for control, checklist in holes] == [
        ("tagging.control", "beta"),
        ("identity.school-name", "beta"),
    ]
    lacks = (Lack(control="tagging.control", reason="No."), Lack(control="identity.school-name", reason="None."))
    said = evolve(CATALOGUE, checklists={**CATALOGUE.checklists, "beta": evolve(SPARSE, lacks=lacks)})
    table = coverage(said, [PACK])
    assert table.holes == ()
    assert {row.cells["beta"].reason for row in table.rows} == {"", "No.", "None."}


def test_a_control_is_marked_only_where_its_kind_is_asked() -> None:
    rows = {row.control.id: row for row in coverage(CATALOGUE, [PACK], ["alpha"]).rows}
    assert list(rows["conduct.professional"].cells) == ["alpha", "official", "person"]
    marks = {name: [cell.mark for cell in row.cells.values()] for name, row in rows.items()}
    assert marks["visibility.audience"] == [CoverageMark.ANSWERED, CoverageMark.NOT_ASKED, CoverageMark.NOT_ASKED]
    assert marks["content.blog-content"] == [CoverageMark.ANSWERED, CoverageMark.NOT_ASKED, CoverageMark.NOT_ASKED]
    assert marks["conduct.professional"] == [CoverageMark.NOT_ASKED, CoverageMark.NOT_ASKED, CoverageMark.ANSWERED]
    assert marks["conduct.official-approval"] == [CoverageMark.NOT_ASKED, CoverageMark.ANSWERED, CoverageMark.NOT_ASKED]


def test_a_pack_that_does_not_ask_shows_no_level() -> None:
    less = evolve(PACK, id="less", requirements=PACK.requirements[:1])
    rows = coverage(CATALOGUE, [PACK, less]).rows
    assert [row.levels["less"] for row in rows] == [Level.MUST, *[None] * (len(rows) - 1)]


def test_a_closed_service_lacks_all_that_it_has_no_check_for(catalogue: Catalogue) -> None:
    closed = [each for each in catalogue.checklists.values() if each.state is ServiceState.CLOSED]
    for row in coverage(catalogue, list(catalogue.packs.values())).rows:
        for each in closed:
            assert row.cells[each.id].mark is not CoverageMark.HOLE
