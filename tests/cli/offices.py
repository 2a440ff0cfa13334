"""An office on the command line: an officer's key, a register with one school, and its acts run as they are typed."""

import json
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import jsonschema
import pytest
from attrs import frozen
from cryptography.hazmat.primitives.serialization import Encoding

from privacy_wizard import app as bootstrap
from privacy_wizard import identity
from privacy_wizard.cli.context import CliContext
from privacy_wizard.cli.main import parser, run
from privacy_wizard.cli.schemas import shipped_schema
from privacy_wizard.domain.campaign import Campaign
from privacy_wizard.domain.register_events import AskedInCampaign, CampaignEntered, Event, PersonEntered
from privacy_wizard.domain.staff import StaffMember
from privacy_wizard.domain.vocabulary import Occasion
from privacy_wizard.office.office_key import officer_of
from privacy_wizard.register import Register
from tests.attestation.authority import AUTHORITY
from tests.identity.keys import place_key
from tests.register.made import create_register

SECRET = "kettle orbit maple fourteen"
SCHOOL = "oak"
NOW = datetime.now(UTC).astimezone()
TODAY = NOW.date()
REVIEW = Campaign(
    id="review",
    title="Annual review",
    occasion=Occasion.ANNUAL_REVIEW,
    opens=TODAY - timedelta(days=60),
    due=TODAY + timedelta(days=20),
)


@frozen
class Typed:
    """What a command said."""

    code: int
    out: str
    err: str

    def json(self, schema: str) -> dict:
        """The one document that was printed, held against its shipped schema."""
        document: dict = json.loads(self.out)
        jsonschema.Draft202012Validator(json.loads(shipped_schema(schema).read_text("utf-8"))).validate(document)
        return document


def staff_member(at: int, **changes: object) -> StaffMember:
    given = {
        "number": f"S{at}",
        "first_name": "Ada",
        "last_name": f"Lee {at}",
        "email": f"s{at}@oak.example",
        "start": date(2019, 9, 1),
    }
    return StaffMember(**{**given, **changes})  # type: ignore[arg-type]


@frozen
class CommandOffice:
    """Everything in one folder; `type` runs a command."""

    folder: Path
    capsys: pytest.CaptureFixture[str]
    address: str  # of the register

    @property
    def key_file(self) -> Path:
        return self.folder / "home" / "signing-key.p12"

    def type(self, *words: object, secret: bool = True, register: bool = True) -> Typed:
        given = [*map(str, words), *(("--register", self.address) if register else ())]
        if secret and register:
            given += ["--passphrase-file", str(self.folder / "secret.txt")]
        found = parser(given[0]).parse_args(given)
        self.capsys.readouterr()
        code = run(
            found, CliContext(bootstrap._load_catalogue, lambda: NOW, self.key_file, open_register=bootstrap._register)
        )
        said = self.capsys.readouterr()
        return Typed(code, said.out, said.err)

    def open(self) -> Register:
        officer = officer_of(identity.load_key(self.key_file, SECRET))
        return Register.open(self.address, officer, now=lambda: NOW)

    def record(self, *events: Event) -> None:
        with self.open() as register, register.session(SCHOOL) as act:
            act.record_all(events)

    @property
    def trust(self) -> tuple[object, ...]:
        """The school's authority, and the officer's own certificate."""
        return ("--trust", self.folder / "authority.pem", "--trust", self.folder / "officer.pem")


@cache
def _officer_key() -> identity.SigningKey:
    return identity.make_key(name="Olive Officer", identifier="O-1", school="Oak School", now=NOW - timedelta(days=9))


def set_up(tmp_path: Path, capsys: pytest.CaptureFixture[str], address: str) -> CommandOffice:
    """A register with one school, and nothing else."""
    made = CommandOffice(tmp_path, capsys, address)
    (tmp_path / "secret.txt").write_text(SECRET + "\n")
    key = _officer_key()
    place_key(made.key_file, key, SECRET)
    (tmp_path / "authority.pem").write_bytes(AUTHORITY.public_bytes(Encoding.PEM))
    (tmp_path / "officer.pem").write_bytes(key.certificate.public_bytes(Encoding.PEM))
    create_register(made.address)
    with made.open() as register:
        register.add_school(SCHOOL, "Oak School")
    return made


def people(many: int) -> tuple[Event, ...]:
    """A campaign that asks so many people."""
    entered = [PersonEntered(person=f"p{at}", member=staff_member(at)) for at in range(many)]
    asked = [
        AskedInCampaign(person=f"p{at}", campaign=REVIEW.id, opens=REVIEW.opens, due=REVIEW.due or TODAY)
        for at in range(many)
    ]
    return (CampaignEntered(campaign=REVIEW), *entered, *asked)
