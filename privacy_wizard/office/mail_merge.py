"""Many mails as one list and one document with merge fields: what they share stands in the document.

Each line that reads the same for everyone but for their names and dates becomes a paragraph; a line that says another
thing to some becomes a column of its own. No cell holds more than one line: word processors part lists by lines.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import zip_longest

from attrs import frozen

from ..i18n import _
from ..reports.merge_document import MergeField, Paragraph, merge_document
from ..reports.spreadsheet import to_csv
from .sending import Outgoing

_MARK = re.compile("\ue000(\\w+)\ue001")


@frozen(kw_only=True)
class MailMerge:
    """A list, and the document that it fills."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    paragraphs: Sequence[Paragraph]

    def list_file(self) -> bytes:
        """CSV in UTF-8 with its mark."""
        return to_csv(self.headings, self.rows)

    def document_file(self) -> bytes:
        """The `.docx`."""
        return merge_document(self.paragraphs)


def mail_merge(mails: Sequence[Outgoing], files: Sequence[str]) -> MailMerge:
    """Merge several mails; `files` are the names of the attachments, empty if nobody has one of their own."""
    columns: dict[str, list[str]] = {
        _("E-mail"): [each.to.person.member.email for each in mails],
        _("First name"): [each.to.person.member.first_name for each in mails],
        _("Last name"): [each.to.person.member.last_name for each in mails],
        _("Staff number"): [each.to.person.member.number for each in mails],
        _("Subject"): [each.subject for each in mails],
    }
    if any(files):
        columns[_("Attachment")] = list(files)
    named = _headings()
    paragraphs: list[Paragraph] = []
    for number, lines in enumerate(zip_longest(*(each.text.rstrip().split("\n") for each in mails), fillvalue=""), 1):
        marked = {_marked(line, each.personal) for line, each in zip(lines, mails, strict=True)}
        if len(marked) > 1:
            heading = _("Line {n}", n=number)
            columns[heading] = list(lines)
            paragraphs.append((MergeField(heading),))
            continue
        common = marked.pop()
        for fact in _MARK.findall(common):
            columns[named[fact]] = [each.personal[fact] for each in mails]
        paragraphs.append(_paragraph(common, named))
    rows = [list(row) for row in zip(*columns.values(), strict=True)]
    return MailMerge(headings=list(columns), rows=rows, paragraphs=paragraphs)


def _marked(line: str, personal: Mapping[str, str]) -> str:
    """With a mark for each fact of the person in it, the longest first."""
    for name, fact in sorted(personal.items(), key=lambda each: -len(each[1])):
        line = line.replace(fact, f"\ue000{name}\ue001")
    return line


def _paragraph(marked: str, named: Mapping[str, str]) -> Paragraph:
    parts = _MARK.split(marked)  # texts at even places, facts at odd ones
    return [MergeField(named[part]) if at % 2 else part for at, part in enumerate(parts) if part]


def _headings() -> Mapping[str, str]:
    return {
        "name": _("Name"),
        "due": _("Due"),
        "expires": _("Code works until"),
        "until": _("Valid until"),
        "signed": _("Signed on"),
    }
