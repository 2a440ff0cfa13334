"""`privacy-wizard school`, run as its users run it: an office, and a member of staff's computer."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from email import message_from_bytes, policy
from functools import partial
from pathlib import Path

import jsonschema
import pytest

from privacy_wizard.intake.trust import load_trust
from privacy_wizard.register import Register
from privacy_wizard.school.profile_file import read_profile, read_some, time_service_member
from privacy_wizard.system import shipped_folder
from tests import command

Program = Callable[..., command.Ran]


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "passphrase.txt"
    file.write_text("kettle orbit maple fourteen\n")
    return file


def at(home: Path) -> Program:
    """The program of one user."""

    return partial(command.typed, home=home)


def done(ran: command.Ran) -> str:
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def valid(name: str, text: str) -> dict:
    schema = json.loads((shipped_folder("resources") / "schemas" / name).read_text(encoding="utf-8"))
    document: dict = json.loads(text)
    jsonschema.Draft202012Validator(schema).validate(document)
    return document


@pytest.fixture
def office(tmp_path: Path, secret: Path) -> Program:
    """An office whose school is set up."""
    program = at(tmp_path / "office")
    done(program("school", "new", "--school", "Hillside Primary School", "--passphrase-file", secret))
    return program


def key(program: Program, secret: Path, name: str, number: str, folder: Path) -> Path:
    """A new key on that computer, and its request."""
    done(program("key", "new", "--name", name, "--identifier", number, "--passphrase-file", secret))
    file = folder / f"{number}.csr"
    done(program("key", "request", "--passphrase-file", secret, "--out", file))
    return file


def signed_profile(office: Program, secret: Path, tmp_path: Path) -> Path:
    form, file = tmp_path / "form.json", tmp_path / "hillside.pwschool"
    form.write_text(done(office("school", "profile", "--template")), encoding="utf-8")
    valid("school-profile-form.schema.json", form.read_text(encoding="utf-8"))
    said = done(office("school", "profile", "--form", form, "--passphrase-file", secret, "--out", file, "--json"))
    assert valid("profile-1.schema.json", said)["opening"] == "signed"
    return file


def know_the_school(program: Program, profile: Path, words: list[str]) -> None:
    done(program("school", "open", profile, "--accept", "--words", " ".join(words)))


@pytest.fixture
def words(office: Program) -> list[str]:
    found: list[str] = valid("authority-1.schema.json", done(office("school", "show", "--json")))["words"]
    return found


@pytest.fixture
def staff(office: Program, words: list[str], secret: Path, tmp_path: Path) -> Program:
    """The computer of Ada, who has a key and knows the school, as the office's computer does."""
    program, profile = at(tmp_path / "staff"), signed_profile(office, secret, tmp_path)
    know_the_school(program, profile, words)
    know_the_school(office, profile, words)
    key(program, secret, "Ada Łąka", "S-1042", tmp_path)
    return program


@pytest.fixture
def officer(office: Program, staff: Program, secret: Path, tmp_path: Path) -> Program:
    """The office with an officer's certificate in its own key."""
    request, returned = key(office, secret, "Ben Okafor", "S-1043", tmp_path), tmp_path / "ben.pwcert"
    told = done(office("key", "fingerprint", "--passphrase-file", secret)).splitlines()[0].removeprefix("Words: ")
    granting = ["--name", "Ben Okafor", "--number", "S-1043", "--passphrase-file", secret, "--out", returned]
    unproved = office("school", "officer", request, *granting)
    assert (unproved.returncode, told in unproved.stderr) == (1, True)
    granted = done(office("school", "officer", request, *granting, "--words", told, "--json"))
    assert valid("certificate-1.schema.json", granted)["kind"] == "officer"
    done(office("school", "take", returned, "--key-passphrase-file", secret))
    return office


def code_on(slip: str) -> str:
    return next(line.strip() for line in slip.splitlines() if line.startswith("    "))


def invited(office: Program, secret: Path, tmp_path: Path) -> tuple[Path, str]:
    """An invitation for Ada and the code on its slip."""
    file = tmp_path / "ada.pwinvite"
    whom = ["--name", "Ada Łąka", "--number", "S-1042", "--campaign", "2026", "--occasion", "annual review"]
    sent = ["--out", file, "--mail", "ada@school.example", "--key-passphrase-file", secret]
    made = office("school", "invite", *whom, *sent, "--json")
    told = valid("invited-1.schema.json", done(made))
    code = code_on(made.stderr)
    draft = message_from_bytes(Path(told["mail"]).read_bytes(), policy=policy.default)
    assert code not in made.stdout + str(draft)
    carried = {str(part.get_filename()): part.get_content() for part in draft.iter_attachments()}
    assert carried.pop(file.name) == file.read_bytes()
    assert {*carried} <= {"school.pwschool"}, "once there is one"
    assert "the school's computers" in draft.get_body().get_content()
    return file, code


