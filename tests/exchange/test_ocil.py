"""Checklists leave as OCIL and come back: valid, with the same meaning, without loss."""

from pathlib import Path

import pytest
from attrs import evolve, fields_dict
from hypothesis import given, settings
from hypothesis import strategies as st

from privacy_wizard.catalogue.building import build_checklist
from privacy_wizard.catalogue.folder import FileKind, library_files
from privacy_wizard.catalogue.loading import Library
from privacy_wizard.domain.expectation import Expected
from privacy_wizard.domain.judgement import Responses, judge
from privacy_wizard.domain.model import (
    Catalogue,
    Change,
    Checklist,
    Gate,
    Lack,
    PolicyPack,
    Source,
    Status,
    Steps,
    Withdrawn,
)
from privacy_wizard.domain.vocabulary import NotApplicable, ServiceGroup, ServiceState, Unresolved, Verdict
from privacy_wizard.exchange import ChecklistDraft, checklist_yaml, read_ocil, whole_checklist
from privacy_wizard.exchange.ocil_writing import RESULTS, checklist_for
from privacy_wizard.exchange.xml_document import choice_id, ocil_id
from tests.domain.library import CATALOGUE, EVERY, NAME, PACK, PLATFORM, check, response, with_pack
from tests.in_turn import in_turn

from .audits import TODAY, WHEN, in_turns
from .judges import OCIL_SCHEMA, needs_judges, schema_faults, write
from .ocil_engine import NOT_APPLICABLE, UNKNOWN, Engine

ODD = "Zoë's “&<>]]> 漢字 \u200bend"


@pytest.fixture(scope="module")
def written(catalogue: Catalogue) -> dict[str, bytes]:
    """Every checklist that comes with the program, whole."""
    return {name: whole_checklist(catalogue, each, WHEN) for name, each in catalogue.checklists.items()}


@pytest.fixture(scope="module")
def drafted(written: dict[str, bytes]) -> dict[str, ChecklistDraft]:
    """What is read of them."""
    return {name: read_ocil(document) for name, document in written.items()}


@needs_judges
def test_every_checklist_is_valid_by_itself(written: dict[str, bytes], tmp_path: Path) -> None:
    """And under every policy: `test_every_policy_and_every_platform_is_valid`."""
    write({f"{name}.xml": document for name, document in written.items()}, tmp_path)
    assert len(written) > 40
    assert schema_faults(OCIL_SCHEMA, sorted(tmp_path.iterdir())) == []


def test_every_shipped_checklist_comes_back_as_it_was(catalogue: Catalogue, drafted: dict[str, ChecklistDraft]) -> None:
    for name, checklist in catalogue.checklists.items():
        assert drafted[name].checklist == checklist
        assert drafted[name].remarks == ()


def test_every_shipped_checklist_comes_back_into_the_library_through_its_file(
    catalogue: Catalogue, drafted: dict[str, ChecklistDraft]
) -> None:
    """The strict reader takes the YAML of the drafts and makes the same values: of as many as have all that any has."""
    source, seen, chosen = Path(__file__).parents[2] / "checklists", set[str](), set[str]()
    for checklist in catalogue.checklists.values():
        if told := _told_of(checklist) - seen:
            seen |= told
            chosen.add(checklist.id)
    library = Library()
    for file in library_files(source):
        if file.kind is FileKind.CONTROLS:
            library.take(file)
        elif (name := file.path.stem) in chosen:
            library.take_content(file, checklist_yaml(drafted[name].checklist).encode())
    assert library.faults() == ()
    for read in library.checklists:
        before = catalogue.checklists[read.form.id]
        assert evolve(build_checklist(read, catalogue.controls), sha256=before.sha256) == before
    assert len(library.checklists) == len(chosen) > 3


def _told_of(checklist: Checklist) -> set[str]:
    """What is said at all in a checklist and in its checks."""
    parts = (checklist, *checklist.checks, *(option for each in checklist.checks for option in each.options))
    return {
        f"{type(each).__name__}.{name}" for each in parts for name in fields_dict(type(each)) if getattr(each, name)
    }


