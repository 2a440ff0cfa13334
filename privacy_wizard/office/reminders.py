"""Reminders as mail drafts, one for each person; who has no address is named, so that nobody is forgotten."""

import re
import unicodedata
from collections.abc import Iterable

from attrs import field, frozen

from ..domain.campaign import Campaign, CampaignStanding, CampaignState
from ..domain.vocabulary import Occasion
from ..school.errors import MailFault
from ..school.mails import Fact, MailKind, mail_draft

_OCCASIONS = {Occasion.INDUCTION: "induction", Occasion.ANNUAL_REVIEW: "annual review"}


@frozen(kw_only=True)
class Letter:
    """A draft and the name of its file; without content there was no address to write to."""

    standing: CampaignStanding
    name: str
    content: bytes | None = field(repr=False)


def letters(found: Iterable[CampaignStanding], campaign: Campaign, *, school: str, officer: str) -> tuple[Letter, ...]:
    """The drafts of the reminders of one campaign."""
    return tuple(_letter(each, campaign, school, officer) for each in found)


def _letter(each: CampaignStanding, campaign: Campaign, school: str, officer: str) -> Letter:
    facts: dict[str, Fact] = {
        "name": each.member.name,
        "school": school,
        "occasion": _OCCASIONS[campaign.occasion],
        "due": f"{each.due.day} {each.due:%B %Y}",
        "overdue": each.state is CampaignState.OVERDUE,
        "officer": officer,
    }
    try:
        content = mail_draft(MailKind.REMINDER, each.member.email, facts)
    except MailFault:
        content = None
    return Letter(
        standing=each, name=f"reminder {_plain(each.member.name)} {_plain(each.member.number)}.eml", content=content
    )


def _plain(text: str) -> str:
    """Fit for the name of a file on every system."""
    found = unicodedata.normalize("NFKC", text)
    return re.sub(r"[^\w -]", "_", found)[:80].strip() or "_"
