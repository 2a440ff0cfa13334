"""Everything the console works with, built in one place and passed to every page."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from attrs import evolve, field, frozen
from cryptography.hazmat.primitives.serialization import Encoding

from ...catalogue.school_library import library_of_profile
from ...certificates import certified_number
from ...domain.certificate_events import ProtectedListMade
from ...domain.model import Catalogue, PolicyPack
from ...domain.protected_list import ProtectedPerson, last_day
from ...domain.register_events import AttestationStanding, EventKind
from ...domain.register_views import CertificateState, PeopleAsked, PersonRow
from ...domain.school_profile import PackFor, SchoolProfile
from ...domain.vocabulary import PersonKind
from ...identity import KeyStore, SigningKey
from ...identity.authority_profile import CertificateKind, kind_of
from ...intake.countersigning import Countersigning
from ...intake.decisions import Decisions
from ...intake.facts import SchoolRules
from ...intake.file_checker import FileChecker
from ...intake.handing_back import DEFAULT_PATTERN, HandingBack
from ...intake.receiving import JudgedAnew, judge_again_after_act
from ...intake.renderer import Renderer
from ...intake.signed_logos import library_on_record
from ...intake.trust import Trust
from ...office.authority_events import AuthorityActs
from ...office.authority_store import AuthoritySummary
from ...office.certificate_office import CertificateOffice
from ...office.chain_heads import ChainHeads
from ...office.next_steps import NextKind, OfficeSize
from ...office.office_key import OfficeKey, is_nobodys
from ...office.outbox import OUTBOX, MailSettings, Outbox
from ...office.protected_lists import MadeList
from ...office.recipients import SendingOffice
from ...office.school_folder import SchoolFolder
from ...register import SchoolRegister
from ...reports.report_sheet import Letterhead
from ...school.profile_file import ProfileFile
from ...system import shipped_folder
from ...system.keyring import system_keychain
from ...system.progress import UNWATCHED, WorkProgress
from ..kit.theme import Theme


class Trial(Protocol):
    """A window over a throw-away audit."""

    def show(self) -> None:
        """Bring the window up."""

    def close(self) -> None:
        """Close the window, and delete everything."""


BeginTrial = Callable[[Catalogue, PolicyPack, Iterable[str], Theme, Callable[[], datetime]], Trial]


@frozen(kw_only=True)
class ConsoleContext:
    """One officer working on the register of one school."""

    register: SchoolRegister
    key: SigningKey = field(repr=False)
    officer: str  # the officer's name, as their certificate has it
    home: Path  # the folder of this user's own files
    key_file: Path  # the officer's key
    load_catalogue: Callable[[], Catalogue]  # slow the first time
    begin_trial: BeginTrial  # opens the wizard over a policy in the making
    now: Callable[[], datetime]
    office_key: OfficeKey | None = None  # where `key` is the office's own, which opens by itself
    lent_by: SigningKey | None = field(default=None, repr=False)  # where a colleague decides on one file
    renderer: Renderer = field(factory=Renderer, eq=False)  # draws what came from elsewhere, in a process of its own

    @property
    def today(self) -> date:
        return self.now().astimezone().date()

    @property
    def own_key(self) -> KeyStore | None:
        """Where the officer's own key is kept; None where the office's opens by itself, and leaves with a backup."""
        key_store = KeyStore(self.key_file, self.now)
        return key_store if self.office_key is None and key_store.has_key else None

    @property
    def own_certificate(self) -> bytes:
        """That of whoever is at work (DER)."""
        return self.key.certificate.public_bytes(Encoding.DER)

    @property
    def own_number(self) -> str:
        """The staff number of whoever is at work."""
        return certified_number(self.key.certificate)

    @property
    def is_nobodys(self) -> bool:
        """Whether nobody has yet said who is working here."""
        return is_nobodys(self.key)

    @property
    def may_countersign(self) -> bool:
        """Whether an officer of the school is at work; without officers, nothing is countersigned."""
        return kind_of(self.key.certificate) is CertificateKind.OFFICER

    @property
    def may_lend(self) -> bool:
        """Whether a colleague can sit down here and decide on one file: with the office's own key, and no officer's."""
        return self.office_key is not None and not self.may_countersign

    def find_people(self, text: str, most: int) -> Sequence[PersonRow]:
        """Those at this school, leavers too, whose name, number or address has this in it. Raises RegisterTrouble."""
        asked = PeopleAsked(schools=(self.register.school,), search=text, with_leavers=True)
        return self.register.people.listed(asked, self.today, 0, most)

    def make_authority(
        self, passphrase: str, *, another: bool = False, progress: WorkProgress = UNWATCHED
    ) -> AuthoritySummary:
        """The school's authority; the key with which the school signed its file until now certifies it.

        `another`: also where one is on record and not here.
        Raises AuthorityElsewhere, AuthorityThere, WeakPassphrase, KeyTrouble, SecretLost.
        """
        acts, before, school = self.issuing.acts, self.school_place.school_key, self.register.name()
        if self.office_key is None or not before.is_there:
            return acts.make(school, passphrase, another=another, progress=progress)
        secret = self.office_key.secret()
        return acts.make_after(before, secret, school=school, passphrase=passphrase, progress=progress)

    @property
    def knows_authority(self) -> bool:
        """Whether the school has an authority, here or on another computer. Raises SchoolTrouble."""
        place = self.school_place
        return place.authority_store.public() is not None or self.issuing.elsewhere() is not None

    @property
    def signs_by_itself(self) -> bool:
        """Whether the school's file is signed with the key that opens by itself, for want of an authority."""
        place = self.school_place
        return self.office_key is not None and place.school_key.is_there and not place.authority_store.is_there

    def sign_profile(
        self,
        secret: str,
        profile: SchoolProfile,
        members: Mapping[str, bytes],
        out: Path,
        progress: WorkProgress = UNWATCHED,
    ) -> ProfileFile:
        """The school's next file, with a copy in `out`; `secret` is not asked for where the school signs by itself.

        Raises SchoolTrouble, KeyTrouble, KeyWorkStopped, RegisterTrouble, NotWritten.
        """
        place, (acts, secret) = self.school_place, self._signing(secret)
        shipped = shipped_folder("checklists")
        return acts.sign_profile(
            secret, profile, members, into=place.profile_file, shipped=shipped, out=out, progress=progress
        )

    def apply_policies(self, packs: tuple[PackFor, ...], progress: WorkProgress) -> JudgedAnew:
        """Sign the school's file anew with these policies, and judge again what waits, where the school signs by
        itself. Raises as `sign_profile` does.
        """
        place, (acts, secret) = self.school_place, self._signing("")
        signed = place.signed_profile()
        if signed is not None:
            acts.sign_profile(
                secret,
                evolve(signed.manifest.profile, packs=packs),
                signed.members,
                into=place.profile_file,
                shipped=shipped_folder("checklists"),
                progress=progress,
            )
        return self.judge_again(progress)

    def judge_again(self, progress: WorkProgress) -> JudgedAnew:
        """Judge again what waits, now that the school's file has changed. Raises SchoolTrouble."""
        with self.checker() as checker:
            return judge_again_after_act(self.register, self.rules(), checker, self.now(), progress)

    def make_protected_list(
        self,
        secret: str,
        people: Sequence[ProtectedPerson],
        *,
        expires: datetime,
        out: Path,
        weighed: bool,
        progress: WorkProgress,
    ) -> MadeList:
        """The school's protected list, signed as its file is; slow. Raises as `AuthorityActs.make_protected_list`."""
        acts, secret = self._signing(secret)
        return acts.make_protected_list(
            secret,
            people,
            school=self.school_name,
            expires=expires,
            into=self.school_place.protected_list,
            out=out,
            weighed=weighed,
            progress=progress,
        )

    def _signing(self, secret: str) -> tuple[AuthorityActs, str]:
        """What signs in the school's name, and what opens it."""
        acts = self.issuing.acts
        if self.office_key is not None and self.signs_by_itself:
            return evolve(acts, authority_store=self.school_place.school_key), self.office_key.secret()
        return acts, secret

    @property
    def chain_heads(self) -> ChainHeads:
        """The latest chain heads that this computer has seen signed."""
        return ChainHeads(self.home / "register-heads.json")

    @property
    def school_place(self) -> SchoolFolder:
        """The school's authority and profile on this computer."""
        return SchoolFolder.of(self.home, self.register.school, self.register.name, self.now)

    def library(self) -> Catalogue:
        """The checklists and policies, with the school's own from its last profile. Slow.

        Raises SchoolTrouble, LibraryRefused.
        """
        signed = self.school_place.signed_profile()
        if signed is None or not signed.checklists:
            return self.load_catalogue()
        return library_of_profile(signed.checklists, shipped_folder("checklists"))

    @property
    def school_name(self) -> str:
        """The school's name as people know it. Raises SchoolTrouble."""
        return self.school_place.name(self.register.name())

    @property
    def sending(self) -> SendingOffice:
        """Who mails concern, and what is attached."""
        own = self.own_number
        copy = self.handing_back().attached
        return SendingOffice(register=self.register, place=self.school_place, now=self.now(), own=own, copy=copy)

    @property
    def outbox(self) -> Outbox:
        """Where mails wait that go through the school's mail server."""
        return Outbox(folder=self.home / OUTBOX / self.register.school)

    @property
    def mail_settings(self) -> MailSettings:
        """The school's mail server."""
        keychain = self.office_key.find_keychain() if self.office_key is not None else system_keychain()
        return MailSettings(home=self.home, keychain=keychain)

    def size(self) -> OfficeSize:
        """What decides which upgrade pays. Raises SchoolTrouble, RegisterTrouble."""
        register, signed = self.register, self.school_place.signed_profile()
        return OfficeSize(
            people=register.people.count(PeopleAsked(schools=(register.school,)), self.today),
            schools=len(register.schools()),
            accepted=register.attestations.count(AttestationStanding.ACCEPTED),
            has_authority=self.knows_authority,
            is_officer=self.may_countersign,
            has_certificates=self._others_have_certificates(),
            is_on_server="://" in register.place,
            has_own_policy=signed is not None and bool(signed.checklists),
            has_protected_list=self.school_place.protected_list.is_there,
        )

    def _others_have_certificates(self) -> bool:
        own = self.register.people.numbered(self.own_number)
        live = (each for each in self.register.certificates.listed() if each.state(self.now()) is CertificateState.LIVE)
        return any(own is None or each.person != own.person for each in live)

    def ran_out(self) -> Mapping[NextKind, date]:
        """What has expired, and its last day. Raises SchoolTrouble, RegisterTrouble."""
        authority = self.school_place.authority_store.public()
        lists = self.register.records_of([EventKind.PROTECTED_LIST_MADE], 1)
        speaks_for_itself = self.key.is_self_signed and not self.knows_authority  # then any key decides
        ends = {
            NextKind.RENEW_KEY: None if speaks_for_itself else self.key.certificate.not_valid_after_utc,
            NextKind.RENEW_AUTHORITY: authority.certificate.not_valid_after_utc if authority is not None else None,
            NextKind.RENEW_LIST: next(
                (each.event.expires for each in lists if isinstance(each.event, ProtectedListMade)), None
            ),
        }
        return {kind: last_day(end) for kind, end in ends.items() if end is not None and end <= self.now()}

    def letterhead(self) -> Letterhead:
        """The head of a document of this school. Raises SchoolTrouble."""
        return self.school_place.letterhead(self.school_name)

    def rules(self) -> SchoolRules:
        """What the school's last profile asks of an attestation. Raises SchoolTrouble."""
        signed = self.school_place.signed_profile()
        if signed is None:
            return SchoolRules()
        profile = signed.manifest.profile
        return SchoolRules(
            names=(profile.name, *profile.other_names),
            packs=tuple((kind.value, profile.packs_for(kind)) for kind in PersonKind),
            number=signed.manifest.number,
        )

    def checker(self) -> FileChecker:
        """The processes that check files; use it in a `with` block. Raises SchoolTrouble."""
        place = self.school_place
        return FileChecker(trust=Trust(place.trusted()), own=library_on_record(place.signed_profile(), self.register))

    def deciding(self, checker: FileChecker) -> Decisions:
        return Decisions(register=self.register, rules=self.rules(), checker=checker, officer=self.key.certificate)

    def countersigning(self) -> Countersigning:
        """Where the officer countersigns. Raises NotOfficersKey."""
        place = self.school_place
        trust = Trust(place.trusted())
        own = library_on_record(place.signed_profile(), self.register)
        return Countersigning(register=self.register, key=self.key, trust=trust, now=self.now, own=own)

    @property
    def issuing(self) -> CertificateOffice:
        """The school's authority at work."""
        return CertificateOffice(
            place=self.school_place,
            register=self.register,
            by=self.officer,
            now=self.now,
        )

    def handing_back(self, pattern: str = DEFAULT_PATTERN) -> HandingBack:
        """Where copies leave the register. Raises BadPattern."""
        return HandingBack(register=self.register, school_name=self.school_name, pattern=pattern)
