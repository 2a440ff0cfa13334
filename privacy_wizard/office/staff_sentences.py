"""Sentences for what a preview of a staff list shows."""

from collections.abc import Mapping, Sequence

from ..domain.campaign import CampaignFault
from ..domain.staff import StaffMember
from ..domain.staff_plan import NoticeKind, PlanNotice, RowFault
from ..i18n import Message, _
from ..staff_import import Matching, MatchingFault, Note, StaffField

_MOST_NUMBERS = 12
NOTES: Mapping[Note, Message] = {
    Note.ENCODING_GUESSED: Message(
        "The file does not say how its letters are encoded, so this was guessed. Check that names with "
        "accents are right."
    ),
    Note.FORMULAS: Message(
        "Some cells hold formulas. Nothing was recalculated: the values saved in the file are shown."
    ),
    Note.OTHER_SHEETS: Message("The workbook has several sheets. Only the one named here was read."),
    Note.ENCODING_MIXED: Message(
        "A few rows have letters encoded differently from the rest of the file. Those rows are held back."
    ),
    Note.HIDDEN: Message(
        "The workbook hides some rows or columns, by a filter for instance. They were read like the others."
    ),
    Note.STRUCK: Message(
        "Some cells are struck through, as for somebody who has left. They were read like the others: check who it is."
    ),
    Note.COMMENTS: Message(
        "Some cells have comments. They were not read: check whether one says that somebody has left."
    ),
    Note.MERGED: Message(
        "Some cells are merged over several rows. What they show counts for the first of these rows alone."
    ),
    Note.ERRORS: Message("Some cells hold a formula that failed, such as #N/A. They were taken as empty."),
    Note.REPEATED_HEADINGS: Message("The headings are repeated among the rows. Those lines were skipped."),
    Note.HEADING_TWICE: Message(
        "A heading appears twice. Neither column was used: say which one is meant, or leave both out."
    ),
    Note.SEVERAL_TABLES: Message(
        "The page has several tables. They were read one below the other: check that each is part of the list."
    ),
    Note.REALLY_TEXT: Message("The name of the file says otherwise, but it is plain text. It was read as that."),
    Note.REALLY_A_PAGE: Message("The name of the file says otherwise, but it is a web page. It was read as one."),
    Note.REALLY_A_WORKBOOK: Message(
        "The file is a workbook of another kind than its name says. It was read as what it is."
    ),
    Note.COLUMNS_LEFT_OUT: Message("The table is very wide. The columns furthest to the right were left out."),
}
ROW_FAULTS: Mapping[RowFault, Message] = {
    RowFault.NO_NUMBER: Message("The row has no staff number, so there is no telling whose it is."),
    RowFault.ROUNDED_NUMBER: Message(
        "A spreadsheet has rounded the staff number. Format the column as text and export again."
    ),
    RowFault.TURNED_INTO_DATE: Message(
        "A spreadsheet has turned what was here into a date. Format the column as text, type it again and export again."
    ),
    RowFault.NOT_A_NAME: Message(
        "This is not a name, or its letters were read wrongly. Save the list as CSV (UTF-8) or XLSX and try again. "
        "If the list itself has a question mark for a letter, type the name there."
    ),
    RowFault.NULL_WORD: Message(
        "This is nobody: exports write NULL or NA where they know nothing, and a post can be vacant. If the "
        "name really is Null or Na, write it so, not in capitals."
    ),
    RowFault.FORMULA: Message("There is a formula here instead of a staff number. Export the values again."),
    RowFault.REPORT_LINE: Message("This looks like a line of the report, not like a person."),
    RowFault.SEVERAL_NUMBERS: Message(
        "There are several staff numbers here, so there is no telling whose row it is. Give each person a row."
    ),
    RowFault.PHONE: Message("This is a telephone number, not a staff number. Write the staff number here."),
    RowFault.SEE_ABOVE: Message(
        "This points to another row, which may since have been moved. Write out what is meant."
    ),
    RowFault.NO_NAME: Message("The row has no last name."),
    RowFault.SEVERAL_PEOPLE: Message("There are several people in this cell. Give each of them a row."),
    RowFault.UNCLEAR_ORDER: Message(
        "It is not clear which part of this is the last name. Write it first, with a comma: “Ng, Ada”. Or give the "
        "last name a column of its own."
    ),
    RowFault.TOO_LONG: Message("The text is longer than any of its kind."),
    RowFault.NOT_TEXT: Message("The cell holds characters that are not text."),
    RowFault.ACCENTS: Message("A letter has more accents than a line has room for. Write the name without them."),
    RowFault.NOT_A_DATE: Message(
        "This is not a date that can be read without doubt. Write 01/09/2026, 1 September 2026 or 2026-09-01."
    ),
    RowFault.NOT_A_KIND: Message("Write employee, governor, volunteer, agency worker, contractor, trainee or trustee."),
    RowFault.NOT_AN_EMAIL: Message("Mail cannot be sent to this e-mail address."),
    RowFault.SEVERAL_EMAILS: Message(
        "There are several e-mail addresses here. Keep only the one that the school writes to."
    ),
    RowFault.TOO_MANY_CELLS: Message("The row has more cells than there are headings, so they may have shifted."),
    RowFault.LEFT_BEFORE_START: Message("The last day is before the first day."),
    RowFault.HAS_LEFT: Message(
        "The list says that this person has left, or that their account is closed, but not when. Leave "
        "the row out, or write the last day."
    ),
    RowFault.NOT_ENOUGH: Message(
        "The row has neither a first and last name nor any other way to recognise this person."
    ),
    RowFault.DUPLICATE: Message("Another row has the same staff number with different details. Keep one of them."),
}
NOTICES: Mapping[NoticeKind, Message] = {
    NoticeKind.SAME_NAME: Message(
        "These people have the same name. Check that they are not one person with two numbers."
    ),
    NoticeKind.SAME_EMAIL: Message("These people share an e-mail address."),
    NoticeKind.PERHAPS_NEW_NUMBER: Message(
        "Someone on the staff list is missing from the file, and a new person has their name. Check that "
        "the staff number has not changed."
    ),
    NoticeKind.REPEATED: Message("These people are in several rows, which were taken together."),
    NoticeKind.NAMES_CUT: Message(
        "Titles, letters after the name and remarks in brackets were left out of these names. Check that "
        "they are right."
    ),
    NoticeKind.ORDER_OPEN: Message(
        "These names stand in one column, and the last word of each was taken for the last name. If the last name "
        "comes first, as in “Ng Ada”, call the column “Surname Forename” and read the file again."
    ),
    NoticeKind.ONE_NAME: Message(
        "Only one name was read for these people. Check that no first name is missing: it would differ from the one "
        "on an attestation."
    ),
    NoticeKind.PERHAPS_LEAVING: Message(
        "A remark, a status or a line through the row seems to say that these people have left or are about to, but "
        "not when. They count as staff until the list gives their last day."
    ),
    NoticeKind.HIDDEN: Message(
        "The workbook hides the rows of these people, by a filter for instance. Check that they belong on the list."
    ),
    NoticeKind.COUNTED: Message(
        "The staff numbers only count the rows from 1 on. Check that everybody keeps their number from one list to "
        "the next; otherwise another column holds the staff numbers."
    ),
    NoticeKind.UNPRINTABLE: Message(
        "These names have a letter that cannot be printed on an attestation, so these people could not "
        "sign one. Ask them how else they write their name, and correct the list."
    ),
    NoticeKind.MANY_LEAVE: Message(
        "More than a third of the staff would be marked as having left. Check that the file holds the whole list."
    ),
    NoticeKind.FORMER_STAFF: Message(
        "These people left before they were ever on the staff list. They are not imported."
    ),
}
MATCHING_FAULTS: Mapping[MatchingFault, Message] = {
    MatchingFault.NO_NUMBER: Message("Say which column holds the staff number."),
    MatchingFault.NO_NAME: Message(
        "Say which columns hold the first and the last name, or which holds the whole name."
    ),
    MatchingFault.NO_SUCH_COLUMN: Message("There is no such column in this file."),
    MatchingFault.TWICE: Message("One column cannot mean two things."),
}
CAMPAIGN_FAULTS: Mapping[CampaignFault, Message] = {
    CampaignFault.OCCASION: Message("A campaign is an induction or an annual review."),
    CampaignFault.NO_TITLE: Message("Give the campaign a title."),
    CampaignFault.NEEDS_DAYS: Message(
        "An induction is due a number of days, from 0 to 366, after the first day. It has no due date of its own."
    ),
    CampaignFault.NEEDS_DUE_DATE: Message("An annual review needs the date by which it is due, and no number of days."),
    CampaignFault.ORDER: Message("A campaign opens first, is due then, and ends last. Check the dates."),
}


def notice_sentence(notice: PlanNotice) -> str:
    """What to check, and whose numbers it concerns: the first of them."""
    more = " …" if notice.numbers[_MOST_NUMBERS:] else ""
    return f"{NOTICES[notice.kind]} ({', '.join(notice.numbers[:_MOST_NUMBERS])}{more})"


def what_was_read(people: Sequence[StaffMember], matching: Matching) -> str:
    """What a list gives beyond numbers and names, and how many people lack some of it."""
    groups = {StaffField.SCHOOL: _("school"), StaffField.GROUP: _("group")}
    has = {
        _("e-mail"): [bool(each.email) for each in people],
        _("job"): [bool(each.role) for each in people],
        **{name: [bool(each.groups) for each in people] for what, name in groups.items() if what in matching.columns},
        _("first day"): [each.start is not None for each in people],
    }
    read = [field for field, found in has.items() if any(found)]
    needed = {*read, _("e-mail")}  # without one nobody is asked by mail
    lacking = {field: found.count(False) for field, found in has.items() if field in needed and not all(found)}
    told = [_("Also read: {fields}.", fields=", ".join(read))] if read else []
    return " ".join([*told, *(_("Without {field}: {n}.", field=field, n=n) for field, n in lacking.items())])
