"""What became of a mailing, in sentences for windows and commands alike."""

from collections.abc import Sequence

from ..i18n import _, ngettext
from .outbox import SendReport

_NAMED = 5  # refusals; more of them have one reason, and the number says enough


def report_sentences(report: SendReport, *, is_try: bool) -> Sequence[str]:
    """The first says how many; there is no other where all went well."""
    if is_try:
        taken = ngettext("The server would take {n} mail.", "The server would take {n} mails.", report.sent)
        said = [taken + " " + _("Nothing was sent.")]
    else:
        said = [ngettext("{n} mail is sent, and on record.", "{n} mails are sent, and on record.", report.sent)]
    said += [f"{name}: {why}" for name, why in report.refused[:_NAMED]]
    if len(report.refused) > _NAMED:
        said.append(ngettext("{n} are refused in all.", "{n} are refused in all.", len(report.refused)))
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
