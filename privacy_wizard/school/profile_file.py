"""The file that carries a school profile (`.pwschool`): a signed manifest, and what it names.

manifest.json   the profile, and the SHA-256 of every other file (canonical JSON)
signature.json  the authority's signature over those bytes, with its certificate
logo.png, time-service.pem, platforms/*.yaml, packs/*.yaml
"""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from attrs import evolve, field, fields, frozen
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from ..domain.school_profile import LOGO_LIMIT, Manifest, Member, RevokedCertificate, SchoolProfile, profile_faults
from ..domain.signature import DetachedSignature
from ..domain.vocabulary import SchoolFileVersion
from ..i18n import _
from ..pdf.pictures import printable_logo
from ..serialization import Refused, from_canonical, to_canonical
from ..system import in_utf8, read_regular
from .errors import FileUnreadable
from .zip_files import LARGEST_FILE, Archive, refuse, write_archive

MANIFEST, SIGNATURE = "manifest.json", "signature.json"
TIME_SERVICE = "time-service.pem"
_MOST_SERVICES = 10
_MANIFEST_LIMIT, _SIGNATURE_LIMIT = 400_000, 600_000
_NAME = re.compile(fields(Member).name.metadata["pattern"])
_PICTURES = {"logo.png": b"\x89PNG\r\n\x1a\n", "logo.jpg": b"\xff\xd8\xff"}
Sign = Callable[[bytes], DetachedSignature]
Check = Callable[[DetachedSignature, bytes], None]


@frozen(kw_only=True)
class ProfileFile:
    """A profile whose signature was checked and whose files are as the manifest says."""

    manifest: Manifest
    signature: DetachedSignature
    digest: str  # SHA-256 of the manifest, hex
    members: Mapping[str, bytes] = field(repr=False)

    @property
    def profile(self) -> SchoolProfile:
        """What the school says about itself."""
        return self.manifest.profile

    @property
    def logo(self) -> bytes | None:
        """PNG or JPEG."""
        return self.members.get("logo.png") or self.members.get("logo.jpg")

    @property
    def logos(self) -> tuple[str, ...]:
        """SHA-256 of the logo, as it is in the file and as it is printed; nothing where the school has none."""
        if self.logo is None:
            return ()
        return tuple(dict.fromkeys(sha256(each).hexdigest() for each in (self.logo, printable_logo(self.logo))))

    def certificates(self) -> tuple[x509.Certificate, ...]:
        """The authority's certificate and links; each proves itself or is worthless. Raises NotThisKind."""
        try:
            return tuple(x509.load_der_x509_certificate(each) for each in self.signature.certificates())
        except ValueError:
            raise refuse(_("its certificates are damaged")) from None

    @property
    def time_services(self) -> bytes:
        """Certificates (PEM) of the time-stamping services whose stamps count, or of who vouches for them."""
        return self.members.get(TIME_SERVICE, b"")

    @property
    def version(self) -> SchoolFileVersion:
        """What it says, under whatever number and whenever it was signed."""
        said = evolve(self.manifest, number=1, issued=datetime.min.replace(tzinfo=UTC))
        packs = SchoolProfile(name="", packs=self.profile.packs)
        own = tuple(each for each in self.manifest.members if each.name.startswith("packs/"))
        policies = evolve(said, profile=packs, members=own, revoked=())
        return SchoolFileVersion(content=_digest(said), policies=_digest(policies))

    @property
    def checklists(self) -> Mapping[str, bytes]:
        """The school's own checklists and packs, by their place in a library. Not yet checked."""
        return {name: content for name, content in self.members.items() if name.endswith(".yaml")}


def _digest(manifest: Manifest) -> str:
    return sha256(to_canonical(manifest)).hexdigest()


def write_profile(
    profile: SchoolProfile,
    members: Mapping[str, bytes],
    *,
    number: int,
    now: datetime,
    authority: str,
    sign: Sign,
    revoked: tuple[RevokedCertificate, ...] = (),
) -> bytes:
    """The file's bytes. `members` are `logo.png` or `logo.jpg` and the school's own YAML by its place.

    Raises NotThisKind for what no program would open again.
    """
    manifest = Manifest(
        number=number,
        issued=now.replace(microsecond=0),
        authority=authority,
        profile=profile,
        members=tuple(_member(name, content) for name, content in sorted(members.items())),
        revoked=revoked,
    )
    signed = to_canonical(manifest)
    signature = sign(signed)
    written = write_archive({MANIFEST: signed, SIGNATURE: to_canonical(signature), **dict(sorted(members.items()))})
    read_profile(written, lambda _signature, _content: None)  # what we write, we must be able to open
    return written


