"""The school profile: what one signed file tells every member of staff's program about the school."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from attrs import field, frozen

from ..i18n import _
from .accents import overloaded
from .audit import School
from .retention import KeepingRule, Kept
from .vocabulary import PersonKind

FORMAT = "privacy-wizard-school/1"
LOGO_LIMIT = 1_000_000  # bytes
_NAME = {"limit": 200}
_ID = {"pattern": r"[a-z0-9][a-z0-9.\-]{0,99}"}
_SHA256 = {"pattern": "[0-9a-f]{64}"}
_DOMAIN = re.compile(r"(?=.{4,253}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_KNOWN = ("name", "school")


class HandInKind(StrEnum):
    """Ways to hand an attestation in."""

    EMAIL = "e-mail"
    FOLDER = "folder"
    WEB_PAGE = "web page"
    IN_PERSON = "in person"


@frozen(kw_only=True)
class SchoolContact:
    """Who to contact, by the role that the policy names."""

    role: str = field(metadata=_NAME)
    name: str = field(metadata=_NAME)
    email: str = field(default="", metadata=_NAME)
    phone: str = field(default="", metadata={"limit": 40})


@frozen(kw_only=True)
class PackFor:
    """A policy pack and who it applies to."""

    pack: str = field(metadata=_ID)
    people: tuple[PersonKind, ...]  # empty: everyone


@frozen(kw_only=True)
class HandIn:
    """A place where attestations are handed in."""

    kind: HandInKind
    where: str = field(metadata={"limit": 500})  # an address, a folder, a page, or the name of a room
    note: str = field(default="", metadata={"limit": 500})


@frozen(kw_only=True)
class Keeping:
    """How long one kind of thing is kept."""

    kept: Kept
    rule: KeepingRule


@frozen(kw_only=True)
class SchoolProfile:
    """What the school says about itself."""

    name: str = field(metadata=_NAME)
    other_names: tuple[str, ...] = field(default=(), metadata={"limit": 50, "each": _NAME})
    email_domains: tuple[str, ...] = field(default=(), metadata={"limit": 50, "each": _NAME})
    contacts: tuple[SchoolContact, ...] = field(default=(), metadata={"limit": 50})
    packs: tuple[PackFor, ...] = field(default=(), metadata={"limit": 50})
    # Paragraphs; {name} and {school} are filled in. Empty: the program's own wording.
    declaration: tuple[str, ...] = field(default=(), metadata={"limit": 8, "each": {"limit": 1500}})
    hand_in: tuple[HandIn, ...] = field(default=(), metadata={"limit": 20})
    keeping: tuple[Keeping, ...] = field(default=(), metadata={"limit": 20})
    time_authority: str = field(default="", metadata={"limit": 500})
    # Whether the further questions must be answered too, and stand on the attestation.
    further: bool = field(default=False, metadata={"later": True})

    def school(self, logo: bytes | None = None) -> School:
        """The school as an audit names it."""
        return School(
            name=self.name,
            other_names=self.other_names,
            email_domains=self.email_domains,
            logo=logo,
            time_authority=self.time_authority,
            asks_further=self.further,
        )

    def packs_for(self, kind: PersonKind) -> tuple[str, ...]:
        """The identifiers of the packs that apply to someone."""
        return tuple(each.pack for each in self.packs if not each.people or kind in each.people)

    def declaration_of(self, name: str) -> tuple[str, ...]:
        """The school's wording with the names filled in, once: a name that looks like a placeholder stays a name."""
        facts = {"name": name, "school": self.name}
        return tuple(_PLACEHOLDER.sub(lambda found: facts[found[1]], text) for text in self.declaration)


def packs_by_kind(chosen: Mapping[PersonKind, Sequence[str]]) -> tuple[PackFor, ...]:
    """What a profile says where these policies apply to these kinds of people: one that applies to all names none."""
    by_pack: dict[str, list[PersonKind]] = {}
    for kind, packs in chosen.items():
        for pack in packs:
            by_pack.setdefault(pack, []).append(kind)
    return tuple(
        PackFor(pack=pack, people=() if len(kinds) == len(PersonKind) else tuple(kinds))
        for pack, kinds in by_pack.items()
    )


@frozen(kw_only=True)
class Member:
    """One further file in the profile."""

    name: str = field(
        metadata={"pattern": r"logo\.(png|jpg)|time-service\.pem|(platforms|packs)/[a-z0-9][a-z0-9\-]{0,60}\.yaml"}
    )
    size: int = field(metadata={"least": 1, "most": LOGO_LIMIT})
    sha256: str = field(metadata=_SHA256)


