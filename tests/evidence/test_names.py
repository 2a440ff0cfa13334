"""Everything that an export may show has a name that a person reads."""

from urllib.parse import urlsplit

from privacy_wizard.catalogue import shipped_folder
from privacy_wizard.evidence import ConnectionKind, ExportFault, NoteKind, ObservationKind, Observed
from privacy_wizard.evidence.how_to_ask import HOW_TO_ASK
from privacy_wizard.evidence.labels import Label, meaning_of
from privacy_wizard.evidence.observation_names import connection_name, observation_name, observed_name
from privacy_wizard.evidence.platforms import READERS
from tests.in_turn import in_turn


def test_every_kind_has_a_name_of_its_own() -> None:
    assert len({observation_name(each) for each in ObservationKind}) == len(ObservationKind)
    assert len({connection_name(each) for each in ConnectionKind}) == len(ConnectionKind)
    assert len({observed_name(each) for each in Observed}) == 3


def test_every_note_and_every_fault_has_a_sentence() -> None:
    assert all(each.sentence.endswith(".") for each in [*NoteKind, *ExportFault])


@in_turn("reader", READERS)
def test_every_reader_stands_for_a_platform_that_staff_are_asked_about(reader) -> None:
    assert (shipped_folder() / "platforms" / f"{reader.id}.yaml").exists()


@in_turn("reader", READERS)
def test_every_platform_says_step_by_step_how_it_is_asked_and_links_only_to_itself(reader) -> None:
    how = HOW_TO_ASK[reader.id]
    assert len(how.steps) >= 2
    assert all(str(each).endswith(".") for each in (*how.steps, how.ready))
    assert len(str(how)) < 600  # a note shows it whole, or nearly
    assert 1 <= how.days <= 30
    if how.link:
        checklists = (shipped_folder() / "platforms" / f"{each}.yaml" for each in (reader.id, "instagram"))
        known = "".join(each.read_text(encoding="utf-8") for each in checklists)
        link = urlsplit(how.link)
        assert link.scheme == "https"
        assert f"https://{link.hostname}" in known


def test_a_label_means_one_thing_in_whichever_way_it_is_written() -> None:
    assert meaning_of("Compte privé")[0] is Label.PRIVATE
    assert meaning_of("Compte priv\u00c3\u00a9") == meaning_of("compte PRIVÉ")
    assert meaning_of("Nom d\u2019utilisateur") == meaning_of("Nom d'utilisateur")
    assert meaning_of("Phone number")[1] == {"en"}
    assert meaning_of("Telefonnummer")[1] == {"de", "da"}
    assert meaning_of("Nothing that is known") == (None, frozenset())
