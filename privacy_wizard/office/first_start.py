"""An office from nothing: the school, its staff, its policy, and whom it asks by when. Nothing else is needed."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ..domain.vocabulary import Occasion
from ..i18n import _
from ..system import shipped_folder
from .login import LoggedIn, Login

# What is imported inside the functions is slow to load, and a name, a list and a policy are to be given first.
if TYPE_CHECKING:
    from ..domain.campaign import Campaign
    from ..domain.staff_plan import StaffList
    from ..register import SchoolRegister
    from .authority_events import AuthorityActs
    from .school_folder import SchoolFolder

INDUCTION_DAYS = 28
_SIX_WEEKS = timedelta(weeks=6)
_SEPTEMBER = 9  # when a school year begins
_FRIDAY = 4


@dataclass(frozen=True, kw_only=True)
class FirstStart:
    """What the school says at first."""

    school: str
    staff: "StaffList"
    policy: str  # the pack's identifier
    campaign: "Campaign"


def begin_office(login: Login, given: FirstStart) -> LoggedIn:
    """Make all of it; what was made stays where a later step fails, and is gone on with in the office.

    Raises NameMissing, KeyTrouble, RegisterTrouble, SchoolTrouble, NotWritten.
    """
    from ..domain.school_profile import PackFor, SchoolProfile
    from ..domain.staff_plan import plan
    from .campaigns import enter_campaign
    from .school_folder import SchoolFolder
    from .staff_list import confirm

    entered = login.begin(given.school)
    register, today = entered.register, login.now().date()
    confirm(register, given.staff, plan((), given.staff, today).digest, today)
    enter_campaign(register, given.campaign, today)
    place = SchoolFolder.of(login.home, register.school, given.school, login.now)
    secret = login.office_key.secret()
    _acts(register, place).make(given.school, secret)
    profile = SchoolProfile(name=given.school, packs=(PackFor(pack=given.policy, people=()),))
    shipped = shipped_folder("checklists")
    _acts(register, place).sign_profile(secret, profile, {}, into=place.profile_file, shipped=shipped)
    return entered


def _acts(register: "SchoolRegister", place: "SchoolFolder") -> "AuthorityActs":
    from .authority_events import AuthorityActs

    return AuthorityActs(authority_store=place.school_key, record=register.certificates.record(), now=place.now)


def first_campaign(occasion: Occasion, due: date, today: date) -> "Campaign":
    """A review of everyone in this school year, or an induction of whoever begins from its first day on."""
    from ..domain.campaign import Campaign
    from .campaigns import new_campaign_id

    starts = year_of(today)
    if occasion is Occasion.INDUCTION:
        return Campaign(
            id=new_campaign_id(), title=_("Induction"), occasion=occasion, opens=starts, days=INDUCTION_DAYS
        )
    title = _("Annual review {year}", year=f"{starts.year}/{(starts.year + 1) % 100:02}")
    return Campaign(id=new_campaign_id(), title=title, occasion=occasion, opens=starts, due=due)


def usual_due(today: date) -> date:
    """By when staff are asked where nobody says otherwise: on the last school day of the week, in six weeks."""
    then = today + _SIX_WEEKS
    return then + timedelta(days=_FRIDAY - then.weekday())


def year_of(today: date) -> date:
    """The first day of the school year: what staff made since then counts."""
    return date(today.year if today.month >= _SEPTEMBER else today.year - 1, _SEPTEMBER, 1)
