"""Keys for tests; making one takes a millisecond, locking one half a second."""

from datetime import UTC, datetime
from functools import cache

from privacy_wizard.identity import SigningKey, make_key

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
PASSPHRASE = "seven quiet otters wander"


@cache
def ada() -> SigningKey:
    return make_key(name="Ada Łąka", identifier="S-1042", school="Hillside Primary School", now=NOW)


@cache
def ben() -> SigningKey:
    return make_key(name="Ben Okafor", identifier="S-1043", school="Hillside Primary School", now=NOW)