def load_profile(path: Path, check: Check) -> ProfileFile:
    """The profile in a file. Raises FileUnreadable, NotThisKind, and what `check` raises."""
    return read_profile(read_some(path, LARGEST_FILE + 1), check)


def read_profile(content: bytes, check: Check) -> ProfileFile:
    """The profile in a file's bytes; `check` sees the signature before anything that it covers is read.

    Raises NotThisKind, and what `check` raises.
    """
    archive = Archive(content, lambda name: name in (MANIFEST, SIGNATURE) or _NAME.fullmatch(name) is not None)
    signed = archive.read(MANIFEST, _MANIFEST_LIMIT)
    try:
        signature = from_canonical(archive.read(SIGNATURE, _SIGNATURE_LIMIT), DetachedSignature, _SIGNATURE_LIMIT)
        check(signature, signed)
        manifest = from_canonical(signed, Manifest, _MANIFEST_LIMIT)
    except Refused as refused:
        raise refuse(str(refused.fault)) from None
    if faults := profile_faults(manifest.profile):
        raise refuse("; ".join(faults))
    members = _members(archive, manifest)
    return ProfileFile(manifest=manifest, signature=signature, digest=sha256(signed).hexdigest(), members=members)


def read_some(path: Path, limit: int) -> bytes:
    """At most `limit` bytes of a file; text that PowerShell redirected is as it was. Raises FileUnreadable."""
    try:
        return in_utf8(read_regular(path, limit))
    except OSError as error:
        raise FileUnreadable(path, error) from error


def read_if_there(path: Path, limit: int) -> bytes | None:
    """As `read_some`, and None where there is no such file."""
    try:
        return read_some(path, limit)
    except FileUnreadable as error:
        if isinstance(error.cause, FileNotFoundError):
            return None
        raise


def _member(name: str, content: bytes) -> Member:
    if not _NAME.fullmatch(name):
        raise refuse(_("{name} does not belong in a school's file", name=name))
    if not 0 < len(content) <= LOGO_LIMIT:
        raise refuse(_("{name} is empty or too large", name=name))
    return Member(name=name, size=len(content), sha256=sha256(content).hexdigest())


def _members(archive: Archive, manifest: Manifest) -> Mapping[str, bytes]:
    listed = [member.name for member in manifest.members]
    if len(set(listed)) != len(listed) or archive.names != {MANIFEST, SIGNATURE, *listed}:
        raise refuse(_("its files are not those that the school signed"))
    if sum(member.size for member in manifest.members) > LARGEST_FILE:
        raise refuse(_("its files are far too large"))
    found = {}
    for member in manifest.members:
        content = archive.read(member.name, member.size)
        if len(content) != member.size or sha256(content).hexdigest() != member.sha256:
            raise refuse(_("{member} was changed after it was signed", member=member.name))
        found[member.name] = content
    _check_logo(found)
    time_service_certificates(found.get(TIME_SERVICE, b""))
    return found


def time_service_certificates(content: bytes) -> tuple[x509.Certificate, ...]:
    """The certificates in a profile's `time-service.pem`; none in an empty one. Raises NotThisKind."""
    try:
        found = tuple(x509.load_pem_x509_certificates(content)) if content else ()
    except ValueError:
        raise refuse(f"{TIME_SERVICE} holds no certificate that can be read") from None
    if len(found) > _MOST_SERVICES:
        raise refuse(f"{TIME_SERVICE} holds too many certificates")
    return found


def time_service_member(content: bytes) -> bytes:
    """What a profile keeps of a certificate file (PEM or DER), as such services hand them out. Raises NotThisKind."""
    content = in_utf8(content)
    if b"-----BEGIN" not in content:
        with suppress(ValueError):
            content = x509.load_der_x509_certificate(content).public_bytes(Encoding.PEM)
    found = time_service_certificates(content)
    return b"".join(each.public_bytes(Encoding.PEM) for each in found)


def _check_logo(members: Mapping[str, bytes]) -> None:
    if len(members.keys() & _PICTURES.keys()) > 1:
        raise refuse(_("it holds two logos"))
    for name, beginning in _PICTURES.items():
        if name in members and not members[name].startswith(beginning):
            raise refuse(_("{name} is not a picture of that kind", name=name))
