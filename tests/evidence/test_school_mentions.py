"""A profile that names the school is pointed at, near misses too; a profile that names another is not."""

from hypothesis import given
from hypothesis import strategies as st

from privacy_wizard.domain.audit import School
from privacy_wizard.evidence import Observation, ObservationKind, Observed
from privacy_wizard.evidence.school_mentions import WORDING, MentionKind, has_disclaimer, school_mentions
from tests.in_turn import in_turn

HELSBY = School(
    name="Helsby Hillside Primary School",
    other_names=("Hillside", "HHPS"),
    email_domains=("helsbyhillside.cheshire.sch.uk",),
)
MARYS = School(
    name="St Mary’s Church of England Primary School",
    other_names=("St Marys Primary",),
    email_domains=("st-marys.sch.uk",),
)


def said(text: str, kind: ObservationKind = ObservationKind.BIO, shown: Observed = Observed.YES) -> Observation:
    return Observation(
        kind=kind, shown=shown, value=text, file="profile.json", key="bio", since=None, made=None, proven=True
    )


def kinds(school: School, text: str, kind: ObservationKind = ObservationKind.BIO) -> list[MentionKind]:
    return [each.kind for each in school_mentions(school, [said(text, kind)])]


@in_turn(
    "text",
    [
        "ann.lee@helsbyhillside.cheshire.sch.uk",
        "mail ANN.LEE@HELSBYHILLSIDE.CHESHIRE.SCH.UK please",
        "https://www.helsbyhillside.cheshire.sch.uk/staff",
        "helsbyhillside.cheshire.sch.uk",
    ],
)
def test_the_school_s_address_is_found_wherever_it_stands(text: str) -> None:
    assert kinds(HELSBY, text) == [MentionKind.EMAIL_DOMAIN]


@in_turn(
    "text",
    [
        "ann@not-st-marys.sch.uk",
        "ann@st-marys.sch.uk.example",
        "ann@st-marys.sch.ukraine",
        "ann@other.sch.uk",
    ],
)
def test_an_address_that_only_looks_like_the_school_s_is_not(text: str) -> None:
    assert MentionKind.EMAIL_DOMAIN not in kinds(MARYS, text)


@in_turn(
    ("school", "text"),
    [
        (HELSBY, "Year 4 teacher at Helsby Hillside Primary School"),
        (HELSBY, "HELSBY HILLSIDE PRIMARY SCHOOL"),
        (HELSBY, "Helsby Hillside Prim. Sch."),
        (HELSBY, "Helsby Hilside Primary"),
        (HELSBY, "teaching assistant, helsby-hillside primary"),
        (MARYS, "St Mary's C of E Primary School"),
        (MARYS, "Saint Mary’s CE Primary"),
        (MARYS, "St. Marys Prim."),
        (MARYS, "Teacher @ st marys primary"),
        (MARYS, "St Máry's Primary"),
    ],
)
def test_a_name_is_found_as_people_shorten_and_misspell_it(school: School, text: str) -> None:
    assert set(kinds(school, text)) <= {MentionKind.NAME, MentionKind.NEAR_NAME}
    assert kinds(school, text)


@in_turn("text", ["helsbyhillside", "miss_lee_helsbyhillside", "helsby.hillside.primary", "HelsbyHilsidePS"])
def test_a_name_is_found_within_a_user_name(text: str) -> None:
    assert kinds(HELSBY, text, ObservationKind.USERNAME)


@in_turn("text", ["Proud member of HHPS", "HHPS!", "ann_hhps", "hhps.ann"])
def test_initials_that_the_school_lists_are_found(text: str) -> None:
    assert kinds(HELSBY, text, ObservationKind.USERNAME) == [MentionKind.INITIALS]


@in_turn(
    "text",
    [
        "Helsby High School",
        "Teacher at a primary school in Helsby",
        "Hill walker, side hustle, Helsby born",
        "University of Chester",
        "I love primary schools",
        "hhpsychology",
        "Frodsham Church of England Primary School",
        "Oakfield Primary School",
        "mary_likes_books",
        "",
    ],
)
def test_other_schools_and_everyday_words_are_not_pointed_at(text: str) -> None:
    assert kinds(HELSBY, text) == []
    assert [each for each in kinds(MARYS, text) if each is not MentionKind.PART_OF_NAME] == []


def test_a_part_of_the_name_counts_for_less_than_the_whole() -> None:
    [part] = school_mentions(HELSBY, [said("Hillside is my home")])
    [whole] = school_mentions(HELSBY, [said("Helsby Hillside Primary School")])
    assert (whole.kind, whole.strength) == (MentionKind.NAME, 100)
    assert part.strength <= whole.strength


def test_only_what_the_export_shows_and_only_texts_are_looked_at() -> None:
    name = "Helsby Hillside Primary School"
    unsaid = said(name, shown=Observed.NOT_IN_EXPORT)
    picture = said(name, ObservationKind.PROFILE_PICTURE)
    old = said(name, ObservationKind.EMPLOYER, Observed.NO)
    assert [each.observation for each in school_mentions(HELSBY, [unsaid, picture, old])] == [old]


@given(st.text(max_size=600))
def test_any_text_is_borne_and_pointed_at_at_most_once(text: str) -> None:
    assert len(kinds(HELSBY, text)) <= 1


@in_turn(
    "text",
    [
        *(str(each) for each in WORDING),
        "Teacher. All views my own.",
        "Views are mine",
        "Opinions expressed are my own",
        "tweets are my own",
        "My posts do not represent my employer",
        "These opinions are not those of my school",
        "personal views",
        "Barn bersonol",
    ],
)
def test_a_disclaimer_is_recognised_as_people_write_it(text: str) -> None:
    assert has_disclaimer(text)


@in_turn("text", ["", "Great views in Wales", "My own business", "Teacher at school", "I like opinions"])
def test_what_is_no_disclaimer_is_not_taken_for_one(text: str) -> None:
    assert not has_disclaimer(text)
