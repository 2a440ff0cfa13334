"""What happens to the authority itself: made, replaced, published in a profile. Each act goes on record."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from ..domain.certificate_events import AuthorityHandedOver, AuthorityMade, ProfileSigned, ProtectedListMade
from ..domain.protected_list import MOST_TOKENS, ProtectedPerson
from ..domain.register_events import Event
from ..domain.school_profile import SchoolProfile
from ..domain.signature import Purpose
from ..identity import KeyWorkStopped
from ..identity.authority_token import TokenPlace
from ..identity.authority_trust import sign_document
from ..school.profile_file import ProfileFile, load_profile
from ..school.protected_list import KeptList, write_protected_list
from ..system import outgoing_files
from ..system.files import one_at_a_time
from ..system.progress import UNWATCHED, WorkProgress
from .authority_store import AuthorityStore, AuthoritySummary
from .errors import AuthorityElsewhere, AuthorityReplaced
from .profiles import sign_profile
from .protected_lists import ListStopped, MadeList, NobodyListed, NoImpactAssessment, TooManyListed

if TYPE_CHECKING:
    from ..register import AuthorityOnRecord, CertificateRecord

_LOCK = ".signing.lock"  # beside the file that two must not sign at once


def _logos_of(profile: Path) -> tuple[str, ...]:
    """Of the file that the next one takes the place of, which attestations still show. Raises SchoolTrouble."""
    return load_profile(profile, lambda _signature, _content: None).logos if profile.exists() else ()


@frozen(kw_only=True)
class AuthorityActs:
    """One school's authority, and the record of what was done with it."""

    authority_store: AuthorityStore
    record: "CertificateRecord"
    now: Callable[[], datetime]

    def elsewhere(self) -> "AuthorityOnRecord | None":
        """The school's authority if it is on record but its key is on another computer. Raises SchoolTrouble."""
        found = self.record.authority()
        return None if found is None or self.authority_store.holds(found.fingerprint) else found

    def make(
        self, school: str, passphrase: str, *, another: bool = False, progress: WorkProgress = UNWATCHED
    ) -> AuthoritySummary:
        """A new authority in an encrypted file; `another`: also where one is on record and not here.

        Raises AuthorityElsewhere, AuthorityThere, WeakPassphrase, KeyTrouble, KeyWorkStopped.
        """
        self._refuse_second(another=another)
        steps = progress.ending_in(KeyWorkStopped).in_steps(3)  # make it, lock it, write it down
        return self._made(self.authority_store.make(school, passphrase, progress=steps))

    def make_after(
        self,
        before: AuthorityStore,
        secret: str,
        *,
        school: str,
        passphrase: str,
        progress: WorkProgress = UNWATCHED,
    ) -> AuthoritySummary:
        """A new authority, certified by the key that has signed the school's file until now. Raises as `make` does."""
        steps = progress.ending_in(KeyWorkStopped).in_steps(4)
        with before.unlocked(secret, steps) as old:
            card = self.authority_store.make(school, passphrase, after=old, progress=steps)
        self._handed_over(card, before.card())
        return card

    def make_on_token(
        self,
        school: str,
        place: TokenPlace,
        pin: str,
        *,
        another: bool = False,
        progress: WorkProgress = UNWATCHED,
    ) -> AuthoritySummary:
        """A new authority whose key is made on a token. Raises AuthorityElsewhere, AuthorityThere, TokenTrouble,
        KeyWorkStopped.
        """
        self._refuse_second(another=another)
        return self._made(self.authority_store.make_on_token(school, place, pin, progress.ending_in(KeyWorkStopped)))

    def hand_over(
        self, secret: str, *, school: str, new_passphrase: str, progress: WorkProgress = UNWATCHED
    ) -> AuthoritySummary:
        """A new authority takes the place of this one. Raises NoAuthority, AuthorityReplaced, WeakPassphrase,
        KeyTrouble, KeyWorkStopped, NotWritten.
        """
        before, steps = self.authority_store.card(), progress.ending_in(KeyWorkStopped).in_steps(3)
        with one_at_a_time(self.authority_store.key_file, _LOCK):
            if self.authority_store.card().fingerprint != before.fingerprint:
                raise AuthorityReplaced(self.authority_store.folder)
            card = self.authority_store.hand_over(secret, school=school, new_passphrase=new_passphrase, progress=steps)
            self._handed_over(card, before)
        return card

    def sign_profile(
        self,
        secret: str,
        profile: SchoolProfile,
        members: Mapping[str, bytes],
        *,
        into: Path,
        shipped: Path,
        out: Path | None = None,
        progress: WorkProgress = UNWATCHED,
    ) -> ProfileFile:
        """Sign the next profile; it tells staff computers what is revoked by now. `out`: where a copy goes.

        Raises as `sign_profile` does, KeyTrouble and KeyWorkStopped.
        """
        steps = progress.ending_in(KeyWorkStopped).in_steps(2)
        with (
            self.authority_store.unlocked(secret, steps) as authority,
            one_at_a_time(into, _LOCK),
            outgoing_files() as files,
        ):
            # Two that sign at once would give their files the same number, and staff computers refuse the second.
            before = _logos_of(into)
            signed = sign_profile(
                authority,
                profile,
                members,
                into=into,
                shipped=shipped,
                now=self.now(),
                revoked=self.record.revoked(),
                write=files.private,
            )
            content = into.read_bytes()
            if out is not None:
                files.whole(out, content)
            number, by = signed.manifest.number, signed.manifest.authority
            policies = tuple(dict.fromkeys(each.pack for each in profile.packs))
            document, logos = sha256(content).hexdigest(), tuple(dict.fromkeys((*before, *signed.logos)))
            self._enter(
                ProfileSigned(profile=number, document=document, fingerprint=by, policies=policies, logos=logos)
            )
        return signed

    def make_protected_list(
        self,
        secret: str,
        people: Sequence[ProtectedPerson],
        *,
        school: str,
        expires: datetime,
        into: KeptList,
        out: Path,
        weighed: bool,
        progress: WorkProgress = UNWATCHED,
    ) -> MadeList:
        """Make a list of these people, sign it and write it to `out`, with a copy in the office; slow.

        `weighed`: an officer has said that the school's own impact assessment allows it. Raises NoImpactAssessment,
        NobodyListed, TooManyListed, ListStopped, KeyTrouble, NotThisKind, NotWritten.
        """
        from ..evidence.matching.forms import MOST_FORMS, forms_of_entry
        from ..evidence.matching.tokens import made_list

        if not weighed:
            raise NoImpactAssessment
        if len(people) * MOST_FORMS > MOST_TOKENS:
            raise TooManyListed
        found = [each for each in people if forms_of_entry(each)]
        if not found:
            raise NobodyListed
        progress = progress.ending_in(ListStopped)
        with self.authority_store.unlocked(
            secret, progress
        ) as authority:  # a wrong secret is told before the long work
            by = authority.fingerprint.hex()
            protected = made_list(found, school=school, made=self.now(), expires=expires, progress=progress)
            content = write_protected_list(
                protected, lambda signed: sign_document(authority, Purpose.PROTECTED_LIST, signed)
            )
        with outgoing_files() as files:
            files.private(into.file, content)
            files.whole(out, content)
            document = sha256(content).hexdigest()
            self._enter(
                ProtectedListMade(people=len(found), expires=protected.expires, document=document, fingerprint=by)
            )
        return MadeList(protected=protected, people=len(found), out=out)

    def _refuse_second(self, *, another: bool) -> None:
        found = None if another else self.elsewhere()
        if found is not None:
            raise AuthorityElsewhere(found.made, found.by)

    def _handed_over(self, card: AuthoritySummary, before: AuthoritySummary) -> None:
        ends = card.certificate.not_valid_after_utc
        event = AuthorityHandedOver(
            fingerprint=card.fingerprint, before=before.fingerprint, ends=ends, on_token=card.on_token
        )
        self._enter(event)

    def _made(self, card: AuthoritySummary) -> AuthoritySummary:
        ends = card.certificate.not_valid_after_utc
        self._enter(AuthorityMade(fingerprint=card.fingerprint, ends=ends, on_token=card.on_token))
        return card

    def _enter(self, event: Event) -> None:
        self.record.enter(event)
