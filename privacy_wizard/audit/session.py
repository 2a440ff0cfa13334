"""One audit in the making. Every act saves at once; nothing here knows a window."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from attrs import evolve

from ..domain.audit import Account, Declaration, Person, Response, School, Waiver, numbered_account
from ..domain.checklist_index import LazyChecks, heads, successors
from ..domain.expectation import Expected, ExpectedSet, expected_set
from ..domain.invitation import Invitation
from ..domain.judgement import Finding, judge
from ..domain.model import Catalogue, Check, PolicyPack
from ..domain.questions import Question, all_questions, verdict_on
from ..domain.scoring import Score, score
from ..domain.vocabulary import AccountKind, Occasion, Verdict
from . import flow
from .actions import Action, open_actions
from .downloads_at_hand import DownloadsAtHand
from .interview.contradictions import Contradiction
from .interview.interview import Interview, Progress, renewed
from .migrate_answers import carried_over, earlier_checks, next_years
from .own_school import OwnSchool, at_school, invited, may_answer, still_invited, with_known_accounts
from .state import Audit, Key, Signed, StepPlace, account_titles, answer_digest, new_audit, unsigned
from .steps import Step, StepId, steps_of
from .store import Store

if TYPE_CHECKING:
    from .downloads import Shown

_NOTHING_ASKED = Progress(answered=0, asked=0, waiting=0, minutes_left=0)


class AuditSession:
    """Holds the current audit and answers every question that a page has about it."""

    def __init__(
        self,
        catalogue: Catalogue | Callable[[], Catalogue],
        store: Store,
        now: Callable[[], datetime],
        own_school: Callable[[], OwnSchool | None] = lambda: None,
    ) -> None:
        """The catalogue may be given as a function, which is called when it is first needed, as `own_school` is."""
        self._catalogue, self._find_school = catalogue, own_school
        self._store, self._now = store, now
        self._undone: list[Audit] = []
        self._kept_place = StepPlace()  # the place that is saved
        self._went_to_sign = ""  # the audit in which one did, since the program was started
        self._asked_of: Declaration | None = None  # whose questions are kept below
        self._questions: tuple[Question, ...] = ()
        self._interview: Interview | None = None
        self.downloads = DownloadsAtHand()
        self.audit, self.read_only = new_audit(now()), False

    @cached_property
    def own_school(self) -> OwnSchool | None:
        """The school whose profile is in use on this computer."""
        return self._find_school()

    @cached_property
    def catalogue(self) -> Catalogue:
        """The checklists and policies; where a school's profile is in use, with the school's own among them."""
        if self.own_school is not None:
            return self.own_school.catalogue
        return self._catalogue if isinstance(self._catalogue, Catalogue) else self._catalogue()

    @cached_property
    def checks(self) -> Mapping[str, Check]:
        """Every check by its identifier."""
        return LazyChecks(self.catalogue)

    def begin(self) -> None:
        """A new, empty audit; nothing is saved before the first act."""
        self._replace(new_audit(self._now()))

    def resume(self, draft_id: str, *, read_only: bool = False) -> None:
        """Open a saved audit where it stopped; answers to questions that have changed become earlier ones.

        Raises DraftInUse where another window has it open, unless it is only to be read: then every act raises it.
        """
        if not read_only:
            self._store.hold(draft_id)
        audit = self._read(self._store.load(draft_id))
        self._replace(self._as_of_today(at_school(audit, self.own_school)), read_only=read_only)

    def open_kept(self, kept_id: str) -> None:
        """A signed audit again, to hand it in or to see what is left to do."""
        self._replace(self._read(self._store.load_kept(kept_id)))

    def review(self, kept_id: str, occasion: Occasion | None = Occasion.ANNUAL_REVIEW) -> None:
        """A new audit from an earlier one's accounts and answers; without an occasion, that is asked first."""
        last = self._read(self._store.load_kept(kept_id))
        audit = at_school(next_years(last, self.checks, self._now(), successors(self.catalogue)), self.own_school)
        self._replace(evolve(with_known_accounts(audit, self.catalogue), occasion=occasion))

    def _read(self, document: Mapping[str, Any]) -> Audit:
        from .document import from_document  # the converter is slow to load

        return from_document(document)

    def _as_of_today(self, audit: Audit) -> Audit:
        moved = carried_over(audit, self.checks, self.today, successors(self.catalogue), earlier_checks)
        return with_known_accounts(moved, self.catalogue)

    def _replace(self, audit: Audit, *, read_only: bool = False) -> None:
        if self.audit.id != audit.id:
            self._store.let_go(self.audit.id)
            self.downloads = DownloadsAtHand()
        self.audit, self.read_only = audit, read_only
        self._kept_place = audit.place
        self._undone.clear()

    def take_school(self, own: OwnSchool) -> None:
        """A profile was taken into use: from now on it sets the school, the checklists and the policies."""
        before = self.own_school
        self.own_school, self.catalogue, self._asked_of, self._questions = own, own.catalogue, None, ()
        self.__dict__.pop("checks", None)
        if self.audit.person is not None and self.audit.signed is None:
            self.change(self._as_of_today(at_school(self.audit, own, before)))

    def accept_invitation(self, invitation: Invitation) -> None:
        """The audit that a school asks for: the one at hand if it is that person's and unsigned, else a new one."""
        if not may_answer(self.audit, invitation):
            self.begin()
        self.change(invited(self.audit, invitation, self.own_school, self.catalogue))

    @property
    def shown(self) -> Mapping[Key, "Shown"]:
        """What the downloads at hand show of the questions that are asked, but for what is doubted."""
        return self.downloads.shown(self.questions, self.audit)

    def doubt(self, *keys: Key) -> None:
        """The user says that what a download shows of these is no longer true: they are asked again."""
        self._act(responses={k: r for k, r in self.audit.responses.items() if k not in keys})
        self.downloads.doubted.update(keys)

    # ---- who, where, which accounts

    def describe_person(self, person: Person, occasion: Occasion | None) -> None:
        """Set who makes the audit, and why now: the page *You*."""
        audit = at_school(evolve(self.audit, person=person, occasion=occasion), self.own_school)
        self.change(still_invited(audit, self.audit))

    def choose_school(self, school: School | None) -> None:
        """Set the school it is made for; None removes it."""
        self.change(still_invited(evolve(self.audit, school=school), self.audit))

    def choose_policy(self, pack_id: str | None) -> None:
        """The pack decides what is asked; answers given so far stay, as far as it asks the same."""
        self._act(pack=pack_id)

    def add_account(self, checklist: str, kind: AccountKind = AccountKind.PERSONAL, label: str = "") -> Account:
        """Add an account; identifiers and running numbers are not reused within an audit."""
        taken = [a for a in self.audit.accounts if a.checklist == checklist and a.kind is kind]
        number = max((a.number for a in taken), default=0) + 1
        account = numbered_account(checklist, kind, number, label)
        self._act(accounts=(*self.audit.accounts, account), no_accounts=False)
        return account

    def change_account(self, account: Account) -> None:
        """Replace the account of the same identifier (its label, how it is shown)."""
        self._act(accounts=tuple(account if a.id == account.id else a for a in self.audit.accounts))

    def remove_account(self, account_id: str) -> None:
        """Remove an account with its answers; `undo` brings both back."""
        self._act(
            accounts=tuple(a for a in self.audit.accounts if a.id != account_id),
            responses={k: r for k, r in self.audit.responses.items() if k[1] != account_id},
            earlier={k: e for k, e in self.audit.earlier.items() if k[1] != account_id},
        )

    def declare_no_accounts(self, declared: bool) -> None:
        """Declare "I have none", which is a statement in its own right, or take it back."""
        self._act(no_accounts=declared and not self.audit.accounts)

    # ---- answers

    def withdraw(self, key: Key) -> None:
        """Remove an answer."""
        self._act(responses={k: r for k, r in self.audit.responses.items() if k != key})

    def note(self, key: Key, text: str) -> None:
        """A private note; it never leaves the draft."""
        self._keep(key, evolve(self.audit.responses[key], note=text))

    def declare_exception(self, key: Key, waiver: Waiver | None) -> None:
        """Declare an exception for an answer, or take it back; it only counts where the pack allows it."""
        self._keep(key, evolve(self.audit.responses[key], waiver=waiver))

    def _keep(self, key: Key, response: Response) -> None:
        digest = answer_digest(self.checks[key[0]], response.answer)
        self._act(responses={**self.audit.responses, key: response}, asked_as={**self.audit.asked_as, key: digest})

    # ---- results

    def set_due(self, finding: Finding, due: date | None) -> None:
        """Set the date by which an open action has to be done."""
        key = (finding.requirement.control.id, finding.account.id if finding.account else None)
        kept = {k: d for k, d in self.audit.due.items() if k != key}
        self._act(due=kept if due is None else {**kept, key: due})

    def comment(self, text: str) -> None:
        """The signer's own words on the attestation."""
        self._act(comment=text)

    def finish(self, signed: Signed, pdf: bytes) -> None:
        """The audit ended in this attestation; both are kept until their owner deletes them."""
        self._writable()
        finished = evolve(self.audit, signed=signed)
        self._store.archive(finished.id, self._document(finished), pdf)
        self._replace(finished)

    def keep_signed(self, changed: Audit) -> None:
        """Keep what became of a signed audit: that it was handed in, reminders. The attestation stays as it is."""
        self._store.save_kept(changed.id, self._document(changed))
        self.audit = changed

    def move_to(self, step: Step, question: Key | None = None) -> None:
        """Set the current place. It is saved with the next act, or by `keep_place`."""
        self.audit = evolve(self.audit, place=StepPlace(step=step, question=question))
        if step.id is StepId.SIGN:
            self._went_to_sign = self.audit.id

    @property
    def is_past_results(self) -> bool:
        """Whether one went on from the results to the signature; once the program ends, the last place tells."""
        at_end = self.audit.place.step.id in (StepId.SIGN, StepId.DONE)
        return at_end or self.audit.signed is not None or self._went_to_sign == self.audit.id

    def keep_place(self) -> None:
        """Save the current place, so that a killed program resumes here; does nothing if nothing changed."""
        unsaved = self.audit.place != self._kept_place
        if unsaved and self.audit.person is not None and self.audit.signed is None and not self.read_only:
            self._save()

    @property
    def can_undo(self) -> bool:
        """Whether there is an act to undo."""
        return bool(self._undone)

    def undo(self) -> None:
        """Undo the last act."""
        if not self._undone:
            return
        before = evolve(self._undone[-1], place=self.audit.place)
        if before.signed is None:
            self._save_as(before)
        else:  # it is kept as it was; what was begun in its place goes
            self._store.delete(self.audit.id)
            self.audit = before
        self._undone.pop()

    def _act(self, **changes: Any) -> None:
        self.change(evolve(self.audit, **changes))

    def change(self, after: Audit) -> None:
        """Replace the audit with the result of an act. It is saved first: if that fails, the old one stays."""
        if after == self.audit:
            return
        if after.signed is not None:  # what was signed stays as it is: from here on it is another audit
            after = unsigned(after, new_audit(self._now()).id)
        before = self.audit
        self._save_as(after)
        self._undone.append(before)

    def _save_as(self, audit: Audit) -> None:
        """Save this as the audit; if that fails, the old one stays."""
        before, self.audit = self.audit, audit
        try:
            self._save()
        except Exception:
            self.audit = before
            raise

    def _writable(self) -> None:
        if self.read_only:
            from ..drafts import DraftInUse  # slow to load

            raise DraftInUse(self.audit.id)

    def _save(self) -> None:
        self._writable()
        versions = {head.id: head.version for head in heads(self.catalogue).values()}
        if self.pack is not None:
            versions[self.pack.id] = self.pack.version
        self.audit = evolve(self.audit, checklist_versions=versions)
        if self._store.keeps:
            self._store.save(self.audit.id, self._document(self.audit))
        self._kept_place = self.audit.place

    def _document(self, audit: Audit) -> dict[str, Any]:
        from .document import with_summary  # the converter is slow to load

        left = self.actions() if audit.signed else ()
        return with_summary(audit, self.pack.title if self.pack else "", self.progress, left)

    # ---- reading

    @property
    def today(self) -> date:
        """Today, by this computer's clock."""
        return self._now().date()

    @property
    def pack(self) -> PolicyPack | None:
        """The chosen policy."""
        return self.catalogue.packs.get(self.audit.pack) if self.audit.pack else None

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps of this audit; those without questions are left out once it is known which accounts there are."""
        known = self.audit.accounts or self.audit.no_accounts
        return steps_of(page.step for page in self.interview.pages) if known and self.interview else steps_of()

    @property
    def interview(self) -> Interview | None:
        """The pages of the audit as it is now; None before person, occasion and policy are known."""
        known = (self.audit, self.catalogue, self.checks, self.questions, self.today, self.shown)
        self._interview = renewed(self._interview, *known) if self.pack and self.audit.declaration else None
        return self._interview

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question of the audit, those behind gates included."""
        declaration = self.audit.declaration
        if declaration != self._asked_of:
            self._asked_of = declaration
            self._questions = all_questions(self.catalogue, declaration) if declaration else ()
        return self._questions

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """The answers that cannot both be true; nothing is signed until they are settled."""
        return self.interview.contradictions if self.interview else ()

    @property
    def contradicting(self) -> tuple[Step, Key] | None:
        """Where the first of them stands."""
        return self.interview.contradicting if self.interview else None

    def verdict_on(self, question: Question) -> Verdict | None:
        """The verdict on one question alone, as of now; None without an answer, and for a mere gate."""
        return verdict_on(question, self.audit.responses, self.checks, self.today)

    def progress_at(self, step: Step) -> Progress:
        """How far one step is."""
        interview = self.interview
        return interview.progress_by_step.get(step, _NOTHING_ASKED) if interview else _NOTHING_ASKED

    @property
    def progress(self) -> Progress:
        """How far the whole audit is, without the further questions."""
        interview = self.interview
        return interview.progress_of_core if interview else _NOTHING_ASKED

    @property
    def first_open(self) -> tuple[Step, Key] | None:
        """The first question that needs an answer, and its step."""
        found = self.interview.first_open if self.interview else None
        return None if found is None else (found[0].step, found[1])

    def obstacle(self, step: Step) -> flow.Obstacle | None:
        """What prevents leaving this step forwards, or None."""
        return flow.obstacle(step, self.audit, self.pack, self.first_open if step.id is StepId.SIGN else None)

    def findings(self) -> tuple[Finding, ...]:
        """Every pair that must be answered, judged."""
        return self._judged(lambda pairs: pairs.core)

    def further_findings(self) -> tuple[Finding, ...]:
        """What is offered beyond the core, judged; it never counts."""
        return self._judged(lambda pairs: pairs.further)

    def _judged(self, part: Callable[[ExpectedSet], tuple[Expected, ...]]) -> tuple[Finding, ...]:
        declaration = self.audit.declaration
        pairs = part(expected_set(self.catalogue, declaration)) if declaration else ()
        return tuple(judge(pair, self.audit.responses, self.checks, self.today) for pair in pairs)

    def score(self) -> Score:
        """Score and outcome as of now."""
        return score(self.findings() + self.further_findings())

    def actions(self) -> tuple[Action, ...]:
        """What is open and counts, most serious first."""
        return open_actions(self.findings(), self.audit.due)

    def place_of(self, finding: Finding) -> tuple[Step, Key] | None:
        """Where a finding's deciding question is asked; None where there is none."""
        question = flow.deciding_question(finding, self.questions, self.audit.responses, self.checks)
        page = self.interview.page_with(question.key) if self.interview and question else None
        return None if page is None or question is None else (page.step, question.key)

    def account_title(self, account: Account) -> str:
        """The account's name as its owner sees it: "Instagram (family)", "Instagram 2"."""
        return account_titles(self.audit.accounts, self.catalogue)[account.id]
