"""Every command as it is typed, without --json, in one walk of an office and of a member of staff."""

import json
import re

from attrs import define, field

from tests.evidence.pictures.school_logos import school_logo
from tests.golden.printing import SECRET, Walk

# Where the walk goes on from what a command printed: what tells the same, as JSON.
_ASKED_ANEW = {
    "campaign-staff": (),
    "campaign-new": ("campaign", "list", "--school", "oak"),
    "school-new": ("school", "show"),
    "school-certificates": (),
}


@define
class EveryCommand(Walk):
    """`shown` has each command with what it printed, on both streams."""

    shown: list[tuple[tuple[object, ...], str]] = field(factory=list)

    def _walk(self) -> None:
        super()._walk()
        with self._at("office"):
            self._exchange()
            self._keys()
            self._decide()
            self._look_after()
            self._hand_over()

    def _exchange(self) -> None:
        to, answers = self.folder, self.folder / "answers.yaml"
        there = ("--policy", "baseline", "--platform", "whatsapp")
        self._type("exchange", "xccdf", *there, "--out", to / "xccdf")
        self._type("exchange", "results", "--answers", answers, "--out", to / "results")
        self._type("exchange", "oscal", "--policy", "baseline", "--out", to / "oscal")
        self._type("exchange", "ocil", "--checklist", "whatsapp", "--out", to / "whatsapp.xml")
        self._type("exchange", "import", to / "whatsapp.xml", "--out", to / "draft.yaml")
        self._type("exchange", "sheet", *there, "--out", to / "sheet.csv")
        self._type("policy", "coverage", "--out", to / "coverage.csv")
        self._type("checklists", "lint")
        (to / "wrong").mkdir()
        (to / "wrong" / "controls.yaml").write_text("kind: controls\nnonsense: yes\n", encoding="utf-8")
        self._type("checklists", "lint", to / "wrong")
        self._type("score", "--answers", to / "ours-2026.yaml")
        school_logo(1).save(to / "logo.png")
        self._type("evidence", "logo", to / "logo.png", answers, "--logo", to / "logo.png")

    def _keys(self) -> None:
        self._type("key", "backup", "--out", self.folder / "backup.p12")
        self._type("key", "restore", self.folder / "backup.p12", "--key", self.folder / "other.p12", *self._signing)
        self._type("key", "certificate", self.folder / "officer.pwcert", *self._signing)
        self._type("key", "new", "--name", "Olive Officer", *self._signing)

    def _decide(self) -> None:
        there = ("--school", "oak", "--trust", self.folder / "trust.pem", *self._signing)
        newest, *papers = self._attestations_there()
        self._type("attestation", "accept", newest, "--number", "S1", "--key-not-compared", *there)
        self._type("attestation", "countersign", newest, papers[0], *there)
        self._type("attestation", "copy", *papers, "--as", "folder-per-person", "--out", self.folder / "copies", *there)
        self._type("attestation", "correct", papers[0], "--take-back", "--reason", "Somebody else's", *there)
        self._type("attestation", "not-ours", papers[0], *there)
        self._type("attestation", "judge-again", *there)
        self._type("attestation", "show", "0" * 64, *there)
        self._type("intake", self.folder / "ada.pdf", self.folder / "staff.csv", *there)

    def _look_after(self) -> None:
        there, to = ("--school", "oak", *self._signing), self.folder
        said, _ = self._type("campaign", "list", "--school", "oak", "--json")
        campaign = json.loads(said)["campaigns"][0]["campaign"]
        self._type("campaign", "change", campaign, "--title", "Review 2", *there)
        self._type("campaign", "show", campaign, "--out", to / "standings.xlsx", *there)
        self._type("campaign", "actions", campaign, "--out", to / "actions.csv", *there)
        self._type("campaign", "send", campaign, "--what", "ask", "--out", to / "asked", *there)
        self._type("register", "inspection-report", "--out", to / "inspection.pdf", *there)
        self._type("register", "picture", "--out", to / "picture.csv", *there)
        said, _ = self._type("register", "person", "S1", "--school", "oak", "--json")
        noted = next(each["number"] for each in json.loads(said)["record"] if each["kind"] == "noted")
        self._type("register", "correct", noted, "--text", "Works at school", "--reason", "Misread", *there)
        said, _ = self._type("key", "fingerprint", "--key", to / "ada.p12", *self._signing)
        words, digits, *_ = re.sub("[«»]", "", said).splitlines()
        whose = ("--of", digits.split()[-1], "--words", words.partition(": ")[2])
        self._type("register", "confirm-key", "S1", *whose, *there)
        self._type("register", "person", "S1", "--school", "oak")
        self._type("register", "record", "--school", "oak")
        self._type("register", "export-person", "S2", "--out", to / "s2.zip", *there)
        self._type("register", "erase-person", "S3", "--reason", "Asked for", *there)
        self._type("register", "give", "somebody", *there)
        self._type("register", "take", "somebody", *there)
        self._type("register", "rebuild", *self._signing)
        self._type("register", "upgrade", *self._signing)
        self._type("register", "backup", "--out", to / "office.age", *self._signing)
        self._type("register", "restore", to / "office.age", "--register", to / "back.sqlite", *self._signing)
        self._type("register", "check", "--head", "1:0", "--school", "oak")

    def _hand_over(self) -> None:
        (self.folder / "new.txt").write_text(f"{SECRET} five\n")
        record = (*self._signing, *self._with_key)
        self._type("school", "renew", self._serial(), "--out", self.folder / "again.pwcert", *record)
        self._type("school", "hand-over", "--new-passphrase-file", self.folder / "new.txt", *record)
        self._type("school", "restore", self.folder / "copy.p12", *record)
        self._type("school", "show")

    def _serial(self) -> str:
        said, _ = self._type("school", "certificates", "--json")
        return next(each["serial"] for each in json.loads(said)["certificates"] if each["state"] == "live")

    def _type(self, *words: object, typed: str = "") -> tuple[str, str]:
        said, told = super()._type(*words, typed=typed)
        if "--json" not in words:
            self.shown.append((words, said + told))
        return said, told

    def _print(self, name: str, *words: object, typed: str = "") -> dict:
        self._type(*words, typed=typed)
        if name == "intake":
            return {"files": [{"sha256": self._attestations_there()[0]}]}
        if name not in _ASKED_ANEW:
            return {}
        return dict(json.loads(self._type(*(_ASKED_ANEW[name] or words), "--json")[0]))

    def _slip(self, _name: str, *words: object) -> str:
        said, told = self._type(*words)
        return next(line.strip() for line in (said + told).splitlines() if line.startswith("    "))

    def _attestations_there(self) -> list[str]:
        said, _ = self._type("attestation", "list", "--school", "oak", "--json")
        return [each["attestation"] for each in json.loads(said)["attestations"]]
