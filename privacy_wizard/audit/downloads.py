"""What a download of one's own data shows about the questions. It never answers by itself.

A download is as old as its date, so where it and the screen differ, the screen counts. Only what a compared layout says
for sure is shown, with what it rests on: most questions ask about several rows of a screen, and a download has but one.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from attrs import evolve, frozen

from ..domain.audit import School
from ..domain.judgement import Responses
from ..domain.questions import Question
from ..evidence.export_notes import NoteKind
from ..evidence.export_texts import folded
from ..evidence.how_to_ask import HOW_TO_ASK
from ..evidence.observation import TEXT_SHOWN, DataExport, Observation, ObservationKind, Observed
from ..evidence.school_mentions import has_disclaimer, says_nothing_else, school_mentions
from ..i18n import _, ngettext
from .calendar_file import CalendarDay, calendar_file
from .state import Audit, Key

_YES, _NO = Observed.YES, Observed.NO
_LONGEST = 40  # characters of what a download says that are shown beside an answer
# Check → what an export says of it, and the option that is: by the word that stands there, else by what it comes to.
SURE: Mapping[str, tuple[ObservationKind, Mapping[str, str]]] = {
    "instagram.private-account": (ObservationKind.PRIVATE, {_YES: "private", _NO: "public"}),
    "threads.private-profile": (ObservationKind.PRIVATE, {_YES: "private", _NO: "public"}),
    "pinterest.private-profile": (ObservationKind.PRIVATE, {_YES: "private", _NO: "public"}),
    "tiktok.private-account": (ObservationKind.PRIVATE, {_YES: "on", _NO: "off"}),
    "x.protect-posts": (ObservationKind.PRIVATE, {_YES: "on", _NO: "off"}),
    "mastodon.follow-requests": (ObservationKind.PRIVATE, {_YES: "unticked", _NO: "ticked"}),
    "instagram.reuse": (ObservationKind.PRIVATE, {_YES: "private"}),
    "tiktok.reuse-of-content": (ObservationKind.PRIVATE, {_YES: "private"}),
    "facebook.future-posts": (
        ObservationKind.PUBLIC_POSTS,
        {
            _YES: "public",
            "friends": "friends",
            "your friends": "friends",
            "specific friends": "narrower",
            "only me": "narrower",
        },
    ),
    "facebook.search-engines": (ObservationKind.FOUND_BY_SEARCH, {_YES: "on", _NO: "off"}),
    "snapchat.public-profile": (ObservationKind.PUBLIC_PROFILE, {_YES: "yes", _NO: "none"}),
    "tiktok.comments": (ObservationKind.COMMENTS_OPEN, {_YES: "everyone", "friends": "narrow", "no one": "narrow"}),
    "tiktok.messages": (
        ObservationKind.MESSAGES_OPEN,
        {_YES: "everyone", "friends": "narrow", "no one": "narrow", "suggested friends": "suggested"},
    ),
    "x.message-requests": (ObservationKind.MESSAGES_OPEN, {_YES: "everyone"}),
    "pinterest.messages": (ObservationKind.MESSAGES_OPEN, {_YES: "anyone"}),
    "instagram.location": (ObservationKind.LOCATION_SHARED, {_NO: "no-one"}),
    "facebook.contact-sync": (ObservationKind.CONTACTS_SYNCED, {_YES: "on"}),
    "instagram.contact-sync": (ObservationKind.CONTACTS_SYNCED, {_YES: "on"}),
    "tiktok.contact-sync": (ObservationKind.CONTACTS_SYNCED, {_YES: "on"}),
    "discord.contacts": (ObservationKind.CONTACTS_SYNCED, {_YES: "on", _NO: "off"}),
    **{
        f"{platform}.two-factor": (ObservationKind.SECOND_FACTOR, {_NO: "off"})  # which kind it is, is in no export
        for platform in ("facebook", "instagram", "tiktok", "snapchat")
    },
    **{
        check: (ObservationKind.SECOND_FACTOR, {_YES: "on", _NO: "off"})
        for check in ("discord.two-factor", "mastodon.two-factor", "telegram.two-step", "youtube.two-step")
    },
}
# Check → switches that it asks about together, and the option for none, one, … of them switched on.
COUNTED: Mapping[str, tuple[tuple[ObservationKind, ...], tuple[str, ...]]] = {
    "tiktok.suggest-contacts": (
        (ObservationKind.FOUND_BY_CONTACTS, ObservationKind.FOUND_BY_FRIENDS_ELSEWHERE),
        ("both-off", "one-on", "both-on"),
    ),
    "mastodon.discovery": ((ObservationKind.FINDABLE, ObservationKind.POSTS_SEARCHED), ("neither", "one", "both")),
}


@frozen(kw_only=True)
class AudienceRows:
    """Several rows of a screen, each with an audience, about which one check asks for the widest.

    `options` are those of the check by an audience's words, from the narrowest on; `not_all` is the one where the
    widest audience of all is not in every row, if the check asks that.
    """

    rows: tuple[ObservationKind, ...]
    options: Mapping[str, str]
    not_all: str = ""


AUDIENCES: Mapping[str, AudienceRows] = {
    "facebook.friends-list": AudienceRows(
        rows=(ObservationKind.PUBLIC_FRIENDS, ObservationKind.PUBLIC_FOLLOWERS, ObservationKind.PUBLIC_FOLLOWING),
        options={"only me": "only-me", "friends": "friends", "your friends": "friends", _YES: "public-all"},
        not_all="public-some",
    ),
    "facebook.lookup": AudienceRows(
        rows=(ObservationKind.FOUND_BY_EMAIL, ObservationKind.FOUND_BY_PHONE),
        options={
            "no one": "no-one",
            "only me": "no-one",
            "friends": "friends",
            "your friends": "friends",
            "friends of friends": "friends-of-friends",
            "your friends of friends": "friends-of-friends",
            _YES: "everyone",
        },
    ),
}
# Check → the option that follows from a private account, where its owner posts for approved people, as they said.
POSTED_IN_PRIVATE = {"tiktok.new-videos": "friends"}
_USE, _FOR_FRIENDS = "every-account.use", "friends"
GIVEN = (_USE,)  # the questions whose answers bear on what is shown
# Check → what a profile may tell of its owner, all of it; and the option where it is empty, or a note that views are
# personal.
EMPTY: Mapping[str, tuple[tuple[ObservationKind, ...], str]] = {
    "instagram.profile-details": ((ObservationKind.BIO, ObservationKind.WEBSITE), "nothing"),
    "threads.profile-details": ((ObservationKind.BIO, ObservationKind.WEBSITE), "nothing"),
    "tiktok.profile-details": (
        (ObservationKind.BIO, ObservationKind.LINKED_ACCOUNT, ObservationKind.PUBLIC_LIKES),
        "nothing",
    ),
}
# Platform → what is not known of a profile that leads to the account there.
_LEADS_TO = {"threads": "instagram.profile-details"}
# Checks of a topic, by the end of their id → the option where nothing in the export is the school's.
NAMES = {"names": ("no", "none"), "user-name": ("no",)}
EMAIL = {"school-email": ("no", "private", "absent")}
SCHOOL = {"school-name": ("absent",)}
# What people write about themselves: where an export has none of it, nothing is known of what stands there.
_WRITTEN = (
    ObservationKind.BIO,
    ObservationKind.HEADLINE,
    ObservationKind.EMPLOYER,
    ObservationKind.JOB_TITLE,
    ObservationKind.DESCRIPTION,
    ObservationKind.EDUCATION,
    ObservationKind.WEBSITE,
)
_LOOKED_THROUGH = {
    **dict.fromkeys(NAMES, (ObservationKind.NAME, ObservationKind.USERNAME)),
    **dict.fromkeys(EMAIL, (ObservationKind.EMAIL,)),
    **dict.fromkeys(SCHOOL, (ObservationKind.NAME, ObservationKind.USERNAME, *_WRITTEN)),
}
# The same → the option where what one says of oneself, which everybody sees, carries a note that views are personal.
NOTED = {"disclaimer": "in-profile"}


@frozen(kw_only=True)
class Shown:
    """The answer that a download shows: which option, and what it rests on."""

    option: str
    value: str  # in the download's own words
    file: str
    made: date
    texts: int = 0  # that were looked through for the school, none of which names it

    @property
    def source(self) -> str:
        """What it rests on, in one line."""
        file = self.file.rpartition("/")[2]
        if self.texts:
            return ngettext(
                "nothing about your school in {n} text in {file}",
                "nothing about your school in {n} texts in {file}",
                self.texts,
                file=file,
            )
        if not file:
            return self.value
        if not self.value:
            return _("empty in {file}", file=file)
        return _("“{value}” in {file}", value=self.value[:_LONGEST], file=file)


def come_back_for(audit: Audit, downloads: Mapping[str, DataExport], today: date) -> bytes:
    """A calendar file: on which days the downloads that are not here yet should be ready, if asked for today."""
    awaited = {each.checklist for each in audit.accounts if each.id not in downloads and each.checklist in HOW_TO_ASK}
    days = sorted({HOW_TO_ASK[platform].days for platform in awaited})
    text = _("A data download that you asked for should be ready: open it in Privacy Wizard.")
    return calendar_file(
        (
            CalendarDay(identifier=f"{audit.id}-download-{number}", day=today + timedelta(days=after), text=text)
            for number, after in enumerate(days)
        ),
        today,
    )


def shown_by(
    exports: Mapping[str, DataExport],
    questions: Iterable[Question],
    school: School | None,
    responses: Responses,
) -> dict[Key, Shown]:
    """What exports, each of an account, show of the questions about them, given what was answered so far."""
    asked = tuple(questions)
    of_them = ((each, exports.get(each.key[1] or "")) for each in asked)
    found = ((each.key, _shown(export, each, school, responses)) for each, export in of_them if export is not None)
    led_to = {_LEADS_TO.get(each.check.id.partition(".")[0]) for each in asked}  # by a badge that is in no download
    return {key: shown for key, shown in found if shown is not None and key[0] not in led_to}


def told_pictures(export: DataExport | None) -> tuple[str, ...]:
    """Where an export says that the pictures of profile and cover lie in it."""
    kinds = (ObservationKind.PROFILE_PICTURE, ObservationKind.COVER_PICTURE)
    return tuple(each.value for each in export.observations if each.kind in kinds) if export is not None else ()


def _shown(export: DataExport, question: Question, school: School | None, responses: Responses) -> Shown | None:
    check, topic = question.check, question.check.id.rpartition(".")[2]
    if check.id in POSTED_IN_PRIVATE:
        use = responses.get((_USE, question.key[1]))
        if use is None or use.answer != _FOR_FRIENDS:
            return None
        private = _of(export, ObservationKind.PRIVATE)
        return _one_answer((POSTED_IN_PRIVATE[check.id] if each.shown is _YES else "", each) for each in private)
    if check.id in EMPTY:
        return _nothing_told(export, *EMPTY[check.id])
    if check.id in SURE:
        kind, answers = SURE[check.id]
        return _one_answer(
            (answers.get(folded(each.value), answers.get(each.shown, "")), each) for each in _of(export, kind)
        )
    if check.id in COUNTED:
        return _counted(export, *COUNTED[check.id])
    if check.id in AUDIENCES:
        return _widest(export, AUDIENCES[check.id])
    options = {option.id for option in check.options}
    if NOTED.get(topic) in options:
        texts = [*_of(export, ObservationKind.BIO), *_of(export, ObservationKind.HEADLINE)]
        return _one_answer((NOTED[topic], each) for each in texts if has_disclaimer(each.value))
    if topic in _LOOKED_THROUGH and school is not None:
        return _nothing_of_the_school(export, topic, options, school)
    return None


def _nothing_told(export: DataExport, kinds: tuple[ObservationKind, ...], option: str) -> Shown | None:
    """The answer where the export has each of these, and each of them says no, or is empty but for a note."""
    said = [list(_of(export, kind)) for kind in kinds]
    if not all(said) or not all(_tells_nothing(each) for of_kind in said for each in of_kind):
        return None
    return _one_answer((option, each) for each in said[0])


def _tells_nothing(each: Observation) -> bool:
    return each.shown is _NO or (each.shown is _YES and says_nothing_else(each.value))


def _counted(export: DataExport, kinds: tuple[ObservationKind, ...], options: tuple[str, ...]) -> Shown | None:
    """How many of the switches are on, where it is known of each of them."""
    said = [[each for each in _of(export, kind) if each.shown is not Observed.NOT_IN_EXPORT] for kind in kinds]
    if not all(len({each.shown for each in of_kind}) == 1 for of_kind in said):
        return None
    first = [of_kind[0] for of_kind in said]
    return _one_answer([(options[sum(each.shown is _YES for each in first)], first[0])])


def _widest(export: DataExport, asked: AudienceRows) -> Shown | None:
    """The widest audience of the rows, if all of them are known."""
    order = list(dict.fromkeys(asked.options.values()))
    said = [[each for each in _of(export, kind) if each.shown is not Observed.NOT_IN_EXPORT] for kind in asked.rows]
    found = [_audience(of_kind[0], asked) for of_kind in said if len({each.value for each in of_kind}) == 1]
    if len(found) < len(asked.rows) or not all(found):
        return None
    option = max(found, key=order.index)
    rests_on = said[found.index(option)][0]
    is_everywhere = option != order[-1] or set(found) == {option}
    return _one_answer([(option if is_everywhere else asked.not_all or option, rests_on)])


def _audience(each: Observation, asked: AudienceRows) -> str:
    return asked.options.get(folded(each.value), asked.options[_YES] if each.shown is _YES else "")


def _nothing_of_the_school(export: DataExport, topic: str, options: set[str], school: School) -> Shown | None:
    """The answer where an export has such texts, and none of them is the school's."""
    if topic in EMAIL and not school.email_domains:
        return None
    kinds = _LOOKED_THROUGH[topic]
    said = [each for each in export.observations if each.kind in kinds and each.value]
    if not all(each.proven and len(each.value) < TEXT_SHOWN for each in said):  # what was cut off may name it
        return None
    files = {each.file for each in said}
    if any(each.kind is NoteKind.UNKNOWN_LABEL and each.file in files for each in export.notes):
        return None  # a text under a label that is not known may name it
    if any(True for _mention in school_mentions(school, said)):
        return None  # what follows from it, its owner says
    must = _WRITTEN if topic in SCHOOL else kinds
    seen = [each for kind in must for each in _of(export, kind) if each.shown is not Observed.NOT_IN_EXPORT]
    [option, *_others] = [*(options & set((NAMES | EMAIL | SCHOOL)[topic])), ""]
    found = _one_answer((option, each) for each in seen)
    return evolve(found, texts=len(said)) if found is not None and said else None


def _of(export: DataExport, kind: ObservationKind) -> Iterator[Observation]:
    return (each for each in export.observations if each.kind is kind and each.proven)


def _one_answer(said: Iterable[tuple[str, Observation]]) -> Shown | None:
    """The answer, if everything found leads to the same one."""
    answers = [(option, each) for option, each in said if each.shown is not Observed.NOT_IN_EXPORT]
    if len({option for option, _each in answers}) != 1:
        return None
    option, first = answers[0]
    made = first.made
    return Shown(option=option, value=first.value, file=first.file, made=made) if option and made else None
