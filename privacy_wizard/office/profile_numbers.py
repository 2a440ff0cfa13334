"""The numbers of the school's files: none is given out twice, also where a backup is put back.

Staff's programs refuse another file of the same number, and one of a lower number as older. Whoever puts a backup back
cannot know what was signed after it was made; so a note beside the file leaves out more numbers than that can be.
"""

import json
from datetime import datetime, timedelta
from pathlib import Path

from ..domain.signature import DetachedSignature
from ..identity.authority_trust import read_profile_signature
from ..school.profile_file import load_profile, read_profile
from ..system import Trouble, read_regular

NUMBER_NOTE = "profile-number.json"
_LONGEST = 100  # bytes
_LEFT_OUT = 100  # and one for each hour since, as the same backup may be put back more than once


def last_number(file: Path) -> int:
    """The number of the school's last profile; 0 if there is none. Raises SignatureBroken, NotThisKind, so that a
    damaged file does not restart the numbering.
    """
    if not file.exists():
        return 0
    return load_profile(file, _any_authority).manifest.number


def next_number(file: Path) -> int:
    """The number of the profile that comes next. Raises as `last_number` does."""
    try:
        note = read_regular(file.with_name(NUMBER_NOTE), _LONGEST)
    except OSError:
        note = b""
    return max(last_number(file), _noted(note)) + 1


def note_for(profile: bytes, note: bytes, before: Path, made: datetime, now: datetime) -> bytes:
    """What is noted beside a profile that comes out of a backup with a note or an empty one; `before` is the profile
    that it takes the place of, where there is one.
    """
    given = max(_number_in(profile), _noted(note), _given(before))
    return json.dumps({"last": given + _LEFT_OUT + max(0, (now - made) // timedelta(hours=1))}).encode()


def _number_in(profile: bytes) -> int:
    try:
        return read_profile(profile, _any_authority).manifest.number
    except Trouble:
        return 0  # it is put back as it is, and says so itself


def _given(file: Path) -> int:
    try:
        return next_number(file) - 1
    except Trouble:
        return 0


def _noted(note: bytes) -> int:
    try:
        return int(json.loads(note)["last"])
    except (ValueError, KeyError, TypeError):
        return 0


def _any_authority(signature: DetachedSignature, signed: bytes) -> None:
    read_profile_signature(signature, signed)
