import re
from datetime import UTC, date, datetime, timedelta, timezone
from hashlib import sha256

import pytest
from attrs import evolve

from privacy_wizard.attestation.phrases import long_date, long_moment, vague_date
from privacy_wizard.attestation.statement import from_json, to_json
from privacy_wizard.attestation.wording import (
    WordingFault,
    WordingUnknown,
    read_wording,
    shipped_wording,
    sources,
    worded,
    wording_difference,
    wording_of,
)
from privacy_wizard.domain.names import area_name, level_name
from privacy_wizard.domain.vocabulary import Area, Basis, Level, Outcome, Verdict
from privacy_wizard.system.places import resource
from tests.in_turn import in_turn

from .samples import ACTIONS, FINDINGS, statement

# The beginning of the SHA-256 of each wording that is kept: what was signed under it is found by it for ever.
KEPT = {
    1: "ac7baef2b7e71647",
    2: "7c9f7092e10488a8",
    3: "4f2d56080aa22f21",
    4: "515a194082bdc1ce",
    5: "67e8d168b080cc37",
    6: "07cd819c1105bcda",
    7: "57ec89232c83785c",
    8: "c96b9990476aff4b",
}


def test_a_wording_that_is_kept_never_changes_not_even_in_a_remark() -> None:
    found = {
        int(path.stem[3:]): sha256(path.read_bytes()).hexdigest()[:16] for path in resource("wording").glob("en-*.j2")
    }
    assert found == KEPT


def test_a_worded_statement_carries_finished_texts_and_the_digest_of_their_templates() -> None:
    made = worded(statement())
    assert (
        made.wording.texts["lead"] == "Siân Nguyễn-O’Brien has answered for 3 accounts, for Marsh Lane Primary School."
    )
    assert made.wording.template_sha256 == shipped_wording().sha256
    assert from_json(to_json(made)) == made


def test_what_people_write_is_never_taken_for_a_template() -> None:
    name = "{{ 7*7 }}{% for a in b %}[title]"
    made = worded(statement(person=evolve(statement().person, name=name)))
    assert made.wording.texts["facts.person"] == name
    assert made.wording.texts["title"] == "Privacy attestation"


def test_a_line_break_in_a_name_makes_no_second_line() -> None:
    made = worded(statement(person=evolve(statement().person, name="Sam\nLee")))
    assert made.wording.texts["signed.name"] == "Sam Lee"


@in_turn(
    "text",
    [
        "{% for a in range(3) %}x{% endfor %}",
        "{{ ''.__class__ }}{{ cycler() }}",
        "{% include 'x' %}",
        "{% macro a() %}{% endmacro %}",
        "{{ 'x' * 1000000 }}",
    ],
)
def test_a_wording_that_loops_calls_or_multiplies_is_refused(text: str) -> None:
    with pytest.raises(WordingFault, match="more than choose between texts"):
        read_wording(f"[lead]\n{text}\n")


def test_a_wording_that_grows_beyond_measure_is_stopped() -> None:
    with pytest.raises(WordingFault, match="too long"):
        read_wording("[lead]\n{{ name }}\n").text("lead", name="x" * 2001)


def test_each_shipped_wording_is_compiled_once_and_found_by_its_digest() -> None:
    found = [wording_of(digest) for digest in sources()]
    assert [each.sha256 for each in found if each is not None] == list(sources())
    assert wording_of(shipped_wording().sha256) is shipped_wording()


def test_a_statement_in_a_wording_that_is_not_shipped_is_not_rendered() -> None:
    made = worded(statement())
    with pytest.raises(WordingUnknown):
        wording_difference(evolve(made, wording=evolve(made.wording, template_sha256="0" * 64)), timestamped=False)


def test_a_changed_text_is_named_whichever_it_is() -> None:
    made = worded(statement())
    assert wording_difference(made, timestamped=False) is None
    for key in made.wording.texts:
        texts = {**made.wording.texts, key: "{{ 7*7 }}"}
        assert wording_difference(evolve(made, wording=evolve(made.wording, texts=texts)), timestamped=False) == key
    assert wording_difference(made, timestamped=True) == "time_note"


