import base64
import hashlib
import io
import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from privacy_wizard.attestation.faults import LayoutUnknown, WordingMissing
from privacy_wizard.attestation.findings import OFFERED
from privacy_wizard.attestation.layouts import LAYOUTS, draw
from privacy_wizard.attestation.page_parts import TINY
from privacy_wizard.attestation.statement import (
    COMMENT_LIMIT,
    AreaPart,
    FurtherPart,
    LogoPart,
    StatementFault,
    WordingPart,
    from_json,
    to_json,
)
from privacy_wizard.attestation.wording import worded
from privacy_wizard.domain.scoring import outcome_of
from privacy_wizard.domain.vocabulary import Area, Basis, HowKnown, Level, Outcome, Verdict
from privacy_wizard.pdf.faults import DrawingFault, LogoFault, Unprintable
from privacy_wizard.pdf.fonts import unprintable
from privacy_wizard.pdf.pictures import TONES
from privacy_wizard.pdf.text_operators import filling
from tests.in_turn import in_turn
from tests.pdf_structure import check_structure

from .reading import pages_of, text_of
from .samples import FINDINGS, statement

SHELF = Path(__file__).parent / "shelf"


def drawn(**changes: Any) -> bytes:
    return draw(worded(statement(**changes))) if changes else _unchanged()


@cache
def _unchanged() -> bytes:
    return draw(worded(statement()))


def named(name: str) -> bytes:
    return drawn(person=evolve(statement().person, name=name))


def picture(kind: str, mode: str, size: tuple[int, int] = (60, 40)) -> str:
    written = io.BytesIO()
    Image.new(mode, size).save(written, kind)
    return base64.b64encode(written.getvalue()).decode()


def with_logo(media_type: str, raw: str) -> bytes:
    return drawn(school=evolve(statement().school, logo=LogoPart(media_type=media_type, base64=raw)))


def pages(**changes: Any) -> list[str]:
    return pages_of(drawn(**changes)) if changes else [*_unchanged_pages()]


@cache
def _unchanged_pages() -> tuple[str, ...]:
    return tuple(pages_of(_unchanged()))


def test_the_first_page_says_who_by_which_policy_how_it_came_out_and_what_is_open() -> None:
    first = pages()[0]
    for said in (
        "Siân Nguyễn-O’Brien",
        "Marsh Lane Primary School",
        "Social media policy for staff, 1 February 2026",
        "Meets the policy, with recommendations and 1 exception",
        "Still open under the policy: 2",
        "Sign-in needs a second step Instagram, personal Should Not met, by 4 December 2026",
        "Older posts are hidden from the public Facebook, personal Should Not sure, no date",
        "1 question was left out of the score",
        "1 answer is “not sure”.",
        "It records what its signer declared, not that an account is safe.",
        "Page 1 of 3",
        statement().identifier,
    ):
        assert said in first


def test_the_second_page_is_the_one_to_sign() -> None:
    made = drawn()
    second = pages_of(made)[1]
    assert "Declaration I, Siân Nguyễn-O’Brien, declare" in second
    assert "Signature of Siân Nguyễn-O’Brien" in second
    assert "Countersignature for Marsh Lane Primary School" in second
    assert "amber lantern orbit velvet canoe thistle magnet harbour" in second
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert [len(page.get("/Annots", [])) for page in pdf.pages] == [0, 2, 0]


def test_the_annex_groups_what_is_as_asked_and_gives_a_line_to_what_is_not() -> None:
    annex = " ".join(pages()[2:])
    assert "Instagram, personal: 69 out of 100" in annex
    assert "Not met Sign-in needs a second step Should D.1 Looked at the setting" in annex
    assert "2 of 4 points are as the policy asks. Must: Who can see the profile (B.3)" in annex
    assert "The one point asked is as the baseline asks." in annex
    assert "Cannot be found by phone number (Another platform, personal): This platform does not have" in annex
    assert "R. Okonkwo" in annex
    assert (
        annex.index("Declared exceptions")
        < annex.index("Fingerprint (SHA-256)")
        < annex.index("Fingerprint of the signer’s key")
    )


