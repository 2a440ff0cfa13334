"""The result of a mailing in sentences, for windows and commands alike."""

from collections.abc import Sequence
from pathlib import Path

from ..domain.vocabulary import SendWay
from ..i18n import Message, _, ngettext
from .outbox import SendReport
from .sending import Outgoing, Written

_NAMED = 5  # refusals; more of them have one reason, and the number says enough


_WRITTEN = {
    SendWay.DRAFT: Message("draft written on {day}"),
    SendWay.MERGE: Message("in a mail merge of {day}"),
    SendWay.LETTER: Message("letter made on {day}"),
    SendWay.SERVER: Message("sent on {day}"),
}


def got_sentence(got: Written, day: str) -> str:
    """What was written for somebody already, after their name, and the day of it: of drafts, whether they were sent."""
    if got.sent is not None:
        return _WRITTEN[SendWay.SERVER].format(day=day)
    return (_WRITTEN[got.way] if got.way is not None else Message("written on {day}")).format(day=day)


def drafts_noted(count: int) -> str:
    """How many mails that somebody sent themselves are noted as sent, drafts or a mail merge."""
    return ngettext("{n} mail is noted as sent.", "{n} mails are noted as sent.", count)


def written_sentences(made: Sequence[Outgoing], way: SendWay, where: Path) -> Sequence[str]:
    """Where the files are, what to do with them, and that nothing is sent yet or attached, if so."""
    count, name = len(made), str(where)
    if not made:
        return [_("Nothing was written.")]
    if way is SendWay.LETTER:
        told = ngettext(
            "{n} letter is in “{file}”. Print it and hand it over.",
            "{n} letters are in “{file}”, a page for each. Print them and hand them over.",
            count,
            file=name,
        )
    elif way is SendWay.MERGE:
        told = ngettext(
            "Nothing is sent yet. A list of {n} person and a document are in “{folder}”. Merge them in "
            "Word or LibreOffice.",
            "Nothing is sent yet. A list of {n} people and a document are in “{folder}”. Merge them in "
            "Word or LibreOffice.",
            count,
            folder=name,
        )
    else:
        return [
            ngettext(
                "Nothing is sent yet. {n} draft is in the folder “{folder}”. Open it in your mail "
                "program and press Send.",
                "Nothing is sent yet. {n} drafts are in the folder “{folder}”. Open each in your mail "
                "program and press Send.",
                count,
                folder=name,
            )
        ]
    if not any(each.attached for each in made):
        return [told]
    beside = _(
        "Nothing is attached to them. The files that they mention are in the same folder: give them out in the way "
        "that the text says."
    )
    return [told, beside]


def report_sentences(report: SendReport, *, is_try: bool) -> Sequence[str]:
    """The first says how many; if all went well, there is no other."""
    if is_try:
        taken = ngettext("The server would take {n} mail.", "The server would take {n} mails.", report.sent)
        said = [taken + " " + _("Nothing was sent.")]
    else:
        said = [ngettext("{n} mail is sent.", "{n} mails are sent.", report.sent)]
    said += [f"{name}: {why}" for name, why in report.refused[:_NAMED]]
    if len(report.refused) > _NAMED:
        said.append(ngettext("{n} were refused in all.", "{n} were refused in all.", len(report.refused)))
    if report.in_doubt:
        said.append(not_known(report.in_doubt))
    elif report.trouble is not None:
        said.append(str(report.trouble))
    if report.left and not is_try:
        said.append(ngettext("{n} is left.", "{n} are left.", report.left))
    return said


def not_known(names: Sequence[str]) -> str:
    """What to do about mails that may have arrived."""
    return _("It is not known whether {names} got it: ask them. It is not sent again.", names=", ".join(names))
