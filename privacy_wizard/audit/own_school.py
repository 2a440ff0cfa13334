"""The school whose profile is in use on this computer, and what its profile and invitations set in an audit. Pure."""

from typing import TYPE_CHECKING

from attrs import evolve, frozen

from ..domain.audit import OTHER, Account, Person, School
from ..domain.checklist_index import checklist_of, successors
from ..domain.invitation import Invitation
from ..domain.model import Catalogue
from ..domain.vocabulary import PersonKind
from .state import Audit

if TYPE_CHECKING:  # slow to load, and the first page does without
    from ..domain.school_profile import SchoolProfile


@frozen(kw_only=True)
class OwnSchool:
    """The school's signed profile, with its checklists and policies among the program's."""

    profile: "SchoolProfile"
    logo: bytes | None
    catalogue: Catalogue

    @property
    def school(self) -> School:
        """The school as an audit names it."""
        return self.profile.school(self.logo)

    def is_of(self, audit: Audit) -> bool:
        """Whether an audit is made for this school."""
        return audit.school is not None and audit.school.name == self.profile.name


def own_declaration(own: OwnSchool | None, audit: Audit) -> tuple[str, ...]:
    """The school's own wording of the declaration, with the names in it; empty where the program's own serves."""
    if own is None or audit.person is None or not own.is_of(audit):
        return ()
    return own.profile.declaration_of(audit.person.name)


def at_school(audit: Audit, own: OwnSchool | None, before: OwnSchool | None = None) -> Audit:
    """The audit as the school's profile has it: the school, and the policy where only one is for this person.

    What was signed stays, and so does an audit for another school. `before` is the profile that this one replaces.
    """
    if own is None or audit.signed is not None:
        return audit
    is_mine = audit.school is None or own.is_of(audit) or (before is not None and before.is_of(audit))
    if not is_mine:
        return audit
    return evolve(audit, school=own.school, pack=audit.pack or _only_pack(audit, own))


def _only_pack(audit: Audit, own: OwnSchool) -> str | None:
    packs = own.profile.packs_for(audit.person.kind) if audit.person is not None else ()
    return packs[0] if len(packs) == 1 and packs[0] in own.catalogue.packs else None


def may_answer(audit: Audit, invitation: Invitation) -> bool:
    """Whether an audit that is under way can go on as the one that an invitation asks for."""
    mine = audit.person is None or audit.person.identifier == invitation.staff_number
    other = audit.invitation is not None and audit.invitation != invitation.named
    return audit.signed is None and mine and not other


def invited(audit: Audit, invitation: Invitation, own: OwnSchool | None, catalogue: Catalogue) -> Audit:
    """The audit with everything that an invitation sets: name, staff number, school, occasion, campaign, policy."""
    before = audit.person
    person = Person(
        name=invitation.name,
        role=before.role if before else "",
        kind=before.kind if before else PersonKind.EMPLOYEE,
        identifier=invitation.staff_number,
        has_staff_number=True,
    )
    asked = evolve(
        audit,
        person=person,
        occasion=invitation.occasion,
        school=own.school if own else School(name=invitation.school),
        invitation=invitation.named,
        pack=invitation.pack if invitation.pack in catalogue.packs else audit.pack,
    )
    return at_school(asked, own)


def still_invited(audit: Audit, before: Audit) -> Audit:
    """Without its invitation where it is no longer the audit of the person, or for the school, that was invited."""
    was, now = before.person, audit.person
    other_person = was is not None and now is not None and was.identifier != now.identifier
    other_school = before.school is not None and (audit.school is None or audit.school.name != before.school.name)
    return evolve(audit, invitation=None) if other_person or other_school else audit


def with_known_accounts(audit: Audit, catalogue: Catalogue) -> Audit:
    """An account whose checklist is gone goes on under the one that took it over, else in general words.

    Several that were folded into one checklist become one account, the first of them.
    """
    known: list[Account] = []
    for account in audit.accounts:
        now = _known(account, catalogue)
        folded = now is not account and now.checklist != OTHER
        if not (folded and any(each.checklist == now.checklist for each in known)):
            known.append(now)
    return evolve(audit, accounts=tuple(known))


def _known(account: Account, catalogue: Catalogue) -> Account:
    if account.checklist in catalogue.checklists:
        return account
    if heir := _heir(account.checklist, catalogue):
        return evolve(account, checklist=heir)
    return evolve(account, checklist=OTHER, label=account.label or account.checklist)


def _heir(gone: str, catalogue: Catalogue) -> str | None:
    """The checklist whose checks took over those of one that is gone."""
    return next(
        (checklist_of(new) for old, (new, *_) in successors(catalogue).items() if checklist_of(old) == gone), None
    )
