"""Sentences for what a preview of a staff list shows."""

from collections.abc import Mapping

from ..domain.campaign import CampaignFault, CampaignState
from ..domain.staff import ChangeKind
from ..domain.staff_plan import NoticeKind, RowFault
from ..staff_import import MatchingFault, Note

NOTES: Mapping[Note, str] = {
    Note.ENCODING_GUESSED: "The file does not say how its letters are written. It was read as Western European text: "
    "look whether names with accents are right.",
    Note.FORMULAS: "Some cells hold formulas. Nothing was computed: the values saved in the file are shown.",
    Note.OTHER_SHEETS: "The workbook has several sheets. Only the one named here was read.",
    Note.COLUMNS_LEFT_OUT: "The table is very wide. The columns furthest to the right were left out.",
}
ROW_FAULTS: Mapping[RowFault, str] = {
    RowFault.NO_NUMBER: "The row has no staff number, so it cannot be told whose it is.",
    RowFault.ROUNDED_NUMBER: "A spreadsheet has rounded the staff number. Format the column as text and export again.",
    RowFault.NO_NAME: "The row has no last name.",
    RowFault.TOO_LONG: "The text is longer than any of its kind.",
    RowFault.NOT_TEXT: "The cell holds characters that are not text.",
    RowFault.ACCENTS: "A letter has more accents than a line has room for. Write the name without them.",
    RowFault.NOT_A_DATE: "This is not a date that can be read without doubt. Write 01/09/2026, 1 September 2026 or "
    "2026-09-01.",
    RowFault.NOT_A_KIND: "Write employee, governor, volunteer, agency worker or contractor.",
    RowFault.NOT_AN_EMAIL: "This is not an e-mail address.",
    RowFault.TOO_MANY_CELLS: "The row has more cells than there are headings, so they may have shifted.",
    RowFault.LEFT_BEFORE_START: "The last day lies before the first day.",
    RowFault.DUPLICATE: "The same staff number stands in another row with other details. Leave one of them.",
}
NOTICES: Mapping[NoticeKind, str] = {
    NoticeKind.SAME_NAME: "These people have the same name. Check that they are not one person with two numbers.",
    NoticeKind.SAME_EMAIL: "These people share an e-mail address.",
    NoticeKind.PERHAPS_NEW_NUMBER: "Someone on the staff list is not in the file, and a newcomer has their name. "
    "Check that the staff number has not changed.",
    NoticeKind.REPEATED: "These people stand in several rows, which were taken together.",
    NoticeKind.MANY_LEAVE: "More than a third of the staff would be marked as having left. Check that the file holds "
    "the whole list.",
    NoticeKind.FORMER_STAFF: "These people left before they were ever on the staff list. They are not imported.",
}
CHANGES: Mapping[ChangeKind, str] = {
    ChangeKind.JOINED: "new",
    ChangeKind.RENAMED: "new name",
    ChangeKind.CHANGED: "changed",
    ChangeKind.LEFT: "left",
    ChangeKind.RETURNED: "back again",
}
MATCHING_FAULTS: Mapping[MatchingFault, str] = {
    MatchingFault.NO_NUMBER: "Say which column holds the staff number.",
    MatchingFault.NO_NAME: "Say which columns hold the first and the last name, or which holds the whole name.",
    MatchingFault.NO_SUCH_COLUMN: "There is no such column in this file.",
    MatchingFault.TWICE: "One column cannot mean two things.",
}
CAMPAIGN_FAULTS: Mapping[CampaignFault, str] = {
    CampaignFault.OCCASION: "A campaign is an induction or an annual review.",
    CampaignFault.NO_TITLE: "Give the campaign a title.",
    CampaignFault.NEEDS_DAYS: "An induction is due a number of days, from 0 to 366, after the first day. It has no "
    "due date of its own.",
    CampaignFault.NEEDS_DUE_DATE: "An annual review needs the date by which it is due, and no number of days.",
    CampaignFault.ORDER: "A campaign opens first, is due then, and ends last. Check the dates.",
}
STATES: Mapping[CampaignState, str] = {
    CampaignState.DUE: "still to come",
    CampaignState.OPEN: "open",
    CampaignState.OVERDUE: "overdue",
    CampaignState.EXCUSED: "excused",
    CampaignState.DONE: "done",
}
