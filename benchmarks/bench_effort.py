"""What an audit takes of a person: questions, screens, clicks and words, counted on a walk through the real interview.

Each walk opens the shipped library and a session over a folder of drafts, and answers page by page as the policy asks;
what a page takes is counted when it is reached, so gates open and close as they do for a person. The figures of before
were measured on the program with two questions a page. The row with downloads of one's own data begins on *Accounts*:
without them each account is a tick, with them all downloads are one drop. The review of one's connections counts two:
to open it, and to keep all whom nobody points at, which closes it. What downloads and review show counts one click a
page, and none beside the one that turns it where they show all of it.
"""

import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from attrs import evolve, frozen

from privacy_wizard.audit.connections.review import ConnectionReview
from privacy_wizard.audit.connections.review_record import KeptReviews, Mark
from privacy_wizard.audit.connections.shown_by_review import shown_by_review
from privacy_wizard.audit.connections.who import asks_who
from privacy_wizard.audit.interview import acts
from privacy_wizard.audit.interview.effort import Effort, effort_of
from privacy_wizard.audit.interview.interview import Interview
from privacy_wizard.audit.interview.page import PageKind, QuestionPage
from privacy_wizard.audit.session import AuditSession
from privacy_wizard.audit.state import Signed
from privacy_wizard.catalogue import load_shipped
from privacy_wizard.domain.audit import Person, School
from privacy_wizard.domain.questions import Question, best_options
from privacy_wizard.domain.vocabulary import HowKnown, Occasion, PersonKind
from privacy_wizard.drafts import DraftStore
from privacy_wizard.evidence import read_exports

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # the tests make downloads

from tests.evidence.samples import facebook, instagram, tiktok
from tests.evidence.samples.building import Sample, write_zip

HELSBY, LADYSMITH = "helsby-hillside-primary-2023", "ladysmith-federation"
THREE = ("facebook", "instagram", "whatsapp")
SIX = (*THREE, "x", "linkedin", "youtube")
_COUNTED = ("questions", "screens", "clicks", "words")
HILL_STREET = School(name="Hill Street School", email_domains=("hillstreet.sch.uk",))
_DROP, _REVIEW = 1, 2  # clicks; of a review in which nobody is pointed at
USES = "friends"  # what each account is used for: posts for people whom its holder approved


@frozen(kw_only=True)
class Walk:
    """One row of the table: who, with what the same took before, and what it may take."""

    title: str
    pack: str
    kind: PersonKind
    accounts: tuple[str, ...]
    before: str
    most: Effort


WALKS = (
    Walk(
        title="teaching assistant, Helsby Hillside, Facebook + Instagram + WhatsApp",
        pack=HELSBY,
        kind=PersonKind.EMPLOYEE,
        accounts=THREE,
        before="74 questions, 37 screens, 130 clicks, 50 to 70 minutes",
        most=Effort(questions=42, screens=18, clicks=80, words=1600),
    ),
    Walk(
        title="teacher, Ladysmith, six accounts",
        pack=LADYSMITH,
        kind=PersonKind.EMPLOYEE,
        accounts=SIX,
        before="116 questions, 63 screens, 203 clicks, 90 to 130 minutes",
        most=Effort(questions=60, screens=27, clicks=115, words=2400),
    ),
    Walk(
        title="governor without any account, Helsby Hillside",
        pack=HELSBY,
        kind=PersonKind.GOVERNOR,
        accounts=(),
        before="23 questions, 10 screens, 52 clicks, 10 to 12 minutes",
        most=Effort(questions=18, screens=9, clicks=35, words=700),
    ),
)


WITH_DOWNLOADS = Walk(
    title="teaching assistant, Helsby Hillside, Facebook + Instagram + TikTok, each with a download",
    pack=HELSBY,
    kind=PersonKind.EMPLOYEE,
    accounts=("facebook", "instagram", "tiktok"),
    before="the same without downloads",
    most=Effort(),  # half the clicks of the same without
)
# What staff who follow the policy have set: private, with a note that views are their own, dated by the file's name.
_WELL_SET: tuple[tuple[Sample, str, dict[bytes, bytes]], ...] = (
    (facebook.YEAR_2026, "facebook-annlee-2026-11-20-x.zip", {b"Teacher and baker": b"Baker. Views my own."}),
    (
        instagram.YEAR_2026,
        "instagram-ann.lee-2026-11-20-x.zip",
        {
            b'"value": "False"': b'"value": "True"',
            rb"Year 4 teacher at St Mary\u00e2\u0080\u0099s": b"Views my own",
            b"https://ann.example": b"",
        },
    ),
    (
        tiktok.NEW,
        "TikTok_Data_2026-11-20.zip",
        {
            b'"Private Account": "Disabled"': b'"Private Account": "Enabled"',
            b'"Teacher"': b'"Views my own"',
            b'"Oakbook"': b'"TikTok"',
            b'"likesReceived"': b'"instagramLink": "", "likesReceived"',
        },
    ),
)


class _Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 28, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def walked(walk: Walk) -> tuple[Effort, Effort]:
    """What the first year takes, and the second in which nothing has changed."""
    clock = _Clock()
    with tempfile.TemporaryDirectory() as folder:
        session = _session(walk, Path(folder), clock)
        first = _total(session)
        session.finish(Signed(identifier="0" * 32, on=session.today), b"%PDF-")
        clock.now += timedelta(days=365)
        session.review(session.audit.id)
        session.declare_no_accounts(not walk.accounts)
        return first, _total(session)


