"""The command line, run as its users run it."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import jsonschema
import pytest

from privacy_wizard.app import _now
from privacy_wizard.cli.context import Stop, passphrase
from privacy_wizard.cli.schemas import schema_text, schemas, shipped_schema
from tests import yaml_text
from tests.command import Ran, typed

FROM_SCHOOLS = Path(__file__).parent.parent / "shelf" / "from_schools"
PASSPHRASE = "kettle orbit maple fourteen"


@pytest.fixture
def program() -> Callable[..., Ran]:
    return typed


@pytest.fixture
def process() -> Callable[..., Ran]:
    """Runs the program in a process of its own, as its users do."""

    def run(*arguments: str | Path) -> Ran:
        command = [sys.executable, "-m", "privacy_wizard", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", stdin=subprocess.DEVNULL)

    return run


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "passphrase.txt"
    file.write_text(PASSPHRASE + "\n")
    return file


@pytest.fixture
def key(program: Callable[..., Ran], tmp_path: Path, secret: Path) -> Path:
    file = tmp_path / "key.p12"
    ran = program("key", "new", "--name", "Sam Lee", "--key", file, "--passphrase-file", secret)
    assert ran.returncode == 0, ran.stderr
    return file


def filled_in(program: Callable[..., Ran], file: Path, policy: str, *options: str) -> dict:
    """A template with the first option of every question, written to `file`."""
    ran = program("audit", "--template", "--policy", policy, *options)
    assert ran.returncode == 0, ran.stderr
    answers = yaml_text.load(ran.stdout)
    answers["occasion"] = "induction"
    for question in answers["questions"]:
        question["answer"] = question["options"][0]["id"]
    file.write_text(yaml_text.dump(answers), encoding="utf-8")
    return answers


def valid(name: str, document: object) -> bool:
    schema = json.loads(shipped_schema(name).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(document)
    return True


@pytest.mark.parametrize("policy", ["helsby-hillside-primary-2023", "ladysmith-federation"])
def test_a_template_filled_in_is_scored_and_fits_its_schema(
    program: Callable[..., Ran], tmp_path: Path, policy: str
) -> None:
    file = tmp_path / "answers.yaml"
    answers = filled_in(program, file, policy, "--account", "instagram", "--account", "whatsapp", "--official", "x")
    assert all(set(q) >= {"id", "ask", "where", "options", "answer"} for q in answers["questions"])
    assert valid("answers.schema.json", answers)
    ran = program("score", "--answers", file, "--json")
    assert ran.returncode == 0, ran.stderr
    assert valid("score-1.schema.json", json.loads(ran.stdout))


def test_answers_become_a_signed_pdf_that_pdfsig_calls_valid(
    program: Callable[..., Ran], tmp_path: Path, key: Path, secret: Path
) -> None:
    answers, out = tmp_path / "answers.yaml", tmp_path / "out.pdf"
    filled_in(program, answers, "bradley-primary-2023", "--account", "instagram", "--account", "other")
    ran = program("audit", "--answers", answers, "--key", key, "--passphrase-file", secret, "--out", out, "--json")
    assert ran.returncode == 0, ran.stderr
    assert valid("audit-1.schema.json", json.loads(ran.stdout))
    told = subprocess.run(["pdfsig", str(out)], capture_output=True, text=True, check=True).stdout
    assert "Signature is Valid" in told
    assert "Total document signed" in told


def test_an_empty_template_takes_nobody_to_be_new_scores_nothing_and_cannot_be_signed(
    program: Callable[..., Ran], tmp_path: Path, key: Path, secret: Path
) -> None:
    answers, out = tmp_path / "answers.yaml", tmp_path / "out.pdf"
    template = program("audit", "--template", "--policy", "ladysmith-federation", "--account", "x", "--out", answers)
    assert template.returncode == 0
    unsaid = program("score", "--answers", answers)
    assert (unsaid.returncode, "occasion" in unsaid.stderr) == (1, True)
    text = answers.read_text(encoding="utf-8")
    answers.write_text(text.replace("occasion: ''", "occasion: re-check"), encoding="utf-8")
    scored = json.loads(program("score", "--answers", answers, "--json").stdout)
    assert (scored["score"], scored["outcome"]) == (0, "action needed")
    ran = program("audit", "--answers", answers, "--key", key, "--passphrase-file", secret, "--out", out)
    assert ran.returncode == 1
    asked = yaml_text.load(answers.read_text(encoding="utf-8"))["questions"]
    named = [each for each in asked if not each.get("further") and not each.get("asked_only_if")]
    assert 0 < len(named) < len(asked)
    assert ran.stderr.count("not answered yet") == len(named)
    assert not out.exists()


def test_bad_answers_are_refused_all_at_once_with_their_places(program: Callable[..., Ran], tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    answers = filled_in(program, file, "bradley-primary-2023", "--account", "instagram")
    answers["questions"][0]["answer"] = "purple"
    answers["questions"][1]["answer"] = "does not apply"
    answers["questions"][2]["before"] = "purple"
    answers["questions"].append(deepcopy(answers["questions"][3]))
    answers["questions"].append({"id": "instagram.nothing", "account": "instagram-1", "answer": "yes"})
    file.write_text(yaml_text.dump(answers), encoding="utf-8")
    ran = program("score", "--answers", file)
    assert ran.returncode == 1
    last = len(answers["questions"]) - 1
    for place in (
        "questions[0].answer",
        "questions[1].reason",
        "questions[2].before",
        f"questions[{last - 1}].id",
        f"questions[{last}].id",
    ):
        assert place in ran.stderr
    assert all(line.startswith("answers.yaml:") for line in ran.stderr.splitlines())


DAMAGES: tuple[tuple[dict, str], ...] = (
    ({"extra": 1}, "extra"),
    ({"policy": "unheard-of"}, "policy"),
    ({"person": {"name": "A"}}, "person"),
    ({"person": {"name": "A" * 201, "role": "B"}}, "person.name"),  # longer than a statement takes
    ({"accounts": [{"id": "a-1", "platform": "friendster"}]}, "accounts[0].platform"),
    ({"no_accounts": True}, "no_accounts"),
    ({"actions": [{"control": "security.two-step"}]}, '"due" is missing'),
    ({"occasion": "birthday"}, "occasion"),
    ({"school": {"name": "A", "logo": "missing.png"}}, "school.logo"),
    ({"school": {"name": "A", "logo": "trunc.jpg"}}, "school.logo"),
)


def test_an_answers_file_of_another_shape_is_refused_at_the_place(program: Callable[..., Ran], tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    (tmp_path / "trunc.jpg").write_bytes((FROM_SCHOOLS / "trunc.jpg").read_bytes())
    answers, borne = filled_in(program, file, "bradley-primary-2023", "--account", "instagram"), list[object]()
    for damage, place in DAMAGES:
        file.write_text(yaml_text.dump(answers | damage), encoding="utf-8")
        ran = program("score", "--answers", file)
        if ran.returncode != 1 or place not in ran.stderr:
            borne.append((damage, ran.returncode, ran.stderr))
    assert borne == []


def test_a_key_is_made_once_backed_up_and_restored_with_the_same_words(
    program: Callable[..., Ran], tmp_path: Path, key: Path, secret: Path
) -> None:
    again = program("key", "new", "--name", "Sam Lee", "--key", key, "--passphrase-file", secret)
    assert again.returncode == 1
    assert "was not changed" in again.stderr
    copy, elsewhere = tmp_path / "copy.p12", tmp_path / "elsewhere" / "key.p12"
    assert program("key", "backup", "--key", key, "--out", copy).returncode == 0
    assert program("key", "restore", copy, "--key", elsewhere, "--passphrase-file", secret).returncode == 0
    words = [program("key", "fingerprint", "--key", file).stdout for file in (key, elsewhere)]
    assert words[0] == words[1]
    assert len(words[0].splitlines()[0].removeprefix("Words: ").split()) >= 6


def test_a_request_names_the_same_key_and_its_certificate_can_be_added(
    program: Callable[..., Ran], key: Path, secret: Path
) -> None:
    ran = program("key", "request", "--key", key, "--passphrase-file", secret)
    assert ran.stdout.startswith("-----BEGIN CERTIFICATE REQUEST-----")
    assert "PRIVATE" not in ran.stdout
    own = key.with_suffix(".crt")
    assert program("key", "certificate", own, "--key", key, "--passphrase-file", secret).returncode == 0


def test_a_wrong_passphrase_is_a_sentence(program: Callable[..., Ran], tmp_path: Path, key: Path) -> None:
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("guess\n")
    ran = program("key", "request", "--key", key, "--passphrase-file", wrong)
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    assert "passphrase" in ran.stderr


def test_the_linter_exits_with_1_and_names_file_line_and_path(
    process: Callable[..., Ran], program: Callable[..., Ran], tmp_path: Path
) -> None:
    assert program("checklists", "lint").returncode == 0
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "controls.yaml").write_text("kind: controls\nversion: 1\ncontrols: []\n")
    ran = process("checklists", "lint", folder)
    assert ran.returncode == 1
    assert "controls.yaml:2 version:" in ran.stdout


def test_wrong_use_ends_with_3(process: Callable[..., Ran], program: Callable[..., Ran]) -> None:
    assert process("nonsense").returncode == 3
    for words in (["verify"], ["nonsense"], ["audit"], ["audit", "--template"], ["score"]):
        assert program(*words).returncode == 3, words


def test_the_shipped_schemas_are_those_of_the_code() -> None:
    known = schemas()
    shipped = {path.name: path.read_text(encoding="utf-8") for path in shipped_schema("").glob("*.json")}
    assert shipped.keys() - known.keys() == {"attestation-1.schema.json"}  # what no version writes any more
    assert [name for name in known if shipped.get(name) != schema_text(known[name])] == []
    for schema in known.values():
        jsonschema.Draft202012Validator.check_schema(schema)


def test_a_platform_is_known_by_any_of_its_names(program: Callable[..., Ran]) -> None:
    ran = program("audit", "--template", "--policy", "baseline", "--account", "twitter", "--account", "WhatsApp")
    assert [account["platform"] for account in yaml_text.load(ran.stdout)["accounts"]] == ["x", "whatsapp"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_is_read_as_powershell_redirected_it(program: Callable[..., Ran], tmp_path: Path, encoding: str) -> None:
    file, plain = tmp_path / "answers.yaml", tmp_path / "plain.yaml"
    answers = filled_in(program, plain, "bradley-primary-2023", "--account", "instagram")
    plain.write_text(yaml_text.dump(answers), encoding="utf-8")
    file.write_bytes(plain.read_text(encoding="utf-8").replace("\n", "\r\n").encode(encoding))
    assert program("score", "--answers", file).stdout == program("score", "--answers", plain).stdout != ""


@pytest.mark.parametrize("content", ["{} \r\n", "{}\t\nmore", "\ufeff{}\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_blanks_at_the_end_are_no_part_of_a_passphrase_in_a_file(tmp_path: Path, content: str, encoding: str) -> None:
    file = tmp_path / "secret.txt"
    file.write_bytes(
        content.format("kettle orbit").removeprefix("\ufeff" if encoding == "utf-16" else "").encode(encoding)
    )
    assert passphrase(file) == "kettle orbit"


@pytest.fixture
def own_policy(program: Callable[..., Ran], tmp_path: Path) -> Path:
    """A school's own policy as a file, which allows an exception for relatives."""
    file = tmp_path / "ours-2026.yaml"
    begin = ("--id", "ours-2026", "--title", "Ours", "--issuer", "Us", "--from", "bradley-primary-2023")
    assert program("policy", "new", *begin, "--out", file).returncode == 0
    text = file.read_text(encoding="utf-8")
    head, found, rest = text.partition("  - control: connections.no-parents\n")
    assert found
    exception = "    exception: {reasons: [relative], approver: headteacher}\n"
    rest = rest.replace("    clauses:", f"{exception}    clauses:", 1)
    file.write_text(head + found + rest, encoding="utf-8")
    return file


