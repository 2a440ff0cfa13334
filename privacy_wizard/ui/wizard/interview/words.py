"""The headings and leads of the pages of questions."""

from collections.abc import Sequence

from ....audit.interview.page import SAID_LAST_YEAR, PageKind, QuestionPage
from ....audit.session import AuditSession
from ....domain.model import Requirement
from ....domain.names import area_name
from ....domain.vocabulary import Area, Basis, Level
from ....i18n import _
from ..words import account_name


def title_of(page: QuestionPage | None, session: AuditSession) -> str:
    """The heading of a page: the account where all of it is about one, else what it is about."""
    if page is None:
        return _("Nothing to answer")
    if page.account is not None:
        return account_name(session, page.account)
    return {
        PageKind.SCREENING: _("First questions"),
        PageKind.DOWNLOADS: _("What your downloads show"),
        PageKind.LAST_YEAR: str(SAID_LAST_YEAR),
        PageKind.PEOPLE: area_name(Area.CONNECTIONS),
        PageKind.PROFILE: _("Your school in your profile"),
        PageKind.SETTINGS: _("Your devices"),
        PageKind.CONDUCT: _("How you use social media"),
        PageKind.ACKNOWLEDGEMENTS: _("What your policy asks of you"),
        PageKind.FURTHER: _("Further protection"),
    }[page.kind]


def numbered_title(page: QuestionPage | None, pages: Sequence[QuestionPage], session: AuditSession) -> str:
    """The heading of a page of a step; those of one title are told apart by their numbers."""
    title = title_of(page, session)
    alike = [each for each in pages if title_of(each, session) == title]
    if page not in alike or len(alike) == 1:
        return title
    place = _("{n} of {of}", n=alike.index(page) + 1, of=len(alike)).replace(" ", "\u00a0")  # no line ends within
    return f"{title}, {place}"


def lead_of(page: QuestionPage | None) -> str:
    """One short sentence; empty where the questions speak for themselves."""
    if page is None:
        return ""
    return {
        PageKind.SCREENING: _("They decide what you need not be asked later."),
        PageKind.DOWNLOADS: _("What is no longer so is asked in its place, with the way to the screen."),
        PageKind.LAST_YEAR: _("What is still true is kept as confirmed, with the date on which it was last looked up."),
        PageKind.FURTHER: _("Beyond what counts: it changes neither score nor outcome."),
        PageKind.PEOPLE: _("Go through friends, followers, contacts and groups. No name is asked for or kept."),
    }.get(page.kind, "")


def clauses_of(requirement: Requirement) -> str:
    """The clauses that a requirement cites, as the policy numbers them."""
    return ", ".join(requirement.references) or _("every policy here")


def policy_says(requirement: Requirement) -> str:
    """What a policy says in the words of a requirement, and how strictly; or that it says nothing of it."""
    silent = {
        Level.MUST: _("Where a policy does not mention this, the baseline requires ({clauses}): {words}"),
        Level.SHOULD: _("Where a policy does not mention this, the baseline recommends ({clauses}): {words}"),
        Level.INFORM: _("Where a policy does not mention this, the baseline says ({clauses}): {words}"),
    }[requirement.level]
    said = {
        Level.MUST: _("What your policy requires ({clauses}): {words}"),
        Level.SHOULD: _("What your policy recommends ({clauses}): {words}"),
        Level.INFORM: _("Your policy says ({clauses}): {words}"),
    }[requirement.level]
    beyond = _("Your policy asks for it only in general ({clauses}), so it does not count. {words}")
    said = {Basis.BASELINE: silent, Basis.READING: beyond}.get(requirement.basis, said)
    return said.format(clauses=clauses_of(requirement), words=requirement.summary)
