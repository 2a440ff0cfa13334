"""The same window on another day: interrupted and resumed, reviewed a year later, under a policy with exceptions."""

from collections.abc import Callable
from datetime import date

from attrs import evolve
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from privacy_wizard.audit.signing import VisibleSignature
from privacy_wizard.domain.model import AllowedException, Catalogue
from privacy_wizard.domain.vocabulary import AccountKind, ExceptionReason, Verdict
from privacy_wizard.ui.kit.widgets.option_group import OptionGroup
from privacy_wizard.ui.wizard.questions.answered import answer_name
from privacy_wizard.ui.wizard.questions.guidance import EarlierAnswer
from tests.audit.conftest import preferred
from tests.ui import contexts
from tests.ui.hands import User, good

Sit = Callable[..., User]


def walk_to(user: User, step: str) -> None:
    """With the accent button, leaving questions open."""
    for _turn in range(80):
        if user.step == step:
            return
        user.go_on()
    raise AssertionError(f"{step} is not reached; the window stands at {user.step}")


def test_an_interrupted_audit_resumes_at_the_same_question_with_every_answer(sit: Sit) -> None:
    user = sit(context_with=("helsby-hillside-primary-2023", "instagram", "whatsapp", "tiktok"))
    walk_to(user, "account:whatsapp-1")
    user.answer_this_screen(good(user))
    user.go_on()
    user.answer(user.card(), preferred(user.context.session, user.card().question.key, (Verdict.MET,)))
    kept, place = user.context.session.audit.responses, user.context.session.audit.place
    assert place.question in user.questions.cards
    user.leave()
    again = sit()
    assert again.step == "welcome"
    assert again.context.session.audit.person is None
    again.press("Resume")
    assert again.step == "account:whatsapp-1"
    assert place.question in again.questions.cards
    again.qtbot.waitUntil(lambda: again.in_view(again.questions.cards[place.question]))
    assert again.context.session.audit.responses == kept
    assert again.questions.cards[place.question].is_answered
    again.key(Qt.Key.Key_Escape)
    assert all(card.is_answered for card in again.questions.cards.values())


def test_words_that_are_still_being_typed_survive_the_closing_of_the_window(sit: Sit) -> None:
    user = sit(context_with=("ladysmith-federation", "x"))
    walk_to(user, "account:x-1")
    user.answer_this_screen(good(user))
    user.press("Private note", user.card())
    user.write("Private note", "ask at home", user.card())
    key = user.card().question.key
    user.leave()
    again = sit()
    again.press("Resume")
    assert again.context.session.audit.responses[key].note == "ask at home"


def test_an_answer_that_brings_up_questions_stays_under_the_hand_that_gave_it(sit: Sit) -> None:
    user = sit(context_with=("helsby-hillside-primary-2023", "instagram"))
    walk_to(user, "account:instagram-1")
    gate = ("every-account.use", "instagram-1")
    while gate not in user.questions.cards:
        user.go_on()
    for option in user.context.session.checks[gate[0]].options:
        user.answer_by_key(user.questions.cards[gate], option.id)
        card = user.questions.cards[gate]
        assert card.isAncestorOf(QApplication.focusWidget())
        user.qtbot.waitUntil(lambda card=card: user.in_view(card))


def test_undo_leaves_the_keyboard_on_the_page(sit: Sit) -> None:
    user = sit(context_with=("ladysmith-federation", "x"))
    walk_to(user, "account:x-1")
    card = user.card()
    user.answer_this_screen(good(user))
    user.escape(card, "It does not apply")
    user.press("I have never used this", card.picker)
    user.ctrl(Qt.Key.Key_Z)
    assert user.page.isAncestorOf(QApplication.focusWidget())


