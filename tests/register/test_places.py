"""Where a register may lie."""

import tempfile
from pathlib import Path

import pytest
from psycopg import sql

from privacy_wizard.domain.register_events import DocumentKind
from privacy_wizard.register import Officer, Register
from privacy_wizard.register.addresses import (
    documents_folder,
    read_address,
    refuse_network_share,
    share_among,
    shown,
    synchronised_by,
    windows_share,
)
from privacy_wizard.register.errors import (
    Damaged,
    FileRefused,
    InSynchronisedFolder,
    NotARegisterAddress,
    OnNetworkShare,
    OtherEncoding,
    Unreachable,
)
from tests.in_turn import in_turn
from tests.system.test_files import as_a_stranger, posix

from . import postgres
from .made import create_register

MOUNTS = """/dev/sda1 / ext4 rw 0 0
server:/staff /srv/staff nfs4 rw 0 0
//server/office /mnt/the\\040office cifs rw 0 0
/dev/sdb1 /srv/staff/local ext4 rw 0 0
me@host:/ /home/me/far fuse.sshfs rw 0 0
host /host 9p rw 0 0
"""


@in_turn(
    ("path", "found"),
    [
        ("/srv/register.sqlite", None),
        ("/srv/staff/register.sqlite", "nfs4"),
        ("/srv/staff/deeper/register.sqlite", "nfs4"),
        ("/srv/staffroom/register.sqlite", None),
        ("/srv/staff/local/register.sqlite", None),
        ("/mnt/the office/register.sqlite", "cifs"),
        ("/home/me/far/register.sqlite", "fuse.sshfs"),
        ("/host/register.sqlite", "9p"),
    ],
)
def test_a_file_on_a_share_is_refused_and_postgresql_is_named(tmp_path: Path, path: str, found: str | None) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS)
    if found is None:
        refuse_network_share(Path(path), mounts)
    else:
        with pytest.raises(OnNetworkShare, match=f"network share .{found}.*PostgreSQL"):
            refuse_network_share(Path(path), mounts)


def test_a_link_onto_a_share_is_seen_through(tmp_path: Path) -> None:
    (tmp_path / "share").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "share")
    mounts = [("/", "ext4"), (str(tmp_path / "share"), "nfs")]
    assert share_among(tmp_path / "link" / "register.sqlite", mounts) == "nfs"


@in_turn(
    ("path", "share"),
    [
        ("\\\\server\\office\\r.sqlite", True),
        ("//server/office/r.sqlite", True),
        ("\\\\?\\UNC\\server\\office\\r.sqlite", True),
        ("C:\\office\\r.sqlite", False),
        ("\\\\?\\C:\\office\\r.sqlite", False),
    ],
)
def test_windows_shares_are_known_by_their_path(path: str, share: bool) -> None:
    assert bool(windows_share(path)) is share


def test_this_computers_own_disk_is_accepted(tmp_path: Path) -> None:
    refuse_network_share(tmp_path / "register.sqlite")


@in_turn("address", ["mysql://x/y", "sqlite://", "sqlite:///:memory:", "sqlite:///x?mode=ro", "://"])
def test_other_addresses_are_refused_in_a_sentence(address: str) -> None:
    with pytest.raises(NotARegisterAddress, match="not the address of a register"):
        read_address(address)


def test_another_computer_is_spoken_to_encrypted_unless_told_otherwise() -> None:
    assert read_address("postgresql://me@db.example/school").query == {"sslmode": "require"}
    assert read_address("postgresql:///school?host=db.example").query["sslmode"] == "require"
    assert read_address("postgresql://db.example/school?sslmode=verify-full").query == {"sslmode": "verify-full"}
    for near in ("postgresql:///school", "postgresql:///school?host=/run/pg", "postgresql://localhost/school"):
        assert "sslmode" not in read_address(near).query


def test_a_password_is_never_shown() -> None:
    for given in ("postgresql://me:secret@db.example/school", "postgresql://me@db.example/school?password=secret"):
        assert shown(read_address(given)) == "postgresql://me@db.example/school?sslmode=require"
    with pytest.raises(Unreachable) as caught:
        Register.open("postgresql://me:secret@127.0.0.1:1/school")
    assert "secret" not in str(caught.value)


