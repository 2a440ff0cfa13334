"""What a download of one's own data shows of the questions. It answers nothing by itself."""

from datetime import date
from pathlib import Path

import pytest
from attrs import evolve
from icalendar import Calendar

from privacy_wizard.attestation.wording import worded
from privacy_wizard.audit.downloads import (
    AUDIENCES,
    COUNTED,
    EMAIL,
    EMPTY,
    GIVEN,
    NAMES,
    NOTED,
    POSTED_IN_PRIVATE,
    SCHOOL,
    SURE,
    come_back_for,
)
from privacy_wizard.audit.interview import acts
from privacy_wizard.audit.interview.page import PageKind, QuestionPage
from privacy_wizard.audit.session import AuditSession
from privacy_wizard.audit.statement_builder import StatementBuilder
from privacy_wizard.domain.audit import School
from privacy_wizard.domain.model import Catalogue
from privacy_wizard.domain.vocabulary import HowKnown
from privacy_wizard.evidence import ObservationKind, Observed
from privacy_wizard.evidence.how_to_ask import HOW_TO_ASK
from privacy_wizard.evidence.observation import TEXT_SHOWN
from tests.settling import respond

from ..evidence.reading import only, read_here
from ..evidence.samples import instagram
from ..evidence.samples.building import as_json, as_meta, write_zip
from .conftest import answer_all
from .test_attest import KEY, SIGNATURE

MADE = date(2026, 9, 2)
WEBSITE = ObservationKind.WEBSITE
PRIVATE = ("instagram.private-account", "instagram-1")
EMAIL_OF_SCHOOL = ("instagram.school-email", "instagram-1")
NAME = ("instagram.user-name", "instagram-1")
SCHOOL_NAME = ("instagram.school-name", "instagram-1")


@pytest.fixture
def with_download(session: AuditSession, tmp_path: Path) -> AuditSession:
    zipped = write_zip(tmp_path / instagram.NAME, instagram.YEAR_2026.files)
    session.downloads["instagram-1"] = only(read_here(zipped), "instagram")
    return session


def page_with(session: AuditSession, key: tuple[str, str | None]) -> QuestionPage:
    assert session.interview is not None
    [found] = [page for page in session.interview.pages if key in page.keys]
    return found


def test_every_answer_that_a_download_may_show_is_one_of_a_question_whose_download_is_read(
    catalogue: Catalogue,
) -> None:
    checks = {check.id: check for checklist in catalogue.checklists.values() for check in checklist.checks}
    for check, (_kind, answers) in SURE.items():
        assert set(answers.values()) <= {option.id for option in checks[check].options}, check
        assert check.partition(".")[0] in HOW_TO_ASK, check
    for check, (kinds, counted) in COUNTED.items():
        assert set(counted) == {option.id for option in checks[check].options}
        assert len(counted) == len(kinds) + 1
    for check, asked in AUDIENCES.items():
        assert {*asked.options.values()} | {asked.not_all or "everyone"} == {each.id for each in checks[check].options}
    for topic, option in NOTED.items():
        assert any(each.id.endswith(f".{topic}") and each.option(option) for each in checks.values()), topic
    for check, (_kinds, option) in EMPTY.items():
        assert checks[check].option(option) is not None, check
    for check, option in POSTED_IN_PRIVATE.items():
        assert checks[check].option(option) is not None, check
    assert all(key in checks for key in GIVEN)
    for topic, options in (NAMES | EMAIL | SCHOOL).items():
        of_topic = [each for each in checks.values() if each.id.endswith(f".{topic}")]
        read = [each for each in of_topic if each.id.partition(".")[0] in HOW_TO_ASK]
        assert all(len(set(options) & {option.id for option in check.options}) == 1 for check in read), topic


def test_a_download_shows_a_setting_with_its_file_and_its_day_and_answers_nothing(with_download: AuditSession) -> None:
    shown = with_download.shown[PRIVATE]
    assert (shown.option, shown.value, shown.made) == ("public", "False", MADE)
    assert shown.file.endswith("personal_information.json")
    assert with_download.audit.responses == {}


