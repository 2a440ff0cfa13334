"""What every command prints with --json, in one walk of an office and a member of staff.

Whatever is another each time (moments, digests, random words, places) is named by its kind instead, and of a list the
first three items stand for all.
"""

import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from unittest import mock

from attrs import define, field

from privacy_wizard.identity import key_file
from tests import command, yaml_text
from tests.evidence.samples import SAMPLES
from tests.evidence.samples.building import write_zip

FOLDER = Path(__file__).parent / "printed"
SECRET = "kettle orbit maple fourteen"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8ffff3f0005fe02fe"
    "dccc59e70000000049454e44ae426082"
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_ANOTHER_EACH_TIME = (
    (re.compile(r"\d{4}-\d\d-\d\dT[\d:.+Z-]+"), "MOMENT"),
    (re.compile(r"\d{4}-\d\d-\d\d"), "DAY"),
    (re.compile(rf"\d{{1,2}} ({_MONTHS}) \d{{4}}"), "DAY"),
    (re.compile(r"\b\d\d:\d\d\b"), "TIME"),
    (re.compile(r"\b[0-9a-f]{12,}\b"), "DIGITS"),
)
_MOST_ITEMS = 3


def printed(folder: Path) -> Mapping[str, str]:
    """By the name of a file, what is kept in it. `folder` is empty, and everything happens there."""
    return Walk(folder).taken()