def test_the_baseline_stands_apart_from_the_policy() -> None:
    findings = tuple(
        evolve(f, basis=Basis.BASELINE if f.control == "security.two-step" else Basis.NAMED)
        for f in statement().findings
    )
    first = pages(findings=findings)[0]
    assert "Still open under the policy: 1 What is open Where Level How it stands Older posts" in first
    heading = "Still open under the baseline, which asks where the policy is silent: 1"
    assert f"{heading} What is open Where Level How it stands Sign-in needs" in first


def test_a_point_open_on_several_accounts_is_one_line() -> None:
    again = tuple(evolve(f, account="facebook-1") for f in statement().findings if f.control == "security.two-step")
    more = tuple(evolve(a, account="facebook-1") for a in statement().actions if a.control == "security.two-step")
    first = pages(findings=statement().findings + again, actions=statement().actions + more)[0]
    assert (
        "Sign-in needs a second step Instagram, personal; Facebook, personal Should Not met, by 4 December 2026"
        in first
    )
    assert "2 not met" in first
    assert "Still open under the policy: 2 points in 3 places What is open" in first
    other = tuple(evolve(each, title="Its second step") for each in again)  # as Facebook asks it
    first = pages(findings=statement().findings + other, actions=statement().actions + more)[0]
    assert "Sign-in needs a second step; Its second step Instagram, personal; Facebook, personal" in first


def test_a_point_that_stands_otherwise_on_other_accounts_has_a_row_for_each_way_it_stands() -> None:
    ways = {"facebook-1": Verdict.NOT_MET, "other-1": Verdict.PARTLY_MET}
    point = statement().actions[0]
    findings = [evolve(FINDINGS[3], account=account, verdict=verdict) for account, verdict in ways.items()]
    actions = [evolve(point, account=account) for account in ways]
    made = worded(statement(findings=(*FINDINGS, *findings), actions=(point, *actions)))
    first = pages_of(draw(made))[0]
    step, due = "Sign-in needs a second step", "by 4 December 2026"
    assert f"{step} Instagram, personal; Facebook, personal Should Not met, {due}" in first
    assert f"{step} Another platform, personal Should Partly met, {due}" in first
    texts = {key.replace(".state", ".due"): text for key, text in made.wording.texts.items()}  # as it was drawn before
    first = pages_of(draw(evolve(made, wording=evolve(made.wording, texts=texts))))[0]
    assert f"Should Not met, {due}; Partly met, {due}" in first


def test_what_the_first_page_has_no_room_for_stands_in_the_annex() -> None:
    number = range(60)
    findings = tuple(evolve(FINDINGS[3], control=f"security.no{n}", title=f"Point number {n}.") for n in number)
    actions = tuple(evolve(statement().actions[0], control=f"security.no{n}") for n in number)
    made = pages(findings=findings, actions=actions)
    assert "Still open under the policy: 60" in made[0]
    assert "The rest of this list is in the annex." in made[0]
    assert "Declaration" in made[1]
    assert all(f"Point number {n}." in " ".join(made[2:]) for n in number)


def test_the_weakest_account_comes_first() -> None:
    text = text_of(drawn())
    assert text.index("Instagram, personal: 69") < text.index("Facebook, personal: 90")
    assert text.index("Facebook, personal: 90") < text.index("Another platform, personal: 100")


def test_the_score_of_an_area_has_the_colour_of_the_outcome_that_it_comes_to() -> None:
    areas = (Area.VISIBILITY, Area.TAGGING, Area.CONNECTIONS, Area.IDENTITY)
    for score in (100, 85, 69, 25):
        made = drawn(areas=tuple(AreaPart(area=each, score=score) for each in areas))
        with pikepdf.open(io.BytesIO(made)) as pdf:
            second = pdf.pages[1].Contents.read_bytes()
        bars = [filling(TONES[each][0]) for each in Outcome if each is not Outcome.NOT_SCORED]  # grey is also words
        used = [tone for tone in bars if second.count(tone.encode()) >= len(areas)]
        assert used == [filling(TONES[outcome_of(score)][0])]


@pytest.mark.parametrize("version", sorted(LAYOUTS))
def test_each_layout_draws_the_same_pages_as_ever(version: str) -> None:
    kept = from_json((SHELF / f"layout-{version}.json").read_bytes())
    assert kept.layout_version == version
    with pikepdf.open(io.BytesIO(draw(kept))) as pdf:
        contents = b"\n".join(page.Contents.read_bytes() for page in pdf.pages)
    drawn_before = (SHELF / f"layout-{version}.sha256").read_text(encoding="ascii").strip()
    assert hashlib.sha256(contents).hexdigest() == drawn_before