def test_a_template_is_made_for_a_policy_in_a_file(program: Callable[..., Ran], own_policy: Path) -> None:
    ran = program("audit", "--template", "--policy", own_policy, "--account", "instagram")
    assert ran.returncode == 0, ran.stderr
    assert yaml_text.load(ran.stdout)["policy"] == "ours-2026"


EXCEPTIONS: tuple[tuple[dict, str], ...] = (
    ({}, ""),
    ({"approver_role": "Headteacher"}, ""),
    ({"approver_role": "deputy"}, "Write approver_role: headteacher."),
    ({"approver_name": ""}, "Say who approved it."),
    ({"until": date(2000, 1, 1)}, "An exception must end between today and"),
    ({"until": date(2999, 1, 1)}, "An exception must end between today and"),
    ({"reason": "friend from before"}, "it allows: relative."),
)


def test_an_exception_is_as_strict_in_a_file_as_in_the_window(
    program: Callable[..., Ran], own_policy: Path, tmp_path: Path
) -> None:
    file, differing = tmp_path / "answers.yaml", list[object]()
    answers = filled_in(program, file, str(own_policy), "--account", "instagram")
    [asked] = (question for question in answers["questions"] if question["id"] == "instagram.parents")
    until = datetime.now(UTC).date() + timedelta(days=300)
    exception = {"reason": "relative", "approver_role": "headteacher", "approver_name": "R. Okonkwo", "until": until}
    for changed, said in EXCEPTIONS:
        asked["exception"] = exception | changed
        file.write_text(yaml_text.dump(answers), encoding="utf-8")
        ran = program("score", "--policy", own_policy, "--answers", file)
        if (ran.returncode == 0) == bool(said) or said not in ran.stderr:
            differing.append((changed, ran.returncode, ran.stderr))
    assert differing == []


