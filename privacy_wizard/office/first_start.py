"""A new office in one step: the school, its staff, its policy, and who is asked by when. Nothing else is needed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..domain.vocabulary import Occasion
from ..i18n import Message, _
from ..system import NotWritten, shipped_folder
from ..system.progress import UNWATCHED, WorkProgress, WorkStopped
from .login import LoggedIn, Login, school_id

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


class FirstStart(NamedTuple):
    """What the school enters when it starts."""

    school: str
    staff: "StaffList"
    policy: str  # the pack's identifier
    campaign: "Campaign"


class BeginningStopped(WorkStopped):
    """The user stopped the first start. An office without its people is useless, so nothing is kept."""

    sentence = Message(
        "Stopped, so nothing was set up, and nothing of it is left on this computer. You can begin again."
    )


def begin_office(login: Login, given: FirstStart, progress: WorkProgress = UNWATCHED) -> LoggedIn:
    """Make all of it; what was made stays where a later step fails, and is gone on with in the office.

    Raises NameMissing, KeyTrouble, RegisterTrouble, SchoolTrouble, NotWritten; BeginningStopped, and all is gone.
    """
    from .school_folder import SchoolFolder

    progress = progress.ending_in(BeginningStopped)
    place = SchoolFolder.of(login.home, school_id(given.school), lambda: given.school, login.now)
    with _nothing_left_where_stopped(login, place.folder):
        progress.go_on()
        entered = login.begin(given.school, progress)
        try:
            _fill(entered.register, place, login, given, progress)
        except BaseException:
            entered.register.close()
            raise
    return entered


def _fill(
    register: "SchoolRegister", place: "SchoolFolder", login: Login, given: FirstStart, progress: WorkProgress
) -> None:
    from ..domain.school_profile import PackFor, SchoolProfile
    from ..domain.staff_plan import plan
    from .campaigns import enter_campaign
    from .staff_list import confirm

    today = login.now().date()
    progress.doing(_("Recording your staff …"))
    confirm(register, given.staff, plan((), given.staff, today).digest, today, progress)
    enter_campaign(register, given.campaign, today, progress)
    secret = login.office_key.secret()
    profile = SchoolProfile(name=given.school, packs=(PackFor(pack=given.policy, people=()),))
    acts, told, shipped = _acts(register, place), progress.within_a_step(), shipped_folder("checklists")
    steps: list[Callable[[], object]] = [
        lambda: acts.make(given.school, secret, progress=told),
        lambda: acts.sign_profile(secret, profile, {}, into=place.profile_file, shipped=shipped, progress=told),
    ]
    progress.doing(_("Making your school's key and its file …"))
    for step in progress.through(steps, len(steps)):
        step()


@contextmanager
def _nothing_left_where_stopped(login: Login, school: Path) -> Iterator[None]:
    """What is made within is taken away again where it is stopped: who goes on, perhaps under another name, begins."""
    had_key, before = login.office_key.is_there, _files(login, school)
    try:
        yield
    except BeginningStopped:
        if not had_key:
            login.office_key.forget()
        for path in _files(login, school) - before:
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                raise NotWritten(path, error) from error
        for folder in (*sorted(school.rglob("*/"), reverse=True), school):
            with suppress(OSError):
                folder.rmdir()  # where it is empty now
        raise


def _files(login: Login, school: Path) -> set[Path]:
    """Those of an office that was just begun."""
    register = Path(login.own_address)
    single = (login.office_file, login.chain_heads.path, *register.parent.glob(f"{register.name}*"))
    return {each for each in (*single, *school.rglob("*")) if each.is_file()}


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
    """The default deadline: the last school day of the week, six weeks from now."""
    then = today + _SIX_WEEKS
    return then + timedelta(days=_FRIDAY - then.weekday())


def year_of(today: date) -> date:
    """The first day of the school year: attestations made since then count."""
    return date(today.year if today.month >= _SEPTEMBER else today.year - 1, _SEPTEMBER, 1)
