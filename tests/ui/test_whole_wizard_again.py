"""The same window on another day: interrupted and resumed, reviewed a year later, under a policy with exceptions."""

from collections.abc import Callable
from datetime import date, timedelta

from attrs import evolve
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from privacy_wizard.audit.interview.page import PageKind
from privacy_wizard.audit.signing import VisibleSignature
from privacy_wizard.audit.state import Signed
from privacy_wizard.audit.steps import Step, StepId
from privacy_wizard.domain.audit import Waiver
from privacy_wizard.domain.model import AllowedException, Catalogue
from privacy_wizard.domain.vocabulary import AccountKind, ExceptionReason, HowKnown, Verdict
from privacy_wizard.ui.kit.widgets.option_group import OptionGroup
from privacy_wizard.ui.wizard.interview.confirmations import LastYearCard
from tests.audit.conftest import preferred
from tests.settling import respond
from tests.ui import contexts
from tests.ui.hands import User, good
from tests.ui.test_whole_wizard import turn_to

Sit = Callable[..., User]


def test_an_interrupted_audit_resumes_at_the_same_question_with_every_answer(sit: Sit) -> None:
    user = sit(context_with=("helsby-hillside-primary-2023", "instagram", "whatsapp", "tiktok"), closely=True)
    turn_to(user, "account:whatsapp-1")
    row = user.row()
    user.answer(row, preferred(user.context.session, row.question.key, (Verdict.MET,)))
    kept, place = user.context.session.audit.responses, user.context.session.audit.place
    assert place.question in user.questions.rows
    user.leave()
    again = sit(closely=True)
    assert again.step == "welcome"
    assert again.context.session.audit.person is None
    again.press("Resume")
    assert again.step == "account:whatsapp-1"
    assert place.question in again.questions.rows
    again.qtbot.waitUntil(lambda: again.in_view(again.questions.rows[place.question]))
    assert again.context.session.audit.responses == kept
    assert again.questions.rows[place.question].is_answered


def test_words_that_are_still_being_typed_survive_the_closing_of_the_window(sit: Sit) -> None:
    user = sit(context_with=("ladysmith-federation", "x"))
    turn_to(user, "account:x-1")
    user.answer_this_screen(good(user))
    user.press("More about this question", user.row())
    user.press("Private note", user.row())
    user.write("Private note", "ask at home", user.row())
    key = user.row().question.key
    user.leave()
    again = sit()
    again.press("Resume")
    assert again.context.session.audit.responses[key].note == "ask at home"


def test_an_answer_that_brings_up_questions_stays_under_the_hand_that_gave_it(sit: Sit) -> None:
    user = sit(context_with=("helsby-hillside-primary-2023", "instagram"))
    turn_to(user, "screening")
    gates = {check.gate.check for check in user.context.session.checks.values() if check.gate}
    gate = next(key for key in user.questions.rows if key[0] in gates)
    for option in user.context.session.checks[gate[0]].options:
        user.answer_by_key(user.questions.rows[gate], option.id)
        row = user.questions.rows[gate]
        assert row.isAncestorOf(QApplication.focusWidget())
        user.qtbot.waitUntil(lambda row=row: user.in_view(row))


def test_undo_leaves_the_keyboard_on_the_page(sit: Sit) -> None:
    user = sit(context_with=("ladysmith-federation", "x"))
    turn_to(user, "account:x-1")
    row = user.row()
    user.escape(row, "I am not sure")
    user.ctrl(Qt.Key.Key_Z)
    assert not row.is_answered
    assert user.page.isAncestorOf(QApplication.focusWidget())


