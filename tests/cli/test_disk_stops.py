"""The disk stops at every write of every command: what was to be handed over is there, or nothing is on record."""

import json
from argparse import ArgumentParser, _SubParsersAction
from pathlib import Path

import pytest

from privacy_wizard.cli.main import parser
from tests import command
from tests.disk import Disk, on_record, outside
from tests.golden import printing

OFFICE = ("campaign", "school", "register", "attestation")  # whose acts are on record
BACKUP = ("register", "backup")
PAPER = ("attestation", "paper")
OF_STAFF = ("open", "request", "take")  # `school` on a member of staff's computer
ONLY_SHOWN = ("checklists", "policy", "score", "verify")  # on the walk; nothing that follows needs what they say


def acts_that_write() -> set[str]:
    """Every act of the office that hands something over: those that ask where it goes."""
    found = dict[ArgumentParser, str]()
    for first in OFFICE:
        for name, act in _acts(_acts(parser(first))[first]).items():
            if "--out" in act._option_string_actions and name not in OF_STAFF:
                found.setdefault(act, f"{first} {name}")  # not its earlier name
    return {*found.values()}


def _acts(of: ArgumentParser) -> dict[str, ArgumentParser]:
    return next(each.choices for each in of._actions if isinstance(each, _SubParsersAction))


def test_whatever_the_disk_does_nothing_is_recorded_that_nobody_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk, stopped = Disk(monkeypatch), set[str]()
    kept = command.typed

    def typed(*words: object, home: Path | None = None, stdin: str = "") -> command.Ran:
        if words[0] in ONLY_SHOWN:
            return command.Ran(words, 0, "{}", "")
        as_before = words[:2] == PAPER and " ".join(PAPER) in stopped  # the next of six
        if words[0] not in OFFICE or words[1] in OF_STAFF or as_before:
            disk.stop_at(0)
            return kept(*words, home=home, stdin=stdin)
        for write in range(1, 99):
            disk.stop_at(write)
            before, there = on_record(tmp_path), dict(outside(tmp_path))
            ran = kept(*words, home=home, stdin=stdin)
            if not disk.has_stopped:
                return ran
            if words[:2] == BACKUP and write > 1:  # the file is whole; the day of the last one is no record of anything
                assert ran.returncode == 0, (words, ran.stderr)
                return ran
            stopped.add(" ".join(map(str, words[:2])))
            assert ran.returncode, (words, write, ran.stdout)
            assert "disk is full" in ran.stderr, (words, ran.stderr)
            assert on_record(tmp_path) == before, (words, write)
            assert dict(outside(tmp_path)).items() <= there.items(), (words, write)
        raise AssertionError(words)

    monkeypatch.setattr(command, "typed", typed)
    walk = printing.Walk(tmp_path)
    walk.taken()
    there, signing = ("--school", "oak"), walk._signing
    with walk._at("office"):
        campaign = json.loads(typed("campaign", "list", *there, "--json").stdout)["campaigns"][0]["campaign"]
        came = json.loads(typed("attestation", "list", *there, "--json").stdout)["attestations"]
        ada = next(each["attestation"] for each in came if each["standing"] == "sent back")
        asking = ("--what", "ask", "--as", "letters")  # whoever has not answered has no address
        copying = ("attestation", "copy", ada, *there, *signing, "--out", tmp_path / "copies")
        for words in (
            ("campaign", "show", campaign, "--out", tmp_path / "how.csv", *there, *signing),
            ("campaign", "actions", campaign, "--out", tmp_path / "open.csv", *there, *signing),
            ("campaign", "send", campaign, *asking, "--out", tmp_path / "asked", *there, *signing),
            ("register", "picture", "--out", tmp_path / "picture.xlsx", *there, *signing),
            ("register", "inspection-report", "--out", tmp_path / "report.pdf", *there, *signing),
            ("register", "export-person", "S1", "--out", tmp_path / "s1.zip", *there, *signing),
            ("register", "backup", "--out", tmp_path / "office.age", *signing),
            ("school", "renew", tmp_path / "s2.pwcert", "--out", tmp_path / "new.pwcert", *signing, *walk._with_key),
            ("attestation", "accept", ada, *there, *signing, "--key-not-compared", "--number", "S1"),
            *((*copying, "--as", how) for how in ("files", "folder-per-person", "mails")),
        ):
            ran = typed(*words)
            assert ran.returncode == 0, (words, ran.stderr)
    assert acts_that_write() <= stopped
    assert {"school revoke"} <= stopped
