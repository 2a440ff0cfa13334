import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy_wizard.drafts import (
    AesCipher,
    Damage,
    DraftBroken,
    DraftLocked,
    DraftNotSaved,
    DraftStore,
    DraftUnreadable,
    NoSuchDraft,
    keyring_cipher,
    new_draft_id,
)
from privacy_wizard.system.keyring import Keychain
from tests.in_turn import in_turn
from tests.system.keyrings import MemoryKeyring
from tests.system.test_files import as_a_stranger, posix

CIPHER = AesCipher(bytes(range(32)))
OTHER = AesCipher(bytes(32))
DOCUMENT: dict[str, Any] = {"format": 1, "summary": {"school": "Hillside", "answered": 3}, "answers": ["é", None, 1.5]}
HEAD_PLAIN = b"privacy-wizard saved audit 1 plain\n"  # as earlier versions wrote it
HEAD_DIGESTED = b"privacy-wizard saved audit 2 plain\n"

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**12), 10**12)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@pytest.fixture(params=[None, CIPHER], ids=["plain", "encrypted"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> DraftStore:
    return DraftStore(tmp_path / "audits", request.param)


def file_of(store_folder: Path, draft_id: str = "one") -> Path:
    return store_folder / "audits" / f"{draft_id}.audit"


@given(document=st.dictionaries(st.text(), json_values, max_size=6), locked=st.booleans())
def test_what_is_saved_is_what_is_loaded(
    tmp_path_factory: pytest.TempPathFactory, document: dict[str, Any], locked: bool
) -> None:
    store = DraftStore(tmp_path_factory.getbasetemp() / "round-trip", CIPHER if locked else None)
    store.save("one", document | {"format": 1})
    assert store.load("one") == document | {"format": 1}


def test_a_store_says_whether_it_encrypts(tmp_path: Path) -> None:
    assert DraftStore(tmp_path, CIPHER).encrypted
    assert not DraftStore(tmp_path).encrypted


def test_an_encrypted_draft_shows_nothing_of_what_it_holds(tmp_path: Path) -> None:
    DraftStore(tmp_path / "audits", CIPHER).save("one", DOCUMENT)
    assert b"Hillside" not in file_of(tmp_path).read_bytes()
    assert repr(bytes(range(32))) not in repr(CIPHER)


def test_the_same_document_is_never_encrypted_the_same_way_twice(tmp_path: Path) -> None:
    store = DraftStore(tmp_path / "audits", CIPHER)
    seen = set()
    for _ in range(20):
        store.save("one", DOCUMENT)
        seen.add(file_of(tmp_path).read_bytes())
    assert len(seen) == 20


@posix
def test_only_the_owner_can_read_drafts_and_kept_audits(store: DraftStore, tmp_path: Path) -> None:
    store.save("one", DOCUMENT)
    store.archive("two", DOCUMENT, b"%PDF")
    for path in (tmp_path / "audits").rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)


def test_the_last_save_counts(store: DraftStore) -> None:
    for answered in range(5):
        store.save("one", DOCUMENT | {"answered": answered})
    assert store.load("one")["answered"] == 4


def test_drafts_are_listed_last_saved_first(store: DraftStore, tmp_path: Path) -> None:
    for age, draft_id in enumerate(["newest", "middle", "oldest"]):
        store.save(draft_id, DOCUMENT)
        os.utime(file_of(tmp_path, draft_id), (1_000_000 - age, 1_000_000 - age))
    assert [summary.id for summary in store.list()] == ["newest", "middle", "oldest"]
    assert store.list()[0].summary == {"school": "Hillside", "answered": 3}


def test_an_empty_folder_lists_nothing(store: DraftStore) -> None:
    assert store.list() == store.kept() == ()


def test_a_deleted_draft_is_gone_with_everything_left_of_it(store: DraftStore, tmp_path: Path) -> None:
    store.save("one", DOCUMENT)
    store.save("two", DOCUMENT)
    (tmp_path / "audits" / ".one.audit.x7.part").write_bytes(b"half of it")
    store.delete("one")
    store.let_go("two")
    assert [path.name for path in (tmp_path / "audits").iterdir()] == ["two.audit"]
    with pytest.raises(NoSuchDraft, match="no longer saved on this computer"):
        store.load("one")
    store.delete("one")


def test_a_kept_audit_comes_back_with_its_pdf_and_is_no_longer_a_draft(store: DraftStore) -> None:
    store.save("one", DOCUMENT)
    store.archive("one", DOCUMENT | {"done": True}, b"%PDF-1.7 signed")
    assert store.list() == ()
    assert [(summary.id, summary.has_pdf) for summary in store.kept()] == [("one", True)]
    assert store.load_kept("one")["done"]
    assert store.kept_pdf("one") == b"%PDF-1.7 signed"
    store.delete_kept("one")
    assert store.kept() == ()
    with pytest.raises(NoSuchDraft):
        store.kept_pdf("one")


@pytest.mark.parametrize("draft_id", ["", "../one", "a/b", "A", ".hidden", "a" * 65, "one.pdf", "a\0b"])
def test_no_identifier_leads_out_of_the_folder(store: DraftStore, draft_id: str) -> None:
    with pytest.raises(ValueError, match="small letters, digits and hyphens"):
        store.load(draft_id)


def test_new_identifiers_are_accepted_and_differ(store: DraftStore) -> None:
    first, second = new_draft_id(), new_draft_id()
    store.save(first, DOCUMENT)
    assert first != second


@pytest.mark.parametrize(
    "document",
    [{}, {"format": 2}, {"format": 1, "a": float("nan")}, {"format": 1, "a": {1, 2}}, {"format": 1, "a": b""}],
)
def test_what_is_not_plain_json_of_this_format_is_never_written(store: DraftStore, document: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"draft|JSON"):
        store.save("one", document)
    assert store.list() == ()


@in_turn(
    ("content", "damage"),
    [
        (b"", Damage.INCOMPLETE),
        (b"hello", Damage.INCOMPLETE),
        (b"%PDF-1.7\n", Damage.INCOMPLETE),
        (HEAD_PLAIN, Damage.INCOMPLETE),
        (HEAD_PLAIN + b'{"format": 1, "answers": [', Damage.INCOMPLETE),
        (HEAD_PLAIN + b"[" * 100_000, Damage.INCOMPLETE),
        (HEAD_PLAIN + b"[1]", Damage.INCOMPLETE),
        (HEAD_PLAIN + b'{"format": true}', Damage.INCOMPLETE),
        (HEAD_PLAIN + b'{"format": 1, "a": NaN}', Damage.INCOMPLETE),
        (HEAD_PLAIN + b'{"format": 1, "a": "\xff"}', Damage.INCOMPLETE),
        (HEAD_PLAIN + b'{"format": 2}', Damage.NEWER),
        (HEAD_DIGESTED + b"{}", Damage.INCOMPLETE),
        (HEAD_DIGESTED + b"0" * 64 + b'\n{"format": 1}', Damage.CHANGED),
        (b"privacy-wizard saved audit 3 plain\n{}", Damage.NEWER),
        (b"privacy-wizard saved audit 2 locked\n{}", Damage.NEWER),
        (b"privacy-wizard saved audit 1 locked\nshort", Damage.INCOMPLETE),
        (b"privacy-wizard saved audit 1 locked\n" + CIPHER.key_id + b"short", Damage.CHANGED),
    ],
)
def test_a_broken_draft_is_explained_and_set_aside_not_deleted(tmp_path: Path, content: bytes, damage: Damage) -> None:
    store = DraftStore(tmp_path / "audits", CIPHER)
    store.save("one", DOCUMENT)
    file_of(tmp_path).write_bytes(content)
    assert [type(summary.trouble) for summary in store.list()] == [DraftBroken]
    with pytest.raises(DraftBroken, match="Nothing was deleted") as trouble:
        store.load("one")
    assert trouble.value.damage is damage
    assert trouble.value.set_aside is not None
    assert trouble.value.set_aside.read_bytes() == content
    with pytest.raises(NoSuchDraft):
        store.load("one")


@pytest.mark.parametrize("cipher", [None, CIPHER], ids=["plain", "encrypted"])
@given(place=st.integers(min_value=0), change=st.integers(1, 255))
def test_no_changed_byte_of_a_draft_passes(
    tmp_path_factory: pytest.TempPathFactory, cipher: AesCipher | None, place: int, change: int
) -> None:
    folder = tmp_path_factory.getbasetemp() / "changed"
    store = DraftStore(folder / "audits", cipher)
    store.save("one", DOCUMENT)
    content = bytearray(file_of(folder).read_bytes())
    content[place % len(content)] ^= change
    file_of(folder).write_bytes(content)
    with pytest.raises((DraftBroken, DraftLocked)):
        store.load("one")


def test_an_encrypted_draft_does_not_pass_for_another(tmp_path: Path) -> None:
    store = DraftStore(tmp_path / "audits", CIPHER)
    store.save("one", DOCUMENT)
    file_of(tmp_path).rename(file_of(tmp_path, "two"))
    with pytest.raises(DraftBroken) as trouble:
        store.load("two")
    assert trouble.value.damage is Damage.CHANGED


@pytest.mark.parametrize("cipher", [None, OTHER])
def test_without_its_key_a_draft_is_locked_and_left_where_it_is(tmp_path: Path, cipher: AesCipher | None) -> None:
    DraftStore(tmp_path / "audits", CIPHER).save("one", DOCUMENT)
    store = DraftStore(tmp_path / "audits", cipher)
    assert [type(summary.trouble) for summary in store.list()] == [DraftLocked]
    with pytest.raises(DraftLocked, match="still there and nothing was changed"):
        store.load("one")
    assert DraftStore(tmp_path / "audits", CIPHER).load("one") == DOCUMENT


def test_a_plain_draft_stays_readable_once_there_is_a_keyring_and_is_encrypted_at_the_next_save(tmp_path: Path) -> None:
    DraftStore(tmp_path / "audits").save("one", DOCUMENT)
    store = DraftStore(tmp_path / "audits", CIPHER)
    assert store.load("one") == DOCUMENT
    store.save("one", DOCUMENT)
    assert b"Hillside" not in file_of(tmp_path).read_bytes()


def test_the_key_made_once_in_the_keyring_opens_the_drafts_ever_after(tmp_path: Path) -> None:
    keyring = MemoryKeyring()
    DraftStore(tmp_path, keyring_cipher(Keychain(keyring))).save("one", DOCUMENT)
    assert DraftStore(tmp_path, keyring_cipher(Keychain(keyring))).load("one") == DOCUMENT


def test_a_locked_keyring_never_gets_a_new_key_in_place_of_the_old(tmp_path: Path) -> None:
    keyring = MemoryKeyring()
    DraftStore(tmp_path, keyring_cipher(Keychain(keyring))).save("one", DOCUMENT)
    keyring.locked = True
    assert keyring_cipher(Keychain(keyring)) is None
    keyring.locked = False
    assert DraftStore(tmp_path, keyring_cipher(Keychain(keyring))).load("one") == DOCUMENT


def test_without_a_keyring_or_with_nonsense_in_it_there_is_no_cipher() -> None:
    keyring = MemoryKeyring()
    keyring.kept["privacy-wizard", "drafts-key"] = "not base64!"
    assert keyring_cipher(None) is keyring_cipher(Keychain(keyring)) is None


@posix
def test_a_folder_that_may_not_be_written_is_explained_and_the_old_draft_stays(tmp_path: Path) -> None:
    store = DraftStore(tmp_path / "audits")
    store.save("one", DOCUMENT)
    (tmp_path / "audits").chmod(0o500)
    try:
        with as_a_stranger(), pytest.raises(DraftNotSaved, match=r"not saved yet.*you may not write there"):
            store.save("one", DOCUMENT | {"answered": 2})
    finally:
        (tmp_path / "audits").chmod(0o700)
    assert store.load("one") == DOCUMENT


@posix
def test_a_folder_that_may_not_be_read_is_explained(tmp_path: Path) -> None:
    store = DraftStore(tmp_path / "audits")
    store.save("one", DOCUMENT)
    file_of(tmp_path).chmod(0)
    try:
        with as_a_stranger(), pytest.raises(DraftUnreadable, match="could not be read"):
            store.load("one")
    finally:
        file_of(tmp_path).chmod(0o600)
    assert store.load("one") == DOCUMENT


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from privacy_wizard.drafts import DraftNotSaved, DraftStore
store = DraftStore(Path(sys.argv[1]))
store.save("one", {"format": 1, "answered": 1})
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    store.save("one", {"format": 1, "answered": "x" * 100_000})
except DraftNotSaved as trouble:
    print(trouble)
"""


@posix
def test_a_full_disk_is_explained_and_the_old_draft_stays(tmp_path: Path) -> None:
    told = subprocess.run([sys.executable, "-c", FULL_DISK, str(tmp_path)], capture_output=True, text=True, check=True)
    assert "not saved yet" in told.stdout
    assert "the disk is full" in told.stdout
    assert DraftStore(tmp_path).load("one")["answered"] == 1
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ".open"] == ["one.audit"]


SAVE_FOR_EVER = """
import sys
from pathlib import Path
from privacy_wizard.drafts import AesCipher, DraftStore
store = DraftStore(Path(sys.argv[1]), AesCipher(bytes(range(32))))
for answered in range(10**9):
    store.save("one", {"format": 1, "answered": answered, "again": answered, "filling": "x" * 60_000})
    print(answered, flush=True)
"""


@posix
@pytest.mark.parametrize("wait", [0.0, 0.0011, 0.0023, 0.0037, 0.0053])
def test_a_process_killed_amid_its_saves_always_leaves_a_draft_that_loads(tmp_path: Path, wait: float) -> None:
    command = [sys.executable, "-c", SAVE_FOR_EVER, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = [process.stdout.readline() for _ in range(5)]
        until = time.perf_counter() + wait
        while time.perf_counter() < until:
            pass
        process.send_signal(signal.SIGKILL)
        told += process.stdout.read().splitlines()
    saved = DraftStore(tmp_path, CIPHER).load("one")
    assert saved["answered"] == saved["again"]
    assert saved["answered"] >= int(told[-1])


def test_what_a_dead_process_left_half_written_is_swept_away_later(tmp_path: Path) -> None:
    store = DraftStore(tmp_path)
    store.save("one", DOCUMENT)
    fresh, stale = tmp_path / ".one.audit.a.part", tmp_path / ".one.audit.b.part"
    fresh.write_bytes(b"")
    stale.write_bytes(b"")
    os.utime(stale, (1_000_000, 1_000_000))
    assert DraftStore(tmp_path).load("one") == DOCUMENT
    assert fresh.exists()
    assert not stale.exists()