def test_the_first_time_the_words_must_be_given_before_a_profile_is_used(
    office: Program, words: list[str], secret: Path, tmp_path: Path
) -> None:
    profile, newcomer = signed_profile(office, secret, tmp_path), at(tmp_path / "newcomer")
    first = valid("profile-1.schema.json", done(newcomer("school", "open", profile, "--json")))
    assert (first["opening"], first["words"], first["in_use"]) == ("first", words, False)
    for given in ([], ["--words", " ".join(words[::-1])]):
        refused = newcomer("school", "open", profile, "--accept", *given)
        assert (refused.returncode, "must be compared" in refused.stderr) == (1, True)
    know_the_school(newcomer, profile, words)
    again = valid("profile-1.schema.json", done(newcomer("school", "open", profile, "--json")))
    assert again["opening"] == "same"


def test_a_school_is_forgotten_only_when_sure_and_another_one_known_then(
    office: Program, words: list[str], secret: Path, tmp_path: Path
) -> None:
    profile, staff = signed_profile(office, secret, tmp_path), at(tmp_path / "staff")
    know_the_school(staff, profile, words)
    unsure = staff("school", "forget")
    assert (unsure.returncode, "Nothing was changed" in unsure.stderr) == (3, True)
    assert valid("forgotten-1.schema.json", done(staff("school", "forget", "--sure", "--json")))["forgotten"] is True
    assert valid("forgotten-1.schema.json", done(staff("school", "forget", "--sure", "--json")))["forgotten"] is False
    assert valid("profile-1.schema.json", done(staff("school", "open", profile, "--json")))["opening"] == "first"


def test_an_invited_person_answers_with_the_code_and_takes_the_certificate(
    officer: Program, staff: Program, secret: Path, tmp_path: Path
) -> None:
    invitation, old = invited(officer, secret, tmp_path)
    answer, returned = tmp_path / "ada.pwrequest", tmp_path / "ada.pwcert"
    asking = ["school", "request", invitation, "--out", answer, "--key-passphrase-file", secret]
    mistyped = staff(*asking, stdin="0000-0000-0001\n")
    assert (mistyped.returncode, "typing mistake" in mistyped.stderr) == (1, True)
    again = officer("school", "slip", invitation, "--json", "--key-passphrase-file", secret)
    assert valid("invited-1.schema.json", done(again))["state"] == "new slip"
    code = code_on(again.stderr)
    granting = ["--name", "Ada Łąka", "--number", "S-1042", "--passphrase-file", secret]
    done(staff(*asking, stdin=f"{old}\n"))
    void = officer("school", "issue", answer, *granting, "--out", returned)
    assert (void.returncode, returned.exists()) == (1, False), "the code on the old slip no longer works"
    done(staff(*asking, stdin=f"{code.lower()}\n"))
    mailing = ["--mail", "ada@school.example"]
    issued = done(officer("school", "issue", answer, *granting, *mailing, "--out", returned, "--json"))
    certificate = valid("certificate-1.schema.json", issued)
    draft = message_from_bytes(Path(certificate["mail"]).read_bytes(), policy=policy.default)
    assert [part.get_content() for part in draft.iter_attachments()] == [returned.read_bytes()]
    assert (certificate["kind"], certificate["name"]) == ("attestor", "Ada Łąka")
    twice = officer("school", "issue", answer, *granting, "--out", tmp_path / "twice.pwcert")
    assert (twice.returncode, "answered, withdrawn or tried too often" in twice.stderr) == (1, True)
    taken = done(staff("school", "take", returned, "--key-passphrase-file", secret, "--json"))
    assert valid("certificate-1.schema.json", taken)["serial"] == certificate["serial"]


def test_a_certificate_is_renewed_revoked_and_listed_for_other_programs(
    officer: Program, secret: Path, tmp_path: Path
) -> None:
    renewing = ["school", "renew", tmp_path / "ben.pwcert", "--years", "1", "--out", tmp_path / "renewed.pwcert"]
    renewed = done(officer(*renewing, "--passphrase-file", secret, "--json"))
    serial = valid("certificate-1.schema.json", renewed)["serial"]
    revoking = ["school", "revoke", serial, "--reason", "key compromised", "--from", "2026-11-01"]
    revoked = valid("revocation-1.schema.json", done(officer(*revoking, "--passphrase-file", secret, "--json")))
    listing = ["openssl", "crl", "-in", revoked["list"], "-noout", "-text"]
    told = subprocess.run(listing, capture_output=True, text=True, check=True).stdout
    assert serial.upper() in told
    after = valid("authority-1.schema.json", done(officer("school", "show", "--json")))
    assert (after["certificates"], after["revoked"], after["profile_number"]) == (2, 1, 1)