def without_and_with_downloads(walk: Walk) -> tuple[Effort, Effort]:
    """What the first year takes without any download, and with one of each account, read as the wizard reads it."""
    with tempfile.TemporaryDirectory() as folder:
        ticks = Effort(clicks=len(walk.accounts))
        without = ticks + _total(_session(walk, Path(folder) / "without", _Clock()))
        session = _session(evolve(walk, accounts=()), Path(folder) / "with", _Clock())
        for path in well_set(Path(folder)):
            for export in read_exports([path]).exports:
                if export.platform in walk.accounts:
                    session.downloads[session.add_account(export.platform).id] = export
        review = ConnectionReview(session, KeptReviews(DraftStore(Path(folder) / "with" / "audits")))
        review.open()
        review.found_reasons(review.look_for_reasons())
        review.mark(review.rest, Mark.KEEP)
        while (place := _interview(session).first_open) is not None:
            asks = [row.question for row in place[0].rows if asks_who(row.question)]
            shown = {**session.shown, **shown_by_review(review, session.downloads, asks)}
            session.change(acts.with_shown(session.audit, place[0], shown))
            _answer(session, place[0])
        return without, with_downloads(session)


def well_set(folder: Path) -> Iterator[Path]:
    """The downloads of the row, written into a folder."""
    for sample, name, changes in _WELL_SET:
        yield write_zip(folder / name, {each: _changed(content, changes) for each, content in sample.files.items()})


def _changed(content: bytes, changes: dict[bytes, bytes]) -> bytes:
    for old, new in changes.items():
        content = content.replace(old, new)
    return content


def with_downloads(session: AuditSession) -> Effort:
    """One drop, two clicks for the review; a page of which all is confirmed is turned with the same click."""
    given, pages = session.audit.responses, _interview(session).core
    elsewhere = [page for page in pages if page.kind is not PageKind.DOWNLOADS]
    confirmed = {
        key for page in elsewhere for key in page.keys if key in given and given[key].known is HowKnown.FROM_EXPORT
    }
    some = [page for page in elsewhere if confirmed.intersection(page.keys)]
    whole = [page for page in some if confirmed.issuperset(page.keys)]
    own = Effort(clicks=_DROP + _REVIEW + len(some), screens=len(whole))
    return effort_of(pages, lambda row: row.question.key in confirmed) + own


def _session(walk: Walk, folder: Path, clock: _Clock) -> AuditSession:
    session = AuditSession(load_shipped(), DraftStore(folder / "audits"), clock)
    session.describe_person(Person(name="Sam Lee", role="Staff", kind=walk.kind, identifier="P-1"), Occasion.INDUCTION)
    session.choose_school(HILL_STREET)
    session.choose_policy(walk.pack)
    for account in walk.accounts:
        session.add_account(account)
    session.declare_no_accounts(not walk.accounts)
    return session


def _total(session: AuditSession) -> Effort:
    """All pages of the core, once every gate has been answered."""
    while (place := _interview(session).first_open) is not None:
        _answer(session, place[0])
    return effort_of(_interview(session).core)


def _answer(session: AuditSession, page: QuestionPage) -> None:
    for block in page.blocks:
        if block.rows[0].said is not None:
            session.change(acts.with_still_true(session.audit, block))
    if page.asks_how_known:
        session.change(acts.with_how_known(session.audit, page, HowKnown.LOOKED, session.today))
    for row in (row for row in page.rows if row.said is None):
        given = session.audit.responses.get(row.question.key)
        if given is not None and given.known is HowKnown.FROM_EXPORT:
            continue
        session.change(acts.with_answer(session.audit, row.question, _good(row.question), session.today))


def _good(question: Question) -> str:
    if question.check.option(USES) is not None and question.check.screening:
        return USES
    return (*best_options(question), question.check.options[0].id)[0]


def _interview(session: AuditSession) -> Interview:
    found = session.interview
    if found is None:
        raise SystemExit("There is no interview before person and policy are known.")
    return found


def main() -> int:
    """Print the table; 1 where an aim is missed."""
    missed = False
    for walk in WALKS:
        first, second = walked(walk)
        third = Effort(**{name: min(getattr(each, name) for each in (walk.most, first)) // 3 for name in _COUNTED})
        print(f"{walk.title}\n  before: {walk.before}")
        missed |= _told("after", first, walk.most) | _told("a year later, nothing changed", second, third)
    without, with_them = without_and_with_downloads(WITH_DOWNLOADS)
    print(f"{WITH_DOWNLOADS.title}\n  without: {_counted(without)}\n  with: {_counted(with_them)}")
    met = 2 * with_them.clicks <= without.clicks
    print(f"  aim: at most {without.clicks // 2} clicks: {'met' if met else 'MISSED'}")
    return int(missed or not met)


def _counted(took: Effort) -> str:
    return ", ".join(f"{getattr(took, name)} {name}" for name in _COUNTED) + f", {took.minutes} minutes"


def _told(when: str, took: Effort, most: Effort) -> bool:
    over = [name for name in _COUNTED if getattr(took, name) > getattr(most, name)]
    shown = ", ".join(f"{getattr(took, name)} {name} (aim {getattr(most, name)})" for name in _COUNTED)
    print(f"  {when}: {shown}, {took.minutes} minutes{'; MISSED: ' + ', '.join(over) if over else ''}")
    return bool(over)


if __name__ == "__main__":
    raise SystemExit(main())
