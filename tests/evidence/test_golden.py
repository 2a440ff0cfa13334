"""Each generation of each platform gives what it shows, whatever it comes in."""

from pathlib import Path

from privacy_wizard.evidence import NoteKind, ObservationKind, Observed, read_exports
from tests.in_turn import in_turn

from .reading import facts_of, lists_of, only, read_here
from .samples import REMEMBERED, SAMPLES
from .samples.building import Sample, as_meta, write_folder, write_zip

every_sample = in_turn("sample", [*SAMPLES, *REMEMBERED])


@every_sample
def test_an_export_shows_what_its_platform_wrote_and_no_more(sample: Sample, tmp_path: Path) -> None:
    export = only(read_here(write_zip(tmp_path / sample.name, sample.files)), sample.platform)
    facts, lists = facts_of(export), lists_of(export)
    assert {kind: facts[kind] for kind in sample.facts} == sample.facts
    assert {kind: lists[kind] for kind in sample.lists} == {kind: tuple(who) for kind, who in sample.lists.items()}
    assert (export.generation, export.language) == (sample.generation, sample.language)
    missing = [each for each in export.observations if each.shown is Observed.NOT_IN_EXPORT]
    assert [each.kind for each in export.observations if each not in missing and not (each.file and each.key)] == []
    assert [each.kind for each in missing if sample.facts.get(each.kind, (each.shown,))[0] is not each.shown] == []
    proven = [each.proven for each in export.observations if each.kind in sample.facts and each.value]
    assert all(proven) if sample.proven else not any(proven), "a layout from memory is said to be not proven"
    assert sample not in REMEMBERED or NoteKind.UNPROVEN in {each.kind for each in export.notes}


def test_an_unpacked_folder_is_read_in_the_sandbox_as_the_zip_is(tmp_path: Path) -> None:
    sample = SAMPLES[3]
    packed = only(read_exports([write_zip(tmp_path / sample.name, sample.files)]), sample.platform)
    unpacked = only(read_exports([write_folder(tmp_path / "folder", sample.files)]), sample.platform)
    assert (facts_of(packed), lists_of(packed)) == (facts_of(unpacked), lists_of(unpacked))


def test_labels_in_a_language_that_no_table_knows_are_read_by_form_and_order_and_said_to_be_unproven(
    tmp_path: Path,
) -> None:
    fields = {
        "Käyttäjä": "ann.lee",
        "Posti": "ann.lee@oakfield.sch.uk",
        "Puhelin vahvistettu": "True",
        "Yksityinen tili": "False",
    }
    person = {"string_map_data": {label: {"value": value, "href": ""} for label, value in fields.items()}}
    name = "personal_information/personal_information/personal_information.json"
    export = only(read_here(write_zip(tmp_path / "x.zip", {name: as_meta({"profile_user": [person]})})), "instagram")
    found = {each.kind: each for each in export.observations}
    email, private = found[ObservationKind.EMAIL], found[ObservationKind.PRIVATE]
    assert (email.value, email.proven) == ("ann.lee@oakfield.sch.uk", False)
    assert (private.shown, private.proven) == (Observed.NO, False)
    assert found[ObservationKind.USERNAME].shown is Observed.NOT_IN_EXPORT
    assert sum(each.kind is NoteKind.UNKNOWN_LABEL for each in export.notes) == 4
    assert export.language == ""


def test_a_lone_switch_under_an_unknown_label_is_not_taken_for_anything(tmp_path: Path) -> None:
    person = {"string_map_data": {"Yksityinen tili": {"value": "False", "href": ""}}}
    name = "personal_information/personal_information/personal_information.json"
    export = only(read_here(write_zip(tmp_path / "x.zip", {name: as_meta({"profile_user": [person]})})), "instagram")
    assert {each.shown for each in export.observations} == {Observed.NOT_IN_EXPORT}