def test_a_backup_restores_the_authority_and_a_hand_over_keeps_both_trusted(
    office: Program, secret: Path, tmp_path: Path
) -> None:
    before = valid("authority-1.schema.json", done(office("school", "show", "--json")))
    copy, elsewhere = tmp_path / "copy.p12", at(tmp_path / "elsewhere")
    backed_up = valid("written-1.schema.json", done(office("school", "backup", "--out", copy, "--json")))
    assert (backed_up["what"], backed_up["fingerprint"]) == ("backup", before["fingerprint"])
    restored = done(elsewhere("school", "restore", copy, "--passphrase-file", secret, "--json"))
    assert valid("authority-1.schema.json", restored)["words"] == before["words"]

    profile = signed_profile(office, secret, tmp_path)
    staff = at(tmp_path / "staff")
    done(staff("school", "open", profile, "--accept", "--words", " ".join(before["words"])))
    coming = tmp_path / "coming.txt"
    coming.write_text("nine loud herons hurry\n")
    over = done(office("school", "hand-over", "--passphrase-file", secret, "--new-passphrase-file", coming, "--json"))
    after = valid("authority-1.schema.json", over)
    assert after["predecessors"] == 1
    assert after["words"] != before["words"]
    newer = signed_profile(office, coming, tmp_path)
    opened = valid("profile-1.schema.json", done(staff("school", "open", newer, "--accept", "--json")))
    assert (opened["opening"], opened["in_use"], opened["number"]) == ("handed over", True, 2)
    trust = tmp_path / "trust.pem"
    for option in ([], ["--roots"]):
        told = valid("written-1.schema.json", done(office("school", "trust", "--out", trust, "--json", *option)))
        assert (told["what"], told["certificates"]) == ("trust", 2)
        assert trust.read_text(encoding="utf-8").count("BEGIN CERTIFICATE") == 2