def test_nothing_is_written_over_what_a_command_reads_what_the_program_keeps_or_what_was_filled_in(
    program: Callable[..., Ran], tmp_path: Path, key: Path, secret: Path
) -> None:
    answers, home = tmp_path / "answers.yaml", tmp_path / "home"
    filled_in(program, answers, "bradley-primary-2023", "--account", "instagram")
    own_key = home / "signing-key.p12"
    made = program("key", "new", "--name", "Sam Lee", "--passphrase-file", secret, home=home)
    assert made.returncode == 0, made.stderr
    kept = {each: each.read_bytes() for each in (answers, key, secret, own_key, own_key.with_suffix(".crt"))}
    (tmp_path / "same.pdf").hardlink_to(answers)
    sign = ("audit", "--answers", answers, "--key", key, "--passphrase-file", secret, "--out")
    for out in (*kept, tmp_path / "same.pdf"):
        assert program(*sign, out, home=home).returncode == 3
    assert program("audit", "--template", "--policy", "baseline", "--out", answers).returncode == 3
    assert {each: each.read_bytes() for each in kept} == kept
    assert program(*sign, tmp_path / "ada.pdf", home=home).returncode == 0


def test_a_passphrase_file_without_an_end_is_read_as_far_as_any_passphrase_goes(tmp_path: Path) -> None:
    file = tmp_path / "secret.txt"
    file.symlink_to("/dev/zero")
    with pytest.raises(Stop):
        passphrase(file)