def test_the_attached_data_are_the_statement_itself() -> None:
    made = worded(statement())
    with pikepdf.open(io.BytesIO(draw(made))) as pdf:
        assert pdf.attachments["attestation.json"].get_file().read_bytes() == to_json(made)


def test_the_document_passes_the_structural_check() -> None:
    assert check_structure(drawn()) == ()


LATIN = st.characters(
    categories=["Lu", "Ll"], min_codepoint=0x41, max_codepoint=0x17F, exclude_characters="\u0149\u0132\u0133\u017f"
) | st.characters(categories=["Lu", "Ll"], min_codepoint=0x1E00, max_codepoint=0x1EF9, exclude_characters="\u1e9e")
ACCENTS = st.sampled_from(["", "", "", "\u0300", "\u0301", "\u0302", "\u0303", "\u0308", "\u030c", "\u0323", "\u0327"])


@settings(max_examples=10, deadline=None)
@given(st.lists(st.builds(str.__add__, LATIN, ACCENTS), min_size=1, max_size=12).map("".join))
def test_a_name_with_any_latin_diacritics_is_printed_and_can_be_read_out_again(name: str) -> None:
    made = named(name)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        said = str(pdf.docinfo["/Title"])
        contents = b"".join(page.Contents.read_bytes() for page in pdf.pages)
    assert unicodedata.normalize("NFC", name) in unicodedata.normalize("NFC", said)
    composed = unicodedata.normalize("NFC", name)
    if any(map(unicodedata.combining, composed)):
        assert composed.encode("utf-16-be").hex().encode() in contents
    else:
        assert composed in text_of(made)


def test_a_decomposed_name_prints_as_its_composed_form() -> None:
    assert "Nguyễn" in text_of(named("Nguye\u0302\u0303n"))


@in_turn("character", ["ก", "😀", "\u202e", "\u200b", "\u00ad", "\ue000", "ﷺ"])
def test_a_character_that_the_fonts_lack_or_nobody_sees_is_refused_with_a_sentence(character: str) -> None:
    with pytest.raises(Unprintable, match="cannot be printed") as refusal:
        named(f"Sam {character} Lee")
    assert refusal.value.characters == (character,)
    assert unprintable(f"Sam {character} Lee") == (character,)


@pytest.mark.parametrize(
    "text", ['<img src="/etc/hostname"/>', "A & B <x", "<b>bold</b>", "&amp; %s {0} {{ 7*7 }} \\n (x"]
)
def test_text_from_people_is_only_ever_text(text: str) -> None:
    made = drawn(comment=text, person=evolve(statement().person, name=text, role=text))
    assert " ".join(text.split()) in text_of(made)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert not any(page.get_images() for page in pdf.pages)


def test_two_hundred_findings_run_over_many_pages_in_good_order() -> None:
    few = statement().findings[:9]
    accounts = tuple(evolve(statement().accounts[0], id=f"instagram-{n}", number=n) for n in range(1, 21))
    findings = tuple(
        evolve(few[n % 9], account=f"instagram-{n % 20 + 1}", verdict=list(Verdict)[n % 7]) for n in range(200)
    )
    made = drawn(accounts=accounts, findings=findings, left_out=(), exceptions=(), actions=())
    assert check_structure(made) == ()
    assert text_of(made).count("Who can see the profile") == sum(f.title == "Who can see the profile" for f in findings)


def test_a_row_longer_than_a_page_goes_on_over_the_page() -> None:
    long = evolve(statement().findings[3], title="word " * 780)
    made = drawn(findings=(long, *(statement().findings[4:])), actions=())
    assert check_structure(made) == ()
    assert text_of(made).count("word") == 780 + text_of(drawn()).count("word")


