"""Kept files: by their SHA-256, checked on reading, whole or absent, in each kind of store."""

import stat
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from privacy_wizard.domain.register_events import DocumentKind
from privacy_wizard.register import Register
from privacy_wizard.register.documents import digest, without_secrets
from privacy_wizard.register.errors import DocumentLost, StoreTrouble
from privacy_wizard.register.tickets import HandedIn
from privacy_wizard.system import NotWritten

from .conftest import Clock, robin
from .databases import mostly_sqlite, new_address, on_both_databases
from .made import create_register

__all__ = ["mostly_sqlite"]


@pytest.fixture(params=["sqlite", "postgresql", "store"])
def kept_in(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[Register]:
    """A register whose files lie where they do by default, on each database, or in a store that fsspec reaches."""
    if request.param == "store":
        address = str(tmp_path / "register.sqlite")
        Register.create(address, documents=f"file://{tmp_path / 'store'}")
    else:
        address = new_address(request, tmp_path)
        create_register(address)
    with Register.open(address, robin(), now=clock) as found:
        yield found


def keep(register: Register, content: bytes = b"a file", person: str = "p1") -> str:
    with register.session("oak") as act:
        return act.keep(content, DocumentKind.LETTER, "a.txt", person=person)


def held(register: Register) -> set[str]:
    with register.reading() as view:
        return set(register._documents.held(view, "oak"))


def test_a_kept_file_comes_back_byte_for_byte(kept_in: Register) -> None:
    content = bytes(range(256)) * 4000
    assert keep(kept_in, content) == digest(content)
    assert kept_in.document("oak", digest(content)) == content


def test_the_same_bytes_are_stored_once(kept_in: Register) -> None:
    keep(kept_in)
    keep(kept_in, person="p2")
    assert held(kept_in) == {digest(b"a file")}
    kept_in.erase_person("oak", "p1", "asked for")
    assert kept_in.document("oak", digest(b"a file")) == b"a file", "the other person's copy stays"
    kept_in.erase_person("oak", "p2", "asked for")
    assert held(kept_in) == set()


def test_a_file_that_was_let_go_of_and_came_back_stays(kept_in: Register) -> None:
    keep(kept_in)
    kept_in.erase_person("oak", "p1", "asked for")
    keep(kept_in)
    kept_in.clear("oak")
    assert kept_in.document("oak", digest(b"a file")) == b"a file"


def test_a_file_of_an_act_that_failed_goes_with_the_next_deletion_by_rule(kept_in: Register) -> None:
    with pytest.raises(RuntimeError), kept_in.session("oak") as act:  # noqa: PT012
        act.keep(b"never", DocumentKind.LETTER, "a.txt", person="p1")
        raise RuntimeError
    keep(kept_in)
    kept_in.erase_due("oak", (), date(2026, 11, 20))
    assert held(kept_in) == {digest(b"a file")}
    assert kept_in.check("oak").holds


def test_a_file_that_waits_and_is_then_kept_is_written_once_and_put_right_if_it_was_damaged(
    tmp_path: Path, clock: Clock
) -> None:
    create_register(str(tmp_path / "register.sqlite"))
    with Register.open(str(tmp_path / "register.sqlite"), robin(), now=clock) as found:
        found.queue("oak").hand_in([HandedIn(name="a.pdf", content=b"a file")])
        [path] = [path for path in (tmp_path / "register-documents").rglob("*") if path.is_file()]
        before = path.stat()
        keep(found)
        assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
        path.write_bytes(b"a fil")
        keep(found)
        assert found.document("oak", digest(b"a file")) == b"a file"


def test_a_file_of_another_school_is_not_there(kept_in: Register) -> None:
    document = keep(kept_in)
    with pytest.raises(DocumentLost, match="missing"):
        kept_in.document("elm", document)


@on_both_databases
def test_a_file_in_a_store_that_was_changed_is_not_handed_out(register_url: str, tmp_path: Path, clock: Clock) -> None:
    Register.create(register_url, documents=f"file://{tmp_path / 'store'}")
    with Register.open(register_url, robin(), now=clock) as found:
        document = keep(found)
        [path] = [path for path in (tmp_path / "store").rglob("*") if path.is_file()]
        path.write_bytes(b"another")
        with pytest.raises(DocumentLost, match="was changed"):
            found.document("oak", document)


def test_a_store_that_cannot_be_had_is_a_sentence_and_nothing_is_recorded(
    register_url: str, tmp_path: Path, clock: Clock
) -> None:
    with pytest.raises(StoreTrouble):
        Register.create(register_url, documents="nosuchstore://x")
    (tmp_path / "store").write_text("not a folder")
    Register.create(register_url, documents=f"file://{tmp_path / 'store'}")
    with Register.open(register_url, robin(), now=clock) as found:
        with pytest.raises(StoreTrouble, match="cannot be reached"):
            keep(found)
        assert found.records("oak") == []


def test_a_password_in_an_address_is_never_shown() -> None:
    assert without_secrets("s3://key:secret@bucket/x") == "s3://bucket/x"
    assert "secret" not in str(StoreTrouble(without_secrets("ftp://me:secret@host/x@y"), "no"))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_the_file_of_a_register_and_its_documents_are_their_owners_alone(tmp_path: Path, clock: Clock) -> None:
    Register.create(str(tmp_path / "here" / "my register.sqlite"))
    with Register.open(str(tmp_path / "here" / "my register.sqlite"), robin(), now=clock) as found:
        keep(found)
    for path in (tmp_path / "here").rglob("*"):
        wanted = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == wanted, path


def test_a_folder_that_cannot_be_written_to_leaves_nothing_of_the_act(tmp_path: Path, clock: Clock) -> None:
    create_register(str(tmp_path / "register.sqlite"))
    (tmp_path / "register-documents").write_text("in the way")
    with Register.open(str(tmp_path / "register.sqlite"), robin(), now=clock) as found:
        with pytest.raises(NotWritten):
            keep(found)
        assert found.records("oak") == []