@frozen(kw_only=True)
class RevokedCertificate:
    """A certificate of the school's authority that is not believed for anything signed from a given moment on."""

    serial: str = field(metadata={"pattern": "[0-9a-f]{1,40}"})
    since: datetime
    reason: str = field(metadata={"limit": 400})


@frozen(kw_only=True)
class Manifest:
    """What the authority signs: the profile, and the digest of every other file."""

    format: str = field(default=FORMAT, metadata={"pattern": FORMAT})
    number: int = field(metadata={"least": 1})  # grows with each profile of the school
    issued: datetime
    authority: str = field(metadata=_SHA256)  # fingerprint of the key that signs
    profile: SchoolProfile
    members: tuple[Member, ...] = field(metadata={"limit": 100})
    revoked: tuple[RevokedCertificate, ...] = field(default=(), metadata={"limit": 2000})  # when it was signed


class ProfileFault(StrEnum):
    """What can be wrong with a profile's content."""

    NAME = "the school has no name"
    DOMAIN = "an e-mail domain is not one, such as school.example"
    ADDRESS = "an e-mail address is not one"
    PAGE = "a web address does not begin with https://"
    TIME = "the time-stamping service has no web address"
    PACKS = "a policy is named twice"
    ACCENTS = "a letter has more accents than a line has room for"
    PLACEHOLDER = "the declaration may use {name} and {school} and no other brackets"
    KEEPING = "two rules of keeping are about the same thing"
    CONTACT = "a contact has no role or no name"
    LONG = "the declaration has more than 2,400 characters, and attestations would become too long"


def profile_faults(profile: SchoolProfile) -> tuple[ProfileFault, ...]:
    """Everything wrong with it, in the order of the vocabulary; empty if nothing is."""
    found = set(_faults(profile))
    return tuple(fault for fault in ProfileFault if fault in found)


DECLARATION_LIMIT = 2400  # characters: with it, an attestation of three accounts takes four pages


def new_profile_faults(profile: SchoolProfile) -> tuple[ProfileFault, ...]:
    """What is wrong with one that is about to be signed: those of before may have a longer declaration."""
    is_long = sum(map(len, profile.declaration)) > DECLARATION_LIMIT
    return (*profile_faults(profile), *([ProfileFault.LONG] if is_long else []))


def _faults(profile: SchoolProfile) -> Iterator[ProfileFault]:
    if not profile.name.strip():
        yield ProfileFault.NAME
    if not all(_DOMAIN.fullmatch(each) for each in profile.email_domains):
        yield ProfileFault.DOMAIN
    if not all(_ADDRESS.fullmatch(each) for each in _addresses(profile)):
        yield ProfileFault.ADDRESS
    if not all(each.startswith("https://") for each in _pages(profile)):
        yield ProfileFault.PAGE
    if profile.time_authority and not profile.time_authority.startswith(("http://", "https://")):
        yield ProfileFault.TIME
    if len({each.pack for each in profile.packs}) < len(profile.packs):
        yield ProfileFault.PACKS
    yield from _text_faults(profile)
    if len({each.kept for each in profile.keeping}) < len(profile.keeping):
        yield ProfileFault.KEEPING
    if not all(each.role.strip() and each.name.strip() for each in profile.contacts):
        yield ProfileFault.CONTACT


def _text_faults(profile: SchoolProfile) -> Iterator[ProfileFault]:
    if any(map(overloaded, (profile.name, *profile.other_names, *profile.declaration))):
        yield ProfileFault.ACCENTS
    if not all(_placeholders_known(text) for text in profile.declaration):
        yield ProfileFault.PLACEHOLDER


def _addresses(profile: SchoolProfile) -> Iterator[str]:
    yield from (each.email for each in profile.contacts if each.email)
    yield from (each.where for each in profile.hand_in if each.kind is HandInKind.EMAIL)


def _pages(profile: SchoolProfile) -> Iterator[str]:
    """The pages for people. A time-stamping service is often http only; what it answers is signed."""
    yield from (each.where for each in profile.hand_in if each.kind is HandInKind.WEB_PAGE)


def _placeholders_known(text: str) -> bool:
    rest = _PLACEHOLDER.sub(lambda found: "" if found[1] in _KNOWN else found[0], text)
    return "{" not in rest and "}" not in rest


def email_domain(typed: str) -> str:
    """From "office@School.example.org" to "school.example.org". ValueError with a sentence where it is none."""
    domain = typed.strip().rpartition("@")[2].lower().strip(".")
    if not _DOMAIN.fullmatch(domain):
        raise ValueError(_("This is not the ending of an e-mail address. Type it like school.example.org."))
    return domain
