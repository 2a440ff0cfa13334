"""What the first version of the program made opens in this one, and says the same (`shelf/made_before/README.md`)."""

import json
import shutil
import subprocess
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from psycopg import sql
from psycopg.errors import DuplicateObject
from sqlalchemy import NullPool, create_engine, inspect, text
from sqlalchemy.engine import make_url

from privacy_wizard import app as bootstrap
from privacy_wizard.audit.my_school import MySchool
from privacy_wizard.audit.saved_audits import SavedAudits
from privacy_wizard.audit.session import AuditSession
from privacy_wizard.domain.vocabulary import HowKnown, Occasion
from privacy_wizard.drafts import AesCipher, DraftStore
from privacy_wizard.identity import change_passphrase
from privacy_wizard.register import Register, lifecycle
from privacy_wizard.register.addresses import read_address
from privacy_wizard.register.engine import connect
from privacy_wizard.system import shipped_folder
from tests import yaml_text

from .register import postgres
from .register.conftest import postgresql

__all__ = ["postgresql"]

MADE_BEFORE = Path(__file__).parent / "shelf" / "made_before"
THE_DAY_AFTER = datetime(2026, 11, 29, 9, tzinfo=UTC)
SECRET = MADE_BEFORE / "passphrase.txt"
CODE = "EK3Y-BEH4-KPN2"  # as it stood on the slip of `ada.pwinvite`
AUTHORITY = MADE_BEFORE / "authority.pem"
ROLE = "hillside_officer"

Typed = tuple[int, str, str]
Type = Callable[..., Typed]


