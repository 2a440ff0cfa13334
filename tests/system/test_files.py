import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from privacy_wizard.system import (
    NotWritten,
    outgoing_files,
    shipped_folder,
    text_of,
    write_new,
    write_private,
    write_whole,
)
from tests.in_turn import in_turn

posix = pytest.mark.skipif(os.name == "nt", reason="Windows keeps other people out by the folder's own rules")


@contextmanager
def as_a_stranger() -> Iterator[None]:
    """Rights are never refused to root, so root becomes nobody for a moment."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@posix
def test_only_the_owner_can_read_what_is_written(tmp_path: Path) -> None:
    path = tmp_path / "new" / "deeper" / "file"
    write_private(path, b"content")
    assert mode(path) == 0o600
    assert mode(path.parent) == mode(path.parent.parent) == 0o700


@posix
def test_a_file_that_others_could_read_becomes_private_when_it_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    path.chmod(0o644)
    write_private(path, b"new")
    assert path.read_bytes() == b"new"
    assert mode(path) == 0o600


@in_turn("name", ["n" * 255, "\u0928" * 85, "\u0928" * 67 + "x"])
def test_a_file_has_as_long_a_name_as_the_system_takes(tmp_path: Path, name: str) -> None:
    write_private(tmp_path / name, b"content")
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == {name: b"content"}


def test_nothing_but_the_file_is_left_behind(tmp_path: Path) -> None:
    write_private(tmp_path / "file", b"content")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@posix
@pytest.mark.parametrize("make", [os.mkfifo, Path.mkdir, lambda path: path.symlink_to(os.devnull)])
def test_nothing_takes_the_place_of_a_device_a_pipe_or_a_folder(tmp_path: Path, make: Callable[[Path], None]) -> None:
    path = tmp_path / "file"
    make(path)
    before = path.lstat()
    for write in (write_private, write_whole):
        with pytest.raises(NotWritten, match="it is a folder, a pipe or a device, not a file"):
            write(path, b"content")
    assert (path.lstat(), list(tmp_path.iterdir())) == (before, [path])


@posix
def test_a_link_is_replaced_and_what_it_pointed_to_is_not_written(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"theirs")
    link.symlink_to(target)
    write_private(link, b"ours")
    assert target.read_bytes() == b"theirs"
    assert not link.is_symlink()


@posix
def test_a_folder_that_may_not_be_written_is_explained_and_the_old_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    tmp_path.chmod(0o555)
    try:
        with as_a_stranger(), pytest.raises(NotWritten) as refusal:
            write_private(path, b"new")
    finally:
        tmp_path.chmod(0o755)
    assert refusal.value.not_allowed
    assert path.read_bytes() == b"old"
    assert "you may not write there" in str(refusal.value)


def test_a_file_where_the_folder_should_be_is_explained(tmp_path: Path) -> None:
    (tmp_path / "folder").write_bytes(b"in the way")
    with pytest.raises(NotWritten) as refusal:
        write_private(tmp_path / "folder" / "file", b"content")
    assert "What was there is unchanged." in str(refusal.value)


def test_a_new_file_that_has_its_place_is_never_said_to_be_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(*_: object, **__: object) -> None:
        raise PermissionError

    with monkeypatch.context() as scanner:
        scanner.setattr(Path, "unlink", held)
        write_new(tmp_path / "key.p12", b"key")
    assert (tmp_path / "key.p12").read_bytes() == b"key"
    opened = os.open
    with monkeypatch.context() as folder_for_putting_in, outgoing_files() as files:
        folder_for_putting_in.setattr(
            os, "open", lambda path, *rest, **more: held() if path == tmp_path else opened(path, *rest, **more)
        )
        files.new(tmp_path / "letter", b"letter")
    assert (tmp_path / "letter").read_bytes() == b"letter"


def test_the_shipped_files_are_found() -> None:
    assert (shipped_folder("resources") / "fingerprint-words.txt").is_file()


@posix
def test_what_is_handed_on_can_be_read_by_whoever_may_read_the_folder(tmp_path: Path) -> None:
    path = tmp_path / "attestation.pdf"
    before = os.umask(0o022)
    try:
        write_whole(path, b"content")
    finally:
        os.umask(before)
    assert mode(path) == 0o644
    assert path.read_bytes() == b"content"


def test_what_cannot_be_handed_on_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "attestation.pdf").mkdir()
    with pytest.raises(NotWritten):
        write_whole(tmp_path / "attestation.pdf", b"content")
    with pytest.raises(NotWritten):
        write_whole(tmp_path / "missing" / "attestation.pdf", b"content")
    assert [path.name for path in tmp_path.iterdir()] == ["attestation.pdf"]


@in_turn("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le with its mark"])
def test_text_is_read_as_editors_and_powershell_write_it(encoding: str) -> None:
    written = "name: Zoë\r\n"
    content = b"\xff\xfe" + written.encode("utf-16-le") if "mark" in encoding else written.encode(encoding)
    assert text_of(content) == written