def test_a_private_address_and_name_are_shown_as_such_and_the_schools_as_nothing(with_download: AuditSession) -> None:
    with_download.choose_policy("helsby-hillside-primary-2023")
    assert EMAIL_OF_SCHOOL not in with_download.shown  # the school's domains are not known
    with_download.choose_school(School(name="Hill Street School", email_domains=("hillstreet.sch.uk",)))
    assert with_download.shown[EMAIL_OF_SCHOOL].option == "no"
    assert with_download.shown[NAME].option == "no"
    texts = with_download.shown[SCHOOL_NAME]
    assert (texts.option, texts.texts) == ("absent", 4)  # name, user name, bio, website
    assert texts.source == "nothing about your school in 4 texts in personal_information.json"
    with_download.choose_school(School(name="St Mary’s Primary School"))
    assert SCHOOL_NAME not in with_download.shown  # the bio names it
    with_download.choose_school(School(name="Hill Street School"))
    export = with_download.downloads["instagram-1"]
    cut = tuple(evolve(each, value="a" * TEXT_SHOWN) if each.kind is WEBSITE else each for each in export.observations)
    with_download.downloads["instagram-1"] = evolve(export, observations=cut)
    assert SCHOOL_NAME not in with_download.shown  # the end of it, which was cut off, may name it
    with_download.choose_school(School(name="Oakfield School", email_domains=("oakfield.sch.uk",)))
    assert EMAIL_OF_SCHOOL not in with_download.shown


@pytest.mark.parametrize(
    ("key", "kind", "value", "shown", "option"),
    [
        ("instagram.private-account", ObservationKind.PRIVATE, "True", Observed.YES, "private"),
        ("instagram.private-account", ObservationKind.PRIVATE, "False", Observed.NO, "public"),
        ("instagram.profile-details", ObservationKind.BIO, "Views my own", Observed.YES, "nothing"),
        ("instagram.profile-details", ObservationKind.BIO, "", Observed.NO, "nothing"),
        ("instagram.profile-details", ObservationKind.BIO, "Cook. Views my own", Observed.YES, None),
        ("every-account.disclaimer", ObservationKind.BIO, "Cook. Views my own", Observed.YES, "in-profile"),
        ("every-account.disclaimer", ObservationKind.BIO, "Cook", Observed.YES, None),  # posts may carry it
    ],
)
def test_an_answer_is_shown_only_where_what_is_said_leaves_one(
    with_download: AuditSession, key: str, kind: ObservationKind, value: str, shown: Observed, option: str | None
) -> None:
    with_download.choose_policy("helsby-hillside-primary-2023")
    respond(with_download, ("every-account.use", "instagram-1"), "public")
    export = with_download.downloads["instagram-1"]
    bare = (evolve(each, value="", shown=Observed.NO) if each.kind is WEBSITE else each for each in export.observations)
    said = tuple(evolve(each, value=value, shown=shown) if each.kind is kind else each for each in bare)
    with_download.downloads["instagram-1"] = evolve(export, observations=said)
    found = with_download.shown.get((key, "instagram-1"))
    assert (found.option if found is not None else None) == option


def test_switches_that_are_asked_about_together_are_counted_where_each_of_them_is_known(
    session: AuditSession, tmp_path: Path
) -> None:
    session.choose_policy("helsby-hillside-primary-2023")
    session.add_account("tiktok")
    settings = {"Suggest your account to contacts": "enabled", "Suggest your account to Facebook friends": "Disabled"}
    for known, option in ((settings, "one-on"), (dict(list(settings.items())[:1]), None)):
        files = {"user_data.json": as_json({"App Settings": {"Settings": {"SettingsMap": known}}})}
        zipped = write_zip(tmp_path / "TikTok_Data_2026-09-02.zip", files)
        session.downloads["tiktok-1"] = only(read_here(zipped), "tiktok")
        found = session.shown.get(("tiktok.suggest-contacts", "tiktok-1"))
        assert (found.option if found is not None else None) == option