@define
class Walk:
    """An office and a member of staff, each with a home folder of their own."""

    folder: Path
    found: dict[str, str] = field(factory=dict)

    def taken(self) -> Mapping[str, str]:
        """Everything, as it is typed. Locking a key takes half a second on purpose; here it need not."""
        with mock.patch.multiple(key_file, SEAL_ROUNDS=1000, KEY_ROUNDS=1000):
            self._walk()
        return self.found

    def _walk(self) -> None:
        (self.folder / "secret.txt").write_text(SECRET + "\n")
        (self.folder / "scan.png").write_bytes(PNG)
        with self._at("office"):
            self._policies()
            self._answers()
            self._evidence()
            self._staff()
            self._papers()
            self._record()
        self._school()
        with self._at("office"):
            self._attestations()

    # ---- how a command is typed

    def _type(self, *words: object, typed: str = "") -> tuple[str, str]:
        ran = command.typed(*words, stdin=typed)
        return ran.stdout, ran.stderr

    def _print(self, name: str, *words: object, typed: str = "") -> dict:
        """Type it with --json, and keep what is printed under that name."""
        said, told = self._type(*words, "--json", typed=typed)
        assert said, (words, told)
        document: dict = json.loads(said)
        self.found[f"{name}.json"] = json.dumps(self._kept(document), ensure_ascii=False, indent=1) + "\n"
        return document

    def _slip(self, name: str, *words: object) -> str:
        """The code, which is told beside what is printed."""
        said, told = self._type(*words, "--json")
        self.found[f"{name}.json"] = json.dumps(self._kept(json.loads(said)), indent=1) + "\n"
        return next(line.strip() for line in told.splitlines() if line.startswith("    "))

    def _kept(self, value: object, name: str = "") -> object:
        if isinstance(value, dict):
            return {each: self._kept(inner, each) for each, inner in value.items()}
        if name == "words" and isinstance(value, list):
            return [f"{len(value)} WORDS"]
        if isinstance(value, list):
            return [self._kept(each, name) for each in value[:_MOST_ITEMS]]
        if isinstance(value, str):
            return self._text(value)
        return value

    def _text(self, text: str) -> str:
        text = text.replace(str(self.folder), "FOLDER")
        for pattern, kind in _ANOTHER_EACH_TIME:
            text = pattern.sub(kind, text)
        return text

    @contextmanager
    def _at(self, home: str) -> Iterator[None]:
        with mock.patch.dict(os.environ, {"PRIVACY_WIZARD_HOME": str(self.folder / home)}):
            yield

    @property
    def _signing(self) -> tuple[object, ...]:
        return ("--passphrase-file", self.folder / "secret.txt")

    @property
    def _with_key(self) -> tuple[object, ...]:
        return ("--key-passphrase-file", self.folder / "secret.txt")

    # ---- checklists, policies, an audit

    def _policies(self) -> None:
        begin = ("--id", "ours-2026", "--title", "Ours", "--issuer", "Us", "--out", self.folder / "ours-2026.yaml")
        self._print("policy-new", "policy", "new", *begin)
        self._print("policy-diff", "policy", "diff", "bradley-primary-2023", "ladysmith-federation", "--wording")
        self._print("policy-explain", "policy", "explain", "bradley-primary-2023")
        self._print("policy-coverage", "policy", "coverage", "--platform", "whatsapp")
        self._print("checklists-stale", "checklists", "stale", "--on", "2027-06-01")
        self._print("checklists-changes", "checklists", "changes")

    def _answers(self) -> None:
        self._type(
            "key", "new", "--name", "Ada Lee", "--identifier", "S1", "--key", self.folder / "ada.p12", *self._signing
        )
        said, _ = self._type("audit", "--template", "--policy", "baseline", "--account", "whatsapp", "--official", "x")
        form = yaml_text.load(said)
        form["person"] |= {"name": "Ada Lee", "role": "Cook", "staff_number": "S1"}
        form["school"]["name"] = "Oak School"
        form["occasion"] = "induction"
        for question in form["questions"]:
            says_that_one_is_missing = question["id"] == "person.runs-for-school"
            question["answer"] = question["options"][0 if says_that_one_is_missing else -1]["id"]
        answers = self.folder / "answers.yaml"
        answers.write_text(yaml_text.dump(form), encoding="utf-8")
        self._print("score", "score", "--answers", answers)
        signing = ("--key", self.folder / "ada.p12", *self._signing, "--out", self.folder / "ada.pdf")
        self._print("audit", "audit", "--answers", answers, *signing)
        self._print("verify", "verify", self.folder / "ada.pdf", answers)

    def _evidence(self) -> None:
        made = SAMPLES[0]
        download = write_zip(self.folder / made.name, made.files)
        self._print("evidence-read", "evidence", "read", download)
        self._print("evidence-explain", "evidence", "explain", download, self.folder / "secret.txt")

    # ---- the register

    def _staff(self) -> None:
        self._type("key", "new", "--name", "Olive Officer", "--identifier", "O-1", *self._signing)
        self._type("register", "new")
        self._type("register", "school", "--school", "oak", "--name", "Oak School", *self._signing)
        rows = "".join(f"S{at},Ada,Lee {at},{at}@oak.example,01/09/2019\n" for at in range(1, 8))
        (self.folder / "staff.csv").write_text(
            f"Staff number,First name,Last name,E-mail,Start date\n{rows}O-1,Olive,Officer,,\nS8,Bo,,x,soon\n",
            encoding="utf-8",
        )
        importing = ("campaign", "staff", self.folder / "staff.csv", "--school", "oak")
        preview = self._print("campaign-staff", *importing)
        self._print("campaign-staff-imported", *importing, "--confirm", preview["digest"], *self._signing)
        today = date.today()
        days = ("--opens", today - timedelta(days=60), "--due", today + timedelta(days=3))
        review = ("--title", "Review", "--occasion", "annual review", *days)
        made = self._print("campaign-new", "campaign", "new", *review, "--school", "oak", *self._signing)
        [campaign] = made["campaigns"]
        there = (campaign["campaign"], "--school", "oak")
        self._print("campaign-list", "campaign", "list", "--school", "oak")
        excusing = ("campaign", "excuse", there[0], "S7", "--reason", "On leave", *there[1:])
        self._print("campaign-excuse", *excusing, *self._signing)
        reminding = ("--record", "--everyone", "--out", self.folder / "mails", *self._signing)
        self._print("campaign-remind", "campaign", "remind", *there, *reminding)
        self._print("campaign-show", "campaign", "show", *there)

    def _papers(self) -> None:
        campaign = json.loads(self._type("campaign", "list", "--school", "oak", "--json")[0])["campaigns"][0][
            "campaign"
        ]
        form = yaml_text.load((self.folder / "answers.yaml").read_text(encoding="utf-8"))
        for at in range(1, 7):
            form["person"] |= {"name": f"Ada Lee {at}", "staff_number": f"S{at}"}
            answers = self.folder / "paper.yaml"
            answers.write_text(yaml_text.dump(form), encoding="utf-8")
            (self.folder / "scan.png").write_bytes(PNG + bytes([at]))
            given = ("--scan", self.folder / "scan.png", "--signed", date.today(), "--answers", answers)
            paper = ("attestation", "paper", f"S{at}", *given, "--campaign", campaign, "--school", "oak")
            self._print("attestation-paper", *paper, *self._signing)
        self._print("register-picture", "register", "picture", "--school", "oak")

    def _record(self) -> None:
        there = ("--school", "oak")
        self._print("register-note", "register", "note", "S1", "--text", "Works from home", *there, *self._signing)
        self._print("register-person", "register", "person", "S1", *there)
        self._print("register-record", "register", "record", *there)
        self._print("register-overview", "register", "overview")
        self._print("register-keeping", "register", "keeping", *there)
        self._print("register-check", "register", "check")
        new = ("campaign", "person", "S9", "--first-name", "Cy", "--last-name", "Carr", *there)
        self._print("campaign-person", *new, *self._signing)
        self._type("campaign", "person", "S9", "--last-day", date.today(), *there, *self._signing)

    # ---- the school's authority, and what came in

    def _school(self) -> None:
        record = (*self._signing, *self._with_key)
        with self._at("office"):
            words = self._print("school-new", "school", "new", "--school", "Oak School", *record)["words"]
            self._print("school-show", "school", "show")
            form, profile = self.folder / "form.json", self.folder / "oak.pwschool"
            template, _ = self._type("school", "profile", "--template")
            self.found["school-profile-template.json"] = template
            form.write_text(template, encoding="utf-8")
            self._print("school-profile", "school", "profile", "--form", form, "--out", profile, *record)
            self._type("school", "open", profile, "--accept", "--words", " ".join(words))
            self._officer(record)
            self._list_protected(record)
        self._invited(profile, words, record)
        with self._at("office"):
            self._print("school-backup", "school", "backup", "--out", self.folder / "copy.p12")
            self._print("school-trust", "school", "trust", "--out", self.folder / "trust.pem")

    def _officer(self, record: tuple[object, ...]) -> None:
        request, granted = self.folder / "officer.csr", self.folder / "officer.pwcert"
        self._type("key", "request", *self._signing, "--out", request)
        said, _ = self._type("key", "fingerprint", *self._signing)
        words = re.sub("[«»]", "", said.splitlines()[0]).removeprefix("Words: ")
        whom = ("--name", "Olive Officer", "--number", "O-1", "--words", words, "--out", granted)
        self._print("school-officer", "school", "officer", request, *whom, *record)
        self._print("school-take", "school", "take", granted, *self._with_key)

    def _list_protected(self, record: tuple[object, ...]) -> None:
        people, made = self.folder / "pupils.csv", self.folder / "oak.pwlist"
        people.write_text("Forename,Surname,Handle\nBob,King,@bob_k\nCyril,Dale,\n,Only,\n", encoding="utf-8")
        making = (people, "--column", "handle=Handle", "--impact-assessment-made", "--out", made)
        self._print("school-protected-list-make", "school", "protected-list", "make", *making, *record)
        self._print("school-protected-list-show", "school", "protected-list", "show")

    def _compared(self) -> None:
        self._print("school-protected-list-take", "school", "protected-list", "take", self.folder / "oak.pwlist")
        self._print("school-protected-list-match", "school", "protected-list", "match", self.folder / SAMPLES[0].name)
        self._print("school-protected-list-delete", "school", "protected-list", "delete")

    def _invited(self, profile: Path, words: list[str], record: tuple[object, ...]) -> None:
        invitation, answer, granted = (self.folder / f"s2.{each}" for each in ("pwinvite", "pwrequest", "pwcert"))
        whom = ("--name", "Ada Lee 2", "--number", "S2")
        campaign = ("--campaign", "2026", "--occasion", "annual review")
        with self._at("office"):
            inviting = ("school", "invite", *whom, *campaign, "--out", invitation, "--mail", "2@oak.example")
            self._slip("school-invite", *inviting, *self._with_key)
            code = self._slip("school-slip", "school", "slip", invitation, *self._with_key)
        with self._at("staff"):
            self._type("key", "new", "--name", "Ada Lee 2", "--identifier", "S2", *self._signing)
            self._print("school-open", "school", "open", profile, "--accept", "--words", " ".join(words))
            asking = ("school", "request", invitation, "--out", answer, *self._with_key)
            self._print("school-request", *asking, typed=f"{code}\n")
        with self._at("office"):
            self._print("school-issue", "school", "issue", answer, *whom, "--out", granted, *record)
            [listed, *_] = self._print("school-certificates", "school", "certificates")["certificates"]
            withdrawing = ("school", "withdraw", "0" * 32)
            self._print("school-withdraw", *withdrawing, *self._with_key)
            self._print("school-revoke", "school", "revoke", listed["serial"], "--reason", "left the school", *record)
        with self._at("staff"):
            self._compared()
            self._print("school-forget", "school", "forget", "--sure")

    def _attestations(self) -> None:
        there = ("--school", "oak", "--trust", self.folder / "trust.pem")
        taken = self._print("intake", "intake", self.folder / "ada.pdf", *there, *self._signing)
        sha256 = taken["files"][0]["sha256"]
        self._print("attestation-list", "attestation", "list", "--school", "oak")
        self._print("attestation-show", "attestation", "show", sha256, *there)
        back = ("--reason", "Read the words.", "--out", self.folder / "back.eml", *self._signing)
        self._print("attestation-send-back", "attestation", "send-back", sha256, *there, *back)