def test_a_year_later_what_still_holds_is_confirmed_in_one_act_and_counts_only_then(sit: Sit) -> None:
    last = sit(context_with=("ladysmith-federation", "instagram", "tiktok"))
    last.context.session.add_account("facebook", AccountKind.OFFICIAL)
    contexts.answer_all(last.context)
    answers = {key: response.answer for key, response in last.context.session.audit.responses.items()}
    last.context.signing.sign(VisibleSignature(text="Sam Lee"), "lemon teapot gravel windmill")
    last.leave()
    user = sit()
    assert not user.has_button("Start this year's review"), "it was signed today"
    user.press("Check again from these answers")
    assert user.step == "you"
    assert user.page.blocked_reason == "Say why you are doing this now to go on."
    user.press("Annual review")
    session = user.context.session
    turn_to(user, "last year")
    assert session.progress.answered == 0
    card = first_card(user)
    shown = card.keys
    user.press("No longer true", card)
    changed = set(shown) - set(first_card(user).keys)
    assert shown[0] in changed
    assert user.questions.title.startswith("What you said last time"), "it may have been today"
    user.go_on()
    assert "They are marked." in contexts.words_on(user.shell.footer)
    assert first_card(user).mark.text == "Not answered"
    user.press("Still true", first_card(user))
    assert not first_card(user).mark.text
    for key in first_card(user).keys:
        assert session.audit.responses[key].answer == answers[key]
        assert session.audit.responses[key].known is HowKnown.CONFIRMED
    assert changed.isdisjoint(session.audit.responses)


def first_card(user: User) -> LastYearCard:
    user.settle()
    return next(each for each in user.page.findChildren(LastYearCard) if each.isVisible())


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
    turn_to(user, "people")
    key = ("instagram.parents", "instagram-1")
    while key not in user.questions.rows:
        user.go_on()
    row = user.questions.rows[key]
    user.answer(row, preferred(session, key, (Verdict.NOT_MET,)))
    user.press("Declare an exception", user.shell.footer)
    user.press("Declare an exception", row.details)
    user.press("Declare this exception", row)
    assert "Choose a reason" in contexts.words_on(row)
    user.press("A relative", next(g for g in row.findChildren(OptionGroup) if g.accessibleName() == "Reason"))
    user.write("Name of the headteacher who approved it", "Ada Okafor", row)
    user.press("Declare this exception", row)
    assert session.verdict_on(row.question) is Verdict.EXCEPTED
    assert "Approved by Ada Okafor (headteacher), until 20 November 2027" in contexts.words_on(row)
    waiver = session.audit.responses[key].waiver
    assert waiver is not None
    assert (waiver.reason, waiver.until) == (ExceptionReason.RELATIVE, date(2027, 11, 20))
    user.press("Withdraw the exception", row)
    assert session.verdict_on(row.question) is Verdict.NOT_MET


def test_an_exception_of_last_year_is_asked_about_again_and_not_carried(sit: Sit) -> None:
    user = sit(context_with=("bradley-primary-2023", "instagram"), catalogue=lenient())
    session, key = user.context.session, ("instagram.parents", "instagram-1")
    contexts.answer_all(user.context)
    respond(session, key, preferred(session, key, (Verdict.NOT_MET,)))
    session.declare_exception(
        key,
        Waiver(
            reason=ExceptionReason.RELATIVE,
            approver_role="headteacher",
            approver_name="Ada Okafor",
            until=session.today + timedelta(days=900),  # it would hold for both years
        ),
    )
    assert Verdict.EXCEPTED in [finding.verdict for finding in session.findings()]
    session.finish(Signed(identifier="0" * 32, on=session.today), b"%PDF-")
    session.review(session.audit.id)
    assert session.interview.page_with(key).kind is PageKind.PEOPLE
    user._controller.show(Step(id=StepId.PEOPLE), key)
    user.settle()
    row = user.questions.rows[key]
    assert not row.is_answered
    user.answer(row, preferred(session, key, (Verdict.NOT_MET,)))
    assert session.verdict_on(row.question) is Verdict.NOT_MET
    assert "Ada Okafor" not in user.words()


def test_where_no_exception_is_allowed_the_policys_own_words_to_such_ties_are_shown(sit: Sit) -> None:
    user = sit(context_with=("bradley-primary-2023", "instagram"))
    turn_to(user, "people")
    key = ("instagram.parents", "instagram-1")
    while key not in user.questions.rows:
        user.go_on()
    row = user.questions.rows[key]
    user.answer(row, preferred(user.context.session, key, (Verdict.NOT_MET,)))
    assert not user.has_button("Declare an exception")
    assert contexts.words_on(user.shell.footer).splitlines()[0].endswith(" …"), "the foot has room for its beginning"
    row.show_details()
    assert "The policy grants no exceptions. Speak to your headteacher about a family tie." in contexts.words_on(row)