def test_a_review_shows_last_years_answers_and_counts_none_until_it_is_confirmed(sit: Sit) -> None:
    last = sit(context_with=("ladysmith-federation", "instagram", "tiktok"))
    last.context.session.add_account("facebook", AccountKind.OFFICIAL)
    contexts.answer_all(last.context)
    answers = {key: response.answer for key, response in last.context.session.audit.responses.items()}
    last.context.signing.sign(VisibleSignature(text="Sam Lee"), "lemon teapot gravel windmill")
    last.leave()
    user = sit()
    user.press("Start this year's review")
    assert user.step == "you"
    session = user.context.session
    walk_to(user, "account:instagram-1")
    seen: set[object] = set()
    while user.step != "results":
        for key, card in user.questions.cards.items():
            (panel,) = [p for p in card.findChildren(EarlierAnswer) if p.isVisible()]
            said = f"Your answer of 20 November 2026: {answer_name(card.question.check, answers[key])}"
            assert said in contexts.words_on(panel)
            assert card.picker.options.current() is None
            seen.add(key)
        user.go_on()
    assert seen == {q.key for q in session.questions} & set(answers)
    assert session.progress.answered == 0
    assert session.score().value == 0
    assert user.sees("without an answer")
    user.press("Go to the first")
    before = session.progress.answered
    for key, card in list(user.questions.cards.items()):
        user.press("Still the same", card)
        assert session.audit.responses[key].answer == answers[key]
        assert not any(panel.isVisible() for panel in card.findChildren(EarlierAnswer))
    assert session.progress.answered == before + len(user.questions.cards)


def lenient() -> Catalogue:
    """The shipped checklists, with a Bradley policy that lets the headteacher approve of relatives."""
    shipped = contexts.catalogue()
    pack = shipped.packs["bradley-primary-2023"]
    allowed = AllowedException(
        reasons=(ExceptionReason.RELATIVE, ExceptionReason.FRIEND_BEFORE), approver="headteacher"
    )
    requirements = tuple(
        evolve(r, exception=allowed) if r.control.id == "connections.no-parents" else r for r in pack.requirements
    )
    return evolve(shipped, packs={**shipped.packs, pack.id: evolve(pack, requirements=requirements)})


def test_an_exception_that_the_policy_allows_is_declared_at_the_question_and_counts(sit: Sit) -> None:
    user = sit(context_with=("bradley-primary-2023", "instagram"), catalogue=lenient())
    session = user.context.session
    walk_to(user, "connections")
    key = ("instagram.parents", "instagram-1")
    while key not in user.questions.cards:
        user.go_on()
    card = user.questions.cards[key]
    user.answer(card, preferred(session, key, (Verdict.NOT_MET,)))
    user.press("Declare an exception", card)
    user.press("Declare this exception", card)
    assert "Choose a reason" in contexts.words_on(card)
    user.press("A relative", next(g for g in card.findChildren(OptionGroup) if g.accessibleName() == "Reason"))
    user.write("Name of the headteacher who approved it", "Ada Okafor", card)
    user.press("Declare this exception", card)
    assert session.verdict_on(card.question) is Verdict.EXCEPTED
    assert "Approved by Ada Okafor (headteacher), until 20 November 2027" in contexts.words_on(card)
    waiver = session.audit.responses[key].waiver
    assert waiver is not None
    assert (waiver.reason, waiver.until) == (ExceptionReason.RELATIVE, date(2027, 11, 20))
    user.press("Withdraw the exception", card)
    assert session.verdict_on(card.question) is Verdict.NOT_MET


def test_where_no_exception_is_allowed_the_policys_own_words_to_such_ties_are_shown(sit: Sit) -> None:
    user = sit(context_with=("bradley-primary-2023", "instagram"))
    walk_to(user, "connections")
    key = ("instagram.parents", "instagram-1")
    while key not in user.questions.cards:
        user.go_on()
    card = user.questions.cards[key]
    user.answer(card, preferred(user.context.session, key, (Verdict.NOT_MET,)))
    assert not user.has_button("Declare an exception")
    assert "The policy grants no exceptions. Speak to your headteacher about a family tie." in contexts.words_on(card)
