"""The closed vocabularies in the reader's words. Asked anew at each use, so that they follow the language."""

from typing import TYPE_CHECKING

from ...i18n import Message, _, long_date, ngettext

if TYPE_CHECKING:
    from ...audit.interview.interview import Progress
    from ...audit.session import AuditSession
    from ...audit.signing import KeyCard
    from ...audit.state import HandInNote
    from ...domain.audit import Account
    from ...domain.model import Option, Requirement

MAIL_OPENS = Message("Your mail program opens with the draft. Read it, then send it yourself.")
NO_PDF_PROGRAM = Message("No program to show PDFs was found. Save a copy and open it there.")
TO_BE_DONE_BY = Message("To be done by")
REMINDERS_SAVED = Message("The reminders were saved as {path}. Open the file to add them to your calendar.")
TYPED_EACH_TIME = Message("So you type the passphrase of your key each time.")
IN_TWO_WEEKS = Message("Set a date in two weeks for all without a date")
UNDONE = Message("The last act was undone.")
GO_TO_FIRST = Message("Go to the first")
HAND_IT_IN = Message("Hand it in")
COUNTS_ONCE = Message("It counts once your school has it.")
START_REVIEW = Message("Start this year's review")
SEE_WHAT_IS_LEFT = Message("See what is left to do")
SEE_WHAT_IS_SIGNED = Message("See what you signed")
SIGNED_AND_STAYS = Message("You signed this on {day}. It stays as it is.")


def not_kept() -> str:
    """What it means that the keyring keeps no passphrase."""
    from ...system.keyring import NOT_KEPT  # the first page needs none of it

    return f"{NOT_KEPT} {TYPED_EACH_TIME}"


def handed_in_sentence(note: "HandInNote") -> str:
    """How and when it was handed in, as its owner says."""
    from ...audit.state import HandInWay  # the first page needs none of it

    return {
        HandInWay.FOLDER: _("Handed in on {day}: it is in your school's folder."),
        HandInWay.E_MAIL: _("Handed in on {day}: you sent it by e-mail."),
        HandInWay.PAPER: _("Handed in on {day}, on paper. Your school can read it; to check it, it needs the file."),
    }[note.way].format(day=long_date(note.on))


def certificate_sentence(card: "KeyCard") -> str:
    """Whom the school's certificate for the signing key names, and until when."""
    return _(
        "Your signing key has a certificate: {name}, {number}, vouched for by {school} until {day}.",
        name=card.name,
        number=card.identifier,
        school=card.issuer,
        day=long_date(card.valid_until),
    )


def option_label(option: "Option", requirement: "Requirement") -> str:
    """What an answer is called: to what the policy asks of somebody, they answer in the words of that statement."""
    from ...domain.vocabulary import Kind  # the first page needs none of it

    if requirement.control.kind is not Kind.ACK:
        return option.label
    accepts = option.verdict is not None and not option.verdict.is_open
    if "you will" in requirement.summary.casefold():
        return _("I will") if accepts else _("I will not")
    return _("I do") if accepts else _("I do not")


def account_name(session: "AuditSession", account: "Account | None") -> str:
    """An account as its owner knows it, and whether it is run for the school; for None, *You and the policy*."""
    if account is None:
        return _("You and the policy")
    from ...domain.vocabulary import AccountKind  # the first page needs none of it

    title = session.account_title(account)
    if account.kind is AccountKind.PERSONAL:
        return title
    return _("{account}, for the school", account=title)


def left_sentence(progress: "Progress") -> str:
    """What the questions still need: an answer, or how it is known; empty where they need nothing."""
    unanswered, unsaid = progress.open - progress.unsaid, progress.unsaid
    said = [
        ngettext("{n} question has no answer yet.", "{n} questions have no answer yet.", unanswered),
        ngettext(
            "For {n} answer you have not said yet how you know.",
            "For {n} answers you have not said yet how you know.",
            unsaid,
        ),
    ]
    return " ".join(words for words, number in zip(said, (unanswered, unsaid), strict=True) if number)
