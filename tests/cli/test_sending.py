"""`campaign send`, typed: drafts, a mail merge, letters, and the school's mail server, broken off and gone on with."""

from pathlib import Path

import pytest

from privacy_wizard.cli import campaign_send
from privacy_wizard.cli.main import STOPPED
from privacy_wizard.domain.register_events import EventKind, Exported, PersonEntered
from privacy_wizard.office import outbox
from privacy_wizard.register import SchoolRegister
from privacy_wizard.school.mail_server import MailServer
from tests.attestation.reading import text_of
from tests.cli.offices import SCHOOL, CommandOffice, people, staff_member
from tests.office.post import PASSWORD, SENDER, USER, Post, post
from tests.register.databases import on_both_databases

__all__ = ["post"]
MANY = 4


@pytest.fixture
def staffed(office: CommandOffice) -> CommandOffice:
    office.record(*people(MANY), PersonEntered(person="p3", member=staff_member(3, email="")))
    return office


def send(office: CommandOffice, what: str, *words: object):
    return office.type("campaign", "send", "review", "--school", SCHOOL, "--what", what, *words)


def test_drafts_a_merge_and_letters_reach_everybody_and_the_second_time_nobody(
    staffed: CommandOffice, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    said = send(staffed, "ask", "--out", out, "--officer", "Olive", "--json").json("mailing-1.schema.json")
    assert said["people"] == ["S0", "S1", "S2"]
    assert said["without"] == ["Ada Lee 3"]
    assert len(list(out.glob("*.eml"))) == 3
    assert send(staffed, "ask", "--out", out, "--json").json("mailing-1.schema.json")["sent"] == 0
    sent = send(staffed, "ask", "--sent", "--to", "s2", "--json").json("mailing-1.schema.json")
    assert (sent["way"], sent["people"]) == ("sent", ["S2"])
    assert "2 mails are noted as sent." in send(staffed, "ask", "--sent").out
    assert "0 mails are noted as sent." in send(staffed, "ask", "--sent").out, "none is left"
    again = send(staffed, "ask", "--to", "s1", "--as", "merge", "--out", out).out
    assert "1 is written, and on record." in again
    assert {each.suffix for each in out.glob("mail merge*")} == {".csv", ".docx"}
    letters = send(staffed, "ask", "--as", "letters", "--out", out)
    assert (letters.code, (out / "letters for 1 without address.pdf").exists()) == (0, True)
    every = ("--as", "letters", "--everybody", "--to", "s1", "--file-line", "It is on the S drive.")
    assert send(staffed, "ask", *every, "--out", out, "--json").json("mailing-1.schema.json")["people"] == ["S1"]
    assert "It is on the S drive." in text_of((out / "letters for 1.pdf").read_bytes()), "those to others stay"
    assert send(staffed, "ask").code == 3, "it has to be said where"
    invited = send(staffed, "invite", "--out", tmp_path / "invited")
    assert (invited.code, "Only an officer of this school" in invited.err) == (1, True)
    assert not (tmp_path / "invited").exists()


@on_both_databases
def test_through_the_mail_server_cut_and_gone_on_with(
    staffed: CommandOffice, post: tuple[Post, MailServer], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken, server = post
    monkeypatch.setattr(campaign_send, "sleep", lambda _seconds: None)
    (tmp_path / "mail.txt").write_text(PASSWORD)
    there = ("--as", "server", "--mail-password-file", tmp_path / "mail.txt")
    given = (*there, "--host", server.host, "--port", server.port, "--user", USER, "--from", SENDER)
    assert send(staffed, "remind", *there).code == 3, "no server is known yet"
    tried = send(staffed, "remind", *given, "--dry-run")
    assert (tried.code, "The server would take 3 mails. Nothing was sent." in tried.out, taken.came) == (0, True, [])
    assert "did not answer. So the password of the mail server is asked for each time." in tried.err
    taken.hangs_up_at = 2
    cut = send(staffed, "remind", *given, "--json")
    assert (cut.code, cut.json("mailing-1.schema.json")["left"]) == (2, 2)
    assert send(staffed, "remind", *given).code == 3, "the rest first"
    taken.hangs_up_at = None
    rest = send(staffed, "remind", *there, "--resume")
    assert (rest.code, "2 mails are sent." in rest.out) == (0, True)
    assert sorted(taken.to) == ["s0@oak.example", "s1@oak.example", "s2@oak.example"]
    assert send(staffed, "remind", *given, "--json").json("mailing-1.schema.json")["sent"] == 0


def test_what_left_of_a_mailing_that_was_killed_is_on_record_for_those_who_got_it_and_for_nobody_else(
    staffed: CommandOffice, post: tuple[Post, MailServer], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken, server = post
    monkeypatch.setattr(campaign_send, "sleep", lambda _seconds: None)
    (tmp_path / "mail.txt").write_text(PASSWORD)
    given = ("--mail-password-file", tmp_path / "mail.txt", "--host", server.host, "--port", server.port)
    to_all = ("--as", "server", *given, "--user", USER, "--from", SENDER)
    with monkeypatch.context() as killed:
        killed.setattr(outbox, "record_sent", _killed)
        assert send(staffed, "ask", *to_all, "--to", "s1").code == STOPPED
    assert taken.to == ["s1@oak.example"]
    taken.refused = frozenset({"s0@oak.example"})
    send(staffed, "ask", *to_all)
    assert taken.to == ["s1@oak.example", "s2@oak.example"]
    with staffed.open() as register:
        found = SchoolRegister(register=register, school=SCHOOL).records_of((EventKind.EXPORTED,), 100)
        assert sorted(each.event.person for each in found if isinstance(each.event, Exported)) == ["p1", "p2"]


def _killed(*_given: object) -> None:
    raise KeyboardInterrupt
