"""The school's file, which every staff program reads; the authority signs it."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSpinBox, QVBoxLayout, QWidget

from ....catalogue.school_library import LibraryRefused
from ....domain.names import policy_name
from ....domain.retention import DEFAULT_RULES, KeepingRule, Kept
from ....domain.school_profile import (
    HandIn,
    HandInKind,
    Keeping,
    PackFor,
    SchoolContact,
    SchoolProfile,
    email_domain,
    packs_by_kind,
)
from ....domain.vocabulary import PersonKind
from ....i18n import _
from ....intake.receiving import JudgedAnew, judged_anew_sentence
from ....office.school_folder import forget_waiting, next_files, next_library, own_packs, take_out
from ....school.profile_file import TIME_SERVICE, ProfileFile
from ....system.progress import WorkProgress
from ...kit.files import ask_where
from ...kit.layouts import row
from ...kit.widgets.button import Button, IconButton
from ...kit.widgets.card import Card, Disclosure
from ...kit.widgets.chip_list import ChipList
from ...kit.widgets.choice import CheckRow
from ...kit.widgets.field import Field, TextField, limit_accents
from ...kit.widgets.logo_picker import LogoPicker, small_enough
from ...kit.widgets.passphrase_field import PassphraseField
from ...kit.widgets.text import TextLabel
from ...kit.words import E_MAIL_ENDINGS, OTHER_NAMES
from ..intake.school_names import TakenNames
from ..policies.start import OwnFiles
from ..words import SCHOOL_FILES, SCHOOLS_FILE
from .authority_card import secret_label
from .profile_fields import WHICH_POLICY, AppliedPolicies, TimeServicePicker

if TYPE_CHECKING:
    from ..page import ConsolePage


class ContactRows(QWidget):
    """A line for each: role, name, e-mail."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[tuple[QWidget, QLineEdit, QLineEdit, QLineEdit]] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        self.add = Button(_("Add a contact"), "plain", "plus")
        self.add.clicked.connect(lambda: self._add("", "", ""))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(TextLabel(_("Contacts, by the role that the policy names"), "strong"))
        outer.addLayout(self._column)
        outer.addLayout(row(self.add))

    @property
    def contacts(self) -> tuple[SchoolContact, ...]:
        """The contacts with at least one field filled in."""
        found = ((role.text().strip(), name.text().strip(), mail.text().strip()) for _, role, name, mail in self._rows)
        return tuple(
            SchoolContact(role=role, name=name, email=mail) for role, name, mail in found if role or name or mail
        )

    def show_contacts(self, contacts: Iterable[SchoolContact]) -> None:
        for line, *_fields in list(self._rows):
            self._remove(line)
        for contact in contacts:
            self._add(contact.role, contact.name, contact.email)

    def _add(self, role: str, name: str, mail: str) -> None:
        line = QWidget()
        fields = [QLineEdit(role), QLineEdit(name), QLineEdit(mail)]
        hints = (_("Role, such as headteacher"), _("Name"), _("E-mail"))
        for field, hint in zip(fields, hints, strict=True):
            field.setPlaceholderText(hint)
            field.setAccessibleName(hint)
            field.setMaxLength(200)
        remove = IconButton(_("Remove this contact"), "close")
        remove.clicked.connect(lambda: self._remove(line))
        inside = row(*fields, remove, stretch=fields[1])
        inside.setContentsMargins(0, 0, 0, 0)
        line.setLayout(inside)
        self._column.addWidget(line)
        self._rows.append((line, fields[0], fields[1], fields[2]))

    def _remove(self, line: QWidget) -> None:
        self._rows = [each for each in self._rows if each[0] is not line]
        line.hide()
        line.deleteLater()


_PNG = b"\x89PNG"
_MOST_YEARS = 50
_MOST_DAYS = 3650


