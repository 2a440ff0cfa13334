"""The whole way, as a user goes it: from Welcome to a signed file that others accept, by mouse and keyboard."""

import shutil
import subprocess
from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pikepdf
import pypdfium2
from attrs import evolve
from icalendar import Calendar
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDateEdit, QPushButton, QWidget

from privacy_wizard.audit.steps import Step, StepId
from privacy_wizard.domain.judgement import option_verdict
from privacy_wizard.domain.vocabulary import HowKnown, NotApplicable, Unresolved, Verdict
from privacy_wizard.intake.file_checker import verify_files
from privacy_wizard.intake.report import FileVerdict
from privacy_wizard.intake.trust import Trust
from privacy_wizard.ui.kit.background import is_busy
from privacy_wizard.ui.kit.widgets.button import shortened
from privacy_wizard.ui.kit.widgets.signature_pad import SignatureCanvas, SignaturePad
from privacy_wizard.ui.wizard.accounts.page import AccountCard
from privacy_wizard.ui.wizard.interview.answer_row import LONGEST_LABEL, AnswerRow
from privacy_wizard.ui.wizard.results.actions import ActionRow
from privacy_wizard.ui.wizard.step_list import step_named
from tests.audit.conftest import preferred
from tests.settling import respond
from tests.ui import contexts
from tests.ui.hands import BAD, GOOD, User, good

SECRET = "lemon teapot gravel windmill"
Sit = Callable[..., User]


def turn_to(user: User, step: str) -> None:
    """As from the side list, leaving the questions before it open."""
    user._controller.show(step_named(step))
    user.settle()
    assert user.step == step


def introduce(user: User, policy_title: str, *, number: str = "") -> None:
    """Welcome, You, School and policy."""
    assert user.step == "welcome"
    user.go_on()
    assert not user.shell.footer.accept.isEnabled()
    user.write("Your full name", "Siân Nguyễn")
    user.write("Your role", "Class teacher")
    if number:
        user.write("Staff number (optional)", number)
    user.press("Employee")
    user.press("Annual review")
    user.ctrl(Qt.Key.Key_Return)
    assert user.step == "school"
    user.write("Name of your school", "Hill Street School")
    user.press("Other names, e-mail domains, logo (optional)")
    user.write("Other names it goes by", "Hill Street")
    user.key(Qt.Key.Key_Return)
    user.press(policy_title)
    user.press("What this policy asks")
    user.go_on()
    assert user.step == "accounts"


def account_card(user: User, title: str) -> AccountCard:
    user.settle()
    return next(c for c in user.page.findChildren(AccountCard) if c.isVisible() and c.accessibleName() == title)


def change_one_just_now(user: User) -> AnswerRow:
    """Answer with what is set, put it right, and say so."""
    user.say_looked()
    row = next(r for r in user.questions.rows.values() if has_both(user, r))
    bad, fine = (preferred(user.context.session, row.question.key, wanted) for wanted in (BAD, GOOD))
    user.answer(row, bad)
    assert user.context.session.verdict_on(row.question) is Verdict.NOT_MET
    label = next(option.label for option in row.question.check.options if option.id == fine)
    user.press(f"I have changed it to “{shortened(label, LONGEST_LABEL)}”", user.shell.footer)
    response = user.context.session.audit.responses[row.question.key]
    assert (response.before, response.answer, response.known) == (bad, fine, HowKnown.LOOKED)
    assert row.mark.text == "As asked"
    return row


def has_both(user: User, row: AnswerRow) -> bool:
    """Whether there is an answer that the policy asks for, and one that it does not."""
    options = [each for each in row.question.check.options if each.verdict or each.fact]
    judged = {option_verdict(row.question.own_requirement, option) for option in options}
    return row.question.is_looked_up and {Verdict.MET, Verdict.NOT_MET} <= judged