@pytest.mark.parametrize("comment", ["x" * COMMENT_LIMIT, "\n" * COMMENT_LIMIT, "a " * (COMMENT_LIMIT // 2)])
def test_a_comment_at_its_limit_still_makes_a_sound_document(comment: str) -> None:
    assert check_structure(drawn(comment=comment)) == ()


def test_long_names_push_nothing_off_the_page() -> None:
    school = evolve(statement().school, name="The Federation of " + "Upper and Lower Marsh Lane " * 6)
    made = drawn(person=evolve(statement().person, name="Wolfeschlegelsteinhausenberger" * 6), school=school)
    assert check_structure(made) == ()


def test_somebody_without_accounts_declares_just_that() -> None:
    person_level = tuple(finding for finding in statement().findings if finding.account is None)
    made = drawn(
        accounts=(), no_accounts=True, findings=person_level, left_out=(), exceptions=(), actions=(), comment=None
    )
    assert "declares that there are no social media accounts" in text_of(made)
    assert check_structure(made) == ()


def test_an_audit_without_a_score_says_so() -> None:
    made = drawn(score=None, outcome=Outcome.NOT_SCORED, areas=(), person_score=None)
    assert "Not scored" in text_of(made)
    assert check_structure(made) == ()


@pytest.mark.parametrize(
    ("media_type", "kind", "mode"),
    [
        ("image/png", "PNG", "RGBA"),
        ("image/png", "PNG", "L"),
        ("image/png", "PNG", "1"),
        ("image/jpeg", "JPEG", "RGB"),
        ("image/jpeg", "JPEG", "L"),
    ],
)
def test_a_logo_is_shown_with_a_description(media_type: str, kind: str, mode: str) -> None:
    made = with_logo(media_type, picture(kind, mode))
    assert check_structure(made) == ()
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert len(pdf.pages[0].get_images()) == 1


@in_turn(
    ("media_type", "raw"),
    [
        ("image/png", lambda: picture("JPEG", "RGB")),
        ("image/jpeg", lambda: picture("JPEG", "CMYK")),
        ("image/png", lambda: picture("PNG", "1", (6000, 6000))),
        ("image/png", lambda: picture("PNG", "RGB")[:80]),
        ("image/png", lambda: base64.b64encode(b"GIF89a").decode()),
        ("image/png", lambda: "abc"),
    ],
)
def test_a_logo_that_is_no_fit_picture_is_refused_with_a_sentence(media_type: str, raw: Callable[[], str]) -> None:
    with pytest.raises(LogoFault, match="The logo cannot be used"):
        with_logo(media_type, raw())


def test_a_layout_from_the_future_is_refused_with_its_version() -> None:
    with pytest.raises(LayoutUnknown, match="page layout 99"):
        drawn(layout_version="99")


def test_a_statement_without_its_wording_is_refused_with_what_is_missing() -> None:
    with pytest.raises(WordingMissing, match="eyebrow"):
        draw(statement(wording=WordingPart(declaration=(), template_sha256="0" * 64, texts={})))


def leaves(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(node, str):
        yield path
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, child in items:
        yield from leaves(child, (*path, key))


WHOLE = json.loads(to_json(worded(statement())))
HOSTILE = ["", " ", "\n" * 400, "x" * 4000, "word " * 799, "ก", "\u0301", "e" + "\u0301" * 300, "(\\", "-1"]


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(list(leaves(WHOLE))), st.sampled_from(HOSTILE))
def test_any_statement_that_can_be_read_is_drawn_or_refused_with_a_reason(path: tuple[Any, ...], text: str) -> None:
    document = json.loads(json.dumps(WHOLE))
    at = document
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = text
    with suppress(StatementFault, DrawingFault):
        assert draw(from_json(json.dumps(document).encode()))


def test_the_first_page_says_which_limit_holds_the_score() -> None:
    critical = pages(score=39, raw_score=97, outcome=Outcome.ACTION_NEEDED)[0]
    assert "While something critical is open, the score is at most 39." in critical
    assert "97" not in critical, "one figure, that of the ring"
    grave = pages(score=69, raw_score=90, outcome=Outcome.ACTION_NEEDED)[0]
    assert "While something that must hold is open, the score is at most 69." in grave
    lifted = pages(score=70, raw_score=61)[0]
    assert "As nothing that must hold is open, the score is at least 70." in lifted
    assert "The points alone" not in pages()[0]


def test_what_was_not_offered_and_what_cannot_be_seen_whole_stands_on_the_first_page_as_a_number() -> None:
    told = evolve(statement().left_out[0], reason=OFFERED)
    findings = tuple(evolve(f, as_far_as_seen=f.control == "connections.no-pupils") for f in FINDINGS)
    first = pages(left_out=(*statement().left_out, told), findings=findings)[0]
    assert "2 questions were left out of the score. 1 cannot be asked of its service: the annex says why." in first
    assert "1 asks about a setting that is not offered to the signer, as the signer says." in first
    assert "2 answers hold as far as can be seen: the service shows only a part." in first


def test_what_was_left_out_for_one_reason_stands_together_and_is_drawn_as_it_was_signed_before_that() -> None:
    [one] = statement().left_out
    made = worded(statement(left_out=(one, evolve(one, control="discoverability.e-mail", title="Nor by e-mail"))))
    together = f"{one.title}; Nor by e-mail (Another platform, personal): {one.reason}"
    before = {name: text for name, text in made.wording.texts.items() if name != "findings.none"}
    earlier = evolve(made, wording=evolve(made.wording, texts=before))
    now, then = (" ".join(pages_of(draw(each))) for each in (made, earlier))
    assert together in now
    assert f"{one.title} (Another platform, personal): {one.reason}" in then
    assert together not in then


def test_further_questions_stand_apart_and_are_counted_nowhere_else() -> None:
    reading = evolve(FINDINGS[3], control="security.apps", title="Apps connected", basis=Basis.READING, weight=0)
    said = pages(findings=(*FINDINGS, reading), further=FurtherPart(settled=0, offered=1))
    assert "Further protection: 0 of 1" in " ".join(said[2:])
    assert "Open: Apps connected (Instagram, personal)." in " ".join(said[2:])
    assert "1 not met" in said[0]
    assert "2 of 4 points are as the policy asks." in " ".join(said[2:])


def test_what_was_only_confirmed_says_when_it_was_last_looked_up() -> None:
    confirmed = evolve(FINDINGS[0], known=HowKnown.CONFIRMED, looked_on=date(2025, 11, 3))
    annex = " ".join(pages(findings=(confirmed, *FINDINGS[1:]))[2:])
    assert "What was confirmed was last looked up on 3 November 2025." in annex


def test_what_is_from_a_data_export_says_of_which_day_it_is() -> None:
    exported = evolve(FINDINGS[0], known=HowKnown.FROM_EXPORT, looked_on=date(2026, 9, 2))
    annex = " ".join(pages(findings=(exported, *FINDINGS[1:]))[2:])
    assert "1 from a data export" in annex
    assert "What is from my data export is of 2 September 2026." in annex
    assert "last looked up" not in annex


def test_what_the_policy_only_tells_of_is_not_counted_among_what_is_open() -> None:
    told = next(each for each in FINDINGS if each.level is Level.INFORM)
    refused = tuple(evolve(f, verdict=Verdict.NOT_MET) if f is told else f for f in FINDINGS)
    first, _second, annex = pages(findings=refused)
    assert "1 not met" in first  # as many as before
    assert "1 point that the policy only tells of was not acknowledged; it is in the annex." in first
    assert f"Not met {told.title} Good to know" in annex


def test_a_policy_whose_own_review_is_over_says_so_on_the_first_page() -> None:
    for due, said in (("autumn 2024", True), ("autumn 2027", False), (None, False)):
        first = pages(policy=evolve(statement().policy, next_review=due))[0]
        assert (f"Its own review was due: {due}" in first) is said


def test_a_declaration_longer_than_a_page_goes_on_in_letters_that_can_be_read() -> None:
    own = ("I have read the policy of the school, and it holds at work and at home. " * 9,) * 10
    with pikepdf.open(io.BytesIO(draw(worded(statement(), declaration=own)))) as pdf:
        assert len(pdf.pages) == 4
        signed = b"".join(page.Contents.read_bytes() for page in list(pdf.pages)[1:3])
    assert min(float(size) for size in re.findall(rb"/\S+ ([\d.]+) Tf", signed)) >= 0.8 * TINY.size


def test_what_is_for_programs_stands_last() -> None:
    made = pages()
    assert "XCCDF" not in " ".join(made[:2])
    said = (
        "What was left out",
        "You need not read what follows: it is for a computer.",
        "XCCDF",
        "Fingerprint (SHA-256)",
    )
    at = [made[2].index(each) for each in said]
    assert at == sorted(at), "and says for whom, before its figures"


def test_a_clause_that_is_cited_twice_stands_there_once() -> None:
    twice = tuple(evolve(f, clauses=("3", "3, 6")) for f in FINDINGS)
    assert "(3, 6)" in pages(findings=twice)[2]
