"""What a library without fault turns into."""

import hashlib
from datetime import date

import pytest

from privacy_wizard.catalogue import CatalogueFaults, load_catalogue, shipped_folder
from privacy_wizard.catalogue.writing import write_pack
from privacy_wizard.domain.model import Gate
from privacy_wizard.domain.vocabulary import Basis, Level, NotApplicable, PersonKind, Verdict

from .libraries import FILES, Library


def test_a_library_without_fault_has_no_faults(library: Library) -> None:
    assert library.faults() == ()


def test_a_fault_between_files_comes_and_goes_with_the_other_file(library: Library) -> None:
    for _ in range(2):
        library.write("controls.yaml", FILES["controls.yaml"].replace("conduct.ack-libel", "conduct.ack-slander"))
        assert "packs/village.yaml" in {fault.file for fault in library.faults()}
        library.write("controls.yaml", FILES["controls.yaml"])
        assert library.faults() == ()


def test_everything_in_the_files_arrives_in_the_values(library: Library) -> None:
    catalogue = load_catalogue(library.folder)
    check = catalogue.checklists["pictures"].checks[1]
    assert list(catalogue.checklists) == ["every-account", "official", "person", "pictures"]
    assert set(catalogue.packs) == {"baseline", "village"}
    assert len(catalogue.controls) == 7
    assert check.source.date == "2026-05"
    assert check.last_seen == date(2026, 11, 3)
    assert check.gate == Gate(check="pictures.has-profile", opens_on=("yes",))
    assert [option.verdict for option in check.options] == [Verdict.MET, Verdict.NOT_MET, None]
    assert check.options[2].not_applicable is NotApplicable.NOT_OFFERED
    assert catalogue.controls["identity.school-email"].facts[1].verdict is Verdict.PARTLY_MET
    assert catalogue.packs["village"].requirements[1].people == (PersonKind.EMPLOYEE,)


def test_a_pack_inherits_what_it_does_not_state_and_says_so(library: Library) -> None:
    pack = load_catalogue(library.folder).packs["village"]
    inherited = [requirement for requirement in pack.requirements if requirement.basis is Basis.BASELINE]
    assert [requirement.control.id for requirement in inherited] == ["identity.school-email"]
    assert inherited[0].level is Level.SHOULD
    assert inherited[0].clauses[0].asks == "Keep the school's e-mail out of it."


def test_a_stated_departure_leaves_the_baseline_requirement_out(library: Library) -> None:
    library.write(
        "packs/village.yaml",
        FILES["packs/village.yaml"]
        + "departures: [{control: identity.school-email, level: null, clause: B.1, reason: The policy allows it.}]\n",
    )
    pack = load_catalogue(library.folder).packs["village"]
    assert "identity.school-email" not in {requirement.control.id for requirement in pack.requirements}


def test_a_checklists_digest_is_that_of_its_file(library: Library) -> None:
    digest = hashlib.sha256(FILES["person.yaml"].encode()).hexdigest()
    assert load_catalogue(library.folder).checklists["person"].sha256 == digest


def test_digests_do_not_depend_on_the_systems_line_ends(library: Library) -> None:
    before = load_catalogue(library.folder)
    for name, text in FILES.items():
        library.write(name, text.replace("\n", "\r\n"))
    assert load_catalogue(library.folder) == before


@pytest.mark.parametrize("name", ["packs/village.yaml", "packs/baseline.yaml", "controls.yaml"])
def test_a_packs_digest_changes_with_all_that_it_builds_on(library: Library, name: str) -> None:
    before = load_catalogue(library.folder).packs["village"].sha256
    library.write(name, FILES[name] + "# a remark\n")
    assert load_catalogue(library.folder).packs["village"].sha256 != before


def test_a_packs_digest_does_not_change_with_other_packs_and_checklists(library: Library) -> None:
    before = load_catalogue(library.folder).packs["village"].sha256
    library.write("person.yaml", FILES["person.yaml"] + "# a remark\n")
    assert load_catalogue(library.folder).packs["village"].sha256 == before


def test_a_packs_digest_can_be_worked_out_with_sha256sum(library: Library) -> None:
    names = ("controls.yaml", "packs/baseline.yaml", "packs/village.yaml")
    lines = "".join(f"{hashlib.sha256(FILES[name].encode()).hexdigest()}  {name}\n" for name in names)
    assert load_catalogue(library.folder).packs["village"].sha256 == hashlib.sha256(lines.encode()).hexdigest()


def test_a_library_with_faults_is_refused_with_all_of_them(library: Library) -> None:
    library.change("person.yaml", "title: You", "titel: You")
    with pytest.raises(CatalogueFaults) as refused:
        load_catalogue(library.folder)
    assert refused.value.faults == library.faults()
    assert "person.yaml:3 titel: There is no field" in str(refused.value)


def test_the_shipped_library_is_found() -> None:
    assert (shipped_folder() / "controls.yaml").is_file()


def test_a_pack_that_does_not_say_its_basis_keeps_the_baseline_that_it_was_written_on(library: Library) -> None:
    baseline, village = "packs/baseline.yaml", "packs/village.yaml"
    library.change(baseline, "identity.school-email, level: should", "identity.school-email, level: must")
    library.change(baseline, "requirements:", "earlier: {identity.school-email: should}\nrequirements:")

    def inherited() -> dict[str, Level]:
        asked = load_catalogue(library.folder).packs["village"].requirements
        return {each.control.id: each.level for each in asked if each.basis is Basis.BASELINE}

    assert inherited() == {"identity.school-email": Level.SHOULD}
    for clause in ("[B.1]", "[B.3]"):
        library.change(village, f"clauses: {clause}", f"clauses: {clause}, words: [be so]")
    library.change(village, "clauses: [B.2]", "clauses: [B.2]\n    words: [be professional]")
    assert inherited() == {"identity.school-email": Level.MUST}


def test_a_pack_that_only_informs_keeps_its_baseline_until_the_workshop_writes_it(library: Library) -> None:
    baseline, village = "packs/baseline.yaml", "packs/village.yaml"
    library.change(baseline, "requirements:", "earlier: {visibility.audience: inform}\nrequirements:")
    told = "{control: conduct.ack-libel, level: inform, clauses: [B.1, B.2, B.3], summary: Beware of libel.}"
    library.write(village, f"{FILES[village].partition('requirements:')[0]}requirements:\n  - {told}\n")
    found = load_catalogue(library.folder).packs["village"]
    assert [each.control.id for each in found.requirements if each.level is Level.SHOULD] == []
    library.write(village, write_pack(found))
    now = load_catalogue(library.folder).packs["village"]
    assert [each.control.id for each in now.requirements if each.level is Level.SHOULD] == [
        "visibility.audience",
        "identity.school-email",
    ]


def test_only_the_baseline_says_what_it_asked_before(library: Library) -> None:
    library.change("packs/village.yaml", "requirements:", "earlier: {conduct.ack-libel: should}\nrequirements:")
    assert any("Only the baseline says what it asked earlier." in str(fault) for fault in library.faults())