def test_of_several_rows_of_a_screen_the_widest_audience_is_shown_where_each_of_them_is_known(
    session: AuditSession, tmp_path: Path
) -> None:
    session.choose_policy("helsby-hillside-primary-2023")
    session.add_account("facebook")
    of_friends, of_pages = "Who can see your friends list?", "Who can see the people and Pages you follow?"
    of_followers = "Who can see your followers on your timeline?"
    by_email, by_phone = (
        f"Who can Facebook suggest your profile to based on your {way}?" for way in ("email address", "phone number")
    )
    by_either = "Who can look you up using the email address or phone number you provided?"
    for rows, listed, found_by in (
        ({of_friends: "Only me", of_followers: "Only me", of_pages: "Friends"}, "friends", None),
        ({of_friends: "Only me", of_followers: "Public", of_pages: "Only me"}, "public-some", None),
        ({of_friends: "Public", of_followers: "Public", of_pages: "Public", by_email: "Everyone"}, "public-all", None),
        ({of_friends: "Only me", of_followers: "Only me", by_email: "Friends", by_phone: "Only me"}, None, "friends"),
        ({by_email: "Only me", by_phone: "Only me", by_either: "Public"}, None, None),  # an older row says otherwise
        ({of_friends: "Custom", of_followers: "Friends", of_pages: "Friends", by_email: "Custom"}, None, None),
    ):
        said = [{"label": row, "value": audience} for row, audience in rows.items()]
        record = as_meta({"label_values": [{"title": "Settings", "dict": said}]})
        zipped = tmp_path / "facebook-ann-2026-09-02-x.zip"
        write_zip(zipped, {"preferences/preferences/privacy_settings.json": record})
        session.downloads["facebook-1"] = only(read_here(zipped), "facebook")
        shown = [session.shown.get((check, "facebook-1")) for check in ("facebook.friends-list", "facebook.lookup")]
        assert [each.option if each is not None else None for each in shown] == [listed, found_by], rows


def test_a_text_under_a_label_that_is_not_known_may_name_the_school(
    with_download: AuditSession, tmp_path: Path
) -> None:
    with_download.choose_policy("helsby-hillside-primary-2023")
    with_download.choose_school(School(name="Hill Street School"))
    assert SCHOOL_NAME in with_download.shown
    labels = {**instagram.ENGLISH, "name": "Something new"}
    files = {**instagram.YEAR_2026.files, instagram.PERSON: instagram.profile(labels)}
    with_download.downloads["instagram-1"] = only(
        read_here(write_zip(tmp_path / "x-2026-09-02.zip", files)), "instagram"
    )
    assert SCHOOL_NAME not in with_download.shown


@pytest.mark.parametrize("change", [{"proven": False}, {"made": None}, {"shown": Observed.NOT_IN_EXPORT}])
def test_what_is_not_sure_or_bears_no_day_is_not_shown(with_download: AuditSession, change: dict[str, object]) -> None:
    export = with_download.downloads["instagram-1"]
    changed = tuple(evolve(each, **change) for each in export.observations)
    with_download.downloads["instagram-1"] = evolve(export, observations=changed)
    assert with_download.shown == {}


def test_what_contradicts_itself_is_not_shown(with_download: AuditSession) -> None:
    export = with_download.downloads["instagram-1"]
    other = tuple(evolve(each, shown=Observed.YES) for each in export.observations if each.shown is Observed.NO)
    with_download.downloads["instagram-1"] = evolve(export, observations=(*export.observations, *other))
    assert PRIVATE not in with_download.shown


def test_said_to_be_still_right_it_is_an_answer_known_from_the_export_of_that_day(with_download: AuditSession) -> None:
    page = page_with(with_download, PRIVATE)
    with_download.change(acts.with_shown(with_download.audit, page, with_download.shown))
    response = with_download.audit.responses[PRIVATE]
    assert (response.answer, response.known, response.looked_on) == ("public", HowKnown.FROM_EXPORT, MADE)
    assert set(with_download.audit.responses) == {key for key in page.keys if key in with_download.shown}
    with_download.change(acts.with_how_known(with_download.audit, page, HowKnown.LOOKED, with_download.today))
    assert with_download.audit.responses[PRIVATE].known is HowKnown.FROM_EXPORT


def test_all_that_downloads_show_stands_on_one_page_and_what_is_doubted_is_asked_in_its_place(
    with_download: AuditSession,
) -> None:
    with_download.choose_school(School(name="Hill Street School", email_domains=("hillstreet.sch.uk",)))
    page = page_with(with_download, PRIVATE)
    assert page.kind is PageKind.DOWNLOADS
    assert not page.asks_how_known
    core = {row.question.key for each in with_download.interview.core for row in each.rows}
    assert set(page.keys) == set(with_download.shown) & core
    assert not any(requirement.is_critical for row in page.rows for requirement in row.question.requirements)
    with_download.change(acts.with_shown(with_download.audit, page, with_download.shown))
    assert page_with(with_download, PRIVATE) == page  # what was confirmed stays where it can be seen
    with_download.doubt(PRIVATE)
    assert PRIVATE not in with_download.audit.responses
    assert page_with(with_download, PRIVATE).kind is PageKind.SETTINGS
    with_download.undo()
    assert with_download.audit.responses[PRIVATE].answer == "public"


