"""What an officer decides on an attestation, accepting or returning it, and what they have to show for it."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from attrs import evolve, frozen
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from ..domain.certificate_events import KeyConfirmed
from ..domain.register_events import AttestationStanding, Decided, Event
from ..domain.register_views import AttestationRow, PersonRow
from ..identity import NOBODYS_NUMBER, fingerprint_words
from ..register import SchoolRegister, queries
from ..register.duties import people_of
from ..register.errors import OfficerNeeded
from ..system.progress import UNWATCHED, WorkProgress
from .acceptance_rules import (
    Judgement,
    answered_campaign,
    answers_already,
    contradicts_known_key,
    described,
    judge_against,
)
from .facts import Checked, OnRecord, SchoolRules
from .file_checker import FileChecker
from .not_decided import (
    AcceptingStopped,
    CannotAccept,
    DecidingStopped,
    NobodyDecides,
    NotConfirmed,
    NotDecided,
    NotHeld,
    Overtaken,
    OwnAttestation,
    SendingBackStopped,
    StandsAgainst,
    TwoOfOnePerson,
    WhoseIsIt,
    WordsDiffer,
    WordsNeeded,
)
from .receiving import WAITS, JudgedAnew, gather, judge_again_after_act
from .waiting import despite_policy, is_in_order, needs_words

if TYPE_CHECKING:
    from sqlalchemy import Connection

ACCEPTED = AttestationStanding.ACCEPTED


@frozen(kw_only=True)
class Acceptance:
    """What an officer gives with their approval."""

    reason: str = ""
    confirmed: Collection[str] = ()  # the exceptions, as `described` names them
    words: Sequence[str] = ()  # of an unknown key, as the person read them out
    key_not_compared: bool = False  # accepted without the words; it is recorded so, and the key stays unknown
    number: str = ""  # of the staff list, where the file does not say


@frozen(kw_only=True)
class NotDone:
    """One of several of which the same was not decided as of the others."""

    attestation: str
    problem: str


@frozen(kw_only=True)
class Decisions:
    """Where an officer decides; `officer` is their own certificate."""

    register: SchoolRegister
    rules: SchoolRules
    checker: FileChecker
    officer: x509.Certificate

    def look(self, attestation: str, now: datetime) -> tuple[Checked, Judgement]:
        """A held file checked and judged once more, as things stand now. Raises NotHeld."""
        row, content = self._held(attestation)
        checked = self.checker.check(row.file_name, content, now)
        with self.register.reading() as connection:
            known = gather(connection, self.register.school, checked)
        return checked, judge_against(checked, known, self.rules, now)

    def accept(
        self,
        attestation: str,
        given: Acceptance,
        now: datetime,
        seen: AttestationRow | None = None,
        progress: WorkProgress = UNWATCHED,
    ) -> None:
        """Accept what needs a look. `seen` is how it stood when the officer decided; None: as it stands now.

        Raises NotDecided, OfficerNeeded; of these Overtaken, where it no longer stands so; DecidingStopped.
        """
        self._require_officer(now)
        row = self._unchanged(attestation, seen)
        confirmed, decided = self._acceptance(row, given, now)
        progress.ending_in(DecidingStopped).go_on()
        with self.register.session() as act:
            self._require_unchanged(act.connection, row)
            act.record_all([*confirmed, decided])

    def accept_together(
        self,
        attestations: Sequence[str],
        now: datetime,
        progress: WorkProgress = UNWATCHED,
        despite_the_policy: str = "",
    ) -> Sequence[NotDone]:
        """Accept all of these with one act, their keys not compared; those that cannot be, with the sentence why.

        Each is checked and judged once more as if it stood alone. `despite_the_policy`: the reason, where they were
        made under another policy than the school's and are wanted all the same. Raises OfficerNeeded;
        AcceptingStopped, with nothing recorded.
        """
        self._require_officer(now)
        given, of = Acceptance(key_not_compared=True, reason=despite_the_policy), set[str | None]()

        def accepted(row: AttestationRow) -> Decided:
            _, found = self._acceptance(row, given, now, together=True)
            if found.person in of:
                raise TwoOfOnePerson
            of.add(found.person)
            return found

        return self._decide_together(attestations, accepted, progress.ending_in(AcceptingStopped))

    def call_school_also(self, names: Sequence[str], now: datetime, progress: WorkProgress = UNWATCHED) -> JudgedAnew:
        """Record that attestations may call the school so, and judge again what waits. Raises NobodyDecides,
        OfficerNeeded, and RegisterTrouble where that was not recorded.
        """
        self._require_officer(now)
        self.register.call_also(names)
        return judge_again_after_act(self.register, self.rules, self.checker, now, progress)

    def call_school_no_more(
        self, names: Sequence[str], now: datetime, progress: WorkProgress = UNWATCHED
    ) -> JudgedAnew:
        """Take that back; what is accepted stays so. Raises as `call_school_also` does."""
        self._require_officer(now)
        self.register.call_no_more(names)
        return judge_again_after_act(self.register, self.rules, self.checker, now, progress)

    def _acceptance(
        self, row: AttestationRow, given: Acceptance, now: datetime, *, together: bool = False
    ) -> tuple[Sequence[KeyConfirmed], Decided]:
        """What is to be recorded to accept one. Raises NotDecided."""
        attestation = row.attestation
        checked, judgement = self.look(attestation, now)
        if barred := [each.sentence for each in judgement.findings if each.bars]:
            raise CannotAccept(barred)
        left = despite_policy(judgement.codes) if together and given.reason else judgement.codes
        if together and not is_in_order(left):
            raise StandsAgainst([each.sentence for each in judgement.findings if not is_in_order([each.code])])
        self.refuse_own(checked, (row.person, judgement.person))
        confirmed = tuple(map(described, judgement.exceptions))
        missing = [name for name in confirmed if name not in given.confirmed]
        if missing:
            raise NotConfirmed(missing)
        person = self._person(row, judgement, given)
        self.refuse_own(checked, (person.person,))
        known = self._known(checked, person)
        if given.key_not_compared and contradicts_known_key(checked, known):
            raise WordsNeeded
        key = _confirmed_key(checked, judgement, person, given)
        said = row.campaign if row.person == person.person else None
        if said is None or answers_already(known, said, attestation):
            said = answered_campaign(checked, known, self.rules, now) or said
        decided = Decided(
            attestation=attestation,
            person=person.person,
            campaign=said,
            standing=ACCEPTED,
            reason=given.reason,
            confirmed=confirmed,
            key_not_compared=not key and needs_words(judgement.codes),
        )
        return key, decided

    def send_back(
        self,
        attestation: str,
        reason: str,
        now: datetime,
        write: Callable[[AttestationRow], Iterable[Event]] = lambda _row: (),
        seen: AttestationRow | None = None,
        progress: WorkProgress = UNWATCHED,
    ) -> AttestationRow:
        """Ask for it again, with the reason. `write` puts the draft of the mail on the disk before that is recorded,
        and says what is to be recorded of it, with the same act; `seen` is as for `accept`.

        Raises NotDecided, OfficerNeeded, DecidingStopped, and what `write` raises.
        """
        row = self._unchanged(attestation, seen)
        if row.standing is AttestationStanding.SENT_BACK:
            return row  # a second press says nothing new
        self._require_officer(now)
        decided = self._sent_back(row, reason, now)
        progress.ending_in(DecidingStopped).go_on()
        written = write(row)
        with self.register.session() as act:
            self._require_unchanged(act.connection, row)
            act.record_all([decided, *written])
        return row

    def send_back_together(
        self, attestations: Sequence[str], reason: str, now: datetime, progress: WorkProgress = UNWATCHED
    ) -> Sequence[NotDone]:
        """Ask for all of these again with one act and one reason; those that cannot be, with the sentence why.

        Raises OfficerNeeded; SendingBackStopped, with nothing recorded.
        """
        self._require_officer(now)
        progress = progress.ending_in(SendingBackStopped)
        return self._decide_together(attestations, lambda row: self._sent_back(row, reason, now), progress)

    def _decide_together(
        self, attestations: Sequence[str], decide: Callable[[AttestationRow], Decided], progress: WorkProgress
    ) -> Sequence[NotDone]:
        """What `decide` makes of each, with one act; of those that wait no longer or are refused, the sentence why."""
        decided, refused = list[Decided](), list[NotDone]()
        for attestation in progress.through(attestations, len(attestations)):
            try:
                decided.append(decide(self._waiting(attestation)))
            except NotDecided as problem:
                refused.append(NotDone(attestation=attestation, problem=str(problem)))
        if not decided:
            return refused
        with self.register.session() as act:
            left = [each for each in decided if self._waits(act.connection, each.attestation)]
            act.record_all([evolve(each, together=len(left)) for each in left])
        late = [NotDone(attestation=each.attestation, problem=str(Overtaken())) for each in decided if each not in left]
        return [*refused, *late]

    def _waits(self, connection: "Connection", attestation: str) -> bool:
        row = queries.attestation_by_id(connection, self.register.school, attestation)
        return row is not None and row.standing is WAITS

    def _sent_back(self, row: AttestationRow, reason: str, now: datetime) -> Decided:
        checked, judgement = self.look(row.attestation, now)
        self.refuse_own(checked, (row.person, judgement.person))
        person = row.person or judgement.person
        return Decided(
            attestation=row.attestation,
            person=person,
            campaign=row.campaign or (judgement.campaign if person == judgement.person else None),
            standing=AttestationStanding.SENT_BACK,
            reason=reason,
        )

    def refuse_own(self, checked: Checked, people: Collection[str | None] = ()) -> None:
        """Raises OwnAttestation: `people` are those whose it is found to be, whatever it says of itself."""
        stated, signer = checked.report.stated, checked.report.signer
        own = {str(each.value) for each in self.officer.subject.get_attributes_for_oid(NameOID.SERIAL_NUMBER)}
        if stated is not None and stated.person_identifier in own:
            raise OwnAttestation
        with self.register.reading() as connection:
            owners = queries.owners_of_key(connection, self.register.school, signer.fingerprint) if signer else ()
            officer = self.officer.public_bytes(Encoding.DER)
            if {*people, *owners} & people_of(connection, self.register.school, officer):
                raise OwnAttestation

    def _require_officer(self, now: datetime) -> None:
        numbers = self.officer.subject.get_attributes_for_oid(NameOID.SERIAL_NUMBER)
        if any(str(each.value) == NOBODYS_NUMBER for each in numbers):
            raise NobodyDecides
        trust = self.checker.trust
        if trust is not None and not trust.may_decide(self.officer, now):
            raise OfficerNeeded

    def _waiting(self, attestation: str) -> AttestationRow:
        """Raises NotHeld, Overtaken."""
        row, _ = self._held(attestation)
        if row.standing is not WAITS:
            raise Overtaken
        return row

    def _unchanged(self, attestation: str, seen: AttestationRow | None) -> AttestationRow:
        """How it stands now, and as it was `seen`. Raises NotHeld, Overtaken."""
        row, _ = self._held(attestation)
        if seen is not None and not _stands_alike(row, seen):
            raise Overtaken
        return row

    def _require_unchanged(self, connection: "Connection", seen: AttestationRow) -> None:
        """Raises Overtaken."""
        row = queries.attestation_by_id(connection, self.register.school, seen.attestation)
        if row is None or not _stands_alike(row, seen):
            raise Overtaken

    def _held(self, attestation: str) -> tuple[AttestationRow, bytes]:
        with self.register.reading() as connection:
            row = queries.attestation_by_id(connection, self.register.school, attestation)
        if row is None or row.on_paper:
            raise NotHeld
        return row, self.register.document(attestation)

    def _known(self, checked: Checked, person: PersonRow) -> OnRecord:
        """What bears on it now that it is known whose it is; what intake found was for whoever it knew."""
        with self.register.reading() as connection:
            return gather(connection, self.register.school, checked, person)

    def _person(self, row: AttestationRow, judgement: Judgement, given: Acceptance) -> PersonRow:
        with self.register.reading() as connection:
            if given.number:
                found = queries.person_by_number(connection, self.register.school, given.number)
            else:
                own = row.person or judgement.person  # an officer may have said whose it is
                found = queries.person_by_id(connection, self.register.school, own) if own else None
        if found is None:
            raise WhoseIsIt
        return found


def _stands_alike(now: AttestationRow, seen: AttestationRow) -> bool:
    """Whether nobody has decided on it since, or said whose it is."""
    return (now.standing, now.person) == (seen.standing, seen.person)


def _confirmed_key(
    checked: Checked, judgement: Judgement, person: PersonRow, given: Acceptance
) -> Sequence[KeyConfirmed]:
    """The event that binds a key to a person, where nothing else does. Raises WordsNeeded, WordsDiffer."""
    signer, words = checked.report.signer, given.words
    if signer is None or (not words and (given.key_not_compared or not needs_words(judgement.codes))):
        return ()
    if not words:
        raise WordsNeeded
    if [each.casefold() for each in words] != list(fingerprint_words(bytes.fromhex(signer.fingerprint))):
        raise WordsDiffer
    return (KeyConfirmed(person=person.person, fingerprint=signer.fingerprint),)
