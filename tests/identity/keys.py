"""Keys for tests; making one takes a millisecond, locking one half a second."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from privacy_wizard.certificates import fingerprint
from privacy_wizard.identity import SigningKey, make_key, save_key
from privacy_wizard.system import write_private

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
PASSPHRASE = "seven quiet otters wander"


@cache
def ada() -> SigningKey:
    return make_key(name="Ada Łąka", identifier="S-1042", school="Hillside Primary School", now=NOW)


@cache
def ben() -> SigningKey:
    return make_key(name="Ben Okafor", identifier="S-1043", school="Hillside Primary School", now=NOW)


_LOCKED: dict[tuple[bytes, str], bytes] = {}


def place_key(path: Path, key: SigningKey, passphrase: str) -> None:
    """What `save_key` leaves at the path, locked once for all tests: that takes half a second on purpose."""
    which = (fingerprint(key.certificate), passphrase)
    if which not in _LOCKED:
        with TemporaryDirectory() as folder:
            save_key(Path(folder) / "key.p12", key, passphrase)
            _LOCKED[which] = (Path(folder) / "key.p12").read_bytes()
    write_private(path, _LOCKED[which])
