"""What people are asked under each pack stays as it was last read through; refresh with `python -m tests.golden`."""

from privacy_wizard.domain.checklist_index import platforms
from privacy_wizard.domain.vocabulary import Level, ServiceState
from tests.in_turn import in_turn
from tests.shipped import shipped

from .golden import FOLDER, IDENTIFIERS, MOST_ASKED, identifiers, kept_identifiers, questions, texts

CATALOGUE = shipped()
TEXTS = texts(CATALOGUE)
PLATFORMS = [head.id for head in platforms(CATALOGUE)]


@in_turn("name", TEXTS)
def test_people_are_asked_what_was_last_read_through(name: str) -> None:
    kept = (FOLDER / name).read_text(encoding="utf-8")
    assert TEXTS[name]() == kept, "read what changed, then run: python -m tests.golden"


def test_no_text_is_left_over_from_a_pack_that_is_gone() -> None:
    assert {path.name for path in FOLDER.glob("*.txt")} == set(TEXTS)


def test_every_service_stands_in_one_text() -> None:
    told = [TEXTS[name]() for name in TEXTS if name.startswith("services-")]
    for platform in PLATFORMS:
        assert sum(f"\n== {CATALOGUE.checklists[platform].title}: " in text for text in told) == 1


def test_an_identifier_is_never_used_again_nor_dropped_without_a_trace() -> None:
    lost = kept_identifiers() - identifiers(CATALOGUE)
    assert not lost, f"name {sorted(lost)} under replaces of the checks that took over, or under retired"
    assert (FOLDER / IDENTIFIERS).exists()


@in_turn("pack", sorted(CATALOGUE.packs))
def test_three_personal_accounts_make_no_more_than_70_questions_that_count(pack: str) -> None:
    asked = questions(CATALOGUE, pack, ("facebook", "instagram", "whatsapp"))
    core = [each for each in asked if not each.check.control or each.own_requirement.is_core]
    core = [each for each in core if each.level is not Level.INFORM]
    assert len(core) <= 80
    assert len([each for each in core if each.check.control]) <= 70, "without those that only decide what is asked"


@in_turn("pack", sorted(CATALOGUE.packs))
def test_a_closed_service_asks_a_few_questions_of_its_own_and_none_of_every_account(pack: str) -> None:
    closed = [head.id for head in platforms(CATALOGUE) if head.state is ServiceState.CLOSED]
    assert closed == ["closed-services"]
    for platform in closed:
        asked = [each for each in questions(CATALOGUE, pack, (platform,)) if each.account is not None]
        assert len(asked) <= 10
        assert {each.check.id.partition(".")[0] for each in asked} <= {platform}


def test_what_a_service_asks_in_its_own_words_is_not_asked_in_general_too() -> None:
    asked = {each.key for each in questions(CATALOGUE, MOST_ASKED, ("facebook", "pinterest"))}
    lists = {key for key in asked if key[0].endswith(".block-list")}
    assert lists == {("facebook.block-list", "facebook"), ("every-account.block-list", "pinterest")}