def answer_awkwardly(user: User) -> None:
    """Not sure, cannot find it, does not apply, another answer, how it is known, a note, and one act taken back."""
    session = user.context.session
    row = user.row()
    user.answer_this_screen(good(user))
    key, first = row.question.key, session.audit.responses[row.question.key].answer
    user.escape(row, "I cannot find it")
    assert session.audit.responses[key].answer is Unresolved.CANNOT_FIND
    user.press("More about this question", row)
    user.press("I have never used this", row)
    assert session.audit.responses[key].answer is NotApplicable.NOT_USED
    user.press("Undo")
    user.press("Undo")
    assert session.audit.responses[key].answer == first
    user.press("I remember it", user.questions.how_known)
    assert session.audit.responses[key].known is HowKnown.REMEMBERED
    user.press("Private note", row)
    user.write("Private note", "zzprivatezz", row)


def go_back_and_forth(user: User) -> None:
    """Back to the page before and forth again: every answer is still there. Nothing is painted from then on."""
    before = user.context.session.audit.responses
    here, shown = user.step, list(user.questions.rows)
    user.key(Qt.Key.Key_Escape)
    user.key(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    while user.step != here or list(user.questions.rows) != shown:
        user.key(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert user.context.session.audit.responses.keys() == before.keys()
    user.look_away()


def settle_results(user: User) -> None:
    """Fix one thing and come back, set a date for another, write a comment."""
    session = user.context.session
    assert user.step == "results"
    before = session.score().value
    first = next(c for c in user.page.findChildren(ActionRow) if has_button(c, "Fix it now"))
    place = session.place_of(first._finding)
    user.press("Fix it now", first)
    row = user.questions.rows[place[1]]
    user.qtbot.waitUntil(lambda: user.in_view(row))
    user.answer(row, preferred(session, row.question.key, GOOD))
    user.go_on()
    assert user.step == "results"
    assert session.score().value >= before
    while user.has_button("Go to the first"):  # what was put right may have brought up a question
        user.press("Go to the first")
        user.answer_this_screen(good(user))
        user.press("Back to your results")
    user.press("Set a date instead", user.page.findChildren(ActionRow)[0])
    edit = next(e for e in user.page.findChildren(QDateEdit) if e.isVisible())
    edit.setFocus()
    user.key(Qt.Key.Key_Up)  # a day more
    assert set(session.audit.due.values()) == {session.today + timedelta(days=15)}
    user.write("Your comment", "I have asked for help with the rest.")
    user.go_on()
    assert session.audit.comment == "I have asked for help with the rest."


def has_button(within: QWidget, text: str) -> bool:
    return any(each.text() == text and each.isVisible() for each in within.findChildren(QPushButton))


def sign_for_the_first_time(user: User, *, drawn: bool) -> None:
    assert user.step == "sign"
    user.qtbot.waitUntil(lambda: user.sees("I, Siân Nguyễn, declare"), timeout=20_000)
    assert not user.shell.footer.accept.isEnabled()
    if drawn:
        user.draw(user.page.findChild(SignatureCanvas))
    else:
        user.press("Type it", user.page.findChild(SignaturePad))
        user.write("Your full name, as your signature", "Siân Nguyễn")
    user.write("Choose a passphrase", SECRET)
    user.write("Type it again", SECRET)
    user.go_on()
    user.qtbot.waitUntil(lambda: user.step == "done", timeout=20_000)
    user.wait_for_work()


def hand_in(user: User, folder: Path) -> Path:
    """Everything that Done offers, into a folder."""
    user.press("Save a copy")
    user.save_as(folder / "mine.pdf")
    user.write("E-mail address of whoever collects it (optional)", "office@hill.example.org")
    user.press("Save the e-mail draft")
    user.save_as(folder / "mail.eml")
    user.press("I have sent the e-mail")
    user.press("Reminders for my calendar")
    user.save_as(folder / "dates.ics")
    user.press("Save the list as a PDF")
    user.save_as(folder / "list.pdf")
    mail = message_from_bytes((folder / "mail.eml").read_bytes(), policy=policy.default)
    (attached,) = mail.iter_attachments()
    assert attached.get_content() == (folder / "mine.pdf").read_bytes()
    events = Calendar.from_ical((folder / "dates.ics").read_bytes()).walk("VEVENT")
    assert len(events) == 1 + len(user.context.session.audit.due)
    assert (folder / "list.pdf").read_bytes().startswith(b"%PDF")
    return folder / "mine.pdf"


def kept_by(user: User, folder: Path) -> Path:
    """The signed file as the program keeps it."""
    file = folder / "kept.pdf"
    file.write_bytes(user.context.saved_audits.pdf(user.context.session.audit.id))
    return file


def accepted_elsewhere(user: User, file: Path) -> None:
    """By whoever trusts this key; to anyone else it needs a look."""
    certificate = user.context.signing.key_store.certificate()
    assert certificate is not None
    later = contexts.NOW + timedelta(hours=1)
    (trusted,) = verify_files([file], Trust((certificate,)), now=later)
    assert (trusted.verdict, trusted.reasons) == (FileVerdict.ACCEPTED, ()), [str(r) for r in trusted.reasons]
    assert trusted.stated is not None
    assert (trusted.stated.person, trusted.stated.score) == ("Siân Nguyễn", user.context.session.score().value)
    (unknown,) = verify_files([file], now=later)
    assert unknown.verdict is FileVerdict.NEEDS_A_LOOK
    if shutil.which("pdfsig"):
        told = subprocess.run(["pdfsig", str(file)], capture_output=True, text=True, check=False).stdout
        assert "Signature is Valid" in told
        assert "Total document signed" in told


def everything_in(file: Path) -> str:
    """The words on its pages, and the data attached."""
    document = pypdfium2.PdfDocument(file)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    with pikepdf.open(file) as pdf:
        attached = [each.get_file().read_bytes().decode() for each in pdf.attachments.values()]
    assert attached
    return "\n".join([*pages, *attached])


def test_helsby_with_two_instagram_accounts_a_hidden_whatsapp_and_the_schools_facebook(
    sit: Sit, tmp_path: Path
) -> None:
    user = sit(closely=True)
    session = user.context.session
    introduce(user, "Helsby Hillside Primary School")
    user.press("Instagram")
    user.press("Add another account on Instagram")
    card = account_card(user, "Instagram 2")
    user.press("Private label, and how it is shown", card)
    user.write("Private label (optional)", "zzfamilyzz", card)
    user.press("WhatsApp")
    hidden = account_card(user, "WhatsApp")
    user.press("Private label, and how it is shown", hidden)
    user.press("Show it as “Another platform” on the statement", hidden)
    user.press("Facebook")
    user.press("Run for the school", account_card(user, "Facebook"))
    user.go_on()
    shown = [(a.id, a.label, a.shown_as_other) for a in session.audit.accounts]
    assert shown == [
        ("instagram-1", "", False),
        ("instagram-2", "zzfamilyzz", False),
        ("whatsapp-1", "", True),
        ("facebook-school-1", "", False),
    ]
    assert user.step == "screening"
    open_and_shut_a_gate(user)
    user.answer_this_step(good(user))
    assert user.step == "people"
    user.answer_this_step(good(user))
    while user.step != "account:instagram-1":
        user.answer_this_step(good(user))
    change_one_just_now(user)
    user.answer_this_screen(good(user))
    answer_awkwardly(user)
    go_back_and_forth(user)
    user.answer_this_step(good(user))
    assert user.step == "account:instagram-2"
    user.say_looked()
    for row in user.questions.rows.values():
        user.answer(row, preferred(session, row.question.key, BAD))
    while user.step != "results":
        user.answer_this_step(good(user))
    settle_results(user)
    sign_for_the_first_time(user, drawn=True)
    file = hand_in(user, tmp_path)
    accepted_elsewhere(user, file)
    told = everything_in(file)
    assert "Instagram" in told
    assert "Another platform" in told
    assert not any(private in told for private in ("WhatsApp", "zzfamilyzz", "zzprivatezz"))
    assert user.shell.footer.accept.text() == "Close"
    user.shell.close()
    again = sit()
    again._controller.show_last_signed()
    assert again.sees("You signed on 20 November 2026. Handed in on 20 November 2026: you sent it by e-mail.")
    assert again.sees("Your next review is due on 20 November 2027.")
    again.go_on()
    assert again.step == "done"


def test_ladysmith_with_tiktok_a_dating_app_and_the_schools_x(sit: Sit, tmp_path: Path) -> None:
    user = sit()
    session = user.context.session
    introduce(user, "Ladysmith Federation", number="T-204")
    user.press("TikTok")
    user.write("Search for a service", "Tinder")
    user.key(Qt.Key.Key_Return)
    user.press("X (Twitter)")
    user.press("Run for the school", account_card(user, "X"))
    user.press("Snapchat")
    user.press("Remove Snapchat")
    user.press("Undo")
    user.press("Remove Snapchat")
    user.go_on()
    shown = [(a.id, a.label, a.shown_as_other) for a in session.audit.accounts]
    assert shown == [("tiktok-1", "", False), ("dating-1", "", True), ("x-school-1", "", False)]
    while not user.step.startswith("account:"):
        user.answer_this_step(lambda row: preferred(session, row.question.key, verdicts_of(row)))
    contexts.answer_all(user.context)
    turn_to(user, "results")
    settle_results(user)
    sign_for_the_first_time(user, drawn=False)
    accepted_elsewhere(user, kept_by(user, tmp_path))


def verdicts_of(row: AnswerRow) -> tuple[Verdict, ...]:
    """Every third answer is not what the policy asks."""
    return BAD if len(row.question.key[0]) % 3 == 0 else GOOD


def open_and_shut_a_gate(user: User) -> None:
    """An answer that brings questions up, then the one that takes them away, then the first again."""
    session = user.context.session
    gates = {check.gate.check for check in session.checks.values() if check.gate}
    row, *others = [row for row in user.questions.rows.values() if row.question.check.id in gates]
    for each in others:  # what is asked once for all accounts waits for the last of them
        user.answer(each, each.question.check.options[0].id)
    asked = {}
    for option in row.question.check.options:
        user.answer(user.questions.rows[row.question.key], option.id)
        asked[option.id] = session.progress.asked
    assert len(set(asked.values())) > 1
    user.answer(user.questions.rows[row.question.key], max(asked, key=lambda option: asked[option]))


def test_the_keyboard_alone_answers_and_turns_pages(sit: Sit) -> None:
    user = sit(context_with=("bradley-primary-2023", "instagram"))
    turn_to(user, "profile")
    while not user.step.startswith("account:"):
        user.key(Qt.Key.Key_Return)
    bar, row = user.questions.how_known, user.row()
    assert QApplication.focusWidget() is bar.options.row(HowKnown.LOOKED.value)
    user.key(Qt.Key.Key_1)
    options = [row.answers.row(option.id) for option in row.question.check.options]
    user.tab_to(lambda widget: widget in options)
    user.key(Qt.Key.Key_Space)
    assert row.is_answered
    user.key(Qt.Key.Key_Right)
    session, key = user.context.session, row.question.key
    assert session.audit.responses[key].answer == row.question.check.options[1].id
    user.key(Qt.Key.Key_1)
    assert session.audit.responses[key].answer == row.question.check.options[0].id
    assert session.audit.responses[key].known is HowKnown.LOOKED
    here = user.step, list(user.questions.rows)
    user.key(Qt.Key.Key_Return)
    assert here == (user.step, list(user.questions.rows))
    assert "1 question here has no answer yet." in contexts.words_on(user.shell.footer)
    user.key(Qt.Key.Key_Return)
    assert here != (user.step, list(user.questions.rows))


def test_larger_letters_leave_less_room_beside_a_question(sit: Sit) -> None:
    user = sit(context_with=("bradley-primary-2023", "instagram"))
    user.shell.resize(900, 800)
    turn_to(user, "account:instagram-1")
    theme, beside = user.shell._menu._theme, user.row().mark._room
    theme.choose(theme.looks._replace(text_percent=150))
    user.settle()
    assert user.row().mark._room < beside


def test_how_something_is_known_has_no_default_and_whoever_looked_answers_all_of_a_page_at_once(sit: Sit) -> None:
    user = sit(context_with=("bradley-primary-2023", "instagram"))
    turn_to(user, "account:instagram-1")
    bar = user.questions.how_known
    assert bar.options.current() is None
    assert not user.has_button("All as my school asks")
    user.press("I looked at it", bar)
    user.press("All as my school asks")
    responses = user.context.session.audit.responses
    assert {responses[key].known for key in user.questions.rows} == {HowKnown.STATED_TOGETHER}
    assert {row.mark.text for row in user.questions.rows.values()} == {"As asked"}
    user.press("Undo")
    assert not any(key in user.context.session.audit.responses for key in user.questions.rows)
    user.press("Undo")
    assert bar.options.current() is None
    for row in list(user.questions.rows.values()):
        user.answer(row, row.question.check.options[0].id)
    assert user.context.session.interview.open_questions([user.questions.pages[0]]) == len(user.questions.rows)
    user.press("I remember it", bar)
    assert user.context.session.interview.open_questions([user.questions.pages[0]]) == 0


def test_open_questions_keep_from_signing_and_one_press_leads_to_the_first(sit: Sit) -> None:
    user = sit(context_with=("ladysmith-federation", "whatsapp"))
    found = user.shell.sidebar.steps
    item = next(found.item(at) for at in range(found.count()) if found.item(at).text() == "Sign")
    user.click(found.viewport(), at=found.visualItemRect(item).center())
    assert user.step == "sign"
    assert not user.shell.footer.accept.isEnabled()
    user.press("Go to the first")
    first = user.context.session.first_open
    assert first is not None
    assert first[1] in user.questions.rows
    user.qtbot.waitUntil(lambda: user.in_view(user.questions.rows[first[1]]))
    user.press("Back to signing")
    assert user.step == "sign"


def test_whoever_answers_what_is_open_is_led_from_one_to_the_next_and_back_to_the_results(sit: Sit) -> None:
    user = sit(context_with=("bradley-primary-2023", "instagram"))
    contexts.answer_all(user.context)
    session = user.context.session
    pages = session.interview.core
    taken = [next(p.keys[0] for p in pages if p.step.id is each) for each in (StepId.PEOPLE, StepId.ACCOUNT)]
    taken.append(next(p.keys[0] for p in reversed(pages) if p.step.id is StepId.CONDUCT))
    kept = {key: response for key, response in session.audit.responses.items() if key not in taken}
    session.change(evolve(session.audit, responses=kept))
    user._controller.show(Step(id=StepId.RESULTS))
    user.settle()
    user.press("Go to the first")
    for left, key in zip((3, 2, 2), taken, strict=True):
        assert key in user.questions.rows
        assert user.sees(f"Still without an answer: {left} of 3.")
        if key == taken[1]:  # it is passed over, and not come back to
            assert user.shell.footer.accept.text() == "Next unanswered question"
        else:
            user.answer_this_screen(good(user))
        user.go_on()
    assert user.step == "results"
    user.press("Go to the first")
    assert taken[1] in user.questions.rows
    user.answer_this_screen(good(user))
    assert user.sees("Every question has an answer now.")
    assert user.shell.footer.accept.text() == "Back to your results"
    user.go_on()
    assert user.step == "results"
    assert not user.has_button("Go to the first")


def test_the_gravest_is_asked_first_and_the_window_leads_through_it_in_that_order(sit: Sit) -> None:
    user = sit(context_with=("devon-maintained-schools-2011", "whatsapp", "x"))
    contexts.answer_all(user.context)
    user._controller.show(Step(id=StepId.SCREENING))
    walked = [user.step]
    while user.step != "results":
        user.go_on()
        walked += [user.step] if user.step != walked[-1] else []
    asked = ["screening", "people", "profile", "account:whatsapp-1", "account:x-1", "devices", "conduct"]
    assert walked == [*asked, "acknowledgements", "results"]


def test_answers_at_odds_keep_from_signing_and_are_put_right_and_returned_from(sit: Sit) -> None:
    user = sit(context_with=("ladysmith-federation", "whatsapp"))
    contexts.answer_all(user.context)
    session, key = user.context.session, ("person.runs-for-school", None)
    named = next(option.id for option in session.checks[key[0]].options if option.id != "no")
    respond(session, key, named)
    user._controller.show(Step(id=StepId.SIGN))
    user.settle()
    assert "You said that an account which you run for the school is missing." in user.words()
    assert not user.shell.footer.accept.isEnabled()
    assert not user.sees("You declare")
    user.press("Go to the answer")
    row = user.questions.rows[key]
    user.qtbot.waitUntil(lambda: user.in_view(row))
    user.answer(row, "no")
    user.press("Back to signing")
    assert user.step == "sign"
    user.qtbot.waitUntil(lambda: user.sees("You declare") and not is_busy(), timeout=20_000)
    assert not user.has_button("Go to the answer")
