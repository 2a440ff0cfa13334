"""What a question comes to by itself."""

from datetime import date

from privacy_wizard.domain.audit import Account, Response
from privacy_wizard.domain.model import Gate, Topic
from privacy_wizard.domain.questions import Question, best_options, verdict_on
from privacy_wizard.domain.vocabulary import Basis, Kind, Verdict

from .library import ACK, CONTROLS, NAME, YES_NO, check, control, requirement

ALPHA = Account(id="alpha-1", checklist="alpha")
TODAY = date(2026, 11, 20)
POSTS, STORIES = check("alpha.posts", "visibility.audience"), check("alpha.stories", "visibility.audience")
CHECKS = {POSTS.id: POSTS, STORIES.id: STORIES}
AUDIENCE = requirement(control("visibility.audience"))


def answered(answer: str, of: str = POSTS.id) -> dict[tuple[str, str | None], Response]:
    return {(of, ALPHA.id): Response(check=of, account=ALPHA.id, answer=answer)}


def asked(**change: object) -> Question:
    return Question(**{"check": POSTS, "account": ALPHA, "requirements": (AUDIENCE,), **change})


def test_the_verdict_on_a_question_is_that_of_its_own_answer_alone() -> None:
    both = {**answered("good"), **answered("bad", STORIES.id)}
    assert verdict_on(asked(), both, CHECKS, TODAY) is Verdict.MET
    assert verdict_on(asked(check=STORIES), both, CHECKS, TODAY) is Verdict.NOT_MET


def test_a_question_without_an_answer_has_no_verdict() -> None:
    assert verdict_on(asked(), {}, CHECKS, TODAY) is None


def test_a_mere_gate_has_no_verdict_and_takes_the_strictest_requirement_behind_it() -> None:
    gate = check("every.blog", None, YES_NO)
    behind = check("every.blog-content", "content.blog-content", gate=Gate(check=gate.id, opens_on=("yes",)))
    served = requirement(control("content.blog-content", Kind.ACCOUNT))
    question = asked(check=gate, requirements=(served, AUDIENCE))
    checks = {gate.id: gate, behind.id: behind}
    assert verdict_on(question, answered("yes", gate.id), checks, TODAY) is None
    assert question.own_requirement is served
    assert (question.is_looked_up, best_options(question)) == (False, ())
    assert asked(check=gate, requirements=(AUDIENCE,)).is_looked_up is False
    assert best_options(asked(check=gate, requirements=(AUDIENCE,))) == ()


def test_the_best_options_are_those_that_the_policy_asks_for_whether_they_tell_a_verdict_or_a_fact() -> None:
    name = next(each for each in CONTROLS if each.id == "identity.school-name")
    shown = asked(check=check("alpha.name", name.id, NAME), requirements=(requirement(name),))
    read = asked(check=check("c.ack", "c.ack", ACK), requirements=(requirement(control("c.ack", Kind.ACK)),))
    assert [best_options(each) for each in (asked(), shown, read)] == [("good",), ("absent",), ("ack",)]


def test_how_it_is_known_matters_only_for_what_stands_on_a_screen() -> None:
    acknowledgement = asked(
        check=check("person.rules", "c.ack", ACK), requirements=(requirement(control("c.ack", Kind.ACK)),)
    )
    assert (asked().is_looked_up, asked().is_acknowledgement) == (True, False)
    topic = control("people.pupils", topic=Topic(heading="Pupils", ask="Are any pupils connected with you?"))
    on_a_topic = asked(check=check("alpha.pupils", topic.id), requirements=(requirement(topic),))
    assert on_a_topic.is_looked_up is False, "its answers say so themselves"
    assert (acknowledgement.is_looked_up, acknowledgement.is_acknowledgement) == (False, True)


def test_a_question_is_offered_beyond_the_core_only_where_nothing_behind_it_is_of_the_core() -> None:
    reading = requirement(control("tagging.control"), basis=Basis.READING)
    assert asked(requirements=(reading,)).is_further is True
    assert asked(requirements=(reading, AUDIENCE)).is_further is False


def test_a_question_that_opens_others_is_first_of_all_about_what_it_answers_itself() -> None:
    behind = requirement(control("content.blog-content", Kind.ACCOUNT))
    assert asked(requirements=(behind, AUDIENCE)).own_requirement is AUDIENCE