def test_gates_behind_gates_steps_links_and_odd_text_come_back() -> None:
    deep = evolve(
        EVERY,
        checks=(
            *EVERY.checks,
            check(
                "every.deep", "identity.school-name", NAME, Gate(check="every.blog-content", opens_on=("half", "good"))
            ),
            evolve(
                check("every.told", "tagging.control"),
                ask="A  question: with  blanks",
                steps=Steps(web="Web: Settings > Web", android="Settings"),
                link="https://alpha.example/?a=1&b=2",
                last_seen=TODAY,
            ),
        ),
        fallback="",
    )
    draft = read_ocil(whole_checklist(CATALOGUE, deep, WHEN))
    assert draft.checklist == deep
    assert draft.remarks == ()


FIRST = Source(id="S1", title="A page", date="2026-11", read="2026-11", undated=True, url="https://alpha.example/a")
GONE = evolve(
    PLATFORM,
    group=ServiceGroup.GAMES,
    status=Status(
        state=ServiceState.CLOSED, since="2019-04", summary="It closed; old pages may be kept.", source=FIRST
    ),
    lacks=(Lack(control="tagging.control", reason="Own."), Lack(control="identity.school-name", reason="Shared.")),
    nothing_else="Shared.",
    checks=(
        evolve(PLATFORM.checks[0], replaces=("alpha.old-one", "alpha.old-two")),
        *PLATFORM.checks[1:],
    ),
    retired=("alpha.first", "alpha.second"),
    changes=(
        Change(
            version="2026.11.2", date=TODAY, summary="Split: one became two.", checks=("alpha.posts", "alpha.old-one")
        ),
        Change(version="2026.11.1", date=TODAY, summary="First version."),
    ),
    withdrawn=(Withdrawn(version="2026.9.1", date=TODAY, reason="It named a menu that <never> was."),),
)


def test_status_history_and_successors_come_back() -> None:
    draft = read_ocil(whole_checklist(CATALOGUE, GONE, WHEN))
    assert draft.checklist == GONE
    assert draft.remarks == ()


@needs_judges
def test_a_document_with_status_and_history_is_valid(tmp_path: Path) -> None:
    file = tmp_path / "gone.xml"
    file.write_bytes(whole_checklist(CATALOGUE, GONE, WHEN))
    assert schema_faults(OCIL_SCHEMA, [file]) == []


@in_turn(
    ("told", "instead"),
    [
        ('state="closed"', 'state="haunted"'),
        ('source="2"', 'source="99"'),
        ('date="2026-11-20"', 'date="some day"'),
        ('version="2026.11.2"', 'version="../../etc"'),
        ('ref="alpha.first"', 'ref="../first"'),
        ('group="games"', 'group="weapons"'),
    ],
)
def test_history_from_outside_that_makes_no_sense_is_left_out(told: str, instead: str) -> None:
    document = whole_checklist(CATALOGUE, GONE, WHEN).decode()
    assert told in document
    drafted = read_ocil(document.replace(told, instead).encode()).checklist
    assert drafted != GONE
    assert evolve(drafted, changes=(), withdrawn=(), retired=(), status=None, group=ServiceGroup.GAMES) == evolve(
        GONE, changes=(), withdrawn=(), retired=(), status=None
    )


def test_text_that_cannot_be_seen_is_taken_out_on_the_way_in() -> None:
    odd = evolve(PLATFORM, title=ODD)
    assert read_ocil(whole_checklist(CATALOGUE, odd, WHEN)).checklist.title == ODD.replace("\u200b", "")


def test_the_same_checklist_gives_the_same_bytes() -> None:
    assert whole_checklist(CATALOGUE, EVERY, WHEN) == whole_checklist(CATALOGUE, EVERY, WHEN)