def test_where_somebody_said_that_they_post_for_friends_a_private_account_leaves_one_answer(
    session: AuditSession, tmp_path: Path
) -> None:
    session.choose_policy("helsby-hillside-primary-2023")
    session.add_account("tiktok")
    videos = ("tiktok.new-videos", "tiktok-1")
    for private, use, option in (
        ("Enabled", "friends", "friends"),
        ("Enabled", "read", None),
        ("Disabled", "friends", None),
    ):
        files = {
            "user_data.json": as_json({"App Settings": {"Settings": {"SettingsMap": {"Private Account": private}}}})
        }
        zipped = write_zip(tmp_path / "TikTok_Data_2026-09-02.zip", files)
        session.downloads["tiktok-1"] = only(read_here(zipped), "tiktok")
        respond(session, ("every-account.use", "tiktok-1"), use)
        found = session.shown.get(videos)
        assert (found.option if found is not None else None) == option


def test_an_empty_profile_is_shown_as_such_unless_a_badge_may_lead_to_another_account(
    with_download: AuditSession,
) -> None:
    with_download.choose_policy("helsby-hillside-primary-2023")
    export, details = with_download.downloads["instagram-1"], ("instagram.profile-details", "instagram-1")
    told = (ObservationKind.BIO, WEBSITE)
    empty = (evolve(each, value="", shown=Observed.NO) if each.kind in told else each for each in export.observations)
    with_download.downloads["instagram-1"] = evolve(export, observations=tuple(empty))
    assert with_download.shown[details].option == "nothing"
    with_download.add_account("threads")
    assert details not in with_download.shown


def test_what_was_answered_by_its_owner_is_never_replaced(with_download: AuditSession) -> None:
    respond(with_download, PRIVATE, "private", HowKnown.LOOKED)
    page = page_with(with_download, PRIVATE)
    with_download.change(acts.with_shown(with_download.audit, page, with_download.shown))
    assert with_download.audit.responses[PRIVATE].answer == "private"


def test_nothing_of_a_download_is_kept(with_download: AuditSession, tmp_path: Path) -> None:
    page = page_with(with_download, PRIVATE)
    with_download.change(acts.with_shown(with_download.audit, page, with_download.shown))
    kept = b"".join(path.read_bytes() for path in (tmp_path / "audits").rglob("*") if path.is_file())
    assert b"private-account" in kept
    for secret in (b"ann.lee", b"447700900123", b"bob_k"):
        assert secret not in kept
    with_download.begin()
    assert with_download.downloads == {}


def test_the_attestation_says_what_is_from_an_export_and_of_which_day(with_download: AuditSession) -> None:
    page = page_with(with_download, PRIVATE)
    with_download.change(acts.with_shown(with_download.audit, page, with_download.shown))
    answer_all(with_download)
    statement = StatementBuilder(with_download, with_download._now()).build(SIGNATURE, KEY)
    finding = next(each for each in statement.findings if each.known is HowKnown.FROM_EXPORT)
    assert (finding.control, finding.looked_on) == ("visibility.audience", MADE)
    said = worded(statement).wording.texts["group.instagram-1.known"]
    assert "1 from a data export" in said
    assert "What is from my data export is of 2 September 2026." in said


def test_a_calendar_says_when_to_come_back_for_what_is_still_awaited_and_names_no_account(
    with_download: AuditSession,
) -> None:
    for platform in ("whatsapp", "facebook", "youtube", "steam"):
        with_download.add_account(platform, label="secret")
    audit, today = with_download.audit, with_download.today
    content = come_back_for(audit, with_download.downloads, today)
    entries = Calendar.from_ical(content).walk("VEVENT")
    assert [(each["dtstart"].dt - today).days for each in entries] == [1, 3]
    assert len({str(each["uid"]) for each in entries}) == 2
    said = content.decode().casefold()
    assert not any(word in said for word in ("whatsapp", "facebook", "instagram", "youtube", "steam", "secret"))