@pytest.fixture(scope="module")
def opened_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy in which the keys of office and staff were opened, a quarter of a second each, and locked anew."""
    copy, secret = tmp_path_factory.mktemp("before") / "made", SECRET.read_text(encoding="utf-8").strip()
    shutil.copytree(MADE_BEFORE, copy)
    for home in ("office", "staff"):
        change_passphrase(copy / home / "signing-key.p12", secret, secret)
    return copy


@pytest.fixture
def folder(opened_once: Path, tmp_path: Path) -> Path:
    """A copy of everything, so that nothing here is ever changed."""
    return shutil.copytree(opened_once, tmp_path / "made")


@pytest.fixture
def at(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[[str], Type]:
    """The program of whoever owns that folder, the day after the files were made."""
    monkeypatch.setattr(bootstrap, "_now", lambda: THE_DAY_AFTER)

    def of(home: str) -> Type:
        def type_(*words: object) -> Typed:
            monkeypatch.setenv("PRIVACY_WIZARD_HOME", str(folder / home))
            capsys.readouterr()
            code = bootstrap.main([str(word) for word in words])
            said = capsys.readouterr()
            return code, said.out, said.err

        return type_

    return of


def done(typed: Typed) -> str:
    code, out, err = typed
    assert code == 0, err
    return out


@frozen(kw_only=True)
class Kept:
    """A register of before: where it is, and what it said of itself when it was made."""

    address: str
    head: tuple[int, str]
    documents: int
    overview: str
    attestations: frozenset[tuple[object, ...]]  # number, standing, score, outcome, on paper, countersigned


ON_PAPER = ("S02", "accepted", None, "meets the policy", True, False)
COUNTERSIGNED = ("S01", "accepted", 100, "meets the policy", False, True)
ACCEPTED = ("40217", "accepted", 90, "action needed", False, False)
REJECTED = (None, "rejected", None, "", False, False)


def on_sqlite(folder: Path) -> Kept:
    return Kept(
        address=str(folder / "register" / "register.sqlite"),
        head=(50, "52040c06efaa8e2357237b2f19901d58ce7e7fd2b434f7ab8954ecaadcb0d9f5"),
        documents=5,
        overview="3 done, 2 missing, 0 of them overdue, 1 excused, 0 not asked yet; 0 to look at, 0 waiting, 0 stuck",
        attestations=frozenset({ON_PAPER, COUNTERSIGNED, ACCEPTED, REJECTED}),
    )


def on_postgresql(folder: Path, server: postgres.Server) -> Kept:
    with suppress(DuplicateObject):  # one server for all tests of this process
        server.run(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(ROLE)))
    address = server.new_database()
    into = ["-h", str(server.folder), "-U", "administrator", "-d", str(make_url(address).database)]
    dump = ["-v", "ON_ERROR_STOP=1", "-q", "-o", "/dev/null", "-f", folder / "register" / "register.sql"]
    subprocess.run([server.programs / "psql", "--no-psqlrc", *into, *dump], check=True)
    return Kept(
        address=address,
        head=(48, "2c047d87049d6306af2eaff12dd3019d4821559548b3172edab6f7b2696a0d45"),
        documents=4,
        overview="2 done, 3 missing, 0 of them overdue, 1 excused, 0 not asked yet; 0 to look at, 0 waiting, 0 stuck",
        attestations=frozenset({ON_PAPER, COUNTERSIGNED, REJECTED}),
    )


@pytest.fixture(params=["sqlite", "postgresql"])
def kept(request: pytest.FixtureRequest, folder: Path) -> Kept:
    if request.param == "sqlite":
        return on_sqlite(folder)
    return on_postgresql(folder, request.getfixturevalue("postgresql"))


def of(kept: Kept, *, school: bool = True) -> tuple[object, ...]:
    return ("--register", kept.address, *(("--school", "hillside") if school else ()))


def checked(office: Type, kept: Kept) -> dict[str, Any]:
    """The whole check of the register: chain, signatures, documents, and its tables made anew."""
    [school] = json.loads(done(office("register", "check", "--json", *of(kept, school=False))))["schools"]
    assert (school["holds"], school["faults"]) == (True, [])
    return dict(school)


@pytest.fixture
def of_today(kept: Kept, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """A register that this version makes, on the same database."""
    on_file = kept.address.endswith(".sqlite")
    address = str(tmp_path / "new.sqlite") if on_file else request.getfixturevalue("postgresql").new_database()
    Register.create(address)
    return address


def test_a_register_of_before_says_what_it_said_goes_on_and_is_brought_up_to_date(
    at: Callable[[str], Type], kept: Kept, of_today: str, folder: Path
) -> None:
    office, writing = at("office"), (*of(kept), "--passphrase-file", SECRET)
    school = checked(office, kept)
    assert (school["head"]["number"], school["head"]["digest"]) == kept.head, "up to the head that was signed"
    assert (school["erased"], school["documents"]) == (4, kept.documents)
    says_what_it_said(office, kept)
    hands_a_document_out_as_it_came_in(office, kept, folder)

    done(office("register", "note", "S03", "--text", "Back again", *writing))
    done(office("register", "rebuild", *of(kept, school=False), "--passphrase-file", SECRET))
    head = checked(office, kept)["head"]
    assert head["number"] > kept.head[0]
    assert kept.overview in done(office("register", "overview", *of(kept)))
    is_built_as_it_was_and_then_as_today(office, kept, of_today)
    assert checked(office, kept)["head"] == head
    assert kept.overview in done(office("register", "overview", *of(kept)))


def says_what_it_said(office: Type, kept: Kept) -> None:
    assert kept.overview in done(office("register", "overview", *of(kept)))
    listed = json.loads(done(office("attestation", "list", "--json", *of(kept))))["attestations"]
    asked = ("number", "standing", "score", "outcome", "on_paper", "countersigned")
    assert {tuple(each[name] for name in asked) for each in listed} == kept.attestations
    cara = json.loads(done(office("register", "person", "S03", "--json", *of(kept))))
    kinds = [each["kind"] for each in cara["record"]]
    assert kinds == ["invitation ended", "invited", "corrected", "noted", "reminded", "asked", "person entered"]
    assert "It now reads: Note: Works from Hove" in cara["record"][2]["sentence"]
    assert office("register", "person", "S05", *of(kept))[0] == 1  # she was erased


def hands_a_document_out_as_it_came_in(office: Type, kept: Kept, folder: Path) -> None:
    listed = json.loads(done(office("attestation", "list", "--json", *of(kept))))["attestations"]
    [digest] = [each["attestation"] for each in listed if each["countersigned"]]
    out = folder / "copies"
    done(office("attestation", "copy", digest, "--out", out, *of(kept), "--passphrase-file", SECRET))
    [copy] = out.rglob("*.pdf")
    [report] = json.loads(office("verify", copy, "--json")[1])["reports"]
    assert (report["intact"], report["valid"], report["countersigned"]) == (True, True, True)
    if kept.address.endswith(".sqlite"):
        assert copy.read_bytes() == (folder / "countersigned.pdf").read_bytes()


def is_built_as_it_was_and_then_as_today(office: Type, kept: Kept, of_today: str) -> None:
    """The one of today, taken back to the version of then, is built like it; and it like the one of today."""
    today, engine = built(of_today), connect(read_address(of_today))
    lifecycle.downgrade(engine, "0005")
    engine.dispose()
    assert built(kept.address) == built(of_today) != today
    done(office("register", "upgrade", *of(kept, school=False)))
    assert built(kept.address) == today


def built(address: str) -> dict[str, set[tuple[str, ...]]]:
    """Tables, indexes, guards, walls and functions, whatever the order in which they were made."""
    engine = create_engine(read_address(address), poolclass=NullPool)
    found: dict[str, set[tuple[str, ...]]] = {}
    with engine.connect() as connection:
        about = inspect(connection)
        for table in about.get_table_names():
            keys = about.get_pk_constraint(table)["constrained_columns"]
            columns = {(each["name"], str(each["type"]), str(each["nullable"])) for each in about.get_columns(table)}
            indexes = {(str(each["name"]), *map(str, each["column_names"])) for each in about.get_indexes(table)}
            found[table] = {*columns, *indexes, tuple(keys)}
        for name, asked in (_ON_FILE if address.endswith(".sqlite") else _ON_SERVER).items():
            rows = connection.execute(text(asked)).all()
            found[name] = {tuple(" ".join(str(part).split()) for part in row) for row in rows}
    engine.dispose()
    return found


_ON_FILE = {"triggers": "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"}
_ON_SERVER = {
    "triggers": "SELECT tgname, tgrelid::regclass, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "walls": "SELECT tablename, policyname, qual, with_check FROM pg_policies",
    "walled": "SELECT relname FROM pg_class WHERE relrowsecurity",
    "functions": "SELECT proname, prosrc, prosecdef, proconfig FROM pg_proc "
    "WHERE pronamespace = current_schema()::regnamespace",
}


def report_on(office: Type, *words: object) -> tuple[int, dict[str, Any]]:
    code, out, _ = office("verify", *words, "--json")
    [report] = json.loads(out)["reports"]
    return code, report


def test_a_signed_pdf_of_before_is_judged_as_it_was(at: Callable[[str], Type], folder: Path) -> None:
    code, report = report_on(at("nobody"), folder / "signed.pdf")
    asked = ("intact", "valid", "covers_whole_file", "page_agrees", "score_agrees")
    assert (code, report["verdict"], [report[name] for name in asked]) == (2, "needs a look", [True] * 5)
    assert (report["trusted"], report["countersigned"]) == (None, False)
    assert (report["stated"]["score"], report["stated"]["outcome"]) == (90, "action needed")
    assert (report["signer"]["name"], report["signer"]["identifier"]) == ("Zoë Hartley", "40217")


def test_a_countersigned_pdf_of_before_is_judged_as_it_was(at: Callable[[str], Type], folder: Path) -> None:
    code, report = report_on(at("office"), folder / "countersigned.pdf", "--trust", AUTHORITY)
    asked = ("intact", "valid", "trusted", "covers_whole_file", "page_agrees", "score_agrees", "countersigned")
    assert (code, report["verdict"], [report[name] for name in asked]) == (0, "accepted", [True] * 7)
    assert (report["stated"]["score"], report["stated"]["outcome"]) == (100, "meets the policy")
    assert report["reasons"] == []


def test_a_profile_of_before_is_taken_into_use_and_its_own_policy_asked(
    at: Callable[[str], Type], folder: Path
) -> None:
    newcomer = at("newcomer")
    opened = json.loads(done(newcomer("school", "open", folder / "hillside.pwschool", "--json")))
    assert (opened["opening"], opened["number"]) == ("first", 1)
    words = " ".join(opened["words"])
    done(newcomer("school", "open", folder / "hillside.pwschool", "--accept", "--words", words))
    profile = MySchool(folder / "newcomer", shipped_folder("checklists"), lambda: THE_DAY_AFTER).profile()
    assert profile is not None
    school = profile.file.profile
    assert (school.name, school.other_names) == ("Hillside Primary School", ("Hillside School",))
    assert (school.email_domains, profile.file.logo is not None) == (("hillside.example",), True)
    template = done(newcomer("audit", "--template", "--policy", "hillside-2026", "--account", "whatsapp"))
    assert "policy: hillside-2026" in template


def test_an_invitation_of_before_is_answered_with_its_code(
    at: Callable[[str], Type], folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened = MySchool(folder / "staff", shipped_folder("checklists"), lambda: THE_DAY_AFTER)
    invitation = opened.invitation((folder / "ada.pwinvite").read_bytes())
    assert (invitation.name, invitation.staff_number) == ("Ada Łąka", "S01")
    code = tmp_path / "code"
    code.write_text(CODE + "\n")
    with code.open() as typed:
        monkeypatch.setattr("sys.stdin", typed)
        asking = ("--out", tmp_path / "again.pwrequest", "--key-passphrase-file", SECRET)
        done(at("staff")("school", "request", folder / "ada.pwinvite", *asking))


def test_a_certificate_of_before_is_put_to_its_key(at: Callable[[str], Type], folder: Path) -> None:
    taking = ("--key-passphrase-file", SECRET, "--json")
    taken = json.loads(done(at("staff")("school", "take", folder / "ada.pwcert", *taking)))
    assert (taken["kind"], taken["name"], taken["staff_number"]) == ("attestor", "Ada Łąka", "S01")


def test_a_request_of_before_is_answered_by_the_office(at: Callable[[str], Type], folder: Path, tmp_path: Path) -> None:
    """The invitation is answered already, and the record says so: the request was read, and its invitation found."""
    granting = ("--name", "Ada Łąka", "--number", "S01", "--out", tmp_path / "again.pwcert")
    where = ("--register", folder / "register" / "register.sqlite", "--passphrase-file", SECRET)
    code, _, err = at("office")(
        "school", "issue", folder / "ada.pwrequest", *granting, *where, "--key-passphrase-file", SECRET
    )
    assert (code, "answered, withdrawn or tried too often" in err) == (1, True)


def test_a_key_of_before_opens_with_its_passphrase_and_has_its_words(at: Callable[[str], Type], folder: Path) -> None:
    said = done(at("nobody")("key", "fingerprint", "--key", folder / "signing-key.p12", "--passphrase-file", SECRET))
    _, report = report_on(at("nobody"), folder / "signed.pdf")
    assert " ".join(report["signer"]["words"]) in said
    wrong = folder / "wrong.txt"
    wrong.write_text("seven quiet otters wander\n")
    refused = at("nobody")("key", "request", "--key", folder / "signing-key.p12", "--passphrase-file", wrong)
    assert refused[0] == 1


def session_over(folder: Path, store: DraftStore) -> AuditSession:
    school = MySchool(folder / "staff", shipped_folder("checklists"), lambda: THE_DAY_AFTER)
    found = bootstrap.own_school(school)
    assert found is not None
    return AuditSession(found.catalogue, store, lambda: THE_DAY_AFTER, lambda: found)


@pytest.mark.parametrize("locked", [False, True], ids=["plain", "locked"])
def test_a_draft_of_before_goes_on_where_it_stopped(folder: Path, locked: bool) -> None:
    place = folder / "staff" / ("audits-locked" if locked else "audits")
    store = DraftStore(place, AesCipher(bytes(range(32))) if locked else None)
    [entry] = SavedAudits(store).drafts()
    assert (entry.name, entry.school, entry.trouble) == ("Ada Łąka", "Hillside Primary School", None)
    session = session_over(folder, store)
    session.resume(entry.id)
    assert session.audit.occasion is Occasion.ANNUAL_REVIEW
    assert [account.checklist for account in session.audit.accounts] == ["whatsapp", "instagram"]
    answers = session.audit.responses
    assert {each.known for each in answers.values()} == {HowKnown.LOOKED}
    shown = {check for check, _ in (*answers, *session.audit.earlier)}  # what was reworded is to be confirmed
    assert len(shown) == 4
    assert not any(check.startswith("whatsapp.status") for check in shown)  # it can no longer be set too wide
    assert session.first_open is not None


def test_a_finished_audit_of_before_is_kept_with_its_pdf_and_begins_the_next(
    at: Callable[[str], Type], folder: Path
) -> None:
    store = DraftStore(folder / "staff" / "audits")
    [entry] = SavedAudits(store).kept()
    assert (entry.signed_on, entry.has_pdf) == (datetime(2026, 11, 28, tzinfo=UTC).date(), True)
    pdf = folder / "kept.pdf"
    pdf.write_bytes(SavedAudits(store).pdf(entry.id))
    code, report = report_on(at("staff"), pdf)
    assert (code, report["verdict"], report["stated"]["score"]) == (0, "accepted", 100)


def test_answers_of_before_name_what_is_asked_anew_and_then_sign_to_the_same_score(
    at: Callable[[str], Type], folder: Path, tmp_path: Path
) -> None:
    made = tmp_path / "again.pdf"
    signing = ("--answers", folder / "answers.yaml", "--passphrase-file", SECRET, "--out", made, "--json")
    code, _, told = at("staff")("audit", *signing)
    gone = ("whatsapp.status", "whatsapp.school-logo", "instagram.school-logo")  # retired, and asked anew by two checks
    assert (code, [line.split('"')[1] for line in told.splitlines()]) == (1, [*gone])
    document = yaml_text.load((folder / "answers.yaml").read_text(encoding="utf-8"))
    kept = [each for each in document["questions"] if each["id"] not in gone]
    new = [{"id": f"{name}.logo", "account": f"{name}-1", "answer": "none"} for name in ("whatsapp", "instagram")]
    answered = {**document, "questions": [*kept, *({**each, "known": "looked at the setting"} for each in new)]}
    (folder / "answers.yaml").write_text(yaml_text.dump(answered), encoding="utf-8")
    said = json.loads(done(at("staff")("audit", *signing)))
    assert (said["score"], said["outcome"]) == (100, "meets the policy")


def test_an_authority_of_before_kept_without_a_register_knows_what_it_issued(at: Callable[[str], Type]) -> None:
    apart = at("apart")
    shown = json.loads(done(apart("school", "show", "--json")))
    assert " ".join(shown["words"]) == "climb modern pelican actor carton orchard hike"
    assert (shown["profile_number"], shown["certificates"], shown["revoked"]) == (1, 2, 1)
    listed = json.loads(done(apart("school", "certificates", "--json")))["certificates"]
    assert {each["state"] for each in listed} == {"live", "revoked"}