def test_failures_are_sentences_and_nothing_is_half_done(office: Program, secret: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("seven quiet otters wander\n")
    form = tmp_path / "form.json"
    form.write_text('{"name": "X"}')
    empty = at(tmp_path / "empty")
    for ran, code, words in (
        (office("school", "new", "--school", "X", "--passphrase-file", secret), 1, "already"),
        (empty("school", "show"), 1, "no school authority"),
        (office("school", "profile", "--form", form, "--passphrase-file", secret), 3, "is missing"),
        (office("school", "open", tmp_path / "none.pwschool"), 1, "no such file"),
        (office("school", "open", secret), 1, "not a school's file"),
        (office("school", "revoke", "ff", "--reason", "left the school", "--passphrase-file", secret), 1, "on record"),
        (office("school", "hand-over", "--passphrase-file", wrong, "--new-passphrase-file", wrong), 1, "does not open"),
        (office("school", "withdraw", "0" * 32), 0, ""),
    ):
        assert ran.returncode == code, (ran.args, ran.stderr)
        assert words in ran.stderr
        assert "Traceback" not in ran.stderr


def test_where_there_is_a_register_every_act_of_the_authority_is_in_it(tmp_path: Path, secret: Path) -> None:
    program = at(tmp_path / "office")
    request = key(program, secret, "Ben Okafor", "S-1043", tmp_path)
    done(program("register", "new"))
    signing = ["--passphrase-file", secret]
    done(program("register", "school", "--school", "hillside", "--name", "Hillside Primary School", *signing))
    staff = tmp_path / "staff.csv"
    staff.write_text("Staff number,First name,Last name\nS-1043,Ben,Okafor\n", encoding="utf-8")
    importing = ["campaign", "staff", staff, "--school", "hillside", "--json"]
    digest = json.loads(program(*importing).stdout)["digest"]
    done(program(*importing, "--confirm", digest, *signing))
    unlocking = [*signing, "--key-passphrase-file", secret]
    done(program("school", "new", "--school", "Hillside Primary School", *unlocking))
    told = done(program("key", "fingerprint", "--passphrase-file", secret)).splitlines()[0].removeprefix("Words: ")
    whom = ["--name", "Ben Okafor", "--number", "S-1043", "--words", told, "--out", tmp_path / "ben.pwcert"]
    granted = json.loads(done(program("school", "officer", request, *whom, *unlocking, "--json")))
    revoking = ["school", "revoke", granted["serial"], "--reason", "issued by mistake"]
    done(program(*revoking, *unlocking))
    [listed] = valid("certificates-1.schema.json", done(program("school", "certificates", "--json")))["certificates"]
    assert (listed["serial"], listed["staff_number"], listed["state"]) == (granted["serial"], "S-1043", "revoked")
    assert "Ben Okafor, S-1043: Revoked from" in done(program("school", "certificates"))
    form = tmp_path / "form.json"
    form.write_text(done(program("school", "profile", "--template")), encoding="utf-8")
    profile = tmp_path / "hillside.pwschool"
    done(program("school", "profile", "--form", form, "--out", profile, *unlocking))
    coming = tmp_path / "coming.txt"
    coming.write_text("nine loud herons hurry\n")
    done(program("school", "hand-over", *unlocking, "--new-passphrase-file", coming))
    shown = valid("authority-1.schema.json", done(program("school", "show", "--json")))
    assert (shown["certificates"], shown["revoked"]) == (1, 1)
    assert not (tmp_path / "office" / "school" / "record").exists()
    with Register.open(str(tmp_path / "office" / "register.sqlite")) as register:
        kinds = [record.event.kind.value for record in register.records("hillside")]
        assert register.check("hillside").holds
    acts = ["authority made", "key confirmed", "certified", "revoked", "profile signed", "authority handed over"]
    assert [kind for kind in kinds if kind in acts] == acts
    found = read_profile(profile.read_bytes(), lambda _signature, _content: None)
    assert [each.serial for each in found.manifest.revoked] == [granted["serial"]]
    unknown = program("school", "show", "--in", "elsewhere")
    assert (unknown.returncode, "hillside" in unknown.stderr) == (3, True)


def redirected(file: Path) -> Path:
    """As PowerShell writes what `type FILE > COPY` prints: UTF-16 with a mark, and Windows' line ends."""
    copy = file.with_stem(f"{file.stem} copy")
    copy.write_text(file.read_text(encoding="utf-8"), encoding="utf-16", newline="\r\n")
    return copy


def test_requests_and_certificates_that_powershell_redirected_are_read(
    office: Program, staff: Program, secret: Path, tmp_path: Path
) -> None:
    told = done(staff("key", "fingerprint", "--passphrase-file", secret)).splitlines()[0].removeprefix("Words: ")
    returned, trusted = tmp_path / "ada.pwcert", tmp_path / "school.pem"
    (tmp_path / "hillside.json").write_bytes(b'{"one line": "as requests and invitations are"}')
    whom = ["--name", "Ada Łąka", "--number", "S-1042", "--words", told, "--passphrase-file", secret]
    done(office("school", "issue", redirected(tmp_path / "S-1042.csr"), *whom, "--out", returned))
    copy = redirected(returned)
    assert "for Ada Łąka, S-1042" in done(staff("school", "take", copy, "--key-passphrase-file", secret))
    done(staff("key", "certificate", copy, "--passphrase-file", secret))
    assert read_some(redirected(tmp_path / "hillside.json"), 10**6) == (tmp_path / "hillside.json").read_bytes()
    done(office("school", "trust", "--out", trusted))
    assert load_trust([redirected(trusted)]) == load_trust([trusted])
    pem = trusted.read_bytes()
    assert time_service_member(redirected(trusted).read_bytes()) == time_service_member(pem)


def test_an_empty_passphrase_that_is_typed_opens_and_changes_nothing(
    tmp_path: Path,
) -> None:
    """On a terminal of its own, as `getpass` asks."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    there = {**os.environ, "PRIVACY_WIZARD_HOME": str(tmp_path / "home")}
    start = [sys.executable, "-m", "privacy_wizard", "key", "new", "--name", "Ada"]
    with subprocess.Popen(
        start, stdin=theirs, stdout=theirs, stderr=theirs, env=there, start_new_session=True
    ) as program:
        os.close(theirs)
        said = b""
        while b"Passphrase of the signing key: " not in said:
            said += os.read(ours, 1000)
        os.write(ours, b"\n")
        with suppress(OSError):  # so ends a terminal that nobody writes to any more
            while more := os.read(ours, 1000):
                said += more
    os.close(ours)
    assert program.returncode == 1
    assert "No passphrase was typed, so nothing was opened or changed." in " ".join(said.decode().split())
    assert not (tmp_path / "home").exists()
