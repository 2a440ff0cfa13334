"""Audits without a window: from an answers file to an audit, with every fault at its place."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path

from attrs import evolve

from ..catalogue import CatalogueFaults
from ..catalogue.document import Document
from ..catalogue.loading import read_form
from ..domain import checklist_index
from ..domain.audit import Account, Person, Response, School, Waiver
from ..domain.invitation import NamedInvitation
from ..domain.judgement import LONGEST_EXCEPTION
from ..domain.model import Catalogue, Check
from ..domain.questions import Question, all_questions, is_asked
from ..domain.vocabulary import AccountKind, NotApplicable, Unresolved
from ..i18n import _, long_date
from ..pdf.faults import LogoFault
from ..pdf.pictures import usable_logo
from ..school.errors import SchoolTrouble
from ..school.invitation_files import INVITATION_LIMIT, read_invitation
from ..school.profile_file import read_some
from ..system import read_regular
from ..system.trouble import why_of
from .answers_form import (
    CANNOT_FIND,
    DOES_NOT_APPLY,
    NOT_SURE,
    AccountForm,
    AnswerForm,
    AnswersForm,
    ExceptionForm,
)
from .interview.contradictions import contradictions
from .state import Audit, Key, answer_digest, new_audit

LARGEST_LOGO = 1_000_000  # bytes
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


def no_checklist(given: str, known: Iterable[str]) -> str:
    """Says that there is no platform of that name."""
    return _('There is no checklist for "{given}". Known are {known}.', given=given, known=", ".join(known))


def platforms(catalogue: Catalogue) -> tuple[str, ...]:
    """The identifiers of the platform checklists, "other" among them."""
    return tuple(head.id for head in checklist_index.platforms(catalogue))


def read_answers(path: Path, catalogue: Catalogue, identifier: str, now: datetime, *, complete: bool) -> Audit:
    """The audit in an answers file.

    `identifier` stands for a person without a staff number. With `complete`, every question that is asked must be
    answered. Raises CatalogueFaults with all faults at once.
    """
    form, document = read_form(path, AnswersForm)
    reading = _FormReading(form, document, catalogue, identifier, path.parent, now.date())
    audit = reading.audit(new_audit(now))
    if complete and not document.faults:
        _report_unanswered(form, document, catalogue, audit)
    if document.faults:
        raise CatalogueFaults(sorted(set(document.faults)))
    return audit


class _FormReading:
    """Turns one form into an audit; what is wrong goes to the document."""

    def __init__(
        self, form: AnswersForm, document: Document, catalogue: Catalogue, identifier: str, folder: Path, today: date
    ) -> None:
        self._form, self._document, self._catalogue = form, document, catalogue
        self._identifier, self._folder = identifier, folder
        self._today = today

    def audit(self, blank: Audit) -> Audit:
        form = self._form
        audit = evolve(
            blank,
            pack=self._pack(),
            person=self._person(),
            occasion=form.occasion,
            school=self._school(),
            invitation=self._invitation(),
            accounts=tuple(self._accounts()),
            no_accounts=form.no_accounts,
            comment=form.comment,
            due={(d.control, d.account): d.due for d in form.actions},
        )
        declaration = audit.declaration
        if declaration is None or self._document.faults:
            return audit
        questions = {q.key: q for q in all_questions(self._catalogue, declaration)}
        responses = dict(self._responses(questions))
        return evolve(
            audit,
            responses=responses,
            asked_as={key: answer_digest(questions[key].check, each.answer) for key, each in responses.items()},
        )

    def _fault(self, sentence: str, *path: str | int) -> None:
        self._document.report(path, sentence)

    def _pack(self) -> str | None:
        policy, known = self._form.policy, self._catalogue.packs
        if policy in known:
            return policy
        fault = _('There is no policy "{policy}". Known are {packs}.', policy=policy, packs=", ".join(known))
        self._fault(fault, "policy")
        return None

    def _person(self) -> Person:
        form = self._form.person
        return Person(
            name=form.name,
            role=form.role,
            kind=form.kind,
            identifier=form.staff_number or self._identifier,
            has_staff_number=form.staff_number is not None,
        )

    def _school(self) -> School:
        form = self._form.school
        return School(
            name=form.name,
            other_names=form.other_names,
            email_domains=form.email_domains,
            logo=self._logo(),
            time_authority=form.time_authority or "",
            asks_further=form.further,
        )

    def _invitation(self) -> NamedInvitation | None:
        """What the statement will name. Nothing is believed of it here: the school looks it up among its own."""
        if self._form.invitation is None:
            return None
        try:
            content = read_some(self._folder / self._form.invitation, INVITATION_LIMIT + 1)
            invitation = read_invitation(content, lambda _signature, _signed: None)
        except SchoolTrouble as trouble:
            self._fault(str(trouble), "invitation")
            return None
        if invitation.staff_number != self._form.person.staff_number:
            self._fault(
                _("This invitation is for the staff number {staff_number}.", staff_number=invitation.staff_number),
                "invitation",
            )
        return invitation.named

    def _logo(self) -> bytes | None:
        if self._form.school.logo is None:
            return None
        try:
            content = read_regular(self._folder / self._form.school.logo, LARGEST_LOGO + 1)
        except OSError as error:
            self._fault(_("The logo cannot be read: {why}.", why=why_of(error)), "school", "logo")
            return None
        if len(content) > LARGEST_LOGO or not content.startswith(_PICTURES):
            self._fault(_("The logo must be a PNG or JPEG picture of at most one megabyte."), "school", "logo")
            return None
        try:
            return usable_logo(content, LARGEST_LOGO)
        except LogoFault as fault:
            self._fault(str(fault), "school", "logo")
            return None

    def _accounts(self) -> Iterator[Account]:
        form = self._form
        if form.accounts and form.no_accounts:
            self._fault(_("This says that there are no accounts, but accounts are listed."), "no_accounts")
        if not form.accounts and not form.no_accounts:
            self._fault(_("List the accounts, or write no_accounts: true."), "accounts")
        taken: set[tuple[str, AccountKind, int]] = set()
        for at, account in enumerate(form.accounts):
            if account.platform not in platforms(self._catalogue):
                known = platforms(self._catalogue)
                self._fault(
                    no_checklist(account.platform, known),
                    "accounts",
                    at,
                    "platform",
                )
            place = (account.platform, account.kind, account.number)
            if place in taken:
                self._fault(_("Another account has this platform, kind and number already."), "accounts", at, "number")
            taken.add(place)
            yield _account(account)

    def _responses(self, questions: Mapping[Key, Question]) -> Iterator[tuple[Key, Response]]:
        seen: set[Key] = set()
        for at, answer in enumerate(self._form.questions):
            key = (answer.id, answer.account)
            if key not in questions:
                self._fault(self._unknown(answer), "questions", at, "id")
                continue
            if key in seen:
                self._fault(_("This question appears here twice."), "questions", at, "id")
            seen.add(key)
            if answer.answer and (response := self._response(at, answer, questions[key])):
                yield key, response

    def _unknown(self, answer: AnswerForm) -> str:
        if new := checklist_index.successors(self._catalogue).get(answer.id):
            return _('"{id}" is no longer asked. Answer what replaced it: {new}.', id=answer.id, new=", ".join(new))
        of = _('of the account "{account}"', account=answer.account) if answer.account else _("of the person")
        return _('The policy does not ask "{id}" {of}. Make a new template to see what it asks.', id=answer.id, of=of)

    def _response(self, at: int, answer: AnswerForm, question: Question) -> Response | None:
        given = self._answer(at, answer, question.check)
        before_known = answer.before is None or question.check.option(answer.before) is not None
        if not before_known:
            self._fault(
                _('"{before}" is not an option of this question.', before=answer.before), "questions", at, "before"
            )
        if answer.exception is not None:
            self._check_exception(at, answer.exception, question)
        if given is None or not before_known:
            return None
        exception = answer.exception
        return Response(
            check=answer.id,
            account=answer.account,
            answer=given,
            known=answer.known,
            before=answer.before if answer.before != given else None,
            waiver=None
            if exception is None
            else Waiver(
                reason=exception.reason,
                approver_role=exception.approver_role,
                approver_name=exception.approver_name,
                until=exception.until,
            ),
        )

    def _check_exception(self, at: int, exception: ExceptionForm, question: Question) -> None:
        """As strict as the window: the pack's own reasons and role, somebody's name, and an end in time."""
        allowed = next((r.exception for r in question.requirements if r.exception), None)
        if allowed is None:
            self._fault(_("The policy allows no exception here."), "questions", at, "exception")
            return
        if exception.reason not in allowed.reasons:
            reasons = ", ".join(allowed.reasons)
            self._fault(
                _("The policy allows no exception for this reason here; it allows: {reasons}.", reasons=reasons),
                *("questions", at, "exception", "reason"),
            )
        role = allowed.approver or ""
        if exception.approver_role.strip().casefold() != role.casefold():
            self._fault(
                _("The policy says who approves this. Write approver_role: {role}.", role=role)
                if role
                else _("This needs no approval. Remove the approver."),
                *("questions", at, "exception", "approver_role"),
            )
        elif role and not exception.approver_name.strip():
            self._fault(_("Say who approved it."), "questions", at, "exception", "approver_name")
        if not self._today <= exception.until <= self._today + LONGEST_EXCEPTION:
            last = long_date(self._today + LONGEST_EXCEPTION)
            self._fault(
                _("An exception must end between today and {last}. Write another day.", last=last),
                *("questions", at, "exception", "until"),
            )

    def _answer(self, at: int, answer: AnswerForm, check: Check) -> str | Unresolved | NotApplicable | None:
        if answer.answer == NOT_SURE:
            return Unresolved.NOT_SURE
        if answer.answer == CANNOT_FIND:
            return Unresolved.CANNOT_FIND
        if answer.answer == DOES_NOT_APPLY:
            if answer.reason is None:
                reasons = ", ".join(NotApplicable)
                self._fault(
                    _("Say why it does not apply: one of {reasons}.", reasons=reasons), "questions", at, "reason"
                )
            return answer.reason
        if check.option(answer.answer) is None:
            options = ", ".join([*(o.id for o in check.options), NOT_SURE, CANNOT_FIND, DOES_NOT_APPLY])
            self._fault(
                _(
                    '"{answer}" is not an answer to this. Choose from {options}.',
                    answer=answer.answer,
                    options=options,
                ),
                "questions",
                at,
                "answer",
            )
            return None
        return answer.answer


def _account(form: AccountForm) -> Account:
    return Account(
        id=form.id,
        checklist=form.platform,
        kind=form.kind,
        number=form.number,
        shown_as_other=form.shown_as_other,
    )


def _report_unanswered(form: AnswersForm, document: Document, catalogue: Catalogue, audit: Audit) -> None:
    declaration = audit.declaration
    if declaration is None:
        return
    checks = checklist_index.LazyChecks(catalogue)
    places = {(a.id, a.account): at for at, a in enumerate(form.questions)}
    for question in all_questions(catalogue, declaration):
        if question.key in audit.responses or (question.is_further and not audit.asks_further):
            continue
        if not is_asked(question, audit.responses, checks):
            continue
        if question.key in places:
            document.report(("questions", places[question.key], "answer"), _("This question is not answered yet."))
        else:
            missing = _('The question "{id}" is missing.', id=question.check.id)
            if question.key[1]:
                missing = _(
                    'The question "{id}" of "{account}" is missing.', id=question.check.id, account=question.key[1]
                )
            document.report(("questions",), missing)
    for each in contradictions(all_questions(catalogue, declaration), audit.responses, audit.accounts):
        document.report(("questions", places.get(each.answer, 0), "answer"), str(each))
