"""`privacy-wizard intake` and `attestation`, run as an officer runs them."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from datetime import date, timedelta
from pathlib import Path
from threading import Event
from typing import TextIO

import jsonschema
import pytest
from attrs import frozen
from cryptography.hazmat.primitives.serialization import Encoding

from privacy_wizard.app import main
from privacy_wizard.attestation.reasons import Reason
from privacy_wizard.attestation.sign import sign
from privacy_wizard.domain.campaign import Campaign
from privacy_wizard.domain.register_events import CampaignEntered, PersonEntered, Received
from privacy_wizard.domain.vocabulary import Occasion
from privacy_wizard.identity import SigningKey, load_key
from privacy_wizard.intake.sentences import SENTENCES
from privacy_wizard.office.office_key import officer_of
from privacy_wizard.register import Register, SchoolRegister
from privacy_wizard.register.queue import TRIES
from privacy_wizard.register.tickets import HandedIn, Waiting
from privacy_wizard.system import shipped_folder
from tests.attestation.authority import AUTHORITY, vouched_key
from tests.command import typed
from tests.intake.school_world import member
from tests.intake.test_opening import packed
from tests.intake.world import NAME, NUMBER, audited, report, stated
from tests.register import postgres
from tests.register.made import create_register

SECRET = "kettle orbit maple fourteen"
FILES = 60


@pytest.fixture(scope="module")
def pdf() -> bytes:
    key = vouched_key(NAME, NUMBER)
    return sign(stated(audited(), key), key).pdf


def run(home: Path, *arguments: str | Path, expect: int = 0) -> str:
    ran = typed(*arguments, home=home)
    assert ran.returncode == expect, (ran.stdout, ran.stderr)
    return ran.stdout + ran.stderr


@frozen
class AtWork:
    """An officer with a key of their own."""

    key: SigningKey
    signing: tuple[str | Path, ...]  # what is typed to sign with it


def officer_in(home: Path) -> AtWork:
    secret, file = home / "secret.txt", home / "officer.p12"
    secret.write_text(SECRET + "\n")
    signing = ("--key", file, "--passphrase-file", secret)
    run(home, "key", "new", "--name", "Olive Officer", "--identifier", "O-1", *signing)
    return AtWork(load_key(file, SECRET), signing)


def test_an_officer_takes_in_countersigns_and_hands_back(tmp_path: Path, pdf: bytes) -> None:
    home, register = tmp_path / "home", tmp_path / "register.sqlite"
    home.mkdir()
    office = officer_in(home)
    trusted, certificate = tmp_path / "school.crt", tmp_path / "officer.crt"
    trusted.write_bytes(AUTHORITY.public_bytes(Encoding.PEM))
    certificate.write_bytes(office.key.certificate.public_bytes(Encoding.PEM))
    create_register(f"sqlite:///{register}")
    with Register.open(str(register), officer_of(office.key)) as opened:
        opened.add_school("oak", "Oak School")
        start = date.today() - timedelta(days=5)
        with opened.session("oak") as act:
            campaign = Campaign(
                id="new", title="New", occasion=Occasion.INDUCTION, opens=start - timedelta(days=99), days=30
            )
            act.record_all([PersonEntered(person="p1", member=member(start=start)), CampaignEntered(campaign=campaign)])
    inbox = tmp_path / "in"
    inbox.mkdir()
    (inbox / "all.zip").write_bytes(packed({"a.pdf": pdf, "bad.pdf": pdf[:-9]}))
    there = ("--school", "oak", "--register", register, *office.signing, "--trust", trusted, "--trust", certificate)

    said = json.loads(run(home, "intake", inbox, "--json", *there, expect=1))
    schema = json.loads((shipped_folder("resources") / "schemas" / "intake-1.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(said, schema)
    found = {each["file"]: each for each in said["files"]}
    assert found["all.zip › a.pdf"]["outcome"] == "accepted"
    assert found["all.zip › bad.pdf"]["outcome"] == "rejected"
    assert "already held" in run(home, "intake", inbox, *there)

    sha256, bad = (found[f"all.zip › {name}.pdf"]["sha256"] for name in ("a", "bad"))
    assert "cannot be accepted" in run(home, "attestation", "accept", bad, *there, expect=1)
    run(home, "attestation", "send-back", bad, "--reason", "Cut off.", *there)
    assert "countersigned" in run(home, "attestation", "countersign", "--all", *there)
    assert "nothing to countersign" in run(home, "attestation", "countersign", "--all", *there)
    out = run(home, "attestation", "copy", sha256, "--out", tmp_path / "out", "--as", "folder-per-person", *there)
    document = Path(out.strip()).read_bytes()
    assert report(document).countersigned
    assert document.startswith(pdf)
    assert "holds" in run(home, "register", "check", "--register", register).lower()


def test_what_was_set_aside_is_told_with_the_reason_until_it_is_tried_again(tmp_path: Path, pdf: bytes) -> None:
    office, register = officer_in(tmp_path), tmp_path / "register.sqlite"
    create_register(f"sqlite:///{register}")
    with Register.open(str(register), officer_of(office.key)) as opened:
        opened.add_school("oak", "Oak School")
        SchoolRegister(register=opened, school="oak").hand_in([HandedIn(name="sam.pdf", content=pdf)])
    for _try in range(TRIES):  # each as a process that takes it and is gone
        with Register.open(str(register)) as opened:
            assert opened.queue("oak").take(9)
    (tmp_path / "in").mkdir()
    there = ("--school", "oak", "--register", register, *office.signing)
    for _run in range(2):
        told = run(tmp_path, "intake", tmp_path / "in", *there, expect=1)
        assert "sam.pdf: set aside" in told
        assert "No check of it was finished" in told
        assert "privacy-wizard intake --try-again --school oak" in told
    assert "sam.pdf: to look at" in run(tmp_path, "intake", "--try-again", *there, expect=2)
    assert "sam.pdf" not in run(tmp_path, "intake", tmp_path / "in", *there)


def test_nothing_to_take_in_and_nothing_to_watch_is_wrong_use(tmp_path: Path) -> None:
    office = officer_in(tmp_path)
    there = ("--school", "oak", "--register", tmp_path / "register.sqlite", *office.signing)
    create_register(f"sqlite:///{tmp_path / 'register.sqlite'}")
    assert "Name a file or a folder" in run(tmp_path, "intake", *there, expect=3)
    assert "is not a folder" in run(tmp_path, "intake", "--watch", tmp_path / "secret.txt", *there, expect=3)


def _read_until(told: TextIO, *words: str) -> None:
    """What is printed, until each of these was said."""
    said = ""
    while not all(each in said for each in words):
        line = told.readline()
        assert line, said
        said += line


@contextmanager
def piped() -> Iterator[tuple[TextIO, TextIO]]:
    """Where somebody else reads at once what is printed, and where it is printed."""
    source, target = os.pipe()
    with os.fdopen(source, encoding="utf-8") as reading, os.fdopen(target, "w", 1, encoding="utf-8") as printing:
        yield reading, printing


@pytest.mark.skipif(os.name != "posix", reason="Ctrl-C goes another way here")
def test_a_watched_folder_outlives_a_database_that_is_away(
    tmp_path: Path, pdf: bytes, postgresql: postgres.Server
) -> None:
    office, inbox = officer_in(tmp_path), tmp_path / "in"
    inbox.mkdir()
    address = postgresql.new_database()
    create_register(address)
    with Register.open(address, officer_of(office.key)) as opened:
        opened.add_school("oak", "Oak School")
    (inbox / "photograph.heic").touch()
    (inbox / "first.pdf").write_bytes(pdf)
    watching = Event()

    def meanwhile(said: TextIO, told: TextIO) -> None:
        try:
            _read_until(said, "first.pdf: ", "1 file of another kind")
            postgresql.control("-m", "fast", "stop")
            (inbox / "second.pdf").write_bytes(pdf + b"%")
            assert "cannot be reached" in told.readline()
            postgresql.start()
            (inbox / "third.pdf").write_bytes(pdf + b"%%")
            _read_until(said, "second.pdf: ", "third.pdf: ")
        finally:
            if watching.is_set():
                os.kill(os.getpid(), signal.SIGINT)

    with ThreadPoolExecutor(1) as beside, piped() as (said, out), piped() as (told, errors):
        watching.set()
        done = beside.submit(meanwhile, said, told)
        there = ("--school", "oak", "--register", address, *map(str, office.signing))
        try:
            with redirect_stdout(out), redirect_stderr(errors):
                main(["intake", "--watch", str(inbox), "--every", "0.1", *there])
        finally:
            watching.clear()
        out.close()
        errors.close()
        done.result()
        left = told.readlines()
        assert len(left) <= 1, "each thing is told once"
        assert all("is starting up" in line for line in left), "as a server does for a moment"
    with Register.open(address) as opened:
        assert sum(isinstance(each.event, Received) for each in opened.records("oak")) == 3


def wait_until_shown(words: bytes, screen: int) -> None:
    """Read what a program shows there; it fails when the program ends without those words."""
    read = b""
    while not re.search(words, read):
        try:
            more = os.read(screen, 99)
        except OSError:  # what Linux says of a screen that nobody writes to any more; others read nothing
            more = b""
        assert more, read.decode(errors="replace")
        read += more


@pytest.mark.skipif(os.name != "posix", reason="Ctrl-C goes another way here")
def test_an_interrupted_intake_says_what_it_recorded_and_what_is_left(tmp_path: Path, pdf: bytes) -> None:
    office, register = officer_in(tmp_path), tmp_path / "register.sqlite"
    create_register(f"sqlite:///{register}")
    inbox = tmp_path / "in"
    inbox.mkdir()
    for number in range(FILES):
        (inbox / f"{number:03}.pdf").write_bytes(pdf + b"%" * number)
    taking = ("intake", inbox, "--school", "oak", "--register", register, *office.signing)
    command = [sys.executable, "-m", "privacy_wizard", *map(str, taking)]
    place = {**os.environ, "PRIVACY_WIZARD_HOME": str(tmp_path)}
    with Register.open(str(register), officer_of(office.key)) as opened:
        opened.add_school("oak", "Oak School")
        shown, screen = os.openpty()  # which is told how many are on record
        ours = {"stdout": subprocess.PIPE, "stderr": screen, "text": True, "env": place, "process_group": 0}
        with subprocess.Popen(command, **ours) as process:
            os.close(screen)
            wait_until_shown(rb"\b[1-9]\d* of", shown)
            os.killpg(process.pid, signal.SIGINT)  # as a terminal does: the program and its workers
            out = process.communicate(timeout=60)[0]
        os.close(shown)
        recorded = sum(isinstance(each.event, Received) for each in opened.records("oak"))
        left = opened.queue("oak").count()
    assert 0 < recorded < FILES
    assert str(SENTENCES[Reason.CRASHED]) not in out, "no file is blamed for the end of its worker"
    assert out.count(".pdf: ") == recorded
    assert left == Waiting(waiting=FILES - recorded)
    assert f"Stopped. Left for the next time: {left.waiting}." in out