def test_a_policy_document_asks_only_what_the_policy_asks_and_the_gates_before_it(catalogue: Catalogue) -> None:
    for pack, checklist in in_turns(catalogue.packs.values(), catalogue.checklists.values()):
        asked = {r.control.id for r in pack.requirements} & {c.control for c in checklist.checks}
        document = checklist_for(pack, checklist, WHEN)
        assert (document is None) == (not asked)
        if document is not None:
            drafted = read_ocil(document).checklist
            gates = {c.gate.check for c in drafted.checks if c.gate}
            assert {c.control for c in drafted.checks if c.id not in gates} <= asked
            assert asked <= {c.control for c in drafted.checks}


def answers_to(option_ids: list[str]) -> list[object]:
    return [None, *option_ids, *Unresolved, *NotApplicable]


@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_an_ocil_engine_comes_to_our_verdict_on_each_check(data: st.DataObject, catalogue: Catalogue) -> None:
    pack = data.draw(st.sampled_from([PACK, *catalogue.packs.values()]))
    library = with_pack(PACK) if pack is PACK else catalogue
    checklist = data.draw(st.sampled_from(_asked(library, pack)))
    checks = {c.id: c for c in checklist.checks}
    drawn = {c.id: data.draw(st.sampled_from(answers_to([o.id for o in c.options]))) for c in checklist.checks}
    responses: Responses = {
        (name, None): response(name, None, answer) for name, answer in drawn.items() if answer is not None
    }
    document = checklist_for(pack, checklist, WHEN)
    assert document is not None
    engine = Engine(
        document, {ocil_id("question", name): as_ocil(name, answer) for name, answer in drawn.items() if answer}
    )
    for requirement in pack.requirements:
        answering = [c for c in checklist.checks if c.control == requirement.control.id]
        if not answering:
            continue
        theirs = engine.entries(ocil_id("questionnaire", requirement.control.id))
        for one, result in zip(answering, theirs, strict=True):
            finding = judge(Expected(requirement=requirement, account=None, checks=(one,)), responses, checks, TODAY)
            general = isinstance(drawn[one.id], NotApplicable)
            assert result == RESULTS[finding.verdict] or (general and result == "UNKNOWN")


def _asked(library: Catalogue, pack: PolicyPack) -> list[Checklist]:
    """The checklists of which the policy asks something."""
    wanted = {requirement.control.id for requirement in pack.requirements}
    return [each for each in library.checklists.values() if wanted & {check.control for check in each.checks}]


def as_ocil(name: str, answer: object) -> str:
    if isinstance(answer, Unresolved):
        return UNKNOWN
    return NOT_APPLICABLE if isinstance(answer, NotApplicable) else choice_id(name, str(answer))


def test_together_the_checks_of_a_control_come_to_the_worst_in_both() -> None:
    document = checklist_for(PACK, PLATFORM, WHEN)
    assert document is not None
    expected = Expected(requirement=PACK.requirements[0], account=None, checks=PLATFORM.checks[:2])
    checks = {c.id: c for c in PLATFORM.checks}
    for first in ("good", "bad", "none"):
        for second in ("good", "bad", "none"):
            answers = {"alpha.posts": first, "alpha.stories": second}
            engine = Engine(document, {ocil_id("question", n): choice_id(n, a) for n, a in answers.items()})
            responses: Responses = {(n, None): response(n, None, a) for n, a in answers.items()}
            ours = RESULTS[judge(expected, responses, checks, TODAY).verdict]
            assert engine.questionnaire(ocil_id("questionnaire", "visibility.audience")) == ours


@pytest.mark.parametrize("wanted", ["PASS", "FAIL"])
def test_a_policy_judges_facts_in_its_own_document(wanted: str) -> None:
    lenient: PolicyPack = evolve(
        PACK,
        requirements=tuple(
            evolve(r, judges={"present": Verdict.MET} if wanted == "PASS" else {}) if r.control.facts else r
            for r in PACK.requirements
        ),
    )
    document = checklist_for(lenient, PLATFORM, WHEN)
    assert document is not None
    engine = Engine(document, {ocil_id("question", "alpha.name"): choice_id("alpha.name", "present")})
    assert engine.questionnaire(ocil_id("questionnaire", "identity.school-name")) == wanted
    assert read_ocil(document).remarks == ()
