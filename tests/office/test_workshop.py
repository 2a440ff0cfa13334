"""The policy workshop without its window: edits, drafts, faults at their places, the school's next profile."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import pytest
from attrs import evolve

from privacy_wizard.catalogue import shipped_folder
from privacy_wizard.catalogue.writing import write_pack
from privacy_wizard.domain.coverage import CoverageMark, coverage
from privacy_wizard.domain.model import Catalogue, Clause, Contact, OwnStatement, PolicyPack, SchoolDecision
from privacy_wizard.domain.policy_difference import DifferenceKind, differences
from privacy_wizard.domain.vocabulary import Basis, Kind, Level, PersonKind
from privacy_wizard.office.policy_files import Spot, faults_of, read_pack, unfinished
from privacy_wizard.office.school_folder import (
    SchoolFolder,
    forget_waiting,
    next_files,
    next_library,
    own_packs,
    put_policy,
    take_out,
    waiting_files,
)
from privacy_wizard.office.workshop import (
    PolicyDraftBroken,
    PolicyDraftGone,
    PolicyDrafts,
    Workshop,
    begin_draft,
    begin_revision,
    where_asked,
)
from privacy_wizard.office.workshop_edits import (
    as_baseline,
    as_kind,
    citing,
    decided,
    departure_of,
    left_out,
    new_clause_id,
    new_pack_id,
    newer_than,
    own_of,
    requirement_of,
    tidy,
    undecided,
    with_clause,
    with_critical,
    with_departure,
    with_level,
    with_new_statement,
    with_own,
    with_people,
    with_statement,
    without_clauses,
)
from tests.shipped import shipped

ON = date(2026, 11, 20)
LIBRARY = shipped_folder()


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return shipped()


@pytest.fixture
def begin(catalogue: Catalogue) -> Callable[[str], Workshop]:
    def new(source: str = "bradley-primary-2023") -> Workshop:
        draft = begin_draft(
            catalogue.packs[source], pack_id="st-anne", title="Our policy", issuer="St Anne's School", on=ON
        )
        return Workshop(catalogue, draft, lambda _draft: None)

    return new


def faults(pack: PolicyPack) -> list[str]:
    return [str(fault) for fault in faults_of(pack, LIBRARY)]


@pytest.mark.parametrize("source", ["baseline", "bradley-primary-2023", "ladysmith-federation"])
def test_a_policy_begun_from_a_shipped_one_can_be_used_at_once(begin: Callable[[str], Workshop], source: str) -> None:
    bench = begin(source)
    assert faults(bench.pack) == []
    assert differences(bench.began, bench.pack) == ()


def test_leaving_out_what_the_baseline_asks_asks_for_clause_and_reason_beside_the_rule(
    begin: Callable[[str], Workshop], catalogue: Catalogue
) -> None:
    bench = begin("baseline")
    control = catalogue.controls["tagging.control"]
    bench.change(left_out(bench.pack, control, bench.baseline))
    assert requirement_of(bench.pack, control.id) is None
    found = {(each.spot, each.of, each.field) for each in unfinished(bench.pack, LIBRARY)}
    assert (Spot.RULE, "tagging.control", "departure.clause") in found
    assert (Spot.RULE, "tagging.control", "departure.reason") in found
    departure = departure_of(bench.pack, control.id)
    assert departure is not None
    clause = Clause(id="4-tags", ref="4", asks="Tags are up to each.")
    said = evolve(departure, clause=clause.id, reason="Our policy leaves it to each.")
    bench.change(with_departure(with_clause(bench.pack, clause), said))
    assert faults(bench.pack) == []


@pytest.mark.parametrize("level", [None, Level.SHOULD])
def test_what_the_school_decided_needs_no_clause_and_stays_in_the_baselines_words(
    begin: Callable[[str], Workshop], catalogue: Catalogue, level: Level | None
) -> None:
    bench = begin("baseline")
    control = catalogue.controls["tagging.control"]
    if level is None:
        bench.change(left_out(bench.pack, control, bench.baseline))
    else:
        bench.change(with_level(bench.pack, control, level, bench.baseline))
    decision = SchoolDecision(by="governing body", on=ON)
    bench.change(decided(bench.pack, control, decision, bench.baseline))
    departure = departure_of(bench.pack, control.id)
    assert departure is not None
    bench.change(with_departure(bench.pack, evolve(departure, reason="Our choir is tagged.")))
    assert unfinished(bench.pack, LIBRARY) == ()
    asked = requirement_of(bench.pack, control.id)
    assert asked is None if level is None else asked is not None and (asked.level, asked.basis) == (level, "baseline")
    bench.change(with_level(bench.pack, control, Level.INFORM, bench.baseline))
    assert [each.level for each in bench.pack.departures] == [Level.INFORM]
    bench.change(undecided(bench.pack, control, bench.baseline))
    assert (control.id, "departure.clause") in {(each.of, each.field) for each in unfinished(bench.pack, LIBRARY)}
    bench.change(as_baseline(bench.pack, control, bench.baseline))
    assert unfinished(bench.pack, LIBRARY) == ()


def test_a_clause_that_no_rule_says_becomes_a_statement_of_the_policys_own(
    begin: Callable[[str], Workshop], catalogue: Catalogue, tmp_path: Path
) -> None:
    bench = begin("baseline")
    clause = Clause(id="4-phones", ref="4", asks="Phones stay in lockers.")
    changed, name = with_new_statement(with_clause(bench.pack, clause), clause, bench.baseline)
    bench.change(changed)
    assert (name, bench.controls[name].kind) == ("conduct.phones-stay-in-lockers", Kind.PERSON)
    missing = {each.field for each in unfinished(bench.pack, LIBRARY) if each.of == name}
    assert missing == {"statement.title", "statement.says", "words"}
    said = OwnStatement(title="Phones", says="I will keep my phone in its locker.")
    bench.change(with_statement(bench.pack, bench.controls[name], said, bench.baseline))
    bench.change(with_critical(bench.pack, bench.controls[name], bench.baseline, critical=True))
    changed, accepted = as_kind(bench.pack, bench.controls[name], Kind.ACK, bench.baseline)
    bench.change(changed)
    asked = requirement_of(bench.pack, accepted)
    assert asked is not None
    assert (accepted, asked.control.kind, asked.is_critical) == ("conduct.ack-phones-stay-in-lockers", Kind.ACK, True)
    bench.change(with_own(bench.pack, evolve(asked, words=("in lockers",)), bench.baseline))
    assert unfinished(bench.pack, LIBRARY) == ()
    drafts = PolicyDrafts(tmp_path)
    drafts.keep(bench.draft)
    assert drafts.open(bench.pack.id, catalogue) == bench.draft
    bench.change(left_out(bench.pack, asked.control, bench.baseline))
    assert accepted not in bench.controls


def test_a_policy_made_here_gives_the_words_of_every_rule_of_its_own(
    begin: Callable[[str], Workshop], catalogue: Catalogue
) -> None:
    bench = begin("baseline")
    clause = Clause(id="3", ref="3", asks="Be careful.")
    own = citing(own_of(bench.pack, catalogue.controls["conduct.professional"]), clause, cited=True)
    bench.change(with_own(with_clause(bench.pack, clause), own, bench.baseline))
    assert [(each.of, each.field) for each in unfinished(bench.pack, LIBRARY)] == [("conduct.professional", "words")]
    assert faults(bench.pack) == [], "a file from before may go without"
    bench.change(with_own(bench.pack, evolve(own, words=("be careful",)), bench.baseline))
    assert unfinished(bench.pack, LIBRARY) == ()


def test_raising_a_rule_to_the_baseline_again_takes_its_departure_away(
    begin: Callable[[str], Workshop], catalogue: Catalogue
) -> None:
    bench = begin("baseline")
    control = catalogue.controls["identity.school-logo"]
    bench.change(with_level(bench.pack, control, Level.INFORM, bench.baseline))
    assert [each.level for each in bench.pack.departures] == [Level.INFORM]
    bench.change(with_level(bench.pack, control, Level.MUST, bench.baseline))
    assert bench.pack.departures == ()


def test_what_the_baseline_asks_comes_back_when_the_policy_says_nothing_of_its_own(
    begin: Callable[[str], Workshop], catalogue: Catalogue
) -> None:
    bench = begin("baseline")
    control = catalogue.controls["tagging.control"]
    bench.change(left_out(bench.pack, control, bench.baseline))
    bench.change(as_baseline(bench.pack, control, bench.baseline))
    asked = requirement_of(bench.pack, control.id)
    assert asked is not None
    assert asked.basis is Basis.BASELINE


def test_a_rule_taken_over_from_the_baseline_speaks_for_the_school_and_needs_a_clause(
    begin: Callable[[str], Workshop], catalogue: Catalogue
) -> None:
    bench = begin("baseline")
    control = catalogue.controls["tagging.control"]
    bench.change(as_baseline(bench.pack, control, bench.baseline))
    bench.change(with_own(bench.pack, evolve(own_of(bench.pack, control), level=Level.MUST), bench.baseline))
    asked = requirement_of(bench.pack, control.id)
    assert asked is not None
    assert "Privacy Wizard" not in asked.summary
    assert (control.id, "clauses") in {(each.of, each.field) for each in unfinished(bench.pack, LIBRARY)}
    clause = Clause(id=new_clause_id(bench.pack, "4.2 (a)"), ref="4.2 (a)", asks="Tags wait for approval.")
    assert clause.id == "4.2-a"
    bench.change(with_clause(bench.pack, clause))
    bench.change(with_own(bench.pack, citing(own_of(bench.pack, control), clause, cited=True), bench.baseline))
    assert [each.field for each in unfinished(bench.pack, LIBRARY) if each.of == control.id] == ["words"]


def test_a_clause_that_goes_is_cited_by_nothing_any_more(begin: Callable[[str], Workshop]) -> None:
    bench = begin("helsby-hillside-primary-2023")
    gone = bench.pack.clauses[0].id
    bench.change(without_clauses(bench.pack, [gone]))
    assert gone not in {clause.id for clause in bench.pack.clauses}
    assert gone not in (*bench.pack.applies_to.clauses, *bench.pack.platforms.clauses)
    assert all(gone not in {clause.id for clause in each.clauses} for each in bench.pack.requirements)


def test_a_rule_names_no_people_whom_the_policy_does_not_cover(begin: Callable[[str], Workshop]) -> None:
    bench = begin("baseline")
    control = bench.pack.requirements[0].control
    people = (PersonKind.EMPLOYEE, PersonKind.VOLUNTEER)
    bench.change(with_own(bench.pack, evolve(own_of(bench.pack, control), people=people), bench.baseline))
    bench.change(with_people(bench.pack, [PersonKind.EMPLOYEE, PersonKind.GOVERNOR], bench.baseline))
    assert own_of(bench.pack, control).people == (PersonKind.EMPLOYEE,)
    bench.change(with_people(bench.pack, [PersonKind.EMPLOYEE], bench.baseline))
    assert own_of(bench.pack, control).people == ()
    assert bench.pack.departures == ()


def test_letters_of_one_field_are_taken_back_together_and_come_again(begin: Callable[[str], Workshop]) -> None:
    bench = begin("baseline")
    before = bench.pack
    for title in ("O", "Ou", "Our", "Our own"):
        bench.change(evolve(bench.pack, title=title), "title")
    bench.change(evolve(bench.pack, issuer="Elsewhere"), "issuer")
    bench.undo()
    assert (bench.pack.title, bench.pack.issuer) == ("Our own", before.issuer)
    bench.undo()
    assert bench.pack == before
    assert not bench.can_undo
    bench.redo()
    assert bench.pack.title == "Our own"
    bench.redo()
    assert bench.pack.issuer == "Elsewhere"
    assert not bench.can_redo


def test_a_draft_is_found_again_as_it_was_left_unfinished_or_not(
    begin: Callable[[str], Workshop], catalogue: Catalogue, tmp_path: Path
) -> None:
    shelf = PolicyDrafts(tmp_path)
    bench = begin("ladysmith-federation")
    control = catalogue.controls["tagging.control"]
    bench.change(left_out(bench.pack, control, bench.baseline))
    bench.change(evolve(bench.pack, tell=(*bench.pack.tell, Contact(role="", about=""))))
    shelf.keep(bench.draft)
    assert [(each.id, each.title, each.is_broken) for each in shelf.saved()] == [("st-anne", "Our policy", False)]
    assert shelf.open("st-anne", catalogue) == bench.draft
    shelf.delete("st-anne")
    assert shelf.saved() == ()


def test_a_damaged_draft_is_named_and_left_where_it_is(catalogue: Catalogue, tmp_path: Path) -> None:
    shelf = PolicyDrafts(tmp_path)
    for content in ("{", "[]", '{"format": 9}', '{"format": 1, "pack": {}}'):
        (tmp_path / "ours.policy-draft.json").write_text(content, encoding="utf-8")
        with pytest.raises(PolicyDraftBroken, match="left as it is"):
            shelf.open("ours", catalogue)
        assert shelf.saved()[0].id == "ours"


def test_a_revision_has_a_newer_version_and_says_which_rules_it_touches(catalogue: Catalogue) -> None:
    bradley = catalogue.packs["bradley-primary-2023"]
    own = evolve(bradley, id="our-own", version="2026.11.3", changes=bradley.changes[-1:])
    bench = Workshop(catalogue, begin_revision(own, ON), lambda _draft: None)
    assert bench.pack.version == "2026.11.4"
    assert "changes[0].summary" not in faults(bench.pack)
    assert {each.field for each in unfinished(bench.pack, LIBRARY)} == {"changes.summary"}
    asked = next(
        each for each in bench.pack.requirements if each.level is Level.SHOULD and each.basis is not Basis.BASELINE
    )
    bench.change(with_level(bench.pack, asked.control, Level.MUST, bench.baseline))
    newest = evolve(bench.pack.changes[0], summary="One rule is stricter.")
    bench.change(evolve(bench.pack, changes=(newest, *bench.pack.changes[1:])))
    assert bench.finished().changes[0].controls == (asked.control.id,)
    assert faults(bench.finished()) == []


def test_a_version_in_use_is_followed_by_a_newer_one(catalogue: Catalogue) -> None:
    pack = evolve(catalogue.packs["bradley-primary-2023"], version="2026.11.2", changes=())
    assert newer_than(pack, "2026.10.9", ON) == pack
    assert newer_than(pack, "2026.11.2", ON).version == "2026.11.3"
    assert newer_than(pack, "2026.12.4", ON).version == "2026.12.5"


def test_identifiers_are_made_from_titles_in_any_script() -> None:
    assert new_pack_id("St Anne’s Social Media Policy 2026", ()) == "st-annes-social-media-policy-2026"
    assert new_pack_id("Ysgol Tŷ Gwyn", {"ysgol-ty-gwyn"}) == "ysgol-ty-gwyn-2"
    assert new_pack_id("學校", ()) == "policy"
    assert new_pack_id("word " * 40, ()) == "-".join(["word"] * 10)
    assert new_pack_id("w" * 400, ()) == "w" * 50
    assert tidy("  two\n lines\t\u200b ") == "two lines"


def test_every_difference_has_a_kind_that_the_workshop_can_say(
    begin: Callable[[str], Workshop], catalogue: Catalogue
) -> None:
    bench = begin("bradley-primary-2023")
    discouraged = catalogue.controls["connections.no-former-pupils"]
    bench.change(with_level(bench.pack, discouraged, Level.MUST, bench.baseline))
    assert {each.kind for each in differences(bench.began, bench.pack)} == {DifferenceKind.STRICTER}


def place_in(folder: Path) -> SchoolFolder:
    return SchoolFolder(folder=folder, now=lambda: datetime(2026, 11, 20, tzinfo=UTC))


def test_a_policy_waits_for_the_next_profile_and_can_be_taken_out_again(
    begin: Callable[[str], Workshop], tmp_path: Path
) -> None:
    place, pack = place_in(tmp_path), begin("baseline").pack
    assert next_files(place) == {}
    put_policy(place, pack, write_pack(pack))
    assert own_packs(place) == ("st-anne",)
    assert next_library(place).packs["st-anne"].title == "Our policy"
    forget_waiting(place, {"packs/other.yaml": b"x"})
    assert own_packs(place) == ("st-anne",)
    take_out(place, "packs/st-anne.yaml")
    assert next_files(place) == waiting_files(place) == {}


def test_what_was_signed_waits_no_longer(begin: Callable[[str], Workshop], tmp_path: Path) -> None:
    place, pack = place_in(tmp_path), begin("baseline").pack
    put_policy(place, pack, write_pack(pack))
    forget_waiting(place, next_files(place))
    assert waiting_files(place) == {}


def test_nothing_but_a_policy_of_a_plain_name_is_put_into_the_profile(
    begin: Callable[[str], Workshop], tmp_path: Path
) -> None:
    place, pack = place_in(tmp_path), begin("baseline").pack
    with pytest.raises(ValueError, match=r"\.\./x"):
        put_policy(place, evolve(pack, id="../x"), "")
    assert list(tmp_path.rglob("*")) == []


def test_a_deleted_draft_is_said_to_be_deleted(catalogue: Catalogue, tmp_path: Path) -> None:
    with pytest.raises(PolicyDraftGone, match="was deleted"):
        PolicyDrafts(tmp_path).open("ours", catalogue)


LEVELS = (None, *Level)
TEXTS = ("", "x", "Colons: and # hashes", "“Quotes”", "no", "2026-11", "[a]", "Ŵy" * 20, "w" * 601)


@pytest.mark.parametrize("seed", range(16))
def test_whatever_an_officer_does_is_kept_taken_back_and_told_at_its_place(
    catalogue: Catalogue, tmp_path: Path, seed: int
) -> None:
    chance = Random(seed)
    shelf = PolicyDrafts(tmp_path)
    source = catalogue.packs["baseline" if seed % 2 else "helsby-hillside-primary-2023"]
    draft = begin_draft(source, pack_id="ours", title="Ours", issuer="St Anne's", on=ON)
    bench = Workshop(catalogue, draft, shelf.keep)
    start = bench.pack
    for _act in range(chance.randint(1, 9)):
        bench.change(act(bench, catalogue, chance))
        assert not bench.can_undo or shelf.open("ours", catalogue) == bench.draft
    found = unfinished(bench.pack, LIBRARY)
    for each in found:
        assert each.spot is not Spot.RULE or each.of in catalogue.controls
        assert each.spot is not Spot.POLICY or each.field in KNOWN_FIELDS
    if not found:
        file = tmp_path / "ours.yaml"
        file.write_text(write_pack(bench.pack), encoding="utf-8")
        assert evolve(read_pack(file, LIBRARY)[1], sha256="") == bench.pack
    while bench.can_undo:
        bench.undo()
    assert bench.pack == start


KNOWN_FIELDS = {"clauses", "requirements", "title", "issuer", "applies_to.people", "applies_to.summary"}


def act(bench: Workshop, catalogue: Catalogue, chance: Random) -> PolicyPack:
    """One thing that the workshop offers."""
    pack, baseline = bench.pack, bench.baseline
    control = chance.choice(list(catalogue.controls.values())[:30])
    texts = [tidy(chance.choice(TEXTS)) for _each in range(2)]
    what = chance.choice(["level", "words", "clause", "gone", "people", "depart", "baseline", "title"])
    if what == "level":
        level = chance.choice(LEVELS)
        return with_level(pack, control, level, baseline) if level else left_out(pack, control, baseline)
    if what == "words":
        return with_own(pack, evolve(own_of(pack, control), summary=texts[0]), baseline)
    if what == "clause":
        clause = Clause(id=new_clause_id(pack, texts[0]), ref=texts[0], asks=texts[1])
        return with_own(with_clause(pack, clause), citing(own_of(pack, control), clause, cited=True), baseline)
    if what == "gone" and pack.clauses:
        return without_clauses(pack, [chance.choice(pack.clauses).id])
    if what == "people":
        return with_people(pack, chance.sample(list(PersonKind), chance.randint(0, 5)), baseline)
    if what == "depart" and pack.departures and pack.clauses:
        clause_id = chance.choice(pack.clauses).id
        return with_departure(pack, evolve(pack.departures[0], clause=clause_id, reason=texts[0]))
    return as_baseline(pack, control, baseline) if what == "baseline" else evolve(pack, title=texts[0])


def test_where_a_control_is_asked_agrees_with_the_table_of_coverage(catalogue: Catalogue) -> None:
    pack = catalogue.packs["helsby-hillside-primary-2023"]
    accounts = {each.id: each.title for each in catalogue.checklists.values() if each.subject == "personal-account"}
    for row in coverage(catalogue, [pack]).rows:
        found = where_asked(catalogue, row.control)
        marks = {accounts[name]: cell.mark for name, cell in row.cells.items() if name in accounts}
        assert set(found.there) == {title for title, mark in marks.items() if mark is CoverageMark.ANSWERED}
        lacking = {title for title, mark in marks.items() if mark in (CoverageMark.LACKS, CoverageMark.HOLE)}
        assert {title for title, _reason in found.lacking} == lacking
