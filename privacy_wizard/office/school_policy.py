"""Which policy the school applies to whom, changed by itself: the rest of its file stays as it was signed last."""

from collections.abc import Collection

from ..domain.school_profile import PackFor, SchoolProfile, packs_by_kind
from ..domain.vocabulary import PersonKind


def applied_to(profile: SchoolProfile, policy: str, kinds: Collection[PersonKind]) -> tuple[PackFor, ...]:
    """What the profile says of policies once this one applies to these kinds of people, in the place of theirs."""
    return packs_by_kind({kind: (policy,) if kind in kinds else profile.packs_for(kind) for kind in PersonKind})
