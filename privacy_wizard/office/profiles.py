"""School profiles, signed in the office."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from ..catalogue.school_library import school_library
from ..domain.certificate_events import Revoked
from ..domain.school_profile import (
    LOGO_LIMIT,
    PackFor,
    RevokedCertificate,
    SchoolProfile,
    new_profile_faults,
    packs_by_kind,
)
from ..domain.signature import Purpose
from ..domain.vocabulary import PersonKind
from ..i18n import _
from ..identity.authority import Authority
from ..identity.authority_revocation import Withdrawal
from ..identity.authority_trust import sign_document
from ..pdf.logo_file import usable_logo
from ..school.profile_file import ProfileFile, read_profile, write_profile
from ..system import write_private
from .errors import ProfileFaulty
from .profile_numbers import next_number
from .unprinted import unprinted


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