def test_a_plain_path_is_a_file_with_its_documents_beside_it(tmp_path: Path) -> None:
    url = read_address(str(tmp_path / "my register.sqlite"))
    assert documents_folder(url) == tmp_path / "my register-documents"


@pytest.mark.parametrize("name", ["Staff%20list", "who?", "class #3", "50%", "a;b=c", "sch\u00f6n", "[old]", "x&y=1"])
def test_a_path_is_a_path_whatever_signs_are_in_it(tmp_path: Path, officer: Officer, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    file = folder / "register.sqlite"
    Register.create(str(file), documents=str(folder / "papers"))
    assert file.is_file()
    with Register.open(str(file), officer) as register:
        register.add_school("oak", "Oak School")
        with register.session("oak") as act:
            act.keep(b"a paper", DocumentKind.PAPER, "a.pdf", person="p1", attestation="0" * 64)
        assert register.check("oak").holds
    assert [path.name for path in tmp_path.iterdir()] == [name]
    if "?" not in name:
        with Register.open(f"sqlite:///{file}", officer) as register:
            assert register.schools() == ["oak"]


@in_turn(
    ("folder", "service"),
    [
        ("OneDrive", "OneDrive"),
        ("OneDrive - Oak School", "OneDrive"),
        ("Dropbox", "Dropbox"),
        ("Dropbox (Oak School)", "Dropbox"),
        ("Google Drive", "Google Drive"),
        ("iCloudDrive", "iCloud"),
        ("Nextcloud", "Nextcloud"),
    ],
)
def test_a_folder_that_is_copied_to_other_computers_is_refused_like_a_share(
    tmp_path: Path, folder: str, service: str
) -> None:
    with pytest.raises(InSynchronisedFolder, match=f"in a folder that {service} copies"):
        Register.create(str(tmp_path / folder / "office" / "register.sqlite"))
    assert not (tmp_path / folder).exists()
    assert synchronised_by(tmp_path / f"my {folder}" / "register.sqlite") is None


def test_the_marks_of_such_a_folder_are_known_whatever_it_is_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "shared" / ".dropbox.cache").mkdir(parents=True)
    assert synchronised_by(tmp_path / "shared" / "register.sqlite") == "Dropbox"
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "office"))
    assert synchronised_by(tmp_path / "office" / "a" / "register.sqlite") == "OneDrive"


def test_a_database_for_letters_of_some_languages_only_is_refused(postgresql: postgres.Server) -> None:
    made = "CREATE DATABASE latin OWNER {} ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0"
    postgresql.run(sql.SQL(made).format(sql.Identifier(postgres.OWNER)))
    with pytest.raises(OtherEncoding, match="stores text in LATIN1"):
        Register.create(postgresql.address("latin"))


@pytest.mark.parametrize(
    "content", [b"this is no database, but long enough to be looked at" * 50, b"SQLite format 3\0" * 99]
)
def test_a_file_that_is_no_register_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "register.sqlite"
    path.write_bytes(content)
    with pytest.raises(Damaged, match="damaged or is not a register"):
        Register.open(str(path))
    assert path.read_bytes() == content


@posix
def test_a_register_in_a_folder_that_is_only_to_be_read_says_so(officer: Officer) -> None:
    with tempfile.TemporaryDirectory() as open_to_all:
        folder = Path(open_to_all) / "shared"
        folder.mkdir()
        there, new = folder / "register.sqlite", folder / "new.sqlite"
        create_register(str(there))
        with Register.open(str(there), officer) as register:
            register.add_school("oak", "Oak School")  # all that is loaded at first use is loaded now
        for path, rights in ((Path(open_to_all), 0o755), (folder, 0o555), (there, 0o444)):
            path.chmod(rights)
        with as_a_stranger():
            for act in (lambda: Register.create(str(new)), lambda: _add_a_school(str(there), officer)):
                with pytest.raises(FileRefused, match="or you may only read it"):
                    act()
        Path(open_to_all).chmod(0o000)  # nobody gets in, nor whose it is: the stranger may be the same
        with as_a_stranger(), pytest.raises(FileRefused):
            Register.open(str(there), officer)
        Path(open_to_all).chmod(0o700)


def _add_a_school(address: str, officer: Officer) -> None:
    with Register.open(address, officer) as register:
        register.add_school("elm", "Elm School")
