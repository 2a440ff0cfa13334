"""Mail drafts (`.eml`): the wording is a template that may choose between texts and nothing else."""

import re
from collections.abc import Mapping
from email.message import EmailMessage
from email.policy import SMTP
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from attrs import field, frozen

from .. import i18n
from ..i18n import _
from ..system import shipped_folder
from ..system.mail_address import NoMailAddress, plain_address
from ..system.trouble import NOT_ONLY_CHOICES, TOO_LONG
from .errors import MailFault

if TYPE_CHECKING:
    from ..templates import TextTemplate

TEMPLATE_LIMIT, TEXT_LIMIT, SUBJECT_LIMIT = 20_000, 10_000, 200  # characters
FACT_LIMIT = 2_000
_PARTS = re.compile(r"\A(?:\{#.*?#\}\s*)?\[subject\]\n(?P<subject>.*?)\n\[text\]\n(?P<text>.*)\Z", re.DOTALL)
_REMARK, _TAG = re.compile(r"\{#.*?#\}", re.DOTALL), re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class MailKind(StrEnum):
    """The mails that an officer sends; each has a wording in resources/wording/mail."""

    ASK = "ask"
    INVITATION = "invitation"
    REMINDER = "reminder"
    SEND_BACK = "send-back"
    CERTIFICATE = "certificate"
    COPY = "copy"  # of the countersigned attestation
    ACTIONS = "actions"  # that are still to be done


_NEW_FILE = ("new_file", "attached", "file")  # whether the school's file has changed since theirs, and how they get it
# What each wording may speak of. A one-time code is never among it. `attached`: whether the files go with it; where
# they do not, as with a letter, `file` says how to get at the school's.
FACTS: Mapping[MailKind, frozenset[str]] = {
    MailKind.ASK: frozenset({"name", "school", "occasion", "due", "program", "attached", "file", "officer"}),
    MailKind.INVITATION: frozenset(
        {"name", "school", "occasion", "due", "expires", "program", "attached", "file", "officer", "has_code"}
    ),
    MailKind.REMINDER: frozenset({"name", "school", "occasion", "due", "overdue", "program", "officer", *_NEW_FILE}),
    MailKind.SEND_BACK: frozenset({"name", "school", "occasion", "reason", "due", "officer", *_NEW_FILE}),
    MailKind.CERTIFICATE: frozenset({"name", "school", "until", "attached", "officer"}),
    MailKind.COPY: frozenset({"name", "school", "occasion", "signed", "attached", "officer"}),
    MailKind.ACTIONS: frozenset({"name", "school", "occasion", "signed", "actions", "officer", *_NEW_FILE}),
}
Fact = str | bool


@frozen(kw_only=True)
class Attached:
    """A file attached to a mail."""

    name: str
    content: bytes = field(repr=False)
    media_type: str = "application/octet-stream"


@frozen
class MailWording:
    """A checked template of one kind of mail."""

    kind: MailKind
    _subject: "TextTemplate"
    _text: "TextTemplate"

    def subject(self, facts: Mapping[str, Fact]) -> str:
        """One line. Raises MailFault."""
        return " ".join(self._finish(self._subject, facts, SUBJECT_LIMIT).split())

    def text(self, facts: Mapping[str, Fact]) -> str:
        """The finished text, with its paragraphs. Raises MailFault."""
        return self._finish(self._text, facts, TEXT_LIMIT).strip() + "\n"

    def _finish(self, template: "TextTemplate", facts: Mapping[str, Fact], limit: int) -> str:
        from ..templates import TemplateError, TextTooLong

        _check_facts(self.kind, facts)
        try:
            text = template.text({name: _clean(fact) for name, fact in facts.items()}, limit)
        except TextTooLong:
            raise MailFault(self.kind, _("makes a text that is too long")) from None
        except TemplateError as error:
            raise MailFault(self.kind, _("cannot be filled in ({error})", error=error)) from error
        return re.sub(r"\n{3,}", "\n\n", text)


def read_mail_wording(kind: MailKind, source: str) -> MailWording:
    """The wording in a template's text, from the program or the school. Raises MailFault."""
    from ..templates import DoesMore, TemplateError, UnknownFacts, read_template

    if len(source) > TEMPLATE_LIMIT:
        raise MailFault(kind, str(TOO_LONG))
    found = _PARTS.match(source.replace("\r\n", "\n"))
    if found is None:
        raise MailFault(kind, _("must have a line [subject], the subject, a line [text] and the text"))
    templates = []
    for part in (found["subject"], found["text"]):
        try:
            templates.append(read_template(part, FACTS[kind], trim_blocks=True))
        except DoesMore:
            raise MailFault(kind, str(NOT_ONLY_CHOICES)) from None
        except UnknownFacts as unknown:
            names = ", ".join(sorted(unknown.names))
            raise MailFault(kind, _("speaks of {names}, which is not known there", names=names)) from None
        except (TemplateError, RecursionError) as error:
            raise MailFault(kind, _("is not a template that can be read ({error})", error=error)) from error
    return MailWording(kind, *templates)


def shipped_mail_wording(kind: MailKind) -> MailWording:
    """The wording that ships with the program, in the current language."""
    lines = _shipped_source(kind).splitlines()
    texts = {line: i18n._(line) for line in paragraphs(_shipped_source(kind))}  # extracted from the files
    return _read_shipped(kind, "\n".join(texts.get(line, line) for line in lines) + "\n")


def paragraphs(source: str) -> tuple[str, ...]:
    """Each line of a template that says something, its choices and facts in it: what is translated as one text."""
    lines = _REMARK.sub("", source).splitlines()
    return tuple(line for line in lines if line not in ("[subject]", "[text]") and re.search(r"\w", _TAG.sub("", line)))


@cache
def _shipped_source(kind: MailKind) -> str:
    return (shipped_folder("resources") / "wording" / "mail" / f"{kind}.j2").read_text(encoding="utf-8")


@cache
def _read_shipped(kind: MailKind, source: str) -> MailWording:
    return read_mail_wording(kind, source)


def mail_draft(
    kind: MailKind,
    to: str,
    facts: Mapping[str, Fact],
    attached: tuple[Attached, ...] = (),
    wording: MailWording | None = None,
) -> bytes:
    """A draft as `.eml`, which mail programs open unsent. Raises MailFault."""
    try:
        to = plain_address(to)
    except NoMailAddress:
        raise MailFault(kind, _("was to go to something that is not a mail address")) from None
    chosen = wording or shipped_mail_wording(kind)
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    message["To"] = to
    message["Subject"] = chosen.subject(facts)
    message.set_content(chosen.text(facts), cte="quoted-printable")
    for file in attached:
        main, sub = file.media_type.split("/", 1)
        message.add_attachment(file.content, maintype=main, subtype=sub, filename=_file_name(file.name))
    return message.as_bytes()


def _check_facts(kind: MailKind, facts: Mapping[str, Fact]) -> None:
    if facts.keys() != FACTS[kind]:
        raise MailFault(kind, _("needs these facts and no others: {facts}", facts=", ".join(sorted(FACTS[kind]))))


def _clean(fact: Fact) -> Fact:
    return fact if isinstance(fact, bool) else _NOT_TEXT.sub(" ", fact)[:FACT_LIMIT]


def _file_name(name: str) -> str:
    return re.sub(r"[^\w .()@+-]", "_", name).strip(". ")[:120] or "file"