class ProfileCard(Card):
    """A form that starts with the content of the last file."""

    def __init__(self, page: "ConsolePage") -> None:
        super().__init__(parent=page)
        self._page = page
        self._loaded = False
        self.set_title(str(SCHOOLS_FILE))
        self.set_lead(
            _(
                "One file for everyone: names, policies, contacts, and the certificate. Sign it again whenever "
                "something changes."
            )
        )
        self.body.setSpacing(16)
        self._build_names()
        self._build_policies()
        self._build_more()
        self.secret = PassphraseField()
        self.sign = Button(_("Sign the file and save it"), "accent", "pen")
        self.sign.clicked.connect(self._on_sign)
        self._number = TextLabel("", "muted")
        self._secret_field = Field(secret_label(on_token=False), self.secret)
        self.body.addWidget(self._secret_field)
        self.body.addLayout(row(self.sign, self._number))

    def refresh(self) -> None:
        """Fill the form in from the last file, once; what is being typed is left alone. Raises SchoolTrouble."""
        place = self._page.context.school_place
        signed, card = place.signed_profile(), place.card()
        self._secret_field.set_label(secret_label(on_token=card is not None and card.on_token))
        self._secret_field.setVisible(not self._page.context.signs_by_itself)
        self._number.setText(_("Last signed: number {number}", number=signed.manifest.number) if signed else "")
        self._offer_policies()
        if not self._loaded:
            self._loaded = True
            self._fill_in(signed)
        self._show_unused()
        self._show_recorded()

    def _show_recorded(self) -> None:
        """The names that attestations used, and that somebody said are the school's."""
        recorded = [each for each in self._page.context.register.also_called() if each not in self.others.values]
        self.taken_names.show_names(recorded)

    def profile(self) -> SchoolProfile:
        """The profile as the form has it now."""
        for chips in (self.others, self.domains):
            chips.take_pending()
        places = [
            HandIn(kind=kind, where=field.text)
            for kind, field in (
                (HandInKind.EMAIL, self.mail),
                (HandInKind.FOLDER, self.folder),
                (HandInKind.IN_PERSON, self.room),
            )
            if field.text
        ]
        wording = tuple(part.strip() for part in self.declaration.toPlainText().split("\n\n") if part.strip())
        return SchoolProfile(
            name=self.name.text,
            other_names=self.others.values,
            email_domains=self.domains.values,
            contacts=self.contacts.contacts,
            packs=self._packs(),
            declaration=wording,
            hand_in=tuple(places),
            keeping=self._keeping(),
            time_authority=self.clock.text,
            further=self.further.isChecked(),
        )

    def _build_names(self) -> None:
        self.name = TextField(_("Name of the school"))
        self.others = ChipList(str(OTHER_NAMES), _("Short forms, or the name of its trust."))
        self.taken_names = TakenNames(self._page)
        self.domains = ChipList(str(E_MAIL_ENDINGS), _("The part after the @."), email_domain)
        self.logo = LogoPicker()
        for part in (self.name, self.others, self.taken_names, self.domains, Field(_("Logo"), self.logo)):
            self.body.addWidget(part)

    def _build_policies(self) -> None:
        self.policies = AppliedPolicies()
        self.policies.chosen.connect(self._show_unused)
        self.body.addWidget(self.policies)
        self.further = CheckRow(_("Staff answer the further questions too, and the answers appear on the attestation"))
        self.body.addWidget(self.further)
        self.own_files = OwnFiles()
        self.own_files.wants_out.connect(self._on_take_out)
        self._own: dict[str, str] = {}  # names of the school's own policies that the next file carries
        self._unused = TextLabel("", "warn")
        self.body.addWidget(self.own_files)
        self.body.addWidget(self._unused)

    def _build_more(self) -> None:
        self.contacts = ContactRows()
        more = Disclosure(_("Contacts, handing in, wording, keeping (optional)"))
        more.body.setSpacing(16)
        self.mail = TextField(_("Attestations are handed in by e-mail to"))
        self.folder = TextField(_("or put into this folder"), longest=500)
        self.room = TextField(_("or brought in person to"))
        self.declaration = QPlainTextEdit()
        self.declaration.setTabChangesFocus(True)
        self.declaration.setMaximumHeight(120)
        limit_accents(self.declaration)
        self.years, self.days = QSpinBox(), QSpinBox()
        self.years.setRange(0, _MOST_YEARS)
        self.days.setRange(0, _MOST_DAYS)
        self.clock = TextField(_("Address of a time-stamping service"), longest=500)
        self.clock_certificate = TimeServicePicker()
        counts = _("Only stamps of a service whose certificate is here count.")
        hint = _(
            "Empty: the program's own. {name} and {school} are filled in. An empty line begins a paragraph. "
            "At most 2,400 characters."
        )
        for part in (
            self.contacts,
            self.mail,
            self.folder,
            self.room,
            Field(_("Wording of the declaration"), self.declaration, hint),
            Field(_("Attestations are kept for so many years after the last day"), self.years),
            Field(_("Rejected and unjudged files are kept for so many days"), self.days),
            self.clock,
            Field(_("Certificate of that service"), self.clock_certificate, counts),
        ):
            more.body.addWidget(part)
        self.body.addWidget(more)

    def _offer_policies(self) -> None:
        """Those of the program, and the school's own as the next file carries them. Raises SchoolTrouble."""
        context = self._page.context
        try:
            library = (
                next_library(context.school_place) if next_files(context.school_place) else context.load_catalogue()
            )
        except LibraryRefused as refused:
            self._page.explain(refused)
            library = context.load_catalogue()
        packs = library.packs
        self.own_files.show_files(context.school_place, library)
        named = ((pack.id, policy_name(pack)) for pack in packs.values())
        self.policies.offer(sorted(named, key=lambda each: each[1]))
        self._own = {each: policy_name(packs[each]) for each in own_packs(context.school_place) if each in packs}

    def _show_unused(self) -> None:
        """Which of the school's own policies the file carries in vain: whoever chooses themselves may choose it."""
        chosen = set(self.policies.values.values())
        unused = [] if "" in chosen else [name for each, name in self._own.items() if each not in chosen]
        told = _(
            "“{policy}” is in the file, but applies to nobody yet: choose it under “{question}”.",
        )
        question = str(WHICH_POLICY)
        self._unused.setText("\n".join(told.format(policy=name, question=question) for name in unused))
        self._unused.setVisible(bool(unused))

    def _fill_in(self, signed: ProfileFile | None) -> None:
        profile = (
            signed.manifest.profile if signed is not None else SchoolProfile(name=self._page.context.register.name())
        )
        self.name.show_text(profile.name)
        self.others.set_values(profile.other_names)
        self.domains.set_values(profile.email_domains)
        self.logo.set_logo(signed.logo if signed is not None else None)
        self.clock_certificate.show_content(signed.time_services if signed is not None else b"")
        self.policies.show_values({kind: next(iter(profile.packs_for(kind)), "") for kind in PersonKind})
        self.contacts.show_contacts(profile.contacts)
        where = {each.kind: each.where for each in profile.hand_in}
        self.mail.show_text(where.get(HandInKind.EMAIL, ""))
        self.folder.show_text(where.get(HandInKind.FOLDER, ""))
        self.room.show_text(where.get(HandInKind.IN_PERSON, ""))
        self.declaration.setPlainText("\n\n".join(profile.declaration))
        rules = {**DEFAULT_RULES, **{each.kept: each.rule for each in profile.keeping}}
        self.years.setValue(rules[Kept.PERSON].years)
        self.days.setValue(rules[Kept.REJECTED].days)
        self.clock.show_text(profile.time_authority)
        self.further.setChecked(profile.further)

    def _packs(self) -> tuple[PackFor, ...]:
        return packs_by_kind({kind: [value] for kind, value in self.policies.values.items() if value})

    def _keeping(self) -> tuple[Keeping, ...]:
        """Only what differs from the default."""
        own = {
            Kept.PERSON: KeepingRule(starts=DEFAULT_RULES[Kept.PERSON].starts, years=self.years.value()),
            Kept.REJECTED: KeepingRule(starts=DEFAULT_RULES[Kept.REJECTED].starts, days=self.days.value()),
            Kept.UNJUDGED: KeepingRule(starts=DEFAULT_RULES[Kept.UNJUDGED].starts, days=self.days.value()),
        }
        return tuple(Keeping(kept=kept, rule=rule) for kept, rule in own.items() if rule != DEFAULT_RULES[kept])

    def _on_sign(self) -> None:
        """Where it goes is asked first: what is on record as signed is on the disk, for somebody to hand out."""
        kinds = str(SCHOOL_FILES)
        ask_where(self, _("Save the school's file"), "school.pwschool", self.sign_into, kinds=kinds, suffix="pwschool")

    def sign_into(self, path: Path) -> None:
        """Sign the next file and write the copy for the staff."""
        context, secret, profile = self._page.context, self.secret.text, self.profile()
        logo = small_enough(self.logo.logo)
        place = context.school_place
        picture = {} if logo is None else {"logo.png" if logo.startswith(_PNG) else "logo.jpg": logo}
        services = {TIME_SERVICE: self.clock_certificate.content} if self.clock_certificate.content else {}

        def work(progress: WorkProgress) -> tuple[int, JudgedAnew]:
            members = {**picture, **services, **next_files(place)}
            signed = context.sign_profile(secret, profile, members, path, progress)
            forget_waiting(place, signed.checklists)
            return signed.manifest.number, context.judge_again(progress)

        self._page.count(work, lambda done: self._on_signed(*done), _("Signing the school's file …"), held=[self.sign])

    def _on_take_out(self, name: str) -> None:
        if self._page.attempt(lambda: take_out(self._page.context.school_place, name)):
            self._page.attempt(self._offer_policies)
            self._show_unused()

    def _on_signed(self, number: int, judged: JudgedAnew) -> None:
        self.secret.clear()
        self._page.register_changed.emit()
        self._page.refresh()
        signed = _(
            "The school's file is signed (number {number}). Give it to all staff: the e-mails of “Ask your staff” "
            "carry it, and you can put it into a folder that all of them can open.",
            number=number,
        )
        problems = filter(None, (judged.problem, self._unused.text()))
        self._page.say(" ".join(filter(None, (signed, judged_anew_sentence(judged)))), problems)