def test_data_that_make_a_text_longer_than_any_differ() -> None:
    made = worded(statement())
    longer = evolve(made, policy=evolve(made.policy, title="x" * 3000))
    assert wording_difference(longer, timestamped=False) == "document.subject"


def test_a_time_stamped_document_does_not_claim_that_its_time_is_unconfirmed() -> None:
    assert "No time-stamping service" in worded(statement()).time_note
    note = worded(statement(), timestamped=True).time_note
    assert "A time-stamping service put its own time to the signature." in note
    assert "confirmed" not in note, "whose service it is, the page cannot know"


def test_every_outcome_occasion_and_exception_has_its_words() -> None:
    texts = worded(statement()).wording.texts
    for finding in statement().findings:
        assert texts[f"count.{finding.verdict}"]
    assert all(texts[f"verdict.{verdict}"] for verdict in Verdict if verdict not in (Verdict.MET, Verdict.ACKNOWLEDGED))
    assert texts["exception.relative"] == "A relative"


@pytest.mark.parametrize("outcome", [Outcome.MEETS, Outcome.MEETS_WITH_RECOMMENDATIONS])
@pytest.mark.parametrize(("kept", "other"), [("must", "should"), ("should", "must")])
def test_nothing_is_said_of_musts_or_shoulds_where_there_were_none(outcome: Outcome, kept: str, other: str) -> None:
    findings = tuple(f for f in FINDINGS if f.level == kept)
    said = worded(statement(findings=findings, outcome=outcome)).wording.texts["outcome.text"]
    assert f"verything that {other}" not in said
    assert "must or should" not in said


def test_nobody_has_looked_at_a_screen_where_no_question_had_one() -> None:
    none_asked = evolve(statement().guidance, checks=0, never_seen=0, oldest_source=None, newest_source=None)
    said = worded(statement(guidance=none_asked)).guidance.text
    assert said == "None of the questions was about an account."


def test_where_nothing_was_scored_nothing_is_said_of_scores_or_of_an_open_policy() -> None:
    texts = worded(statement(score=None, outcome=Outcome.NOT_SCORED, findings=(), actions=())).wording.texts
    assert texts["open.none"] == "Nothing that counts was asked, so nothing is open."
    assert "score" not in texts["about.score"]


def test_where_no_question_was_asked_nothing_is_said_of_questions_or_accounts() -> None:
    none_asked = evolve(statement().guidance, checks=0, never_seen=0, oldest_source=None, newest_source=None)
    nothing = {"accounts": (), "findings": (), "left_out": (), "exceptions": (), "actions": (), "score": None}
    made = worded(statement(**nothing, no_accounts=True, outcome=Outcome.NOT_SCORED, guidance=none_asked))
    texts = made.wording.texts
    assert made.wording.declaration == (
        "I, Siân Nguyễn-O’Brien, declare that I have no social media accounts, old or forgotten ones included.",
        "I understand that I am responsible for what any account that I open later shows.",
    )
    assert (made.guidance.text, texts["numbers"], texts["about.score"]) == ("", "", "")
    assert texts["findings.none"] == "The policy asks no question of the signer, so there is none to list."


def test_the_baseline_is_named_only_where_it_asks_and_the_policy_only_where_it_does() -> None:
    of_policy = tuple(evolve(each, basis=Basis.NAMED) for each in FINDINGS[:2])
    of_baseline = tuple(evolve(each, basis=Basis.BASELINE) for each in FINDINGS[:2])
    said = [worded(statement(findings=f, actions=())).wording.texts for f in (of_policy, of_baseline)]
    assert [texts["open.none"] for texts in said] == [
        "Nothing is open under the policy.",
        "Nothing is open under the baseline.",
    ]
    assert said[1]["group.instagram-1.met"] == "1 of 2 points is as the baseline asks."
    met = tuple(evolve(each, verdict=Verdict.MET) for each in (of_policy[0], of_baseline[1]))
    both = worded(statement(findings=met)).wording.texts["group.instagram-1.met"]
    assert both == "Both points are as the policy and the baseline ask."


