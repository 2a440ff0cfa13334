"""Last year's answers find their questions again, whatever became of those."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from attrs import evolve

from privacy_wizard.audit.migrate_answers import carried_over, next_years
from privacy_wizard.audit.state import Audit, Earlier, Key, Signed, answer_digest, question_digest
from privacy_wizard.domain.audit import Account, Response
from privacy_wizard.domain.model import Check, Option, Source
from privacy_wizard.domain.vocabulary import Confidence, NotApplicable, Unresolved, Verdict

NOW = datetime(2027, 11, 20, 9, 30, tzinfo=UTC)
TODAY, LAST_YEAR = NOW.date(), date(2026, 11, 20)
ACCOUNT = "pictures-1"
GRADED = (
    Option(id="few", label="Few", verdict=Verdict.MET),
    Option(id="all", label="All", verdict=Verdict.NOT_MET),
)
OTHERS = (Option(id="few", label="Few"), Option(id="none", label="None"))


def _check(name: str, ask: str = "Who?", options: tuple[Option, ...] = GRADED) -> Check:
    return Check(
        id=f"pictures.{name}",
        control="visibility.audience",
        ask=ask,
        options=options,
        why="Why.",
        fix="Fix.",
        source=Source(id="S1", title="A page", date="2026"),
        confidence=Confidence.OFFICIAL,
    )


def _audit(answers: Mapping[str, str | Unresolved | NotApplicable], *asked: Check) -> Audit:
    """Signed last year; what was answered under each check, and how the checks were then."""
    keys = {name: (f"pictures.{name}", ACCOUNT) for name in answers}
    return Audit(
        id="a",
        started=datetime(2026, 11, 20, tzinfo=UTC),
        accounts=(Account(id=ACCOUNT, checklist="pictures"),),
        responses={
            key: Response(check=key[0], account=ACCOUNT, answer=answers[name], note="Mine.")
            for name, key in keys.items()
        },
        asked_as={(check.id, ACCOUNT): question_digest(check) for check in asked},
        checklist_versions={"pictures": "2026.11.1"},
        signed=Signed(identifier="0" * 32, on=LAST_YEAR),
    )


def _by_id(*checks: Check) -> dict[str, Check]:
    return {check.id: check for check in checks}


def _shown(audit: Audit) -> dict[str, Earlier]:
    return {key[0].partition(".")[2]: earlier for key, earlier in audit.earlier.items()}


RENAMED = {"pictures.old": ("pictures.new",)}


def test_an_answer_to_a_renamed_question_is_shown_at_its_new_name() -> None:
    audit = _audit({"old": "few"}, _check("old"))
    review = next_years(audit, _by_id(_check("new")), NOW, RENAMED)
    assert _shown(review) == {"new": Earlier(answer="few", on=LAST_YEAR)}
    assert not review.responses


def test_in_a_draft_an_answer_to_a_question_that_is_only_named_otherwise_still_counts() -> None:
    audit = _audit({"old": "few"}, _check("old"))
    resumed = carried_over(audit, _by_id(_check("new")), TODAY, RENAMED)
    assert resumed.responses == {
        ("pictures.new", ACCOUNT): Response(check="pictures.new", account=ACCOUNT, answer="few", note="Mine.")
    }
    assert resumed.asked_as["pictures.new", ACCOUNT] == answer_digest(_check("new"), "few")
    assert resumed.earlier == {}


def test_an_answer_to_a_successor_that_asks_otherwise_is_marked_as_such_and_does_not_count() -> None:
    audit = _audit({"old": "few"}, _check("old"))
    worded = _by_id(_check("new", "Who exactly?"))
    resumed = carried_over(audit, worded, TODAY, RENAMED)
    assert not resumed.responses
    assert _shown(resumed) == {"new": Earlier(answer="few", on=TODAY, question_changed=True)}
    assert _shown(next_years(audit, worded, NOW, RENAMED))["new"].question_changed


def test_an_answer_that_a_successor_does_not_offer_is_not_shown_there() -> None:
    audit = _audit({"old": "all"}, _check("old"))
    review = next_years(audit, _by_id(_check("new", options=OTHERS)), NOW, RENAMED)
    assert review.earlier == {}


def test_not_sure_and_does_not_apply_go_along() -> None:
    for answer in (Unresolved.NOT_SURE, NotApplicable.NOT_OFFERED):
        audit = _audit({"old": answer}, _check("old"))
        review = next_years(audit, _by_id(_check("new", options=OTHERS)), NOW, RENAMED)
        assert _shown(review)["new"].answer == answer


def test_a_split_questions_answer_is_shown_at_each_part_that_offers_it() -> None:
    audit = _audit({"old": "all"}, _check("old"))
    parts = _by_id(_check("posts", "Who sees posts?"), _check("tags", "Who tags?"), _check("more", options=OTHERS))
    split = {"pictures.old": ("pictures.posts", "pictures.tags", "pictures.more")}
    assert set(_shown(next_years(audit, parts, NOW, split))) == {"posts", "tags"}


def test_merged_questions_show_an_answer_only_where_both_were_answered_alike() -> None:
    merged = {"pictures.one": ("pictures.both",), "pictures.two": ("pictures.both",)}
    today = _by_id(_check("both", "Who sees both?"))
    alike = _audit({"one": "few", "two": "few"}, _check("one"), _check("two"))
    apart = _audit({"one": "few", "two": "all"}, _check("one"), _check("two"))
    assert _shown(next_years(alike, today, NOW, merged))["both"].answer == "few"
    assert next_years(apart, today, NOW, merged).earlier == {}


def test_a_question_that_is_gone_without_a_successor_takes_its_answer_along() -> None:
    audit = _audit({"old": "few", "kept": "few"}, _check("old"), _check("kept"))
    today = _by_id(_check("kept"))
    assert set(_shown(next_years(audit, today, NOW))) == {"kept"}
    assert set(carried_over(audit, today, TODAY).responses) == {("pictures.kept", ACCOUNT)}


def test_what_is_only_shown_follows_its_question_too() -> None:
    shown: dict[Key, Earlier] = {("pictures.old", ACCOUNT): Earlier(answer="few", on=LAST_YEAR)}
    draft = evolve(_audit({}), earlier=shown)
    resumed = carried_over(draft, _by_id(_check("new")), TODAY, RENAMED)
    assert _shown(resumed) == {"new": Earlier(answer="few", on=LAST_YEAR, question_changed=True)}


def test_the_versions_that_asked_for_the_earlier_answers_are_kept() -> None:
    audit = _audit({"kept": "few"}, _check("kept"))
    review = next_years(audit, _by_id(_check("kept")), NOW)
    assert review.earlier_versions == {"pictures": "2026.11.1"}
    saved = evolve(review, checklist_versions={"pictures": "2027.3.1", "person": "2027.1.1"})
    resumed = carried_over(saved, _by_id(_check("kept")), TODAY)
    assert resumed.earlier_versions == {"pictures": "2026.11.1"}


def test_a_draft_that_is_resumed_unchanged_stays_as_it_is() -> None:
    audit = _marked_now("few", _check("who"))
    assert carried_over(audit, _by_id(_check("who")), TODAY) == audit


MILDER = (
    evolve(GRADED[0], verdict=Verdict.PARTLY_MET),
    GRADED[1],
    Option(id="some", label="Some", verdict=Verdict.MET),
)


def _marked_now(answer: str, asked: Check) -> Audit:
    key = (asked.id, ACCOUNT)
    return evolve(_audit({"who": answer}, asked), asked_as={key: answer_digest(asked, answer)})


def test_in_a_draft_an_answer_counts_on_when_its_option_is_judged_otherwise() -> None:
    audit = _marked_now("few", _check("who"))
    assert set(carried_over(audit, _by_id(_check("who", options=MILDER)), TODAY).responses) == {
        ("pictures.who", ACCOUNT)
    }


def test_in_a_draft_an_answer_counts_no_more_when_its_label_says_something_else() -> None:
    audit = _marked_now("few", _check("who"))
    reworded = (evolve(GRADED[0], label="Few of them"), GRADED[1])
    resumed = carried_over(audit, _by_id(_check("who", options=reworded)), TODAY)
    assert not resumed.responses
    assert _shown(resumed)["who"].question_changed


def test_an_answer_marked_before_counts_on_where_the_release_of_then_shows_that_it_means_the_same() -> None:
    audit, today = _audit({"who": "few"}, _check("who")), _by_id(_check("who", options=MILDER))
    assert not carried_over(audit, today, TODAY).responses
    assert carried_over(audit, today, TODAY, earlier_checks=lambda: [_by_id(_check("who"))]).responses
    other = _by_id(_check("who", options=(evolve(GRADED[0], label="Hardly anybody"), GRADED[1])))
    assert not carried_over(audit, other, TODAY, earlier_checks=lambda: [_by_id(_check("who"))]).responses
