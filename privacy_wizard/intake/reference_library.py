"""What files are judged by: what the program ships with, and what the school's profile adds."""

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from attrs import evolve, field, frozen
from cryptography import x509

from ..attestation.statement import Statement
from ..catalogue import CatalogueFaults, earlier_folders, load_shipped, shipped_folder
from ..catalogue.school_library import load_joined
from ..domain.model import Catalogue, Withdrawn
from ..domain.school_profile import Manifest
from ..domain.versions import FIRST_RULES, withdrawn_version
from ..school.profile_file import ProfileFile, time_service_certificates
from ..serialization import from_plain, to_plain

_Named = tuple[int, tuple[str, str], frozenset[tuple[str, str]]]
_MOST_NAMED = 200  # sets of versions whose library is kept


@frozen(kw_only=True)
class SchoolLibrary:
    """What a signed profile brings: its manifest, and the school's checklists and packs by path in a library."""

    manifest: Manifest
    members: Mapping[str, bytes] = field(repr=False)
    time_services: bytes = b""  # certificates (PEM) of time-stamping services, or of who vouches for them
    logos: tuple[str, ...] | None = None  # SHA-256 of those that the school has signed; None without its record

    @classmethod
    def of(cls, file: ProfileFile | None, earlier_logos: Iterable[str] | None = None) -> "SchoolLibrary | None":
        """The library in a profile whose signature was checked; None if there is no profile. A file knows its own
        logo only: `earlier_logos` are those that the school's record tells.
        """
        if file is None:
            return None
        return cls(
            manifest=file.manifest,
            members=file.checklists,
            time_services=file.time_services,
            logos=None if earlier_logos is None else (*file.logos, *earlier_logos),
        )

    def to_bytes(self) -> bytes:
        """The library as bytes, for another process."""
        members = {name: base64.b64encode(content).decode() for name, content in self.members.items()}
        services = self.time_services.decode()
        said = {"manifest": to_plain(self.manifest), "members": members, "time": services, "logos": self.logos}
        return json.dumps(said).encode()


@frozen(slots=False)
class ReferenceLibrary:
    """`shipped` alone, or with the school's own additions."""

    shipped: Catalogue
    own: Catalogue | None = None
    manifest: Manifest | None = None
    members: Mapping[str, bytes] = field(factory=dict, repr=False)  # the school's own files, of which `own` is made
    time_services: tuple[x509.Certificate, ...] = ()  # whose time stamps count, or who vouches for those services
    logos: frozenset[str] | None = None  # SHA-256 of those that the school has signed; None without its record
    _named: dict[_Named, Catalogue] = field(factory=dict, init=False, eq=False, repr=False)

    @classmethod
    def here(cls, own: bytes = b"") -> "ReferenceLibrary":
        """What is on this computer; `own` as `SchoolLibrary.to_bytes` gives it. Slow."""
        if not own:
            return cls(load_shipped())
        found: dict[str, Any] = json.loads(own)
        members = {name: base64.b64decode(content) for name, content in found["members"].items()}
        joined = load_joined(shipped_folder(), members) if members else None
        services = time_service_certificates(found["time"].encode())
        logos = None if found["logos"] is None else frozenset(found["logos"])
        manifest = from_plain(found["manifest"], Manifest)
        return cls(load_shipped(), joined, manifest, members, services, logos)

    def declaration(self, name: str) -> tuple[str, ...]:
        """The school's own wording of the declaration for somebody; empty if it has none."""
        return () if self.manifest is None else self.manifest.profile.declaration_of(name)

    @property
    def asks_further(self) -> bool:
        """Whether the school's profile also asks the further questions."""
        return self.manifest is not None and self.manifest.profile.further

    def may_show(self, logo: bytes) -> bool:
        """Whether the school has signed that logo; whatever is shown, where there is no record to tell."""
        return self.logos is None or hashlib.sha256(logo).hexdigest() in self.logos

    @property
    def school_names(self) -> tuple[str, ...]:
        """Under which the school's profile knows the school; empty where there is no profile."""
        return () if self.manifest is None else (self.manifest.profile.name, *self.manifest.profile.other_names)

    def libraries(self, statement: Statement) -> Iterator[Catalogue]:
        """Those under which the statement may have been made: in the versions that it names, wherever they are found.

        What is not named, the platforms behind "another platform", may be the shipped ones or the school's, or those
        of an earlier release. Under the first rules nothing was asked but what the first releases ask.
        """
        if statement.rules_version == FIRST_RULES:
            yield from self._earlier
            return
        if self.own is None:
            yield self.shipped
        else:
            yield self._as_named(statement, self.shipped, self.own)
            yield self._as_named(statement, self.own, self.shipped)
        for earlier in self._earlier:
            if _is_of(statement, earlier):
                yield self._as_named(statement, earlier, self.shipped if self.own is None else self.own)

    def _as_named(self, statement: Statement, first: Catalogue, other: Catalogue) -> Catalogue:
        """The same object for the same versions: what was worked out under it before need not be again."""
        policy = (statement.policy.id, statement.policy.sha256)
        key = (id(first), policy, frozenset((part.id, part.sha256) for part in statement.checklists))
        if key not in self._named:
            if len(self._named) >= _MOST_NAMED:
                self._named.clear()
            self._named[key] = _as_named(statement, first, other)
        return self._named[key]

    def withdrawn(self, identifier: str, version: str) -> Withdrawn | None:
        """Why that version of a checklist or pack no longer counts; None if it does."""
        libraries = (self.shipped, *(() if self.own is None else (self.own,)))
        return next((why for each in libraries if (why := withdrawn_version(each, identifier, version))), None)

    def revoked_from(self, serial: str) -> datetime | None:
        """The moment from which the school no longer believes a certificate."""
        return self._revoked.get(serial)

    @cached_property
    def _earlier(self) -> tuple[Catalogue, ...]:
        """Asked for only where a file does not follow from today's library."""
        return tuple(_earlier_with(self.members, folder) for folder in earlier_folders())

    @cached_property
    def _revoked(self) -> Mapping[str, datetime]:
        return {} if self.manifest is None else {each.serial: each.since for each in self.manifest.revoked}


def _earlier_with(members: Mapping[str, bytes], folder: Path) -> Catalogue:
    """An earlier release with the school's own files, whose policies build on it; without those that do not fit it."""
    if members:
        with suppress(CatalogueFaults):
            return load_joined(folder, members)
    return load_shipped(folder)


def _as_named(statement: Statement, first: Catalogue, other: Catalogue) -> Catalogue:
    """The first library, with whatever only the other one has in the version that the statement names."""
    policy = statement.policy
    found = first
    if not _is(first.packs.get(policy.id), policy.sha256) and _is(other.packs.get(policy.id), policy.sha256):
        found = evolve(found, packs={**first.packs, policy.id: other.packs[policy.id]})
    named = {part.id: part.sha256 for part in statement.checklists}
    lacking = [each for each, sha256 in named.items() if not _is(first.checklists.get(each), sha256)]
    brought = {each: other.checklists[each] for each in lacking if _is(other.checklists.get(each), named[each])}
    return evolve(found, checklists={**first.checklists, **brought}) if brought else found


def _is_of(statement: Statement, library: Catalogue) -> bool:
    """Whether a statement names a version of a checklist that the library has."""
    return any(_is(library.checklists.get(part.id), part.sha256) for part in statement.checklists)


def _is(found: Any, sha256: str) -> bool:
    return found is not None and found.sha256 == sha256