def test_a_name_that_drives_a_terminal_is_shown_without_what_drives_it(
    program: Callable[..., Ran], tmp_path: Path
) -> None:
    file = tmp_path / "a\x1b[2J\u202e\x9b.yaml"
    file.write_bytes(b"\xff")
    said = program("score", "--answers", file).stderr
    assert "a[2J.yaml:1: " in said
    unknown = program("policy", "explain", "\x1b[31mx")
    assert '"[31mx"' in unknown.stderr
    (tmp_path / "a\x1b[2J.yaml").write_text("nonsense: yes\n", encoding="utf-8")
    there = ("--school", "oak", "--register", tmp_path / "none.sqlite")
    for odd in ("1" * 30, "-1", "x"):
        ran = program("register", "record", "--last", odd, *there)
        assert (ran.returncode, "not a number that is meant" in ran.stderr) == (3, True), odd
    for words in (("checklists", "lint", tmp_path), ("checklists", "lint", "--\x1b[2J"), ("key", "\x1b[2J")):
        ran = program(*words)
        assert "\x1b" not in ran.stdout + ran.stderr, words


def test_a_computer_in_a_zone_that_is_on_no_map_has_a_clock_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "UTC+99")
    time.tzset()
    try:
        assert _now().utcoffset() == timedelta()
    finally:
        monkeypatch.undo()
        time.tzset()