def test_what_could_not_be_told_and_what_does_not_hold_are_kept_apart() -> None:
    def said(*verdicts: Verdict) -> str:
        findings = tuple(evolve(FINDINGS[0], account=None, verdict=each) for each in verdicts)
        text = worded(statement(findings=findings, outcome=Outcome.ACTION_NEEDED)).wording.texts["outcome.text"]
        return text.removesuffix(" The list below says what is open.")

    assert said(Verdict.NOT_MET) == "Something that must hold does not hold yet."
    assert said(Verdict.NOT_SURE) == "The signer was not sure of something that must hold."
    assert said(Verdict.NOT_MET, Verdict.NOT_SURE).endswith("and the signer was not sure of something else that must.")


def test_a_declaration_speaks_of_dates_as_far_as_there_are_any() -> None:
    dated, undated = ACTIONS
    said = [worded(statement(actions=a)).wording.declaration[1] for a in ((dated,), (dated, undated), (undated,))]
    assert [each.partition(". I understand")[0] for each in said] == [
        "I know which requirement is still open, and I will see to it by the date given",
        "I know which requirements are still open, and I will see to them, by the dates given where there are any",
        "I know which requirement is still open, and I will see to it",
    ]


def test_one_score_is_shown_and_what_other_programs_compute_stays_in_the_data() -> None:
    made = worded(statement())
    assert made.xccdf.default is not None
    shown = " ".join(made.wording.texts.values())
    assert str(made.xccdf.default) not in shown
    assert f"{made.xccdf.flat} of {made.xccdf.flat_maximum}" not in shown
    assert f'"default":{made.xccdf.default}' in to_json(made).decode().replace(" ", "")


def test_how_many_points_there_are_is_always_written_in_digits() -> None:
    texts = worded(statement()).wording.texts
    counted = [text for key, text in texts.items() if key.startswith(("group.", "numbers", "count.")) and text]
    spelt = re.compile(
        r"\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (of|points|answers)\b", re.IGNORECASE
    )
    assert counted
    assert [text for text in counted if spelt.search(text)] == []


def test_who_issued_the_policy_is_not_taken_for_who_issued_the_attestation() -> None:
    assert worded(statement()).wording.texts["facts.issuer.label"] == "Policy issued by"


def test_a_group_without_members_has_no_sentence() -> None:
    texts = worded(statement(findings=FINDINGS[:4])).wording.texts
    assert texts["group.instagram-1.met"] == "2 of 4 points are as the policy asks."
    assert not [key for key in texts if key.startswith(("group.facebook-1", "group.person"))]


def test_a_declaration_promises_to_see_to_what_is_open_only_where_something_is() -> None:
    assert worded(statement(actions=())).wording.declaration[1].startswith("I understand")


def test_one_account_on_a_platform_has_no_number_and_two_have() -> None:
    second = evolve(statement().accounts[0], id="instagram-2", number=2)
    texts = worded(statement(accounts=(*statement().accounts, second))).wording.texts
    assert texts["account.instagram-2"] == "Instagram, personal 2"
    assert texts["account.facebook-1"] == "Facebook, personal"


def test_dates_are_written_as_exactly_as_they_are_known() -> None:
    assert long_date(date(2026, 12, 4)) == "4 December 2026"
    assert [vague_date(known) for known in ("2026", "2026-05", "2026-05-02", "spring", None)] == [
        "2026",
        "May 2026",
        "2 May 2026",
        "spring",
        "",
    ]


def test_a_moment_names_its_zone() -> None:
    west = timezone(-timedelta(hours=3, minutes=30))
    assert long_moment(datetime(2026, 1, 2, 3, 4, tzinfo=UTC)) == "2 January 2026, 03:04 (UTC)"
    assert long_moment(datetime(2026, 1, 2, 3, 4, tzinfo=west)) == "2 January 2026, 03:04 (UTC-03:30)"


def test_areas_and_levels_are_called_on_the_page_as_they_are_on_the_screen() -> None:
    said = worded(statement()).wording.texts
    assert {area: said[f"area.{area}"] for area in Area} == {area: area_name(area) for area in Area}
    assert {level: said[f"level.{level}"] for level in Level} == {level: level_name(level) for level in Level}
