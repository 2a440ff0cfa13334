"""School profiles, signed in the office."""

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from attrs import fields, has

from ..catalogue.school_library import school_library
from ..domain.certificate_events import Revoked
from ..domain.likeness import in_words
from ..domain.school_profile import (
    LOGO_LIMIT,
    PackFor,
    RevokedCertificate,
    SchoolProfile,
    new_profile_faults,
    packs_by_kind,
)
from ..domain.signature import DetachedSignature, Purpose
from ..domain.vocabulary import PersonKind
from ..i18n import _
from ..identity.authority import Authority
from ..identity.authority_trust import Withdrawal, read_profile_signature, sign_document
from ..pdf.fonts import unprintable
from ..pdf.pictures import usable_logo
from ..school.profile_file import ProfileFile, load_profile, read_profile, write_profile
from ..system import Trouble, read_regular, write_private
from .errors import ProfileFaulty

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


def unprinted(said: object) -> Iterator[str]:
    """A sentence for each text in a value, however deep, that has a letter which the fonts lack."""
    for text in _texts(said):
        if lacking := unprintable(text):
            seen = "".join(filter(str.isprintable, text))[:60]
            yield _("“{text}” has a character that cannot be printed: {what}", text=seen, what=in_words(lacking[0]))


def _texts(said: object) -> Iterator[str]:
    if isinstance(said, str):
        yield said
    elif isinstance(said, Mapping):
        yield from _texts(tuple(said.values()))
    elif isinstance(said, (tuple, list, frozenset)):
        for each in said:
            yield from _texts(each)
    elif has(kind := type(said)):
        yield from _texts([getattr(said, each.name) for each in fields(kind)])


def sign_profile(
    authority: Authority,
    profile: SchoolProfile,
    members: Mapping[str, bytes],
    *,
    into: Path,
    shipped: Path,
    now: datetime,
    revoked: Sequence[Revoked] = (),
    write: Callable[[Path, bytes], None] = write_private,
) -> ProfileFile:
    """Sign the next profile and write it to `into`, whose number it follows.

    `revoked` is what the record says of certificates: staff computers learn it from the profile.
    `members` are the logo and the school's own YAML. Raises ProfileFaulty, LibraryRefused, LogoFault, NotThisKind,
    NotWritten.
    """
    members = _with_usable_logo(members)
    checklists = {name: content for name, content in members.items() if name.endswith(".yaml")}
    library = school_library(checklists, shipped)
    known = library.packs
    unknown = [_("there is no policy “{pack}”", pack=each.pack) for each in profile.packs if each.pack not in known]
    own = [each for name, each in known.items() if f"packs/{name}.yaml" in checklists]
    asked = [library.checklists[Path(name).stem] for name in checklists if name.startswith("platforms/")]
    said = (profile.name, profile.declaration, own, asked)
    if reasons := (*new_profile_faults(profile), *unknown, *unprinted(said)):
        raise ProfileFaulty(tuple(reasons))
    content = write_profile(
        profile,
        members,
        number=next_number(into),
        now=now,
        authority=authority.fingerprint.hex(),
        sign=lambda signed: sign_document(authority, Purpose.PROFILE, signed),
        revoked=tuple(_revoked(each) for each in revoked if Withdrawal.of(each.reason) is not Withdrawal.SUPERSEDED),
    )
    write(into, content)
    return read_profile(content, lambda _signature, _content: None)


def _with_usable_logo(members: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """With the logo under the name of its kind. Raises LogoFault."""
    given = [name for name in members if name.startswith("logo.")]
    found = {name: content for name, content in members.items() if name not in given}
    for name in given:
        logo = usable_logo(members[name], LOGO_LIMIT)
        found["logo.png" if logo.startswith(b"\x89PNG") else "logo.jpg"] = logo
    return found


def _revoked(event: Revoked) -> RevokedCertificate:
    """For staff computers. What was superseded is not among it: its owner has another key, and nothing is wrong."""
    return RevokedCertificate(serial=event.serial, since=event.starts, reason=event.reason)


def applied_to(profile: SchoolProfile, policy: str, kinds: Collection[PersonKind]) -> tuple[PackFor, ...]:
    """What the profile says of policies once this one applies to these kinds of people, in the place of theirs."""
    return packs_by_kind({kind: (policy,) if kind in kinds else profile.packs_for(kind) for kind in PersonKind})
